"""A page as plain data (``demerit.view/1``): sentences, sections of blocks, figures with their tables, what to copy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from demerit.report.blocks import Bar, Block, Column, Heading, Paragraph, Shelf, Table
from demerit.report.charts import Panels, Tornado
from demerit.report.charts_html import panels_table, tornado_table
from demerit.report.figures import soften
from demerit.report.words import COLOURS

__all__ = ["Aside", "Chart", "Figure", "Legend", "Link", "Section", "View", "blocks_data", "view_data"]

SCHEMA: Final = "demerit.view/1"

Chart = Literal["intervals", "parts", "lines", "ends", "people", "curve", "panels"]
"""Kinds of picture that ``web/src/charts`` draws."""

CAUSE_OF: Final = {colour: cause for cause, colour in reversed(COLOURS.items()) if colour}


@dataclass(frozen=True, kw_only=True)
class Legend:
    """What a series or a part is called, and how it is told apart.

    Attributes
    ----------
    key, label : str
    cause : str
        Its colour and pattern; empty for the accent.
    world : str
        ``a``, ``b`` or ``none``: the line of a world; empty if it belongs to none.
    """

    key: str
    label: str
    cause: str = ""
    world: str = ""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A picture with the table that says the same.

    Attributes
    ----------
    id : str
        Name of the file it is kept as.
    chart : Chart
    title : str
        A whole sentence or question.
    axis : str
        What is counted, of whom, in which unit; says "synthetic people" where it counts people.
    form : str
        ``share``, ``count``, ``months`` or ``rate``: how figures on the axis are written.
    rows : tuple of mappings
        ``label, series, part, world, month, value, low, high`` as the chart needs; values in the unit of ``form``.
    table : Table
    legend : tuple of Legend
    note : str
    evidence : mapping or None
        Numbers behind it by grade.
    """

    id: str
    chart: Chart
    title: str
    axis: str
    form: str
    rows: tuple[Mapping[str, Any], ...]
    table: Table
    legend: tuple[Legend, ...] = ()
    note: str = ""
    evidence: Mapping[str, int] | None = None


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of a page, under a heading."""

    id: str
    title: str
    blocks: tuple[Block | Figure, ...]


@dataclass(frozen=True, kw_only=True)
class Aside:
    """A text to take away: how to cite, the method, what cannot be said."""

    id: str
    title: str
    text: str
    copy: bool = False


@dataclass(frozen=True, kw_only=True)
class Link:
    """A way to another page."""

    page: str
    label: str
    args: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class View:
    """A page.

    Attributes
    ----------
    page : str
        Name of the page that shows it.
    title, first_line, limits : str
    lead : tuple of str
        The answer, in sentences.
    sections : tuple of Section
    asides : tuple of Aside
    links : tuple of Link
    """

    page: str
    title: str
    first_line: str = ""
    limits: str = ""
    lead: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    asides: tuple[Aside, ...] = ()
    links: tuple[Link, ...] = ()


def view_data(view: View, /) -> dict[str, Any]:
    """A page as a document."""
    return {
        "schema": SCHEMA,
        "page": view.page,
        "title": soften(view.title),
        "first_line": view.first_line,
        "limits": view.limits,
        "lead": list(view.lead),
        "sections": [
            {"id": part.id, "title": part.title, "blocks": blocks_data(part.blocks)} for part in view.sections
        ],
        "aside": [{"id": part.id, "title": part.title, "text": part.text, "copy": part.copy} for part in view.asides],
        "links": [{"page": link.page, "label": link.label, "args": dict(link.args)} for link in view.links],
    }


def blocks_data(blocks: Iterable[Block | Figure], /) -> list[dict[str, Any]]:
    """Blocks as plain data.

    Examples
    --------
    >>> blocks_data([Heading("Who was reached")])
    [{'kind': 'heading', 'text': 'Who was reached'}]
    """
    return [block_data(block) for block in blocks]


def block_data(block: Block | Figure) -> dict[str, Any]:
    """One block."""
    if isinstance(block, Heading):
        return {"kind": "heading", "text": block.text}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "text": block.text, "tone": block.tone}
    if isinstance(block, Bar):
        return {"kind": "bar", "parts": [list(part) for part in block.parts]}
    if isinstance(block, Table):
        return table_data(block)
    if isinstance(block, Shelf):
        columns = [column_data(column) for column in block.columns]
        rows = [list(row) for row in block.rows]
        return {
            "kind": "shelf", "columns": columns, "rows": rows, "texts": list(block.texts),
            "groups": list(block.groups or ("",) * len(rows)),
        }  # fmt: skip
    if isinstance(block, Tornado):
        return table_data(tornado_table(block))
    if isinstance(block, Panels):
        return table_data(panels_table(block))
    return figure_data(block)


def table_data(table: Table) -> dict[str, Any]:
    """A table; the colours of its rows as the causes that they stand for."""
    return {
        "kind": "table",
        "columns": [column_data(column) for column in table.columns],
        "rows": [list(row) for row in table.rows],
        "colours": [CAUSE_OF.get(colour, "") for colour in table.colours] or [""] * len(table.rows),
    }


def column_data(column: Column) -> dict[str, Any]:
    """A column."""
    return {
        "title": column.title, "right": column.right, "wraps": column.wraps, "coloured": column.coloured,
        "under": column.under,
    }  # fmt: skip


def figure_data(figure: Figure) -> dict[str, Any]:
    """A figure."""
    return {
        "kind": "figure",
        "id": figure.id,
        "chart": figure.chart,
        "title": figure.title,
        "axis": figure.axis,
        "form": figure.form,
        "rows": [dict(row) for row in figure.rows],
        "legend": [legend_data(entry) for entry in figure.legend],
        "note": figure.note,
        "evidence": None if figure.evidence is None else dict(figure.evidence),
        "table": table_data(figure.table),
    }


def legend_data(entry: Legend) -> dict[str, str]:
    """An entry of a legend, without what is not said."""
    said = {"key": entry.key, "label": entry.label, "cause": entry.cause, "world": entry.world}
    return {name: text for name, text in said.items() if text or name in ("key", "label")}
