"""Pairs: each world is a single run, the same people are followed through both, and nothing moves but by the rules."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import numpy as np
import pytest

from demerit.errors import UsageError
from demerit.ledger.folder import read_ledgers
from demerit.ledger.model import LOG_KINDS
from demerit.study.job import Asked
from demerit.study.pair import NONE, PairResult, make_pair, simulate_pair
from demerit.study.single import simulate
from tests.house.files import ROOT

COURT = "cn-judgment-defaulters-2017"
PARMA = "it-parma-housing-2018"
VALID = ROOT / "tests" / "corpus" / "valid"
SORTS = {
    "act": "behaviour", "record": "channel", "entry": "rule", "stay_begin": "list", "band": "band", "denied": "measure",
    "burden": "measure", "loss": "measure", "notice": "rule", "opened": "obligation", "gate_gained": "gate",
}  # fmt: skip
SCHEMA = json.loads((ROOT / "docs" / "schemas" / "pair-1.json").read_text(encoding="utf-8"))


def asked(scheme: str, *safeguards: str, persons: int = 20_000) -> Asked:
    return Asked(scheme=scheme, persons=persons, months=14, safeguards=safeguards, threads=1)


@pytest.fixture(scope="module")
def spared(tmp_path_factory: pytest.TempPathFactory) -> PairResult:
    """The court's lists without spread against them as they are."""
    return simulate_pair(make_pair(asked(COURT, "no-spread")), out=tmp_path_factory.mktemp("pair"))


@pytest.fixture(scope="module")
def against_none(tmp_path_factory: pytest.TempPathFactory) -> PairResult:
    """Venezuela's card against no scheme."""
    job = make_pair(asked("ve-carnet-2018", persons=5000), other=NONE)
    return simulate_pair(job, out=tmp_path_factory.mktemp("pair"))


def test_each_world_is_a_single_run_to_the_last_bit(spared: PairResult, tmp_path: Path) -> None:
    for world, job in (("a", spared.job.a), ("b", spared.job.b)):
        alone = simulate(job, out=tmp_path / world)
        (mine,), (theirs,) = (read_ledgers(folder, with_log=True) for folder in (spared.folder / world, alone.folder))
        assert alone.document == spared.document[world]
        assert mine.log is not None
        assert np.array_equal(mine.log, theirs.log)
        assert {name: counts.tolist() for name, counts in mine.tallies.items()} == {
            name: counts.tolist() for name, counts in theirs.tallies.items()
        }


def test_the_log_of_a_folder_names_what_each_row_is_about(spared: PairResult) -> None:
    (ledger,) = read_ledgers(spared.folder / "b", with_log=True)
    assert ledger.log is not None
    names = ledger.manifest["log_items"]
    found = {(LOG_KINDS[row["kind"]], names[row["item"]].partition(":")[0]) for row in ledger.log}
    known = {(kind, sort) for kind, sort in found if kind in SORTS}
    assert known == {(kind, SORTS[kind]) for kind, _ in known}
    assert len(known) > 5


def test_people_who_moved_are_those_that_the_counts_of_both_worlds_have(spared: PairResult) -> None:
    ledgers = {world: read_ledgers(spared.folder / world)[0] for world in "ab"}
    reached = 0
    for row in spared.document["moved"]:
        group = "all" if row["unit"] == "person" else f"unit={row['unit']}"
        for world in "ab":
            assert row[f"only_{world}"] + row["both"] == ledgers[world].total(f"{row['key']}:people", group=group)
        assert sum(row[name] for name in ("only_a", "only_b", "both", "neither")) == row["n"]
        reached += row["both"]
    assert reached > 100


def test_without_spread_nobody_is_penalised_who_was_not(spared: PairResult) -> None:
    moved = {row["key"]: row for row in spared.document["moved"]}
    assert all(row["only_a"] == 0 for row in moved.values())
    assert moved["list:spending_order"]["only_b"] > 20, "officers"
    assert moved["list:dishonest_list"]["only_b"] == 0


def test_a_pair_fits_its_schema(spared: PairResult, against_none: PairResult) -> None:
    for pair in (spared, against_none):
        document = json.loads((pair.folder / "pair.json").read_text(encoding="utf-8"))
        assert document == json.loads(json.dumps(pair.document))
        jsonschema.Draft202012Validator(SCHEMA).validate(document)


def test_what_changed_is_every_value_with_its_sources(spared: PairResult) -> None:
    changed = {change["path"]: change for change in spared.document["changed"]}
    officers = changed["spread[officers]"]
    assert (officers["before"], officers["after"]) == ("there", None)
    assert officers["source_before"]


def test_a_scheme_against_itself_moves_nobody(tmp_path: Path) -> None:
    pair = simulate_pair(make_pair(asked(PARMA, persons=6000), other=PARMA), out=tmp_path)
    assert pair.document["changed"] == []
    assert all(row["only_a"] == row["only_b"] == 0 for row in pair.document["moved"])
    values = {row["value"] for row in pair.document["differences"] if row["unit"] == "difference"}
    assert values <= {0.0, None}
    assert 0.0 in values


def test_against_no_scheme_nothing_is_refused_and_conduct_is_free(against_none: PairResult) -> None:
    (world,) = read_ledgers(against_none.folder / "b")
    assert not [name for name in world.tallies if name.startswith(("measure:", "list:", "band:")) and world.total(name)]
    values = {row["id"]: row["value"] for row in against_none.document["differences"] if row["group"] == "all"}
    assert 0 < values["chilling"] < 1
    assert all(row["only_b"] == row["both"] == 0 for row in against_none.document["moved"])


def test_a_killed_pair_goes_on(tmp_path: Path) -> None:
    job = make_pair(asked(PARMA, "no-spread", persons=6000))
    simulate(job.a, out=tmp_path / "one" / "a")
    before = (tmp_path / "one" / "a" / "tallies.parquet").stat().st_mtime_ns
    went_on = simulate_pair(job, out=tmp_path / "one")
    assert (tmp_path / "one" / "a" / "tallies.parquet").stat().st_mtime_ns == before
    assert went_on.document == simulate_pair(job, out=tmp_path / "two").document


def test_a_pair_needs_two_worlds_of_the_same_subjects() -> None:
    for scheme, other, safeguards, code in (
        (COURT, None, (), "R331"),
        (COURT, NONE, ("no-spread",), "R331"),
        (str(VALID / "scorecard.yaml"), str(VALID / "base.yaml"), (), "R332"),
    ):
        with pytest.raises(UsageError, match=code):
            make_pair(asked(scheme, *safeguards), other=other)
    with pytest.raises(UsageError, match="R333"):
        make_pair(replace(asked(COURT), keep="tallies"), other=NONE)
