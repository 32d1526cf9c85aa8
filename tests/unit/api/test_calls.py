"""``import demerit as dm``: the same documents as the terminal, as objects."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import demerit as dm
from demerit.errors import RunError, UsageError
from demerit.ledger.model import LOG_KINDS

SCHEME = "cn-judgment-defaulters-2017"
SMALL = {"persons": 4000, "months": 12, "threads": 1}


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> dm.Pair:
    out = tmp_path_factory.mktemp("pairs") / "appeal"
    return dm.pair(SCHEME, safeguards=["appeal-suspends"], out=out, **SMALL)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> dm.Run:
    return dm.run(SCHEME, out=tmp_path_factory.mktemp("runs") / "one", keep="all", **SMALL)


def test_nothing_is_imported_before_it_is_asked_for() -> None:
    code = "import sys, demerit; print(sorted({'numpy', 'numba', 'duckdb', 'demerit.api'} & set(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
    with pytest.raises(AttributeError, match="no attribute 'rum'"):
        dm.rum  # noqa: B018


def test_every_name_that_is_offered_is_there() -> None:
    assert [name for name in dm.__all__ if getattr(dm, name) is None] == []


def test_a_run_is_the_document_of_its_folder(run: dm.Run) -> None:
    assert run.document == json.loads((run.folder / "result.json").read_text(encoding="utf-8"))
    assert len(run.indicators) == len(run.document["indicators"]) > 100
    (row,) = run.indicators.where(id="any:ever", group="all")
    assert 0 < row["low"] < row["value"] < row["high"] < 1
    assert run.first_line.startswith("Synthetic")
    assert run.warnings == tuple(run.document["warnings"])


def test_shares_of_the_causes_add_to_one(run: dm.Run) -> None:
    keys = [row["key"] for row in run.document["causes"] if row["group"] == "all" and row["n"] > 0]
    assert keys
    for key in keys:
        split = run.causes.where(key=key, group="all", part="split")
        assert sum(split["value"]) == pytest.approx(1.0, abs=1e-9)


def test_the_tables_of_a_run_are_those_of_its_folder(run: dm.Run) -> None:
    key = "list:spending_order"
    counts = run.table("tallies").filter(f"tally = '{key}:events' AND \"group\" = 'all'").aggregate("sum(count)")
    begun = LOG_KINDS.index("stay_begin"), run.document["run"]["log_items"].index(key)
    stays = run.table("log").filter("kind = {} AND item = {}".format(*begun)).aggregate("count(*)")
    assert counts.fetchall() == stays.fetchall()
    assert stays.fetchall() > [(5,)]


def test_a_table_that_was_not_kept_is_refused(tmp_path: Path) -> None:
    counts = dm.run(SCHEME, keep="tallies", out=tmp_path / "counts", **SMALL)
    with pytest.raises(UsageError, match='has no table "log"'):
        counts.table("log")


def test_a_run_is_opened_again(run: dm.Run, tmp_path: Path) -> None:
    again = dm.open_run(run.folder)
    assert again.document == run.document
    assert repr(again).split()[:2] == repr(run).split()[:2]
    with pytest.raises(RunError, match="there is no run"):
        dm.open_run(tmp_path / "nothing")


def test_a_pair_has_both_worlds_and_what_differs(pair: dm.Pair) -> None:
    assert pair.a.document["indicators"] != pair.b.document["indicators"]
    assert pair.differences.columns[:5] == ("id", "group", "value", "low", "high")
    (anyone,) = pair.moved.where(key="any")
    assert anyone["only_a"] + anyone["only_b"] + anyone["both"] + anyone["neither"] == anyone["n"]
    assert any(path.startswith("redress") for path in pair.changed["path"])
    assert dm.open_pair(pair.folder).document == pair.document
    for row in pair.ends.where(end="high"):
        gap = row["people_wrongful_a"] - row["people_wrongful_b"]
        assert row["value"] == pytest.approx(gap / row["subjects"])
    assert set(pair.ends["end"]) == {"low", "middle", "high"}


def test_a_folder_without_a_pair_is_refused(run: dm.Run) -> None:
    with pytest.raises(RunError, match="no finished pair"):
        dm.open_pair(run.folder)


def test_a_notebook_shows_the_page_of_the_terminal(run: dm.Run, pair: dm.Pair) -> None:
    for shown in (run, pair):
        html = shown._repr_html_()
        assert html.startswith("<div")
        assert html.count("<h4") > 2
        assert "A model, not a measurement" in html
        assert "A model, not a measurement" in " ".join(repr(shown).split())


def test_the_catalogue_as_tables() -> None:
    assert SCHEME in dm.schemes()["id"]
    assert set(dm.schemes(country="CN", kind="list")["kind"]) == {"list"}
    assert "appeal-suspends" in dm.safeguards()["id"]
    assert set(dm.claims(verdict="wrong")["verdict"]) == {"wrong"}
    with pytest.raises(UsageError, match="no verdict"):
        dm.claims(verdict="false")


def test_a_life_is_told_as_the_terminal_tells_it(run: dm.Run, pair: dm.Pair) -> None:
    life = run.life(way="worst")
    assert "Synthetic person, no real case" in repr(life)
    assert life.document["schema"] == "demerit.life/1"
    assert len(life.lines) == len(life.document["lines"]) > 1
    both = pair.life(life.document["uid"])
    assert set(both.lines["world"]) == {"a", "b"}
    with pytest.raises(UsageError, match="only a pair"):
        run.life(way="freed")


def test_safeguards_are_tried(tmp_path: Path) -> None:
    names = ["no-spread", "no-use-of-copies", "equal-raters"]
    trial = dm.try_safeguards(SCHEME, safeguards=names, persons=4000, months=12, out=tmp_path / "trial")
    (idle,) = trial.safeguards.where(id="equal-raters")
    assert idle["reason"] == "nothing"
    alone = trial.safeguards.where(id="no-spread", when="alone")
    assert [row["low"] <= row["removes"] <= row["high"] for row in alone if row["low"] is not None].count(False) == 0
    assert len(alone) > 3
    assert "A model, not a measurement" in " ".join(repr(trial).split())
