"""Arithmetic on incomes: what is asked back when a year is spread evenly, and what was paid too much."""

from __future__ import annotations

import numpy as np

from demerit.compiled import kernel
from demerit.engine.kernels.reading import cell_at, chance, passes, val
from demerit.engine.layout import (
    AS_AMOUNT_Q,
    AS_BY_PERIOD,
    AS_CHECKED_Q,
    AS_CLAIMS_Q,
    AS_COLS,
    AS_FREE_Q,
    AS_FROM,
    AS_HIDDEN_Q,
    AS_INCOME_KEY,
    AS_KEY,
    AS_LEFT_Q,
    AS_PERIODS,
    AS_TAPER_Q,
    AS_TO,
    AS_TOLERANCE_Q,
    FALSE_RECORD,
    O_SUM,
    O_YEAR,
    ONE,
    TRUE_UNLAWFUL,
    YE_UP_TO_Q,
    YE_WORKED,
)


@kernel
def due(taper, free, earned):
    """What is due for a period in which so much was earned, in units of 1/65536 of the full benefit."""
    return max(np.int64(0), ONE - ((taper * max(np.int64(0), earned - free)) >> 16))


@kernel
def worked_periods(p, k, row, uid, year, first, cell):
    """Periods of the year in which the person works."""
    for kind in range(p[row + AS_FROM], p[row + AS_TO]):
        at = p[O_YEAR] + 2 * kind
        if passes(k, p[row + AS_INCOME_KEY], uid, year, 1, val(p, p[at + YE_UP_TO_Q], first, cell)):
            return p[at + YE_WORKED]
    return np.int64(0)


@kernel
def debt_cause(p, k, s, i, number, month, after):
    """Cause of the debt that is raised this month by an arithmetic; -1 for none."""
    if month - after < 12 or (month - after) % 12 != 0:
        return np.int64(-1)
    row, uid, cell = p[O_SUM] + number * AS_COLS, s[0] + i, cell_at(s, i)
    year = (month - after) // 12 - 1
    first = 12 * year
    key = p[row + AS_INCOME_KEY]
    if not chance(p, k, p[row + AS_CLAIMS_Q], first, cell, key, uid, year, 0):
        return np.int64(-1)
    if not chance(p, k, p[row + AS_CHECKED_Q], month, cell, p[row + AS_KEY], uid, month, 0):
        return np.int64(-1)
    n, worked = p[row + AS_PERIODS], worked_periods(p, k, row, uid, year, first, cell)
    earned = val(p, p[row + AS_AMOUNT_Q], first, cell)
    told = earned
    if passes(k, key, uid, year, 2, val(p, p[row + AS_HIDDEN_Q], first, cell)):
        told = earned - ((earned * val(p, p[row + AS_LEFT_Q], first, cell)) >> 16)
    free, taper = val(p, p[row + AS_FREE_Q], first, cell), val(p, p[row + AS_TAPER_Q], first, cell)
    paid, idle = due(taper, free, told), due(taper, free, np.int64(0))
    spread = due(taper, free, worked * earned // n)
    true_debt = worked * (paid - due(taper, free, earned))
    debt = worked * max(np.int64(0), paid - spread) + (n - worked) * max(np.int64(0), idle - spread)
    if p[row + AS_BY_PERIOD] == 1:
        debt = true_debt
    tolerance = val(p, p[row + AS_TOLERANCE_Q], first, cell)
    if debt <= tolerance:
        return np.int64(-1)
    return np.int64(TRUE_UNLAWFUL if true_debt > tolerance else FALSE_RECORD)
