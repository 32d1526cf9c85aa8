"""The same unknown at both its ends, in several replicates: what is between them, and what common dice are worth."""

from __future__ import annotations

from typing import Any

import numpy as np

from demerit.study.spread import Floats

__all__ = ["dice", "ends_of"]


def of_both(y: Floats, place: int) -> tuple[Floats, Floats]:
    """A figure at the low and at the high end of an unknown, in the replicates that have both.

    ``y`` has the stated point first, then the low and the high end of each unknown in turn.
    """
    low, high = y[1 + 2 * place], y[2 + 2 * place]
    whole = ~(np.isnan(low) | np.isnan(high))
    return low[whole], high[whole]


def ends_of(y: Floats, /, *, place: int) -> dict[str, Any]:
    """A figure at both ends of an unknown, the others as stated.

    Parameters
    ----------
    y : ndarray, shape [1 + 2 * unknowns, replicates]
        The stated point, then low and high of each; not a number where a run has not the figure.
    place : int
        Of the unknown.

    Returns
    -------
    dict
        ``ends``: ``low``, ``high``, ``difference`` (high less low, the same people with the same dice) and its interval
        of 95 % (Student's t over replicates); each None where there is none.
    """
    low, high = of_both(y, place)
    n = len(low)
    ends: dict[str, Any] = dict.fromkeys(("low", "high", "difference", "difference_low", "difference_high"))
    if n:
        gone = high - low
        ends |= {"low": float(low.mean()), "high": float(high.mean()), "difference": float(gone.mean())}
    if n > 1:
        from scipy.stats import t

        half = float(t.ppf(0.975, n - 1) * gone.std(ddof=1) / n**0.5)
        ends |= {"difference_low": float(gone.mean()) - half, "difference_high": float(gone.mean()) + half}
    return {"ends": ends}


def dice(y: Floats, /) -> dict[str, Any]:
    """What common dice are worth: the noise of a difference between ends with them, and with fresh dice.

    With common dice both ends of a difference are of one replicate; with fresh dice they would be of two, and the
    variances of both ends add up. ``times`` is how many times as many runs fresh dice would need for the same noise.

    Parameters
    ----------
    y : ndarray, shape [1 + 2 * unknowns, replicates]

    Returns
    -------
    dict
        ``common_sd``, ``fresh_sd`` (root of the mean variance over all unknowns), ``times``, ``differences`` (how many
        unknowns moved the figure and could be compared); None where there is none.
    """
    common, fresh = [], []
    for place in range((len(y) - 1) // 2):
        low, high = of_both(y, place)
        if len(low) > 1 and not np.array_equal(low, high):
            common.append(float((high - low).var(ddof=1)))
            fresh.append(float(low.var(ddof=1) + high.var(ddof=1)))
    if not common:
        return {"common_sd": None, "fresh_sd": None, "times": None, "differences": 0}
    ours, theirs = float(np.mean(common)), float(np.mean(fresh))
    return {
        "common_sd": ours**0.5, "fresh_sd": theirs**0.5, "times": theirs / ours if ours > 0 else None,
        "differences": len(common),
    }  # fmt: skip
