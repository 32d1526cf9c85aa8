"""A scheme's golden table has the same bytes as when it was last written."""

from __future__ import annotations

import difflib

import pytest

from demerit.evidence.catalogue import catalogue_ids
from tests.golden.tables import COMMAND, FOLDER, golden_table, path_of

TABLES = sorted(path.stem for path in FOLDER.glob("*.csv"))
SHOWN = 12


def moved(scheme: str, old: str, new: str) -> str:
    """What to do about a table that moved, and the first rows that did."""
    changes = [
        line for line in difflib.unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm="")
        if line[0] in "+-" and not line.startswith(("+++", "---"))
    ]  # fmt: skip
    rows = "\n".join(changes[:SHOWN])
    return (
        f"the golden table of {scheme} moved ({len(changes)} lines). If that is meant, write it anew with\n"
        f"    {COMMAND} {scheme}\nand say why in CHANGELOG.md. If it is not, find what moved it:\n{rows}"
    )


@pytest.mark.parametrize("scheme", TABLES)
def test_the_golden_table_has_not_moved(scheme: str) -> None:
    old, new = path_of(scheme).read_text(encoding="utf-8"), golden_table(scheme)
    if new != old:
        pytest.fail(moved(scheme, old, new), pytrace=False)


def test_no_table_is_left_of_a_scheme_that_is_gone() -> None:
    assert set(TABLES) <= set(catalogue_ids("schemes"))


def test_every_scheme_of_the_catalogue_has_its_table() -> None:
    assert set(catalogue_ids("schemes")) - set(TABLES) == set()


def test_what_moved_is_told_with_what_to_do() -> None:
    told = moved("xx-place-2026", "id,n\nlist:a:ever,10\nlist:b:ever,2\n", "id,n\nlist:a:ever,11\nlist:b:ever,2\n")
    assert f"{COMMAND} xx-place-2026" in told
    assert "CHANGELOG.md" in told
    assert told.endswith("-list:a:ever,10\n+list:a:ever,11")
