"""Parts of a scheme that can be declared and are not yet run: a plan must refuse them, never pass them over."""

from __future__ import annotations

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
    """Debts that come of spreading a year's income evenly over its periods, as in Robodebt.

    All amounts are in units of the full benefit of one period. In a year of ``periods`` periods a subject earns in
    each with chance ``worked``, then ``income``, and reports it truly. What is due in a period is 1 - ``taper`` *
    max(0, earned - ``free``), not below 0, and is paid. The operator puts the year's income evenly on all periods
    and computes again, for the periods in which something was paid. If less comes out than was paid, the difference
    opens obligation ``opens``: an error without any false report, because the taper bends.
    """

    id: Identifier
    label: str = ""
    periods: Whole = 26
    worked: Probability
    income: Factor
    free: Factor
    taper: Probability
    opens: Identifier
    source: tuple[str, ...] = ()
    note: str = ""
