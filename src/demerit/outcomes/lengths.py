"""Mean length of stays and runs, restricted to the run (at most 60 months): Kaplan-Meier on lengths in whole months."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from demerit.ledger.model import Counts
from demerit.outcomes.intervals import Floats
from demerit.outcomes.sample import Sample
from demerit.outcomes.statistic import Statistic
from demerit.outcomes.survival import Base, plain

__all__ = ["lengths", "restricted_mean"]


def restricted_mean(*, ended: Floats, still: Floats) -> Floats:
    """Mean length restricted to H months: the sum of the Kaplan-Meier curve over 0 ... H - 1.

    Parameters
    ----------
    ended, still : ndarray, shape [..., H]
        Counts by length 1 ... H, the last bin H or more; ended, and still held when last seen. What is still held
        after d months could not yet be seen to end after d: it is at risk up to d - 1.

    Examples
    --------
    >>> float(restricted_mean(ended=np.array([1.0, 0.0, 0.0]), still=np.array([0.0, 0.0, 1.0])))
    2.0
    >>> float(restricted_mean(ended=np.array([0.0, 3.0, 0.0]), still=np.array([1.0, 1.0, 0.0])))
    2.0
    """
    leaving = ended + still
    at_risk = np.maximum(np.cumsum(leaving[..., ::-1], axis=-1)[..., ::-1] - still, 1)
    share = np.cumprod(1 - ended / at_risk, axis=-1)
    mean: Floats = 1 + share[..., :-1].sum(axis=-1)
    return mean


def lengths(sample: Sample, /, *, keys: list[str], words: list[str]) -> Iterator[Statistic]:
    """Restricted mean length of the stays or runs of each key, in months."""
    for key, word in zip(keys, words, strict=True):
        most = 0
        while f"{key}:ended:{most + 1}" in sample.tallies:
            most += 1
        if not most:
            continue
        ended, still = (
            np.stack([sample.counts(f"{key}:{how}:{d}") for d in range(1, most + 1)], axis=-1).astype(np.float64)
            for how in ("ended", "open")
        )
        if not (ended.any() or still.any()):
            continue
        whole = [counts.sum(axis=1) for counts in (ended, still)]
        value = restricted_mean(ended=whole[0], still=whole[1])
        leave = restricted_mean(ended=whole[0][:, None] - ended, still=whole[1][:, None] - still)
        base = Base(
            sample=sample, n=(whole[0] + whole[1]).sum(axis=-1).astype(np.int64),
            events=whole[0].sum(axis=-1).astype(np.int64), live=(ended + still).sum(axis=-1) > 0,
        )  # fmt: skip
        found = plain(
            base, ident=f"{key}:mean_length", unit="months", value=value, leave=leave, top=float(most), of=word
        )
        yield without_end(found, most=most)


def without_end(found: Statistic, *, most: int) -> Statistic:
    """No interval where nothing ended: the mean is then as long as could be seen."""
    none = (base_events(found) == 0) & (found.n > 0)
    reason = f"none ended within {most} months"
    return replace(
        found, low=np.where(none, np.nan, found.low), high=np.where(none, np.nan, found.high),
        reason=tuple(reason if flag else said for flag, said in zip(none, found.reason, strict=True)),
        method=tuple("" if flag else said for flag, said in zip(none, found.method, strict=True)),
    )  # fmt: skip


def base_events(found: Statistic) -> Counts:
    """What ended, in every group."""
    return found.n * 0 if found.events is None else found.events
