"""Patrols that follow records, with no such thing in the scheme: a loop of runs, an oracle for ``patrols``.

An authority shares out its patrols among districts by what they recorded before, looks for a while with the
sensitivities that follow from it, counts its records, and shares out anew. Each period is a run of an ordinary scheme
with one channel a district: what one run records is a number of the next scheme.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from demerit.evidence.quantity import Grade, Quantity
from demerit.scheme.model import Channel, Rule, Scheme, Score, Watch
from demerit.study.papers.engine import SEED
from demerit.study.papers.patrols import ENSIGN, Beat, Period, beat_inputs
from demerit.study.papers.stage import dated, number, paper_scheme, play

__all__ = ["beat_scheme", "follow"]


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
    beat: Beat, /, *, periods: int, months: int, persons: int, seed: int = SEED
) -> tuple[list[Period], dict[str, float]]:
    """Let patrols follow records; the periods, and what all records count for at the end, by district."""
    bundle, known = beat_inputs(beat).bundle, {district: float(count) for district, count in beat.start.items()}
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
