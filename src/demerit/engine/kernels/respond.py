"""Phase respond: perceived risk and hardship, and the factors they put on conduct."""

from __future__ import annotations

import numpy as np

from demerit.compiled import kernel
from demerit.engine.kernels.causes import ratings_without, raw_score
from demerit.engine.kernels.fields import field, get16, get32, put16, put32
from demerit.engine.kernels.reading import cell_at, inside, passes, subject_at, val
from demerit.engine.kernels.scores import clamp, mean_of, points_counted
from demerit.engine.kernels.state import a_mix, a_row
from demerit.engine.layout import (
    BA_AT_Q,
    BA_COLS,
    BE_COLS,
    BE_ID,
    BH_COLS,
    BH_LAWFUL,
    BH_PROTECTED,
    BH_SCORED_Q,
    BH_WATCHED,
    CHILLING,
    COERCION,
    DETERRENCE,
    EFFORT,
    G_A_OWN_Q,
    G_A_PUBLISHED_Q,
    G_A_TIE_Q,
    G_BEST_Q,
    G_DECAY_Q,
    G_H_MAX_Q,
    G_HAS_SCORE,
    G_INITIAL_Q,
    G_MEAN,
    G_MIX_Q,
    G_N_BANDS,
    G_PENAL_LISTS,
    G_RERATE,
    G_RHO_Q,
    HARDSHIP,
    MX_POINTS,
    O_BAND,
    O_BEH,
    O_BEHAVIOUR,
    O_GROUP,
    O_N_GROUP,
    O_PUBLISHED,
    O_RESP,
    O_RESP_AT,
    ONE,
    R_HARD,
    R_ON,
    R_RISK,
    RE_BELIEF_KEY,
    RE_BELIEF_Q,
    RE_COEF_Q,
    RE_COLS,
    RE_EXPS_Q,
    RE_KIND,
    WHILE_LISTED,
)


@kernel
def respond_phase(p, s, i, month, noticed, alarms, essential):
    """Risk and hardship of next month. Returns whether either is above zero."""
    cell, r = cell_at(s, i), get32(s, R_RISK, i)
    r = ((ONE - val(p, p[G_DECAY_Q], month, cell)) * r) >> 16
    if noticed:
        r += val(p, p[G_A_OWN_Q], month, cell)
    if p[G_A_PUBLISHED_Q] >= 0:
        group = p[p[O_GROUP] + p[O_N_GROUP] * cell] if p[O_N_GROUP] > 0 else np.int64(0)
        r += (val(p, p[G_A_PUBLISHED_Q], month, cell) * p[p[O_PUBLISHED] + group]) >> 16
    r += val(p, p[G_A_TIE_Q], month, cell) * min(np.int64(3), alarms)
    r = max(np.int64(0), min(np.int64(ONE), r))
    z = ((val(p, p[G_RHO_Q], month, cell) * get16(s, R_HARD, i)) >> 16) + 256 * essential
    put32(s, R_RISK, i, r)
    put16(s, R_HARD, i, min(np.int64(65535), z))
    return r > 0 or z > 0


@kernel
def factor_now(p, k, exps, s, be, i, month):
    """Product of the response factors of a behaviour for the actor at ``i`` (1/65536)."""
    behaviour = field(p, O_BEH, be, BE_COLS, BE_ID)
    first, last = p[p[O_RESP_AT] + behaviour], p[p[O_RESP_AT] + behaviour + 1]
    f = np.int64(ONE)
    if first == last:
        return f
    j = subject_at(p, s, i)
    within = inside(p, s, j)
    r = get32(s, R_RISK, j) if within else np.int64(0)
    z = get16(s, R_HARD, j) if within else np.int64(0)
    before, cell = max(np.int64(0), month - 1), cell_at(s, i)
    lawful = field(p, O_BEHAVIOUR, behaviour, BH_COLS, BH_LAWFUL) == 1
    for q in range(first, last):
        kind = field(p, O_RESP, q, RE_COLS, RE_KIND)
        coef = val(p, field(p, O_RESP, q, RE_COLS, RE_COEF_Q), before, cell)
        key, believes = field(p, O_RESP, q, RE_COLS, RE_BELIEF_KEY), False
        if key >= 0:
            believes = passes(k, key, s[0] + i, 0, 0, val(p, field(p, O_RESP, q, RE_COLS, RE_BELIEF_Q), 0, cell))
        g = np.int64(ONE)
        if kind == DETERRENCE and not lawful and field(p, O_BEHAVIOUR, behaviour, BH_COLS, BH_WATCHED) == 1:
            g = exps[val(p, field(p, O_RESP, q, RE_COLS, RE_EXPS_Q), before, cell) + (r >> 6)]
        elif kind == CHILLING and lawful and field(p, O_BEHAVIOUR, behaviour, BH_COLS, BH_PROTECTED) == 1:
            top = np.int64(ONE) if believes else r
            alike = val(p, field(p, O_BEHAVIOUR, behaviour, BH_COLS, BH_SCORED_Q), before, cell)
            g = ONE - ((coef * ((alike * top) >> 16)) >> 16)
        elif kind == COERCION and believes:
            g = ONE + coef
        elif kind == HARDSHIP:
            g = min(val(p, p[G_H_MAX_Q], before, cell), ONE + ((coef * z) >> 8))
        elif kind == WHILE_LISTED:
            if within and a_row(s)[R_ON] >= 0 and get32(s, R_ON, j) & p[G_PENAL_LISTS]:
                g = coef
        elif kind == EFFORT and month > 0 and within and near_better(p, s, j, month - 1):
            g = ONE + coef
        f = (f * g) >> 16
    return f


@kernel
def near_better(p, s, i, month):
    """Whether a better band is within what the best points of any rule would do, and the score is seen."""
    if p[G_HAS_SCORE] != 1 or p[G_BEST_Q] < 0:
        return False
    cell = cell_at(s, i)
    best, raw = val(p, p[G_BEST_Q], month, cell), raw_score(p, s, i, month, np.int64(0))
    if p[G_MIX_Q] >= 0:
        raw += a_mix(s)[MX_POINTS, i]
    if p[G_RERATE] > 0:
        raw += points_counted(p, s, i, month, np.int64(1)) - points_counted(p, s, i, month, np.int64(0))
    score = clamp(p, raw, month, cell)
    reach = score + best
    if p[G_MEAN] == 1:
        total, count = ratings_without(p, s, i, month, np.int64(0))
        start = val(p, p[G_INITIAL_Q], month, cell)
        raw += mean_of(total + best, count + 1, start) - mean_of(total, count, start)
        reach = clamp(p, raw, month, cell)
    for b in range(p[G_N_BANDS]):
        if score < val(p, field(p, O_BAND, b, BA_COLS, BA_AT_Q), month, cell) <= reach:
            return True
    return False
