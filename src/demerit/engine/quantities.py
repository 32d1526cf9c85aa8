"""Quantities as whole numbers: thresholds, rates, points and factors, by cell and by dated step."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from demerit.draws import threshold
from demerit.engine.layout import ABSENT, MX_ONE
from demerit.evidence.quantity import Quantity
from demerit.scheme.dated import Dated, is_on
from demerit.society.population import Population

__all__ = [
    "QuantityTable",
    "bits_of_float",
    "cell_values",
    "chance_of",
    "factor_of",
    "fraction_of",
    "hazard_of",
    "months_between",
    "points_of",
    "rate_of",
    "value_in",
    "values_of",
]

DAYS_PER_MONTH = 30.4375


def rate_of(per_year: float) -> int:
    """A yearly rate in units of 2**-32 a month."""
    return math.floor(per_year / 12.0 * 4294967296.0 + 0.5)


def points_of(value: float) -> int:
    """Whole points, rounded half up."""
    return math.floor(value + 0.5)


def factor_of(value: float) -> int:
    """A factor in 1/65536."""
    return math.floor(value * 65536.0 + 0.5)


def fraction_of(value: float) -> int:
    """A share in 2^-30, cut to [0, 1]."""
    return math.floor(min(1.0, max(0.0, value)) * float(MX_ONE) + 0.5)


def hazard_of(per_year: float) -> int:
    """Threshold of at least one event in a month at a yearly rate."""
    return threshold(1.0 - math.exp(-per_year / 12.0))


def months_between(start: str, month: str) -> int:
    """Months from one ``YYYY-MM`` to another."""
    return (int(month[:4]) - int(start[:4])) * 12 + int(month[5:7]) - int(start[5:7])


def bits_of_float(value: float) -> int:
    """A double as the whole number with the same bits (what looks harder is multiplied in doubles)."""
    return int(np.float64(value).view(np.int64))


def chance_of(value: float) -> int:
    """Threshold of a probability, cut to [0, 1]."""
    return threshold(min(1.0, max(0.0, value)))


def value_in(quantity: Quantity, /, *, start: str, month: int) -> float:
    """Value of a quantity ``month`` months after a calendar month; what it says of groups is not looked at."""
    value = quantity.value
    for step in quantity.steps:
        if months_between(start, step.since) <= month:
            value = step.value
    return value


def values_of(attribute: str, /, *, population: Population) -> tuple[str, ...]:
    """Names of the values of an attribute."""
    return next(a.values for a in population.attributes if a.id == attribute)


def cell_values(quantity: Quantity, /, *, population: Population) -> NDArray[np.float64]:
    """Value of a quantity in every cell (without its steps).

    Returns
    -------
    ndarray of shape (n_cells + 1,) or (1,), float64
        One number if it does not depend on the cell; the last one is the plain value, which firms have.
    """
    if not quantity.by and not quantity.where and not quantity.times:
        return np.array([quantity.value])
    every = np.full(population.n_cells + 1, float(quantity.value))
    values = every[:-1]
    for attribute, table in quantity.by.items():
        index, names = population.cell_values(attribute), values_of(attribute, population=population)
        for name, number in table.items():
            values[index == names.index(name)] = number
    for case in reversed(quantity.where):
        fits = np.ones(len(values), dtype=np.bool_)
        for attribute, wanted in case.when.items():
            known = values_of(attribute, population=population)
            fits &= np.isin(population.cell_values(attribute), [known.index(name) for name in wanted])
        values[fits] = case.value
    for attribute, table in quantity.times.items():
        index, names = population.cell_values(attribute), values_of(attribute, population=population)
        for name, number in table.items():
            values[index == names.index(name)] *= number
    return every


@dataclass
class QuantityTable:
    """Grows while a plan is made; ``rows`` and ``values`` go into the plan's array of whole numbers.

    A row is (offset, cell stride 0 or 1, step stride). ``periods`` are the months at which any dated step begins.
    """

    population: Population
    start: str
    rows: list[tuple[int, int, int]] = field(default_factory=list)
    values: list[int] = field(default_factory=list)
    starts: tuple[str, ...] = ()

    def add(self, quantity: Quantity | None, /, *, convert: Callable[[float], int]) -> int:
        """Row of a quantity, -1 for none."""
        return ABSENT if quantity is None else self.add_grid(self.by_step(quantity), convert=convert)

    def by_step(self, quantity: Quantity, /) -> NDArray[np.float64]:
        """Values of a quantity: one row, or one for each period; one column, or one for each cell."""
        rows = []
        for since in ("", *self.starts) if quantity.steps else ("",):
            value = quantity.value
            for step in quantity.steps:
                if step.since <= since:
                    value = step.value
            rows.append(cell_values(replace(quantity, value=value), population=self.population))
        return np.array(rows)

    def add_grid(self, values: NDArray[np.float64], /, *, convert: Callable[[float], int]) -> int:
        """Row of numbers laid out as by ``by_step``."""
        return self.add_floats(values.ravel(), convert=convert, steps=len(values))

    def while_on(self, values: NDArray[np.float64], part: Dated, /, *, off: float = 0.0) -> NDArray[np.float64]:
        """Numbers laid out as by ``by_step``, and ``off`` in months in which a part with dates is off."""
        if part.since is None and part.until is None:
            return values
        on = np.array([is_on(part, month=since) for since in ("", *self.starts)])
        return np.where(on[:, np.newaxis], values, off)

    def add_while_on(
        self, quantity: Quantity | None, part: Dated, /, *, convert: Callable[[float], int], off: float = 0.0
    ) -> int:
        """Row of a quantity (1 if it is not given), and ``off`` while its part is off; -1 for none, and no dates."""
        if part.since is None and part.until is None:
            return self.add(quantity, convert=convert)
        values = np.ones((1, 1)) if quantity is None else self.by_step(quantity)
        return self.add_grid(self.while_on(values, part, off=off), convert=convert)

    def add_days(self, quantity: Quantity | None, /) -> int:
        """Row of the whole months of a term or delay; the next row is the threshold of one month more."""
        if quantity is None:
            return ABSENT
        months = self.by_step(quantity) / (DAYS_PER_MONTH if quantity.unit == "days" else 1.0)
        row = self.add_grid(months, convert=math.floor)
        self.add_grid(months - np.floor(months), convert=threshold)
        return row

    def add_floats(self, values: NDArray[np.float64], /, *, convert: Callable[[float], int], steps: int = 1) -> int:
        """Row of numbers given per cell (or one), repeated for each step."""
        return self.add_whole([convert(float(v)) for v in values], steps=steps)

    def add_whole(self, values: list[int], /, *, steps: int = 1) -> int:
        """Row of whole numbers."""
        each = len(values) // steps
        self.rows.append((len(self.values), int(each > 1), each if steps > 1 else 0))
        self.values.extend(values)
        return len(self.rows) - 1

    def add_probability(self, quantity: Quantity | None, /) -> int:
        """Row of thresholds."""
        return self.add(quantity, convert=chance_of)
