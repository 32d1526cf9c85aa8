"""A field of 1,000 people: natural frequencies, four cells with names, or why there can be no four."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from demerit.report.blocks import Block, Column, Paragraph, Table
from demerit.report.figures import count, percent, percents
from demerit.report.reading import Reading
from demerit.report.result_words import PARTS, tell
from demerit.report.views.model import Figure, Legend

__all__ = ["people", "whole_dots"]

DOTS = 1000
CLOSE = 60
"""With fewer dots than this in the three cells that matter, these are shown alone too."""

LEAST = 10
"""Subject-months that a field of its own must stand for."""

CAUSES = {"right": "true_unlawful", "wrong": "false_record", "missed": "true_unlawful", "neither": "scheme"}
"""Colours of the cells; their shapes differ too."""


def people(reading: Reading, evidence: Mapping[str, int]) -> Iterator[Block | Figure]:
    """The headline penalty as people.

    Parameters
    ----------
    reading : Reading
    evidence : mapping
        Numbers behind the headline by grade.
    """
    key = reading.headline
    if key is None or not reading.people(key):
        return
    truth = str(reading.run["keys"][key].get("truth") or "")
    if not reading.look(f"{key}:true_time").n:
        yield ever_field(reading, key, evidence)
        yield Paragraph(tell(f"people.why.{why_not(reading, key, truth)}"), "quiet")
        return
    cells = cells_of(reading, key)
    yield month_field(reading, key, cells, evidence, ident="people")
    some = {part: number for part, number in cells.items() if part != "neither"}
    shown = sum(whole_dots(cells)[part] for part in some)
    if shown < CLOSE and sum(some.values()) >= LEAST:
        yield month_field(reading, key, some, evidence, ident="people-close")


def why_not(reading: Reading, key: str, truth: str) -> str:
    """Why nobody can be counted as missed."""
    if key.startswith("measure:"):
        return "measure"
    return "tallies" if truth else "none"


def cells_of(reading: Reading, key: str) -> dict[str, int]:
    """Subject-months by whether they are on it and whether they would be in truth."""
    on, true = reading.look(f"{key}:time"), reading.look(f"{key}:true_time")
    both = reading.look(f"{key}:ppv").events or 0
    held, due = on.events or 0, true.events or 0
    return {"right": both, "wrong": held - both, "missed": due - both, "neither": true.n - held - due + both}


def whole_dots(cells: Mapping[str, int], /, *, dots: int = DOTS) -> dict[str, int]:
    """Cells scaled to a number of dots, in whole dots that add up; the largest remainders go up, the first of equals.

    Examples
    --------
    >>> whole_dots({"right": 5, "wrong": 3, "neither": 6992}, dots=1000)
    {'right': 1, 'wrong': 0, 'neither': 999}
    """
    total = sum(cells.values())
    exact = {part: dots * number / total for part, number in cells.items()}
    found = {part: math.floor(value) for part, value in exact.items()}
    order = sorted(exact, key=lambda part: found[part] - exact[part])
    for part in order[: dots - sum(found.values())]:
        found[part] += 1
    return found


def month_field(
    reading: Reading, key: str, cells: Mapping[str, int], evidence: Mapping[str, int], *, ident: str
) -> Figure:
    """People at any one time, held against the truth; all, or only those of three cells."""
    truth = str(reading.run["keys"][key]["truth"])
    sort, _, target = truth.partition(":")
    unit, kind = reading.unit_of(key), reading.penalties[key]
    told = {"unit": unit, "kind": kind, "label": reading.label(key), "n": count(sum(cells.values()))}
    told["truth"] = tell(f"people.{sort}", target=target.replace("_", " "))
    whole = "neither" in cells
    names = {part: tell(f"people.{part}.{sort}", kind=kind) for part in PARTS if part in cells}
    return Figure(
        id=ident,
        chart="people",
        title=tell("people.title" if whole else "people.zoom", **told),
        axis=tell("people.axis" if whole else "people.zoom.axis", **told),
        form="count",
        rows=rows_of(cells, names),
        legend=legend_of(names),
        table=table_of(cells, names, unit=f"{unit}-months"),
        note=note_of(reading, key, cells) if whole else "",
        evidence=evidence,
    )


def rows_of(cells: Mapping[str, int], names: Mapping[str, str]) -> tuple[Mapping[str, object], ...]:
    """A row a cell: its name, its dots, what it stands for."""
    dots = whole_dots(cells)
    return tuple({"label": names[part], "part": part, "value": dots[part], "n": cells[part]} for part in names)


def legend_of(names: Mapping[str, str]) -> tuple[Legend, ...]:
    """Key of the cells."""
    return tuple(Legend(key=part, label=name, cause=CAUSES[part]) for part, name in names.items())


def table_of(cells: Mapping[str, int], names: Mapping[str, str], *, unit: str) -> Table:
    """The same cells as figures."""
    total, dots = sum(cells.values()), whole_dots(cells)
    columns = (
        Column(title="", right=False, wraps=True), Column(title=tell("people.column.dots")),
        Column(title=tell("people.column.share")), Column(title=tell(f"people.column.{unit}")),
    )  # fmt: skip
    rows = tuple(
        (
            name,
            tell("people.under_one") if cells[part] and not dots[part] else count(dots[part]),
            percent(cells[part] / total),
            count(cells[part]),
        )
        for part, name in names.items()
    )
    return Table(columns=columns, rows=rows)


def note_of(reading: Reading, key: str, cells: Mapping[str, int]) -> str:
    """How sure the cells are, by chance and by what is assumed."""
    right, missed = reading.look(f"{key}:ppv"), reading.look(f"{key}:fnr")
    shown, lost = percents(right.value, right.low, right.high), percents(missed.value, missed.low, missed.high)
    kind = reading.penalties[key]
    said = [
        tell("people.note", kind=kind, right=shown[0], right_range=shown[1])
        if missed.value is None
        else tell(
            "people.note.both", kind=kind, right=shown[0], right_range=shown[1], missed=lost[0], missed_range=lost[1]
        )
    ]
    said += at_the_ends(reading, key)
    dots = whole_dots(cells)
    if any(cells[part] and not dots[part] for part in cells):
        said.append(tell("people.small"))
    return " ".join(said)


def at_the_ends(reading: Reading, key: str) -> list[str]:
    """How many are wrong at both ends of what is assumed, where that differs."""
    spreads = reading.spreads(key)
    if not spreads or percent(spreads[0].least) == percent(spreads[0].most):
        return []
    ends = {"least": percent(spreads[0].least), "most": percent(spreads[0].most)}
    return [tell("people.note.ends", event=reading.event(key), **ends)]


def ever_field(reading: Reading, key: str, evidence: Mapping[str, int]) -> Figure:
    """People over the whole run, by whether it ever reached them, and on what, as far as that can be said."""
    ever, wrong = reading.look(f"{key}:ever"), reading.look(f"{key}:wrongful_people")
    drawn, varied = reading.run["keys"][key].get("drawn"), bool(reading.document.get("ends"))
    reached, unit = ever.events or 0, reading.unit_of(key)
    never = varied and not wrong.events and not at_the_ends(reading, key)
    if drawn or never or not varied:
        cells = {"right": reached}
        names = {"right": tell("people.hit.reached")}
        note = tell(f"people.hit.{'drawn' if drawn else 'never' if never else 'unvaried'}", event=reading.event(key))
    else:
        cells = {"right": reached - (wrong.events or 0), "wrong": wrong.events or 0}
        names = {part: tell(f"people.hit.{part}") for part in cells}
        note = " ".join([tell("people.hit.note"), *at_the_ends(reading, key)])
    cells["neither"] = ever.n - reached
    names["neither"] = tell("people.hit.neither")
    told = {"unit": unit, "kind": reading.penalties[key], "label": reading.label(key), "n": count(ever.n)}
    told["months"] = str(reading.run["months"])
    return Figure(
        id="people",
        chart="people",
        title=tell("people.hit.title" if "wrong" in cells else "people.hit.title.all", **told),
        axis=tell("people.hit.axis", **told),
        form="count",
        rows=rows_of(cells, names),
        legend=legend_of(names),
        table=table_of(cells, names, unit=unit),
        note=note,
        evidence=evidence,
    )
