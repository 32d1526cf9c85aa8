"""The score card: its components for one subject, and the band they reach. Read once, when people are made."""

from __future__ import annotations

import math

import numpy as np

from demerit.compiled import kernel
from demerit.draws import draw
from demerit.engine.kernels.fields import field, put8
from demerit.engine.kernels.reading import cell_at, first_of, index_of, passes, val, wake_at
from demerit.engine.layout import (
    BA_AT_Q,
    BA_COLS,
    BA_COMP,
    CA_FROM,
    CA_TO,
    CA_UNLESS,
    CA_VALUE,
    CN_ATTRIBUTE,
    CN_MASK,
    CP_COLS,
    CP_LOGISTIC,
    CP_SCALE,
    CP_SUM_FROM,
    CP_SUM_TO,
    CP_THRESHOLD,
    CP_TIMES_FROM,
    CP_TIMES_TO,
    CR_KEY,
    CR_P_Q,
    G_N,
    G_N_BANDS,
    G_SHARES_EVERY,
    G_SHARES_KEY,
    O_BAND,
    O_CASE,
    O_COMP,
    O_COND,
    O_ERRORS,
    O_ITEMS,
    O_SUMS,
    O_TAB,
    R_CARD,
    R_CARD_TRUE,
    TA_ELSE,
    TA_FROM,
    TA_TO,
)
from demerit.society.people import attribute_in_household, attribute_of, cell_of

U0 = np.uint64(0)
U1 = np.uint64(1)
LN2 = 0.6931471805599453


@kernel
def read_value(p, k, pop, s, i, attribute, true):
    """Value of an attribute as the card reads it: the subject's own, or, in error, that of somebody of the block."""
    uid = s[0] + i
    q = p[p[O_ERRORS] + 2 * attribute + CR_P_Q]
    if q >= 0 and not true:
        key = p[p[O_ERRORS] + 2 * attribute + CR_KEY]
        other = (uid & ~np.int64(4095)) + np.int64(draw(k[key], np.uint64(uid), U0, U1) & np.uint64(4095))
        if other < p[G_N] and passes(k, key, uid, 0, 0, val(p, q, 0, cell_at(s, i))):
            return attribute_of(pop, attribute, other, cell_of(pop, other))
    return attribute_in_household(pop, attribute, uid, cell_at(s, i), s[0] + first_of(s, i))


@kernel
def agrees(p, k, pop, s, i, row, true):
    """Whether the subject has one of the values of a condition."""
    value = read_value(p, k, pop, s, i, p[p[O_COND] + 2 * row + CN_ATTRIBUTE], true)
    return (p[p[O_COND] + 2 * row + CN_MASK] >> value) & 1 == 1


@kernel
def table_value(p, k, pop, s, i, table, true):
    """Value of a table: its first case whose conditions hold."""
    doubles = p.view(np.float64)
    for case in range(p[p[O_TAB] + 3 * table + TA_FROM], p[p[O_TAB] + 3 * table + TA_TO]):
        at = p[O_CASE] + 4 * case
        fits = True
        for row in range(p[at + CA_FROM], p[at + CA_TO]):
            if agrees(p, k, pop, s, i, row, true) != (row < p[at + CA_UNLESS]):
                fits = False
                break
        if fits:
            return doubles[at + CA_VALUE]
    return doubles[p[O_TAB] + 3 * table + TA_ELSE]


@kernel
def exponential(x):
    """E to the x with + - * / only (``docs/odd/scorecard.md``); x is held between -40 and 40."""
    x = max(-40.0, min(40.0, x))
    n = math.floor(x / LN2 + 0.5)
    r = x - n * LN2
    total = 1.0
    for j in range(14, 0, -1):
        total = 1.0 + total * r / j
    while n > 0:
        total = total * 2.0
        n -= 1
    while n < 0:
        total = total * 0.5
        n += 1
    return total


@kernel
def component_value(p, k, pop, s, i, component, true):
    """A component, rounded half up."""
    doubles = p.view(np.float64)
    at = p[O_COMP] + CP_COLS * component
    total = 0.0
    for term in range(p[at + CP_SUM_FROM], p[at + CP_SUM_TO]):
        product = 1.0
        for item in range(p[p[O_SUMS] + 2 * term], p[p[O_SUMS] + 2 * term + 1]):
            product *= table_value(p, k, pop, s, i, p[p[O_ITEMS] + item], true)
        total += product
    for item in range(p[at + CP_TIMES_FROM], p[at + CP_TIMES_TO]):
        total *= table_value(p, k, pop, s, i, p[p[O_ITEMS] + item], true)
    threshold = doubles[index_of(p, p[at + CP_THRESHOLD], 0, cell_at(s, i))]
    if p[at + CP_LOGISTIC] == 1:
        return np.int64(math.floor(doubles[at + CP_SCALE] / (1.0 + exponential(threshold - total)) + 0.5))
    return np.int64(math.floor(doubles[at + CP_SCALE] * total / threshold + 0.5))


@kernel
def published_band(p, k, s, i, month):
    """The band of a published score, by a draw: shares are those of the month."""
    for b in range(p[G_N_BANDS] - 1):
        limit = val(p, field(p, O_BAND, b, BA_COLS, BA_AT_Q), month, cell_at(s, i))
        if passes(k, p[G_SHARES_KEY], s[0] + i, month, 0, limit):
            return np.int64(b)
    return p[G_N_BANDS] - 1


@kernel
def draw_anew(p, k, s, i, month):
    """A published score that does not last is drawn again, and the subject looked at when it will be next."""
    every = p[G_SHARES_EVERY]
    if every <= 0 or month % every != 0:
        return
    wake_at(s, i, month + every)
    band = published_band(p, k, s, i, month)
    put8(s, R_CARD, i, band)
    put8(s, R_CARD_TRUE, i, band)


@kernel
def card_band(p, k, pop, s, i, true):
    """The worst band that a component reaches: the last one in the file; with ``true``, from true attributes."""
    if p[G_SHARES_KEY] >= 0:
        return published_band(p, k, s, i, np.int64(0))
    band = np.int64(0)
    for b in range(p[G_N_BANDS]):
        component = field(p, O_BAND, b, BA_COLS, BA_COMP)
        least = val(p, field(p, O_BAND, b, BA_COLS, BA_AT_Q), 0, cell_at(s, i))
        if component >= 0 and component_value(p, k, pop, s, i, component, true) >= least:
            band = np.int64(b)
    return band
