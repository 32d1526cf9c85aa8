"""Safeguards, resolved form and differences on a small scheme."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from demerit.errors import InputError, UsageError
from demerit.evidence.quantity import Case
from demerit.scheme.defaults import is_adverse
from demerit.scheme.diff import diff
from demerit.scheme.load import load_scheme
from demerit.scheme.model import Scheme
from demerit.scheme.new import template
from demerit.scheme.resolve import resolve
from demerit.scheme.safeguard import apply_safeguard, load_safeguard, read_safeguard
from demerit.scheme.selector import Step, matches, parse

VALID = Path(__file__).parents[2] / "corpus" / "valid"

HEAD = b"format: demerit.safeguard/1\nid: trial\ntitle: trial\nbasis: proposal\npatch:\n"


@pytest.fixture
def base() -> Scheme:
    return load_scheme(VALID / "base.yaml")[0]


def test_no_spread_takes_every_spread_rule_and_nothing_else(base: Scheme) -> None:
    applied = apply_safeguard(base, safeguard=load_safeguard("no-spread"))
    assert applied.scheme == replace(resolve(base), spread=(), sources=applied.scheme.sources)
    assert applied.said == 'Safeguard "no-spread" changes 1 value of scheme "xx-hamlet-2024".'


def test_a_safeguard_that_finds_nothing_says_so_and_leaves_the_scheme() -> None:
    scheme, _ = load_scheme(VALID / "gates.yaml")
    applied = apply_safeguard(scheme, safeguard=load_safeguard("no-spread"))
    assert applied.changes == ()
    assert applied.said == 'Safeguard "no-spread" changes nothing in scheme "xx-gates-2024".'
    assert applied.scheme == resolve(scheme)


def test_expiry_bounds_adverse_terms_and_stays_and_brings_its_source(base: Scheme) -> None:
    made = apply_safeguard(base, safeguard=load_safeguard("expiry-24")).scheme
    terms = {rule.id: rule.term for rule in made.rules}
    assert terms["clean_year"] is None  # not adverse
    assert terms["steals"] is not None
    assert terms["steals"].value == 24
    assert terms["defaults"] is not None
    assert terms["defaults"].value == 24
    (entry,) = made.lists[0].entries
    assert entry.rule == "defaults"
    assert entry.term == base.lists[0].entries[0].term  # open: it ends with the entry of 24 months, or before
    assert made.lists[0].exits[0].entries == ("by_court",)  # the way out by paying is still there
    assert "spc2017" in made.sources


def test_expiry_keeps_shorter_terms_and_compares_days_with_months() -> None:
    scheme, _ = load_scheme(VALID / "rules.yaml")
    made = resolve(scheme, safeguards=["expiry-24"])
    assert next(rule.term for rule in made.rules if rule.id == "theft_points") == scheme.rules[0].term  # 400 days


def test_safeguards_are_put_on_in_order(base: Scheme) -> None:
    both = resolve(base, safeguards=["no-spread", "expiry-24"])
    assert both.spread == ()
    assert next(rule.term for rule in both.rules if rule.id == "defaults") is not None


def test_set_and_append() -> None:
    patch = HEAD + (
        b'  - do: set\n    path: "redress.notice.p"\n'
        b"    value: {value: 1, unit: probability, grade: fiction, source: [rules]}\n"
        b'  - {do: append, path: "rules[steals].via", value: court}\n'
    )
    scheme, _ = load_scheme(VALID / "base.yaml")
    applied = apply_safeguard(scheme, safeguard=read_safeguard(patch, file="trial"))
    assert [change.path for change in applied.changes] == ["rules[steals].via", "redress.notice.p"]
    assert [change.after for change in applied.changes] == ["shop_camera, court", "1 probability"]
    assert applied.changes[1].source_after == ("rules",)


def test_add_writes_only_where_nothing_is_and_append_only_once(base: Scheme) -> None:
    patch = HEAD + (
        b'  - {do: add, path: "rules[*].label", value: New}\n'
        b'  - {do: append, path: "rules[steals].via", value: court}\n'
        b'  - {do: append, path: "lists[*].copies", value: {id: bank, label: A bank}}\n'
    )
    labelled = replace(base, rules=(replace(base.rules[0], label="Old"), *base.rules[1:]))
    safeguard = read_safeguard(patch, file="trial")
    once = apply_safeguard(labelled, safeguard=safeguard)
    assert [rule.label for rule in once.scheme.rules] == ["Old", *["New" for _ in base.rules[1:]]]
    assert once.scheme.rules[0].via[-1] == "court"
    assert [copy.id for copy in once.scheme.lists[0].copies].count("bank") == 1
    again = apply_safeguard(once.scheme, safeguard=safeguard)
    assert (again.changes, again.scheme) == ((), once.scheme)


def test_a_limit_looks_at_the_largest_case_of_a_number(base: Scheme) -> None:
    text = b"{value: 24, unit: months, grade: assumption, range: [12, 36]}"
    patch = HEAD + b'  - {do: limit, path: "rules[steals].term", value: ' + text + b"}\n"
    rule = base.rules[0]
    assert rule.points is not None
    points = replace(rule.points, value=6.0, unit="months")
    for longer in (
        replace(points, where=(Case(when={"sex": ("female",)}, value=48.0),)),
        replace(points, times={"sex": {"female": 3.0, "male": 0.5}, "age": {"old": 0.1}}, value=9.0),
    ):
        scheme = replace(base, rules=(replace(rule, term=longer), *base.rules[1:]))
        made = apply_safeguard(scheme, safeguard=read_safeguard(patch, file="trial")).scheme
        assert made.rules[0].term is not None
        assert (made.rules[0].term.value, made.rules[0].term.where, made.rules[0].term.times) == (24, (), {})
    shorter = replace(points, times={"sex": {"female": 3.0}})
    scheme = replace(base, rules=(replace(rule, term=shorter), *base.rules[1:]))
    kept = apply_safeguard(scheme, safeguard=read_safeguard(patch, file="trial"))
    assert kept.scheme.rules[0].term == shorter


def test_a_patch_that_makes_no_scheme_is_refused(base: Scheme) -> None:
    patch = HEAD + b'  - {do: set, path: "score.kind", value: products}\n'
    with pytest.raises(InputError, match="S113"):
        apply_safeguard(base, safeguard=read_safeguard(patch, file="trial"))


@pytest.mark.parametrize(("rule", "adverse"), [("steals", True), ("defaults", True), ("clean_year", False)])
def test_adverse_is_told_by_what_a_rule_does(base: Scheme, rule: str, adverse: bool) -> None:
    found = next(item for item in base.rules if item.id == rule)
    assert is_adverse(replace(found, adverse=None), scheme=base) is adverse


def test_diff_names_parts_by_id_and_gives_both_sources(base: Scheme) -> None:
    rule = base.rules[0]
    assert rule.points is not None
    other = replace(
        base, rules=(replace(rule, points=replace(rule.points, value=-30.0, source=("text",))), *base.rules[1:])
    )
    (change,) = diff(base, other)
    assert str(change) == "rules[steals].points: -20 points [rules] -> -30 points [text]"
    assert diff(base, base) == ()


def test_diff_sees_what_is_in_a_number_beside_its_value(base: Scheme) -> None:
    channel = base.channels[0]
    assert channel.sensitivity is not None
    wider = replace(channel, sensitivity=replace(channel.sensitivity, range=(0.1, 0.9)))
    (change,) = diff(base, replace(base, channels=(wider, *base.channels[1:])))
    assert change.path == "channels[shop_camera].sensitivity.range"
    assert (change.before, change.after) == ("0.3, 0.8", "0.1, 0.9")


def test_diff_tells_a_part_that_came_or_went_once(base: Scheme) -> None:
    (change,) = diff(base, replace(base, measures=base.measures[1:]))
    assert (change.path, change.before, change.after) == ("measures[no_train]", "there", None)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("a[*].n", ["1", "2"]),
        ("a[x].n", ["1"]),
        ("a[k=yes].n", ["2"]),
        ("a[k=*].n", ["2"]),
        ("a[m=*].n", []),
        ("b[*].n", ["3"]),
        ("b.y.n", ["3"]),
        ("c.d", []),
    ],
)
def test_selectors(path: str, found: list[str]) -> None:
    data = {"a": [{"id": "x", "n": "1"}, {"id": "z", "n": "2", "k": "yes"}], "b": {"y": {"n": "3"}}}
    assert [match.holder[match.key] for match in matches(data, parse(path)) if match.there] == found


@pytest.mark.parametrize("path", ["", "a..b", "a[", "a[]", "A", "a[[x]]"])
def test_what_is_no_path(path: str) -> None:
    with pytest.raises(ValueError, match="is no step of a path"):
        parse(path)


def test_a_path_keeps_its_steps() -> None:
    assert parse("lists[k=v].term") == (Step("lists", "k=v"), Step("term"))


def test_no_template_of_an_unknown_kind() -> None:
    with pytest.raises(UsageError, match='Did you mean "points"') as caught:
        template("point")
    assert caught.value.exit_code == 2


def test_an_id_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="S121"):
        template("points", scheme_id="Not an id")
