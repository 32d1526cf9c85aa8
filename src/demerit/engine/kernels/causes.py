"""Causes: what an entry, a band or a listing would be without some causes (section 5 of the model)."""

from __future__ import annotations

import numpy as np

from demerit.compiled import kernel
from demerit.engine.kernels.elements import all_causes, counted, counted_causes, is_gone
from demerit.engine.kernels.fields import field, get8, get32
from demerit.engine.kernels.holding import (
    comes_before,
    copy_causes,
    copy_stays,
    in_force,
    limit_causes,
    list_limit,
    on_list,
)
from demerit.engine.kernels.reading import cell_at, first_of, index_of, val
from demerit.engine.kernels.scores import (
    band_at,
    clamp,
    is_counted,
    is_worse_mixed,
    mean_of,
    mixed_points,
    points_counted,
)
from demerit.engine.kernels.state import a_cold, a_entries, a_grounds, a_row, a_s16, a_work
from demerit.engine.layout import (
    BA_BAD,
    BA_COLS,
    CTX_BITS,
    CTX_COUNT,
    DI_AFTER,
    DI_COLS,
    DI_FACTOR_Q,
    DI_P_Q,
    DISCRETION,
    E_DEAD,
    E_FRESH,
    E_SURCHARGE,
    E_SUSPENDED,
    FALSE_RECORD,
    G_BAD_TRAIT_Q,
    G_CARD,
    G_CARD_ZERO_Q,
    G_INITIAL_COUNTS,
    G_INITIAL_Q,
    G_LIMITS,
    G_LIST_LIMITS,
    G_MEAN,
    G_MIX_Q,
    G_N_BANDS,
    G_TRAIT_Q,
    G_TRAIT_SIGN,
    G_WINDOW,
    ME_ANY_MEMBER,
    ME_BANDS,
    ME_COLS,
    ME_COPY,
    ME_DISC,
    ME_GATE,
    ME_LIST,
    ME_NEED,
    ME_OPENS,
    ME_RULE,
    MISTAKEN,
    N_SETS,
    NO_BAND,
    NO_PASS,
    O_BAND,
    O_DISC,
    O_MEAS,
    O_N_MEAS,
    O_N_RULE,
    O_N_TERM,
    O_RULE,
    O_TERM,
    R_BAND,
    R_CARD,
    R_CARD_TRUE,
    R_COPY,
    R_ENTRY,
    R_GATE,
    R_GROUND,
    R_OFFSET,
    R_ON,
    R_TERM,
    RU_ADVERSE,
    RU_COLS,
    RU_RATES,
    RU_TO_BAND,
    TE_COLS,
    TE_MOST,
    TE_POINTS_Q,
    TIE,
    TRAIT,
)

W_BAND, W_LIST, W_MEASURES, W_ENTRY, W_MISTAKEN, W_RANK, W_COUNT = range(7)


@kernel
def is_adverse(p, s, at):
    """Whether an entry counts against its subject: as its rule says, or by its points (surcharges: by points only)."""
    rule = np.int64(a_entries(s)[at].rule)
    if p[G_MEAN] == 1 and field(p, O_RULE, rule, RU_COLS, RU_RATES) == 1 and p[G_N_BANDS] > 0:
        if field(p, O_RULE, rule, RU_COLS, RU_ADVERSE) >= 2:
            return a_cold(s)[at].adverse == 1
    return speaks_against(p, rule, a_entries(s)[at].points, a_entries(s)[at].flags & E_SURCHARGE != 0)


@kernel
def speaks_against(p, rule, points, surcharge):
    """Whether an entry of a rule with these points is adverse, ratings aside."""
    says = field(p, O_RULE, rule, RU_COLS, RU_ADVERSE)
    if says < 2:
        return says == 1
    return points < 0 or (says == 3 and not surcharge)


@kernel
def is_bad_rating(p, s, i, at, month):
    """Whether a new rating is adverse, where its rule does not say: on the way to a penal list, or band penal."""
    cell = cell_at(s, i)
    alone = band_at(p, clamp(p, np.int64(a_entries(s)[at].points), month, cell), month, cell)
    says = field(p, O_RULE, np.int64(a_entries(s)[at].rule), RU_COLS, RU_ADVERSE)
    return says == 3 or field(p, O_BAND, alone, BA_COLS, BA_BAD) == 1


@kernel
def term_points(p, s, i, month, without):
    """Points of the score terms that ties give now; the adverse ones are left out with the cause ``tie``."""
    total = np.int64(0)
    for t in range(p[O_N_TERM]):
        count = np.int64(a_s16(s)[a_row(s)[R_TERM] + t, i])
        most = field(p, O_TERM, t, TE_COLS, TE_MOST)
        part = val(p, field(p, O_TERM, t, TE_COLS, TE_POINTS_Q), month, cell_at(s, i)) * min(count, most)
        if without & (1 << TIE) == 0 or part * p[G_TRAIT_SIGN] > 0:
            total += part
    return total


@kernel
def band_without(p, s, i, month, without):
    """Band of the subject with the adverse parts of some causes left out."""
    cell = cell_at(s, i)
    if p[G_CARD] == 1:
        if without & (1 << TRAIT):
            return val(p, p[G_CARD_ZERO_Q], 0, cell)
        return get8(s, R_CARD_TRUE if without & (1 << FALSE_RECORD) else R_CARD, i)
    limit = np.int64(NO_BAND)
    at = get32(s, R_ENTRY, i) if p[G_LIMITS] == 1 and a_row(s)[R_ENTRY] >= 0 else np.int64(-1)
    while at >= 0:
        if a_entries(s)[at].flags & (E_DEAD | E_SUSPENDED | E_SURCHARGE) == 0:
            to = field(p, O_RULE, np.int64(a_entries(s)[at].rule), RU_COLS, RU_TO_BAND)
            if to >= 0 and to < limit and not (is_adverse(p, s, at) and is_gone(s, at, without)):
                limit = to
        at = np.int64(a_entries(s)[at].next)
    if p[G_LIST_LIMITS] == 1:
        limit = min(limit, list_limit(p, s, i, month, without))
    return min(band_at(p, score_without(p, s, i, month, without), month, cell), limit)


@kernel
def score_without(p, s, i, month, without):
    """The score, between floor and ceiling, with the adverse parts of some causes left out."""
    raw = raw_score(p, s, i, month, without)
    if without != 0 and p[G_MEAN] == 0 and a_row(s)[R_ENTRY] >= 0:
        at = get32(s, R_ENTRY, i)
        while at >= 0:
            in_sum = is_counted(p, np.int64(a_entries(s)[at].made), month, np.int64(0))
            in_sum = in_sum and a_entries(s)[at].flags & (E_DEAD | E_SUSPENDED) == 0
            if in_sum and is_adverse(p, s, at) and is_gone(s, at, without):
                raw -= np.int64(a_entries(s)[at].points)
            at = np.int64(a_entries(s)[at].next)
    return clamp(p, mixed_points(p, s, i, month, raw, without), month, cell_at(s, i))


@kernel
def raw_score(p, s, i, month, without):
    """Score before any mixing; some causes are left out of traits, terms and ratings, not of the entries of a sum."""
    cell = cell_at(s, i)
    raw = val(p, p[G_INITIAL_Q], month, cell)
    if p[G_MEAN] == 1:
        total, count = ratings_without(p, s, i, month, without)
        raw = mean_of(total, count, raw)
    else:
        raw += points_counted(p, s, i, month, np.int64(0))
    if a_row(s)[R_OFFSET] >= 0:
        raw += get32(s, R_OFFSET, i)
    raw += val(p, p[G_TRAIT_Q], month, cell) + term_points(p, s, i, month, without)
    return raw - val(p, p[G_BAD_TRAIT_Q], month, cell) if without & (1 << TRAIT) else raw


@kernel
def ratings_without(p, s, i, month, without):
    """Weighted sum and weight of the ratings of the window, and of the start; adverse ones of some causes left out."""
    total, count, n = np.int64(0), np.int64(0), np.int64(0)
    at = get32(s, R_ENTRY, i) if a_row(s)[R_ENTRY] >= 0 else np.int64(-1)
    while at >= 0 and n < p[G_WINDOW]:
        rates = field(p, O_RULE, np.int64(a_entries(s)[at].rule), RU_COLS, RU_RATES)
        if rates == 1 and a_entries(s)[at].flags & (E_DEAD | E_SUSPENDED) == 0:
            n += 1
            if without == 0 or not is_adverse(p, s, at) or not is_gone(s, at, without):
                weight = np.int64(a_cold(s)[at].weight)
                total += weight * np.int64(a_entries(s)[at].points)
                count += weight
        at = np.int64(a_entries(s)[at].next)
    start = min(p[G_INITIAL_COUNTS], p[G_WINDOW] - n)
    return total + start * val(p, p[G_INITIAL_Q], month, cell_at(s, i)), count + start


@kernel
def hook_held(p, s, i, m):
    """Whether what a measure hangs on is there now (discretion aside): band, list, no pass, live entry of a rule."""
    bands, lst = field(p, O_MEAS, m, ME_COLS, ME_BANDS), field(p, O_MEAS, m, ME_COLS, ME_LIST)
    gate, rule = field(p, O_MEAS, m, ME_COLS, ME_GATE), field(p, O_MEAS, m, ME_COLS, ME_RULE)
    if bands > 0:
        return (bands >> get8(s, R_BAND, i)) & 1 == 1
    if lst >= 0:
        return (get32(s, R_ON, i) >> lst) & 1 == 1
    if field(p, O_MEAS, m, ME_COLS, ME_COPY) >= 0:
        return (get32(s, R_COPY, i) >> field(p, O_MEAS, m, ME_COLS, ME_COPY)) & 1 == 1
    if gate >= 0 and field(p, O_MEAS, m, ME_COLS, ME_ANY_MEMBER) == 1:
        j = i
        while j < s[1] and first_of(s, j) == first_of(s, i):
            if get8(s, R_GATE, j) & field(p, O_MEAS, m, ME_COLS, ME_OPENS) != 0:
                return False
            j += 1
        return True
    if gate >= 0:
        return get8(s, R_GATE, i) & field(p, O_MEAS, m, ME_COLS, ME_OPENS) == 0
    if rule >= 0:
        at = get32(s, R_ENTRY, i)
        while at >= 0:
            if a_entries(s)[at].rule == rule and a_entries(s)[at].flags & (E_DEAD | E_SUSPENDED) == 0:
                return True
            at = np.int64(a_entries(s)[at].next)
    return False


@kernel
def holds(p, s, i, month, what, arg, without):
    """Whether a penalty is there with some causes left out."""
    if what == W_BAND:
        return band_without(p, s, i, month, without) == arg
    if what == W_LIST:
        return on_list(s, i, arg, without)
    if what == W_ENTRY:
        return not is_gone(s, arg, without)
    if what == W_MISTAKEN:
        return without & (1 << MISTAKEN) == 0
    if what == W_RANK:
        return comes_before(s, arg * score_without(p, s, i, month, without))
    if what == W_COUNT:
        return not is_gone(s, arg, without) and counted(s, arg, without) >= a_work(s)[CTX_COUNT]
    for m in range(p[O_N_MEAS]):
        if (arg >> m) & 1 == 0:
            continue
        bands, lst = field(p, O_MEAS, m, ME_COLS, ME_BANDS), field(p, O_MEAS, m, ME_COLS, ME_LIST)
        if bands > 0 and (bands >> band_without(p, s, i, month, without)) & 1:
            return True
        if lst >= 0 and on_list(s, i, lst, without):
            return True
        copy = field(p, O_MEAS, m, ME_COLS, ME_COPY)
        if copy >= 0 and copy_stays(p, s, i, copy, without):
            return True
        rule, fresh = field(p, O_MEAS, m, ME_COLS, ME_RULE), field(p, O_MEAS, m, ME_COLS, ME_NEED) < 0
        if rule >= 0 and entry_stays(s, i, rule, without, fresh):
            return True
        if field(p, O_MEAS, m, ME_COLS, ME_GATE) >= 0 and without & (1 << NO_PASS) == 0:
            return True
        disc = field(p, O_MEAS, m, ME_COLS, ME_DISC)
        if disc >= 0 and without & (1 << DISCRETION) == 0:
            limit = refusal_limit(p, s, i, month, disc, without)
            return a_work(s)[CTX_BITS] < limit or limit == np.int64(0x7FFFFFFFFFFFFFFF)
    return False


@kernel
def refusal_limit(p, s, i, month, disc, without):
    """Threshold of a gatekeeper's refusal, higher after certain entries in force."""
    doubles, cell = p.view(np.float64), cell_at(s, i)
    share = doubles[index_of(p, field(p, O_DISC, disc, DI_COLS, DI_P_Q), month, cell)]
    after, q = field(p, O_DISC, disc, DI_COLS, DI_AFTER), field(p, O_DISC, disc, DI_COLS, DI_FACTOR_Q)
    if after != 0 and q >= 0 and a_row(s)[R_ENTRY] >= 0:
        at = get32(s, R_ENTRY, i)
        while at >= 0:
            live = a_entries(s)[at].flags & (E_DEAD | E_SUSPENDED) == 0
            if live and (after >> np.int64(a_entries(s)[at].rule)) & 1 and not is_gone(s, at, without):
                share = share * doubles[index_of(p, q, month, cell)]
                break
            at = np.int64(a_entries(s)[at].next)
    if share >= 1.0:
        return np.int64(0x7FFFFFFFFFFFFFFF)
    return np.int64(max(0.0, share) * 9223372036854775808.0)


@kernel
def is_hook(s, at, rule, fresh):
    """Whether an entry in force is of a rule; ``fresh``: made this month, and no surcharge."""
    if a_entries(s)[at].rule != rule or a_entries(s)[at].flags & (E_DEAD | E_SUSPENDED) != 0:
        return False
    return not fresh or a_entries(s)[at].flags & (E_FRESH | E_SURCHARGE) == E_FRESH


@kernel
def entry_stays(s, i, rule, without, fresh):
    """Whether an entry of a rule in force is left when some causes are left out; ``fresh``: of those made now."""
    at = get32(s, R_ENTRY, i)
    while at >= 0:
        if is_hook(s, at, rule, fresh) and not is_gone(s, at, without):
            return True
        at = np.int64(a_entries(s)[at].next)
    return False


@kernel
def present_causes(p, s, i, month, what, arg):
    """Causes that anything the penalty could rest on has."""
    if what == W_ENTRY:
        return all_causes(s, arg)
    if what == W_MISTAKEN:
        return np.int64(1 << MISTAKEN)
    if what == W_COUNT:
        return counted_causes(s, arg)
    mask = np.int64(0)
    lists, bands = np.int64(0), what == W_BAND or what == W_RANK
    if what == W_LIST:
        lists = np.int64(1) << arg
    elif what == W_MEASURES:
        for m in range(p[O_N_MEAS]):
            if (arg >> m) & 1:
                bands = bands or field(p, O_MEAS, m, ME_COLS, ME_BANDS) > 0
                rule = field(p, O_MEAS, m, ME_COLS, ME_RULE)
                if rule >= 0:
                    mask |= rule_causes(s, i, rule, field(p, O_MEAS, m, ME_COLS, ME_NEED) < 0)
                lst = field(p, O_MEAS, m, ME_COLS, ME_LIST)
                if lst >= 0:
                    lists |= np.int64(1) << lst
                if field(p, O_MEAS, m, ME_COLS, ME_COPY) >= 0:
                    mask |= copy_causes(p, s, i, field(p, O_MEAS, m, ME_COLS, ME_COPY))
                if field(p, O_MEAS, m, ME_COLS, ME_GATE) >= 0:
                    mask |= 1 << NO_PASS
                if field(p, O_MEAS, m, ME_COLS, ME_DISC) >= 0:
                    mask |= 1 << DISCRETION
                    after = field(p, O_DISC, field(p, O_MEAS, m, ME_COLS, ME_DISC), DI_COLS, DI_AFTER)
                    for other in range(p[O_N_RULE]):
                        if (after >> other) & 1:
                            mask |= rule_causes(s, i, other, False)
    if lists:
        at = get32(s, R_GROUND, i)
        while at >= 0:
            if (lists >> np.int64(a_grounds(s)[at].list)) & 1 and in_force(s, at):
                for j in range(N_SETS):
                    mask |= np.int64(a_grounds(s)[at].sets[j])
            at = np.int64(a_grounds(s)[at].next)
    if bands:
        mask |= band_causes(p, s, i, month)
    return mask


@kernel
def rule_causes(s, i, rule, fresh):
    """Causes of the entries of a rule in force (made now, if ``fresh``)."""
    mask = np.int64(0)
    at = get32(s, R_ENTRY, i)
    while at >= 0:
        if is_hook(s, at, rule, fresh):
            mask |= all_causes(s, at)
        at = np.int64(a_entries(s)[at].next)
    return mask


@kernel
def band_causes(p, s, i, month):
    """Causes of what holds the score down."""
    if p[G_CARD] == 1:
        wrong = get8(s, R_CARD, i) != get8(s, R_CARD_TRUE, i)
        return np.int64(1 << TRAIT) | (np.int64(1 << FALSE_RECORD) if wrong else np.int64(0))
    mask = np.int64(0)
    if val(p, p[G_BAD_TRAIT_Q], month, cell_at(s, i)) != 0:
        mask |= 1 << TRAIT
    if p[O_N_TERM] > 0 and term_points(p, s, i, month, np.int64(0)) != term_points(p, s, i, month, np.int64(1 << TIE)):
        mask |= 1 << TIE
    if p[G_MIX_Q] >= 0 and is_worse_mixed(p, s, i):
        mask |= 1 << TIE
    if p[G_LIST_LIMITS] == 1:
        mask |= limit_causes(p, s, i, month)
    if a_row(s)[R_ENTRY] >= 0:
        at = get32(s, R_ENTRY, i)
        while at >= 0:
            if is_adverse(p, s, at) and a_entries(s)[at].flags & (E_DEAD | E_SUSPENDED) == 0:
                mask |= all_causes(s, at)
            at = np.int64(a_entries(s)[at].next)
    return mask
