"""A society that extends another has its people, and what it says itself."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from demerit.errors import InputError
from demerit.society.check import check_society
from demerit.society.load import load_society
from demerit.society.population import populate

HERE = Path(__file__).parents[2] / "corpus" / "societies"
HEAD = "format: demerit.society/1\nid: river\ntitle: By the river\n"
RIVER = "attributes:\n  - {id: bank, values: [left, right]}\n"


def changed_hamlet(folder: Path, old: str, new: str) -> Path:
    path = folder / "other.yaml"
    people, _, _ = (HERE / "hamlet.yaml").read_text(encoding="utf-8").partition("conduct: ")
    assert old in people
    path.write_text(people.replace(old, new), encoding="utf-8")
    return path


def written(folder: Path, text: str) -> Path:
    path = folder / "river.yaml"
    path.write_text(HEAD + text, encoding="utf-8")
    return path


def test_what_is_not_given_is_the_other_societys() -> None:
    base, more = load_society(HERE / "hamlet.yaml"), load_society(HERE / "outskirts.yaml")
    assert (more.society.id, more.society.start) == ("outskirts", "2023-07")
    assert more.society.persons == base.society.persons
    assert more.society.attributes[:-1] == base.society.attributes
    assert more.society.margins[:-1] == base.society.margins
    assert more.society.households == base.society.households
    assert more.society.sources == {**base.society.sources, "map": more.society.sources["map"]}
    assert (more.conduct, more.needs, more.beliefs) == (base.conduct, base.needs, base.beliefs)


def test_people_stay_who_they_are() -> None:
    base, more = (
        populate(load_society(HERE / f"{name}.yaml").society, seed=3, persons=2000) for name in ("hamlet", "outskirts")
    )
    assert np.array_equal(base.cells(0, 2000), more.cells(0, 2000))
    assert [base.attribute(uid, "answer") for uid in range(50)] == [more.attribute(uid, "answer") for uid in range(50)]
    assert {more.attribute(uid, "bank") for uid in range(50)} == {0, 1}


def test_a_place_can_be_extended_by_its_code(tmp_path: Path) -> None:
    few = "{value: 20000, unit: persons, grade: assumption, range: [9000, 30000]}"
    path = written(tmp_path, f"extends: nld\npersons: {few}\n")
    country, river = load_society("nld").society, load_society(path).society
    assert river.margins == country.margins
    assert (river.persons.value, river.start) == (20000, country.start)
    assert check_society(path) == []


def test_a_fault_is_told_in_the_file_it_stands_in(tmp_path: Path) -> None:
    other = changed_hamlet(tmp_path, "low: 0.4, high", "low: 0.5, high")
    path = written(tmp_path, f"extends: {other}\n{RIVER}")
    faults = check_society(path)
    assert {(Path(fault.file).name, fault.code, fault.line) for fault in faults} == {
        ("river.yaml", "S516", 6), ("other.yaml", "S512", 15)
    }  # fmt: skip


def test_faults_of_form_in_the_other_society_are_told_there(tmp_path: Path) -> None:
    other = changed_hamlet(tmp_path, "slots: 4", "slotz: 4")
    with pytest.raises(InputError) as caught:
        load_society(written(tmp_path, f"extends: {other}\n"))
    assert [(Path(fault.file).name, fault.line) for fault in caught.value.defects] == [("other.yaml", 20)]
