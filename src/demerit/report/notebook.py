"""Blocks as HTML for a notebook: it takes the notebook's own colours, so it is read in the light and in the dark.

Styles stand in the elements, since notebooks and the sites that show them take style sheets out. Nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from demerit.report.blocks import Bar, Block, Column, Heading, Paragraph, Shelf, Table
from demerit.report.charts import Panels, Tornado
from demerit.report.charts_html import panels_html, tornado_html

__all__ = ["CELL", "FAINT", "TABLE", "framed", "notebook"]

FAINT = "rgba(127,127,127,.35)"
PAGE = "max-width:60rem;line-height:1.45;font-variant-numeric:tabular-nums;text-align:left;overflow-wrap:break-word"
TABLE = "border-collapse:collapse;margin:.2em 0 .8em;font-size:inherit;background:transparent;border:0"
CELL = "line-height:1.35;padding:.15em .8em .15em 0;vertical-align:top;background:transparent;border:0"
MARK = "display:inline-block;width:.75em;height:.75em;margin-right:.45em;border:1px solid rgba(127,127,127,.9)"
TONES = {
    "plain": "", "strong": "font-weight:600", "lead": "", "quiet": "opacity:.75", "caption": "margin-bottom:.2em",
    "note": "opacity:.85;font-size:.92em;margin:.15em 0 .15em 1.2em;text-indent:-1.2em",
    "limit": f"border-left:3px solid {FAINT};padding-left:.8em",
}  # fmt: skip
SHADES = (1.0, 0.75, 0.5, 0.3, 0.12)


def notebook(blocks: Iterable[Block], /, *, title: str = "h4", heading: str = "h4") -> str:
    """A page as a piece of HTML.

    Parameters
    ----------
    blocks : iterable of Block
    title, heading : str
        Elements of the first heading, and of the others.

    Examples
    --------
    >>> notebook([Paragraph("a < b")]).partition(">")[2]
    '<p style="margin:.6em 0;">a &lt; b</p></div>'
    """
    out, element = [], title
    for block in blocks:
        out.append(drawn(block, element))
        element = heading if isinstance(block, Heading) else element
    return f'<div style="{PAGE}">{"".join(out)}</div>'


def drawn(block: Block, element: str) -> str:
    """One block; a heading as this element."""
    if isinstance(block, Heading):
        return f'<{element} style="margin:1.4em 0 .4em;font-size:1.08em">{escape(block.text)}</{element}>'
    if isinstance(block, Paragraph):
        return f'<p style="margin:.6em 0;{TONES.get(block.tone, "")}">{lines(block.text)}</p>'
    if isinstance(block, Table):
        return table(block)
    if isinstance(block, Tornado):
        return tornado_html(block)
    if isinstance(block, Panels):
        return panels_html(block)
    return shelf(block) if isinstance(block, Shelf) else bar(block)


def lines(text: str) -> str:
    """Text with its line breaks."""
    return escape(text).replace("\n", "<br/>")


def framed(inner: str, /) -> str:
    """A table that is pushed sideways where it is wider than the page."""
    return f'<div style="overflow-x:auto;max-width:100%"><table style="{TABLE}">{inner}</table></div>'


def table(block: Table) -> str:
    """A table; the head is left out where no column has a title."""
    colours = block.colours or ("",) * len(block.rows)
    body = "".join(
        f"<tr>{''.join(cell(block, row, place, colour) for place in range(len(row)))}</tr>"
        for row, colour in zip(block.rows, colours, strict=True)
    )
    return framed(head(block.columns) + f"<tbody>{body}</tbody>")


def head(columns: Sequence[Column]) -> str:
    """Titles of columns."""
    if not any(column.title for column in columns):
        return ""
    cells = "".join(f'<th style="{style(column)};font-weight:400;opacity:.75">{lines(column.title)}</th>'
                    for column in columns)  # fmt: skip
    return f'<thead><tr style="border-bottom:1px solid {FAINT}">{cells}</tr></thead>'


def style(column: Column) -> str:
    """Style of the cells of a column."""
    wraps = "min-width:10em;white-space:normal" if column.wraps else "white-space:nowrap"
    return f"{CELL};text-align:{'right' if column.right else 'left'};{wraps}"


def cell(block: Table, row: tuple[str, ...], place: int, colour: str) -> str:
    """A cell: the first of a row that has a colour is marked with it; indents are kept."""
    column, text = block.columns[place], row[place]
    inner = text.lstrip(" ")
    shown = lines(inner)
    if column.coloured and colour:
        shown = f'<span style="color:{colour};text-shadow:0 0 1px rgba(127,127,127,.9)">{shown}</span>'
    elif block.colours and place == 0:
        shown = f'<span style="{MARK};background:{colour or "transparent"}"></span>{shown}' if colour else shown
    indent = f"padding-left:{(len(text) - len(inner)) * 0.6:g}em" if len(text) > len(inner) else ""
    return f'<td style="{style(column)};{indent}">{shown}</td>'


def shelf(block: Shelf) -> str:
    """Things by name with figures beside them, and a text under each."""
    rows, group = [], ""
    span = len(block.columns)
    for number, row in enumerate(block.rows):
        if block.groups and block.groups[number] != group:
            group = block.groups[number]
            rows.append(f'<tr><th colspan="{span}" style="{CELL};padding-top:.8em;text-align:left">'
                        f"{lines(group)}</th></tr>")  # fmt: skip
        cells = (f'<td style="{style(column)}">{lines(text)}</td>'
                 for column, text in zip(block.columns, row, strict=True))  # fmt: skip
        rows.append(f"<tr>{''.join(cells)}</tr>")
        rows.append(f'<tr><td colspan="{span}" style="{CELL};text-align:left;padding-left:1.2em;opacity:.85">'
                    f"{lines(block.texts[number])}</td></tr>")  # fmt: skip
    return framed(head(block.columns) + f"<tbody>{''.join(rows)}</tbody>")


def bar(block: Bar) -> str:
    """Parts of a whole as a bar, with a legend that says the same in numbers."""
    total = max(1, sum(number for _, number in block.parts))
    shades = [SHADES[min(place, len(SHADES) - 1)] for place in range(len(block.parts))]
    parts = "".join(
        f'<span style="display:inline-block;height:100%;width:{100 * number / total:.2f}%;'
        f'background:currentColor;opacity:{shade}"></span>'
        for (_, number), shade in zip(block.parts, shades, strict=True)
    )
    legend = " &nbsp; ".join(
        f'<span style="white-space:nowrap"><span style="{MARK};background:currentColor;opacity:{shade}"></span>'
        f"{escape(name)} {number:,}</span>"
        for (name, number), shade in zip(block.parts, shades, strict=True)
    )
    line = f"height:.8em;max-width:30rem;border:1px solid {FAINT};white-space:nowrap;font-size:1rem;line-height:0"
    return f'<div style="{line}">{parts}</div><p style="margin:.3em 0 .6em">{legend}</p>'
