"""Faults of conduct, needs and responses (S52x)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

from demerit.errors import Defect, nearest
from demerit.evidence.yamltext import Path, Places
from demerit.society.model import Behaviour, Beliefs, Conduct, Needs, Responses

__all__ = [
    "LIMITS",
    "check_banks",
    "check_behaviours",
    "check_incomes",
    "check_needs",
    "check_response_names",
    "check_responses",
]

LIMITS = {("Behaviour", "gravity"): (0, 4), ("Income", "periods"): (1, 366), ("WorkYear", "worked"): (0, 366)}
"""Intervals of plain numbers, by record and field."""

NAMES_CONDUCT = ("coercion", "hardship", "while_listed")
"""Responses that must name the conduct they change."""


def unknown(places: Places, code: str, path: Path, kind: str, word: str, allowed: Collection[str]) -> Iterator[Defect]:
    """Defect of a name that is not allowed."""
    if word not in allowed:
        told = nearest(word, allowed) if allowed else "There is none."
        yield places.defect(code, path, f'unknown {kind} "{word}"', told)


def check_behaviours(conduct: Conduct, places: Places) -> Iterator[Defect]:
    """Obligations exist; layers rise; a condition asks for something."""
    obligations = {obligation.id for obligation in conduct.obligations}
    for i, behaviour in enumerate(conduct.behaviours):
        here: Path = ("behaviours", i)
        if behaviour.opens is not None:
            yield from unknown(places, "S210", (*here, "opens"), "obligation", behaviour.opens, obligations)
        condition = behaviour.only_while
        if condition is not None:
            at = (*here, "only_while")
            if condition.obligation is not None:
                yield from unknown(places, "S210", (*at, "obligation"), "obligation", condition.obligation, obligations)
            elif condition.able is not None or (condition.listed is None and condition.gate is None):
                yield places.defect(
                    "S523",
                    at,
                    f'only_while of behaviour "{behaviour.id}" asks for nothing that can be told',
                    "Name an obligation (with able, if you like), listed or a gate.",
                    key=True,
                )
        ends = [0.0, *behaviour.layers, 1.0]
        if behaviour.layers and any(high <= low for low, high in pairwise(ends)):
            yield places.defect(
                "S522",
                (*here, "layers"),
                f'layers of behaviour "{behaviour.id}" do not rise between 0 and 1',
                "Write rising sensitivities, without 0 and 1.",
            )


def check_incomes(conduct: Conduct, places: Places) -> Iterator[Defect]:
    """All kinds of years but the last have a share; nobody works more periods than a year has."""
    for i, income in enumerate(conduct.incomes):
        here: Path = ("incomes", i, "years")
        shares = [year.share for year in income.years]
        total = sum(share.value for share in shares if share is not None)
        if not shares or shares[-1] is not None or None in shares[:-1] or total > 1 + 1e-9:
            told = "All kinds of years but the last have a share; together they have at most 1."
            yield places.defect("S528", here, f'years of income "{income.id}" do not fit', told, key=True)
        for j, year in enumerate(income.years):
            if year.worked > income.periods:
                told = f"more than the {income.periods} periods of a year are worked"
                yield places.defect("S528", (*here, j, "worked"), told, "Write at most that many.")


def check_banks(conduct: Conduct, places: Places) -> Iterator[Defect]:
    """Behaviours of one bank share their layers; a bank that is described is used."""
    first: dict[tuple[str, str], Behaviour] = {}
    for i, behaviour in enumerate(conduct.behaviours):
        model = first.setdefault((behaviour.bank, behaviour.of), behaviour)
        if model.layers != behaviour.layers:
            yield places.defect(
                "S521",
                ("behaviours", i),
                f'behaviours "{model.id}" and "{behaviour.id}" share a bank but not their layers',
                "Give one a bank of its own.",
            )
    used = {behaviour.bank for behaviour in conduct.behaviours}
    for i, bank in enumerate(conduct.banks):
        yield from unknown(places, "S216", ("banks", i, "id"), "bank", bank.id, used)


def check_needs(needs: Needs, places: Places) -> Iterator[Defect]:
    """Months are months."""
    for i, need in enumerate(needs.needs):
        for j, month in enumerate(need.months):
            if not 1 <= month <= 12:
                yield places.defect("S325", ("needs", i, "months", j), f"month {month} is none", "Write 1 to 12.")
        if len(set(need.months)) < len(need.months):
            yield places.defect("S527", ("needs", i, "months"), f'need "{need.id}" names a month twice', "Keep one.")


def check_responses(responses: Responses, places: Places) -> Iterator[Defect]:
    """Responses have the parts that their kind reads."""
    for i, response in enumerate(responses.responses):
        here: Path = ("responses", i)
        if response.on and response.kind == "coercion" and response.belief is None:
            yield places.defect("S526", here, "coercion needs a belief", "Name one of the beliefs file.")
        if response.on and response.kind in NAMES_CONDUCT and not response.conduct:
            yield places.defect("S526", here, f"{response.kind} names no conduct", "Say which behaviours it changes.")
        if (response.wakes is not None) != (response.kind == "avoidance"):
            told = "avoidance has wakes; the others have not."
            yield places.defect("S525", here, f"{response.kind} and wakes do not fit", told)


def check_response_names(responses: Responses, conduct: Conduct, beliefs: Beliefs, places: Places) -> Iterator[Defect]:
    """Responses name conduct and beliefs that exist."""
    behaviours = {behaviour.id for behaviour in conduct.behaviours}
    states = {belief.id for belief in beliefs.beliefs}
    for i, response in enumerate(responses.responses):
        here: Path = ("responses", i)
        for j, name in enumerate(response.conduct):
            yield from unknown(places, "S202", (*here, "conduct", j), "behaviour", name, behaviours)
        if response.belief is not None:
            yield from unknown(places, "S215", (*here, "belief"), "belief", response.belief, states)
