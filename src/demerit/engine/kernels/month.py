"""A month of one chunk: the phases of ``phases.py`` in their order, subject by subject."""

from __future__ import annotations

import numpy as np

from demerit.compiled import entry_kernel, kernel
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
    is_due,
    make_entry,
    months_of,
    post_phase,
    redress_phase,
    score_phase,
    sweep_entries,
)
from demerit.engine.kernels.impose import impose_phase, learn, may_refuse
from demerit.engine.kernels.reading import bump, cell_at, first_of, inside, note, room, subject_at, val, wake_at
from demerit.engine.kernels.respond import respond_phase
from demerit.engine.kernels.state import a_bits, a_cold, a_debts, a_entries, a_fdue, a_fnum, a_grounds, a_ihead, a_inbox, a_phead, a_posts, a_queue, a_row, a_s16, a_s32, a_s8, a_top, a_wake
from demerit.engine.layout import *  # noqa: F403 (names of columns)

U0, U1 = np.uint64(0), np.uint64(1)
LOW32 = np.uint64(0xFFFFFFFF)


@entry_kernel
def act_month(p, k, gammas, exps, s, month, first_call):
    """Phases act and observe of a chunk; 1 when a pool must grow (call again with ``first_call`` 0)."""
    if first_call == 1 and a_row(s)[R_DEBT] >= 0:
        age_debts(p, k, s, month)
    return act_chunk(p, k, gammas, exps, s, month)


@entry_kernel
def gather(p, s, month):
    """Who is looked at this month: those with postings, arrivals, wakes, or something that goes on."""
    at = np.int64(a_queue(s)[month])
    a_queue(s)[month] = -1
    while at >= 0:
        after, who = np.int64(a_posts(s)[at].next), np.int64(a_posts(s)[at].who)
        a_posts(s)[at].next = a_phead(s)[who]
        a_phead(s)[who] = at
        a_bits(s)[B_TODO, who >> 6] |= U1 << np.uint64(who & 63)
        at = after
    for j in range(a_inbox(s).shape[0] - 1, -1, -1):
        who = np.int64(a_inbox(s)[j].who)
        a_inbox(s)[j].next = a_ihead(s)[who]
        a_ihead(s)[who] = j
        a_bits(s)[B_TODO, who >> 6] |= U1 << np.uint64(who & 63)
    for w in range(a_bits(s).shape[1]):
        a_bits(s)[B_TODO, w] |= a_wake(s)[month, w] | a_bits(s)[B_ACTIVE, w]


@entry_kernel
def docket(p, k, s, month, inst, where, filed, address):
    """Due cases of an instance with few places: their entries, months of filing and addresses; how many there are."""
    n = 0
    for w in range(a_bits(s).shape[1]):
        for b in range(64):
            if (a_bits(s)[B_TODO, w] >> np.uint64(b)) & U1 == U0:
                continue
            i = np.int64(64 * w + b)
            at = np.int64(a_s32(s)[a_row(s)[R_ENTRY], i])
            while at >= 0:
                pending = a_cold(s)[at].filed >= 0 and a_entries(s)[at].flags & E_DEAD == 0
                if pending and np.int64(a_cold(s)[at].instance) == inst and is_due(p, k, s, at, month) and n < where.shape[0]:
                    where[n] = at
                    filed[n] = np.int64(a_cold(s)[at].filed)
                    address[n] = a_cold(s)[at].address
                    n += 1
                at = np.int64(a_entries(s)[at].next)
    return n


@entry_kernel
def file_month(p, k, s, month):
    """Phases post to respond of a chunk; 1 when a pool must grow (call again)."""
    for w in range(a_bits(s).shape[1]):
        while a_bits(s)[B_TODO, w] != U0:
            if not room(s):
                return 1
            b = 0
            while (a_bits(s)[B_TODO, w] >> np.uint64(b)) & U1 == U0:
                b += 1
            i = np.int64(64 * w + b)
            if subject_at(p, s, i) == i and inside(p, s, i):
                subject_month(p, k, s, i, month)
            a_phead(s)[i] = -1
            a_ihead(s)[i] = -1
            if a_row(s)[R_DEBT] >= 0:
                sweep_debts(p, s, i)
            a_bits(s)[B_TODO, w] &= ~(U1 << np.uint64(b))
    return 0


@kernel
def subject_month(p, k, s, i, month):
    """One file through a month."""
    again, alarms = False, np.int64(0)
    if a_row(s)[R_ENTRY] >= 0:
        post_phase(p, k, s, i, month)
    if a_ihead(s)[i] >= 0:
        alarms = arrive(p, k, s, i, month)
    noticed = False
    if a_row(s)[R_ENTRY] >= 0:
        if p[G_REDRESS] == 1:
            again = redress_phase(p, k, s, i, month)
            noticed = noticed_now(s, i, month)
        expire_phase(p, s, i, month)
    band, old = np.int64(NO_BAND), np.int64(NO_BAND)
    if p[G_HAS_SCORE] == 1:
        old = np.int64(a_s8(s)[a_row(s)[R_BAND], i])
        band = score_phase(p, s, i, month)
        if a_s8(s)[a_row(s)[R_BAND_FLAGS], i] == 255:
            a_s8(s)[a_row(s)[R_BAND], i] = NO_BAND
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
    if a_row(s)[R_ENTRY] >= 0:
        sweep_entries(p, s, i, month)
    if p[O_N_LIST] > 0:
        carry_stays(p, s, i, month, began)
        sweep_grounds(s, i, month)
    keep = again or goes_on(p, k, s, i, month)
    bit = U1 << np.uint64(i & 63)
    if keep:
        a_bits(s)[B_ACTIVE, i >> 6] |= bit
    else:
        a_bits(s)[B_ACTIVE, i >> 6] &= ~bit


@kernel
def noticed_now(s, i, month):
    """Whether a notice came this month."""
    at = np.int64(a_s32(s)[a_row(s)[R_ENTRY], i])
    while at >= 0:
        if a_cold(s)[at].notice == month and a_entries(s)[at].flags & E_COUNTED:
            return True
        at = np.int64(a_entries(s)[at].next)
    return False


@kernel
def goes_on(p, k, s, i, month):
    """Whether something of the subject must be looked at every month."""
    if p[G_ALWAYS] == 1:
        return True
    if p[G_HAS_SCORE] == 1 and p[p[O_BAND] + (np.int64(a_s8(s)[a_row(s)[R_BAND], i])) * BA_COLS + BA_ACTIVE] == 1:
        return True
    for lst in range(p[O_N_LIST]):
        if (np.int64(a_s32(s)[a_row(s)[R_ON], i]) >> lst) & 1 and p[p[O_LIST] + lst * LI_COLS + LI_ACTIVE] == 1:
            return True
    for m in range(p[O_N_MEAS]):
        if p[p[O_MEAS] + m * ME_COLS + ME_NEED] >= 0:
            gate, rule = p[p[O_MEAS] + m * ME_COLS + ME_GATE], p[p[O_MEAS] + m * ME_COLS + ME_RULE]
            if gate >= 0 and (np.int64(a_s8(s)[a_row(s)[R_GATE], i]) >> gate) & 1 == 0:
                return True
            disc = p[p[O_MEAS] + m * ME_COLS + ME_DISC]
            if disc >= 0 and may_refuse(p, k, s, disc, i, i, month):
                return True
            if rule >= 0 and a_s32(s)[a_row(s)[R_ENTRY], i] >= 0:
                return True
    return False


@kernel
def sweep_debts(p, s, i):
    """Forget obligations that were performed."""
    j = i
    while j < s[1] and (j == i or (p[G_UNIT] == 1 and first_of(s, j) == i)):
        before = np.int64(-1)
        at = np.int64(a_s32(s)[a_row(s)[R_DEBT], j])
        while at >= 0:
            after = np.int64(a_debts(s)[at].next)
            if a_debts(s)[at].done == 1:
                if before < 0:
                    a_s32(s)[a_row(s)[R_DEBT], j] = after
                else:
                    a_debts(s)[before].next = after
                a_debts(s)[at].next = a_top(s)[FREE_D]
                a_top(s)[FREE_D] = at
            else:
                before = at
            at = after
        if a_s32(s)[a_row(s)[R_DEBT], j] < 0:
            a_bits(s)[B_DEBTORS, j >> 6] &= ~(U1 << np.uint64(j & 63))
        j += 1


@kernel
def arrive(p, k, s, i, month):
    """Phase spread at the receiving end: entries, changes of terms, ends of mirrors. Returns ties newly listed."""
    alarms = np.int64(0)
    at = np.int64(a_ihead(s)[i])
    while at >= 0:
        kind = np.int64(a_inbox(s)[at].kind)
        if kind == X_ALARM:
            alarms += 1
        elif kind == X_MORE:
            a_s16(s)[a_row(s)[R_TERM] + np.int64(a_inbox(s)[at].term), i] += np.uint16(1)
        elif kind == X_LESS:
            a_s16(s)[a_row(s)[R_TERM] + np.int64(a_inbox(s)[at].term), i] -= np.uint16(1)
        elif kind == X_END:
            end_mirrors(s, i, a_inbox(s)[at].address, np.int64(a_inbox(s)[at].spread), month)
        elif kind == X_ENTRY:
            tie_entry(p, k, s, i, at, month)
        at = np.int64(a_inbox(s)[at].next)
    return alarms


@kernel
def end_mirrors(s, i, address, spread, month):
    """What mirrored an item that ended is over this month."""
    if a_row(s)[R_ENTRY] >= 0:
        at = np.int64(a_s32(s)[a_row(s)[R_ENTRY], i])
        while at >= 0:
            if a_entries(s)[at].flags & (E_TIE | E_DEAD) == E_TIE and a_cold(s)[at].came == address and a_cold(s)[at].spread == spread:
                a_entries(s)[at].until = month
            at = np.int64(a_entries(s)[at].next)
    if a_row(s)[R_GROUND] >= 0:
        at = np.int64(a_s32(s)[a_row(s)[R_GROUND], i])
        while at >= 0:
            if a_grounds(s)[at].how == H_TIE and a_grounds(s)[at].came == address and a_grounds(s)[at].spread == spread:
                a_grounds(s)[at].until = month
            at = np.int64(a_grounds(s)[at].next)


@kernel
def tie_entry(p, k, s, i, at, month):
    """An entry that comes by a tie."""
    sp = np.int64(a_inbox(s)[at].spread)
    if has_item(s, i, sp, a_inbox(s)[at].root):
        return
    if p[p[O_SPREAD] + sp * SP_COLS + SP_FAULT] == 1 and not at_fault(p, s, i):
        return
    rule = p[p[O_SPREAD] + sp * SP_COLS + SP_LANDS]
    if rule < 0:
        rule = p[p[O_SPREAD] + sp * SP_COLS + SP_RULE]
    address = draw(k[p[p[O_SPREAD] + sp * SP_COLS + SP_KEY]], np.uint64(s[0] + i), np.uint64(month), a_inbox(s)[at].address & LOW32)
    points, q = np.int64(a_inbox(s)[at].points), p[p[O_SPREAD] + sp * SP_COLS + SP_SHARE_Q]
    if q >= 0:
        points = half_up(points * val(p, q, month, cell_at(s, i)))
    until = np.int64(FOREVER)
    if p[p[O_SPREAD] + sp * SP_COLS + SP_MIRROR] == 0:
        term = months_of(k, p[p[O_RULE] + rule * RU_COLS + RU_TERM], p[p[O_RULE] + rule * RU_COLS + RU_TERM_FRAC],
                         p[p[O_RULE] + rule * RU_COLS + RU_TERM_KEY], address, 0, 0)
        if term == 0:
            return
        until = month + term
    e = make_entry(p, k, s, i, month, rule, points, np.int64(TIE), address, until)
    a_entries(s)[e].flags |= E_TIE
    a_cold(s)[e].root = a_inbox(s)[at].root
    a_cold(s)[e].root_uid = a_inbox(s)[at].root_uid
    a_cold(s)[e].came = a_inbox(s)[at].address
    a_cold(s)[e].actor = a_inbox(s)[at].root_uid
    a_cold(s)[e].hop = a_inbox(s)[at].hop + 1
    a_cold(s)[e].spread = sp
    cause = 0
    while (np.int64(a_inbox(s)[at].sets) >> cause) & 1 == 0 and cause < N_CAUSES:
        cause += 1
    a_cold(s)[e].root_cause = cause
    finish_entry(p, k, s, i, e, month)


@kernel
def at_fault(p, s, i):
    """Whether the subject has a live adverse entry of its own."""
    at = np.int64(a_s32(s)[a_row(s)[R_ENTRY], i]) if a_row(s)[R_ENTRY] >= 0 else np.int64(-1)
    while at >= 0:
        if a_entries(s)[at].flags & (E_DEAD | E_TIE) == 0 and is_adverse(p, s, at):
            return True
        at = np.int64(a_entries(s)[at].next)
    return False


@kernel
def gate_phase(p, k, s, i, month):
    """Gates gained and lost this month. Returns the gates lost."""
    lost = np.int64(0)
    uid, cell = np.uint64(s[0] + i), cell_at(s, i)
    for g in range(p[O_N_GATE]):
        c = p[O_N_CHAN] + g
        key = k[p[p[O_GATE] + g * GA_COLS + GA_KEY]]
        while np.int64(a_fdue(s)[c, i]) >> 22 == month:
            lost |= turn_gate(p, s, i, g, month)
            next_change(p, s, i, g, c, key, uid, cell, month, np.int64(a_fdue(s)[c, i]))
        rules = p[p[O_GATE] + g * GA_COLS + GA_LOST_ON]
        if rules != 0 and (np.int64(a_s8(s)[a_row(s)[R_GATE], i]) >> g) & 1 == 1 and made_now(s, i, rules):
            lost |= turn_gate(p, s, i, g, month)
            next_change(p, s, i, g, c, key, uid, cell, month, (month + 1) << 22)
    return lost


@kernel
def next_change(p, s, i, g, c, key, uid, cell, month, tick):
    """When the gate changes next."""
    held = (np.int64(a_s8(s)[a_row(s)[R_GATE], i]) >> g) & 1 == 1
    a_fnum(s)[c, i] = max(a_fnum(s)[c, i], np.uint16(1)) + np.uint16(1)
    rate = p[p[O_GATE] + g * GA_COLS + (GA_LOSE_Q if held else GA_GAIN_Q)]
    ticks = gap(draw(key, uid, np.uint64(a_fnum(s)[c, i]), U1), val(p, rate, month, cell)) if rate >= 0 else np.int64(0xFFFFFFFF)
    a_fdue(s)[c, i] = later(tick, ticks)
    wake_at(s, i, np.int64(a_fdue(s)[c, i]) >> 22)


@kernel
def turn_gate(p, s, i, g, month):
    """Gain or lose a gate; returns its bit if lost."""
    held = (np.int64(a_s8(s)[a_row(s)[R_GATE], i]) >> g) & 1 == 1
    left = p[G_T] - max(month, p[G_BURN])
    bump(p, s, p[p[O_GATE] + g * GA_COLS + GA_TALLY] + 1, i, max(month, p[G_BURN]), -left if held else left)
    a_s8(s)[a_row(s)[R_GATE], i] ^= np.uint8(1 << g)
    note(p, s, i, month, L_GATE_LOST if held else L_GAINED, g, 0, 0, 0, U0, 0)
    return np.int64(1) << g if held else np.int64(0)


@kernel
def made_now(s, i, rules):
    """Whether a live entry of one of the rules was made this month."""
    at = np.int64(a_s32(s)[a_row(s)[R_ENTRY], i])
    while at >= 0:
        if a_entries(s)[at].flags & (E_FRESH | E_DEAD | E_SURCHARGE) == E_FRESH and (rules >> np.int64(a_entries(s)[at].rule)) & 1:
            return True
        at = np.int64(a_entries(s)[at].next)
    return False


@entry_kernel
def finish_chunk(p, s):
    """Counts at the end of the run: who is inside, what still holds, what is still open."""
    last, end = p[G_T] - 1, p[G_T]
    for i in range(s[1]):
        if subject_at(p, s, i) != i or not inside(p, s, i):
            continue
        bump(p, s, p[G_BARRED] + 14 + 75, i, last, 1)
        for g in range(p[O_N_GATE]):
            if (np.int64(a_s8(s)[a_row(s)[R_GATE], i]) >> g) & 1:
                bump(p, s, p[p[O_GATE] + g * GA_COLS + GA_TALLY], i, last, 1)
        if p[G_HAS_SCORE] == 1:
            band = np.int64(a_s8(s)[a_row(s)[R_BAND], i])
            if p[p[O_BAND] + band * BA_COLS + BA_PENAL] == 1 or p[p[O_BAND] + band * BA_COLS + BA_REWARD] == 1:
                tally = p[p[O_BAND] + band * BA_COLS + BA_TALLY]
                count_months(p, s, i, tally, np.int64(a_s16(s)[a_row(s)[R_SINCE], i]), end, np.int64(a_s8(s)[a_row(s)[R_BAND_FLAGS], i]),
                             p[p[O_BAND] + band * BA_COLS + BA_PENAL] == 1)
                bump(p, s, tally + 2, i, end, 1)
        if a_row(s)[R_GROUND] >= 0:
            finish_stays(p, s, i, end)
        at = np.int64(a_s32(s)[a_row(s)[R_ENTRY], i]) if a_row(s)[R_ENTRY] >= 0 else np.int64(-1)
        while at >= 0:
            if a_entries(s)[at].flags & E_DEAD == 0 and is_contestable(p, s, at):
                count_age(p, s, at, i, last, 2)
                if a_cold(s)[at].filed >= 0:
                    count_redress(p, s, at, i, last, 5)
            at = np.int64(a_entries(s)[at].next)


@kernel
def finish_stays(p, s, i, end):
    """Months of the stays that still hold."""
    at = np.int64(a_s32(s)[a_row(s)[R_GROUND], i])
    while at >= 0:
        if a_grounds(s)[at].how == H_STAY and a_grounds(s)[at].alive == 1:
            tally = p[p[O_LIST] + (np.int64(a_grounds(s)[at].list)) * LI_COLS + LI_TALLY]
            count_months(p, s, i, tally, np.int64(a_grounds(s)[at].since), end, np.int64(a_grounds(s)[at].flags),
                         p[p[O_LIST] + np.int64(a_grounds(s)[at].list) * LI_COLS + LI_PENAL] == 1)
            bump(p, s, tally + 2, i, end, 1)
        at = np.int64(a_grounds(s)[at].next)



@kernel
def count_cells(s, persons, homes):
    """Persons, and first members of households, by cell and jackknife block."""
    for i in range(s[1]):
        first = first_of(s, i)
        j = np.int64(mix(np.uint64(s[0] + first)) & np.uint64(63))
        persons[cell_at(s, i), j] += 1
        if first == i:
            homes[cell_at(s, i), j] += 1
