"""Phase post: postings become entries, with caps, schedules, surcharges and recurring rules."""

from __future__ import annotations

import math

import numpy as np

from demerit.compiled import kernel
from demerit.draws import draw
from demerit.engine.kernels.causes import is_adverse, speaks_against, term_points
from demerit.engine.kernels.entries import finish_entry, make_entry, span_of
from demerit.engine.kernels.fields import field, get16, get32, put16, put32
from demerit.engine.kernels.incomes import debt_cause
from demerit.engine.kernels.ratings import give
from demerit.engine.kernels.reading import bump, cell_at, first_of, index_of, is_off, note, val, wake_at
from demerit.engine.kernels.state import (
    a_cold,
    a_debts,
    a_entries,
    a_mix,
    a_phead,
    a_posts,
    a_row,
    a_top,
    a_work,
)
from demerit.engine.layout import (
    E_DEAD,
    E_SURCHARGE,
    E_SUSPENDED,
    E_TIE,
    FOREVER,
    FREE_P,
    G_INITIAL_Q,
    G_MIX_Q,
    G_T,
    G_TRAIT_Q,
    G_UNIT,
    L_STOPPED,
    MX_POINTS,
    N_CAUSES,
    O_N_RULE,
    O_RULE,
    O_SCHED,
    OVER,
    R_CLEAN,
    R_DEBT,
    R_ENTRY,
    R_OFFSET,
    R_SCORE,
    RU_ALONE,
    RU_APPLIES_Q,
    RU_CAP_MONTHS,
    RU_CAP_Q,
    RU_COLS,
    RU_KEY,
    RU_ON_Q,
    RU_POINTS_Q,
    RU_RECUR,
    RU_RECUR_ABLE,
    RU_RECUR_AFTER,
    RU_RECUR_MONTHS,
    RU_RECUR_OB,
    RU_REPEAT_ANY,
    RU_REPEAT_MAX,
    RU_REPEAT_POWER,
    RU_REPEAT_Q,
    RU_REPEAT_WITHIN,
    RU_SCHED_FROM,
    RU_SCHED_MONTHS,
    RU_SCHED_Q,
    RU_SCHED_TO,
    RU_SET_Q,
    RU_SURCHARGE_KEY,
    RU_TALLY,
    RU_TERM_KEY,
    RU_TERM_Q,
    TRUE_LAWFUL,
    TRUE_UNLAWFUL,
)

U0 = np.uint64(0)
LOW32 = np.uint64(0xFFFFFFFF)

ORDER_AT = 4096
"""Where in ``work`` the postings of a subject are sorted."""
AMOUNTS_AT = 8320
"""Where in ``work`` the entries of a schedule are gathered."""


@kernel
def post_phase(p, k, s, i, month):
    """Postings of the month in order of moment, rule, actor, number; then recurring rules."""
    n = 0
    at = np.int64(a_phead(s)[i])
    a_phead(s)[i] = -1
    while at >= 0:
        j = n
        while j > 0 and before(s, at, a_work(s)[ORDER_AT + j - 1]):
            a_work(s)[ORDER_AT + j] = a_work(s)[ORDER_AT + j - 1]
            j -= 1
        a_work(s)[ORDER_AT + j] = at
        n += 1
        at = np.int64(a_posts(s)[at].next)
        if n >= 2000:
            a_top(s)[OVER] = 5
            break
    for j in range(n):
        post_one(p, k, s, i, np.int64(a_work(s)[ORDER_AT + j]), month)
    for rule in range(p[O_N_RULE]):
        recur = field(p, O_RULE, rule, RU_COLS, RU_RECUR)
        if recur == 1:
            clean_period(p, k, s, i, rule, month)
        elif recur == 2:
            open_debts(p, k, s, i, rule, month)
        elif recur == 3:
            averaged(p, k, s, i, rule, month)


@kernel
def before(s, a, b):
    """Order of two postings."""
    if a_posts(s)[a].moment != a_posts(s)[b].moment:
        return a_posts(s)[a].moment < a_posts(s)[b].moment
    if a_posts(s)[a].rule != a_posts(s)[b].rule:
        return a_posts(s)[a].rule < a_posts(s)[b].rule
    if a_posts(s)[a].actor != a_posts(s)[b].actor:
        return a_posts(s)[a].actor < a_posts(s)[b].actor
    if a_posts(s)[a].n & LOW32 != a_posts(s)[b].n & LOW32:
        return (a_posts(s)[a].n & LOW32) < (a_posts(s)[b].n & LOW32)
    return a_posts(s)[a].channel < a_posts(s)[b].channel


@kernel
def post_one(p, k, s, i, at, month):
    """One posting: stopped after a hearing, or entered; its place is freed."""
    rule, cause = np.int64(a_posts(s)[at].rule), np.int64(a_posts(s)[at].cause)
    actor, n = np.int64(a_posts(s)[at].actor), a_posts(s)[at].n & LOW32
    address = draw(k[field(p, O_RULE, rule, RU_COLS, RU_KEY)], np.uint64(actor), n, np.uint64(a_posts(s)[at].origin))
    if a_posts(s)[at].stopped == 1:
        bump(p, s, field(p, O_RULE, rule, RU_COLS, RU_TALLY) + 2 + N_CAUSES, i, month, 1)
        note(p, s, i, month, L_STOPPED, rule, 0, cause, 0, address, actor)
        a_posts(s)[at].next = a_top(s)[FREE_P]
        a_top(s)[FREE_P] = at
        return
    channel = np.int64(a_posts(s)[at].channel)
    given, weight = np.int64(a_posts(s)[at].points), np.int64(a_posts(s)[at].weight)
    a_posts(s)[at].next = a_top(s)[FREE_P]
    a_top(s)[FREE_P] = at
    enter(p, k, s, i, month, rule, cause, address, actor, channel, given, weight)


@kernel
def enter_alone(p, k, s, i, month, rule, cause):
    """Make the entry of a recurring rule that is on; its rating, if it has one, is given by nobody."""
    if is_off(p, field(p, O_RULE, rule, RU_COLS, RU_ON_Q), month):
        return
    address = draw(k[field(p, O_RULE, rule, RU_COLS, RU_KEY)], np.uint64(s[0] + i), np.uint64(month), U0)
    given, weight = give(p, k, s, i, rule, address, month, False)
    enter(p, k, s, i, month, rule, cause, address, s[0] + i, np.int64(255), given, weight)


@kernel
def enter(p, k, s, i, month, rule, cause, address, actor, channel, given, weight):
    """Make the entry of a rule, cut by its cap, with its surcharge."""
    term = term_of(p, k, s, i, month, rule, address)
    if term == 0:
        return
    points = entry_points(p, s, i, month, rule, given)
    if field(p, O_RULE, rule, RU_COLS, RU_ALONE) == 1 and month + term >= p[G_T]:
        add_points(p, s, i, month, rule, points)
        return
    refers, surcharge = repeat_of(p, s, i, month, rule, points)
    at = make_entry(p, k, s, i, month, rule, points, cause, address, month + term)
    a_cold(s)[at].actor = actor
    a_cold(s)[at].channel = channel
    a_cold(s)[at].weight = weight
    finish_entry(p, k, s, i, at, month)
    if refers >= 0:
        more = draw(k[field(p, O_RULE, rule, RU_COLS, RU_SURCHARGE_KEY)], address, U0, U0)
        extra = make_entry(p, k, s, i, month, rule, capped(p, s, i, month, rule, surcharge), cause, more, month + term)
        a_entries(s)[extra].flags |= E_SURCHARGE
        a_cold(s)[extra].actor = actor
        a_cold(s)[extra].channel = channel
        a_cold(s)[extra].refers = refers
        finish_entry(p, k, s, i, extra, month)


@kernel
def add_points(p, s, i, month, rule, points):
    """Count an entry of which nothing else will be read."""
    if a_row(s)[R_SCORE] >= 0:
        put32(s, R_SCORE, i, get32(s, R_SCORE, i) + points)
    if a_row(s)[R_CLEAN] >= 0 and speaks_against(p, rule, points, False):
        put16(s, R_CLEAN, i, month)


@kernel
def term_of(p, k, s, i, month, rule, address):
    """Months an entry of a rule counts."""
    q = field(p, O_RULE, rule, RU_COLS, RU_TERM_Q)
    if q < 0:
        return np.int64(FOREVER)
    return span_of(p, k, q, month, cell_at(s, i), field(p, O_RULE, rule, RU_COLS, RU_TERM_KEY), address, 0, 0)


@kernel
def entry_points(p, s, i, month, rule, given):
    """Points of a rule for this subject now: value, what was given, what sets the score, or schedule, then cap."""
    q, cell = field(p, O_RULE, rule, RU_COLS, RU_POINTS_Q), cell_at(s, i)
    points = val(p, q, month, cell) if q >= 0 else given
    set_q = field(p, O_RULE, rule, RU_COLS, RU_SET_Q)
    if set_q >= 0:
        points = val(p, set_q, month, cell) - running_score(p, s, i, month)
    if field(p, O_RULE, rule, RU_COLS, RU_SCHED_Q) >= 0:
        points = scheduled(p, s, i, month, rule)
    return capped(p, s, i, month, rule, points)


@kernel
def running_score(p, s, i, month):
    """Raw score of what has been posted so far, with last month's terms and clamps."""
    cell = cell_at(s, i)
    raw = val(p, p[G_INITIAL_Q], month, cell) + val(p, p[G_TRAIT_Q], month, cell)
    raw += get32(s, R_SCORE, i)
    raw += term_points(p, s, i, max(np.int64(0), month - 1), np.int64(0))
    if p[G_MIX_Q] >= 0:
        raw += a_mix(s)[MX_POINTS, i]
    if a_row(s)[R_OFFSET] >= 0:
        raw += get32(s, R_OFFSET, i)
    at = get32(s, R_ENTRY, i)
    while at >= 0:
        if a_entries(s)[at].flags & (E_DEAD | E_SUSPENDED) == 0 and np.int64(a_entries(s)[at].until) <= month:
            raw -= np.int64(a_entries(s)[at].points)
        at = np.int64(a_entries(s)[at].next)
    return raw


@kernel
def capped(p, s, i, month, rule, points):
    """What a rule's cap leaves of points."""
    cap_q = field(p, O_RULE, rule, RU_COLS, RU_CAP_Q)
    if cap_q < 0:
        return points
    used = points_since(s, i, rule, month - field(p, O_RULE, rule, RU_COLS, RU_CAP_MONTHS))
    left = max(np.int64(0), val(p, cap_q, month, cell_at(s, i)) - used)
    return min(points, left) if points > 0 else max(points, -left)


@kernel
def scheduled(p, s, i, month, rule):
    """Points of an act under a schedule: what the window's amounts are worth with it, less what they are without."""
    doubles, q, cell = p.view(np.float64), field(p, O_RULE, rule, RU_COLS, RU_SCHED_Q), cell_at(s, i)
    since, n = month - field(p, O_RULE, rule, RU_COLS, RU_SCHED_MONTHS), 0
    at = get32(s, R_ENTRY, i)
    while at >= 0:
        own = a_entries(s)[at].flags & (E_SURCHARGE | E_TIE) == 0
        if own and a_entries(s)[at].rule == rule and a_entries(s)[at].made > since:
            a_work(s)[AMOUNTS_AT + n] = at
            n += 1
        at = np.int64(a_entries(s)[at].next)
    before_it = 0.0
    for j in range(n - 1, -1, -1):
        made = np.int64(a_entries(s)[a_work(s)[AMOUNTS_AT + j]].made)
        before_it += doubles[index_of(p, q, made, cell)]
    after_it = before_it + doubles[index_of(p, q, month, cell)]
    return np.int64(math.floor(worth(p, rule, after_it) + 0.5)) - np.int64(math.floor(worth(p, rule, before_it) + 0.5))


@kernel
def worth(p, rule, amount):
    """Points of an amount under a schedule of diminishing returns."""
    doubles, total = p.view(np.float64), 0.0
    first, last = field(p, O_RULE, rule, RU_COLS, RU_SCHED_FROM), field(p, O_RULE, rule, RU_COLS, RU_SCHED_TO)
    for r in range(first, last):
        low = doubles[p[O_SCHED] + 2 * r]
        high = doubles[p[O_SCHED] + 2 * (r + 1)] if r + 1 < last else math.inf
        if amount > low:
            total += (min(amount, high) - low) / doubles[p[O_SCHED] + 2 * r + 1]
    return total


@kernel
def points_since(s, i, rule, month):
    """Absolute points of a rule made after a month."""
    total = np.int64(0)
    at = get32(s, R_ENTRY, i)
    while at >= 0:
        if a_entries(s)[at].rule == rule and a_entries(s)[at].made > month and a_entries(s)[at].flags & E_TIE == 0:
            total += abs(np.int64(a_entries(s)[at].points))
        at = np.int64(a_entries(s)[at].next)
    return total


@kernel
def repeat_of(p, s, i, month, rule, points):
    """The entry a surcharge refers to (-1 for none) and the surcharge's points."""
    q = field(p, O_RULE, rule, RU_COLS, RU_REPEAT_Q)
    if q < 0:
        return np.int64(-1), np.int64(0)
    any_adverse = field(p, O_RULE, rule, RU_COLS, RU_REPEAT_ANY) == 1
    since = month - field(p, O_RULE, rule, RU_COLS, RU_REPEAT_WITHIN)
    count, latest = np.int64(0), np.int64(-1)
    at = get32(s, R_ENTRY, i)
    while at >= 0:
        other = np.int64(a_entries(s)[at].rule)
        same = is_adverse(p, s, at) if any_adverse else other == rule
        if same and a_entries(s)[at].flags & (E_DEAD | E_SURCHARGE | E_TIE) == 0 and a_entries(s)[at].made > since:
            if latest < 0:
                latest = at
            count += 1
        at = np.int64(a_entries(s)[at].next)
    if count == 0:
        return np.int64(-1), np.int64(0)
    times = (
        min(count, field(p, O_RULE, rule, RU_COLS, RU_REPEAT_MAX))
        if field(p, O_RULE, rule, RU_COLS, RU_REPEAT_POWER)
        else 1
    )
    doubles, power = p.view(np.float64), 1.0
    for _ in range(times):
        power *= doubles[index_of(p, q, month, cell_at(s, i))]
    return latest, np.int64(math.floor(points * (power - 1.0) + 0.5))


@kernel
def due_clean(p, s, i, rule, month):
    """Whether a clean period of the rule is complete: whole periods since the last adverse posting."""
    since = month - get16(s, R_CLEAN, i)
    return since > 0 and since % field(p, O_RULE, rule, RU_COLS, RU_RECUR_MONTHS) == 0


@kernel
def clean_period(p, k, s, i, rule, month):
    """An entry for each whole period with no adverse entry."""
    every = field(p, O_RULE, rule, RU_COLS, RU_RECUR_MONTHS)
    applies = field(p, O_RULE, rule, RU_COLS, RU_APPLIES_Q)
    if applies >= 0 and val(p, applies, 0, cell_at(s, i)) == 0:
        return
    if due_clean(p, s, i, rule, month):
        enter_alone(p, k, s, i, month, rule, np.int64(TRUE_LAWFUL))
    since = get16(s, R_CLEAN, i)
    wake_at(s, i, month + every - (month - since) % every)


@kernel
def averaged(p, k, s, i, rule, month):
    """An entry where the arithmetic asks something back, once a year."""
    after = field(p, O_RULE, rule, RU_COLS, RU_RECUR_AFTER)
    if month < 12 + after or (month - after) % 12 != 0:
        return
    wake_at(s, i, month + 12)
    applies = field(p, O_RULE, rule, RU_COLS, RU_APPLIES_Q)
    if applies >= 0 and val(p, applies, 0, cell_at(s, i)) == 0:
        return
    cause = debt_cause(p, k, s, i, field(p, O_RULE, rule, RU_COLS, RU_RECUR_OB), month, after)
    if cause >= 0:
        enter_alone(p, k, s, i, month, rule, cause)


@kernel
def open_debts(p, k, s, i, rule, month):
    """An entry while an obligation stays open."""
    applies = field(p, O_RULE, rule, RU_COLS, RU_APPLIES_Q)
    if applies >= 0 and val(p, applies, 0, cell_at(s, i)) == 0:
        return
    kind, asked = field(p, O_RULE, rule, RU_COLS, RU_RECUR_OB), field(p, O_RULE, rule, RU_COLS, RU_RECUR_ABLE)
    after, every = field(p, O_RULE, rule, RU_COLS, RU_RECUR_AFTER), field(p, O_RULE, rule, RU_COLS, RU_RECUR_MONTHS)
    best = np.int64(-1)
    j = i
    while j < s[1] and (j == i or (p[G_UNIT] == 1 and first_of(s, j) == i)):
        at = get32(s, R_DEBT, j)
        while at >= 0:
            if (
                a_debts(s)[at].kind == kind
                and a_debts(s)[at].done == 0
                and (best < 0 or a_debts(s)[at].opened < a_debts(s)[best].opened)
            ):
                best = at
            at = np.int64(a_debts(s)[at].next)
        j += 1
    if best < 0:
        return
    age, able = month - np.int64(a_debts(s)[best].opened), np.int64(a_debts(s)[best].able)
    if age >= after and (age - after) % every == 0 and (asked < 0 or asked == able):
        enter_alone(p, k, s, i, month, rule, np.int64(TRUE_UNLAWFUL if able == 1 else TRUE_LAWFUL))
