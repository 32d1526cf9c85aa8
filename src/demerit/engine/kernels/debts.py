"""Obligations: opened, able or not, performed."""

from __future__ import annotations

import numpy as np

from demerit.compiled import kernel
from demerit.engine.kernels.fields import field, get32, put32
from demerit.engine.kernels.reading import bump, cell_at, first_of, note, passes, subject_at, take, val
from demerit.engine.kernels.state import a_bits, a_debts, a_row, a_top
from demerit.engine.layout import (
    B_DEBTORS,
    B_TODO,
    FREE_D,
    G_PENAL_LISTS,
    G_UNIT,
    L_PERFORMED,
    O_N_OBLI,
    O_OBLI,
    OB_COLS,
    OB_DO_ABLE_Q,
    OB_DO_LISTED_Q,
    OB_DO_UNABLE_Q,
    OB_GAIN_Q,
    OB_KEY,
    OB_LOSE_Q,
    OB_TALLY,
    R_DEBT,
    R_ON,
    TOP_D,
)

U0 = np.uint64(0)
U1 = np.uint64(1)


@kernel
def open_debt(p, s, i, kind, month, able):
    """Open an obligation, unless one of the kind is open."""
    at = get32(s, R_DEBT, i)
    while at >= 0:
        if a_debts(s)[at].kind == kind and a_debts(s)[at].done == 0:
            return False
        at = np.int64(a_debts(s)[at].next)
    at = take(s, FREE_D, TOP_D, 2)
    a_debts(s)[at].next = get32(s, R_DEBT, i)
    a_debts(s)[at].opened = month
    a_debts(s)[at].kind = kind
    a_debts(s)[at].able = 1 if able else 0
    a_debts(s)[at].done = 0
    put32(s, R_DEBT, i, at)
    a_bits(s)[B_DEBTORS, i >> 6] |= U1 << np.uint64(i & 63)
    return True


@kernel
def age_debts(p, k, s, month):
    """First step of act: abilities change, obligations are performed."""
    for w in range(a_bits(s).shape[1]):
        if a_bits(s)[B_DEBTORS, w] == U0:
            continue
        for b in range(64):
            if (a_bits(s)[B_DEBTORS, w] >> np.uint64(b)) & U1 == U1:
                age_debts_of(p, k, s, 64 * w + b, month)


@kernel
def age_debts_of(p, k, s, i, month):
    """Obligations of one subject; the newest is first in the file's chain, so kinds are walked in order."""
    uid, cell = s[0] + i, cell_at(s, i)
    listed = a_row(s)[R_ON] >= 0 and (get32(s, R_ON, subject_at(p, s, i)) & p[G_PENAL_LISTS]) != 0
    for kind in range(p[O_N_OBLI]):
        at = get32(s, R_DEBT, i)
        while at >= 0:
            if a_debts(s)[at].kind == kind and a_debts(s)[at].done == 0 and a_debts(s)[at].opened < month:
                key = field(p, O_OBLI, kind, OB_COLS, OB_KEY)
                able = a_debts(s)[at].able == 1
                turn = field(p, O_OBLI, kind, OB_COLS, OB_LOSE_Q if able else OB_GAIN_Q)
                if passes(k, key, uid, month, 0, val(p, turn, month, cell)):
                    able = not able
                    a_debts(s)[at].able = 1 if able else 0
                rate = OB_DO_UNABLE_Q
                if able:
                    rate = OB_DO_LISTED_Q if listed else OB_DO_ABLE_Q
                if passes(k, key, uid, month, 1, val(p, field(p, O_OBLI, kind, OB_COLS, rate), month, cell)):
                    a_debts(s)[at].done = 1
                    bump(p, s, field(p, O_OBLI, kind, OB_COLS, OB_TALLY) + 1, i, month, 1)
                    note(p, s, i, month, L_PERFORMED, kind, 0, 0, 0, U0, 0)
            at = np.int64(a_debts(s)[at].next)
    j = subject_at(p, s, i)
    a_bits(s)[B_TODO, j >> 6] |= U1 << np.uint64(j & 63)


@kernel
def debt_state(s, i, kind, month):
    """0 no obligation of the kind opened before this month, 1 open and unable, 2 open and able."""
    at = get32(s, R_DEBT, i)
    while at >= 0:
        if a_debts(s)[at].kind == kind and a_debts(s)[at].done == 0 and a_debts(s)[at].opened < month:
            return 1 + np.int64(a_debts(s)[at].able)
        at = np.int64(a_debts(s)[at].next)
    return np.int64(0)


@kernel
def has_debt(p, s, i, kind, able, done):
    """Whether the subject (or a member) has an obligation that is open, or with ``done`` performed; -1: any of them."""
    if a_row(s)[R_DEBT] < 0:
        return False
    j = i
    while j < s[1] and (j == i or (p[G_UNIT] == 1 and first_of(s, j) == i)):
        at = get32(s, R_DEBT, j)
        while at >= 0:
            if a_debts(s)[at].done == done and (kind < 0 or a_debts(s)[at].kind == kind):
                if able < 0 or a_debts(s)[at].able == able:
                    return True
            at = np.int64(a_debts(s)[at].next)
        j += 1
    return False


@kernel
def sweep_debts(p, s, i):
    """Forget obligations that were performed."""
    j = i
    while j < s[1] and (j == i or (p[G_UNIT] == 1 and first_of(s, j) == i)):
        before = np.int64(-1)
        at = get32(s, R_DEBT, j)
        while at >= 0:
            after = np.int64(a_debts(s)[at].next)
            if a_debts(s)[at].done == 1:
                if before < 0:
                    put32(s, R_DEBT, j, after)
                else:
                    a_debts(s)[before].next = after
                a_debts(s)[at].next = a_top(s)[FREE_D]
                a_top(s)[FREE_D] = at
            else:
                before = at
            at = after
        if get32(s, R_DEBT, j) < 0:
            a_bits(s)[B_DEBTORS, j >> 6] &= ~(U1 << np.uint64(j & 63))
        j += 1
