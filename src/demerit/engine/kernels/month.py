"""A month of one chunk: the phases of ``phases.py`` in their order, subject by subject."""

from __future__ import annotations

import numpy as np

from demerit.draws import draw, gap, mix
from demerit.engine.kernels.act import act_chunk, age_debts, later
from demerit.engine.kernels.enlist import band_phase, carry_stays, count_months, enlist_phase, has_item, sweep_grounds
from demerit.engine.kernels.causes import is_adverse
from demerit.engine.kernels.files import (
    count_age,
    count_redress,
    expire_phase,
    finish_entry,
    half_up,
    is_contestable,
    make_entry,
    months_of,
    post_phase,
    redress_phase,
    score_phase,
    sweep_entries,
)
from demerit.engine.kernels.impose import impose_phase, learn
from demerit.engine.kernels.reading import bump, cell_at, first_of, inside, note, num, room, subject_at, val, wake_at
from demerit.engine.kernels.respond import respond_phase
from demerit.engine.kernels.reading import entry_kernel
from demerit.engine.layout import *  # noqa: F403 (names of columns)
from demerit.society.tables import kernel

U0, U1 = np.uint64(0), np.uint64(1)
LOW32 = np.uint64(0xFFFFFFFF)


@entry_kernel
def act_month(p, k, gammas, exps, s, month, first_call):
    """Phases act and observe of a chunk; 1 when a pool must grow (call again with ``first_call`` 0)."""
    if first_call == 1 and s.row[R_DEBT] >= 0:
        age_debts(p, k, s, month)
    return act_chunk(p, k, gammas, exps, s, month)


@entry_kernel
def gather(p, s, month):
    """Who is looked at this month: those with postings, arrivals, wakes, or something that goes on."""
    at = np.int64(s.queue[month])
    s.queue[month] = -1
    while at >= 0:
        after, who = np.int64(s.posts[at].next), np.int64(s.posts[at].who)
        s.posts[at].next = s.phead[who]
        s.phead[who] = at
        s.bits[B_TODO, who >> 6] |= U1 << np.uint64(who & 63)
        at = after
    for j in range(s.inbox.shape[0] - 1, -1, -1):
        who = np.int64(s.inbox[j].who)
        s.inbox[j].next = s.ihead[who]
        s.ihead[who] = j
        s.bits[B_TODO, who >> 6] |= U1 << np.uint64(who & 63)
    for w in range(s.bits.shape[1]):
        s.bits[B_TODO, w] |= s.wake[month, w] | s.bits[B_ACTIVE, w]


@entry_kernel
def file_month(p, k, s, month):
    """Phases post to respond of a chunk; 1 when a pool must grow (call again)."""
    for w in range(s.bits.shape[1]):
        while s.bits[B_TODO, w] != U0:
            if not room(s):
                return 1
            b = 0
            while (s.bits[B_TODO, w] >> np.uint64(b)) & U1 == U0:
                b += 1
            i = np.int64(64 * w + b)
            if subject_at(p, s, i) == i and inside(p, s, i):
                subject_month(p, k, s, i, month)
            s.phead[i] = -1
            s.ihead[i] = -1
            if s.row[R_DEBT] >= 0:
                sweep_debts(p, s, i)
            s.bits[B_TODO, w] &= ~(U1 << np.uint64(b))
    return 0


@kernel
def subject_month(p, k, s, i, month):
    """One file through a month."""
    again, alarms = False, np.int64(0)
    if s.row[R_ENTRY] >= 0:
        post_phase(p, k, s, i, month)
    if s.ihead[i] >= 0:
        alarms = arrive(p, k, s, i, month)
    noticed = False
    if s.row[R_ENTRY] >= 0:
        again = redress_phase(p, k, s, i, month)
        noticed = noticed_now(s, i, month)
        expire_phase(p, s, i, month)
    band, old = np.int64(NO_BAND), np.int64(NO_BAND)
    if p[G_HAS_SCORE] == 1:
        old = np.int64(s.s8[s.row[R_BAND], i])
        band = score_phase(p, s, i, month)
        if s.s8[s.row[R_BAND_FLAGS], i] == 255:
            s.s8[s.row[R_BAND], i] = NO_BAND
        band_phase(p, s, i, month, band)
    began = np.int64(0)
    if p[O_N_LIST] > 0:
        began = enlist_phase(p, k, s, i, month, band, band != old)
    lost = gate_phase(p, k, s, i, month) if p[O_N_GATE] > 0 else np.int64(0)
    refused, essential = impose_phase(p, k, s, i, month, began, old, lost)
    if refused > 0:
        learn(p, k, s, i, month)
    if p[G_RESPONSES] == 1:
        again = respond_phase(p, s, i, noticed or refused > 0, alarms, essential) or again
    if s.row[R_ENTRY] >= 0:
        sweep_entries(p, s, i, month)
    if p[O_N_LIST] > 0:
        carry_stays(p, s, i, month, began)
        sweep_grounds(s, i, month)
    keep = again or goes_on(p, s, i)
    bit = U1 << np.uint64(i & 63)
    if keep:
        s.bits[B_ACTIVE, i >> 6] |= bit
    else:
        s.bits[B_ACTIVE, i >> 6] &= ~bit


@kernel
def noticed_now(s, i, month):
    """Whether a notice came this month."""
    at = np.int64(s.s32[s.row[R_ENTRY], i])
    while at >= 0:
        if s.cold[at].notice == month and s.entries[at].flags & E_COUNTED:
            return True
        at = np.int64(s.entries[at].next)
    return False


@kernel
def goes_on(p, s, i):
    """Whether something of the subject must be looked at every month."""
    if p[G_ALWAYS] == 1:
        return True
    if p[G_HAS_SCORE] == 1 and num(p, O_BAND, BA_COLS, np.int64(s.s8[s.row[R_BAND], i]), BA_ACTIVE) == 1:
        return True
    for lst in range(p[O_N_LIST]):
        if (np.int64(s.s32[s.row[R_ON], i]) >> lst) & 1 and num(p, O_LIST, LI_COLS, lst, LI_ACTIVE) == 1:
            return True
    for m in range(p[O_N_MEAS]):
        if num(p, O_MEAS, ME_COLS, m, ME_NEED) >= 0:
            gate, rule = num(p, O_MEAS, ME_COLS, m, ME_GATE), num(p, O_MEAS, ME_COLS, m, ME_RULE)
            if gate >= 0 and (np.int64(s.s8[s.row[R_GATE], i]) >> gate) & 1 == 0:
                return True
            if rule >= 0 and s.s32[s.row[R_ENTRY], i] >= 0:
                return True
    return False


@kernel
def sweep_debts(p, s, i):
    """Forget obligations that were performed."""
    j = i
    while j < s.n and (j == i or (p[G_UNIT] == 1 and first_of(s, j) == i)):
        before = np.int64(-1)
        at = np.int64(s.s32[s.row[R_DEBT], j])
        while at >= 0:
            after = np.int64(s.debts[at].next)
            if s.debts[at].done == 1:
                if before < 0:
                    s.s32[s.row[R_DEBT], j] = after
                else:
                    s.debts[before].next = after
                s.debts[at].next = s.top[FREE_D]
                s.top[FREE_D] = at
            else:
                before = at
            at = after
        if s.s32[s.row[R_DEBT], j] < 0:
            s.bits[B_DEBTORS, j >> 6] &= ~(U1 << np.uint64(j & 63))
        j += 1


@kernel
def arrive(p, k, s, i, month):
    """Phase spread at the receiving end: entries, changes of terms, ends of mirrors. Returns ties newly listed."""
    alarms = np.int64(0)
    at = np.int64(s.ihead[i])
    while at >= 0:
        kind = np.int64(s.inbox[at].kind)
        if kind == X_ALARM:
            alarms += 1
        elif kind == X_MORE:
            s.s16[s.row[R_TERM] + np.int64(s.inbox[at].term), i] += np.uint16(1)
        elif kind == X_LESS:
            s.s16[s.row[R_TERM] + np.int64(s.inbox[at].term), i] -= np.uint16(1)
        elif kind == X_END:
            end_mirrors(s, i, s.inbox[at].address, np.int64(s.inbox[at].spread), month)
        elif kind == X_ENTRY:
            tie_entry(p, k, s, i, at, month)
        at = np.int64(s.inbox[at].next)
    return alarms


@kernel
def end_mirrors(s, i, address, spread, month):
    """What mirrored an item that ended is over this month."""
    if s.row[R_ENTRY] >= 0:
        at = np.int64(s.s32[s.row[R_ENTRY], i])
        while at >= 0:
            if s.entries[at].flags & (E_TIE | E_DEAD) == E_TIE and s.cold[at].came == address and s.cold[at].spread == spread:
                s.entries[at].until = month
            at = np.int64(s.entries[at].next)
    if s.row[R_GROUND] >= 0:
        at = np.int64(s.s32[s.row[R_GROUND], i])
        while at >= 0:
            if s.grounds[at].how == H_TIE and s.grounds[at].came == address and s.grounds[at].spread == spread:
                s.grounds[at].until = month
            at = np.int64(s.grounds[at].next)


@kernel
def tie_entry(p, k, s, i, at, month):
    """An entry that comes by a tie."""
    sp = np.int64(s.inbox[at].spread)
    if has_item(s, i, sp, s.inbox[at].root):
        return
    if num(p, O_SPREAD, SP_COLS, sp, SP_FAULT) == 1 and not at_fault(p, s, i):
        return
    rule = num(p, O_SPREAD, SP_COLS, sp, SP_LANDS)
    if rule < 0:
        rule = num(p, O_SPREAD, SP_COLS, sp, SP_RULE)
    address = draw(k[num(p, O_SPREAD, SP_COLS, sp, SP_KEY)], np.uint64(s.base + i), np.uint64(month), s.inbox[at].address & LOW32)
    points, q = np.int64(s.inbox[at].points), num(p, O_SPREAD, SP_COLS, sp, SP_SHARE_Q)
    if q >= 0:
        points = half_up(points * val(p, q, month, cell_at(s, i)))
    until = np.int64(FOREVER)
    if num(p, O_SPREAD, SP_COLS, sp, SP_MIRROR) == 0:
        term = months_of(k, num(p, O_RULE, RU_COLS, rule, RU_TERM), num(p, O_RULE, RU_COLS, rule, RU_TERM_FRAC),
                         num(p, O_RULE, RU_COLS, rule, RU_TERM_KEY), address, 0, 0)
        if term == 0:
            return
        until = month + term
    e = make_entry(p, k, s, i, month, rule, points, np.int64(TIE), address, until)
    s.entries[e].flags |= E_TIE
    s.cold[e].root = s.inbox[at].root
    s.cold[e].root_uid = s.inbox[at].root_uid
    s.cold[e].came = s.inbox[at].address
    s.cold[e].actor = s.inbox[at].root_uid
    s.cold[e].hop = s.inbox[at].hop + 1
    s.cold[e].spread = sp
    cause = 0
    while (np.int64(s.inbox[at].sets) >> cause) & 1 == 0 and cause < N_CAUSES:
        cause += 1
    s.cold[e].root_cause = cause
    finish_entry(p, k, s, i, e, month)


@kernel
def at_fault(p, s, i):
    """Whether the subject has a live adverse entry of its own."""
    at = np.int64(s.s32[s.row[R_ENTRY], i]) if s.row[R_ENTRY] >= 0 else np.int64(-1)
    while at >= 0:
        if s.entries[at].flags & (E_DEAD | E_TIE) == 0 and is_adverse(p, s, at):
            return True
        at = np.int64(s.entries[at].next)
    return False


@kernel
def gate_phase(p, k, s, i, month):
    """Gates gained and lost this month. Returns the gates lost."""
    lost = np.int64(0)
    uid, cell = np.uint64(s.base + i), cell_at(s, i)
    for g in range(p[O_N_GATE]):
        c = p[O_N_CHAN] + g
        key = k[num(p, O_GATE, GA_COLS, g, GA_KEY)]
        while np.int64(s.fdue[c, i]) >> 22 == month:
            lost |= turn_gate(p, s, i, g, month)
            next_change(p, s, i, g, c, key, uid, cell, month, np.int64(s.fdue[c, i]))
        rules = num(p, O_GATE, GA_COLS, g, GA_LOST_ON)
        if rules != 0 and (np.int64(s.s8[s.row[R_GATE], i]) >> g) & 1 == 1 and made_now(s, i, rules):
            lost |= turn_gate(p, s, i, g, month)
            next_change(p, s, i, g, c, key, uid, cell, month, (month + 1) << 22)
    return lost


@kernel
def next_change(p, s, i, g, c, key, uid, cell, month, tick):
    """When the gate changes next."""
    held = (np.int64(s.s8[s.row[R_GATE], i]) >> g) & 1 == 1
    s.fnum[c, i] = max(s.fnum[c, i], np.uint16(1)) + np.uint16(1)
    rate = num(p, O_GATE, GA_COLS, g, GA_LOSE_Q if held else GA_GAIN_Q)
    ticks = gap(draw(key, uid, np.uint64(s.fnum[c, i]), U1), val(p, rate, month, cell)) if rate >= 0 else np.int64(0xFFFFFFFF)
    s.fdue[c, i] = later(tick, ticks)
    wake_at(s, i, np.int64(s.fdue[c, i]) >> 22)


@kernel
def turn_gate(p, s, i, g, month):
    """Gain or lose a gate; returns its bit if lost."""
    held = (np.int64(s.s8[s.row[R_GATE], i]) >> g) & 1 == 1
    left = p[G_T] - max(month, p[G_BURN])
    bump(p, s, num(p, O_GATE, GA_COLS, g, GA_TALLY) + 1, i, max(month, p[G_BURN]), -left if held else left)
    s.s8[s.row[R_GATE], i] ^= np.uint8(1 << g)
    note(p, s, i, month, L_GATE_LOST if held else L_GAINED, g, 0, 0, 0, U0, 0)
    return np.int64(1) << g if held else np.int64(0)


@kernel
def made_now(s, i, rules):
    """Whether a live entry of one of the rules was made this month."""
    at = np.int64(s.s32[s.row[R_ENTRY], i])
    while at >= 0:
        if s.entries[at].flags & (E_FRESH | E_DEAD | E_SURCHARGE) == E_FRESH and (rules >> np.int64(s.entries[at].rule)) & 1:
            return True
        at = np.int64(s.entries[at].next)
    return False


@entry_kernel
def finish_chunk(p, s):
    """Counts at the end of the run: who is inside, what still holds, what is still open."""
    last, end = p[G_T] - 1, p[G_T]
    for i in range(s.n):
        if subject_at(p, s, i) != i or not inside(p, s, i):
            continue
        bump(p, s, p[G_BARRED] + 14 + 75, i, last, 1)
        for g in range(p[O_N_GATE]):
            if (np.int64(s.s8[s.row[R_GATE], i]) >> g) & 1:
                bump(p, s, num(p, O_GATE, GA_COLS, g, GA_TALLY), i, last, 1)
        if p[G_HAS_SCORE] == 1:
            band = np.int64(s.s8[s.row[R_BAND], i])
            if num(p, O_BAND, BA_COLS, band, BA_PENAL) == 1 or num(p, O_BAND, BA_COLS, band, BA_REWARD) == 1:
                tally = num(p, O_BAND, BA_COLS, band, BA_TALLY)
                count_months(p, s, i, tally, np.int64(s.s16[s.row[R_SINCE], i]), end, np.int64(s.s8[s.row[R_BAND_FLAGS], i]))
                bump(p, s, tally + 2, i, last, 1)
        if s.row[R_GROUND] >= 0:
            finish_stays(p, s, i, end)
        at = np.int64(s.s32[s.row[R_ENTRY], i]) if s.row[R_ENTRY] >= 0 else np.int64(-1)
        while at >= 0:
            if s.entries[at].flags & E_DEAD == 0 and is_contestable(p, s, at):
                count_age(p, s, at, i, last, 2)
                if s.cold[at].filed >= 0:
                    count_redress(p, s, at, i, last, 5)
            at = np.int64(s.entries[at].next)


@kernel
def finish_stays(p, s, i, end):
    """Months of the stays that still hold."""
    at = np.int64(s.s32[s.row[R_GROUND], i])
    while at >= 0:
        if s.grounds[at].how == H_STAY and s.grounds[at].alive == 1:
            tally = num(p, O_LIST, LI_COLS, np.int64(s.grounds[at].list), LI_TALLY)
            count_months(p, s, i, tally, np.int64(s.grounds[at].since), end, np.int64(s.grounds[at].flags))
            bump(p, s, tally + 2, i, end - 1, 1)
        at = np.int64(s.grounds[at].next)



@kernel
def count_cells(s, persons, homes):
    """Persons, and first members of households, by cell and jackknife block."""
    for i in range(s.n):
        first = first_of(s, i)
        j = np.int64(mix(np.uint64(s.base + first)) & np.uint64(63))
        persons[cell_at(s, i), j] += 1
        if first == i:
            homes[cell_at(s, i), j] += 1
