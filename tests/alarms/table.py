"""Every test that judges dice, with how many checks it makes over all its cases."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ENTRIES", "Entry"]


@dataclass(frozen=True)
class Entry:
    """One test."""

    checks: int
    slow: bool = False


ENTRIES: dict[str, Entry] = {}
