"""The corpus: valid files have no fault; each invalid file has the one fault that its first line says, there."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from demerit.scheme.diff import diff
from demerit.scheme.dump import dump_json, dump_yaml
from demerit.scheme.load import load_scheme, read_scheme
from demerit.scheme.new import template, template_kinds
from demerit.scheme.resolve import resolve
from demerit.scheme.safeguard import apply_safeguard, load_safeguard
from demerit.society.check import check_society
from demerit.society.check_file import check_file
from demerit.society.fit import check_scheme, check_scheme_text

CORPUS = Path(__file__).parents[1] / "corpus"
INVALID = sorted((CORPUS / "invalid").glob("*.yaml"))
VALID = sorted((CORPUS / "valid").glob("*.yaml"))
FROZEN = sorted((CORPUS / "v1").rglob("*.yaml"))
SAFEGUARDS = ("expiry-24", "no-spread")

FROZEN_SUM = "76eeb95efcd2280319611a221ee70a3dbdd20c6bd5696ceaeaf0ce261bff674d"


def name(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", INVALID, ids=name)
def test_invalid_file_has_exactly_the_fault_it_is_named_for(path: Path) -> None:
    said = re.fullmatch(rb"# expect: (S\d{3}) (\d+):(\d+)", path.read_bytes().splitlines()[0])
    assert said is not None
    found = [(fault.code, fault.line, fault.column) for fault in check_file(path)]
    assert found == [(said[1].decode(), int(said[2]), int(said[3]))]


@pytest.mark.parametrize("path", INVALID, ids=name)
def test_every_fault_says_what_to_do(path: Path) -> None:
    (fault,) = check_file(path)
    assert fault.file == str(path)
    assert len(fault.message) > 5
    assert fault.hint or "expected" in fault.message


def test_there_are_at_least_100_invalid_files() -> None:
    assert len(INVALID) >= 100


@pytest.mark.parametrize("path", VALID, ids=name)
def test_valid_file_has_no_fault(path: Path) -> None:
    assert check_scheme(path) == []


@pytest.mark.parametrize("society", ["hamlet", "outskirts"])
def test_the_societies_of_the_corpus_have_no_fault(society: str) -> None:
    assert check_society(CORPUS / "societies" / f"{society}.yaml") == []


@pytest.mark.parametrize("path", VALID, ids=name)
def test_what_is_written_loads_back_equal(path: Path) -> None:
    scheme, _ = load_scheme(path)
    resolved = resolve(scheme)
    for form in (scheme, resolved):
        for written in (dump_yaml(form), dump_json(form)):
            assert read_scheme(written.encode(), file="again")[0] == form
    assert resolve(resolved) == resolved
    assert diff(resolved, resolve(resolved)) == ()


@pytest.mark.parametrize("path", VALID, ids=name)
@pytest.mark.parametrize("safeguard", SAFEGUARDS)
def test_a_scheme_with_a_safeguard_is_a_scheme(path: Path, safeguard: str) -> None:
    scheme, _ = load_scheme(path)
    applied = apply_safeguard(scheme, safeguard=load_safeguard(safeguard))
    assert check_scheme_text(dump_yaml(applied.scheme).encode(), file="patched", folder=path.parent) == []
    again = apply_safeguard(applied.scheme, safeguard=load_safeguard(safeguard))
    assert again.changes == ()
    assert "changes nothing" in again.said


@pytest.mark.parametrize("path", FROZEN, ids=name)
def test_files_of_version_1_still_load(path: Path) -> None:
    assert check_file(path) == []


def test_samples_of_version_1_are_frozen() -> None:
    """Never change a sample to make this pass: files like it are out there."""
    content = b"".join(path.relative_to(CORPUS).as_posix().encode() + path.read_bytes() for path in FROZEN)
    assert hashlib.sha256(content).hexdigest() == FROZEN_SUM


@pytest.mark.parametrize("kind", template_kinds())
def test_a_template_passes_the_check_as_it_is(kind: str) -> None:
    text = template(kind, scheme_id="xx-mine-2026", title="The people's scheme")
    assert check_scheme_text(text.encode(), file="new") == []
    scheme, _ = read_scheme(text.encode(), file="new")
    assert (scheme.kind, scheme.id, scheme.title) == (kind, "xx-mine-2026", "The people's scheme")


def test_every_kind_of_scheme_has_a_template() -> None:
    kinds = {"points", "list", "gate", "scorecard", "rates", "discretion", "rating", "reward"}
    assert set(template_kinds()) == kinds
