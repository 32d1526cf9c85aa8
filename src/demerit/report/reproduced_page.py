"""Published results and ours beside them: what was met, what was not and why, what is still to be done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from demerit.report.blocks import Block, Column, Heading, Paragraph, Table
from demerit.report.figures import NONE, count, number, percent

__all__ = ["reproduced_page", "told"]

COLUMNS = (
    Column(title="figure", right=False, wraps=True),
    Column(title="ours"),
    Column(title="published"),
    Column(title="may differ by", drop=1),
    Column(title="", right=False),
)
STATES = {True: "met", False: "NOT MET", None: "not done"}
KINDS = {
    "exact": "exact", "rounded": "to the rounding of the source", "chance": "within chance", "sign": "by sign",
    "anchor": "an anchor, no test",
}  # fmt: skip

MOST = 12
"""So many settings of an item are named."""

FEW = 6
"""More items than these are shown in a table."""

LIST = (
    Column(title="item", right=False),
    Column(title="", right=False, wraps=True),
    Column(title="figures"),
    Column(title="farthest", drop=1),
    Column(title="", right=False),
)

Row = Mapping[str, Any]


def line(row: Row) -> tuple[str, ...]:
    """An item in one line: how many figures, and how much of what is allowed the farthest of them uses."""
    names = row["ours"]
    used = [
        abs(row["ours"][name] - row["published"][name]) / row["tolerance"][name]
        for name in names
        if row["tolerance"][name] and row["published"][name] is not None and row["ours"][name] is not None
    ]
    farthest = percent(max(used), places=0) if used else NONE
    return row["id"], row["title"], count(len(names)), farthest, STATES[row["passed"]]


def reproduced_page(rows: Sequence[Row], /) -> Iterator[Block]:
    """Items of ``demerit.reproduced/1``: a few in full, many in a table and only what is not met in full."""
    many = len(rows) > FEW
    if many:
        yield Table(columns=LIST, rows=tuple(line(row) for row in rows if row["ours"]))
    for row in rows:
        if row["ours"] and not (many and row["passed"]):
            yield from of_item(row)
    if many:
        yield Paragraph("demerit reproduce ID shows the figures of an item.", "quiet")
    open_rows = [row for row in rows if not row["ours"]]
    if open_rows:
        yield Heading("Not worked out")
        for row in open_rows:
            yield Paragraph(f"{row['id']} {row['title']}: {row['reason']}.", "note")
    yield Paragraph(told(rows), "strong")


def told(rows: Sequence[Row], /) -> str:
    """How many items are met, how many are not, and how many were not worked out."""
    counts = {state: sum(row["passed"] is state for row in rows) for state in STATES}
    if counts[None] == len(rows) and rows[0]["ours"]:
        return "Neither met nor missed. The mechanism on other settings; it says nothing about any real system today."
    return (
        f"{counts[True]} of {len(rows)} met, {counts[False]} not met, {counts[None]} not worked out. What is met is "
        "met by a mechanism on published numbers; it says nothing about any real system today."
    )


def of_item(row: Row) -> Iterator[Block]:
    """One item: how, the figures, where they are from."""
    state = "other settings" if row["passed"] is None else STATES[row["passed"]]
    yield Heading(f"{row['id']} {row['title']}: {state}")
    yield Paragraph(row["how"])
    yield Table(columns=COLUMNS, rows=tuple(lines(row)))
    if row["reason"]:
        yield Paragraph(row["reason"], "limit")
    compared = "" if row["passed"] is None else f" Compared: {KINDS[row['kind']]}."
    yield Paragraph(f"Source: {row['source']}.{compared}", "quiet")
    if row["settings"]:
        told = [f"{name}={value}" for name, value in row["settings"].items()]
        more = f" and {len(told) - MOST} more" if len(told) > MOST else ""
        yield Paragraph(f"Settings for --with, as published: {', '.join(told[:MOST])}{more}.", "quiet")


def lines(row: Row) -> Iterator[tuple[str, ...]]:
    """Rows of the table of an item."""
    for name, ours in row["ours"].items():
        published, tolerance = row["published"][name], row["tolerance"][name]
        places = places_of(tolerance)
        if tolerance is None:
            shown = (sign_of(ours), sign_of(published), "sign only")
        else:
            shown = (figure(ours, places), figure(published, places), spread(tolerance))
        unit = row["units"].get(name, "share")
        missed = row["passed"] is not None and published is not None and not met(ours, published, tolerance)
        yield (name if unit == "share" else f"{name} ({unit})", *shown, "not met" if missed else "")


def met(ours: float | None, published: float | None, tolerance: float | None) -> bool:
    """Whether a figure is met, as in ``study.papers.model``."""
    if ours is None or published is None:
        return False
    if tolerance is None:
        return (ours > 0) - (ours < 0) == (published > 0) - (published < 0)
    return abs(ours - published) <= tolerance


def sign_of(value: float | None) -> str:
    """Above, below or at zero."""
    return NONE if value is None else {1: "more", -1: "less", 0: "same"}[(value > 0) - (value < 0)]


def places_of(tolerance: float | None) -> int:
    """Places after the point that a tolerance makes worth while."""
    if tolerance is None:
        return 3
    return next((places for places in range(7) if tolerance >= 10.0**-places), 6)


def figure(value: float | None, places: int) -> str:
    """A number with one place more than its tolerance has, without zeros that say nothing."""
    return NONE if value is None else number(round(value, places + 1))


def spread(tolerance: float) -> str:
    """A tolerance with two figures."""
    if tolerance == 0:
        return "0"
    return number(float(f"{tolerance:.2g}")) if tolerance >= 1e-9 else f"{tolerance:.0e}"
