"""Lives of schemes of many kinds: they add up to the counts, name their sources, and say whom things came from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from demerit.errors import UsageError
from demerit.ledger.folder import read_ledger, read_ledgers, read_manifest
from demerit.ledger.rows import Row, read_rows
from demerit.outcomes.grounds import address_of
from demerit.outcomes.life import Line, Setting, tell_life
from demerit.outcomes.paths import find_trails
from demerit.outcomes.starting import start_of
from demerit.report.life_document import life_document
from demerit.scheme.load import load_scheme
from demerit.scheme.model import Scheme
from demerit.society.population import populate
from demerit.study.inputs import load_inputs, read_inputs
from demerit.study.lives import find_lives, setting_of, tell
from demerit.study.paths import files_at_ends, trails_of
from tests.unit.study.lives import TOLD, counted, everyone, from_lines, run
from tests.unit.study.test_lives import SCHEMA

VILLAGE = "cn-yangqiao-2019"
SLOW = pytest.mark.slow
SCHEMES = (
    pytest.param("it-parma-housing-2018", 4000, 10, id="points of households"),
    pytest.param("nl-toeslagen-rcm-2013", 3000, 14, id="shares selected"),
    pytest.param("us-uber-ratings-2016", 1300, 6, id="means of ratings"),
    pytest.param("cn-tax-credit-2020", 60_000, 30, id="firms", marks=SLOW),
    pytest.param("cn-health-code-2022", 3000, 10, id="codes along ties", marks=SLOW),
    pytest.param("nl-fraudescorekaart-2004", 3000, 10, id="a card", marks=SLOW),
    pytest.param("us-midas-2013", 4000, 14, id="incomes set side by side", marks=SLOW),
    pytest.param("ve-carnet-2018", 4000, 8, id="gates", marks=SLOW),
    pytest.param("de-schufa-2023", 2000, 14, id="published shares", marks=SLOW),
    pytest.param("xx-nosedive-2016", 1500, 6, id="ratings by everyone", marks=SLOW),
)


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Stars that reach the household, everyone's file kept, two replicates."""
    return run(tmp_path_factory.mktemp("v") / "run", VILLAGE, "all", months=6, burn_in=3, replicates=2)


def check_counts(folder: Path, *, ties: bool) -> Counter[str]:
    """Hold the lines of everyone of a run against its tallies."""
    lines = [line for life in everyone(folder) for line in life]
    ledger = read_ledger(folder)
    assert ledger.log is not None
    assert len(lines) == len(ledger.log)
    found = from_lines([line for line in lines if line.month >= 0])
    neutral = {f"{key}:events" for key, about in ledger.manifest["keys"].items() if about["sort"] == "neutral"}
    names = {name for name in {*found, *ledger.tallies} if TOLD.fullmatch(name)} - neutral
    if ties:  # what is behind an entry that came by a tie is not in the log
        names = {name for name in names if not name.startswith("redress:")}
    assert {name: found[name] for name in names} == {name: counted(ledger, name) for name in names}
    check_sources(lines, read_inputs(folder).scheme)
    return found


def check_sources(lines: list[Line], scheme: Scheme) -> None:
    """A line under a rule, on a list or of a measure names the sources of the scheme where it has some."""
    parts = {
        f"{kind}:{item.id}": item.source
        for kind, items in (("rule", scheme.rules), ("list", scheme.lists), ("measure", scheme.measures))
        for item in items
    }  # fmt: skip
    for line in lines:
        if line.kind in ("entry", "stay_begin", "stay_end", "denied", "burden", "loss", "grant"):
            assert line.source or not parts[line.item]
        if line.kind in ("record", "entry", "stopped"):
            assert line.cause is not None


@pytest.mark.parametrize(("scheme", "persons", "months"), SCHEMES)
def test_the_lives_of_everyone_are_the_counts_of_the_run(
    scheme: str, persons: int, months: int, tmp_path: Path
) -> None:
    folder = run(tmp_path / "run", scheme, "all", persons=persons, months=months, burn_in=3)
    found = check_counts(folder, ties=bool(read_inputs(folder).scheme.spread))
    assert sum(number > 0 for number in found.values()) >= 6


def files(folder: Path, replicate: int) -> Iterator[tuple[list[Row], Setting]]:
    """Files into which something came by a tie, with the trails of all of it."""
    manifest, inputs = read_manifest(folder), read_inputs(folder)
    rows = read_rows(folder, manifest=manifest, uids=range(1 << 41), replicate=replicate)
    by_uid: dict[int, list[Row]] = {}
    for row in rows:
        by_uid.setdefault(row.uid, []).append(row)
    setting = setting_of(manifest, inputs, "person", replicate=replicate)
    people = populate(inputs.bundle.society, seed=setting.seed, persons=manifest["persons"])
    for own in by_uid.values():
        if any(row.cause == "tie" for row in own):
            trails = find_trails(
                own, scheme=inputs.scheme, seed=setting.seed, burn_in=setting.burn_in,
                ends=lambda uid, tie: files_at_ends(people, inputs.scheme, uid, tie),
                read=lambda uids: {uid: by_uid[uid] for uid in uids if uid in by_uid},
            )  # fmt: skip
            yield own, replace(setting, trails=trails)


@pytest.mark.parametrize("replicate", [0, 1])
def test_whom_an_entry_came_from_is_found_for_every_entry_by_a_tie(village: Path, replicate: int) -> None:
    if replicate == 0:
        check_counts(village, ties=True)
    told = 0
    for rows, setting in files(village, replicate):
        for line in tell_life(rows, setting=setting):
            if line.kind == "entry" and line.cause == "tie":
                (step,) = line.trail
                assert (step.uid, step.tie, step.month) == (line.other, "household", line.month - 1)
                assert step.item == line.item
                assert step.cause in ("true_unlawful", "true_lawful", "false_record", "mistaken_identity", "misread")
                told += 1
            else:
                assert line.trail == ()
    ledger = read_ledgers(village)[replicate]
    by_tie = [name for name in ledger.tallies if name.startswith("rule:") and name.endswith(":tie")]
    assert told >= sum(ledger.total(name) for name in by_tie) > 50  # some came before the counted months


def test_the_path_is_in_the_document_and_in_the_sentence(village: Path) -> None:
    uid = next(rows[0].uid for rows, _ in files(village, 1))
    document = life_document(tell(find_lives(str(village)), uid=uid, replicate=2))
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    assert document["replicate"] == 2
    lines = [line for line in document["lines"] if line["path"]]
    assert lines
    for line in lines:
        (step,) = line["path"]
        assert f"along a tie (household) from subject {step['uid']:06}" in line["what"]
        assert step["calendar"] in line["what"]
        assert {"uid", "spread", "rule", "cause"} <= set(step)


def test_each_replicate_has_its_own_lives(village: Path) -> None:
    where = find_lives(str(village))
    uid = next(rows[0].uid for rows, _ in files(village, 1))
    one, two = (tell(where, uid=uid, replicate=number).worlds["run"].lines for number in (1, 2))
    assert one != two
    for number in (0, 3):
        with pytest.raises(UsageError, match="R346"):
            tell(where, uid=uid, replicate=number)


def test_a_life_of_a_later_replicate_is_computed_again(village: Path, tmp_path: Path) -> None:
    again = run(tmp_path / "run", VILLAGE, "tallies", months=6, burn_in=3, replicates=2)
    uid = next(rows[0].uid for rows, _ in files(village, 1))
    kept, played = (
        tell(find_lives(str(folder)), uid=uid, replicate=2).worlds["run"] for folder in (village, again)
    )
    assert (kept.again, played.again) == (False, True)
    one, two = (
        [(line.month, line.kind, line.item, line.points) for line in world.lines if line.kind != "act"]
        for world in (kept, played)
    )
    assert one == two != []
    assert trails_of([], folder=again, manifest=read_manifest(again), inputs=read_inputs(again), replicate=1) == {}


def row(uid: int, month: int, kind: str, item: str, address: int, cause: str = "tie") -> Row:
    return Row(uid=uid, month=month, order=0, kind=kind, item=item, points=0, cause=cause, flags=0, address=address,
               other=-1)  # fmt: skip


def test_a_path_of_two_steps_is_followed_to_what_it_began_with() -> None:
    scheme, _ = load_scheme("cn-judgment-defaulters-2017")
    (way,) = scheme.spread
    twice = replace(scheme, spread=(replace(way, list=way.lands, to="friend", lands=None, hops=2),))
    item, rule = f"list:{way.lands}", f"rule:{scheme.rules[0].id}"
    began = [row(7, 3, "entry", rule, 11, "misread"), row(7, 3, "stay_begin", item, 11)]
    second = row(8, 4, "stay_begin", item, address_of(1, f"spread:{way.id}", 8, 4 + 5, 11))
    third = row(9, 5, "stay_begin", item, address_of(1, f"spread:{way.id}", 9, 5 + 5, second.address & (2**32 - 1)))
    known = {7: began, 8: [second], 9: [third]}
    found = find_trails(
        [third], scheme=twice, seed=1, burn_in=5, ends=lambda uid, tie: {uid - 1, uid + 1},
        read=lambda uids: {uid: known[uid] for uid in uids if uid in known},
    )  # fmt: skip
    trail = found[third.address]
    assert [(step.uid, step.tie, step.month, step.cause) for step in trail] == [
        (8, "friend", 4, ""), (7, "friend", 3, "misread")
    ]  # fmt: skip


def test_the_band_in_which_a_life_starts_is_told() -> None:
    inputs = load_inputs(VILLAGE)
    items = tuple(f"band:{band.id}" for band in inputs.scheme.bands)
    setting = Setting(
        scheme=inputs.scheme, bundle=inputs.bundle, seed=1, burn_in=0, unit="person", items=items
    )
    start = start_of([], setting=setting)
    assert start is not None
    assert (start.sort, start.points) == ("rewarding", 80)
    score = replace(inputs.scheme.score, initial=replace(inputs.scheme.score.initial, value=10.0))  # type: ignore[type-var]
    low = replace(setting, scheme=replace(inputs.scheme, score=score))
    start = start_of([], setting=low)
    assert start is not None
    assert start.sort == "penal"
    places = {name: place for place, name in enumerate(setting.names("band"))}
    changed = replace(row(1, 0, "band", "band:low", 0), other=places["band:middle"])
    start = start_of([changed], setting=setting)
    assert start is not None
    assert start.band != start_of([], setting=setting).band  # type: ignore[union-attr]
    assert start_of([], setting=replace(setting, unit="firm")) is None
