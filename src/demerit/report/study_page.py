"""The page of a study: its question, and every figure of each world, as stated and over the points of the design."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from demerit.report.blocks import Block, Column, Heading, Paragraph, Table
from demerit.report.figures import NONE, count
from demerit.report.study_words import COLUMNS, HEADINGS, LIMITS, figure_range, figure_text, figure_words, say
from demerit.report.words import held

__all__ = ["study_page"]

Figure = Mapping[str, Any]


def study_page(document: Mapping[str, Any], /, *, folder: str = "") -> Iterator[Block]:
    """Everything a study says.

    Parameters
    ----------
    document : mapping
        ``demerit.studied/1``.
    folder : str
        Where the study was written.

    Yields
    ------
    Block
    """
    study = document["study"]
    yield Paragraph(document["first_line"], "strong")
    yield Heading(study["title"])
    yield Paragraph(study["question"], "lead")
    yield Paragraph(held(LIMITS), "limit")
    sizes = ", ".join(count(size) for size in study["sizes"])
    told = {"n": str(len(study["worlds"])), "runs": count(study["runs"]), "persons": sizes, "months": study["months"]}
    yield Paragraph(say("study.worlds", **told))
    points = len(study["points"])
    if points:
        yield Paragraph(say("study.points", points=count(points), unknowns=count(len(study["design"]["unknowns"]))))
    yield Paragraph(say("study.stated", replicates=str(study["stated_replicates"]), points=str(min(points, 1))))
    labels = {world["id"]: world["label"] or world["id"] for world in study["worlds"]}
    for (world, against, persons), figures in groupby(document["figures"], key=where):
        title = labels[world] if against is None else say("study.less", world=labels[world], other=labels[against])
        many = f" ({count(persons)})" if len(study["sizes"]) > 1 else ""
        yield Heading(f"{title.rstrip(':')}{many}")
        yield from figures_of(list(figures), document, spread=bool(points))
    for out in study["left_out"]:
        yield Paragraph(say("left_out", name=out["id"], why=out["why"].rstrip(".")), "note")
    refused = study["refused"]
    if refused:
        why = refused[0]["why"].splitlines()[-1].rstrip(".")
        yield Paragraph(say("refused", n=count(len(refused)), of=count(points), why=why), "note")
    yield Heading(HEADINGS["run"])
    if folder:
        tables = {name: f"{folder}/{file}" for name, file in document["tables"].items()}
        yield Paragraph(say("study.tables", **tables))
        yield Paragraph(f"Written to {folder}", "strong")


def where(figure: Mapping[str, Any]) -> tuple[str, str | None, int]:
    """World, what it is held against, and its size."""
    return figure["world"], figure["against"], figure["persons"]


def figures_of(figures: list[Figure], document: Mapping[str, Any], *, spread: bool) -> Iterator[Block]:
    """Figures of one world: a table of those of everybody, and one by group of each that has groups."""
    there = [figure for figure in figures if has_value(figure)]
    whole = [figure for figure in there if everybody(figure)]
    if whole:
        yield table([(words(figure, document), figure) for figure in whole], spread=spread)
    for name in dict.fromkeys(figure["id"] for figure in there if not everybody(figure)):
        of_groups = [figure for figure in there if figure["id"] == name and not everybody(figure)]
        unit = document["units"][of_groups[0]["world"]]
        yield Paragraph(f"{figure_words(name, parts=document['parts'], unit=unit)}:", "caption")
        rows = [(document["groups"].get(figure["group"], figure["group"]), figure) for figure in of_groups]
        yield table(rows, spread=spread)


def has_value(figure: Figure) -> bool:
    """Whether a figure has a value, as stated or over the points."""
    over = figure["assumptions"]
    return figure["stated"]["value"] is not None or (over is not None and over["low"] is not None)


def everybody(figure: Figure) -> bool:
    """Whether a figure is of everybody of its unit."""
    group = str(figure["group"])
    return group == "all" or group.startswith("unit=")


def words(figure: Figure, document: Mapping[str, Any]) -> str:
    """What it is a figure of."""
    unit = document["units"][figure["world"]]
    return figure_words(figure["id"], parts=document["parts"], unit=unit, group=figure["group"])


def table(rows: Iterable[tuple[str, Figure]], *, spread: bool) -> Table:
    """A table of figures, each with its name."""
    cells = []
    for name, figure in rows:
        stated, over, unit = figure["stated"], figure["assumptions"], figure["unit"]
        row = (name, figure_text(stated["value"], unit), figure_range(stated["low"], stated["high"], unit))
        cells.append((*row, range_over(over, unit)) if spread else row)
    columns = (
        Column(title=COLUMNS["figure"], right=False, wraps=True), Column(title=COLUMNS["stated"]),
        Column(title=COLUMNS["chance"]), *([Column(title=COLUMNS["points"])] if spread else []),
    )  # fmt: skip
    return Table(columns=columns, rows=tuple(cells))


def range_over(over: Mapping[str, Any] | None, unit: str) -> str:
    """The range over the points, or that it is the same at all."""
    if over is None or over["low"] is None:
        return NONE
    return COLUMNS["still"] if over["least"] == over["most"] else figure_range(over["low"], over["high"], unit)
