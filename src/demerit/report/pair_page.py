"""The page of a pair: whom each world penalises, what differs, and what was changed between the files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from demerit.outcomes.cautions import UNVARIED
from demerit.report.blocks import Block, Column, Heading, Paragraph, Table
from demerit.report.figures import NONE, count, interval, percent, percent_range, ratio
from demerit.report.pair_ends import wrongly
from demerit.report.reading import Figure, Reading
from demerit.report.result_page import settings
from demerit.report.result_tables import of_unit, row_label
from demerit.report.words import COLUMNS, HEADINGS, LIMITS, held, say

__all__ = ["EFFECTS", "changes", "effects", "noted", "often", "pair_page", "whom"]

MOST = 40
"""At most so many rows of changes are printed; the rest is in the document."""

NAMED = re.compile(r"\[([^\]]+)\]")
"""Where a path of the scheme names one of several items: the first such place."""

EFFECTS = ("chilling", "spill_over", "deterrence")


def pair_page(
    document: Mapping[str, Any], /, *, left_out: tuple[str, ...] = (), threads: int | None = None, folder: str = ""
) -> Iterator[Block]:
    """Everything a pair says, the sentences first.

    Parameters
    ----------
    document : mapping
        ``demerit.pair/1``.
    left_out : tuple of str
        Options that were not given.
    threads : int, optional
        Threads used.
    folder : str
        Where the pair was written.

    Yields
    ------
    Block
    """
    a, b = Reading(document["a"]), Reading(document["b"])
    spared = bool(document["pair"]["safeguards"])
    names = {"a": document["pair"]["a"], "b": document["pair"]["b"]}
    moved = {row["key"]: row for row in document["moved"]}
    differences = Reading({"indicators": document["differences"], "run": document["a"]["run"]})
    yield Paragraph(str(a.run.get("first_line", "")), "strong")
    anyone = moved["any"]
    told = {key: count(anyone[key]) for key in ("n", "only_a", "only_b", "both", "neither")}
    yield Paragraph(say("pair.worlds", unit=a.unit, n=told["n"], **names), "lead")
    yield Paragraph(say("pair.moved", unit=a.unit, months=a.run["months"], **told), "lead")
    for sentence in document["pair"]["said"]:
        yield Paragraph(sentence, "lead")
    yield Paragraph(held(LIMITS), "limit")
    for title, blocks in (
        ("moved", whom(a, b, moved, differences)),
        ("often", often(a, b, moved, spared=spared)),
        ("wrong", wrongly(document.get("ends"), a, b)),
        ("effects", effects(differences)),
        ("changed", changes(document["changed"])),
        ("run", settings(noted(document), left_out, threads, folder)),
    ):
        body = list(blocks)
        if body:
            yield Heading(HEADINGS[title])
            yield from body


def noted(document: Mapping[str, Any]) -> Reading:
    """World A with what is to be noted of the pair: small worlds varied how often records are wrong, and no more."""
    told = document["a"]["warnings"]
    if document.get("ends") is not None:
        told = [say("pair.varied") if warning == UNVARIED else warning for warning in told]
    return Reading({**document["a"], "warnings": told})


def whom(a: Reading, b: Reading, moved: Mapping[str, Any], differences: Reading) -> Iterator[Block]:
    """Subjects by where each penalty reached them, and the difference of the shares."""
    rows, idle = [], []
    for key, row in moved.items():
        reading = a if key in a.penalties else b
        name = say("reached.any") if key == "any" else row_label(reading, key)
        if row["only_a"] + row["only_b"] + row["both"] == 0:
            idle += [f"“{of_unit(reading, key, reading.label(key))}”"] if key != "any" else []
            continue
        group = "all" if row["unit"] == a.unit else f"unit={row['unit']}"
        figure = differences.look(f"{key}:ever:difference", group)
        counts = (count(row["only_a"]), count(row["only_b"]), count(row["both"]))
        rows.append((name, *counts, percent(figure.value), percent_range(figure.low, figure.high)))
    if rows:
        yield Paragraph(say("pair.table"), "caption")
        columns = (
            Column(title=COLUMNS["what"], right=False, wraps=True),
            Column(title=COLUMNS["only_a"]),
            Column(title=COLUMNS["only_b"]),
            Column(title=COLUMNS["both"]),
            Column(title=COLUMNS["difference"]),
            Column(title=COLUMNS["range"], under=True),
        )
        yield Table(columns=columns, rows=tuple(rows))
    if idle:
        yield Paragraph(say("pair.idle", names=", ".join(idle)), "quiet")


def often(a: Reading, b: Reading, moved: Mapping[str, Any], *, spared: bool) -> Iterator[Block]:
    """Penalties that began in each world, and the months of lists and bands in one world or in both."""
    rows, later = [], []
    for key, row in moved.items():
        if key == "any" or row["only_a"] + row["only_b"] + row["both"] + row.get("months_both", 0) == 0:
            continue
        reading = a if key in a.penalties else b
        begun = [world.events(key) if key in world.penalties else 0 for world in (a, b)]
        word = [say(f"events.{reading.event(key)}", events=count(number)) for number in begun]
        times = [row.get(f"months_{name}") for name in ("only_a", "only_b", "both")]
        rows.append((row_label(reading, key), *word, *("" if time is None else count(time) for time in times)))
        if spared and times[0]:
            name = of_unit(reading, key, reading.label(key))
            later.append(say("pair.later.one", n=count(times[0]), name=name))
    if not rows:
        return
    timed = any(row[-1] for row in rows)
    yield Paragraph(say("pair.often" if timed else "pair.often.events"), "caption")
    columns = (
        Column(title=COLUMNS["what"], right=False, wraps=True),
        Column(title=COLUMNS["in_a"]),
        Column(title=COLUMNS["in_b"]),
        *(Column(title=COLUMNS[f"months_{name}"]) for name in ("only_a", "only_b", "both") if timed),
    )
    yield Table(columns=columns, rows=tuple(row if timed else row[:3] for row in rows))
    if later:
        yield Paragraph(say("pair.later", names="; ".join(later)), "quiet")


def effects(differences: Reading) -> Iterator[Block]:
    """What a scheme does to conduct, against the world without it."""
    rows = []
    for name in EFFECTS:
        figure = differences.look(name)
        if figure.value is not None:
            rows.append((say(f"effect.{name}"), percent(figure.value), percent_range(figure.low, figure.high)))
    for key in differences.penalties:
        figure = differences.look(f"deterrence_per:{key}")
        if figure.value is not None:
            label = say("effect.deterrence_per", label=of_unit(differences, key, differences.label(key)))
            rows.append((label, ratio(figure.value), ends(figure)))
    if rows:
        yield Paragraph(say("effect.lead"), "caption")
        columns = (
            Column(title=COLUMNS["what"], right=False, wraps=True),
            Column(title=COLUMNS["share"]),
            Column(title=COLUMNS["range"], under=True),
        )
        yield Table(columns=columns, rows=tuple(rows))


def ends(figure: Figure) -> str:
    """Ends of a range of numbers."""
    return NONE if figure.low is None or figure.high is None else interval(figure.low, figure.high, form="ratio")


def changes(changed: list[dict[str, Any]]) -> Iterator[Block]:
    """Each value that differs, in B and in A, with both sources."""
    if not changed:
        return
    yield Paragraph(say("changed.lead", n=count(len(changed))), "caption")
    columns = (
        Column(title=COLUMNS["where"], right=False, wraps=True),
        Column(title=COLUMNS["in_b"], right=False, wraps=True),
        Column(title=COLUMNS["in_a"], right=False, wraps=True),
    )
    alike = together(changed)
    yield Table(columns=columns, rows=tuple((said, *values) for said, values, _ in alike[:MOST]))
    if len(alike) > MOST:
        left = sum(number for _, _, number in alike[MOST:])
        yield Paragraph(say("changed.more", n=count(left)), "quiet")


def together(changed: list[dict[str, Any]]) -> list[tuple[str, tuple[str, str], int]]:
    """Changes with what they say; the same value of several items, such as the term of all rules, is said once."""
    found: dict[tuple[str, tuple[str, str]], list[str]] = {}
    for change in changed:
        path, name = change["path"], NAMED.search(change["path"])
        values = (
            with_source(change["before"], change["source_before"]),
            with_source(change["after"], change["source_after"]),
        )
        shape = path if name is None else f"{path[: name.start()]}[…]{path[name.end() :]}"
        found.setdefault((shape, values), []).append("" if name is None else name[1])
    rows = []
    for (shape, values), names in found.items():
        said = shape.replace("[…]", f"[{names[0]}]")
        if len(names) > 1:
            said = say("changed.alike", shape=shape, names=", ".join(names), n=count(len(names)))
        rows.append((said, values, len(names)))
    return rows


def with_source(value: str | None, source: list[str]) -> str:
    """A value with the ids of its sources, at most two; the others are in the document."""
    if value is None or not source:
        return NONE if value is None else value
    names = ", ".join(source[:2])
    more = len(source) - 2
    return f"{value} [{say('changed.sources', names=names, n=count(more)) if more > 0 else names}]"
