"""What a population is made of: keys and integer limits, a few hundred kilobytes whatever the number of people."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "BACKWARDS", "BLOCK", "COLLEAGUE", "EMPLOYEE", "FIRM_BASE", "FRIEND", "HOUSEHOLD", "KIN", "MAX_PATTERN_ATTRIBUTES", "NEIGHBOUR",
    "OFFICER", "PARENT", "TIE_KINDS", "PopulationTables", "tie_code",
]

BLOCK = 4096
"""People are put into households and firms inside blocks of this many uids."""
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

Ints = NDArray[np.int64]
Keys = NDArray[np.uint64]


class PopulationTables(NamedTuple):
    """Arrays the kernels read. ``J`` joint attributes, ``A`` attributes in all, ``L`` others, 8 kinds of tie.

    Limits are cumulative 63-bit integers: value v is drawn when the upper 63 bits of the draw are below limit v and not
    below limit v - 1. A row of n values holds n - 1 limits.
    """

    joint_key: Keys
    """(J,) key of stream ``attribute:<id>``."""
    joint_size: Ints
    """(J,) number of values."""
    joint_row: Ints
    """(J,) where its rows start in ``limits``; the row of a prefix is at ``joint_row + prefix * (size - 1)``."""
    joint_stride: Ints
    """(J,) value = cell // stride % size."""
    joint_needs: Ints
    """(J,) bit i set if the attribute depends on joint attribute i (closed: with all that those depend on)."""
    joint_shared: Ints
    """(J,) 1 if drawn with the uid of the household."""
    attribute_joint: Ints
    """(A,) place among the joint attributes, -1 for others."""
    other_key: Keys
    """(A,) key of an attribute that is not joint."""
    other_size: Ints
    """(A,) number of its values."""
    other_row: Ints
    """(A,) where its rows start in ``limits``."""
    other_given: Ints
    """(A,) joint place of the attribute that chooses the row, -1 for none."""
    other_shared: Ints
    """(A,) 1 if drawn with the uid of the household."""
    limits: Ints
    """All limits."""
    household_key: np.uint64
    household_limits: Ints
    """(largest size - 1,) limits of sizes 1, 2, ...; empty when every person is a household of one."""
    has_households: np.int64
    any_shared: np.int64
    """1 if a joint attribute is drawn with the uid of the household."""
    age_joint: np.int64
    """Joint place of ``age``, -1 for none."""
    age_from: Ints
    """First year of each value of ``age``."""
    age_years: Ints
    """Number of years of each value of ``age``."""
    years_key: np.uint64
    tie_present: Ints
    """(8,) 1 if the society has the kind."""
    tie_bits: Ints
    """(8,) 12, 16 or 20: the block of a matching has 2**bits uids."""
    tie_slots: Ints
    """(8,) matchings."""
    tie_key: Keys
    """(8,) key of the matchings: stream ``tie:<kind>``."""
    tie_top: Ints
    """(8,) largest limit of any pattern."""
    tie_limit: Ints
    """(8, 16) limit of a pair with a pattern of equal values."""
    tie_attributes: Ints
    """(8, 4) joint places of the attributes of a pattern, -1 for none."""
    older_from: np.int64
    older_to: np.int64
    """A parent is at least and at most so many years older."""
    firms_per_block: np.int64
    firm_start: Ints
    """(firms_per_block + 1,) first place of each firm among the 4,096 places of a block."""
    employer_key: np.uint64
    employed_key: np.uint64
    employed_limit: np.int64
    officer_key: np.uint64
    officer_whole: np.int64
    """Officers that every firm has."""
    officer_limit: np.int64
    """Limit of one officer more."""
    officer_tries: np.int64
    """Places tried for an officer of 18 or older."""
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
