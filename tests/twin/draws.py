"""Addressed draws, a second time: plain whole numbers and masks, nothing shared with ``demerit.draws``."""

from __future__ import annotations

import hashlib
import math

WORD = (1 << 64) - 1
HALF = (1 << 32) - 1
NEVER = 0xFFFFFFFF
MONTH_BITS = 22
LAST_TICK = NEVER - 1


def key_of(seed: int, stream: str) -> int:
    """Key of a stream under a seed: the first 64 bits of BLAKE2b, little end first."""
    return int.from_bytes(hashlib.blake2b(f"{seed}|{stream}".encode(), digest_size=8).digest(), "little")


def name_hash(name: str) -> int:
    """Low 32 bits of the key of a name under seed 0."""
    return key_of(0, name) & HALF


def mix(word: int) -> int:
    """Scramble 64 bits."""
    word = ((word ^ (word >> 30)) * 0xBF58476D1CE4E5B9) & WORD
    word = ((word ^ (word >> 27)) * 0x94D049BB133111EB) & WORD
    return word ^ (word >> 31)


def bits_at(key: int, who: int, when: int, slot: int) -> int:
    """64 bits at an address."""
    inner = mix(key ^ (who * 0x9E3779B97F4A7C15 & WORD))
    return mix(inner ^ (((when << 32) | slot) * 0xD1342543DE82EF95 & WORD))


def limit_of(p: float) -> int:
    """Whole threshold of a probability, in units of 2**-63."""
    return (1 << 63) - 1 if p >= 1.0 else int(p * 2.0**63)


def passes(bits: int, p: float) -> bool:
    """Whether a draw passes a probability."""
    return p >= 1.0 or (bits >> 1) < limit_of(p)


def pick(bits: int, total: int) -> int:
    """A whole number below ``total``."""
    return (bits * total) >> 64


def minus_log(bits: int) -> float:
    """Minus the logarithm of ((upper 53 bits) + 1) / 2**53, by the same sums as the contract's."""
    x, halvings = float((bits >> 11) + 1), 0
    for power in (32, 16, 8, 4):
        while x >= 2.0**power:
            x, halvings = x * 2.0**-power, halvings + power
    while x >= 2.0:
        x, halvings = x * 0.5, halvings + 1
    if x > 1.4142135623730951:
        x, halvings = x * 0.5, halvings + 1
    s = (x - 1.0) / (x + 1.0)
    total = 0.0
    for odd in range(23, 0, -2):
        total = total * (s * s) + 1.0 / odd
    return (53 - halvings) * 0.6931471805599453 - 2.0 * s * total


def gap(bits: int, rate: int) -> int:
    """Ticks to the next candidate at a rate in 2**-32 a month; ``NEVER`` if it does not come."""
    if rate <= 0:
        return NEVER
    ticks = minus_log(bits) * 2.0**54 / float(rate)
    return NEVER if ticks >= 4294967295.0 else math.floor(ticks)


def later(tick: int, step: int) -> int:
    """A tick and a gap, or ``NEVER`` when the sum is beyond 2**32 - 2."""
    return min(tick + step, NEVER) if tick + step > LAST_TICK else tick + step


def poisson(bits: int, mean: float) -> int:
    """A Poisson count of at most 15, by inversion."""
    part = math.exp(-mean)
    total = part
    for count in range(15):
        if passes(bits, min(1.0, total)):
            return count
        part = part * (mean / (count + 1))
        total += part
    return 15


class Dice:
    """Draws of one seed; streams are named as in the contract."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.keys: dict[str, int] = {}

    def bits(self, stream: str, who: int, when: int, slot: int) -> int:
        """64 bits at (stream; who, when, slot)."""
        if stream not in self.keys:
            self.keys[stream] = key_of(self.seed, stream)
        return bits_at(self.keys[stream], who, when, slot)

    def lucky(self, p: float, stream: str, who: int, when: int, slot: int) -> bool:
        """Whether the draw at an address passes p."""
        return passes(self.bits(stream, who, when, slot), p)
