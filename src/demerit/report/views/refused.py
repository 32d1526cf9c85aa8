"""Figures of what people are shut out from: people apart from events, essential needs apart from others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from demerit.report.blocks import Block, Column, Paragraph, Table
from demerit.report.figures import count, percents
from demerit.report.reading import Figure as Value
from demerit.report.reading import Reading
from demerit.report.result_tables import row_label, thousands, thousands_range
from demerit.report.result_words import tell
from demerit.report.views.courses import by_year, month_rows
from demerit.report.views.model import Figure, Legend
from demerit.report.views.reach import bars, value_row
from demerit.report.words import COLUMNS
from demerit.study.backing import Backing

__all__ = ["per_thousand", "refusals", "refused"]

KINDS = ("essential", "other")


def refused(reading: Reading, backing: Backing) -> Iterator[Block | Figure]:
    """Who was refused something, and what."""
    denials = [key for key, kind in reading.penalties.items() if kind == "deny"]
    if not denials:
        return
    hit = [key for key in denials if reading.people(key)]
    if not hit:
        yield Paragraph(tell("refused.none"))
        return
    for unit in sorted(dict.fromkeys(reading.unit_of(key) for key in hit), key=lambda unit: unit != reading.unit):
        yield people_refused(reading, backing, [key for key in hit if reading.unit_of(key) == unit], unit)
    yield from of_needs(reading, backing, hit)
    yield from month_by_month(reading, backing, hit)
    top = reading.look("concentration:top1")
    if top.value is not None:
        share, ends = percents(top.value, top.low, top.high)
        yield Paragraph(
            tell("refused.top", n=count(reading.look("any:ever").n), unit=reading.unit, share=share, range=ends)
        )


def people_refused(reading: Reading, backing: Backing, keys: list[str], unit: str) -> Figure:
    """Subjects of a unit ever refused under each measure."""
    named = [(key, reading.look(f"{key}:ever")) for key in keys]
    told = {"unit": unit, "n": count(named[0][1].n), "months": reading.run["months"]}
    return Figure(
        id="refused-people" if unit == reading.unit else f"refused-people-{unit}",
        chart="intervals",
        title=tell("refused.people.title", **told),
        axis=tell("refused.people.axis", **told),
        form="share",
        rows=tuple(value_row(row_label(reading, key), each) for key, each in named),
        table=bars((row_label(reading, key), each) for key, each in named),
        evidence=backing.evidence(keys),
    )


def needs_of(reading: Reading) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Needs of the main unit that somebody was refused, those that are essential first."""
    needs = [(name, about) for name, about in reading.run["needs"].items() if refusals(reading, name).events]
    yield from sorted(needs, key=lambda need: not need[1].get("essential"))


def refusals(reading: Reading, name: str, /) -> Value:
    """Refusals of a need a year."""
    return reading.look(f"need:{name}:refused_per_year")


def per_thousand(value: Value, /) -> Value:
    """A yearly rate for 1,000 subjects."""
    figures = {name: None if (at := getattr(value, name)) is None else at * 1000 for name in ("value", "low", "high")}
    return Value(n=value.n, events=value.events, **figures)


def of_needs(reading: Reading, backing: Backing, keys: list[str]) -> Iterator[Figure]:
    """Refusals of each need."""
    found = [(name, about, refusals(reading, name)) for name, about in needs_of(reading)]
    if not found:
        return
    rows, lines = [], []
    above = ""
    for name, about, value in found:
        group = tell("refused.essential" if about.get("essential") else "refused.other")
        label = str(about.get("label") or name.replace("_", " "))
        rows.append(value_row(label, per_thousand(value), group=group))
        if group != above:
            lines.append((group, "", "", "", "", ""))
            above = group
        share = reading.look(f"need:{name}:refused")
        lines.append((
            f"  {label}", count(value.events), thousands(value.value), thousands_range(value),
            *percents(share.value, share.low, share.high),
        ))  # fmt: skip
    columns = (
        Column(title="", right=False, wraps=True), Column(title=tell("refused.column")),
        Column(title=COLUMNS["yearly"]), Column(title=COLUMNS["range"], under=True),
        Column(title=tell("refused.of_requests")), Column(title=COLUMNS["range"], under=True),
    )  # fmt: skip
    yield Figure(
        id="refused-needs",
        chart="intervals",
        title=tell("refused.events.title"),
        axis=tell("refused.events.axis", unit=reading.unit),
        form="rate",
        rows=tuple(rows),
        table=Table(columns=columns, rows=tuple(lines)),
        evidence=backing.evidence(keys),
    )


def month_by_month(reading: Reading, backing: Backing, keys: list[str]) -> Iterator[Figure]:
    """Refused requests of essential and of other needs in each month."""
    sums: dict[str, list[int]] = {}
    for name, about in reading.run["needs"].items():
        months = backing.refused.get(name, ())
        if any(months):
            kind = "essential" if about.get("essential") else "other"
            sums[kind] = [one + two for one, two in zip(sums.get(kind, [0] * len(months)), months, strict=True)]
    shown = {kind: sums[kind] for kind in KINDS if kind in sums}
    if not shown:
        return
    names = {kind: tell(f"refused.{kind}") for kind in shown}
    worlds = dict(zip(KINDS, "ab", strict=True))
    yield Figure(
        id="refused-time",
        chart="lines",
        title=tell("refused.time.title"),
        axis=tell("refused.time.axis", unit=reading.unit),
        form="count",
        rows=month_rows(shown),
        legend=tuple(Legend(key=kind, label=names[kind], world=worlds[kind]) for kind in shown),
        table=by_year({names[kind]: values for kind, values in shown.items()}, start=str(reading.run["start"])),
        note=tell("time.note") if reading.run["replicates"] == 1 else "",
        evidence=backing.evidence(keys),
    )
