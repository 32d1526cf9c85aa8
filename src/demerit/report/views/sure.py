"""How sure each figure of a run is: what chance does to it and what nobody knows does to it, apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from demerit.report.blocks import Block, Column, Paragraph, Table
from demerit.report.charts import Panel, Panels
from demerit.report.figures import count, soften
from demerit.report.result_words import tell
from demerit.report.study_document import with_words
from demerit.report.study_words import COLUMNS, figure_range, say
from demerit.report.sweep_page import about_unknowns, answer, firsts, panels_of, table_of
from demerit.report.views.model import Figure, Legend

__all__ = ["sure"]


def sure(swept: Mapping[str, Any] | None, /) -> Iterator[Block | Figure]:
    """Both ranges of every figure, from the sweep of the run; a sentence where there is none.

    Parameters
    ----------
    swept : mapping or None
        ``demerit.sweep/1`` without words.
    """
    if swept is None:
        yield Paragraph(tell("sure.none"))
        return
    document = with_words(swept)
    run = document["run"]
    told = {"n": len(document["points"]), "replicates": run["replicates"], "persons": run["persons"]}
    yield Paragraph(tell("sure.lead", **{name: count(value) for name, value in told.items()}))
    first = firsts(document)
    for figure in first:
        yield Paragraph(answer(figure, document))
    yield from apart(first)
    for figure in first:
        panels = panels_of(figure, document)
        if panels.panels:
            yield multiples(figure, panels)
    yield from table_of(document)
    yield from about_unknowns(document)


def apart(figures: list[Mapping[str, Any]]) -> Iterator[Figure]:
    """Both ranges of the first figures, one under the other."""
    shares = [figure for figure in figures if figure["unit"] == "share" and figure["stated"]["value"] is not None]
    if not shares:
        return
    rows, cells = [], []
    for figure in shares:
        stated, spread = figure["stated"], figure["assumptions"]
        both = (("a", stated["low"], stated["high"]), ("b", spread["both_low"], spread["both_high"]))
        rows += [
            {"label": figure["label"], "world": world, "value": stated["value"], "low": low, "high": high}
            for world, low, high in both
        ]
        told = figure["told"]
        both_told = soften(figure_range(spread["both_low"], spread["both_high"], "share"))
        cells.append((figure["label"], told["stated"], told["chance"], both_told))
    columns = (
        Column(title=COLUMNS["figure"], right=False, wraps=True), Column(title=COLUMNS["stated"]),
        Column(title=COLUMNS["chance"]), Column(title=tell("sure.both")),
    )  # fmt: skip
    yield Figure(
        id="how-sure", chart="intervals", title=tell("sure.title"), axis=tell("sure.axis"), form="share",
        rows=tuple(rows), table=Table(columns=columns, rows=tuple(cells)), evidence=shares[0]["evidence"],
        legend=(
            Legend(key="a", label=tell("sure.chance"), world="a"),
            Legend(key="b", label=tell("sure.both"), world="b"),
        ),
    )  # fmt: skip


def multiples(figure: Mapping[str, Any], panels: Panels) -> Figure:
    """Small multiples: the figure along each unknown that it goes along with."""
    rows = [
        {"label": panel.title, "month": place, "value": value, "said": end_of(place, panel)}
        for panel in panels.panels
        for place, value in enumerate(panel.values)
    ]  # fmt: skip
    columns = (
        Column(title=COLUMNS["unknown"], right=False, wraps=True), Column(title=COLUMNS["low"]),
        Column(title=COLUMNS["high"]),
    )  # fmt: skip
    cells = tuple((panel.title, panel.first, panel.last) for panel in panels.panels)
    return Figure(
        id=f"along-{figure['id'].replace(':', '-')}", chart="panels", title=say("panels.lead", figure=figure["label"]),
        axis=tell("sure.panels", low=panels.told_low, high=panels.told_high),
        form="share" if figure["unit"] == "share" else "count", rows=tuple(rows),
        table=Table(columns=columns, rows=cells), evidence=figure["evidence"],
    )  # fmt: skip


def end_of(place: int, panel: Panel) -> str:
    """What stands under the ends of a small chart."""
    return panel.first if place == 0 else panel.last if place == len(panel.values) - 1 else ""
