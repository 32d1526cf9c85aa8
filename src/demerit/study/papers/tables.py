"""The tables of ``catalog/papers``: published counts and shares of whole groups (``tables/SOURCES.md``)."""

from __future__ import annotations

import csv
from importlib.resources import files

__all__ = ["table"]


def table(name: str, /) -> list[dict[str, str]]:
    """Rows of a table, by column."""
    text = (files("demerit") / "catalog" / "papers" / "tables" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
