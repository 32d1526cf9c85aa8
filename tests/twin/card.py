"""The scorecard: tables of cases, components, and the band they reach."""

from __future__ import annotations

from demerit.scheme.model import CardComponent, CardTable
from tests.twin.quantities import round_half_up
from tests.twin.state import Cut, World


def table_value(world: World, table: CardTable, uid: int) -> float:
    """First case whose ``when`` all agree and of whose ``unless`` none does."""
    for case in table.cases:
        barred = any(world.read.trait(uid, name) in values for name, values in case.unless.items())
        if world.read.agrees(uid, case.when) and not barred:
            return float(case.value)
    return float(table.otherwise)


def component_value(world: World, component: CardComponent, uid: int) -> int:
    """Sum of products of tables, times factors, over the threshold."""
    card = world.scheme.score.card
    assert card is not None
    total = 0.0
    for term in component.sum:
        product = 1.0
        for item in term:
            product *= table_value(world, card.items[item], uid)
        total += product
    for item in component.times:
        total *= table_value(world, card.items[item], uid)
    threshold = world.read.value(component.threshold, uid, 0)
    return round_half_up(component.scale * total / threshold)


def card_values(world: World, uid: int) -> dict[str, int]:
    """All components of a subject's card."""
    card = world.scheme.score.card
    return {} if card is None else {name: component_value(world, each, uid) for name, each in card.components.items()}


def card_band(world: World, uid: int, *, without: Cut) -> str:
    """The worst band reached: the last one in the file. Without ``trait`` every component is 0."""
    values = {name: 0 if "trait" in without else value for name, value in card_values(world, uid).items()}
    reached = ""
    for band in world.scheme.bands:
        if band.component is None:
            continue
        if band.at_least is None or values[band.component] >= world.read.points(band.at_least, uid, 0):
            reached = band.id
    return reached
