"""Entries: how one is made, counted, sent along ties, and ended; phase expire."""

from __future__ import annotations

import numpy as np

from demerit.compiled import kernel
from demerit.engine.kernels.causes import is_adverse, is_bad_rating
from demerit.engine.kernels.fields import field, get32, put16, put32
from demerit.engine.kernels.reading import bump, cell_at, chance, note, passes, take, val, wake_at
from demerit.engine.kernels.state import a_cold, a_entries, a_out, a_row, a_top
from demerit.engine.layout import (
    E_DEAD,
    E_FRESH,
    E_REVERSED,
    E_SUSPENDED,
    E_TIE,
    FALSE_RECORD,
    FOREVER,
    FREE_E,
    G_BARRED,
    G_BURN,
    G_MEAN,
    G_N_BANDS,
    G_NOTICE_DAYS_Q,
    G_NOTICE_KEY,
    G_NOTICE_Q,
    G_RERATE,
    G_T,
    L_ENTRY,
    L_EXPIRED,
    MISREAD,
    MISTAKEN,
    N_CAUSES,
    N_FLAGS,
    N_SETS,
    O_CAL,
    O_N_INST,
    O_N_SPREAD,
    O_RULE,
    O_SPREAD,
    OVER,
    R_CLEAN,
    R_ENTRY,
    R_SCORE,
    RU_COLS,
    RU_CONTEST,
    RU_HOLD,
    RU_SPREADS,
    RU_TALLY,
    SP_COLS,
    SP_HOPS,
    SP_MIRROR,
    TOP_E,
    TOP_O,
    X_END,
    X_ENTRY,
)

U0 = np.uint64(0)
NOTICE_MONTHS = np.int64(14 + 75 + 3 + N_FLAGS)
"""After redress, ages, subjects, anything and barred: months to notice, adverse entries, entries with no route."""


@kernel
def span_of(p, k, q, month, cell, key, uid, when, slot):
    """Months of the term or delay in quantity row ``q``: whole ones, plus one with the chance of the rest; -1: none."""
    if q < 0:
        return np.int64(0)
    more = val(p, q + 1, month, cell)
    return val(p, q, month, cell) + (1 if more > 0 and passes(k, key, uid, when, slot, more) else 0)


@kernel
def is_wrong(s, at):
    """Whether an entry (or its root) is false, mistaken or misread."""
    cause = np.int64(a_cold(s)[at].root_cause) if a_entries(s)[at].flags & E_TIE else np.int64(a_entries(s)[at].cause)
    return cause == FALSE_RECORD or cause == MISTAKEN or cause == MISREAD


@kernel
def is_contestable(p, s, at):
    """Whether redress is open against an entry."""
    return field(p, O_RULE, np.int64(a_entries(s)[at].rule), RU_COLS, RU_CONTEST) == 1 and is_adverse(p, s, at)


@kernel
def count_redress(p, s, at, i, month, step):
    """Count a step of redress, by truth."""
    if is_contestable(p, s, at):
        bump(p, s, p[G_BARRED] + 2 * step + (0 if is_wrong(s, at) else 1), i, month, 1)


@kernel
def count_age(p, s, at, i, month, what):
    """Age in months of a wrong contestable entry when it ends: 0 corrected, 1 lapsed, 2 still live at the end."""
    if a_entries(s)[at].made >= p[G_BURN] and is_wrong(s, at) and is_contestable(p, s, at):
        age = min(np.int64(24), month - np.int64(a_entries(s)[at].made))
        bump(p, s, p[G_BARRED] + 14 + 25 * what + age, i, min(month, p[G_T] - 1), 1)


@kernel
def send(s, i, kind, spread, address, root, root_uid, points, sets, hop, term):
    """Put something in the outbox; it reaches the other ends next month."""
    o = a_top(s)[TOP_O]
    if o >= a_out(s).shape[0]:
        a_top(s)[OVER] = 4
        return
    a_top(s)[TOP_O] = o + 1
    a_out(s)[o].kind = kind
    a_out(s)[o].spread = spread
    a_out(s)[o].source = s[0] + i
    a_out(s)[o].address = address
    a_out(s)[o].root = root
    a_out(s)[o].root_uid = root_uid
    a_out(s)[o].points = points
    for j in range(N_SETS):
        a_out(s)[o].sets[j] = 0
    a_out(s)[o].sets[0] = sets
    a_out(s)[o].hop = hop
    a_out(s)[o].term = term


@kernel
def make_entry(p, k, s, i, month, rule, points, cause, address, until):
    """A new entry at the head of the file."""
    at = take(s, FREE_E, TOP_E, 0)
    a_entries(s)[at].next = get32(s, R_ENTRY, i)
    put32(s, R_ENTRY, i, at)
    a_entries(s)[at].points = points
    a_entries(s)[at].made = month
    a_entries(s)[at].until = min(until, np.int64(FOREVER))
    a_entries(s)[at].rule = rule
    a_entries(s)[at].cause = cause
    a_entries(s)[at].flags = E_FRESH
    a_cold(s)[at].address = address
    a_cold(s)[at].root = address
    a_cold(s)[at].came = U0
    a_cold(s)[at].actor = s[0] + i
    a_cold(s)[at].root_uid = s[0] + i
    a_cold(s)[at].refers = -1
    a_cold(s)[at].notice = FOREVER
    a_cold(s)[at].filed = -1
    a_cold(s)[at].decide = FOREVER
    a_cold(s)[at].root_cause = cause
    a_cold(s)[at].hop = 0
    a_cold(s)[at].channel = 255
    a_cold(s)[at].instance = 0
    a_cold(s)[at].spread = 255
    a_cold(s)[at].spare = 0
    a_cold(s)[at].weight = 1
    wake_at(s, i, min(until, np.int64(FOREVER)))
    if a_row(s)[R_SCORE] >= 0:
        put32(s, R_SCORE, i, get32(s, R_SCORE, i) + points)
    if p[G_RERATE] > 0:
        after = month - (p[p[O_CAL]] + month) % p[G_RERATE] + p[G_RERATE]
        wake_at(s, i, after)
        wake_at(s, i, after + p[G_RERATE])
    return at


@kernel
def finish_entry(p, k, s, i, at, month):
    """Judge and count a made entry, and set its notice."""
    if p[G_MEAN] == 1 and p[G_N_BANDS] > 0:
        a_cold(s)[at].adverse = 1 if is_bad_rating(p, s, i, at, month) else 0
    rule, cause = np.int64(a_entries(s)[at].rule), np.int64(a_entries(s)[at].cause)
    tally = field(p, O_RULE, rule, RU_COLS, RU_TALLY)
    bump(p, s, tally, i, month, 1)
    bump(p, s, tally + 1 + cause, i, month, 1)
    note(
        p,
        s,
        i,
        month,
        L_ENTRY,
        rule,
        np.int64(a_entries(s)[at].points),
        cause,
        np.int64(a_entries(s)[at].until),
        a_cold(s)[at].address,
        np.int64(a_cold(s)[at].actor),
    )
    count_redress(p, s, at, i, month, 0)
    if a_entries(s)[at].points > 0 and a_entries(s)[at].flags & E_TIE == 0:
        bump(p, s, tally + 3 + N_CAUSES, i, month, np.int64(a_entries(s)[at].points))
    if is_adverse(p, s, at):
        side = np.int64(0 if is_wrong(s, at) else 1)
        bump(p, s, p[G_BARRED] + NOTICE_MONTHS + 2 + side, i, month, 1)
        if p[O_N_INST] == 0 or not is_contestable(p, s, at):
            bump(p, s, p[G_BARRED] + NOTICE_MONTHS + 4 + side, i, month, 1)
    if a_row(s)[R_CLEAN] >= 0 and is_adverse(p, s, at):
        put16(s, R_CLEAN, i, month)
    if p[G_NOTICE_Q] >= 0 and is_contestable(p, s, at):
        address = np.int64(a_cold(s)[at].address)
        if chance(p, k, p[G_NOTICE_Q], month, cell_at(s, i), p[G_NOTICE_KEY], address, 0, 0):
            when = month + span_of(p, k, p[G_NOTICE_DAYS_Q], month, cell_at(s, i), p[G_NOTICE_KEY], address, 0, 1)
            a_cold(s)[at].notice = min(when, np.int64(FOREVER))
            wake_at(s, i, when)


@kernel
def carry_entry(p, s, i, at):
    """Send a live entry of this month along the ties of its rule; it arrives next month."""
    spreads = field(p, O_RULE, np.int64(a_entries(s)[at].rule), RU_COLS, RU_SPREADS)
    for sp in range(p[O_N_SPREAD]):
        if (spreads >> sp) & 1 and np.int64(a_cold(s)[at].hop) < field(p, O_SPREAD, sp, SP_COLS, SP_HOPS):
            send(
                s,
                i,
                X_ENTRY,
                sp,
                a_cold(s)[at].address,
                a_cold(s)[at].root,
                np.int64(a_cold(s)[at].root_uid),
                np.int64(a_entries(s)[at].points),
                np.int64(1) << np.int64(a_cold(s)[at].root_cause),
                np.int64(a_cold(s)[at].hop),
                0,
            )


@kernel
def end_one(p, s, i, at, reversed_):
    """One entry stops being live; mirrors hear of it next month."""
    if a_entries(s)[at].flags & E_SUSPENDED == 0 and a_row(s)[R_SCORE] >= 0:
        put32(s, R_SCORE, i, get32(s, R_SCORE, i) - (a_entries(s)[at].points))
    a_entries(s)[at].flags = (a_entries(s)[at].flags | E_DEAD) & ~E_SUSPENDED & 0xFF
    if reversed_:
        a_entries(s)[at].flags |= E_REVERSED
    spreads = field(p, O_RULE, np.int64(a_entries(s)[at].rule), RU_COLS, RU_SPREADS)
    for sp in range(p[O_N_SPREAD]):
        if (spreads >> sp) & 1 and field(p, O_SPREAD, sp, SP_COLS, SP_MIRROR) == 1:
            send(
                s, i, X_END, sp, a_cold(s)[at].address, a_cold(s)[at].root, np.int64(a_cold(s)[at].root_uid), 0, 0, 0, 0
            )


@kernel
def end_entry(p, s, i, at, month, reversed_):
    """An entry stops being live, and with it the surcharges that refer to it."""
    end_one(p, s, i, at, reversed_)
    other = get32(s, R_ENTRY, i)
    while other >= 0:
        if a_cold(s)[other].refers == at and a_entries(s)[other].flags & E_DEAD == 0:
            count_age(p, s, other, i, month, 1)
            note(p, s, i, month, L_EXPIRED, np.int64(a_entries(s)[other].rule), 0, 0, 1, a_cold(s)[other].address, 0)
            end_one(p, s, i, other, False)
        other = np.int64(a_entries(s)[other].next)


@kernel
def expire_phase(p, s, i, month):
    """Entries past their term."""
    at = get32(s, R_ENTRY, i)
    while at >= 0:
        if a_entries(s)[at].flags & E_DEAD == 0 and np.int64(a_entries(s)[at].until) <= month:
            count_age(p, s, at, i, month, 1)
            note(p, s, i, month, L_EXPIRED, np.int64(a_entries(s)[at].rule), 0, 0, 0, a_cold(s)[at].address, 0)
            end_entry(p, s, i, at, month, False)
        at = np.int64(a_entries(s)[at].next)


@kernel
def sweep_entries(p, s, i, month, thorough):
    """Free the entries that nothing will read again; take off the marks of this month.

    If not ``thorough``, only the new entries are looked at: they are first, and no other can have ended.
    """
    before_ = np.int64(-1)
    at = get32(s, R_ENTRY, i)
    while at >= 0:
        if not thorough and a_entries(s)[at].flags & E_FRESH == 0:
            return
        after = np.int64(a_entries(s)[at].next)
        if a_entries(s)[at].flags & (E_FRESH | E_DEAD) == E_FRESH:
            carry_entry(p, s, i, at)
        a_entries(s)[at].flags &= ~E_FRESH & 0xFF
        hold = field(p, O_RULE, np.int64(a_entries(s)[at].rule), RU_COLS, RU_HOLD)
        if a_entries(s)[at].flags & E_DEAD and month - np.int64(a_entries(s)[at].made) > hold:
            if before_ < 0:
                put32(s, R_ENTRY, i, after)
            else:
                a_entries(s)[before_].next = after
            a_entries(s)[at].next = a_top(s)[FREE_E]
            a_top(s)[FREE_E] = at
        else:
            before_ = at
            if a_entries(s)[at].flags & E_DEAD and hold > 0:
                wake_at(s, i, np.int64(a_entries(s)[at].made) + hold + 1)
        at = after
