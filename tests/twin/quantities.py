"""What a number of the file is worth for one subject in one month."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from functools import lru_cache
from typing import Any

from scipy.special import gammainc, gammaincinv

from demerit.evidence.quantity import Quantity
from tests.twin.draws import passes

FIRM_BASE = 1 << 40
ONE = 65536


def round_half_up(x: float) -> int:
    """Nearest whole number, halves upwards."""
    return math.floor(x + 0.5)


def units(x: float) -> int:
    """A coefficient in units of 1/65536."""
    return math.floor(65536 * x + 0.5)


def rate_units(per_year: float, width: float | None = None) -> int:
    """A yearly rate in units of 2**-32 a month, for a detection layer of some width."""
    yearly = per_year if width is None else per_year * width
    return math.floor(yearly / 12 * 2.0**32 + 0.5)


def chance_a_month(per_year: float, factor: float = 1.0) -> float:
    """Chance of an event in a month at a yearly rate."""
    return 1.0 - math.exp(-per_year / 12 * factor)


def calendar(start: str, month: int) -> str:
    """Calendar month of a month of the run."""
    number = int(start[:4]) * 12 + int(start[5:7]) - 1 + month
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


@lru_cache(maxsize=16)
def gamma_table(variance: float) -> tuple[int, ...]:
    """Conditional means of the 65,536 equal steps of a gamma law with mean 1, in units of 1/65536."""
    a = 1.0 / variance
    below = [0.0] + [float(gammainc(a + 1.0, gammaincinv(a, i / 65536))) for i in range(1, 65536)] + [1.0]
    return tuple(math.floor((65536 * (high - low)) * 65536 + 0.5) for low, high in itertools.pairwise(below))


class Reader:
    """Values of quantities for the subjects of a population."""

    def __init__(self, population: Any, society: Any, burn_in: int, *, points_are: int = 1) -> None:
        self.population, self.points_are = population, points_are
        self.start, self.burn_in = society.start, burn_in
        self.values = {attribute.id: attribute.values for attribute in society.attributes}
        self.known: dict[tuple[int, str], str] = {}

    def calendar(self, month: int) -> str:
        """Calendar month of a month of the run: the first counted month is the society's start."""
        return calendar(self.start, month - self.burn_in)

    def on(self, part: Any, month: int) -> bool:
        """Whether a part that may have dates is on in a month of the run."""
        now = self.calendar(month)
        return (part.since is None or part.since <= now) and (part.until is None or now <= part.until)

    def trait(self, uid: int, attribute: str) -> str | None:
        """A person's value of an attribute; firms have none."""
        if uid >= FIRM_BASE or attribute not in self.values:
            return None
        if (uid, attribute) not in self.known:
            index = int(self.population.attribute(uid, attribute))
            self.known[uid, attribute] = self.values[attribute][index]
        return self.known[uid, attribute]

    def agrees(self, uid: int, wanted: dict[str, tuple[str, ...]]) -> bool:
        """Whether a subject has one of the values of every attribute named."""
        return all(self.trait(uid, attribute) in values for attribute, values in wanted.items())

    def value(self, quantity: Quantity | None, uid: int, month: int, default: float = 0.0) -> float:
        """Value of a quantity for a subject in a month of the run."""
        if quantity is None:
            return default
        now = self.calendar(month)
        x = float(quantity.value)
        for step in quantity.steps:
            if step.since <= now:
                x = float(step.value)
        for attribute, table in quantity.by.items():
            x = float(table.get(self.trait(uid, attribute) or "", x))
        for case in quantity.where:
            if uid < FIRM_BASE and self.agrees(uid, case.when):
                x = float(case.value)
                break
        for attribute, table in quantity.times.items():
            x = x * float(table.get(self.trait(uid, attribute) or "", 1.0))
        return x

    def chance(self, quantity: Quantity | None, uid: int, month: int, default: float = 1.0) -> float:
        """Value of a probability, cut to [0, 1]."""
        return min(1.0, max(0.0, self.value(quantity, uid, month, default)))

    def points(self, quantity: Quantity | None, uid: int, month: int) -> int:
        """Whole points, or whole hundredths where ``points_are`` 100."""
        return round_half_up(self.points_are * self.value(quantity, uid, month))

    def highest(self, quantity: Quantity, uid: int) -> list[float]:
        """Values for a subject before and after every step."""
        values = [quantity.value, *(step.value for step in quantity.steps)]
        fixed = [replace(quantity, value=v, steps=()) for v in values]
        return [self.value(each, uid, 0) for each in fixed]

    def months(self, quantity: Quantity | None, uid: int, month: int) -> float:
        """A term or delay in months, with its fraction."""
        x = self.value(quantity, uid, month)
        return x / 30.4375 if quantity is not None and quantity.unit == "days" else x


def whole_months(months: float, bits: int) -> int:
    """Whole months of a term: the fraction is one more month with that chance."""
    rest = months - math.floor(months)
    return math.floor(months) + (1 if passes(bits, rest) else 0)


def can_reach(quantity: Quantity | None) -> float:
    """The most a probability may be in any cell and month; 1 if it is not given."""
    if quantity is None:
        return 1.0
    most = max(
        [quantity.value, *(s.value for s in quantity.steps), *(v for t in quantity.by.values() for v in t.values())]
        + [case.value for case in quantity.where]
    )
    for table in quantity.times.values():
        most *= max(1.0, *table.values())
    return float(min(1.0, most))


def high_end(quantity: Quantity) -> float:
    """Upper end of the range of a coefficient, or its value."""
    return float(quantity.range[1] if quantity.range is not None else quantity.value)
