"""Phase spread at the receiving end: entries, changes of terms, ends of mirrors."""

from __future__ import annotations

import math

import numpy as np

from demerit.compiled import kernel
from demerit.draws import draw
from demerit.engine.kernels.causes import is_adverse
from demerit.engine.kernels.entries import finish_entry, make_entry
from demerit.engine.kernels.fields import field, get32
from demerit.engine.kernels.grounds import has_item
from demerit.engine.kernels.post import term_of
from demerit.engine.kernels.reading import cell_at, index_of
from demerit.engine.kernels.state import a_cold, a_entries, a_grounds, a_ihead, a_inbox, a_row, a_s16
from demerit.engine.layout import (
    E_DEAD,
    E_TIE,
    FOREVER,
    H_TIE,
    N_CAUSES,
    O_SPREAD,
    R_ENTRY,
    R_GROUND,
    R_TERM,
    SP_COLS,
    SP_FAULT,
    SP_KEY,
    SP_LANDS,
    SP_MIRROR,
    SP_RULE,
    SP_SHARE_Q,
    TIE,
    X_ALARM,
    X_END,
    X_ENTRY,
    X_LESS,
    X_MORE,
    X_NONE,
    X_STAY,
)

LOW32 = np.uint64(0xFFFFFFFF)


@kernel
def arrive(p, k, s, i, month):
    """Phase spread at the receiving end: entries, changes of terms, ends of mirrors. Returns ties newly listed."""
    alarms = np.int64(0)
    at = np.int64(a_ihead(s)[i])
    while at >= 0:
        kind = np.int64(a_inbox(s)[at].kind)
        if kind == X_ALARM:
            alarms += 1
        elif kind == X_MORE:
            a_s16(s)[a_row(s)[R_TERM] + np.int64(a_inbox(s)[at].term), i] += np.uint16(1)
        elif kind == X_LESS:
            a_s16(s)[a_row(s)[R_TERM] + np.int64(a_inbox(s)[at].term), i] -= np.uint16(1)
        elif kind == X_END:
            end_mirrors(s, i, a_inbox(s)[at].address, np.int64(a_inbox(s)[at].spread), month)
        elif kind == X_ENTRY:
            tie_entry(p, k, s, i, at, month)
        elif kind == X_STAY and not takes(p, s, i, at):
            a_inbox(s)[at].kind = X_NONE
        at = np.int64(a_inbox(s)[at].next)
    return alarms


@kernel
def end_mirrors(s, i, address, spread, month):
    """What mirrored an item that ended is over this month."""
    if a_row(s)[R_ENTRY] >= 0:
        at = get32(s, R_ENTRY, i)
        while at >= 0:
            if (
                a_entries(s)[at].flags & (E_TIE | E_DEAD) == E_TIE
                and a_cold(s)[at].came == address
                and a_cold(s)[at].spread == spread
            ):
                a_entries(s)[at].until = month
            at = np.int64(a_entries(s)[at].next)
    if a_row(s)[R_GROUND] >= 0:
        at = get32(s, R_GROUND, i)
        while at >= 0:
            if a_grounds(s)[at].how == H_TIE and a_grounds(s)[at].came == address and a_grounds(s)[at].spread == spread:
                a_grounds(s)[at].until = month
            at = np.int64(a_grounds(s)[at].next)


@kernel
def takes(p, s, i, at):
    """Whether the subject takes what came: at fault where asked, and nothing of the same spread and root is there."""
    sp, root = np.int64(a_inbox(s)[at].spread), a_inbox(s)[at].root
    if field(p, O_SPREAD, sp, SP_COLS, SP_FAULT) == 1 and not at_fault(p, s, i):
        return False
    other = np.int64(a_ihead(s)[i])
    while other != at:
        if a_inbox(s)[other].kind == X_STAY and a_inbox(s)[other].spread == sp and a_inbox(s)[other].root == root:
            return False
        other = np.int64(a_inbox(s)[other].next)
    return not has_item(s, i, sp, root)


@kernel
def tie_entry(p, k, s, i, at, month):
    """An entry that comes by a tie."""
    sp = np.int64(a_inbox(s)[at].spread)
    if not takes(p, s, i, at):
        return
    rule = field(p, O_SPREAD, sp, SP_COLS, SP_LANDS)
    if rule < 0:
        rule = field(p, O_SPREAD, sp, SP_COLS, SP_RULE)
    address = draw(
        k[field(p, O_SPREAD, sp, SP_COLS, SP_KEY)],
        np.uint64(s[0] + i),
        np.uint64(month),
        a_inbox(s)[at].address & LOW32,
    )
    points, q = np.int64(a_inbox(s)[at].points), field(p, O_SPREAD, sp, SP_COLS, SP_SHARE_Q)
    if q >= 0:
        points = np.int64(math.floor(points * p.view(np.float64)[index_of(p, q, month, cell_at(s, i))] + 0.5))
    until = np.int64(FOREVER)
    if field(p, O_SPREAD, sp, SP_COLS, SP_MIRROR) == 0:
        term = term_of(p, k, s, i, month, rule, address)
        if term == 0:
            return
        until = month + term
    e = make_entry(p, k, s, i, month, rule, points, np.int64(TIE), address, until)
    a_entries(s)[e].flags |= E_TIE
    a_cold(s)[e].root = a_inbox(s)[at].root
    a_cold(s)[e].root_uid = a_inbox(s)[at].root_uid
    a_cold(s)[e].came = a_inbox(s)[at].address
    a_cold(s)[e].actor = a_inbox(s)[at].root_uid
    a_cold(s)[e].hop = a_inbox(s)[at].hop + 1
    a_cold(s)[e].spread = sp
    cause = 0
    while (np.int64(a_inbox(s)[at].sets[0]) >> cause) & 1 == 0 and cause < N_CAUSES:
        cause += 1
    a_cold(s)[e].root_cause = cause
    finish_entry(p, k, s, i, e, month)


@kernel
def at_fault(p, s, i):
    """Whether the subject has a live adverse entry of its own."""
    at = get32(s, R_ENTRY, i) if a_row(s)[R_ENTRY] >= 0 else np.int64(-1)
    while at >= 0:
        if a_entries(s)[at].flags & (E_DEAD | E_TIE) == 0 and is_adverse(p, s, at):
            return True
        at = np.int64(a_entries(s)[at].next)
    return False
