"""Tornado charts and small multiples in a terminal: they need no colour, and fit a window of 50 columns."""

from __future__ import annotations

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from demerit.report.charts import Panel, Panels, Span, Tornado, band_of, levels_of
from demerit.report.figures import HARD, soften
from demerit.report.paragraph import wrapped

__all__ = ["draw_panels", "draw_tornado"]

GAP = 2
LEAST_FIELD, MOST_FIELD = 15, 41
LEAST_LABEL = 14
LEAST_PANEL = 22
BAR, LINE = "█", "│"
PER_VALUE = 3
"""Cells of each small bar."""


def draw_tornado(block: Tornado, console: Console) -> None:
    """Print a tornado chart: of each row a bar from the low to the high end, and a line where the figure stands."""
    rows = [row for row in block.rows if row.low is not None and row.high is not None]
    if not rows:
        return
    ends = [max(cell_len(text) for text in texts) for texts in (
        [block.titles[1], *(row.told_low for row in rows)], [block.titles[2], *(row.told_high for row in rows)]
    )]  # fmt: skip
    longest = max(cell_len(text) for text in [block.titles[0], *(row.label for row in rows)])
    room = console.width - sum(ends) - 3 * GAP
    field = max(LEAST_FIELD, min(MOST_FIELD, room - longest))
    field -= 1 - field % 2
    label = min(longest, max(LEAST_LABEL, room - field))
    print_row(console, block.titles[0], block.titles[1], "", block.titles[2], (label, ends[0], field, ends[1]), "dim")
    for row in rows:
        bar = bar_of(row, block, field)
        lines = wrapped(row.label, width=label, indent="", hanging="").split("\n")
        widths = (label, ends[0], field, ends[1])
        print_row(console, lines[0], row.told_low, bar, row.told_high, widths, "")
        for more in lines[1:]:
            print_row(console, more, "", line_of(block, field), "", widths, "")
        if row.note:
            console.print(Text(wrapped(row.note, width=console.width, indent="  ", hanging="  "), style="dim"))
    foot = label + ends[0] + 2 * GAP + place_of(block, field)
    after, before = (soften(text) for text in (f"{LINE} {block.told_middle}", f"{block.told_middle} {LINE}"))
    left = foot if foot + cell_len(after) <= console.width else max(0, foot + 1 - cell_len(before))
    console.print(Text(" " * left + (after if left == foot else before), style="dim"), soft_wrap=True)


def place_of(block: Tornado, field: int) -> int:
    """Cell of the line."""
    return band_of((block.middle, block.middle), limits=block.limits, width=field)[0]


def line_of(block: Tornado, field: int) -> str:
    """A row of nothing but the line."""
    cells = [" "] * field
    cells[place_of(block, field)] = LINE
    return "".join(cells)


def bar_of(row: Span, block: Tornado, field: int) -> str:
    """A row's bar, with the line through it; a row that moves nothing is the line alone."""
    assert row.low is not None
    assert row.high is not None
    cells = list(line_of(block, field))
    first, last = band_of((row.low, row.high), limits=block.limits, width=field)
    if row.low != row.high:
        middle = place_of(block, field)
        for place in range(first, last + 1):
            cells[place] = LINE if place == middle and first < middle < last else BAR
    return "".join(cells)


def print_row(
    console: Console, label: str, low: str, bar: str, high: str, widths: tuple[int, int, int, int], style: str
) -> None:
    """Print a row, its parts in their columns."""
    parts = [
        padded(label, widths[0]), padded(low, widths[1], right=True), padded(bar, widths[2]), padded(high, widths[3])
    ]  # fmt: skip
    console.print(Text((" " * GAP).join(parts).rstrip(), style=style), soft_wrap=True)


def padded(text: str, width: int, *, right: bool = False) -> str:
    """Text as wide as its column."""
    space = " " * max(0, width - cell_len(text))
    return soften(space + text if right else text + space)


def draw_panels(block: Panels, console: Console) -> None:
    """Print small charts, as many beside each other as there is room for."""
    if not block.panels:
        return
    needed = max(width_of(panel) for panel in block.panels)
    across = max(1, (console.width + GAP) // (needed + GAP))
    width = min(console.width, needed)
    for start in range(0, len(block.panels), across):
        row = block.panels[start : start + across]
        texts = [wrapped(panel.title, width=width, indent="", hanging="").split("\n") for panel in row]
        most = max(len(lines) for lines in texts)
        for number in range(most):
            told = [lines[number] if number < len(lines) else "" for lines in texts]
            console.print(Text(beside(told, width), style="bold"), soft_wrap=True)
        bars = [levels_of(panel.values, low=block.low, high=block.high) for panel in row]
        console.print(Text(beside(["".join(x * PER_VALUE for x in bar) for bar in bars], width)), soft_wrap=True)
        feet = [foot_of(panel, width) for panel in row]
        if any(feet):
            console.print(Text(beside(feet, width), style="dim"), soft_wrap=True)
        if start + across < len(block.panels):
            console.print()
    key = f"▁{HARD}{block.told_low}  █{HARD}{block.told_high}"
    console.print(Text(soften(key), style="dim"), soft_wrap=True)


def width_of(panel: Panel) -> int:
    """Cells that a small chart needs."""
    return max(len(panel.values) * PER_VALUE, cell_len(panel.first) + cell_len(panel.last) + 1, LEAST_PANEL)


def foot_of(panel: Panel, width: int) -> str:
    """What stands at both ends of a small chart."""
    if not (panel.first or panel.last):
        return ""
    across = max(len(panel.values) * PER_VALUE, cell_len(panel.first) + cell_len(panel.last) + 1)
    return soften(panel.first + " " * (min(width, across) - cell_len(panel.first) - cell_len(panel.last)) + panel.last)


def beside(texts: list[str], width: int) -> str:
    """Texts in columns."""
    return (" " * GAP).join(padded(text, width) for text in texts).rstrip()
