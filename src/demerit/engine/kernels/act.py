"""Phases act and observe: candidates become acts, acts become records, records become postings."""

from __future__ import annotations

import numpy as np

from demerit.draws import NEVER, choice, draw, gap
from demerit.engine.kernels.reading import bump, cell_at, chance, first_of, index_of, inside, note, num, passes, room, subject_at, take, val, wake_at
from demerit.engine.kernels.causes import band_at, clamp, hook_held, is_adverse
from demerit.engine.kernels.respond import factor_now
from demerit.engine.layout import *  # noqa: F403 (names of columns)
from demerit.society.people import cell_in_household
from demerit.society.tables import kernel

U0, U1 = np.uint64(0), np.uint64(1)
LOW16 = np.uint64(0xFFFF)


@kernel
def person_factor(p, k, gammas, s, bank, be, uid):
    """Gamma factor (1/65536) of a person for a behaviour of a bank."""
    shape = num(p, O_BEH, BE_COLS, be, BE_GAMMA)
    if shape < 0:
        return np.int64(ONE)
    shared = num(p, O_BEH, BE_COLS, be, BE_SHARED_KEY)
    if shared >= 0:
        return np.int64(gammas[shape, np.int64(draw(k[shared], uid, U0, U0) & LOW16)])
    place = num(p, O_BEH, BE_COLS, be, BE_PLACE)
    word = draw(k[num(p, O_BANK, BK_COLS, bank, BK_DISP_KEY)], uid, U0, np.uint64(place >> 2))
    return np.int64(gammas[shape, np.int64((word >> np.uint64(16 * (place & 3))) & LOW16)])


@kernel
def weigh(p, k, gammas, s, bank, cell, uid):
    """Dominating rates of a subject's bank into ``work``; their sum."""
    if num(p, O_BANK, BK_COLS, bank, BK_DISPERSED) == 0:
        return val(p, num(p, O_BANK, BK_COLS, bank, BK_TOTAL_Q), 0, cell)
    total = np.int64(0)
    first = num(p, O_BANK, BK_COLS, bank, BK_BEH_FROM)
    for be in range(first, num(p, O_BANK, BK_COLS, bank, BK_BEH_TO)):
        g = person_factor(p, k, gammas, s, bank, be, uid)
        r = (val(p, num(p, O_BEH, BE_COLS, be, BE_DOM_Q), 0, cell) * g) >> 16
        s.work[2 * (be - first)] = r
        s.work[2 * (be - first) + 1] = g
        total += r
    return total


@kernel
def later(due, ticks):
    """A tick plus a gap; beyond the last tick is never."""
    t = np.int64(due) + ticks
    return np.uint32(NEVER if t >= NEVER else t)


@kernel
def init_chunk(p, k, gammas, pop, s):
    """Cells, first candidates, first false records, gates, open obligations, the band at the start."""
    for i in range(s.n):
        uid = np.uint64(s.base + i)
        first = first_of(s, i)
        cell = cell_in_household(pop, s.base + i, s.base + first)
        s.s16[s.row[R_CELL], i] = cell
        for bank in range(p[O_N_BANK]):
            of = num(p, O_BANK, BK_COLS, bank, BK_OF)
            if of == 1 and first != i:
                continue
            total = weigh(p, k, gammas, s, bank, cell, uid)
            key = k[num(p, O_BANK, BK_COLS, bank, BK_KEY)]
            s.due[bank, i] = later(0, gap(draw(key, uid, U0, U0), total))
        for o in range(p[O_N_OBLI]):
            q = num(p, O_OBLI, OB_COLS, o, OB_START_Q)
            key = num(p, O_OBLI, OB_COLS, o, OB_START_KEY)
            if q >= 0 and passes(k, key, uid, 0, 0, val(p, q, 0, cell)):
                able = chance(p, k, num(p, O_OBLI, OB_COLS, o, OB_ABLE_Q), 0, cell, key, uid, 0, 1)
                open_debt(p, s, i, o, np.int64(-1), able)
    for i in range(s.n):
        if subject_at(p, s, i) == i and inside(p, s, i):
            init_subject(p, k, s, i)


@kernel
def init_subject(p, k, s, i):
    """False-record processes and the first look at a subject inside the scheme."""
    uid, cell = np.uint64(s.base + i), cell_at(s, i)
    todo = p[G_ALWAYS] == 1
    for c in range(p[O_N_CHAN]):
        if num(p, O_CHAN, CH_COLS, c, CH_FALSE) == 1 and covers(p, k, s, c, i):
            rate = val(p, num(p, O_CHAN, CH_COLS, c, CH_FALSE_Q), 0, cell)
            key = k[num(p, O_CHAN, CH_COLS, c, CH_FALSE_KEY)]
            s.fdue[c, i] = later(0, gap(draw(key, uid, U0, U0), rate))
    for g in range(p[O_N_GATE]):
        q, key = num(p, O_GATE, GA_COLS, g, GA_HELD_Q), num(p, O_GATE, GA_COLS, g, GA_KEY)
        held = passes(k, key, uid, 0, 0, val(p, q, 0, cell))
        if held:
            s.s8[s.row[R_GATE], i] |= 1 << g
            bump(p, s, num(p, O_GATE, GA_COLS, g, GA_TALLY) + 1, i, p[G_BURN], p[G_T] - p[G_BURN])
        rate = num(p, O_GATE, GA_COLS, g, GA_LOSE_Q if held else GA_GAIN_Q)
        if rate >= 0:
            c = p[O_N_CHAN] + g
            s.fnum[c, i] = 1
            s.fdue[c, i] = later(0, gap(draw(k[key], uid, U1, U1), val(p, rate, 0, cell)))
            wake_at(s, i, np.int64(s.fdue[c, i]) >> 22)
        if not held:
            todo = True
    if p[G_HAS_SCORE] == 1:
        start = band_at(p, clamp(p, val(p, p[G_INITIAL_Q], 0, cell)))
        s.s8[s.row[R_BAND], i] = start
        penal = num(p, O_BAND, BA_COLS, start, BA_PENAL) + num(p, O_BAND, BA_COLS, start, BA_REWARD)
        todo = todo or penal > 0 or num(p, O_BAND, BA_COLS, start, BA_ACTIVE) == 1
        if penal > 0:
            s.s8[s.row[R_BAND_FLAGS], i] = 255
        todo = todo or val(p, p[G_TRAIT_Q], 0, cell) != 0
    for rule in range(p[O_N_RULE]):
        if num(p, O_RULE, RU_COLS, rule, RU_RECUR) == 1:
            wake_at(s, i, num(p, O_RULE, RU_COLS, rule, RU_RECUR_MONTHS))
    if todo:
        s.bits[B_ACTIVE, i >> 6] |= U1 << np.uint64(i & 63)


@kernel
def open_debt(p, s, i, kind, month, able):
    """Open an obligation, unless one of the kind is open."""
    at = np.int64(s.s32[s.row[R_DEBT], i])
    while at >= 0:
        if s.debts[at].kind == kind and s.debts[at].done == 0:
            return False
        at = np.int64(s.debts[at].next)
    at = take(s, FREE_D, TOP_D, 2)
    s.debts[at].next = s.s32[s.row[R_DEBT], i]
    s.debts[at].opened = month
    s.debts[at].kind = kind
    s.debts[at].able = 1 if able else 0
    s.debts[at].done = 0
    s.s32[s.row[R_DEBT], i] = at
    s.bits[B_DEBTORS, i >> 6] |= U1 << np.uint64(i & 63)
    return True


@kernel
def covers(p, k, s, c, i):
    """Whether a channel covers the subject at ``i``."""
    q = num(p, O_CHAN, CH_COLS, c, CH_COVER_Q)
    if q < 0:
        return True
    by = num(p, O_CHAN, CH_COLS, c, CH_COVER_BY)
    who = s.base + i
    if by == 1:
        who = s.base + first_of(s, i)
    elif by == 2:
        who = who & ~np.int64(4095)
    return chance(p, k, q, 0, cell_at(s, i), num(p, O_CHAN, CH_COLS, c, CH_COVER_KEY), who, 0, 0)


@kernel
def age_debts(p, k, s, month):
    """First step of act: abilities change, obligations are performed."""
    for w in range(s.bits.shape[1]):
        if s.bits[B_DEBTORS, w] == U0:
            continue
        for b in range(64):
            if (s.bits[B_DEBTORS, w] >> np.uint64(b)) & U1 == U1:
                age_debts_of(p, k, s, 64 * w + b, month)


@kernel
def age_debts_of(p, k, s, i, month):
    """Obligations of one subject; the newest is first in the file's chain, so kinds are walked in order."""
    uid, cell = s.base + i, cell_at(s, i)
    listed = s.row[R_ON] >= 0 and (np.int64(s.s32[s.row[R_ON], subject_at(p, s, i)]) & p[G_PENAL_LISTS]) != 0
    for kind in range(p[O_N_OBLI]):
        at = np.int64(s.s32[s.row[R_DEBT], i])
        while at >= 0:
            if s.debts[at].kind == kind and s.debts[at].done == 0 and s.debts[at].opened < month:
                key = num(p, O_OBLI, OB_COLS, kind, OB_KEY)
                able = s.debts[at].able == 1
                turn = num(p, O_OBLI, OB_COLS, kind, OB_LOSE_Q if able else OB_GAIN_Q)
                if passes(k, key, uid, month, 0, val(p, turn, month, cell)):
                    able = not able
                    s.debts[at].able = 1 if able else 0
                rate = OB_DO_UNABLE_Q
                if able:
                    rate = OB_DO_LISTED_Q if listed else OB_DO_ABLE_Q
                if passes(k, key, uid, month, 1, val(p, num(p, O_OBLI, OB_COLS, kind, rate), month, cell)):
                    s.debts[at].done = 1
                    bump(p, s, num(p, O_OBLI, OB_COLS, kind, OB_TALLY) + 1, i, month, 1)
                    note(p, s, i, month, L_PERFORMED, kind, 0, 0, 0, U0, 0)
            at = np.int64(s.debts[at].next)
    j = subject_at(p, s, i)
    s.bits[B_TODO, j >> 6] |= U1 << np.uint64(j & 63)


@kernel
def debt_state(s, i, kind):
    """0 no open obligation of the kind, 1 open and unable, 2 open and able."""
    at = np.int64(s.s32[s.row[R_DEBT], i])
    while at >= 0:
        if s.debts[at].kind == kind and s.debts[at].done == 0:
            return 1 + np.int64(s.debts[at].able)
        at = np.int64(s.debts[at].next)
    return np.int64(0)


@kernel
def may_act(p, s, i, be):
    """Whether ``only_while`` allows the behaviour now."""
    kind = num(p, O_BEH, BE_COLS, be, BE_WHILE_OB)
    if kind >= 0:
        state = debt_state(s, i, kind)
        able = num(p, O_BEH, BE_COLS, be, BE_WHILE_ABLE)
        if state == 0 or (able >= 0 and state != 1 + able):
            return False
    listed = num(p, O_BEH, BE_COLS, be, BE_WHILE_LISTED)
    if listed >= 0:
        on = s.row[R_ON] >= 0 and (np.int64(s.s32[s.row[R_ON], subject_at(p, s, i)]) & p[G_PENAL_LISTS]) != 0
        if on != (listed == 1):
            return False
    gate = num(p, O_BEH, BE_COLS, be, BE_WHILE_GATE)
    return gate < 0 or (np.int64(s.s8[s.row[R_GATE], subject_at(p, s, i)]) >> gate) & 1 == 1


@kernel
def act_chunk(p, k, gammas, exps, s, month):
    """All candidates of the month; 1 when a pool must grow first (call again)."""
    for bank in range(p[O_N_BANK]):
        for i in range(s.n):
            if np.int64(s.due[bank, i]) >> 22 != month:
                continue
            while np.int64(s.due[bank, i]) >> 22 == month:
                if not room(s):
                    return 1
                candidate(p, k, gammas, exps, s, bank, i, month)
    for c in range(min(s.fdue.shape[0], p[O_N_CHAN])):
        for i in range(s.n):
            while np.int64(s.fdue[c, i]) >> 22 == month:
                if not room(s):
                    return 1
                false_record(p, k, s, c, i, month)
    return 0


@kernel
def candidate(p, k, gammas, exps, s, bank, i, month):
    """One candidate: which behaviour, whether it happens, and when the next one comes."""
    uid, cell = np.uint64(s.base + i), cell_at(s, i)
    n = np.uint64(s.num[bank, i])
    moment = np.uint32(np.int64(s.due[bank, i]) & 0x3FFFFF)
    key = k[num(p, O_BANK, BK_COLS, bank, BK_KEY)]
    total = weigh(p, k, gammas, s, bank, cell, uid)
    x = choice(draw(key, uid, n, U1), total)
    first = num(p, O_BANK, BK_COLS, bank, BK_BEH_FROM)
    dispersed = num(p, O_BANK, BK_COLS, bank, BK_DISPERSED) == 1
    be = first
    g = np.int64(ONE)
    while True:
        r = s.work[2 * (be - first)] if dispersed else val(p, num(p, O_BEH, BE_COLS, be, BE_DOM_Q), 0, cell)
        if x < r:
            break
        x -= r
        be += 1
    if dispersed:
        g = s.work[2 * (be - first) + 1]
    if s.num[bank, i] == 65535:
        s.top[OVER] = 2
    s.num[bank, i] += np.uint16(1)
    s.due[bank, i] = later(s.due[bank, i], gap(draw(key, uid, n + U1, U0), total))
    now = (val(p, num(p, O_BEH, BE_COLS, be, BE_NOW_Q), month, cell) * g) >> 16
    if p[G_RESPONSES] == 1:
        now = (now * factor_now(p, k, exps, s, be, i, month)) >> 16
    if x < now and may_act(p, s, i, be):
        happen(p, k, s, bank, be, i, n, moment, month)


@kernel
def happen(p, k, s, bank, be, i, n, moment, month):
    """An act: counted, its obligation opened, then observed."""
    behaviour = num(p, O_BEH, BE_COLS, be, BE_ID)
    bump(p, s, num(p, O_BEHAVIOUR, BH_COLS, behaviour, BH_TALLY), i, month, 1)
    note(p, s, i, month, L_ACT, behaviour, 0, 0, 0, U0, n)
    opens = num(p, O_BEH, BE_COLS, be, BE_OPENS)
    if opens >= 0:
        origin = num(p, O_BANK, BK_COLS, bank, BK_ORIGIN)
        able = chance(p, k, num(p, O_OBLI, OB_COLS, opens, OB_ABLE_Q), month, cell_at(s, i),
                      num(p, O_OBLI, OB_COLS, opens, OB_ABLE_KEY), s.base + i, n, origin)
        if open_debt(p, s, i, opens, month, able):
            bump(p, s, num(p, O_OBLI, OB_COLS, opens, OB_TALLY), i, month, 1)
            note(p, s, i, month, L_OPENED, opens, 0, 0, 0, U0, 0)
            j = subject_at(p, s, i)
            s.bits[B_TODO, j >> 6] |= U1 << np.uint64(j & 63)
    if inside(p, s, subject_at(p, s, i)):
        observe(p, k, s, bank, be, behaviour, i, n, moment, month)


@kernel
def observe(p, k, s, bank, be, behaviour, i, n, moment, month):
    """All channels that watch: seen or missed, confused, misattributed, delayed."""
    pending = np.int64(-1)
    for w in range(p[p[O_WATCH_AT] + be], p[p[O_WATCH_AT] + be + 1]):
        c = num(p, O_WATCH, WA_COLS, w, WA_CHANNEL)
        me = subject_at(p, s, i)
        if not covers(p, k, s, c, me):
            continue
        tally = num(p, O_CHAN, CH_COLS, c, CH_TALLY)
        bump(p, s, tally, i, month, 1)
        key = num(p, O_WATCH, WA_COLS, w, WA_KEY)
        uid = s.base + i
        limit = val(p, num(p, O_WATCH, WA_COLS, w, WA_SENS_Q), month, cell_at(s, i))
        if num(p, O_CHAN, CH_COLS, c, CH_HARDER) == 1:
            limit = harder(p, s, w, c, i, me, month, limit)
        if not passes(k, key, uid, n, 0, limit):
            continue
        recorded = confused(p, k, w, behaviour, key, uid, n, month)
        target = misplaced(p, k, s, c, key, i, n, month)
        cause = record_cause(p, s, i, target, recorded, behaviour)
        if cause <= TRUE_LAWFUL:
            bump(p, s, tally + 1, i, month, 1)
        bump(p, s, tally + (2 if cause <= TRUE_LAWFUL else cause + 1), target, month, 1)
        note(p, s, target, month, L_RECORD, recorded, c, cause, 0, U0, uid)
        delay = num(p, O_CHAN, CH_COLS, c, CH_DELAY)
        if passes(k, key, uid, n, 20, num(p, O_CHAN, CH_COLS, c, CH_DELAY_FRAC)):
            delay += 1
        origin = num(p, O_BANK, BK_COLS, bank, BK_ORIGIN)
        pending = meet_rules(p, k, s, c, recorded, behaviour, i, target, n, moment, month, month + delay, origin, cause, pending)
    flush(s, pending, month)


@kernel
def record_cause(p, s, i, target, recorded, behaviour):
    """Truth of a record (a rule's own reading of ``misread`` is the same, since a rule is on one behaviour)."""
    if subject_at(p, s, target) != subject_at(p, s, i):
        return np.int64(MISTAKEN)
    if recorded != behaviour:
        return np.int64(MISREAD)
    return np.int64(TRUE_LAWFUL if num(p, O_BEHAVIOUR, BH_COLS, behaviour, BH_LAWFUL) == 1 else TRUE_UNLAWFUL)


@kernel
def harder(p, s, w, c, i, me, month, limit):
    """Threshold of being seen when the channel looks harder: past records of its own, and inspect measures."""
    whole = p.view(np.float64)
    x = whole[index_of(p, num(p, O_WATCH, WA_COLS, w, WA_SENS_F), month, cell_at(s, i))]
    plain = x
    q = num(p, O_CHAN, CH_COLS, c, CH_INSPECT_Q)
    if q >= 0:
        at = np.int64(s.s32[s.row[R_ENTRY], me])
        while at >= 0:
            if (s.entries[at].flags & E_DEAD == 0 and s.cold[at].channel == c and is_adverse(p, s, at)
                    and s.entries[at].made >= month - num(p, O_CHAN, CH_COLS, c, CH_INSPECT_MONTHS)):
                x = x * whole[index_of(p, q, month, cell_at(s, me))]
                break
            at = np.int64(s.entries[at].next)
    for m in range(p[O_N_MEAS]):
        if num(p, O_MEAS, ME_COLS, m, ME_KIND) == INSPECT and num(p, O_MEAS, ME_COLS, m, ME_CHANNEL) == c:
            if num(p, O_MEAS, ME_COLS, m, ME_FACTOR_Q) >= 0 and hook_held(p, s, me, m):
                x = x * whole[index_of(p, num(p, O_MEAS, ME_COLS, m, ME_FACTOR_Q), month, cell_at(s, me))]
    if x == plain:
        return limit
    return np.int64(0x7FFFFFFFFFFFFFFF) if x >= 1.0 else np.int64(x * 9223372036854775808.0)


@kernel
def confused(p, k, w, behaviour, key, uid, n, month):
    """As which behaviour the act is recorded."""
    for c in range(num(p, O_WATCH, WA_COLS, w, WA_CONF_FROM), num(p, O_WATCH, WA_COLS, w, WA_CONF_TO)):
        if passes(k, key, uid, n, 1, val(p, p[p[O_CONF] + 2 * c + CO_P_Q], month, 0)):
            return p[p[O_CONF] + 2 * c + CO_AS]
    return behaviour


@kernel
def misplaced(p, k, s, c, key, i, n, month):
    """On whom the record lands: the actor, or another subject of the block."""
    q = num(p, O_CHAN, CH_COLS, c, CH_MISATTR_Q)
    uid = s.base + i
    if q < 0 or not passes(k, key, uid, n, 2, val(p, q, month, cell_at(s, i))):
        return i
    for t in range(16):
        bits = draw(k[key], np.uint64(uid), np.uint64(n), np.uint64(3 + t))
        j = (i & ~np.int64(4095)) + np.int64(bits & np.uint64(4095))
        if j >= s.n or subject_at(p, s, j) == subject_at(p, s, i) or not inside(p, s, subject_at(p, s, j)):
            continue
        same = True
        for a in range(num(p, O_CHAN, CH_COLS, c, CH_ALIKE_FROM), num(p, O_CHAN, CH_COLS, c, CH_ALIKE_TO)):
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
        via = num(p, O_RULE, RU_COLS, rule, RU_VIA)
        if via != 0 and (via >> c) & 1 == 0:
            continue
        applies = num(p, O_RULE, RU_COLS, rule, RU_APPLIES_Q)
        if applies >= 0 and val(p, applies, 0, cell_at(s, who)) == 0:
            continue
        each = num(p, O_RULE, RU_COLS, rule, RU_COUNT_EACH) == 1
        source = (origin + 1 + c) & 0xFFFFFFFF if each else origin
        delay = num(p, O_RULE, RU_COLS, rule, RU_DELAY)
        if passes(k, num(p, O_RULE, RU_COLS, rule, RU_DELAY_KEY), s.base + i, n, source,
                  num(p, O_RULE, RU_COLS, rule, RU_DELAY_FRAC)):
            delay += 1
        old = np.int64(-1)
        if not each:
            old = pending
            while old >= 0 and not (s.posts[old].rule == rule and s.posts[old].who == who):
                old = np.int64(s.posts[old].next)
        if old >= 0:
            if np.int64(s.posts[old].n >> np.uint64(32)) <= when + delay:
                continue
        else:
            old = take(s, FREE_P, TOP_P, 3)
            s.posts[old].next = pending
            pending = old
        fill_post(s, old, who, s.base + i, n, source, rule, cause, c, moment, when + delay)
    return pending


@kernel
def fill_post(s, at, who, actor, n, origin, rule, cause, channel, moment, when):
    """Write a posting; its month rides in the upper half of ``n`` until it is flushed."""
    s.posts[at].who = who
    s.posts[at].actor = actor
    s.posts[at].n = np.uint64(n) | (np.uint64(when) << np.uint64(32))
    s.posts[at].origin = origin
    s.posts[at].rule = rule
    s.posts[at].cause = cause
    s.posts[at].channel = channel
    s.posts[at].moment = moment
    s.posts[at].heard = 0


@kernel
def flush(s, pending, month):
    """Put the postings of an act where their month finds them."""
    at = pending
    while at >= 0:
        after = np.int64(s.posts[at].next)
        enqueue(s, at, np.int64(s.posts[at].n >> np.uint64(32)), month)
        at = after


@kernel
def enqueue(s, at, when, month):
    """A posting for this month goes to its subject, a later one to the queue of its month."""
    if when >= s.queue.shape[0] - 1:
        s.posts[at].next = s.top[FREE_P]
        s.top[FREE_P] = at
        return
    if when <= month:
        who = np.int64(s.posts[at].who)
        s.posts[at].next = s.phead[who]
        s.phead[who] = at
        s.bits[B_TODO, who >> 6] |= U1 << np.uint64(who & 63)
    else:
        s.posts[at].next = s.queue[when]
        s.queue[when] = at


@kernel
def false_record(p, k, s, c, i, month):
    """A record of an act that never happened."""
    uid, cell = np.uint64(s.base + i), cell_at(s, i)
    key = num(p, O_CHAN, CH_COLS, c, CH_FALSE_KEY)
    n = np.uint64(s.fnum[c, i])
    moment = np.uint32(np.int64(s.fdue[c, i]) & 0x3FFFFF)
    x = choice(draw(k[key], uid, n, U1), num(p, O_CHAN, CH_COLS, c, CH_FALSE_TOTAL))
    row = num(p, O_CHAN, CH_COLS, c, CH_FALSE_FROM)
    while p[p[O_FALSE] + 2 * row + 1] <= x:
        row += 1
    behaviour = p[p[O_FALSE] + 2 * row]
    rate = val(p, num(p, O_CHAN, CH_COLS, c, CH_FALSE_Q), 0, cell)
    s.fnum[c, i] += np.uint16(1)
    s.fdue[c, i] = later(s.fdue[c, i], gap(draw(k[key], uid, n + U1, U0), rate))
    bump(p, s, num(p, O_CHAN, CH_COLS, c, CH_TALLY) + 3, i, month, 1)
    note(p, s, i, month, L_RECORD, behaviour, c, FALSE_RECORD, 0, U0, s.base + i)
    delay = num(p, O_CHAN, CH_COLS, c, CH_DELAY)
    if passes(k, key, uid, n, 20, num(p, O_CHAN, CH_COLS, c, CH_DELAY_FRAC)):
        delay += 1
    origin = num(p, O_CHAN, CH_COLS, c, CH_FALSE_ORIGIN)
    pending = meet_rules(p, k, s, c, behaviour, behaviour, i, i, n, moment, month, month + delay, origin,
                         np.int64(FALSE_RECORD), np.int64(-1))
    flush(s, pending, month)
