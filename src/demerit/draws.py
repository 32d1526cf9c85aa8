"""Addressed random draws.

A draw is a pure function of ``(seed, stream, uid, when, slot)``: there is no generator object, no order and no
shared state. ``stream_key`` turns (seed, stream name) into a 64-bit key once, outside the kernels; ``draw`` turns
(key, uid, when, slot) into 64 bits. The mixer is the finaliser of splitmix64 (D. Stafford's variant 13), applied
twice; avalanche and independence are tested in ``tests/statistical/test_draws.py``.

All arithmetic here is on 64-bit integers, or on doubles with + - * / only, so that the same address gives the same
bits on every machine. ``neglog`` is our own because the last bit of a library's logarithm differs between systems.
"""

from __future__ import annotations

import hashlib

import numpy as np

from demerit.compiled import entry_kernel

__all__ = [
    "NEVER",
    "TICKS_PER_MONTH",
    "below",
    "choice",
    "draw",
    "gap",
    "neglog",
    "replicate_seed",
    "stream_key",
    "threshold",
]

K_UID = np.uint64(0x9E3779B97F4A7C15)
K_WHEN = np.uint64(0xD1342543DE82EF95)
M_A = np.uint64(0xBF58476D1CE4E5B9)
M_B = np.uint64(0x94D049BB133111EB)
S_30, S_27, S_31, S_32, S_11, S_1 = (np.uint64(s) for s in (30, 27, 31, 32, 11, 1))
LOW_32 = np.uint64(0xFFFFFFFF)
TICKS_PER_MONTH = 1 << 22
"""Candidate times are whole ticks; a month of 30.4375 days has 2**22 of them (0.63 s each)."""
NEVER = 0xFFFFFFFF
"""The tick of an event that does not come (months run to 1,022)."""
GAP_SCALE = float(1 << 54)
"""Ticks a month (2**22) times rate units (2**32 = one a month)."""
LN2 = 0.6931471805599453
SQRT2 = 1.4142135623730951


def stream_key(seed: int, stream: str) -> np.uint64:
    """Key of a named decision under a seed.

    Parameters
    ----------
    seed : int
        Any integer; 0 is a seed.
    stream : str
        Name of what decides, e.g. ``"detect:court"``.

    Returns
    -------
    numpy.uint64
        BLAKE2b of both, 64 bits.
    """
    digest = hashlib.blake2b(f"{seed}|{stream}".encode(), digest_size=8).digest()
    return np.uint64(int.from_bytes(digest, "little"))


def replicate_seed(seed: int, replicate: int) -> int:
    """Seed of replicate ``r``: the seed itself for 0, otherwise a hash of (seed, r), for people and dice alike."""
    if replicate == 0:
        return seed
    digest = hashlib.blake2b(f"replicate|{seed}|{replicate}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little") >> 1


def threshold(p: float) -> int:
    """Integer threshold of a probability: ``below(bits, threshold(p))`` is true with chance p (to 2**-63).

    Parameters
    ----------
    p : float
        Probability in [0, 1].

    Returns
    -------
    int
        In [0, 2**63]; 0 never passes and 2**63 - 1 ... wraps are excluded: p = 1 gives 2**63 - 1 and always passes.
    """
    if not 0.0 <= p <= 1.0:
        raise ValueError(f"a probability must lie in [0, 1], got {p}")
    return (1 << 63) - 1 if p >= 1.0 else int(p * 9223372036854775808.0)


@entry_kernel
def mix(z: np.uint64) -> np.uint64:
    """Finaliser of splitmix64 (Stafford's variant 13): a bijection of 64-bit words."""
    z = (z ^ (z >> S_30)) * M_A
    z = (z ^ (z >> S_27)) * M_B
    return z ^ (z >> S_31)


@entry_kernel
def draw(key: np.uint64, uid: np.uint64, when: np.uint64, slot: np.uint64) -> np.uint64:
    """64 random bits at an address.

    Parameters
    ----------
    key : uint64
        From ``stream_key``.
    uid : uint64
        Who.
    when : uint64
        Month or candidate number, below 2**32.
    slot : uint64
        Which draw of the same decision, below 2**32.

    Returns
    -------
    uint64
    """
    x = mix(key ^ (uid * K_UID))
    return mix(x ^ (((when << S_32) | slot) * K_WHEN))


@entry_kernel
def below(bits: np.uint64, limit: np.int64) -> bool:
    """Whether a draw passes an integer threshold (see ``threshold``)."""
    return bool(np.int64(bits >> S_1) < limit or limit == np.int64(0x7FFFFFFFFFFFFFFF))


@entry_kernel
def choice(bits: np.uint64, total: np.int64) -> np.int64:
    """A whole number in [0, total), by the high word of a product; total at most 2**62."""
    t = np.uint64(total)
    hi, lo = bits >> S_32, bits & LOW_32
    thi, tlo = t >> S_32, t & LOW_32
    mid = hi * tlo + ((lo * tlo) >> S_32)
    mid2 = lo * thi + (mid & LOW_32)
    return np.int64(hi * thi + (mid >> S_32) + (mid2 >> S_32))


@entry_kernel
def neglog(bits: np.uint64) -> float:
    """Minus the natural logarithm of a uniform draw in (0, 1]: an exponential of mean 1.

    The upper 53 bits plus one, over 2**53; the series of atanh to 12 terms, so that only + - * / are used.
    """
    m = (bits >> S_11) + S_1
    e = 0
    x = float(m)
    # exact scaling of x into [1, 2)
    while x >= 4294967296.0:
        x *= 2.3283064365386963e-10
        e += 32
    while x >= 65536.0:
        x *= 1.52587890625e-05
        e += 16
    while x >= 256.0:
        x *= 0.00390625
        e += 8
    while x >= 16.0:
        x *= 0.0625
        e += 4
    while x >= 2.0:
        x *= 0.5
        e += 1
    if x > SQRT2:
        x *= 0.5
        e += 1
    s = (x - 1.0) / (x + 1.0)
    q = s * s
    t = 1.0 / 23.0
    t = t * q + 1.0 / 21.0
    t = t * q + 1.0 / 19.0
    t = t * q + 1.0 / 17.0
    t = t * q + 1.0 / 15.0
    t = t * q + 1.0 / 13.0
    t = t * q + 1.0 / 11.0
    t = t * q + 1.0 / 9.0
    t = t * q + 1.0 / 7.0
    t = t * q + 1.0 / 5.0
    t = t * q + 1.0 / 3.0
    t = t * q + 1.0
    return (53 - e) * LN2 - 2.0 * s * t


@entry_kernel
def gap(bits: np.uint64, rate: np.int64) -> np.int64:
    """Ticks to the next candidate of a Poisson process.

    Parameters
    ----------
    bits : uint64
        A draw.
    rate : int64
        Rate in units of 2**-32 a month; 0 means never.

    Returns
    -------
    int64
        Ticks, at most ``NEVER``.
    """
    if rate <= 0:
        return np.int64(NEVER)
    ticks = neglog(bits) * GAP_SCALE / float(rate)
    if ticks >= 4294967295.0:
        return np.int64(NEVER)
    return np.int64(ticks)
