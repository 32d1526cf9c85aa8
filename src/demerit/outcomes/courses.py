"""How a penalty goes: month by month, how long stays last as a curve, and how long a wrong entry stays on file."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from demerit.ledger.model import AGES
from demerit.outcomes.intervals import Flags, Floats, none_seen, student
from demerit.outcomes.sample import Sample
from demerit.outcomes.statistic import standard_error
from demerit.outcomes.survival import HORIZON

__all__ = ["Course", "Point", "Wrong", "by_month", "course", "wrong_entries"]


@dataclass(frozen=True, kw_only=True)
class Point:
    """A share after so many months, with its interval of 95 %; the ends are None where there is none."""

    month: int
    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True, kw_only=True)
class Course:
    """How a list, band or measure goes over the counted months, all of its unit together, replicates summed.

    Attributes
    ----------
    now : tuple of int
        Subjects on it at the end of each month; empty where nobody can be on it (measures).
    begun : tuple of int
        Events that began in each month.
    wrongful : tuple of int
        Of these, those that would not be there without false, mistaken, misread or stale grounds.
    staying : tuple of Point
        Share of stays (runs) begun in a counted month that last longer than so many months; empty for measures.
    n, ended : int
        Stays that the curve is of, and those whose end was seen.
    """

    now: tuple[int, ...]
    begun: tuple[int, ...]
    wrongful: tuple[int, ...]
    staying: tuple[Point, ...]
    n: int
    ended: int


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """What became of the wrong entries that can be contested, by their age in whole months.

    Attributes
    ----------
    staying : tuple of Point
        Share still on file: neither corrected, nor expired or ended otherwise (Kaplan-Meier).
    corrected : tuple of Point
        Share corrected by then, with expiry competing (Aalen-Johansen).
    n, corrected_n : int
        Such entries, and those that were corrected.
    """

    staying: tuple[Point, ...]
    corrected: tuple[Point, ...]
    n: int
    corrected_n: int


def course(sample: Sample, /, *, key: str) -> Course:
    """Course of a penalty key."""
    about = sample.names("keys").get(key, {})
    own = f"unit={about['unit']}" if "unit" in about else "all"
    ended, still = lengths_of(sample, key, own)
    staying: tuple[Point, ...] = ()
    if (ended.size and ended.any()) or (still.size and still.any()):
        whole = [counts.sum(axis=0) for counts in (ended, still)]
        leave = [whole[place] - counts for place, counts in enumerate((ended, still))]
        live = (ended + still).sum(axis=-1) > 0
        n = int(whole[0].sum() + whole[1].sum())
        staying = points(stays_longer(*whole), leave=stays_longer(*leave), live=live, n=n)
    return Course(
        now=by_month(sample, f"{key}:now") if not key.startswith("measure:") else (),
        begun=by_month(sample, f"{key}:events"),
        wrongful=by_month(sample, f"{key}:events:wrongful"),
        staying=staying,
        n=int(ended.sum() + still.sum()),
        ended=int(ended.sum()),
    )


def by_month(sample: Sample, name: str, /) -> tuple[int, ...]:
    """A series of all replicates together; zeros where the run has none."""
    kept = [ledger.series[name] for ledger in sample.ledgers if name in ledger.series]
    if not kept:
        return (0,) * sample.months
    return tuple(int(value) for value in np.sum(kept, axis=0))


def lengths_of(sample: Sample, key: str, group: str) -> tuple[Floats, Floats]:
    """Stays by length, ended and still held; shapes [n_units, months], empty where lengths are not counted."""
    most = 0
    while f"{key}:ended:{most + 1}" in sample.tallies:
        most += 1
    if not most or group not in sample.groups:
        return np.zeros((0, 0)), np.zeros((0, 0))
    place = sample.groups.index(group)
    found = (
        np.stack([sample.counts(f"{key}:{how}:{d}")[place] for d in range(1, most + 1)], axis=-1).astype(np.float64)
        for how in ("ended", "open")
    )
    ended, still = found
    return ended, still


def stays_longer(ended: Floats, still: Floats) -> Floats:
    """Kaplan-Meier: share of stays longer than d months, d from 0 to H - 1; the last bin holds H or more."""
    leaving = ended + still
    at_risk = np.maximum(np.cumsum(leaving[..., ::-1], axis=-1)[..., ::-1] - still, 1)
    share = np.cumprod(1 - ended / at_risk, axis=-1)[..., :-1]
    full: Floats = np.concatenate([np.ones((*share.shape[:-1], 1)), share], axis=-1)
    return full


def wrong_entries(sample: Sample, /) -> Wrong | None:
    """What became of wrong entries that can be contested; None if there was none.

    Within a month corrections come before expiry, and both before the end of the run.
    """
    kinds = ("correction", "lapse", "censored")
    counts = [ages(sample, kind) for kind in kinds]
    if not any(kind.any() for kind in counts):
        return None
    whole = [kind.sum(axis=0) for kind in counts]
    leave = [total - kind for total, kind in zip(whole, counts, strict=True)]
    live = (counts[0] + counts[1] + counts[2]).sum(axis=-1) > 0
    n = int(sum(kind.sum() for kind in whole))
    full, without = on_file(*whole), on_file(*leave)
    return Wrong(
        staying=points(full[0], leave=without[0], live=live, n=n),
        corrected=points(full[1], leave=without[1], live=live, n=n),
        n=n,
        corrected_n=int(whole[0].sum()),
    )


def ages(sample: Sample, kind: str) -> Floats:
    """Entries of everyone by age, shape [n_units, 25]."""
    return np.stack([sample.counts(f"{kind}:{age}")[0] for age in range(AGES)], axis=-1).astype(np.float64)


def on_file(corrected: Floats, lapsed: Floats, censored: Floats) -> tuple[Floats, Floats]:
    """Share still on file before age d, and corrected before it, d from 0 to 24."""
    leaving = corrected + lapsed + censored
    at_risk = np.maximum(np.cumsum(leaving[..., ::-1], axis=-1)[..., ::-1], 1)[..., :HORIZON]
    out, fixed = corrected[..., :HORIZON] + lapsed[..., :HORIZON], corrected[..., :HORIZON]
    still = np.cumprod(1 - out / at_risk, axis=-1)
    one = np.ones((*still.shape[:-1], 1))
    before = np.concatenate([one, still], axis=-1)
    found = np.cumsum(before[..., :-1] * fixed / at_risk, axis=-1)
    return before, np.concatenate([0 * one, found], axis=-1)


def points(values: Floats, *, leave: Floats, live: Flags, n: int) -> tuple[Point, ...]:
    """A curve of ``n`` cases with its jackknife band, held in [0, 1]; shapes [months] and [n_units, months]."""
    error, freedom = standard_error(
        leave=np.moveaxis(leave, 0, -1), live=np.repeat(live[None, :], values.shape[-1], axis=0)
    )
    bands = [band(float(value), float(error[at]), int(freedom[at]), n if at else 0) for at, value in enumerate(values)]
    return tuple(
        Point(month=month, value=float(value), low=low, high=high)
        for month, (value, (low, high)) in enumerate(zip(values, bands, strict=True))
    )


def band(value: float, error: float, freedom: int, n: int) -> tuple[float | None, float | None]:
    """Ends of a point's interval; 3/n from the end where all or none of n cases are still there."""
    if n and value in (0.0, 1.0):
        return (0.0, min(1.0, none_seen(n))) if value == 0 else (max(0.0, 1 - none_seen(n)), 1.0)
    if freedom < 1 or not np.isfinite(error):
        return None, None
    half = student(freedom) * error
    return max(0.0, value - half), min(1.0, value + half)
