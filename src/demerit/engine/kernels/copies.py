"""Copies of lists: kept when a stay ends, ended by their own rule, by a new stay or by a correction."""

from __future__ import annotations

import numpy as np

from demerit.compiled import kernel
from demerit.engine.kernels.entries import span_of
from demerit.engine.kernels.fields import field, get32, put32
from demerit.engine.kernels.grounds import add_ground
from demerit.engine.kernels.reading import bump, cell_at
from demerit.engine.kernels.state import a_entries, a_grounds
from demerit.engine.layout import (
    CY_COLS,
    CY_DAYS_Q,
    CY_KEY,
    CY_LIST,
    CY_RECIPIENT,
    CY_TALLY,
    CY_TOLD,
    E_DEAD,
    E_REVERSED,
    FOREVER,
    G_BURN,
    G_T,
    G_TOLD,
    H_COPY,
    H_STAY,
    LI_COLS,
    LI_COPY_FROM,
    LI_COPY_TO,
    N_SETS,
    O_COPY,
    O_LIST,
    O_N_COPY,
    R_COPY,
    R_GROUND,
    R_ON,
    STALE,
)


@kernel
def hear_of_reversals(s, i):
    """Stays and copies whose first ground's entry was reversed are marked so."""
    at = get32(s, R_GROUND, i)
    while at >= 0:
        how, entry = np.int64(a_grounds(s)[at].how), np.int64(a_grounds(s)[at].entry)
        if (how == H_STAY or how == H_COPY) and entry >= 0 and a_entries(s)[entry].flags & E_DEAD:
            if a_entries(s)[entry].flags & E_REVERSED:
                a_grounds(s)[at].present = 1
            a_grounds(s)[at].entry = -1
        at = np.int64(a_grounds(s)[at].next)


@kernel
def keep_copies(p, k, s, i, stay, month):
    """A stay ends: recipients that are not told keep their copies."""
    lst = np.int64(a_grounds(s)[stay].list)
    if p[G_TOLD] == 1 and a_grounds(s)[stay].present == 1:
        return
    for y in range(field(p, O_LIST, lst, LI_COLS, LI_COPY_FROM), field(p, O_LIST, lst, LI_COLS, LI_COPY_TO)):
        if field(p, O_COPY, y, CY_COLS, CY_TOLD) == 1:
            continue
        address, until = a_grounds(s)[stay].address, np.int64(FOREVER)
        q, key = field(p, O_COPY, y, CY_COLS, CY_DAYS_Q), field(p, O_COPY, y, CY_COLS, CY_KEY)
        if q >= 0:
            months = span_of(p, k, q, month, cell_at(s, i), key, address, 0, 0)
            if months == 0:
                continue
            until = month + months
        at = add_ground(s, i, month, lst, H_COPY, y, np.int64(a_grounds(s)[stay].entry), address, until)
        a_grounds(s)[at].present = 0
        a_grounds(s)[at].sets[0] = 1 << STALE
        for j in range(N_SETS - 1):
            a_grounds(s)[at].sets[j + 1] = a_grounds(s)[stay].sets[j]


@kernel
def end_copies(p, s, i, lst, month):
    """A stay begins on the list: the stale copies of an earlier one are current again."""
    at = get32(s, R_GROUND, i)
    while at >= 0:
        if a_grounds(s)[at].how == H_COPY and a_grounds(s)[at].alive == 1 and a_grounds(s)[at].list == lst:
            end_copy(p, s, i, at, month)
        at = np.int64(a_grounds(s)[at].next)


@kernel
def end_copy(p, s, i, at, month):
    """Count the months of a stale copy."""
    a_grounds(s)[at].alive = 0
    since = max(np.int64(a_grounds(s)[at].since), p[G_BURN])
    if month > since:
        last = max(p[G_BURN], min(month - 1, p[G_T] - 1))
        tally = field(p, O_COPY, np.int64(a_grounds(s)[at].way), CY_COLS, CY_TALLY)
        bump(p, s, tally, i, last, month - since)


@kernel
def copy_phase(p, s, i, month):
    """Copies past their term or taken down end; which recipients begin to have one."""
    held = np.int64(0)
    at = get32(s, R_GROUND, i)
    while at >= 0:
        if a_grounds(s)[at].how == H_COPY and a_grounds(s)[at].alive == 1:
            taken_down = p[G_TOLD] == 1 and a_grounds(s)[at].present == 1
            if np.int64(a_grounds(s)[at].until) <= month or taken_down:
                end_copy(p, s, i, at, month)
            else:
                held |= np.int64(1) << field(p, O_COPY, np.int64(a_grounds(s)[at].way), CY_COLS, CY_RECIPIENT)
        at = np.int64(a_grounds(s)[at].next)
    on = get32(s, R_ON, i)
    for y in range(p[O_N_COPY]):
        if (on >> field(p, O_COPY, y, CY_COLS, CY_LIST)) & 1:
            held |= np.int64(1) << field(p, O_COPY, y, CY_COLS, CY_RECIPIENT)
    before = get32(s, R_COPY, i)
    put32(s, R_COPY, i, held)
    return held & ~before
