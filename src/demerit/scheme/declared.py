"""Selection by rank, arithmetic on incomes, other schemes beside this one. Records of a scheme; see ``model.py``."""

from __future__ import annotations

from typing import Literal

from demerit.evidence.quantity import Count, Factor, Identifier, Probability, Whole, record

__all__ = ["Include", "IncomeAveraging", "Quota"]


@record
class Quota:
    """Selection by rank: each time a ``number`` or a ``share`` of the subjects is taken, however good or bad they are.

    ``component`` ranks by that component of a scorecard (default: the highest), without it the score of last month
    ranks (default: the lowest). Ties are drawn. A quota makes a stay of one subject depend on the scores of all others.
    """

    number: Count | None = None
    share: Probability | None = None
    component: Identifier | None = None
    take: Literal["lowest", "highest"] | None = None
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


@record
class Include:
    """Another scheme beside this one (``docs/reference/format.md``): its parts become parts of this scheme.

    ``prefix`` stands before its ids (``court-debtors``); without it ids, and so the dice, are its own. ``parts`` takes
    sections (``lists``) or single ids, with all that they need; everything, if it is not given.
    """

    scheme: str
    prefix: Identifier | None = None
    parts: tuple[Identifier, ...] = ()
    note: str = ""
