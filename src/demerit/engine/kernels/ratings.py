"""Ratings: what is given, leaning against whom, and how much the rater counts."""

from __future__ import annotations

import numpy as np

from demerit.compiled import kernel
from demerit.draws import draw
from demerit.engine.kernels.fields import get8
from demerit.engine.kernels.reading import cell_at, inside, passes, subject_at, val
from demerit.engine.layout import (
    O_BIAS,
    O_RATE,
    O_RULE,
    R_BAND,
    RB_POINTS_Q,
    RB_RATED_Q,
    RB_RATER_Q,
    RU_BIAS_FROM,
    RU_BIAS_TO,
    RU_COLS,
    RU_RATE_BLOCK,
    RU_RATE_FROM,
    RU_RATE_KEY,
    RU_RATE_TO,
    RU_WEIGHT_Q,
    RV_POINTS_Q,
    RV_UP_TO_Q,
)

U0 = np.uint64(0)


@kernel
def rater_of(p, k, s, key, address, i):
    """Place of the subject that rates: another one of the block inside the scheme; -1 for nobody."""
    for t in range(16):
        bits = draw(k[key], address, U0, np.uint64(1 + t))
        j = (i & ~np.int64(4095)) + np.int64(bits & np.uint64(4095))
        if j < s[1]:
            who = subject_at(p, s, j)
            if who != i and inside(p, s, who):
                return np.int64(who)
    return np.int64(-1)


@kernel
def agrees_with(p, s, q, i):
    """Whether somebody has the attributes asked for; nobody has any."""
    return q < 0 or (i >= 0 and val(p, q, 0, cell_at(s, i)) == 1)


@kernel
def give(p, k, s, i, rule, address, month, somebody):
    """Points and weight that a rule's rating gives the subject at ``i``; (0, 1) for a rule without one."""
    row, cell = p[O_RULE] + rule * RU_COLS, cell_at(s, i)
    first, last, key = p[row + RU_RATE_FROM], p[row + RU_RATE_TO], p[row + RU_RATE_KEY]
    if first == last:
        return np.int64(0), np.int64(1)
    chosen = first
    while chosen < last - 1:
        up_to = val(p, p[p[O_RATE] + 2 * chosen + RV_UP_TO_Q], month, cell)
        if passes(k, key, address, 0, 0, up_to):
            break
        chosen += 1
    points = val(p, p[p[O_RATE] + 2 * chosen + RV_POINTS_Q], month, cell)
    least = most = points
    for v in range(first, last):
        other = val(p, p[p[O_RATE] + 2 * v + RV_POINTS_Q], month, cell)
        least, most = min(least, other), max(most, other)
    rater = np.int64(-1)
    if somebody and p[row + RU_RATE_BLOCK] == 1:
        rater = rater_of(p, k, s, key, address, i)
    for b in range(p[row + RU_BIAS_FROM], p[row + RU_BIAS_TO]):
        at = p[O_BIAS] + 3 * b
        if agrees_with(p, s, p[at + RB_RATER_Q], rater) and agrees_with(p, s, p[at + RB_RATED_Q], i):
            points += val(p, p[at + RB_POINTS_Q], month, cell)
    weight = np.int64(1)
    if rater >= 0 and p[row + RU_WEIGHT_Q] >= 0:
        weight = val(p, p[row + RU_WEIGHT_Q], 0, get8(s, R_BAND, rater))
    return max(least, min(most, points)), weight
