"""Phase impose: needs arise; measures deny, grant, burden, take away."""

from __future__ import annotations

import numpy as np

from demerit.compiled import kernel
from demerit.draws import draw
from demerit.engine.kernels.attribute import FOUND_AT, MAX_FOUND, attribute, count_any, count_penalty
from demerit.engine.kernels.causes import W_MEASURES, W_MISTAKEN, hook_held, refusal_limit
from demerit.engine.kernels.entries import is_contestable
from demerit.engine.kernels.fields import field, get8, get32
from demerit.engine.kernels.reading import bump, cell_at, chance, first_of, note, passes, val, wake_at
from demerit.engine.kernels.state import a_cold, a_entries, a_row, a_work
from demerit.engine.layout import (
    BURDEN,
    CTX_BITS,
    DENY,
    DI_COLS,
    DI_KEY,
    DI_PER,
    E_DEAD,
    E_FRESH,
    E_KNOWN,
    E_SURCHARGE,
    E_SUSPENDED,
    G_BARRED,
    G_LEARNS_KEY,
    G_LEARNS_Q,
    G_UNIT,
    GA_COLS,
    GA_DEMAND_KEY,
    GA_DEMAND_Q,
    GRANT,
    INSPECT,
    L_BURDEN,
    L_DENIED,
    L_GRANT,
    L_LOSS,
    ME_BANDS,
    ME_COLS,
    ME_COPY,
    ME_DISC,
    ME_DOMAIN,
    ME_ENFORCE_KEY,
    ME_ENFORCE_Q,
    ME_EXEMPT_KEY,
    ME_EXEMPT_Q,
    ME_GATE,
    ME_KIND,
    ME_LIST,
    ME_MISTAKEN_KEY,
    ME_MISTAKEN_Q,
    ME_NAMESAKE,
    ME_NEED,
    ME_OPENS,
    ME_RULE,
    ME_TALLY,
    N_FLAGS,
    NE_COLS,
    NE_ESSENTIAL,
    NE_FROM,
    NE_KEY,
    NE_MONTHS,
    NE_PER,
    NE_TALLY,
    NE_TO,
    NEED_MAX,
    O_CAL,
    O_DISC,
    O_GATE,
    O_MEAS,
    O_N_GATE,
    O_N_MEAS,
    O_N_NEED,
    O_NEED,
    R_BAND,
    R_ENTRY,
    R_GATE,
)

U0 = np.uint64(0)
U1 = np.uint64(1)


@kernel
def requests_of(p, k, s, need, asker, month):
    """How often the need arises this month."""
    months = field(p, O_NEED, need, NE_COLS, NE_MONTHS)
    if months != 0 and (months >> ((p[p[O_CAL]] + month) % 12)) & 1 == 0:
        return 0
    bits = np.int64(
        draw(k[field(p, O_NEED, need, NE_COLS, NE_KEY)], np.uint64(s[0] + asker), np.uint64(month), U0) >> U1
    )
    first, count = field(p, O_NEED, need, NE_COLS, NE_FROM), 0
    while count < NEED_MAX and bits >= val(p, first + count, month, cell_at(s, asker)):
        count += 1
    return count


@kernel
def refuses(p, k, s, disc, asker, i, month, j):
    """Whether the gatekeeper refuses; the draw is kept for the attribution."""
    per = field(p, O_DISC, disc, DI_COLS, DI_PER)
    who, when, slot = s[0] + asker, month, np.int64(j)
    if per > 0:
        who, when, slot = s[0] + i, np.int64(0), np.int64(0)
        if per == 2:
            who = s[0] + first_of(s, i)
        elif per == 3:
            who = who & ~np.int64(4095)
    key = k[field(p, O_DISC, disc, DI_COLS, DI_KEY)]
    a_work(s)[CTX_BITS] = np.int64(draw(key, np.uint64(who), np.uint64(when), np.uint64(slot)) >> U1)
    limit = refusal_limit(p, s, i, month, disc, np.int64(0))
    return a_work(s)[CTX_BITS] < limit or limit == np.int64(0x7FFFFFFFFFFFFFFF)


@kernel
def may_refuse(p, k, s, disc, asker, i, month):
    """Whether a gatekeeper could refuse this month: any who decides each request, a lasting one who does refuse."""
    return field(p, O_DISC, disc, DI_COLS, DI_PER) == 0 or refuses(p, k, s, disc, asker, i, month, 0)


@kernel
def gets_a_pass(p, k, s, m, asker, month, j):
    """Whether one who lacks a pass gets it for this request."""
    opens = field(p, O_MEAS, m, ME_COLS, ME_OPENS)
    for g in range(p[O_N_GATE]):
        row = p[O_GATE] + g * GA_COLS
        q = p[row + GA_DEMAND_Q]
        if (opens >> g) & 1 and q >= 0:
            if passes(k, p[row + GA_DEMAND_KEY], s[0] + asker, month, j, val(p, q, month, cell_at(s, asker))):
                return True
    return False


@kernel
def taken_for(p, k, s, m, asker, month, j):
    """Whether a measure meets one who asks by mistake: at this request, or as a namesake for good."""
    row = p[O_MEAS] + m * ME_COLS
    if p[row + ME_MISTAKEN_Q] < 0:
        return False
    when, slot = (np.int64(0), np.int64(0)) if p[row + ME_NAMESAKE] == 1 else (np.int64(month), np.int64(j))
    limit = val(p, p[row + ME_MISTAKEN_Q], month, cell_at(s, asker))
    return passes(k, p[row + ME_MISTAKEN_KEY], s[0] + asker, when, slot, limit)


@kernel
def may_be_taken(p, k, s, m, asker, month):
    """Whether a mistake could happen this month."""
    row = p[O_MEAS] + m * ME_COLS
    if p[row + ME_MISTAKEN_Q] < 0:
        return False
    return p[row + ME_NAMESAKE] == 0 or taken_for(p, k, s, m, asker, month, 0)


@kernel
def strikes(p, k, s, m, asker, month, j):
    """Whether a measure whose hook holds is applied: not exempt, and enforced."""
    cell = cell_at(s, asker)
    exempt = field(p, O_MEAS, m, ME_COLS, ME_EXEMPT_Q)
    if exempt >= 0 and passes(
        k, field(p, O_MEAS, m, ME_COLS, ME_EXEMPT_KEY), s[0] + asker, 0, 0, val(p, exempt, month, cell)
    ):
        return False
    return chance(
        p,
        k,
        field(p, O_MEAS, m, ME_COLS, ME_ENFORCE_Q),
        month,
        cell,
        field(p, O_MEAS, m, ME_COLS, ME_ENFORCE_KEY),
        s[0] + asker,
        month,
        j,
    )


@kernel
def happens(p, s, m, i, month, need, wrong):
    """Count, attribute and log one event of a measure; ``wrong``: its hook does not hold, it is a mistake."""
    kind, tally = field(p, O_MEAS, m, ME_COLS, ME_KIND), field(p, O_MEAS, m, ME_COLS, ME_TALLY)
    flags = np.int64(0)
    if kind == GRANT:
        a_work(s)[FOUND_AT + MAX_FOUND] = -1
    else:
        what = np.int64(W_MISTAKEN if wrong else W_MEASURES)
        flags = attribute(p, s, i, month, what, np.int64(1) << m)
        count_any(p, s, i, month, flags)
    count_penalty(p, s, i, month, tally, flags)
    event = L_DENIED if kind == DENY else (L_GRANT if kind == GRANT else (L_BURDEN if kind == BURDEN else L_LOSS))
    note(p, s, i, month, event, m, 0, 0, flags, U0, need)


@kernel
def ask(p, k, s, need, asker, i, month):
    """One asker's requests of one need. Returns (refused, bit mask of the domains that refused)."""
    discretion, any_hook = False, False
    for m in range(p[O_N_MEAS]):
        if field(p, O_MEAS, m, ME_COLS, ME_NEED) == need and field(p, O_MEAS, m, ME_COLS, ME_KIND) != INSPECT:
            disc = field(p, O_MEAS, m, ME_COLS, ME_DISC)
            if disc >= 0:
                discretion = discretion or may_refuse(p, k, s, disc, asker, i, month)
            elif hook_held(p, s, i, m) or may_be_taken(p, k, s, m, asker, month):
                any_hook = True
    if not (discretion or any_hook):
        return np.int64(0), np.int64(0)
    n = requests_of(p, k, s, need, asker, month)
    if n == 0:
        return np.int64(0), np.int64(0)
    tally, refused, domains = field(p, O_NEED, need, NE_COLS, NE_TALLY), np.int64(0), np.int64(0)
    bump(p, s, tally, i, month, n)
    for j in range(n):
        denied = False
        for m in range(p[O_N_MEAS]):
            if field(p, O_MEAS, m, ME_COLS, ME_NEED) != need or field(p, O_MEAS, m, ME_COLS, ME_KIND) == INSPECT:
                continue
            disc = field(p, O_MEAS, m, ME_COLS, ME_DISC)
            holds_now = refuses(p, k, s, disc, asker, i, month, j) if disc >= 0 else hook_held(p, s, i, m)
            if holds_now and field(p, O_MEAS, m, ME_COLS, ME_GATE) >= 0 and gets_a_pass(p, k, s, m, asker, month, j):
                continue
            wrong = not holds_now and taken_for(p, k, s, m, asker, month, j)
            if (holds_now or wrong) and strikes(p, k, s, m, asker, month, j):
                happens(p, s, m, i, month, need, wrong)
                if field(p, O_MEAS, m, ME_COLS, ME_KIND) == DENY:
                    denied = True
                    domains |= np.int64(1) << field(p, O_MEAS, m, ME_COLS, ME_DOMAIN)
        if denied:
            refused += 1
            bump(p, s, tally + 1, i, month, 1)
    return refused, domains


@kernel
def begins(p, s, m, i, month, began, copied, old_band, lost):
    """Whether the hook of a measure without a need begins this month."""
    bands, lst = field(p, O_MEAS, m, ME_COLS, ME_BANDS), field(p, O_MEAS, m, ME_COLS, ME_LIST)
    gate, rule = field(p, O_MEAS, m, ME_COLS, ME_GATE), field(p, O_MEAS, m, ME_COLS, ME_RULE)
    if bands > 0:
        band = get8(s, R_BAND, i)
        return (bands >> band) & 1 == 1 and (bands >> old_band) & 1 == 0
    if lst >= 0:
        return (began >> lst) & 1 == 1
    if field(p, O_MEAS, m, ME_COLS, ME_COPY) >= 0:
        return (copied >> field(p, O_MEAS, m, ME_COLS, ME_COPY)) & 1 == 1
    if gate >= 0:
        opens, held = field(p, O_MEAS, m, ME_COLS, ME_OPENS), get8(s, R_GATE, i)
        for g in range(p[O_N_GATE]):
            if (opens & lost) >> g & 1 == 1 and held & opens & ~(np.int64(1) << g) == 0:
                return True
        return False
    if rule >= 0:
        at = get32(s, R_ENTRY, i)
        while at >= 0:
            fresh = a_entries(s)[at].flags & (E_FRESH | E_DEAD | E_SUSPENDED | E_SURCHARGE) == E_FRESH
            if fresh and a_entries(s)[at].rule == rule:
                return True
            at = np.int64(a_entries(s)[at].next)
    return False


@kernel
def impose_phase(p, k, s, i, month, began, copied, old_band, lost):
    """All needs, then measures without a need. Returns (refused, essential refusals)."""
    refused, essential, domains = np.int64(0), np.int64(0), np.int64(0)
    for need in range(p[O_N_NEED]):
        if field(p, O_NEED, need, NE_COLS, NE_FROM) == field(p, O_NEED, need, NE_COLS, NE_TO):
            continue
        per = field(p, O_NEED, need, NE_COLS, NE_PER)
        j = i
        while j < s[1] and (j == i or (p[G_UNIT] == 1 and per == 0 and first_of(s, j) == i)):
            if per == 0 or (per == 1 and first_of(s, j) == j):
                r, d = ask(p, k, s, need, j, i, month)
                refused += r
                domains |= d
                if field(p, O_NEED, need, NE_COLS, NE_ESSENTIAL) == 1:
                    essential += r
            j += 1
    for m in range(p[O_N_MEAS]):
        if field(p, O_MEAS, m, ME_COLS, ME_NEED) < 0 and field(p, O_MEAS, m, ME_COLS, ME_KIND) != INSPECT:
            if begins(p, s, m, i, month, began, copied, old_band, lost) and strikes(p, k, s, m, i, month, 0):
                happens(p, s, m, i, month, -1, False)
                if field(p, O_MEAS, m, ME_COLS, ME_KIND) == DENY:
                    refused += 1
                    domains |= np.int64(1) << field(p, O_MEAS, m, ME_COLS, ME_DOMAIN)
    if domains & (domains - 1):
        bump(p, s, p[G_BARRED] + 14 + 75 + 2 + N_FLAGS, i, month, 1)
    return refused, essential


@kernel
def learn(p, k, s, i, month):
    """A refusal teaches what stands in the file. Returns whether anything became known."""
    some = False
    if p[G_LEARNS_Q] < 0 or a_row(s)[R_ENTRY] < 0:
        return False
    at = get32(s, R_ENTRY, i)
    while at >= 0:
        if a_entries(s)[at].flags & (E_DEAD | E_KNOWN) == 0 and is_contestable(p, s, at):
            if chance(p, k, p[G_LEARNS_Q], month, cell_at(s, i), p[G_LEARNS_KEY], a_cold(s)[at].address, month, 0):
                a_entries(s)[at].flags |= E_KNOWN
                some = True
        at = np.int64(a_entries(s)[at].next)
    if some:
        wake_at(s, i, month + 1)
    return some
