"""Counts at the end of a run."""

from __future__ import annotations

import numpy as np

from demerit.compiled import entry_kernel, kernel
from demerit.engine.kernels.bands import count_months, count_people
from demerit.engine.kernels.cells import finish_truth, run_over, stay_over
from demerit.engine.kernels.copies import end_copy
from demerit.engine.kernels.entries import count_age, count_redress, is_contestable
from demerit.engine.kernels.fields import field, get8, get16, get32
from demerit.engine.kernels.holding import in_force
from demerit.engine.kernels.observe import covers
from demerit.engine.kernels.reading import bump, inside, is_played, room, subject_at
from demerit.engine.kernels.state import a_cold, a_entries, a_grounds, a_row
from demerit.engine.layout import (
    BA_COLS,
    BA_PENAL,
    BA_REWARD,
    BA_TALLY,
    CH_COLS,
    CH_COVER_Q,
    CH_TALLY,
    E_DEAD,
    FOREVER,
    G_BARRED,
    G_BURN,
    G_HAS_SCORE,
    G_N_BANDS,
    G_T,
    GA_COLS,
    GA_TALLY,
    H_COPY,
    H_STAY,
    LI_COLS,
    LI_PENAL,
    LI_TALLY,
    LM_COLS,
    LM_LEFT,
    O_BAND,
    O_CHAN,
    O_GATE,
    O_LIST,
    O_LIST_MORE,
    O_N_AIM,
    O_N_CHAN,
    O_N_GATE,
    R_BAND,
    R_BAND_FLAGS,
    R_ENTRY,
    R_GATE,
    R_GROUND,
    R_SINCE,
)


@entry_kernel
def finish_chunk(p, k, s):
    """Counts at the end of the run: who is inside, what still holds, what is still open."""
    last, end = p[G_T] - 1, p[G_T]
    for i in range(s[1]):
        if not is_played(s, i) or subject_at(p, s, i) != i or not inside(p, s, i):
            continue
        bump(p, s, p[G_BARRED] + 14 + 75, i, last, 1)
        for g in range(p[O_N_GATE]):
            if (get8(s, R_GATE, i) >> g) & 1:
                bump(p, s, field(p, O_GATE, g, GA_COLS, GA_TALLY), i, last, 1)
        for c in range(p[O_N_CHAN]):
            if field(p, O_CHAN, c, CH_COLS, CH_COVER_Q) >= 0 and covers(p, k, s, c, i):
                bump(p, s, field(p, O_CHAN, c, CH_COLS, CH_TALLY) + 8, i, last, 1)
        finish_truth(p, s, i, p[O_N_AIM], end)
        if p[G_HAS_SCORE] == 1:
            band = get8(s, R_BAND, i)
            if p[G_N_BANDS] > 0:
                run_over(p, s, i, band, end, True)
            if field(p, O_BAND, band, BA_COLS, BA_PENAL) == 1 or field(p, O_BAND, band, BA_COLS, BA_REWARD) == 1:
                tally = field(p, O_BAND, band, BA_COLS, BA_TALLY)
                count_months(
                    p,
                    s,
                    i,
                    tally,
                    get16(s, R_SINCE, i),
                    end,
                    get8(s, R_BAND_FLAGS, i),
                    field(p, O_BAND, band, BA_COLS, BA_PENAL) == 1,
                )
                bump(p, s, tally + 2, i, end, 1)
        if a_row(s)[R_GROUND] >= 0:
            finish_stays(p, s, i, end)
        at = get32(s, R_ENTRY, i) if a_row(s)[R_ENTRY] >= 0 else np.int64(-1)
        while at >= 0:
            if a_entries(s)[at].flags & E_DEAD == 0 and is_contestable(p, s, at):
                count_age(p, s, at, i, last, 2)
                if a_cold(s)[at].filed >= 0:
                    count_redress(p, s, at, i, last, 5)
            at = np.int64(a_entries(s)[at].next)


@entry_kernel
def burnt_in(p, s, start):
    """Count the people of what began in burn-in and still holds after the first counted month.

    From place ``start`` on. Returns where to go on when a pool must grow, -1 when done.
    """
    for i in range(start, s[1]):
        if not is_played(s, i) or subject_at(p, s, i) != i or not inside(p, s, i):
            continue
        if not room(s):
            return i
        if p[G_HAS_SCORE] == 1 and p[G_N_BANDS] > 0 and get16(s, R_SINCE, i) < p[G_BURN]:
            band = get8(s, R_BAND, i)
            penal = field(p, O_BAND, band, BA_COLS, BA_PENAL) == 1
            if penal or field(p, O_BAND, band, BA_COLS, BA_REWARD) == 1:
                tally = field(p, O_BAND, band, BA_COLS, BA_TALLY)
                count_people(p, s, i, tally, get8(s, R_BAND_FLAGS, i), penal)
        at = get32(s, R_GROUND, i) if a_row(s)[R_GROUND] >= 0 else np.int64(-1)
        while at >= 0:
            stay = a_grounds(s)[at].how == H_STAY and a_grounds(s)[at].alive == 1
            if stay and a_grounds(s)[at].since < p[G_BURN]:
                lst = np.int64(a_grounds(s)[at].list)
                penal = field(p, O_LIST, lst, LI_COLS, LI_PENAL) == 1
                tally = field(p, O_LIST, lst, LI_COLS, LI_TALLY)
                count_people(p, s, i, tally, np.int64(a_grounds(s)[at].flags), penal)
            at = np.int64(a_grounds(s)[at].next)
    return np.int64(-1)


@kernel
def finish_stays(p, s, i, end):
    """Months of the stays that still hold."""
    at = get32(s, R_GROUND, i)
    while at >= 0:
        if a_grounds(s)[at].how == H_STAY and a_grounds(s)[at].alive == 1:
            tally = field(p, O_LIST, np.int64(a_grounds(s)[at].list), LI_COLS, LI_TALLY)
            count_months(
                p,
                s,
                i,
                tally,
                np.int64(a_grounds(s)[at].since),
                end,
                np.int64(a_grounds(s)[at].flags),
                field(p, O_LIST, np.int64(a_grounds(s)[at].list), LI_COLS, LI_PENAL) == 1,
            )
            bump(p, s, tally + 2, i, end, 1)
            stay_over(p, s, i, at, end, True)
            since, lst = np.int64(a_grounds(s)[at].since), np.int64(a_grounds(s)[at].list)
            if since <= end - 24 and is_endless(s, i, lst):
                bump(p, s, field(p, O_LIST_MORE, lst, LM_COLS, LM_LEFT) + 2, i, end - 1, 1)
        elif a_grounds(s)[at].how == H_COPY and a_grounds(s)[at].alive == 1:
            end_copy(p, s, i, at, end)
        at = np.int64(a_grounds(s)[at].next)


@kernel
def is_endless(s, i, lst):
    """Whether a list holds by a ground in force that has no end."""
    at = get32(s, R_GROUND, i)
    while at >= 0:
        if a_grounds(s)[at].list == lst and a_grounds(s)[at].until == FOREVER and in_force(s, at):
            return True
        at = np.int64(a_grounds(s)[at].next)
    return False
