"""Files are found by path, beside the file that names them, or by id; and the catalogue has no fault."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from demerit.errors import InputError
from demerit.evidence.catalogue import catalogue_ids
from demerit.evidence.register import load_register, shared_sources
from demerit.scheme.safeguard import load_safeguard
from demerit.society.check import check_society
from demerit.society.fit import check_scheme, open_scheme
from demerit.society.load import load_society

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.mark.parametrize("scheme", catalogue_ids("schemes"))
def test_schemes_of_the_catalogue_have_no_fault(scheme: str) -> None:
    assert check_scheme(scheme) == []


@pytest.mark.parametrize("society", catalogue_ids("societies"))
def test_societies_of_the_catalogue_have_no_fault(society: str) -> None:
    assert check_society(society) == []


def test_safeguards_and_registers_of_the_catalogue_load() -> None:
    assert {load_safeguard(name).id for name in catalogue_ids("safeguards")} == set(catalogue_ids("safeguards"))
    assert {load_register(name).id for name in catalogue_ids("sources")} == set(catalogue_ids("sources"))
    assert all(source.title for source in shared_sources().values())


def test_an_unknown_id_is_told_with_the_nearest() -> None:
    with pytest.raises(InputError, match=r'S100 .*Did you mean "example-town"'):
        load_society("exampel-town")


@pytest.mark.parametrize("name", ["no/such.yaml", "\0.yaml", "/", "..yaml"])
def test_a_path_that_cannot_be_read_is_told(name: str) -> None:
    (fault,) = check_scheme(name)
    assert fault.code == "S100"


@pytest.mark.parametrize("layout", ["beside", "subfolders", "siblings"])
def test_companions_are_found_beside_the_file(tmp_path: Path, layout: str) -> None:
    schemes = tmp_path / "schemes"
    societies = {"beside": schemes, "subfolders": schemes / "societies", "siblings": tmp_path / "societies"}[layout]
    shutil.copytree(CORPUS / "societies", societies)
    schemes.mkdir(exist_ok=True)
    shutil.copy(CORPUS / "valid" / "base.yaml", schemes / "mine.yaml")
    scheme, bundle = open_scheme(schemes / "mine.yaml")
    assert (scheme.society, bundle.society.id, bundle.conduct.id) == ("hamlet", "hamlet", "daily")
    assert bundle.places["conduct"].file == str(societies / "conduct" / "daily.yaml")


def test_a_file_of_another_format_with_the_same_name_is_passed_over(tmp_path: Path) -> None:
    text = (CORPUS / "valid" / "base.yaml").read_text(encoding="utf-8")
    (tmp_path / "example-town.yaml").write_text(
        text.replace("society: hamlet", "society: example-town"), encoding="utf-8"
    )
    codes = {fault.code for fault in check_scheme(tmp_path / "example-town.yaml")}
    assert "S112" not in codes  # it did not take itself for its society


def test_another_society_can_be_asked_for() -> None:
    assert {fault.code for fault in check_scheme(CORPUS / "valid" / "base.yaml", society="example-town")} >= {"S202"}


def test_faults_of_all_companions_are_told_at_once(tmp_path: Path) -> None:
    shutil.copytree(CORPUS / "societies", tmp_path, dirs_exist_ok=True)
    for kind in ("conduct", "needs"):
        path = tmp_path / kind / "daily.yaml"
        path.write_text(path.read_text(encoding="utf-8") + "surprise: 1\n", encoding="utf-8")
    found = check_society(tmp_path / "hamlet.yaml")
    assert [(fault.code, Path(fault.file).parent.name) for fault in found] == [("S104", "conduct"), ("S104", "needs")]


def test_a_belief_that_is_not_there_is_told(tmp_path: Path) -> None:
    shutil.copytree(CORPUS / "societies", tmp_path, dirs_exist_ok=True)
    path = tmp_path / "responses" / "daily.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("belief: seen", "belief: sean"), encoding="utf-8")
    (fault,) = check_society(tmp_path / "hamlet.yaml")
    assert (fault.code, fault.hint) == ("S215", 'Did you mean "seen"? Allowed: seen.')


def test_a_missing_society_does_not_hide_the_faults_of_the_scheme(tmp_path: Path) -> None:
    text = (CORPUS / "valid" / "base.yaml").read_text(encoding="utf-8")
    broken = text.replace("society: hamlet", "society: nowhere").replace("via: [shop_camera]", "via: [eye]")
    path = tmp_path / "mine.yaml"
    path.write_text(broken, encoding="utf-8")
    assert {fault.code for fault in check_scheme(path)} >= {"S201", "S203"}
