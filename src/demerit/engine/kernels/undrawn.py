"""Conduct that nobody can record: not drawn, its amount is expected from the rates of the moment."""

from __future__ import annotations

import numpy as np

from demerit.compiled import entry_kernel, kernel
from demerit.draws import draw, mix
from demerit.engine.kernels.act import may_act, person_factor
from demerit.engine.kernels.fields import field, get16, get32
from demerit.engine.kernels.reading import cell_at, first_of, is_played, subject_at, val
from demerit.engine.kernels.respond import factor_now
from demerit.engine.kernels.state import a_expected, a_row
from demerit.engine.layout import (
    BE_COLS,
    BE_NOW_Q,
    BE_PLACE,
    G_PENAL_LISTS,
    G_RESPONSES,
    G_UNIT,
    O_BEH,
    O_GROUP,
    O_N_GROUP,
    O_N_UNDRAWN,
    O_UNDRAWN,
    R_HARD,
    R_ON,
    R_RISK,
    UD_BE,
    UD_COLS,
    UD_DISP_KEY,
    UD_MOVES,
    UD_OF,
    UD_ROW,
)

U0 = np.uint64(0)


@entry_kernel
def reckon_chunk(p, k, gammas, exps, s, month, times, moving):
    """Add the amounts of a month, ``times`` over: with ``moving`` what moved, else what is so whatever happens."""
    firms = p[G_UNIT] == 2
    for row in range(p[O_N_UNDRAWN]):
        of, moves = field(p, O_UNDRAWN, row, UD_COLS, UD_OF), field(p, O_UNDRAWN, row, UD_COLS, UD_MOVES)
        if (of == 2) != firms or (moves == 1 if moving == 0 else moves == 0):
            continue
        be = field(p, O_UNDRAWN, row, UD_COLS, UD_BE)
        for i in range(s[1]):
            if not is_played(s, i) or (of == 1 and first_of(s, i) != i):
                continue
            if moving == 0:
                add(p, s, row, i, base_rate(p, k, gammas, s, row, i, month) * times)
            elif moves == 2:
                if p[G_RESPONSES] == 1 and is_touched(p, s, i):
                    base = base_rate(p, k, gammas, s, row, i, month)
                    add(p, s, row, i, ((base * factor_now(p, k, exps, s, be, i, month)) >> 16) - base)
            elif may_act(p, s, i, be, month):
                now = base_rate(p, k, gammas, s, row, i, month)
                add(p, s, row, i, (now * factor_now(p, k, exps, s, be, i, month)) >> 16 if p[G_RESPONSES] == 1 else now)


@kernel
def is_touched(p, s, i):
    """Whether anything happened to the actor that a response reads: risk, hardship, a penal list."""
    j = subject_at(p, s, i)
    if get32(s, R_RISK, j) != 0 or get16(s, R_HARD, j) != 0:
        return True
    return a_row(s)[R_ON] >= 0 and get32(s, R_ON, j) & p[G_PENAL_LISTS] != 0


@kernel
def base_rate(p, k, gammas, s, row, i, month):
    """Rate of the actor at ``i`` before any response."""
    be, key = field(p, O_UNDRAWN, row, UD_COLS, UD_BE), k[field(p, O_UNDRAWN, row, UD_COLS, UD_DISP_KEY)]
    uid, place = np.uint64(s[0] + i), field(p, O_BEH, be, BE_COLS, BE_PLACE)
    g = person_factor(p, k, gammas, be, uid, draw(key, uid, U0, np.uint64(place >> 2)))
    return (val(p, field(p, O_BEH, be, BE_COLS, BE_NOW_Q), month, cell_at(s, i)) * g) >> 16


@kernel
def add(p, s, row, i, amount):
    """Add an amount for the actor at ``i``: to all, and to each of its groups."""
    behaviour, n = field(p, O_UNDRAWN, row, UD_COLS, UD_ROW), p[O_N_GROUP]
    j = np.int64(mix(np.uint64(s[0] + first_of(s, i))) & np.uint64(63))
    a_expected(s)[behaviour, 0, j] += amount
    for q in range(n):
        a_expected(s)[behaviour, p[p[O_GROUP] + n * cell_at(s, i) + q], j] += amount
