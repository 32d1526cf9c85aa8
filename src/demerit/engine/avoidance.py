"""Ties that sleep because somebody is listed, and how many of each group are published: as last month ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from demerit.engine import layout as lay
from demerit.engine.state import files_of
from demerit.society.tables import COLLEAGUE, FRIEND, NEIGHBOUR

if TYPE_CHECKING:
    from demerit.engine.plan import Plan
    from demerit.engine.state import Chunk

__all__ = ["Sleep", "awake", "count_published", "turn"]

Pairs = NDArray[np.uint64]
KINDS = (FRIEND, COLLEAGUE, NEIGHBOUR)
"""Kinds of ties that can sleep, in the order of their keys."""


@dataclass
class Sleep:
    """The ties that sleep.

    Attributes
    ----------
    pairs : ndarray of uint64
        Sorted; lower uid << 33 | higher uid << 2 | place of the kind in ``KINDS``.
    before : list of ndarray of int32
        The lists that the subjects of each chunk were on at the end of last month (bits).
    """

    pairs: Pairs = field(default_factory=lambda: np.zeros(0, dtype=np.uint64))
    before: list[NDArray[np.int32]] = field(default_factory=list)


def pairs_of(one: NDArray[np.int64], other: NDArray[np.int64], kind: NDArray[np.int32]) -> Pairs:
    """Pairs as single words; kinds that cannot sleep give words that are no pair."""
    low, high = np.minimum(one, other).astype(np.uint64), np.maximum(one, other).astype(np.uint64)
    place = np.where((kind >= FRIEND) & (kind <= NEIGHBOUR), kind - FRIEND, 3).astype(np.uint64)
    return (low << np.uint64(33)) | (high << np.uint64(2)) | place


def awake(sleep: Sleep, part: NDArray[np.void], along: NDArray[np.int32], /) -> NDArray[np.bool_]:
    """Which arrivals come along ties that are awake (the end of what was mirrored always comes)."""
    asleep = np.isin(pairs_of(part["source"], part["to"], along), sleep.pairs)
    kept: NDArray[np.bool_] = ~asleep | (part["kind"] == lay.X_END)
    return kept


def turn(
    sleep: Sleep,
    plan: Plan,
    numbers: NDArray[np.int64],
    chunks: list[Chunk],
    month: int,
    /,
    *,
    carry: Callable[[NDArray[np.void]], tuple[NDArray[np.void], NDArray[np.int32]]],
) -> list[tuple[int, int, bool, int]]:
    """Put ties to sleep and wake others at the end of a month.

    Parameters
    ----------
    sleep : Sleep
        Changed in place.
    carry : callable
        Carries items of an outbox along ties: (arrivals, kinds of ties).

    Returns
    -------
    list of (int, int, bool, int)
        Who counts, who is counted, whether more (else less), and the score term, where a tie with a listed end turned.
    """
    row = chunks[0].row[lay.R_ON]
    if row < 0:
        return []
    near = ties_of_listed(sleep, numbers, chunks, carry)
    fresh = np.setdiff1d(near, sleep.pairs, assume_unique=True)
    fell = fresh[toss_all(plan, numbers, fresh, int(numbers[lay.G_SLEEP_Q]), month)]
    woke = sleep.pairs[toss_all(plan, numbers, sleep.pairs, int(numbers[lay.G_WAKE_Q]), month)]
    sleep.pairs = np.union1d(np.setdiff1d(sleep.pairs, woke, assume_unique=True), fell)
    turned = changes(sleep, numbers, fell, more=False) + changes(sleep, numbers, woke, more=True)
    sleep.before = [chunk.s32[row].copy() for chunk in chunks]
    return turned


def ties_of_listed(
    sleep: Sleep, numbers: NDArray[np.int64], chunks: list[Chunk], carry: Callable[[NDArray[np.void]], Any]
) -> Pairs:
    """Ties that can sleep of all who were on a penal list at the end of last month, each once."""
    found: list[Pairs] = [np.zeros(0, dtype=np.uint64)]
    for chunk, before in zip(chunks, sleep.before, strict=False):
        listed = np.flatnonzero(before & int(numbers[lay.G_PENAL_LISTS]))
        if len(listed):
            items = np.zeros(len(listed), dtype=lay.ITEM)
            items["kind"], items["source"] = lay.X_ALARM, chunk.base + listed
            part, along = carry(items)
            pairs = pairs_of(part["source"], part["to"], along)
            found.append(pairs[(pairs & np.uint64(3)) < np.uint64(3)])
    return np.unique(np.concatenate(found))


def toss_all(plan: Plan, numbers: NDArray[np.int64], pairs: Pairs, q: int, month: int) -> NDArray[np.bool_]:
    """Which pairs pass the chance of a quantity row."""
    from demerit.engine.kernels.deliver import toss

    passed = np.zeros(len(pairs), dtype=np.bool_)
    toss(numbers, plan.keys, plan.population.tables, pairs, q, month, passed)
    return passed


def changes(sleep: Sleep, numbers: NDArray[np.int64], pairs: Pairs, *, more: bool) -> list[tuple[int, int, bool, int]]:
    """What turned ties change in the score terms: their listed ends count no more, or again."""
    found = []
    for pair in pairs.tolist() if numbers[lay.O_N_TERM] else []:
        low, high, kind = pair >> 33, (pair >> 2) & 0x7FFFFFFF, KINDS[pair & 3]
        for one, other in ((low, high), (high, low)):
            on = int(sleep.before[other // lay.CHUNK][other % lay.CHUNK])
            for t in range(int(numbers[lay.O_N_TERM])):
                at = int(numbers[lay.O_TERM]) + t * int(lay.TE_COLS)
                if int(numbers[at + lay.TE_TIE]) & 7 == kind and on >> int(numbers[at + lay.TE_LIST]) & 1:
                    found.append((one, other, more, t))
    return found


def count_published(plan: Plan, numbers: NDArray[np.int64], chunks: list[Chunk], /) -> None:
    """Write the share of each group that is published (in 1/65536) where the kernels read it."""
    lists = sum(1 << i for i, item in enumerate(plan.scheme.lists) if item.published)
    if numbers[lay.G_A_PUBLISHED_Q] < 0 or not lists:
        return
    at, n, n_cells = int(numbers[lay.O_GROUP]), int(numbers[lay.O_N_GROUP]), plan.population.n_cells
    group = numbers[at : at + n * n_cells].reshape(n_cells, n)[:, 0] if n else np.zeros(n_cells, dtype=np.int64)
    every, some = np.zeros(len(plan.groups), dtype=np.int64), np.zeros(len(plan.groups), dtype=np.int64)
    for chunk in chunks:
        cells, subject = files_of(chunk, n_cells=n_cells)
        on = chunk.s32[chunk.row[lay.R_ON]] & lists != 0
        every += np.bincount(group[cells[subject]], minlength=len(every))
        some += np.bincount(group[cells[subject & on]], minlength=len(every))
    at = int(numbers[lay.O_PUBLISHED])
    top = max(1, int(group.max()) + 1)
    numbers[at : at + top] = (65536 * some // np.maximum(every, 1))[:top]
