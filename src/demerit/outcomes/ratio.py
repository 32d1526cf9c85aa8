"""Ratios of sums: the shape of nearly every indicator, with interval, by group and by pairs of groups."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from demerit.ledger.model import EXPECTED_UNIT, Counts
from demerit.outcomes.intervals import FEW, Floats, garwood, none_seen, student, wilson
from demerit.outcomes.sample import Sample
from demerit.outcomes.statistic import Statistic, standard_error

__all__ = ["Ratio", "estimate"]

Terms = tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True)
class Ratio:
    """What to divide by what.

    Attributes
    ----------
    id : str
        Id of the indicator.
    top, bottom : tuple of (tally, weight)
        Sums of tallies times whole weights.
    kind : {"share", "rate", "mean", "part"}
        ``share``: the top is part of the bottom (Wilson). ``rate``: a count over exposure (Poisson). ``mean``: an
        amount over a count (jackknife only). ``part``: a share counted in units smaller than a case.
    unit, of : str
        Unit of the value; what the bottom counts.
    by_month : bool
        The bottom is times the counted months (person-months).
    scale : int
        The value is times this: 12 for a yearly rate.
    parts : int
        The top is counted in parts so small: 100 for hundredths of an hour.
    people, among : str
        Tallies of the people behind top and bottom, where these count months: they are the cases of a small sample.
    expected : tuple of str
        Tallies of amounts expected and not drawn, added to the top in units of 1/65536.
    compare : bool
        Whether groups are set against each other.
    """

    id: str
    top: Terms
    bottom: Terms
    kind: str = "share"
    unit: str = "share"
    of: str = "persons"
    by_month: bool = False
    scale: int = 1
    parts: int = 1
    people: str = ""
    among: str = ""
    expected: tuple[str, ...] = ()
    compare: bool = True


def summed(sample: Sample, terms: Terms) -> Counts:
    """Sum of tallies times weights, shape [n_groups, n_units]."""
    counts = np.zeros((len(sample.groups), sample.n_units), np.int64)
    for name, weight in terms:
        counts += weight * sample.counts(name)
    return counts


def estimate(sample: Sample, /, *, ratio: Ratio) -> Statistic:
    """Estimate a ratio in every group.

    Returns
    -------
    Statistic
        With the delete-one values that pairs of groups and of worlds need.
    """
    bottom = summed(sample, ratio.bottom)
    cases = (sample.counts(ratio.among) if ratio.among else bottom).sum(axis=1)
    bottom = bottom * (sample.months if ratio.by_month else 1)
    top = summed(sample, ratio.top)
    events = top.sum(axis=1)
    divide = ratio.scale
    value_top = top * EXPECTED_UNIT if ratio.expected else top
    expected = np.zeros(len(sample.groups), np.int64)
    for name in ratio.expected:
        counts = sample.counts(name)
        value_top = value_top + counts
        expected += counts.sum(axis=1)
    step = (EXPECTED_UNIT if ratio.expected else 1) * ratio.parts
    n, whole = bottom.sum(axis=1), value_top.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        value: Floats = whole * divide / (n * step)
        leave = (whole[:, None] - value_top) * divide / ((n[:, None] - bottom) * step)
        extra = expected * divide**2 / (step * n.astype(np.float64) ** 2)
    live = ((bottom != 0) | (value_top != 0)) & np.isfinite(leave)
    error, freedom = standard_error(leave=leave, live=live)
    error = np.sqrt(error * error + extra)  # Poisson variance of what was expected and not drawn
    rows = [
        interval(
            ratio,
            value=float(value[group]),
            counts=(int(events[group]), int(n[group]), int(cases[group])),
            people=int(sample.counts(ratio.people)[group].sum()) if ratio.people else None,
            spread=(float(error[group]), int(freedom[group])),
            method=sample.method,
        )
        for group in range(len(sample.groups))
    ]
    return Statistic(
        id=ratio.id, unit=ratio.unit, of=ratio.of, groups=sample.groups, value=value,
        low=np.array([row[0] for row in rows]), high=np.array([row[1] for row in rows]), leave=leave, live=live, n=n,
        events=events // ratio.parts + expected // EXPECTED_UNIT, cases=cases, method=tuple(row[2] for row in rows),
        reason=("",) * len(rows), extra=extra, compare=ratio.compare,
        subjects=sample.counts("subjects").sum(axis=1), jackknife_method=sample.method,
    )  # fmt: skip


def interval(
    ratio: Ratio,
    *,
    value: float,
    counts: tuple[int, int, int],
    people: int | None,
    spread: tuple[float, int],
    method: str,
) -> tuple[float, float, str]:
    """Interval of one group: low, high, method; not a number where there is none."""
    events, n, cases = counts
    error, freedom = spread
    if n <= 0 or not np.isfinite(value):
        return np.nan, np.nan, ""
    share = ratio.kind in ("share", "part") and 0 <= events <= n
    weight = cases / n if ratio.kind == "part" else 1.0
    if ratio.kind == "mean" or ratio.expected:
        few = False
    elif share:
        few = min(events, n - events) * weight < FEW or (people is not None and people < FEW)
    else:
        few = events < FEW
    if not few and freedom >= 1 and np.isfinite(error):
        half = student(freedom) * error
        return max(0.0, value - half), min(1.0, value + half) if share else value + half, method
    if ratio.kind == "mean" or ratio.expected or events < 0:
        return np.nan, np.nan, ""
    if not share:
        return few_in_exposure(events=events, n=n, scale=ratio.scale)
    if people and events:
        return few_in_cases(events=people, n=max(float(people), n * people / events), method="Wilson, people as cases")
    none = cases if events == 0 and ratio.among else n * weight
    return few_in_cases(events=events * weight, n=none, method="Wilson")


def few_in_exposure(*, events: int, n: int, scale: int) -> tuple[float, float, str]:
    """Interval of a rate without the jackknife."""
    if events == 0:
        return 0.0, scale * none_seen(n), "3/n"
    low, high = garwood(events)
    return scale * low / n, scale * high / n, "Poisson (Garwood)"


def few_in_cases(*, events: float, n: float, method: str) -> tuple[float, float, str]:
    """Interval of a share without the jackknife."""
    if events == 0:
        return 0.0, min(1.0, none_seen(n)), "3/n"
    if events == n:
        return max(0.0, 1 - none_seen(n)), 1.0, "3/n"
    low, high = wilson(events=events, n=n)
    return low, high, method
