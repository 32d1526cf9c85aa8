"""The scorecard: tables of cases, components, and the band they reach."""

from __future__ import annotations

import math

from demerit.scheme.model import CardComponent, CardTable
from tests.twin.quantities import round_half_up
from tests.twin.state import Cut, World


def read_value(world: World, uid: int, name: str, *, true: bool) -> str | None:
    """Value of an attribute as the card reads it."""
    card = world.scheme.score.card
    error = card.errors.get(name) if card is not None else None
    if error is not None and not true:
        stream = f"register:{name}"
        other = uid // 4096 * 4096 + world.dice.bits(stream, uid, 0, 1) % 4096
        wrong = world.dice.lucky(world.read.chance(error, uid, 0), stream, uid, 0, 0)
        if wrong and other < world.population.n_persons:
            return world.read.trait(other, name)
    return world.read.trait(uid, name)


def table_value(world: World, table: CardTable, uid: int, *, true: bool) -> float:
    """First case whose ``when`` all agree and of whose ``unless`` none does."""
    for case in table.cases:
        fits = all(read_value(world, uid, name, true=true) in values for name, values in case.when.items())
        barred = any(read_value(world, uid, name, true=true) in values for name, values in case.unless.items())
        if fits and not barred:
            return float(case.value)
    return float(table.otherwise)


def exponential(x: float) -> float:
    """e to the x by its series, after taking out powers of two."""
    x = min(40.0, max(-40.0, x))
    log_two = 0.6931471805599453
    n = math.floor(x / log_two + 0.5)
    rest, total = x - n * log_two, 1.0
    for j in range(14, 0, -1):
        total = 1.0 + total * rest / j
    return math.ldexp(total, n)


def component_value(world: World, component: CardComponent, uid: int, *, true: bool = False) -> int:
    """Sum of products of tables, times factors, over the threshold."""
    card = world.scheme.score.card
    assert card is not None
    total = 0.0
    for term in component.sum:
        product = 1.0
        for item in term:
            product *= table_value(world, card.items[item], uid, true=true)
        total += product
    for item in component.times:
        total *= table_value(world, card.items[item], uid, true=true)
    threshold = world.read.value(component.threshold, uid, 0)
    if component.link == "logistic":
        return round_half_up(component.scale / (1.0 + exponential(threshold - total)))
    return round_half_up(component.scale * total / threshold)


def published_band(world: World, uid: int) -> str:
    """The band of a published score, drawn in its month."""
    every = world.scheme.score.every
    month = 0 if every is None else world.month // every * every
    total = 0.0
    for band in world.scheme.bands[:-1]:
        total += world.read.value(band.share, uid, month)
        if world.dice.lucky(min(1.0, total), "published", uid, month, 0):
            return band.id
    return world.scheme.bands[-1].id


def card_values(world: World, uid: int, *, true: bool = False) -> dict[str, int]:
    """All components of a subject's card."""
    card = world.scheme.score.card
    parts = {} if card is None else card.components
    return {name: component_value(world, each, uid, true=true) for name, each in parts.items()}


def card_band(world: World, uid: int, *, without: Cut) -> str:
    """The worst band reached: the last one in the file. Without ``trait`` every component is 0."""
    if world.scheme.score.kind == "published":
        return world.scheme.bands[0].id if "trait" in without else published_band(world, uid)
    found = card_values(world, uid, true="false_record" in without)
    values = {name: 0 if "trait" in without else value for name, value in found.items()}
    reached = ""
    for band in world.scheme.bands:
        if band.component is None:
            continue
        if band.at_least is None or values[band.component] >= world.read.points(band.at_least, uid, 0):
            reached = band.id
    return reached
