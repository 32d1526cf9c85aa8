"""The schemes and societies of ``catalog/papers``: without fault, used, and apart from the catalogue's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from demerit.report.index import read_index
from demerit.study.papers.engine import opened
from tests.house.files import SOURCE, text_of

HERE = SOURCE / "catalog" / "papers"
NAMES = sorted(path.stem for path in HERE.glob("*.yaml"))


@pytest.mark.parametrize("name", NAMES)
def test_a_file_has_no_fault_and_says_what_it_leaves_out(name: str) -> None:
    inputs = opened(name)
    assert inputs.scheme.not_modelled
    assert "synthetic" in inputs.scheme.first_line.lower()
    assert inputs.scheme.sources


def test_every_file_is_used_by_an_item() -> None:
    code = "".join(text_of(path) for path in (SOURCE / "study" / "papers").glob("*.py"))
    assert [name for name in NAMES if f'"{name}"' not in code] == []
    societies = {opened(name).bundle.society.id for name in NAMES}
    assert {path.stem for path in (HERE / "societies").glob("*.yaml")} == societies


def test_they_are_not_among_the_schemes_of_the_catalogue() -> None:
    listed = json.dumps(read_index())
    ids = [opened(name).scheme.id for name in NAMES]
    assert len(ids) == len(set(ids)) >= 8
    assert [name for name in ids if f'"{name}"' in listed] == []


def test_every_table_has_its_source() -> None:
    told = (HERE / "tables" / "SOURCES.md").read_text(encoding="utf-8")
    assert [path.name for path in Path(HERE / "tables").glob("*.csv") if path.name not in told] == []
