"""What a population is made of: keys and integer limits, a few hundred kilobytes whatever the number of people."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "BACKWARDS",
    "BLOCK",
    "COLLEAGUE",
    "EMPLOYEE",
    "FIRM_BASE",
    "FRIEND",
    "GUIDE_BITS",
    "GUIDE_SHIFT",
    "HOUSEHOLD",
    "KIN",
    "MAX_PATTERN_ATTRIBUTES",
    "NEIGHBOUR",
    "OFFICER",
    "PARENT",
    "TIE_KINDS",
    "Cells",
    "Int",
    "PopulationTables",
    "tie_code",
]

BLOCK = 4096
"""People are put into households and firms inside blocks of this many uids."""
GUIDE_BITS = 10
GUIDE_SHIFT = 63 - GUIDE_BITS
FIRM_BASE = 1 << 40
"""The uid of firm 0."""
HOUSEHOLD, PARENT, KIN, FRIEND, COLLEAGUE, NEIGHBOUR, OFFICER, EMPLOYEE = range(8)
BACKWARDS = 8
"""Added to the code of a kind for ``~kind``; a kind that is the same both ways has no other code."""
TIE_KINDS = ("household", "parent", "kin", "friend", "colleague", "neighbour", "officer", "employee")
"""Names of the kinds; a kind's place is its code."""
DIRECTED = (PARENT, OFFICER, EMPLOYEE)
MAX_PATTERN_ATTRIBUTES = 4
"""Attributes that the homophily of one kind may name."""

Int: TypeAlias = int | np.int64
"""A whole number inside a kernel: always int64."""
Cells: TypeAlias = NDArray[np.uint16]
"""Cells of the persons from 0 on, as far as the caller holds them."""
Ints: TypeAlias = NDArray[np.int64]
Records: TypeAlias = NDArray[np.void]

JOINT = np.dtype([("key", "u8"), ("size", "i8"), ("row", "i8"), ("stride", "i8"), ("needs", "i8"), ("shared", "i8")])
"""A joint attribute: key of stream ``attribute:<id>``; number of values; where its rows start in ``limits`` (the row of
a prefix is at ``row + prefix * (size - 1)``); value = cell // stride % size; bit i of ``needs`` is set if it depends on
joint attribute i, closed under what those depend on; ``shared`` is 1 if it is drawn with the uid of the household."""
OTHER = np.dtype([("joint", "i8"), ("key", "u8"), ("size", "i8"), ("row", "i8"), ("given", "i8"), ("shared", "i8")])
"""An attribute in the order of the file: its joint place or -1; the rest is for those that are not joint, ``given``
being the joint place of the attribute that chooses the row, or -1."""
TIE = np.dtype([("key", "u8"), ("present", "i8"), ("bits", "i8"), ("slots", "i8"), ("top", "i8"), ("patterned", "i8")])
"""A kind of tie: key of stream ``tie:<kind>``; 1 if the society has it; its block has 2**bits uids; number of
matchings; largest limit of any pattern; number of attributes of a pattern."""
AGE = np.dtype([("first", "i8"), ("count", "i8")])
"""First year and number of years of a value of ``age``."""
NUMBERS = np.dtype(
    [
        ("household_key", "u8"),
        ("years_key", "u8"),
        ("employer_key", "u8"),
        ("employed_key", "u8"),
        ("officer_key", "u8"),
        ("has_households", "i8"),
        ("household_count", "i8"),
        ("age_joint", "i8"),
        ("older_from", "i8"),
        ("older_to", "i8"),
        ("firms_per_block", "i8"),
        ("employed_limit", "i8"),
        ("officer_whole", "i8"),
        ("officer_limit", "i8"),
        ("officer_tries", "i8"),
    ]
)
"""Single numbers. ``limits`` begins with ``household_count`` limits of sizes 1, 2, ...; ``age_joint`` is the joint
place of ``age`` or -1; a parent is ``older_from`` to ``older_to`` years older; every firm has ``officer_whole``
officers and one more below ``officer_limit``, each the first of ``officer_tries`` people who is 18."""


class PopulationTables(NamedTuple):
    """Arrays the kernels read; read-only. ``J`` joint attributes, ``A`` attributes in all, 8 kinds of tie.

    Limits are cumulative 63-bit integers: value v is drawn when the upper 63 bits of the draw are below limit v and not
    below limit v - 1. A row of n values holds n - 1 limits.
    """

    joint: Records
    """(J,) of ``JOINT``."""
    other: Records
    """(A,) of ``OTHER``."""
    ties: Records
    """(8,) of ``TIE``."""
    ages: Records
    """(values of age,) of ``AGE``."""
    numbers: Records
    """(1,) of ``NUMBERS``."""
    limits: Ints
    """All limits of households and attributes."""
    household_guide: NDArray[np.int8]
    """(1024,) size of a household by the upper 10 of the 63 bits; where a limit lies inside, minus the least size."""
    tie_limit: Ints
    """(8, 16) limit of a pair with a pattern of equal values."""
    tie_attributes: Ints
    """(8, 4) joint places of the attributes of a pattern, -1 for none."""
    firm_start: Ints
    """(firms_per_block + 1,) first place of each firm among the 4,096 places of a block."""
    no_cells: Cells
    """(0,) stands for cells that the caller does not hold."""
    max_ties: Ints
    """(16,) most ends that ``ties_of`` can return for a code of a tie."""


def tie_code(kind: str, /) -> int:
    """Code of a tie from its name, such as ``"friend"`` or ``"~parent"``.

    Raises
    ------
    ValueError
        If there is no such kind.

    Examples
    --------
    >>> tie_code("parent"), tie_code("~parent"), tie_code("~friend")
    (1, 9, 3)
    """
    code = TIE_KINDS.index(kind.removeprefix("~"))
    return code + BACKWARDS if kind.startswith("~") and code in DIRECTED else code
