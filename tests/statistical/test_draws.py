"""The generator: avalanche, uniformity, independence between neighbouring addresses, exponential gaps, whole choices.

Fixed seeds; judged by ``tests.alarms``.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from demerit.compiled import entry_kernel
from demerit.draws import TICKS_PER_MONTH, choice, draw, gap, neglog, replicate_seed, stream_key, threshold
from tests.alarms.checks import binomial, chi_square, near

N = 200_000


@entry_kernel
def bits_along(key, first, which, out):  # type: ignore[no-untyped-def]
    """Draws along one coordinate of the address: 0 uid, 1 when, 2 slot."""
    for i in range(out.shape[0]):
        a, b, c = np.uint64(first), np.uint64(7), np.uint64(3)
        if which == 0:
            a = np.uint64(first + i)
        elif which == 1:
            b = np.uint64(i)
        else:
            c = np.uint64(i)
        out[i] = draw(key, a, b, c)


@entry_kernel
def gaps_along(key, rate, out):  # type: ignore[no-untyped-def]
    """Gaps of many subjects."""
    for i in range(out.shape[0]):
        out[i] = gap(draw(key, np.uint64(i), np.uint64(0), np.uint64(0)), rate)


def along(which: int, *, stream: str = "test", seed: int = 0, first: int = 0) -> NDArray[np.uint64]:
    """A row of draws."""
    out = np.empty(N, dtype=np.uint64)
    bits_along(stream_key(seed, stream), first, which, out)
    return out


def uniform(bits: NDArray[np.uint64]) -> NDArray[np.float64]:
    """In [0, 1)."""
    return (bits >> np.uint64(11)).astype(np.float64) / 2.0**53


@pytest.mark.parametrize("which", [0, 1, 2])
def test_neighbouring_addresses_differ_in_half_of_their_bits(which: int) -> None:
    """Avalanche: one step of uid, month or slot flips each of the 64 bits half the time."""
    bits = along(which)
    flipped = bits[1:] ^ bits[:-1]
    shares = [((flipped >> np.uint64(bit)) & np.uint64(1)).mean() for bit in range(64)]
    chi_square(4 * (N - 1) * sum((share - 0.5) ** 2 for share in shares), freedom=64)


@pytest.mark.parametrize("which", [0, 1, 2])
def test_draws_are_uniform_and_uncorrelated_along_an_address(which: int) -> None:
    u = uniform(along(which))
    near(u.mean(), 0.5, 1 / math.sqrt(12 * N), name="mean")
    counts = np.histogram(u, bins=256, range=(0, 1))[0]
    chi_square(((counts - N / 256) ** 2 / (N / 256)).sum(), freedom=255, name="of 256 boxes")
    near(np.corrcoef(u[:-1], u[1:])[0, 1], 0.0, 1 / math.sqrt(N), name="neighbours")


def test_streams_seeds_and_replicates_are_independent() -> None:
    rows = [
        uniform(along(0)),
        uniform(along(0, stream="tesu")),
        uniform(along(0, seed=1)),
        uniform(along(0, seed=replicate_seed(0, 1))),
    ]
    for i, one in enumerate(rows):
        for other in rows[:i]:
            near(np.corrcoef(one, other)[0, 1], 0.0, 1 / math.sqrt(N), name="correlation")


def test_gaps_are_exponential() -> None:
    """Mean and variance of a gap at half an event a month, and the share beyond three months."""
    out = np.empty(N, dtype=np.int64)
    gaps_along(stream_key(3, "gaps"), np.int64(1 << 31), out)
    months = out / TICKS_PER_MONTH
    near(months.mean(), 2.0, 2.0 / math.sqrt(N), name="gap")
    binomial((months > 3.0).sum(), n=N, p=math.exp(-1.5), name="beyond three months")


def test_the_logarithm_is_the_logarithm() -> None:
    for bits in along(0)[:2000]:
        exact = -math.log(((int(bits) >> 11) + 1) / 2.0**53)
        assert neglog(np.uint64(bits)) == pytest.approx(exact, rel=1e-13, abs=1e-15)


def test_choices_and_thresholds_are_exact() -> None:
    for bits in along(0)[:500]:
        for total in (1, 7, 10**17 + 7):
            assert choice(np.uint64(bits), np.int64(total)) == int(bits) * total >> 64
    assert threshold(0.0) == 0
    assert threshold(0.5) == 1 << 62
    assert threshold(1.0) == (1 << 63) - 1
    with pytest.raises(ValueError, match="probability"):
        threshold(1.2)
