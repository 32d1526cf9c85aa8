"""Small schemes that lean on what reads no records: incomes, published shares, ranks."""

from __future__ import annotations

from typing import Any

from demerit.evidence.quantity import Case
from demerit.scheme.model import (
    Band,
    CardCase,
    CardComponent,
    CardTable,
    Entry,
    Exit,
    FalseRecords,
    IncomeAveraging,
    ListSpec,
    Measure,
    Quota,
    Recurring,
    Rule,
    Score,
    Scorecard,
    SpreadRule,
    Target,
    Term,
    TieTerm,
    TraitRule,
)
from demerit.society.model import Income, WorkYear
from tests.builders import behaviour, channel, dated, quantity, scheme, tiny_society
from tests.twin.parts import (
    Part,
    appeals,
    deny,
    lister,
    litter,
    months,
    need,
    points,
    points_scheme,
    trigger,
    way,
)

__all__ = ["MORE_PARTS", "averaging", "owes", "wages"]


def wages(**more: Any) -> Income:
    """A quarter does not work, a third works all the year, the others half of it; a fifth hides what it earns."""
    given: dict[str, Any] = {
        "years": (
            WorkYear(worked=0, share=quantity(0.25, "share", by={"district": {"north": 0.1}})),
            WorkYear(worked=26, share=quantity(0.3, "share")),
            WorkYear(worked=13),
        ),
        "amount": quantity(1.5, "factor", times={"sex": {"male": 1.4}}),
        "claims": quantity(0.8),
        "hidden": quantity(0.2),
        "left_out": quantity(0.6),
    }
    return Income(id="wages", **(given | more))


def averaging(**more: Any) -> IncomeAveraging:
    """The year's income over all periods; half of it above an eighth of the benefit is taken off."""
    given: dict[str, Any] = {"free": quantity(0.125, "factor"), "taper": quantity(0.5)}
    return IncomeAveraging(id="spread", income="wages", **(given | more))


def owes(**more: Any) -> Rule:
    """The debt that the arithmetic raises."""
    return Rule(id="owes", recurring=Recurring(when="averaged", arithmetic="spread", after_months=2), **more)


SHARES = (
    Band(
        id="top",
        rewarding=True,
        share=quantity(0.2, "share", where=(Case(when={"sex": ("male",), "district": ("north",)}, value=0.05),)),
    ),
    Band(id="mid", share=dated(0.5, "share", ("2020-04", 0.3))),
    Band(id="low", penal=True),
)


def by_band(on: Any, **more: Any) -> Entry:
    """A way onto a list by the worst band."""
    return Entry(id=f"worst-{on}", band="low", on=on, term=Term(kind="fixed", length=months(4.0)), **more)


def table(when: dict[str, tuple[str, ...]], value: float, otherwise: float) -> CardTable:
    """A table of one case."""
    cases = (CardCase(when=when, value=value),)
    return CardTable(cases=cases, otherwise=otherwise, unit="factor", grade="assumption")


CARD = Scorecard(
    items={"hair": table({"hair": ("fair",)}, 3.0, 1.0), "sex": table({"sex": ("male",)}, 2.0, 1.0)},
    components={"risk": CardComponent(sum=(("hair", "sex"),), threshold=points(4.0))},
    errors={"hair": quantity(0.3)},
)


def ranked(quota: Quota, name: str = "worst", **more: Any) -> Entry:
    """A way onto a list by rank, for four months."""
    return Entry(id=name, quota=quota, term=Term(kind="fixed", length=months(4.0)), **more)


MORE_PARTS: dict[str, Part] = {
    "averaging": Part(
        lister(
            ListSpec(
                id="black",
                entries=(
                    Entry(id="way", rule="owes", term=Term(kind="open")),
                    Entry(id="other", rule="litter", term=Term(kind="fixed", length=months(3.0))),
                ),
                exits=(Exit(id="let-go", on="granted", rate=quantity(1.0, "per_year")),),
            ),
            rules=(trigger(term=months(1.0)), owes(trigger=True, term=months(9.0))),
            arithmetic=(averaging(tolerance=dated(0.5, "factor", ("2020-05", 5.0)), checked=quantity(0.8)),),
            measures=(deny(list="black"),),
            redress=appeals(),
        ),
        tiny_society(incomes=(wages(),), needs=(need(),)),
        months=30,
        burn_in=3,
    ),
    "averaging-in-a-score": Part(
        points_scheme(
            rules=(litter(), owes(points=points(-15.0), term=months(14.0), applies_to={"district": ("south",)})),
            arithmetic=(averaging(reads="periods"),),
        ),
        tiny_society(incomes=(wages(left_out=None),)),
        months=30,
    ),
    "published": Part(
        scheme(
            score=Score(kind="published"),
            bands=SHARES,
            channels=(channel("littering"),),
            rules=(trigger(term=months(2.0)),),
            lists=(
                ListSpec(id="black", entries=(by_band("change"), way(3.0))),
                ListSpec(id="grey", entries=(by_band("state", p=quantity(0.5)),), note="For good."),
            ),
            measures=(deny(band=("low",)), Measure(id="fee", kind="burden", list="grey")),
            spread=(SpreadRule(id="friends", list="black", to="friend", p_carry=quantity(0.1)),),
            targets=(Target(id="aim", conduct=("littering",), window_months=3, of="low"),),
        ),
        tiny_society(behaviour(), needs=(need(),)),
    ),
    "published-anew": Part(
        scheme(
            score=Score(kind="published", every=5),
            bands=SHARES,
            channels=(channel("littering"),),
            rules=(Rule(id="litter", on="littering", to_band="low", trigger=False),),
            lists=(ListSpec(id="black", entries=(by_band("state", delay=months(1.0)),)),),
            measures=(deny(band=("low", "mid"), exempt=quantity(0.2)),),
        ),
        tiny_society(behaviour(), needs=(need(rate=12.0),)),
        burn_in=4,
    ),
    "rank-by-score": Part(
        points_scheme(
            rules=(litter(), Rule(id="help", on="helping", points=points(4.0), term=months(5.0))),
            channels=(
                channel(
                    "littering", "helping", sensitivity=0.8, false_records=FalseRecords(rate=quantity(1.0, "per_year"))
                ),
            ),
            traits=(TraitRule(id="where", points=points(0.0, by={"district": {"north": -3.0}})),),
            score=Score(
                kind="sum",
                initial=points(100.0),
                terms=(TieTerm(id="company", tie="friend", list="black", points=points(-2.0), at_most=3),),
            ),
            lists=(
                ListSpec(
                    id="black",
                    again="extend",
                    entries=(ranked(Quota(number=dated(6.0, "count", ("2020-06", 12.0)), every_months=3)),),
                ),
                ListSpec(
                    id="white",
                    penal=False,
                    entries=(
                        ranked(
                            Quota(share=quantity(0.1, "share"), take="highest", every_months=2),
                            "best",
                            delay=months(1.0),
                        ),
                    ),
                ),
            ),
            measures=(deny(list="black"),),
            redress=appeals(),
        ),
        tiny_society(behaviour(), behaviour("helping", gravity=0), needs=(need(),)),
        burn_in=2,
    ),
    "rank-by-component": Part(
        scheme(
            score=Score(kind="scorecard", card=CARD),
            bands=(
                Band(id="fine", component="risk"),
                Band(id="bad", penal=True, component="risk", at_least=points(900.0)),
            ),
            lists=(
                ListSpec(
                    id="visits",
                    entries=(ranked(Quota(number=quantity(15.0, "count"), component="risk", every_months=5)),),
                ),
                ListSpec(
                    id="all",
                    entries=(
                        ranked(Quota(share=quantity(1.0, "share"), component="risk", take="lowest"), "everybody"),
                    ),
                ),
            ),
            measures=(deny(list="visits"),),
            targets=(Target(id="aim", conduct=("littering",), of="visits"),),
        ),
        tiny_society(behaviour(), needs=(need(),)),
    ),
}
