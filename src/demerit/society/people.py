"""Who a person is, as a function of (seed, uid): attributes, cell, years, household. Kernels; all uids are int64.

Every function takes the tables first and may be called from other kernels. ``first`` is the uid of the first member of a
person's household where the caller knows it, or -1: finding it walks through the sizes of half a block (about 3 us).
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from demerit.draws import choice, draw
from demerit.society.tables import BLOCK, PopulationTables

__all__ = [
    "attribute_in_household", "attribute_of", "cell_in_household", "cell_of", "cells_of_block", "draw_value", "fill_households",
    "household_of", "joint_value", "value_in_cell", "years_of",
]

ZERO = np.uint64(0)
ONE = np.uint64(1)


@njit(cache=True)
def draw_value(limits: NDArray[np.int64], start: int, count: int, bits: np.uint64) -> int:
    """Index of the value a draw falls on: how many of ``limits[start:start + count]`` are not above its upper 63 bits."""
    x = np.int64(bits >> ONE)
    value = 0
    while value < count and x >= limits[start + value]:
        value += 1
    return value


@njit(cache=True)
def household_of(tables: PopulationTables, uid: int) -> tuple[int, int]:
    """First member and size of a person's household (the size as if nobody were missing at the end).

    Parameters
    ----------
    tables : PopulationTables
    uid : int64
        A person.

    Returns
    -------
    (int64, int64)
        uid of the first member, and members (1 to the largest size).
    """
    u = np.int64(uid)
    if tables.has_households == 0:
        return u, np.int64(1)
    base = u - u % BLOCK
    at = np.int64(0)
    k = 0
    count = tables.household_limits.size
    while True:
        bits = draw(tables.household_key, np.uint64(base), np.uint64(k), ZERO)
        size = np.int64(1 + draw_value(tables.household_limits, 0, count, bits))
        size = min(size, BLOCK - at)
        if base + at + size > u:
            return base + at, size
        at += size
        k += 1


@njit(cache=True)
def fill_households(tables: PopulationTables, block: int, first_offsets: NDArray[np.uint16]) -> None:
    """Find the household of everyone in a block.

    Parameters
    ----------
    tables : PopulationTables
    block : int64
        uid // 4096.
    first_offsets : ndarray, any integer dtype that holds 4,095 (uint16), shape (4096,)
        Filled: offset inside the block of the first member of the household of ``4096 * block + i``.
    """
    base = np.int64(block) * BLOCK
    count = tables.household_limits.size
    at = 0
    k = 0
    while at < BLOCK:
        size = 1
        if tables.has_households != 0:
            bits = draw(tables.household_key, np.uint64(base), np.uint64(k), ZERO)
            size = min(1 + draw_value(tables.household_limits, 0, count, bits), BLOCK - at)
        for i in range(at, at + size):
            first_offsets[i] = at
        at += size
        k += 1


@njit(cache=True)
def joint_value(tables: PopulationTables, place: int, uid: int, first: int) -> int:
    """Value of one joint attribute, drawing only what it depends on.

    Parameters
    ----------
    tables : PopulationTables
    place : int64
        Place among the joint attributes.
    uid : int64
        A person.
    first : int64
        First member of the household, or -1 if not known.

    Returns
    -------
    int64
        Index of the value.
    """
    needs = tables.joint_needs[place]
    prefix = np.int64(0)
    for i in range(place + 1):
        value = np.int64(0)
        size = tables.joint_size[i]
        if i == place or (needs >> i) & 1 == 1:
            who = np.int64(uid)
            if tables.joint_shared[i] == 1:
                if first < 0:
                    first = household_of(tables, uid)[0]
                who = np.int64(first)
            bits = draw(tables.joint_key[i], np.uint64(who), ZERO, ZERO)
            value = np.int64(draw_value(tables.limits, tables.joint_row[i] + prefix * (size - 1), size - 1, bits))
        if i == place:
            return value
        prefix = prefix * size + value
    return np.int64(0)


@njit(cache=True)
def cell_in_household(tables: PopulationTables, uid: int, first: int) -> int:
    """Cell of a person whose household's first member is known (or -1); see ``cell_of``. About 10 ns an attribute."""
    cell = np.int64(0)
    for i in range(tables.joint_size.size):
        who = np.int64(uid)
        size = tables.joint_size[i]
        if tables.joint_shared[i] == 1:
            if first < 0:
                first = household_of(tables, uid)[0]
            who = np.int64(first)
        bits = draw(tables.joint_key[i], np.uint64(who), ZERO, ZERO)
        value = np.int64(draw_value(tables.limits, tables.joint_row[i] + cell * (size - 1), size - 1, bits))
        cell = cell * size + value
    return cell


@njit(cache=True)
def cell_of(tables: PopulationTables, uid: int) -> int:
    """Cell of a person: the joint attributes drawn one after another, row-major.

    Parameters
    ----------
    tables : PopulationTables
    uid : int64
        A person; need not be below the number of persons.

    Returns
    -------
    int64
        In [0, n_cells), n_cells at most 65,536.

    Notes
    -----
    If an attribute is the household's, finding the household costs about 3 us; whole blocks go through ``fill_households``
    and ``cell_in_household`` instead.
    """
    return cell_in_household(tables, uid, np.int64(-1))


@njit(cache=True)
def cells_of_block(tables: PopulationTables, block: int, first_offsets: NDArray[np.uint16], cells: NDArray[np.uint16]) -> None:
    """Fill households (``first_offsets``) and cells (``cells``), each of shape (4096,), of a block; dtype uint16."""
    base = np.int64(block) * BLOCK
    fill_households(tables, block, first_offsets)
    for i in range(BLOCK):
        cells[i] = cell_in_household(tables, base + i, base + np.int64(first_offsets[i]))


@njit(cache=True)
def value_in_cell(tables: PopulationTables, place: int, cell: int) -> int:
    """Index of the value of the joint attribute at ``place`` in a cell."""
    return np.int64(cell) // tables.joint_stride[place] % tables.joint_size[place]


@njit(cache=True)
def attribute_in_household(tables: PopulationTables, k: int, uid: int, cell: int, first: int) -> int:
    """Value of attribute ``k`` (place in the file) of a person whose cell and household (or -1) are known; see ``attribute_of``."""
    place = tables.attribute_joint[k]
    if place >= 0:
        return value_in_cell(tables, place, cell)
    who = np.int64(uid)
    if tables.other_shared[k] == 1:
        who = np.int64(first) if first >= 0 else household_of(tables, uid)[0]
    row = np.int64(0)
    if tables.other_given[k] >= 0:
        row = value_in_cell(tables, tables.other_given[k], cell)
    count = tables.other_size[k] - 1
    bits = draw(tables.other_key[k], np.uint64(who), ZERO, ZERO)
    return np.int64(draw_value(tables.limits, tables.other_row[k] + row * count, count, bits))


@njit(cache=True)
def attribute_of(tables: PopulationTables, k: int, uid: int, cell: int) -> int:
    """Value of an attribute, joint or not.

    Parameters
    ----------
    tables : PopulationTables
    k : int64
        Place of the attribute in the file.
    uid : int64
        A person.
    cell : int64
        Their cell.

    Returns
    -------
    int64
        Index of the value.
    """
    return attribute_in_household(tables, k, uid, cell, np.int64(-1))


@njit(cache=True)
def years_of(tables: PopulationTables, uid: int, age: int) -> int:
    """Whole years of a person whose value of ``age`` is known: evenly spread over the years of the value."""
    bits = draw(tables.years_key, np.uint64(np.int64(uid)), ZERO, ZERO)
    return tables.age_from[age] + choice(bits, tables.age_years[age])
