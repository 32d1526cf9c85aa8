"""B6 and B8 played by the engine: patrols that go where past records are.

``follow`` is a loop over periods: an authority shares out its patrols among districts by what they recorded before,
looks for a while with the sensitivities that follow from it, counts its records, and shares out anew. Each period is a
run of an ordinary scheme with one channel a district. The format has no number that reads the records of a whole
district, so the loop stands outside: what one run records is a number of the next scheme.

``hot_spots`` needs no loop (Lum and Isaac 2016): the places with the most records are patrolled, as a list that takes
subjects by rank and a measure that inspects those on it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from demerit.evidence.quantity import Grade, Quantity
from demerit.scheme.model import Channel, PublishedRates, Rule, Scheme, Score, Watch
from demerit.society.load import SocietyBundle
from demerit.study.inputs import Inputs
from demerit.study.papers.engine import SEED, opened
from demerit.study.papers.stage import act, dated, number, paper_scheme, people, play

__all__ = [
    "ENSIGN",
    "LUM",
    "QUARTER",
    "Beat",
    "Period",
    "beat_people",
    "beat_scheme",
    "by_lot",
    "drift",
    "follow",
    "hot_spots",
]

ENSIGN = "Ensign and others 2018, arXiv:1706.09847"
LUM = "Lum and Isaac 2016, Significance 13(5)"
QUARTER = 3
"""Months after which patrols are shared out anew."""


@dataclass(frozen=True, kw_only=True)
class Beat:
    """Districts under one force.

    Attributes
    ----------
    homes : {district: float}
        Share of people who live there.
    rates : {district: float}
        Offences a person and month: the truth.
    start : {district: float}
        Records of each at the start.
    effort : float
        Chance that an offence is recorded where patrols are spread like people.
    corrected : bool
        Whether a record counts less where patrols were more: by the least patrolled district's patrols a head over
        those of its own.
    """

    homes: Mapping[str, float]
    rates: Mapping[str, float]
    start: Mapping[str, float]
    effort: float
    corrected: bool = False


@dataclass(frozen=True, kw_only=True)
class Period:
    """One period: by district, the share of patrols, sensitivity, people, records, and what each record counted."""

    patrols: Mapping[str, float]
    sensitivity: Mapping[str, float]
    people: Mapping[str, int]
    records: Mapping[str, int]
    weight: Mapping[str, float]


def beat_people(beat: Beat, /) -> SocietyBundle:
    """People of the districts, who offend at their district's rate."""
    rates = {"district": {district: 12.0 * rate for district, rate in beat.rates.items()}}
    return people({"district": tuple(beat.homes)}, beat.homes, act("offence", 1.0, by=rates))


def beat_scheme(beat: Beat, looked: list[Mapping[str, float]], /, *, months: int) -> Scheme:
    """A channel for each district with its sensitivity in every period; the last period is the one that counts."""
    first = -(len(looked) - 1) * months

    def only(district: str) -> Quantity:
        values = [period[district] for period in looked for _ in range(months)]
        others = {"district": {other: 0.0 for other in beat.homes if other != district}}
        return dated(values, "probability", first=first, by=others, grade=Grade.ASSUMPTION, source=(), range=(0.0, 1.0))

    return paper_scheme(
        "patrols",
        paper=ENSIGN,
        channels=tuple(
            Channel(id=f"in-{district}", watches=(Watch(behaviour="offence"),), sensitivity=only(district))
            for district in beat.homes
        ),
        rules=(Rule(id="offence", on="offence", points=number(-1, "points"), term=number(1, "months")),),
        score=Score(kind="sum", initial=number(0, "points")),
    )


def follow(
    beat: Beat, /, *, periods: int, months: int = QUARTER, persons: int = 4000, seed: int = SEED
) -> tuple[list[Period], dict[str, float]]:
    """Let patrols follow records; the periods, and what all records count for at the end, by district."""
    bundle, known = beat_people(beat), {district: float(count) for district, count in beat.start.items()}
    looked: list[Mapping[str, float]] = []
    made: list[Period] = []
    for place in range(periods):
        whole = math.fsum(known.values())
        patrols = {district: count / whole for district, count in known.items()}
        a_head = {district: patrols[district] / beat.homes[district] for district in known}
        looked.append({district: min(1.0, beat.effort * a_head[district]) for district in known})
        scheme = beat_scheme(beat, looked, months=months)
        ledger = play(scheme, bundle, persons=persons, months=months, burn_in=place * months, seed=seed)
        least = min(looked[-1].values())
        weight = {district: least / looked[-1][district] if beat.corrected else 1.0 for district in known}
        records = {district: ledger.total(f"channel:in-{district}:right") for district in known}
        made.append(
            Period(
                patrols=patrols,
                sensitivity=looked[-1],
                people={district: ledger.total("subjects", group=f"district={district}") for district in known},
                records=records,
                weight=weight,
            )
        )
        known = {district: known[district] + weight[district] * records[district] for district in known}
    return made, known


def drift(beat: Beat, made: list[Period], /, *, months: int = QUARTER) -> dict[str, float]:
    """How far what was recorded lies from what the sensitivities give, in standard errors of the Poisson law."""
    found = {}
    for district, rate in beat.rates.items():
        due = [period.people[district] * rate * months * period.sensitivity[district] for period in made]
        counted = math.fsum(period.weight[district] * period.records[district] for period in made)
        mean = math.fsum(period.weight[district] * each for period, each in zip(made, due, strict=True))
        spread = math.fsum(period.weight[district] ** 2 * each for period, each in zip(made, due, strict=True))
        found[district] = (counted - mean) / math.sqrt(spread)
    return found


def hot_spots(
    *,
    before: Mapping[str, float],
    offences: Mapping[str, float],
    share: float,
    base: float,
    factor: float,
) -> Inputs:
    """Places of two districts, patrolled where the most records are: ``catalog/papers/hot-spots.yaml``.

    Parameters
    ----------
    before : {district: float}
        Chance that an offence was recorded in the years before, by district.
    offences : {district: float}
        A month and place.
    share : float
        Of all places, how many are patrolled.
    base : float
        Chance that an offence is recorded in a place that is not patrolled.
    factor : float
        How many times likelier that is in one that is.
    """
    return opened(
        "hot-spots",
        numbers={
            "conduct.behaviours.0.rate": {"district": {name: 12.0 * rate for name, rate in offences.items()}},
            "scheme.channels.0.watches.0.sensitivity": {"district": dict(before)},
            "scheme.channels.1.watches.0.sensitivity": base,
            "scheme.lists.0.entries.0.quota.share": share,
            "scheme.measures.0.factor": factor,
        },
    )


def by_lot(inputs: Inputs, /, *, share: float) -> Inputs:
    """As many places patrolled, drawn by lot each month and not by rank."""
    (spec,) = inputs.scheme.lists
    (way,) = spec.entries
    drawn = PublishedRates(selected=number(share, "share"), every_months=1)
    lots = replace(spec, entries=(replace(way, quota=None, rates=drawn),))
    return replace(inputs, scheme=replace(inputs.scheme, lists=(lots,)))
