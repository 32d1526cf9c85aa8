"""Causes that undo an entry; entries that a way onto a list counts."""

from __future__ import annotations

import numpy as np

from demerit.compiled import kernel
from demerit.engine.kernels.state import a_cold, a_entries, a_work
from demerit.engine.layout import (
    CTX_WITHIN,
    E_DEAD,
    E_SURCHARGE,
    E_SUSPENDED,
    E_TIE,
    TIE,
)


@kernel
def entry_mask(s, at):
    """Causes any one of which undoes the entry: its own, or tie and its root's."""
    if a_entries(s)[at].flags & E_TIE:
        return (np.int64(1) << TIE) | (np.int64(1) << np.int64(a_cold(s)[at].root_cause))
    return np.int64(1) << np.int64(a_entries(s)[at].cause)


@kernel
def all_causes(s, at):
    """Causes any one of which undoes the entry, those of what its surcharge refers to among them."""
    mask = entry_mask(s, at)
    if a_entries(s)[at].flags & E_SURCHARGE and a_cold(s)[at].refers >= 0:
        mask |= entry_mask(s, np.int64(a_cold(s)[at].refers))
    return mask


@kernel
def is_gone(s, at, without):
    """Whether an entry (or what its surcharge refers to) is left out."""
    return without != 0 and all_causes(s, at) & without != 0


@kernel
def is_counted_with(s, at, last):
    """Whether a way that met entry ``last`` counts an entry: own, of the rule, in force, made in its window."""
    if a_entries(s)[at].rule != a_entries(s)[last].rule:
        return False
    since = np.int64(a_entries(s)[last].made) - a_work(s)[CTX_WITHIN]
    out = a_entries(s)[at].flags & (E_DEAD | E_SUSPENDED | E_TIE | E_SURCHARGE) != 0
    return not out and np.int64(a_entries(s)[at].made) > since


@kernel
def counted(s, last, without):
    """How many entries a way counts with ``last``, which is the newest of them; some causes left out."""
    n, at = np.int64(0), np.int64(last)
    while at >= 0:
        if is_counted_with(s, at, last) and not is_gone(s, at, without):
            n += 1
        at = np.int64(a_entries(s)[at].next)
    return n


@kernel
def counted_causes(s, last):
    """Causes of the entries that a way counts with ``last``."""
    mask, at = np.int64(0), np.int64(last)
    while at >= 0:
        if is_counted_with(s, at, last):
            mask |= all_causes(s, at)
        at = np.int64(a_entries(s)[at].next)
    return mask
