"""Grounds of stays: a chain a subject, the oldest first."""

from __future__ import annotations

import numpy as np

from demerit.compiled import kernel
from demerit.engine.kernels.attribute import FOUND_AT, smallest_sets
from demerit.engine.kernels.causes import W_LIST, present_causes
from demerit.engine.kernels.entries import send
from demerit.engine.kernels.fields import field, get32, put32
from demerit.engine.kernels.holding import in_force
from demerit.engine.kernels.reading import take, wake_at
from demerit.engine.kernels.state import a_cold, a_entries, a_grounds, a_out, a_row, a_top, a_work
from demerit.engine.layout import (
    E_DEAD,
    E_TIE,
    FOREVER,
    FREE_G,
    G_ALARM,
    G_PENAL_LISTS,
    G_SHADOW,
    H_LOCK,
    H_PAST,
    H_TIE,
    LI_COLS,
    LI_NOT_IF,
    LI_SPREADS,
    LI_TERMS,
    N_SETS,
    O_LIST,
    O_N_LIST,
    O_N_SPREAD,
    O_N_TERM,
    O_SPREAD,
    OVER,
    R_ENTRY,
    R_GROUND,
    SP_COLS,
    SP_HOPS,
    TOP_G,
    TOP_O,
    X_ALARM,
    X_MORE,
    X_STAY,
)

U0 = np.uint64(0)


@kernel
def add_ground(s, i, month, lst, how, way, entry, address, until):
    """A new ground at the end of the subject's chain, so that the first ground is the oldest."""
    at = take(s, FREE_G, TOP_G, 1)
    a_grounds(s)[at].address = address
    a_grounds(s)[at].root = address
    a_grounds(s)[at].came = U0
    a_grounds(s)[at].root_uid = s[0] + i
    a_grounds(s)[at].next = -1
    a_grounds(s)[at].entry = entry
    for j in range(N_SETS):
        a_grounds(s)[at].sets[j] = 0
    a_grounds(s)[at].until = min(until, np.int64(FOREVER))
    a_grounds(s)[at].since = month
    a_grounds(s)[at].lock = 0
    a_grounds(s)[at].present = 0
    a_grounds(s)[at].list = lst
    a_grounds(s)[at].how = how
    a_grounds(s)[at].way = way
    a_grounds(s)[at].hop = 0
    a_grounds(s)[at].spread = 255
    a_grounds(s)[at].flags = 0
    a_grounds(s)[at].alive = 1
    wake_at(s, i, min(until, np.int64(FOREVER)))
    last = get32(s, R_GROUND, i)
    if last < 0:
        put32(s, R_GROUND, i, at)
    else:
        while a_grounds(s)[last].next >= 0:
            last = np.int64(a_grounds(s)[last].next)
        a_grounds(s)[last].next = at
    return at


@kernel
def first_ground(s, i, lst):
    """The oldest ground in force of a list, -1 for none."""
    at = get32(s, R_GROUND, i)
    while at >= 0:
        if a_grounds(s)[at].list == lst and in_force(s, at):
            return at
        at = np.int64(a_grounds(s)[at].next)
    return np.int64(-1)


@kernel
def has_item(s, i, spread, root):
    """Whether a live entry or ground of the same spread and root is there."""
    if a_row(s)[R_ENTRY] >= 0:
        at = get32(s, R_ENTRY, i)
        while at >= 0:
            if (
                a_entries(s)[at].flags & (E_TIE | E_DEAD) == E_TIE
                and a_cold(s)[at].spread == spread
                and a_cold(s)[at].root == root
            ):
                return True
            at = np.int64(a_entries(s)[at].next)
    if a_row(s)[R_GROUND] >= 0:
        at = get32(s, R_GROUND, i)
        while at >= 0:
            if (
                a_grounds(s)[at].alive == 1
                and a_grounds(s)[at].how == H_TIE
                and a_grounds(s)[at].spread == spread
                and a_grounds(s)[at].root == root
            ):
                return True
            at = np.int64(a_grounds(s)[at].next)
    return False


@kernel
def freeze(p, s, i, month, at, what, arg):
    """Keep the smallest sets a ground rests on now."""
    if p[G_SHADOW] == 1:
        return
    found = smallest_sets(p, s, i, month, what, arg, present_causes(p, s, i, month, what, arg))
    if found >= N_SETS:
        a_top(s)[OVER] = 9
    for j in range(min(found, N_SETS)):
        a_grounds(s)[at].sets[j] = a_work(s)[FOUND_AT + j]


@kernel
def carry_stays(p, s, i, month, began):
    """Send what began this month and still holds along ties, terms and alarms."""
    for lst in range(p[O_N_LIST]):
        if (began >> lst) & 1 == 0:
            continue
        terms = field(p, O_LIST, lst, LI_COLS, LI_TERMS)
        for t in range(p[O_N_TERM]):
            if (terms >> t) & 1:
                send(s, i, X_MORE, 0, U0, U0, s[0] + i, 0, 0, 0, t)
        spreads = field(p, O_LIST, lst, LI_COLS, LI_SPREADS)
        first = first_ground(s, i, lst)
        for sp in range(p[O_N_SPREAD]):
            if (
                (spreads >> sp) & 1
                and first >= 0
                and np.int64(a_grounds(s)[first].hop) < field(p, O_SPREAD, sp, SP_COLS, SP_HOPS)
            ):
                found = smallest_sets(p, s, i, month, W_LIST, lst, present_causes(p, s, i, month, W_LIST, lst))
                if found >= N_SETS:
                    a_top(s)[OVER] = 9
                send(
                    s,
                    i,
                    X_STAY,
                    sp,
                    a_grounds(s)[first].address,
                    a_grounds(s)[first].root,
                    np.int64(a_grounds(s)[first].root_uid),
                    0,
                    0,
                    np.int64(a_grounds(s)[first].hop),
                    0,
                )
                for j in range(min(found, N_SETS - 1)):
                    a_out(s)[a_top(s)[TOP_O] - 1].sets[j] = a_work(s)[FOUND_AT + j]
    if p[G_ALARM] == 1 and began & p[G_PENAL_LISTS]:
        send(s, i, X_ALARM, 0, U0, U0, s[0] + i, 0, 0, 0, 0)


@kernel
def sweep_grounds(s, i, month):
    """Free the grounds, stays and locks that are over."""
    before = np.int64(-1)
    at = get32(s, R_GROUND, i)
    while at >= 0:
        after = np.int64(a_grounds(s)[at].next)
        how = np.int64(a_grounds(s)[at].how)
        over = (how == H_LOCK and np.int64(a_grounds(s)[at].until) <= month) or (
            how == H_PAST and np.int64(a_grounds(s)[at].since) + 12 <= month
        )
        if a_grounds(s)[at].alive == 0 or over:
            if before < 0:
                put32(s, R_GROUND, i, after)
            else:
                a_grounds(s)[before].next = after
            a_grounds(s)[at].next = a_top(s)[FREE_G]
            a_top(s)[FREE_G] = at
        else:
            before = at
        at = after


@kernel
def barred(p, s, i, lst):
    """Whether a list that excludes this one holds now."""
    excludes = field(p, O_LIST, lst, LI_COLS, LI_NOT_IF)
    for other in range(p[O_N_LIST]):
        if (excludes >> other) & 1 and first_ground(s, i, other) >= 0:
            return True
    return False
