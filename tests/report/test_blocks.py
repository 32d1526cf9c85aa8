"""Parts of a page refuse what would be drawn askew."""

from __future__ import annotations

import pytest

from demerit.report.blocks import Column, Shelf, Table

COLUMNS = (Column(title="one"), Column(title="two"))


@pytest.mark.parametrize("row", [(), ("a",), ("a", "b", "c"), tuple("57 %")])
def test_a_row_has_a_cell_for_every_column(row: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=f"{len(row)} cells for 2 columns"):
        Table(columns=COLUMNS, rows=(("a", "b"), row))
    with pytest.raises(ValueError, match=f"{len(row)} cells for 2 columns"):
        Shelf(columns=COLUMNS, rows=(row,), texts=("a",))
    assert Table(columns=COLUMNS, rows=(("a", "b"),)).rows
