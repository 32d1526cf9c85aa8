"""Who is tied to whom by keyed matching: kin, friend, colleague, neighbour, and the parents of adults.

In slot s of a kind every uid of a block (2**12, 2**16 or 2**20) has one partner: P permutes the places of the block and pairs
neighbouring places. P is a Feistel network of five rounds keyed by (seed, kind, block, slot), so either end finds the other
in about 20 ns, nothing is stored, and nothing depends on how many people there are.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from demerit.draws import M_A, M_B, S_1, S_32, draw, mix
from demerit.society.people import joint_value, years_of
from demerit.society.tables import MAX_PATTERN_ATTRIBUTES, PARENT, PopulationTables

__all__ = ["child_ties", "pair_word", "parent_ties", "partner_ties", "place_of", "round_word", "uid_at"]

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
ZERO = np.uint64(0)
ONE = np.uint64(1)
WORD = np.uint64(64)
MOST_PARENTS = 2


@njit(cache=True)
def round_word(x: np.uint64, factor: np.uint64, offset: np.uint64, shift: np.uint64) -> np.uint64:
    """One round of the network: the upper ``64 - shift`` bits of a keyed product, folded once."""
    z = x * factor + offset
    z ^= z >> S_32
    return (z * M_A) >> shift


@njit(cache=True)
def place_of(w0: np.uint64, w1: np.uint64, half: np.uint64, x: np.uint64) -> np.uint64:
    """Place P(x) of an offset; ``half`` is half the bits of the block, ``w0`` and ``w1`` the words of the slot."""
    shift = WORD - half
    w2, w3 = w0 * M_A, w1 * M_B
    a, b = x >> half, x & ((ONE << half) - ONE)
    a ^= round_word(b, w0, w1, shift)
    b ^= round_word(a, w1, w2, shift)
    a ^= round_word(b, w2, w3, shift)
    b ^= round_word(a, w3, w0, shift)
    a ^= round_word(b, w2 ^ w1, w3, shift)
    return (a << half) | b


@njit(cache=True)
def uid_at(w0: np.uint64, w1: np.uint64, half: np.uint64, place: np.uint64) -> np.uint64:
    """Offset x with P(x) = place: the rounds of ``place_of`` backwards."""
    shift = WORD - half
    w2, w3 = w0 * M_A, w1 * M_B
    a, b = place >> half, place & ((ONE << half) - ONE)
    a ^= round_word(b, w2 ^ w1, w3, shift)
    b ^= round_word(a, w3, w0, shift)
    a ^= round_word(b, w2, w3, shift)
    b ^= round_word(a, w1, w2, shift)
    a ^= round_word(b, w0, w1, shift)
    return (a << half) | b


@njit(cache=True)
def pair_word(w1: np.uint64, place: np.uint64) -> np.int64:
    """63 bits that a pair shares: drawn from the slot and the pair's place in it, so both ends have them at once."""
    return np.int64(mix(w1 ^ ((place >> ONE) * GOLDEN)) >> S_1)


@njit(cache=True)
def met_before(out: NDArray[np.int64], count: int, uid: int) -> bool:
    """Whether ``uid`` is among the first ``count`` of ``out``."""
    for i in range(count):  # noqa: SIM110 (a plain loop compiles best)
        if out[i] == uid:
            return True
    return False


@njit(cache=True)
def partner_ties(tables: PopulationTables, kind: int, uid: int, n_persons: int, out: NDArray[np.int64]) -> int:
    """Fill the other ends of a kind that is the same both ways; see ``ties_of``."""
    bits = tables.tie_bits[kind]
    half = np.uint64(bits >> 1)
    block = np.uint64(np.int64(uid) >> bits)
    base = np.int64(uid) >> bits << bits
    x = np.uint64(np.int64(uid) - base)
    top = tables.tie_top[kind]
    key = tables.tie_key[kind]
    patterned = tables.tie_attributes[kind, 0] >= 0
    own = np.full(MAX_PATTERN_ATTRIBUTES, -1, np.int64) if patterned else np.empty(0, np.int64)
    count = 0
    for slot in range(tables.tie_slots[kind]):
        w0 = draw(key, block, ZERO, np.uint64(slot))
        w1 = mix(w0 + GOLDEN)
        place = place_of(w0, w1, half, x)
        word = pair_word(w1, place)
        if word >= top:
            continue
        other = base + np.int64(uid_at(w0, w1, half, place ^ ONE))
        if other >= n_persons:
            continue
        if patterned and word >= tables.tie_limit[kind, pattern_of(tables, kind, uid, other, own)]:
            continue
        if not met_before(out, count, other):
            out[count] = other
            count += 1
    return count


@njit(cache=True)
def pattern_of(tables: PopulationTables, kind: int, uid: int, other: int, own: NDArray[np.int64]) -> int:
    """Bits of the homophily attributes in which two people agree; ``own`` keeps the values of ``uid`` (-1: not drawn yet)."""
    pattern = 0
    for i in range(MAX_PATTERN_ATTRIBUTES):
        place = tables.tie_attributes[kind, i]
        if place < 0:
            break
        if own[i] < 0:
            own[i] = joint_value(tables, place, uid, np.int64(-1))
        if joint_value(tables, place, other, np.int64(-1)) == own[i]:
            pattern |= 1 << i
    return pattern


@njit(cache=True)
def person_years(tables: PopulationTables, uid: int) -> int:
    """Whole years of a person."""
    return years_of(tables, uid, joint_value(tables, tables.age_joint, uid, np.int64(-1)))


@njit(cache=True)
def parent_ties(
    tables: PopulationTables, uid: int, years: int, slots: int, n_persons: int, out: NDArray[np.int64]
) -> int:
    """Fill the parents of someone ``years`` old that matching gives in the first ``slots`` slots: at most two, in order of slots.

    A parent beyond ``n_persons`` counts towards the two but is not returned, so that growth changes no other tie.
    """
    bits = tables.tie_bits[PARENT]
    half = np.uint64(bits >> 1)
    block = np.uint64(np.int64(uid) >> bits)
    base = np.int64(uid) >> bits << bits
    x = np.uint64(np.int64(uid) - base)
    count = 0
    for slot in range(slots):
        w0 = draw(tables.tie_key[PARENT], block, ZERO, np.uint64(slot))
        w1 = mix(w0 + GOLDEN)
        place = place_of(w0, w1, half, x)
        if pair_word(w1, place) >= tables.tie_top[PARENT]:
            continue
        other = base + np.int64(uid_at(w0, w1, half, place ^ ONE))
        older = person_years(tables, other) - years
        if older < tables.older_from or older > tables.older_to or met_before(out, count, other):
            continue
        out[count] = other
        count += 1
        if count == MOST_PARENTS:
            break
    kept = 0
    for i in range(count):
        if out[i] < n_persons:
            out[kept] = out[i]
            kept += 1
    return kept


@njit(cache=True)
def child_ties(
    tables: PopulationTables, uid: int, years: int, youngest: int, n_persons: int, out: NDArray[np.int64], count: int
) -> int:
    """Append the children by matching of someone ``years`` old (children of ``youngest`` years or more) to ``out``."""
    bits = tables.tie_bits[PARENT]
    half = np.uint64(bits >> 1)
    block = np.uint64(np.int64(uid) >> bits)
    base = np.int64(uid) >> bits << bits
    x = np.uint64(np.int64(uid) - base)
    parents = np.empty(MOST_PARENTS, np.int64)
    for slot in range(tables.tie_slots[PARENT]):
        w0 = draw(tables.tie_key[PARENT], block, ZERO, np.uint64(slot))
        w1 = mix(w0 + GOLDEN)
        place = place_of(w0, w1, half, x)
        if pair_word(w1, place) >= tables.tie_top[PARENT]:
            continue
        child = base + np.int64(uid_at(w0, w1, half, place ^ ONE))
        if child >= n_persons:
            continue
        child_years = person_years(tables, child)
        older = years - child_years
        if child_years < youngest or older < tables.older_from or older > tables.older_to:
            continue
        if met_before(out, count, child):
            continue
        n_parents = parent_ties(tables, child, child_years, slot + 1, np.int64(1) << 62, parents)
        if met_before(parents, n_parents, uid):
            out[count] = child
            count += 1
    return count
