"""On whom a record lands that is put on somebody else."""

from __future__ import annotations

import numpy as np

from demerit.compiled import kernel
from demerit.draws import draw
from demerit.engine.kernels.fields import field
from demerit.engine.kernels.reading import (
    cell_at,
    first_of,
    inside,
    passes,
    subject_at,
    val,
)
from demerit.engine.layout import (
    AL_COLS,
    AL_KEY,
    AL_LIMITS,
    AL_LIMITS_Q,
    AL_SHARED,
    AL_VALUE_Q,
    CH_ALIKE_FROM,
    CH_ALIKE_TO,
    CH_COLS,
    CH_MISATTR_Q,
    O_ALIKE,
    O_CHAN,
)

U0 = np.uint64(0)
U1 = np.uint64(1)


@kernel
def likeness(p, k, s, a, i):
    """Value of an attribute in which a mistaken other must equal the actor; drawn if it is not in the cell."""
    row, cell = p[O_ALIKE] + a * AL_COLS, cell_at(s, i)
    if p[row + AL_VALUE_Q] >= 0:
        return val(p, p[row + AL_VALUE_Q], 0, cell)
    who = first_of(s, i) if p[row + AL_SHARED] == 1 else i
    bits = np.int64(draw(k[p[row + AL_KEY]], np.uint64(s[0] + who), U0, U0) >> U1)
    value = np.int64(0)
    for j in range(p[row + AL_LIMITS]):
        if bits >= val(p, p[row + AL_LIMITS_Q] + j, 0, cell):
            value += 1
    return value


@kernel
def misplaced(p, k, s, c, key, i, n, month):
    """On whom the record lands: the actor, or another subject of the block."""
    q = field(p, O_CHAN, c, CH_COLS, CH_MISATTR_Q)
    uid = s[0] + i
    if q < 0 or not passes(k, key, uid, n, 2, val(p, q, month, cell_at(s, i))):
        return i
    for t in range(16):
        bits = draw(k[key], np.uint64(uid), np.uint64(n), np.uint64(3 + t))
        j = (i & ~np.int64(4095)) + np.int64(bits & np.uint64(4095))
        if j >= s[1] or subject_at(p, s, j) == subject_at(p, s, i) or not inside(p, s, subject_at(p, s, j)):
            continue
        same = True
        for a in range(field(p, O_CHAN, c, CH_COLS, CH_ALIKE_FROM), field(p, O_CHAN, c, CH_COLS, CH_ALIKE_TO)):
            if likeness(p, k, s, a, i) != likeness(p, k, s, a, j):
                same = False
        if same:
            return j
    return i
