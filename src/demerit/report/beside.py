"""Published figures and ours on one scale, as SVG: a ring for theirs with how far ours may be off, a dot for ours."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from demerit.report.figures import number, soften

__all__ = ["beside"]

Row = Mapping[str, Any]

WIDTH, LABEL, RIGHT = 900, 470, 40
LINE, TOP, GAP = 18, 40, 46
MOST = 66
"""Signs of a label."""
FAR = 50.0
"""Numbers above 0 of which the greatest is so many times the least stand on a logarithmic scale."""

STYLE = (
    "text{font-family:system-ui,sans-serif;font-size:12px;fill:#222}.t{font-size:14px;font-weight:600}"
    ".a{font-size:11px;fill:#555}.g{stroke:#ddd}.z{stroke:#999}.r{fill:none;stroke:#222;stroke-width:1.5}.w{stroke:#999;stroke-width:5}"
    ".o{fill:#00539c}.x{fill:#fff;stroke:#00539c;stroke-width:2.5}"
)


@dataclass(frozen=True)
class Mark:
    """One row of a picture."""

    name: str
    ours: float
    published: float | None
    tolerance: float


@dataclass(frozen=True)
class Scale:
    """Where a number stands between the label and the right edge; ``marks`` are written under it."""

    marks: tuple[float, ...]
    log: bool

    def x(self, value: float) -> float:
        """Place of a number; what is beyond an end stands at it."""
        numbers = (self.marks[0], self.marks[-1], value)
        low, high, at = (math.log10(max(v, 1e-300)) if self.log else v for v in numbers)
        return LABEL + (WIDTH - LABEL - RIGHT) * min(1.0, max(0.0, (at - low) / (high - low)))


def beside(row: Row, /) -> str:
    """Draw an item of ``demerit.reproduced/1``: one scale for each unit; what is compared by sign has no place on it.

    Returns
    -------
    str
        SVG with no link to anywhere; the same text for the same figures.
    """
    panels = panels_of(row)
    height = TOP + sum(GAP + LINE * len(marks) for marks in panels.values()) + 10
    title = f"{row['id']} {row['title']}"
    told = f"{title}: {sum(map(len, panels.values()))} figures of ours beside the published ones."
    lines = [
        f'<svg viewBox="0 0 {WIDTH} {height}" xmlns="http://www.w3.org/2000/svg" role="img">',
        f"<title>{escape(told)}</title>",
        f"<style>{STYLE}</style>",
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        f'<text class="t" x="10" y="22">{escape(title)}</text>',
        f'<circle class="r" cx="{WIDTH - 190}" cy="18" r="5"/><text x="{WIDTH - 180}" y="22">published</text>',
        f'<circle class="o" cx="{WIDTH - 90}" cy="18" r="3.5"/><text x="{WIDTH - 80}" y="22">ours</text>',
    ]
    y = TOP
    for unit, marks in panels.items():
        lines.extend(panel(unit, marks, y))
        y += GAP + LINE * len(marks)
    return "\n".join([*lines, "</svg>"]) + "\n"


def panels_of(row: Row) -> dict[str, list[Mark]]:
    """Figures that have a place on a scale, by unit."""
    panels: dict[str, list[Mark]] = {}
    for name, ours in row["ours"].items():
        tolerance = row["tolerance"][name]
        if ours is not None and tolerance is not None:
            mark = Mark(name, float(ours), row["published"][name], float(tolerance))
            panels.setdefault(row["units"].get(name, "share"), []).append(mark)
    return panels


def scale_of(marks: Sequence[Mark]) -> Scale:
    """Scale on which all numbers of a panel have a place, with 0 on it or logarithmic."""
    values = [value for mark in marks for value in (mark.ours, mark.published) if value is not None]
    least, most = min(values), max(values)
    if least > 0 and most > FAR * least:
        ends = math.floor(math.log10(least) + 1e-9), math.ceil(math.log10(most) - 1e-9)
        return Scale(tuple(10.0**power for power in range(ends[0], ends[1] + 1)), log=True)
    low, high = min(least, 0.0), max(most, 0.0)
    step = round_step((high - low) / 4 or 0.25)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return Scale(tuple(step * number for number in range(first, max(last, first + 1) + 1)), log=False)


def round_step(step: float) -> float:
    """The next of 1, 2, 2.5, 5 and 10 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(step))
    return next(power * times for times in (1, 2, 2.5, 5, 10) if power * times >= step * (1 - 1e-9))


def panel(unit: str, marks: Sequence[Mark], y: int) -> Iterator[str]:
    """One scale with its rows."""
    scale, bottom = scale_of(marks), y + LINE * len(marks) + 8
    for value in scale.marks:
        x = scale.x(value)
        kind = "z" if value == 0 and not scale.log else "g"
        yield f'<line class="{kind}" x1="{x:.1f}" x2="{x:.1f}" y1="{y}" y2="{bottom}"/>'
        yield f'<text class="a" x="{x:.1f}" y="{bottom + 13}" text-anchor="middle">{told(value)}</text>'
    note = f"{unit}, logarithmic" if scale.log else unit
    yield f'<text class="a" x="{LABEL - 32}" y="{bottom + 13}" text-anchor="end">{escape(note)}</text>'
    for place, mark in enumerate(marks):
        yield from drawn(mark, scale, y + LINE * place + 13)


def drawn(mark: Mark, scale: Scale, y: int) -> Iterator[str]:
    """One row: its name, the band, the ring and the dot."""
    label = mark.name if len(mark.name) <= MOST else mark.name[: MOST - 1] + "…"
    yield f'<text x="{LABEL - 10}" y="{y + 4}" text-anchor="end">{escape(label)}</text>'
    missed = mark.published is not None and abs(mark.ours - mark.published) > mark.tolerance
    if mark.published is not None:
        left, right = (scale.x(mark.published + sign * mark.tolerance) for sign in (-1, 1))
        if right - left > 1:
            yield f'<line class="w" x1="{left:.1f}" x2="{right:.1f}" y1="{y}" y2="{y}"/>'
        yield f'<circle class="r" cx="{scale.x(mark.published):.1f}" cy="{y}" r="5"/>'
    yield f'<circle class="{"x" if missed else "o"}" cx="{scale.x(mark.ours):.1f}" cy="{y}" r="3.5"/>'


def told(value: float) -> str:
    """A number under a scale."""
    return escape(soften(number(float(f"{value:.6g}"))))
