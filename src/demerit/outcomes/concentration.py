"""How unequally denials fall: read from the log, because tallies do not know who was hit twice."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from demerit.ledger.model import BLOCKS, LOG_KINDS, Ledger
from demerit.outcomes.indicator import Indicator
from demerit.outcomes.intervals import Floats, jackknife, student
from demerit.outcomes.sample import MANY, Sample

__all__ = ["concentration", "gini", "top_share"]

FIRST_FIRM = 2**40
"""Uids of firms begin here."""

WORST = 100
"""The worst-hit one in so many."""


def top_share(people: Floats, /, *, counts: Floats) -> Floats:
    """Share of all events that fell on the worst-hit 1 %.

    Parameters
    ----------
    people : ndarray, shape [..., n_counts]
        How many people met each number of events; those who met none count as people.
    counts : ndarray, shape [n_counts]
        Numbers of events, rising.

    Examples
    --------
    >>> float(top_share(np.array([99.0, 1.0]), counts=np.array([0.0, 7.0])))
    1.0
    """
    left = np.cumsum(people, axis=-1)[..., -1] / WORST
    taken = np.zeros_like(left)
    for place in range(len(counts) - 1, -1, -1):
        some = np.minimum(left, people[..., place])
        taken = taken + some * counts[place]
        left = left - some
    result: Floats = taken / np.cumsum(people * counts, axis=-1)[..., -1]
    return result


def gini(people: Floats, /, *, counts: Floats) -> Floats:
    """Gini coefficient of events over people, from the Lorenz curve; arguments as in ``top_share``.

    Examples
    --------
    >>> float(gini(np.array([3.0, 1.0]), counts=np.array([0.0, 5.0])))
    0.75
    """
    events = np.cumsum(people * counts, axis=-1)
    share_events = events / events[..., -1:]
    share_people = people / np.cumsum(people, axis=-1)[..., -1:]
    before = np.concatenate([np.zeros_like(share_events[..., :1]), share_events[..., :-1]], axis=-1)
    result: Floats = 1.0 - np.cumsum(share_people * (before + share_events), axis=-1)[..., -1]
    return result


def concentration(sample: Sample, /) -> tuple[Indicator, ...]:
    """Worst-hit 1 % and Gini coefficient of refused requests over all subjects.

    The jackknife deletes 64 ranges of uids (the log does not know the blocks of households), or replicates from 5 on.
    """
    names = ("concentration:top1", "concentration:gini")
    logs = [ledger.log for ledger in sample.ledgers]
    subjects = int(sample.counts("subjects")[0].sum())
    found = [log for log in logs if log is not None]
    if len(found) < len(logs):
        reason = "the log was not kept or not read"
        return tuple(missing(name, n=subjects, events=None, reason=reason) for name in names)
    people, counts, method = spread_of(sample, found)
    events = int((people.sum(axis=0) * counts).sum())
    if not events:
        return tuple(missing(name, n=subjects, events=0, reason="no denials") for name in names)
    whole = people.sum(axis=0)
    result = []
    for name, measure in zip(names, (top_share, gini), strict=True):
        with np.errstate(invalid="ignore", divide="ignore"):
            leave = measure(whole - people, counts=counts)
        value = float(measure(whole, counts=counts))
        error, freedom = jackknife(leave=np.nan_to_num(leave), live=np.isfinite(leave))
        half = student(int(freedom)) * float(error) if freedom >= 1 else np.nan
        low, high = (max(0.0, value - half), min(1.0, value + half)) if np.isfinite(half) else (None, None)
        result.append(Indicator(
            id=name, group="all", value=value, low=low, high=high, n=subjects, events=events, unit="share",
            of="subjects", method=method if low is not None else "",
            reason=None if low is not None else "too few blocks for an interval",
        ))  # fmt: skip
    return tuple(result)


def missing(name: str, *, n: int, events: int | None, reason: str) -> Indicator:
    """An indicator that cannot be had."""
    return Indicator(
        id=name, group="all", value=None, low=None, high=None, n=n, events=events, unit="share", of="subjects",
        reason=reason,
    )  # fmt: skip


def spread_of(sample: Sample, logs: list[NDArray[Any]]) -> tuple[Floats, Floats, str]:
    """How many people of each unit met how many refusals: people [n_units, n_counts], counts [n_counts], method."""
    many = len(logs) >= MANY
    hits = [hits_of(ledger, log) for ledger, log in zip(sample.ledgers, logs, strict=True)]
    span = span_of(sample, [uids for uids, _ in hits])
    counts = np.unique(np.concatenate([np.zeros(1, np.int64), *(times for _, times in hits)]))
    people = []
    for (uids, times), ledger in zip(hits, sample.ledgers, strict=True):
        ranges = np.zeros(len(uids), np.int64) if many else np.minimum(BLOCKS - 1, uids * BLOCKS // span)
        units = 1 if many else BLOCKS
        table = np.zeros((units, len(counts)), np.int64)
        np.add.at(table, (ranges, np.searchsorted(counts, times)), 1)
        subjects = ledger.total("subjects")
        sizes = np.diff(np.arange(units + 1) * subjects // units)
        table[:, 0] += np.maximum(0, sizes - table.sum(axis=1))
        people.append(table)
    method = sample.method if many else f"jackknife over {BLOCKS} ranges of uids"
    return np.concatenate(people).astype(np.float64), counts.astype(np.float64), method


def hits_of(ledger: Ledger, log: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Subjects of the main unit that were refused anything, counted from 0, and how often."""
    firms = ledger.manifest.get("unit") == "firm"
    base = FIRST_FIRM if firms else 0
    mine = (log["kind"] == LOG_KINDS.index("denied")) & ((log["uid"] >= FIRST_FIRM) == firms)
    uids, times = np.unique(log["uid"][mine], return_counts=True)
    return uids - base, times.astype(np.int64)


def span_of(sample: Sample, uids: list[NDArray[np.int64]]) -> int:
    """Number of uids among which subjects lie."""
    highest = max((int(some.max()) + 1 for some in uids if len(some)), default=1)
    said = 0 if sample.unit == "firm" else int(sample.manifest.get("persons", 0))
    return max(highest, said)
