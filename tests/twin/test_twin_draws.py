"""The twin's own draws are the contract's draws."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import demerit.draws as real
from tests.alarms.checks import poisson_count
from tests.twin import draws as twin

WORDS = st.integers(0, 2**64 - 1)
HALVES = st.integers(0, 2**32 - 1)
EXAMPLES = settings(max_examples=300, deadline=None)


@EXAMPLES
@given(seed=st.integers(-(2**70), 2**70), stream=st.text(max_size=30), who=WORDS, when=HALVES, slot=HALVES)
def test_same_bits_at_every_address(seed: int, stream: str, who: int, when: int, slot: int) -> None:
    key = real.stream_key(seed, stream)
    assert int(key) == twin.key_of(seed, stream)
    bits = real.draw(key, np.uint64(who), np.uint64(when), np.uint64(slot))
    assert int(bits) == twin.bits_at(int(key), who, when, slot) == twin.Dice(seed).bits(stream, who, when, slot)


@EXAMPLES
@given(bits=WORDS, total=st.integers(1, 2**62))
def test_same_choice(bits: int, total: int) -> None:
    assert int(real.choice(np.uint64(bits), np.int64(total))) == twin.pick(bits, total)


@EXAMPLES
@given(bits=WORDS, p=st.floats(0, 1))
def test_same_threshold(bits: int, p: float) -> None:
    assert real.threshold(p) == twin.limit_of(p)
    assert bool(real.below(np.uint64(bits), np.int64(real.threshold(p)))) == twin.passes(bits, p)


@EXAMPLES
@given(bits=WORDS | st.sampled_from([0, 1, 2047, 2048, 2**64 - 1, 2**63]), rate=st.integers(0, 2**45))
def test_same_gap_to_the_last_bit(bits: int, rate: int) -> None:
    assert float(real.neglog(np.uint64(bits))) == twin.minus_log(bits)
    assert int(real.gap(np.uint64(bits), np.int64(rate))) == twin.gap(bits, rate)


def test_poisson_counts_have_their_mean() -> None:
    draws = [twin.poisson(twin.bits_at(1, who, 0, 0), 0.7) for who in range(20000)]
    poisson_count(sum(draws), mean=0.7 * 20000)
