"""Published outcomes beside a run, and those that cannot be set beside it, each with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from demerit.report.blocks import Block, Column, Paragraph, Table
from demerit.report.figures import NONE, count, interval, months, number, percent, percents, rate, ratio
from demerit.report.published_words import TITLES, UNITS_IN_BRACKETS, UNITS_OF_OUTCOMES
from demerit.report.reading import Reading
from demerit.report.words import COLUMNS, say

__all__ = ["published"]

SCALES = (
    "per_1000_year", "per_1000_now", "per_1000_time", "per_1000_ever", "share", "ratio", "months", "per_subject_year",
)  # fmt: skip
REASONS = ("other_society", "safeguards", "other_period", "not_in_run", "no_base", "other_unit", "no_indicator")

MILLIONS = 1e7
"""So many people are told in millions."""

FEW = 5
"""So many are named for each reason."""

Row = Mapping[str, Any]


def published(reading: Reading) -> Iterator[Block]:
    """What was published of the scheme, as information."""
    found = reading.document.get("published")
    if not found:
        return
    if not (found["compared"] or found["apart"]):
        yield Paragraph(say("published.nothing"), "quiet")
    elif found["compared"]:
        burn_in = reading.run["options"]["burn_in"]
        yield Paragraph(say("published.lead", persons=count(found["persons"]), burn_in=burn_in), "caption")
    else:
        yield Paragraph(say("published.none", n=len(found["apart"])))
    for scale in SCALES:
        rows = [row for row in found["compared"] if row["scale"] == scale]
        if rows:
            yield Paragraph(say(f"published.{scale}", last=found["last"], unit=reading.unit), "caption")
            yield table_of(rows)
    if found["apart"]:
        yield Paragraph(say("published.apart", first=found["first"], last=found["last"]), "caption")
        yield from apart(found["apart"])


def table_of(rows: list[Row]) -> Table:
    """Outcomes of one scale: published, and in this run with its range."""
    columns = (
        Column(title=COLUMNS["what"], right=False, wraps=True),
        Column(title=TITLES["date"], right=False),
        Column(title=TITLES["counted"], right=False),
        Column(title=TITLES["published"]),
        Column(title=TITLES["model"]),
        Column(title=COLUMNS["range"], under=True),
    )
    lines: list[tuple[str, ...]] = []
    for row in rows:
        unit = str(UNITS_OF_OUTCOMES.get(row["unit"], row["unit"]))
        label = str(row["label"] or row["id"].replace("_", " "))
        lines.append((label, row["when"] or NONE, unit, *figures(row)))
        lines.append((f"    {below(row)}", "", "", "", "", ""))
    return Table(columns=columns, rows=tuple(lines))


def below(row: Row) -> str:
    """What stands under the name of an outcome: the months that it covers, its sources, its use."""
    span = say("published.span", months=row["months"]) if row["months"] not in (None, 12) else ""
    if row["among"] is not None and row["among"] >= MILLIONS:
        span += say("published.millions", among=count(row["among"] / 1e6))
    elif row["among"] is not None:
        span += say("published.among", among=count(row["among"]))
    if row["scale"] == "per_1000_year" and row["unit"] != "count":
        span += say("published.stays")
    return say("published.below", span=span, source=", ".join(row["source"]) or NONE, use=row["use"])


def figures(row: Row) -> tuple[str, str, str]:
    """Published, in this run, and the range of that."""
    if row["scale"] == "share":
        share, ends = percents(row["model"], row["low"], row["high"])
        return percent(row["published"]), share, ends
    form = {"ratio": "ratio", "months": "months"}.get(row["scale"], "rate")
    show = {"ratio": ratio, "months": months, "rate": rate}[form]
    return show(row["published"]), show(row["model"]), interval(row["low"], row["high"], form=form)


def apart(rows: list[Row]) -> Iterator[Block]:
    """What is not set beside the run, by the reason."""
    for why in dict.fromkeys(row["why"] for row in rows if row["reason"] == "said"):
        names = names_of([row for row in rows if row["why"] == why])
        yield Paragraph(say("published.said", names=names, why=why), "note")
    for reason in REASONS:
        names = names_of([row for row in rows if row["reason"] == reason])
        if names:
            yield Paragraph(say(f"published.{reason}", names=names), "note")


def names_of(rows: list[Row]) -> str:
    """Names of outcomes, the first of them if they are many."""
    names = "; ".join(name_of(row) for row in rows[:FEW])
    return names if len(rows) <= FEW else say("published.more", names=names, n=len(rows) - FEW)


def name_of(row: Row) -> str:
    """Name of an outcome with its value and date."""
    show = percent if row["unit"] in ("share", "probability") else number
    said = {
        "label": row["label"] or row["id"].replace("_", " "), "value": show(row["value"]), "when": row["when"] or "",
        "unit": UNITS_IN_BRACKETS.get(row["unit"], row["unit"]),
    }  # fmt: skip
    if row["steps"]:
        return say("published.series", last=show(row["steps"][-1]["value"]), until=row["steps"][-1]["since"], **said)
    return say("published.name", **said)
