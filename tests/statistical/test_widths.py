"""Printed intervals of 95 % on 200 fresh sets of dice, held to known laws: too wide is a fault, and too narrow.

A *reach* is the distance of the law from the value, in halves of the printed interval on that side, put on the scale of
a normal law. Numbers of one run may hang together (a list's share now and over time; two places against a third), so
runs are what is independent: the degrees of freedom of a sum of squares are those that its spread over runs shows.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import ndtri
from scipy.stats import t as students

from demerit.draws import draw, stream_key
from demerit.outcomes.indicator import Indicator
from demerit.outcomes.intervals import student
from tests.alarms.checks import chi_square, near, watched
from tests.alarms.dice import BASE, SEEDS, fresh_dice
from tests.statistical.widths import (
    HOMES,
    Printed,
    apart,
    appealed,
    at_home,
    fewer,
    laws_apart,
    laws_appealed,
    laws_at_home,
    people,
    played,
    printed,
    two_worlds,
)

Floats = NDArray[np.float64]


@dataclass
class Family:
    """All intervals of one kind, run by run."""

    reaches: list[Floats] = field(default_factory=list)
    below: list[Floats] = field(default_factory=list)
    above: list[Floats] = field(default_factory=list)
    off: list[Floats] = field(default_factory=list)


def reach(one: Printed, *, freedom: int) -> float:
    """Distance of the law in printed standard errors, as a normal deviate."""
    row = one.row
    assert row.value is not None
    end = row.high if one.law > row.value else row.low
    if end is None:
        return float("nan")
    half = abs(end - row.value)
    if half == 0:
        return float("nan")
    return float(ndtri(students.cdf((one.law - row.value) / half * student(freedom), freedom)))


def gather(runs: Iterator[list[Printed]], /, *, freedom: int = 63) -> dict[str, Family]:
    """Intervals of many runs by the id of their indicator."""
    found: dict[str, Family] = defaultdict(Family)
    for run in runs:
        by_id: dict[str, list[Printed]] = defaultdict(list)
        for one in run:
            by_id[one.row.id].append(one)
        for name, many in by_id.items():
            family = found[name]
            some = [one for one in many if one.row.value is not None and one.row.low is not None]
            family.reaches.append(np.array([reach(one, freedom=freedom) for one in some]))
            family.below.append(np.array([one.law < (one.row.low or 0.0) for one in some], np.float64))
            family.above.append(
                np.array([one.row.high is not None and one.law > one.row.high for one in some], np.float64)
            )
            family.off.append(np.array([(one.row.value or 0.0) - one.law for one in some]))
    return found


def pooled(parts: list[Floats], law: float) -> tuple[float, float]:
    """Mean of numbers that hang together inside a run, and its standard error from the spread over runs."""
    sums = np.array([float((part - law).sum()) for part in parts])
    total = sum(len(part) for part in parts)
    return law + float(sums.sum()) / total, float(sums.std(ddof=1)) * math.sqrt(len(sums)) / total


def hold(name: str, family: Family) -> None:
    """Too wide, too narrow, off to a side, missing the law too often or too seldom."""
    squares = np.array([float(np.square(part[np.isfinite(part)]).sum()) for part in family.reaches])
    count = sum(int(np.isfinite(part).sum()) for part in family.reaches)
    spread = float(squares.var(ddof=1)) * len(squares)
    freedom = round(min(count, 2 * count * count / spread))
    chi_square(float(squares.sum()) * freedom / count, freedom=freedom, name=f"{name}: width (dice {BASE})")
    missed, error = misses_of(family)
    near(missed, 0.05, error, name=f"{name}: intervals that miss (dice {BASE})")
    off, error = pooled(family.off, 0.0)
    near(off, 0.0, error, name=f"{name}: bias (dice {BASE})")


def misses_of(family: Family) -> tuple[float, float]:
    """Share of intervals that miss the law, and its standard error, at least that of independent intervals."""
    misses = [below + above for below, above in zip(family.below, family.above, strict=True)]
    missed, error = pooled(misses, 0.05)
    return missed, max(error, math.sqrt(0.05 * 0.95 / sum(map(len, misses))))


def hold_steps(name: str, family: Family, *, least: float, most: float) -> None:
    """Intervals of few events, or of whole months, cannot miss just 1 in 20: the share lies between two bounds."""
    missed, error = misses_of(family)
    near(missed, min(max(missed, least), most) or least, error, name=f"{name}: intervals that miss (dice {BASE})")


FEW = ("list:rare:", "rule:odd:")


def judge(name: str, family: Family) -> None:
    """One kind of interval; there is none where two worlds do not differ."""
    if not sum(map(len, family.off)):
        assert name.startswith((*FEW, "rule:", "channel:"))
    elif name == "correction:median":
        hold_steps(name, family, least=0.0, most=0.05)
    elif name.startswith(FEW):
        hold_steps(name, family, least=0.015, most=0.065)
    else:
        hold(name, family)


def in_places() -> Iterator[list[Printed]]:
    """Shares, rates and means of sixteen places in one replicate."""
    scheme, society, laws = apart(), people(), laws_apart()
    for number in range(SEEDS):
        with fresh_dice(number):
            yield list(printed(played(scheme, society), laws))


def of_pairs() -> Iterator[list[Printed]]:
    """Differences and ratios of places."""
    scheme, society, laws = apart(), people(), fewer(laws_apart())
    for number in range(SEEDS):
        with fresh_dice(number):
            yield list(printed(played(scheme, society), laws, pairs=True))


def of_worlds() -> Iterator[list[Printed]]:
    """Differences and ratios of two worlds with the same dice: one sees half of what is done, one a third."""
    society, schemes = people(), (apart(), apart(1 / 3))
    laws = fewer(laws_apart()), fewer(laws_apart(1 / 3))
    for number in range(SEEDS):
        with fresh_dice(number):
            first, second = (played(scheme, society) for scheme in schemes)
            yield [one for one in two_worlds(first, second, *laws) if one.row.value is not None]


def at_homes() -> Iterator[list[Printed]]:
    """Whole households stand and fall together."""
    scheme, society, laws = at_home(), people(households=HOMES), laws_at_home()
    for number in range(SEEDS):
        with fresh_dice(number):
            yield list(printed(played(scheme, society), laws))


def of_appeals() -> Iterator[list[Printed]]:
    """Survival: times to correction."""
    scheme, society, laws = appealed(), people(), laws_appealed()
    for number in range(SEEDS):
        with fresh_dice(number):
            yield list(printed(played(scheme, society, months=48), laws))


def of_replicates() -> Iterator[list[Printed]]:
    """The jackknife over five replicates."""
    scheme, society, laws = apart(), people(), fewer(laws_apart())
    for number in range(SEEDS):
        with fresh_dice(number):
            runs = [replace(played(scheme, society, seed=seed, persons=3_200), replicate=seed) for seed in range(5)]
            yield list(printed(runs, laws))


KINDS: dict[str, tuple[Callable[[], Iterator[list[Printed]]], int]] = {
    "places": (in_places, 63),
    "pairs of places": (of_pairs, 63),
    "two worlds": (of_worlds, 63),
    "homes": (at_homes, 63),
    "appeals": (of_appeals, 63),
    "replicates": (of_replicates, 4),
}


MANY = ("places", "pairs of places", "two worlds")
"""Kinds with numbers enough that a tenth is sure to be seen; a fifth in the others."""


def scaled(run: list[Printed], factor: float) -> list[Printed]:
    """The same numbers with intervals that are wider by a factor."""
    found = []
    for one in run:
        row = one.row
        low, high, value = row.low, row.high, row.value
        if value is not None:
            low = None if low is None else value + factor * (low - value)
            high = None if high is None else value + factor * (high - value)
        found.append(Printed(replace(row, low=low, high=high), one.law))
    return found


def together(families: dict[str, Family]) -> Family:
    """All kinds of a run as one."""
    whole = Family()
    some = [family for name, family in families.items() if not name.startswith((*FEW, "correction:median"))]
    for parts in zip(*(family.reaches for family in some), strict=True):
        whole.reaches.append(np.concatenate(parts))
    for parts in zip(*(family.below for family in some), strict=True):
        whole.below.append(np.concatenate(parts))
    for parts in zip(*(family.above for family in some), strict=True):
        whole.above.append(np.concatenate(parts))
    whole.off = [part - part for part in whole.reaches]
    return whole


def seen(name: str, family: Family) -> bool:
    """Whether a fault of the width is seen."""
    with watched():
        try:
            hold(name, family)
        except AssertionError as fault:
            return "width" in str(fault) or "miss" in str(fault)
    return False


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_intervals_are_as_wide_as_they_say(kind: str) -> None:
    source, freedom = KINDS[kind]
    runs = list(source())
    for name, family in gather(iter(runs), freedom=freedom).items():
        judge(f"{name}", family)
    for factor in (0.9, 1.1) if kind in MANY else (0.8, 1.2):
        planted = gather((scaled(run, factor) for run in runs), freedom=freedom)
        assert seen("planted", together(planted)), f"intervals {factor} times as wide were not seen"


def drawn(factor: float, *, runs: int = SEEDS) -> Iterator[list[Printed]]:
    """Means of 64 normal numbers with Student's interval, from the addressed dice, without an engine."""
    key = stream_key(7, "widths")
    for run in range(runs):
        bits = np.array([int(draw(key, np.uint64(run), np.uint64(0), np.uint64(slot))) for slot in range(32 * 64)])
        numbers = ndtri((bits.astype(np.float64) + 0.5) / 2.0**64).reshape(32, 64)
        found = []
        for place, row in enumerate(numbers):
            half = factor * student(63) * float(row.std(ddof=1)) / 8
            value = float(row.mean())
            found.append(
                Printed(
                    Indicator(
                        id="drawn", group=f"place={place}", value=value, low=value - half, high=value + half, n=64,
                        events=None, unit="number", of="numbers",
                    ),
                    0.0,
                )
            )  # fmt: skip
        yield found


def test_a_tenth_too_narrow_and_a_tenth_too_wide_are_seen() -> None:
    runs = list(drawn(1.0))
    assert not seen("sound", gather(iter(runs))["drawn"])
    for factor in (0.9, 1.1):
        assert seen("planted", gather(scaled(run, factor) for run in runs)["drawn"]), factor
