"""The state of a run: chunks of 65,536 uids, each with dense rows and pools that grow."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demerit.engine import layout as lay
from demerit.engine.part import bits_of
from demerit.engine.plan import Plan
from demerit.scheme.redress import Redress
from demerit.scheme.units import Kind

__all__ = ["Chunk", "Tape", "by_cell", "files_of", "make_chunk", "make_tape", "state_of"]


@dataclass
class Tape:
    """What one thread writes for all its chunks: tallies, series, and scratch."""

    tally: NDArray[np.int64]
    series: NDArray[np.int64]
    expected: NDArray[np.int64]
    phead: NDArray[np.int32]
    ihead: NDArray[np.int32]
    work: NDArray[np.int64]
    seen: NDArray[np.int64]
    shadow: Tape | None = None
    """Of the shadow files: nothing is counted there."""


@dataclass
class Chunk:
    """The arrays of one chunk; pools are replaced by longer ones when they fill.

    ``numbers`` is the plan's array for the kind of its subjects, ``main`` whether they are of the main kind.
    """

    base: int
    n: int
    numbers: NDArray[np.int64]
    main: bool
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
    mix: NDArray[np.int64] = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int64))
    """What a mixed score keeps (``layout.MX_SCORE`` ...); empty where scores are not mixed."""
    known: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    """What the records of the month add to what patrols follow; empty where none do."""
    plan2: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    keys2: NDArray[np.uint64] = field(default_factory=lambda: np.zeros(0, dtype=np.uint64))
    other: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    """Plan, keys and handle of the shadow files; empty where there are none."""
    shadow: Chunk | None = None
    handle: NDArray[np.int64] | None = None
    pointed: list[NDArray[Any] | None] = field(default_factory=list)
    """What kernels get, and the arrays that it points to, which it keeps alive."""
    short: bool = False
    """Whether nothing ever reads what redress, spread and windows keep of an entry; there is then one place for all."""
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
        expected=np.zeros((len(plan.items["behaviour"]) if plan.expected else 0, *shape[1:]), dtype=np.int64),
        phead=np.full(lay.CHUNK, -1, dtype=np.int32),
        ihead=np.full(lay.CHUNK, -1, dtype=np.int32),
        work=np.zeros(16384, dtype=np.int64),
        seen=np.zeros((int(plan.numbers[lay.O_N_CHAN]), lay.CHUNK), dtype=np.int64),
        shadow=None if plan.shadow is None else blank_tape(),
    )


def blank_tape() -> Tape:
    """Heads and scratch of the shadow files of one thread."""
    return Tape(
        tally=np.zeros((0, 0, 0), dtype=np.int64),
        series=np.zeros((0, 0), dtype=np.int64),
        expected=np.zeros((0, 0, 0), dtype=np.int64),
        phead=np.full(lay.CHUNK, -1, dtype=np.int32),
        ihead=np.full(lay.CHUNK, -1, dtype=np.int32),
        work=np.zeros(16384, dtype=np.int64),
        seen=np.zeros((0, 0), dtype=np.int64),
    )


Rows = tuple[list[Any], list[Any], list[Any]]
"""Names of the rows of 32, 16 and 8 bits, in order."""

SHARED = (lay.R_CELL, lay.R_FIRST, lay.R_DEBT, lay.R_CARD, lay.R_CARD_TRUE)
"""Rows that the shadow file reads and the file keeps."""


def rows_of(plan: Plan, p: NDArray[np.int64]) -> Rows:
    """Which rows of state an array of this plan needs."""
    wide, half, byte = [], [lay.R_CELL], []
    if p[lay.O_N_RULE]:
        wide += [lay.R_ENTRY]
    if p[lay.O_N_LIST]:
        wide += [lay.R_GROUND, lay.R_ON] + ([lay.R_COPY] if p[lay.G_COPIES] else [])
    if p[lay.O_N_OBLI]:
        wide += [lay.R_DEBT]
    wide += [lay.R_MARK, lay.R_TRUE]
    if p[lay.G_HAS_SCORE]:
        wide += [lay.R_SCORE]
        byte += [lay.R_BAND, lay.R_BAND_FLAGS, lay.R_COHORT]
        byte += [lay.R_CARD, lay.R_CARD_TRUE] if p[lay.G_CARD] == 1 else []
        half += [lay.R_SINCE] + ([lay.R_LAST_ACT] if p[lay.G_N_BANDS] else [])
    if p[lay.G_UNIT] != 2 and plan.population.tables.numbers[0]["has_households"]:
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
    half += [lay.R_TERM] * int(p[lay.O_N_TERM]) + [lay.R_SPELL] * 2 * int(p[lay.O_N_AIM])
    half += [lay.R_TARGET] * 2 * int(p[lay.G_TARGETS])
    return wide, half, byte


def map_of(rows: Rows, /, *, start: tuple[int, int, int] = (0, 0, 0)) -> NDArray[np.int64]:
    """Where each row stands (the first of several of a name), -1 for none."""
    found = np.full(lay.N_ROWS, -1, dtype=np.int64)
    for names, first in zip(rows, start, strict=True):
        for name in dict.fromkeys(names):
            found[name] = first + names.index(name)
    return found


def shadow_rows(plan: Plan, p: NDArray[np.int64]) -> Rows:
    """Rows of the shadow file's own."""
    unread = (*SHARED, lay.R_MARK, lay.R_TRUE, lay.R_COHORT, lay.R_LAST_ACT, lay.R_RISK, lay.R_HARD)
    wide, half, byte = ([name for name in names if name not in unread] for names in rows_of(plan, p))
    return wide, half, byte


def clocks_of(p: NDArray[np.int64]) -> int:
    """Rows for processes other than conduct: false records of each channel, then changes of each gate."""
    gates, channels = int(p[lay.O_N_GATE]), int(p[lay.O_N_CHAN])
    table = p[p[lay.O_CHAN] :]
    false = any(table[c * lay.CH_COLS + lay.CH_FALSE] for c in range(channels))
    return channels + gates if false or gates else 0


def is_short(plan: Plan, /, *, logging: bool) -> bool:
    """Whether entries are made, counted and forgotten: no log, no redress, no ties, nothing that looks back at them.

    A short list of what is known to need nothing; whatever is not in it keeps everything.
    """
    scheme = plan.scheme
    return not (
        logging
        or scheme.redress != Redress()
        or scheme.spread
        or scheme.discretion
        or scheme.targets
        or scheme.score.kind not in ("sum", "none")
        or scheme.score.rerating
        or any(e.band is None or e.delay is not None for item in scheme.lists for e in item.entries)
        or any(item.copies or item.to_band is not None for item in scheme.lists)
        or any(rule.repeat or rule.set or rule.cap or rule.schedule or rule.hearing for rule in scheme.rules)
        or any(channel.inspection for channel in scheme.channels)
        or any(measure.rule is not None or measure.kind == "inspect" for measure in scheme.measures)
    )


def make_chunk(
    plan: Plan,
    /,
    *,
    kind: Kind,
    numbers: NDArray[np.int64],
    base: int,
    played: NDArray[np.bool_],
    short: bool = False,
) -> Chunk:
    """An empty chunk of subjects of a kind, those ``played`` among them, with shadow files where the plan has them."""
    n = len(played)
    own, main = rows_of(plan, numbers), kind == plan.main
    more: Rows = ([], [], []) if plan.shadow is None else shadow_rows(plan.shadow, plan.shadow.arrays[kind])
    sizes = [len(names) for names in own]
    s32, s16, s8 = (
        np.zeros((max(1, size + len(names)), n), dtype=width)
        for size, names, width in zip(sizes, more, (np.int32, np.uint16, np.uint8), strict=True)
    )
    arrays = {"s32": s32, "s16": s16, "s8": s8}
    chunk = bare_chunk(numbers, base=base, n=n, row=map_of(own), main=main, banks=True, **arrays)
    chunk.short = short
    chunk.bits[lay.B_PLAYED] = bits_of(played)
    if numbers[lay.G_MIX_Q] >= 0:
        chunk.mix = np.zeros((3, n), dtype=np.int64)
        chunk.mix[lay.MX_SCORE] = chunk.mix[lay.MX_PULL] = lay.MX_NONE
    if plan.shadow is not None:
        row = map_of(more, start=(sizes[0], sizes[1], sizes[2]))
        row[list(SHARED)] = chunk.row[list(SHARED)]
        perfect = plan.shadow.arrays[kind]
        row[lay.R_CARD] = chunk.row[lay.R_CARD_TRUE]
        chunk.shadow = bare_chunk(perfect, base=base, n=n, row=row, main=main, banks=False, **arrays)
        chunk.shadow.short = is_short(plan.shadow, logging=False)
        chunk.plan2, chunk.keys2 = perfect, plan.shadow.keys
    return chunk


def bare_chunk(
    numbers: NDArray[np.int64],
    *,
    base: int,
    n: int,
    row: NDArray[np.int64],
    main: bool,
    banks: bool,
    **arrays: NDArray[Any],
) -> Chunk:
    """Empty chains and pools over rows that are there."""
    for name in (lay.R_ENTRY, lay.R_GROUND, lay.R_DEBT, lay.R_MARK, lay.R_TRUE):
        if row[name] >= 0:
            arrays["s32"][row[name]] = -1
    t_all, clocks = int(numbers[lay.G_T]), clocks_of(numbers) if banks else 0
    n_banks, words = int(numbers[lay.O_N_BANK]) if banks else 0, (n + 63) // 64
    top = np.zeros(lay.N_TOPS, dtype=np.int64)
    for name in (lay.FREE_E, lay.FREE_G, lay.FREE_D, lay.FREE_P):
        top[name] = -1
    return Chunk(
        base=base,
        n=n,
        numbers=numbers,
        main=main,
        row=row,
        s32=arrays["s32"],
        s16=arrays["s16"],
        s8=arrays["s8"],
        due=np.full((n_banks, n), 0xFFFFFFFF, dtype=np.uint32),
        num=np.zeros((n_banks, n), dtype=np.uint16),
        fdue=np.full((clocks, n), 0xFFFFFFFF, dtype=np.uint32),
        fnum=np.zeros((clocks, n), dtype=np.uint16),
        pools={name: np.zeros(2 * SLACK[name], dtype=dtype) for name, (dtype, _) in POOLS.items()},
        inbox=np.zeros(0, dtype=lay.ITEM),
        queue=np.full(t_all + 1, -1, dtype=np.int32),
        wake=np.zeros((t_all + 1, words), dtype=np.uint64),
        bits=np.zeros((4, words), dtype=np.uint64),
        top=top,
        known=np.zeros(int(numbers[lay.O_N_PATROL]), dtype=np.int64),
    )


def by_cell(numbers: NDArray[np.int64], row: int, /, *, n_cells: int) -> NDArray[np.int64]:
    """What a quantity row without dates holds for each cell of people."""
    q = int(numbers[lay.O_Q]) + 3 * row
    start = int(numbers[lay.O_V]) + int(numbers[q])
    return np.broadcast_to(numbers[start : start + (n_cells if numbers[q + 1] else 1)], n_cells)


def files_of(chunk: Chunk, /, *, n_cells: int) -> tuple[NDArray[np.uint16], NDArray[np.bool_]]:
    """Cell of each person of a chunk, and whether it is that of a subject inside the scheme."""
    cells, row = chunk.s16[chunk.row[lay.R_CELL]], int(chunk.numbers[lay.G_SUBJECT_Q])
    inside = np.ones(chunk.n, dtype=np.bool_) if row < 0 else by_cell(chunk.numbers, row, n_cells=n_cells)[cells] == 1
    if chunk.numbers[lay.G_UNIT] == 1 and chunk.row[lay.R_FIRST] >= 0:
        inside = inside & (np.arange(chunk.n) % 4096 == chunk.s16[chunk.row[lay.R_FIRST]])
    return cells, inside


def make_room(chunk: Chunk, /) -> None:
    """Lengthen every pool that has less than twice its slack left."""
    for name, (_, top) in POOLS.items():
        size, used = len(chunk.pools[name]), int(chunk.top[top])
        if size - used < 2 * SLACK[name] and not (name == "cold" and chunk.short):
            lengthen(chunk, name=name, more=max(4 * SLACK[name], size))
    if chunk.shadow is not None:
        make_room(chunk.shadow)


def lengthen(chunk: Chunk, /, *, name: str, more: int) -> None:
    """Give a pool at least ``more`` free places."""
    pool, used = chunk.pools[name], int(chunk.top[POOLS[name][1]])
    longer = np.zeros(used + more, dtype=pool.dtype)
    longer[:used] = pool[:used]
    chunk.pools[name] = longer


def state_of(chunk: Chunk, /, *, tape: Tape) -> NDArray[np.int64]:
    """The handle of a chunk for the kernels, brought up to date; holds as long as no pool of the chunk is replaced."""
    from demerit.engine.kernels.state import ARRAYS

    if chunk.shadow is not None and tape.shadow is not None:
        chunk.shadow.pools["debts"] = chunk.pools["debts"]
        chunk.other = state_of(chunk.shadow, tape=tape.shadow)
    if chunk.handle is None:
        chunk.handle, chunk.pointed = np.zeros(2 + 4 * len(ARRAYS), dtype=np.int64), [None] * len(ARRAYS)
        chunk.handle[0], chunk.handle[1] = chunk.base, chunk.n
    handle, pointed = chunk.handle, chunk.pointed
    for number, name in enumerate(ARRAYS):
        if chunk.heads is not None and name in ("phead", "ihead"):
            array: NDArray[Any] = chunk.heads[name == "ihead"]
        else:
            array = chunk.pools[name] if name in chunk.pools else getattr(tape if hasattr(tape, name) else chunk, name)
        if pointed[number] is array:
            continue
        pointed[number] = array
        handle[2 + 4 * number] = array.ctypes.data
        handle[3 + 4 * number : 3 + 4 * number + array.ndim] = array.shape
        if name == "cold" and not chunk.short:
            handle[4 + 4 * number] = array.itemsize
    return handle
