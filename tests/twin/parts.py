"""Small schemes, each of which leans on one part of the month; for the engine and its twin, and for planted faults."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from demerit.scheme.model import (
    Band,
    Cap,
    Confusion,
    Discretion,
    Entry,
    Exit,
    Extension,
    FalseRecords,
    Gate,
    Inspection,
    ListSpec,
    Measure,
    Misattribution,
    Mistaken,
    PublishedRates,
    Recurring,
    Repeat,
    Rule,
    Schedule,
    ScheduleStep,
    Scheme,
    Score,
    SpreadRule,
    Subjects,
    Term,
    TieTerm,
    TraitRule,
)
from demerit.scheme.redress import Hearing, Instance, Notice, Redress, Repair, Wins
from demerit.society.load import SocietyBundle
from demerit.society.model import Ability, Belief, Need, ObligationSpec, OnlyWhile, Response, Responses, TieKind
from tests.builders import behaviour, channel, dated, fixed, list_scheme, points_scheme, quantity, scheme, tiny_society


@dataclass(frozen=True)
class Part:
    """A scheme on a society, and how to run them."""

    scheme: Scheme
    bundle: SocietyBundle = field(default_factory=tiny_society)
    months: int = 14
    burn_in: int = 0
    seed: int = 1
    persons: int = 80


def points(value: float, **more: Any) -> Any:
    """Points."""
    return quantity(value, "points", **more)


def months(value: float) -> Any:
    """A time in months."""
    return quantity(value, "months")


def litter(**more: Any) -> Rule:
    """The rule on littering: five points off for six months, unless it says otherwise."""
    given: dict[str, Any] = {"points": points(-5.0), "term": months(6.0)}
    return Rule(id="litter", on="littering", **(given | more))


def trigger(**more: Any) -> Rule:
    """The rule on littering that puts on a list."""
    return Rule(id="litter", on="littering", trigger=True, **more)


def way(length: float = 4.0, **more: Any) -> Entry:
    """A way onto the list by the rule on littering."""
    return Entry(id="way", rule="litter", **({"term": fixed(length)} | more))


def listing(*, again: Any = "ignore", entry: Entry | None = None, **more: Any) -> ListSpec:
    """A list with one way in."""
    return ListSpec(id="black", entries=(entry or way(),), again=again, note="Open ends are meant.", **more)


def lister(*lists: ListSpec, **more: Any) -> Scheme:
    """A scheme of lists and one trigger."""
    more.setdefault("rules", (trigger(term=months(1.0)),))
    return list_scheme(lists=lists or (listing(),), **more)


def fine(**more: Any) -> ObligationSpec:
    """A debt, half of whose debtors can pay."""
    given: dict[str, Any] = {
        "able": Ability(share=quantity(0.5), loses=quantity(1.0, "per_year"), gains=quantity(1.0, "per_year")),
        "performed_able": quantity(4.0, "per_year"),
        "performed_unable": quantity(0.5, "per_year"),
    }
    return ObligationSpec(id="fine", **(given | more))


def court(**more: Any) -> Instance:
    """An appeal that everybody files and half win."""
    given: dict[str, Any] = {
        "p_files": quantity(0.8),
        "wins": Wins(wrong=quantity(0.7), right=quantity(0.3)),
        "decision": months(2.0),
    }
    return Instance(id="court", **(given | more))


def appeals(*instances: Instance, **more: Any) -> Redress:
    """Notice to everybody, and appeals."""
    return Redress(**({"notice": Notice(p=quantity(1.0)), "instances": instances or (court(),)} | more))


def errors(**more: Any) -> Any:
    """A camera that makes mistakes of every kind."""
    given: dict[str, Any] = {
        "sensitivity": 0.8,
        "false_records": FalseRecords(rate=quantity(1.0, "per_year")),
        "misattribution": Misattribution(p=quantity(0.3)),
    }
    return channel("littering", **(given | more))


def at_work(*responses: Response, **more: Any) -> Responses:
    """Responses that are on, with the exposure they read."""
    given: dict[str, Any] = {
        "decay": quantity(0.1, "factor"),
        "a_own": quantity(0.5, "factor"),
        "a_tie": quantity(0.2, "factor"),
        "rho": quantity(0.5, "factor"),
        "h_max": quantity(1.5, "factor", range=(1.0, 2.0)),
    }
    return Responses(format="demerit.responses/1", id="tiny", responses=responses, **(given | more))


def takes(kind: Any, value: float, *, high: float = 2.0, **more: Any) -> Response:
    """A response that is on."""
    return Response(kind=kind, on=True, coefficient=quantity(value, "factor", range=(0.0, high)), **more)


def need(name: str = "train", rate: float = 6.0, **more: Any) -> Need:
    """A service asked for."""
    return Need(id=name, rate=quantity(rate, "per_year"), **more)


def deny(**more: Any) -> Measure:
    """Refuses the train."""
    return Measure(**({"id": "stay-home", "kind": "deny", "need": "train"} | more))


FRIENDS = SpreadRule(id="friends", list="black", to="friend", p_carry=quantity(0.1))
CLOSE = (TieKind(id="friend", mean_degree=quantity(200.0, "count"), within="4096", slots=300),)
"""Ties of which some four lead to the first 80 people of a block."""
RARE = tiny_society(behaviour(rate=0.4))
TRAVEL = tiny_society(behaviour(), needs=(need(),))
DEBTS = tiny_society(
    behaviour(), behaviour("borrowing", rate=2.0, opens="fine"), obligations=(fine(),), needs=(need(),)
)
THREE = (
    Band(id="low", penal=True),
    Band(id="mid", at_least=points(85.0)),
    Band(id="top", at_least=points(102.0), rewarding=True),
)

PARTS: dict[str, Part] = {
    "false-and-misplaced": Part(points_scheme(channels=(errors(),))),
    "confusion": Part(
        points_scheme(
            channels=(
                channel(
                    "littering",
                    "queueing",
                    "rushing",
                    confusion=(
                        Confusion(of="littering", recorded_as="queueing", p=quantity(0.4)),
                        Confusion(of="littering", recorded_as="rushing", p=quantity(0.3)),
                    ),
                ),
            ),
            rules=(
                litter(),
                Rule(id="queue", on="queueing", points=points(-2.0), term=months(3.0)),
                Rule(id="rush", on="rushing", points=points(-4.0), term=months(3.0)),
            ),
        ),
        tiny_society(behaviour(), behaviour("queueing", gravity=0), behaviour("rushing")),
    ),
    "layers": Part(
        points_scheme(channels=(channel("littering", sensitivity=0.5),)),
        tiny_society(behaviour(rate=6.0, layers=(0.3, 0.6))),
    ),
    "coverage": Part(
        points_scheme(
            channels=(
                channel("littering", coverage=quantity(0.5), coverage_by="household"),
                channel("littering", name="patrol", coverage=quantity(0.5), sensitivity=0.6),
            )
        )
    ),
    "delays": Part(
        points_scheme(
            channels=(channel("littering", delay=quantity(45.0, "days")),),
            rules=(litter(delay=quantity(20.0, "days"), term=quantity(100.0, "days")),),
        )
    ),
    "inspection": Part(
        points_scheme(
            channels=(
                channel(
                    "littering",
                    sensitivity=0.3,
                    inspection=Inspection(factor=quantity(2.5, "factor"), within_months=3),
                ),
            )
        ),
        tiny_society(behaviour(rate=8.0)),
    ),
    "by-cell": Part(
        points_scheme(
            channels=(channel("littering"),),
            rules=(litter(points=points(-5.0, by={"district": {"north": -8.0}})),),
        ),
        tiny_society(behaviour(rate=6.0), behaviour("rushing", rate=1.0, of="household")),
    ),
    "steps": Part(
        points_scheme(rules=(litter(points=dated(-5.0, "points", ("2020-05", -1.0), ("2020-09", -9.0))),)), burn_in=2
    ),
    "dispersion": Part(
        points_scheme(
            channels=(channel("littering", "rushing"),),
            rules=(litter(), Rule(id="rush", on="rushing", points=points(-2.0))),
        ),
        tiny_society(
            behaviour(dispersion=quantity(2.0, "factor")),
            behaviour("queueing", dispersion=quantity(1.0, "factor"), shared="temper"),
            behaviour("rushing", dispersion=quantity(2.0, "factor")),
        ),
    ),
    "each-channel": Part(
        points_scheme(
            channels=(
                channel("littering", delay=quantity(40.0, "days")),
                channel("littering", name="patrol", sensitivity=0.5),
            ),
            rules=(litter(), Rule(id="twice", on="littering", count_each=True, points=points(-1.0), term=months(2.0))),
        )
    ),
    "via": Part(
        points_scheme(
            channels=(channel("littering", sensitivity=0.7), channel("littering", name="patrol", sensitivity=0.5)),
            rules=(litter(via=("patrol",)),),
        )
    ),
    "surcharge": Part(points_scheme(rules=(litter(repeat=Repeat(factor=quantity(2.0, "factor"), power=True, max=2)),))),
    "surcharge-that-triggers": Part(
        points_scheme(
            rules=(litter(repeat=Repeat(factor=quantity(2.0, "factor"), within_months=6)),),
            lists=(listing(again="extend"),),
            measures=(Measure(id="fee", kind="burden", rule="litter"),),
        ),
        tiny_society(behaviour(rate=5.0)),
    ),
    "cap": Part(
        points_scheme(rules=(litter(cap=Cap(points=points(12.0), months=6), term=months(3.0)),)),
        tiny_society(behaviour(rate=9.0)),
    ),
    "cap-on-rewards": Part(
        points_scheme(
            rules=(litter(points=points(5.0), cap=Cap(points=points(12.0), months=6)),),
            bands=THREE,
        )
    ),
    "schedule": Part(
        points_scheme(
            rules=(
                litter(
                    points=None,
                    schedule=Schedule(
                        amount=quantity(3.0, "hours"),
                        steps=(ScheduleStep(since=0.0, per_point=2.0), ScheduleStep(since=10.0, per_point=5.0)),
                    ),
                ),
            ),
            bands=THREE,
        ),
        tiny_society(behaviour(rate=9.0, gravity=0)),
    ),
    "set": Part(
        points_scheme(
            rules=(litter(), Rule(id="fix", on="helping", set=points(88.0), term=months(4.0))),
            channels=(channel("littering", "helping"),),
        ),
        tiny_society(behaviour(), behaviour("helping", gravity=0)),
    ),
    "clean": Part(
        points_scheme(
            rules=(
                litter(),
                Rule(id="bonus", recurring=Recurring(when="clean", months=3), points=points(4.0), term=months(5.0)),
            ),
            bands=THREE,
        ),
        RARE,
    ),
    "arrears": Part(
        points_scheme(
            channels=(channel("littering"),),
            rules=(
                litter(),
                Rule(
                    id="arrears",
                    recurring=Recurring(when="open", obligation="fine", after_months=2, months=2),
                    points=points(-3.0),
                    term=months(6.0),
                ),
            ),
        ),
        DEBTS,
    ),
    "ability": Part(
        points_scheme(
            channels=(channel("borrowing"),),
            rules=(
                Rule(
                    id="arrears",
                    recurring=Recurring(when="open", obligation="fine", able=True),
                    points=points(-3.0),
                    term=months(2.0),
                ),
            ),
        ),
        tiny_society(
            behaviour("borrowing", rate=2.0, opens="fine"),
            obligations=(
                fine(
                    able=Ability(share=quantity(0.5), loses=quantity(3.0, "per_year"), gains=quantity(0.5, "per_year"))
                ),
            ),
        ),
    ),
    "to-band": Part(points_scheme(rules=(litter(points=None, to_band="low", term=months(3.0)),), bands=THREE), RARE),
    "clamp": Part(
        points_scheme(
            score=Score(kind="sum", initial=points(100.0), floor=points(80.0), ceiling=points(104.0), clamp="running"),
            rules=(litter(points=points(-15.0), term=months(4.0)),),
        ),
        burn_in=3,
    ),
    "traits": Part(
        points_scheme(
            traits=(TraitRule(id="home", points=points(0.0, by={"district": {"north": -7.0}})),),
            points=-6.0,
        )
    ),
    "again-ignore": Part(lister(listing(), measures=(Measure(id="loss", kind="lose", list="black"),))),
    "again-restart": Part(lister(listing(again="restart"))),
    "again-extend": Part(lister(listing(again="extend"))),
    "extension": Part(
        lister(listing(entry=way(extension=Extension(p=quantity(0.5), length=months(3.0)), p=quantity(0.7))))
    ),
    "burn-in": Part(
        lister(listing(), spread=(FRIENDS,), redress=appeals(), channels=(errors(),)),
        tiny_society(behaviour(rate=1.5)),
        burn_in=6,
    ),
    "burn-in-bands": Part(points_scheme(gates=()), burn_in=7),
    "open-stays": Part(
        lister(listing(entry=way(term=Term(kind="open"))), rules=(trigger(term=months(5.0)),), redress=appeals())
    ),
    "exits": Part(
        lister(
            listing(
                entry=way(term=Term(kind="open")),
                exits=(
                    Exit(id="paid", on="performed", p=quantity(0.8), lock_months=3),
                    Exit(id="time", on="hazard", rate=quantity(1.5, "per_year")),
                ),
            ),
            rules=(Rule(id="litter", on="borrowing", trigger=True, term=months(9.0)),),
            channels=(channel("borrowing"),),
        ),
        DEBTS,
    ),
    "lock": Part(
        lister(
            listing(
                entry=way(term=Term(kind="open")),
                exits=(Exit(id="time", on="hazard", rate=quantity(6.0, "per_year"), lock_months=3),),
            ),
            rules=(trigger(term=months(9.0)),),
        ),
        tiny_society(behaviour(rate=8.0)),
    ),
    "implied": Part(
        lister(
            listing(implies=("grey",)),
            ListSpec(id="grey", entries=()),
            ListSpec(id="white", penal=False, entries=(Entry(id="w", rule="litter", term=fixed(2)),), not_if=("grey",)),
            measures=(deny(list="grey"),),
        ),
        TRAVEL,
    ),
    "band-list": Part(
        points_scheme(
            lists=(
                ListSpec(id="black", entries=(Entry(id="b", band="bad", term=Term(kind="open")),)),
                ListSpec(id="state", entries=(Entry(id="s", band="bad", on="state", term=fixed(2)),)),
            )
        )
    ),
    "rates": Part(
        scheme(
            lists=(
                ListSpec(
                    id="black",
                    entries=(
                        Entry(
                            id="r",
                            rates=PublishedRates(selected=quantity(0.3, by={"sex": {"male": 0.6}}), every_months=4),
                            term=fixed(3),
                        ),
                    ),
                ),
            ),
            measures=(deny(list="black"),),
            kind="rates",
        ),
        TRAVEL,
    ),
    "copies": Part(
        points_scheme(
            spread=(
                SpreadRule(
                    id="kin",
                    rule="litter",
                    to="household",
                    share_points=quantity(0.5, "factor"),
                    hops=2,
                    fault_required=False,
                ),
            ),
            redress=appeals(),
        )
    ),
    "mirrors": Part(
        points_scheme(
            spread=(SpreadRule(id="kin", rule="litter", to="household", mode="mirror", hops=2),),
            redress=appeals(),
            rules=(litter(term=months(3.0)),),
        ),
        tiny_society(behaviour(rate=1.0)),
    ),
    "listed-friends": Part(
        lister(
            listing(),
            spread=(
                SpreadRule(id="friends", list="black", to="friend", p_carry=quantity(0.3), hops=3),
                SpreadRule(id="home", list="black", to="household", mode="mirror", only={"sex": ("male",)}),
            ),
        ),
        tiny_society(behaviour(rate=0.3), ties=CLOSE),
        months=10,
    ),
    "fault-required": Part(
        points_scheme(
            spread=(SpreadRule(id="friends", rule="litter", to="friend", p_carry=quantity(0.5), fault_required=True),)
        ),
        tiny_society(behaviour(rate=0.8), ties=CLOSE),
    ),
    "tie-terms": Part(
        points_scheme(
            rules=(litter(),),
            lists=(listing(),),
            score=Score(
                kind="sum",
                initial=points(100.0),
                terms=(TieTerm(id="company", tie="friend", list="black", points=points(-6.0), at_most=1),),
            ),
        ),
        tiny_society(behaviour(rate=2.0), ties=CLOSE),
        months=10,
    ),
    "household-terms": Part(
        points_scheme(
            subjects=Subjects(unit="household"),
            lists=(listing(),),
            score=Score(
                kind="sum",
                initial=points(100.0),
                terms=(TieTerm(id="company", tie="friend", list="black", points=points(-6.0)),),
            ),
        ),
        tiny_society(behaviour(rate=0.4), ties=CLOSE),
        months=8,
    ),
    "notice": Part(
        lister(
            channels=(errors(),),
            rules=(trigger(term=months(8.0)),),
            redress=appeals(notice=Notice(p=quantity(0.6), delay=quantity(40.0, "days"))),
            measures=(Measure(id="fee", kind="burden", rule="litter"),),
        )
    ),
    "refusals-teach": Part(
        lister(
            rules=(trigger(term=months(9.0)),),
            redress=Redress(p_learns=quantity(0.5), instances=(court(),)),
            measures=(deny(list="black"),),
        ),
        TRAVEL,
    ),
    "two-instances": Part(
        lister(
            listing(entry=way(term=Term(kind="open"))),
            channels=(errors(),),
            rules=(trigger(term=months(12.0)),),
            redress=appeals(
                court(suspends=True),
                Instance(
                    id="high",
                    p_files=quantity(0.6),
                    wins=Wins(wrong=quantity(0.5), right=quantity(0.2)),
                    decision=months(2.0),
                    decision_time="geometric",
                ),
            ),
        ),
    ),
    "suspension": Part(points_scheme(redress=appeals(court(suspends=True)))),
    "few-judges": Part(
        lister(
            rules=(trigger(term=months(12.0)),),
            redress=appeals(court(capacity_per_month=quantity(4.0, "count"), decision=months(1.0))),
        ),
        tiny_society(behaviour(rate=1.5)),
    ),
    "hearing": Part(
        points_scheme(
            channels=(errors(),),
            rules=(litter(hearing=True),),
            redress=Redress(
                hearing=Hearing(
                    p_heard=quantity(0.7),
                    delay=quantity(20.0, "days"),
                    wins=Wins(wrong=quantity(0.9), right=quantity(0.2)),
                )
            ),
        )
    ),
    "repair": Part(
        points_scheme(
            rules=(litter(term=months(12.0)),),
            redress=Redress(repair=Repair(p_per_month=quantity(0.3), after=months(2.0))),
        )
    ),
    "repair-all": Part(
        points_scheme(
            rules=(litter(term=months(12.0)),),
            redress=Redress(repair=Repair(p_per_month=quantity(0.3), after=months(2.0), lifts="all")),
        )
    ),
    "measures": Part(
        points_scheme(
            bands=THREE,
            rules=(litter(), Rule(id="help", on="helping", points=points(4.0), term=months(5.0))),
            channels=(channel("littering", "helping"),),
            measures=(
                deny(band=("low",), enforcement=quantity(0.6), domain="travel"),
                deny(id="no-aid", band=("low", "mid"), need="aid", exempt=quantity(0.3), domain="aid"),
                Measure(id="also", kind="deny", band=("low",), need="train", domain="travel"),
                Measure(id="perk", kind="grant", band=("top",), need="train"),
                Measure(id="fee", kind="burden", band=("low",)),
            ),
        ),
        tiny_society(
            behaviour(),
            behaviour("helping", gravity=0),
            needs=(need(rate=12.0), need("aid", essential=True, months=(6, 7, 8))),
        ),
    ),
    "namesakes": Part(
        lister(
            redress=appeals(p_learns=quantity(0.5), recipients_told=True),
            measures=(
                deny(list="black", mistaken=Mistaken(p=quantity(0.2)), enforcement=quantity(0.8)),
                deny(id="no-aid", need="aid", list="black", mistaken=Mistaken(p=quantity(0.3), lasting=True)),
                Measure(id="fee", kind="burden", need="train", rule="litter", mistaken=Mistaken(p=quantity(0.1))),
            ),
        ),
        tiny_society(behaviour(), needs=(need(), need("aid", per="household"))),
    ),
    "gates": Part(
        lister(
            rules=(trigger(term=months(3.0)),),
            gates=(
                Gate(
                    id="card",
                    held_at_start=quantity(0.6),
                    apply=quantity(2.0, "per_year"),
                    granted=quantity(0.5),
                    lost=quantity(1.0, "per_year"),
                    lost_on=("litter",),
                ),
            ),
            measures=(deny(gate="card"), Measure(id="out", kind="lose", gate="card")),
        ),
        TRAVEL,
        burn_in=2,
    ),
    "several-gates": Part(
        lister(
            rules=(trigger(term=months(3.0)),),
            gates=(
                Gate(
                    id="jab",
                    held_at_start=quantity(0.4),
                    apply=quantity(0.5, "per_year"),
                    lost=quantity(0.5, "per_year"),
                ),
                Gate(id="cured", held_at_start=quantity(0.2), lost=quantity(2.0, "per_year"), lost_on=("litter",)),
                Gate(id="test", held_at_start=quantity(0.0), on_demand=quantity(0.3)),
            ),
            measures=(
                deny(gate="jab", or_gates=("cured", "test")),
                deny(id="no-flat", gate="jab", or_gates=("cured",), any_member=True, need="flat"),
                Measure(id="out", kind="lose", gate="jab", or_gates=("cured",)),
            ),
        ),
        tiny_society(behaviour(), needs=(need(), need("flat", rate=3.0, per="household"))),
    ),
    "counted": Part(
        lister(
            listing(entry=way(count=3, within_months=5, delay=months(1.0))),
            rules=(trigger(term=months(8.0)),),
            channels=(errors(),),
            redress=appeals(),
        ),
        months=24,
    ),
    "throughout": Part(
        points_scheme(
            rules=(litter(term=months(4.0)),),
            lists=(
                ListSpec(
                    id="black",
                    entries=(
                        Entry(id="by-band", band="bad", delay=months(3.0), throughout=True, term=fixed(6.0)),
                        Entry(id="by-grey", list="grey", delay=months(2.0), throughout=True, term=fixed(3.0)),
                    ),
                ),
                ListSpec(id="grey", entries=(Entry(id="in-it", band="bad", on="state", term=fixed(1.0)),)),
            ),
        ),
        months=24,
    ),
    "owed-after-the-term": Part(
        lister(
            listing(entry=way(term=replace(fixed(2.0), owed="fine")), again="extend"),
            rules=(Rule(id="litter", on="borrowing", trigger=True, term=months(1.0)),),
            channels=(channel("borrowing"),),
            spread=(FRIENDS,),
        ),
        tiny_society(
            behaviour("borrowing", rate=1.0, opens="fine"),
            obligations=(fine(performed_able=quantity(6.0, "per_year")),),
            ties=CLOSE,
        ),
        months=24,
    ),
    "grades": Part(
        lister(
            ListSpec(id="red", entries=(Entry(id="r", rule="rush", term=fixed(5.0)),), replaces=("amber", "green")),
            ListSpec(id="amber", entries=(Entry(id="a", rule="litter", term=fixed(4.0)),), replaces=("red", "green")),
            ListSpec(
                id="green",
                penal=False,
                entries=(Entry(id="g", rule="calm", term=fixed(12.0)),),
                replaces=("red", "amber"),
            ),
            rules=(
                trigger(term=months(1.0)),
                Rule(id="rush", on="rushing", trigger=True, term=months(1.0)),
                Rule(id="calm", recurring=Recurring(when="clean", months=2), trigger=True, term=months(1.0)),
            ),
            channels=(channel("littering", "rushing"),),
            redress=appeals(court(suspends=True)),
        ),
        tiny_society(behaviour(rate=2.0), behaviour("rushing", rate=2.0)),
        months=24,
    ),
    "discretion": Part(
        lister(
            discretion=(
                Discretion(id="clerk", p=quantity(0.2), after=("litter",), after_factor=quantity(3.0, "factor")),
                Discretion(id="owner", p=quantity(0.3), per="household"),
            ),
            measures=(deny(discretion="clerk"), deny(id="no-rent", discretion="owner", need="flat")),
        ),
        tiny_society(behaviour(), needs=(need(), need("flat", rate=3.0, per="household"))),
    ),
    "households": Part(
        points_scheme(
            subjects=Subjects(unit="household"),
            channels=(errors(),),
            spread=(SpreadRule(id="friends", rule="litter", to="friend", p_carry=quantity(0.02)),),
            measures=(deny(band=("bad",)),),
        ),
        TRAVEL,
    ),
    "mistakes-at-home": Part(
        points_scheme(
            subjects=Subjects(unit="household"), channels=(errors(misattribution=Misattribution(p=quantity(1.0))),)
        ),
        tiny_society(behaviour(rate=24.0)),
        months=3,
        persons=400,
    ),
    "some-only": Part(
        points_scheme(
            subjects=Subjects(only={"sex": ("female",)}),
            channels=(errors(),),
            rules=(litter(applies_to={"district": ("north",)}),),
        )
    ),
    "debts": Part(
        lister(
            ListSpec(
                id="black",
                entries=(
                    way(term=Term(kind="open")),
                    Entry(id="owing", rule="owe", term=Term(kind="open")),
                ),
                exits=(Exit(id="paid", on="performed"),),
            ),
            rules=(trigger(term=months(9.0)), Rule(id="owe", on="borrowing", trigger=True, term=months(3.0))),
            channels=(channel("littering", "borrowing"),),
        ),
        tiny_society(
            behaviour(only_while=OnlyWhile(obligation="fine", able=True), rate=5.0),
            behaviour("borrowing", rate=1.0, opens="fine", gravity=0),
            obligations=(fine(while_listed=quantity(3.0, "factor"), open_at_start=quantity(0.3)),),
        ),
    ),
    "responses": Part(
        lister(
            channels=(channel("littering", "speaking", sensitivity=0.7),),
            rules=(trigger(term=months(1.0)), Rule(id="speak", on="speaking", trigger=True, term=months(2.0))),
            measures=(deny(list="black"),),
            spread=(FRIENDS,),
        ),
        tiny_society(
            behaviour(),
            behaviour("speaking", gravity=0, protected="expression", rate=8.0),
            behaviour("voting", gravity=0, protected="vote", looks_like=quantity(0.5)),
            needs=(need(essential=True),),
            beliefs=(Belief(id="seen", share=quantity(0.5)),),
            responses=at_work(
                takes("deterrence", 0.8),
                takes("chilling", 0.3, high=0.5, belief="seen"),
                takes("coercion", 0.4, belief="seen", conduct=("voting",)),
                takes("hardship", 0.2, conduct=("littering",)),
                takes("while_listed", 1.5, conduct=("speaking",)),
            ),
        ),
    ),
    "alarms": Part(
        lister(rules=(trigger(term=months(1.0)),), measures=()),
        tiny_society(
            behaviour(rate=4.0),
            responses=at_work(
                takes("deterrence", 1.0), a_own=quantity(0.0, "factor"), a_tie=quantity(0.1, "factor")
            ),
        ),
        months=6,
        persons=300,
    ),
    "hardship": Part(
        lister(measures=(deny(list="black"),)),
        tiny_society(
            behaviour(rate=4.0),
            needs=(need(rate=24.0, essential=True),),
            responses=at_work(
                takes("hardship", 0.5, conduct=("littering",)), h_max=quantity(1.2, "factor", range=(1.0, 2.0))
            ),
        ),
    ),
    "effort": Part(
        points_scheme(
            rules=(litter(points=points(4.0), term=months(4.0)),),
            bands=THREE,
            score=Score(kind="sum", initial=points(96.0)),
        ),
        tiny_society(behaviour(gravity=0), responses=at_work(takes("effort", 0.8, conduct=("littering",)))),
    ),
}
