"""Figures of who was reached, where it came from, who bears it, and how far it spreads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from demerit.report.blocks import Block, Column, Paragraph, Table
from demerit.report.causes_page import FEW, split_of
from demerit.report.figures import count, percent, percents, ratio
from demerit.report.reading import Figure as Value
from demerit.report.reading import Reading
from demerit.report.result_page import quoted
from demerit.report.result_tables import ROWS, groups_table, reached_table, row_label
from demerit.report.result_words import tell
from demerit.report.views.model import Figure, Legend
from demerit.report.words import CAUSES, COLUMNS
from demerit.study.backing import Backing

__all__ = ["bars", "bearers", "origins", "reached_figures", "spread", "value_row"]


def value_row(label: str, value: Value, **more: object) -> Mapping[str, object]:
    """A row of a chart: a figure with its interval."""
    return {"label": label, **more, "value": value.value, "low": value.low, "high": value.high, "n": value.n}


def bars(named: Iterable[tuple[str, Value]], /, *, first: str = "") -> Table:
    """Shares with their ranges, as a table."""
    columns = (
        Column(title=first, right=False, wraps=True), Column(title=COLUMNS["share"]),
        Column(title=COLUMNS["range"], under=True),
    )  # fmt: skip
    return Table(
        columns=columns, rows=tuple((name, *percents(each.value, each.low, each.high)) for name, each in named)
    )


def reached_figures(reading: Reading, backing: Backing) -> Iterator[Figure]:
    """Subjects ever reached by each penalty, one figure for each unit."""
    by_unit: dict[str, list[str]] = {}
    for key in reading.penalties:
        if reading.people(key):
            by_unit.setdefault(reading.unit_of(key), []).append(key)
    for unit, keys in sorted(by_unit.items(), key=lambda item: item[0] != reading.unit):
        ever = {key: reading.look(f"{key}:ever") for key in keys}
        told = {"unit": unit, "n": count(ever[keys[0]].n), "months": reading.run["months"]}
        yield Figure(
            id="reached" if unit == reading.unit else f"reached-{unit}",
            chart="intervals",
            title=tell("reached.title", **told),
            axis=tell("reached.axis", **told),
            form="share",
            rows=tuple(value_row(row_label(reading, key), ever[key]) for key in keys),
            table=reached_table(reading, keys),
            evidence=backing.evidence(keys),
        )


def origins(reading: Reading, backing: Backing) -> Iterator[Block | Figure]:
    """Every penalty divided over its causes."""
    keys = [key for key in reading.penalties if reading.causes(key) is not None and reading.events(key)]
    shown = [key for key in keys if key == reading.headline or reading.events(key) >= FEW]
    if not shown:
        return
    shown.sort(key=lambda key: key != reading.headline)
    splits = {key: split_of(reading.causes(key) or {}, list(CAUSES)) for key in shown}
    causes = [cause for cause in CAUSES if any(splits[key][cause] > 0 for key in shown)]
    rows = tuple(
        {"label": row_label(reading, key), "part": cause, "value": splits[key][cause]}
        for key in shown for cause in causes if splits[key][cause] > 0
    )  # fmt: skip
    columns = (
        Column(title="", right=False, wraps=True), Column(title=COLUMNS["events"]),
        *(Column(title=CAUSES[cause]) for cause in causes),
    )  # fmt: skip
    lines = tuple(
        (row_label(reading, key), count(reading.events(key)), *(percent(splits[key][cause]) for cause in causes))
        for key in shown
    )
    yield Figure(
        id="causes",
        chart="parts",
        title=tell("causes.title"),
        axis=tell("causes.axis"),
        form="share",
        rows=rows,
        legend=tuple(Legend(key=cause, label=CAUSES[cause], cause=cause) for cause in causes),
        table=Table(columns=columns, rows=lines),
        evidence=backing.evidence(shown),
    )
    few = [key for key in keys if key not in shown]
    if few:
        yield Paragraph(tell("causes.few", least=FEW, names=quoted(reading, few)), "quiet")


def bearers(reading: Reading, evidence: Mapping[str, int]) -> Iterator[Figure]:
    """Share of each group ever reached by the headline."""
    key = reading.headline
    if key is None or not reading.people(key) or not reading.groups:
        return
    rows = []
    for group in reading.groups[:ROWS]:
        ever = reading.look(f"{key}:ever", group)
        if ever.n:
            attribute, _, value = reading.group_label(group).rpartition(": ")
            rows.append(value_row(value, ever, group=attribute))
    everyone = reading.look(f"{key}:ever")
    told = {"unit": reading.unit_of(key), "kind": reading.penalties[key], "label": reading.label(key)}
    if rows:
        yield Figure(
            id="groups",
            chart="intervals",
            title=tell("groups.title", **told),
            axis=tell("groups.axis", **told),
            form="share",
            rows=(*rows, {"label": "", "part": "mark", "value": everyone.value}),
            table=groups_table(reading, key),
            evidence=evidence,
        )


def spread(reading: Reading, backing: Backing) -> Iterator[Block | Figure]:
    """How far beyond the person who acted: by ties, by the household's file."""
    rules = backing.inputs.scheme.spread
    key = reading.headline
    if reading.unit == "household":
        yield Paragraph(tell("spread.household"))
    if not rules:
        yield Paragraph(tell("spread.none"))
        return
    if key is None or not reading.people(key):
        return
    by_ties = reading.look(f"{key}:by_ties")
    if by_ties.events:
        each = reading.look(f"{key}:secondary_per_primary")
        share, ends = percents(by_ties.value, by_ties.low, by_ties.high)
        told = {"share": share, "range": ends, "n": count(by_ties.n), "event": reading.event(key)}
        yield Paragraph(tell("spread.share", times=ratio(each.value), **told))
    elif not reading.look(f"{key}:for_others").events:
        yield Paragraph(tell("spread.nobody", label=reading.label(key)))
    yield from hops(reading, backing, [key, *(other for other in reading.penalties if other != key)])
    yield from for_others(reading, backing)


def hops(reading: Reading, backing: Backing, keys: Sequence[str]) -> Iterator[Figure]:
    """Subjects by the least number of ties to whoever acted, for each list that ties reach."""
    for key in keys:
        named = [(tell(f"spread.hop.{hop}"), reading.look(f"{key}:reach:{hop}")) for hop in range(4)]
        if not any(each.events for _, each in named[1:]):
            continue
        told = {"unit": reading.unit_of(key), "n": count(named[0][1].n), "months": reading.run["months"]}
        yield Figure(
            id=f"spread-{key.partition(':')[2].replace('_', '-')}",
            chart="intervals",
            title=tell("spread.title", label=reading.label(key)),
            axis=tell("spread.axis", **told),
            form="share",
            rows=tuple(value_row(name, each) for name, each in named),
            table=bars(named),
            evidence=backing.evidence([key]),
        )


def for_others(reading: Reading, backing: Backing) -> Iterator[Figure]:
    """Share of each penalty that would not be there but for what others did."""
    named = {key: reading.look(f"{key}:for_others") for key in reading.penalties if reading.events(key) >= FEW}
    named = {key: each for key, each in named.items() if each.events}
    if named:
        yield Figure(
            id="spread-penalties",
            chart="intervals",
            title=tell("spread.others.title"),
            axis=tell("spread.others.axis"),
            form="share",
            rows=tuple(value_row(row_label(reading, key), each) for key, each in named.items()),
            table=bars((row_label(reading, key), each) for key, each in named.items()),
            evidence=backing.evidence(named),
        )
