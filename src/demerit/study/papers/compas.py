"""E1: one score, two groups, two kinds of error: COMPAS."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from demerit.outcomes.fairness import Table
from demerit.study.papers.engine import cells, chance_of_share, opened, played, rate_of
from demerit.study.papers.model import Figure, Reproduced, reproduced

__all__ = ["COUNTS", "PRINTED", "Tables", "compas", "expected", "simulated"]

SOURCE = "ProPublica 2016, compas-analysis, two years, low against medium and high"
Tables = Mapping[str, Table]
Printed = Mapping[str, Mapping[str, tuple[float, float]]]

COUNTS: Tables = {"Black": Table(tn=990, fp=805, fn=532, tp=1369), "White": Table(tn=1139, fp=349, fn=461, tp=505)}
"""Tables printed in ProPublica's notebook."""

PRINTED: Printed = {
    "Black": {"fpr": (0.4485, 5e-5), "fnr": (0.2799, 5e-5), "ppv": (0.6297, 5e-5), "prevalence": (0.5143, 5e-5)},
    "White": {"fpr": (0.2345, 5e-5), "fnr": (0.4772, 5e-5), "ppv": (0.5913, 5e-5), "prevalence": (0.3936, 5e-5)},
}
"""Rates beside them, with half a unit of their last digit. The notebook prints the first two in per cent."""

NAMES = {"tp": "called risky, rightly", "fp": "called risky, wrongly", "fn": "missed", "tn": "rightly left alone"}
CELLS = tuple(NAMES)
PERSONS = 60_000
WINDOW = 24
"""Months in which somebody offends again or does not."""


def compas(counts: Tables = COUNTS, *, published: Tables = COUNTS, printed: Printed = PRINTED) -> Reproduced:
    """E1: the printed rates from the counts, and the four cells of each group from a scheme with these rates.

    Parameters
    ----------
    counts : mapping of {str: Table}
    published, printed : mapping
        What they are held against: cells, and rates with how near each must come.
    """
    figures = [
        Figure(name=f"{group}: {measure}", ours=share_of(table, measure), published=value, tolerance=tolerance)
        for group, table in counts.items()
        for measure, (value, tolerance) in printed[group].items()
    ]
    return reproduced(
        "E1",
        figures=[*figures, *expected(counts, published=published), *simulated(counts, published=published)],
        how="Rates by the indicator functions on the published counts. Then the other way: two groups with these base "
        "rates under a list with these hit and false-alarm rates (catalog/papers/two-groups.yaml) return the same four "
        "cells, as expected counts and, simulated, as shares of each group within chance.",
        source=SOURCE,
    )


def share_of(table: Table, measure: str) -> float:
    """A measure of a table as a number."""
    value: Fraction | None = getattr(table, measure)
    return float("nan") if value is None else float(value)


def expected(counts: Tables, /, *, published: Tables) -> Iterator[Figure]:
    """Expected cells of a group of the published size, from its base rate and likelihoods alone."""
    for group, table in counts.items():
        prevalence, hits, alarms = (share_of(table, measure) for measure in ("prevalence", "tpr", "fpr"))
        true, other = table.n * prevalence, table.n * (1 - prevalence)
        law = {"tp": true * hits, "fp": other * alarms, "fn": true * (1 - hits), "tn": other * (1 - alarms)}
        for cell in CELLS:
            yield Figure(
                name=f"{group}: {NAMES[cell]}", ours=law[cell], published=getattr(published[group], cell),
                tolerance=1e-9 * table.n, unit="people",
            )  # fmt: skip


def simulated(counts: Tables, /, *, published: Tables, persons: int = PERSONS) -> Iterator[Figure]:
    """Shares of each group in the four cells, in a run of a scheme with these likelihoods on such people."""
    prevalence, hits, alarms = (
        {group: share_of(table, measure) for group, table in counts.items()} for measure in ("prevalence", "tpr", "fpr")
    )
    rates = {group: rate_of(share, months=WINDOW) for group, share in prevalence.items()}
    inputs = opened(
        "two-groups",
        numbers={
            "society.attributes.0": tuple(counts),
            "society.margins.0": {group: float(table.n) for group, table in counts.items()},
            "conduct.behaviours.0.rate": {"group": rates},
            "scheme.lists.0.entries.0.rates.hit": {"group": hits},
            "scheme.lists.0.entries.0.rates.false_alarm": {"group": alarms},
        },
    )
    ledger = played(inputs, persons=persons, months=1, burn_in=WINDOW)
    for group, table in published.items():
        found = cells(ledger, key="list:risky", group=f"group={group}")
        for cell in CELLS:
            law = getattr(table, cell) / table.n
            yield Figure(
                name=f"{group}, simulated: {NAMES[cell]}", ours=getattr(found, cell) / found.n, published=law,
                chance=True, tolerance=chance_of_share(law, n=found.n),
            )  # fmt: skip
