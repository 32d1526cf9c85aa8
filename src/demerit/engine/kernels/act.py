"""Phase act: candidates are thinned to the rate of the moment: the truth."""

from __future__ import annotations

import numpy as np

from demerit.compiled import kernel
from demerit.draws import choice, draw, gap
from demerit.engine.kernels.cells import aim_act, unlawful_act
from demerit.engine.kernels.debts import debt_state, open_debt
from demerit.engine.kernels.fields import field, get8, get32
from demerit.engine.kernels.observe import false_record, later, observe
from demerit.engine.kernels.reading import bump, cell_at, chance, inside, note, room, subject_at, val
from demerit.engine.kernels.respond import factor_now
from demerit.engine.kernels.shadow import observe_all
from demerit.engine.kernels.state import a_bits, a_due, a_fdue, a_num, a_other, a_row, a_s16, a_top, a_work
from demerit.engine.layout import (
    B_PLAYED,
    B_TODO,
    BE_COLS,
    BE_DOM_Q,
    BE_DRAWN,
    BE_GAMMA,
    BE_ID,
    BE_NOW_Q,
    BE_OPENS,
    BE_PLACE,
    BE_SHARED_KEY,
    BE_WHILE_ABLE,
    BE_WHILE_GATE,
    BE_WHILE_LISTED,
    BE_WHILE_OB,
    BH_COLS,
    BH_LAWFUL,
    BH_TALLY,
    BH_TARGETS,
    BK_BEH_FROM,
    BK_BEH_TO,
    BK_COLS,
    BK_DISP_KEY,
    BK_DISPERSED,
    BK_KEY,
    BK_ORIGIN,
    BK_TOTAL_Q,
    G_PENAL_LISTS,
    G_RESPONSES,
    G_TARGETS,
    L_ACT,
    L_OPENED,
    O_AIM_AT,
    O_AIM_OF,
    O_BANK,
    O_BEH,
    O_BEHAVIOUR,
    O_N_BANK,
    O_N_CHAN,
    O_OBLI,
    OB_ABLE_KEY,
    OB_ABLE_Q,
    OB_COLS,
    OB_TALLY,
    ONE,
    OVER,
    R_GATE,
    R_LAST_ACT,
    R_ON,
    R_TARGET,
)

U0 = np.uint64(0)
U1 = np.uint64(1)
LOW16 = np.uint64(0xFFFF)


@kernel
def person_factor(p, k, gammas, be, uid, word):
    """Gamma factor (1/65536) of a person for a behaviour of a bank; ``word`` is the draw that four behaviours share."""
    shape = field(p, O_BEH, be, BE_COLS, BE_GAMMA)
    if shape < 0:
        return np.int64(ONE)
    shared = field(p, O_BEH, be, BE_COLS, BE_SHARED_KEY)
    if shared >= 0:
        return np.int64(gammas[shape, np.int64(draw(k[shared], uid, U0, U0) & LOW16)])
    place = field(p, O_BEH, be, BE_COLS, BE_PLACE)
    return np.int64(gammas[shape, np.int64((word >> np.uint64(16 * (place & 3))) & LOW16)])


@kernel
def weigh(p, k, gammas, s, bank, cell, uid):
    """Dominating rates of a subject's bank into ``work``; their sum."""
    if field(p, O_BANK, bank, BK_COLS, BK_DISPERSED) == 0:
        return val(p, field(p, O_BANK, bank, BK_COLS, BK_TOTAL_Q), 0, cell)
    total = np.int64(0)
    first = field(p, O_BANK, bank, BK_COLS, BK_BEH_FROM)
    key, word = k[field(p, O_BANK, bank, BK_COLS, BK_DISP_KEY)], U0
    for be in range(first, field(p, O_BANK, bank, BK_COLS, BK_BEH_TO)):
        place = field(p, O_BEH, be, BE_COLS, BE_PLACE)
        if place & 3 == 0:
            word = draw(key, uid, U0, np.uint64(place >> 2))
        g = person_factor(p, k, gammas, be, uid, word)
        r = (val(p, field(p, O_BEH, be, BE_COLS, BE_DOM_Q), 0, cell) * g) >> 16
        a_work(s)[2 * (be - first)] = r
        a_work(s)[2 * (be - first) + 1] = g
        total += r
    return total


@kernel
def may_act(p, s, i, be, month):
    """Whether ``only_while`` allows the behaviour now."""
    kind = field(p, O_BEH, be, BE_COLS, BE_WHILE_OB)
    if kind >= 0:
        state = debt_state(s, i, kind, month)
        able = field(p, O_BEH, be, BE_COLS, BE_WHILE_ABLE)
        if state == 0 or (able >= 0 and state != 1 + able):
            return False
    listed = field(p, O_BEH, be, BE_COLS, BE_WHILE_LISTED)
    if listed >= 0:
        on = a_row(s)[R_ON] >= 0 and (get32(s, R_ON, subject_at(p, s, i)) & p[G_PENAL_LISTS]) != 0
        if on != (listed == 1):
            return False
    gate = field(p, O_BEH, be, BE_COLS, BE_WHILE_GATE)
    if gate >= 0 and a_row(s)[R_GATE] < 0:
        return False
    return gate < 0 or (get8(s, R_GATE, subject_at(p, s, i)) >> gate) & 1 == 1


@kernel
def act_chunk(p, k, gammas, exps, s, month):
    """All candidates of the month; 1 when a pool must grow first (call again)."""
    for bank in range(p[O_N_BANK]):
        for w in range(a_bits(s).shape[1]):
            if a_bits(s)[B_PLAYED, w] == U0:
                continue
            for i in range(64 * w, min(64 * w + 64, s[1])):
                while np.int64(a_due(s)[bank, i]) >> 22 == month:
                    if not room(s):
                        return 1
                    candidate(p, k, gammas, exps, s, bank, i, month)
    for c in range(min(a_fdue(s).shape[0], p[O_N_CHAN])):
        for w in range(a_bits(s).shape[1]):
            if a_bits(s)[B_PLAYED, w] == U0:
                continue
            for i in range(64 * w, min(64 * w + 64, s[1])):
                while np.int64(a_fdue(s)[c, i]) >> 22 == month:
                    if not room(s):
                        return 1
                    false_record(p, k, s, c, i, month)
    return 0


@kernel
def candidate(p, k, gammas, exps, s, bank, i, month):
    """One candidate: which behaviour, whether it happens, and when the next one comes."""
    uid, cell = np.uint64(s[0] + i), cell_at(s, i)
    n = np.uint64(a_num(s)[bank, i])
    moment = np.uint32(np.int64(a_due(s)[bank, i]) & 0x3FFFFF)
    key = k[field(p, O_BANK, bank, BK_COLS, BK_KEY)]
    total = weigh(p, k, gammas, s, bank, cell, uid)
    x = choice(draw(key, uid, n, U1), total)
    first = field(p, O_BANK, bank, BK_COLS, BK_BEH_FROM)
    dispersed = field(p, O_BANK, bank, BK_COLS, BK_DISPERSED) == 1
    be = first
    g = np.int64(ONE)
    while True:
        r = a_work(s)[2 * (be - first)] if dispersed else val(p, field(p, O_BEH, be, BE_COLS, BE_DOM_Q), 0, cell)
        if x < r:
            break
        x -= r
        be += 1
    if dispersed:
        g = a_work(s)[2 * (be - first) + 1]
    if a_num(s)[bank, i] == 65535:
        a_top(s)[OVER] = 2
    a_num(s)[bank, i] += np.uint16(1)
    a_due(s)[bank, i] = later(a_due(s)[bank, i], gap(draw(key, uid, n + U1, U0), total))
    now = (val(p, field(p, O_BEH, be, BE_COLS, BE_NOW_Q), month, cell) * g) >> 16
    if p[G_RESPONSES] == 1:
        now = (now * factor_now(p, k, exps, s, be, i, month)) >> 16
    if x < now and field(p, O_BEH, be, BE_COLS, BE_DRAWN) == 1 and may_act(p, s, i, be, month):
        happen(p, k, s, bank, be, i, n, moment, month)


@kernel
def remember(p, s, i, behaviour, month):
    """When the subject last did something (and something unlawful) that published rates claim to find."""
    targets = field(p, O_BEHAVIOUR, behaviour, BH_COLS, BH_TARGETS)
    for t in range(p[G_TARGETS]):
        if (targets >> t) & 1:
            row = a_row(s)[R_TARGET] + 2 * t
            a_s16(s)[row, i] = month + 1
            if field(p, O_BEHAVIOUR, behaviour, BH_COLS, BH_LAWFUL) == 0:
                a_s16(s)[row + 1, i] = month + 1


@kernel
def happen(p, k, s, bank, be, i, n, moment, month):
    """An act: counted, its obligation opened, then observed."""
    behaviour = field(p, O_BEH, be, BE_COLS, BE_ID)
    bump(p, s, field(p, O_BEHAVIOUR, behaviour, BH_COLS, BH_TALLY), i, month, 1)
    note(p, s, i, month, L_ACT, behaviour, 0, 0, 0, U0, n)
    if p[G_TARGETS] > 0:
        remember(p, s, subject_at(p, s, i), behaviour, month)
    opens = field(p, O_BEH, be, BE_COLS, BE_OPENS)
    if opens >= 0:
        origin = field(p, O_BANK, bank, BK_COLS, BK_ORIGIN)
        able = chance(
            p,
            k,
            field(p, O_OBLI, opens, OB_COLS, OB_ABLE_Q),
            month,
            cell_at(s, i),
            field(p, O_OBLI, opens, OB_COLS, OB_ABLE_KEY),
            s[0] + i,
            n,
            origin,
        )
        if open_debt(p, s, i, opens, month, able):
            bump(p, s, field(p, O_OBLI, opens, OB_COLS, OB_TALLY), i, month, 1)
            note(p, s, i, month, L_OPENED, opens, 0, 0, 0, U0, 0)
            j = subject_at(p, s, i)
            a_bits(s)[B_TODO, j >> 6] |= U1 << np.uint64(j & 63)
    j = subject_at(p, s, i)
    if inside(p, s, j):
        if a_row(s)[R_LAST_ACT] >= 0 and field(p, O_BEHAVIOUR, behaviour, BH_COLS, BH_LAWFUL) == 0:
            unlawful_act(p, s, j, month)
        for row in range(p[p[O_AIM_AT] + behaviour], p[p[O_AIM_AT] + behaviour + 1]):
            aim_act(p, s, j, p[p[O_AIM_OF] + row], month)
        observe(p, k, s, bank, be, behaviour, i, n, moment, month)
        if a_other(s).shape[0] > 0:
            observe_all(p, s, bank, behaviour, i, n, moment, month)
