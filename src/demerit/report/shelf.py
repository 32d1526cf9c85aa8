"""Things by name in a terminal: figures in columns beside the name, a text of the whole width under it."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from demerit.report.blocks import Shelf
from demerit.report.figures import HARD, soften
from demerit.report.paragraph import wrapped

__all__ = ["draw_shelf"]

GAP = 2
INDENT = "  "


def draw_shelf(block: Shelf, console: Console, /) -> None:
    """Print rows; figures for which there is no room stand under the text, in words.

    Parameters
    ----------
    block : Shelf
    console : rich.console.Console
        Its width is kept; lines are wrapped between words only.
    """
    lines = [Text(line, style=style) for line, style in lines_of(block, console.width)]
    console.print(Text("\n").join(lines), soft_wrap=True)


def lines_of(block: Shelf, width: int) -> Iterator[tuple[str, str]]:
    """Lines with their style; a paragraph counts as one."""
    kept = fitting(block, width)
    widths = [widest(block, place) for place in kept]
    if len(kept) > 1:
        yield aligned(block, tuple(column.title for column in block.columns), kept, widths), "dim"
    group = ""
    for number, row in enumerate(block.rows):
        if block.groups and block.groups[number] != group:
            group = block.groups[number]
            yield ("\n" if number else "") + group, "bold"
        yield aligned(block, row, kept, widths), ""
        yield wrapped(block.texts[number], width=width, indent=INDENT), ""
        if below := f"{HARD}· ".join(told(block, row, kept)):
            yield wrapped(below, width=width, indent=INDENT), ""


def told(block: Shelf, row: tuple[str, ...], kept: list[int]) -> list[str]:
    """Figures without a column, in words that stay on one line each."""
    left = (place for place in range(len(row)) if place not in kept and row[place])
    return [block.columns[place].told.format(row[place]).replace(" ", HARD) for place in left]


def aligned(block: Shelf, row: tuple[str, ...], kept: list[int], widths: list[int]) -> str:
    """A line of columns."""
    cells = []
    for place, width in zip(kept, widths, strict=True):
        text = soften(row[place])
        room = " " * (width - cell_len(text))
        cells.append(room + text if block.columns[place].right else text + room)
    return (" " * GAP).join(cells).rstrip()


def fitting(block: Shelf, width: int) -> list[int]:
    """Columns that fit: of what does not, those with the highest ``drop`` go first, all together."""
    kept = list(range(len(block.columns)))
    while sum(widest(block, place) for place in kept) + GAP * (len(kept) - 1) > width:
        last = max(block.columns[place].drop for place in kept)
        if last == 0:
            return kept
        kept = [place for place in kept if block.columns[place].drop < last]
    return kept


def widest(block: Shelf, place: int) -> int:
    """Width of a column."""
    return max([cell_len(block.columns[place].title), *(cell_len(row[place]) for row in block.rows)])
