"""A month of one chunk: the phases of ``phases.py`` in their order, subject by subject."""

from __future__ import annotations

import numpy as np

from demerit.compiled import entry_kernel, kernel
from demerit.engine.kernels.act import act_chunk
from demerit.engine.kernels.arrive import arrive
from demerit.engine.kernels.bands import band_phase, score_phase
from demerit.engine.kernels.card import draw_anew
from demerit.engine.kernels.debts import age_debts, sweep_debts
from demerit.engine.kernels.enlist import enlist_phase
from demerit.engine.kernels.entries import expire_phase, sweep_entries
from demerit.engine.kernels.fields import field, get8, get32, put8
from demerit.engine.kernels.gates import gate_phase
from demerit.engine.kernels.grounds import carry_stays, sweep_grounds
from demerit.engine.kernels.impose import impose_phase, learn, may_refuse
from demerit.engine.kernels.post import post_phase
from demerit.engine.kernels.reading import inside, is_woken, room, subject_at
from demerit.engine.kernels.redress import is_due, noticed_now, redress_phase
from demerit.engine.kernels.respond import respond_phase
from demerit.engine.kernels.state import (
    a_bits,
    a_cold,
    a_entries,
    a_ihead,
    a_inbox,
    a_phead,
    a_posts,
    a_queue,
    a_row,
    a_top,
    a_wake,
)
from demerit.engine.layout import (
    B_ACTIVE,
    B_PLAYED,
    B_TODO,
    BA_ACTIVE,
    BA_COLS,
    E_DEAD,
    G_ALWAYS,
    G_HAS_SCORE,
    G_REDRESS,
    G_RESPONSES,
    LI_ACTIVE,
    LI_COLS,
    ME_COLS,
    ME_COPY,
    ME_DISC,
    ME_GATE,
    ME_NEED,
    ME_RULE,
    NO_BAND,
    O_BAND,
    O_LIST,
    O_MEAS,
    O_N_GATE,
    O_N_LIST,
    O_N_MEAS,
    O_STEP,
    OUTSIDE,
    OVER,
    R_BAND,
    R_BAND_FLAGS,
    R_COPY,
    R_DEBT,
    R_ENTRY,
    R_GATE,
    R_ON,
)

U0 = np.uint64(0)
U1 = np.uint64(1)


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
    dated = month > 0 and p[p[O_STEP] + month] != p[p[O_STEP] + month - 1]
    for w in range(a_bits(s).shape[1]):
        if a_bits(s)[B_TODO, w] & ~a_bits(s)[B_PLAYED, w] != U0:
            a_top(s)[OVER] = OUTSIDE
        a_bits(s)[B_TODO, w] |= a_wake(s)[month, w] | a_bits(s)[B_ACTIVE, w]
        if dated:  # a number changes, and with it perhaps somebody's score
            a_bits(s)[B_TODO, w] = a_bits(s)[B_PLAYED, w]


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


@entry_kernel
def docket(p, k, s, month, inst, where, filed, address):
    """Due cases of an instance with few places: their entries, months of filing and addresses; how many there are."""
    n = 0
    for w in range(a_bits(s).shape[1]):
        for b in range(64):
            if (a_bits(s)[B_TODO, w] >> np.uint64(b)) & U1 == U0:
                continue
            i = np.int64(64 * w + b)
            at = get32(s, R_ENTRY, i)
            while at >= 0:
                pending = a_cold(s)[at].filed >= 0 and a_entries(s)[at].flags & E_DEAD == 0
                if (
                    pending
                    and np.int64(a_cold(s)[at].instance) == inst
                    and is_due(p, k, s, i, at, month)
                    and n < where.shape[0]
                ):
                    where[n] = at
                    filed[n] = np.int64(a_cold(s)[at].filed)
                    address[n] = a_cold(s)[at].address
                    n += 1
                at = np.int64(a_entries(s)[at].next)
    return n


@kernel
def subject_month(p, k, s, i, month):
    """One file through a month."""
    again, alarms = False, np.int64(0)
    may_end = a_ihead(s)[i] >= 0 or is_woken(s, i, month)
    if a_row(s)[R_ENTRY] >= 0:
        post_phase(p, k, s, i, month)
    if a_ihead(s)[i] >= 0:
        alarms = arrive(p, k, s, i, month)
    noticed = False
    if a_row(s)[R_ENTRY] >= 0:
        if p[G_REDRESS] == 1:
            again = redress_phase(p, k, s, i, month)
            noticed = noticed_now(s, i, month)
        if may_end:
            expire_phase(p, s, i, month)
    band, old = np.int64(NO_BAND), np.int64(NO_BAND)
    if p[G_HAS_SCORE] == 1:
        old = get8(s, R_BAND, i)
        draw_anew(p, k, s, i, month)
        band = score_phase(p, s, i, month)
        if get8(s, R_BAND_FLAGS, i) == 255:
            put8(s, R_BAND, i, NO_BAND)
            put8(s, R_BAND_FLAGS, i, 0)
        band_phase(p, s, i, month, band, band != old)
    began, copied = np.int64(0), np.int64(0)
    if p[O_N_LIST] > 0:
        began, copied = enlist_phase(p, k, s, i, month, band, band != old)
    lost = gate_phase(p, k, s, i, month) if p[O_N_GATE] > 0 else np.int64(0)
    refused, essential = impose_phase(p, k, s, i, month, began, copied, old, lost)
    if refused > 0:
        learn(p, k, s, i, month)
    if p[G_RESPONSES] == 1:
        again = respond_phase(p, s, i, month, noticed or refused > 0, alarms, essential) or again
    if a_row(s)[R_ENTRY] >= 0:
        sweep_entries(p, s, i, month, may_end or p[G_REDRESS] == 1)
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
def goes_on(p, k, s, i, month):
    """Whether something of the subject must be looked at every month."""
    if p[G_ALWAYS] == 1:
        return True
    if p[G_HAS_SCORE] == 1 and field(p, O_BAND, get8(s, R_BAND, i), BA_COLS, BA_ACTIVE) == 1:
        return True
    for lst in range(p[O_N_LIST]):
        if (get32(s, R_ON, i) >> lst) & 1 and field(p, O_LIST, lst, LI_COLS, LI_ACTIVE) == 1:
            return True
    for m in range(p[O_N_MEAS]):
        if field(p, O_MEAS, m, ME_COLS, ME_NEED) >= 0:
            gate, rule = field(p, O_MEAS, m, ME_COLS, ME_GATE), field(p, O_MEAS, m, ME_COLS, ME_RULE)
            if gate >= 0 and (get8(s, R_GATE, i) >> gate) & 1 == 0:
                return True
            disc = field(p, O_MEAS, m, ME_COLS, ME_DISC)
            if disc >= 0 and may_refuse(p, k, s, disc, i, i, month):
                return True
            if rule >= 0 and get32(s, R_ENTRY, i) >= 0:
                return True
            copy = field(p, O_MEAS, m, ME_COLS, ME_COPY)
            if copy >= 0 and (get32(s, R_COPY, i) >> copy) & 1:
                return True
    return False
