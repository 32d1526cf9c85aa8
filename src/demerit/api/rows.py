"""A small table: rows of plain values that turn into pandas, polars or DuckDB when they are asked to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from importlib import import_module
from typing import TYPE_CHECKING, Any, overload

from demerit.errors import UsageError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

__all__ = ["Rows"]

SHOWN = 20
"""At most so many rows are shown."""

CUT = 160
"""Longer texts are cut where rows are shown, and whole in the rows."""

SHORT = 36
"""Texts up to so many signs stand on one line."""
NARROW, WIDE = "white-space:nowrap", "min-width:20em;max-width:30em;white-space:normal"


class Rows(Sequence[Mapping[str, Any]]):
    """Rows with the same columns: texts, numbers, truths, lists of these, or nothing.

    Examples
    --------
    >>> rows = Rows([{"id": "a", "value": 1.5}, {"id": "b", "value": None}])
    >>> len(rows), rows.columns, rows["value"]
    (2, ('id', 'value'), [1.5, None])
    >>> rows.where(id="a")[0]["value"]
    1.5
    """

    def __init__(self, rows: Iterable[Mapping[str, Any]], /, *, columns: Sequence[str] = ()) -> None:
        """Take rows; ``columns`` puts those it names first, and is all there is where there are no rows."""
        self.rows = tuple(dict(row) for row in rows)
        self.columns = tuple(dict.fromkeys([*columns, *(name for row in self.rows for name in row)]))

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Go through the rows as dictionaries."""
        return iter(self.rows)

    @overload
    def __getitem__(self, place: int) -> dict[str, Any]: ...

    @overload
    def __getitem__(self, place: slice) -> Rows: ...

    @overload
    def __getitem__(self, place: str) -> list[Any]: ...

    def __getitem__(self, place: int | slice | str) -> dict[str, Any] | Rows | list[Any]:
        """Give a row, some rows, or (by its name) a column.

        Raises
        ------
        KeyError
            If there is no such column.
        """
        if isinstance(place, str):
            if place not in self.columns:
                raise KeyError(f"no column {place!r}; there are {', '.join(self.columns)}")
            return [row.get(place) for row in self.rows]
        return Rows(self.rows[place], columns=self.columns) if isinstance(place, slice) else self.rows[place]

    def where(self, **wanted: Any) -> Rows:
        """Keep the rows whose columns have these values.

        Raises
        ------
        KeyError
            If there is no such column.
        """
        columns = {name: self[name] for name in wanted}
        kept = (n for n in range(len(self)) if all(columns[name][n] == value for name, value in wanted.items()))
        return Rows((self.rows[n] for n in kept), columns=self.columns)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Give the rows as plain dictionaries that share nothing with these."""
        return [{name: row.get(name) for name in self.columns} for row in self.rows]

    def to_pandas(self) -> Any:
        """Turn into a ``pandas.DataFrame``.

        Raises
        ------
        UsageError
            R350 if pandas is not installed.
        """
        return library("pandas").DataFrame(self.to_dicts(), columns=list(self.columns))

    def to_polars(self) -> Any:
        """Turn into a ``polars.DataFrame``.

        Raises
        ------
        UsageError
            R350 if polars is not installed.
        """
        return library("polars").DataFrame({name: self[name] for name in self.columns}, strict=False)

    def to_duckdb(self, connection: DuckDBPyConnection | None = None, /) -> DuckDBPyRelation:
        """Turn into a relation of DuckDB, of a connection or of the default one."""
        import duckdb
        import numpy as np

        columns = {}
        for name in self.columns:
            values = self[name]
            columns[name] = np.empty(len(values), dtype=object)
            columns[name][:] = [float(v) if isinstance(v, int | float) and not whole(values) else v for v in values]
        source = connection if connection is not None else duckdb
        relation: DuckDBPyRelation = source.from_query("SELECT * FROM columns")
        return relation

    def __repr__(self) -> str:
        """Show the first rows as text."""
        shown = [[text_of(row.get(name)) for name in self.columns] for row in self.rows[:SHOWN]]
        widths = [max(map(len, column)) for column in zip(self.columns, *shown, strict=True)]
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
                 for row in [list(self.columns), *shown]]  # fmt: skip
        return "\n".join([*lines, *([rest] if (rest := self.rest()) else [])])

    def _repr_html_(self) -> str:
        from demerit.report.notebook import CELL, FAINT, framed

        def cells(tag: str, texts: Iterable[str], more: str) -> str:
            return "".join(
                f'<{tag} style="{CELL};text-align:{side};{NARROW if len(text) <= SHORT else WIDE};{more}">'
                f"{escape(text)}</{tag}>"
                for text, side in zip(texts, sides, strict=True)
            )

        sides = ["right" if numbers(self[name]) else "left" for name in self.columns]
        head = cells("th", self.columns, "font-weight:600")
        body = "".join(
            f"<tr>{cells('td', (text_of(row.get(name)) for name in self.columns), '')}</tr>"
            for row in self.rows[:SHOWN]
        )
        rest = f'<p style="opacity:.75">{escape(self.rest())}</p>' if self.rest() else ""
        line = f'<tr style="border-bottom:1px solid {FAINT}">'
        return framed(f"<thead>{line}{head}</tr></thead><tbody>{body}</tbody>") + rest

    def rest(self) -> str:
        """Say how many rows are not shown."""
        return f"... {len(self):,} rows in all" if len(self) > SHOWN else ""


def whole(values: list[Any]) -> bool:
    """Whether a column has whole numbers only, or none."""
    return all(value is None or isinstance(value, int) for value in values)


def numbers(values: list[Any]) -> bool:
    """Whether a column has numbers only, and some."""
    return all(isinstance(v, int | float) and not isinstance(v, bool) for v in values if v is not None) and any(
        v is not None for v in values
    )


def text_of(value: Any) -> str:
    """A value as a cell shows it."""
    if isinstance(value, float):
        return f"{value:.4g}"
    text = ", ".join(map(text_of, value)) if isinstance(value, list | tuple) else "" if value is None else str(value)
    return text if len(text) <= CUT else f"{text[:CUT]}…"


def library(name: str) -> Any:
    """A library that a user may have.

    Raises
    ------
    UsageError
        R350 if it is not installed.
    """
    try:
        return import_module(name)
    except ImportError as fault:
        hint = f"Install it beside demerit: pip install {name}."
        raise UsageError("R350", f"{name} is not installed", hint) from fault
