"""What the safeguards that ask for conduct, needs and fields change in one small scheme, value by value."""

from __future__ import annotations

from dataclasses import replace

import pytest

from demerit.evidence.quantity import Grade, Quantity
from demerit.scheme.check import scheme_defects
from demerit.scheme.model import (
    Band,
    Channel,
    Confusion,
    Copy,
    Entry,
    Exit,
    FalseRecords,
    Inspection,
    ListSpec,
    Measure,
    Misattribution,
    Patrols,
    Repeat,
    Rule,
    Scheme,
    Score,
    Term,
    Watch,
)
from demerit.scheme.names import Names
from demerit.scheme.resolve import resolve
from demerit.scheme.safeguard import apply_safeguard, load_safeguard
from tests.builders import fixed, quantity, scheme

NAMES = Names(
    attributes={"age": ("young", "old")},
    joint=frozenset({"age"}),
    opens=dict.fromkeys(("theft", "protest", "helps", "displeases"), None),
    of=dict.fromkeys(("theft", "protest", "helps", "displeases"), "person"),
    gravity={"theft": 2, "protest": 0, "helps": 0, "displeases": 0},
    protected={"theft": "none", "protest": "assembly", "helps": "none", "displeases": "none"},
    domain={"theft": "justice", "protest": "political", "helps": "civic", "displeases": "civic"},
    per={"bread": "person", "train": "person"},
    needs=frozenset({"bread", "train"}),
    essential=frozenset({"bread"}),
)


def points(value: float) -> Quantity:
    return quantity(value, "points", range=(-200.0, 200.0))


@pytest.fixture(scope="module")
def base() -> Scheme:
    """Points and two lists for theft, protest and what displeases; a reward for help."""
    watches = tuple(Watch(behaviour=name) for name in ("theft", "protest", "helps", "displeases"))
    camera = Channel(
        id="camera",
        watches=watches,
        sensitivity=quantity(0.4, by={"age": {"old": 0.6}}, range=(0.2, 0.7)),
        false_records=FalseRecords(rate=quantity(0.2, "per_year", range=(0.1, 0.4))),
        misattribution=Misattribution(p=quantity(0.05, range=(0.0, 0.1))),
        confusion=(Confusion(of="protest", recorded_as="theft", p=quantity(0.3, range=(0.1, 0.5))),),
        inspection=Inspection(factor=quantity(2.0, "factor", range=(1.0, 3.0))),
    )
    return scheme(
        channels=(camera,),
        rules=(
            Rule(id="steals", on="theft", points=points(-40), repeat=Repeat(factor=quantity(2.0, "factor"))),
            Rule(id="steals_too", on="theft", trigger=True, adverse=True),
            Rule(id="marches", on="protest", points=points(-10)),
            Rule(id="displeases", on="displeases", trigger=True, count_each=True),
            Rule(id="helps", on="helps", points=points(5)),
        ),
        score=Score(kind="sum", initial=points(100)),
        bands=(Band(id="bad", penal=True), Band(id="good", at_least=points(40))),
        lists=(
            ListSpec(
                id="black",
                entries=(Entry(id="by_theft", rule="steals_too", term=fixed(12)),
                         Entry(id="by_points", rule="steals", term=fixed(12)),
                         Entry(id="by_displeasing", rule="displeases", term=Term(kind="open"))),
                exits=(Exit(id="out", on="granted", rate=quantity(1.0, "per_year"), entries=("by_displeasing",)),),
                implies=("grey",),
                copies=(Copy(id="bank"),),
            ),
            ListSpec(id="grey", entries=(Entry(id="by_march", rule="marches", term=fixed(6)),
                                         Entry(id="again", rule="steals_too", term=fixed(6)))),
        ),
        measures=(
            Measure(id="no_bread", kind="deny", list="black", need="bread", domain="food"),
            Measure(id="bread_for_good", kind="grant", band=("good",), need="bread", domain="food"),
            Measure(id="no_train", kind="deny", list="grey", need="train", domain="political"),
            Measure(id="fee", kind="burden", band=("bad",), domain="justice"),
            Measure(id="no_loan", kind="lose", copy="bank", domain="credit"),
            Measure(id="looked_at", kind="inspect", list="black", factor=quantity(3.0, "factor"), domain="civic"),
        ),
    )  # fmt: skip


def changed(made: Scheme, name: str) -> tuple[Scheme, set[str]]:
    """The scheme with a safeguard, without a fault, and where it differs."""
    applied = apply_safeguard(made, safeguard=load_safeguard(name), names=NAMES)
    assert scheme_defects(applied.scheme, names=NAMES) == []
    return applied.scheme, {change.path for change in applied.changes}


def test_the_scheme_has_no_fault(base: Scheme) -> None:
    assert scheme_defects(base, names=NAMES) == []


def test_no_lawful_conduct(base: Scheme) -> None:
    made, where = changed(base, "no-lawful-conduct")
    assert where == {
        "rules[marches]", "rules[displeases]", "lists[black].entries[by_displeasing]", "lists[black].exits[out]",
        "lists[grey].entries[by_march]",
    }  # fmt: skip
    assert [rule.id for rule in made.rules] == ["steals", "steals_too", "helps"], "a reward for what is lawful stays"


def test_no_protected_conduct(base: Scheme) -> None:
    assert changed(base, "no-protected-conduct")[1] == {"rules[marches]", "lists[grey].entries[by_march]"}


def test_no_essentials(base: Scheme) -> None:
    made, where = changed(base, "no-essentials")
    assert where == {"measures[no_bread].enforcement"}
    assert made.measures[0].enforcement is not None
    assert (made.measures[0].enforcement.value, made.measures[0].enforcement.range) == (0, (0, 0.05))


def test_same_domain_only(base: Scheme) -> None:
    _, where = changed(base, "same-domain-only")
    assert where == {"measures[no_bread].enforcement", "measures[no_loan].enforcement"}
    without = replace(base, rules=base.rules[:2] + base.rules[3:])
    lists = (base.lists[0], replace(base.lists[1], entries=base.lists[1].entries[1:]))
    assert changed(replace(without, lists=lists), "same-domain-only")[1] - where == {"measures[no_train].enforcement"}


def test_second_source(base: Scheme) -> None:
    made, where = changed(base, "second-source")
    (camera,) = made.channels
    assert {path.removeprefix("channels[camera].") for path in where if path.startswith("channels")} == {
        *(f"watches[{name}].sensitivity" for name in ("theft", "protest", "helps", "displeases")),
        "false_records.rate", "misattribution.p", "confusion[0].p", "inspection.factor",
    }  # fmt: skip
    seen = camera.watches[0].sensitivity
    assert seen is not None
    assert (seen.value, seen.by, seen.range) == (0.16, {"age": {"old": 0.36}}, (0.04, 0.7))
    assert seen.grade is Grade.ASSUMPTION
    assert seen.derived == "second-source: 0.4 times itself"
    assert camera.false_records is not None
    assert (camera.false_records.rate.value, camera.false_records.rate.range) == (0.02, (0.001, 0.2))
    assert camera.misattribution is not None
    assert (camera.misattribution.p.value, camera.confusion[0].p.value) == (0.005, 0.03)
    assert camera.inspection is not None
    assert (camera.inspection.factor.value, camera.inspection.factor.range) == (4, (1, 9))
    assert [m.factor.value for m in made.measures if m.factor] == [9]


def followed(base: Scheme, by: str, **more: bool) -> Scheme:
    """The scheme whose camera goes where its records were."""
    patrols = Patrols(by=by, start=quantity(5.0, "count", range=(1.0, 9.0)), **more)
    return replace(base, channels=(replace(base.channels[0], patrols=patrols),))


def test_corrected_patrols(base: Scheme) -> None:
    made, where = changed(followed(base, "age"), "corrected-patrols")
    assert where == {"channels[camera].patrols.corrected"}
    assert made.channels[0].patrols == replace(followed(base, "age").channels[0].patrols, corrected=True)
    assert changed(followed(base, "age", corrected=True), "corrected-patrols")[1] == set()
    assert changed(base, "corrected-patrols")[1] == set(), "nobody patrols"


def test_patrols_of_nobody(base: Scheme) -> None:
    """Looking alike, or not by what is special, leaves no patrols that follow records."""
    made, where = changed(followed(base, "age", corrected=True), "inspection-alike")
    assert {"channels[camera].patrols.by", "channels[camera].patrols.start"} <= where
    assert made.channels[0].patrols is None
    for names, left in ((NAMES, True), (replace(NAMES, special={"age": "health"}), False)):
        fair = apply_safeguard(followed(base, "age"), safeguard=load_safeguard("no-special-categories"), names=names)
        assert (fair.scheme.channels[0].patrols is not None) is left


def test_human_decision(base: Scheme) -> None:
    made, _ = changed(base, "human-decision")
    assert {rule.id: rule.hearing for rule in made.rules} == {
        "steals": True, "steals_too": True, "marches": True, "displeases": True, "helps": False,
    }  # fmt: skip
    hearing = made.redress.hearing
    assert hearing is not None
    assert (hearing.p_heard.value, hearing.wins.wrong.value, hearing.wins.right.value) == (1, 0.86, 0.05)
    reversed_alone, reversed_with_person = 34018 / 40195, 9910 / 22589  # published of MiDAS
    left = reversed_with_person / (1 - reversed_with_person) / (reversed_alone / (1 - reversed_alone))
    assert 1 - (1 - hearing.wins.right.value) * left == pytest.approx(hearing.wins.wrong.value, abs=0.01)
    assert hearing.wins.wrong.range == (0.01, 0.95)
    assert changed(base, "human-decision-on-paper")[1] == set(), "nothing was declared"
    lenient = replace(base, rules=base.rules[4:], lists=(), measures=base.measures[1:2])
    assert changed(lenient, "human-decision")[1] == set(), "nobody has to look at rewards"


def test_cap_per_act(base: Scheme) -> None:
    made, where = changed(base, "cap-per-act")
    assert where == {"rules[steals].cap.points", "rules[steals].cap.months"}
    cap = made.rules[0].cap
    assert cap is not None
    assert (cap.points.value, cap.points.range, cap.months) == (30, (15, 60), 1)  # half of 100 - 40
    assert made.rules[0].points == base.rules[0].points


def test_no_double_punishment(base: Scheme) -> None:
    made, _ = changed(base, "no-double-punishment")
    assert [rule.id for rule in made.rules] == ["steals", "marches", "displeases", "helps"]
    steals, marches, displeases, helps = made.rules
    assert (steals.points, steals.repeat, steals.trigger) == (None, None, True), "it leads to a list"
    assert (marches.points, marches.trigger) == (None, True)
    assert displeases.count_each is False
    assert helps == resolve(base).rules[4]
    assert [entry.id for entry in made.lists[0].entries] == ["by_points", "by_displeasing"]
    assert [entry.id for entry in made.lists[1].entries] == ["by_march"]
    assert made.lists[0].implies == ()


def test_expiry(base: Scheme) -> None:
    made, _ = changed(base, "expiry-12")
    terms = {rule.id: rule.term.value for rule in made.rules if rule.term}
    assert terms == {"steals": 12, "steals_too": 12, "marches": 12, "displeases": 12}
    assert [entry.term for entry in made.lists[0].entries] == [entry.term for entry in base.lists[0].entries]
    assert [entry.term for entry in made.lists[1].entries] == [entry.term for entry in base.lists[1].entries]
