"""What a selector may ask: the conduct behind a part, needs, groups; on small schemes."""

from __future__ import annotations

import pytest

from demerit.errors import InputError
from demerit.scheme.facts import FACTS, OF_SCHEME, Facts
from demerit.scheme.model import (
    Copy,
    Discretion,
    Entry,
    Gate,
    ListSpec,
    Measure,
    PublishedRates,
    Recurring,
    Rule,
    Scheme,
    SpreadRule,
    Target,
    TraitRule,
)
from demerit.scheme.names import Names
from demerit.scheme.resolve import resolve
from demerit.scheme.safeguard import load_safeguard, read_safeguard
from demerit.scheme.selector import asked, matches, parse
from tests.builders import channel, quantity, scheme

NAMES = Names(
    opens={"littering": None, "protest": None, "worship": None, "borrows": "debt", "theft": None},
    gravity={"littering": 1, "protest": 0, "worship": 0, "borrows": 0, "theft": 3},
    protected={"littering": "none", "protest": "assembly", "worship": "religion", "borrows": "none", "theft": "none"},
    domain={
        "littering": "civic", "protest": "political", "worship": "religion", "borrows": "credit", "theft": "justice",
    },
    essential=frozenset({"food"}),
    special={"faith": "religion"},
)  # fmt: skip


def entry(name: str, rule: str, **more: object) -> Entry:
    return Entry(id=name, rule=rule, **more)  # type: ignore[arg-type]


def rules_of(*rules: Rule, **more: object) -> Facts:
    return Facts(resolve(scheme(rules=rules, **more)), NAMES)


def test_a_rule_is_as_grave_and_protected_as_its_conduct_and_being_unable_is_lawful() -> None:
    open_debt = Recurring(when="open", obligation="debt")
    facts = rules_of(
        Rule(id="march", on="protest", trigger=True),
        Rule(id="steals", on="theft", trigger=True),
        Rule(id="unknown", on="flying", trigger=True),
        Rule(id="unable", recurring=Recurring(when="open", obligation="debt", able=False), trigger=True),
        Rule(id="owing", recurring=open_debt, trigger=True),
    ).rules
    assert facts["march"] == {"gravity": "0", "protected": "assembly", "listed": "false", "again": "false"}
    assert facts["steals"] == {"gravity": "3", "protected": "none", "listed": "false", "again": "false"}
    assert facts["unable"]["gravity"] == "0"
    assert [name for name in ("unknown", "owing") if "gravity" in facts[name]] == []


@pytest.mark.parametrize(
    ("conduct", "gravity", "protected"),
    [
        (("protest",), "0", "assembly"),
        (("protest", "worship"), "0", "several"),
        (("protest", "borrows"), "0", "none"),
        (("protest", "theft"), "3", "none"),
    ],
)
def test_of_several_behaviours_the_gravest_counts_and_all_must_be_protected(
    conduct: tuple[str, ...], gravity: str, protected: str
) -> None:
    rates = PublishedRates(selected=quantity(0.1), target="aim")
    made = scheme(
        targets=(Target(id="aim", conduct=conduct),),
        lists=(ListSpec(id="black", entries=(Entry(id="drawn", rates=rates),)),),
    )
    facts = Facts(resolve(made), NAMES).entries["drawn"]
    assert (facts["gravity"], facts["protected"]) == (gravity, protected)


def test_listed_is_a_rule_that_leads_to_a_penal_list_at_once() -> None:
    facts = rules_of(
        *(Rule(id=name, on="theft", trigger=True) for name in ("once", "thrice", "praised")),
        lists=(
            ListSpec(id="black", entries=(entry("a", "once"), entry("b", "thrice", count=3))),
            ListSpec(id="red", penal=False, entries=(entry("c", "praised"),)),
        ),
    ).rules
    assert {name: about["listed"] for name, about in facts.items()} == {
        "once": "true", "thrice": "false", "praised": "false",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("one", "two", "again"),
    [
        ({}, {}, "true"),
        ({"via": ("a", "b")}, {"via": ("b",)}, "true"),
        ({"via": ("a",)}, {"via": ("b",)}, "false"),
        ({"applies_to": {"age": ("old",)}}, {"applies_to": {"age": ("young",)}}, "false"),
        ({"applies_to": {"age": ("old",)}}, {"applies_to": {"sex": ("female",)}}, "true"),
        ({"until": "2020-05"}, {"since": "2020-06"}, "false"),
        ({"until": "2020-06"}, {"since": "2020-06"}, "true"),
        ({}, {"adverse": False}, "false"),
        ({}, {"on": "littering"}, "false"),
    ],
)
def test_again_is_a_second_adverse_rule_that_one_record_can_fall_under(one: dict, two: dict, again: str) -> None:  # type: ignore[type-arg]
    base = {"on": "theft", "trigger": True, "adverse": True}
    facts = rules_of(Rule(id="first", **{**base, **one}), Rule(id="second", **{**base, **two})).rules
    assert (facts["first"]["again"], facts["second"]["again"]) == ("false", again)


def test_a_second_list_of_a_rule_is_again_unless_the_lists_exclude_each_other() -> None:
    rule = Rule(id="steals", on="theft", trigger=True)
    for replaces, again in (((), "true"), (("grey",), "false")):
        lists = (
            ListSpec(id="grey", entries=(entry("a", "steals"), entry("a2", "steals", count=2))),
            ListSpec(id="black", entries=(entry("b", "steals"),), replaces=replaces),
            ListSpec(id="red", penal=False, entries=(entry("c", "steals"),)),
        )
        facts = rules_of(rule, lists=lists).entries
        assert {name: about["again"] for name, about in facts.items()} == {
            "a": "false", "a2": "false", "b": again, "c": "false",
        }  # fmt: skip


def with_ways() -> Scheme:
    """Measures that hang on conduct in every way that there is."""
    return scheme(
        channels=(channel("theft"),),
        rules=(
            Rule(id="steals", on="theft", trigger=True),
            Rule(id="owes", recurring=Recurring(when="open", obligation="debt"), trigger=True),
        ),
        gates=(
            Gate(id="card", held_at_start=quantity(1.0), lost_on=("owes",)),
            Gate(id="pass", held_at_start=quantity(1.0)),
        ),
        discretion=(Discretion(id="clerk", p=quantity(0.1), after=("steals",), after_factor=quantity(2.0, "factor")),),
        lists=(
            ListSpec(id="black", entries=(entry("a", "steals"),), copies=(Copy(id="bank"),), implies=("grey",)),
            ListSpec(id="grey"),
            ListSpec(id="kin"),
        ),
        spread=(SpreadRule(id="family", list="grey", to="household", lands="kin"),),
        measures=(
            Measure(id="by_list", kind="deny", list="black", domain="justice"),
            Measure(id="by_implied", kind="deny", list="grey", domain="justice"),
            Measure(id="by_tie", kind="deny", list="kin", domain="travel"),
            Measure(id="by_copy", kind="deny", copy="bank", domain="credit"),
            Measure(id="by_loss", kind="deny", gate="card", domain="credit"),
            Measure(id="by_pass", kind="deny", gate="pass", domain="credit", need="food"),
            Measure(id="by_clerk", kind="deny", discretion="clerk", domain="justice"),
            Measure(id="by_rule", kind="burden", rule="owes", domain="justice"),
        ),
    )


def test_a_measure_has_the_fields_of_all_conduct_that_leads_to_it() -> None:
    facts = Facts(resolve(with_ways()), NAMES).measures
    assert {name: about["domain"] for name, about in facts.items()} == {
        "by_list": "same", "by_implied": "same", "by_tie": "other", "by_copy": "other", "by_loss": "same",
        "by_pass": "none", "by_clerk": "same", "by_rule": "other",
    }  # fmt: skip
    assert [name for name, about in facts.items() if about["essential"] == "true"] == ["by_pass"]


def test_a_band_has_the_fields_of_adverse_points_and_not_of_good_deeds() -> None:
    points = {"points": quantity(-5.0, "points", range=(-9.0, 0.0))}
    better = {"points": quantity(5.0, "points")}
    facts = rules_of(
        Rule(id="steals", on="theft", **points),
        Rule(id="prays", on="worship", **better),
        measures=(
            Measure(id="same", kind="deny", band=("bad",), domain="justice"),
            Measure(id="other", kind="deny", band=("bad",), domain="religion"),
        ),
    ).measures
    assert (facts["same"]["domain"], facts["other"]["domain"]) == ("same", "other")


def test_special_is_what_names_a_marked_attribute() -> None:
    facts = Facts(resolve(scheme()), NAMES)
    for section, key, item, special in (
        ("by", "faith", {"a": "1"}, "true"),
        ("times", "age", {"a": "1"}, "false"),
        ("where", 0, {"when": {"age": ["old"], "faith": ["a"]}, "value": "1"}, "true"),
        ("cases", 0, {"unless": {"faith": ["a"]}, "value": "1"}, "true"),
        ("cases", 0, {"when": {"age": ["old"]}, "value": "1"}, "false"),
        ("rules", 0, {"id": "x", "applies_to": {"faith": ["a"]}}, "true"),
        ("spread", 0, {"id": "x", "only": {"faith": ["a"]}}, "true"),
        ("traits", 0, {"id": "x", "points": {"times": {"faith": {"a": "2"}}}}, "true"),
        ("traits", 0, {"id": "x", "points": {"where": [{"when": {"faith": ["a"]}}]}}, "true"),
        ("traits", 0, {"id": "x", "points": {"by": {"age": {"old": "2"}}}}, "false"),
    ):
        assert facts.about(section, key, item)["special"] == special, (section, item)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("a[k=yes,n=2].n", ["2"]),
        ("a[k=yes,n=1].n", []),
        ("a[k!=yes].n", ["1"]),
        ("a[k!=*].n", ["1"]),
        ("a[t.kind=open].n", ["2"]),
        ("a[t.kind!=open].n", ["1"]),
        ("a[of.gravity=0].n", ["1"]),
        ("a[of.gravity!=0].n", ["2"]),
        ("a[of.nothing!=0].n", []),
        ("a[of.gravity=0,n=2].n", []),
    ],
)
def test_conditions_of_a_selector(path: str, found: list[str]) -> None:
    data = {"a": [{"id": "x", "n": "1"}, {"id": "z", "n": "2", "k": "yes", "t": {"kind": "open"}}]}

    def about(_section: str, _key: str | int, item: dict[str, str]) -> dict[str, str]:
        return {"gravity": "0" if item["id"] == "x" else "2"}

    assert [match.holder[match.key] for match in matches(data, parse(path), about=about)] == found


def test_facts_that_a_path_asks_for() -> None:
    assert list(asked(parse("lists[penal=true].entries[of.gravity=0,of.again=true].term"))) == [
        ("entries", "gravity"), ("entries", "again"),
    ]  # fmt: skip


def test_a_safeguard_that_needs_a_society_says_so_and_others_do_not() -> None:
    made = resolve(with_ways())
    with pytest.raises(InputError, match="S352"):
        resolve(made, safeguards=["no-essentials"])
    changed = resolve(made, safeguards=["no-essentials"], names=NAMES)
    (measure,) = (item for item in changed.measures if item.id == "by_pass")
    assert measure.enforcement is not None
    assert measure.enforcement.value == 0
    assert resolve(made, safeguards=["no-double-punishment"]).lists[0].implies == ()
    assert {fact for facts in FACTS.values() for fact in facts} >= OF_SCHEME


@pytest.mark.parametrize("path", ["rules[of.colour=red]", "channels[of.gravity=0]", "lists[of.again=true]"])
def test_a_fact_that_there_is_not_is_refused(path: str) -> None:
    head = "format: demerit.safeguard/1\nid: trial\ntitle: trial\nbasis: proposal\npatch:\n"
    with pytest.raises(InputError, match="S350"):
        read_safeguard(f'{head}  - {{do: remove, path: "{path}"}}\n'.encode(), file="trial")


def test_traits_of_a_special_category_go_and_others_stay() -> None:
    points = quantity(0.0, "points", by={"faith": {"a": -5.0}}, range=(-9.0, 9.0))
    other = quantity(0.0, "points", by={"age": {"old": -5.0}}, range=(-9.0, 9.0))
    made = scheme(traits=(TraitRule(id="faith", points=points), TraitRule(id="age", points=other)))
    changed = resolve(made, safeguards=["no-special-categories"], names=NAMES)
    assert [trait.id for trait in changed.traits] == ["age"]
    assert resolve(made, safeguards=["no-traits"]).traits == ()
    assert load_safeguard("no-traits").basis == "proposal"
