"""How long a wrong entry stays: Kaplan-Meier and Aalen-Johansen from histograms of ages in whole months.

The ledger counts wrong contestable entries by their age at correction, at expiry or another end, or at the end of the
run. Ages 0 ... 23 are single months; the last bin holds 24 and more, so everything is restricted to 24 months.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from demerit.ledger.model import AGES, Counts
from demerit.outcomes.intervals import FEW, Flags, Floats, none_seen, student, wilson
from demerit.outcomes.sample import Sample
from demerit.outcomes.statistic import Statistic, standard_error

__all__ = ["HORIZON", "Base", "Curves", "correction", "curves", "plain"]

HORIZON = AGES - 1
"""Months to which times to correction are restricted."""


@dataclass(frozen=True, kw_only=True)
class Curves:
    """Curves at ages 0 ... 23, shape [..., 24].

    Attributes
    ----------
    still : ndarray
        Kaplan-Meier: share not corrected after that age if expiry did not intervene (expiry censors).
    corrected : ndarray
        Aalen-Johansen: share corrected by that age, with expiry competing.
    """

    still: Floats
    corrected: Floats


def curves(*, corrected: Floats, lapsed: Floats, censored: Floats) -> Curves:
    """Kaplan-Meier (1958) and Aalen-Johansen (1978) curves.

    Within a month corrections come before expiry, and both before the end of the run.

    Parameters
    ----------
    corrected, lapsed, censored : ndarray, shape [..., 25]
        Counts by age.

    Examples
    --------
    >>> c, e, z = np.zeros((3, 25))
    >>> c[1], e[2], z[24] = 2, 1, 1
    >>> found = curves(corrected=c, lapsed=e, censored=z)
    >>> float(found.still[1]), float(found.corrected[23])
    (0.5, 0.5)
    """
    leaving = corrected + lapsed + censored
    at_risk = np.cumsum(leaving[..., ::-1], axis=-1)[..., ::-1]
    still, inside = np.ones(at_risk.shape[:-1]), np.ones(at_risk.shape[:-1])
    found = np.zeros(at_risk.shape[:-1])
    stills, founds = [], []
    for age in range(HORIZON):
        risk = np.maximum(at_risk[..., age], 1)
        still = still * (1 - corrected[..., age] / risk)
        found = found + inside * corrected[..., age] / risk
        inside = inside * (1 - (corrected[..., age] + lapsed[..., age]) / risk)
        stills.append(still)
        founds.append(found)
    return Curves(still=np.stack(stills, axis=-1), corrected=np.stack(founds, axis=-1))


def correction(sample: Sample, /) -> tuple[Statistic, ...]:
    """Median and restricted mean time to correction, and the share never corrected, in every group.

    Returns
    -------
    tuple of Statistic
        ``correction:median`` and ``correction:mean24`` in months (Kaplan-Meier), ``correction:never24`` (1 less the
        Aalen-Johansen incidence).
    """
    kinds = ("correction", "lapse", "censored")
    counts = [
        np.stack([sample.counts(f"{kind}:{age}") for age in range(AGES)], axis=-1).astype(np.float64) for kind in kinds
    ]
    whole = [kind.sum(axis=1) for kind in counts]
    full = curves(corrected=whole[0], lapsed=whole[1], censored=whole[2])
    rest = [total[:, None, :] - kind for total, kind in zip(whole, counts, strict=True)]
    leave = curves(corrected=rest[0], lapsed=rest[1], censored=rest[2])
    live = (counts[0] + counts[1] + counts[2]).sum(axis=-1) > 0
    n = (whole[0] + whole[1] + whole[2]).sum(axis=-1).astype(np.int64)
    events = whole[0].sum(axis=-1).astype(np.int64)
    base = Base(sample=sample, n=n, events=events, live=live)
    told = n - whole[2][:, :HORIZON].sum(axis=-1).astype(np.int64)
    mean, mean_leave = restricted(full.still), restricted(leave.still)
    never, never_leave = 1 - full.corrected[..., -1], 1 - leave.corrected[..., -1]
    return (
        median(base, full=full, leave=leave),
        plain(base, ident="correction:mean24", unit="months", value=mean, leave=mean_leave, top=float(HORIZON)),
        few_never(base, told=told, found=plain(
            base, ident="correction:never24", unit="share", value=never, leave=never_leave, top=1.0
        )),
    )  # fmt: skip


def restricted(still: Floats) -> Floats:
    """Mean restricted to 24 months: the sum of the curve over ages 0 ... 23."""
    summed: Floats = np.cumsum(still, axis=-1)[..., -1]
    return summed


@dataclass(frozen=True, kw_only=True)
class Base:
    """What the three statistics share."""

    sample: Sample
    n: Counts
    events: Counts
    live: Flags


def plain(
    base: Base, *, ident: str, unit: str, value: Floats, leave: Floats, top: float, of: str = "wrong entries"
) -> Statistic:
    """A statistic with its jackknife interval, held in [0, top]."""
    error, freedom = standard_error(leave=leave, live=base.live)
    half = np.array([student(int(count)) if count >= 1 else np.nan for count in freedom]) * error
    groups = base.sample.groups
    ended = np.where(np.isfinite(half), half, np.nan)
    return Statistic(
        id=ident, unit=unit, of=of, groups=groups, value=np.where(base.n > 0, value, np.nan),
        low=np.maximum(0.0, value - ended), high=np.minimum(top, value + ended), leave=leave, live=base.live, n=base.n,
        events=base.events, cases=base.n, subjects=base.sample.counts("subjects").sum(axis=1),
        method=(base.sample.method,) * len(groups), reason=("",) * len(groups), extra=np.zeros(len(groups)),
        compare=True, jackknife_method=base.sample.method,
    )  # fmt: skip


def few_never(base: Base, *, told: Counts, found: Statistic) -> Statistic:
    """Replace the interval where fewer than 30 were, or were not, corrected: Wilson among those not cut off early.

    Where many are cut off, the late part of the curve hangs on few: no more cases then than the jackknife's error says.
    """
    error, _ = standard_error(leave=found.leave, live=found.live)
    low, high, method = found.low.copy(), found.high.copy(), list(found.method)
    for place in range(len(found.groups)):
        corrected, cases = int(base.events[place]), float(max(int(told[place]), int(base.events[place])))
        value = float(found.value[place])
        if cases <= 0 or not np.isfinite(value) or min(corrected, round(value * int(base.n[place]))) >= FEW:
            continue
        if corrected == 0:
            low[place], high[place], method[place] = max(0.0, 1 - none_seen(cases)), 1.0, "3/n"
            continue
        square = float(error[place]) ** 2
        if 0 < value < 1 and square > 0:
            cases = min(cases, value * (1 - value) / square)
        low[place], high[place] = wilson(events=value * cases, n=cases)
        method[place] = "Wilson"
    return replace(found, low=low, high=high, method=tuple(method))


def first_at_most_half(curve: Floats) -> float:
    """First age at which a curve is at or under one half; not a number if it never is."""
    under = np.nonzero(curve <= 0.5)[0]
    return float(under[0]) if len(under) else np.nan


def median(base: Base, *, full: Curves, leave: Curves) -> Statistic:
    """Median age at correction; its interval is where the jackknife band of the curve meets one half."""
    groups = base.sample.groups
    error, freedom = standard_error(
        leave=np.moveaxis(leave.still, -1, 1), live=np.repeat(base.live[:, None, :], HORIZON, axis=1)
    )
    value, low, high = (np.full(len(groups), np.nan) for _ in range(3))
    reasons, methods = [], []
    for place in range(len(groups)):
        value[place] = first_at_most_half(full.still[place])
        degrees = int(freedom[place, 0])
        if degrees >= 1:
            half = student(degrees) * error[place]
            low[place] = first_at_most_half(full.still[place] - half)
            high[place] = first_at_most_half(full.still[place] + half)
        methods.append(f"{base.sample.method}, band of the curve" if degrees >= 1 else "")
        reasons.append(reason_of(value[place], high[place]))
    return Statistic(
        id="correction:median", unit="months", of="wrong entries", groups=groups, value=value, low=low, high=high,
        leave=leave.still[..., 0], live=base.live, n=base.n, events=base.events, cases=base.n,
        subjects=base.sample.counts("subjects").sum(axis=1), method=tuple(methods), reason=tuple(reasons),
        extra=np.zeros(len(groups)), compare=False, jackknife_method=base.sample.method,
    )  # fmt: skip


def reason_of(value: float, high: float) -> str:
    """Why a median, or its upper end, is missing."""
    if not np.isfinite(value):
        return f"fewer than half corrected in {HORIZON} months"
    return "" if np.isfinite(high) else f"the upper end lies beyond {HORIZON} months"
