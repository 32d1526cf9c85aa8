"""Pairs: each world is a single run, the same people are followed through both, and nothing moves but by the rules."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest

from demerit.errors import UsageError
from demerit.ledger.folder import read_ledgers
from demerit.ledger.model import LOG_KINDS, Ledger
from demerit.study.job import Asked, make_job
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


@pytest.mark.parametrize(
    ("scheme", "safeguard", "more"),
    [
        (PARMA, "", {"burn_in": 3, "replicates": 2}),
        pytest.param("cn-rongcheng-firms-2021", "", {"persons": 60_000, "burn_in": 3}, marks=pytest.mark.slow),
        pytest.param(COURT, "no-spread", {"keep": "all", "replicates": 2, "burn_in": 5}, marks=pytest.mark.slow),
    ],
)
def test_the_halves_are_two_single_runs_of_any_sort(
    scheme: str, safeguard: str, more: dict[str, Any], tmp_path: Path
) -> None:
    """Households, firms, persons and firms; all files, replicates, months that are not counted."""
    plain = replace(asked(scheme, persons=3000), **{"keep": "penalised", **more})
    one = replace(plain, safeguards=(safeguard,)) if safeguard else plain
    pair = simulate_pair(make_pair(one, other=None if safeguard else NONE), out=tmp_path / "pair")
    singles = [("a", make_job(one)), *([("b", make_job(plain))] if safeguard else [])]
    for world, job in singles:
        alone = simulate(replace(job, vary=False), out=tmp_path / world)
        halves, whole = (read_ledgers(folder, with_log=True) for folder in (pair.folder / world, alone.folder))
        assert len(halves) == len(whole) == (one.replicates or 1)
        for mine, theirs in zip(halves, whole, strict=True):
            assert mine.log is not None
            assert mine.log.size > 0
            assert mine.log.tobytes() == theirs.log.tobytes()
            assert {name: each.tobytes() for name, each in mine.tallies.items()} == {
                name: each.tobytes() for name, each in theirs.tallies.items()
            }
            assert {name: each.tobytes() for name, each in mine.series.items()} == {
                name: each.tobytes() for name, each in theirs.series.items()
            }
            assert mine.manifest == theirs.manifest
        assert alone.document == pair.document[world]


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


def test_months_that_moved_are_those_of_the_counts_and_of_the_log(spared: PairResult) -> None:
    months = 14
    ledgers = {world: read_ledgers(spared.folder / world, with_log=True)[0] for world in "ab"}
    held = 0
    for row in spared.document["moved"]:
        if not row["key"].startswith(("list:", "band:")):
            assert "months_both" not in row
            continue
        group = "all" if row["unit"] == "person" else f"unit={row['unit']}"
        on = {world: months_on(ledgers[world], row["key"], months) for world in "ab"}
        for world in "ab":
            assert row[f"months_only_{world}"] + row["months_both"] == len(on[world])
            assert len(on[world]) == ledgers[world].total(f"{row['key']}:months", group=group)
        assert row["months_both"] == len(on["a"] & on["b"])
        held += row["months_both"]
    assert held > 100


def months_on(ledger: Ledger, key: str, months: int) -> set[tuple[int, int]]:
    """Subjects and months on a list, row by row of the log."""
    found: set[tuple[int, int]] = set()
    since: dict[int, int] = {}
    assert ledger.log is not None
    for row in ledger.log:
        kind, uid, month = LOG_KINDS[row["kind"]], int(row["uid"]), int(row["month"])
        if ledger.manifest["log_items"][row["item"]] != key:
            continue
        if kind == "stay_begin":
            since[uid] = month
        elif kind == "stay_end":
            found |= {(uid, each) for each in range(since.pop(uid), month)}
    return found | {(uid, each) for uid, begun in since.items() for each in range(begun, months)}


def test_without_spread_nobody_is_penalised_who_was_not(spared: PairResult) -> None:
    moved = {row["key"]: row for row in spared.document["moved"]}
    assert all(row["only_a"] == 0 for row in moved.values())
    assert moved["list:spending_order"]["only_b"] > 20, "officers"
    assert moved["list:dishonest_list"]["only_b"] == 0


def test_a_pair_fits_its_schema(spared: PairResult, against_none: PairResult) -> None:
    """Every tenth of the thousands of rows, and one of each shape."""
    for pair in (spared, against_none):
        document = json.loads((pair.folder / "pair.json").read_text(encoding="utf-8"))
        assert document == json.loads(json.dumps(pair.document))
        for part in (document, document["a"], document["b"]):
            for name in {"indicators", "differences", "causes"} & part.keys():
                shapes = {tuple((key, type(value)) for key, value in row.items()): row for row in part[name]}
                part[name] = [*part[name][::10], *shapes.values()]
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
