"""What the drawing of a scheme says, as a table: from where to where, what flows, and on which numbers it rests."""

from __future__ import annotations

from typing import Any, Final

from demerit.report.blocks import Column, Table
from demerit.report.figures import NONE, count

__all__ = ["links_table"]

FEW: Final = 20.0
"""Below so many a year a flow is told with a place after the point."""


def links_table(drawing: dict[str, Any], numbers: list[dict[str, Any]], /) -> Table:
    """Every link of a drawing as a row."""
    labels = {node["id"]: f"{node['label']} ({node['kind'].lower()})" for node in drawing["nodes"]}
    columns = [
        Column(title="From", right=False, wraps=True),
        Column(title="To", right=False, wraps=True),
        Column(title="What flows", right=False, wraps=True),
        Column(title="Rests on", right=False, wraps=True),
    ]
    if drawing["weighted"]:
        columns.append(Column(title="A year, of 1,000 synthetic people"))
    rows = []
    for link in drawing["links"]:
        told = [
            f"{numbers[at]['label']}: {numbers[at]['said']} ({numbers[at]['grade_said']})" for at in link["numbers"]
        ]
        row = [labels[link["from"]], labels[link["to"]], link["what"], "; ".join(told) or NONE]
        if drawing["weighted"]:
            row.append(amount(link["flow"]))
        rows.append(tuple(row))
    return Table(columns=tuple(columns), rows=tuple(rows))


def amount(flow: float | None) -> str:
    """How much flows."""
    if flow is None:
        return NONE
    return count(flow) if flow >= FEW else f"{flow:.2g}"
