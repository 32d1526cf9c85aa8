"""Firms beside people, engine against twin: every part that reads whose file it is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from demerit.scheme.check import scheme_defects
from demerit.scheme.model import Entry as Way
from demerit.scheme.model import (
    Exit,
    FalseRecords,
    Gate,
    ListSpec,
    Measure,
    Misattribution,
    Recurring,
    Rule,
    Scheme,
    SpreadRule,
    Subjects,
    Term,
    TieTerm,
)
from demerit.scheme.redress import Instance, Notice, Redress, Wins
from demerit.society.fit import names_of
from demerit.society.load import SocietyBundle
from demerit.society.model import Ability, Firms, Need, ObligationSpec, OnlyWhile, Response, Responses
from tests.builders import behaviour, channel, fixed, points_scheme, quantity, tiny_society
from tests.twin.compare import differences

FIRMS = Firms(per_1000=quantity(10.0, "count"), officers=quantity(2.5, "count"), employed=quantity(0.5))
WINS = Wins(wrong=quantity(0.8), right=quantity(0.3))


def owed(name: str) -> ObligationSpec:
    """A debt that half can pay, open for some at the start."""
    able = Ability(share=quantity(0.5), loses=quantity(0.5, "per_year"), gains=quantity(0.5, "per_year"))
    return ObligationSpec(
        id=name,
        able=able,
        performed_able=quantity(2.0, "per_year"),
        performed_unable=quantity(0.5, "per_year"),
        open_at_start=quantity(0.2),
        while_listed=quantity(2.0, "factor"),
    )


def town() -> SocietyBundle:
    """People and firms that both act, owe and ask."""
    return tiny_society(
        behaviour("littering", 2.0),
        behaviour("debt", 1.0, opens="loan"),
        behaviour("quarrel", 1.0, of="household", gravity=0),
        behaviour("dumping", 1.5, of="firm", dispersion=quantity(0.5, "factor")),
        behaviour("arrears", 0.6, of="firm", opens="tax", bank="own"),
        behaviour("bragging", 2.0, of="firm", gravity=0, only_while=OnlyWhile(listed=True), bank="own"),
        behaviour("unseen", 2.0, of="firm", bank="unseen"),
        behaviour("passing", 2.0, of="firm", bank="passing", only_while=OnlyWhile(gate="card")),
        obligations=(owed("loan"), owed("tax")),
        needs=(
            Need(id="train", rate=quantity(6.0, "per_year", by={"sex": {"male": 3.0}}), essential=True),
            Need(id="box", rate=quantity(6.0, "per_year"), per="household"),
            Need(id="tender", rate=quantity(9.0, "per_year"), per="firm", essential=True),
        ),
        responses=Responses(
            format="demerit.responses/1",
            id="tiny",
            decay=quantity(0.1, "factor"),
            a_own=quantity(0.4, "factor"),
            a_tie=quantity(0.2, "factor"),
            rho=quantity(0.5, "factor"),
            h_max=quantity(1.8, "factor", range=(1.0, 2.0)),
            responses=(
                Response(kind="deterrence", on=True, coefficient=quantity(0.8, "factor", range=(0.0, 1.0))),
                Response(
                    kind="hardship",
                    on=True,
                    coefficient=quantity(0.2, "factor", range=(0.0, 0.2)),
                    conduct=("littering", "dumping"),
                ),
                Response(
                    kind="while_listed",
                    on=True,
                    coefficient=quantity(1.5, "factor", range=(0.0, 2.0)),
                    conduct=("arrears",),
                ),
            ),
        ),
        firms=FIRMS,
        persons=300,
    )


def listed(name: str, unit: str, rule: str, **more: Any) -> ListSpec:
    """A list with one way in, for some months."""
    return ListSpec(id=name, unit=unit, entries=(Way(id=f"{name}-way", rule=rule, term=fixed(2.5)),), **more)  # type: ignore[arg-type]


def both(main: str) -> Scheme:
    """A scheme on people and firms, with everything that may differ by whose file it is."""
    people = "person" if main == "firm" else main
    theirs, ours = ("littering", "dumping") if main != "firm" else ("dumping", "littering")
    other = "firm" if main != "firm" else "person"
    mistaken = Misattribution(p=quantity(0.2), alike=("sex",))
    false = FalseRecords(rate=quantity(0.5, "per_year", by={"sex": {"male": 1.0}}))
    return points_scheme(
        subjects=Subjects(unit=main, also=(other,), only={"sex": ("male",)}),  # type: ignore[arg-type]
        channels=(
            channel("littering", "dumping", sensitivity=0.7, misattribution=mistaken, false_records=false),
            channel("debt", "quarrel", name="court", false_records=false, coverage=quantity(0.8), coverage_by="block"),
            channel(
                "arrears",
                "bragging",
                name="office",
                false_records=false,
                coverage=quantity(0.5),
                coverage_by="household",
            ),
            channel("passing", name="gatekeeper"),
        ),
        rules=(
            Rule(id="main", on=theirs, unit=main, points=quantity(-12.0, "points"), term=quantity(3.0, "months")),  # type: ignore[arg-type]
            Rule(id="other", on=ours, unit=other, trigger=True, term=quantity(3.0, "months")),  # type: ignore[arg-type]
            Rule(id="loan", on="debt", unit=people, trigger=True),  # type: ignore[arg-type]
            Rule(id="tax", on="arrears", unit="firm", trigger=True, delay=quantity(20.0, "days")),
            Rule(
                id="still",
                unit="firm",
                recurring=Recurring(when="open", obligation="tax", months=2),
                trigger=True,
                term=quantity(1.0, "months"),
            ),
            Rule(
                id="clean",
                unit=other,
                recurring=Recurring(when="clean", months=3),
                trigger=True,
                term=quantity(2.0, "months"),
                adverse=False,
            ),  # type: ignore[arg-type]
        ),
        lists=(
            listed("people", people, "loan"),
            ListSpec(
                id="firms",
                unit="firm",
                entries=(Way(id="by-tax", rule="tax", term=Term(kind="open")),),
                exits=(Exit(id="paid", on="performed", p=quantity(0.8)),),
                implies=("shame",),
            ),
            listed("shame", "firm", "still"),
            ListSpec(id="order", unit=people, note="Entered by ties."),  # type: ignore[arg-type]
        ),
        gates=(Gate(id="card", held_at_start=quantity(0.7), lost_on=("main",), lost=quantity(1.0, "per_year")),),
        spread=(
            SpreadRule(id="officers", list="firms", to="officer", lands="order", mode="mirror"),
            SpreadRule(id="staff", list="shame", to="employee", lands="order", p_carry=quantity(0.5)),
            SpreadRule(id="back", list="people", to="~employee", lands="shame", hops=2),
            SpreadRule(id="lines", rule="tax", to="employee", lands="loan", p_carry=quantity(0.4), fault_required=True),
            SpreadRule(id="kin", list="order", to="friend", hops=3, only={"sex": ("male",)}),
        ),
        measures=(
            Measure(id="no-train", kind="deny", list="order", need="train", domain="travel"),
            Measure(id="no-box", kind="deny", list="people", need="box", domain="money"),
            Measure(id="no-tender", kind="deny", list="firms", need="tender", domain="money"),
            Measure(id="named", kind="burden", list="shame"),
            Measure(id="told", kind="burden", rule="other"),
            Measure(id="looked-at", kind="inspect", list="firms", channel="camera", factor=quantity(1.4, "factor")),
            Measure(id="no-card", kind="burden", gate="card"),
        ),
        redress=Redress(
            notice=Notice(p=quantity(0.8)),
            p_learns=quantity(0.5),
            instances=(
                Instance(
                    id="bench",
                    p_files=quantity(0.6),
                    wins=WINS,
                    decision=quantity(2.0, "months"),
                    capacity_per_month=quantity(9.0, "count"),
                ),
            ),
        ),
    )


@pytest.mark.parametrize("main", ["person", "household", "firm"])
def test_engine_and_twin_agree_on_two_units(main: str) -> None:
    """Rules, lists, measures, obligations, needs, responses, redress and spreads of both, month by month."""
    scheme, bundle = both(main), town()
    if main != "firm":
        term = TieTerm(id="staffed", tie="~employee", list="firms", points=quantity(-6.0, "points"), at_most=2)
        mixing = TieTerm(id="drawn", tie="friend", mix=quantity(0.4))
        scheme = replace(scheme, score=replace(scheme.score, terms=(term, mixing)))
    assert scheme_defects(scheme, names=names_of(bundle)) == []
    assert differences(scheme, bundle, persons=300, months=9, burn_in=2) == []


def test_engine_and_twin_agree_on_firms_alone() -> None:
    """Listings cross from firm to firm along the persons they share; persons act and are outside."""
    bundle = town()
    scheme = points_scheme(
        subjects=Subjects(unit="firm"),
        channels=(
            channel("dumping", "arrears", sensitivity=0.6, false_records=FalseRecords(rate=quantity(0.5, "per_year"))),
        ),
        rules=(
            Rule(id="dumps", on="dumping", points=quantity(-12.0, "points"), term=quantity(3.0, "months")),
            Rule(id="tax", on="arrears", trigger=True),
        ),
        lists=(listed("firms", "firm", "tax"),),
        gates=(Gate(id="card", held_at_start=quantity(0.7), lost_on=("tax",)),),
        spread=(
            SpreadRule(id="officers", list="firms", to="officer", hops=2),
            SpreadRule(id="staff", list="firms", to="employee", mode="mirror", p_carry=quantity(0.3)),
        ),
        measures=(Measure(id="no-tender", kind="deny", list="firms", need="tender"),),
    )
    term = TieTerm(id="shared", tie="officer", list="firms", points=quantity(-4.0, "points"))
    mixing = TieTerm(id="drawn", tie="employee", mix=quantity(0.6, "share"))
    scheme = replace(scheme, score=replace(scheme.score, terms=(mixing, term)))
    assert scheme_defects(scheme, names=names_of(bundle)) == []
    assert differences(scheme, bundle, persons=4096, months=6) == []


def test_firms_act_where_nobody_keeps_files_on_them() -> None:
    """Their acts are counted in a group of their own, and nothing else of theirs is."""
    scheme, bundle = points_scheme(channels=(channel("littering", "dumping"),)), town()
    assert differences(scheme, bundle, persons=200, months=6) == []


def test_a_list_of_another_unit_limits_no_band() -> None:
    made = both("person")
    limited = tuple(replace(each, to_band="bad") if each.unit == "firm" else each for each in made.lists)
    told = scheme_defects(replace(made, lists=limited), names=names_of(town()))
    assert {each.code for each in told} == {"S338"}
    assert "firm" in told[0].message
