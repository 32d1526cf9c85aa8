"""A calibration as SVG: each series over time with ours through it, and single rows as ours over the published number.

Rings are published numbers, filled where the fit read them; the line is ours at the nearest point, the band the least
and most of the worlds that meet every fit row, the dashed line the straight one through the last two rows that the fit
read.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from demerit.report.calibration_page import groups_of
from demerit.report.figures import number, soften

__all__ = ["calibration_picture"]

Row = Mapping[str, Any]

WIDTH, LEFT, PANEL, HIGH, GAP, TOP = 900, 60, 370, 190, 70, 92
RATIO_LEFT, LINE = 430, 20
LEAST = 3
"""So many rows of a series make a panel of its own."""

MOST = 62
"""Signs of a label."""

STYLE = (
    "text{font-family:system-ui,sans-serif;font-size:12px;fill:#222}.t{font-size:14px;font-weight:600}"
    ".a{font-size:11px;fill:#555}.g{stroke:#ddd}.z{stroke:#888;stroke-dasharray:2 3}.b{fill:#00539c;fill-opacity:.14}"
    ".o{fill:none;stroke:#00539c;stroke-width:2}.n{fill:none;stroke:#a33;stroke-width:1.5;stroke-dasharray:5 4}"
    ".r{fill:#fff;stroke:#222;stroke-width:1.6}.f{fill:#222;stroke:#222}.d{fill:#00539c}.w{stroke:#00539c;stroke-opacity:.3;stroke-width:6}"
)


@dataclass(frozen=True)
class Frame:
    """Where a panel's numbers stand."""

    x: float
    y: float
    first: float
    last: float
    most: float

    def at(self, when: float, value: float) -> tuple[float, float]:
        """Place of a value at a date."""
        across = self.x + PANEL * (when - self.first) / max(1e-9, self.last - self.first)
        return across, self.y + HIGH * (1.0 - value / self.most)


def calibration_picture(document: Mapping[str, Any], /) -> str:
    """Draw ``demerit.calibration/1``.

    Returns
    -------
    str
        SVG with no link to anywhere; the same text for the same document.
    """
    groups = groups_of(document["rows"])
    series = [group for group in groups if group[0]["series"] and len(group) >= LEAST]
    single = [row for group in groups if not (group[0]["series"] and len(group) >= LEAST) for row in group]
    lines = list(legend(any(row["naive"] for group in series for row in group)))
    y = TOP
    for place, group in enumerate(series):
        lines += panel(group, x=LEFT + (place % 2) * (PANEL + GAP), y=y)
        y += (HIGH + GAP) * (place % 2 == 1 or place == len(series) - 1)
    lines += ratios(single, y=y) if single else []
    height = y + (len(single) * LINE + 70 if single else 0)
    title = f"{document['run']['title']}: published numbers and ours"
    return "\n".join(
        [
            f'<svg viewBox="0 0 {WIDTH} {height}" xmlns="http://www.w3.org/2000/svg" role="img">',
            f"<title>{escape(title)}</title>", f"<style>{STYLE}</style>",
            f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
            f'<text class="t" x="10" y="22">{escape(title)}</text>', *lines, "</svg>",
        ]
    ) + "\n"  # fmt: skip


def legend(over_time: bool) -> Iterator[str]:
    """What the marks mean."""
    x = 14.0
    marks = {
        "f": "published, the fit read it", "r": "published, it could not", "d": "ours",
        "w": "worlds that meet every fit row", "n": "straight line through two",
    }  # fmt: skip
    for kind, told in marks.items():
        if kind == "n" and not over_time:
            continue
        if kind in ("w", "n"):
            yield f'<line class="{kind}" x1="{x - 4:.0f}" x2="{x + 12:.0f}" y1="44" y2="44"/>'
        else:
            yield f'<circle class="{kind}" cx="{x + 4:.0f}" cy="44" r="4.5"/>'
        yield f'<text x="{x + 18:.0f}" y="48">{told}</text>'
        x += 38 + 6.1 * len(told)


def panel(group: Sequence[Row], *, x: float, y: float) -> Iterator[str]:
    """A series over time."""
    numbers = [row[name] for row in group for name in ("published", "ours", "high") if row[name] is not None]
    most = ceiling(max(numbers))
    frame = Frame(x, y, group[0]["at"], group[-1]["at"], most)
    million = most >= 1e6
    yield f'<text x="{x - 40:.0f}" y="{y - 10:.0f}">{escape(short(group[0]["label"]))}</text>'
    if million:
        yield f'<text class="a" x="{x + PANEL:.0f}" y="{y - 10:.0f}" text-anchor="end">millions</text>'
    for part in (0.0, 0.5, 1.0):
        _, line = frame.at(frame.first, most * part)
        yield f'<line class="g" x1="{x:.0f}" x2="{x + PANEL:.0f}" y1="{line:.1f}" y2="{line:.1f}"/>'
        shown = soften(number(float(f"{most * part / (1e6 if million else 1):.4g}")))
        yield f'<text class="a" x="{x - 6:.0f}" y="{line + 4:.1f}" text-anchor="end">{shown}</text>'
    for year in range(math.ceil(frame.first / 12), math.floor(frame.last / 12) + 1):
        across, bottom = frame.at(year * 12.0, 0.0)
        yield f'<line class="g" x1="{across:.1f}" x2="{across:.1f}" y1="{y}" y2="{bottom:.1f}"/>'
        yield f'<text class="a" x="{across:.1f}" y="{bottom + 14:.1f}" text-anchor="middle">{year}</text>'
    if group[0]["high"] is not None:
        upper = [frame.at(row["at"], row["high"]) for row in group]
        lower = [frame.at(row["at"], row["low"]) for row in reversed(group)]
        yield f'<polygon class="b" points="{points([*upper, *lower])}"/>'
    yield f'<polyline class="o" points="{points([frame.at(row["at"], row["ours"]) for row in group])}"/>'
    ahead = [row for row in group if row["naive"] and row["naive"].get("line_of_two") is not None]
    read = [row for row in group if row["use"] == "fit"]
    if ahead and read:
        line_of_two = [(row["at"], min(most, row["naive"]["line_of_two"])) for row in ahead]
        drawn = [(read[-1]["at"], read[-1]["published"]), *line_of_two]
        yield f'<polyline class="n" points="{points([frame.at(*each) for each in drawn])}"/>'
    for row in group:
        across, up = frame.at(row["at"], row["published"])
        kind = "f" if row["use"] == "fit" else "r"
        yield f'<circle class="{kind}" cx="{across:.1f}" cy="{up:.1f}" r="4"/>'


def points(places: Sequence[tuple[float, float]]) -> str:
    """Places of a line."""
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in places)


def ceiling(value: float) -> float:
    """The next round number at or above a number."""
    power = 10.0 ** math.floor(math.log10(value))
    steps = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
    return next(power * times for times in steps if power * times >= value * (1 - 1e-9))


def short(label: str) -> str:
    """A label that has room."""
    return label if len(label) <= MOST else label[: MOST - 1] + "…"


def ratios(rows: Sequence[Row], *, y: float) -> Iterator[str]:
    """Single rows: ours over the published number, on a logarithmic scale; 1 is met."""
    width = WIDTH - RATIO_LEFT - 40
    ends = [row[name] / row["published"] for row in rows for name in ("ours", "low", "high") if row[name]]
    reach = max(1.25, min(4.0, max([*ends, *(1 / end for end in ends)])))

    def x(share: float) -> float:
        part = math.log(min(reach, max(1 / reach, share))) / math.log(reach)
        return RATIO_LEFT + width * (0.5 + 0.5 * part)

    bottom = y + LINE * len(rows) + 10
    yield f'<text x="20" y="{y - 2:.0f}">Single rows: ours over the published number</text>'
    marks = [mark for mark in (0.25, 0.5, 0.8, 0.9, 1.0, 1.1, 1.25, 2.0, 4.0) if 1 / reach <= mark <= reach]
    for mark in marks if reach < 2 else [mark for mark in marks if mark in (0.25, 0.5, 1.0, 2.0, 4.0)]:
        kind = "z" if mark == 1 else "g"
        yield f'<line class="{kind}" x1="{x(mark):.1f}" x2="{x(mark):.1f}" y1="{y}" y2="{bottom}"/>'
        yield f'<text class="a" x="{x(mark):.1f}" y="{bottom + 14}" text-anchor="middle">{number(mark)}</text>'
    for place, row in enumerate(rows):
        line = y + LINE * (place + 1)
        kind = "f" if row["use"] == "fit" else "r"
        yield f'<circle class="{kind}" cx="24" cy="{line - 4:.0f}" r="4"/>'
        yield f'<text x="36" y="{line:.0f}">{escape(short(row["label"]))}, {escape(str(row["when"]))}</text>'
        if row["high"] is not None:
            low, high = (x(row[name] / row["published"]) for name in ("low", "high"))
            yield f'<line class="w" x1="{low:.1f}" x2="{high:.1f}" y1="{line - 4:.0f}" y2="{line - 4:.0f}"/>'
        yield f'<circle class="d" cx="{x(row["ours"] / row["published"]):.1f}" cy="{line - 4:.0f}" r="4"/>'
