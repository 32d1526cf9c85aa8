"""The manifest follows its schema, and says what the names in the tallies mean."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from demerit.evidence.quantity import Grade, Quantity
from demerit.ledger.folder import read_manifest, write_ledger
from demerit.ledger.manifest import canonical, describe_names, digest, inputs_hash, make_manifest, stable
from demerit.scheme.model import (
    Band,
    Channel,
    Entry,
    Jurisdiction,
    ListSpec,
    Measure,
    Rule,
    Scheme,
    Score,
    Watch,
)
from demerit.society.model import Behaviour, Conduct, Need, Needs
from tests.unit.ledger.test_folder import ledger

SCHEMA = Path(__file__).parents[3] / "docs" / "schemas" / "run-1.json"
RATE = Quantity(value=1.0, unit="per_year", grade=Grade.ASSUMPTION)

SCHEME = Scheme(
    format="demerit.scheme/1", id="xx-a-2020", title="A", about="", first_line="", kind="list", status="fictional",
    jurisdiction=Jurisdiction(country="XXX"), society="s",
    channels=(Channel(id="eye", watches=(Watch(behaviour="theft"),)),),
    rules=(Rule(id="steal", on="theft"),),
    bands=(Band(id="low", penal=True), Band(id="mid"), Band(id="high", rewarding=True)),
    lists=(ListSpec(id="bad"), ListSpec(id="good", penal=False)),
    measures=(Measure(id="no_train", kind="deny", list="bad", need="train", domain="travel", severity=2),),
)  # fmt: skip
CONDUCT = Conduct(
    format="demerit.conduct/1", id="c",
    behaviours=(Behaviour(id="theft", gravity=3, rate=RATE), Behaviour(id="prayer", protected="religion", rate=RATE)),
)  # fmt: skip
NEEDS = Needs(format="demerit.needs/1", id="n", needs=(Need(id="train", rate=RATE, essential=True, domain="travel"),))


def test_names_say_what_the_keys_of_the_tallies_are() -> None:
    names = describe_names(SCHEME, conduct=CONDUCT, needs=NEEDS)
    assert {key: said["sort"] for key, said in names["keys"].items()} == {
        "list:bad": "penal", "list:good": "rewarding", "band:low": "penal", "band:mid": "neutral",
        "band:high": "rewarding", "measure:no_train": "deny",
    }  # fmt: skip
    assert names["keys"]["measure:no_train"]["need"] == "train"
    theft, prayer = names["behaviours"]["theft"], names["behaviours"]["prayer"]
    assert (theft["gravity"], theft["scored"], theft["watched"]) == (3, True, True)
    assert (prayer["protected"], prayer["scored"], prayer["watched"]) == ("religion", False, False)
    assert names["needs"] == {"train": {"label": "", "essential": True, "domain": "travel"}}
    assert describe_names(SCHEME, conduct=None, needs=None)["behaviours"] == {}


def test_what_is_drawn_by_shares_is_marked() -> None:
    hung = replace(SCHEME.lists[0], entries=(Entry(id="way", band="low"),))
    drawn = replace(SCHEME, score=Score(kind="published"), lists=(hung, SCHEME.lists[1]))
    marked = {key for key, said in describe_names(drawn, conduct=None, needs=None)["keys"].items() if "drawn" in said}
    assert marked == {"list:bad", "band:low", "band:mid", "band:high"}
    assert not any("drawn" in said for said in describe_names(SCHEME, conduct=None, needs=None)["keys"].values())


def test_a_manifest_and_what_is_written_follow_the_schema(tmp_path: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    names = describe_names(SCHEME, conduct=CONDUCT, needs=NEEDS)
    given = make_manifest(
        scheme="xx-a-2020", scheme_hash="a", society="s", society_hash="b", seed=0, months=12, unit="person", **names
    )
    jsonschema.validate(given, schema)
    write_ledger(ledger(), folder=tmp_path / "a")
    jsonschema.validate(read_manifest(tmp_path / "a"), schema)


def test_the_order_of_keys_does_not_matter_and_values_do() -> None:
    assert canonical({"b": 1, "a": 2}) == canonical({"a": 2, "b": 1})
    assert digest({"a": 1}) != digest({"a": 2})
    with pytest.raises(ValueError, match="Out of range"):
        canonical(float("nan"))


def test_how_far_the_writing_came_is_no_part_of_what_was_run() -> None:
    given = make_manifest(scheme="x", scheme_hash="", society="s", society_hash="", seed=-1, months=1)
    done = {**given, "status": "complete", "files": {}}
    assert stable(done) == stable(given)
    assert inputs_hash(done) == inputs_hash(given)
    assert given["seed"] == -1
