"""Figures of two worlds side by side: solid is A, dashed or hatched is B, whatever the colour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from demerit.report.blocks import Block, Column, Paragraph, Table
from demerit.report.causes_page import FEW, split_of
from demerit.report.figures import count, percent, percents
from demerit.report.pair_ends import ENDS, at_ends, headline_table, side_of
from demerit.report.pair_page import EFFECTS, effects, often
from demerit.report.pair_page import whom as whom_table
from demerit.report.reading import Figure as Value
from demerit.report.reading import Reading
from demerit.report.result_tables import ROWS, row_label, thousands, thousands_range
from demerit.report.result_words import tell
from demerit.report.views.courses import SHOWN, by_year, curve_rows, curve_table, month_rows
from demerit.report.views.ends import ends_legend
from demerit.report.views.field import rows_of
from demerit.report.views.model import Figure, Legend
from demerit.report.views.reach import bars, value_row
from demerit.report.views.refused import per_thousand, refusals
from demerit.report.words import ASSUMPTIONS_SHORT, CAUSES, COLUMNS, say
from demerit.study.backing import Backing, PairBacking

__all__ = ["Sides", "causes", "conduct", "courses", "groups", "people", "refused", "whom", "wrong"]

CELLS = ("only_a", "both", "only_b", "neither")
WORLDS = {"only_a": "a", "both": "both", "only_b": "b", "neither": ""}


@dataclass(frozen=True)
class Sides:
    """A pair, and its two worlds by name."""

    backing: PairBacking

    @cached_property
    def a(self) -> Reading:
        """World A."""
        return Reading(self.backing.document["a"])

    @cached_property
    def b(self) -> Reading:
        """World B."""
        return Reading(self.backing.document["b"])

    @cached_property
    def differences(self) -> Reading:
        """World A less world B, and the keys of A."""
        return Reading({"indicators": self.backing.document["differences"], "run": self.backing.document["a"]["run"]})

    @cached_property
    def moved(self) -> dict[str, Mapping[str, Any]]:
        """Who is where, by penalty key; ``any`` is all together."""
        return {row["key"]: row for row in self.backing.document["moved"]}

    @property
    def names(self) -> dict[str, str]:
        """Names of the two worlds."""
        return {name: str(self.backing.document["pair"][name]) for name in "ab"}

    @property
    def alone(self) -> bool:
        """Whether B is the world without a scheme."""
        return self.names["b"] == "none"

    @property
    def spared(self) -> bool:
        """Whether A is B with safeguards."""
        return bool(self.backing.document["pair"]["safeguards"])

    @property
    def sort(self) -> dict[str, str]:
        """Which sort of pair it is, and its safeguards, for sentences."""
        sort = "none" if self.alone else "safeguards" if self.spared else "schemes"
        return {"sort": sort, "safeguards": ", ".join(self.backing.document["pair"]["safeguards"])}

    @property
    def key(self) -> str | None:
        """Headline penalty of the pair: that of its small worlds, or of A, or of B."""
        ends = self.backing.document.get("ends")
        return (ends or {}).get("headline") or self.a.headline or self.b.headline

    def side(self, key: str) -> Reading:
        """A world that has a key."""
        return side_of(key, self.a, self.b)

    def worlds(self, key: str) -> Iterator[tuple[str, Reading, Backing]]:
        """Worlds that have a key, with their names."""
        for name, reading, backing in (("a", self.a, self.backing.a), ("b", self.b, self.backing.b)):
            if key in reading.penalties:
                yield name, reading, backing

    def world(self, name: str) -> str:
        """A world in a legend."""
        return tell(f"pair.world.{name}", a=self.a.run["title"], b=self.b.run["title"], **self.sort)

    def legend(self) -> tuple[Legend, ...]:
        """Key of the two worlds."""
        return tuple(Legend(key=name, label=self.world(name), world=name) for name in "ab")


def people(sides: Sides) -> Iterator[Figure]:
    """Of 1,000 people, who is penalised in which world."""
    anyone = sides.moved["any"]
    if not anyone["n"] or anyone["neither"] == anyone["n"]:
        return
    cells = {part: int(anyone[part]) for part in CELLS}
    names = {part: tell(f"pair.cell.{part}") for part in CELLS}
    rows = rows_of(cells, names)
    columns = (
        Column(title="", right=False), Column(title=tell("people.column.dots")),
        Column(title=tell("people.column.share")), Column(title=tell(f"people.column.{sides.a.unit}")),
    )  # fmt: skip
    lines = tuple(
        (
            str(row["label"]),
            tell("people.under_one") if row["n"] and not row["value"] else count(int(str(row["value"]))),
            percent(int(str(row["n"])) / anyone["n"]),
            count(int(str(row["n"]))),
        )
        for row in rows
    )
    told = {"unit": sides.a.unit, "months": sides.a.run["months"], "n": count(anyone["n"])}
    yield Figure(
        id="worlds", chart="people", title=tell("pair.people.title", **told), axis=tell("pair.people.axis", **told),
        form="count", rows=rows,
        legend=tuple(Legend(key=part, label=names[part], world=WORLDS[part]) for part in CELLS),
        table=Table(columns=columns, rows=lines), evidence=sides.backing.evidence(list(sides.a.penalties)),
    )  # fmt: skip


def whom(sides: Sides) -> Iterator[Block | Figure]:
    """Whom each penalty reaches in which world, the difference, and how often."""
    made = list(whom_table(sides.a, sides.b, sides.moved, sides.differences))
    tables = [block for block in made if isinstance(block, Table)]
    keys = [key for key, row in sides.moved.items() if key != "any" and row["only_a"] + row["only_b"] + row["both"]]
    if tables and keys:
        rows = tuple(
            {"label": row_label(sides.side(key), key), "part": part, "value": sides.moved[key][part]}
            for key in keys for part in CELLS[:3] if sides.moved[key][part]
        )  # fmt: skip
        legend = tuple(Legend(key=part, label=tell(f"pair.cell.{part}"), world=WORLDS[part]) for part in CELLS[:3])
        yield Figure(
            id="moved", chart="parts", title=tell("pair.moved.title"), axis=tell("pair.moved.axis"), form="count",
            rows=rows, legend=legend, table=tables[0], note=say("pair.table"), evidence=sides.backing.evidence(keys),
        )  # fmt: skip
    yield from less(sides, keys)
    yield from (block for block in made if isinstance(block, Paragraph) and block.tone != "caption")
    yield from often(sides.a, sides.b, sides.moved, spared=sides.spared)


def less(sides: Sides, keys: list[str]) -> Iterator[Figure]:
    """Share ever reached in A less that in B, by penalty."""
    named = {}
    for key in keys:
        unit = sides.moved[key]["unit"]
        value = sides.differences.look(f"{key}:ever:difference", "all" if unit == sides.a.unit else f"unit={unit}")
        if value.value:
            named[row_label(sides.side(key), key)] = value
    if named:
        yield Figure(
            id="difference", chart="intervals", title=tell("pair.less.title"), axis=tell("pair.less.axis"),
            form="share", rows=tuple(value_row(label, value) for label, value in named.items()),
            table=bars(named.items()), evidence=sides.backing.evidence(keys),
        )  # fmt: skip


def causes(sides: Sides) -> Iterator[Figure]:
    """Where the headline came from in each world."""
    key = sides.key
    if key is None:
        return
    splits = {
        name: (reading.events(key), split_of(row, list(CAUSES)))
        for name, reading, _ in sides.worlds(key)
        if reading.events(key) >= FEW and (row := reading.causes(key)) is not None
    }
    if not splits:
        return
    present = [cause for cause in CAUSES if any(parts[cause] > 0 for _, parts in splits.values())]
    label = {name: sides.world(name) for name in splits}
    columns = (
        Column(title="", right=False, wraps=True), Column(title=COLUMNS["events"]),
        *(Column(title=CAUSES[cause]) for cause in present),
    )  # fmt: skip
    yield Figure(
        id="causes", chart="parts",
        title=tell("pair.causes.title", label=sides.side(key).label(key)), axis=tell("causes.axis"), form="share",
        rows=tuple(
            {"label": label[name], "part": cause, "value": parts[cause]}
            for name, (_, parts) in splits.items() for cause in present if parts[cause] > 0
        ),
        legend=tuple(Legend(key=cause, label=CAUSES[cause], cause=cause) for cause in present),
        table=Table(columns=columns, rows=tuple(
            (label[name], count(events), *(percent(parts[cause]) for cause in present))
            for name, (events, parts) in splits.items()
        )),
        evidence=sides.backing.evidence([key]),
    )  # fmt: skip


def groups(sides: Sides) -> Iterator[Figure]:
    """Share of each group reached in A, in B, and the difference."""
    key = sides.key
    reading = None if key is None else sides.side(key)
    if key is None or reading is None or not reading.groups:
        return
    rows, lines, above = [], [], ""
    for group in reading.groups[:ROWS]:
        attribute, _, value = reading.group_label(group).rpartition(": ")
        both = {name: world.look(f"{key}:ever", group) for name, world, _ in sides.worlds(key)}
        if not any(each.n for each in both.values()):
            continue
        rows += [value_row(value, each, group=attribute, world=name) for name, each in both.items()]
        if attribute != above:
            lines.append((attribute, *[""] * 6))
            above = attribute
        gone = sides.differences.look(f"{key}:ever:difference", group)
        cells = [text for name in "ab" for text in cell(both.get(name, Value(value=0.0, low=0.0, high=0.0)))]
        lines.append((f"  {value}", *cells, *percents(gone.value, gone.low, gone.high)))
    columns = [Column(title="", right=False, wraps=True)]
    for name in ("in_a", "in_b", "difference"):
        columns += [Column(title=COLUMNS[name]), Column(title=COLUMNS["short_range"], under=True)]
    told = {"unit": reading.unit_of(key), "kind": reading.penalties[key], "label": reading.label(key)}
    if rows:
        yield Figure(
            id="groups", chart="intervals", title=tell("groups.title", **told), axis=tell("pair.groups.axis", **told),
            form="share", rows=tuple(rows), legend=sides.legend(),
            table=Table(columns=tuple(columns), rows=tuple(lines)), evidence=sides.backing.evidence([key]),
        )  # fmt: skip


def cell(value: Value) -> tuple[str, str]:
    """A share and its range."""
    return percents(value.value, value.low, value.high)


def courses(sides: Sides, chart: str) -> Iterator[Figure]:
    """The headline month by month, or how long its stays last, in both worlds."""
    key = sides.key
    if key is None:
        return
    reading = sides.side(key)
    told = {"unit": reading.unit_of(key), "kind": reading.penalties[key], "label": reading.label(key)}
    found = {name: backing.courses[key] for name, _, backing in sides.worlds(key)}
    names = {name: sides.world(name) for name in found}
    evidence = sides.backing.evidence([key])
    legend = tuple(entry for entry in sides.legend() if entry.key in found)
    if chart == "curve":
        curves = {name: course.staying for name, course in found.items() if course.staying and course.ended}
        if curves:
            yield Figure(
                id="stays", chart="curve", title=tell("stays.title"), axis=tell("pair.stays.axis", **told),
                form="share", rows=curve_rows(curves), legend=tuple(entry for entry in legend if entry.key in curves),
                table=curve_table({names[name]: points for name, points in curves.items()}, months=SHOWN),
                evidence=evidence,
            )  # fmt: skip
        return
    lines = {name: course.now or course.begun for name, course in found.items()}
    sort = "now" if any(course.now for course in found.values()) else "begun"
    told |= {"n": count(reading.look(f"{key}:ever").n), "months": reading.run["months"], "start": reading.run["start"]}
    yield Figure(
        id="time", chart="lines", title=tell(f"time.{sort}.title", event=reading.event(key), **told),
        axis=tell(f"time.{sort}.axis", **told), form="count", rows=month_rows(lines), legend=legend,
        table=by_year({names[name]: values for name, values in lines.items()}, start=str(told["start"])),
        note=tell("pair.time.note"), evidence=evidence,
    )  # fmt: skip


def wrong(sides: Sides) -> Iterator[Figure]:
    """How many more A reaches wrongly than B, at both ends of what is assumed."""
    ends = sides.backing.document.get("ends")
    key = sides.key
    if not ends or not ends["assumptions"] or key is None:
        return
    kinds = [about["assumption"] for about in ends["assumptions"]]
    found = {kind: at_ends(ends["figures"], key, kind) for kind in kinds}
    rows = [
        {"label": ASSUMPTIONS_SHORT[kind], "part": part, **{name: row[name] for name in ("value", "low", "high")}}
        for kind, three in found.items()
        for part, row in zip(ENDS, three, strict=True)
    ]
    if any(row["value"] for row in rows):
        reading = sides.side(key)
        told = {"label": reading.label(key), "unit": reading.unit_of(key), "persons": count(ends["persons"])}
        yield Figure(
            id="ends", chart="ends", title=tell("pair.ends.title"), axis=tell("pair.ends.axis", **told), form="share",
            rows=tuple(rows), legend=ends_legend(), table=headline_table(found, reading, key),
            evidence=sides.backing.evidence([key]),
        )  # fmt: skip


def conduct(sides: Sides) -> Iterator[Block | Figure]:
    """What a scheme does to conduct, against the world without it."""
    if not sides.alone:
        yield Paragraph(tell("pair.conduct.two"), "quiet")
        return
    named = {name: sides.differences.look(name) for name in EFFECTS}
    named = {name: value for name, value in named.items() if value.value is not None}
    tables = [block for block in effects(sides.differences) if isinstance(block, Table)]
    if not named or not tables:
        yield Paragraph(tell("conduct.still"))
        return
    yield Figure(
        id="conduct", chart="intervals", title=tell("conduct.title"), axis=tell("conduct.axis"), form="share",
        rows=tuple(value_row(say(f"effect.{name}"), value) for name, value in named.items()), table=tables[0],
        evidence=sides.backing.evidence(list(sides.a.penalties)),
    )  # fmt: skip


def refused(sides: Sides) -> Iterator[Figure]:
    """What was refused in each world: events a year and 1,000, what nobody can do without apart."""
    needs: dict[str, Mapping[str, Any]] = {**sides.b.run["needs"], **sides.a.run["needs"]}
    rows, lines, above = [], [], ""
    for name, about in sorted(needs.items(), key=lambda need: not need[1].get("essential")):
        both = {"a": refusals(sides.a, name), "b": refusals(sides.b, name)}
        if not any(value.events for value in both.values()):
            continue
        group = tell("refused.essential" if about.get("essential") else "refused.other")
        label = str(about.get("label") or name.replace("_", " "))
        shown = {world: per_thousand(each) for world, each in both.items() if each.n}
        rows += [value_row(label, each, group=group, world=world) for world, each in shown.items()]
        if group != above:
            lines.append((group, *[""] * 6))
            above = group
        cells = [
            text
            for each in both.values()
            for text in (count(each.events or 0), thousands(each.value), thousands_range(each))
        ]
        lines.append((f"  {label}", *cells))
    columns = [Column(title="", right=False, wraps=True)]
    for world in "ab":
        columns += [
            Column(title=COLUMNS[f"in_{world}"]), Column(title=COLUMNS["yearly"]),
            Column(title=COLUMNS["range"], under=True),
        ]  # fmt: skip
    denials = [key for reading in (sides.a, sides.b) for key, kind in reading.penalties.items() if kind == "deny"]
    if rows:
        yield Figure(
            id="refused-needs", chart="intervals", title=tell("refused.events.title"),
            axis=tell("refused.events.axis", unit=sides.a.unit), form="rate", rows=tuple(rows), legend=sides.legend(),
            table=Table(columns=tuple(columns), rows=tuple(lines)), evidence=sides.backing.evidence(denials),
        )  # fmt: skip
