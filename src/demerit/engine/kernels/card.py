"""The score card: its components for one subject, and the band they reach. Read once, when people are made."""

from __future__ import annotations

import math

import numpy as np

from demerit.compiled import kernel
from demerit.engine.kernels.reading import cell_at, first_of, index_of, val
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
    CP_SCALE,
    CP_SUM_FROM,
    CP_SUM_TO,
    CP_THRESHOLD,
    CP_TIMES_FROM,
    CP_TIMES_TO,
    G_N_BANDS,
    O_BAND,
    O_CASE,
    O_COMP,
    O_COND,
    O_ITEMS,
    O_SUMS,
    O_TAB,
    TA_ELSE,
    TA_FROM,
    TA_TO,
)
from demerit.society.people import attribute_in_household


@kernel
def agrees(p, pop, s, i, row):
    """Whether the subject has one of the values of a condition."""
    value = attribute_in_household(
        pop, p[p[O_COND] + 2 * row + CN_ATTRIBUTE], s[0] + i, cell_at(s, i), s[0] + first_of(s, i)
    )
    return (p[p[O_COND] + 2 * row + CN_MASK] >> value) & 1 == 1


@kernel
def table_value(p, pop, s, i, table):
    """Value of a table: its first case whose conditions hold."""
    doubles = p.view(np.float64)
    for case in range(p[p[O_TAB] + 3 * table + TA_FROM], p[p[O_TAB] + 3 * table + TA_TO]):
        at = p[O_CASE] + 4 * case
        fits = True
        for row in range(p[at + CA_FROM], p[at + CA_TO]):
            if agrees(p, pop, s, i, row) != (row < p[at + CA_UNLESS]):
                fits = False
                break
        if fits:
            return doubles[at + CA_VALUE]
    return doubles[p[O_TAB] + 3 * table + TA_ELSE]


@kernel
def component_value(p, pop, s, i, component):
    """A component, rounded half up."""
    doubles = p.view(np.float64)
    at = p[O_COMP] + 6 * component
    total = 0.0
    for term in range(p[at + CP_SUM_FROM], p[at + CP_SUM_TO]):
        product = 1.0
        for item in range(p[p[O_SUMS] + 2 * term], p[p[O_SUMS] + 2 * term + 1]):
            product *= table_value(p, pop, s, i, p[p[O_ITEMS] + item])
        total += product
    for item in range(p[at + CP_TIMES_FROM], p[at + CP_TIMES_TO]):
        total *= table_value(p, pop, s, i, p[p[O_ITEMS] + item])
    threshold = doubles[index_of(p, p[at + CP_THRESHOLD], 0, cell_at(s, i))]
    return np.int64(math.floor(doubles[at + CP_SCALE] * total / threshold + 0.5))


@kernel
def card_band(p, pop, s, i):
    """The worst band that a component reaches: the last one in the file."""
    band = np.int64(0)
    for b in range(p[G_N_BANDS]):
        component = p[p[O_BAND] + b * BA_COLS + BA_COMP]
        least = val(p, p[p[O_BAND] + b * BA_COLS + BA_AT_Q], 0, cell_at(s, i))
        if component >= 0 and component_value(p, pop, s, i, component) >= least:
            band = np.int64(b)
    return band
