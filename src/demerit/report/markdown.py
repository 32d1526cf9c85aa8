"""Blocks as Markdown, for pages of the documentation."""

from __future__ import annotations

from collections.abc import Iterable

from demerit.report.blocks import Bar, Block, Heading, Paragraph, Table
from demerit.report.charts import Panels, Tornado
from demerit.report.charts_html import panels_table, tornado_table
from demerit.report.figures import soften

__all__ = ["markdown"]


def markdown(blocks: Iterable[Block], /) -> str:
    """Text of a page: the first heading is its title.

    Parameters
    ----------
    blocks : iterable of Block

    Returns
    -------
    str
        Ends with a newline.

    Examples
    --------
    >>> print(markdown([Heading("A town"), Paragraph("One.", "note"), Paragraph("Two.", "note")]))
    # A town
    <BLANKLINE>
    - One.
    - Two.
    <BLANKLINE>
    """
    out: list[str] = []
    noted = False
    for block in blocks:
        note = isinstance(block, Paragraph) and block.tone == "note"
        if out and not (note and noted):
            out.append("")
        noted = note
        if isinstance(block, Heading):
            out.append(f"{'##' if out else '#'} {plain(block.text)}")
        elif isinstance(block, Paragraph):
            out.append(f"{'- ' if note else ''}{emphasised(block)}")
        elif isinstance(block, Table):
            out.extend(table(block))
        elif isinstance(block, Tornado):
            out.extend([*table(tornado_table(block)), "", plain(block.told_middle)])
        elif isinstance(block, Panels):
            out.extend(table(panels_table(block)))
        elif isinstance(block, Bar):
            out.append(", ".join(f"{name} {many}" for name, many in block.parts) + ".")
    return "\n".join(out) + "\n"


def plain(text: str) -> str:
    """Text on one line; signs that Markdown would read as its own stand for themselves."""
    return soften(" ".join(text.split("\n"))).replace("*", r"\*").replace("<", "&lt;")


def emphasised(block: Paragraph) -> str:
    """A paragraph; what matters most is bold."""
    text = plain(block.text)
    return f"**{text}**" if block.tone == "strong" else text


def table(block: Table) -> list[str]:
    """A table; an empty title is a space."""
    head = [plain(column.title) or " " for column in block.columns]
    marks = ["---:" if column.right else "---" for column in block.columns]
    rows = [[inset(text) + plain(text.lstrip(" ")).replace("|", r"\|") for text in row] for row in block.rows]
    return [f"| {' | '.join(row)} |" for row in (head, marks, *rows)]


def inset(text: str) -> str:
    """Spaces at the beginning of a cell, which Markdown would take away."""
    return "&nbsp;" * (len(text) - len(text.lstrip(" ")))
