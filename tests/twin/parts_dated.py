"""Small schemes some of whose parts begin or end on a date; see ``parts.py``. Runs start in January 2020."""

from __future__ import annotations

from demerit.scheme.model import (
    Discretion,
    Entry,
    FalseRecords,
    Gate,
    Inspection,
    ListSpec,
    Measure,
    Misattribution,
    Mistaken,
    PublishedRates,
    Quota,
    Recurring,
    Rule,
    SpreadRule,
    Subjects,
    Term,
)
from demerit.society.model import Belief
from tests.builders import behaviour, channel, dated, fixed, points_scheme, quantity, tiny_society
from tests.twin.parts import (
    DEBTS,
    FRIENDS,
    Part,
    at_work,
    deny,
    lister,
    listing,
    litter,
    months,
    need,
    points,
    takes,
    trigger,
    way,
)

RULES = (
    litter(since="2020-03", until="2020-08", delay=months(2.5)),
    Rule(id="twice", on="littering", count_each=True, points=points(-1.0), term=months(2.0), until="2020-04"),
    Rule(
        id="bonus", recurring=Recurring(when="clean", months=2), points=points(2.0), term=months(3.0), since="2020-06"
    ),
    Rule(
        id="arrears",
        recurring=Recurring(when="open", obligation="fine"),
        points=points(-3.0),
        term=months(4.0),
        since="2020-02",
        until="2020-05",
    ),
)
BY_BAND = Entry(id="low", band="bad", on="state", term=fixed(2.0), since="2020-05", until="2020-09")
SOME = PublishedRates(selected=quantity(0.3), every_months=2)
WORST = Quota(number=quantity(9.0, "count"), every_months=2)

DATED: dict[str, Part] = {
    "dated-channels": Part(
        points_scheme(
            channels=(
                channel(
                    "littering",
                    sensitivity=0.7,
                    since="2020-03",
                    until="2020-09",
                    delay=months(1.5),
                    false_records=FalseRecords(rate=quantity(2.0, "per_year")),
                    misattribution=Misattribution(p=quantity(0.2)),
                    inspection=Inspection(factor=quantity(1.5, "factor"), within_months=4),
                ),
                channel("littering", name="patrol", sensitivity=0.4, until="2020-05"),
            )
        ),
        tiny_society(behaviour(rate=5.0, layers=(0.3, 0.6))),
        burn_in=2,
    ),
    "dated-rules": Part(
        points_scheme(channels=(channel("littering"), channel("littering", name="patrol")), rules=RULES), DEBTS
    ),
    "dated-rule-of-false-records": Part(
        lister(
            listing(entry=way(3.0)),
            channels=(
                channel(
                    "littering",
                    sensitivity=0.5,
                    delay=months(2.0),
                    false_records=FalseRecords(rate=quantity(2.0, "per_year")),
                ),
            ),
            rules=(trigger(term=months(1.0), until="2020-06"),),
            spread=(FRIENDS,),
        ),
        burn_in=1,
    ),
    "dated-entries": Part(
        points_scheme(
            rules=(litter(), Rule(id="help", on="helping", trigger=True)),
            channels=(channel("littering", "helping"),),
            lists=(
                ListSpec(
                    id="black",
                    again="extend",
                    entries=(
                        way(3.0, since="2020-02", until="2020-06", delay=months(1.5)),
                        Entry(id="worst", quota=WORST, term=fixed(2.0), since="2020-04", delay=months(0.5)),
                        BY_BAND,
                    ),
                ),
                ListSpec(
                    id="grey",
                    entries=(
                        Entry(id="some", rates=SOME, term=fixed(3.0), until="2020-05"),
                        Entry(
                            id="follows",
                            list="black",
                            p=dated(0.5, "probability", ("2020-04", 0.9)),
                            term=Term(kind="fixed", length=months(2.0)),
                            since="2020-03",
                        ),
                    ),
                ),
                ListSpec(
                    id="white",
                    penal=False,
                    entries=(Entry(id="by-help", rule="help", term=fixed(2.0), until="2020-02"),),
                ),
            ),
            measures=(deny(list="grey"),),
            spread=(FRIENDS,),
        ),
        tiny_society(behaviour(), behaviour("helping", gravity=0), needs=(need(),)),
        burn_in=1,
    ),
    "dated-measures": Part(
        points_scheme(
            channels=(channel("littering", sensitivity=0.3),),
            rules=(litter(points=points(-15.0), term=months(3.0)),),
            gates=(
                Gate(id="card", held_at_start=quantity(0.5), lost=quantity(2.0, "per_year")),
                Gate(id="pass", held_at_start=quantity(0.2), on_demand=quantity(0.3)),
            ),
            discretion=(Discretion(id="clerk", p=quantity(0.3), per="subject"),),
            measures=(
                deny(band=("bad",), since="2020-05", mistaken=Mistaken(p=quantity(0.1))),
                deny(id="no-card", gate="card", or_gates=("pass",), until="2020-06", enforcement=quantity(0.8)),
                deny(id="clerks", discretion="clerk", since="2020-04", until="2020-04"),
                Measure(id="visit", kind="inspect", band=("bad",), factor=quantity(3.0, "factor"), until="2020-08"),
                Measure(id="fee", kind="burden", rule="litter", since="2020-03", exempt=quantity(0.2)),
                Measure(id="shame", kind="lose", band=("bad",), until="2020-07"),
            ),
        ),
        tiny_society(
            behaviour(rate=6.0),
            needs=(need(essential=True),),
            responses=at_work(takes("deterrence", 0.3), takes("hardship", 0.3, conduct=("littering",))),
        ),
    ),
    "dated-everything-in-households": Part(
        lister(
            listing(entry=way(2.0, since="2020-02")),
            ListSpec(
                id="firms",
                unit="firm",
                entries=(Entry(id="by-dumping", rule="dumped", term=fixed(3.0), until="2020-08"),),
            ),
            subjects=Subjects(unit="household", also=("firm",)),
            channels=(channel("littering", "dumping", sensitivity=0.8, since="2020-01", until="2020-10"),),
            rules=(
                trigger(term=months(1.0), until="2020-09"),
                Rule(id="dumped", on="dumping", unit="firm", trigger=True, since="2020-03"),
            ),
            measures=(
                deny(list="black", until="2020-06"),
                deny(id="no-tender", list="firms", need="tender", since="2020-05"),
            ),
            spread=(SpreadRule(id="officers", list="firms", to="officer", lands="black"),),
        ),
        tiny_society(
            behaviour(rate=1.0),
            behaviour("dumping", of="firm", rate=2.0),
            behaviour("speaking", gravity=0, protected="expression"),
            needs=(need(), need("tender", per="firm")),
            responses=at_work(takes("chilling", 0.3, high=0.5, belief="seen")),
            beliefs=(Belief(id="seen", share=quantity(0.5)),),
        ),
        persons=300,
        burn_in=2,
    ),
}
