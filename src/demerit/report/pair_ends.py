"""Wrong penalties of a pair at both ends of what is assumed: in each world, and the difference of the same people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from demerit.report.blocks import Block, Column, Paragraph, Table
from demerit.report.figures import MINUS, NONE, count, percent, percent_range
from demerit.report.reading import Reading
from demerit.report.result_tables import row_label
from demerit.report.words import ASSUMPTIONS_SHORT, COLUMNS, say

__all__ = ["ENDS", "at_ends", "headline_table", "side_of", "wrongly"]

Row = Mapping[str, Any]
ENDS = ("low", "middle", "high")
INDENT = "   "


def wrongly(ends: Mapping[str, Any] | None, a: Reading, b: Reading) -> Iterator[Block]:
    """The headline at the ends of each assumption, then the other penalties at those of the one that moves most.

    Parameters
    ----------
    ends : mapping or None
        ``ends`` of a pair; None where nothing was varied.
    a, b : Reading
        Of the two worlds.
    """
    if ends is None or ends["headline"] is None:
        return
    if not ends["assumptions"]:
        yield Paragraph(say("pair.ends.none"))
        return
    kinds = [about["assumption"] for about in ends["assumptions"]]
    keys = list(dict.fromkeys(row["key"] for row in ends["figures"]))
    found = {key: {kind: at_ends(ends["figures"], key, kind) for kind in kinds} for key in keys}
    wrong = [key for key in keys if any(anybody(row) for rows in found[key].values() for row in rows)]
    persons, head = count(ends["persons"]), ends["headline"]
    if not wrong:
        yield Paragraph(say("pair.ends.nobody", persons=persons))
        return
    if head in wrong:
        reading = side_of(head, a, b)
        told = {"label": reading.label(head), "persons": persons, "unit": reading.unit_of(head)}
        yield Paragraph(say("pair.ends.lead", **told), "caption")
        yield headline_table(found[head], reading, head)
    others = [key for key in wrong if key != head and any(row["value"] for rows in found[key].values() for row in rows)]
    if others:
        yield Paragraph(say("pair.ends.others", persons=persons, first=head not in wrong), "caption")
        yield others_table(others, found, a, b)
    same = [row_label(side_of(key, a, b), key) for key in wrong if key not in (head, *others)]
    if same:
        yield Paragraph(say("pair.ends.same", names="; ".join(same)), "quiet")


def side_of(key: str, a: Reading, b: Reading) -> Reading:
    """A world that has a key."""
    return a if key in a.penalties else b


def at_ends(figures: Sequence[Row], key: str, kind: str) -> list[Row]:
    """Figures of a key at the low end, in the middle and at the high end of an assumption."""
    known = {(row["assumption"], row["end"]): row for row in figures if row["key"] == key}
    return [known[None, end] if end == "middle" else known[kind, end] for end in ENDS]


def anybody(row: Row) -> bool:
    """Whether a penalty is ever wrong in either world."""
    return bool(row["a"]["wrongful"] or row["b"]["wrongful"] or row["value"])


def headline_table(found: Mapping[str, Sequence[Row]], reading: Reading, key: str) -> Table:
    """Of each assumption: the wrongful share of the events in each world, and the difference in people."""
    rows: list[tuple[str, ...]] = []
    unit = reading.unit_of(key)
    for kind, ends in found.items():
        rows.append((ASSUMPTIONS_SHORT[kind], "", "", ""))
        for side in "ab":
            told = say("pair.ends.share", world=side.upper(), event=reading.event(key))
            rows.append((INDENT + told, *(share(row[side]) for row in ends)))
        rows.append((INDENT + say("pair.ends.people", unit=unit), *(people(row) for row in ends)))
        spans = [span(row) for row in ends]
        if set(spans) != {NONE}:
            rows.append((INDENT + say("pair.ends.range"), *spans))
    columns = (Column(title="", right=False, wraps=True), *(Column(title=COLUMNS[end]) for end in ENDS))
    return Table(columns=columns, rows=tuple(rows))


def others_table(keys: Sequence[str], found: Mapping[str, Any], a: Reading, b: Reading) -> Table:
    """Subjects whom A reaches wrongly beyond B, by the assumption that moves it most."""
    rows = []
    for key in keys:
        kind = max(found[key], key=lambda name: widest(found[key][name]))
        told = (people(row) for row in found[key][kind])
        rows.append((row_label(side_of(key, a, b), key), *told, ASSUMPTIONS_SHORT[kind]))
    columns = (
        Column(title=COLUMNS["what"], right=False, wraps=True), *(Column(title=COLUMNS[end]) for end in ENDS),
        Column(title=COLUMNS["assumption"], right=False),
    )  # fmt: skip
    return Table(columns=columns, rows=tuple(rows))


def widest(rows: Sequence[Row]) -> float:
    """How far an assumption moves a difference."""
    values = [row["value"] or 0.0 for row in rows]
    return float(max(values) - min(values))


def share(side: Row) -> str:
    """Wrongful share of the events of a world."""
    return percent(side["wrongful"] / side["events"]) if side["events"] else NONE


def people(row: Row) -> str:
    """Subjects whom A reaches wrongly, less those whom B does."""
    more = row["a"]["people_wrongful"] - row["b"]["people_wrongful"]
    return count(more) if more >= 0 else MINUS + count(-more)


def span(row: Row) -> str:
    """Range of the share of all subjects; nothing where both worlds are the same."""
    same = row["low"] is None or row["low"] == row["high"]
    return NONE if same else percent_range(row["low"], row["high"])
