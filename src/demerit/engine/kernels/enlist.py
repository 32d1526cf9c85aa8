"""Phase enlist: stays begin and end, exits are taken; what came by ties."""

from __future__ import annotations

import numpy as np

from demerit.compiled import kernel
from demerit.draws import draw
from demerit.engine.kernels.copies import copy_phase, hear_of_reversals
from demerit.engine.kernels.debts import has_debt
from demerit.engine.kernels.fields import field, get32, put32
from demerit.engine.kernels.grounds import add_ground, barred, first_ground
from demerit.engine.kernels.holding import in_force
from demerit.engine.kernels.reading import cell_at, chance
from demerit.engine.kernels.state import a_entries, a_grounds, a_ihead, a_inbox
from demerit.engine.kernels.stays import begin_stay, end_stay, imply
from demerit.engine.kernels.triggers import length_of, take_triggers
from demerit.engine.layout import (
    E_DEAD,
    E_REVERSED,
    EX_ABLE,
    EX_ALL,
    EX_COLS,
    EX_KEY,
    EX_LOCK,
    EX_MASK_FROM,
    EX_MASK_TO,
    EX_OBLIGATION,
    EX_ON,
    EX_P_Q,
    FOREVER,
    G_COPIES,
    H_BAND,
    H_COPY,
    H_IMPLIED,
    H_LIST,
    H_LOCK,
    H_STAY,
    H_TIE,
    H_WAIT,
    LE_BAND,
    LE_BY,
    LE_COLS,
    LE_OWED,
    LE_THROUGHOUT,
    LI_COLS,
    LI_ENTRY_FROM,
    LI_ENTRY_TO,
    LI_EXIT_FROM,
    LI_EXIT_TO,
    LI_REPLACED,
    N_SETS,
    O_EXIT,
    O_EXMASK,
    O_LIST,
    O_N_LIST,
    O_SPREAD,
    O_WAY,
    R_GROUND,
    R_ON,
    SP_COLS,
    SP_KEY,
    SP_LANDS,
    SP_LIST,
    SP_MIRROR,
    TIE,
    X_STAY,
)

U0 = np.uint64(0)


@kernel
def enlist_phase(p, k, s, i, month, band, changed):
    """All lists in order of the file. Returns the lists on which a stay begins, and the recipients new to a copy."""
    began, copied = np.int64(0), np.int64(0)
    if p[G_COPIES] > 0:
        hear_of_reversals(s, i)
    for lst in range(p[O_N_LIST]):
        was = (get32(s, R_ON, i) >> lst) & 1
        end_grounds(p, s, i, lst, month, band)
        take_exits(p, k, s, i, lst, month)
        held = first_ground(s, i, lst) >= 0
        if was == 1 and not held:
            put32(s, R_ON, i, get32(s, R_ON, i) & (~(1 << lst)))
            end_stay(p, k, s, i, lst, month)
        take_triggers(p, k, s, i, lst, month, band, changed)
        if a_ihead(s)[i] >= 0:
            take_pending(p, k, s, i, lst, month)
        if first_ground(s, i, lst) >= 0 and (get32(s, R_ON, i) >> lst) & 1 == 0:
            put32(s, R_ON, i, get32(s, R_ON, i) | (1 << lst))
            began |= np.int64(1) << lst
        imply(p, s, i, lst, month)
    for lst in range(p[O_N_LIST]):
        first = first_ground(s, i, lst)
        if first >= 0 and (get32(s, R_ON, i) >> lst) & 1 == 0:
            put32(s, R_ON, i, get32(s, R_ON, i) | (1 << lst))
            began |= np.int64(1) << lst
        if (began >> lst) & 1:
            begin_stay(p, s, i, lst, month, first)
    if p[G_COPIES] > 0:
        copied = copy_phase(p, s, i, month)
    return began, copied


@kernel
def end_grounds(p, s, i, lst, month, band):
    """Step 1: terms run out; entries, bands and lists that open grounds rest on end; reversal ends any."""
    at = get32(s, R_GROUND, i)
    while at >= 0:
        how = np.int64(a_grounds(s)[at].how)
        if a_grounds(s)[at].list == lst and a_grounds(s)[at].alive == 1 and how != H_STAY and how != H_COPY:
            entry, until = np.int64(a_grounds(s)[at].entry), np.int64(a_grounds(s)[at].until)
            ended = until <= month and how != H_WAIT and not waits_for_what_is_owed(p, s, i, at)
            ended = ended or (how == H_WAIT and falls_on_the_way(p, s, i, at, band))
            if entry >= 0 and a_entries(s)[entry].flags & E_DEAD:
                if a_entries(s)[entry].flags & E_REVERSED or until == FOREVER or how == H_WAIT:
                    ended = True
                a_grounds(s)[at].entry = -1
            if until == FOREVER and how == H_BAND and np.int64(a_grounds(s)[at].flags) != band:
                ended = True
            way = np.int64(a_grounds(s)[at].way)
            if how == H_LIST and until == FOREVER:
                ended = ended or first_ground(s, i, field(p, O_WAY, way, LE_COLS, LE_BY)) < 0
            if how == H_IMPLIED:
                ended = ended or first_ground(s, i, way) < 0
            if field(p, O_LIST, lst, LI_COLS, LI_REPLACED) != 0 and how < H_LOCK:
                ended = ended or is_replaced(p, s, i, at, lst)
            if ended:
                a_grounds(s)[at].alive = 0
        at = np.int64(a_grounds(s)[at].next)


@kernel
def waits_for_what_is_owed(p, s, i, at):
    """Whether a ground whose term is over stays while an obligation is open."""
    way = np.int64(a_grounds(s)[at].way)
    if a_grounds(s)[at].how >= H_LOCK or way == 255:
        return False
    kind = field(p, O_WAY, way, LE_COLS, LE_OWED)
    return kind >= 0 and has_debt(p, s, i, kind, -1, 0)


@kernel
def falls_on_the_way(p, s, i, at, band):
    """Whether a trigger that must hold throughout its delay has lost its band or list."""
    row, how = p[O_WAY] + np.int64(a_grounds(s)[at].way) * LE_COLS, np.int64(a_grounds(s)[at].lock)
    if p[row + LE_THROUGHOUT] == 0:
        return False
    if how == H_BAND:
        return band != p[row + LE_BAND]
    return how == H_LIST and first_ground(s, i, p[row + LE_BY]) < 0


@kernel
def is_replaced(p, s, i, at, lst):
    """Whether a list that replaces this one has a newer ground in force (of equals: that of the later list)."""
    by = field(p, O_LIST, lst, LI_COLS, LI_REPLACED)
    other = get32(s, R_GROUND, i)
    while other >= 0:
        theirs = np.int64(a_grounds(s)[other].list)
        if (by >> theirs) & 1 and in_force(s, other):
            newer = np.int64(a_grounds(s)[other].since) - np.int64(a_grounds(s)[at].since)
            if newer > 0 or (newer == 0 and theirs > lst):
                return True
        other = np.int64(a_grounds(s)[other].next)
    return False


@kernel
def take_exits(p, k, s, i, lst, month):
    """Step 2: exits in order, each looked at while it has grounds to take."""
    for e in range(field(p, O_LIST, lst, LI_COLS, LI_EXIT_FROM), field(p, O_LIST, lst, LI_COLS, LI_EXIT_TO)):
        some = False
        at = get32(s, R_GROUND, i)
        while at >= 0:
            if a_grounds(s)[at].list == lst and in_force(s, at) and exit_takes(p, s, e, at):
                some = True
            at = np.int64(a_grounds(s)[at].next)
        if not some:
            continue
        if field(p, O_EXIT, e, EX_COLS, EX_ON) == 0 and not has_debt(
            p, s, i, field(p, O_EXIT, e, EX_COLS, EX_OBLIGATION), field(p, O_EXIT, e, EX_COLS, EX_ABLE), 1
        ):
            continue
        if not chance(
            p,
            k,
            field(p, O_EXIT, e, EX_COLS, EX_P_Q),
            month,
            cell_at(s, i),
            field(p, O_EXIT, e, EX_COLS, EX_KEY),
            s[0] + i,
            month,
            0,
        ):
            continue
        lock = field(p, O_EXIT, e, EX_COLS, EX_LOCK)
        at = get32(s, R_GROUND, i)
        while at >= 0:
            if a_grounds(s)[at].list == lst and in_force(s, at) and exit_takes(p, s, e, at):
                a_grounds(s)[at].alive = 0
                if lock > 0 and a_grounds(s)[at].how != H_TIE and a_grounds(s)[at].how != H_IMPLIED:
                    add_ground(s, i, month, lst, H_LOCK, np.int64(a_grounds(s)[at].way), -1, U0, month + lock)
            at = np.int64(a_grounds(s)[at].next)


@kernel
def exit_takes(p, s, e, at):
    """Whether an exit takes a ground: of the ways it names, or any open one."""
    if field(p, O_EXIT, e, EX_COLS, EX_ALL) == 1:
        return a_grounds(s)[at].until == FOREVER
    how = np.int64(a_grounds(s)[at].how)
    if how == H_IMPLIED:
        return False
    for x in range(field(p, O_EXIT, e, EX_COLS, EX_MASK_FROM), field(p, O_EXIT, e, EX_COLS, EX_MASK_TO)):
        if p[p[O_EXMASK] + x] == np.int64(a_grounds(s)[at].way):
            return True
    return False


@kernel
def take_pending(p, k, s, i, lst, month):
    """Grounds that came by ties this month."""
    at = np.int64(a_ihead(s)[i])
    while at >= 0:
        if a_inbox(s)[at].kind == X_STAY:
            sp = np.int64(a_inbox(s)[at].spread)
            lands = field(p, O_SPREAD, sp, SP_COLS, SP_LANDS)
            if lands < 0:
                lands = field(p, O_SPREAD, sp, SP_COLS, SP_LIST)
            if lands == lst and not barred(p, s, i, lst):
                way = field(p, O_LIST, lst, LI_COLS, LI_ENTRY_FROM)
                address = draw(
                    k[field(p, O_SPREAD, sp, SP_COLS, SP_KEY)],
                    np.uint64(s[0] + i),
                    np.uint64(month),
                    a_inbox(s)[at].address & np.uint64(0xFFFFFFFF),
                )
                d = np.int64(FOREVER)
                copies = field(p, O_SPREAD, sp, SP_COLS, SP_MIRROR) == 0
                copies = copies and way < field(p, O_LIST, lst, LI_COLS, LI_ENTRY_TO)
                if copies:
                    d = length_of(p, k, s, i, way, month, address)
                if d > 0:
                    g = add_ground(
                        s,
                        i,
                        month,
                        lst,
                        H_TIE,
                        way if copies else 255,
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
                    for j in range(N_SETS - 1):
                        a_grounds(s)[g].sets[1 + j] = a_inbox(s)[at].sets[j]
        at = np.int64(a_inbox(s)[at].next)
