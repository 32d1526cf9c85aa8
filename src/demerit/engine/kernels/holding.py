"""What holds a subject on a list, in a recipient's copy or under a list's limit, with some causes left out."""

from __future__ import annotations

import numpy as np

from demerit.compiled import kernel
from demerit.engine.kernels.fields import field, get32
from demerit.engine.kernels.state import a_entries, a_grounds, a_work
from demerit.engine.layout import (
    CUT_AT,
    CY_COLS,
    CY_LIST,
    CY_RECIPIENT,
    E_DEAD,
    E_SUSPENDED,
    H_COPY,
    H_LOCK,
    H_PAST,
    H_STAY,
    LI_COLS,
    LI_TO_BAND,
    N_SETS,
    NO_BAND,
    O_COPY,
    O_LIST,
    O_N_COPY,
    R_GROUND,
)


@kernel
def falls(s, at, without):
    """Whether a ground, stay or copy is undone by leaving some causes out."""
    for j in range(N_SETS):
        part = np.int64(a_grounds(s)[at].sets[j])
        if part and part & ~without == 0:
            return True
    return False


@kernel
def causes_of(s, at):
    """Causes in the sets of a ground, stay or copy."""
    mask = np.int64(0)
    for j in range(N_SETS):
        mask |= np.int64(a_grounds(s)[at].sets[j])
    return mask


@kernel
def comes_before(s, key):
    """Whether a subject of this key and of the draw in ``work`` comes before the first that was not selected."""
    if a_work(s)[CUT_AT + 3] == 0 or key != a_work(s)[CUT_AT]:
        return a_work(s)[CUT_AT + 3] == 0 or key < a_work(s)[CUT_AT]
    return np.uint64(a_work(s)[CUT_AT + 2]) < np.uint64(a_work(s)[CUT_AT + 1])


@kernel
def in_force(s, at):
    """Whether a ground has not ended and its entry is not suspended."""
    if a_grounds(s)[at].alive == 0 or a_grounds(s)[at].how >= H_LOCK:
        return False
    entry = np.int64(a_grounds(s)[at].entry)
    return entry < 0 or a_entries(s)[entry].flags & (E_SUSPENDED | E_DEAD) != E_SUSPENDED


@kernel
def on_list(s, i, lst, without):
    """Whether a ground of the list stays when some causes are left out."""
    at = get32(s, R_GROUND, i)
    while at >= 0:
        if a_grounds(s)[at].list == lst and in_force(s, at):
            if not falls(s, at, without):
                return True
        at = np.int64(a_grounds(s)[at].next)
    return False


@kernel
def copy_stays(p, s, i, recipient, without):
    """Whether a recipient has a copy when some causes are left out: of a list that holds, or a stale one."""
    for y in range(p[O_N_COPY]):
        if field(p, O_COPY, y, CY_COLS, CY_RECIPIENT) == recipient:
            if on_list(s, i, field(p, O_COPY, y, CY_COLS, CY_LIST), without):
                return True
            at = get32(s, R_GROUND, i)
            while at >= 0:
                stale = a_grounds(s)[at].how == H_COPY and a_grounds(s)[at].alive == 1 and a_grounds(s)[at].way == y
                if stale and not falls(s, at, without):
                    return True
                at = np.int64(a_grounds(s)[at].next)
    return False


@kernel
def copy_causes(p, s, i, recipient):
    """Causes of what a recipient has copies of."""
    mask = np.int64(0)
    for y in range(p[O_N_COPY]):
        if field(p, O_COPY, y, CY_COLS, CY_RECIPIENT) == recipient:
            at = get32(s, R_GROUND, i)
            while at >= 0:
                stale = a_grounds(s)[at].how == H_COPY and a_grounds(s)[at].alive == 1 and a_grounds(s)[at].way == y
                listed = np.int64(a_grounds(s)[at].list) == field(p, O_COPY, y, CY_COLS, CY_LIST) and in_force(s, at)
                if stale or listed:
                    mask |= causes_of(s, at)
                at = np.int64(a_grounds(s)[at].next)
    return mask


@kernel
def limits_now(p, s, at, month):
    """Whether a stay limited this month's band: it held at the end of last month (one that ended is still here)."""
    how, since = np.int64(a_grounds(s)[at].how), np.int64(a_grounds(s)[at].since)
    if not ((how == H_STAY and since < month) or (how == H_PAST and since == month)):
        return False
    return field(p, O_LIST, np.int64(a_grounds(s)[at].list), LI_COLS, LI_TO_BAND) >= 0


@kernel
def list_limit(p, s, i, month, without):
    """The best band that lists allow, stays that some causes undo left out."""
    limit = np.int64(NO_BAND)
    at = get32(s, R_GROUND, i)
    while at >= 0:
        if limits_now(p, s, at, month) and not falls(s, at, without):
            limit = min(limit, field(p, O_LIST, np.int64(a_grounds(s)[at].list), LI_COLS, LI_TO_BAND))
        at = np.int64(a_grounds(s)[at].next)
    return limit


@kernel
def limit_causes(p, s, i, month):
    """Causes of the stays that limit this month's band."""
    mask = np.int64(0)
    at = get32(s, R_GROUND, i)
    while at >= 0:
        if limits_now(p, s, at, month):
            mask |= causes_of(s, at)
        at = np.int64(a_grounds(s)[at].next)
    return mask
