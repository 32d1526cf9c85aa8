"""Who is tied to whom by keyed matching: kin, friend, colleague, neighbour, and the parents of adults.

In slot s of a kind every uid of a block (2**12, 2**16 or 2**20) has one partner: P permutes the places of the block and
pairs neighbouring places. P is a Feistel network of five rounds keyed by (seed, kind, block, slot), so either end finds
the other in about 20 ns, nothing is stored, and nothing depends on how many people there are.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from demerit.compiled import entry_kernel, kernel
from demerit.draws import M_A, M_B, S_1, S_32, draw, mix
from demerit.society.people import joint_value, value_in_cell, years_of
from demerit.society.tables import PARENT, Cells, Int, PopulationTables

__all__ = [
    "matched_children",
    "matched_parents",
    "met_before",
    "pair_word",
    "partner_ties",
    "person_years",
    "place_of",
    "round_word",
    "uid_at",
]

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
ZERO = np.uint64(0)
ONE = np.uint64(1)
WORD = np.uint64(64)
MOST_PARENTS = 2
VALUE_BITS = 15
VALUE_MASK = (1 << VALUE_BITS) - 1


@kernel
def round_word(x: np.uint64, factor: np.uint64, offset: np.uint64, shift: np.uint64) -> np.uint64:
    """One round of the network: the upper ``64 - shift`` bits of a keyed product, folded once."""
    z = x * factor + offset
    z ^= z >> S_32
    return (z * M_A) >> shift


@entry_kernel
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


@entry_kernel
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


@kernel
def pair_word(w1: np.uint64, place: np.uint64) -> np.int64:
    """63 bits that a pair shares: drawn from the slot and the pair's place in it, so both ends have them at once."""
    return np.int64(mix(w1 ^ ((place >> ONE) * GOLDEN)) >> S_1)


@kernel
def met_before(out: NDArray[np.int64], count: Int, uid: Int) -> bool:
    """Whether ``uid`` is among the first ``count`` of ``out``."""
    met = False
    for i in range(count):
        met = met or out[i] == uid
    return met


@kernel
def partner_ties(
    tables: PopulationTables, kind: Int, uid: Int, n_persons: Int, cells: Cells, out: NDArray[np.int64]
) -> Int:
    """Fill the other ends of a kind that is the same both ways; see ``ties_with_cells``."""
    bits = tables.ties[kind]["bits"]
    half = np.uint64(bits >> 1)
    block = np.uint64(np.int64(uid) >> bits)
    base = np.int64(uid) >> bits << bits
    x = np.uint64(np.int64(uid) - base)
    top = tables.ties[kind]["top"]
    key = tables.ties[kind]["key"]
    met = 0
    for slot in range(tables.ties[kind]["slots"]):  # without a branch: the slots in which the pair may be tied
        w0 = draw(key, block, ZERO, np.uint64(slot))
        w1 = mix(w0 + GOLDEN)
        out[met] = slot
        met += pair_word(w1, place_of(w0, w1, half, x)) < top
    own = np.int64(-1)
    count = 0
    for i in range(met):
        w0 = draw(key, block, ZERO, np.uint64(out[i]))
        w1 = mix(w0 + GOLDEN)
        place = place_of(w0, w1, half, x)
        word = pair_word(w1, place)
        other = base + np.int64(uid_at(w0, w1, half, place ^ ONE))
        if other >= n_persons:
            continue
        if tables.ties[kind]["patterned"] > 0:
            if own < 0:
                own = np.int64(pattern_values(tables, kind, uid, cells))
            theirs = pattern_values(tables, kind, other, cells)
            if word >= tables.tie_limit[kind, pattern(tables, kind, own, theirs)]:
                continue
        if not met_before(out, count, other):
            out[count] = other
            count += 1
    return count


@kernel
def pattern_values(tables: PopulationTables, kind: Int, uid: Int, cells: Cells) -> Int:
    """Values of the homophily attributes of a kind, 15 bits each."""
    packed = np.int64(0)
    for i in range(tables.ties[kind]["patterned"]):
        packed |= value_known(tables, tables.tie_attributes[kind, i], uid, cells) << (VALUE_BITS * i)
    return packed


@kernel
def pattern(tables: PopulationTables, kind: Int, own: Int, other: Int) -> Int:
    """Bits of the homophily attributes in which two packed sets of values agree."""
    agree = 0
    for i in range(tables.ties[kind]["patterned"]):
        if (own >> (VALUE_BITS * i)) & VALUE_MASK == (other >> (VALUE_BITS * i)) & VALUE_MASK:
            agree |= 1 << i
    return agree


@kernel
def value_known(tables: PopulationTables, place: Int, uid: Int, cells: Cells) -> Int:
    """Value of a joint attribute: from the cell where the caller holds it, else drawn."""
    if 0 <= uid < cells.size:
        return value_in_cell(tables, place, np.int64(cells[uid]))
    return joint_value(tables, place, uid, np.int64(-1))


@kernel
def person_years(tables: PopulationTables, uid: Int, cells: Cells) -> Int:
    """Whole years of a person."""
    return years_of(tables, uid, value_known(tables, tables.numbers[0]["age_joint"], uid, cells))


@kernel
def matched_parents(tables: PopulationTables, uid: Int, years: Int, slots: Int, cells: Cells) -> tuple[Int, Int]:
    """Parents that matching gives someone ``years`` old in the first ``slots`` slots.

    Returns
    -------
    (int64, int64)
        The first two different ones in order of slots, -1 for none; they need not be below the number of persons.
    """
    bits = tables.ties[PARENT]["bits"]
    half = np.uint64(bits >> 1)
    block = np.uint64(np.int64(uid) >> bits)
    base = np.int64(uid) >> bits << bits
    x = np.uint64(np.int64(uid) - base)
    parent = np.int64(-1)
    for slot in range(slots):
        w0 = draw(tables.ties[PARENT]["key"], block, ZERO, np.uint64(slot))
        w1 = mix(w0 + GOLDEN)
        place = place_of(w0, w1, half, x)
        if pair_word(w1, place) >= tables.ties[PARENT]["top"]:
            continue
        other = base + np.int64(uid_at(w0, w1, half, place ^ ONE))
        older = person_years(tables, other, cells) - years
        if older < tables.numbers[0]["older_from"] or older > tables.numbers[0]["older_to"] or other == parent:
            continue
        if parent >= 0:
            return parent, other
        parent = other
    return parent, np.int64(-1)


@kernel
def matched_children(
    tables: PopulationTables,
    uid: Int,
    years: Int,
    youngest: Int,
    n_persons: Int,
    cells: Cells,
    out: NDArray[np.int64],
    count: Int,
) -> Int:
    """Append to ``out`` the children of ``youngest`` years or more that matching gives someone ``years`` old."""
    bits = tables.ties[PARENT]["bits"]
    half = np.uint64(bits >> 1)
    block = np.uint64(np.int64(uid) >> bits)
    base = np.int64(uid) >> bits << bits
    x = np.uint64(np.int64(uid) - base)
    for slot in range(tables.ties[PARENT]["slots"]):
        w0 = draw(tables.ties[PARENT]["key"], block, ZERO, np.uint64(slot))
        w1 = mix(w0 + GOLDEN)
        place = place_of(w0, w1, half, x)
        if pair_word(w1, place) >= tables.ties[PARENT]["top"]:
            continue
        child = base + np.int64(uid_at(w0, w1, half, place ^ ONE))
        if child >= n_persons or met_before(out, count, child):
            continue
        child_years = person_years(tables, child, cells)
        older = years - child_years
        if child_years < youngest or older < tables.numbers[0]["older_from"] or older > tables.numbers[0]["older_to"]:
            continue
        one, two = matched_parents(tables, child, child_years, slot + 1, cells)
        if uid in (one, two):
            out[count] = child
            count += 1
    return count
