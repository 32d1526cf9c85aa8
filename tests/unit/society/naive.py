"""People and ties in plain Python, from ``docs/odd/society.md`` alone: whole numbers and dictionaries, no kernel."""

from __future__ import annotations

import hashlib
from itertools import accumulate
from math import floor

MASK = (1 << 64) - 1
G, A, C = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


def key(seed: int, stream: str) -> int:
    return int.from_bytes(hashlib.blake2b(f"{seed}|{stream}".encode(), digest_size=8).digest(), "little")


def mix(z: int) -> int:
    z = ((z ^ (z >> 30)) * A) & MASK
    z = ((z ^ (z >> 27)) * C) & MASK
    return z ^ (z >> 31)


def draw(k: int, uid: int, when: int, slot: int) -> int:
    x = mix(k ^ (uid * G & MASK))
    return mix(x ^ ((((when << 32) | slot) * 0xD1342543DE82EF95) & MASK))


def limit(p: float) -> int:
    return min((1 << 63) - 1, floor(p * 2**36 + 0.5) << 27)


def value(shares: list[float], bits: int) -> int:
    return sum(limit(part) <= bits >> 1 for part in list(accumulate(shares))[:-1])


def permutation(w0: int, w1: int, bits: int) -> list[int]:
    """P(x) for every x."""
    h = bits // 2
    w2, w3 = w0 * A & MASK, w1 * C & MASK

    def f(r: int, m: int, c: int) -> int:
        z = (r * m + c) & MASK
        return (((z ^ (z >> 32)) * A) & MASK) >> (64 - h)

    made = []
    for x in range(1 << bits):
        left, right = x >> h, x & ((1 << h) - 1)
        left ^= f(right, w0, w1)
        right ^= f(left, w1, w2)
        left ^= f(right, w2, w3)
        right ^= f(left, w3, w0)
        left ^= f(right, w2 ^ w1, w3)
        made.append(left << h | right)
    return made


def slot_pairs(seed: int, kind: str, block: int, slot: int) -> list[tuple[int, int, int]]:
    """Pairs (lower offset, higher offset, word) of a slot of a block of 4,096."""
    w0 = draw(key(seed, f"tie:{kind}"), block, 0, slot)
    w1 = mix((w0 + G) & MASK)
    places = permutation(w0, w1, 12)
    where = {place: x for x, place in enumerate(places)}
    return [
        (*sorted((where[p], where[p + 1])), mix(w1 ^ ((p >> 1) * G & MASK)) >> 1)  # type: ignore[misc]
        for p in range(0, 4096, 2)
    ]


def households(seed: int, block: int, shares: list[float]) -> list[int]:
    """First member's offset for every offset of a block."""
    firsts: list[int] = []
    k = 0
    while len(firsts) < 4096:
        size = 1 + value(shares, draw(key(seed, "household size"), 4096 * block, k, 0))
        firsts += [len(firsts)] * min(size, 4096 - len(firsts))
        k += 1
    return firsts
