"""One statistic in all groups, and its rows: by group, and by pairs of groups against the largest."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from demerit.ledger.model import Counts
from demerit.outcomes.indicator import Indicator
from demerit.outcomes.intervals import (
    Floats,
    covariance,
    fieller,
    jackknife,
    mover_difference,
    mover_ratio,
    student,
)

__all__ = [
    "LEAST", "LEAST_CROSSED", "TOO_FEW", "Statistic", "pair_rows", "pairs_of", "rows", "standard_error", "too_few",
]  # fmt: skip

LEAST = 10
"""A group with fewer cases than this is left blank."""

Spread: TypeAlias = tuple[float, float, float, int]
"""Variances of two groups, their covariance, degrees of freedom."""

LEAST_CROSSED = 30
"""The same for a group that crosses two attributes."""

TOO_FEW = f"fewer than {LEAST} cases"
TOO_FEW_CROSSED = f"fewer than {LEAST_CROSSED} cases"


def too_few(group: str, /, *, cases: int) -> str | None:
    """Why a group is left blank; None if it has cases enough."""
    if "&" in group:
        return TOO_FEW_CROSSED if cases < LEAST_CROSSED else None
    return TOO_FEW if group != "all" and cases < LEAST else None


@dataclass(frozen=True, kw_only=True)
class Statistic:
    """One statistic in all groups.

    Attributes
    ----------
    value, low, high : ndarray, shape [n_groups]
        Not a number where missing.
    leave, live : ndarray, shape [n_groups, n_units]
        The statistic without one unit, and which units hold anything.
    n, cases, subjects : ndarray of int64, shape [n_groups]
        Denominator; denominator before it was multiplied by months; subjects of the group.
    events : ndarray of int64, shape [n_groups], or None
    reason : tuple of str
        A group's own reason for a missing value; empty for the usual ones.
    extra : ndarray, shape [n_groups]
        Variance to be added to that of the jackknife.
    compare : bool
        Whether groups are set against each other.
    """

    id: str
    unit: str
    of: str
    groups: tuple[str, ...]
    value: Floats
    low: Floats
    high: Floats
    leave: Floats
    live: NDArray[np.bool_]
    n: Counts
    events: Counts | None
    cases: Counts
    subjects: Counts
    method: tuple[str, ...]
    reason: tuple[str, ...]
    extra: Floats
    compare: bool
    jackknife_method: str


def standard_error(*, leave: Floats, live: NDArray[np.bool_]) -> tuple[Floats, Counts]:
    """Jackknife standard error and degrees of freedom of each group."""
    return jackknife(leave=np.where(live, leave, 0.0), live=live)


def number(value: float) -> float | None:
    """A plain number, or None where there is none; never -0.0."""
    return float(value) + 0.0 if math.isfinite(value) else None


def why(statistic: Statistic, place: int) -> str | None:
    """Why a group has no value."""
    if statistic.n[place] <= 0:
        return f"no {statistic.of}"
    few = too_few(statistic.groups[place], cases=int(statistic.cases[place]))
    return few or statistic.reason[place] or None


def rows(statistic: Statistic, /) -> Iterator[Indicator]:
    """The statistic in every group."""
    for place, group in enumerate(statistic.groups):
        reason = why(statistic, place)
        blank = reason in (f"no {statistic.of}", TOO_FEW, TOO_FEW_CROSSED)
        value = None if blank else number(statistic.value[place])
        low = None if blank else number(statistic.low[place])
        high = None if blank else number(statistic.high[place])
        if value is not None and low is None and high is None:
            reason = reason or "too few blocks for an interval"
        yield Indicator(
            id=statistic.id, group=group, value=value, low=low, high=high, n=int(statistic.n[place]),
            events=None if statistic.events is None else int(statistic.events[place]), unit=statistic.unit,
            of=statistic.of, reason=reason, method="" if blank else statistic.method[place],
        )  # fmt: skip


def pairs_of(groups: tuple[str, ...], /, *, subjects: Counts) -> tuple[tuple[str, int, int], ...]:
    """Pairs of groups of one attribute, or of two that are crossed: each against the largest (the first of equals).

    Returns
    -------
    tuple of (name, place, place of the largest)
        In the order of the groups; the name is like ``sex=female:male``.
    """
    by_attribute: dict[str, list[int]] = {}
    for place, group in enumerate(groups):
        if "=" in group:
            names = "&".join(part.split("=", 1)[0] for part in group.split("&"))
            by_attribute.setdefault(names, []).append(place)
    pairs = []
    for places in by_attribute.values():
        largest = max(places, key=lambda place: (int(subjects[place]), -place))
        value = "&".join(part.split("=", 1)[1] for part in groups[largest].split("&"))
        pairs += [(f"{groups[place]}:{value}", place, largest) for place in places if place != largest]
    return tuple(pairs)


def pair_rows(statistic: Statistic, /) -> Iterator[Indicator]:
    """Ratio and difference of each group against the largest of its attribute."""
    if not statistic.compare:
        return
    pairs = pairs_of(statistic.groups, subjects=statistic.subjects)
    if not pairs:
        return
    spreads = spreads_of(statistic, first=[pair[1] for pair in pairs], second=[pair[2] for pair in pairs])
    for (name, place, largest), spread in zip(pairs, spreads, strict=True):
        for unit in ("ratio", "difference"):
            yield pair_row(statistic, name=name, places=(place, largest), spread=spread, unit=unit)


def spreads_of(statistic: Statistic, *, first: list[int], second: list[int]) -> list[Spread]:
    """Jackknife variances and covariance of many pairs of groups at once."""
    live = statistic.live[first] | statistic.live[second]
    leave = [np.where(statistic.live[at], statistic.leave[at], statistic.value[at][:, None]) for at in (first, second)]
    one, two, both = (
        covariance(first=leave[left], second=leave[right], live=live) for left, right in ((0, 0), (1, 1), (0, 1))
    )
    one, two = one + statistic.extra[first], two + statistic.extra[second]
    units = live.sum(axis=1)
    return [(float(one[pair]), float(two[pair]), float(both[pair]), int(units[pair]) - 1) for pair in range(len(first))]


def pair_row(statistic: Statistic, *, name: str, places: tuple[int, int], spread: Spread, unit: str) -> Indicator:
    """Ratio or difference of one pair of groups."""
    place, largest = places
    first, second = float(statistic.value[place]), float(statistic.value[largest])
    reason = why(statistic, place) or why(statistic, largest)
    if reason is None and not (math.isfinite(first) and math.isfinite(second)):
        reason = "no value in one of the groups"
    if reason is None and unit == "ratio" and second == 0:
        reason = f"no events in {statistic.groups[largest]}"
    value: float | None = None
    low: float | None = None
    high: float | None = None
    method = ""
    if reason is None:
        value = first / second if unit == "ratio" else first - second
        low, high, method = pair_interval(statistic, place=place, largest=largest, spread=spread, unit=unit)
        if low is None:
            reason = "too few blocks for an interval"
        elif high is None:
            reason = f"no upper end: {statistic.groups[largest]} may have none"
    return Indicator(
        id=f"{statistic.id}:{unit}", group=name, value=value, low=low, high=high,
        n=int(statistic.n[place] + statistic.n[largest]),
        events=None if statistic.events is None else int(statistic.events[place] + statistic.events[largest]),
        unit=unit, of=statistic.of, reason=reason, method=method,
    )  # fmt: skip


def pair_interval(
    statistic: Statistic, *, place: int, largest: int, spread: Spread, unit: str
) -> tuple[float | None, float | None, str]:
    """Interval of a pair: jackknife where both groups have one, else from the two intervals."""
    first, second = float(statistic.value[place]), float(statistic.value[largest])
    if statistic.method[place] == statistic.method[largest] == statistic.jackknife_method:
        one, two, both, freedom = spread
        t = student(max(1, freedom))
        if unit == "ratio":
            low, high = fieller(first=first, second=second, spread=(one, two, both), t=t)
            return low, high, f"{statistic.jackknife_method}, Fieller"
        half = t * math.sqrt(max(0.0, one + two - 2 * both))
        return first - second - half, first - second + half, statistic.jackknife_method
    limits = tuple((float(statistic.low[at]), float(statistic.high[at])) for at in (place, largest))
    if not all(math.isfinite(end) for pair in limits for end in pair):
        return None, None, ""
    pair = (limits[0], limits[1])
    if unit == "ratio":
        below, above = mover_ratio(first, second, limits=pair)
        return below, above, "from both intervals (Donner and Zou)"
    below, over = mover_difference(first, second, limits=pair)
    return below, over, "from both intervals (Newcombe)"
