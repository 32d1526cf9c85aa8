"""In a narrow window pictures go first, ranges are set under their figures, and no figure stands without its range."""

from __future__ import annotations

import io
from typing import Any

import pytest
from rich.console import Console

from demerit.report.blocks import Column, Table
from demerit.report.reading import Reading
from demerit.report.result_page import against_truth, stays
from demerit.report.terminal import draw

TABLE = Table(
    columns=(
        Column(title="what", right=False, wraps=True),
        Column(title="share"),
        Column(title="range", under=True),
        Column(title="plot", right=False, drop=2),
    ),
    rows=(("a long name that may be broken", "12 %", "10.25 to 14.75 %", "████████████████████"),),
)


def drawn(block: Any, *, width: int) -> str:
    """What is printed."""
    page = io.StringIO()
    draw([block] if isinstance(block, Table) else block, console=Console(file=page, width=width))
    return page.getvalue()


@pytest.mark.parametrize(("width", "picture", "beside"), [(100, True, True), (60, False, True), (42, False, False)])
def test_the_range_is_never_left_out(width: int, picture: bool, beside: bool) -> None:
    lines = drawn(TABLE, width=width).splitlines()
    text = "\n".join(lines)
    assert "12 %" in text
    assert "10.25 to 14.75 %" in text
    assert ("█" in text) == picture
    assert any("12 %" in line and "10.25" in line for line in lines) == beside
    assert max(len(line.rstrip()) for line in lines) <= width


def entry(ident: str, value: float | None, *, n: int = 100, events: int | None = 10) -> dict[str, Any]:
    """One indicator of a document."""
    low, high = (None, None) if value is None else (value / 2, value * 1.5)
    return {"id": ident, "group": "all", "value": value, "low": low, "high": high, "n": n, "events": events}


def reading(*entries: dict[str, Any]) -> Reading:
    """A document with one list that is held against the shadow file and a band held against a target."""
    keys = {
        "list:black": {"label": "black", "sort": "penal", "truth": "shadow"},
        "band:low": {"label": "low", "sort": "penal", "truth": "target:big_theft"},
        "band:odd": {"label": "odd", "sort": "penal"},
    }
    return Reading({"run": {"keys": keys, "unit": "person", "months": 24}, "indicators": list(entries)})


def test_lists_and_bands_stand_beside_what_they_are_held_against() -> None:
    found = reading(
        entry("list:black:ever", 0.1), entry("list:black:ppv", 0.4), entry("list:black:fnr", 0.2),
        entry("list:black:fpr", 0.02), entry("band:low:true_ever", 0.3), entry("band:low:fnr", 0.6),
        entry("band:odd:ever", 0.1),
    )  # fmt: skip
    text = drawn(against_truth(found), width=90)
    assert "every act is recorded at once" in text
    assert "“big theft”" in text
    assert "list “black”" in text
    assert "20 to 60" in text
    assert "band “low”" in text
    assert "odd" not in text


def test_lengths_say_what_had_ended_and_what_outlived_the_truth() -> None:
    found = reading(
        entry("list:black:mean_length", 11.5, n=80, events=60), entry("list:black:outlived", 2.5, n=40),
        entry("list:black:relapse", 0.25, n=60),
    )  # fmt: skip
    text = " ".join(drawn(stays(found, "list:black"), width=90).split())
    assert "lasted 11.5 months on average" in text
    assert "60 of 80 had ended" in text
    assert "2.5 months on average" in text
    assert "25 %" in text


def test_a_list_that_nobody_left_has_no_mean() -> None:
    text = drawn(stays(reading(entry("list:black:mean_length", 24.0, n=7, events=0)), "list:black"), width=90)
    assert text == "None of the 7 stays on the list had ended when the run did.\n"
