"""The page of a calibration: what the fit read, what it forecast beside naive forecasts, and what it cannot do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from demerit.report.blocks import Block, Column, Heading, Paragraph, Table
from demerit.report.calibration_words import CANNOT, COLUMNS, HEADINGS, REASONS, tell
from demerit.report.figures import NONE, count, number, percent, ratio
from demerit.report.words import LIMITS, held

__all__ = ["NAIVE", "calibration_page", "groups_of", "shown"]

NAIVE = ("last_value", "line_of_two", "line_of_all")
Row = Mapping[str, Any]
MILLION = 1e6
LONG = 120
"""Months beyond which a closed population is told."""

MOST = 15
"""So many unknowns are shown."""


@dataclass(frozen=True)
class Told:
    """A calibration's document with its parts by name."""

    document: Mapping[str, Any]

    @property
    def run(self) -> Row:
        """What was run."""
        run: Row = self.document["run"]
        return run

    @property
    def matching(self) -> Row:
        """What is ruled out."""
        found: Row = self.document["matching"]
        return found

    def rows(self, use: str) -> list[Row]:
        """Rows of a use."""
        return [row for row in self.document["rows"] if row["use"] == use]

    @cached_property
    def missed(self) -> dict[str, list[Row]]:
        """Rows beyond the cut, by use."""
        cut = self.run["cut"]
        return {use: [row for row in self.rows(use) if row["implausibility"] > cut] for use in ("fit", "test")}

    @property
    def found(self) -> bool:
        """Whether any place is not ruled out."""
        return bool(self.matching["nearby"])


def calibration_page(document: Mapping[str, Any], /, *, folder: str = "") -> Iterator[Block]:
    """Everything a calibration says, the answer first.

    Parameters
    ----------
    document : mapping
        ``demerit.calibration/1``.
    folder : str
        Where it was written.

    Yields
    ------
    Block
    """
    told = Told(document)
    yield Paragraph(told.run["first_line"], "strong")
    yield from answer(told)
    yield Paragraph(held(LIMITS), "limit")
    for title, blocks in (
        ("test", what_it_forecast(told)), ("fit", what_it_read(told)), ("cannot", what_it_cannot(told)),
        ("moved", what_moved(told)), ("aside", what_was_not_compared(told)), ("run", this_one(told, folder)),
    ):  # fmt: skip
        body = list(blocks)
        if body:
            yield Heading(HEADINGS[title])
            yield from body


def answer(told: Told) -> Iterator[Block]:
    """What a reader wants to know first."""
    fit, test, cut = told.rows("fit"), told.rows("test"), number(told.run["cut"])
    yield Paragraph(tell("what", fit=count(len(fit)), test=count(len(test))), "lead")
    passed = {use: count(len(told.rows(use)) - len(told.missed[use])) for use in ("fit", "test")}
    sentences = [
        tell("met", met=passed["fit"], n=count(len(fit)), passed=passed["test"], tested=count(len(test)), cut=cut)
    ]
    kept = told.matching["kept"]
    if kept == 1:
        sentences.append(tell("kept.all", cut=cut))
    elif kept:
        sentences.append(tell("kept.some", share=percent(kept), cut=cut))
    elif told.found:
        numbers = {name: count(told.matching[name]) for name in ("places", "met")}
        sentences.append(tell("kept.few", **numbers, cut=cut))
    else:
        sentences.append(tell("kept.none", cut=cut))
    errors = told.document["errors"]
    if errors:
        best = [min(row[name] for name in NAIVE if row[name] is not None) for row in errors]
        won, last = (
            sum(row[name] < least for row, least in zip(errors, best, strict=True)) for name in ("ours", "from_last")
        )
        sentences.append(tell("better", n=count(len(errors)), won=count(won), won_last=count(last)))
    yield Paragraph(" ".join(sentences), "lead")
    yield Paragraph(tell("allowed", discrepancy=percent(told.run["discrepancy"], places=0)))


def groups_of(rows: Sequence[Row], /) -> list[list[Row]]:
    """Rows of one series together, by date; rows that stand alone one by one, those of one kind of unit together."""
    found: dict[Any, list[Row]] = {}
    for row in rows:
        found.setdefault(row["series"] or ("alone", row["unit"], row["published"] >= MILLION), []).append(row)
    inside = [sorted(group, key=lambda row: float(row["at"])) for group in found.values()]
    return sorted(inside, key=lambda group: -len(group) if group[0]["series"] else 1)


def shown(value: float | None, like: float, unit: str, /) -> str:
    """A figure beside others of its table: millions, a share, or as it is."""
    if value is None:
        return NONE
    if unit in ("share", "probability"):
        return percent(value, places=1)
    if abs(like) >= MILLION / 10:
        return f"{value / MILLION:.2f}"
    return ratio(value) if abs(like) < 1000 else count(value)


def caption(group: Sequence[Row]) -> str:
    """What stands above the table of a series."""
    first = group[0]
    unit = "share" if first["unit"] in ("share", "probability") else "plain"
    if max(row["published"] for row in group) >= MILLION / 10 and unit == "plain":
        unit = "millions"
    if len(group) > 1 and not first["series"]:
        return tell("unit.millions.several" if unit == "millions" else "unit.several")
    label = first["label"]
    return tell(f"unit.{unit}", label=label)


def figures_of(group: Sequence[Row], names: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Cells of a series: the date and a column for each name."""
    like = max(row["published"] for row in group)

    def cell(row: Row, name: str) -> str:
        if name == "left":
            low, high = (shown(row[end], like, row["unit"]) for end in ("low", "high"))
            return f"{low} to {high}"
        if name == "off":
            return f"{row['implausibility']:.1f}"
        value = row["naive"] and row["naive"].get(name) if name in NAIVE else row[name]
        return shown(value, like, row["unit"])

    alone = not group[0]["series"]
    date = [f"{row['label']}, {row['when']}" if alone and len(group) > 1 else str(row["when"]) for row in group]
    return tuple((when, *(cell(row, name) for name in names)) for when, row in zip(date, group, strict=True))


def table_of(group: Sequence[Row], names: Sequence[str], drop: Mapping[str, int]) -> Table:
    """A table of a series."""
    columns = [Column(title=COLUMNS["when"], right=False, wraps=True)]
    columns += [Column(title=COLUMNS[name], drop=drop.get(name, 0)) for name in names]
    return Table(columns=tuple(columns), rows=figures_of(group, names))


def what_it_read(told: Told) -> Iterator[Block]:
    """Fit rows, by series."""
    run = told.run
    values = {"chance": count(run["chance"]), "cut": number(run["cut"]), "nearby": count(told.matching["nearby"])}
    yield Paragraph(tell("fit.lead" if told.found else "fit.lead.none", **values))
    names = ("published", "stated", "ours", *(("left",) if told.found else ()), "off")
    for group in groups_of(told.rows("fit")):
        yield Paragraph(caption(group), "caption")
        yield table_of(group, names, {"stated": 1})
    if told.matching["out_of_reach"]:
        yield Paragraph(tell("fit.reach", names=named(told, told.matching["out_of_reach"])), "note")


def what_it_forecast(told: Told) -> Iterator[Block]:
    """Test rows and what is for information, each beside naive forecasts; mean errors."""
    test = told.rows("test")
    if not test:
        yield Paragraph(tell("test.none"), "quiet")
    else:
        yield Paragraph(tell("test.lead" if any(row["naive"] for row in test) else "test.lead.alone"))
    left = ("left",) if told.found else ()
    for group in groups_of(test):
        naive = [name for name in ("from_last", *NAIVE) if any(row["naive"] for row in group)]
        yield Paragraph(caption(group), "caption")
        yield table_of(group, ("published", "ours", *left, *naive), {"line_of_all": 3, "last_value": 2, "left": 1})
    if told.document["errors"]:
        names = ("ours", "from_last", *NAIVE)
        columns = [Column(title=COLUMNS["series"], right=False, wraps=True), Column(title=COLUMNS["rows"], drop=1)]
        columns += [Column(title=COLUMNS[name]) for name in names]
        yield Paragraph(tell("error.lead"), "caption")
        yield Table(
            columns=tuple(columns),
            rows=tuple(
                (row["label"], count(row["rows"]), *(percent(row[name], places=0) for name in names))
                for row in told.document["errors"]
            ),
        )
    context = told.rows("context")
    if context:
        yield Paragraph(tell("context.lead"))
    for group in groups_of(context):
        yield Paragraph(caption(group), "caption")
        yield table_of(group, ("published", "ours", *left, "off"), {"left": 1})


def what_it_cannot(told: Told) -> Iterator[Block]:
    """Rows that are missed, and why."""
    cut = number(told.run["cut"])
    out = set(told.matching["out_of_reach"])
    fit = [row for row in told.missed["fit"] if row["id"] not in out]
    if out:
        yield Paragraph(tell("cannot.fit", names=named(told, out)))
    if fit:
        yield Paragraph(tell("cannot.point", names="; ".join(map(said, fit))))
    if told.missed["test"]:
        yield Paragraph(tell("cannot.test", names="; ".join(map(said, told.missed["test"])), cut=cut))
    if not (out or fit or told.missed["test"]):
        yield Paragraph(tell("cannot.nothing", cut=cut))
    for why in CANNOT.get(told.run["scheme"], ()):
        yield Paragraph(f"- {why}", "note")


def named(told: Told, ids: Sequence[str] | set[str]) -> str:
    """Rows by name."""
    return "; ".join(said(row) for row in told.document["rows"] if row["id"] in ids)


def said(row: Row) -> str:
    """A row with ours and the published number."""
    ours, published = (shown(row[name], row["published"], row["unit"]) for name in ("ours", "published"))
    return tell("row", label=row["label"], when=row["when"], ours=ours, published=published)


def what_moved(told: Told) -> Iterator[Block]:
    """What was fitted, and what is ruled out."""
    numbers, unknowns = told.document["numbers"], told.document["unknowns"]
    counts = {name: count(value) for name, value in numbers.items()}
    yield Paragraph(tell("moved.lead", groups=count(len(unknowns)), **counts))
    active = [unknown for unknown in unknowns if unknown["active"]]
    left = told.found and told.matching["kept"] < 1
    if active:
        yield Paragraph(tell("moved.table" if left else "moved.table.none"), "caption")
        names = ("at_stated", "at_fitted", *(("left", "lowest_fifth", "highest_fifth") if left else ()))
        columns = [Column(title=COLUMNS["unknown"], right=False, wraps=True)]
        columns += [Column(title=COLUMNS[name], drop=1 if name.endswith("fifth") else 0) for name in names]
        active.sort(key=lambda unknown: unknown["high"] - unknown["low"])
        yield Table(columns=tuple(columns), rows=tuple(cells(unknown, names) for unknown in active[:MOST]))
    if len(unknowns) > len(active):
        yield Paragraph(tell("moved.still", n=count(len(unknowns) - len(active))), "quiet")
    yield Paragraph(tell("moved.values"), "quiet")


def cells(unknown: Row, names: Sequence[str]) -> tuple[str, ...]:
    """Cells of an unknown."""
    first, *more = (" / ".join(one["id"].split(".")[1:]) for one in unknown["numbers"])
    name = f"{first} {tell('moved.more', n=count(len(more)))}" if more else first
    low, high = (round(100 * unknown[end]) for end in ("low", "high"))
    of = {
        "at_stated": f"{100 * unknown['stated']:.0f}", "at_fitted": f"{100 * unknown['fitted']:.0f}",
        "left": f"{low} to {high}", "lowest_fifth": percent(unknown["lowest_fifth"]),
        "highest_fifth": percent(unknown["highest_fifth"]),
    }  # fmt: skip
    return (name, *(of[column] for column in names))


def what_was_not_compared(told: Told) -> Iterator[Block]:
    """Published rows that were set aside, by the reason."""
    aside = told.document["aside"]
    for reason in dict.fromkeys(row["reason"] for row in aside):
        names = "; ".join(
            f"{row['label'] or row['id']} ({row['use']})" for row in aside if row["reason"] == reason
        )
        yield Paragraph(f"- {names}: {REASONS[reason]}.", "note")


def this_one(told: Told, folder: str) -> Iterator[Block]:
    """How it was made."""
    run = told.run
    numbers = {name: count(run[name]) for name in ("worlds", "persons", "runs")}
    words = {name: run[name] for name in ("first", "last", "fitted_to", "seed")}
    yield Paragraph(tell("run", **numbers, **words), "quiet")
    months = 12 * (int(run["last"][:4]) - int(run["first"][:4])) + int(run["last"][5:]) - int(run["first"][5:]) + 1
    if months > LONG:
        yield Paragraph(tell("run.closed", months=count(months)), "quiet")
    if folder:
        yield Paragraph(folder, "quiet")
