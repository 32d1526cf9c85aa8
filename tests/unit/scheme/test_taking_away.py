"""What goes with a part that a safeguard takes away."""

from __future__ import annotations

from dataclasses import replace

from demerit.scheme.check import scheme_defects
from demerit.scheme.model import (
    Declaration,
    Discretion,
    Entry,
    Exit,
    Gate,
    ListSpec,
    Measure,
    Redress,
    Rule,
    Scheme,
    SpreadRule,
    Target,
    Term,
    TieTerm,
)
from demerit.scheme.operation import Operation
from demerit.scheme.prune import NO_WAY_IN, NO_WAY_OUT
from demerit.scheme.redress import Notice
from demerit.scheme.safeguard import Safeguard, apply_safeguard
from tests.builders import channel, points_scheme, quantity, scheme


def without(made: Scheme, *paths: str) -> Scheme:
    patch = tuple(Operation(do="remove", path=path) for path in paths)
    safeguard = Safeguard(format="demerit.safeguard/1", id="trial", title="trial", basis="proposal", patch=patch)
    once = apply_safeguard(made, safeguard=safeguard).scheme
    assert apply_safeguard(once, safeguard=safeguard).scheme == once
    return once


def two_rules(**more: object) -> Scheme:
    return scheme(
        channels=(channel("theft", "protest"),),
        rules=(Rule(id="steals", on="theft", trigger=True), Rule(id="march", on="protest", trigger=True)),
        lists=(
            ListSpec(
                id="black",
                entries=(Entry(id="a", rule="steals"), Entry(id="b", rule="march"), Entry(id="c", list="grey")),
                exits=(
                    Exit(id="out", on="hazard", rate=quantity(1.0, "per_year"), entries=("a", "b")),
                    Exit(id="only_b", on="hazard", rate=quantity(1.0, "per_year"), entries=("b",)),
                ),
                not_if=("grey",),
            ),
            ListSpec(id="grey", entries=(Entry(id="d", rule="march"),)),
        ),
        **more,
    )


def test_ways_onto_lists_go_with_a_rule_and_a_list_that_nobody_can_enter_stays_and_says_so() -> None:
    made = without(two_rules(), "rules[march]")
    black, grey = made.lists
    assert [rule.id for rule in made.rules] == ["steals"]
    assert [entry.id for entry in black.entries] == ["a", "c"]
    assert [(way.id, way.entries) for way in black.exits] == [("out", ("a",))], "an exit of nothing would be of all"
    assert (grey.entries, grey.note, black.note) == ((), NO_WAY_IN, "")
    assert black.not_if == ("grey",)


def test_an_open_list_whose_exits_are_gone_says_so() -> None:
    made = two_rules()
    black = replace(made.lists[0], exits=made.lists[0].exits[1:], entries=(
        replace(made.lists[0].entries[0], term=Term(kind="open")), made.lists[0].entries[1],
    ))  # fmt: skip
    made = without(replace(made, lists=(black, made.lists[1])), "rules[march]")
    assert (made.lists[0].exits, made.lists[0].note) == ((), NO_WAY_OUT)
    assert "S313" not in {fault.code for fault in scheme_defects(made)}


def test_what_hangs_on_a_list_goes_with_it_and_what_hangs_on_that() -> None:
    made = two_rules(
        measures=(Measure(id="no", kind="deny", list="grey"), Measure(id="yes", kind="deny", list="black")),
        spread=(SpreadRule(id="kin", list="grey", to="household", lands="black"),),
        targets=(Target(id="aim", conduct=("theft",), of="grey"),),
        declaration=Declaration(lists={"grey": {"months": "3"}}, measures={"no": {"reward": "false"}}),
    )
    made = without(made, "lists[grey]")
    assert [measure.id for measure in made.measures] == ["yes"]
    assert (made.spread, made.targets[0].of) == ((), None)
    assert [entry.id for entry in made.lists[0].entries] == ["a", "b"]
    assert made.lists[0].not_if == ()
    assert (made.declaration.lists, made.declaration.measures) == ({}, {})


def test_the_name_goes_from_gates_and_gatekeepers_and_the_last_one_with_its_factor() -> None:
    made = two_rules(
        gates=(Gate(id="card", held_at_start=quantity(1.0), lost_on=("march", "steals")),),
        discretion=(Discretion(id="clerk", p=quantity(0.1), after=("march",), after_factor=quantity(2.0, "factor")),),
        measures=(Measure(id="hit", kind="burden", rule="march"),),
    )
    made = without(made, "rules[march]")
    assert made.gates[0].lost_on == ("steals",)
    assert (made.discretion[0].after, made.discretion[0].after_factor) == ((), None)
    assert made.measures == ()


def test_redress_that_was_for_what_is_gone_is_not_for_all_others_then() -> None:
    redress = Redress(notice=Notice(p=quantity(1.0)), rules=("march",))
    made = without(two_rules(redress=redress), "rules[march]")
    assert (made.redress.notice, made.redress.rules) == (None, ())
    both = without(two_rules(redress=replace(redress, rules=("march", "steals"))), "rules[march]")
    assert (both.redress.notice, both.redress.rules) == (redress.notice, ("steals",))


def test_a_band_that_nobody_can_come_to_any_more_may_be_named_and_says_why() -> None:
    base = points_scheme(measures=(Measure(id="no", kind="deny", band=("bad",)),))
    made = without(base, "rules[litter]")
    assert [band.note for band in made.bands] == [NO_WAY_IN, ""]
    assert "S309" not in {fault.code for fault in scheme_defects(made)}
    unsaid = replace(made, bands=base.bands)
    assert "S309" in {fault.code for fault in scheme_defects(unsaid)}


def test_terms_of_a_list_go_with_it() -> None:
    term = TieTerm(id="friends", tie="friend", list="grey", points=quantity(-1.0, "points", range=(-2.0, 0.0)))
    made = two_rules()
    made = replace(made, score=replace(made.score, kind="sum", terms=(term,)))
    assert without(made, "lists[grey]").score.terms == ()
