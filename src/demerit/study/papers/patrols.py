"""B6 and B8 played by the engine: patrols that go where past records are.

``patrolled`` (Ensign and others 2018) is a channel whose patrols are shared out among districts by what it recorded in
each, ``catalog/papers/patrols.yaml``; with the correction, that scheme with the safeguard ``corrected-patrols``.

``hot_spots`` (Lum and Isaac 2016) takes places by rank: those with the most records are patrolled, as a list and a
measure that inspects those on it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from demerit.ledger.model import LOG_KINDS, Ledger
from demerit.scheme.model import PublishedRates
from demerit.scheme.safeguard import load_safeguard
from demerit.society.population import populate
from demerit.study.inputs import Inputs, put_on
from demerit.study.papers.engine import SEED, opened
from demerit.study.papers.stage import number, play

__all__ = [
    "ENSIGN",
    "LUM",
    "Beat",
    "Period",
    "beat_inputs",
    "by_lot",
    "drift",
    "hot_spots",
    "patrolled",
]

ENSIGN = "Ensign and others 2018, arXiv:1706.09847"
LUM = "Lum and Isaac 2016, Significance 13(5)"


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
    """A month, by district: the share of patrols, sensitivity, people, records, and what each record counted."""

    patrols: Mapping[str, float]
    sensitivity: Mapping[str, float]
    people: Mapping[str, int]
    records: Mapping[str, int]
    weight: Mapping[str, float]


def beat_inputs(beat: Beat, /) -> Inputs:
    """The scheme of the paper on people of these districts, who offend at their district's rate."""
    inputs = opened(
        "patrols",
        numbers={
            "society.attributes.0": tuple(beat.homes),
            "society.margins.0": dict(beat.homes),
            "conduct.behaviours.0.rate": {"district": {name: 12.0 * rate for name, rate in beat.rates.items()}},
            "scheme.channels.0.watches.0.sensitivity": beat.effort,
            "scheme.channels.0.patrols.start": {"district": dict(beat.start)},
        },
    )
    return put_on(inputs, safeguards=[load_safeguard("corrected-patrols")]) if beat.corrected else inputs


def patrolled(
    beat: Beat, /, *, months: int, persons: int = 4000, seed: int = SEED
) -> tuple[list[Period], dict[str, float]]:
    """Let patrols follow records; the months, and what all records count for at the end, by district.

    How much was looked is worked out anew, from the log of records alone.
    """
    inputs = beat_inputs(beat)
    ledger = play(inputs.scheme, inputs.bundle, persons=persons, months=months, seed=seed, keep="all")
    found = recorded(ledger, inputs, persons=persons, months=months, seed=seed)
    people = {district: ledger.total("subjects", group=f"district={district}") for district in beat.homes}
    known, made = {district: float(count) for district, count in beat.start.items()}, []
    for month in range(months):
        whole = math.fsum(known.values())
        patrols = {district: count / whole for district, count in known.items()}
        a_head = {district: patrols[district] * persons / people[district] for district in known}
        least = min(a_head.values())
        weight = {district: least / a_head[district] if beat.corrected else 1.0 for district in known}
        made.append(
            Period(
                patrols=patrols,
                sensitivity={district: min(1.0, beat.effort * a_head[district]) for district in known},
                people=people,
                records=found[month],
                weight=weight,
            )
        )
        known = {district: known[district] + weight[district] * found[month][district] for district in known}
    return made, known


def recorded(ledger: Ledger, inputs: Inputs, /, *, persons: int, months: int, seed: int) -> list[dict[str, int]]:
    """Records of each month and district."""
    people = populate(inputs.bundle.society, seed=seed, persons=persons)
    names = inputs.bundle.society.attributes[0].values
    found = [dict.fromkeys(names, 0) for _ in range(months)]
    assert ledger.log is not None
    for row in ledger.log[ledger.log["kind"] == LOG_KINDS.index("record")]:
        found[int(row["month"])][names[int(people.attribute(int(row["uid"]), "district"))]] += 1
    return found


def drift(beat: Beat, made: list[Period], /, *, months: int = 1) -> dict[str, float]:
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
