"""Attribution of a penalty: its smallest sets of causes, its flags, its counts."""

from __future__ import annotations

import numpy as np

from demerit.compiled import kernel
from demerit.engine.kernels.causes import holds, present_causes
from demerit.engine.kernels.fields import get32, put32
from demerit.engine.kernels.reading import bump
from demerit.engine.kernels.state import a_marks, a_top, a_work
from demerit.engine.layout import (
    DISCRETION,
    G_BARRED,
    G_BURN,
    LCM,
    N_CAUSES,
    N_FLAGS,
    NO_PASS,
    OVER,
    R_MARK,
    TIE,
    TOP_M,
    TRAIT,
    TRUE_LAWFUL,
    WRONG_MASK,
)

FOUND_AT, MAX_FOUND = 8192, 64
"""Where in ``work`` the smallest sets are left, and how many at most."""


@kernel
def bits_in(x):
    """How many causes are in a set."""
    n = 0
    while x:
        x &= x - 1
        n += 1
    return n


@kernel
def smallest_sets(p, s, i, month, what, arg, present):
    """Inclusion-smallest sets of causes without which the penalty is not there; how many were found."""
    found = 0
    for size in range(1, bits_in(present) + 1):
        raw = np.int64(0)
        while True:
            raw = (raw - present) & present
            if raw == 0:
                break
            if bits_in(raw) != size or covered(s, raw, found) or holds(p, s, i, month, what, arg, raw):
                continue
            if found == MAX_FOUND:
                a_top(s)[OVER] = 8
                return found
            a_work(s)[FOUND_AT + found] = raw
            found += 1
    return found


@kernel
def covered(s, mask, found):
    """Whether one of the sets found so far lies within a set of causes."""
    for f in range(found):
        if a_work(s)[FOUND_AT + f] & ~mask == 0:
            return True
    return False


@kernel
def attribute(p, s, i, month, what, arg):
    """Flags of a penalty (bits in the order of ``FLAGS``); the smallest sets stay in ``work``."""
    present = present_causes(p, s, i, month, what, arg)
    found = smallest_sets(p, s, i, month, what, arg, present)
    a_work(s)[FOUND_AT + MAX_FOUND] = found
    flags = np.int64(0)
    if covered(s, np.int64(WRONG_MASK), found):
        flags |= 1
    else:
        for f in range(found):
            if a_work(s)[FOUND_AT + f] & WRONG_MASK:
                flags |= 2
    if covered(s, np.int64(1 << TIE), found):
        flags |= 4
    if covered(s, np.int64(1 << TRUE_LAWFUL), found):
        flags |= 8
    if covered(s, np.int64(1 << TRAIT), found):
        flags |= 16
    if found == 0:
        flags |= 64
    else:
        alone = True
        for f in range(found):
            if a_work(s)[FOUND_AT + f] & ~((1 << NO_PASS) | (1 << DISCRETION)):
                alone = False
        if alone:
            flags |= 32
    return flags


@kernel
def count_penalty(p, s, i, month, tally, flags):
    """Count one penalty: events and people by flag, and the even split over its smallest sets."""
    bump(p, s, tally, i, month, 1)
    for f in range(N_FLAGS):
        if (flags >> f) & 1:
            bump(p, s, tally + 4 + f, i, month, 1)
    if month >= p[G_BURN]:
        new = mark(p, s, i, tally, flags)
        if new & 128:
            bump(p, s, tally + 1, i, month, 1)
        for f in range(N_FLAGS):
            if (new >> f) & 1:
                bump(p, s, tally + 4 + N_FLAGS + f, i, month, 1)
    split = tally + 4 + 3 * N_FLAGS
    found = a_work(s)[FOUND_AT + MAX_FOUND]
    if found <= 0:
        if found == 0:
            bump(p, s, split + N_CAUSES, i, month, LCM)
        return
    sort_sets(s, found)
    for f in range(found):
        share = LCM // found + (1 if f < LCM % found else 0)
        size, place = bits_in(a_work(s)[FOUND_AT + f]), 0
        for c in range(N_CAUSES):
            if (a_work(s)[FOUND_AT + f] >> c) & 1:
                bump(p, s, split + c, i, month, share // size + (1 if place < share % size else 0))
                place += 1


@kernel
def sort_sets(s, found):
    """Order the smallest sets as lists of causes: the set with the lower cause at the first difference comes first."""
    for a in range(1, found):
        x = a_work(s)[FOUND_AT + a]
        b = a
        while b > 0 and first_before(x, a_work(s)[FOUND_AT + b - 1]):
            a_work(s)[FOUND_AT + b] = a_work(s)[FOUND_AT + b - 1]
            b -= 1
        a_work(s)[FOUND_AT + b] = x


@kernel
def first_before(x, y):
    """Whether the lowest cause in which two sets differ belongs to ``x`` (neither holds the other)."""
    d = x ^ y
    return x & (d & -d) != 0


@kernel
def mark(p, s, i, key, flags):
    """Remember that the subject had a penalty of this key with these flags; which are new (bit 7: the key itself)."""
    return mark_at(p, s, R_MARK, i, key, flags)


@kernel
def find_mark(s, row, i, key):
    """The mark of a key in a subject's chain; -1 for none."""
    at = get32(s, row, i)
    while at >= 0 and a_marks(s)[at].key != key:
        at = np.int64(a_marks(s)[at].next)
    return at


@kernel
def mark_at(p, s, row, i, key, flags):
    """Mark in one of the subject's chains."""
    at = find_mark(s, row, i, key)
    new = np.int64(0)
    if at < 0:
        at = a_top(s)[TOP_M]
        if at >= a_marks(s).shape[0]:
            a_top(s)[OVER] = 7
            return np.int64(0)
        a_top(s)[TOP_M] = at + 1
        a_marks(s)[at].next = get32(s, row, i)
        a_marks(s)[at].key = key
        a_marks(s)[at].flags = 0
        put32(s, row, i, at)
        new = np.int64(128)
    new |= flags & ~np.int64(a_marks(s)[at].flags)
    a_marks(s)[at].flags = np.int64(a_marks(s)[at].flags) | flags
    return new


@kernel
def count_any(p, s, i, month, flags):
    """People penalised in any way."""
    if month < p[G_BURN]:
        return
    any_tally = p[G_BARRED] + 14 + 75 + 1  # after redress, ages and subjects
    new = mark(p, s, i, any_tally, flags)
    if new & 128:
        bump(p, s, any_tally, i, month, 1)
    for f in range(N_FLAGS):
        if (new >> f) & 1:
            bump(p, s, any_tally + 1 + f, i, month, 1)
