"""The score card's part of a plan: tables of cases, components, and the band where all components are 0."""

from __future__ import annotations

import numpy as np

from demerit.engine.draft import Draft, step_of_month
from demerit.engine.quantities import bits_of_float, values_of
from demerit.errors import RunError
from demerit.scheme.model import CardTable

__all__ = ["add_card", "zero_band"]

PARTS = ("card_error", "card_table", "card_case", "card_condition", "card_component", "card_sum", "card_item")


def add_card(draft: Draft, /) -> None:
    """Tables, cases, conditions, components (``docs/odd/scorecard.md``). Numbers are kept as the bits of doubles."""
    tables, card = draft.tables, draft.scheme.score.card
    for part in PARTS:
        tables[part] = []
    if draft.scheme.score.kind != "scorecard" or card is None:
        return
    if not draft.scheme.bands or draft.scheme.bands[0].at_least is not None:
        raise RunError("E331", "the first band of a score card must have no at_least: it is where everybody starts")
    for attribute in draft.population.attributes:
        wrong = card.errors.get(attribute.id)
        key = draft.key(f"register:{attribute.id}") if wrong is not None else -1
        tables["card_error"].append([draft.numbers.add_probability(wrong), key])
    places = {name: i for i, name in enumerate(card.items)}
    for table in card.items.values():
        add_table(draft, table)
    for component in card.components.values():
        first_sum = len(tables["card_sum"])
        for term in component.sum:
            first = len(tables["card_item"])
            tables["card_item"].extend([places[name]] for name in term)
            tables["card_sum"].append([first, len(tables["card_item"])])
        first = len(tables["card_item"])
        tables["card_item"].extend([places[name]] for name in component.times)
        tables["card_component"].append(
            [
                first_sum,
                len(tables["card_sum"]),
                first,
                len(tables["card_item"]),
                draft.numbers.add(component.threshold, convert=bits_of_float),
                bits_of_float(component.scale),
                int(component.link == "logistic"),
            ]
        )


def add_table(draft: Draft, table: CardTable) -> None:
    """One table: its cases in order, each with what must agree and what must not."""
    tables = draft.tables
    first = len(tables["card_case"])
    for case in table.cases:
        start = len(tables["card_condition"])
        add_conditions(draft, case.when)
        middle = len(tables["card_condition"])
        add_conditions(draft, case.unless)
        tables["card_case"].append([bits_of_float(case.value), start, middle, len(tables["card_condition"])])
    tables["card_table"].append([first, len(tables["card_case"]), bits_of_float(table.otherwise)])


def add_conditions(draft: Draft, wanted: dict[str, tuple[str, ...]]) -> None:
    """Attribute and bit mask of its values, for each attribute named."""
    names = [a.id for a in draft.population.attributes]
    for attribute, values in wanted.items():
        known = values_of(attribute, population=draft.population)
        if len(known) > 62:
            raise RunError("E332", f'attribute "{attribute}" has more than 62 values, too many for a score card')
        draft.tables["card_condition"].append([names.index(attribute), sum(1 << known.index(v) for v in values)])


def zero_band(draft: Draft, /) -> int:
    """Quantity row of the place of the band where all components are 0, by cell; of a published score the first."""
    if draft.scheme.score.kind == "published":
        return draft.numbers.add_whole([0])
    step = step_of_month(draft)[0]
    places = np.zeros((1, 1))
    for i, band in enumerate(draft.scheme.bands):
        if band.at_least is None:
            places = np.zeros((1, 1)) + i
            continue
        least = draft.numbers.by_step(band.at_least)
        places = np.where(np.floor(least[step if len(least) > 1 else 0] + 0.5) <= 0, i, places)
    return draft.numbers.add_grid(places, convert=int)
