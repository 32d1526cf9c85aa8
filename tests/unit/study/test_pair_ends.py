"""Pairs at the ends of what is assumed: the same end in both worlds, each as a single run has it, and resumed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import demerit.study.pair_ends as under_test
from demerit.errors import RunError
from demerit.report.blocks import Heading, Table
from demerit.report.pair_ends import wrongly
from demerit.report.pair_page import pair_page
from demerit.report.reading import Reading
from demerit.report.words import HEADINGS
from demerit.study.ends import ENDS
from demerit.study.job import Asked
from demerit.study.pair import NONE, PairJob, make_pair, simulate_pair
from demerit.study.pair_ends import STORE, pair_ends, shared_assumptions
from demerit.study.smallruns import small_ledger, vary
from tests.unit.study.test_pair import SCHEMA

COURT = "cn-judgment-defaulters-2017"
ORDER = "list:spending_order"


def job(*, vary: bool = True) -> PairJob:
    asked = Asked(scheme=COURT, persons=6000, months=8, safeguards=("no-spread",), threads=1)
    return make_pair(asked, vary=vary)


RESULTS: dict[str, Any] = {world: {"run": {"seed": 1, "world": world}} for world in "ab"}


@pytest.fixture(scope="module")
def ends(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    pair = job()
    return pair_ends(pair.a, pair.b, folder=tmp_path_factory.mktemp("pair"), results=RESULTS)


def figures(ends: dict[str, Any]) -> dict[tuple[str | None, str, str], dict[str, Any]]:
    return {(row["assumption"], row["end"], row["key"]): row for row in ends["figures"]}


def test_the_ends_of_a_pair_fit_the_schema(ends: dict[str, Any]) -> None:
    schema = {"$defs": SCHEMA["$defs"], **SCHEMA["properties"]["ends"]}
    jsonschema.Draft202012Validator(schema).validate(ends)
    kinds = [about["assumption"] for about in ends["assumptions"]]
    assert kinds[0] == "false_records"
    found = figures(ends)
    assert {place[:2] for place in found} == {(None, "middle"), *((kind, end) for kind in kinds for end in ENDS)}
    for row in found.values():
        gap = (row["a"]["people_wrongful"] - row["b"]["people_wrongful"]) / row["subjects"]
        assert row["value"] == pytest.approx(gap)
        if row["value"] != 0:  # nobody is moved: there is no interval
            assert row["low"] <= row["value"] <= row["high"]


@pytest.mark.slow
def test_the_middle_is_the_pair_itself_where_it_is_small(ends: dict[str, Any], tmp_path: Path) -> None:
    document = simulate_pair(job(), out=tmp_path / "pair").document
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    assert json.loads((tmp_path / "pair" / "pair.json").read_text(encoding="utf-8")) == document
    assert not (tmp_path / "pair" / STORE).exists()
    assert document["ends"] == ends
    row = figures(ends)[None, "middle", ORDER]
    for world in "ab":
        (ever,) = (
            entry for entry in document[world]["indicators"]
            if (entry["id"], entry["group"]) == (f"{ORDER}:ever", "all")
        )  # fmt: skip
        assert (row[world]["people"], row["subjects"]) == (ever["events"], ever["n"])
        assert row[world]["people"] > 0
    assert Heading(HEADINGS["wrong"]) in list(pair_page(document))
    assert simulate_pair(job(), out=tmp_path / "pair").document == document
    bare = simulate_pair(job(vary=False), out=tmp_path / "pair").document
    assert bare["ends"] is None
    assert Heading(HEADINGS["wrong"]) not in list(pair_page(bare))


def test_each_world_is_at_its_ends_what_a_single_run_is_there(ends: dict[str, Any]) -> None:
    own = job().b
    alone = vary(own, middle=small_ledger(own.inputs, own, truth=True))
    found = figures(ends)
    assert [about["assumption"] for about in alone["assumptions"]] == [
        about["assumption"] for about in ends["assumptions"]
    ]
    told = ("events", "wrongful", "people", "people_wrongful")
    assert alone["figures"]
    for row in alone["figures"]:
        here = found[row["assumption"], row["end"], row["key"]]["b"]
        assert here == {name: row[name] for name in told}
    wrong = [row["b"]["wrongful"] for (_, end, _), row in found.items() if end == "high"]
    assert sum(wrong) > 0


def test_a_number_moves_in_a_world_that_has_it_and_does_not_read_it() -> None:
    pair = job()
    (first, *_) = shared_assumptions(pair.a, pair.b, keys=(ORDER, ORDER))
    assert first.kind == "false_records"
    assert first.a is not None
    assert first.b is not None
    where = [{row.where for row in side.numbers} for side in (first.a, first.b)]
    assert where[0] == where[1]
    alone = shared_assumptions(pair.a, pair.a, keys=(ORDER, None))[0].a
    assert alone is not None
    assert {row.where for row in alone.numbers} < where[0]  # without spread, firms are not behind it


def test_what_is_assumed_of_people_moves_in_the_world_without_a_scheme_too() -> None:
    pair = make_pair(Asked(scheme="ve-carnet-2018", persons=5000, months=6, threads=1), other=NONE, vary=True)
    keys = [key for key in under_test.names_of(pair.a) if key.startswith("measure:")]
    found = shared_assumptions(pair.a, pair.b, keys=(keys[0], None))
    assert found
    for shared in found:
        files = [{row.file for row in side.numbers} if side else set() for side in (shared.a, shared.b)]
        assert files[1] == files[0] - {"scheme"}


def test_a_pair_that_was_killed_goes_on_and_a_finished_one_runs_nothing(
    ends: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[int] = []
    pair = job()

    def counted(*args: Any, **options: Any) -> Any:
        ran.append(1)
        if len(ran) == 6:
            raise RunError("E999", "stopped", "")
        return small_ledger(*args, **options)

    monkeypatch.setattr(under_test, "small_ledger", counted)
    monkeypatch.setattr(under_test, "MOST", 1)
    with pytest.raises(RunError, match="E999"):
        pair_ends(pair.a, pair.b, folder=tmp_path, results=RESULTS)
    kept = json.loads((tmp_path / STORE).read_text(encoding="utf-8"))["done"]
    assert list(kept) == ["false_records:low"]
    ran[:] = [1] * 6
    found = pair_ends(pair.a, pair.b, folder=tmp_path, results=RESULTS)
    assert found["assumptions"] == ends["assumptions"][:1]
    assert found["figures"] == [row for row in ends["figures"] if row["assumption"] in (None, "false_records")]
    assert len(ran) - 6 == 2 + 2
    monkeypatch.setattr(under_test, "small_ledger", None)
    (tmp_path / "pair.json").write_text(json.dumps({**RESULTS, "ends": ends}), encoding="utf-8")
    assert pair_ends(pair.a, pair.b, folder=tmp_path, results=RESULTS) == ends
    for text in ("{", "[]", json.dumps({**RESULTS, "ends": None}), json.dumps({"a": RESULTS["b"], "ends": ends})):
        (tmp_path / "pair.json").write_text(text, encoding="utf-8")
        with pytest.raises(TypeError):
            pair_ends(pair.a, pair.b, folder=tmp_path, results=RESULTS)


def test_the_page_prints_both_worlds_and_the_difference_at_each_end(ends: dict[str, Any]) -> None:
    keys = under_test.names_of(job().b)
    reading = Reading({"run": {"keys": keys, "unit": "person"}, "indicators": []})
    table = next(block for block in wrongly(ends, reading, reading) if isinstance(block, Table))
    assert [column.title for column in table.columns][1:] == ["low", "middle", "high"]
    rows = {row[0].strip(): row[1:] for row in table.rows[:5]}
    found = figures(ends)
    three = [found["false_records", "low", ORDER], found[None, "middle", ORDER], found["false_records", "high", ORDER]]
    gaps = [row["a"]["people_wrongful"] - row["b"]["people_wrongful"] for row in three]
    assert [int(text.replace("−", "-")) for text in rows["people ever reached wrongly, A less B"]] == gaps
    assert len([name for name in rows if name.startswith("wrong, of its stays in ")]) == 2
    assert list(wrongly(None, reading, reading)) == []
    none = [row | {"a": three[0]["a"] | {"wrongful": 0}, "b": three[0]["b"] | {"wrongful": 0}, "value": 0.0}
            for row in ends["figures"]]  # fmt: skip
    (nobody,) = wrongly({**ends, "figures": none}, reading, reading)
    assert "nobody" in str(nobody)
    (nothing,) = wrongly({**ends, "assumptions": []}, reading, reading)
    assert "nothing was varied" in str(nothing)
