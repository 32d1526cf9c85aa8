"""Phase enlist: bands entered and left, grounds of stays, exits, triggers, gates."""

from __future__ import annotations

import numpy as np

from demerit.compiled import kernel
from demerit.draws import draw
from demerit.engine.kernels.causes import FOUND_AT, W_BAND, W_LIST, attribute, count_any, count_penalty, mark, smallest_sets
from demerit.engine.kernels.causes import present_causes
from demerit.engine.kernels.files import months_of, send
from demerit.engine.kernels.reading import bump, cell_at, chance, first_of, note, passes, take, val, wake_at
from demerit.engine.kernels.state import a_cold, a_debts, a_entries, a_grounds, a_ihead, a_inbox, a_row, a_s16, a_s32, a_s8, a_series, a_top, a_work
from demerit.engine.layout import *  # noqa: F403 (names of columns)

U0 = np.uint64(0)


@kernel
def count_months(p, s, i, tally, since, month, flags, penal):
    """Subject-months of a stay or run that ended, and of its flags; the people among those begun in burn-in."""
    months = month - max(since, p[G_BURN])
    if months <= 0:
        return
    if since < p[G_BURN]:
        count_people(p, s, i, tally, flags, penal)
    last = max(p[G_BURN], min(month - 1, p[G_T] - 1))
    bump(p, s, tally + 3, i, last, months)
    for f in range(N_FLAGS):
        if (flags >> f) & 1:
            bump(p, s, tally + 4 + 2 * N_FLAGS + f, i, last, months)


@kernel
def count_people(p, s, i, tally, flags, penal):
    """People of a stay or run that began in burn-in and was held in a counted month."""
    new = mark(p, s, i, tally, flags)
    if new & 128:
        bump(p, s, tally + 1, i, p[G_BURN], 1)
    for f in range(N_FLAGS):
        if (new >> f) & 1:
            bump(p, s, tally + 4 + N_FLAGS + f, i, p[G_BURN], 1)
    if penal:
        count_any(p, s, i, p[G_BURN], flags)


@kernel
def band_phase(p, s, i, month, band):
    """The subject is in this band now: runs in penal and rewarding bands begin and end."""
    old = np.int64(a_s8(s)[a_row(s)[R_BAND], i])
    if old == band:
        return
    if old != NO_BAND:
        if p[p[O_BAND] + old * BA_COLS + BA_PENAL] == 1 or p[p[O_BAND] + old * BA_COLS + BA_REWARD] == 1:
            tally = p[p[O_BAND] + old * BA_COLS + BA_TALLY]
            count_months(p, s, i, tally, np.int64(a_s16(s)[a_row(s)[R_SINCE], i]), month, np.int64(a_s8(s)[a_row(s)[R_BAND_FLAGS], i]),
                         p[p[O_BAND] + old * BA_COLS + BA_PENAL] == 1)
            now_change(p, s, tally + 2, month, -1)
    a_s8(s)[a_row(s)[R_BAND], i] = band
    a_s16(s)[a_row(s)[R_SINCE], i] = month
    note(p, s, i, month, L_BAND, band, 0, 0, old, U0, 0)
    tally = p[p[O_BAND] + band * BA_COLS + BA_TALLY]
    if p[p[O_BAND] + band * BA_COLS + BA_PENAL] == 1:
        flags = attribute(p, s, i, month, W_BAND, band)
        a_s8(s)[a_row(s)[R_BAND_FLAGS], i] = flags
        count_penalty(p, s, i, month, tally, flags)
        count_any(p, s, i, month, flags)
        now_change(p, s, tally + 2, month, 1)
    elif p[p[O_BAND] + band * BA_COLS + BA_REWARD] == 1:
        a_s8(s)[a_row(s)[R_BAND_FLAGS], i] = 0
        a_work(s)[FOUND_AT + 16] = -1
        count_penalty(p, s, i, month, tally, np.int64(0))
        now_change(p, s, tally + 2, month, 1)


@kernel
def now_change(p, s, tally, month, by):
    """The series of a stock: a change from this month on (summed up at the end)."""
    m = max(month, p[G_BURN]) - p[G_BURN]
    if m < a_series(s).shape[1]:
        a_series(s)[tally, m] += by


@kernel
def add_ground(s, i, month, lst, how, way, entry, address, until):
    """A new ground at the end of the subject's chain, so that the first ground is the oldest."""
    at = take(s, FREE_G, TOP_G, 1)
    a_grounds(s)[at].address = address
    a_grounds(s)[at].root = address
    a_grounds(s)[at].came = U0
    a_grounds(s)[at].root_uid = s[0] + i
    a_grounds(s)[at].next = -1
    a_grounds(s)[at].entry = entry
    for j in range(N_SETS):
        a_grounds(s)[at].sets[j] = 0
    a_grounds(s)[at].until = min(until, np.int64(FOREVER))
    a_grounds(s)[at].since = month
    a_grounds(s)[at].lock = 0
    a_grounds(s)[at].present = 0
    a_grounds(s)[at].list = lst
    a_grounds(s)[at].how = how
    a_grounds(s)[at].way = way
    a_grounds(s)[at].hop = 0
    a_grounds(s)[at].spread = 255
    a_grounds(s)[at].flags = 0
    a_grounds(s)[at].alive = 1
    wake_at(s, i, min(until, np.int64(FOREVER)))
    last = np.int64(a_s32(s)[a_row(s)[R_GROUND], i])
    if last < 0:
        a_s32(s)[a_row(s)[R_GROUND], i] = at
    else:
        while a_grounds(s)[last].next >= 0:
            last = np.int64(a_grounds(s)[last].next)
        a_grounds(s)[last].next = at
    return at


@kernel
def in_force(s, at):
    """Whether a ground has not ended and its entry is not suspended."""
    if a_grounds(s)[at].alive == 0 or a_grounds(s)[at].how >= H_LOCK:
        return False
    entry = np.int64(a_grounds(s)[at].entry)
    return entry < 0 or a_entries(s)[entry].flags & E_SUSPENDED == 0


@kernel
def first_ground(s, i, lst):
    """The oldest ground in force of a list, -1 for none."""
    at = np.int64(a_s32(s)[a_row(s)[R_GROUND], i])
    while at >= 0:
        if a_grounds(s)[at].list == lst and in_force(s, at):
            return at
        at = np.int64(a_grounds(s)[at].next)
    return np.int64(-1)


@kernel
def end_grounds(p, s, i, lst, month, band):
    """Step 1: terms run out, entries, bands and implying lists end; reversal ends any."""
    at = np.int64(a_s32(s)[a_row(s)[R_GROUND], i])
    while at >= 0:
        if a_grounds(s)[at].list == lst and a_grounds(s)[at].alive == 1:
            how, entry = np.int64(a_grounds(s)[at].how), np.int64(a_grounds(s)[at].entry)
            ended = np.int64(a_grounds(s)[at].until) <= month
            if entry >= 0 and a_entries(s)[entry].flags & E_DEAD:
                if a_entries(s)[entry].flags & E_REVERSED or a_grounds(s)[at].until == FOREVER:
                    ended = True
                a_grounds(s)[at].entry = -1
            if a_grounds(s)[at].until == FOREVER and how == H_BAND and np.int64(a_grounds(s)[at].flags) != band:
                ended = True
            if how == H_IMPLIED and (np.int64(a_s32(s)[a_row(s)[R_ON], i]) >> np.int64(a_grounds(s)[at].way)) & 1 == 0:
                ended = True
            if ended and how != H_STAY:
                a_grounds(s)[at].alive = 0
        at = np.int64(a_grounds(s)[at].next)


@kernel
def performed_now(p, s, i):
    """Whether an obligation of the subject (or its members) was performed this month."""
    if a_row(s)[R_DEBT] < 0:
        return False
    j = i
    while j < s[1] and (j == i or (p[G_UNIT] == 1 and first_of(s, j) == i)):
        at = np.int64(a_s32(s)[a_row(s)[R_DEBT], j])
        while at >= 0:
            if a_debts(s)[at].done == 1:
                return True
            at = np.int64(a_debts(s)[at].next)
        j += 1
    return False


@kernel
def exit_takes(p, s, e, at):
    """Whether an exit takes a ground: of the ways it names, or any open one."""
    if p[p[O_EXIT] + e * EX_COLS + EX_ALL] == 1:
        return a_grounds(s)[at].until == FOREVER
    how = np.int64(a_grounds(s)[at].how)
    if how == H_IMPLIED:
        return False
    for x in range(p[p[O_EXIT] + e * EX_COLS + EX_MASK_FROM], p[p[O_EXIT] + e * EX_COLS + EX_MASK_TO]):
        if p[p[O_EXMASK] + x] == np.int64(a_grounds(s)[at].way):
            return True
    return False


@kernel
def take_exits(p, k, s, i, lst, month, performed):
    """Step 2: exits in order, each looked at while it has grounds to take."""
    for e in range(p[p[O_LIST] + lst * LI_COLS + LI_EXIT_FROM], p[p[O_LIST] + lst * LI_COLS + LI_EXIT_TO]):
        some = False
        at = np.int64(a_s32(s)[a_row(s)[R_GROUND], i])
        while at >= 0:
            if a_grounds(s)[at].list == lst and in_force(s, at) and exit_takes(p, s, e, at):
                some = True
            at = np.int64(a_grounds(s)[at].next)
        if not some or (p[p[O_EXIT] + e * EX_COLS + EX_ON] == 0 and not performed):
            continue
        if not chance(p, k, p[p[O_EXIT] + e * EX_COLS + EX_P_Q], month, cell_at(s, i), p[p[O_EXIT] + e * EX_COLS + EX_KEY],
                      s[0] + i, month, 0):
            continue
        lock = p[p[O_EXIT] + e * EX_COLS + EX_LOCK]
        at = np.int64(a_s32(s)[a_row(s)[R_GROUND], i])
        while at >= 0:
            if a_grounds(s)[at].list == lst and in_force(s, at) and exit_takes(p, s, e, at):
                a_grounds(s)[at].alive = 0
                if lock > 0 and a_grounds(s)[at].how != H_TIE and a_grounds(s)[at].how != H_IMPLIED:
                    add_ground(s, i, month, lst, H_LOCK, np.int64(a_grounds(s)[at].way), -1, U0, month + lock)
            at = np.int64(a_grounds(s)[at].next)


@kernel
def barred(p, s, i, lst):
    """Whether a list that excludes this one holds."""
    return np.int64(a_s32(s)[a_row(s)[R_ON], i]) & p[p[O_LIST] + lst * LI_COLS + LI_NOT_IF] != 0


@kernel
def locked(s, i, way, month):
    """Whether a lock on a way onto a list runs."""
    at = np.int64(a_s32(s)[a_row(s)[R_GROUND], i])
    while at >= 0:
        if a_grounds(s)[at].how == H_LOCK and a_grounds(s)[at].way == way and np.int64(a_grounds(s)[at].until) > month:
            return True
        at = np.int64(a_grounds(s)[at].next)
    return False


@kernel
def length_of(p, k, way, address):
    """Months of a fixed term, with its extension; forever for an open one."""
    if p[p[O_WAY] + way * LE_COLS + LE_FIXED] == 0:
        return np.int64(FOREVER)
    key = p[p[O_WAY] + way * LE_COLS + LE_STAY_KEY]
    d = months_of(k, p[p[O_WAY] + way * LE_COLS + LE_TERM], p[p[O_WAY] + way * LE_COLS + LE_TERM_FRAC], key, address, 0, 0)
    q = p[p[O_WAY] + way * LE_COLS + LE_EXT_Q]
    if q >= 0 and passes(k, key, address, 0, 1, val(p, q, 0, 0)):
        d += months_of(k, p[p[O_WAY] + way * LE_COLS + LE_EXT], p[p[O_WAY] + way * LE_COLS + LE_EXT_FRAC], key, address, 0, 2)
    return np.int64(d)


@kernel
def trigger(p, k, s, i, lst, way, how, month, address, entry, band, cause):
    """One trigger of one way: a new ground, or again."""
    if barred(p, s, i, lst) or locked(s, i, way, month):
        return
    key = p[p[O_WAY] + way * LE_COLS + LE_KEY]
    if not chance(p, k, p[p[O_WAY] + way * LE_COLS + LE_P_Q], month, cell_at(s, i), key, address, 0, 0):
        return
    d = length_of(p, k, way, address)
    at = np.int64(a_s32(s)[a_row(s)[R_GROUND], i])
    while at >= 0:
        if a_grounds(s)[at].list == lst and a_grounds(s)[at].way == way and a_grounds(s)[at].how == how and in_force(s, at):
            again = p[p[O_LIST] + lst * LI_COLS + LI_AGAIN]
            if again > 0 and d < FOREVER:
                base = month if again == 1 else np.int64(a_grounds(s)[at].until)
                a_grounds(s)[at].until = min(base + d, np.int64(FOREVER))
                wake_at(s, i, np.int64(a_grounds(s)[at].until))
            return
        at = np.int64(a_grounds(s)[at].next)
    if d == 0:
        return
    at = add_ground(s, i, month, lst, how, way, entry, address, np.int64(FOREVER) if d == FOREVER else month + d)
    if how == H_BAND:
        a_grounds(s)[at].flags = band
        freeze(p, s, i, month, at, W_BAND, band)
    else:
        a_grounds(s)[at].sets[0] = np.int64(1) << cause


@kernel
def freeze(p, s, i, month, at, what, arg):
    """Keep the smallest sets a ground rests on now."""
    found = smallest_sets(p, s, i, month, what, arg, present_causes(p, s, i, month, what, arg))
    for j in range(min(found, N_SETS)):
        a_grounds(s)[at].sets[j] = a_work(s)[FOUND_AT + j]


@kernel
def take_triggers(p, k, s, i, lst, month, band, changed):
    """Step 3: rules, bands and rates, ways in order."""
    for way in range(p[p[O_LIST] + lst * LI_COLS + LI_ENTRY_FROM], p[p[O_LIST] + lst * LI_COLS + LI_ENTRY_TO]):
        rule, wanted = p[p[O_WAY] + way * LE_COLS + LE_RULE], p[p[O_WAY] + way * LE_COLS + LE_BAND]
        if rule >= 0:
            n = 0
            at = np.int64(a_s32(s)[a_row(s)[R_ENTRY], i])
            while at >= 0:
                fresh = a_entries(s)[at].flags & (E_FRESH | E_DEAD | E_SUSPENDED | E_TIE | E_SURCHARGE) == E_FRESH
                if fresh and a_entries(s)[at].rule == rule:
                    a_work(s)[6000 + n] = at
                    n += 1
                at = np.int64(a_entries(s)[at].next)
            for j in range(n - 1, -1, -1):
                at = a_work(s)[6000 + j]
                trigger(p, k, s, i, lst, way, H_RULE, month, a_cold(s)[at].address, at, 0, np.int64(a_entries(s)[at].cause))
        elif wanted >= 0:
            if band == wanted and (changed or p[p[O_WAY] + way * LE_COLS + LE_STATE] == 1):
                address = draw(k[p[G_BAND_KEY]], np.uint64(s[0] + i), np.uint64(month), U0)
                trigger(p, k, s, i, lst, way, H_BAND, month, address, np.int64(-1), band, np.int64(0))
        elif p[p[O_WAY] + way * LE_COLS + LE_RATES_Q] >= 0 and month % p[p[O_WAY] + way * LE_COLS + LE_RATES_EVERY] == 0:
            key = p[p[O_WAY] + way * LE_COLS + LE_RATES_KEY]
            address = draw(k[key], np.uint64(s[0] + i), np.uint64(month), U0)
            if chance(p, k, p[p[O_WAY] + way * LE_COLS + LE_RATES_Q], month, cell_at(s, i), key, s[0] + i, month, 0):
                trigger(p, k, s, i, lst, way, H_RATES, month, address, np.int64(-1), 0, np.int64(TRAIT))


@kernel
def take_pending(p, k, s, i, lst, month):
    """Grounds that came by ties this month."""
    at = np.int64(a_ihead(s)[i])
    while at >= 0:
        if a_inbox(s)[at].kind == X_STAY:
            sp = np.int64(a_inbox(s)[at].spread)
            lands = p[p[O_SPREAD] + sp * SP_COLS + SP_LANDS]
            if lands < 0:
                lands = p[p[O_SPREAD] + sp * SP_COLS + SP_LIST]
            if lands == lst and not barred(p, s, i, lst) and not has_item(s, i, sp, a_inbox(s)[at].root):
                way = p[p[O_LIST] + lst * LI_COLS + LI_ENTRY_FROM]
                address = draw(k[p[p[O_SPREAD] + sp * SP_COLS + SP_KEY]], np.uint64(s[0] + i), np.uint64(month),
                               a_inbox(s)[at].address & np.uint64(0xFFFFFFFF))
                d = np.int64(FOREVER)
                has_way = way < p[p[O_LIST] + lst * LI_COLS + LI_ENTRY_TO]
                if p[p[O_SPREAD] + sp * SP_COLS + SP_MIRROR] == 0 and has_way:
                    d = length_of(p, k, way, address)
                if d > 0:
                    g = add_ground(s, i, month, lst, H_TIE, way if has_way else 255, np.int64(-1), address,
                                   d if d == FOREVER else month + d)
                    a_grounds(s)[g].root = a_inbox(s)[at].root
                    a_grounds(s)[g].root_uid = a_inbox(s)[at].root_uid
                    a_grounds(s)[g].came = a_inbox(s)[at].address
                    a_grounds(s)[g].hop = a_inbox(s)[at].hop + 1
                    a_grounds(s)[g].spread = sp
                    a_grounds(s)[g].sets[0] = 1 << TIE
                    a_grounds(s)[g].sets[1] = a_inbox(s)[at].sets
        at = np.int64(a_inbox(s)[at].next)


@kernel
def has_item(s, i, spread, root):
    """Whether a live entry or ground of the same spread and root is there."""
    if a_row(s)[R_ENTRY] >= 0:
        at = np.int64(a_s32(s)[a_row(s)[R_ENTRY], i])
        while at >= 0:
            if a_entries(s)[at].flags & (E_TIE | E_DEAD) == E_TIE and a_cold(s)[at].spread == spread and a_cold(s)[at].root == root:
                return True
            at = np.int64(a_entries(s)[at].next)
    if a_row(s)[R_GROUND] >= 0:
        at = np.int64(a_s32(s)[a_row(s)[R_GROUND], i])
        while at >= 0:
            if a_grounds(s)[at].alive == 1 and a_grounds(s)[at].how == H_TIE and a_grounds(s)[at].spread == spread and a_grounds(s)[at].root == root:
                return True
            at = np.int64(a_grounds(s)[at].next)
    return False


@kernel
def imply(p, s, i, lst, month):
    """An open ground on each list that this one implies."""
    implies = p[p[O_LIST] + lst * LI_COLS + LI_IMPLIES]
    if implies == 0:
        return
    first = first_ground(s, i, lst)
    if first < 0:
        return
    for other in range(p[O_N_LIST]):
        if (implies >> other) & 1 == 0 or barred(p, s, i, other):
            continue
        at = np.int64(a_s32(s)[a_row(s)[R_GROUND], i])
        there = False
        while at >= 0:
            if a_grounds(s)[at].list == other and a_grounds(s)[at].how == H_IMPLIED and a_grounds(s)[at].way == lst and in_force(s, at):
                there = True
            at = np.int64(a_grounds(s)[at].next)
        if not there:
            g = add_ground(s, i, month, other, H_IMPLIED, lst, np.int64(-1), a_grounds(s)[first].address, np.int64(FOREVER))
            a_grounds(s)[g].root = a_grounds(s)[first].root
            a_grounds(s)[g].root_uid = a_grounds(s)[first].root_uid
            a_grounds(s)[g].hop = a_grounds(s)[first].hop
            freeze(p, s, i, month, g, W_LIST, lst)


@kernel
def enlist_phase(p, k, s, i, month, band, changed):
    """All lists in order of the file. Returns the lists on which a stay begins."""
    performed, began = performed_now(p, s, i), np.int64(0)
    for lst in range(p[O_N_LIST]):
        was = (np.int64(a_s32(s)[a_row(s)[R_ON], i]) >> lst) & 1
        end_grounds(p, s, i, lst, month, band)
        take_exits(p, k, s, i, lst, month, performed)
        held = first_ground(s, i, lst) >= 0
        if was == 1 and not held:
            a_s32(s)[a_row(s)[R_ON], i] &= ~(1 << lst)
            end_stay(p, s, i, lst, month)
        take_triggers(p, k, s, i, lst, month, band, changed)
        if a_ihead(s)[i] >= 0:
            take_pending(p, k, s, i, lst, month)
        if first_ground(s, i, lst) >= 0 and (np.int64(a_s32(s)[a_row(s)[R_ON], i]) >> lst) & 1 == 0:
            a_s32(s)[a_row(s)[R_ON], i] |= 1 << lst
            began |= np.int64(1) << lst
        imply(p, s, i, lst, month)
    for lst in range(p[O_N_LIST]):
        first = first_ground(s, i, lst)
        if first >= 0 and (np.int64(a_s32(s)[a_row(s)[R_ON], i]) >> lst) & 1 == 0:
            a_s32(s)[a_row(s)[R_ON], i] |= 1 << lst
            began |= np.int64(1) << lst
        if (began >> lst) & 1:
            begin_stay(p, s, i, lst, month, first)
    return began


@kernel
def begin_stay(p, s, i, lst, month, first):
    """Count and attribute a stay that begins, and remember it."""
    hop, address = np.int64(a_grounds(s)[first].hop), a_grounds(s)[first].address
    tally = p[p[O_LIST] + lst * LI_COLS + LI_TALLY]
    flags = np.int64(0)
    if p[p[O_LIST] + lst * LI_COLS + LI_PENAL] == 1:
        flags = attribute(p, s, i, month, W_LIST, lst)
        count_any(p, s, i, month, flags)
    else:
        a_work(s)[FOUND_AT + 16] = -1
    count_penalty(p, s, i, month, tally, flags)
    bump(p, s, tally + 4 + 3 * N_FLAGS + N_CAUSES + 1 + min(hop, np.int64(3)), i, month, 1)
    now_change(p, s, tally + 2, month, 1)
    g = add_ground(s, i, month, lst, H_STAY, 0, np.int64(-1), address, np.int64(FOREVER))
    a_grounds(s)[g].flags = flags
    a_grounds(s)[g].hop = hop
    a_grounds(s)[g].root = a_grounds(s)[first].root
    a_grounds(s)[g].root_uid = a_grounds(s)[first].root_uid
    note(p, s, i, month, L_BEGIN, lst, 0, 0, flags, address, s[0] + i)


@kernel
def end_stay(p, s, i, lst, month):
    """Count the months of a stay that ended."""
    at = np.int64(a_s32(s)[a_row(s)[R_GROUND], i])
    while at >= 0:
        if a_grounds(s)[at].list == lst and a_grounds(s)[at].how == H_STAY and a_grounds(s)[at].alive == 1:
            tally = p[p[O_LIST] + lst * LI_COLS + LI_TALLY]
            count_months(p, s, i, tally, np.int64(a_grounds(s)[at].since), month, np.int64(a_grounds(s)[at].flags),
                         p[p[O_LIST] + lst * LI_COLS + LI_PENAL] == 1)
            now_change(p, s, tally + 2, month, -1)
            note(p, s, i, month, L_END, lst, 0, 0, 0, a_grounds(s)[at].address, 0)
            a_grounds(s)[at].alive = 0
            for sp in range(p[O_N_SPREAD]):
                mirror = p[p[O_SPREAD] + sp * SP_COLS + SP_MIRROR] == 1 and p[p[O_SPREAD] + sp * SP_COLS + SP_LIST] == lst
                if mirror:
                    send(s, i, X_END, sp, a_grounds(s)[at].address, a_grounds(s)[at].root, np.int64(a_grounds(s)[at].root_uid), 0, 0, 0, 0)
            terms = p[p[O_LIST] + lst * LI_COLS + LI_TERMS]
            for t in range(p[O_N_TERM]):
                if (terms >> t) & 1:
                    send(s, i, X_LESS, 0, U0, U0, s[0] + i, 0, 0, 0, t)
        at = np.int64(a_grounds(s)[at].next)


@kernel
def carry_stays(p, s, i, month, began):
    """Send what began this month and still holds along ties, terms and alarms."""
    for lst in range(p[O_N_LIST]):
        if (began >> lst) & 1 == 0:
            continue
        terms = p[p[O_LIST] + lst * LI_COLS + LI_TERMS]
        for t in range(p[O_N_TERM]):
            if (terms >> t) & 1:
                send(s, i, X_MORE, 0, U0, U0, s[0] + i, 0, 0, 0, t)
        spreads = p[p[O_LIST] + lst * LI_COLS + LI_SPREADS]
        first = first_ground(s, i, lst)
        for sp in range(p[O_N_SPREAD]):
            if (spreads >> sp) & 1 and first >= 0 and np.int64(a_grounds(s)[first].hop) < p[p[O_SPREAD] + sp * SP_COLS + SP_HOPS]:
                found = smallest_sets(p, s, i, month, W_LIST, lst, present_causes(p, s, i, month, W_LIST, lst))
                one = a_work(s)[FOUND_AT] if found > 0 else np.int64(0)
                send(s, i, X_STAY, sp, a_grounds(s)[first].address, a_grounds(s)[first].root, np.int64(a_grounds(s)[first].root_uid), 0,
                     one, np.int64(a_grounds(s)[first].hop), 0)
    if p[G_ALARM] == 1 and began & p[G_PENAL_LISTS]:
        send(s, i, X_ALARM, 0, U0, U0, s[0] + i, 0, 0, 0, 0)


@kernel
def sweep_grounds(s, i, month):
    """Free the grounds, stays and locks that are over."""
    before = np.int64(-1)
    at = np.int64(a_s32(s)[a_row(s)[R_GROUND], i])
    while at >= 0:
        after = np.int64(a_grounds(s)[at].next)
        if a_grounds(s)[at].alive == 0 or (a_grounds(s)[at].how == H_LOCK and np.int64(a_grounds(s)[at].until) <= month):
            if before < 0:
                a_s32(s)[a_row(s)[R_GROUND], i] = after
            else:
                a_grounds(s)[before].next = after
            a_grounds(s)[at].next = a_top(s)[FREE_G]
            a_top(s)[FREE_G] = at
        else:
            before = at
        at = after


