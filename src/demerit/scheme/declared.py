"""Parts of a scheme that can be declared and are not yet run: a plan must refuse them, never pass them over."""

from __future__ import annotations

from typing import Literal

from demerit.evidence.quantity import Count, Factor, Identifier, Probability, Whole, record

__all__ = ["IncomeAveraging", "Quota"]


@record
class Quota:
    """Selection by rank: each time the ``number`` worst subjects are taken, however good or bad they are.

    ``component`` ranks by that component of a scorecard (highest first); without it the score ranks (its penal end
    first). Ties are drawn. A quota makes a stay of one subject depend on the scores of all others.
    """

    number: Count
    component: Identifier | None = None
    every_months: Whole = 12


@record
class IncomeAveraging:
    """What is asked back of a benefit that tapers off with ``income``, an income of the society.

    Amounts are in full benefits of one period. Due in a period is 1 - ``taper`` * max(0, earned - ``free``), not below
    0. ``reads: year`` spreads the year's income evenly over all periods and computes again, as Robodebt did: an error
    without any false report, because the taper bends. ``reads: periods`` takes each period as it was. Of those who had
    the benefit ``checked`` are looked at; up to ``tolerance`` nothing is asked.
    """

    id: Identifier
    label: str = ""
    income: Identifier
    reads: Literal["year", "periods"] = "year"
    free: Factor
    taper: Probability
    tolerance: Factor | None = None
    checked: Probability | None = None
    source: tuple[str, ...] = ()
    note: str = ""
