"""E8: errors in credit reports, step by step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from demerit.study.papers.engine import chance_of_share, opened, played
from demerit.study.papers.model import Figure, Reproduced, reproduced

__all__ = ["FOUND", "STEPS", "funnel", "simulated"]

SOURCE = "Federal Trade Commission, report of 2012 (1,001 people, 2,968 reports) and follow-up of 2015"
STEPS = ("error", "changed", "score", "tier")
NAMES = ("found an error", "report changed", "score changed", "tier changed")
FOUND = (0.26, 0.21, 0.13, 0.052)
WITHIN = (0.005, 0.005, 0.005, 0.0005)
"""Share of people who came so far, with half a unit of the last digit."""

PEOPLE, REPORTS = 1_001, 2_968
STILL, OF = 84, 121
"""Of the people with an error that was not settled, those who still believed their report to be wrong in 2015."""

STILL_PUBLISHED = 0.69
PERSONS = 60_000


def funnel(
    *, error: float = FOUND[0], changed: float = FOUND[1], score: float = FOUND[2], tier: float = FOUND[3]
) -> Reproduced:
    """E8: the share of people at each step is the product of the shares that take each step.

    Parameters
    ----------
    error, changed, score, tier : float
        Share of people who found an error, had the report changed, the score, the risk tier; each at most the last.
    """
    shares = (error, changed, score, tier)
    passed, so_far = [], 1.0
    for step in steps(shares):
        so_far *= step
        passed.append(so_far)
    figures = [
        Figure(name=name, ours=ours, published=published, tolerance=within)
        for name, ours, published, within in zip(NAMES, passed, FOUND, WITHIN, strict=True)
    ]
    least = min(1 - step for step in steps(shares))
    figures += [
        Figure(name="fewer at every step", ours=least, published=1.0, tolerance=None),
        Figure(name="reports of each person", ours=REPORTS / PEOPLE, published=3, tolerance=0.5, unit="reports"),
        Figure(name="follow-up: still wrong", ours=STILL / OF, published=STILL_PUBLISHED, tolerance=0.005),
        *simulated(shares, published=FOUND),
    ]
    return reproduced(
        "E8",
        figures=figures,
        how="Each step with the share of those before it that take it; the shares multiply. Simulated: four lists, "
        "each entered from the one before (catalog/papers/funnel.yaml), on synthetic people.",
        source=SOURCE,
    )


def steps(shares: Sequence[float]) -> list[float]:
    """Share of those at one step that take the next."""
    return [after / before for before, after in pairwise((1.0, *shares))]


def simulated(shares: Sequence[float], /, *, published: Sequence[float]) -> Iterator[Figure]:
    """Share of synthetic people at each step."""
    first, *others = steps(shares)
    numbers = {"scheme.lists.0.entries.0.rates.selected": first}
    numbers |= {f"scheme.lists.{place}.entries.0.p": share for place, share in enumerate(others, start=1)}
    ledger = played(opened("funnel", numbers=numbers), persons=PERSONS, months=6)
    for step, name, law in zip(STEPS, NAMES, published, strict=True):
        yield Figure(
            name=f"simulated: {name}", ours=ledger.total(f"list:{step}:people") / PERSONS, published=law,
            chance=True, tolerance=chance_of_share(law, n=PERSONS),
        )  # fmt: skip
