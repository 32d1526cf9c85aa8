"""The people of a chunk before month 0: cells, first candidates, gates, open obligations, bands."""

from __future__ import annotations

import numpy as np

from demerit.compiled import entry_kernel, kernel
from demerit.draws import draw, gap
from demerit.engine.kernels.act import weigh
from demerit.engine.kernels.card import card_band
from demerit.engine.kernels.debts import open_debt
from demerit.engine.kernels.fields import field, get8, put8, put16
from demerit.engine.kernels.gates import count_held
from demerit.engine.kernels.observe import covers, later
from demerit.engine.kernels.reading import (
    cell_at,
    chance,
    first_of,
    inside,
    is_played,
    passes,
    subject_at,
    val,
    wake_at,
)
from demerit.engine.kernels.scores import band_at, clamp
from demerit.engine.kernels.state import a_bits, a_due, a_fdue, a_fnum, a_keys2, a_mix, a_other, a_plan2
from demerit.engine.layout import (
    B_ACTIVE,
    BA_ACTIVE,
    BA_COLS,
    BA_PENAL,
    BA_REWARD,
    BK_COLS,
    BK_KEY,
    BK_OF,
    CH_COLS,
    CH_FALSE,
    CH_FALSE_KEY,
    CH_FALSE_Q,
    G_ALWAYS,
    G_BURN,
    G_CARD,
    G_CARD_ZERO_Q,
    G_HAS_SCORE,
    G_INITIAL_Q,
    G_MIX_Q,
    G_PLAIN,
    G_RATES,
    G_TRAIT_Q,
    G_UNIT,
    GA_COLS,
    GA_GAIN_Q,
    GA_HELD_Q,
    GA_KEY,
    GA_LOSE_Q,
    MX_BITS,
    MX_SCORE,
    O_BAND,
    O_BANK,
    O_CHAN,
    O_GATE,
    O_N_BANK,
    O_N_CHAN,
    O_N_DISC,
    O_N_GATE,
    O_N_OBLI,
    O_N_RULE,
    O_OBLI,
    O_RULE,
    OB_ABLE_Q,
    OB_COLS,
    OB_OF,
    OB_START_KEY,
    OB_START_Q,
    R_BAND,
    R_BAND_FLAGS,
    R_CARD,
    R_CARD_TRUE,
    R_CELL,
    R_GATE,
    RU_COLS,
    RU_RECUR,
    RU_RECUR_AFTER,
    RU_RECUR_MONTHS,
)
from demerit.society.people import cell_in_household

U0 = np.uint64(0)
U1 = np.uint64(1)


@entry_kernel
def init_chunk(p, k, gammas, pop, s):
    """Cells, first candidates, first false records, gates, open obligations, the band at the start."""
    firms = p[G_UNIT] == 2
    for i in range(s[1]):
        uid = np.uint64(s[0] + i)
        first = first_of(s, i)
        cell = p[G_PLAIN] if firms else np.int64(cell_in_household(pop, s[0] + i, s[0] + first))
        put16(s, R_CELL, i, cell)
        if not is_played(s, i):
            continue
        for bank in range(p[O_N_BANK]):
            of = field(p, O_BANK, bank, BK_COLS, BK_OF)
            if (of == 2) != firms or (of == 1 and first != i):
                continue
            total = weigh(p, k, gammas, s, bank, cell, uid)
            key = k[field(p, O_BANK, bank, BK_COLS, BK_KEY)]
            a_due(s)[bank, i] = later(0, gap(draw(key, uid, U0, U0), total))
        for o in range(p[O_N_OBLI]):
            of = field(p, O_OBLI, o, OB_COLS, OB_OF)
            if (of == 2) != firms or (of == 1 and first != i):
                continue
            q = field(p, O_OBLI, o, OB_COLS, OB_START_Q)
            key = field(p, O_OBLI, o, OB_COLS, OB_START_KEY)
            if q >= 0 and passes(k, key, uid, 0, 0, val(p, q, 0, cell)):
                able = chance(p, k, field(p, O_OBLI, o, OB_COLS, OB_ABLE_Q), 0, cell, key, uid, 0, 1)
                open_debt(p, s, i, o, np.int64(-1), able)
    for i in range(s[1]):
        if is_played(s, i) and subject_at(p, s, i) == i and inside(p, s, i):
            init_subject(p, k, s, i)
            if a_other(s).shape[0] > 0:
                init_subject(a_plan2(s), a_keys2(s), a_other(s), i)
            if p[G_CARD] == 1:
                put8(s, R_CARD, i, card_band(p, k, pop, s, i, False))
                put8(s, R_CARD_TRUE, i, card_band(p, k, pop, s, i, True))


@kernel
def init_subject(p, k, s, i):
    """False-record processes and the first look at a subject inside the scheme."""
    uid, cell = np.uint64(s[0] + i), cell_at(s, i)
    todo = p[G_ALWAYS] == 1 or p[O_N_DISC] > 0
    for c in range(p[O_N_CHAN]):
        if field(p, O_CHAN, c, CH_COLS, CH_FALSE) == 1 and covers(p, k, s, c, i):
            rate = val(p, field(p, O_CHAN, c, CH_COLS, CH_FALSE_Q), 0, cell)
            key = k[field(p, O_CHAN, c, CH_COLS, CH_FALSE_KEY)]
            a_fdue(s)[c, i] = later(0, gap(draw(key, uid, U0, U0), rate))
    for g in range(p[O_N_GATE]):
        q, key = field(p, O_GATE, g, GA_COLS, GA_HELD_Q), field(p, O_GATE, g, GA_COLS, GA_KEY)
        held = passes(k, key, uid, 0, 0, val(p, q, 0, cell))
        if held:
            put8(s, R_GATE, i, get8(s, R_GATE, i) | (1 << g))
            count_held(p, s, i, g, p[G_BURN], 1)
        rate = field(p, O_GATE, g, GA_COLS, GA_LOSE_Q if held else GA_GAIN_Q)
        if rate >= 0:
            c = p[O_N_CHAN] + g
            a_fnum(s)[c, i] = 1
            a_fdue(s)[c, i] = later(0, gap(draw(k[key], uid, U1, U1), val(p, rate, 0, cell)))
            wake_at(s, i, np.int64(a_fdue(s)[c, i]) >> 22)
        if not held:
            todo = True
    if p[G_HAS_SCORE] == 1:
        initial = val(p, p[G_INITIAL_Q], 0, cell)
        start = val(p, p[G_CARD_ZERO_Q], 0, cell) if p[G_CARD] == 1 else band_at(p, clamp(p, initial, 0, cell), 0, cell)
        put8(s, R_BAND, i, start)
        if p[G_MIX_Q] >= 0:
            a_mix(s)[MX_SCORE, i] = initial << MX_BITS
        penal = field(p, O_BAND, start, BA_COLS, BA_PENAL) + field(p, O_BAND, start, BA_COLS, BA_REWARD)
        todo = todo or penal > 0 or field(p, O_BAND, start, BA_COLS, BA_ACTIVE) == 1
        if penal > 0:
            put8(s, R_BAND_FLAGS, i, 255)
        todo = todo or val(p, p[G_TRAIT_Q], 0, cell) != 0 or p[G_CARD] == 1
        todo = todo or clamp(p, initial, 0, cell) != initial
    for rule in range(p[O_N_RULE]):
        if field(p, O_RULE, rule, RU_COLS, RU_RECUR) == 1:
            wake_at(s, i, field(p, O_RULE, rule, RU_COLS, RU_RECUR_MONTHS))
        elif field(p, O_RULE, rule, RU_COLS, RU_RECUR) == 3:
            wake_at(s, i, 12 + field(p, O_RULE, rule, RU_COLS, RU_RECUR_AFTER))
    if p[G_RATES] == 1:
        wake_at(s, i, 0)
    if todo:
        a_bits(s)[B_ACTIVE, i >> 6] |= U1 << np.uint64(i & 63)
