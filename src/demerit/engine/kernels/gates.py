"""Gates: held, gained, lost."""

from __future__ import annotations

import numpy as np

from demerit.compiled import kernel
from demerit.draws import draw, gap
from demerit.engine.kernels.fields import field, get8, get32, put8
from demerit.engine.kernels.observe import later
from demerit.engine.kernels.reading import bump, cell_at, note, val, wake_at
from demerit.engine.kernels.state import a_entries, a_fdue, a_fnum, a_series
from demerit.engine.layout import (
    E_DEAD,
    E_FRESH,
    E_SURCHARGE,
    G_BURN,
    G_T,
    GA_COLS,
    GA_GAIN_Q,
    GA_KEY,
    GA_LOSE_Q,
    GA_LOST_ON,
    GA_TALLY,
    L_GAINED,
    L_GATE_LOST,
    O_GATE,
    O_N_CHAN,
    O_N_GATE,
    R_ENTRY,
    R_GATE,
)

U0 = np.uint64(0)
U1 = np.uint64(1)


@kernel
def gate_phase(p, k, s, i, month):
    """Gates gained and lost this month. Returns the gates lost."""
    lost = np.int64(0)
    uid, cell = np.uint64(s[0] + i), cell_at(s, i)
    for g in range(p[O_N_GATE]):
        c = p[O_N_CHAN] + g
        key = k[field(p, O_GATE, g, GA_COLS, GA_KEY)]
        while np.int64(a_fdue(s)[c, i]) >> 22 == month:
            lost |= turn_gate(p, s, i, g, month)
            next_change(p, s, i, g, c, key, uid, cell, month, np.int64(a_fdue(s)[c, i]))
        rules = field(p, O_GATE, g, GA_COLS, GA_LOST_ON)
        if rules != 0 and (get8(s, R_GATE, i) >> g) & 1 == 1 and made_now(s, i, rules):
            lost |= turn_gate(p, s, i, g, month)
            next_change(p, s, i, g, c, key, uid, cell, month + 1, (month + 1) << 22)
    return lost


@kernel
def next_change(p, s, i, g, c, key, uid, cell, month, tick):
    """When the gate changes next."""
    held = (get8(s, R_GATE, i) >> g) & 1 == 1
    a_fnum(s)[c, i] = max(a_fnum(s)[c, i], np.uint16(1)) + np.uint16(1)
    rate = field(p, O_GATE, g, GA_COLS, GA_LOSE_Q if held else GA_GAIN_Q)
    ticks = (
        gap(draw(key, uid, np.uint64(a_fnum(s)[c, i]), U1), val(p, rate, month, cell))
        if rate >= 0
        else np.int64(0xFFFFFFFF)
    )
    a_fdue(s)[c, i] = later(tick, ticks)
    wake_at(s, i, np.int64(a_fdue(s)[c, i]) >> 22)


@kernel
def turn_gate(p, s, i, g, month):
    """Gain or lose a gate; returns its bit if lost."""
    held = (get8(s, R_GATE, i) >> g) & 1 == 1
    count_held(p, s, i, g, max(month, p[G_BURN]), -1 if held else 1)
    put8(s, R_GATE, i, get8(s, R_GATE, i) ^ np.uint8(1 << g))
    note(p, s, i, month, L_GATE_LOST if held else L_GAINED, g, 0, 0, 0, U0, 0)
    return np.int64(1) << g if held else np.int64(0)


@kernel
def count_held(p, s, i, g, month, by):
    """One gate more or less is held from a counted month on; the series is summed up at the end."""
    tally, left = field(p, O_GATE, g, GA_COLS, GA_TALLY) + 1, p[G_T] - month
    bump(p, s, tally, i, month, by * left)
    a_series(s)[tally, month - p[G_BURN]] += by - by * left


@kernel
def made_now(s, i, rules):
    """Whether a live entry of one of the rules was made this month."""
    at = get32(s, R_ENTRY, i)
    while at >= 0:
        if (
            a_entries(s)[at].flags & (E_FRESH | E_DEAD | E_SURCHARGE) == E_FRESH
            and (rules >> np.int64(a_entries(s)[at].rule)) & 1
        ):
            return True
        at = np.int64(a_entries(s)[at].next)
    return False
