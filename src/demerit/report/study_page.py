"""The page of a study: its question, and every figure of each world, as stated and over the points of the design."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from demerit.report.blocks import Block, Column, Heading, Paragraph, Table
from demerit.report.figures import NONE, count
from demerit.report.study_words import COLUMNS, HEADINGS, LIMITS, figure_range, figure_text, figure_words, say
from demerit.report.words import held

__all__ = ["study_page"]


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


def figures_of(figures: list[Mapping[str, Any]], document: Mapping[str, Any], *, spread: bool) -> Iterator[Block]:
    """Figures of one world as a table; those that nobody has are left out."""
    rows = []
    for figure in figures:
        stated, over, unit = figure["stated"], figure["assumptions"], figure["unit"]
        if stated["value"] is None and (over is None or over["low"] is None):
            continue
        world = document["units"][figure["world"]]
        label = figure_words(figure["id"], parts=document["parts"], unit=world, group=figure["group"])
        row = (label, figure_text(stated["value"], unit), figure_range(stated["low"], stated["high"], unit))
        assumed = NONE if over is None else figure_range(over["low"], over["high"], unit)
        rows.append((*row, assumed) if spread else row)
    columns = (
        Column(title=COLUMNS["figure"], right=False, wraps=True), Column(title=COLUMNS["stated"]),
        Column(title=COLUMNS["chance"]), *([Column(title=COLUMNS["points"])] if spread else []),
    )  # fmt: skip
    yield Table(columns=columns, rows=tuple(rows))
