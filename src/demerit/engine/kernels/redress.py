"""Phase redress: decisions, filings, notices, repairs."""

from __future__ import annotations

import numpy as np

from demerit.compiled import kernel
from demerit.engine.kernels.causes import is_adverse
from demerit.engine.kernels.entries import (
    NOTICE_MONTHS,
    count_age,
    count_redress,
    end_entry,
    is_contestable,
    is_wrong,
    span_of,
)
from demerit.engine.kernels.fields import field, get32, put32
from demerit.engine.kernels.reading import bump, cell_at, chance, note, passes, val, wake_at
from demerit.engine.kernels.state import a_cold, a_entries, a_row
from demerit.engine.layout import (
    E_COUNTED,
    E_DEAD,
    E_KNOWN,
    E_SUSPENDED,
    FOREVER,
    G_BARRED,
    G_REPAIR_AFTER_Q,
    G_REPAIR_ALL,
    G_REPAIR_KEY,
    G_REPAIR_Q,
    G_T,
    IN_CAPACITY,
    IN_COLS,
    IN_DECIDE_KEY,
    IN_FILES_KEY,
    IN_FILES_Q,
    IN_GEOMETRIC,
    IN_HAZARD_Q,
    IN_MONTHS_Q,
    IN_RIGHT_Q,
    IN_SUSPENDS,
    IN_WINS_KEY,
    IN_WRONG_Q,
    L_FILED,
    L_LIFTED,
    L_LOST,
    L_NOTICE,
    L_REVERSED,
    L_WON,
    N_CAUSES,
    O_INST,
    O_N_INST,
    O_RULE,
    R_ENTRY,
    R_SCORE,
    RU_COLS,
    RU_TALLY,
)


@kernel
def redress_phase(p, k, s, i, month):
    """Decisions, filings, notices, repairs. Returns whether the subject must be looked at next month."""
    again = False
    while True:
        first = next_case(p, k, s, i, month)
        if first < 0:
            break
        decide(p, k, s, i, first, month)
    at = get32(s, R_ENTRY, i)
    while at >= 0:
        if a_entries(s)[at].flags & E_DEAD == 0 and is_contestable(p, s, at):
            file_case(p, k, s, i, at, month)
            if np.int64(a_cold(s)[at].notice) == month:
                a_entries(s)[at].flags |= E_KNOWN | E_COUNTED
                count_redress(p, s, at, i, month, 1)
                waited = month - np.int64(a_entries(s)[at].made)
                bump(p, s, p[G_BARRED] + NOTICE_MONTHS + (0 if is_wrong(s, at) else 1), i, month, waited)
                note(p, s, i, month, L_NOTICE, np.int64(a_entries(s)[at].rule), 0, 0, 0, a_cold(s)[at].address, 0)
            if goes_to_court(p, s, i, at):
                again = True
        at = np.int64(a_entries(s)[at].next)
    if p[G_REPAIR_Q] >= 0:
        repair(p, k, s, i, month)
    return again


@kernel
def next_case(p, k, s, i, month):
    """The case of the subject to be decided next, by instance, month of filing and address; -1 when there is none."""
    first = np.int64(-1)
    at = get32(s, R_ENTRY, i)
    while at >= 0:
        filed = np.int64(a_cold(s)[at].filed)
        if filed >= 0 and a_entries(s)[at].flags & E_DEAD == 0 and is_heard(p, k, s, i, at, month):
            if first < 0 or earlier(s, at, first):
                first = at
        at = np.int64(a_entries(s)[at].next)
    return first


@kernel
def earlier(s, a, b):
    """Whether case ``a`` is decided before case ``b``."""
    if a_cold(s)[a].instance != a_cold(s)[b].instance:
        return a_cold(s)[a].instance < a_cold(s)[b].instance
    if a_cold(s)[a].filed != a_cold(s)[b].filed:
        return a_cold(s)[a].filed < a_cold(s)[b].filed
    return a_cold(s)[a].address < a_cold(s)[b].address


@kernel
def goes_to_court(p, s, i, at):
    """Whether a case must be looked at next month; one decided at a fixed time wakes its subject then."""
    inst = np.int64(a_cold(s)[at].instance)
    if inst >= p[O_N_INST]:
        return False
    if a_cold(s)[at].filed < 0:
        return a_entries(s)[at].flags & E_KNOWN != 0
    if field(p, O_INST, inst, IN_COLS, IN_GEOMETRIC) == 1 or field(p, O_INST, inst, IN_COLS, IN_CAPACITY) == 1:
        return True
    wake_at(s, i, np.int64(a_cold(s)[at].decide))
    return False


@kernel
def is_heard(p, k, s, i, at, month):
    """Whether a filed case is decided this month: due and, where few can be heard, among the first in line."""
    if field(p, O_INST, np.int64(a_cold(s)[at].instance), IN_COLS, IN_CAPACITY) == 1:
        return a_cold(s)[at].spare == 1
    return is_due(p, k, s, i, at, month)


@kernel
def is_due(p, k, s, i, at, month):
    """Whether a filed case is ripe; once ripe it stays so."""
    inst = np.int64(a_cold(s)[at].instance)
    if month >= np.int64(a_cold(s)[at].decide):
        return True
    if field(p, O_INST, inst, IN_COLS, IN_GEOMETRIC) == 0 or month <= np.int64(a_cold(s)[at].filed):
        return False
    limit = val(p, field(p, O_INST, inst, IN_COLS, IN_HAZARD_Q), month, cell_at(s, i))
    if not passes(k, field(p, O_INST, inst, IN_COLS, IN_DECIDE_KEY), a_cold(s)[at].address, month, 0, limit):
        return False
    a_cold(s)[at].decide = month
    return True


@kernel
def decide(p, k, s, i, at, month):
    """Won: reversed from this month. Lost: the next instance opens."""
    inst, rule = np.int64(a_cold(s)[at].instance), np.int64(a_entries(s)[at].rule)
    if a_entries(s)[at].flags & E_SUSPENDED:
        a_entries(s)[at].flags &= ~E_SUSPENDED & 0xFF
        if a_row(s)[R_SCORE] >= 0:
            put32(s, R_SCORE, i, get32(s, R_SCORE, i) + a_entries(s)[at].points)
    a_cold(s)[at].filed = -1
    a_cold(s)[at].spare = 0
    q = field(p, O_INST, inst, IN_COLS, IN_WRONG_Q if is_wrong(s, at) else IN_RIGHT_Q)
    won = chance(
        p, k, q, month, cell_at(s, i), field(p, O_INST, inst, IN_COLS, IN_WINS_KEY), a_cold(s)[at].address, 0, 0
    )
    count_redress(p, s, at, i, month, 3 if won else 4)
    note(p, s, i, month, L_WON if won else L_LOST, rule, 0, 0, inst, a_cold(s)[at].address, 0)
    if won:
        count_age(p, s, at, i, month, 0)
        end_entry(p, s, i, at, month, True)
        bump(p, s, field(p, O_RULE, rule, RU_COLS, RU_TALLY) + 1 + N_CAUSES, i, month, 1)
        note(p, s, i, month, L_REVERSED, rule, 0, 0, 0, a_cold(s)[at].address, 0)
    else:
        a_cold(s)[at].instance = inst + 1


@kernel
def file_case(p, k, s, i, at, month):
    """File with the next instance, or give up for good."""
    inst = np.int64(a_cold(s)[at].instance)
    if a_entries(s)[at].flags & E_KNOWN == 0 or a_cold(s)[at].filed >= 0 or inst >= p[O_N_INST]:
        return
    address = a_cold(s)[at].address
    if not chance(
        p,
        k,
        field(p, O_INST, inst, IN_COLS, IN_FILES_Q),
        month,
        cell_at(s, i),
        field(p, O_INST, inst, IN_COLS, IN_FILES_KEY),
        address,
        0,
        0,
    ):
        a_cold(s)[at].instance = p[O_N_INST]
        return
    a_cold(s)[at].filed = month
    a_cold(s)[at].decide = FOREVER
    if field(p, O_INST, inst, IN_COLS, IN_GEOMETRIC) == 0:
        q, key = field(p, O_INST, inst, IN_COLS, IN_MONTHS_Q), field(p, O_INST, inst, IN_COLS, IN_DECIDE_KEY)
        time = span_of(p, k, q, month, cell_at(s, i), key, address, 0, 0)
        a_cold(s)[at].decide = min(month + max(np.int64(1), time), np.int64(FOREVER))
    if field(p, O_INST, inst, IN_COLS, IN_SUSPENDS) == 1:
        a_entries(s)[at].flags |= E_SUSPENDED
        if a_row(s)[R_SCORE] >= 0:
            put32(s, R_SCORE, i, get32(s, R_SCORE, i) - a_entries(s)[at].points)
    count_redress(p, s, at, i, month, 2)
    note(p, s, i, month, L_FILED, np.int64(a_entries(s)[at].rule), 0, 0, inst, address, 0)


@kernel
def repair(p, k, s, i, month):
    """Lift the oldest live adverse entry old enough (or all), and wake the subject when the next lift may come."""
    some = oldest_adverse(p, s, i, month) >= 0
    after = val(p, p[G_REPAIR_AFTER_Q], month, cell_at(s, i)) if p[G_REPAIR_AFTER_Q] >= 0 else np.int64(0)
    oldest = oldest_adverse(p, s, i, month - after)
    if some:
        later = month + 1
        while later < p[G_T] and not chance(
            p, k, p[G_REPAIR_Q], later, cell_at(s, i), p[G_REPAIR_KEY], s[0] + i, later, 0
        ):
            later += 1
        wake_at(s, i, later)
    if oldest < 0 or not chance(p, k, p[G_REPAIR_Q], month, cell_at(s, i), p[G_REPAIR_KEY], s[0] + i, month, 0):
        return
    while oldest >= 0:
        count_age(p, s, oldest, i, month, 1)
        count_redress(p, s, oldest, i, month, 6)
        note(p, s, i, month, L_LIFTED, np.int64(a_entries(s)[oldest].rule), 0, 0, 0, a_cold(s)[oldest].address, 0)
        end_entry(p, s, i, oldest, month, False)
        oldest = oldest_adverse(p, s, i, month - after) if p[G_REPAIR_ALL] == 1 else np.int64(-1)


@kernel
def oldest_adverse(p, s, i, month):
    """The first made live adverse entry that was made by a month; -1 for none (the chain runs from new to old)."""
    oldest = np.int64(-1)
    at = get32(s, R_ENTRY, i)
    while at >= 0:
        if a_entries(s)[at].flags & E_DEAD == 0 and a_entries(s)[at].made <= month and is_adverse(p, s, at):
            oldest = at
        at = np.int64(a_entries(s)[at].next)
    return oldest


@kernel
def noticed_now(s, i, month):
    """Whether a notice came this month."""
    at = get32(s, R_ENTRY, i)
    while at >= 0:
        if a_cold(s)[at].notice == month and a_entries(s)[at].flags & E_COUNTED:
            return True
        at = np.int64(a_entries(s)[at].next)
    return False
