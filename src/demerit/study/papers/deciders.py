"""E6: accusations by a computer alone and with a person taking part: a person in the loop still errs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from demerit.study.papers.engine import chance_of_share, opened, played
from demerit.study.papers.model import Figure, Reproduced, reproduced

__all__ = ["ACCUSED", "REVERSED", "deciders", "simulated"]

SOURCE = "State of Michigan, in MLive, August 2017"
ACCUSED: Mapping[str, int] = {"computer": 40_195, "person": 22_589}
REVERSED: Mapping[str, int] = {"computer": 34_018, "person": 9_910}
"""Accusations by who decided, and of these reversed in the state's review."""

PUBLISHED = {"computer": 0.8463, "person": 0.4387, "both": 0.6997}
TOTALS = {"accused": 62_784, "reversed": 43_928}
RULES = {"computer": "by_computer", "person": "with_person"}
FIRST_BATCH = 0.93
"""Of the 22,427 accusations reviewed first, often retold as if of all (the state, in FOX17, 19 December 2016)."""

CLAIMANTS, FRAUD, MONTHS = 1_000_000, 0.02, 22
"""Claimants and frauds of each a year (assumptions, as in us-midas-2013), and months of the system."""

PERSONS, REVIEW = 100_000, 2


def deciders(*, accused: Mapping[str, int] = ACCUSED, reversed_by: Mapping[str, int] = REVERSED) -> Reproduced:
    """E6: shares reversed by who decided, and together."""
    made, wrong = sum(accused.values()), sum(reversed_by.values())
    shares = {who: reversed_by[who] / accused[who] for who in accused} | {"both": wrong / made}
    figures = [
        Figure(name=f"{who}: reversed", ours=share, published=PUBLISHED[who], tolerance=5e-5)
        for who, share in shares.items()
    ]
    figures += [
        Figure(name="accusations", ours=made, published=TOTALS["accused"], tolerance=0, unit="cases"),
        Figure(name="reversed", ours=wrong, published=TOTALS["reversed"], tolerance=0, unit="cases"),
        Figure(
            name="the first batch was worse than all", ours=FIRST_BATCH - shares["computer"], published=1.0,
            tolerance=None,
        ),
        *simulated(accused, reversed_by, published=PUBLISHED),
    ]  # fmt: skip
    return reproduced(
        "E6",
        figures=figures,
        how="Shares of the published counts; then two channels with these volumes and false records on synthetic "
        "claimants, one rule and list each, and a review of all that finds what was false "
        "(catalog/papers/deciders.yaml). What is false is put in from the reversals; that the two paths stay apart, "
        "and that the person's path is wrong too, comes out.",
        source=SOURCE,
    )


def simulated(
    accused: Mapping[str, int], reversed_by: Mapping[str, int], /, *, published: Mapping[str, float]
) -> Iterator[Figure]:
    """Share reversed on each path and on both, and accusations for one claimant."""
    per_year = 12 / MONTHS / CLAIMANTS
    numbers = {}
    for place, who in enumerate(RULES):
        numbers[f"scheme.channels.{place}.watches.0.sensitivity"] = (accused[who] - reversed_by[who]) * per_year / FRAUD
        numbers[f"scheme.channels.{place}.false_records.rate"] = reversed_by[who] * per_year
    inputs = opened("deciders", numbers={**numbers, "conduct.behaviours.0.rate": FRAUD})
    ledger = played(inputs, persons=PERSONS, months=MONTHS + REVIEW)
    counts = {
        who: tuple(ledger.total(f"rule:{rule}:{what}") for what in ("reversed", "entries"))
        for who, rule in RULES.items()
    }
    counts["both"] = tuple(map(sum, zip(*counts.values(), strict=True)))
    for who, (wrong, made) in counts.items():
        yield Figure(
            name=f"{who}, simulated: reversed", ours=wrong / made, published=published[who],
            chance=True, tolerance=chance_of_share(published[who], n=made),
        )  # fmt: skip
    wrong, made = counts["person"]
    yield Figure(name="a person in the loop still errs", ours=wrong / made, published=1.0, tolerance=None)
