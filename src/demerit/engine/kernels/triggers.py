"""What lists a subject: records, bands, other lists, published rates; at once or after a delay."""

from __future__ import annotations

import numpy as np

from demerit.compiled import kernel
from demerit.draws import draw
from demerit.engine.kernels.causes import W_BAND, W_COUNT, W_LIST
from demerit.engine.kernels.elements import counted
from demerit.engine.kernels.entries import span_of
from demerit.engine.kernels.fields import field, get32
from demerit.engine.kernels.grounds import add_ground, barred, first_ground, freeze
from demerit.engine.kernels.holding import in_force
from demerit.engine.kernels.reading import cell_at, chance, passes, val, wake_at
from demerit.engine.kernels.state import a_cold, a_entries, a_grounds, a_row, a_s16, a_work
from demerit.engine.layout import (
    CTX_COUNT,
    CTX_WITHIN,
    E_DEAD,
    E_FRESH,
    E_SURCHARGE,
    E_SUSPENDED,
    E_TIE,
    FOREVER,
    G_BAND_KEY,
    H_BAND,
    H_LIST,
    H_LOCK,
    H_QUOTA,
    H_RATES,
    H_RULE,
    H_STAY,
    H_WAIT,
    LE_BAND,
    LE_BY,
    LE_COLS,
    LE_COUNT,
    LE_DELAY_KEY,
    LE_DELAY_Q,
    LE_EXT_DAYS_Q,
    LE_EXT_Q,
    LE_FALSE_Q,
    LE_FIXED,
    LE_HIT_Q,
    LE_KEY,
    LE_P_Q,
    LE_RATES_EVERY,
    LE_RATES_KEY,
    LE_RATES_Q,
    LE_RULE,
    LE_STATE,
    LE_STAY_KEY,
    LE_TARGET,
    LE_TERM_Q,
    LE_WINDOW,
    LE_WITHIN,
    LI_AGAIN,
    LI_COLS,
    LI_ENTRY_FROM,
    LI_ENTRY_TO,
    N_SETS,
    O_LIST,
    O_WAY,
    R_ENTRY,
    R_GROUND,
    R_TARGET,
    TRAIT,
    TRUE_LAWFUL,
    TRUE_UNLAWFUL,
)

U0 = np.uint64(0)
FRESH_AT = 6000
"""Where in ``work`` the fresh entries of a rule are put in order."""


@kernel
def take_triggers(p, k, s, i, lst, month, band, changed):
    """Step 3: ways in order; what waited first, then what comes up this month."""
    for way in range(field(p, O_LIST, lst, LI_COLS, LI_ENTRY_FROM), field(p, O_LIST, lst, LI_COLS, LI_ENTRY_TO)):
        rule, wanted = field(p, O_WAY, way, LE_COLS, LE_RULE), field(p, O_WAY, way, LE_COLS, LE_BAND)
        other, every = field(p, O_WAY, way, LE_COLS, LE_BY), field(p, O_WAY, way, LE_COLS, LE_RATES_EVERY)
        state = field(p, O_WAY, way, LE_COLS, LE_STATE) == 1
        take_waiting(p, k, s, i, lst, way, month, band)
        if rule >= 0:
            fresh_entries(p, k, s, i, lst, way, month, rule)
        elif wanted >= 0:
            if band == wanted and (changed or state):
                address = draw(k[p[G_BAND_KEY]], np.uint64(s[0] + i), np.uint64(month), U0)
                meet(p, k, s, i, lst, way, H_BAND, month, address, np.int64(-1), band, np.int64(0))
        elif other >= 0:
            first, stay = first_ground(s, i, other), stay_on(s, i, other)
            if first >= 0:
                begins = stay < 0 if other < lst else (stay >= 0 and np.int64(a_grounds(s)[stay].since) == month - 1)
                if begins or state:
                    address = a_grounds(s)[first].address if stay < 0 else a_grounds(s)[stay].address
                    meet(p, k, s, i, lst, way, H_LIST, month, address, np.int64(-1), 0, np.int64(0))
        elif every > 0 and month % every == 0:
            wake_at(s, i, month + every)
            key = field(p, O_WAY, way, LE_COLS, LE_RATES_KEY)
            q, cause = selected(p, s, i, way, month)
            if chance(p, k, q, month, cell_at(s, i), key, s[0] + i, month, 0):
                address = draw(k[key], np.uint64(s[0] + i), np.uint64(month), U0)
                meet(p, k, s, i, lst, way, H_RATES, month, address, np.int64(-1), 0, cause)


@kernel
def fresh_entries(p, k, s, i, lst, way, month, rule):
    """Own entries of a rule posted this month and in force, in order of posting."""
    n = 0
    at = get32(s, R_ENTRY, i)
    while at >= 0:
        fresh = a_entries(s)[at].flags & (E_FRESH | E_DEAD | E_SUSPENDED | E_TIE | E_SURCHARGE) == E_FRESH
        if fresh and a_entries(s)[at].rule == rule:
            a_work(s)[FRESH_AT + n] = at
            n += 1
        at = np.int64(a_entries(s)[at].next)
    for j in range(n - 1, -1, -1):
        at = a_work(s)[FRESH_AT + j]
        if not enough(p, s, way, at):
            continue
        meet(p, k, s, i, lst, way, H_RULE, month, a_cold(s)[at].address, at, 0, np.int64(a_entries(s)[at].cause))


@kernel
def enough(p, s, way, at):
    """Whether an entry and those before it are as many as a way asks for (``counted`` reads the window left here)."""
    a_work(s)[CTX_COUNT] = field(p, O_WAY, way, LE_COLS, LE_COUNT)
    a_work(s)[CTX_WITHIN] = field(p, O_WAY, way, LE_COLS, LE_WITHIN)
    return a_work(s)[CTX_COUNT] == 1 or counted(s, at, np.int64(0)) >= a_work(s)[CTX_COUNT]


@kernel
def stay_on(s, i, lst):
    """The record of the present stay on a list, -1 for none."""
    at = get32(s, R_GROUND, i)
    while at >= 0:
        if a_grounds(s)[at].list == lst and a_grounds(s)[at].how == H_STAY and a_grounds(s)[at].alive == 1:
            return at
        at = np.int64(a_grounds(s)[at].next)
    return np.int64(-1)


@kernel
def selected(p, s, i, way, month):
    """Published rates: the quantity row of the chance to be selected now, and the cause it would have."""
    target = field(p, O_WAY, way, LE_COLS, LE_TARGET)
    if target < 0:
        return field(p, O_WAY, way, LE_COLS, LE_RATES_Q), np.int64(TRAIT)
    row, since = a_row(s)[R_TARGET] + 2 * target, month - field(p, O_WAY, way, LE_COLS, LE_WINDOW)
    last, unlawful = np.int64(a_s16(s)[row, i]), np.int64(a_s16(s)[row + 1, i])
    if last > 0 and last - 1 > since:
        guilty = unlawful > 0 and unlawful - 1 > since
        return field(p, O_WAY, way, LE_COLS, LE_HIT_Q), np.int64(TRUE_UNLAWFUL if guilty else TRUE_LAWFUL)
    return field(p, O_WAY, way, LE_COLS, LE_FALSE_Q), np.int64(TRAIT)


@kernel
def meet(p, k, s, i, lst, way, how, month, address, entry, band, cause):
    """A trigger comes up: it is taken now, or waits."""
    q, key = field(p, O_WAY, way, LE_COLS, LE_DELAY_Q), field(p, O_WAY, way, LE_COLS, LE_DELAY_KEY)
    wait = span_of(p, k, q, month, cell_at(s, i), key, address, 0, 0)
    if wait == 0:
        trigger(p, k, s, i, lst, way, how, month, address, entry, band, cause)
    else:
        at = add_ground(s, i, month, lst, H_WAIT, way, entry, address, month + wait)
        a_grounds(s)[at].lock = how
        a_grounds(s)[at].present = cause


@kernel
def take_waiting(p, k, s, i, lst, way, month, band):
    """Triggers of a way whose delay is over, if what they rest on is still there."""
    at = get32(s, R_GROUND, i)
    while at >= 0:
        due = a_grounds(s)[at].how == H_WAIT and a_grounds(s)[at].alive == 1 and a_grounds(s)[at].way == way
        if due and np.int64(a_grounds(s)[at].until) <= month:
            a_grounds(s)[at].alive = 0
            how, entry = np.int64(a_grounds(s)[at].lock), np.int64(a_grounds(s)[at].entry)
            stands = how == H_RATES or how == H_QUOTA
            if how == H_RULE:
                stands = a_entries(s)[entry].flags & (E_DEAD | E_SUSPENDED) == 0 and enough(p, s, way, entry)
            elif how == H_BAND:
                stands = band == field(p, O_WAY, way, LE_COLS, LE_BAND)
            elif how == H_LIST:
                stands = first_ground(s, i, field(p, O_WAY, way, LE_COLS, LE_BY)) >= 0
            if stands:
                address, cause = a_grounds(s)[at].address, np.int64(a_grounds(s)[at].present)
                if how == H_QUOTA:
                    cause = at  # the sets were frozen when it was ranked
                trigger(p, k, s, i, lst, way, how, month, address, entry, band, cause)
        at = np.int64(a_grounds(s)[at].next)


@kernel
def locked(s, i, way, month):
    """Whether a lock on a way onto a list runs."""
    at = get32(s, R_GROUND, i)
    while at >= 0:
        if a_grounds(s)[at].how == H_LOCK and a_grounds(s)[at].way == way and np.int64(a_grounds(s)[at].until) > month:
            return True
        at = np.int64(a_grounds(s)[at].next)
    return False


@kernel
def length_of(p, k, s, i, way, month, address):
    """Months of a fixed term, with its extension; forever for an open one."""
    if field(p, O_WAY, way, LE_COLS, LE_FIXED) == 0:
        return np.int64(FOREVER)
    key, cell = field(p, O_WAY, way, LE_COLS, LE_STAY_KEY), cell_at(s, i)
    d = span_of(p, k, field(p, O_WAY, way, LE_COLS, LE_TERM_Q), month, cell, key, address, 0, 0)
    q = field(p, O_WAY, way, LE_COLS, LE_EXT_Q)
    if q >= 0 and passes(k, key, address, 0, 1, val(p, q, month, cell)):
        d += span_of(p, k, field(p, O_WAY, way, LE_COLS, LE_EXT_DAYS_Q), month, cell, key, address, 0, 2)
    return np.int64(d)


@kernel
def trigger(p, k, s, i, lst, way, how, month, address, entry, band, cause):
    """One trigger of one way: a new ground, or again."""
    if barred(p, s, i, lst) or locked(s, i, way, month):
        return
    key = field(p, O_WAY, way, LE_COLS, LE_KEY)
    if not chance(p, k, field(p, O_WAY, way, LE_COLS, LE_P_Q), month, cell_at(s, i), key, address, 0, 0):
        return
    d = length_of(p, k, s, i, way, month, address)
    at = get32(s, R_GROUND, i)
    while at >= 0:
        if (
            a_grounds(s)[at].list == lst
            and a_grounds(s)[at].way == way
            and a_grounds(s)[at].how == how
            and in_force(s, at)
        ):
            if how == H_RULE and a_grounds(s)[at].since == month and field(p, O_WAY, way, LE_COLS, LE_COUNT) == 1:
                a_grounds(s)[at].sets[0] |= np.int64(1) << cause  # either would have done
            again = field(p, O_LIST, lst, LI_COLS, LI_AGAIN)
            if again > 0 and 0 < d < FOREVER:
                base = month if again == 1 else np.int64(a_grounds(s)[at].until)
                a_grounds(s)[at].until = min(base + d, np.int64(FOREVER))
                wake_at(s, i, np.int64(a_grounds(s)[at].until))
            return
        at = np.int64(a_grounds(s)[at].next)
    if d == 0:
        return
    at = add_ground(s, i, month, lst, how, way, entry, address, np.int64(FOREVER) if d == FOREVER else month + d)
    if how == H_BAND:
        a_grounds(s)[at].flags = band
        freeze(p, s, i, month, at, W_BAND, band)
    elif how == H_LIST:
        freeze(p, s, i, month, at, W_LIST, field(p, O_WAY, way, LE_COLS, LE_BY))
    elif how == H_QUOTA:
        for j in range(N_SETS):
            a_grounds(s)[at].sets[j] = a_grounds(s)[cause].sets[j]
    elif how == H_RULE and field(p, O_WAY, way, LE_COLS, LE_COUNT) > 1 and enough(p, s, way, entry):
        freeze(p, s, i, month, at, W_COUNT, entry)
    else:
        a_grounds(s)[at].sets[0] = np.int64(1) << cause
