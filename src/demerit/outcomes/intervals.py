"""Intervals of 95 %: what chance in the model does to a number.

Sums are taken from left to right (``cumsum``), never in an order that a library chooses, so that the same ledger gives
the same bytes everywhere.
"""

from __future__ import annotations

import math
from functools import cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "FEW",
    "Floats",
    "covariance",
    "fieller",
    "freedom_of",
    "garwood",
    "jackknife",
    "mover_difference",
    "mover_ratio",
    "none_seen",
    "student",
    "wilson",
]

Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]

FEW = 30
"""Fewer events than this: an exact or score interval instead of the jackknife."""

Z = 1.959963984540054
"""The 97.5 % point of the normal law."""


@cache
def student(freedom: int, /) -> float:
    """97.5 % point of Student's law.

    Examples
    --------
    >>> round(student(63), 4)
    1.9983
    """
    from scipy.special import stdtrit

    return float(stdtrit(freedom, 0.975))


def wilson(*, events: float, n: float) -> tuple[float, float]:
    """Score interval of a share (Wilson 1927, J. Am. Stat. Assoc. 22:209).

    Parameters
    ----------
    events : float
        0 ... n; not whole when cases are weighted.
    n : float
        More than 0.

    Examples
    --------
    >>> low, high = wilson(events=2, n=20)
    >>> round(low, 4), round(high, 4)
    (0.0279, 0.301)
    """
    share, square = events / n, Z * Z
    centre = share + square / (2 * n)
    half = Z * math.sqrt(share * (1 - share) / n + square / (4 * n * n))
    below = (centre - half) / (1 + square / n)
    above = (centre + half) / (1 + square / n)
    return max(0.0, min(below, share)), min(1.0, max(above, share))


def garwood(events: int, /) -> tuple[float, float]:
    """Exact interval of the mean of a Poisson count (Garwood 1936, Biometrika 28:437).

    Examples
    --------
    >>> low, high = garwood(10)
    >>> round(low, 4), round(high, 4)
    (4.7954, 18.3904)
    """
    from scipy.special import gammainccinv

    low = float(gammainccinv(events, 0.975)) if events else 0.0
    return low, float(gammainccinv(events + 1, 0.025))


def none_seen(n: float, /) -> float:
    """Upper end when nothing was seen among ``n``: 3/n (Hanley and Lippman-Hand 1983, JAMA 249:1743)."""
    return 3.0 / n


def total(values: NDArray[Any]) -> Floats:
    """Sum over the last axis from left to right."""
    summed: Floats = np.cumsum(values, axis=-1, dtype=np.float64)[..., -1]
    return summed


def deviations(leave: Floats, live: Flags) -> tuple[Floats, Floats]:
    """Deviations of the delete-one values from their mean, 0 where a unit is empty; and the number of live units."""
    units = total(live)
    kept = np.where(live, leave, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        away = kept - (total(kept) / units)[..., None]
    return np.where(live, away, 0.0), units


def jackknife(*, leave: Floats, live: Flags) -> tuple[Floats, NDArray[np.int64]]:
    """Standard error by deleting one unit at a time (Quenouille, Tukey; Efron and Stein 1981, Ann. Stat. 9:586).

    Parameters
    ----------
    leave : ndarray, shape [..., n_units]
        The statistic without unit ``u``; not a number where it cannot be had.
    live : ndarray of bool, shape [..., n_units]
        Units that hold anything; an empty one tells nothing.

    Returns
    -------
    error : ndarray, shape [...]
        Not a number with fewer than 2 live units.
    freedom : ndarray of int64, shape [...]
        Live units less 1.
    """
    away, units = deviations(leave, live)
    with np.errstate(invalid="ignore", divide="ignore"):
        error = np.sqrt((units - 1) / units * total(away * away))
    return np.where(units >= 2, error, np.nan), units.astype(np.int64) - 1


def covariance(*, first: Floats, second: Floats, live: Flags) -> Floats:
    """Jackknife covariance of two statistics over the same units, shapes [..., n_units]."""
    one, units = deviations(first, live)
    two, _ = deviations(second, live)
    with np.errstate(invalid="ignore", divide="ignore"):
        joint: Floats = (units - 1) / units * total(one * two)
    return joint


def freedom_of(*, leave: Floats, live: Flags) -> int:
    """Degrees of freedom of a jackknife: how well its own spread is known (Box 1953, Biometrika 40:318).

    Twice the square of the variance over the variance of its estimate, which the fourth powers tell: all units less 1
    where the statistic hangs on them alike, few where few of them carry it.

    Parameters
    ----------
    leave : ndarray, shape [n_units]
    live : ndarray of bool, shape [n_units]

    Returns
    -------
    int
        1 to the live units less 1; 0 if the statistic hangs on none.

    Examples
    --------
    >>> few = np.array([0.0] * 61 + [1.0] * 3)
    >>> freedom_of(leave=few, live=np.ones(64, dtype=bool))
    7
    """
    away, units = deviations(leave, live)
    squares = away * away
    second, fourth = float(total(squares)), float(total(squares * squares))
    if fourth == 0:
        return 0
    most = int(units) - 1
    apart = fourth - second * second / int(units)
    return most if apart <= 0 else max(1, min(most, round(2 * second * second / apart)))


def fieller(*, first: float, second: float, spread: tuple[float, float, float], t: float) -> tuple[float, float | None]:
    """Interval of ``first / second`` from variances and covariance (Fieller 1954, J. R. Stat. Soc. B 16:175).

    Parameters
    ----------
    first, second : float
        Both at least 0, ``second`` more than 0.
    spread : (float, float, float)
        Variance of first, variance of second, covariance.
    t : float
        Quantile.

    Returns
    -------
    low : float
    high : float or None
        None when ``second`` may be 0, so that the ratio has no upper end.
    """
    one, two, both = spread
    a = second * second - t * t * two
    b = first * second - t * t * both
    c = first * first - t * t * one
    root = math.sqrt(max(0.0, b * b - a * c))
    if a > 0:
        return max(0.0, (b - root) / a), (b + root) / a
    low = (b - root) / a if a < 0 else 0.0  # the larger of two roots: the set is what lies above it, or below the other
    return (low if 0 <= low <= first / second else 0.0), None


def mover_difference(
    first: float, second: float, /, *, limits: tuple[tuple[float, float], tuple[float, float]]
) -> tuple[float, float]:
    """Interval of ``first - second`` from their own intervals (Newcombe 1998, Stat. Med. 17:873, method 10).

    Examples
    --------
    >>> low, high = mover_difference(0.5, 0.5, limits=((0.4, 0.6), (0.4, 0.6)))
    >>> round(low, 4), round(high, 4)
    (-0.1414, 0.1414)
    """
    (low1, high1), (low2, high2) = limits
    down = math.sqrt((first - low1) ** 2 + (high2 - second) ** 2)
    up = math.sqrt((high1 - first) ** 2 + (second - low2) ** 2)
    return first - second - down, first - second + up


def mover_ratio(
    first: float, second: float, /, *, limits: tuple[tuple[float, float], tuple[float, float]]
) -> tuple[float, float | None]:
    """Interval of ``first / second`` from their own intervals (Donner and Zou 2012, Stat. Methods Med. Res. 21:347).

    The upper end is None when the lower limit of ``second`` is 0.
    """
    (low1, high1), (low2, high2) = limits
    both = first * second
    under = both * both - low1 * high2 * (2 * first - low1) * (2 * second - high2)
    low = (both - math.sqrt(max(0.0, under))) / (high2 * (2 * second - high2)) if high2 != 2 * second else None
    if low is None:
        low = low1 * (2 * first - low1) / (2 * both) if both else 0.0
    if low2 <= 0:
        return max(0.0, low), None
    over = both * both - high1 * low2 * (2 * first - high1) * (2 * second - low2)
    high = (both + math.sqrt(max(0.0, over))) / (low2 * (2 * second - low2))
    return max(0.0, low), high
