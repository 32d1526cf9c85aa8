"""Small shared kernels: reading the plan, counting, logging, and the pools."""

from __future__ import annotations

import numpy as np
from numba import njit

from demerit.draws import below, draw, mix
from demerit.engine.layout import (
    G_BURN,
    G_LOGGING,
    G_SUBJECT_Q,
    G_UNIT,
    O_GROUP,
    O_N_GROUP,
    O_Q,
    O_STEP,
    O_V,
    ORDER,
    OVER,
    R_CELL,
    R_FIRST,
    TOP_D,
    TOP_E,
    TOP_G,
    TOP_L,
    TOP_M,
    TOP_O,
    TOP_P,
)
from demerit.society.tables import kernel



def entry_kernel(function):
    """Compile a kernel that the driver calls: it lets other threads run."""
    return njit(cache=True, nogil=True, _nrt=False)(function)


ONE64 = np.uint64(1)
SIXTY_THREE = np.uint64(63)


@kernel
def index_of(p, q, month, cell):
    """Where quantity row ``q`` keeps its value in a month for a cell (floats are kept as their bits)."""
    at = p[O_Q] + 3 * q
    return p[O_V] + p[at] + p[at + 1] * cell + p[at + 2] * p[p[O_STEP] + month]


@kernel
def val(p, q, month, cell):
    """Quantity row ``q`` in a month for a cell."""
    return p[index_of(p, q, month, cell)]


@kernel
def num(p, table, columns, row, column):
    """A column of a row of a table."""
    return p[p[table] + row * columns + column]


@kernel
def chance(p, k, q, month, cell, key, uid, when, slot):
    """Whether a draw passes a probability; an absent one (-1) always passes."""
    if q < 0:
        return True
    return below(draw(k[key], np.uint64(uid), np.uint64(when), np.uint64(slot)), val(p, q, month, cell))


@kernel
def passes(k, key, uid, when, slot, limit):
    """Whether a draw passes a threshold."""
    return below(draw(k[key], np.uint64(uid), np.uint64(when), np.uint64(slot)), limit)


@kernel
def first_of(s, i):
    """Place of the first member of the household of ``i`` (itself when there are no households)."""
    r = s.row[R_FIRST]
    if r < 0:
        return i
    return (i & ~np.int64(4095)) + np.int64(s.s16[r, i])


@kernel
def cell_at(s, i):
    """Cell of the person at place ``i``."""
    return np.int64(s.s16[s.row[R_CELL], i])


@kernel
def subject_at(p, s, i):
    """Place of the subject whose file the person's acts go to."""
    return first_of(s, i) if p[G_UNIT] == 1 else i


@kernel
def inside(p, s, i):
    """Whether the subject at ``i`` is inside the scheme."""
    return p[G_SUBJECT_Q] < 0 or val(p, p[G_SUBJECT_Q], 0, cell_at(s, i)) == 1


@kernel
def bump(p, s, tally, i, month, amount):
    """Count for the subject at ``i``: all, each of its groups, its jackknife block; and the month's series."""
    if month < p[G_BURN]:
        return
    j = np.int64(mix(np.uint64(s.base + first_of(s, i))) & SIXTY_THREE)
    s.tally[tally, 0, j] += amount
    n = p[O_N_GROUP]
    at = p[O_GROUP] + n * cell_at(s, i)
    for g in range(n):
        s.tally[tally, p[at + g], j] += amount
    if month - p[G_BURN] < s.series.shape[1]:
        s.series[tally, month - p[G_BURN]] += amount


@kernel
def note(p, s, i, month, kind, item, points, cause, flags, address, other):
    """A row of the log, when one is kept."""
    if p[G_LOGGING] != 1:
        return
    at = s.top[TOP_L]
    if at >= s.log.shape[0]:
        s.top[OVER] = 1
        return
    s.top[TOP_L] = at + 1
    s.log[at].uid = s.base + i
    s.log[at].month = month - p[G_BURN]
    s.log[at].order = s.top[ORDER]
    s.top[ORDER] += 1
    s.log[at].kind = kind
    s.log[at].item = item
    s.log[at].points = points
    s.log[at].cause = cause
    s.log[at].flags = flags
    s.log[at].address = address
    s.log[at].other = other


@kernel
def wake_at(s, i, month):
    """Have the subject looked at in a later month."""
    if month < s.wake.shape[0]:
        s.wake[month, i >> 6] |= ONE64 << np.uint64(i & 63)


@kernel
def take(s, free, top, pool):
    """A free place of a pool: 0 entries, 1 grounds, 2 debts, 3 posts."""
    at = s.top[free]
    if at >= 0:
        if pool == 0:
            s.top[free] = s.entries[at].next
        elif pool == 1:
            s.top[free] = s.grounds[at].next
        elif pool == 2:
            s.top[free] = s.debts[at].next
        else:
            s.top[free] = s.posts[at].next
        return at
    at = s.top[top]
    s.top[top] = at + 1
    return at


@kernel
def room(s):
    """Whether every pool has the slack that one subject's month may need."""
    return (s.entries.shape[0] - s.top[TOP_E] >= 4096 and s.grounds.shape[0] - s.top[TOP_G] >= 1024
            and s.debts.shape[0] - s.top[TOP_D] >= 256 and s.posts.shape[0] - s.top[TOP_P] >= 4096
            and s.marks.shape[0] - s.top[TOP_M] >= 1024 and s.log.shape[0] - s.top[TOP_L] >= 8192
            and s.out.shape[0] - s.top[TOP_O] >= 1024)
