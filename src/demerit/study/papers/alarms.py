"""E9: the same channel before rare and less rare truths: faces in a crowd, and claims that were picked for review."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from demerit.study.papers.engine import Z, opened, played
from demerit.study.papers.model import Figure, Reproduced, reproduced

__all__ = ["ALERTS", "CROWD", "RIGHT", "alarms", "odds", "precision", "prevalence_for", "simulated"]

SOURCE = (
    "South Wales Police, in Metro, 5 May 2018, and in the Daily Mail, 4 May 2018; Department for Work and Pensions, in "
    "The Guardian, June 2024 (AIAAIC)"
)
CROWD, ALERTS, RIGHT = 170_000, 2_470, 173
"""Cardiff, 2017: people, alerts, and those that were right."""

PUBLISHED_PRECISION, PUBLISHED_FALSE = 0.07, 2_297
EVENTS_RIGHT, EVENTS_WRONG, EVENTS_PRECISION = 234, 2_451, 0.087
"""Fifteen events."""

PILOT, LIVE = 0.64, 0.37
"""Share of reviews of housing benefit that found something, in the pilot and in use."""

PUBLISHED_RATIO = 0.330
PREVALENCE, HITS = 0.3, 0.8
"""Assumed in the pilot, and in both: what follows is the same for any."""


def alarms(
    *,
    crowd: int = CROWD,
    alerts: int = ALERTS,
    right: int = RIGHT,
    pilot: float = PILOT,
    live: float = LIVE,
    prevalence: float = PREVALENCE,
    hits: float = HITS,
) -> Reproduced:
    """E9: how many alarms are right.

    Parameters
    ----------
    crowd, alerts, right : int
        People, alerts, and alerts that were right.
    pilot, live : float
        Share of alarms that were right in a pilot and in use.
    prevalence : float
        Share of cases of the pilot in which there was something to find; an assumption.
    hits : float
        Share of these that the channel finds; an assumption.
    """
    false_alarm = false_alarm_for(pilot, prevalence=prevalence, hits=hits)
    rarer = prevalence_for(live, hits=hits, false_alarm=false_alarm)
    again = precision(rarer, hits=hits, false_alarm=false_alarm)
    figures = [
        Figure(name="Cardiff: share right", ours=right / alerts, published=PUBLISHED_PRECISION, tolerance=0.0005),
        Figure(
            name="Cardiff: wrong", ours=alerts - right, published=PUBLISHED_FALSE, tolerance=0, unit="alerts"
        ),
        Figure(
            name="15 events: share right", ours=float(Fraction(EVENTS_RIGHT, EVENTS_RIGHT + EVENTS_WRONG)),
            published=EVENTS_PRECISION, tolerance=0.0005,
        ),
        Figure(
            name="reviews: odds of something to find, live over pilot", ours=odds(rarer) / odds(prevalence),
            published=PUBLISHED_RATIO, tolerance=0.0005, unit="ratio",
        ),
        Figure(name="reviews: share right in use", ours=again, published=LIVE, tolerance=0.005),
        *simulated("Cardiff", people=crowd, prevalence=right / crowd, hits=1.0,
                   false_alarm=(alerts - right) / (crowd - right), published=PUBLISHED_PRECISION),
        *simulated("pilot", people=20_000, prevalence=prevalence, hits=hits, false_alarm=false_alarm, published=PILOT),
        *simulated("live", people=20_000, prevalence=rarer, hits=hits, false_alarm=false_alarm, published=LIVE),
    ]  # fmt: skip
    return reproduced(
        "E9",
        figures=figures,
        how="Bayes: the share right is p h / (p h + (1 - p) f). One channel with the same hits h and false alarms f "
        "(catalog/papers/alarms.yaml) before crowds in which more or fewer are looked for: from pilot to use the odds "
        "of p need only fall to a third. How many were looked for was not published; for any assumed share and hits "
        "the ratio of odds is the same.",
        source=SOURCE,
    )


def odds(share: float, /) -> float:
    """A share as odds."""
    return share / (1 - share)


def precision(prevalence: float, /, *, hits: float, false_alarm: float) -> float:
    """Share of alarms that are right.

    Examples
    --------
    >>> round(precision(0.001, hits=0.99, false_alarm=0.01), 6)
    0.090164
    """
    return prevalence * hits / (prevalence * hits + (1 - prevalence) * false_alarm)


def false_alarm_for(share_right: float, /, *, prevalence: float, hits: float) -> float:
    """Share of the others that gets an alarm, where so many alarms are right."""
    return hits * odds(prevalence) / odds(share_right)


def prevalence_for(share_right: float, /, *, hits: float, false_alarm: float) -> float:
    """Share that is looked for, where so many alarms are right."""
    ratio = odds(share_right) * false_alarm / hits
    return ratio / (1 + ratio)


def simulated(
    name: str, /, *, people: int, prevalence: float, hits: float, false_alarm: float, published: float
) -> Iterator[Figure]:
    """Share of alarms that are right in a crowd, of those made in a month."""
    inputs = opened(
        "alarms",
        numbers={
            "society.margins.0": {"sought": prevalence, "other": 1 - prevalence},
            "scheme.channels.0.watches.0.sensitivity": hits,
            "scheme.channels.0.false_records.rate": {"case": {"sought": 0.0, "other": 12 * false_alarm}},
        },
    )
    ledger = played(inputs, persons=people, months=1)
    right, wrong = (ledger.total(f"channel:camera:{kind}") for kind in ("right", "false"))
    deviation = math.sqrt(variance(prevalence, hits=hits, false_alarm=false_alarm) / people)
    yield Figure(
        name=f"{name}, simulated: share right", ours=right / (right + wrong), published=published,
        chance=True, tolerance=Z * deviation,
    )  # fmt: skip


def variance(prevalence: float, /, *, hits: float, false_alarm: float) -> float:
    """Variance of the share right, times the number of people: who is looked for is drawn, and how often one passes.

    Each passes by a Poisson number of times with mean 1; by the delta method, from what one person adds.
    """
    right, wrong = prevalence * hits, (1 - prevalence) * false_alarm
    share, made = right / (right + wrong), right + wrong
    of_right = right * (1 + hits) - right**2
    of_wrong = wrong * (1 + false_alarm) - wrong**2
    together = -right * wrong
    return ((1 - share) ** 2 * of_right + share**2 * of_wrong - 2 * share * (1 - share) * together) / made**2
