"""What a page of results is made of, before anything is drawn: headings, paragraphs, tables, bars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from demerit.report.charts import Panels, Tornado

__all__ = ["Bar", "Block", "Column", "Heading", "Paragraph", "Shelf", "Table"]


@dataclass(frozen=True)
class Heading:
    """A heading."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; ``tone`` is plain, strong, quiet, note, caption (of the table below) or limit."""

    text: str
    tone: str = "plain"


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    title : str
    right : bool
        Numbers stand right.
    drop : int
        Columns with the highest number are left out first, all together, where the window is narrow; 0 never is.
    wraps : bool
        The text may be broken over lines.
    coloured : bool
        Drawn in the colour of the row.
    under : bool
        A range that belongs to the column before it: set under it where the window is narrow, never left out alone.
    told : str
        How a figure of a shelf is told under its row where there is no room for its column; ``{}`` is the figure.
    """

    title: str
    right: bool = True
    drop: int = 0
    wraps: bool = False
    coloured: bool = False
    under: bool = False
    told: str = "{}"


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table of texts; ``colours`` has a colour (or nothing) for the first cell of each row.

    Raises
    ------
    ValueError
        If a row has more or fewer cells than there are columns; a mistake of the program, never of a user.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    colours: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Check the rows."""
        check_rows(self.columns, self.rows)


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """Things by name, each with figures beside it and a text under it that has the whole width.

    Figures for which there is no room are told under the text. ``groups`` has, for each row, the group it stands in (or
    is empty); rows of a group follow each other.

    Raises
    ------
    ValueError
        If a row has more or fewer figures than there are columns.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    texts: tuple[str, ...]
    groups: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Check the rows."""
        check_rows(self.columns, self.rows)


def check_rows(columns: tuple[Column, ...], rows: tuple[tuple[str, ...], ...]) -> None:
    """Refuse rows that do not fit the columns."""
    for row in rows:
        if len(row) != len(columns):
            raise ValueError(f"{len(row)} cells for {len(columns)} columns: {row}")


@dataclass(frozen=True)
class Bar:
    """Parts of a whole, drawn as one bar with its legend: (name, count)."""

    parts: tuple[tuple[str, int], ...]


Block: TypeAlias = Heading | Paragraph | Table | Shelf | Bar | Tornado | Panels
