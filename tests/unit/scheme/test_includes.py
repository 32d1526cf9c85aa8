"""Schemes side by side: what is taken, how it is named, whose it stays, and that nothing else changes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import is_dataclass, replace
from pathlib import Path
from typing import Any, get_args

import pytest

from demerit.errors import InputError
from demerit.evidence.catalogue import catalogue_ids
from demerit.evidence.form import hints
from demerit.evidence.quantity import Identifier, Quantity
from demerit.evidence.walk import parts
from demerit.scheme.check import scheme_defects
from demerit.scheme.dump import dump_yaml, plain
from demerit.scheme.load import load_scheme, read_scheme
from demerit.scheme.model import Scheme
from demerit.scheme.naming import REFERENCES, renamed
from demerit.scheme.resolve import resolve
from demerit.scheme.taken import SECTIONS, may_be_taken
from demerit.society.fit import check_scheme
from demerit.study.inputs import keep_inputs, load_inputs, read_inputs

VALID = Path(__file__).parents[2] / "corpus" / "valid"
WHOLE = (*SECTIONS, "score", "redress", "sources")
HEAD = """format: demerit.scheme/1
id: xx-host-2024
title: host
about: A made-up scheme.
first_line: A made-up scheme.
kind: list
status: fictional
jurisdiction: {country: XXX}
society: hamlet
"""
ALONE = sorted(path for path in VALID.glob("*.yaml") if b"\nincludes:" not in path.read_bytes())
OF_OTHERS = {
    ("Scheme", "id"), ("Published", "id"), ("Include", "prefix"), ("Include", "parts"), ("Watch", "behaviour"),
    ("Confusion", "of"), ("Confusion", "recorded_as"), ("Misattribution", "alike"), ("Rule", "on"),
    ("Recurring", "obligation"), ("Term", "owed"), ("Exit", "obligation"), ("Measure", "need"), ("Measure", "domain"),
    ("Target", "conduct"), ("IncomeAveraging", "income"), ("Quantity", "unit"), ("CardTable", "unit"),
    ("CardComponent", "sum"), ("CardComponent", "times"), ("Quota", "component"), ("Band", "component"),
    ("Patrols", "by"),
}  # fmt: skip
"""Identifiers that name nothing of the scheme's own: of the society, of a card, of a file."""


def host(text: str = "", /, *, folder: Path = VALID) -> Scheme:
    return read_scheme((HEAD + text).encode(), file="host.yaml", folder=folder)[0]


def records(kind: Any, seen: set[Any]) -> Iterator[Any]:
    """A record and all that it holds."""
    if isinstance(kind, type) and is_dataclass(kind) and kind not in seen:
        seen.add(kind)
        yield kind
        for inner in hints(kind).values():
            yield from records(inner, seen)
    for part in get_args(kind):
        yield from records(part, seen)


def holds_ids(kind: Any) -> bool:
    return kind == Identifier or (kind != Identifier and any(holds_ids(part) for part in get_args(kind)))


def test_every_key_that_holds_an_id_is_known_to_name_a_part_or_something_else() -> None:
    found = {
        (rec.__name__, key) for rec in records(Scheme, set()) for key, kind in hints(rec).items() if holds_ids(kind)
    }
    own = {(rec, key) for rec, keys in REFERENCES.items() for key in keys}
    ids = {(rec, key) for rec, key in found if key == "id"} - OF_OTHERS
    assert found - own - ids == OF_OTHERS
    assert own <= found


@pytest.mark.parametrize("name", catalogue_ids("schemes"))
def test_a_prefix_stands_before_every_id_and_every_name_of_it(name: str) -> None:
    scheme, _ = load_scheme(name)
    sources = {source: f"x-{source}" for source in scheme.sources}
    new: dict[str, Any] = {key: renamed(getattr(scheme, key), prefix="x", sources=sources) for key in WHOLE[:-1]}
    new["sources"] = {sources[key]: source for key, source in scheme.sources.items()}
    bare = replace(scheme.declaration, channels={}, measures={}, lists={})
    other = replace(scheme, **new, declaration=bare, outcomes=())  # what is published is of the scheme alone
    own = {*SECTIONS, "score", "redress", "sources"}
    told = [fault for fault in scheme_defects(other) if fault.code != "S406"]
    assert told == []
    ids = [part.value for part in parts(other) if part.path[-1:] == ("id",) and part.path[0] in own]
    assert ids
    assert all(name.startswith("x-") for name in ids)


def test_a_scheme_that_includes_another_and_adds_nothing_is_the_other() -> None:
    ours, theirs = (load_scheme(VALID / name)[0] for name in ("another_name.yaml", "lists.yaml"))
    assert ours.id != theirs.id
    assert [getattr(ours, key) for key in WHOLE] == [getattr(theirs, key) for key in WHOLE]
    assert "includes" not in dump_yaml(ours)


def test_a_scheme_of_the_catalogue_is_included_whole() -> None:
    court, _ = load_scheme("cn-judgment-defaulters-2017")
    ours, _ = load_scheme(VALID / "ringtones.yaml")
    assert len(ours.rules) == len(court.rules) > 10
    assert [item.id for item in ours.lists] == [*(f"court-{item.id}" for item in court.lists), "ringtone", "told"]
    assert ours.sources["court-spc2017"] == court.sources["spc2017"]
    assert ours.unknowns[-1] == f"{court.id}: {court.unknowns[-1]}"
    assert (ours.outcomes, ours.declaration.operator) == ((), {})


def test_every_number_keeps_its_source() -> None:
    ours, theirs = (load_scheme(name)[0] for name in (VALID / "ringtones.yaml", "cn-judgment-defaulters-2017"))
    cited = [part.value.source for part in parts(ours) if isinstance(part.value, Quantity)]
    first = [
        part.value.source for part in parts(theirs) if isinstance(part.value, Quantity) and "outcomes" not in part.path
    ]
    assert sum(map(bool, cited)) == sum(map(bool, first)) > 10
    assert {name for names in cited for name in names} <= set(ours.sources)


@pytest.mark.parametrize(
    ("asked", "lists", "rules", "rest"),
    [
        ("lists.yaml, parts: [debtors]", ["debtors", "no_luxury", "officials"], ["debt", "theft_found"], 0),
        ("lists.yaml, parts: [theft_found]", [], ["theft_found"], 0),
        ("ties.yaml, parts: [low_ones]", ["low_ones"], ["theft_points", "theft_of_kin"], 4),
        ("ties.yaml, parts: [theft_of_kin]", ["low_ones"], ["theft_points", "theft_of_kin"], 4),
        ("redress.yaml, parts: [channels]", [], [], 0),
    ],
    ids=["list", "rule", "list of a score", "rule of a score", "section"],
)
def test_parts_are_taken_with_what_they_need(asked: str, lists: list[str], rules: list[str], rest: int) -> None:
    taken = host(f"includes: [{{scheme: {asked}}}]\n")
    assert [item.id for item in taken.lists] == lists
    assert [rule.id for rule in taken.rules] == rules
    assert len(taken.bands) + len(taken.traits) + len(taken.score.terms) == rest
    assert taken.channels
    assert (taken.measures, taken.spread) == ((), ())


@pytest.mark.parametrize("path", ALONE, ids=lambda path: path.stem)
def test_every_part_can_be_taken_alone_and_lacks_nothing(path: Path) -> None:
    scheme, _ = load_scheme(path)
    for part in sorted(may_be_taken(scheme)):
        subjects = json.dumps(plain(scheme.subjects))
        whole = host(f"subjects: {subjects}\nincludes: [{{scheme: {path.stem}, prefix: x, parts: [{part}]}}]\n")
        assert scheme_defects(whole) == []


def test_rules_hear_the_channels_of_their_own_file() -> None:
    text = """includes: [{scheme: lists.yaml, prefix: court}]
channels:
  - id: camera
    watches: [{behaviour: theft}]
    sensitivity: {value: 1, unit: probability, grade: assumption, range: [0.5, 1]}
rules: [{id: seen, on: theft, trigger: true}, {id: heard, on: default_on_debt, trigger: true}]
"""
    assert {rule.id: rule.via for rule in host(text).rules} == {
        "court-debt": (), "court-theft_found": ("court-court",), "seen": ("camera",), "heard": (),
    }  # fmt: skip


def test_redress_is_of_the_rules_of_its_own_file() -> None:
    ours, _ = load_scheme(VALID / "side_by_side.yaml")
    assert ours.redress.notice is not None
    assert ours.redress.rules == ("steals", "court_says")
    assert {rule.id for rule in resolve(ours).rules if rule.adverse} > {"court-debt", "tax-tax_debt"}


def test_a_fault_of_an_included_file_is_told_in_that_file(tmp_path: Path) -> None:
    text = (VALID / "lists.yaml").read_text().replace("implies: [no_luxury]", "implies: [no_luxurry]")
    (tmp_path / "court.yaml").write_text(text)
    (tmp_path / "mine.yaml").write_text(HEAD + "includes: [{scheme: court, prefix: court}]\n")
    line = next(i for i, line in enumerate(text.splitlines(), start=1) if "no_luxurry" in line)
    found = {(Path(fault.file).name, fault.line, fault.code) for fault in check_scheme(tmp_path / "mine.yaml")}
    assert ("court.yaml", line, "S206") in found
    (tmp_path / "court.yaml").write_text(text.replace("kind: list", "kind: lists", 1))
    (fault,) = check_scheme(tmp_path / "mine.yaml")
    assert (Path(fault.file).name, fault.line, fault.code) == ("court.yaml", 6, "S113")


def test_a_behaviour_that_the_society_of_the_host_lacks_is_told_where_it_is_watched() -> None:
    text = HEAD + "includes: [{scheme: cn-judgment-defaulters-2017}]\nsubjects: {also: [firm], only: {age: [old]}}\n"
    with pytest.raises(InputError, match="S225"):
        read_scheme(text.encode(), file="host.yaml", folder=VALID)
    wide = "includes: [{scheme: it-parma-housing-2018}]\nsubjects: {unit: household}\n"
    scheme, places = read_scheme((HEAD + wide).encode(), file="host.yaml", folder=VALID)
    assert scheme.channels
    assert places.defect("S202", ("channels", 0, "watches", 0, "behaviour"), "").file == "it-parma-housing-2018.yaml"


def test_two_included_files_may_not_take_one_id() -> None:
    with pytest.raises(InputError, match=r"S220 .*host.yaml:10:38"):
        host("includes: [{scheme: lists}, {scheme: lists}]\n")
    both = host("includes: [{scheme: lists}, {scheme: lists, prefix: b}]\n")
    assert len(both.lists) == 6


def test_the_included_file_decides_the_hash_and_is_not_needed_to_resume(tmp_path: Path) -> None:
    for folder in ("societies", "valid"):
        for path in (VALID.parent / folder).rglob("*.yaml"):
            copy = tmp_path / path.relative_to(VALID.parent)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    mine = tmp_path / "valid" / "another_name.yaml"
    before = load_inputs(mine)
    run = tmp_path / "run"
    keep_inputs(before, folder=run)
    included = tmp_path / "valid" / "lists.yaml"
    included.write_text(included.read_text().replace("lock_months: 3", "lock_months: 4"))
    assert load_inputs(mine).scheme_hash != before.scheme_hash
    included.unlink()
    assert read_inputs(run).scheme == before.scheme


def test_safeguards_change_included_parts() -> None:
    inputs = load_inputs(VALID / "side_by_side.yaml", safeguards=("no-spread", "expiry-24"))
    assert inputs.scheme.spread == ()
    court = next(rule for rule in inputs.scheme.rules if rule.id == "court-debt")
    assert court.term is not None
    assert court.term.value == 24
