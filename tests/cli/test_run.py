"""``demerit run``: what it prints, writes and returns."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from demerit.ledger.folder import read_manifest
from tests.cli.stage import demerit, straw_run, use_straw
from tests.house.files import ROOT

SCHEME = "it-parma-housing-2018"
SMALL = ("--persons", "6400", "--months", "12")


@pytest.fixture(autouse=True)
def straw(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An engine of straw, and an empty folder to be in."""
    use_straw(monkeypatch)
    monkeypatch.chdir(tmp_path)


def schema(name: str) -> Any:
    """JSON Schema of a document."""
    return json.loads((ROOT / "docs" / "schemas" / f"{name}.json").read_text(encoding="utf-8"))


def test_the_first_line_is_the_schemes_and_the_limits_stand_on_the_first_screen() -> None:
    answer = demerit("run", SCHEME, *SMALL)
    assert answer.code == 0, answer.err
    assert answer.out.startswith("Synthetic households, deductions reported by the press")
    first_screen = " ".join(" ".join(line.lstrip("▏ ") for line in answer.out.splitlines()[:30]).split())
    assert "In this model, " in first_screen
    assert "Synthetic people. A model, not a measurement" in first_screen


def test_wrongful_shares_are_printed_at_low_middle_and_high_with_the_assumption_named() -> None:
    said = " ".join(demerit("run", SCHEME, *SMALL).out.split())
    assert "that depends little on the rate of false records, which no source gives" in said
    assert "at the low end" in said
    assert "at the high end" in said


def test_without_the_small_runs_no_wrongful_share_is_printed() -> None:
    said = " ".join(demerit("run", SCHEME, *SMALL, "--keep", "tallies").out.split())
    assert "The guesses were not varied" in said
    assert "no share is printed here" in said
    assert "something wrong in the file not varied" in said
    assert "at the low end" not in said


def test_values_of_options_that_were_left_out_are_printed_and_marked() -> None:
    out = demerit("run", SCHEME, *SMALL).out
    for left_out in ("seed 1 (default)", "burn-in months 0 (default)", "replicates 1 (default)"):
        assert left_out in " ".join(out.split())
    assert "persons 6,400 months" in " ".join(out.split())


def test_the_folder_has_the_name_of_its_inputs_and_holds_the_printed_document() -> None:
    answer = demerit("run", SCHEME, *SMALL, "--json", "--seed", "0")
    document = json.loads(answer.out)
    (folder,) = Path("runs").iterdir()
    assert folder.name.startswith(f"{SCHEME}-s0-")
    assert json.loads((folder / "result.json").read_text(encoding="utf-8")) == document
    assert read_manifest(folder)["status"] == "complete"
    assert {path.name for path in folder.iterdir()} >= {"run.json", "tallies.parquet", "log.parquet", "inputs"}


def test_the_result_document_fits_its_schema() -> None:
    document = json.loads(demerit("run", SCHEME, *SMALL, "--json").out)
    jsonschema.Draft202012Validator(schema("result-1")).validate(document)
    assert document["schema"] == "demerit.result/1"
    assert document["headline"]
    assert {row["end"] for row in document["ends"]["figures"]} == {"low", "middle", "high"}
    assert sum(document["evidence"].values()) > 0


def test_json_prints_one_document_and_nothing_on_standard_error() -> None:
    answer = demerit("run", SCHEME, *SMALL, "--json")
    json.loads(answer.out)
    assert answer.err == ""


def test_the_same_inputs_give_the_same_bytes_and_are_not_run_again(monkeypatch: pytest.MonkeyPatch) -> None:
    first = demerit("run", SCHEME, *SMALL, "--json")
    runs: list[int] = []
    use_straw(monkeypatch, lambda *args, **more: runs.append(1) or straw_run(*args, **more))
    second = demerit("run", SCHEME, *SMALL, "--json")
    third = demerit("run", SCHEME, *SMALL, "--json", "--out", "elsewhere")
    assert first.out == second.out == third.out
    assert len(runs) == 1 + 8  # the small run in the middle; then all of a run
    assert "finished before" in demerit("run", SCHEME, *SMALL).err


def test_threads_do_not_change_the_folder() -> None:
    demerit("run", SCHEME, *SMALL, "--threads", "1")
    demerit("run", SCHEME, *SMALL, "--threads", "2")
    assert len(list(Path("runs").iterdir())) == 1


def test_a_safeguard_is_named_and_says_what_it_changed() -> None:
    out = demerit("run", SCHEME, *SMALL, "--safeguard", "no-spread").out
    assert "safeguards no-spread" in " ".join(out.split())
    assert 'Safeguard "no-spread" changes ' in " ".join(out.split())


def test_the_kept_inputs_can_be_run_as_files_of_a_user() -> None:
    demerit("run", SCHEME, *SMALL, "--out", "one")
    answer = demerit("run", "one/inputs/scheme.yaml", "--society", "one/inputs/society.yaml", *SMALL, "--json")
    assert answer.code == 0, answer.err
    assert json.loads(answer.out)["indicators"] == json.loads(Path("one/result.json").read_text("utf-8"))["indicators"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((SCHEME, "--persons", "999"), 1, "999 households are too few"),
        ((SCHEME, "--persons", "1000"), 1, "households are too few: a run needs at least 1,000"),
        ((SCHEME, "--persons", "many"), 2, "Invalid value for '--persons'"),
        ((SCHEME, "--months", "0"), 2, "--months must be a whole number from 1 to 1,000"),
        ((SCHEME, "--replicates", "0"), 2, "--replicates must be"),
        ((SCHEME, "--threads", "0"), 2, "--threads must be"),
        ((SCHEME, "--keep", "everything"), 2, "--keep"),
        ((SCHEME, "--nonsense"), 2, "No such option"),
        ((), 2, "demerit run needs a scheme"),
        (("no-such-scheme",), 1, "no-such-scheme"),
        ((SCHEME, "--society", "nowhere"), 1, "nowhere"),
        ((SCHEME, "--safeguard", "nothing"), 1, "nothing"),
        (("--resume", "nothing"), 1, "there is no run"),
        ((SCHEME, "--resume", "last"), 2, "--resume takes no scheme"),
    ],
)
def test_wrong_inputs_are_refused_with_a_reason(arguments: tuple[str, ...], code: int, said: str) -> None:
    answer = demerit("run", *arguments)
    assert answer.code == code
    assert said in " ".join(answer.err.split())
    assert "Traceback" not in answer.err
    assert answer.out == ""
    assert not Path("runs").exists()


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("mine")
    answer = demerit("run", SCHEME, *SMALL, "--out", "mine")
    assert answer.code == 1
    assert "holds files that are not of a run" in answer.err
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["thesis.txt"]


def test_a_long_file_for_everyone_is_cut_to_the_penalised_and_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("demerit.study.single.MOST_LINES", 10)
    said = " ".join(demerit("run", SCHEME, *SMALL).out.split())
    assert "files kept penalised" in said
    assert "only the files of those ever penalised are kept" in said
