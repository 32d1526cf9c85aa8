"""The other ends of a subject's ties, as a function of (seed, uid). Kernels; all uids are int64.

``ties_of`` is the one entry: it fills an array with the uids at the other ends of one kind. Ends beyond the number of
persons are absent; so are ties to oneself; a pair appears once.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from demerit.compiled import entry_kernel, kernel
from demerit.draws import S_1, draw, mix
from demerit.society.matching import (
    GOLDEN,
    matched_children,
    matched_parents,
    met_before,
    partner_ties,
    person_years,
    place_of,
    uid_at,
)
from demerit.society.people import household_of, joint_value, years_of
from demerit.society.tables import (
    BACKWARDS,
    BLOCK,
    EMPLOYEE,
    FIRM_BASE,
    HOUSEHOLD,
    OFFICER,
    PARENT,
    Cells,
    Int,
    PopulationTables,
)

__all__ = ["ADULT", "employer_of", "firm_officer", "is_employed", "ties_of", "ties_with_cells"]

ADULT = 18
"""Years from which a person can be an officer, be employed, and have parents outside the household."""
HALF_BLOCK = np.uint64(6)
ZERO = np.uint64(0)
ONE = np.uint64(1)


@entry_kernel
def ties_of(tables: PopulationTables, kind: Int, uid: Int, n_persons: Int, out: NDArray[np.int64]) -> Int:
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
        Filled with the uids of the other ends, in an order that does not depend on ``n_persons``; what stands after
        them is scratch.

    Returns
    -------
    int64
        How many were filled; 0 if the society has no such ties.
    """
    return ties_with_cells(tables, kind, uid, n_persons, tables.no_cells, out)


@entry_kernel
def ties_with_cells(
    tables: PopulationTables, kind: Int, uid: Int, n_persons: Int, cells: Cells, out: NDArray[np.int64]
) -> Int:
    """Do what ``ties_of`` does, faster for a caller that holds the cells of this population.

    ``cells`` is uint16 of shape (m,), the cells of the persons 0 ... m - 1; the others are drawn. It changes the time
    only: kinds with homophily or with years then need not find the household of every candidate (1 us each).
    """
    base_kind = kind if kind < BACKWARDS else kind - BACKWARDS
    of_firm = kind in (OFFICER, EMPLOYEE)
    if tables.ties[base_kind]["present"] == 0 or (uid >= FIRM_BASE) != of_firm:
        return 0
    if kind == HOUSEHOLD:
        return household_ties(tables, uid, n_persons, out)
    if kind == PARENT:
        return parents_of(tables, uid, n_persons, cells, out)
    if kind == PARENT + BACKWARDS:
        return children_of(tables, uid, n_persons, cells, out)
    if kind == OFFICER:
        return officers_of(tables, uid, n_persons, cells, out)
    if kind == OFFICER + BACKWARDS:
        return offices_of(tables, uid, cells, out)
    if kind == EMPLOYEE:
        return employees_of(tables, uid, n_persons, cells, out)
    if kind == EMPLOYEE + BACKWARDS:
        out[0] = employer_of(tables, uid, cells)
        return 1 if out[0] >= 0 else 0
    return partner_ties(tables, base_kind, uid, n_persons, cells, out)


@kernel
def household_ties(tables: PopulationTables, uid: Int, n_persons: Int, out: NDArray[np.int64]) -> Int:
    """All other members, ascending."""
    first, size = household_of(tables, uid)
    count = 0
    for other in range(first, min(first + size, n_persons)):
        if other != uid:
            out[count] = other
            count += 1
    return count


@kernel
def years_in_household(tables: PopulationTables, uid: Int, first: Int) -> Int:
    """Whole years of a member of a household that is known."""
    return years_of(tables, uid, joint_value(tables, tables.numbers[0]["age_joint"], uid, first))


@kernel
def household_parents(tables: PopulationTables, years: Int, first: Int, size: Int) -> tuple[Int, Int]:
    """Parents of a minor: the first two members, by uid, who are at least 18 years older; -1 for none."""
    parent = np.int64(-1)
    for other in range(first, first + size):
        if years_in_household(tables, other, first) >= years + ADULT:
            if parent >= 0:
                return parent, np.int64(other)
            parent = np.int64(other)
    return parent, np.int64(-1)


@kernel
def parents_of(tables: PopulationTables, uid: Int, n_persons: Int, cells: Cells, out: NDArray[np.int64]) -> Int:
    """Parents: of a minor in a household, members of it; of others, by matching."""
    years = person_years(tables, uid, cells)
    if years >= ADULT or tables.numbers[0]["has_households"] == 0:
        one, two = matched_parents(tables, uid, years, tables.ties[PARENT]["slots"], cells)
    else:
        first, size = household_of(tables, uid)
        one, two = household_parents(tables, years, first, size)
    count = 0
    if 0 <= one < n_persons:
        out[count] = one
        count += 1
    if 0 <= two < n_persons:
        out[count] = two
        count += 1
    return count


@kernel
def children_of(tables: PopulationTables, uid: Int, n_persons: Int, cells: Cells, out: NDArray[np.int64]) -> Int:
    """Children: minors of the household of whom ``uid`` is a parent, then others by matching."""
    years = person_years(tables, uid, cells)
    if tables.numbers[0]["has_households"] == 0:
        return matched_children(tables, uid, years, 0, n_persons, cells, out, 0)
    count = 0
    if years >= ADULT:
        first, size = household_of(tables, uid)
        for child in range(first, min(first + size, n_persons)):
            child_years = years_in_household(tables, child, first)
            if child_years < ADULT and years >= child_years + ADULT:
                one, two = household_parents(tables, child_years, first, size)
                if uid in (one, two):
                    out[count] = child
                    count += 1
    return matched_children(tables, uid, years, ADULT, n_persons, cells, out, count)


@kernel
def is_employed(tables: PopulationTables, uid: Int, cells: Cells) -> bool:
    """Whether a person is employed: keyed, and only from 18 where the society has ``age``."""
    bits = draw(tables.numbers[0]["employed_key"], np.uint64(np.int64(uid)), ZERO, ZERO)
    if np.int64(bits >> S_1) >= tables.numbers[0]["employed_limit"]:
        return False
    return bool(tables.numbers[0]["age_joint"] < 0 or person_years(tables, uid, cells) >= ADULT)


@kernel
def employer_of(tables: PopulationTables, uid: Int, cells: Cells) -> Int:
    """Uid of a person's employer, or -1: the firm that holds the person's place in the block's permutation."""
    if not is_employed(tables, uid, cells):
        return np.int64(-1)
    block = np.int64(uid) // BLOCK
    w0 = draw(tables.numbers[0]["employer_key"], np.uint64(block), ZERO, ZERO)
    place = np.int64(place_of(w0, mix(w0 + GOLDEN), HALF_BLOCK, np.uint64(np.int64(uid) - block * BLOCK)))
    low, high = 0, tables.numbers[0]["firms_per_block"]
    while high - low > 1:
        middle = (low + high) // 2
        if tables.firm_start[middle] <= place:
            low = middle
        else:
            high = middle
    return np.int64(FIRM_BASE + block * tables.numbers[0]["firms_per_block"] + low)


@kernel
def employees_of(tables: PopulationTables, uid: Int, n_persons: Int, cells: Cells, out: NDArray[np.int64]) -> Int:
    """Employees of a firm: the employed among the people at its places of the block's permutation."""
    firm = np.int64(uid) - FIRM_BASE
    if firm < 0:
        return 0
    block = firm // tables.numbers[0]["firms_per_block"]
    i = firm - block * tables.numbers[0]["firms_per_block"]
    w0 = draw(tables.numbers[0]["employer_key"], np.uint64(block), ZERO, ZERO)
    w1 = mix(w0 + GOLDEN)
    count = 0
    for place in range(tables.firm_start[i], tables.firm_start[i + 1]):
        person = block * BLOCK + np.int64(uid_at(w0, w1, HALF_BLOCK, np.uint64(place)))
        if person < n_persons and is_employed(tables, person, cells):
            out[count] = person
            count += 1
    return count


@kernel
def n_officers(tables: PopulationTables, firm: Int) -> Int:
    """Officers of firm ``firm`` (0, 1, ...): the whole part, and one more with the chance of the rest."""
    bits = draw(tables.numbers[0]["officer_key"], np.uint64(FIRM_BASE + np.int64(firm)), ONE, ZERO)
    more = 1 if np.int64(bits >> S_1) < tables.numbers[0]["officer_limit"] else 0
    return np.int64(tables.numbers[0]["officer_whole"] + more)


@kernel
def firm_officer(tables: PopulationTables, firm: Int, j: Int, cells: Cells) -> Int:
    """Officer ``j`` of a firm: the first of 18 or more at places i, i + f, i + 2f, ... of permutation j, or -1."""
    block = np.int64(firm) // tables.numbers[0]["firms_per_block"]
    i = np.int64(firm) - block * tables.numbers[0]["firms_per_block"]
    w0 = draw(tables.numbers[0]["officer_key"], np.uint64(block), ZERO, np.uint64(j))
    w1 = mix(w0 + GOLDEN)
    for k in range(tables.numbers[0]["officer_tries"]):
        place = np.uint64(i + k * tables.numbers[0]["firms_per_block"])
        person = block * BLOCK + np.int64(uid_at(w0, w1, HALF_BLOCK, place))
        if tables.numbers[0]["age_joint"] < 0 or person_years(tables, person, cells) >= ADULT:
            return np.int64(person)
    return np.int64(-1)


@kernel
def officers_of(tables: PopulationTables, uid: Int, n_persons: Int, cells: Cells, out: NDArray[np.int64]) -> Int:
    """Officers of a firm, each once."""
    firm = np.int64(uid) - FIRM_BASE
    if firm < 0:
        return 0
    count = 0
    for j in range(n_officers(tables, firm)):
        person = firm_officer(tables, firm, j, cells)
        if person < 0 or person >= n_persons:
            continue
        if not met_before(out, count, person):
            out[count] = person
            count += 1
    return count


@kernel
def offices_of(tables: PopulationTables, uid: Int, cells: Cells, out: NDArray[np.int64]) -> Int:
    """Firms of which a person is an officer, each once."""
    block = np.int64(uid) // BLOCK
    x = np.uint64(np.int64(uid) - block * BLOCK)
    count = 0
    for j in range(tables.numbers[0]["officer_whole"] + (1 if tables.numbers[0]["officer_limit"] > 0 else 0)):
        w0 = draw(tables.numbers[0]["officer_key"], np.uint64(block), ZERO, np.uint64(j))
        place = np.int64(place_of(w0, mix(w0 + GOLDEN), HALF_BLOCK, x))
        if place >= tables.numbers[0]["officer_tries"] * tables.numbers[0]["firms_per_block"]:
            continue
        firm = block * tables.numbers[0]["firms_per_block"] + place % tables.numbers[0]["firms_per_block"]
        if j >= n_officers(tables, firm) or firm_officer(tables, firm, j, cells) != uid:
            continue
        if not met_before(out, count, FIRM_BASE + firm):
            out[count] = FIRM_BASE + firm
            count += 1
    return count
