"""Blocks drawn in a terminal: they fit the window, and need neither colour nor a wide one to be read."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Literal

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from demerit.report.blocks import Bar, Block, Column, Heading, Paragraph, Shelf, Table
from demerit.report.charts import Panels, Tornado
from demerit.report.charts_terminal import draw_panels, draw_tornado
from demerit.report.figures import HARD, soften
from demerit.report.paragraph import wrapped
from demerit.report.shelf import draw_shelf

__all__ = ["draw"]

GAP = 2
NARROW_LABEL = 20
"""Columns whose text may be broken are not made narrower than this before a column is left out."""
NARROWEST = NARROW_LABEL - 4
"""Nor narrower than this where no column is left to go."""
BEFORE = "\u258f "
SHADES = ("█", "▓", "▒", "░", "·")
STYLES = {"strong": "bold", "quiet": "dim"}


def draw(blocks: Iterable[Block], /, *, console: Console) -> None:
    """Print blocks.

    Parameters
    ----------
    blocks : iterable of Block
    console : rich.console.Console
        Its width is kept; lines are wrapped between words only.
    """
    for before, block in pairwise([None, *blocks]):
        if needs_space(before, block):
            console.print()
        draw_block(block, console)


def needs_space(before: Block | None, block: Block | None) -> bool:
    """Whether a blank line stands before a block."""
    if before is None or isinstance(before, Heading):
        return False
    if isinstance(block, Table | Tornado | Panels) and getattr(before, "tone", "") == "caption":
        return False
    both = isinstance(before, Paragraph) and isinstance(block, Paragraph)
    return not (both and getattr(before, "tone", "") == getattr(block, "tone", "") == "note")


def draw_block(block: Block | None, console: Console) -> None:
    """Print one block."""
    if isinstance(block, Heading):
        console.print(Text(block.text, style="bold underline"))
    elif isinstance(block, Paragraph):
        draw_paragraph(block, console)
    elif isinstance(block, Table):
        draw_table(block, console)
    elif isinstance(block, Shelf):
        draw_shelf(block, console)
    elif isinstance(block, Bar):
        draw_bar(block, console)
    elif isinstance(block, Tornado):
        draw_tornado(block, console)
    elif isinstance(block, Panels):
        draw_panels(block, console)


def draw_paragraph(block: Paragraph, console: Console) -> None:
    """Print a paragraph; limits have a line at their side."""
    indent, hanging = (BEFORE, BEFORE) if block.tone == "limit" else ("", "  " if block.tone == "note" else "")
    text = wrapped(block.text, width=console.width, indent=indent, hanging=hanging)
    console.print(Text(text, style=STYLES.get(block.tone, "")), soft_wrap=True)


def draw_table(block: Table, console: Console) -> None:
    """Print a table with the columns that fit."""
    kept = fitting(block, console.width)
    widths = [widest(block, places) for places in kept]
    spare = console.width - sum(widths) - GAP * (len(kept) - 1)
    for number, places in enumerate(kept):
        if block.columns[places[0]].wraps and spare < 0:
            cut = min(-spare, widths[number] - min(widths[number], NARROWEST))
            widths[number], spare = widths[number] - cut, spare + cut
    table = RichTable(box=None, padding=(0, GAP, 0, 0), pad_edge=False, header_style="dim")
    table.show_header = any(block.columns[place].title for places in kept for place in places)
    for places in kept:
        title = "\n".join(soften(block.columns[place].title) for place in places)
        justify: Literal["left", "right"] = "right" if block.columns[places[0]].right else "left"
        table.add_column(title, justify=justify, no_wrap=True)
    for number, row in enumerate(block.rows):
        colour = block.colours[number] if block.colours else ""
        table.add_row(*(stacked(block, row, places, colour, width) for places, width in zip(kept, widths, strict=True)))
    console.print(table)


def stacked(block: Table, row: tuple[str, ...], places: tuple[int, ...], colour: str, width: int) -> Text:
    """Text of a cell, with the ranges that stand under it where there is no room beside it."""
    first, *under = places
    texts = [cell(block, row, first, colour, width), *(Text(soften(row[place])) for place in under if row[place])]
    return Text("\n").join(texts)


def cell(block: Table, row: tuple[str, ...], place: int, colour: str, width: int) -> Text:
    """Text of a cell: broken where it may be, marked and coloured where the row has a colour."""
    column, text = block.columns[place], row[place]
    if column.coloured:
        return Text(text, style=colour)
    if not column.wraps:
        return Text(soften(text))
    inner = text.lstrip(" ")
    indent = text[: len(text) - len(inner)]
    mark = ("■ " if colour else "  ") if block.colours and place == 0 else ""
    hanging = indent + (" " * len(mark) if mark else "  ")
    broken = wrapped(inner, width=max(NARROWEST, width), indent=indent + mark, hanging=hanging)
    styled = Text(broken)
    if mark and colour:
        styled.stylize(colour, len(indent), len(indent) + 1)
    return styled


def fitting(block: Table, width: int) -> list[tuple[int, ...]]:
    """Places of the columns that fit the window, with those set under each.

    Of what does not fit, pictures go first; then ranges are set under their figures; then columns that matter least go.
    """
    kept = list(range(len(block.columns)))
    beside = True
    while True:
        groups = grouped(block, kept, beside=beside)
        needed = sum(least(block, places) for places in groups) + GAP * (len(groups) - 1)
        last = max(block.columns[place].drop for place in kept)
        if needed <= width or (last == 0 and not beside):
            return groups
        if beside and last < 2:
            beside = False
        else:
            kept = [place for place in kept if block.columns[place].drop < last]


def grouped(block: Table, kept: list[int], *, beside: bool) -> list[tuple[int, ...]]:
    """Columns one by one, or ranges with the columns that they are set under."""
    groups: list[tuple[int, ...]] = []
    for place in kept:
        if groups and block.columns[place].under and not beside:
            groups[-1] = (*groups[-1], place)
        else:
            groups.append((place,))
    return groups


def least(block: Table, places: tuple[int, ...]) -> int:
    """Least width of columns that stand one under the other."""
    return max(needed_by(block, place) for place in places)


def widest(block: Table, places: tuple[int, ...]) -> int:
    """Width of the widest of columns that stand one under the other."""
    return max(natural(block, place) for place in places)


def needed_by(block: Table, place: int) -> int:
    """Least width of a column: that of its text, or less if its text may be broken."""
    widest = natural(block, place)
    return min(widest, NARROW_LABEL) if block.columns[place].wraps else widest


def natural(block: Table, place: int) -> int:
    """Width of the widest cell of a column."""
    column: Column = block.columns[place]
    mark = 2 if block.colours and place == 0 else 0
    return max([cell_len(column.title), *(cell_len(row[place]) + mark for row in block.rows)])


def draw_bar(block: Bar, console: Console) -> None:
    """Print parts of a whole as a bar of shades, with a legend that says the same in numbers."""
    total = sum(number for _, number in block.parts)
    width = min(50, console.width)
    ends, drawn = [0], 0
    for _, number in block.parts:
        drawn += number
        ends.append(round(width * drawn / max(1, total)))
    bar = "".join(shade * (end - begin) for shade, (begin, end) in zip(SHADES, pairwise(ends), strict=False))
    console.print(Text(bar), soft_wrap=True)
    legend = "  ".join(
        f"{shade}{HARD}{name.replace(' ', HARD)}{HARD}{number}"
        for shade, (name, number) in zip(SHADES, block.parts, strict=False)
    )
    console.print(Text(wrapped(legend, width=console.width)), soft_wrap=True)
