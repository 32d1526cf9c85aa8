"""Phases post, spread, redress, expire and score: what happens to the entries of one file in a month."""

from __future__ import annotations

import numpy as np

from demerit.draws import draw
from demerit.engine.kernels.causes import band_without, clamp, is_adverse, term_points
from demerit.engine.kernels.reading import bump, cell_at, chance, first_of, note, num, passes, take, val, wake_at
from demerit.engine.layout import *  # noqa: F403 (names of columns)
from demerit.society.tables import kernel

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
    cause = np.int64(s.cold[at].root_cause) if s.entries[at].flags & E_TIE else np.int64(s.entries[at].cause)
    return cause == FALSE_RECORD or cause == MISTAKEN or cause == MISREAD


@kernel
def is_contestable(p, s, at):
    """Whether redress is open against an entry."""
    return num(p, O_RULE, RU_COLS, np.int64(s.entries[at].rule), RU_CONTEST) == 1 and is_adverse(p, s, at)


@kernel
def count_redress(p, s, at, i, month, step):
    """Count a step of redress, by truth."""
    if is_contestable(p, s, at):
        bump(p, s, p[G_BARRED] + 2 * step + (0 if is_wrong(s, at) else 1), i, month, 1)


@kernel
def count_age(p, s, at, i, month, what):
    """Age in months of a wrong contestable entry when it ends: 0 corrected, 1 lapsed, 2 still live at the end."""
    if s.entries[at].made >= p[G_BURN] and is_wrong(s, at) and is_contestable(p, s, at):
        age = min(np.int64(24), month - np.int64(s.entries[at].made))
        bump(p, s, p[G_BARRED] + 14 + 25 * what + age, i, min(month, p[G_T] - 1), 1)


@kernel
def make_entry(p, k, s, i, month, rule, points, cause, address, until):
    """A new entry at the head of the file."""
    at = take(s, FREE_E, TOP_E, 0)
    s.entries[at].next = s.s32[s.row[R_ENTRY], i]
    s.s32[s.row[R_ENTRY], i] = at
    s.entries[at].points = points
    s.entries[at].made = month
    s.entries[at].until = min(until, np.int64(FOREVER))
    s.entries[at].rule = rule
    s.entries[at].cause = cause
    s.entries[at].flags = E_FRESH
    s.cold[at].address = address
    s.cold[at].root = address
    s.cold[at].came = U0
    s.cold[at].actor = s.base + i
    s.cold[at].root_uid = s.base + i
    s.cold[at].refers = -1
    s.cold[at].notice = FOREVER
    s.cold[at].filed = -1
    s.cold[at].decide = FOREVER
    s.cold[at].root_cause = cause
    s.cold[at].hop = 0
    s.cold[at].channel = 255
    s.cold[at].instance = 0
    s.cold[at].spread = 255
    wake_at(s, i, min(until, np.int64(FOREVER)))
    if s.row[R_SCORE] >= 0:
        s.s32[s.row[R_SCORE], i] += points
    return at


@kernel
def finish_entry(p, k, s, i, at, month):
    """Count a made entry, set its notice, and send it along ties next month."""
    rule, cause = np.int64(s.entries[at].rule), np.int64(s.entries[at].cause)
    tally = num(p, O_RULE, RU_COLS, rule, RU_TALLY)
    bump(p, s, tally, i, month, 1)
    bump(p, s, tally + 1 + cause, i, month, 1)
    note(p, s, i, month, L_ENTRY, rule, np.int64(s.entries[at].points), cause, np.int64(s.entries[at].until),
         s.cold[at].address, np.int64(s.cold[at].actor))
    count_redress(p, s, at, i, month, 0)
    if s.row[R_CLEAN] >= 0 and is_adverse(p, s, at):
        s.s16[s.row[R_CLEAN], i] = month
    if p[G_NOTICE_Q] >= 0 and is_contestable(p, s, at):
        address = np.int64(s.cold[at].address)
        if chance(p, k, p[G_NOTICE_Q], month, cell_at(s, i), p[G_NOTICE_KEY], address, 0, 0):
            when = month + months_of(k, p[G_NOTICE_MONTHS], p[G_NOTICE_FRAC], p[G_NOTICE_KEY], address, 0, 1)
            s.cold[at].notice = min(when, np.int64(FOREVER))
            wake_at(s, i, when)


@kernel
def carry_entry(p, s, i, at):
    """Send a live entry of this month along the ties of its rule; it arrives next month."""
    spreads = num(p, O_RULE, RU_COLS, np.int64(s.entries[at].rule), RU_SPREADS)
    for sp in range(p[O_N_SPREAD]):
        if (spreads >> sp) & 1 and np.int64(s.cold[at].hop) < num(p, O_SPREAD, SP_COLS, sp, SP_HOPS):
            send(s, i, X_ENTRY, sp, s.cold[at].address, s.cold[at].root, np.int64(s.cold[at].root_uid),
                 np.int64(s.entries[at].points), np.int64(1) << np.int64(s.cold[at].root_cause), np.int64(s.cold[at].hop), 0)


@kernel
def send(s, i, kind, spread, address, root, root_uid, points, sets, hop, term):
    """Put something in the outbox; it reaches the other ends next month."""
    o = s.top[TOP_O]
    if o >= s.out.shape[0]:
        s.top[OVER] = 4
        return
    s.top[TOP_O] = o + 1
    s.out[o].kind = kind
    s.out[o].spread = spread
    s.out[o].source = s.base + i
    s.out[o].address = address
    s.out[o].root = root
    s.out[o].root_uid = root_uid
    s.out[o].points = points
    s.out[o].sets = sets
    s.out[o].hop = hop
    s.out[o].term = term


@kernel
def end_entry(p, s, i, at, month, reversed_):
    """An entry stops being live; mirrors hear of it next month."""
    if s.entries[at].flags & E_SUSPENDED == 0 and s.row[R_SCORE] >= 0:
        s.s32[s.row[R_SCORE], i] -= s.entries[at].points
    s.entries[at].flags |= E_DEAD
    if reversed_:
        s.entries[at].flags |= E_REVERSED
    spreads = num(p, O_RULE, RU_COLS, np.int64(s.entries[at].rule), RU_SPREADS)
    for sp in range(p[O_N_SPREAD]):
        if (spreads >> sp) & 1 and num(p, O_SPREAD, SP_COLS, sp, SP_MIRROR) == 1:
            send(s, i, X_END, sp, s.cold[at].address, s.cold[at].root, np.int64(s.cold[at].root_uid), 0, 0, 0, 0)


@kernel
def post_phase(p, k, s, i, month):
    """This month's postings in order of moment, rule, actor, number; then recurring rules."""
    n = 0
    at = np.int64(s.phead[i])
    s.phead[i] = -1
    while at >= 0:
        j = n
        while j > 0 and before(s, at, s.work[ORDER_AT + j - 1]):
            s.work[ORDER_AT + j] = s.work[ORDER_AT + j - 1]
            j -= 1
        s.work[ORDER_AT + j] = at
        n += 1
        at = np.int64(s.posts[at].next)
        if n >= 2000:
            s.top[OVER] = 5
            break
    for j in range(n):
        post_one(p, k, s, i, np.int64(s.work[ORDER_AT + j]), month)
    for rule in range(p[O_N_RULE]):
        recur = num(p, O_RULE, RU_COLS, rule, RU_RECUR)
        if recur == 1:
            clean_period(p, k, s, i, rule, month)
        elif recur == 2:
            open_debts(p, k, s, i, rule, month)


@kernel
def before(s, a, b):
    """Order of two postings."""
    if s.posts[a].moment != s.posts[b].moment:
        return s.posts[a].moment < s.posts[b].moment
    if s.posts[a].rule != s.posts[b].rule:
        return s.posts[a].rule < s.posts[b].rule
    if s.posts[a].actor != s.posts[b].actor:
        return s.posts[a].actor < s.posts[b].actor
    return (s.posts[a].n & LOW32) < (s.posts[b].n & LOW32)


@kernel
def post_one(p, k, s, i, at, month):
    """One posting: heard or not, then entered; its place is freed or it waits."""
    rule, cause = np.int64(s.posts[at].rule), np.int64(s.posts[at].cause)
    actor, n = np.int64(s.posts[at].actor), s.posts[at].n & LOW32
    address = draw(k[num(p, O_RULE, RU_COLS, rule, RU_KEY)], np.uint64(actor), n, np.uint64(s.posts[at].origin))
    if num(p, O_RULE, RU_COLS, rule, RU_HEARING) == 1:
        wait = months_of(k, p[G_HEAR_MONTHS], p[G_HEAR_FRAC], p[G_HEAR_KEY], address, 0, 0)
        if wait > 0 and s.posts[at].heard == 0:
            s.posts[at].heard = 1
            when = month + wait
            if when < s.queue.shape[0] - 1:
                s.posts[at].next = s.queue[when]
                s.queue[when] = at
            else:
                s.posts[at].next = s.top[FREE_P]
                s.top[FREE_P] = at
            return
        wrong = cause == FALSE_RECORD or cause == MISTAKEN or cause == MISREAD
        if chance(p, k, p[G_HEAR_Q], month, cell_at(s, i), p[G_HEAR_KEY], address, 0, 1):
            q = p[G_HEAR_WRONG_Q] if wrong else p[G_HEAR_RIGHT_Q]
            if chance(p, k, q, month, cell_at(s, i), p[G_HEAR_KEY], address, 0, 2):
                bump(p, s, num(p, O_RULE, RU_COLS, rule, RU_TALLY) + 2 + N_CAUSES, i, month, 1)
                note(p, s, i, month, L_STOPPED, rule, 0, cause, 0, address, actor)
                s.posts[at].next = s.top[FREE_P]
                s.top[FREE_P] = at
                return
    channel = np.int64(s.posts[at].channel)
    s.posts[at].next = s.top[FREE_P]
    s.top[FREE_P] = at
    enter(p, k, s, i, month, rule, cause, address, actor, channel)


@kernel
def enter(p, k, s, i, month, rule, cause, address, actor, channel):
    """Make the entry of a rule, cut by its cap, with its surcharge."""
    term = months_of(k, num(p, O_RULE, RU_COLS, rule, RU_TERM), num(p, O_RULE, RU_COLS, rule, RU_TERM_FRAC),
                     num(p, O_RULE, RU_COLS, rule, RU_TERM_KEY), address, 0, 0)
    if term == 0:
        return
    points = entry_points(p, s, i, month, rule)
    refers, surcharge = repeat_of(p, s, i, month, rule, points)
    at = make_entry(p, k, s, i, month, rule, points, cause, address, month + term)
    s.cold[at].actor = actor
    s.cold[at].channel = channel
    finish_entry(p, k, s, i, at, month)
    if refers >= 0:
        more = draw(k[num(p, O_RULE, RU_COLS, rule, RU_SURCHARGE_KEY)], address, U0, U0)
        extra = make_entry(p, k, s, i, month, rule, capped(p, s, i, month, rule, surcharge), cause, more, month + term)
        s.entries[extra].flags |= E_SURCHARGE
        s.cold[extra].actor = actor
        s.cold[extra].channel = channel
        s.cold[extra].refers = refers
        finish_entry(p, k, s, i, extra, month)


@kernel
def entry_points(p, s, i, month, rule):
    """Points of a rule for this subject now: value or schedule, then cap."""
    q, cell = num(p, O_RULE, RU_COLS, rule, RU_POINTS_Q), cell_at(s, i)
    points = val(p, q, month, cell) if q >= 0 else np.int64(0)
    amount_q = num(p, O_RULE, RU_COLS, rule, RU_SCHED_Q)
    if amount_q >= 0:
        amount = val(p, amount_q, month, cell)
        n = entries_since(s, i, rule, month - num(p, O_RULE, RU_COLS, rule, RU_SCHED_MONTHS))
        points = half_up(worth(p, rule, amount * (n + 1))) - half_up(worth(p, rule, amount * n))
    return capped(p, s, i, month, rule, points)


@kernel
def capped(p, s, i, month, rule, points):
    """What a rule's cap leaves of points."""
    cap_q = num(p, O_RULE, RU_COLS, rule, RU_CAP_Q)
    if cap_q < 0:
        return points
    used = points_since(s, i, rule, month - num(p, O_RULE, RU_COLS, rule, RU_CAP_MONTHS))
    left = max(np.int64(0), val(p, cap_q, month, cell_at(s, i)) - used)
    return min(points, left) if points > 0 else max(points, -left)


@kernel
def worth(p, rule, amount):
    """Points (16.16) of a yearly amount (16.16) under a schedule of diminishing returns."""
    total = np.int64(0)
    first, last = num(p, O_RULE, RU_COLS, rule, RU_SCHED_FROM), num(p, O_RULE, RU_COLS, rule, RU_SCHED_TO)
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
    at = np.int64(s.s32[s.row[R_ENTRY], i])
    while at >= 0:
        if s.entries[at].rule == rule and s.entries[at].made > month and s.entries[at].flags & (E_SURCHARGE | E_TIE) == 0:
            n += 1
        at = np.int64(s.entries[at].next)
    return n


@kernel
def points_since(s, i, rule, month):
    """Absolute points of a rule made after a month."""
    total = np.int64(0)
    at = np.int64(s.s32[s.row[R_ENTRY], i])
    while at >= 0:
        if s.entries[at].rule == rule and s.entries[at].made > month and s.entries[at].flags & E_TIE == 0:
            total += abs(np.int64(s.entries[at].points))
        at = np.int64(s.entries[at].next)
    return total


@kernel
def repeat_of(p, s, i, month, rule, points):
    """The entry a surcharge refers to (-1 for none) and the surcharge's points."""
    q = num(p, O_RULE, RU_COLS, rule, RU_REPEAT_Q)
    if q < 0:
        return np.int64(-1), np.int64(0)
    any_adverse = num(p, O_RULE, RU_COLS, rule, RU_REPEAT_ANY) == 1
    since = month - num(p, O_RULE, RU_COLS, rule, RU_REPEAT_WITHIN)
    count, latest = np.int64(0), np.int64(-1)
    at = np.int64(s.s32[s.row[R_ENTRY], i])
    while at >= 0:
        other = np.int64(s.entries[at].rule)
        same = is_adverse(p, s, at) if any_adverse else other == rule
        if same and s.entries[at].flags & (E_DEAD | E_SURCHARGE | E_TIE) == 0 and s.entries[at].made > since:
            if latest < 0:
                latest = at
            count += 1
        at = np.int64(s.entries[at].next)
    if count == 0:
        return np.int64(-1), np.int64(0)
    times = min(count, num(p, O_RULE, RU_COLS, rule, RU_REPEAT_MAX)) if num(p, O_RULE, RU_COLS, rule, RU_REPEAT_POWER) else 1
    factor, power = val(p, q, month, cell_at(s, i)), np.int64(ONE)
    for _ in range(times):
        power = (power * factor) >> 16
    return latest, half_up(points * (power - ONE))


@kernel
def clean_period(p, k, s, i, rule, month):
    """An entry for each whole period with no adverse entry."""
    since = np.int64(s.s16[s.row[R_CLEAN], i])
    every = num(p, O_RULE, RU_COLS, rule, RU_RECUR_MONTHS)
    if month - since >= every:
        s.s16[s.row[R_CLEAN], i] = month
        since = month
        address = draw(k[num(p, O_RULE, RU_COLS, rule, RU_KEY)], np.uint64(s.base + i), np.uint64(month), U0)
        enter(p, k, s, i, month, rule, np.int64(TRUE_LAWFUL), address, s.base + i, np.int64(255))
    wake_at(s, i, since + every)


@kernel
def open_debts(p, k, s, i, rule, month):
    """An entry while an obligation stays open."""
    applies = num(p, O_RULE, RU_COLS, rule, RU_APPLIES_Q)
    if applies >= 0 and val(p, applies, 0, cell_at(s, i)) == 0:
        return
    kind, asked = num(p, O_RULE, RU_COLS, rule, RU_RECUR_OB), num(p, O_RULE, RU_COLS, rule, RU_RECUR_ABLE)
    after, every = num(p, O_RULE, RU_COLS, rule, RU_RECUR_AFTER), num(p, O_RULE, RU_COLS, rule, RU_RECUR_MONTHS)
    best = np.int64(-1)
    j = i
    while j < s.n and (j == i or (p[G_UNIT] == 1 and first_of(s, j) == i)):
        at = np.int64(s.s32[s.row[R_DEBT], j])
        while at >= 0:
            if s.debts[at].kind == kind and s.debts[at].done == 0 and (best < 0 or s.debts[at].opened < s.debts[best].opened):
                best = at
            at = np.int64(s.debts[at].next)
        j += 1
    if best < 0:
        return
    age, able = month - np.int64(s.debts[best].opened), np.int64(s.debts[best].able)
    if age >= after and (age - after) % every == 0 and (asked < 0 or asked == able):
        address = draw(k[num(p, O_RULE, RU_COLS, rule, RU_KEY)], np.uint64(s.base + i), np.uint64(month), U0)
        cause = np.int64(TRUE_UNLAWFUL if able == 1 else TRUE_LAWFUL)
        enter(p, k, s, i, month, rule, cause, address, s.base + i, np.int64(255))


@kernel
def redress_phase(p, k, s, i, month):
    """Decisions, filings, notices, repairs. Returns whether the subject must be looked at next month."""
    again = False
    at = np.int64(s.s32[s.row[R_ENTRY], i])
    while at >= 0:
        if s.cold[at].filed >= 0 and s.entries[at].flags & E_DEAD == 0 and is_due(p, k, s, at, month):
            decide(p, k, s, i, at, month)
        at = np.int64(s.entries[at].next)
    at = np.int64(s.s32[s.row[R_ENTRY], i])
    while at >= 0:
        if s.entries[at].flags & E_DEAD == 0 and is_contestable(p, s, at):
            file_case(p, k, s, i, at, month)
            if np.int64(s.cold[at].notice) == month and s.entries[at].flags & E_KNOWN == 0:
                s.entries[at].flags |= E_KNOWN | E_COUNTED
                count_redress(p, s, at, i, month, 1)
                note(p, s, i, month, L_NOTICE, np.int64(s.entries[at].rule), 0, 0, 0, s.cold[at].address, 0)
            if s.cold[at].filed >= 0 or (s.entries[at].flags & E_KNOWN and np.int64(s.cold[at].instance) < p[O_N_INST]):
                again = True
        at = np.int64(s.entries[at].next)
    if p[G_REPAIR_Q] >= 0:
        again = repair(p, k, s, i, month) or again
    return again


@kernel
def is_due(p, k, s, at, month):
    """Whether a filed case is decided this month."""
    inst = np.int64(s.cold[at].instance)
    if num(p, O_INST, IN_COLS, inst, IN_GEOMETRIC) == 0:
        return month >= np.int64(s.cold[at].decide)
    if month <= np.int64(s.cold[at].filed):
        return False
    limit = val(p, num(p, O_INST, IN_COLS, inst, IN_HAZARD_Q), month, 0)
    return passes(k, num(p, O_INST, IN_COLS, inst, IN_DECIDE_KEY), s.cold[at].address, month, 0, limit)


@kernel
def decide(p, k, s, i, at, month):
    """Won: reversed from this month. Lost: the next instance opens."""
    inst, rule = np.int64(s.cold[at].instance), np.int64(s.entries[at].rule)
    if s.entries[at].flags & E_SUSPENDED:
        s.entries[at].flags &= ~E_SUSPENDED & 0xFF
        if s.row[R_SCORE] >= 0:
            s.s32[s.row[R_SCORE], i] += s.entries[at].points
    s.cold[at].filed = -1
    q = num(p, O_INST, IN_COLS, inst, IN_WRONG_Q if is_wrong(s, at) else IN_RIGHT_Q)
    won = chance(p, k, q, month, cell_at(s, i), num(p, O_INST, IN_COLS, inst, IN_WINS_KEY), s.cold[at].address, 0, 0)
    count_redress(p, s, at, i, month, 3 if won else 4)
    note(p, s, i, month, L_WON if won else L_LOST, rule, 0, 0, inst, s.cold[at].address, 0)
    if won:
        count_age(p, s, at, i, month, 0)
        end_entry(p, s, i, at, month, True)
        bump(p, s, num(p, O_RULE, RU_COLS, rule, RU_TALLY) + 1 + N_CAUSES, i, month, 1)
        note(p, s, i, month, L_REVERSED, rule, 0, 0, 0, s.cold[at].address, 0)
    else:
        s.cold[at].instance = inst + 1


@kernel
def file_case(p, k, s, i, at, month):
    """File with the next instance, or give up for good."""
    inst = np.int64(s.cold[at].instance)
    if s.entries[at].flags & E_KNOWN == 0 or s.cold[at].filed >= 0 or inst >= p[O_N_INST]:
        return
    address = s.cold[at].address
    if not chance(p, k, num(p, O_INST, IN_COLS, inst, IN_FILES_Q), month, cell_at(s, i),
                  num(p, O_INST, IN_COLS, inst, IN_FILES_KEY), address, 0, 0):
        s.cold[at].instance = p[O_N_INST]
        return
    s.cold[at].filed = month
    time = months_of(k, num(p, O_INST, IN_COLS, inst, IN_MONTHS), num(p, O_INST, IN_COLS, inst, IN_FRAC),
                     num(p, O_INST, IN_COLS, inst, IN_DECIDE_KEY), address, 0, 0)
    s.cold[at].decide = month + max(np.int64(1), time)
    if num(p, O_INST, IN_COLS, inst, IN_SUSPENDS) == 1:
        s.entries[at].flags |= E_SUSPENDED
        if s.row[R_SCORE] >= 0:
            s.s32[s.row[R_SCORE], i] -= s.entries[at].points
    count_redress(p, s, at, i, month, 2)
    note(p, s, i, month, L_FILED, np.int64(s.entries[at].rule), 0, 0, inst, address, 0)


@kernel
def repair(p, k, s, i, month):
    """Lift the oldest live adverse entry old enough (or all). Returns whether there is or will be anything to repair."""
    oldest, some = np.int64(-1), False
    at = np.int64(s.s32[s.row[R_ENTRY], i])
    while at >= 0:
        if s.entries[at].flags & E_DEAD == 0 and is_adverse(p, s, at):
            some = True
            if month - np.int64(s.entries[at].made) >= p[G_REPAIR_AFTER] and (
                    oldest < 0 or s.entries[at].made <= s.entries[oldest].made):
                oldest = at  # the chain runs from new to old
        at = np.int64(s.entries[at].next)
    if oldest < 0 or not chance(p, k, p[G_REPAIR_Q], month, cell_at(s, i), p[G_REPAIR_KEY], s.base + i, month, 0):
        return some
    at = np.int64(s.s32[s.row[R_ENTRY], i])
    while at >= 0:
        old = (s.entries[at].flags & E_DEAD == 0 and is_adverse(p, s, at) and month - np.int64(s.entries[at].made) >= p[G_REPAIR_AFTER])
        if old and (p[G_REPAIR_ALL] == 1 or at == oldest):
            count_age(p, s, at, i, month, 1)
            count_redress(p, s, at, i, month, 6)
            note(p, s, i, month, L_LIFTED, np.int64(s.entries[at].rule), 0, 0, 0, s.cold[at].address, 0)
            end_entry(p, s, i, at, month, False)
        at = np.int64(s.entries[at].next)
    return True


@kernel
def expire_phase(p, s, i, month):
    """Entries past their term, and surcharges whose earlier entry ended."""
    at = np.int64(s.s32[s.row[R_ENTRY], i])
    while at >= 0:
        if s.entries[at].flags & E_DEAD == 0 and np.int64(s.entries[at].until) <= month:
            count_age(p, s, at, i, month, 1)
            note(p, s, i, month, L_EXPIRED, np.int64(s.entries[at].rule), 0, 0, 0, s.cold[at].address, 0)
            end_entry(p, s, i, at, month, False)
        at = np.int64(s.entries[at].next)
    at = np.int64(s.s32[s.row[R_ENTRY], i])
    while at >= 0:
        if s.entries[at].flags & E_DEAD == 0 and s.cold[at].refers >= 0:
            if s.entries[np.int64(s.cold[at].refers)].flags & E_DEAD:
                count_age(p, s, at, i, month, 1)
                note(p, s, i, month, L_EXPIRED, np.int64(s.entries[at].rule), 0, 0, 1, s.cold[at].address, 0)
                end_entry(p, s, i, at, month, False)
        at = np.int64(s.entries[at].next)


@kernel
def score_phase(p, s, i, month):
    """The band of the month; a running clamp takes off what is cut."""
    if s.row[R_OFFSET] >= 0:
        cell = cell_at(s, i)
        raw = (val(p, p[G_INITIAL_Q], month, cell) + val(p, p[G_TRAIT_Q], 0, cell) + np.int64(s.s32[s.row[R_SCORE], i])
               + np.int64(s.s32[s.row[R_OFFSET], i]) + term_points(p, s, i, month, np.int64(0)))
        s.s32[s.row[R_OFFSET], i] += clamp(p, raw) - raw
    return band_without(p, s, i, month, np.int64(0))


@kernel
def sweep_entries(p, s, i, month):
    """Free the entries that nothing will read again; take off the marks of this month."""
    before_ = np.int64(-1)
    at = np.int64(s.s32[s.row[R_ENTRY], i])
    while at >= 0:
        after = np.int64(s.entries[at].next)
        if s.entries[at].flags & (E_FRESH | E_DEAD) == E_FRESH:
            carry_entry(p, s, i, at)
        s.entries[at].flags &= ~E_FRESH & 0xFF
        hold = num(p, O_RULE, RU_COLS, np.int64(s.entries[at].rule), RU_HOLD)
        if s.entries[at].flags & E_DEAD and month - np.int64(s.entries[at].made) > hold:
            if before_ < 0:
                s.s32[s.row[R_ENTRY], i] = after
            else:
                s.entries[before_].next = after
            s.entries[at].next = s.top[FREE_E]
            s.top[FREE_E] = at
        else:
            before_ = at
            if s.entries[at].flags & E_DEAD and hold > 0:
                wake_at(s, i, np.int64(s.entries[at].made) + hold + 1)
        at = after
