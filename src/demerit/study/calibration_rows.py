"""Published rows for a calibration: those that a fit may read, in an object of their own, and those that it may not.

``divide`` reads the published outcomes of a scheme once and parts them by their ``use``. A fit is given ``FitRows`` and
inputs without outcomes (``without_outcomes``): nothing that it can reach holds a test row. A fit row that covers months
of which a test row tells is set aside, because the later totals of a series are in it.
"""

from __future__ import annotations

import math
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from demerit.evidence.check_names import last_day
from demerit.evidence.quantity import Quantity
from demerit.scheme.model import Published
from demerit.study.inputs import Inputs

__all__ = ["Aside", "FitRows", "OtherRows", "PublishedRow", "divide", "month_number", "uncertainty", "without_outcomes"]

TOTALS = ("count", "persons", "households", "firms")
FIGURE_OF = {"per_year": "events", "now": "now", "time": "now"}
"""What a run counts, by the end of an indicator's name; for totals of inhabitants."""


@dataclass(frozen=True, kw_only=True)
class PublishedRow:
    """A published number and what of a run is the same thing.

    Attributes
    ----------
    id, label, unit, grade, when, use : str
    source : tuple of str
    value : float
    spread : float
        Standard deviation of the published number: of its rounding, and of the sources where they disagree.
    first, last : int
        Months that it covers, as numbers (``month_number``); the same month for a state.
    part : float
        How much of the last month is covered.
    counts, over : tuple of str
        Names of what a run counts (``scheme/counted.py``).
    inside : {attribute: values}
    among : float or None
        Inhabitants that a total is of.
    total : bool
        Whether it is added up over months.
    """

    id: str
    label: str
    unit: str
    grade: str
    when: str
    use: str
    source: tuple[str, ...]
    value: float
    spread: float
    first: int
    last: int
    part: float
    counts: tuple[str, ...]
    over: tuple[str, ...]
    inside: dict[str, tuple[str, ...]]
    among: float | None
    total: bool

    @property
    def series(self) -> tuple[Any, ...]:
        """What rows of one series share: everything but the date and the number."""
        since = self.first if self.total and self.last - self.first != 11 else None  # years follow each other
        return (self.counts, self.over, tuple(sorted(self.inside.items())), self.unit, self.among, since)

    @property
    def at(self) -> float:
        """Date of the end, in months."""
        return self.last + self.part


@dataclass(frozen=True, kw_only=True)
class Aside:
    """A published number that is not compared, and why."""

    id: str
    label: str
    use: str
    value: float
    unit: str
    when: str | None
    reason: str


@dataclass(frozen=True)
class FitRows:
    """Rows that a fit may read. There is no way from here to a test row."""

    rows: tuple[PublishedRow, ...]

    def __post_init__(self) -> None:
        """Refuse any other row."""
        if any(row.use != "fit" for row in self.rows):
            raise ValueError("a fit may read fit rows only")


@dataclass(frozen=True)
class OtherRows:
    """Rows for the test and for information, which are read when the fit is done."""

    rows: tuple[PublishedRow, ...]
    aside: tuple[Aside, ...]


def without_outcomes(inputs: Inputs, /) -> Inputs:
    """Inputs of which nobody can tell what was published."""
    return replace(inputs, scheme=replace(inputs.scheme, outcomes=()))


def divide(outcomes: Iterable[Published], /) -> tuple[FitRows, OtherRows]:
    """Published outcomes, parted by their use.

    Parameters
    ----------
    outcomes : iterable of Published

    Returns
    -------
    (FitRows, OtherRows)
        Rows in the order of the file. Set aside, with the reason: ``not_counted`` (no run counts the same thing),
        ``no_date``, ``no_base`` (a total of nobody knows how many), ``other_unit``; fit rows also ``in_test_months``.
    """
    found = [(outcome, row_of(outcome)) for outcome in outcomes]
    rows = [row for _, row in found if isinstance(row, PublishedRow)]
    tested = min((row.at for row in rows if row.use == "test"), default=math.inf)
    late = {row.id for row in rows if row.use == "fit" and row.at >= tested}
    aside = [aside_of(outcome, row) for outcome, row in found if isinstance(row, str) and outcome.use != "context"]
    aside += [aside_of(outcome, "in_test_months") for outcome, _ in found if outcome.id in late]
    fit = tuple(row for row in rows if row.use == "fit" and row.id not in late)
    return FitRows(fit), OtherRows(tuple(row for row in rows if row.use != "fit"), tuple(aside))


def aside_of(outcome: Published, reason: str) -> Aside:
    """An outcome that is not compared."""
    return Aside(
        id=outcome.id, label=outcome.label, use=outcome.use, value=outcome.quantity.value, unit=outcome.quantity.unit,
        when=outcome.when, reason=reason,
    )  # fmt: skip


def row_of(outcome: Published) -> PublishedRow | str:
    """Row of an outcome, or why there is none."""
    counts = outcome.counts or counts_of_indicator(outcome)
    if outcome.when is None:
        return "no_date"
    if not counts or outcome.quantity.steps:
        return "not_counted"
    total = outcome.quantity.unit in TOTALS and not outcome.over
    if total and outcome.among is None:
        return "no_base"
    if not total and not outcome.over:
        return "other_unit"
    first, last, part = months_of(outcome)
    return PublishedRow(
        id=outcome.id, label=outcome.label or outcome.id.replace("_", " "), unit=outcome.quantity.unit,
        grade=outcome.quantity.grade.value, when=outcome.when, use=outcome.use, source=outcome.quantity.source,
        value=outcome.quantity.value, spread=uncertainty(outcome.quantity), first=first, last=last, part=part,
        counts=counts, over=outcome.over, inside=inside_of(outcome),
        among=outcome.among.value if total and outcome.among is not None else None, total=outcome.months is not None,
    )  # fmt: skip


def counts_of_indicator(outcome: Published) -> tuple[str, ...]:
    """What a run counts of the same thing as an indicator, where that is a total of inhabitants."""
    key, _, figure = outcome.indicator.rpartition(":")
    if figure not in FIGURE_OF or (figure == "per_year") != (outcome.months is not None):
        return ()
    return (f"{key}:{FIGURE_OF[figure]}",)


def inside_of(outcome: Published) -> dict[str, tuple[str, ...]]:
    """Of whom an outcome is."""
    name, _, value = outcome.group.partition("=")
    return dict(outcome.inside) or ({name: (value,)} if value else {})


def months_of(outcome: Published) -> tuple[int, int, float]:
    """First and last month, and the part of the last that is covered; a state of a year is taken in its June."""
    assert outcome.when is not None
    if outcome.months is None:
        last = month_number(outcome.when) if len(outcome.when) > 4 else month_number(f"{outcome.when}-06")
        return last, last, 1.0
    end = last_day(outcome.when)
    last = month_number(end)
    return last - outcome.months + 1, last, int(end[8:]) / monthrange(int(end[:4]), int(end[5:7]))[1]


def month_number(month: str, /) -> int:
    """A calendar month as a number, one more each month.

    Examples
    --------
    >>> month_number("2019-01") - month_number("2018-12-31")
    1
    """
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def uncertainty(quantity: Quantity, /) -> float:
    """Standard deviation of a published number: evenly spread over its last digit, and over its range if it has one.

    Examples
    --------
    12.11 million is rounded to 10,000, whose standard deviation is 2,887; a share of 0.275, to a thousandth.

    >>> from demerit.evidence.quantity import Grade
    >>> round(uncertainty(Quantity(value=12_110_000, unit="count", grade=Grade.OFFICIAL_STATISTICS)))
    2887
    """
    low, high = quantity.range if quantity.range is not None else (0.0, 0.0)
    return math.hypot(last_digit(quantity.value), high - low) / math.sqrt(12.0)


def last_digit(value: float) -> float:
    """Size of one in the last digit that is not 0."""
    if value == 0:
        return 0.0
    digits = f"{value:.12g}"
    mantissa, _, power = digits.partition("e")
    size = int(power or 0)
    if "." in mantissa:
        return 10.0 ** (size - len(mantissa.partition(".")[2]))
    return 10.0 ** (size + len(mantissa) - len(mantissa.rstrip("0")))
