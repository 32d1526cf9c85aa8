"""What a list or band is against the truth, how long it lasts, and what people do after: all counted when it changes.

A stay, a run in a band and a spell of truth are each known by their first month; what two of them share is counted when
the first of the two is over, so nobody is looked at month by month (``docs/odd/truth.md``, ``docs/odd/ledger.md``).
"""

from __future__ import annotations

import numpy as np

from demerit.compiled import kernel
from demerit.engine.kernels.attribute import find_mark, mark_at
from demerit.engine.kernels.fields import field, get8, get16, get32, put8, put16
from demerit.engine.kernels.reading import bump
from demerit.engine.kernels.state import a_grounds, a_marks, a_other, a_row, a_s16
from demerit.engine.layout import (
    BM_COHORT,
    BM_COLS,
    BM_JUDGE,
    BM_LENGTHS,
    BM_TRUTH,
    G_BURN,
    G_HORIZON,
    G_N_BANDS,
    G_T,
    H_STAY,
    LM_COLS,
    LM_JUDGE,
    LM_LEFT,
    LM_TRUTH,
    O_AIM,
    O_BAND_MORE,
    O_LIST_MORE,
    O_N_LIST,
    R_BAND,
    R_COHORT,
    R_GROUND,
    R_LAST_ACT,
    R_MARK,
    R_ON,
    R_SINCE,
    R_SPELL,
    R_TRUE,
)

YEAR = np.int64(12)
LENGTHS_AFTER = np.int64(7)
"""Rows from ``left`` to the first length: left, back, lasting, and reach by four hops."""


@kernel
def last_counted(p, month):
    """The counted month in which something that was over in a month is put."""
    return max(p[G_BURN], min(month - 1, p[G_T] - 1))


@kernel
def count_cells(p, s, i, judge, what, since, month):
    """Months from ``since`` to before ``month``: true (``what`` 0), or true and in the file (1); and the people."""
    months = month - max(since, p[G_BURN])
    if months <= 0:
        return
    last = last_counted(p, month)
    bump(p, s, judge + what, i, last, months)
    if mark_at(p, s, R_TRUE, i, judge + 2 + what, np.int64(0)) & 128:
        bump(p, s, judge + 2 + what, i, last, 1)


@kernel
def stay_of(s, i, lst):
    """The record of the stay a subject has on a list; -1 for none."""
    at = get32(s, R_GROUND, i)
    while at >= 0:
        if a_grounds(s)[at].how == H_STAY and a_grounds(s)[at].alive == 1 and a_grounds(s)[at].list == lst:
            return at
        at = np.int64(a_grounds(s)[at].next)
    return np.int64(-1)


@kernel
def count_length(p, s, i, first, since, month, still):
    """One stay or run by its length, if it began in a counted month."""
    if first < 0 or since < p[G_BURN] or month <= since:
        return
    length = min(p[G_HORIZON], month - since)
    bump(p, s, first + (p[G_HORIZON] if still else 0) + length - 1, i, min(month, p[G_T] - 1), 1)


@kernel
def reach(p, s, i, first, hop, month):
    """People by the least hop of their stays on a list."""
    hop = min(hop, np.int64(3))
    at = find_mark(s, R_MARK, i, first)
    if at < 0:
        mark_at(p, s, R_MARK, i, first, np.int64(0))
        at = find_mark(s, R_MARK, i, first)
    elif np.int64(a_marks(s)[at].flags) > hop + 1:
        bump(p, s, first + np.int64(a_marks(s)[at].flags) - 1, i, month, -1)
    else:
        return
    a_marks(s)[at].flags = hop + 1
    bump(p, s, first + hop, i, month, 1)


@kernel
def stay_over(p, s, i, at, month, still):
    """Length, reach and truth of a stay that ended, or is still held at the end of the run."""
    lst, since = np.int64(a_grounds(s)[at].list), np.int64(a_grounds(s)[at].since)
    more = p[O_LIST_MORE] + lst * LM_COLS
    first, judge = p[more + LM_LEFT], p[more + LM_JUDGE]
    count_length(p, s, i, first + LENGTHS_AFTER, since, month, still)
    if since < p[G_BURN] and month > p[G_BURN]:
        reach(p, s, i, first + 3, np.int64(a_grounds(s)[at].hop), p[G_BURN])
    if judge < 0:
        return
    truth = stay_truth(p, s, i, at, lst, p[more + LM_TRUTH], judge, since, month)
    if truth > 0 and month > p[G_BURN]:
        bump(p, s, judge + 4, i, last_counted(p, month), 1)
        beyond = month - max(truth, p[G_BURN])
        if beyond > 0:
            bump(p, s, judge + 5, i, last_counted(p, month), beyond)


@kernel
def stay_truth(p, s, i, at, lst, who, judge, since, month):
    """Count what a stay shares with the truth that goes on. Returns the month after the last true one, 0 for none."""
    if who == 0:
        sh = a_other(s)
        if (get32(sh, R_ON, i) >> lst) & 1:
            true_since = np.int64(a_grounds(sh)[stay_of(sh, i, lst)].since)
            if true_since < month:
                count_cells(p, s, i, judge, 1, max(since, true_since), month)
                return month
    else:
        begin = np.int64(a_s16(s)[a_row(s)[R_SPELL] + 2 * (who - 1), i])
        end = np.int64(a_s16(s)[a_row(s)[R_SPELL] + 2 * (who - 1) + 1, i])
        if end > since and begin < month:
            count_cells(p, s, i, judge, 1, max(since, begin), min(end, month))
            return min(end, month)
    return np.int64(a_grounds(s)[at].lock)


@kernel
def true_stay_over(p, s, i, lst, since, month):
    """The shadow file leaves a list: count the truth, and what the file's own stay shares with it."""
    more = p[O_LIST_MORE] + lst * LM_COLS
    judge = p[more + LM_JUDGE]
    if judge < 0 or p[more + LM_TRUTH] != 0:
        return
    count_cells(p, s, i, judge, 0, since, month)
    if (get32(s, R_ON, i) >> lst) & 1:
        at = stay_of(s, i, lst)
        count_cells(p, s, i, judge, 1, max(since, np.int64(a_grounds(s)[at].since)), month)
        a_grounds(s)[at].lock = month


@kernel
def true_run_over(p, s, i, band, since, month):
    """The shadow file leaves a band."""
    more = p[O_BAND_MORE] + band * BM_COLS
    judge = p[more + BM_JUDGE]
    if judge < 0 or p[more + BM_TRUTH] != 0:
        return
    count_cells(p, s, i, judge, 0, since, month)
    if get8(s, R_BAND, i) == band:
        count_cells(p, s, i, judge, 1, max(since, get16(s, R_SINCE, i)), month)


@kernel
def run_over(p, s, i, band, month, still):
    """Length, truth and cohorts of a run in a band that ended, or still holds at the end of the run."""
    since = get16(s, R_SINCE, i)
    more = p[O_BAND_MORE] + band * BM_COLS
    count_length(p, s, i, p[more + BM_LENGTHS], since, month, still)
    n = cohorts_until(p, month - 1) - cohorts_until(p, since - 1)
    if n > 0:
        bump(p, s, p[more + BM_COHORT], i, last_counted(p, month), n)
        put8(s, R_COHORT, i, band)
    judge, who = p[more + BM_JUDGE], p[more + BM_TRUTH]
    if judge < 0:
        return
    if who == 0:
        sh = a_other(s)
        if get8(sh, R_BAND, i) == band:
            count_cells(p, s, i, judge, 1, max(since, get16(sh, R_SINCE, i)), month)
    else:
        begin = np.int64(a_s16(s)[a_row(s)[R_SPELL] + 2 * (who - 1), i])
        end = np.int64(a_s16(s)[a_row(s)[R_SPELL] + 2 * (who - 1) + 1, i])
        count_cells(p, s, i, judge, 1, max(since, begin), min(end, month))


@kernel
def cohorts_until(p, month):
    """How many cohort months there are up to a month."""
    last = min(month, p[G_T] - 1 - YEAR)
    return np.int64(0) if last < p[G_BURN] else (last - p[G_BURN]) // YEAR + 1


@kernel
def unlawful_act(p, s, i, month):
    """The first unlawful act in the year after a cohort month counts for the band of that month."""
    n = cohorts_until(p, month - 1)
    cohort = p[G_BURN] + YEAR * (n - 1)
    before = get16(s, R_LAST_ACT, i) - 1
    if n > 0 and month <= cohort + YEAR and before <= cohort:
        held = get16(s, R_SINCE, i) <= cohort
        band = get8(s, R_BAND, i) if held else get8(s, R_COHORT, i)
        bump(p, s, field(p, O_BAND_MORE, band, BM_COLS, BM_COHORT) + 1, i, month, 1)
    put16(s, R_LAST_ACT, i, month + 1)


@kernel
def aim_act(p, s, i, aim, month):
    """An act of a target's conduct: a spell of truth begins or goes on."""
    row = a_row(s)[R_SPELL] + 2 * aim
    end = np.int64(a_s16(s)[row + 1, i])
    if month > end:
        if end > 0:
            spell_over(p, s, i, aim, np.int64(a_s16(s)[row, i]), end)
        a_s16(s)[row, i] = month
    elif end == 0:
        a_s16(s)[row, i] = month
    a_s16(s)[row + 1, i] = month + p[p[O_AIM] + aim]


@kernel
def spell_over(p, s, i, aim, begin, end):
    """A spell of truth by a target is over: count it, and what stays and runs that still hold share with it."""
    for lst in range(p[O_N_LIST]):
        more = p[O_LIST_MORE] + lst * LM_COLS
        if p[more + LM_TRUTH] == aim + 1:
            count_cells(p, s, i, p[more + LM_JUDGE], 0, begin, end)
            if (get32(s, R_ON, i) >> lst) & 1:
                at = stay_of(s, i, lst)
                since = np.int64(a_grounds(s)[at].since)
                if since < end:
                    count_cells(p, s, i, p[more + LM_JUDGE], 1, max(since, begin), end)
                    a_grounds(s)[at].lock = end
    for band in range(p[G_N_BANDS]):
        more = p[O_BAND_MORE] + band * BM_COLS
        if p[more + BM_TRUTH] == aim + 1:
            count_cells(p, s, i, p[more + BM_JUDGE], 0, begin, end)
            if get8(s, R_BAND, i) == band:
                count_cells(p, s, i, p[more + BM_JUDGE], 1, max(begin, get16(s, R_SINCE, i)), end)


@kernel
def finish_truth(p, s, i, n_aims, end):
    """Truth that goes on at the end of the run; what the file shares with it is counted with the file's own."""
    for lst in range(p[O_N_LIST]):
        more = p[O_LIST_MORE] + lst * LM_COLS
        if p[more + LM_JUDGE] >= 0 and p[more + LM_TRUTH] == 0:
            sh = a_other(s)
            if (get32(sh, R_ON, i) >> lst) & 1:
                since = np.int64(a_grounds(sh)[stay_of(sh, i, lst)].since)
                count_cells(p, s, i, p[more + LM_JUDGE], 0, since, end)
    for band in range(p[G_N_BANDS]):
        more = p[O_BAND_MORE] + band * BM_COLS
        if p[more + BM_JUDGE] >= 0 and p[more + BM_TRUTH] == 0:
            sh = a_other(s)
            if get8(sh, R_BAND, i) == band:
                since = get16(sh, R_SINCE, i)
                count_cells(p, s, i, p[more + BM_JUDGE], 0, since, end)
    for aim in range(n_aims):
        begin = np.int64(a_s16(s)[a_row(s)[R_SPELL] + 2 * aim, i])
        until = min(end, np.int64(a_s16(s)[a_row(s)[R_SPELL] + 2 * aim + 1, i]))
        if until > 0:
            for lst in range(p[O_N_LIST]):
                if field(p, O_LIST_MORE, lst, LM_COLS, LM_TRUTH) == aim + 1:
                    count_cells(p, s, i, field(p, O_LIST_MORE, lst, LM_COLS, LM_JUDGE), 0, begin, until)
            for band in range(p[G_N_BANDS]):
                if field(p, O_BAND_MORE, band, BM_COLS, BM_TRUTH) == aim + 1:
                    count_cells(p, s, i, field(p, O_BAND_MORE, band, BM_COLS, BM_JUDGE), 0, begin, until)
