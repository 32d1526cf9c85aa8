"""The commands beside ``run``: what they print, their documents, their exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from demerit.evidence.catalogue import catalogue_ids
from tests.cli.stage import demerit
from tests.house.files import ROOT

SCHEME = "it-parma-housing-2018"


def fits(text: str, name: str) -> Any:
    """A document, after its schema was checked."""
    document = json.loads(text)
    schema = json.loads((ROOT / "docs" / "schemas" / f"{name}.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(document)
    return document


@pytest.mark.parametrize("name", catalogue_ids("schemes"))
def test_every_scheme_is_shown_with_its_first_line_and_its_sources(name: str) -> None:
    (entry,) = fits(demerit("scheme", "show", name, "--json", "--evidence").out, "schemes-1")["schemes"]
    assert " ".join(entry["first_line"].split()) in " ".join(demerit("scheme", "show", name).out.split())
    out = demerit("scheme", "show", name, "--evidence").out
    assert "Sources" in out
    read = [row for row in entry["evidence"] if not row["where"].startswith("outcomes")]  # no run reads these
    assert sum(entry["numbers"].values()) == len(read)


def test_a_scheme_without_faults_is_said_to_have_none() -> None:
    answer = demerit("scheme", "check", SCHEME)
    assert (answer.code, answer.err) == (0, "")
    assert "no faults found" in answer.out
    assert fits(demerit("scheme", "check", SCHEME, "--json").out, "defects-1")["ok"] is True


def test_every_fault_is_told_with_its_place(tmp_path: Path) -> None:
    text = demerit("scheme", "new", "points").out
    file = tmp_path / "mine.yaml"
    file.write_text(text.replace("kind: points", "knid: points").replace("status: proposed", "status: rumoured"))
    answer = demerit("scheme", "check", str(file))
    assert answer.code == 1
    assert "Traceback" not in answer.err
    assert "mine.yaml:" in answer.out
    assert 'Did you mean "kind"?' in answer.out
    document = fits(demerit("scheme", "check", str(file), "--json").out, "defects-1")
    assert document["ok"] is False
    assert len(document["defects"]) >= 2
    assert all(fault["line"] > 0 for fault in document["defects"])


def test_a_resolved_scheme_is_a_scheme_file_that_changes_no_more(tmp_path: Path) -> None:
    text = demerit("scheme", "resolve", SCHEME).out
    file = tmp_path / "resolved.yaml"
    file.write_text(text, encoding="utf-8")
    again = demerit("scheme", "resolve", str(file))
    assert again.out == text, again.err
    fits(demerit("scheme", "resolve", SCHEME, "--json").out, "schemes-1")


def test_a_safeguard_shows_in_the_resolved_scheme_and_in_the_difference(tmp_path: Path) -> None:
    file = tmp_path / "guarded.yaml"
    file.write_text(demerit("scheme", "resolve", SCHEME, "--safeguard", "expiry-24").out, encoding="utf-8")
    document = fits(demerit("scheme", "diff", SCHEME, str(file), "--json").out, "differences-1")
    assert document["differences"]
    out = demerit("scheme", "diff", SCHEME, str(file)).out
    assert all(change["path"] in out for change in document["differences"])


def test_a_scheme_does_not_differ_from_itself() -> None:
    assert demerit("scheme", "diff", SCHEME, SCHEME).out == "The two schemes do not differ.\n"


@pytest.mark.parametrize("kind", catalogue_ids("templates"))
def test_a_new_scheme_passes_the_check_as_it_is(kind: str, tmp_path: Path) -> None:
    file = tmp_path / f"{kind}.yaml"
    answer = demerit("scheme", "new", kind, "--id", "xx-mine-2027", "--title", "Mine", "--out", str(file))
    assert answer.code == 0, answer.err
    assert demerit("scheme", "check", str(file)).code == 0
    assert demerit("scheme", "new", kind, "--out", str(file)).code == 1, "a file that is there is not overwritten"


def test_the_schema_of_a_kind_of_file_is_printed() -> None:
    for kind in ("scheme", "society", "safeguard"):
        jsonschema.Draft202012Validator.check_schema(json.loads(demerit("scheme", "schema", kind).out))
    assert demerit("scheme", "schema", "poem").code == 2


def test_safeguards_are_listed() -> None:
    document = fits(demerit("safeguard", "list", "--json").out, "safeguards-1")
    assert [item["id"] for item in document["safeguards"]] == catalogue_ids("safeguards")
    out = demerit("safeguard", "list").out
    assert all(name in out for name in catalogue_ids("safeguards"))


@pytest.mark.parametrize("name", catalogue_ids("safeguards"))
def test_every_safeguard_is_shown_with_its_changes_and_sources(name: str) -> None:
    (entry,) = fits(demerit("safeguard", "show", name, "--json").out, "safeguards-1")["safeguards"]
    out = demerit("safeguard", "show", name, COLUMNS="100").out
    assert all(" ".join(entry[key].split()) in " ".join(out.split()) for key in ("title", "about", "note"))
    assert all(f"[{source['id']}]" in out for source in entry["sources"])
    assert len(entry["changes"]) == entry["operations"]


def test_societies_are_listed_and_shown() -> None:
    document = fits(demerit("society", "list", "--json").out, "societies-1")
    assert [item["id"] for item in document["societies"]] == catalogue_ids("societies")
    assert len(document["places"]) == 187
    assert "rongcheng-county" in demerit("society", "list").out
    assert "Netherlands" in demerit("society", "list", "--places").out
    fits(demerit("society", "show", "rongcheng-county", "--json", "--evidence").out, "societies-1")
    assert "Nobody in it exists" in demerit("society", "show", "rongcheng-county").out
    assert "per_year" in json.dumps(json.loads(demerit("society", "show", "example-town", "--json", "--evidence").out))


def test_a_society_of_a_place_is_built_and_can_be_shown(tmp_path: Path) -> None:
    file = tmp_path / "nld.yaml"
    assert demerit("society", "build", "NLD", "--out", str(file)).code == 0
    assert demerit("society", "show", str(file)).code == 0
    assert demerit("society", "build", "NLD").out == file.read_text(encoding="utf-8")
    assert demerit("society", "build", "XQZ").code == 1


@pytest.mark.parametrize(
    "arguments",
    [("scheme", "show", "nope"), ("scheme", "resolve", "nope"), ("scheme", "diff", "nope", SCHEME),
     ("society", "show", "nope"), ("scheme", "check", "nope"), ("scheme", "check", "/"), ("scheme", "show", "a\0b")],
)  # fmt: skip
def test_what_is_not_there_is_told_in_a_line(arguments: tuple[str, ...]) -> None:
    answer = demerit(*arguments)
    assert answer.code == 1
    assert "Traceback" not in answer.out + answer.err
    assert (answer.out + answer.err).startswith("S")


def test_unknown_commands_are_wrong_usage() -> None:
    assert demerit("jump").code == 2
    assert demerit("scheme", "jump").code == 2
    assert demerit("scheme", "new", "opera").code == 2
