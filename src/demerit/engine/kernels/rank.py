"""Selection by rank: what every subject is ranked by, and those who are selected (before anything else of a month)."""

from __future__ import annotations

import numpy as np

from demerit.compiled import entry_kernel, kernel
from demerit.draws import draw
from demerit.engine.kernels.card import component_value
from demerit.engine.kernels.causes import W_RANK, score_without
from demerit.engine.kernels.entries import span_of
from demerit.engine.kernels.grounds import add_ground, freeze
from demerit.engine.kernels.holding import comes_before
from demerit.engine.kernels.reading import cell_at, inside, subject_at
from demerit.engine.kernels.state import a_grounds, a_work
from demerit.engine.layout import (
    CUT_AT,
    FALSE_RECORD,
    H_QUOTA,
    H_WAIT,
    LE_COLS,
    LE_COMP,
    LE_DELAY_KEY,
    LE_DELAY_Q,
    LE_LIST,
    LE_QUOTA_KEY,
    LE_SIGN,
    O_WAY,
    TRAIT,
)


@kernel
def key_of(p, k, pop, s, i, row, month, true):
    """What the subject is ranked by, lower first: the score at the end of last month, or a component of its card."""
    if p[row + LE_COMP] >= 0:
        return p[row + LE_SIGN] * component_value(p, k, pop, s, i, p[row + LE_COMP], true)
    return p[row + LE_SIGN] * score_without(p, s, i, month - 1, np.int64(0))


@entry_kernel
def rank_chunk(p, k, pop, s, month, way, where, keys, ties):
    """Places, keys and draws of the subjects inside; how many there are."""
    row, n = p[O_WAY] + way * LE_COLS, 0
    for i in range(s[1]):
        if subject_at(p, s, i) == i and inside(p, s, i):
            where[n] = i
            keys[n] = key_of(p, k, pop, s, i, row, month, False)
            ties[n] = draw(k[p[row + LE_QUOTA_KEY]], np.uint64(s[0] + i), np.uint64(month), np.uint64(0))
            n += 1
    return n


@entry_kernel
def select_chunk(p, k, pop, s, month, way, chosen, cut):
    """A trigger for each of the chosen, which waits for enlist; what it rests on is frozen now.

    ``cut``: key and draw of the first that was not selected, and whether there is one.
    """
    row = p[O_WAY] + way * LE_COLS
    a_work(s)[CUT_AT] = cut[0]
    a_work(s)[CUT_AT + 1] = cut[1]
    a_work(s)[CUT_AT + 3] = cut[2]
    for number in range(chosen.shape[0]):
        i = chosen[number]
        address = draw(k[p[row + LE_QUOTA_KEY]], np.uint64(s[0] + i), np.uint64(month), np.uint64(0))
        a_work(s)[CUT_AT + 2] = np.int64(address)
        wait = span_of(p, k, p[row + LE_DELAY_Q], month, cell_at(s, i), p[row + LE_DELAY_KEY], address, 0, 0)
        at = add_ground(s, i, month, p[row + LE_LIST], H_WAIT, way, np.int64(-1), address, month + wait)
        a_grounds(s)[at].lock = H_QUOTA
        if p[row + LE_COMP] < 0:
            freeze(p, s, i, month - 1, at, W_RANK, p[row + LE_SIGN])
            continue
        n = 0
        if not comes_before(s, key_of(p, k, pop, s, i, row, month, True)):
            a_grounds(s)[at].sets[0] = np.int64(1) << FALSE_RECORD
            n = 1
        if not comes_before(s, np.int64(0)):
            a_grounds(s)[at].sets[n] = np.int64(1) << TRAIT
