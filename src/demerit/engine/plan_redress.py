"""Instances of redress in a plan."""

from __future__ import annotations

from demerit.draws import threshold
from demerit.engine.draft import Draft
from demerit.engine.quantities import DAYS_PER_MONTH

__all__ = ["add_instances"]


def add_instances(draft: Draft, /) -> None:
    """Instances of redress, and the tallies of redress."""
    rows = draft.tables["instance"] = []
    for item in draft.scheme.redress.instances:
        means = draft.numbers.by_step(item.decision) / (DAYS_PER_MONTH if item.decision.unit == "days" else 1.0)
        rows.append(
            [
                draft.numbers.add_probability(item.p_files),
                draft.numbers.add_probability(item.wins.wrong),
                draft.numbers.add_probability(item.wins.right),
                int(item.decision_time == "geometric"),
                draft.numbers.add_days(item.decision),
                draft.numbers.add_grid(means, convert=lambda mean: threshold(1.0 if mean <= 1.0 else 1.0 / mean)),
                int(item.capacity_per_month is not None),
                int(item.suspends),
                draft.key(f"files:{item.id}"),
                draft.key(f"wins:{item.id}"),
                draft.key(f"decision:{item.id}"),
            ]
        )
