"""``demerit study``: its pages, its documents, and what it says when something is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cli.stage import demerit, straw_run
from tests.house.files import ROOT
from tests.unit.study.test_studyfile import TEXT

SCHEME = "us-chicago-ssl-2016"
OVER = ("--over", "selection", "--over", "conduct")
SMALL = ("--persons", "1500", "--months", "6", "--seed", "0", "--threads", "2")


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An engine of straw, and an empty folder to be in."""
    monkeypatch.setattr("demerit.study.play.run", straw_run)
    monkeypatch.setattr("demerit.cli.progress.make_ready", lambda: None)
    monkeypatch.chdir(tmp_path)


def checked(out: str, name: str) -> dict[str, Any]:
    """A document that fits its schema."""
    document: dict[str, Any] = json.loads(out)
    schema = json.loads((ROOT / "docs" / "schemas" / f"{name}.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(document)
    return document


def test_a_sweep_parts_chance_from_what_is_not_known() -> None:
    answer = demerit("study", "sweep", SCHEME, *SMALL, "--n", "8", *OVER, COLUMNS="100")
    assert answer.code == 0, answer.err
    said, out = " ".join(answer.err.split()), " ".join(answer.out.split())
    assert f"{SCHEME}-sweep: 18 runs of 1,500 persons and 6 months; 2 unknowns are varied." in said
    assert out.startswith("Synthetic people, ")
    assert "a range is a guess too" in out
    assert "with the values that the files state (95 % by chance: " in out
    assert "stated by chance by assumptions not known published" in out
    assert "2 unknowns were varied at once, 5 numbers in all" in out
    assert "individuals are not explained" in out
    assert max(map(len, answer.out.splitlines())) <= 100
    narrow = demerit("study", "sweep", SCHEME, *SMALL, "--n", "8", *OVER, COLUMNS="50")
    assert max(map(len, narrow.out.splitlines())) <= 50
    again = demerit("study", "sweep", SCHEME, *SMALL, "--n", "8", *OVER, "--json")
    assert again.err == ""
    document = checked(again.out, "sweep-1")
    assert len(document["points"]) == 8
    assert {unknown["id"] for unknown in document["unknowns"]} == {"selection", "conduct"}
    (folder,) = Path("runs").iterdir()
    assert {path.name for path in folder.iterdir()} == {"study.json", "results.parquet", "design.parquet", "worlds"}
    found = demerit("study", "resume", folder.name)
    assert "This study was finished before" in found.err


def test_a_sensitivity_says_who_decides_and_what_the_dice_are_worth() -> None:
    asked = ("study", "sensitivity", SCHEME, *SMALL, *OVER, "--replicates", "2")
    more = ("--method", "morris", "--trajectories", "4", "--indicator", "any:ever", "--json")
    document = checked(demerit(*asked, *more).out, "sensitivity-1")
    (result,) = document["results"]
    assert document["run"]["methods"] == ["morris"]
    assert {effect["unknown"] for effect in result["effects"]} == {"selection", "conduct"}
    answer = demerit(*asked, *more[:-1], COLUMNS="60")
    assert answer.code == 0
    out = " ".join(answer.out.split())
    assert "People penalised in any way" in out
    assert "At the ends of each unknown" in out or not any(effect["ends"]["difference"] for effect in result["effects"])
    assert max(map(len, answer.out.splitlines())) <= 60


def test_a_study_runs_from_its_file() -> None:
    Path("trial.yaml").write_text(TEXT, encoding="utf-8")
    answer = demerit("study", "run", "trial.yaml", "--out", "here", "--threads", "2")
    assert answer.code == 0, answer.err
    out = " ".join(answer.out.split())
    assert "Does it work?" in out
    assert "2 worlds, 8 runs of 1,500 persons and 6 months." in out
    assert "alike less as-it-is, the same people with the same dice" in out
    assert "Written to here" in out
    checked(demerit("study", "run", "trial.yaml", "--out", "here", "--json").out, "studied-1")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("sweep", SCHEME, "--over", "false_record"), 2, 'R390 nothing that is assumed in "us-chicago-ssl-2016"'),
        (("sweep", SCHEME, "--design", "sobl"), 2, 'Did you mean "sobol"?'),
        (("sweep", "us-chicago"), 1, "S100"),
        (("sensitivity", SCHEME, "--method", "fast"), 2, "R398"),
        (("run", "nowhere.yaml"), 1, "S100"),
        (("resume", "nowhere"), 1, "R202"),
    ],
)
def test_a_fault_is_told_in_a_line(arguments: tuple[str, ...], code: int, words: str) -> None:
    answer = demerit("study", *arguments)
    assert answer.code == code
    assert words in answer.err
    assert not Path("runs").exists()
