"""Phases post, spread, redress, expire and score: what happens to the entries of one file in a month."""

from __future__ import annotations

import numpy as np

from demerit.compiled import kernel
from demerit.draws import draw
from demerit.engine.kernels.causes import band_without, clamp, is_adverse, term_points
from demerit.engine.kernels.reading import bump, cell_at, chance, first_of, note, passes, take, val, wake_at
from demerit.engine.kernels.state import a_cold, a_debts, a_entries, a_out, a_phead, a_posts, a_queue, a_row, a_s16, a_s32, a_top, a_work
from demerit.engine.layout import *  # noqa: F403 (names of columns)

U0 = np.uint64(0)
LOW32 = np.uint64(0xFFFFFFFF)
ORDER_AT = 4096
"""Where in ``work`` the postings of a subject are sorted."""


@kernel
def months_of(k, whole, fraction, key, uid, when, slot):
    """Whole months, plus one with the chance of the rest."""
    return whole + (1 if passes(k, key, uid, when, slot, fraction) else 0)


@kernel
def half_up(x):
    """A 16.16 number rounded half up."""
    return (x + 32768) >> 16


@kernel
def is_wrong(s, at):
    """Whether an entry (or its root) is false, mistaken or misread."""
    cause = np.int64(a_cold(s)[at].root_cause) if a_entries(s)[at].flags & E_TIE else np.int64(a_entries(s)[at].cause)
    return cause == FALSE_RECORD or cause == MISTAKEN or cause == MISREAD


@kernel
def is_contestable(p, s, at):
    """Whether redress is open against an entry."""
    return p[p[O_RULE] + (np.int64(a_entries(s)[at].rule)) * RU_COLS + RU_CONTEST] == 1 and is_adverse(p, s, at)


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
def make_entry(p, k, s, i, month, rule, points, cause, address, until):
    """A new entry at the head of the file."""
    at = take(s, FREE_E, TOP_E, 0)
    a_entries(s)[at].next = a_s32(s)[a_row(s)[R_ENTRY], i]
    a_s32(s)[a_row(s)[R_ENTRY], i] = at
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
    wake_at(s, i, min(until, np.int64(FOREVER)))
    if a_row(s)[R_SCORE] >= 0:
        a_s32(s)[a_row(s)[R_SCORE], i] += points
    return at


@kernel
def finish_entry(p, k, s, i, at, month):
    """Count a made entry, set its notice, and send it along ties next month."""
    rule, cause = np.int64(a_entries(s)[at].rule), np.int64(a_entries(s)[at].cause)
    tally = p[p[O_RULE] + rule * RU_COLS + RU_TALLY]
    bump(p, s, tally, i, month, 1)
    bump(p, s, tally + 1 + cause, i, month, 1)
    note(p, s, i, month, L_ENTRY, rule, np.int64(a_entries(s)[at].points), cause, np.int64(a_entries(s)[at].until),
         a_cold(s)[at].address, np.int64(a_cold(s)[at].actor))
    count_redress(p, s, at, i, month, 0)
    if a_row(s)[R_CLEAN] >= 0 and is_adverse(p, s, at):
        a_s16(s)[a_row(s)[R_CLEAN], i] = month
    if p[G_NOTICE_Q] >= 0 and is_contestable(p, s, at):
        address = np.int64(a_cold(s)[at].address)
        if chance(p, k, p[G_NOTICE_Q], month, cell_at(s, i), p[G_NOTICE_KEY], address, 0, 0):
            when = month + months_of(k, p[G_NOTICE_MONTHS], p[G_NOTICE_FRAC], p[G_NOTICE_KEY], address, 0, 1)
            a_cold(s)[at].notice = min(when, np.int64(FOREVER))
            wake_at(s, i, when)


@kernel
def carry_entry(p, s, i, at):
    """Send a live entry of this month along the ties of its rule; it arrives next month."""
    spreads = p[p[O_RULE] + (np.int64(a_entries(s)[at].rule)) * RU_COLS + RU_SPREADS]
    for sp in range(p[O_N_SPREAD]):
        if (spreads >> sp) & 1 and np.int64(a_cold(s)[at].hop) < p[p[O_SPREAD] + sp * SP_COLS + SP_HOPS]:
            send(s, i, X_ENTRY, sp, a_cold(s)[at].address, a_cold(s)[at].root, np.int64(a_cold(s)[at].root_uid),
                 np.int64(a_entries(s)[at].points), np.int64(1) << np.int64(a_cold(s)[at].root_cause), np.int64(a_cold(s)[at].hop), 0)


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
    a_out(s)[o].sets = sets
    a_out(s)[o].hop = hop
    a_out(s)[o].term = term


@kernel
def end_one(p, s, i, at, reversed_):
    """One entry stops being live; mirrors hear of it next month."""
    if a_entries(s)[at].flags & E_SUSPENDED == 0 and a_row(s)[R_SCORE] >= 0:
        a_s32(s)[a_row(s)[R_SCORE], i] -= a_entries(s)[at].points
    a_entries(s)[at].flags |= E_DEAD
    if reversed_:
        a_entries(s)[at].flags |= E_REVERSED
    spreads = p[p[O_RULE] + (np.int64(a_entries(s)[at].rule)) * RU_COLS + RU_SPREADS]
    for sp in range(p[O_N_SPREAD]):
        if (spreads >> sp) & 1 and p[p[O_SPREAD] + sp * SP_COLS + SP_MIRROR] == 1:
            send(s, i, X_END, sp, a_cold(s)[at].address, a_cold(s)[at].root, np.int64(a_cold(s)[at].root_uid), 0, 0, 0, 0)


@kernel
def end_entry(p, s, i, at, month, reversed_):
    """An entry stops being live, and with it the surcharges that refer to it."""
    end_one(p, s, i, at, reversed_)
    other = np.int64(a_s32(s)[a_row(s)[R_ENTRY], i])
    while other >= 0:
        if a_cold(s)[other].refers == at and a_entries(s)[other].flags & E_DEAD == 0:
            count_age(p, s, other, i, month, 1)
            note(p, s, i, month, L_EXPIRED, np.int64(a_entries(s)[other].rule), 0, 0, 1, a_cold(s)[other].address, 0)
            end_one(p, s, i, other, False)
        other = np.int64(a_entries(s)[other].next)


@kernel
def post_phase(p, k, s, i, month):
    """This month's postings in order of moment, rule, actor, number; then recurring rules."""
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
        recur = p[p[O_RULE] + rule * RU_COLS + RU_RECUR]
        if recur == 1:
            clean_period(p, k, s, i, rule, month)
        elif recur == 2:
            open_debts(p, k, s, i, rule, month)


@kernel
def before(s, a, b):
    """Order of two postings."""
    if a_posts(s)[a].moment != a_posts(s)[b].moment:
        return a_posts(s)[a].moment < a_posts(s)[b].moment
    if a_posts(s)[a].rule != a_posts(s)[b].rule:
        return a_posts(s)[a].rule < a_posts(s)[b].rule
    if a_posts(s)[a].actor != a_posts(s)[b].actor:
        return a_posts(s)[a].actor < a_posts(s)[b].actor
    return (a_posts(s)[a].n & LOW32) < (a_posts(s)[b].n & LOW32)


@kernel
def post_one(p, k, s, i, at, month):
    """One posting: heard or not, then entered; its place is freed or it waits."""
    rule, cause = np.int64(a_posts(s)[at].rule), np.int64(a_posts(s)[at].cause)
    actor, n = np.int64(a_posts(s)[at].actor), a_posts(s)[at].n & LOW32
    address = draw(k[p[p[O_RULE] + rule * RU_COLS + RU_KEY]], np.uint64(actor), n, np.uint64(a_posts(s)[at].origin))
    if p[p[O_RULE] + rule * RU_COLS + RU_HEARING] == 1:
        wait = months_of(k, p[G_HEAR_MONTHS], p[G_HEAR_FRAC], p[G_HEAR_KEY], address, 0, 0)
        if wait > 0 and a_posts(s)[at].heard == 0:
            a_posts(s)[at].heard = 1
            when = month + wait
            if when < a_queue(s).shape[0] - 1:
                a_posts(s)[at].next = a_queue(s)[when]
                a_queue(s)[when] = at
            else:
                a_posts(s)[at].next = a_top(s)[FREE_P]
                a_top(s)[FREE_P] = at
            return
        wrong = cause == FALSE_RECORD or cause == MISTAKEN or cause == MISREAD
        if chance(p, k, p[G_HEAR_Q], month, cell_at(s, i), p[G_HEAR_KEY], address, 0, 1):
            q = p[G_HEAR_WRONG_Q] if wrong else p[G_HEAR_RIGHT_Q]
            if chance(p, k, q, month, cell_at(s, i), p[G_HEAR_KEY], address, 0, 2):
                bump(p, s, p[p[O_RULE] + rule * RU_COLS + RU_TALLY] + 2 + N_CAUSES, i, month, 1)
                note(p, s, i, month, L_STOPPED, rule, 0, cause, 0, address, actor)
                a_posts(s)[at].next = a_top(s)[FREE_P]
                a_top(s)[FREE_P] = at
                return
    channel = np.int64(a_posts(s)[at].channel)
    a_posts(s)[at].next = a_top(s)[FREE_P]
    a_top(s)[FREE_P] = at
    enter(p, k, s, i, month, rule, cause, address, actor, channel)


@kernel
def enter(p, k, s, i, month, rule, cause, address, actor, channel):
    """Make the entry of a rule, cut by its cap, with its surcharge."""
    term = months_of(k, p[p[O_RULE] + rule * RU_COLS + RU_TERM], p[p[O_RULE] + rule * RU_COLS + RU_TERM_FRAC],
                     p[p[O_RULE] + rule * RU_COLS + RU_TERM_KEY], address, 0, 0)
    if term == 0:
        return
    points = entry_points(p, s, i, month, rule)
    refers, surcharge = repeat_of(p, s, i, month, rule, points)
    at = make_entry(p, k, s, i, month, rule, points, cause, address, month + term)
    a_cold(s)[at].actor = actor
    a_cold(s)[at].channel = channel
    finish_entry(p, k, s, i, at, month)
    if refers >= 0:
        more = draw(k[p[p[O_RULE] + rule * RU_COLS + RU_SURCHARGE_KEY]], address, U0, U0)
        extra = make_entry(p, k, s, i, month, rule, capped(p, s, i, month, rule, surcharge), cause, more, month + term)
        a_entries(s)[extra].flags |= E_SURCHARGE
        a_cold(s)[extra].actor = actor
        a_cold(s)[extra].channel = channel
        a_cold(s)[extra].refers = refers
        finish_entry(p, k, s, i, extra, month)


@kernel
def entry_points(p, s, i, month, rule):
    """Points of a rule for this subject now: value or schedule, then cap."""
    q, cell = p[p[O_RULE] + rule * RU_COLS + RU_POINTS_Q], cell_at(s, i)
    points = val(p, q, month, cell) if q >= 0 else np.int64(0)
    amount_q = p[p[O_RULE] + rule * RU_COLS + RU_SCHED_Q]
    if amount_q >= 0:
        amount = val(p, amount_q, month, cell)
        n = entries_since(s, i, rule, month - p[p[O_RULE] + rule * RU_COLS + RU_SCHED_MONTHS])
        points = half_up(worth(p, rule, amount * (n + 1))) - half_up(worth(p, rule, amount * n))
    return capped(p, s, i, month, rule, points)


@kernel
def capped(p, s, i, month, rule, points):
    """What a rule's cap leaves of points."""
    cap_q = p[p[O_RULE] + rule * RU_COLS + RU_CAP_Q]
    if cap_q < 0:
        return points
    used = points_since(s, i, rule, month - p[p[O_RULE] + rule * RU_COLS + RU_CAP_MONTHS])
    left = max(np.int64(0), val(p, cap_q, month, cell_at(s, i)) - used)
    return min(points, left) if points > 0 else max(points, -left)


@kernel
def worth(p, rule, amount):
    """Points (16.16) of a yearly amount (16.16) under a schedule of diminishing returns."""
    total = np.int64(0)
    first, last = p[p[O_RULE] + rule * RU_COLS + RU_SCHED_FROM], p[p[O_RULE] + rule * RU_COLS + RU_SCHED_TO]
    for r in range(first, last):
        low = p[p[O_SCHED] + 2 * r]
        high = p[p[O_SCHED] + 2 * (r + 1)] if r + 1 < last else np.int64(1) << 60
        if amount > low:
            total += ((min(amount, high) - low) << 16) // p[p[O_SCHED] + 2 * r + 1]
    return total


@kernel
def entries_since(s, i, rule, month):
    """Entries of a rule made after a month (surcharges and ties not counted), live or not."""
    n = 0
    at = np.int64(a_s32(s)[a_row(s)[R_ENTRY], i])
    while at >= 0:
        if a_entries(s)[at].rule == rule and a_entries(s)[at].made > month and a_entries(s)[at].flags & (E_SURCHARGE | E_TIE) == 0:
            n += 1
        at = np.int64(a_entries(s)[at].next)
    return n


@kernel
def points_since(s, i, rule, month):
    """Absolute points of a rule made after a month."""
    total = np.int64(0)
    at = np.int64(a_s32(s)[a_row(s)[R_ENTRY], i])
    while at >= 0:
        if a_entries(s)[at].rule == rule and a_entries(s)[at].made > month and a_entries(s)[at].flags & E_TIE == 0:
            total += abs(np.int64(a_entries(s)[at].points))
        at = np.int64(a_entries(s)[at].next)
    return total


@kernel
def repeat_of(p, s, i, month, rule, points):
    """The entry a surcharge refers to (-1 for none) and the surcharge's points."""
    q = p[p[O_RULE] + rule * RU_COLS + RU_REPEAT_Q]
    if q < 0:
        return np.int64(-1), np.int64(0)
    any_adverse = p[p[O_RULE] + rule * RU_COLS + RU_REPEAT_ANY] == 1
    since = month - p[p[O_RULE] + rule * RU_COLS + RU_REPEAT_WITHIN]
    count, latest = np.int64(0), np.int64(-1)
    at = np.int64(a_s32(s)[a_row(s)[R_ENTRY], i])
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
    times = min(count, p[p[O_RULE] + rule * RU_COLS + RU_REPEAT_MAX]) if p[p[O_RULE] + rule * RU_COLS + RU_REPEAT_POWER] else 1
    factor, power = val(p, q, month, cell_at(s, i)), np.int64(ONE)
    for _ in range(times):
        power = (power * factor) >> 16
    return latest, half_up(points * (power - ONE))


@kernel
def clean_period(p, k, s, i, rule, month):
    """An entry for each whole period with no adverse entry."""
    since = np.int64(a_s16(s)[a_row(s)[R_CLEAN], i])
    every = p[p[O_RULE] + rule * RU_COLS + RU_RECUR_MONTHS]
    if month - since >= every:
        a_s16(s)[a_row(s)[R_CLEAN], i] = month
        since = month
        address = draw(k[p[p[O_RULE] + rule * RU_COLS + RU_KEY]], np.uint64(s[0] + i), np.uint64(month), U0)
        enter(p, k, s, i, month, rule, np.int64(TRUE_LAWFUL), address, s[0] + i, np.int64(255))
    wake_at(s, i, since + every)


@kernel
def open_debts(p, k, s, i, rule, month):
    """An entry while an obligation stays open."""
    applies = p[p[O_RULE] + rule * RU_COLS + RU_APPLIES_Q]
    if applies >= 0 and val(p, applies, 0, cell_at(s, i)) == 0:
        return
    kind, asked = p[p[O_RULE] + rule * RU_COLS + RU_RECUR_OB], p[p[O_RULE] + rule * RU_COLS + RU_RECUR_ABLE]
    after, every = p[p[O_RULE] + rule * RU_COLS + RU_RECUR_AFTER], p[p[O_RULE] + rule * RU_COLS + RU_RECUR_MONTHS]
    best = np.int64(-1)
    j = i
    while j < s[1] and (j == i or (p[G_UNIT] == 1 and first_of(s, j) == i)):
        at = np.int64(a_s32(s)[a_row(s)[R_DEBT], j])
        while at >= 0:
            if a_debts(s)[at].kind == kind and a_debts(s)[at].done == 0 and (best < 0 or a_debts(s)[at].opened < a_debts(s)[best].opened):
                best = at
            at = np.int64(a_debts(s)[at].next)
        j += 1
    if best < 0:
        return
    age, able = month - np.int64(a_debts(s)[best].opened), np.int64(a_debts(s)[best].able)
    if age >= after and (age - after) % every == 0 and (asked < 0 or asked == able):
        address = draw(k[p[p[O_RULE] + rule * RU_COLS + RU_KEY]], np.uint64(s[0] + i), np.uint64(month), U0)
        cause = np.int64(TRUE_UNLAWFUL if able == 1 else TRUE_LAWFUL)
        enter(p, k, s, i, month, rule, cause, address, s[0] + i, np.int64(255))


@kernel
def redress_phase(p, k, s, i, month):
    """Decisions, filings, notices, repairs. Returns whether the subject must be looked at next month."""
    again = False
    while True:
        first = next_case(p, k, s, i, month)
        if first < 0:
            break
        decide(p, k, s, i, first, month)
    at = np.int64(a_s32(s)[a_row(s)[R_ENTRY], i])
    while at >= 0:
        if a_entries(s)[at].flags & E_DEAD == 0 and is_contestable(p, s, at):
            file_case(p, k, s, i, at, month)
            if np.int64(a_cold(s)[at].notice) == month and a_entries(s)[at].flags & E_KNOWN == 0:
                a_entries(s)[at].flags |= E_KNOWN | E_COUNTED
                count_redress(p, s, at, i, month, 1)
                note(p, s, i, month, L_NOTICE, np.int64(a_entries(s)[at].rule), 0, 0, 0, a_cold(s)[at].address, 0)
            if goes_to_court(p, s, i, at):
                again = True
        at = np.int64(a_entries(s)[at].next)
    if p[G_REPAIR_Q] >= 0:
        repair(p, k, s, i, month)
    return again


@kernel
def next_case(p, k, s, i, month):
    """The case of the subject to be decided next, by month of filing and address; -1 when there is none."""
    first = np.int64(-1)
    at = np.int64(a_s32(s)[a_row(s)[R_ENTRY], i])
    while at >= 0:
        filed = np.int64(a_cold(s)[at].filed)
        if filed >= 0 and a_entries(s)[at].flags & E_DEAD == 0 and is_heard(p, k, s, at, month):
            if first < 0 or filed < a_cold(s)[first].filed or (
                    filed == a_cold(s)[first].filed and a_cold(s)[at].address < a_cold(s)[first].address):
                first = at
        at = np.int64(a_entries(s)[at].next)
    return first


@kernel
def goes_to_court(p, s, i, at):
    """Whether a case must be looked at next month; one decided at a fixed time wakes its subject then."""
    inst = np.int64(a_cold(s)[at].instance)
    if inst >= p[O_N_INST]:
        return False
    if a_cold(s)[at].filed < 0:
        return a_entries(s)[at].flags & E_KNOWN != 0
    if p[p[O_INST] + inst * IN_COLS + IN_GEOMETRIC] == 1 or p[p[O_INST] + inst * IN_COLS + IN_CAPACITY] >= 0:
        return True
    wake_at(s, i, np.int64(a_cold(s)[at].decide))
    return False


@kernel
def is_heard(p, k, s, at, month):
    """Whether a filed case is decided this month: due and, where few can be heard, among the first in line."""
    if p[p[O_INST] + np.int64(a_cold(s)[at].instance) * IN_COLS + IN_CAPACITY] >= 0:
        return a_cold(s)[at].spare == 1
    return is_due(p, k, s, at, month)


@kernel
def is_due(p, k, s, at, month):
    """Whether a filed case is decided this month."""
    inst = np.int64(a_cold(s)[at].instance)
    if p[p[O_INST] + inst * IN_COLS + IN_GEOMETRIC] == 0:
        return month >= np.int64(a_cold(s)[at].decide)
    if month <= np.int64(a_cold(s)[at].filed):
        return False
    limit = val(p, p[p[O_INST] + inst * IN_COLS + IN_HAZARD_Q], month, 0)
    return passes(k, p[p[O_INST] + inst * IN_COLS + IN_DECIDE_KEY], a_cold(s)[at].address, month, 0, limit)


@kernel
def decide(p, k, s, i, at, month):
    """Won: reversed from this month. Lost: the next instance opens."""
    inst, rule = np.int64(a_cold(s)[at].instance), np.int64(a_entries(s)[at].rule)
    if a_entries(s)[at].flags & E_SUSPENDED:
        a_entries(s)[at].flags &= ~E_SUSPENDED & 0xFF
        if a_row(s)[R_SCORE] >= 0:
            a_s32(s)[a_row(s)[R_SCORE], i] += a_entries(s)[at].points
    a_cold(s)[at].filed = -1
    a_cold(s)[at].spare = 0
    q = p[p[O_INST] + inst * IN_COLS + (IN_WRONG_Q if is_wrong(s, at) else IN_RIGHT_Q)]
    won = chance(p, k, q, month, cell_at(s, i), p[p[O_INST] + inst * IN_COLS + IN_WINS_KEY], a_cold(s)[at].address, 0, 0)
    count_redress(p, s, at, i, month, 3 if won else 4)
    note(p, s, i, month, L_WON if won else L_LOST, rule, 0, 0, inst, a_cold(s)[at].address, 0)
    if won:
        count_age(p, s, at, i, month, 0)
        end_entry(p, s, i, at, month, True)
        bump(p, s, p[p[O_RULE] + rule * RU_COLS + RU_TALLY] + 1 + N_CAUSES, i, month, 1)
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
    if not chance(p, k, p[p[O_INST] + inst * IN_COLS + IN_FILES_Q], month, cell_at(s, i),
                  p[p[O_INST] + inst * IN_COLS + IN_FILES_KEY], address, 0, 0):
        a_cold(s)[at].instance = p[O_N_INST]
        return
    a_cold(s)[at].filed = month
    time = months_of(k, p[p[O_INST] + inst * IN_COLS + IN_MONTHS], p[p[O_INST] + inst * IN_COLS + IN_FRAC],
                     p[p[O_INST] + inst * IN_COLS + IN_DECIDE_KEY], address, 0, 0)
    a_cold(s)[at].decide = month + max(np.int64(1), time)
    if p[p[O_INST] + inst * IN_COLS + IN_SUSPENDS] == 1:
        a_entries(s)[at].flags |= E_SUSPENDED
        if a_row(s)[R_SCORE] >= 0:
            a_s32(s)[a_row(s)[R_SCORE], i] -= a_entries(s)[at].points
    count_redress(p, s, at, i, month, 2)
    note(p, s, i, month, L_FILED, np.int64(a_entries(s)[at].rule), 0, 0, inst, address, 0)


@kernel
def repair(p, k, s, i, month):
    """Lift the oldest live adverse entry old enough (or all), and wake the subject when the next lift may come."""
    some = oldest_adverse(p, s, i, month) >= 0
    oldest = oldest_adverse(p, s, i, month - p[G_REPAIR_AFTER])
    if some:
        later = month + 1
        while later < p[G_T] and not chance(p, k, p[G_REPAIR_Q], later, cell_at(s, i), p[G_REPAIR_KEY], s[0] + i, later, 0):
            later += 1
        wake_at(s, i, later)
    if oldest < 0 or not chance(p, k, p[G_REPAIR_Q], month, cell_at(s, i), p[G_REPAIR_KEY], s[0] + i, month, 0):
        return
    while oldest >= 0:
        count_age(p, s, oldest, i, month, 1)
        count_redress(p, s, oldest, i, month, 6)
        note(p, s, i, month, L_LIFTED, np.int64(a_entries(s)[oldest].rule), 0, 0, 0, a_cold(s)[oldest].address, 0)
        end_entry(p, s, i, oldest, month, False)
        oldest = oldest_adverse(p, s, i, month - p[G_REPAIR_AFTER]) if p[G_REPAIR_ALL] == 1 else np.int64(-1)


@kernel
def oldest_adverse(p, s, i, month):
    """The first made live adverse entry that was made by a month; -1 for none (the chain runs from new to old)."""
    oldest = np.int64(-1)
    at = np.int64(a_s32(s)[a_row(s)[R_ENTRY], i])
    while at >= 0:
        if a_entries(s)[at].flags & E_DEAD == 0 and a_entries(s)[at].made <= month and is_adverse(p, s, at):
            oldest = at
        at = np.int64(a_entries(s)[at].next)
    return oldest


@kernel
def expire_phase(p, s, i, month):
    """Entries past their term."""
    at = np.int64(a_s32(s)[a_row(s)[R_ENTRY], i])
    while at >= 0:
        if a_entries(s)[at].flags & E_DEAD == 0 and np.int64(a_entries(s)[at].until) <= month:
            count_age(p, s, at, i, month, 1)
            note(p, s, i, month, L_EXPIRED, np.int64(a_entries(s)[at].rule), 0, 0, 0, a_cold(s)[at].address, 0)
            end_entry(p, s, i, at, month, False)
        at = np.int64(a_entries(s)[at].next)


@kernel
def score_phase(p, s, i, month):
    """The band of the month; a running clamp takes off what is cut."""
    if a_row(s)[R_OFFSET] >= 0:
        cell = cell_at(s, i)
        raw = (val(p, p[G_INITIAL_Q], month, cell) + val(p, p[G_TRAIT_Q], 0, cell) + np.int64(a_s32(s)[a_row(s)[R_SCORE], i])
               + np.int64(a_s32(s)[a_row(s)[R_OFFSET], i]) + term_points(p, s, i, month, np.int64(0)))
        a_s32(s)[a_row(s)[R_OFFSET], i] += clamp(p, raw) - raw
    return band_without(p, s, i, month, np.int64(0))


@kernel
def sweep_entries(p, s, i, month):
    """Free the entries that nothing will read again; take off the marks of this month."""
    before_ = np.int64(-1)
    at = np.int64(a_s32(s)[a_row(s)[R_ENTRY], i])
    while at >= 0:
        after = np.int64(a_entries(s)[at].next)
        if a_entries(s)[at].flags & (E_FRESH | E_DEAD) == E_FRESH:
            carry_entry(p, s, i, at)
        a_entries(s)[at].flags &= ~E_FRESH & 0xFF
        hold = p[p[O_RULE] + (np.int64(a_entries(s)[at].rule)) * RU_COLS + RU_HOLD]
        if a_entries(s)[at].flags & E_DEAD and month - np.int64(a_entries(s)[at].made) > hold:
            if before_ < 0:
                a_s32(s)[a_row(s)[R_ENTRY], i] = after
            else:
                a_entries(s)[before_].next = after
            a_entries(s)[at].next = a_top(s)[FREE_E]
            a_top(s)[FREE_E] = at
        else:
            before_ = at
            if a_entries(s)[at].flags & E_DEAD and hold > 0:
                wake_at(s, i, np.int64(a_entries(s)[at].made) + hold + 1)
        at = after
