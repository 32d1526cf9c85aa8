"""Phase enlist: stays begin and end."""

from __future__ import annotations

import numpy as np

from demerit.compiled import kernel
from demerit.draws import draw
from demerit.engine.kernels.causes import W_BAND, in_force
from demerit.engine.kernels.debts import performed_now
from demerit.engine.kernels.entries import months_of
from demerit.engine.kernels.grounds import add_ground, barred, first_ground, freeze, has_item
from demerit.engine.kernels.reading import cell_at, chance, passes, val, wake_at
from demerit.engine.kernels.state import a_cold, a_entries, a_grounds, a_ihead, a_inbox, a_row, a_s32, a_work
from demerit.engine.kernels.stays import begin_stay, end_stay, imply
from demerit.engine.layout import (
    E_DEAD,
    E_FRESH,
    E_REVERSED,
    E_SURCHARGE,
    E_SUSPENDED,
    E_TIE,
    EX_ALL,
    EX_COLS,
    EX_KEY,
    EX_LOCK,
    EX_MASK_FROM,
    EX_MASK_TO,
    EX_ON,
    EX_P_Q,
    FOREVER,
    G_BAND_KEY,
    H_BAND,
    H_IMPLIED,
    H_LOCK,
    H_RATES,
    H_RULE,
    H_STAY,
    H_TIE,
    LE_BAND,
    LE_COLS,
    LE_EXT,
    LE_EXT_FRAC,
    LE_EXT_Q,
    LE_FIXED,
    LE_KEY,
    LE_P_Q,
    LE_RATES_EVERY,
    LE_RATES_KEY,
    LE_RATES_Q,
    LE_RULE,
    LE_STATE,
    LE_STAY_KEY,
    LE_TERM,
    LE_TERM_FRAC,
    LI_AGAIN,
    LI_COLS,
    LI_ENTRY_FROM,
    LI_ENTRY_TO,
    LI_EXIT_FROM,
    LI_EXIT_TO,
    O_EXIT,
    O_EXMASK,
    O_LIST,
    O_N_LIST,
    O_SPREAD,
    O_WAY,
    R_ENTRY,
    R_GROUND,
    R_ON,
    SP_COLS,
    SP_KEY,
    SP_LANDS,
    SP_LIST,
    SP_MIRROR,
    TIE,
    TRAIT,
    X_STAY,
)

U0 = np.uint64(0)


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
        if not chance(
            p,
            k,
            p[p[O_EXIT] + e * EX_COLS + EX_P_Q],
            month,
            cell_at(s, i),
            p[p[O_EXIT] + e * EX_COLS + EX_KEY],
            s[0] + i,
            month,
            0,
        ):
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
    d = months_of(
        k, p[p[O_WAY] + way * LE_COLS + LE_TERM], p[p[O_WAY] + way * LE_COLS + LE_TERM_FRAC], key, address, 0, 0
    )
    q = p[p[O_WAY] + way * LE_COLS + LE_EXT_Q]
    if q >= 0 and passes(k, key, address, 0, 1, val(p, q, 0, 0)):
        d += months_of(
            k, p[p[O_WAY] + way * LE_COLS + LE_EXT], p[p[O_WAY] + way * LE_COLS + LE_EXT_FRAC], key, address, 0, 2
        )
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
        if (
            a_grounds(s)[at].list == lst
            and a_grounds(s)[at].way == way
            and a_grounds(s)[at].how == how
            and in_force(s, at)
        ):
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
                trigger(
                    p, k, s, i, lst, way, H_RULE, month, a_cold(s)[at].address, at, 0, np.int64(a_entries(s)[at].cause)
                )
        elif wanted >= 0:
            if band == wanted and (changed or p[p[O_WAY] + way * LE_COLS + LE_STATE] == 1):
                address = draw(k[p[G_BAND_KEY]], np.uint64(s[0] + i), np.uint64(month), U0)
                trigger(p, k, s, i, lst, way, H_BAND, month, address, np.int64(-1), band, np.int64(0))
        elif (
            p[p[O_WAY] + way * LE_COLS + LE_RATES_Q] >= 0 and month % p[p[O_WAY] + way * LE_COLS + LE_RATES_EVERY] == 0
        ):
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
                address = draw(
                    k[p[p[O_SPREAD] + sp * SP_COLS + SP_KEY]],
                    np.uint64(s[0] + i),
                    np.uint64(month),
                    a_inbox(s)[at].address & np.uint64(0xFFFFFFFF),
                )
                d = np.int64(FOREVER)
                has_way = way < p[p[O_LIST] + lst * LI_COLS + LI_ENTRY_TO]
                if p[p[O_SPREAD] + sp * SP_COLS + SP_MIRROR] == 0 and has_way:
                    d = length_of(p, k, way, address)
                if d > 0:
                    g = add_ground(
                        s,
                        i,
                        month,
                        lst,
                        H_TIE,
                        way if has_way else 255,
                        np.int64(-1),
                        address,
                        d if d == FOREVER else month + d,
                    )
                    a_grounds(s)[g].root = a_inbox(s)[at].root
                    a_grounds(s)[g].root_uid = a_inbox(s)[at].root_uid
                    a_grounds(s)[g].came = a_inbox(s)[at].address
                    a_grounds(s)[g].hop = a_inbox(s)[at].hop + 1
                    a_grounds(s)[g].spread = sp
                    a_grounds(s)[g].sets[0] = 1 << TIE
                    a_grounds(s)[g].sets[1] = a_inbox(s)[at].sets
        at = np.int64(a_inbox(s)[at].next)
