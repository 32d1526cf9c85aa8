"""``demerit claims``: the page by verdict, the search, the document."""

from __future__ import annotations

import json
from typing import Any

import jsonschema

from tests.cli.stage import demerit
from tests.house.files import ROOT


def document(*arguments: str) -> list[dict[str, Any]]:
    """Claims of a document that fits its schema."""
    answer = demerit("claims", *arguments, "--json")
    assert (answer.code, answer.err) == (0, "")
    made = json.loads(answer.out)
    schema = json.loads((ROOT / "docs" / "schemas" / "claims-1.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(made)
    claims: list[dict[str, Any]] = made["claims"]
    return claims


def test_every_claim_is_printed_once_under_its_verdict() -> None:
    page = demerit("claims").out
    heads = ["Supported (16)", "Partly right (18)", "Contested (11)", "Wrong (21)", "Looked for and not found (5)",
             "Not checked (5)", "Opinion (8)", "Outside the scope (2)"]  # fmt: skip
    places = [page.index(f"\n{head}\n" if place else head) for place, head in enumerate(heads)]
    assert places == sorted(places)
    claims = document()
    assert len(claims) == 86
    assert all(page.count(f"\n{claim['id']}  ") == 1 for claim in claims)
    assert page.index("\ncn38  ") > page.index("Wrong (21)")
    assert "17.46 million purchases in all years" in " ".join(page.split())


def test_the_verdict_chooses() -> None:
    found = document("--verdict", "wrong")
    assert len(found) == 21
    assert {claim["verdict"] for claim in found} == {"wrong"}
    assert "Supported" not in demerit("claims", "--verdict", "wrong").out


def test_the_search_looks_at_statements_reasons_and_ids_in_any_case() -> None:
    assert [claim["id"] for claim in document("DOGS")] == ["cn42"]
    assert [claim["id"] for claim in document("1,430 OWNERS")] == ["cn42"]
    assert [claim["id"] for claim in document("CN42")] == ["cn42"]
    assert [claim["id"] for claim in document("xx-nosedive-2016")] == ["xx02"]
    assert {claim["group"] for claim in document("reuters2018")} == {"world"}
    assert [claim["id"] for claim in document("uk-", "--verdict", "not_found")] == ["uk02"]


def test_sources_and_articles_stand_in_the_document_in_full() -> None:
    (claim,) = document("cn42")
    assert [source["id"] for source in claim["sources"]] == ["jinan_ms2018", "jinan_cd2018", "jinan_scmp2018"]
    assert all(source["title"] and source["url"] and source["seen"] for source in claim["sources"])
    assert [article["author"] for article in claim["made_in"]] == ["J. C. Scull"]


def test_what_fits_nothing_is_said() -> None:
    assert demerit("claims", "zeppelin").out == "None of 86 claims fits.\n"
    assert document("zeppelin") == []


def test_an_unknown_verdict_is_wrong_usage() -> None:
    answer = demerit("claims", "--verdict", "wrnog")
    assert answer.code == 2
    assert 'R322 there is no verdict called "wrnog". Did you mean "wrong"?' in answer.err
