"""Small schemes whose scores are drawn towards those of one's ties; see ``parts.py``."""

from __future__ import annotations

from demerit.scheme.model import (
    Band,
    Entry,
    ListSpec,
    Quota,
    Rating,
    RatingValue,
    Rerating,
    Rule,
    Score,
    SpreadRule,
    Subjects,
    TieTerm,
    TraitRule,
)
from tests.builders import behaviour, channel, dated, fixed, points_scheme, quantity, tiny_society
from tests.twin.parts import (
    CLOSE,
    THREE,
    Part,
    appeals,
    at_work,
    deny,
    errors,
    listing,
    litter,
    months,
    need,
    points,
    takes,
)

__all__ = ["MIXED"]

COMPANY = TieTerm(id="company", tie="friend", list="black", points=points(-3.0), at_most=3)
HALF = TieTerm(id="drawn", tie="friend", mix=quantity(0.5))
SHARES = dated(0.7, "share", ("2020-07", 0.2))
NORTH = (TraitRule(id="where", points=points(0.0, by={"district": {"north": -9.0, "south": 3.0}})),)
LOW = Entry(id="worst", band="low", term=fixed(3))
HELP = Rule(id="help", on="helping", points=points(6.0), term=months(4.0))
TOWN = tiny_society(behaviour(rate=1.5), behaviour("helping", gravity=0), needs=(need(),), ties=CLOSE)

MIXED: dict[str, Part] = {
    "mixing": Part(
        points_scheme(
            channels=(errors(), channel("helping", name="club")),
            rules=(litter(points=points(-30.0), term=months(5.0)), HELP),
            traits=NORTH,
            score=Score(
                kind="sum",
                initial=points(100.0, by={"district": {"north": 96.0}}),
                floor=points(70.0),
                ceiling=points(101.0),
                terms=(HALF, COMPANY),
            ),
            bands=THREE,
            lists=(ListSpec(id="black", entries=(LOW,)),),
            spread=(SpreadRule(id="home", rule="litter", to="household", mode="mirror"),),
            measures=(deny(band=("low",)),),
            redress=appeals(),
        ),
        TOWN,
        burn_in=2,
    ),
    "mixing-where-high-is-bad": Part(
        points_scheme(
            channels=(errors(),),
            rules=(litter(points=points(30.0), term=months(4.0)),),
            score=Score(kind="sum", initial=points(0.0), terms=(TieTerm(id="drawn", tie="colleague", mix=SHARES),)),
            bands=(Band(id="calm"), Band(id="risky", penal=True, at_least=points(7.0))),
        ),
        tiny_society(behaviour(rate=1.0)),
    ),
    "mixing-of-means": Part(
        points_scheme(
            channels=(errors(),),
            rules=(
                Rule(
                    id="litter",
                    on="littering",
                    rating=Rating(
                        values=(RatingValue(points=points(1.0), share=quantity(0.6)), RatingValue(points=points(5.0)))
                    ),
                    term=months(6.0),
                ),
            ),
            score=Score(
                kind="mean", initial=points(4.0), initial_counts=1, ceiling=points(4.5), seen=True, terms=(HALF,)
            ),
            bands=(Band(id="low", penal=True), Band(id="high", at_least=points(3.4), rewarding=True)),
        ),
        tiny_society(behaviour(rate=1.5), ties=CLOSE, responses=at_work(takes("effort", 0.5, conduct=("littering",)))),
    ),
    "mixing-of-homes": Part(
        points_scheme(
            subjects=Subjects(unit="household", only={"district": ("north",)}),
            rules=(litter(points=points(-25.0)),),
            score=Score(kind="sum", initial=points(100.0), terms=(HALF,)),
        ),
        tiny_society(behaviour(rate=0.8), ties=CLOSE),
        persons=140,
        months=10,
    ),
    "mixing-and-parents": Part(
        points_scheme(
            rules=(litter(points=points(-25.0)),),
            score=Score(
                kind="sum", initial=points(100.0), terms=(TieTerm(id="drawn", tie="household", mix=quantity(0.9)),)
            ),
        ),
        tiny_society(behaviour(rate=0.8)),
    ),
    "mixing-asleep": Part(
        points_scheme(
            channels=(channel("littering", "helping"),),
            rules=(litter(points=points(-30.0)), Rule(id="fix", on="helping", set=points(97.0), term=months(3.0))),
            score=Score(kind="sum", initial=points(100.0), terms=(COMPANY, HALF)),
            lists=(listing(),),
            bands=THREE,
        ),
        tiny_society(
            behaviour(rate=1.5),
            behaviour("helping", gravity=0),
            ties=CLOSE,
            responses=at_work(
                takes("avoidance", 0.5, wakes=quantity(0.3, "factor")), takes("effort", 0.5, conduct=("helping",))
            ),
        ),
        months=9,
    ),
    "mixing-read-and-ranked": Part(
        points_scheme(
            channels=(errors(), channel("helping", name="club")),
            rules=(litter(points=points(-30.0), term=months(9.0)), HELP),
            score=Score(kind="sum", initial=points(100.0), rerating=Rerating(months=3, anew=False), terms=(HALF,)),
            lists=(
                ListSpec(
                    id="black",
                    entries=(Entry(id="rank", quota=Quota(share=quantity(0.2), every_months=2), term=fixed(2)),),
                ),
            ),
            bands=THREE,
        ),
        tiny_society(
            behaviour(rate=1.5),
            behaviour("helping", gravity=0),
            ties=CLOSE,
            responses=at_work(takes("effort", 0.5, conduct=("helping",))),
        ),
    ),
}
