"""Every test that judges dice: how many checks it makes over all its cases, and the bias that it would see."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tests.alarms.rows import ROWS

__all__ = ["ENTRIES", "Entry", "entries"]


@dataclass(frozen=True)
class Entry:
    """One test.

    Attributes
    ----------
    checks : int
        Most checks that a run makes, over all cases.
    bias : float or None
        Relative bias that 19 of 20 runs see, of its least certain check; None where the law is 0, or no single number.
    slow : bool
        Whether only ``make verify`` runs it.
    """

    checks: int
    bias: float | None
    slow: bool


@cache
def entries() -> dict[str, Entry]:
    """Entries by name: file below ``tests`` and function."""
    found: dict[str, Entry] = {}
    for line in ROWS.strip().splitlines():
        name, checks, bias, *slow = line.split()
        if name in found:
            raise ValueError(f"two entries of {name}")
        found[name] = Entry(int(checks), None if bias == "-" else float(bias), slow == ["slow"])
    return found


ENTRIES = entries()
