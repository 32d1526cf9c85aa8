"""The state of a run: chunks of 65,536 uids, each with dense rows and pools that grow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demerit.engine import layout as lay
from demerit.engine.plan import Plan

__all__ = ["Chunk", "Tape", "make_chunk", "make_tape", "state_of"]


@dataclass
class Tape:
    """What one thread writes for all its chunks: tallies, series, and scratch."""

    tally: NDArray[np.int64]
    series: NDArray[np.int64]
    phead: NDArray[np.int32]
    ihead: NDArray[np.int32]
    work: NDArray[np.int64]


@dataclass
class Chunk:
    """The arrays of one chunk; pools are replaced by longer ones when they fill."""

    base: int
    n: int
    row: NDArray[np.int64]
    s32: NDArray[np.int32]
    s16: NDArray[np.uint16]
    s8: NDArray[np.uint8]
    due: NDArray[np.uint32]
    num: NDArray[np.uint16]
    fdue: NDArray[np.uint32]
    fnum: NDArray[np.uint16]
    pools: dict[str, NDArray[np.void]]
    inbox: NDArray[np.void]
    queue: NDArray[np.int32]
    wake: NDArray[np.uint64]
    bits: NDArray[np.uint64]
    top: NDArray[np.int64]
    heads: tuple[NDArray[np.int32], NDArray[np.int32]] | None = None
    """Own chains of postings and arrivals, where chunks wait for each other in the middle of a month."""


POOLS = {
    "entries": (lay.ENTRY, lay.TOP_E),
    "cold": (lay.COLD, lay.TOP_E),
    "grounds": (lay.GROUND, lay.TOP_G),
    "debts": (lay.DEBT, lay.TOP_D),
    "posts": (lay.POST, lay.TOP_P),
    "marks": (lay.MARK, lay.TOP_M),
    "log": (lay.LOG, lay.TOP_L),
    "out": (lay.ITEM, lay.TOP_O),
}
SLACK = {
    "entries": 4096,
    "cold": 4096,
    "grounds": 1024,
    "debts": 256,
    "posts": 4096,
    "marks": 1024,
    "log": 8192,
    "out": 1024,
}
"""Free places a kernel finds before each subject; more than one subject can take in a month."""


def make_tape(plan: Plan, /) -> Tape:
    """Tallies and scratch of one thread."""
    shape = (len(plan.tallies), len(plan.groups), 64)
    return Tape(
        tally=np.zeros(shape, dtype=np.int64),
        series=np.zeros((len(plan.tallies), plan.months), dtype=np.int64),
        phead=np.full(lay.CHUNK, -1, dtype=np.int32),
        ihead=np.full(lay.CHUNK, -1, dtype=np.int32),
        work=np.zeros(16384, dtype=np.int64),
    )


def rows_of(plan: Plan) -> tuple[NDArray[np.int64], int, int, int]:
    """Which rows of state this plan needs, and how many of 32, 16 and 8 bits."""
    p = plan.numbers
    row = np.full(lay.N_ROWS, -1, dtype=np.int64)
    wide, half, byte = [], [lay.R_CELL], []
    if p[lay.O_N_RULE]:
        wide += [lay.R_ENTRY]
    if p[lay.O_N_LIST]:
        wide += [lay.R_GROUND, lay.R_ON]
    if p[lay.O_N_OBLI]:
        wide += [lay.R_DEBT]
    wide += [lay.R_MARK]
    if p[lay.G_HAS_SCORE]:
        wide += [lay.R_SCORE]
        byte += [lay.R_BAND, lay.R_BAND_FLAGS] + ([lay.R_CARD] if p[lay.G_CARD] == 1 else [])
        half += [lay.R_SINCE]
    if plan.population.tables.numbers[0]["has_households"]:
        half += [lay.R_FIRST]
    if p[lay.G_RUNNING] > 0:
        wide += [lay.R_OFFSET]
    if p[lay.G_RESPONSES]:
        wide += [lay.R_RISK]
        half += [lay.R_HARD]
    if p[lay.G_CLEAN]:
        half += [lay.R_CLEAN]
    if p[lay.O_N_GATE]:
        byte += [lay.R_GATE]
    for rows in (wide, half, byte):
        for place, name in enumerate(rows):
            row[name] = place
    if p[lay.O_N_TERM]:
        row[lay.R_TERM] = len(half)
    row[lay.R_TARGET] = len(half) + int(p[lay.O_N_TERM]) if p[lay.G_TARGETS] else -1
    return row, len(wide), len(half) + int(p[lay.O_N_TERM]) + 2 * int(p[lay.G_TARGETS]), len(byte)


def clocks_of(plan: Plan) -> int:
    """Rows for processes other than conduct: false records of each channel, then changes of each gate."""
    p = plan.numbers
    gates, channels = int(p[lay.O_N_GATE]), int(p[lay.O_N_CHAN])
    table = p[p[lay.O_CHAN] :]
    false = any(table[c * lay.CH_COLS + lay.CH_FALSE] for c in range(channels))
    return channels + gates if false or gates else 0


def make_chunk(plan: Plan, /, *, base: int, n: int) -> Chunk:
    """An empty chunk of ``n`` subjects from uid ``base`` on."""
    row, n32, n16, n8 = rows_of(plan)
    t_all, banks = int(plan.numbers[lay.G_T]), int(plan.numbers[lay.O_N_BANK])
    clocks = clocks_of(plan)
    s32 = np.zeros((n32, n), dtype=np.int32)
    for name in (lay.R_ENTRY, lay.R_GROUND, lay.R_DEBT, lay.R_MARK):
        if row[name] >= 0:
            s32[row[name]] = -1
    words = (n + 63) // 64
    top = np.zeros(lay.N_TOPS, dtype=np.int64)
    for name in (lay.FREE_E, lay.FREE_G, lay.FREE_D, lay.FREE_P):
        top[name] = -1
    return Chunk(
        base=base,
        n=n,
        row=row,
        s32=s32,
        s16=np.zeros((n16, n), dtype=np.uint16),
        s8=np.zeros((max(n8, 1), n), dtype=np.uint8),
        due=np.full((banks, n), 0xFFFFFFFF, dtype=np.uint32),
        num=np.zeros((banks, n), dtype=np.uint16),
        fdue=np.full((clocks, n), 0xFFFFFFFF, dtype=np.uint32),
        fnum=np.zeros((clocks, n), dtype=np.uint16),
        pools={name: np.zeros(2 * SLACK[name], dtype=dtype) for name, (dtype, _) in POOLS.items()},
        inbox=np.zeros(0, dtype=lay.ITEM),
        queue=np.full(t_all + 1, -1, dtype=np.int32),
        wake=np.zeros((t_all + 1, words), dtype=np.uint64),
        bits=np.zeros((3, words), dtype=np.uint64),
        top=top,
    )


def make_room(chunk: Chunk, /) -> None:
    """Lengthen every pool that has less than twice its slack left."""
    for name, (_, top) in POOLS.items():
        size, used = len(chunk.pools[name]), int(chunk.top[top])
        if size - used < 2 * SLACK[name]:
            lengthen(chunk, name=name, more=max(4 * SLACK[name], size // 2))


def lengthen(chunk: Chunk, /, *, name: str, more: int) -> None:
    """Give a pool at least ``more`` free places."""
    pool, used = chunk.pools[name], int(chunk.top[POOLS[name][1]])
    longer = np.zeros(used + more, dtype=pool.dtype)
    longer[:used] = pool[:used]
    chunk.pools[name] = longer


def state_of(chunk: Chunk, /, *, tape: Tape) -> NDArray[np.int64]:
    """The handle of a chunk for the kernels; holds as long as no pool of the chunk is replaced."""
    from demerit.engine.kernels.state import ARRAYS

    handle = np.zeros(2 + 4 * len(ARRAYS), dtype=np.int64)
    handle[0], handle[1] = chunk.base, chunk.n
    for number, name in enumerate(ARRAYS):
        if chunk.heads is not None and name in ("phead", "ihead"):
            array: NDArray[Any] = chunk.heads[name == "ihead"]
        else:
            array = chunk.pools[name] if name in chunk.pools else getattr(tape if hasattr(tape, name) else chunk, name)
        handle[2 + 4 * number] = array.ctypes.data
        handle[3 + 4 * number : 3 + 4 * number + array.ndim] = array.shape
    return handle
