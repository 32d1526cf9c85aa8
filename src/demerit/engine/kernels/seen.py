"""Months without a watched act, and of these the ones with a wrong record: known when acts and records come."""

from __future__ import annotations

import numpy as np

from demerit.compiled import kernel
from demerit.engine.kernels.fields import field
from demerit.engine.kernels.reading import bump
from demerit.engine.kernels.state import a_seen
from demerit.engine.layout import CH_COLS, CH_TALLY, O_CHAN


@kernel
def stamp_of(s, month):
    """A number that no other chunk and month has, with two bits to spare."""
    return (((s[0] >> 12) << 10) + month + 1) << 2


@kernel
def act_seen(p, s, c, i, month):
    """The subject's month is not clean for a channel: an act it watches."""
    stamp, tally = stamp_of(s, month), field(p, O_CHAN, c, CH_COLS, CH_TALLY)
    seen = a_seen(s)[c, i]
    if seen & ~np.int64(3) != stamp:
        seen = stamp
    if seen & 1 == 0:
        bump(p, s, tally + 6, i, month, -1)
        if seen & 2:
            bump(p, s, tally + 7, i, month, -1)
    a_seen(s)[c, i] = seen | 1


@kernel
def wrong_seen(p, s, c, i, month):
    """A wrong record in the subject's month: it counts if no act comes."""
    stamp, tally = stamp_of(s, month), field(p, O_CHAN, c, CH_COLS, CH_TALLY)
    seen = a_seen(s)[c, i]
    if seen & ~np.int64(3) != stamp:
        seen = stamp
    if seen == stamp:
        bump(p, s, tally + 7, i, month, 1)
    a_seen(s)[c, i] = seen | 2
