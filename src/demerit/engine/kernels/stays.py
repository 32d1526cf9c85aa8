"""Stays: begun, implied, ended; what each counts and sends."""

from __future__ import annotations

import numpy as np

from demerit.compiled import kernel
from demerit.engine.kernels.attribute import FOUND_AT, MAX_FOUND, attribute, count_any, count_penalty
from demerit.engine.kernels.bands import count_months, now_change
from demerit.engine.kernels.causes import W_LIST
from demerit.engine.kernels.cells import reach, stay_over
from demerit.engine.kernels.copies import end_copies, keep_copies
from demerit.engine.kernels.entries import send
from demerit.engine.kernels.fields import field, get32
from demerit.engine.kernels.grounds import add_ground, barred, first_ground, freeze
from demerit.engine.kernels.holding import in_force
from demerit.engine.kernels.reading import bump, note, wake_at
from demerit.engine.kernels.state import a_grounds, a_work
from demerit.engine.layout import (
    FOREVER,
    G_BURN,
    G_T,
    H_IMPLIED,
    H_PAST,
    H_STAY,
    L_BEGIN,
    L_END,
    LI_COLS,
    LI_COPY_FROM,
    LI_COPY_TO,
    LI_IMPLIES,
    LI_PENAL,
    LI_TALLY,
    LI_TERMS,
    LI_TO_BAND,
    LM_COLS,
    LM_LEFT,
    N_CAUSES,
    N_FLAGS,
    O_LIST,
    O_LIST_MORE,
    O_N_LIST,
    O_N_SPREAD,
    O_N_TERM,
    O_SPREAD,
    R_GROUND,
    SP_COLS,
    SP_LIST,
    SP_MIRROR,
    X_END,
    X_LESS,
)

U0 = np.uint64(0)


@kernel
def imply(p, s, i, lst, month):
    """An open ground on each list that this one implies."""
    implies = field(p, O_LIST, lst, LI_COLS, LI_IMPLIES)
    if implies == 0:
        return
    first = first_ground(s, i, lst)
    if first < 0:
        return
    for other in range(p[O_N_LIST]):
        if (implies >> other) & 1 == 0 or barred(p, s, i, other):
            continue
        at = get32(s, R_GROUND, i)
        there = False
        while at >= 0:
            if (
                a_grounds(s)[at].list == other
                and a_grounds(s)[at].how == H_IMPLIED
                and a_grounds(s)[at].way == lst
                and in_force(s, at)
            ):
                there = True
            at = np.int64(a_grounds(s)[at].next)
        if not there:
            g = add_ground(
                s, i, month, other, H_IMPLIED, lst, np.int64(-1), a_grounds(s)[first].address, np.int64(FOREVER)
            )
            a_grounds(s)[g].root = a_grounds(s)[first].root
            a_grounds(s)[g].root_uid = a_grounds(s)[first].root_uid
            a_grounds(s)[g].hop = a_grounds(s)[first].hop
            freeze(p, s, i, month, g, W_LIST, lst)


@kernel
def begin_stay(p, s, i, lst, month, first):
    """Count and attribute a stay that begins, and remember it."""
    hop, address = np.int64(a_grounds(s)[first].hop), a_grounds(s)[first].address
    tally = field(p, O_LIST, lst, LI_COLS, LI_TALLY)
    flags = np.int64(0)
    if field(p, O_LIST, lst, LI_COLS, LI_PENAL) == 1:
        flags = attribute(p, s, i, month, W_LIST, lst)
        count_any(p, s, i, month, flags)
    else:
        a_work(s)[FOUND_AT + MAX_FOUND] = -1
    count_penalty(p, s, i, month, tally, flags)
    bump(p, s, tally + 4 + 3 * N_FLAGS + N_CAUSES + 1 + min(hop, np.int64(3)), i, month, 1)
    now_change(p, s, tally + 2, month, 1)
    if month >= p[G_BURN]:
        first_more = field(p, O_LIST_MORE, lst, LM_COLS, LM_LEFT)
        reach(p, s, i, first_more + 3, hop, month)
        come_back(p, s, i, lst, first_more, month)
    g = add_ground(s, i, month, lst, H_STAY, 0, np.int64(-1), address, np.int64(FOREVER))
    a_grounds(s)[g].flags = flags
    a_grounds(s)[g].hop = hop
    a_grounds(s)[g].root = a_grounds(s)[first].root
    a_grounds(s)[g].root_uid = a_grounds(s)[first].root_uid
    row = p[O_LIST] + lst * LI_COLS
    if p[row + LI_COPY_TO] > p[row + LI_COPY_FROM] or p[row + LI_TO_BAND] >= 0:
        a_grounds(s)[g].entry = a_grounds(s)[first].entry
        freeze(p, s, i, month, g, W_LIST, lst)
        end_copies(p, s, i, lst, month)
    note(p, s, i, month, L_BEGIN, lst, 0, 0, flags, address, s[0] + i)


@kernel
def come_back(p, s, i, lst, first_more, month):
    """Whether the last stay on a list ended within a year; it is forgotten."""
    at = get32(s, R_GROUND, i)
    while at >= 0:
        if a_grounds(s)[at].how == H_PAST and a_grounds(s)[at].alive == 1 and a_grounds(s)[at].list == lst:
            if month - np.int64(a_grounds(s)[at].since) < 12:
                bump(p, s, first_more + 1, i, month, 1)
            a_grounds(s)[at].alive = 0
        at = np.int64(a_grounds(s)[at].next)


@kernel
def end_stay(p, k, s, i, lst, month):
    """Count the months of a stay that ended."""
    at = get32(s, R_GROUND, i)
    while at >= 0:
        if a_grounds(s)[at].list == lst and a_grounds(s)[at].how == H_STAY and a_grounds(s)[at].alive == 1:
            tally = field(p, O_LIST, lst, LI_COLS, LI_TALLY)
            count_months(
                p,
                s,
                i,
                tally,
                np.int64(a_grounds(s)[at].since),
                month,
                np.int64(a_grounds(s)[at].flags),
                field(p, O_LIST, lst, LI_COLS, LI_PENAL) == 1,
            )
            now_change(p, s, tally + 2, month, -1)
            note(p, s, i, month, L_END, lst, 0, 0, 0, a_grounds(s)[at].address, 0)
            stay_over(p, s, i, at, month, False)
            a_grounds(s)[at].alive = 0
            keep_copies(p, k, s, i, at, month)
            a_grounds(s)[at].entry = -1
            if field(p, O_LIST, lst, LI_COLS, LI_TO_BAND) >= 0:
                wake_at(s, i, month + 1)
            if p[G_BURN] <= month and month <= p[G_T] - 12:
                bump(p, s, field(p, O_LIST_MORE, lst, LM_COLS, LM_LEFT), i, month, 1)
                a_grounds(s)[at].alive = 1  # remembered for a year, to know who comes back
                a_grounds(s)[at].how = H_PAST
                a_grounds(s)[at].since = month
            for sp in range(p[O_N_SPREAD]):
                mirror = (
                    field(p, O_SPREAD, sp, SP_COLS, SP_MIRROR) == 1 and field(p, O_SPREAD, sp, SP_COLS, SP_LIST) == lst
                )
                if mirror:
                    send(
                        s,
                        i,
                        X_END,
                        sp,
                        a_grounds(s)[at].address,
                        a_grounds(s)[at].root,
                        np.int64(a_grounds(s)[at].root_uid),
                        0,
                        0,
                        0,
                        0,
                    )
            terms = field(p, O_LIST, lst, LI_COLS, LI_TERMS)
            for t in range(p[O_N_TERM]):
                if (terms >> t) & 1:
                    send(s, i, X_LESS, 0, U0, U0, s[0] + i, 0, 0, 0, t)
        at = np.int64(a_grounds(s)[at].next)
