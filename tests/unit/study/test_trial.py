"""A trial of safeguards: each number is that of worlds that were run, the order is by what is removed, nothing else."""

from __future__ import annotations

import inspect
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from demerit.cli.safeguard_try import command
from demerit.ledger.folder import read_ledgers
from demerit.outcomes.harm import FLAGGED, HARMS_OF_ANY, HARMS_OF_KEY, harms
from demerit.scheme.safeguard import Safeguard, load_safeguard, read_safeguard
from demerit.study import trial_worlds
from demerit.study.job import Asked
from demerit.study.pair import PairResult, make_pair, simulate_pair
from demerit.study.trial import PERSONS, TrialResult, at_most, make_trial, simulate_trial
from tests.house.files import ROOT

PARMA = "it-parma-housing-2018"
KEY = "band:lost"
ALL = (
    "access-to-ones-file", "checked-before-posting", "expiry-24", "expiry-36", "hearing-before-effect", "no-spread",
    "no-surcharge-for-repeats", "repair-lifts-everything",
)  # fmt: skip
RAN = ("checked-before-posting", "expiry-24", "expiry-36", "hearing-before-effect", *ALL[6:])
SCHEMA = json.loads((ROOT / "docs" / "schemas" / "trial-1.json").read_text(encoding="utf-8"))
HEAD = "format: demerit.safeguard/1\nid: {id}\ntitle: {id}\nbasis: proposal\npatch:\n"
POINTS = "value: {{value: {n}, unit: points, grade: assumption, range: [0, 65]}}"


def asked(*safeguards: str, months: int = 48) -> Asked:
    return Asked(scheme=PARMA, persons=4000, months=months, safeguards=safeguards, threads=1)


def catalogue(*names: str) -> list[Safeguard]:
    return [load_safeguard(name) for name in names]


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> TrialResult:
    return simulate_trial(make_trial(asked(), safeguards=catalogue(*ALL)), out=tmp_path_factory.mktemp("trial"))


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Pairs of the scheme with safeguards and without, each a command of its own."""
    done: dict[tuple[str, ...], PairResult] = {}

    def pair(*names: str) -> PairResult:
        if names not in done:
            done[names] = simulate_pair(make_pair(asked(*names)), out=tmp_path_factory.mktemp("pair"))
        return done[names]

    return pair


def rows(trial: TrialResult) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in trial.document["safeguards"]}


def same_world(names: list[str]) -> tuple[str, ...]:
    """A set without the term of 36 months where one of 24 is on: it changes nothing more."""
    return tuple(name for name in names if name != "expiry-36" or "expiry-24" not in names)


def counted(pair: PairResult, world: str, harm: str) -> int:
    (ledger,) = read_ledgers(pair.folder / world)
    return ledger.total(harm)


def test_what_one_removes_alone_is_what_a_pair_says(trial: TrialResult, pairs: Any) -> None:
    for name in ("expiry-24", "hearing-before-effect"):
        pair, alone = pairs(name), rows(trial)[name]["alone"]
        for harm in harms(KEY):
            assert alone[harm]["removes"] == counted(pair, "b", harm) - counted(pair, "a", harm), (name, harm)
        moved = {row["key"]: row for row in pair.document["moved"]}["any"]
        assert alone["any:people"]["removes"] == moved["only_b"] - moved["only_a"] != 0
        told = {row["id"]: row for row in pair.document["differences"] if row["group"] == "all"}
        for mine, theirs in (("any:people", "any:ever:difference"), (f"{KEY}:people", f"{KEY}:ever:difference")):
            ends = [-told[theirs][end] * moved["n"] for end in ("high", "low")]
            assert [alone[mine]["low"], alone[mine]["high"]] == pytest.approx(ends, rel=1e-9)


@pytest.mark.slow
def test_what_one_adds_last_is_what_two_sets_say(trial: TrialResult, pairs: Any) -> None:
    name = "no-surcharge-for-repeats"
    others = [other for other in RAN if other != name]
    rest, whole = pairs(*others), pairs(*RAN)
    last = rows(trial)[name]["last"]
    for harm in harms(KEY):
        assert last[harm]["removes"] == counted(rest, "a", harm) - counted(whole, "a", harm), harm
    assert last["any:people"]["removes"] > 0
    assert trial.document["together"]["safeguards"] == list(RAN)
    for row in trial.document["harms"]:
        assert row["without"] == counted(whole, "b", row["harm"])
        assert row["together"] == counted(whole, "a", row["harm"])


def test_alternatives_are_never_on_together_and_last_is_said_without_them(trial: TrialResult, pairs: Any) -> None:
    terms = {"expiry-24", "expiry-36"}
    assert rows(trial)["expiry-36"]["alternatives"] == ["expiry-24"]
    assert rows(trial)["no-surcharge-for-repeats"]["alternatives"] == []
    sets = [pair["safeguards"] for pair in trial.document["pairs"]]
    sets += [one["safeguards"] for found in trial.document["greedy"] for one in found["sets"]]
    assert sets
    assert [chosen for chosen in sets if terms <= set(chosen)] == []
    rest = pairs(*(name for name in RAN if name not in terms))
    whole = pairs(*(name for name in RAN if name != "expiry-36"))
    harm = f"{KEY}:months"
    assert rows(trial)["expiry-24"]["last"][harm]["removes"] == counted(rest, "a", harm) - counted(whole, "a", harm) > 0


def test_every_set_that_is_named_was_run_and_what_it_does_is_not_added_up(trial: TrialResult, pairs: Any) -> None:
    kept = [json.loads(path.read_text(encoding="utf-8")) for path in (trial.folder / "worlds").iterdir()]
    worlds = {same_world(world["safeguards"]): world["counts"] for world in kept}
    assert trial.document["run"]["runs"] == len(worlds)
    added = 0
    for found in trial.document["greedy"]:
        before = None
        for size, one in enumerate(found["sets"], start=1):
            chosen, harm = same_world(one["safeguards"]), found["harm"]
            assert len(chosen) == size
            removes = sum(worlds[()][harm]) - sum(worlds[chosen][harm])
            assert one["effect"][harm]["removes"] == removes
            assert one["adds"]["removes"] == sum(worlds[before or ()][harm]) - sum(worlds[chosen][harm]) > 0
            assert one["adds"]["low"] > 0
            alone = [rows(trial)[name]["alone"][harm]["removes"] for name in chosen]
            added += size > 1 and removes != sum(alone)
            before = chosen
    assert added, "some set does less, or more, than its parts"
    three = next(f["sets"][2] for f in trial.document["greedy"] if len(f["sets"]) > 2)
    pair = pairs(*three["safeguards"])
    for harm, effect in three["effect"].items():
        assert effect["removes"] == counted(pair, "b", harm) - counted(pair, "a", harm)


def test_the_best_set_of_two_is_the_best_of_all_pairs(trial: TrialResult) -> None:
    for found in trial.document["greedy"]:
        harm = found["harm"]
        singles = [row["alone"][harm]["removes"] for row in trial.document["safeguards"] if row["alone"]]
        both = [pair["effect"][harm]["removes"] for pair in trial.document["pairs"]]
        best = [one["effect"][harm]["removes"] for one in found["sets"]]
        assert best, harm
        assert best[:2] == [max(singles), max(both)][: len(best)]


def test_what_removes_most_comes_first(trial: TrialResult) -> None:
    alone = [row["alone"]["any:people"]["removes"] for row in trial.document["safeguards"] if row["alone"]]
    both = [pair["effect"]["any:people"]["removes"] for pair in trial.document["pairs"]]
    assert alone == sorted(alone, reverse=True)
    assert both == sorted(both, reverse=True)
    assert [row["reason"] for row in trial.document["safeguards"]] == [None] * len(RAN) + ["declared", "nothing"]


def test_a_safeguard_that_changes_nothing_says_so_and_is_not_run(trial: TrialResult) -> None:
    nothing, declared = rows(trial)["no-spread"], rows(trial)["access-to-ones-file"]
    assert (nothing["changes"], nothing["said"]) == (0, f'Safeguard "no-spread" changes nothing in scheme "{PARMA}".')
    assert declared["changes"] > 0
    assert nothing["alone"] is nothing["last"] is declared["alone"] is declared["last"] is None
    kept = [json.loads(path.read_text(encoding="utf-8"))["safeguards"] for path in (trial.folder / "worlds").iterdir()]
    assert not [chosen for chosen in kept if {"no-spread", "access-to-ones-file"} & set(chosen)]


def test_no_more_worlds_are_run_than_were_told_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told, runs, run = [], [], trial_worlds.run
    monkeypatch.setattr(trial_worlds, "run", lambda *a, **k: (runs.append(1), run(*a, **k))[1])
    result = simulate_trial(
        make_trial(asked(months=6), safeguards=catalogue("expiry-24", "no-surcharge-for-repeats")), out=tmp_path,
        planned=lambda n, most: told.append((n, most, len(runs))),
    )  # fmt: skip
    assert told == [(2, at_most(2), 0)]
    assert len(runs) == result.document["run"]["runs"] <= result.document["run"]["at_most"] == at_most(2) == 7


def test_what_cannot_be_combined_is_said(tmp_path: Path) -> None:
    start = HEAD.format(id="start-at-60") + "  - {do: set, path: score.initial, " + POINTS.format(n=60) + "}\n"
    limit = HEAD.format(id="at-most-55") + "  - {do: set, path: score.ceiling, " + POINTS.format(n=55) + "}\n"
    limit += '  - {do: remove, path: "rules[*].repeat"}\n'
    broken = HEAD.format(id="broken") + "  - {do: set, path: score.kind, value: products}\n"
    own = [read_safeguard(text.encode(), file="trial") for text in (start, limit, broken)]
    document = simulate_trial(make_trial(asked(), safeguards=own), out=tmp_path).document
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    found = {row["id"]: row for row in document["safeguards"]}
    assert found["broken"]["reason"] == "fault"
    assert "products" in found["broken"]["fault"]
    assert found["start-at-60"]["alone"]["any:people"]["low"] > 0
    assert document["together"]["safeguards"] == ["start-at-60"]
    assert found["at-most-55"]["last"] is None
    (pair,) = document["pairs"]
    assert (pair["safeguards"], pair["effect"]) == (["start-at-60", "at-most-55"], None)
    assert "ceiling" in pair["fault"]
    assert pair["fault"] == found["at-most-55"]["fault"]


def test_a_killed_trial_goes_on_and_comes_out_the_same(
    trial: TrialResult, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job, runs, run = make_trial(asked(), safeguards=catalogue(*ALL)), [], trial_worlds.run

    def dies(*given: Any, **more: Any) -> Any:
        if len(runs) == 9:
            raise KeyboardInterrupt
        runs.append(1)
        return run(*given, **more)

    monkeypatch.setattr(trial_worlds, "run", dies)
    with pytest.raises(KeyboardInterrupt):
        simulate_trial(job, out=tmp_path)
    kept = sorted((tmp_path / "worlds").iterdir())
    assert len(kept) == 9
    kept[0].write_text("{", encoding="utf-8")
    kept[1].write_text(json.dumps({**json.loads(kept[1].read_text(encoding="utf-8")), "stamp": "of other inputs"}))
    again: list[int] = []
    monkeypatch.setattr(trial_worlds, "run", lambda *a, **k: (again.append(1), run(*a, **k))[1])
    result = simulate_trial(job, out=tmp_path)
    assert len(again) == result.document["run"]["runs"] - 7
    assert result.document == trial.document
    assert (tmp_path / "trial.json").read_bytes() == (trial.folder / "trial.json").read_bytes()


def test_threads_change_nothing(trial: TrialResult, tmp_path: Path) -> None:
    job = make_trial(Asked(scheme=PARMA, persons=4000, months=48, threads=3), safeguards=catalogue(*ALL))
    assert simulate_trial(job, out=tmp_path).document == trial.document


def test_a_trial_fits_its_schema(trial: TrialResult) -> None:
    document = json.loads((trial.folder / "trial.json").read_text(encoding="utf-8"))
    assert document == json.loads(json.dumps(trial.document))
    jsonschema.Draft202012Validator(SCHEMA).validate(document)


def test_nothing_but_less_harm_can_be_looked_for(trial: TrialResult) -> None:
    assert FLAGGED == ("wrongful", "for_others", "for_lawful", "for_traits")
    assert ("people", *(f"people:{flag}" for flag in FLAGGED)) == HARMS_OF_ANY
    assert ("people", *(f"events:{flag}" for flag in FLAGGED), "months") == HARMS_OF_KEY
    assert {row["harm"] for row in trial.document["greedy"]} <= set(harms(KEY))
    pattern = SCHEMA["$defs"]["harm"]["pattern"]
    assert not re.search(pattern, "any:people:true_unlawful")
    assert set(inspect.signature(command).parameters) == {
        "scheme", "society", "persons", "months", "seed", "threads", "json",
    }  # fmt: skip
    assert set(inspect.signature(make_trial).parameters) == {"asked", "safeguards"}
    assert set(inspect.signature(simulate_trial).parameters) == {"trial", "out", "progress", "began", "planned"}


def test_where_nobody_is_penalised_nothing_is_run_for_it(tmp_path: Path) -> None:
    result = simulate_trial(make_trial(asked(months=1), safeguards=catalogue(*RAN)), out=tmp_path)
    assert all(row["without"] == 0 for row in result.document["harms"])
    assert {row["reason"] for row in result.document["safeguards"]} == {"no_harm"}
    assert (result.document["run"]["runs"], result.document["greedy"], result.document["pairs"]) == (1, [], [])
    jsonschema.Draft202012Validator(SCHEMA).validate(result.document)


@pytest.mark.parametrize(("scheme", "persons"), [(PARMA, 12_000), ("cn-judgment-defaulters-2017", PERSONS)])
def test_persons_that_are_left_out_are_few(scheme: str, persons: int) -> None:
    assert make_trial(Asked(scheme=scheme), safeguards=[]).job.persons == persons
