"""A life as blocks: month by month, each line with its source; of a pair both worlds side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from demerit.report.blocks import Block, Column, Heading, Paragraph, Table
from demerit.report.figures import count
from demerit.report.life_document import key_of, life_document, points_of
from demerit.report.words import COLUMNS, HEADINGS, held, say
from demerit.scheme.dated import month_after
from demerit.study.lives import Life

__all__ = ["life_page", "undrawn"]

SUMMED = (
    ("acts", "act"), ("records", "record"), ("entries", "entry"), ("falls", "penal_bands"),
    ("listings", "stay_begin"), ("refusals", "denied"), ("burdens", "burden"), ("losses", "loss"),
    ("grants", "grant"), ("appeals", "filed"),
)  # fmt: skip


def life_page(life: Life, /) -> Iterator[Block]:
    """A life for people: what it is, how it was chosen, then month by month, then the sources.

    Parameters
    ----------
    life : Life

    Yields
    ------
    Block
    """
    document = life_document(life)
    first = next(iter(life.worlds.values()))
    name = document["name"]
    yield Paragraph(f"{name[0].upper()}{name[1:]}. {document['notice']}", "strong")
    worlds = [document] if "lines" in document else [document["a"], document["b"]]
    run = worlds[0]["run"]
    told = {key: run[key] for key in ("society", "start", "seed", "months")}
    yield Paragraph(
        say("life.about", name="One", persons=count(run["persons"]), scheme=first.manifest["title"], **told), "lead"
    )
    if "lines" not in document:
        yield Paragraph(say("life.pair", **{world: world_name(document[world]["run"]) for world in "ab"}), "lead")
    yield from how_chosen(document)
    yield Paragraph(held(say("life.limits")), "limit")
    for world in undrawn(life):
        yield Paragraph(say("life.undrawn", world=world.upper()), "note")
    for world, each in life.worlds.items():
        if each.again:
            yield Paragraph(say("life.again", world=world.upper() if world != "run" else world), "note")
    if run["replicates"] > 1:
        numbers = {"replicate": count(document["replicate"]), "replicates": count(run["replicates"])}
        yield Paragraph(say("life.replicates", **numbers), "note")
    if "lines" in document:
        yield from one_world(document)
    else:
        yield from two_worlds(document)
    yield from sources(worlds)


def undrawn(life: Life) -> Iterator[str]:
    """Worlds in which acts are not drawn that the other one draws, since nobody there could record them."""
    watched = {
        world: {watch.behaviour for channel in each.inputs.scheme.channels for watch in channel.watches}
        for world, each in life.worlds.items()
    }
    drawn = {
        world: {line.item.partition(":")[2] for line in each.lines if line.kind == "act"}
        for world, each in life.worlds.items()
    }
    for world in life.worlds:
        if any(drawn[other] - drawn[world] - watched[world] for other in life.worlds):
            yield world


def world_name(run: Mapping[str, Any]) -> str:
    """A scheme with the safeguards on it."""
    return "+".join([run["scheme"], *run["safeguards"]])


def how_chosen(document: Mapping[str, Any]) -> Iterator[Block]:
    """How the life was chosen, and how common it is."""
    chosen = document["chosen"]
    if chosen is None:
        return
    numbers = {key: count(chosen[key]) for key in ("like", "penalised", "of")}
    told = say(f"life.chosen.{chosen['way']}", unit=document["unit"], partly=chosen["partly"], **numbers)
    if chosen["world"] != "run" and chosen["way"] != "freed":
        told += " " + say("life.chosen.in", world=chosen["world"].upper())
    yield Paragraph(told, "lead")


def in_numbers(found: Mapping[str, int]) -> str:
    """What there is of each kind, kinds that are not there left out."""
    numbers = Counter(found)
    named = {*found, "won", "recorded_acts", "wrong_records"}
    values = {name: count(numbers[name]) for name in named}
    parts = [say(f"life.{name}", **values) for name, kind in SUMMED if numbers[kind]]
    return say("life.sum", parts="; ".join(parts) or say("life.none"))


def one_world(document: Mapping[str, Any]) -> Iterator[Block]:
    """The life of a run."""
    starts = start_row(document)
    if not document["lines"]:
        yield Paragraph(" ".join([*(text for _, text in starts), say("life.empty")]))
        return
    yield Paragraph(in_numbers(document["totals"]), "lead")
    yield Heading(HEADINGS["life"])
    rows = told([("", line, line) for line in without_seen(document["lines"])])
    columns = (Column(title=COLUMNS["month"], right=False), Column(title=COLUMNS["what"], right=False, wraps=True))
    yield Table(columns=columns, rows=(*starts, *((month, text) for month, _, text in rows)))


def start_row(world: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Month and text of the band in which a life starts; nothing where there is none."""
    start, run = world["starts_in"], world["run"]
    if start is None:
        return ()
    points = "" if start["points"] is None else points_of(start["points"])
    told = say("life.starts", sort=start["sort"], band=start["band"], points=points)
    return ((month_after(run["start"], -run["burn_in"]), told),)


def start_rows(document: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Month, world and text of the bands in which a life starts in two worlds."""
    a, b = (start_row(document[world]) for world in "ab")
    if a == b:
        return [(month, "", text) for month, text in a]
    return [(month, world, text) for world, rows in (("A", a), ("B", b)) for month, text in rows]


def two_worlds(document: Mapping[str, Any]) -> Iterator[Block]:
    """The life in both worlds, month by month; what is the same in both is told once."""
    sides = {world: without_seen(document[world]["lines"]) for world in "ab"}
    if not any(document[world]["lines"] for world in "ab"):
        yield Paragraph(say("life.empty"))
        return
    for world in "ab":
        yield Paragraph(f"{world.upper()}: {in_numbers(document[world]['totals'])}", "note")
    yield Heading(HEADINGS["life"])
    yield Paragraph(say("life.aligned"), "caption")
    columns = (
        Column(title=COLUMNS["month"], right=False), Column(title=COLUMNS["world"], right=False),
        Column(title=COLUMNS["what"], right=False, wraps=True),
    )  # fmt: skip
    months = sorted({line["month"] for lines in sides.values() for line in lines})
    pairs: list[tuple[str, dict[str, Any], dict[str, Any]]] = []
    for month in months:
        here = {world: [line for line in lines if line["month"] == month] for world, lines in sides.items()}
        pairs += aligned(here["a"], here["b"])
    yield Table(columns=columns, rows=(*start_rows(document), *told(pairs)))


def aligned(a: list[dict[str, Any]], b: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Lines of one month in order: those of both worlds, in both forms, and those of one with its letter."""
    rest = list(b)
    for line in a:
        if not line["same"]:
            yield "A", line, line
            continue
        twin = next(other for other in rest if other["same"] and key_of(other) == key_of(line))
        while rest and not rest[0]["same"]:
            yield "B", rest[0], rest.pop(0)
        rest.remove(twin)
        yield "", line, twin
    for other in rest:
        yield "B", other, other


def told(pairs: list[tuple[str, dict[str, Any], dict[str, Any]]]) -> Iterator[tuple[str, str, str]]:
    """Rows of month, world and text; acts that nobody recorded are drawn together, and each month is named once."""
    before = ""
    for (letter, unseen), group in groupby(pairs, key=lambda pair: (pair[0], is_unseen(pair[1]))):
        some = list(group)
        if unseen:
            first, last = some[0][1]["calendar"], some[-1][1]["calendar"]
            key = "life.acts.unseen" if first == last else "life.acts.until"
            rows = [(first, letter, say(key, month=last, acts=times([line for _, line, _ in some])))]
        else:
            rows = [(line["calendar"], world, both_sums(line, other) + cited_by(line)) for world, line, other in some]
        for (month, world, text), alike in groupby(rows):
            n = sum(1 for _ in alike)
            yield "" if month == before else month, world, text if n == 1 else say("life.repeated", n=n, what=text)
            before = month


def both_sums(line: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    """The sentence of a line of both worlds, with the sum of points in both where it differs."""
    text: str = line["what"]
    if line["counting"] == other["counting"]:
        return text
    sums = {world: points_of(each["counting"]) for world, each in (("a", line), ("b", other))}
    return text.replace(say("life.counting", counting=sums["a"]), say("life.counting.two", **sums))


def without_seen(lines: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Lines without the acts that a record tells in its own line."""
    return [line for line in lines if line["recorded"] is not True]


def is_unseen(line: Mapping[str, Any]) -> bool:
    """Whether a line is an act of which nothing came into the file."""
    return line["recorded"] is False


def times(lines: Sequence[Mapping[str, Any]]) -> str:
    """Acts with how often each was done, in order of the first."""
    found = Counter(line["label"] for line in lines)
    return ", ".join(say("life.acts.times", label=label, n=n) for label, n in found.items())


def cited_by(line: Mapping[str, Any]) -> str:
    """Source and place of a line, in brackets."""
    told = ", ".join([*line["source"], *([line["place"]] if line["place"] else [])])
    return f" [{told}]" if told else ""


def sources(worlds: list[dict[str, Any]]) -> Iterator[Block]:
    """The sources that the lines name."""
    found: dict[str, dict[str, str]] = {}
    for world in worlds:
        found |= world["sources"]
    if not found:
        return
    yield Heading(HEADINGS["sources"])
    for name, source in found.items():
        told = ", ".join(source[key] for key in ("title", "body", "year") if source[key])
        yield Paragraph(f"[{name}] {told}." + (f" {source['url']}" if source["url"] else ""), "note")
