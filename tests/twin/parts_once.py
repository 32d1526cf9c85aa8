"""Small schemes on which the engine and its twin once differed; see ``parts.py``."""

from __future__ import annotations

from demerit.scheme.model import (
    Band,
    Copy,
    Entry,
    Gate,
    ListSpec,
    Measure,
    Rating,
    RatingValue,
    Recurring,
    Rerating,
    Rule,
    Score,
    SpreadRule,
    Subjects,
)
from demerit.society.model import Belief, OnlyWhile
from tests.builders import behaviour, channel, dated, fixed, points_scheme, quantity, tiny_society
from tests.twin.parts import (
    Part,
    at_work,
    deny,
    fine,
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

LOW = (Band(id="low", penal=True), Band(id="middle", at_least=points(3.2)))
LATE = dated(0.02, "probability", ("2020-03", 0.3))
BAD_RATINGS = Rating(values=(RatingValue(points=points(1.0), share=quantity(0.4)), RatingValue(points=points(5.0))))

ONCE: dict[str, Part] = {
    "bad-ratings-and-clean-months": Part(
        points_scheme(
            score=Score(kind="mean", initial=points(4.0)),
            bands=LOW,
            rules=(
                Rule(id="litter", on="littering", rating=BAD_RATINGS, term=months(5.0)),
                Rule(id="clean", recurring=Recurring(when="clean", months=2), trigger=True, term=months(1.5)),
            ),
            lists=(ListSpec(id="kept", penal=False, entries=(Entry(id="way", rule="clean", term=fixed(2.0)),)),),
        )
    ),
    "clean-months-without-a-term": Part(
        points_scheme(
            rules=(
                litter(),
                Rule(
                    id="clean",
                    recurring=Recurring(when="clean", months=2),
                    points=points(3.0),
                    term=quantity(20.0, "days"),
                ),
            )
        )
    ),
    "carried-by-date": Part(
        lister(
            listing(),
            spread=(
                SpreadRule(id="friends", list="black", to="friend", p_carry=LATE, hops=2),
            ),
        ),
        tiny_society(behaviour(rate=0.5)),
        months=8,
    ),
    "effort-below-a-dated-ceiling": Part(
        points_scheme(
            bands=(Band(id="low"), Band(id="high", at_least=points(104.0))),
            score=Score(
                kind="sum",
                initial=points(100.0),
                ceiling=dated(110.0, "points", ("2020-04", 55.0), ("2020-06", 110.0)),
                rerating=Rerating(months=2, anew=False),
            ),
            rules=(Rule(id="up", on="helping", points=points(6.0), term=months(5.0)),),
            channels=(channel("helping"),),
            measures=(),
        ),
        tiny_society(
            behaviour("helping", gravity=0, rate=1.0),
            responses=at_work(takes("effort", 0.8, conduct=("helping",))),
        ),
    ),
    "score-without-bands": Part(
        points_scheme(
            bands=(),
            measures=(),
            rules=(litter(term=months(3.0)), Rule(id="up", on="helping", set=points(90.0), term=months(2.0))),
            channels=(channel("littering", "helping"),),
        ),
        tiny_society(
            behaviour(),
            behaviour("helping", gravity=0),
            responses=at_work(takes("effort", 0.8, conduct=("helping",))),
        ),
    ),
    "nothing-drawn": Part(
        lister(
            listing(),
            channels=(channel("littering", "borrowing", sensitivity=0.3),),
            gates=(Gate(id="card", held_at_start=quantity(0.5), lost=quantity(2.0, "per_year")),),
            measures=(deny(list="black"),),
        ),
        tiny_society(
            behaviour(),
            behaviour("borrowing", rate=1.0, opens="fine", gravity=0),
            behaviour("speaking", gravity=0, protected="expression", rate=8.0, dispersion=quantity(2.0, "factor")),
            behaviour("voting", gravity=0, only_while=OnlyWhile(obligation="fine", able=True), bank="apart"),
            behaviour("resting", gravity=0, only_while=OnlyWhile(listed=True), of="household", bank="apart"),
            behaviour("crossing", gravity=0, only_while=OnlyWhile(gate="card"), bank="apart"),
            behaviour("singing", gravity=0, layers=(0.3, 0.6), bank="layered", dispersion=quantity(0.5, "factor")),
            behaviour("trading", of="firm", gravity=0, dispersion=quantity(0.5, "factor")),
            needs=(need(essential=True),),
            obligations=(fine(open_at_start=quantity(0.3)),),
            responses=at_work(
                takes("chilling", 0.3, high=0.5, belief="seen"),
                takes("hardship", 0.2, conduct=("speaking", "resting")),
                takes("while_listed", 1.5, conduct=("voting",)),
            ),
            beliefs=(Belief(id="seen", share=quantity(0.5)),),
        ),
        burn_in=2,
    ),
    "listed-before-counting": Part(
        lister(
            listing(entry=way(6.0)),
            measures=(deny(list="black"), Measure(id="fee", kind="burden", rule="litter")),
            rules=(trigger(term=months(4.0)),),
        ),
        tiny_society(behaviour(rate=3.0), needs=(need(),)),
        burn_in=4,
        months=8,
    ),
    "copies-of-two-units": Part(
        lister(
            listing(copies=(Copy(id="bank", keeps=months(3.0)),)),
            ListSpec(
                id="firms",
                unit="firm",
                entries=(Entry(id="by-dumping", rule="dumped", term=fixed(2.0)),),
                copies=(Copy(id="press", keeps=months(2.0)), Copy(id="bank", told_of_removal=True)),
            ),
            subjects=Subjects(also=("firm",)),
            channels=(channel("littering", "dumping"),),
            rules=(trigger(term=months(1.0)), Rule(id="dumped", on="dumping", unit="firm", trigger=True)),
            measures=(
                deny(copy="bank"),
                deny(id="no-tender", copy="press", need="tender"),
                Measure(id="shamed", kind="burden", copy="press"),
            ),
        ),
        tiny_society(
            behaviour(rate=0.8),
            behaviour("dumping", of="firm", rate=1.0),
            needs=(need(), need("tender", per="firm")),
        ),
        persons=400,
    ),
}
