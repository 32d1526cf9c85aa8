"""What a scheme may name of the society it is put on, as plain data.

``scheme`` stands below ``society`` in the layers, so the society hands its names down (``demerit.society.fit``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Names"]


@dataclass(frozen=True, kw_only=True)
class Names:
    """Names of a society.

    Attributes
    ----------
    attributes : mapping of str to tuple of str
        Attributes and their values.
    joint : frozenset of str
        Attributes that are part of the cell.
    opens : mapping of str to (str or None)
        Behaviours, and the obligation each act opens.
    of : mapping of str to str
        Whose conduct each behaviour is: person, household or firm.
    gravity : mapping of str to int
        How bad each behaviour is by ordinary law (``docs/odd/scales.md``).
    protected, domain : mapping of str to str
        The right that protects each behaviour (``none`` if none), and its field of life.
    per : mapping of str to str
        Who asks for each need.
    essential : frozenset of str
        Needs that are essential.
    special : mapping of str to str
        Attributes that are of a special category, and of which.
    obligations, incomes, needs, ties : frozenset of str
        Ids; ties without direction (``~kind`` follows one backwards).
    """

    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    joint: frozenset[str] = frozenset()
    opens: Mapping[str, str | None] = field(default_factory=dict)
    of: Mapping[str, str] = field(default_factory=dict)
    gravity: Mapping[str, int] = field(default_factory=dict)
    protected: Mapping[str, str] = field(default_factory=dict)
    domain: Mapping[str, str] = field(default_factory=dict)
    per: Mapping[str, str] = field(default_factory=dict)
    essential: frozenset[str] = frozenset()
    special: Mapping[str, str] = field(default_factory=dict)
    obligations: frozenset[str] = frozenset()
    incomes: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    ties: frozenset[str] = frozenset()
