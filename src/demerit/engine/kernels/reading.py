"""Small shared kernels: reading the plan, counting, logging, and the pools."""

from __future__ import annotations

import numpy as np

from demerit.compiled import kernel
from demerit.draws import below, draw, mix
from demerit.engine.kernels.fields import get16
from demerit.engine.kernels.state import (
    a_bits,
    a_debts,
    a_entries,
    a_grounds,
    a_log,
    a_marks,
    a_other,
    a_out,
    a_posts,
    a_row,
    a_s16,
    a_series,
    a_tally,
    a_top,
    a_wake,
)
from demerit.engine.layout import (
    B_PLAYED,
    G_BURN,
    G_LOGGING,
    G_SUBJECT_Q,
    G_UNIT,
    O_GROUP,
    O_N_GROUP,
    O_Q,
    O_STEP,
    O_V,
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
def is_off(p, q, month):
    """Whether a part is off in a month; ``q`` is its quantity row of 0 or 1, -1 where it has no dates."""
    return q >= 0 and val(p, q, month, 0) == 0


@kernel
def chance(p, k, q, month, cell, key, uid, when, slot):
    """Whether a draw passes a probability; an absent one (-1) always passes."""
    if q < 0:
        return True
    return below(draw(k[key], np.uint64(uid), np.uint64(when), np.uint64(slot)), val(p, q, month, cell))


@kernel
def passes(k, key, uid, when, slot, limit):
    """Whether a draw passes a threshold; none passes 0."""
    return limit > 0 and below(draw(k[key], np.uint64(uid), np.uint64(when), np.uint64(slot)), limit)


@kernel
def first_of(s, i):
    """Place of the first member of the household of ``i`` (itself when there are no households)."""
    r = a_row(s)[R_FIRST]
    if r < 0:
        return i
    return (i & ~np.int64(4095)) + np.int64(a_s16(s)[r, i])


@kernel
def cell_at(s, i):
    """Cell of the person at place ``i``."""
    return get16(s, R_CELL, i)


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
    j = np.int64(mix(np.uint64(s[0] + first_of(s, i))) & SIXTY_THREE)
    a_tally(s)[tally, 0, j] += amount
    n = p[O_N_GROUP]
    at = p[O_GROUP] + n * cell_at(s, i)
    for g in range(n):
        a_tally(s)[tally, p[at + g], j] += amount
    if month - p[G_BURN] < a_series(s).shape[1]:
        a_series(s)[tally, month - p[G_BURN]] += amount


@kernel
def note(p, s, i, month, kind, item, points, cause, flags, address, other):
    """A row of the log, when one is kept."""
    if p[G_LOGGING] != 1:
        return
    at = a_top(s)[TOP_L]
    if at >= a_log(s).shape[0]:
        a_top(s)[OVER] = 1
        return
    a_top(s)[TOP_L] = at + 1
    a_log(s)[at].uid = s[0] + i
    a_log(s)[at].month = month - p[G_BURN]
    a_log(s)[at].kind = kind
    a_log(s)[at].item = item
    a_log(s)[at].points = points
    a_log(s)[at].cause = cause
    a_log(s)[at].flags = flags
    a_log(s)[at].address = address
    a_log(s)[at].other = other


@kernel
def is_played(s, i):
    """Whether the run is of the subject at ``i``: of all, or of those in whom a second world can differ."""
    return (a_bits(s)[B_PLAYED, i >> 6] >> np.uint64(i & 63)) & ONE64 == ONE64


@kernel
def is_woken(s, i, month):
    """Whether the subject asked to be looked at this month: nothing of its own ends in another."""
    return (a_wake(s)[month, i >> 6] >> np.uint64(i & 63)) & ONE64 == ONE64


@kernel
def wake_at(s, i, month):
    """Have the subject looked at in a later month."""
    if month < a_wake(s).shape[0]:
        a_wake(s)[month, i >> 6] |= ONE64 << np.uint64(i & 63)


@kernel
def take(s, free, top, pool):
    """A free place of a pool: 0 entries, 1 grounds, 2 debts, 3 posts."""
    at = a_top(s)[free]
    if at >= 0:
        if pool == 0:
            a_top(s)[free] = a_entries(s)[at].next
        elif pool == 1:
            a_top(s)[free] = a_grounds(s)[at].next
        elif pool == 2:
            a_top(s)[free] = a_debts(s)[at].next
        else:
            a_top(s)[free] = a_posts(s)[at].next
        return at
    at = a_top(s)[top]
    a_top(s)[top] = at + 1
    return at


@kernel
def room(s):
    """Whether every pool, the shadow file's too, has the slack that one subject's month may need."""
    return roomy(s) and (a_other(s).shape[0] == 0 or roomy(a_other(s)))


@kernel
def roomy(s):
    """Whether the pools of one state have the slack that one subject's month may need."""
    return (
        a_entries(s).shape[0] - a_top(s)[TOP_E] >= 4096
        and a_grounds(s).shape[0] - a_top(s)[TOP_G] >= 1024
        and a_debts(s).shape[0] - a_top(s)[TOP_D] >= 256
        and a_posts(s).shape[0] - a_top(s)[TOP_P] >= 4096
        and a_marks(s).shape[0] - a_top(s)[TOP_M] >= 1024
        and a_log(s).shape[0] - a_top(s)[TOP_L] >= 8192
        and a_out(s).shape[0] - a_top(s)[TOP_O] >= 1024
    )
