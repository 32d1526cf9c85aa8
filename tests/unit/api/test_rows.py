"""Small tables: what they hold is what pandas, polars and DuckDB get."""

from __future__ import annotations

import math
from typing import Any

import duckdb
import pytest

from demerit.api.rows import Rows
from demerit.errors import UsageError

GIVEN = [
    {"id": "a", "value": 0.5, "n": 3, "source": ["x", "y"]},
    {"id": "b", "value": None, "n": 4, "source": []},
    {"id": "<c>", "value": 2, "n": 5, "source": ["x"]},
]


@pytest.fixture
def rows() -> Rows:
    return Rows(GIVEN, columns=("n", "id"))


def test_columns_that_are_named_come_first(rows: Rows) -> None:
    assert rows.columns == ("n", "id", "value", "source")
    assert Rows([], columns=("id",)).columns == ("id",)


def test_rows_columns_and_parts(rows: Rows) -> None:
    assert (len(rows), rows[1]["id"], rows["value"], len(rows[1:])) == (3, "b", [0.5, None, 2], 2)
    assert rows.where(id="b", n=4).to_dicts() == [{"n": 4, "id": "b", "value": None, "source": []}]
    with pytest.raises(KeyError, match="there are n, id"):
        rows["vale"]
    with pytest.raises(KeyError):
        rows.where(vale=1)


def test_dictionaries_given_out_are_not_those_inside(rows: Rows) -> None:
    rows.to_dicts()[0]["id"] = "changed"
    assert rows[0]["id"] == "a"


def test_pandas_gets_every_value(rows: Rows) -> None:
    frame = rows.to_pandas()
    assert list(frame.columns) == list(rows.columns)
    assert frame["value"].sum() == 2.5
    assert math.isnan(frame["value"][1])
    assert frame["source"][0] == ["x", "y"]


def test_polars_gets_every_value(rows: Rows) -> None:
    frame = rows.to_polars()
    assert frame.columns == list(rows.columns)
    assert frame["value"].to_list() == [0.5, None, 2.0]
    assert frame["n"].dtype.is_integer()
    assert frame["source"].to_list() == [["x", "y"], [], ["x"]]


def test_duckdb_gets_every_value(rows: Rows) -> None:
    with duckdb.connect() as connection:
        relation = rows.to_duckdb(connection)
        assert relation.columns == list(rows.columns)
        assert relation.fetchall() == [(3, "a", 0.5, ["x", "y"]), (4, "b", None, []), (5, "<c>", 2.0, ["x"])]
        assert rows.to_duckdb(connection).aggregate("sum(n), avg(value)").fetchall() == [(12, 1.25)]


def test_no_rows_are_a_table_all_the_same() -> None:
    empty = Rows([], columns=("id", "value"))
    assert list(empty.to_pandas().columns) == empty.to_polars().columns == ["id", "value"]
    assert empty.to_duckdb().fetchall() == []


def test_what_is_shown_says_how_much_is_not(rows: Rows) -> None:
    assert repr(rows).splitlines()[0].split() == ["n", "id", "value", "source"]
    assert "&lt;c&gt;" in rows._repr_html_()
    assert "<c>" not in rows._repr_html_()
    many = Rows({"n": number} for number in range(1234))
    assert repr(many).endswith("1,234 rows in all")
    assert "1,234 rows in all" in many._repr_html_()


def test_a_library_that_is_not_there_is_named(rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str, *more: Any) -> Any:
        raise ImportError(name)

    monkeypatch.setattr("demerit.api.rows.import_module", absent)
    with pytest.raises(UsageError, match="polars is not installed"):
        rows.to_polars()
