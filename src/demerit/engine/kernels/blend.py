"""What the scores of one's ties give to a score that is mixed with them: all as the last month ended."""

from __future__ import annotations

import numpy as np

from demerit.compiled import entry_kernel, kernel
from demerit.engine.kernels.deliver import ends_of
from demerit.engine.kernels.reading import cell_at, inside, subject_at, val
from demerit.engine.kernels.state import a_mix
from demerit.engine.layout import G_MIX_Q, G_MIX_TIE, MX_BITS, MX_HALF, MX_NONE, MX_ONE, MX_PULL
from demerit.society.tables import FRIEND, NEIGHBOUR

LOW = MX_ONE - 1


@kernel
def sleeps(asleep, code, one, other):
    """Whether a tie is among the sorted ones that sleep (``demerit.engine.avoidance``)."""
    kind = code & 7
    if asleep.shape[0] == 0 or kind < FRIEND or kind > NEIGHBOUR:
        return False
    pair = (np.uint64(min(one, other)) << np.uint64(33)) | (np.uint64(max(one, other)) << np.uint64(2))
    pair |= np.uint64(kind - FRIEND)
    low, high = np.int64(0), np.int64(asleep.shape[0])
    while low < high:
        middle = (low + high) // 2
        if asleep[middle] < pair:
            low = middle + 1
        else:
            high = middle
    return low < asleep.shape[0] and asleep[low] == pair


@kernel
def pull_of(total, rest, n, share):
    """A share (in 2^-30) of the mean of ``n`` numbers whose sum is ``total * 2^30 + rest``; quotients rounded half up.

    Every step fits in 64 bits.
    """
    total += rest >> MX_BITS
    rest &= LOW
    mean = ((total // n) << MX_BITS) + (((total % n) << MX_BITS) + rest + n // 2) // n
    return share * (mean >> MX_BITS) + ((share * (mean & LOW) + MX_HALF) >> MX_BITS)


@entry_kernel
def blend_chunk(p, pop, s, held, base, asleep, ends, more, month):
    """Of each subject inside the share of the mean of the scores at the other ends of its ties that are awake.

    ``held``: mixed scores of all subjects from uid ``base`` on, at the end of last month; ``ends`` and ``more`` are
    scratch.
    """
    for i in range(s[1]):
        if subject_at(p, s, i) != i or not inside(p, s, i):
            continue
        uid = s[0] + i
        count = ends_of(p, pop, p[G_MIX_TIE], uid, ends, more)
        total, rest, n = np.int64(0), np.int64(0), np.int64(0)
        for j in range(count):
            place = ends[j] - base
            if place < 0 or place >= held.shape[0] or sleeps(asleep, p[G_MIX_TIE], uid, ends[j]):
                continue
            score = held[place]
            if score != MX_NONE:
                total += score >> MX_BITS
                rest += score & LOW
                n += 1
        pull = np.int64(MX_NONE)
        if n > 0:
            pull = pull_of(total, rest, n, val(p, p[G_MIX_Q], month, cell_at(s, i)))
        a_mix(s)[MX_PULL, i] = pull
