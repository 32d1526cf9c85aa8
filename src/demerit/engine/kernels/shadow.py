"""The shadow file: what the rules would make of the same acts if nothing were missed, wrong, late, carried or undone.

It is a second state of the same subjects (``a_other``), with the plan of the perfect scheme (``a_plan2``, ``a_keys2``),
worked by the kernels of the file itself. Cells, households and obligations are shared (``docs/odd/truth.md``).
"""

from __future__ import annotations

import numpy as np

from demerit.compiled import entry_kernel, kernel
from demerit.engine.kernels.bands import score_phase
from demerit.engine.kernels.card import draw_anew
from demerit.engine.kernels.cells import stay_of, true_run_over, true_stay_over
from demerit.engine.kernels.enlist import enlist_phase
from demerit.engine.kernels.entries import expire_phase, sweep_entries
from demerit.engine.kernels.fields import field, get8, get16, get32, put8, put16
from demerit.engine.kernels.grounds import sweep_grounds
from demerit.engine.kernels.observe import flush, meet_rules
from demerit.engine.kernels.post import post_phase
from demerit.engine.kernels.reading import inside, is_woken, room, subject_at
from demerit.engine.kernels.state import (
    a_bits,
    a_grounds,
    a_keys2,
    a_other,
    a_phead,
    a_plan2,
    a_row,
    a_wake,
    a_work,
)
from demerit.engine.layout import (
    B_ACTIVE,
    B_DEBTORS,
    B_PLAYED,
    B_TODO,
    BA_ACTIVE,
    BA_COLS,
    BH_COLS,
    BH_LAWFUL,
    BK_COLS,
    BK_ORIGIN,
    G_HAS_SCORE,
    G_OWED,
    LI_ACTIVE,
    LI_COLS,
    NO_BAND,
    O_BAND,
    O_BANK,
    O_BEHAVIOUR,
    O_LIST,
    O_N_LIST,
    O_STEP,
    O_WATCH,
    O_WATCH_AT,
    O_WATCHED,
    R_BAND,
    R_ENTRY,
    R_ON,
    R_SINCE,
    TRUE_LAWFUL,
    TRUE_UNLAWFUL,
    WA_CHANNEL,
    WA_COLS,
)

U0 = np.uint64(0)
U1 = np.uint64(1)
SINCE_AT = 9000
"""Where in ``work`` the first months of the shadow file's stays are kept while lists are gone through."""


@entry_kernel
def shadow_month(p, s, month, first_call):
    """The shadow files of a chunk through a month; 1 when a pool must grow (call again with ``first_call`` 0)."""
    p2, k2, sh = a_plan2(s), a_keys2(s), a_other(s)
    if first_call == 1:
        gather_shadows(p2, s, sh, month)
    for w in range(a_bits(sh).shape[1]):
        while a_bits(sh)[B_TODO, w] != U0:
            if not room(s):  # what is found here is counted and marked in the file's own pools
                return 1
            b = 0
            while (a_bits(sh)[B_TODO, w] >> np.uint64(b)) & U1 == U0:
                b += 1
            i = np.int64(64 * w + b)
            if subject_at(p2, sh, i) == i and inside(p2, sh, i):
                shadow_subject(p, p2, k2, s, sh, i, month)
            a_phead(sh)[i] = -1
            a_bits(sh)[B_TODO, w] &= ~(U1 << np.uint64(b))
    return 0


@kernel
def observe_all(p, s, bank, behaviour, i, n, moment, month):
    """The act as the shadow file has it: recorded at once by every channel that watches, as what it was."""
    p2, k2, sh = a_plan2(s), a_keys2(s), a_other(s)
    be = p2[p2[O_WATCHED] + behaviour]
    if be < 0:
        return
    cause = np.int64(TRUE_LAWFUL if field(p, O_BEHAVIOUR, behaviour, BH_COLS, BH_LAWFUL) == 1 else TRUE_UNLAWFUL)
    origin, pending = field(p, O_BANK, bank, BK_COLS, BK_ORIGIN), np.int64(-1)
    for w in range(p2[p2[O_WATCH_AT] + be], p2[p2[O_WATCH_AT] + be + 1]):
        c = p2[p2[O_WATCH] + w * WA_COLS + WA_CHANNEL]
        pending = meet_rules(p2, k2, sh, c, behaviour, behaviour, i, i, n, moment, month, month, origin, cause, pending)
    flush(p2, k2, sh, pending, month)


@kernel
def gather_shadows(p2, s, sh, month):
    """Whose shadow file is looked at: those with an act, an open obligation that a rule reads, a wake, or an exit."""
    dated = month > 0 and p2[p2[O_STEP] + month] != p2[p2[O_STEP] + month - 1]
    for w in range(a_bits(sh).shape[1]):
        a_bits(sh)[B_TODO, w] |= a_wake(sh)[month, w] | a_bits(sh)[B_ACTIVE, w]
        if dated:
            a_bits(sh)[B_TODO, w] = a_bits(s)[B_PLAYED, w]
        if p2[G_OWED] == 1 and a_bits(s)[B_DEBTORS, w] != U0:
            for b in range(64):
                if (a_bits(s)[B_DEBTORS, w] >> np.uint64(b)) & U1 == U1:
                    j = subject_at(p2, sh, np.int64(64 * w + b))
                    a_bits(sh)[B_TODO, j >> 6] |= U1 << np.uint64(j & 63)


@kernel
def shadow_subject(p, p2, k2, s, sh, i, month):
    """One shadow file through a month; ``p`` and ``s`` are the file's own plan and state, where all is counted."""
    if a_row(sh)[R_ENTRY] >= 0:
        post_phase(p2, k2, sh, i, month)
        if is_woken(sh, i, month):
            expire_phase(p2, sh, i, month)
    band, old = np.int64(NO_BAND), np.int64(NO_BAND)
    if p2[G_HAS_SCORE] == 1:
        old = get8(sh, R_BAND, i)
        draw_anew(p2, k2, sh, i, month)
        band = score_phase(p2, sh, i, month)
        if band != old:
            true_run_over(p, s, i, old, get16(sh, R_SINCE, i), month)
            put8(sh, R_BAND, i, band)
            put16(sh, R_SINCE, i, month)
    if p2[O_N_LIST] > 0:
        on = get32(sh, R_ON, i)
        for lst in range(p2[O_N_LIST]):
            if (on >> lst) & 1:
                a_work(sh)[SINCE_AT + lst] = np.int64(a_grounds(sh)[stay_of(sh, i, lst)].since)
        began, _ = enlist_phase(p2, k2, sh, i, month, band, band != old)
        ended = on & (~get32(sh, R_ON, i) | began)
        for lst in range(p2[O_N_LIST]):
            if (ended >> lst) & 1:
                true_stay_over(p, s, i, lst, a_work(sh)[SINCE_AT + lst], month)
        sweep_grounds(sh, i, month)
    if a_row(sh)[R_ENTRY] >= 0:
        sweep_entries(p2, sh, i, month, is_woken(sh, i, month))
    bit = U1 << np.uint64(i & 63)
    if stays_open(p2, sh, i):
        a_bits(sh)[B_ACTIVE, i >> 6] |= bit
    else:
        a_bits(sh)[B_ACTIVE, i >> 6] &= ~bit


@kernel
def stays_open(p2, sh, i):
    """Whether an exit or a state must be looked at every month."""
    if p2[G_HAS_SCORE] == 1:
        band = get8(sh, R_BAND, i)
        if p2[p2[O_BAND] + band * BA_COLS + BA_ACTIVE] == 1:
            return True
    for lst in range(p2[O_N_LIST]):
        if (get32(sh, R_ON, i) >> lst) & 1 and p2[p2[O_LIST] + lst * LI_COLS + LI_ACTIVE] == 1:
            return True
    return False
