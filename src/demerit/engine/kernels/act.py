"""Phases act and observe: candidates become acts, acts become records, records become postings."""

from __future__ import annotations

import numpy as np

from demerit.compiled import entry_kernel, kernel
from demerit.draws import NEVER, choice, draw, gap
from demerit.engine.kernels.reading import bump, cell_at, chance, first_of, index_of, inside, note, passes, room, subject_at, take, val, wake_at
from demerit.engine.kernels.card import card_band
from demerit.engine.kernels.causes import band_at, clamp, hook_held, is_adverse
from demerit.engine.kernels.respond import factor_now
from demerit.engine.kernels.state import a_bits, a_cold, a_debts, a_due, a_entries, a_fdue, a_fnum, a_num, a_phead, a_posts, a_queue, a_row, a_s16, a_s32, a_s8, a_top, a_work
from demerit.engine.layout import *  # noqa: F403 (names of columns)
from demerit.society.people import cell_in_household

U0, U1 = np.uint64(0), np.uint64(1)
LOW16 = np.uint64(0xFFFF)


@kernel
def person_factor(p, k, gammas, s, bank, be, uid):
    """Gamma factor (1/65536) of a person for a behaviour of a bank."""
    shape = p[p[O_BEH] + be * BE_COLS + BE_GAMMA]
    if shape < 0:
        return np.int64(ONE)
    shared = p[p[O_BEH] + be * BE_COLS + BE_SHARED_KEY]
    if shared >= 0:
        return np.int64(gammas[shape, np.int64(draw(k[shared], uid, U0, U0) & LOW16)])
    place = p[p[O_BEH] + be * BE_COLS + BE_PLACE]
    word = draw(k[p[p[O_BANK] + bank * BK_COLS + BK_DISP_KEY]], uid, U0, np.uint64(place >> 2))
    return np.int64(gammas[shape, np.int64((word >> np.uint64(16 * (place & 3))) & LOW16)])


@kernel
def weigh(p, k, gammas, s, bank, cell, uid):
    """Dominating rates of a subject's bank into ``work``; their sum."""
    if p[p[O_BANK] + bank * BK_COLS + BK_DISPERSED] == 0:
        return val(p, p[p[O_BANK] + bank * BK_COLS + BK_TOTAL_Q], 0, cell)
    total = np.int64(0)
    first = p[p[O_BANK] + bank * BK_COLS + BK_BEH_FROM]
    for be in range(first, p[p[O_BANK] + bank * BK_COLS + BK_BEH_TO]):
        g = person_factor(p, k, gammas, s, bank, be, uid)
        r = (val(p, p[p[O_BEH] + be * BE_COLS + BE_DOM_Q], 0, cell) * g) >> 16
        a_work(s)[2 * (be - first)] = r
        a_work(s)[2 * (be - first) + 1] = g
        total += r
    return total


@kernel
def later(due, ticks):
    """A tick plus a gap; beyond the last tick is never."""
    t = np.int64(due) + ticks
    return np.uint32(NEVER if t >= NEVER else t)


@entry_kernel
def init_chunk(p, k, gammas, pop, s):
    """Cells, first candidates, first false records, gates, open obligations, the band at the start."""
    for i in range(s[1]):
        uid = np.uint64(s[0] + i)
        first = first_of(s, i)
        cell = cell_in_household(pop, s[0] + i, s[0] + first)
        a_s16(s)[a_row(s)[R_CELL], i] = cell
        for bank in range(p[O_N_BANK]):
            of = p[p[O_BANK] + bank * BK_COLS + BK_OF]
            if of == 1 and first != i:
                continue
            total = weigh(p, k, gammas, s, bank, cell, uid)
            key = k[p[p[O_BANK] + bank * BK_COLS + BK_KEY]]
            a_due(s)[bank, i] = later(0, gap(draw(key, uid, U0, U0), total))
        for o in range(p[O_N_OBLI]):
            q = p[p[O_OBLI] + o * OB_COLS + OB_START_Q]
            key = p[p[O_OBLI] + o * OB_COLS + OB_START_KEY]
            if q >= 0 and passes(k, key, uid, 0, 0, val(p, q, 0, cell)):
                able = chance(p, k, p[p[O_OBLI] + o * OB_COLS + OB_ABLE_Q], 0, cell, key, uid, 0, 1)
                open_debt(p, s, i, o, np.int64(-1), able)
    for i in range(s[1]):
        if subject_at(p, s, i) == i and inside(p, s, i):
            init_subject(p, k, s, i)
            if p[G_CARD] == 1:
                a_s8(s)[a_row(s)[R_CARD], i] = card_band(p, pop, s, i)


@kernel
def init_subject(p, k, s, i):
    """False-record processes and the first look at a subject inside the scheme."""
    uid, cell = np.uint64(s[0] + i), cell_at(s, i)
    todo = p[G_ALWAYS] == 1 or p[O_N_DISC] > 0
    for c in range(p[O_N_CHAN]):
        if p[p[O_CHAN] + c * CH_COLS + CH_FALSE] == 1 and covers(p, k, s, c, i):
            rate = val(p, p[p[O_CHAN] + c * CH_COLS + CH_FALSE_Q], 0, cell)
            key = k[p[p[O_CHAN] + c * CH_COLS + CH_FALSE_KEY]]
            a_fdue(s)[c, i] = later(0, gap(draw(key, uid, U0, U0), rate))
    for g in range(p[O_N_GATE]):
        q, key = p[p[O_GATE] + g * GA_COLS + GA_HELD_Q], p[p[O_GATE] + g * GA_COLS + GA_KEY]
        held = passes(k, key, uid, 0, 0, val(p, q, 0, cell))
        if held:
            a_s8(s)[a_row(s)[R_GATE], i] |= 1 << g
            bump(p, s, p[p[O_GATE] + g * GA_COLS + GA_TALLY] + 1, i, p[G_BURN], p[G_T] - p[G_BURN])
        rate = p[p[O_GATE] + g * GA_COLS + (GA_LOSE_Q if held else GA_GAIN_Q)]
        if rate >= 0:
            c = p[O_N_CHAN] + g
            a_fnum(s)[c, i] = 1
            a_fdue(s)[c, i] = later(0, gap(draw(k[key], uid, U1, U1), val(p, rate, 0, cell)))
            wake_at(s, i, np.int64(a_fdue(s)[c, i]) >> 22)
        if not held:
            todo = True
    if p[G_HAS_SCORE] == 1:
        start = p[G_CARD_ZERO] if p[G_CARD] == 1 else band_at(p, clamp(p, val(p, p[G_INITIAL_Q], 0, cell)))
        a_s8(s)[a_row(s)[R_BAND], i] = start
        penal = p[p[O_BAND] + start * BA_COLS + BA_PENAL] + p[p[O_BAND] + start * BA_COLS + BA_REWARD]
        todo = todo or penal > 0 or p[p[O_BAND] + start * BA_COLS + BA_ACTIVE] == 1
        if penal > 0:
            a_s8(s)[a_row(s)[R_BAND_FLAGS], i] = 255
        todo = todo or val(p, p[G_TRAIT_Q], 0, cell) != 0 or p[G_CARD] == 1
    for rule in range(p[O_N_RULE]):
        if p[p[O_RULE] + rule * RU_COLS + RU_RECUR] == 1:
            wake_at(s, i, p[p[O_RULE] + rule * RU_COLS + RU_RECUR_MONTHS])
    if todo:
        a_bits(s)[B_ACTIVE, i >> 6] |= U1 << np.uint64(i & 63)


@kernel
def open_debt(p, s, i, kind, month, able):
    """Open an obligation, unless one of the kind is open."""
    at = np.int64(a_s32(s)[a_row(s)[R_DEBT], i])
    while at >= 0:
        if a_debts(s)[at].kind == kind and a_debts(s)[at].done == 0:
            return False
        at = np.int64(a_debts(s)[at].next)
    at = take(s, FREE_D, TOP_D, 2)
    a_debts(s)[at].next = a_s32(s)[a_row(s)[R_DEBT], i]
    a_debts(s)[at].opened = month
    a_debts(s)[at].kind = kind
    a_debts(s)[at].able = 1 if able else 0
    a_debts(s)[at].done = 0
    a_s32(s)[a_row(s)[R_DEBT], i] = at
    a_bits(s)[B_DEBTORS, i >> 6] |= U1 << np.uint64(i & 63)
    return True


@kernel
def covers(p, k, s, c, i):
    """Whether a channel covers the subject at ``i``."""
    q = p[p[O_CHAN] + c * CH_COLS + CH_COVER_Q]
    if q < 0:
        return True
    by = p[p[O_CHAN] + c * CH_COLS + CH_COVER_BY]
    who = s[0] + i
    if by == 1:
        who = s[0] + first_of(s, i)
    elif by == 2:
        who = who & ~np.int64(4095)
    return chance(p, k, q, 0, cell_at(s, i), p[p[O_CHAN] + c * CH_COLS + CH_COVER_KEY], who, 0, 0)


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
    listed = a_row(s)[R_ON] >= 0 and (np.int64(a_s32(s)[a_row(s)[R_ON], subject_at(p, s, i)]) & p[G_PENAL_LISTS]) != 0
    for kind in range(p[O_N_OBLI]):
        at = np.int64(a_s32(s)[a_row(s)[R_DEBT], i])
        while at >= 0:
            if a_debts(s)[at].kind == kind and a_debts(s)[at].done == 0 and a_debts(s)[at].opened < month:
                key = p[p[O_OBLI] + kind * OB_COLS + OB_KEY]
                able = a_debts(s)[at].able == 1
                turn = p[p[O_OBLI] + kind * OB_COLS + (OB_LOSE_Q if able else OB_GAIN_Q)]
                if passes(k, key, uid, month, 0, val(p, turn, month, cell)):
                    able = not able
                    a_debts(s)[at].able = 1 if able else 0
                rate = OB_DO_UNABLE_Q
                if able:
                    rate = OB_DO_LISTED_Q if listed else OB_DO_ABLE_Q
                if passes(k, key, uid, month, 1, val(p, p[p[O_OBLI] + kind * OB_COLS + rate], month, cell)):
                    a_debts(s)[at].done = 1
                    bump(p, s, p[p[O_OBLI] + kind * OB_COLS + OB_TALLY] + 1, i, month, 1)
                    note(p, s, i, month, L_PERFORMED, kind, 0, 0, 0, U0, 0)
            at = np.int64(a_debts(s)[at].next)
    j = subject_at(p, s, i)
    a_bits(s)[B_TODO, j >> 6] |= U1 << np.uint64(j & 63)


@kernel
def debt_state(s, i, kind):
    """0 no open obligation of the kind, 1 open and unable, 2 open and able."""
    at = np.int64(a_s32(s)[a_row(s)[R_DEBT], i])
    while at >= 0:
        if a_debts(s)[at].kind == kind and a_debts(s)[at].done == 0:
            return 1 + np.int64(a_debts(s)[at].able)
        at = np.int64(a_debts(s)[at].next)
    return np.int64(0)


@kernel
def may_act(p, s, i, be):
    """Whether ``only_while`` allows the behaviour now."""
    kind = p[p[O_BEH] + be * BE_COLS + BE_WHILE_OB]
    if kind >= 0:
        state = debt_state(s, i, kind)
        able = p[p[O_BEH] + be * BE_COLS + BE_WHILE_ABLE]
        if state == 0 or (able >= 0 and state != 1 + able):
            return False
    listed = p[p[O_BEH] + be * BE_COLS + BE_WHILE_LISTED]
    if listed >= 0:
        on = a_row(s)[R_ON] >= 0 and (np.int64(a_s32(s)[a_row(s)[R_ON], subject_at(p, s, i)]) & p[G_PENAL_LISTS]) != 0
        if on != (listed == 1):
            return False
    gate = p[p[O_BEH] + be * BE_COLS + BE_WHILE_GATE]
    return gate < 0 or (np.int64(a_s8(s)[a_row(s)[R_GATE], subject_at(p, s, i)]) >> gate) & 1 == 1


@kernel
def act_chunk(p, k, gammas, exps, s, month):
    """All candidates of the month; 1 when a pool must grow first (call again)."""
    for bank in range(p[O_N_BANK]):
        for i in range(s[1]):
            if np.int64(a_due(s)[bank, i]) >> 22 != month:
                continue
            while np.int64(a_due(s)[bank, i]) >> 22 == month:
                if not room(s):
                    return 1
                candidate(p, k, gammas, exps, s, bank, i, month)
    for c in range(min(a_fdue(s).shape[0], p[O_N_CHAN])):
        for i in range(s[1]):
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
    key = k[p[p[O_BANK] + bank * BK_COLS + BK_KEY]]
    total = weigh(p, k, gammas, s, bank, cell, uid)
    x = choice(draw(key, uid, n, U1), total)
    first = p[p[O_BANK] + bank * BK_COLS + BK_BEH_FROM]
    dispersed = p[p[O_BANK] + bank * BK_COLS + BK_DISPERSED] == 1
    be = first
    g = np.int64(ONE)
    while True:
        r = a_work(s)[2 * (be - first)] if dispersed else val(p, p[p[O_BEH] + be * BE_COLS + BE_DOM_Q], 0, cell)
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
    now = (val(p, p[p[O_BEH] + be * BE_COLS + BE_NOW_Q], month, cell) * g) >> 16
    if p[G_RESPONSES] == 1:
        now = (now * factor_now(p, k, exps, s, be, i, month)) >> 16
    if x < now and p[p[O_BEH] + be * BE_COLS + BE_DRAWN] == 1 and may_act(p, s, i, be):
        happen(p, k, s, bank, be, i, n, moment, month)


@kernel
def happen(p, k, s, bank, be, i, n, moment, month):
    """An act: counted, its obligation opened, then observed."""
    behaviour = p[p[O_BEH] + be * BE_COLS + BE_ID]
    bump(p, s, p[p[O_BEHAVIOUR] + behaviour * BH_COLS + BH_TALLY], i, month, 1)
    note(p, s, i, month, L_ACT, behaviour, 0, 0, 0, U0, n)
    opens = p[p[O_BEH] + be * BE_COLS + BE_OPENS]
    if opens >= 0:
        origin = p[p[O_BANK] + bank * BK_COLS + BK_ORIGIN]
        able = chance(p, k, p[p[O_OBLI] + opens * OB_COLS + OB_ABLE_Q], month, cell_at(s, i),
                      p[p[O_OBLI] + opens * OB_COLS + OB_ABLE_KEY], s[0] + i, n, origin)
        if open_debt(p, s, i, opens, month, able):
            bump(p, s, p[p[O_OBLI] + opens * OB_COLS + OB_TALLY], i, month, 1)
            note(p, s, i, month, L_OPENED, opens, 0, 0, 0, U0, 0)
            j = subject_at(p, s, i)
            a_bits(s)[B_TODO, j >> 6] |= U1 << np.uint64(j & 63)
    if inside(p, s, subject_at(p, s, i)):
        observe(p, k, s, bank, be, behaviour, i, n, moment, month)


@kernel
def observe(p, k, s, bank, be, behaviour, i, n, moment, month):
    """All channels that watch: seen or missed, confused, misattributed, delayed."""
    pending = np.int64(-1)
    for w in range(p[p[O_WATCH_AT] + be], p[p[O_WATCH_AT] + be + 1]):
        c = p[p[O_WATCH] + w * WA_COLS + WA_CHANNEL]
        me = subject_at(p, s, i)
        if not covers(p, k, s, c, me):
            continue
        tally = p[p[O_CHAN] + c * CH_COLS + CH_TALLY]
        bump(p, s, tally, me, month, 1)
        key = p[p[O_WATCH] + w * WA_COLS + WA_KEY]
        uid = s[0] + i
        limit = val(p, p[p[O_WATCH] + w * WA_COLS + WA_SENS_Q], month, cell_at(s, i))
        if p[p[O_CHAN] + c * CH_COLS + CH_HARDER] == 1:
            limit = harder(p, s, w, c, i, me, month, limit)
        if not passes(k, key, uid, n, 0, limit):
            continue
        recorded = confused(p, k, w, behaviour, key, uid, n, month)
        target = misplaced(p, k, s, c, key, i, n, month)
        cause = record_cause(p, s, i, target, recorded, behaviour)
        if cause <= TRUE_LAWFUL:
            bump(p, s, tally + 1, me, month, 1)
        bump(p, s, tally + (2 if cause <= TRUE_LAWFUL else cause + 1), subject_at(p, s, target), month, 1)
        note(p, s, subject_at(p, s, target), month, L_RECORD, c, 0, cause, recorded, U0, uid)
        delay = p[p[O_CHAN] + c * CH_COLS + CH_DELAY]
        if passes(k, key, uid, n, 20, p[p[O_CHAN] + c * CH_COLS + CH_DELAY_FRAC]):
            delay += 1
        origin = p[p[O_BANK] + bank * BK_COLS + BK_ORIGIN]
        pending = meet_rules(p, k, s, c, recorded, behaviour, i, target, n, moment, month, month + delay, origin, cause, pending)
    flush(s, pending, month)


@kernel
def record_cause(p, s, i, target, recorded, behaviour):
    """Truth of a record (a rule's own reading of ``misread`` is the same, since a rule is on one behaviour)."""
    if subject_at(p, s, target) != subject_at(p, s, i):
        return np.int64(MISTAKEN)
    if recorded != behaviour:
        return np.int64(MISREAD)
    return np.int64(TRUE_LAWFUL if p[p[O_BEHAVIOUR] + behaviour * BH_COLS + BH_LAWFUL] == 1 else TRUE_UNLAWFUL)


@kernel
def harder(p, s, w, c, i, me, month, limit):
    """Threshold of being seen when the channel looks harder: past records of its own, and inspect measures."""
    whole = p.view(np.float64)
    x = whole[index_of(p, p[p[O_WATCH] + w * WA_COLS + WA_SENS_F], month, cell_at(s, i))]
    plain = x
    q = p[p[O_CHAN] + c * CH_COLS + CH_INSPECT_Q]
    if q >= 0:
        at = np.int64(a_s32(s)[a_row(s)[R_ENTRY], me])
        while at >= 0:
            if (a_entries(s)[at].flags & E_DEAD == 0 and a_cold(s)[at].channel == c and is_adverse(p, s, at)
                    and a_entries(s)[at].made >= month - p[p[O_CHAN] + c * CH_COLS + CH_INSPECT_MONTHS]):
                x = x * whole[index_of(p, q, month, cell_at(s, me))]
                break
            at = np.int64(a_entries(s)[at].next)
    for m in range(p[O_N_MEAS]):
        if p[p[O_MEAS] + m * ME_COLS + ME_KIND] == INSPECT and p[p[O_MEAS] + m * ME_COLS + ME_CHANNEL] == c:
            if p[p[O_MEAS] + m * ME_COLS + ME_FACTOR_Q] >= 0 and hook_held(p, s, me, m):
                x = x * whole[index_of(p, p[p[O_MEAS] + m * ME_COLS + ME_FACTOR_Q], month, cell_at(s, me))]
    if x == plain:
        return limit
    return np.int64(0x7FFFFFFFFFFFFFFF) if x >= 1.0 else np.int64(x * 9223372036854775808.0)


@kernel
def confused(p, k, w, behaviour, key, uid, n, month):
    """As which behaviour the act is recorded."""
    for c in range(p[p[O_WATCH] + w * WA_COLS + WA_CONF_FROM], p[p[O_WATCH] + w * WA_COLS + WA_CONF_TO]):
        if passes(k, key, uid, n, 1, val(p, p[p[O_CONF] + 2 * c + CO_P_Q], month, 0)):
            return p[p[O_CONF] + 2 * c + CO_AS]
    return behaviour


@kernel
def misplaced(p, k, s, c, key, i, n, month):
    """On whom the record lands: the actor, or another subject of the block."""
    q = p[p[O_CHAN] + c * CH_COLS + CH_MISATTR_Q]
    uid = s[0] + i
    if q < 0 or not passes(k, key, uid, n, 2, val(p, q, month, cell_at(s, i))):
        return i
    for t in range(16):
        bits = draw(k[key], np.uint64(uid), np.uint64(n), np.uint64(3 + t))
        j = (i & ~np.int64(4095)) + np.int64(bits & np.uint64(4095))
        if j >= s[1] or subject_at(p, s, j) == subject_at(p, s, i) or not inside(p, s, subject_at(p, s, j)):
            continue
        same = True
        for a in range(p[p[O_CHAN] + c * CH_COLS + CH_ALIKE_FROM], p[p[O_CHAN] + c * CH_COLS + CH_ALIKE_TO]):
            row = p[p[O_ALIKE] + a]
            if val(p, row, 0, cell_at(s, i)) != val(p, row, 0, cell_at(s, j)):
                same = False
        if same:
            return j
    return i


@kernel
def meet_rules(p, k, s, c, recorded, behaviour, i, target, n, moment, month, when, origin, cause, pending):
    """Postings of a record; of several for one rule and target the earliest stays. Returns the chain of this act's."""
    who = subject_at(p, s, target)
    at = p[O_RULE_AT]
    for r in range(p[at + recorded], p[at + recorded + 1]):
        rule = p[p[O_RULE_OF] + r]
        via = p[p[O_RULE] + rule * RU_COLS + RU_VIA]
        if via != 0 and (via >> c) & 1 == 0:
            continue
        applies = p[p[O_RULE] + rule * RU_COLS + RU_APPLIES_Q]
        if applies >= 0 and val(p, applies, 0, cell_at(s, who)) == 0:
            continue
        each = p[p[O_RULE] + rule * RU_COLS + RU_COUNT_EACH] == 1
        source = (origin + 1 + c) & 0xFFFFFFFF if each else origin
        delay = p[p[O_RULE] + rule * RU_COLS + RU_DELAY]
        if passes(k, p[p[O_RULE] + rule * RU_COLS + RU_DELAY_KEY], s[0] + i, n, source,
                  p[p[O_RULE] + rule * RU_COLS + RU_DELAY_FRAC]):
            delay += 1
        old = np.int64(-1)
        if not each:
            old = pending
            while old >= 0 and not (a_posts(s)[old].rule == rule and a_posts(s)[old].who == who):
                old = np.int64(a_posts(s)[old].next)
        if old >= 0:
            if np.int64(a_posts(s)[old].n >> np.uint64(32)) <= when + delay:
                continue
        else:
            old = take(s, FREE_P, TOP_P, 3)
            a_posts(s)[old].next = pending
            pending = old
        fill_post(s, old, who, s[0] + i, n, source, rule, cause, c, moment, when + delay)
    return pending


@kernel
def fill_post(s, at, who, actor, n, origin, rule, cause, channel, moment, when):
    """Write a posting; its month rides in the upper half of ``n`` until it is flushed."""
    a_posts(s)[at].who = who
    a_posts(s)[at].actor = actor
    a_posts(s)[at].n = np.uint64(n) | (np.uint64(when) << np.uint64(32))
    a_posts(s)[at].origin = origin
    a_posts(s)[at].rule = rule
    a_posts(s)[at].cause = cause
    a_posts(s)[at].channel = channel
    a_posts(s)[at].moment = moment
    a_posts(s)[at].heard = 0


@kernel
def flush(s, pending, month):
    """Put the postings of an act where their month finds them."""
    at = pending
    while at >= 0:
        after = np.int64(a_posts(s)[at].next)
        enqueue(s, at, np.int64(a_posts(s)[at].n >> np.uint64(32)), month)
        at = after


@kernel
def enqueue(s, at, when, month):
    """A posting for this month goes to its subject, a later one to the queue of its month."""
    if when >= a_queue(s).shape[0] - 1:
        a_posts(s)[at].next = a_top(s)[FREE_P]
        a_top(s)[FREE_P] = at
        return
    if when <= month:
        who = np.int64(a_posts(s)[at].who)
        a_posts(s)[at].next = a_phead(s)[who]
        a_phead(s)[who] = at
        a_bits(s)[B_TODO, who >> 6] |= U1 << np.uint64(who & 63)
    else:
        a_posts(s)[at].next = a_queue(s)[when]
        a_queue(s)[when] = at


@kernel
def false_record(p, k, s, c, i, month):
    """A record of an act that never happened."""
    uid, cell = np.uint64(s[0] + i), cell_at(s, i)
    key = p[p[O_CHAN] + c * CH_COLS + CH_FALSE_KEY]
    n = np.uint64(a_fnum(s)[c, i])
    moment = np.uint32(np.int64(a_fdue(s)[c, i]) & 0x3FFFFF)
    x = choice(draw(k[key], uid, n, U1), p[p[O_CHAN] + c * CH_COLS + CH_FALSE_TOTAL])
    row = p[p[O_CHAN] + c * CH_COLS + CH_FALSE_FROM]
    while p[p[O_FALSE] + 2 * row + 1] <= x:
        row += 1
    behaviour = p[p[O_FALSE] + 2 * row]
    rate = val(p, p[p[O_CHAN] + c * CH_COLS + CH_FALSE_Q], 0, cell)
    a_fnum(s)[c, i] += np.uint16(1)
    a_fdue(s)[c, i] = later(a_fdue(s)[c, i], gap(draw(k[key], uid, n + U1, U0), rate))
    bump(p, s, p[p[O_CHAN] + c * CH_COLS + CH_TALLY] + 3, i, month, 1)
    note(p, s, i, month, L_RECORD, c, 0, FALSE_RECORD, behaviour, U0, s[0] + i)
    delay = p[p[O_CHAN] + c * CH_COLS + CH_DELAY]
    if passes(k, key, uid, n, 20, p[p[O_CHAN] + c * CH_COLS + CH_DELAY_FRAC]):
        delay += 1
    origin = p[p[O_CHAN] + c * CH_COLS + CH_FALSE_ORIGIN]
    pending = meet_rules(p, k, s, c, behaviour, behaviour, i, i, n, moment, month, month + delay, origin,
                         np.int64(FALSE_RECORD), np.int64(-1))
    flush(s, pending, month)
