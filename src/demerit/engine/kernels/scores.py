"""What a score is made of: which entries count, a mean, floor and ceiling, the band that is reached."""

from __future__ import annotations

import numpy as np

from demerit.compiled import kernel
from demerit.engine.kernels.fields import field, get32
from demerit.engine.kernels.reading import cell_at, val
from demerit.engine.kernels.state import a_entries, a_mix, a_row
from demerit.engine.layout import (
    BA_AT_Q,
    BA_COLS,
    E_DEAD,
    E_SUSPENDED,
    G_ANEW,
    G_CEILING_Q,
    G_FLOOR_Q,
    G_MIX_Q,
    G_N_BANDS,
    G_RERATE,
    G_TRAIT_SIGN,
    MX_BITS,
    MX_HALF,
    MX_NONE,
    MX_ONE,
    MX_POINTS,
    MX_PULL,
    MX_SCORE,
    O_BAND,
    O_CAL,
    R_ENTRY,
    R_SCORE,
    TIE,
)


@kernel
def clamp(p, x, month, cell):
    """Between floor and ceiling."""
    return min(val(p, p[G_CEILING_Q], month, cell), max(val(p, p[G_FLOOR_Q], month, cell), x))


@kernel
def is_counted(p, made, month, now):
    """Whether a score that is read at intervals counts an entry: of the last period, or of this one so far."""
    every = p[G_RERATE]
    if every == 0:
        return True
    begin = month - (p[p[O_CAL]] + month) % every
    if now == 1:
        return p[G_ANEW] == 0 or made >= begin
    return made < begin and (p[G_ANEW] == 0 or made >= begin - every)


@kernel
def points_counted(p, s, i, month, now):
    """Points of the entries in force that count this month; with ``now``, of the period that runs."""
    if p[G_RERATE] == 0:
        return get32(s, R_SCORE, i)
    total = np.int64(0)
    at = get32(s, R_ENTRY, i) if a_row(s)[R_ENTRY] >= 0 else np.int64(-1)
    while at >= 0:
        if a_entries(s)[at].flags & (E_DEAD | E_SUSPENDED) == 0:
            if is_counted(p, np.int64(a_entries(s)[at].made), month, now):
                total += np.int64(a_entries(s)[at].points)
        at = np.int64(a_entries(s)[at].next)
    return total


@kernel
def mean_of(total, count, initial):
    """A mean rounded half up; the start where there is nothing to take the mean of."""
    return (2 * total + count) // (2 * count) if count > 0 else initial


@kernel
def mixed(p, s, i, month, own):
    """A score whose own part is ``own`` with what its ties give, in 2^-30."""
    pull = a_mix(s)[MX_PULL, i]
    if pull == MX_NONE:
        return own << MX_BITS
    return (MX_ONE - val(p, p[G_MIX_Q], month, cell_at(s, i))) * own + pull


@kernel
def mix_phase(p, s, i, month, own):
    """The mixed score of the month, and the points by which it differs from one's own."""
    score = mixed(p, s, i, month, own)
    a_mix(s)[MX_SCORE, i] = score
    a_mix(s)[MX_POINTS, i] = ((score + MX_HALF) >> MX_BITS) - own


@kernel
def is_worse_mixed(p, s, i):
    """Whether mixing speaks against the subject this month."""
    return a_mix(s)[MX_POINTS, i] * p[G_TRAIT_SIGN] < 0


@kernel
def mixed_points(p, s, i, month, own, without):
    """Whole points of a score with its ties, some causes left out: with ``tie`` what mixing took away is left out."""
    if p[G_MIX_Q] < 0 or (without & (1 << TIE) != 0 and is_worse_mixed(p, s, i)):
        return own
    return (mixed(p, s, i, month, own) + MX_HALF) >> MX_BITS


@kernel
def band_at(p, score, month, cell):
    """The last band whose threshold is not above the score."""
    band = np.int64(0)
    for b in range(1, p[G_N_BANDS]):
        if val(p, field(p, O_BAND, b, BA_COLS, BA_AT_Q), month, cell) <= score:
            band = np.int64(b)
    return band
