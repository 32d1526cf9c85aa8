"""``demerit life``: one small run with the real engine, told in a terminal and as a document."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tests.cli.stage import demerit
from tests.house.files import ROOT


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    where = tmp_path_factory.mktemp("lives") / "run"
    answer = demerit(
        "run", "it-parma-housing-2018", "--persons", "6000", "--months", "24", "--keep", "tallies", "--out", str(where)
    )
    assert answer.code == 0, answer.err
    return str(where)


def test_a_life_is_told_month_by_month_and_fits_its_schema(folder: str) -> None:
    page = demerit("life", folder, "0")
    assert page.code == 0, page.err
    assert page.out.startswith("Household 000000. Synthetic household, no real case.")
    said = " ".join(page.out.replace("▏", "").split())
    assert "A model, not a measurement: nobody lived this" in said
    assert "it was computed again from the run's own inputs" in said
    assert "It is computed again" in page.err
    assert max(map(len, page.out.splitlines())) <= 130  # addresses of sources are not broken
    assert all(len(line) <= 80 for line in page.out.splitlines() if "http" not in line)
    document = json.loads(demerit("life", folder, "0", "--json").out)
    schema = json.loads((ROOT / "docs" / "schemas" / "life-1.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(document)
    assert document["computed_again"]


@pytest.mark.parametrize(
    ("arguments", "code", "exit_code"),
    [
        (("0", "--worst"), "R340", 2),
        (("--worst", "--typical"), "R340", 2),
        (("6000",), "R341", 2),
        (("--freed",), "R342", 2),
        (("--wrongful",), "R344", 1),
    ],
)
def test_what_cannot_be_told_is_said_in_one_line(
    folder: str, arguments: tuple[str, ...], code: str, exit_code: int
) -> None:
    answer = demerit("life", folder, *arguments)
    assert answer.code == exit_code
    assert answer.err.startswith(code)
    assert answer.err.count("\n") == 1
    assert answer.out == ""


def test_a_run_that_is_not_there_is_named(tmp_path: Path) -> None:
    answer = demerit("life", str(tmp_path / "none"))
    assert answer.code == 1
    assert answer.err.startswith("R202")
