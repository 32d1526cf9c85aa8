"""Lives: every row of the log is told once, as the counts have it; choosers find what they say; nothing is missing."""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest

from demerit.errors import RunError, UsageError
from demerit.ledger.folder import read_ledger, read_manifest
from demerit.ledger.model import FLAGS, LOG_KINDS
from demerit.ledger.rows import Row, count_penalties, read_rows
from demerit.outcomes.lives import choose
from demerit.report.life_document import life_document
from demerit.report.life_page import undrawn
from demerit.study.inputs import read_inputs
from demerit.study.job import Asked
from demerit.study.lives import Life, World, find_lives, tell
from demerit.study.pair import make_pair, simulate_pair
from tests.house.files import ROOT
from tests.unit.study.lives import TOLD, Lives, counted, everyone, from_lines, run

RONGCHENG = "cn-rongcheng-2019"
COURT = "cn-judgment-defaulters-2017"
SCHEMA = json.loads((ROOT / "docs" / "schemas" / "life-1.json").read_text(encoding="utf-8"))
STRIKING = ("stay_begin", "band", "denied", "burden", "loss")


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A points scheme, everyone's file kept."""
    return run(tmp_path_factory.mktemp("county") / "run", RONGCHENG, "all")


@pytest.fixture(scope="module")
def courts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The court's lists without spread (A) and as they are (B), everyone's file kept."""
    asked = Asked(
        scheme=COURT, persons=20_000, months=30, burn_in=4, safeguards=("no-spread",), keep="all", threads=1
    )
    return simulate_pair(make_pair(asked), out=tmp_path_factory.mktemp("pair") / "pair").folder


@pytest.fixture(scope="module")
def lives_of_county(county: Path) -> Lives:
    return everyone(county)


@pytest.fixture(scope="module")
def lives_of_courts(courts: Path) -> Lives:
    return everyone(courts / "b")


@pytest.mark.parametrize("which", ["county", "courts"])
def test_the_lives_of_everyone_are_the_counts_of_the_run(which: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(which)
    lives: Lives = request.getfixturevalue(f"lives_of_{which}")
    ledger = read_ledger(folder / "b" if which == "courts" else folder)
    assert ledger.log is not None
    lines = [line for life in lives for line in life]
    assert len(lines) == len(ledger.log)
    assert any(line.month < 0 for line in lines)
    found = from_lines([line for line in lines if line.month >= 0])
    neutral = {key for key, about in ledger.manifest["keys"].items() if about["sort"] == "neutral"}
    names = {name for name in {*found, *ledger.tallies} if TOLD.fullmatch(name)}
    names -= {f"{key}:events" for key in neutral}
    if which == "courts":  # what is behind an entry that came by a tie is not in the log
        names = {name for name in names if not name.startswith("redress:")}
    assert sum(found[name] > 0 for name in names) > 40
    assert {name: found[name] for name in names} == {name: counted(ledger, name) for name in names}


def test_a_life_fits_its_schema_and_says_that_nobody_is_real(county: Path, courts: Path) -> None:
    for folder in (county, courts):
        document = life_document(tell(find_lives(str(folder)), way="worst"))
        jsonschema.Draft202012Validator(SCHEMA).validate(document)
        assert document["notice"] == "Synthetic person, no real case."
        assert document["name"].startswith("subject ")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(SCHEMA).validate({**document, "person": "a name"})


def test_points_add_up_and_what_ends_an_entry_names_it(lives_of_county: Lives) -> None:
    ended = 0
    for life in lives_of_county:
        total = 0.0
        live: list[float] = []
        for line in life:
            if line.kind == "entry":
                assert line.points is not None
                total += line.points
                live.append(line.points)
            elif line.kind in ("expired", "reversed", "lifted"):
                ended += 1
                assert line.facts["made"] is not None
                total -= line.facts["points"]
                live.remove(line.facts["points"])
            else:
                continue
            assert line.counting == total == sum(live)
    assert ended > 100


def test_records_are_put_to_the_act_behind_them(lives_of_county: Lives) -> None:
    misread = right = 0
    for life in lives_of_county:
        for line in life:
            if line.kind == "record" and line.cause in ("true_unlawful", "true_lawful"):
                assert line.facts["really"] == line.facts["what"]
                right += 1
            elif line.kind == "record" and line.cause == "misread":
                assert line.facts["really"] not in ("", line.facts["what"])
                misread += 1
            elif line.kind == "record":
                assert line.facts["really"] == ""
    assert right > 1000
    assert misread > 10


def test_each_line_of_a_scheme_has_its_source_or_rests_on_none(courts: Path, lives_of_courts: Lives) -> None:
    scheme = read_inputs(courts / "b").scheme
    rules = {rule.id: rule for rule in scheme.rules}
    lines = [line for life in lives_of_courts for line in life]
    entries = [line for line in lines if line.kind == "entry" and line.phase == "post"]
    assert entries
    for line in entries:
        assert line.rule is not None
        assert line.source == rules[line.rule].source
    stays = [line for line in lines if line.kind == "stay_begin"]
    ways = Counter(line.facts["why"] for line in stays)
    assert set(ways) == {"rule", "list", "tie"}
    assert all(line.source for line in stays)
    assert all(line.cause == "tie" for line in stays if "for_others" in line.flags)


@pytest.mark.parametrize("way", ["typical", "worst", "wrongful", "for_others"])
def test_a_life_that_was_chosen_has_what_it_was_chosen_for(way: str, courts: Path) -> None:
    life = tell(find_lives(str(courts)), way=way)
    assert life.chosen is not None
    assert life.chosen_in == "b"
    ledger = read_ledger(courts / "b")
    names = ledger.manifest["log_items"]
    keys = ledger.manifest["keys"]
    penal = [i for i, name in enumerate(names) if name in keys and keys[name].get("unit") is None
             and keys[name]["sort"] in ("penal", "deny", "burden", "lose")]  # fmt: skip
    assert ledger.log is not None
    strikes = np.isin(ledger.log["kind"], [LOG_KINDS.index(k) for k in STRIKING]) & np.isin(ledger.log["item"], penal)
    log = ledger.log[strikes & (ledger.log["month"] >= 0)]
    assert life.chosen.penalised == len(np.unique(log["uid"]))
    assert life.uid in log["uid"]
    assert life.subjects == ledger.total("subjects")
    if way in ("wrongful", "for_others"):
        flagged = log[(log["flags"] >> FLAGS.index(way)) & 1 == 1]
        assert life.uid in flagged["uid"]
        assert life.chosen.like == len(np.unique(flagged["uid"]))
    if way == "worst":
        refused = np.unique(log["uid"][log["kind"] == LOG_KINDS.index("denied")], return_counts=True)
        assert int(refused[1].max()) == int(refused[1][refused[0] == life.uid][0])


def test_those_freed_are_penalised_in_b_and_not_in_a(courts: Path) -> None:
    life = tell(find_lives(str(courts)), way="freed")
    assert life.chosen is not None
    assert not life.partly

    def struck(world: str) -> bool:
        lines = life.worlds[world].lines
        return any(line.kind in STRIKING and line.month >= 0 for line in lines)

    assert struck("b")
    assert not struck("a")
    one, two = (set(count_penalties(courts / w, manifest=read_manifest(courts / w)).uid.tolist()) for w in "ab")
    assert life.chosen.like == len(two - one) > 10
    moved = json.loads((courts / "pair.json").read_text(encoding="utf-8"))["moved"]
    (anyone,) = (row for row in moved if row["key"] == "any")
    assert (anyone["only_a"], anyone["only_b"], anyone["both"]) == (len(one - two), len(two - one), len(one & two))


def test_the_two_worlds_are_put_beside_each_other_line_by_line(courts: Path) -> None:
    document = life_document(tell(find_lives(str(courts)), way="freed"))
    alone = {world: [line for line in document[world]["lines"] if not line["same"]] for world in "ab"}
    same = {world: [line["what"] for line in document[world]["lines"] if line["same"]] for world in "ab"}
    assert sorted(same["a"]) == sorted(same["b"])
    assert {line["kind"] for line in alone["b"]} >= {"stay_begin"}
    assert not any(line["what"] in [other["what"] for other in alone["b"]] for line in alone["a"])


def rows_by(life: Life) -> list[tuple[Any, ...]]:
    lines = life.worlds["run"].lines
    return [(line.month, line.kind, line.item, line.points, line.cause, line.flags) for line in lines]


@pytest.mark.parametrize("scheme", [RONGCHENG, "it-parma-housing-2018"])
def test_a_life_that_was_not_kept_is_computed_again(scheme: str, tmp_path: Path) -> None:
    folders = {keep: run(tmp_path / keep, scheme, keep, months=14) for keep in ("all", "penalised", "tallies")}
    manifest = read_manifest(folders["penalised"])
    kept = {row.uid for row in read_rows(folders["penalised"], manifest=manifest, uids=range(5000))}
    spared = next(uid for uid in range(17, 5000) if not kept & set(range(uid - 16, uid + 16)))
    whole = tell(find_lives(str(folders["all"])), uid=spared)
    again = tell(find_lives(str(folders["penalised"])), uid=spared)
    assert not whole.worlds["run"].again
    assert again.worlds["run"].again
    assert len(rows_by(whole)) > 0
    assert rows_by(again) == rows_by(whole)
    struck = min(kept)
    bare = tell(find_lives(str(folders["tallies"])), uid=struck)
    assert bare.worlds["run"].again
    acts = [row for row in rows_by(tell(find_lives(str(folders["all"])), uid=struck)) if row[1] != "act"]
    assert [row for row in rows_by(bare) if row[1] != "act"] == acts


def test_a_life_cannot_be_computed_again_from_other_inputs(tmp_path: Path) -> None:
    folder = run(tmp_path / "run", RONGCHENG, "tallies", months=3)
    path = folder / "run.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"seed": 1', '"seed": 2'), encoding="utf-8")
    with pytest.raises(RunError, match="R343"):
        tell(find_lives(str(folder)), uid=5)
    with pytest.raises(RunError, match="R344"):
        tell(find_lives(str(folder)), way="typical")


def test_what_cannot_be_told_is_refused(county: Path, courts: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="R340"):
        tell(find_lives(str(county)), uid=1, way="worst")
    for uid in (5000, 1 << 50):
        with pytest.raises(UsageError, match="R341"):
            tell(find_lives(str(county)), uid=uid)
    with pytest.raises(UsageError, match="R342"):
        tell(find_lives(str(county)), way="freed")
    with pytest.raises(RunError, match="R345"):
        tell({"run": courts / "a"}, way="for_others")
    with pytest.raises(RunError, match="R202"):
        find_lives(str(tmp_path))


def test_a_run_or_a_pair_is_found_by_its_name_or_as_the_last(
    county: Path, courts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / "one").symlink_to(county)
    assert find_lives("last") == find_lives("one") == {"run": Path("runs/one")}
    (tmp_path / "runs" / "two").symlink_to(courts)
    later = (county / "run.json").stat().st_mtime_ns + 10**9
    os.utime(courts / "pair.json", ns=(later, later))
    assert find_lives("last") == find_lives("two") == {"a": Path("runs/two/a"), "b": Path("runs/two/b")}
    os.utime(county / "run.json", ns=(later + 1, later + 1))
    assert find_lives("last") == {"run": Path("runs/one")}


def test_a_world_in_which_nobody_could_record_an_act_is_named(courts: Path, lives_of_courts: Lives) -> None:
    acting = next(life for life in lives_of_courts if any(line.kind == "act" for line in life))
    manifest, inputs = read_manifest(courts / "b"), read_inputs(courts / "b")
    blind = replace(inputs, scheme=replace(inputs.scheme, channels=()))
    seen = World(folder=courts, manifest=manifest, inputs=inputs, lines=tuple(acting), again=False)
    bare = replace(seen, inputs=blind, lines=())
    assert list(undrawn(Life(uid=1, unit="person", worlds={"a": seen, "b": seen}))) == []
    assert list(undrawn(Life(uid=1, unit="person", worlds={"a": seen, "b": bare}))) == ["b"]
    assert list(undrawn(Life(uid=1, unit="person", worlds={"a": seen, "b": replace(seen, lines=())}))) == []


def test_a_log_of_another_size_is_not_read(county: Path, tmp_path: Path) -> None:
    manifest = read_manifest(county)
    files = {**manifest["files"], "log.parquet": {"bytes": 1, "sha256": ""}}
    with pytest.raises(RunError, match="R204"):
        read_rows(county, manifest={**manifest, "files": files}, uids=range(3, 4))
    assert choose(count_penalties(county, manifest=manifest), way="freed", spared=()) is None


def test_a_firm_has_a_life(courts: Path) -> None:
    manifest = read_manifest(courts / "b")
    rows: list[Row] = read_rows(courts / "b", manifest=manifest, uids=range(1 << 40, 1 << 41))
    life = tell(find_lives(str(courts)), uid=rows[0].uid)
    document = life_document(life)
    assert document["unit"] == "firm"
    assert document["name"].startswith("firm 0")
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
