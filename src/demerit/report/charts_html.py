"""Tornado charts and small multiples in a notebook and as rows of a table; no picture that its figures do not say."""

from __future__ import annotations

from html import escape

from demerit.report.blocks import Column, Table
from demerit.report.charts import Panels, Span, Tornado

__all__ = ["panels_html", "panels_table", "tornado_html", "tornado_table"]

FAINT = "rgba(127,127,127,.35)"
CELL = "line-height:1.35;padding:.15em .8em .15em 0;vertical-align:middle;background:transparent;border:0"
MARK = "position:absolute;background:currentColor"
FIELD = "position:relative;height:.9em;width:16em;min-width:9em"


def tornado_table(block: Tornado, /) -> Table:
    """A tornado chart as a table."""
    label, low, high = block.titles
    columns = (Column(title=label, right=False, wraps=True), Column(title=low), Column(title=high))
    return Table(columns=columns, rows=tuple((row.label, row.told_low, row.told_high) for row in block.rows))


def panels_table(block: Panels, /) -> Table:
    """Small charts as a table: what stands at both ends of each."""
    columns = (Column(title="", right=False, wraps=True), Column(title=""), Column(title=""))
    return Table(columns=columns, rows=tuple((panel.title, panel.first, panel.last) for panel in block.panels))


def tornado_html(block: Tornado, /) -> str:
    """A tornado chart as HTML: a bar in each row, a line where the figure stands."""
    low, high = block.limits
    size = (high - low) or 1.0

    def at(value: float) -> float:
        return 100 * (value - low) / size

    line = f'<span style="left:{at(block.middle):.2f}%;width:1px;top:-.2em;bottom:-.2em;{MARK}"></span>'

    def bar(row: Span) -> str:
        if row.low is None or row.high is None:
            return line
        first, last = sorted((at(row.low), at(row.high)))
        return (
            f'<span style="left:{first:.2f}%;width:{max(0.4, last - first):.2f}%;top:.1em;bottom:.1em;opacity:.45;'
            f'{MARK}"></span>{line}'
        )

    head = "".join(
        f'<th style="{CELL};font-weight:400;opacity:.75;text-align:{side}">{escape(title)}</th>'
        for title, side in zip((block.titles[0], block.titles[1], "", block.titles[2]), SIDES, strict=True)
    )
    body = "".join(
        f'<tr><td style="{CELL};text-align:left">{escape(row.label)}{note(row)}</td>'
        f'<td style="{CELL};text-align:right;white-space:nowrap">{escape(row.told_low)}</td>'
        f'<td style="{CELL}"><div style="{FIELD}">{bar(row)}</div></td>'
        f'<td style="{CELL};text-align:left;white-space:nowrap">{escape(row.told_high)}</td></tr>'
        for row in block.rows
    )
    table = '<table style="border-collapse:collapse;margin:.2em 0;font-size:inherit;background:transparent;border:0">'
    foot = f'<p style="margin:.2em 0 .8em;opacity:.75">│ {escape(block.told_middle)}</p>'
    row = f'<thead><tr style="border-bottom:1px solid {FAINT}">{head}</tr></thead>'
    return f'<div style="overflow-x:auto;max-width:100%">{table}{row}<tbody>{body}</tbody></table></div>{foot}'


SIDES = ("left", "right", "left", "left")


def note(row: Span) -> str:
    """What the ends of a row are."""
    return f'<br/><span style="opacity:.75;font-size:.9em">{escape(row.note)}</span>' if row.note else ""


def panels_html(block: Panels, /) -> str:
    """Small charts as HTML, beside each other where there is room."""
    size = (block.high - block.low) or 1.0
    drawn = []
    for panel in block.panels:
        bars = "".join(
            f'<span style="display:inline-block;width:1.4em;margin-right:2px;background:currentColor;opacity:.6;'
            f'height:{0.0 if value is None else max(0.06, 2.6 * (value - block.low) / size):.2f}em"></span>'
            for value in panel.values
        )
        drawn.append(
            f'<div style="display:inline-block;vertical-align:top;width:12em;margin:0 1.2em .8em 0">'
            f'<div style="font-weight:600;min-height:2.4em">{escape(panel.title)}</div>'
            f'<div style="height:2.7em;display:flex;align-items:flex-end;border-bottom:1px solid {FAINT}">{bars}</div>'
            f'<div style="display:flex;justify-content:space-between;width:8em;opacity:.75;font-size:.9em">'
            f"<span>{escape(panel.first)}</span><span>{escape(panel.last)}</span></div></div>"
        )
    key = f'<p style="margin:.2em 0 .8em;opacity:.75">{escape(block.told_low)} – {escape(block.told_high)}</p>'
    return f"<div>{''.join(drawn)}</div>{key}"
