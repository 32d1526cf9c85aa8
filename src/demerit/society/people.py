"""Who a person is, as a function of (seed, uid): attributes, cell, years, household. Kernels; all uids are int64.

Every function takes the tables first and may be called from other kernels. ``first`` is the uid of the first member of
a person's household where the caller knows it, or -1: finding it walks through the sizes of half a block (about 1 us).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from demerit.compiled import entry_kernel, kernel
from demerit.draws import choice, draw
from demerit.society.tables import BLOCK, GUIDE_SHIFT, Int, PopulationTables

__all__ = [
    "attribute_in_household",
    "attribute_of",
    "cell_in_household",
    "cell_of",
    "cells_of_block",
    "draw_value",
    "fill_households",
    "household_of",
    "household_size",
    "joint_value",
    "value_in_cell",
    "years_of",
]

ZERO = np.uint64(0)
ONE = np.uint64(1)
SCAN = 12
"""Rows up to this long are counted through without a branch; longer ones are halved first."""


@kernel
def draw_value(limits: NDArray[np.int64], start: Int, count: Int, bits: np.uint64) -> Int:
    """Index of the value drawn: how many of ``limits[start:start + count]`` are not above the upper 63 bits."""
    x = np.int64(bits >> ONE)
    low = np.int64(0)
    while count > SCAN:
        half = (count + 1) // 2
        if x >= limits[start + low + half - 1]:
            low += np.int64(half)
            count -= half
        else:
            count = half - 1
    value = low
    for i in range(count):
        value += x >= limits[start + low + i]
    return value


@kernel
def household_size(tables: PopulationTables, base: Int, k: Int) -> Int:
    """Members of the ``k``-th household of the block that begins at ``base``, before the last one is cut."""
    x = np.int64(draw(tables.numbers[0]["household_key"], np.uint64(base), np.uint64(k), ZERO) >> ONE)
    count = tables.numbers[0]["household_count"]
    size = np.int64(tables.household_guide[x >> GUIDE_SHIFT])
    if size < 0:  # a limit lies inside the step
        size = -size
        while size <= count and x >= tables.limits[size - 1]:
            size += 1
    return size


@entry_kernel
def household_of(tables: PopulationTables, uid: Int) -> tuple[Int, Int]:
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
    if tables.numbers[0]["has_households"] == 0:
        return u, np.int64(1)
    base = u - u % BLOCK
    at = np.int64(0)
    k = 0
    while True:
        size = min(household_size(tables, base, k), BLOCK - at)
        if base + at + size > u:
            return base + at, size
        at += size
        k += 1


@entry_kernel
def fill_households(tables: PopulationTables, block: Int, first_offsets: NDArray[np.uint16]) -> None:
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
    at = np.int64(0)
    k = 0
    while at < BLOCK:
        size = np.int64(1)
        if tables.numbers[0]["has_households"] != 0:
            size = np.int64(min(household_size(tables, base, k), BLOCK - at))
        for i in range(at, at + size):
            first_offsets[i] = at
        at += size
        k += 1


@entry_kernel
def joint_value(tables: PopulationTables, place: Int, uid: Int, first: Int) -> Int:
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
    needs = tables.joint[place]["needs"]
    prefix = np.int64(0)
    for i in range(place + 1):
        value = np.int64(0)
        size = tables.joint[i]["size"]
        if i == place or (needs >> i) & 1 == 1:
            who = np.int64(uid)
            if tables.joint[i]["shared"] == 1:
                if first < 0:
                    first = household_of(tables, uid)[0]
                who = np.int64(first)
            bits = draw(tables.joint[i]["key"], np.uint64(who), ZERO, ZERO)
            value = np.int64(draw_value(tables.limits, tables.joint[i]["row"] + prefix * (size - 1), size - 1, bits))
        if i == place:
            return value
        prefix = prefix * size + value
    return np.int64(0)


@entry_kernel
def cell_in_household(tables: PopulationTables, uid: Int, first: Int) -> Int:
    """Cell of a person whose household's first member is known (or -1); see ``cell_of``. About 10 ns an attribute."""
    cell = np.int64(0)
    for i in range(tables.joint.size):
        who = np.int64(uid)
        size = tables.joint[i]["size"]
        if tables.joint[i]["shared"] == 1:
            if first < 0:
                first = household_of(tables, uid)[0]
            who = np.int64(first)
        bits = draw(tables.joint[i]["key"], np.uint64(who), ZERO, ZERO)
        value = np.int64(draw_value(tables.limits, tables.joint[i]["row"] + cell * (size - 1), size - 1, bits))
        cell = cell * size + value
    return cell


@entry_kernel
def cell_of(tables: PopulationTables, uid: Int) -> Int:
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
    If an attribute is the household's, finding the household costs about 1 us; whole blocks go through
    ``fill_households`` and ``cell_in_household`` instead.
    """
    return cell_in_household(tables, uid, np.int64(-1))


@entry_kernel
def cells_of_block(
    tables: PopulationTables, block: Int, first_offsets: NDArray[np.uint16], cells: NDArray[np.uint16]
) -> None:
    """Fill households (``first_offsets``) and cells (``cells``), each of shape (4096,), of a block; dtype uint16."""
    base = np.int64(block) * BLOCK
    fill_households(tables, block, first_offsets)
    for i in range(BLOCK):
        cells[i] = cell_in_household(tables, base + i, base + np.int64(first_offsets[i]))


@kernel
def value_in_cell(tables: PopulationTables, place: Int, cell: Int) -> Int:
    """Index of the value of the joint attribute at ``place`` in a cell."""
    return np.int64(np.int64(cell) // tables.joint[place]["stride"] % tables.joint[place]["size"])


@kernel
def attribute_in_household(tables: PopulationTables, k: Int, uid: Int, cell: Int, first: Int) -> Int:
    """Value of attribute ``k`` of a person whose cell and household (or -1) are known; see ``attribute_of``."""
    place = tables.other[k]["joint"]
    if place >= 0:
        return value_in_cell(tables, place, cell)
    who = np.int64(uid)
    if tables.other[k]["shared"] == 1:
        who = np.int64(first if first >= 0 else household_of(tables, uid)[0])
    row = np.int64(0)
    if tables.other[k]["given"] >= 0:
        row = np.int64(value_in_cell(tables, tables.other[k]["given"], cell))
    count = tables.other[k]["size"] - 1
    bits = draw(tables.other[k]["key"], np.uint64(who), ZERO, ZERO)
    return np.int64(draw_value(tables.limits, tables.other[k]["row"] + row * count, count, bits))


@entry_kernel
def attribute_of(tables: PopulationTables, k: Int, uid: Int, cell: Int) -> Int:
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


@entry_kernel
def years_of(tables: PopulationTables, uid: Int, age: Int) -> Int:
    """Whole years of a person whose value of ``age`` is known: evenly spread over the years of the value."""
    bits = draw(tables.numbers[0]["years_key"], np.uint64(np.int64(uid)), ZERO, ZERO)
    return np.int64(tables.ages[age]["first"] + choice(bits, tables.ages[age]["count"]))
