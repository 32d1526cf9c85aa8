"""Phase observe: acts become records, records become postings; false records arise."""

from __future__ import annotations

import numpy as np

from demerit.compiled import kernel
from demerit.draws import NEVER, choice, draw, gap
from demerit.engine.kernels.causes import hook_held, is_adverse
from demerit.engine.kernels.entries import span_of
from demerit.engine.kernels.fields import field, get32
from demerit.engine.kernels.mistaken import misplaced
from demerit.engine.kernels.ratings import give
from demerit.engine.kernels.reading import (
    bump,
    cell_at,
    chance,
    first_of,
    index_of,
    is_off,
    note,
    passes,
    subject_at,
    take,
    val,
)
from demerit.engine.kernels.seen import act_seen, wrong_seen
from demerit.engine.kernels.state import (
    a_bits,
    a_cold,
    a_entries,
    a_fdue,
    a_fnum,
    a_known,
    a_phead,
    a_posts,
    a_queue,
    a_top,
)
from demerit.engine.layout import (
    B_TODO,
    BH_COLS,
    BH_LAWFUL,
    BK_COLS,
    BK_ORIGIN,
    CH_COLS,
    CH_COVER_BY,
    CH_COVER_KEY,
    CH_COVER_Q,
    CH_DELAY_Q,
    CH_FALSE_FROM,
    CH_FALSE_KEY,
    CH_FALSE_ORIGIN,
    CH_FALSE_Q,
    CH_FALSE_TOTAL,
    CH_HARDER,
    CH_INSPECT_MONTHS,
    CH_INSPECT_Q,
    CH_ON_Q,
    CH_PATROL_Q,
    CH_TALLY,
    CO_AS,
    CO_P_Q,
    E_DEAD,
    FALSE_RECORD,
    FREE_P,
    G_HEAR_DAYS_Q,
    G_HEAR_KEY,
    G_HEAR_Q,
    G_HEAR_RIGHT_Q,
    G_HEAR_WRONG_Q,
    INSPECT,
    L_RECORD,
    ME_CHANNEL,
    ME_COLS,
    ME_FACTOR_Q,
    ME_KIND,
    MISREAD,
    MISTAKEN,
    O_BANK,
    O_BEHAVIOUR,
    O_CHAN,
    O_CONF,
    O_FALSE,
    O_MEAS,
    O_N_MEAS,
    O_PATROL,
    O_RULE,
    O_RULE_AT,
    O_RULE_OF,
    O_WATCH,
    O_WATCH_AT,
    PA_COLS,
    PA_FACTOR,
    PA_WEIGHT,
    R_ENTRY,
    RU_APPLIES_Q,
    RU_COLS,
    RU_COUNT_EACH,
    RU_DELAY_KEY,
    RU_DELAY_Q,
    RU_HEARING,
    RU_KEY,
    RU_ON_Q,
    RU_VIA,
    TOP_P,
    TRUE_LAWFUL,
    TRUE_UNLAWFUL,
    WA_CHANNEL,
    WA_COLS,
    WA_CONF_FROM,
    WA_CONF_TO,
    WA_HIGH,
    WA_KEY,
    WA_LOW,
    WA_SENS_F,
    WA_SENS_Q,
)

U0 = np.uint64(0)
U1 = np.uint64(1)


@kernel
def covers(p, k, s, c, i):
    """Whether a channel covers the subject at ``i``."""
    q = field(p, O_CHAN, c, CH_COLS, CH_COVER_Q)
    if q < 0:
        return True
    by = field(p, O_CHAN, c, CH_COLS, CH_COVER_BY)
    who = s[0] + i
    if by == 1:
        who = s[0] + first_of(s, i)
    elif by == 2:
        who = who & ~np.int64(4095)
    return chance(p, k, q, 0, cell_at(s, i), field(p, O_CHAN, c, CH_COLS, CH_COVER_KEY), who, 0, 0)


@kernel
def observe(p, k, s, bank, be, behaviour, i, n, moment, month):
    """All channels that watch: seen or missed, confused, misattributed, delayed."""
    pending = np.int64(-1)
    for w in range(p[p[O_WATCH_AT] + be], p[p[O_WATCH_AT] + be + 1]):
        c = field(p, O_WATCH, w, WA_COLS, WA_CHANNEL)
        me = subject_at(p, s, i)
        if not covers(p, k, s, c, me):
            continue
        tally = field(p, O_CHAN, c, CH_COLS, CH_TALLY)
        bump(p, s, tally, me, month, 1)
        act_seen(p, s, c, me, month)
        key = field(p, O_WATCH, w, WA_COLS, WA_KEY)
        uid = s[0] + i
        limit = val(p, field(p, O_WATCH, w, WA_COLS, WA_SENS_Q), month, cell_at(s, i))
        if field(p, O_CHAN, c, CH_COLS, CH_HARDER) == 1:
            limit = harder(p, s, w, c, i, me, month, limit)
        if not passes(k, key, uid, n, 0, limit):
            continue
        recorded = confused(p, k, w, behaviour, key, uid, n, month, cell_at(s, i))
        target = misplaced(p, k, s, c, key, i, n, month)
        cause = record_cause(p, s, i, target, recorded, behaviour)
        if cause <= TRUE_LAWFUL:
            bump(p, s, tally + 1, me, month, 1)
        come_to_know(p, s, c, subject_at(p, s, target))
        bump(p, s, tally + (2 if cause <= TRUE_LAWFUL else cause + 1), subject_at(p, s, target), month, 1)
        note(p, s, subject_at(p, s, target), month, L_RECORD, c, 0, cause, recorded, U0, uid)
        if cause == MISTAKEN and covers(p, k, s, c, subject_at(p, s, target)):
            wrong_seen(p, s, c, subject_at(p, s, target), month)
        delay = span_of(p, k, field(p, O_CHAN, c, CH_COLS, CH_DELAY_Q), month, cell_at(s, i), key, uid, n, 20)
        origin = field(p, O_BANK, bank, BK_COLS, BK_ORIGIN)
        pending = meet_rules(
            p, k, s, c, recorded, behaviour, i, target, n, moment, month, month + delay, origin, cause, pending
        )
    flush(p, k, s, pending, month)


@kernel
def record_cause(p, s, i, target, recorded, behaviour):
    """Truth of a record (a rule's own reading of ``misread`` is the same, since a rule is on one behaviour)."""
    if subject_at(p, s, target) != subject_at(p, s, i):
        return np.int64(MISTAKEN)
    if recorded != behaviour:
        return np.int64(MISREAD)
    return np.int64(TRUE_LAWFUL if field(p, O_BEHAVIOUR, behaviour, BH_COLS, BH_LAWFUL) == 1 else TRUE_UNLAWFUL)


@kernel
def come_to_know(p, s, c, i):
    """A record on the subject at ``i`` counts where the patrols of the channel follow its records."""
    q = field(p, O_CHAN, c, CH_COLS, CH_PATROL_Q)
    if q >= 0:
        row = val(p, q, 0, cell_at(s, i))
        a_known(s)[row] += field(p, O_PATROL, row, PA_COLS, PA_WEIGHT)


@kernel
def harder(p, s, w, c, i, me, month, limit):
    """Threshold of being seen when the channel looks harder: past records of its own, patrols, and inspect measures."""
    whole = p.view(np.float64)
    x = min(1.0, whole[index_of(p, field(p, O_WATCH, w, WA_COLS, WA_SENS_F), month, cell_at(s, i))])
    plain = x
    q = field(p, O_CHAN, c, CH_COLS, CH_INSPECT_Q)
    if q >= 0:
        at = get32(s, R_ENTRY, me)
        while at >= 0:
            if (
                a_entries(s)[at].flags & E_DEAD == 0
                and a_cold(s)[at].channel == c
                and is_adverse(p, s, at)
                and a_entries(s)[at].made >= month - field(p, O_CHAN, c, CH_COLS, CH_INSPECT_MONTHS)
            ):
                x = x * whole[index_of(p, q, month, cell_at(s, i))]
                break
            at = np.int64(a_entries(s)[at].next)
    q = field(p, O_CHAN, c, CH_COLS, CH_PATROL_Q)
    if q >= 0:
        x = x * whole[p[O_PATROL] + val(p, q, 0, cell_at(s, me)) * PA_COLS + PA_FACTOR]
    for m in range(p[O_N_MEAS]):
        channel = field(p, O_MEAS, m, ME_COLS, ME_CHANNEL)
        if field(p, O_MEAS, m, ME_COLS, ME_KIND) == INSPECT and (channel == c or channel == -1):
            if field(p, O_MEAS, m, ME_COLS, ME_FACTOR_Q) >= 0 and hook_held(p, s, me, m):
                x = x * whole[index_of(p, field(p, O_MEAS, m, ME_COLS, ME_FACTOR_Q), month, cell_at(s, i))]
    if x == plain:
        return limit
    low, high = whole[p[O_WATCH] + w * WA_COLS + WA_LOW], whole[p[O_WATCH] + w * WA_COLS + WA_HIGH]
    x = max(0.0, (min(1.0, x) - low) / (high - low))
    return np.int64(0x7FFFFFFFFFFFFFFF) if x >= 1.0 else np.int64(x * 9223372036854775808.0)


@kernel
def confused(p, k, w, behaviour, key, uid, n, month, cell):
    """As which behaviour the act is recorded."""
    for c in range(field(p, O_WATCH, w, WA_COLS, WA_CONF_FROM), field(p, O_WATCH, w, WA_COLS, WA_CONF_TO)):
        if passes(k, key, uid, n, 1, val(p, p[p[O_CONF] + 2 * c + CO_P_Q], month, cell)):
            return p[p[O_CONF] + 2 * c + CO_AS]
    return behaviour


@kernel
def meet_rules(p, k, s, c, recorded, behaviour, i, target, n, moment, month, when, origin, cause, pending):
    """Postings of a record; of several for one rule and target the earliest stays. Returns the chain of this act's."""
    who = subject_at(p, s, target)
    at = p[O_RULE_AT]
    for r in range(p[at + recorded], p[at + recorded + 1]):
        rule = p[p[O_RULE_OF] + r]
        via = field(p, O_RULE, rule, RU_COLS, RU_VIA)
        if via != 0 and (via >> c) & 1 == 0:
            continue
        if is_off(p, field(p, O_RULE, rule, RU_COLS, RU_ON_Q), month):
            continue
        applies = field(p, O_RULE, rule, RU_COLS, RU_APPLIES_Q)
        if applies >= 0 and val(p, applies, 0, cell_at(s, who)) == 0:
            continue
        each = field(p, O_RULE, rule, RU_COLS, RU_COUNT_EACH) == 1
        source = (origin + 1 + c) & 0xFFFFFFFF if each else origin
        delay = span_of(
            p,
            k,
            field(p, O_RULE, rule, RU_COLS, RU_DELAY_Q),
            month,
            cell_at(s, who),
            field(p, O_RULE, rule, RU_COLS, RU_DELAY_KEY),
            s[0] + i,
            n,
            source,
        )
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
        address = draw(k[field(p, O_RULE, rule, RU_COLS, RU_KEY)], np.uint64(s[0] + i), np.uint64(n), np.uint64(source))
        points, weight = give(p, k, s, who, rule, address, month, True)
        a_posts(s)[old].points = points
        a_posts(s)[old].weight = weight
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
    a_posts(s)[at].stopped = 0


@kernel
def flush(p, k, s, pending, month):
    """Put the postings of an act where their month finds them."""
    at = pending
    while at >= 0:
        after = np.int64(a_posts(s)[at].next)
        wait = np.int64(0)
        if field(p, O_RULE, np.int64(a_posts(s)[at].rule), RU_COLS, RU_HEARING) == 1:
            wait = hear(p, k, s, at, month)
        enqueue(s, at, np.int64(a_posts(s)[at].n >> np.uint64(32)) + wait, month)
        at = after


@kernel
def hear(p, k, s, at, month):
    """The hearing before an entry: marks the posting if it is stopped; returns the months it waits."""
    rule, cause = np.int64(a_posts(s)[at].rule), np.int64(a_posts(s)[at].cause)
    address = draw(
        k[field(p, O_RULE, rule, RU_COLS, RU_KEY)],
        np.uint64(a_posts(s)[at].actor),
        a_posts(s)[at].n & np.uint64(0xFFFFFFFF),
        np.uint64(a_posts(s)[at].origin),
    )
    cell, key = cell_at(s, np.int64(a_posts(s)[at].who)), p[G_HEAR_KEY]
    wrong = cause == FALSE_RECORD or cause == MISTAKEN or cause == MISREAD
    if chance(p, k, p[G_HEAR_Q], month, cell, key, address, 0, 1):
        if chance(p, k, p[G_HEAR_WRONG_Q] if wrong else p[G_HEAR_RIGHT_Q], month, cell, key, address, 0, 2):
            a_posts(s)[at].stopped = 1
    return span_of(p, k, p[G_HEAR_DAYS_Q], month, cell, key, address, 0, 0)


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
    key = field(p, O_CHAN, c, CH_COLS, CH_FALSE_KEY)
    n = np.uint64(a_fnum(s)[c, i])
    moment = np.uint32(np.int64(a_fdue(s)[c, i]) & 0x3FFFFF)
    x = choice(draw(k[key], uid, n, U1), field(p, O_CHAN, c, CH_COLS, CH_FALSE_TOTAL))
    row = field(p, O_CHAN, c, CH_COLS, CH_FALSE_FROM)
    while p[p[O_FALSE] + 2 * row + 1] <= x:
        row += 1
    behaviour = p[p[O_FALSE] + 2 * row]
    rate = val(p, field(p, O_CHAN, c, CH_COLS, CH_FALSE_Q), 0, cell)
    a_fnum(s)[c, i] += np.uint16(1)
    a_fdue(s)[c, i] = later(a_fdue(s)[c, i], gap(draw(k[key], uid, n + U1, U0), rate))
    if is_off(p, field(p, O_CHAN, c, CH_COLS, CH_ON_Q), month):
        return
    bump(p, s, field(p, O_CHAN, c, CH_COLS, CH_TALLY) + 3, i, month, 1)
    wrong_seen(p, s, c, i, month)
    come_to_know(p, s, c, i)
    note(p, s, i, month, L_RECORD, c, 0, FALSE_RECORD, behaviour, U0, s[0] + i)
    delay = span_of(p, k, field(p, O_CHAN, c, CH_COLS, CH_DELAY_Q), month, cell, key, uid, n, 20)
    origin = field(p, O_CHAN, c, CH_COLS, CH_FALSE_ORIGIN)
    pending = meet_rules(
        p,
        k,
        s,
        c,
        behaviour,
        behaviour,
        i,
        i,
        n,
        moment,
        month,
        month + delay,
        origin,
        np.int64(FALSE_RECORD),
        np.int64(-1),
    )
    flush(p, k, s, pending, month)


@kernel
def later(due, ticks):
    """A tick plus a gap; beyond the last tick is never."""
    t = np.int64(due) + ticks
    return np.uint32(NEVER if t >= NEVER else t)
