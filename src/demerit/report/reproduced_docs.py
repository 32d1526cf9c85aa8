"""The page of the documentation on published results, with a picture each, made by working all of them out.

``python -m demerit.report.reproduced_docs docs`` writes it anew; it takes a minute.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from demerit.report.beside import beside, panels_of
from demerit.report.blocks import Block, Column, Heading, Paragraph, Table
from demerit.report.markdown import markdown
from demerit.report.reproduced_page import STATES, of_item, told
from demerit.study.papers.registry import ITEMS, document, work_out

__all__ = ["COMMAND", "PAGE", "PICTURES", "reproduced_documents"]

COMMAND = "python -m demerit.report.reproduced_docs docs"
PAGE = "understand/reproduced.md"
PICTURES = "images/reproduced"

Row = Mapping[str, Any]


def reproduced_documents(rows: Sequence[Row] | None = None, /) -> dict[str, str]:
    """The page and its pictures, by path in the folder of the documentation.

    Parameters
    ----------
    rows : sequence of mapping, optional
        Items of ``demerit.reproduced/1``; all of them are worked out if it is left out.
    """
    found = document((item, work_out(item)) for item in ITEMS)["reproduced"] if rows is None else rows
    parts = [markdown(opening(found))]
    pictures = {}
    for row in found:
        if not row["ours"]:
            continue
        title, *text = of_item(row)
        assert isinstance(title, Heading)
        parts.append(f"#{markdown([title])}")
        if panels_of(row):
            name = f"{PICTURES}/{row['id']}.svg"
            pictures[name] = beside(row)
            parts.append(f"![{row['id']}: ours beside the published figures](../{name})\n")
        parts.append(markdown(text))
    parts.append(f"Made by `{COMMAND}`; do not edit.\n")
    return {PAGE: "\n".join(parts), **pictures}


def opening(rows: Sequence[Row]) -> Iterator[Block]:
    """What the page is, and all items in a table."""
    yield Heading("Published results, worked out again")
    yield Paragraph(
        "Results that nobody here wrote: of papers, audits, closed forms and other libraries, each worked out by the "
        "mechanism that it describes, most of them by an ordinary scheme on an ordinary society. In the pictures a "
        "ring is what was published, the grey bar how far ours may be off, the dot ours. `demerit reproduce ID` works "
        "one out, `--with NAME=VALUE` with another group, rate or ratio."
    )
    yield Paragraph(told(rows), "strong")
    columns = (Column(title="item", right=False), Column(title="result", right=False), Column(title="", right=False))
    yield Table(
        columns=columns,
        rows=tuple((row["id"], row["title"], STATES[row["passed"]] if row["ours"] else row["reason"]) for row in rows),
    )


if __name__ == "__main__":
    import sys
    from pathlib import Path

    root = Path(sys.argv[1])
    pages = reproduced_documents()
    for old in (root / PICTURES).glob("*.svg"):
        if f"{PICTURES}/{old.name}" not in pages:
            old.unlink()
    for name, text in pages.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
