"""The other ends of a subject's ties, as a function of (seed, uid). Kernels; all uids are int64.

``ties_of`` is the one entry: it fills an array with the uids at the other ends of one kind. Ends beyond the number of
persons are absent; so are ties to oneself; a pair appears once.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from demerit.draws import S_1, draw, mix
from demerit.society.matching import GOLDEN, child_ties, parent_ties, partner_ties, person_years, place_of, uid_at
from demerit.society.people import household_of, joint_value, years_of
from demerit.society.tables import (
    BACKWARDS,
    BLOCK,
    EMPLOYEE,
    FIRM_BASE,
    HOUSEHOLD,
    OFFICER,
    PARENT,
    PopulationTables,
)

__all__ = ["ADULT", "employer_of", "firm_officer", "is_employed", "ties_of"]

ADULT = 18
"""Years from which a person can be an officer, be employed, and have parents outside the household."""
HALF_BLOCK = np.uint64(6)
ZERO = np.uint64(0)
ONE = np.uint64(1)


@njit(cache=True)
def ties_of(tables: PopulationTables, kind: int, uid: int, n_persons: int, out: NDArray[np.int64]) -> int:
    """Fill the other ends of a subject's ties of one kind.

    Parameters
    ----------
    tables : PopulationTables
    kind : int64
        Code from ``tie_code``: household 0, parent 1 (child to parent), kin 2, friend 3, colleague 4, neighbour 5,
        officer 6 (firm to person), employee 7 (firm to person); ~parent 9, ~officer 14, ~employee 15.
    uid : int64
        A person in [0, n_persons), or a firm (2**40 + i) for officer and employee.
    n_persons : int64
        Number of persons.
    out : ndarray, int64, shape (at least tables.max_ties[kind],)
        Filled with the uids of the other ends, in an order that does not depend on ``n_persons``.

    Returns
    -------
    int64
        How many were filled; 0 if the society has no such ties.
    """
    base_kind = kind if kind < BACKWARDS else kind - BACKWARDS
    of_firm = kind == OFFICER or kind == EMPLOYEE
    if tables.tie_present[base_kind] == 0 or (uid >= FIRM_BASE) != of_firm:
        return 0
    if kind == HOUSEHOLD:
        return household_ties(tables, uid, n_persons, out)
    if kind == PARENT:
        return parents_of(tables, uid, n_persons, out)
    if kind == PARENT + BACKWARDS:
        return children_of(tables, uid, n_persons, out)
    if kind == OFFICER:
        return officers_of(tables, uid, n_persons, out)
    if kind == OFFICER + BACKWARDS:
        return offices_of(tables, uid, out)
    if kind == EMPLOYEE:
        return employees_of(tables, uid, n_persons, out)
    if kind == EMPLOYEE + BACKWARDS:
        out[0] = employer_of(tables, uid)
        return 1 if out[0] >= 0 else 0
    return partner_ties(tables, base_kind, uid, n_persons, out)


@njit(cache=True)
def household_ties(tables: PopulationTables, uid: int, n_persons: int, out: NDArray[np.int64]) -> int:
    """All other members, ascending."""
    first, size = household_of(tables, uid)
    count = 0
    for other in range(first, min(first + size, n_persons)):
        if other != uid:
            out[count] = other
            count += 1
    return count


@njit(cache=True)
def years_in_household(tables: PopulationTables, uid: int, first: int) -> int:
    """Whole years of a member of a household that is known."""
    return years_of(tables, uid, joint_value(tables, tables.age_joint, uid, first))


@njit(cache=True)
def household_parents(tables: PopulationTables, years: int, first: int, size: int, out: NDArray[np.int64]) -> int:
    """Parents of a minor: the first two members, by uid, who are at least 18 years older."""
    count = 0
    for other in range(first, first + size):
        if years_in_household(tables, other, first) >= years + ADULT:
            out[count] = other
            count += 1
            if count == 2:
                break
    return count


@njit(cache=True)
def parents_of(tables: PopulationTables, uid: int, n_persons: int, out: NDArray[np.int64]) -> int:
    """Parents: of a minor in a household, members of it; of others, by matching."""
    years = person_years(tables, uid)
    if years >= ADULT or tables.has_households == 0:
        return parent_ties(tables, uid, years, tables.tie_slots[PARENT], n_persons, out)
    first, size = household_of(tables, uid)
    count = household_parents(tables, years, first, size, out)
    kept = 0
    for i in range(count):
        if out[i] < n_persons:
            out[kept] = out[i]
            kept += 1
    return kept


@njit(cache=True)
def children_of(tables: PopulationTables, uid: int, n_persons: int, out: NDArray[np.int64]) -> int:
    """Children: minors of the household of whom ``uid`` is a parent, then others by matching."""
    years = person_years(tables, uid)
    if tables.has_households == 0:
        return child_ties(tables, uid, years, 0, n_persons, out, 0)
    count = 0
    if years >= ADULT:
        first, size = household_of(tables, uid)
        pair = np.empty(2, np.int64)
        for child in range(first, min(first + size, n_persons)):
            child_years = years_in_household(tables, child, first)
            if child_years < ADULT and years >= child_years + ADULT:
                n_parents = household_parents(tables, child_years, first, size, pair)
                for i in range(n_parents):
                    if pair[i] == uid:
                        out[count] = child
                        count += 1
    return child_ties(tables, uid, years, ADULT, n_persons, out, count)


@njit(cache=True)
def is_employed(tables: PopulationTables, uid: int) -> bool:
    """Whether a person is employed: keyed, and only from 18 where the society has ``age``."""
    bits = draw(tables.employed_key, np.uint64(np.int64(uid)), ZERO, ZERO)
    if np.int64(bits >> S_1) >= tables.employed_limit:
        return False
    return tables.age_joint < 0 or person_years(tables, uid) >= ADULT


@njit(cache=True)
def employer_of(tables: PopulationTables, uid: int) -> int:
    """uid of the firm that employs a person, or -1: the firm that holds the person's place in the block's permutation."""
    if not is_employed(tables, uid):
        return np.int64(-1)
    block = np.int64(uid) // BLOCK
    w0 = draw(tables.employer_key, np.uint64(block), ZERO, ZERO)
    place = np.int64(place_of(w0, mix(w0 + GOLDEN), HALF_BLOCK, np.uint64(np.int64(uid) - block * BLOCK)))
    low, high = 0, tables.firms_per_block
    while high - low > 1:
        middle = (low + high) // 2
        if tables.firm_start[middle] <= place:
            low = middle
        else:
            high = middle
    return FIRM_BASE + block * tables.firms_per_block + low


@njit(cache=True)
def employees_of(tables: PopulationTables, uid: int, n_persons: int, out: NDArray[np.int64]) -> int:
    """Employees of a firm: the employed among the people at its places of the block's permutation."""
    firm = np.int64(uid) - FIRM_BASE
    if firm < 0:
        return 0
    block = firm // tables.firms_per_block
    i = firm - block * tables.firms_per_block
    w0 = draw(tables.employer_key, np.uint64(block), ZERO, ZERO)
    w1 = mix(w0 + GOLDEN)
    count = 0
    for place in range(tables.firm_start[i], tables.firm_start[i + 1]):
        person = block * BLOCK + np.int64(uid_at(w0, w1, HALF_BLOCK, np.uint64(place)))
        if person < n_persons and is_employed(tables, person):
            out[count] = person
            count += 1
    return count


@njit(cache=True)
def n_officers(tables: PopulationTables, firm: int) -> int:
    """Officers of firm ``firm`` (0, 1, ...): the whole part, and one more with the chance of the rest."""
    bits = draw(tables.officer_key, np.uint64(FIRM_BASE + np.int64(firm)), ONE, ZERO)
    return tables.officer_whole + (1 if np.int64(bits >> S_1) < tables.officer_limit else 0)


@njit(cache=True)
def firm_officer(tables: PopulationTables, firm: int, j: int) -> int:
    """Officer ``j`` of firm ``firm``: the first person of 18 or more at places i, i + f, i + 2f, ... of permutation j, or -1."""
    block = np.int64(firm) // tables.firms_per_block
    i = np.int64(firm) - block * tables.firms_per_block
    w0 = draw(tables.officer_key, np.uint64(block), ZERO, np.uint64(j))
    w1 = mix(w0 + GOLDEN)
    for k in range(tables.officer_tries):
        place = np.uint64(i + k * tables.firms_per_block)
        person = block * BLOCK + np.int64(uid_at(w0, w1, HALF_BLOCK, place))
        if tables.age_joint < 0 or person_years(tables, person) >= ADULT:
            return person
    return np.int64(-1)


@njit(cache=True)
def officers_of(tables: PopulationTables, uid: int, n_persons: int, out: NDArray[np.int64]) -> int:
    """Officers of a firm, each once."""
    firm = np.int64(uid) - FIRM_BASE
    if firm < 0:
        return 0
    count = 0
    for j in range(n_officers(tables, firm)):
        person = firm_officer(tables, firm, j)
        if person < 0 or person >= n_persons:
            continue
        seen = False
        for i in range(count):
            seen = seen or out[i] == person
        if not seen:
            out[count] = person
            count += 1
    return count


@njit(cache=True)
def offices_of(tables: PopulationTables, uid: int, out: NDArray[np.int64]) -> int:
    """Firms of which a person is an officer, each once."""
    block = np.int64(uid) // BLOCK
    x = np.uint64(np.int64(uid) - block * BLOCK)
    count = 0
    for j in range(tables.officer_whole + (1 if tables.officer_limit > 0 else 0)):
        w0 = draw(tables.officer_key, np.uint64(block), ZERO, np.uint64(j))
        place = np.int64(place_of(w0, mix(w0 + GOLDEN), HALF_BLOCK, x))
        if place >= tables.officer_tries * tables.firms_per_block:
            continue
        firm = block * tables.firms_per_block + place % tables.firms_per_block
        if j >= n_officers(tables, firm) or firm_officer(tables, firm, j) != uid:
            continue
        seen = False
        for i in range(count):
            seen = seen or out[i] == FIRM_BASE + firm
        if not seen:
            out[count] = FIRM_BASE + firm
            count += 1
    return count
