"""Study files: what they may say, and what is told of their faults."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest

from demerit.errors import InputError, RunError
from demerit.evidence.catalogue import catalogue_ids, find
from demerit.evidence.yamltext import read_yaml
from demerit.society.schema import schema_text
from demerit.study.studyfile import load_study, read_study, study_schema
from demerit.study.studyjob import job_of_study, open_worlds
from tests.house.files import ROOT

TEXT = """\
format: demerit.study/1
id: trial
title: A trial
question: Does it work?
worlds:
  - id: as-it-is
    scheme: us-chicago-ssl-2016
  - id: alike
    scheme: us-chicago-ssl-2016
    safeguards: [no-traits]
    against: as-it-is
sizes: [1500]
months: 6
seed: 0
assumptions:
  design: latin_hypercube
  n: 3
  over: [conduct, enforcement]
indicators: ["measure:*:ever", "any:ever"]
"""


def faults(text: str) -> list[str]:
    """Faults of a study, each in a line."""
    with pytest.raises(InputError) as told:
        job_of_study(*read_study(text.encode(), file="trial.yaml"))
    return [str(defect) for defect in told.value.defects]


@pytest.mark.parametrize("name", catalogue_ids("studies"))
def test_the_studies_of_the_catalogue_have_no_fault(name: str) -> None:
    study, places = load_study(name)
    assert study.id == name
    worlds = open_worlds(study, places)
    assert [world.id for world in worlds] == [world.id for world in study.worlds]
    assert all(world.unknowns for world in worlds)


@pytest.mark.parametrize(
    ("old", "new", "code", "place", "words"),
    [
        ("sizes:", "size:", "S104", "12:1", 'Did you mean "sizes"?'),
        ("seed: 0\n", "", "S105", "1:1", 'key "seed" is missing'),
        ("design: latin_hypercube", "design: latin", "S113", "16:11", "latin_hypercube"),
        ("sizes: [1500]", "sizes: [15]", "S325", "12:9", "15 persons"),
        ("sizes: [1500]", "sizes: [1500, 1500]", "S230", "12:1", "twice"),
        ("id: alike", "id: as-it-is", "S220", "8:9", "taken"),
        ("against: as-it-is", "against: as-it-was", "S231", "11:14", 'Did you mean "as-it-is"?'),
        ("over: [conduct,", "over: [conducts,", "S232", "18:10", 'Did you mean "conduct"?'),
        ("months: 6", "months: 0", "S325", "13:9", "months is 0"),
        ("scheme: us-chicago-ssl-2016\n  - id", "scheme: us-chicago\n  - id", "S100", "", "us-chicago-ssl-2016"),
        ("seed: 0", "seed: zero", "S106", "14:7", "a whole number"),
    ],
)
def test_every_fault_has_a_code_and_a_place(old: str, new: str, code: str, place: str, words: str) -> None:
    assert old in TEXT
    told = [line for line in faults(TEXT.replace(old, new)) if line.startswith(code)]
    assert told
    assert place in told[0]
    assert words in told[0]


def test_the_schema_for_editors_is_as_the_code_is_now_and_takes_every_study_of_the_catalogue() -> None:
    path = ROOT / "docs" / "schemas" / "study.json"
    assert path.read_text(encoding="utf-8") == schema_text(study_schema())
    for name in catalogue_ids("studies"):
        data = read_yaml(find(name, folder="studies").raw, file=name).data
        jsonschema.Draft202012Validator(study_schema()).validate(data)


def test_paths_are_meant_from_the_folder_of_the_study(tmp_path: Path) -> None:
    (tmp_path / "trial.yaml").write_text(TEXT.replace("scheme: us-chicago-ssl-2016", "scheme: own.yaml"), "utf-8")
    study, _ = load_study(tmp_path / "trial.yaml")
    assert {world.scheme for world in study.worlds} == {str(tmp_path / "own.yaml")}
    with pytest.raises(InputError, match=r"own\.yaml"):
        job_of_study(*load_study(tmp_path / "trial.yaml"))


def test_a_block_too_small_and_nothing_to_vary_are_refused() -> None:
    with pytest.raises(RunError, match="3 blocks: 500 persons are too few"):
        job_of_study(*read_study((TEXT + "blocks: 3\n").encode(), file="x"))
    alone = TEXT.replace("scheme: us-chicago-ssl-2016", "scheme: none").replace("    safeguards: [no-traits]\n", "")
    assert "S233" in faults(alone)[0]


def test_what_no_world_has_is_left_out_of_the_design_and_what_one_has_is_kept() -> None:
    both = TEXT.replace("over: [conduct, enforcement]", "over: [conduct, redress]").replace(
        "scheme: us-chicago-ssl-2016\n    safeguards: [no-traits]", "scheme: us-uber-ratings-2016"
    )
    job = job_of_study(*read_study(both.encode(), file="x"))
    assert job.names == ("conduct", "redress") or job.names == ("conduct",)
    assert [unknown.id for unknown in job.worlds[0].unknowns] == ["conduct"]
