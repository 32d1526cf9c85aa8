"""The page of a scheme: the drawing has every part, each number its node, and the table says what the picture says."""

from __future__ import annotations

import json

import pytest

from demerit.evidence.rows import evidence_rows
from demerit.report.views.scheme import scheme_document
from demerit.scheme.load import load_scheme

SCHEMES = ("cn-rongcheng-2019", "nl-fraudescorekaart-2004", "uk-nhs-covid-pass-2021", "us-midas-2013")


@pytest.mark.parametrize("name", SCHEMES)
def test_the_drawing_has_every_part_and_nothing_stands_alone(name: str) -> None:
    scheme, _ = load_scheme(name)
    document = scheme_document(name, shown_as=name)
    assert json.loads(json.dumps(document)) == document
    ids = {node["id"] for node in document["drawing"]["nodes"]}
    sections = {"channel": scheme.channels, "rule": scheme.rules, "list": scheme.lists, "band": scheme.bands,
                "measure": scheme.measures, "gate": scheme.gates, "spread": scheme.spread}  # fmt: skip
    assert {f"{kind}:{part.id}" for kind, parts in sections.items() for part in parts} <= ids
    ends = {end for link in document["drawing"]["links"] for end in (link["from"], link["to"])}
    assert ends == ids
    assert len(document["links"]["rows"]) == len(document["drawing"]["links"])


@pytest.mark.parametrize("name", SCHEMES)
def test_every_number_stands_once_with_its_line_and_source(name: str) -> None:
    scheme, _ = load_scheme(name)
    document = scheme_document(name, shown_as=name)
    own = [number for number in document["numbers"] if number["of"] == "scheme"]
    assert [number["where"] for number in own] == [row.where for row in evidence_rows(scheme)]
    lines = document["text"].splitlines()
    for number in own:
        assert number["label"]
        assert number["line"] > 0
        if number["path"]:
            assert number["unit"] in lines[number["line"] - 1] or "value" in lines[number["line"] - 1]
        assert all(document["sources"][at]["title"] for at in number["sources"])


def test_dashed_is_what_is_assumed() -> None:
    document = scheme_document("cn-rongcheng-2019", shown_as="x")
    by_id = {node["id"]: node for node in document["drawing"]["nodes"]}
    points = [document["numbers"][at] for at in by_id["rule:contract_breach"]["numbers"]]
    assert {(number["label"], number["assumed"]) for number in points} == {
        ("Points", False), ("How long an entry counts", True),
    }  # fmt: skip
    links = {(link["from"], link["to"]): link for link in document["drawing"]["links"]}
    assert not links["rule:contract_breach", "score:"]["assumed"]
    assert links["behaviour:littering", "channel:village_gatherers"]["assumed"]
