"""Conduct that nobody can record: not drawn, its amount is expected from the rates of the moment."""

from __future__ import annotations

import numpy as np

from demerit.compiled import entry_kernel
from demerit.draws import draw, mix
from demerit.engine.kernels.act import may_act, person_factor
from demerit.engine.kernels.fields import field
from demerit.engine.kernels.reading import cell_at, first_of, val
from demerit.engine.kernels.respond import factor_now
from demerit.engine.kernels.state import a_expected
from demerit.engine.layout import (
    BE_COLS,
    BE_NOW_Q,
    BE_PLACE,
    G_RESPONSES,
    G_UNIT,
    O_BEH,
    O_GROUP,
    O_N_GROUP,
    O_N_UNDRAWN,
    O_UNDRAWN,
    UD_BE,
    UD_COLS,
    UD_DISP_KEY,
    UD_MOVES,
    UD_OF,
    UD_ROW,
)

U0 = np.uint64(0)


@entry_kernel
def reckon_chunk(p, k, gammas, exps, s, month, times, moves):
    """Add the amounts of a month, ``times`` over, of the behaviours that move with what happens (1) or do not (0)."""
    firms = p[G_UNIT] == 2
    for row in range(p[O_N_UNDRAWN]):
        of, be = field(p, O_UNDRAWN, row, UD_COLS, UD_OF), field(p, O_UNDRAWN, row, UD_COLS, UD_BE)
        behaviour = field(p, O_UNDRAWN, row, UD_COLS, UD_ROW)
        if field(p, O_UNDRAWN, row, UD_COLS, UD_MOVES) != moves or (of == 2) != firms:
            continue
        place, key = field(p, O_BEH, be, BE_COLS, BE_PLACE), k[field(p, O_UNDRAWN, row, UD_COLS, UD_DISP_KEY)]
        for i in range(s[1]):
            first = first_of(s, i)
            if of == 1 and first != i:
                continue
            if moves == 1 and not may_act(p, s, i, be, month):
                continue
            uid, cell = np.uint64(s[0] + i), cell_at(s, i)
            word = draw(key, uid, U0, np.uint64(place >> 2))
            g = person_factor(p, k, gammas, be, uid, word)
            now = (val(p, field(p, O_BEH, be, BE_COLS, BE_NOW_Q), month, cell) * g) >> 16
            if moves == 1 and p[G_RESPONSES] == 1:
                now = (now * factor_now(p, k, exps, s, be, i, month)) >> 16
            j = np.int64(mix(np.uint64(s[0] + first)) & np.uint64(63))
            a_expected(s)[behaviour, 0, j] += now * times
            n = p[O_N_GROUP]
            for q in range(n):
                a_expected(s)[behaviour, p[p[O_GROUP] + n * cell + q], j] += now * times
