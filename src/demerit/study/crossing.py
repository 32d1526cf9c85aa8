"""What crosses households, which intervals from blocks of households of one replicate do not see."""

from __future__ import annotations

from typing import Final

from demerit.engine import layout as lay
from demerit.engine.plan import Plan
from demerit.outcomes.sample import MANY

__all__ = ["crossing"]

WITHIN: Final = "household"
"""The tie that does not leave a block."""


def crossing(made: Plan, /, *, replicates: int) -> tuple[str, ...]:
    """Say that intervals may be too narrow, where what happens to one household hangs on others.

    Parameters
    ----------
    made : Plan
    replicates : int
        With five or more the intervals come from replicates, which are independent, and nothing is said.

    Returns
    -------
    tuple of str
        One sentence, or none.
    """
    if replicates >= MANY:
        return ()
    scheme = made.scheme
    kinds = {
        "penalties that run along ties": any(spread.to.removeprefix("~") != WITHIN for spread in scheme.spread),
        "places on a list that are limited": any(e.quota is not None for each in scheme.lists for e in each.entries),
        "cases that wait in one queue": any(each.capacity_per_month is not None for each in scheme.redress.instances),
        "inspection that follows records": any(channel.patrols is not None for channel in scheme.channels),
        "people who avoid the listed, or scores mixed with those of ties": any(
            numbers[place] >= 0
            for numbers in made.arrays.values()
            for place in (lay.G_SLEEP_Q, lay.G_A_PUBLISHED_Q, lay.G_MIX_Q)
        ),
    }
    found = [words for words, there in kinds.items() if there]
    if not found:
        return ()
    return (
        f"What happens to one household here hangs on others ({'; '.join(found)}). Intervals from one run do not see "
        f"that and may be too narrow: with --replicates {MANY} or more they do.",
    )
