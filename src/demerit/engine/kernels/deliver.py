"""Phase spread at the sending end: what was posted or listed last month is carried along ties."""

from __future__ import annotations

import numpy as np

from demerit.compiled import entry_kernel, kernel
from demerit.engine.kernels.fields import field
from demerit.engine.kernels.reading import passes, val
from demerit.engine.layout import (
    G_FIRMS,
    G_FIRST_FIRM,
    G_N,
    G_PEOPLE,
    G_PLAIN,
    G_SLEEP_KEY,
    G_SUBJECT_Q,
    O_SPREAD,
    O_TERM,
    SP_CARRY_KEY,
    SP_COLS,
    SP_ONLY_Q,
    SP_P_Q,
    SP_TIE,
    SP_TO_FIRM,
    TE_COLS,
    TE_TIE,
    X_ALARM,
    X_ENTRY,
    X_LESS,
    X_MORE,
    X_STAY,
)
from demerit.society.people import cell_of, household_of
from demerit.society.tables import FIRM_BASE
from demerit.society.ties import ties_of

KIN_CODES = (0, 9, 2, 3, 4, 5)
"""Ties that alarm: household, the children of the listed, kin, friend, colleague, neighbour."""


@kernel
def ends_of(p, pop, code, source, out, more):
    """The other ends of a file: those of its members' ties, persons as households where these have files.

    ``out`` gets the uids; ``more``, twice as long, is scratch.
    """
    if p[G_PEOPLE] == 0:
        return ties_of(pop, code, source, p[G_N], out)
    if p[G_PEOPLE] < 0:
        return firms_through_persons(p, pop, code, source, out, more)
    first, size = source, np.int64(1)
    if source < FIRM_BASE:
        first, size = household_of(pop, source)
    count = 0
    for member in range(first, min(first + size, p[G_N]) if source < FIRM_BASE else first + 1):
        n = ties_of(pop, code, member, p[G_N], more)
        for j in range(n):
            home = more[j]
            if home < FIRM_BASE:
                home, _ = household_of(pop, more[j])
            count = add_end(out, count, home, source)
    return count


@kernel
def firms_through_persons(p, pop, code, source, out, more):
    """Where firms alone have files: the other firms of the same persons."""
    half = out.shape[0]
    count = 0
    n = ties_of(pop, code, source, p[G_N], more)
    for j in range(n):
        m = ties_of(pop, code + 8, more[j], p[G_N], more[half:])
        for q in range(m):
            count = add_end(out, count, more[half + q], source)
    return count


@kernel
def add_end(out, count, end, source):
    """Note an end, once and never the source itself; how many there are now."""
    if end == source:
        return count
    for c in range(count):
        if out[c] == end:
            return count
    out[count] = end
    return count + 1


@kernel
def code_of(p, item, turn):
    """Tie along which an item goes (alarms go along several in turn); -1 when there is none left."""
    kind = np.int64(item.kind)
    if kind == X_ALARM:
        return KIN_CODES[turn] if turn < 6 else -1
    if turn > 0:
        return -1
    if kind == X_MORE or kind == X_LESS:
        code = field(p, O_TERM, np.int64(item.term), TE_COLS, TE_TIE)
        if p[G_PEOPLE] >= 0 and (code == 1 or code > 5):
            return code + 8 if code < 8 else code - 8
        return code
    return field(p, O_SPREAD, np.int64(item.spread), SP_COLS, SP_TIE)


@kernel
def reaches(p, k, pop, item, end, month):
    """Whether an item reaches an end: inside, matching, not the root, and carried by chance."""
    firm = end >= FIRM_BASE
    if (p[G_FIRMS] == 0) if firm else (p[G_PEOPLE] < 0):
        return False
    cell = p[G_PLAIN] if firm else np.int64(cell_of(pop, end))
    if not firm and p[G_SUBJECT_Q] >= 0 and val(p, p[G_SUBJECT_Q], 0, cell) == 0:
        return False
    kind = np.int64(item.kind)
    if kind == X_MORE or kind == X_LESS:
        return firm == (p[G_FIRST_FIRM] == 1)
    if kind != X_ENTRY and kind != X_STAY:
        return True
    sp = np.int64(item.spread)
    only = field(p, O_SPREAD, sp, SP_COLS, SP_ONLY_Q)
    if firm != (field(p, O_SPREAD, sp, SP_COLS, SP_TO_FIRM) == 1):
        return False
    if end == item.root_uid or (only >= 0 and val(p, only, 0, cell) == 0):
        return False
    q = field(p, O_SPREAD, sp, SP_COLS, SP_P_Q)
    if q < 0:
        return True
    low = np.int64(item.address & np.uint64(0xFFFFFFFF))
    key, limit = field(p, O_SPREAD, sp, SP_COLS, SP_CARRY_KEY), val(p, q, month, cell)
    return passes(k, key, end, low, np.int64(item.hop), limit)


@entry_kernel
def deliver(p, k, pop, out, first, n_out, who, row, along, ends, more, month):
    """Carry the items of an outbox from ``first`` on, to arrive in ``month``. Returns (next item, arrivals written).

    ``who`` (int64) gets the uid of each end, ``row`` (int32) the item, ``along`` (int32) the kind of tie; ``ends``
    and ``more`` are scratch; stops before it would pass the end of ``who``.
    """
    limit = ends.shape[0]
    n = 0
    for o in range(first, n_out):
        if n + 6 * limit > who.shape[0]:
            return o, n
        turn = 0
        while True:
            code = code_of(p, out[o], turn)
            if code < 0:
                break
            turn += 1
            count = ends_of(p, pop, code, np.int64(out[o].source), ends, more)
            for j in range(count):
                if reaches(p, k, pop, out[o], ends[j], month):
                    who[n] = ends[j]
                    row[n] = o
                    along[n] = code & 7
                    n += 1
    return n_out, n


@entry_kernel
def toss(p, k, pop, pairs, q, month, passed):
    """Which pairs of ``demerit.engine.avoidance`` pass the chance of row ``q`` this month."""
    for j in range(pairs.shape[0]):
        pair = pairs[j]
        low, high = np.int64(pair >> np.uint64(33)), np.int64((pair >> np.uint64(2)) & np.uint64(0x7FFFFFFF))
        key = p[G_SLEEP_KEY] + np.int64(pair & np.uint64(3))
        passed[j] = passes(k, key, low, month, high, val(p, q, month, cell_of(pop, low)))
