"""Where the punishment came from: the first penalty at length, the others and its groups in a row each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from demerit.report.blocks import Block, Column, Paragraph, Table
from demerit.report.figures import count, percent, percent_range, percents
from demerit.report.reading import Reading
from demerit.report.result_tables import ROWS, bar, row_label
from demerit.report.words import CAUSE_GROUPS, CAUSES, COLOURS, COLUMNS, say

__all__ = ["FEW", "causes", "causes_apart", "split_of"]

FEW = 30
"""Penalties with fewer events are not divided in print."""

FLAGS = ("wrongful", "tainted", "for_others", "for_lawful", "for_traits", "no_record", "scheme")
"""Judgements in the order of their columns."""

Row = Mapping[str, Any]


def causes(reading: Reading) -> Iterator[Block]:
    """Where the punishment of the headline came from."""
    key = reading.headline
    row = reading.causes(key) if key is not None else None
    if key is None or row is None or not reading.events(key):
        return
    said = say("causes.lead", events=count(reading.events(key)), event=reading.event(key), label=reading.label(key))
    yield Paragraph(said, "caption")
    yield causes_table(reading, key, row)
    absent = [name_of(flag) for flag, parts in CAUSE_GROUPS.items() if not present(row, flag, parts)]
    if absent:
        yield Paragraph(say("causes.none", names="; ".join(name.partition(":")[0] for name in absent)), "quiet")


def present(row: Row, flag: str, parts: Sequence[str]) -> bool:
    """Whether some penalty rests on a cause."""
    return bool(row["flags"].get(flag, {}).get("value") or sum(split_of(row, parts).values()))


def split_of(row: Row, parts: Sequence[str]) -> dict[str, float]:
    """What the second column gives to each of some causes."""
    return {cause: row["split"].get(cause, {}).get("value") or 0.0 for cause in parts}


def name_of(flag: str) -> str:
    """Cause or causes of a flag in words."""
    parts = CAUSE_GROUPS[flag]
    return say(f"cause.{flag}") if len(parts) > 1 else CAUSES[parts[0]]


def causes_table(reading: Reading, key: str, row: Row) -> Table:
    """Causes: gone without it (overlapping), and split evenly (adds to 100 %)."""
    columns = (
        Column(title=COLUMNS["cause"], right=False, wraps=True),
        Column(title=COLUMNS["undone"]),
        Column(title=COLUMNS["range"], under=True),
        Column(title=COLUMNS["split"]),
        Column(title=COLUMNS["bar"], right=False, drop=2, coloured=True),
    )
    rows, colours = [], []
    for flag, causes in CAUSE_GROUPS.items():
        parts, share = split_of(row, causes), row["flags"].get(flag, {})
        if present(row, flag, causes):
            several = sum(value > 0 for value in parts.values()) > 1
            undone = percents(share.get("value"), share.get("low"), share.get("high"))
            if flag == "wrongful":
                undone = wrongful_ends(reading, key, undone)
            rows.append(
                (name_of(flag), *undone, percent(sum(parts.values())), "" if several else bar(sum(parts.values())))
            )
            colours.append(COLOURS[causes[0]] if not several else "")
            for cause, value in parts.items():
                if several and value > 0:
                    rows.append((f"  {CAUSES[cause]}", "", "", f"({percent(value)})", bar(value)))
                    colours.append(COLOURS[cause])
        tainted = row["flags"].get("tainted", {})
        if flag == "wrongful" and tainted.get("value"):
            partly = percents(tainted["value"], tainted["low"], tainted["high"])
            rows.append((f"  {say('cause.tainted')}", f"({partly[0]})", partly[1], "", ""))
            colours.append("")
    return Table(columns=columns, rows=tuple(rows), colours=tuple(colours))


def wrongful_ends(reading: Reading, key: str, chance: tuple[str, str]) -> tuple[str, str]:
    """Cells of what is wrong in the file: from end to end of what is assumed, never one number."""
    if not reading.document.get("ends"):
        return say("cause.unvaried"), ""
    spreads = reading.spreads(key)
    return (percent_range(spreads[0].least, spreads[0].most), say("cause.ends")) if spreads else chance


def causes_apart(reading: Reading) -> Iterator[Block]:
    """The other penalties, and the first one by group, with intervals."""
    headline = reading.headline
    others = {
        key: row
        for key in reading.penalties
        if key != headline and reading.events(key) >= FEW and (row := reading.causes(key)) is not None
    }
    if others:
        yield Paragraph(say("causes.others", least=FEW), "caption")
        named = [
            (row_label(reading, key), say(f"events.{reading.event(key)}", events=count(row["n"])), key, row)
            for key, row in others.items()
        ]
        yield flags_table(reading, COLUMNS["events"], named, ends=True)
    if headline is None or not reading.events(headline):
        return
    by_group = [(group, reading.causes(headline, group)) for group in reading.groups[:ROWS]]
    found = [(group, row) for group, row in by_group if row is not None and row["n"]]
    if found:
        yield Paragraph(say("causes.groups", label=reading.label(headline)), "caption")
        named, above = [], ""
        for group, row in found:
            attribute, _, value = reading.group_label(group).rpartition(": ")
            if attribute != above:
                named.append((attribute, "", "", {"flags": {}}))
                above = attribute
            named.append((f"  {value}", count(row["n"]), "", row))
        table = flags_table(reading, COLUMNS[f"n.{reading.event(headline)}"], named, ends=False)
        yield table
        if any(column.title == COLUMNS["flag.tainted"] for column in table.columns):
            yield Paragraph(say("causes.partly"), "quiet")


def flags_table(reading: Reading, title: str, named: Sequence[tuple[str, str, str, Row]], *, ends: bool) -> Table:
    """One row each: label, penalties, and each judgement that any of them has, with its range."""
    flags = [
        flag
        for flag in FLAGS
        if not (ends and flag == "tainted") and any(row["flags"].get(flag, {}).get("value") for *_, row in named)
    ]
    columns = [Column(title="", right=False, wraps=True), Column(title=title)]
    for flag in flags:
        columns += [Column(title=COLUMNS[f"flag.{flag}"]), Column(title=COLUMNS["short_range"], under=True)]
    rows = []
    for label, events, key, row in named:
        cells = [label, events]
        for flag in flags:
            share = row["flags"].get(flag)
            both = ("", "") if share is None else percents(share["value"], share["low"], share["high"])
            if ends and flag == "wrongful":
                both = (wrongful_ends(reading, key, both)[0], "")
            cells += (both[0], both[1].removesuffix("%").rstrip())
        rows.append(tuple(cells))
    return Table(columns=tuple(columns), rows=tuple(rows))
