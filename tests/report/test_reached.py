"""Who was reached: the row of all penalties counts the main unit, and stands under no other."""

from __future__ import annotations

from typing import Any

from demerit.report.reading import Reading
from demerit.report.result_tables import reached_table
from demerit.report.words import say


def document() -> dict[str, Any]:
    """People on two lists and firms on two, all in numbers of their own."""
    units = {"list:a": "person", "list:b": "person", "list:c": "firm", "list:d": "firm"}
    keys = {key: {"label": key, "sort": "penal", "unit": unit} for key, unit in units.items()}
    rows = [(f"{key}:ever", "all" if unit == "person" else f"unit={unit}") for key, unit in units.items()]
    named = [{"id": ident, "group": group, "value": 0.1, "low": 0.05, "high": 0.2, "n": 100, "events": 10}
             for ident, group in [*rows, ("any:ever", "all")]]  # fmt: skip
    return {"run": {"unit": "person", "keys": keys}, "indicators": named}


def test_no_row_under_firms_counts_people() -> None:
    reading = Reading(document())
    for keys, there in ((["list:a", "list:b"], True), (["list:c", "list:d"], False), (["list:c", "list:a"], True)):
        table = reached_table(reading, keys)
        assert (table.rows[-1][0] == say("reached.any")) is there, keys
