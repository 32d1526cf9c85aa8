"""Charts among the blocks of a page: tornado charts and small multiples; every mark has its figure beside it in words.

They are drawn with letters of blocks in a terminal, with boxes in a notebook and as tables in Markdown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["LEVELS", "Panel", "Panels", "Span", "Tornado", "band_of", "levels_of"]

LEVELS = "▁▂▃▄▅▆▇█"
"""Heights of a small bar in a line of text."""


@dataclass(frozen=True, kw_only=True)
class Span:
    """A row of a tornado chart: a figure at the low and the high end of something.

    Attributes
    ----------
    label : str
    low, high : float or None
        The figure at both ends; None where there is none.
    told_low, told_high : str
        Both in words.
    note : str
        What the ends are, set under the row.
    """

    label: str
    low: float | None
    high: float | None
    told_low: str
    told_high: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Tornado:
    """Rows around one figure, the widest first: how far each unknown moves it.

    Attributes
    ----------
    rows : tuple of Span
    middle : float
        The figure as stated, a line through all rows.
    told_middle : str
    titles : (str, str, str)
        Over the labels, the low end and the high end.
    """

    rows: tuple[Span, ...]
    middle: float
    told_middle: str
    titles: tuple[str, str, str]

    @property
    def limits(self) -> tuple[float, float]:
        """Least and greatest of all marks."""
        marks = [mark for row in self.rows for mark in (row.low, row.high) if mark is not None]
        return min([self.middle, *marks]), max([self.middle, *marks])


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One of several small charts: a figure along something.

    Attributes
    ----------
    title : str
    values : tuple of float or None
    first, last : str
        What stands at its left and right end, in words.
    """

    title: str
    values: tuple[float | None, ...]
    first: str = ""
    last: str = ""


@dataclass(frozen=True, kw_only=True)
class Panels:
    """Small multiples: small charts beside each other, all on one scale from ``low`` to ``high``.

    Attributes
    ----------
    panels : tuple of Panel
    low, high : float
    told_low, told_high : str
        Both in words, for the key.
    """

    panels: tuple[Panel, ...]
    low: float
    high: float
    told_low: str
    told_high: str


def band_of(values: tuple[float, float], /, *, limits: tuple[float, float], width: int) -> tuple[int, int]:
    """First and last cell of a bar between two values, in a field so many cells wide.

    Examples
    --------
    >>> band_of((0.25, 0.5), limits=(0.0, 1.0), width=21)
    (5, 10)
    """
    low, high = limits
    size = (high - low) or 1.0
    cells = [round((value - low) / size * (width - 1)) for value in sorted(values)]
    return cells[0], cells[1]


def levels_of(values: Sequence[float | None], /, *, low: float, high: float) -> str:
    """Values as small bars between two limits; nothing where there is no value.

    Examples
    --------
    >>> levels_of([0.0, 0.5, 1.0, None], low=0.0, high=1.0)
    '▁▅█ '
    """
    size = (high - low) or 1.0
    places = [None if x is None else round((x - low) / size * (len(LEVELS) - 1)) for x in values]
    return "".join(" " if place is None else LEVELS[min(len(LEVELS) - 1, max(0, place))] for place in places)
