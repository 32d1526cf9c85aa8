"""Phase score: the band of the month, and the runs in penal and rewarding bands."""

from __future__ import annotations

import numpy as np

from demerit.compiled import kernel
from demerit.engine.kernels.attribute import FOUND_AT, MAX_FOUND, attribute, count_any, count_penalty, mark
from demerit.engine.kernels.causes import W_BAND, band_without, raw_score
from demerit.engine.kernels.cells import run_over
from demerit.engine.kernels.fields import field, get8, get16, get32, put8, put16, put32
from demerit.engine.kernels.reading import bump, cell_at, note
from demerit.engine.kernels.scores import clamp, mix_phase
from demerit.engine.kernels.state import a_row, a_series, a_work
from demerit.engine.layout import (
    BA_COLS,
    BA_PENAL,
    BA_REWARD,
    BA_TALLY,
    G_BURN,
    G_MIX_Q,
    G_T,
    L_BAND,
    N_FLAGS,
    NO_BAND,
    O_BAND,
    R_BAND,
    R_BAND_FLAGS,
    R_OFFSET,
    R_SINCE,
)

U0 = np.uint64(0)


@kernel
def score_phase(p, s, i, month):
    """The band of the month; a running clamp takes off what is cut."""
    if a_row(s)[R_OFFSET] >= 0:
        raw = raw_score(p, s, i, month, np.int64(0))
        put32(s, R_OFFSET, i, get32(s, R_OFFSET, i) + (clamp(p, raw, month, cell_at(s, i)) - raw))
    if p[G_MIX_Q] >= 0:
        mix_phase(p, s, i, month, raw_score(p, s, i, month, np.int64(0)))
    return band_without(p, s, i, month, np.int64(0))


@kernel
def count_people(p, s, i, tally, flags, penal):
    """People of a stay or run that began in burn-in and was held in a counted month."""
    new = mark(p, s, i, tally, flags)
    if new & 128:
        bump(p, s, tally + 1, i, p[G_BURN], 1)
    for f in range(N_FLAGS):
        if (new >> f) & 1:
            bump(p, s, tally + 4 + N_FLAGS + f, i, p[G_BURN], 1)
    if penal:
        count_any(p, s, i, p[G_BURN], flags)


@kernel
def count_months(p, s, i, tally, since, month, flags, penal):
    """Subject-months of a stay or run that ended, and of its flags; the people among those begun in burn-in."""
    months = month - max(since, p[G_BURN])
    if months <= 0:
        return
    if since < p[G_BURN]:
        count_people(p, s, i, tally, flags, penal)
    last = max(p[G_BURN], min(month - 1, p[G_T] - 1))
    bump(p, s, tally + 3, i, last, months)
    for f in range(N_FLAGS):
        if (flags >> f) & 1:
            bump(p, s, tally + 4 + 2 * N_FLAGS + f, i, last, months)


@kernel
def now_change(p, s, tally, month, by):
    """The series of a stock: a change from this month on (summed up at the end)."""
    m = max(month, p[G_BURN]) - p[G_BURN]
    if m < a_series(s).shape[1]:
        a_series(s)[tally, m] += by


@kernel
def band_phase(p, s, i, month, band, changed):
    """The subject is in this band now: runs in penal and rewarding bands begin and end; one may begin unchanged."""
    old = get8(s, R_BAND, i)
    if old == band:
        return
    if old != NO_BAND:
        run_over(p, s, i, old, month, False)
        if field(p, O_BAND, old, BA_COLS, BA_PENAL) == 1 or field(p, O_BAND, old, BA_COLS, BA_REWARD) == 1:
            tally = field(p, O_BAND, old, BA_COLS, BA_TALLY)
            count_months(
                p,
                s,
                i,
                tally,
                get16(s, R_SINCE, i),
                month,
                get8(s, R_BAND_FLAGS, i),
                field(p, O_BAND, old, BA_COLS, BA_PENAL) == 1,
            )
            now_change(p, s, tally + 2, month, -1)
    put8(s, R_BAND, i, band)
    put16(s, R_SINCE, i, month)
    judged = np.int64(0)
    tally = field(p, O_BAND, band, BA_COLS, BA_TALLY)
    if field(p, O_BAND, band, BA_COLS, BA_PENAL) == 1:
        judged = attribute(p, s, i, month, W_BAND, band)
        put8(s, R_BAND_FLAGS, i, judged)
        count_penalty(p, s, i, month, tally, judged)
        count_any(p, s, i, month, judged)
        now_change(p, s, tally + 2, month, 1)
    elif field(p, O_BAND, band, BA_COLS, BA_REWARD) == 1:
        put8(s, R_BAND_FLAGS, i, 0)
        a_work(s)[FOUND_AT + MAX_FOUND] = -1
        count_penalty(p, s, i, month, tally, np.int64(0))
        now_change(p, s, tally + 2, month, 1)
    if changed or field(p, O_BAND, band, BA_COLS, BA_PENAL) == 1:
        note(p, s, i, month, L_BAND, band, 0, 0, judged, U0, old)
