"""Random scores, bands, ratings and effects of rules; see ``strategies.py``."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from demerit.evidence.quantity import Case, Quantity
from demerit.scheme.model import (
    Band,
    Cap,
    Rating,
    RatingBias,
    RatingValue,
    RatingWeight,
    Repeat,
    Rerating,
    Schedule,
    ScheduleStep,
    Score,
    TieTerm,
    TraitRule,
)
from tests.builders import dated, quantity

TIES = ("household", "friend", "colleague")
BANDS = ("low", "middle", "high")
Effects = st.SearchStrategy[dict[str, Any]]


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Often nothing."""
    return st.none() | st.none() | strategy


def months_on() -> st.SearchStrategy[dict[str, str]]:
    """The months in which a part is on: often all."""
    bounds: list[dict[str, str]] = [{}, {}, {}, {}, {"since": "2020-03"}, {"until": "2020-05"}, {"until": "2019-12"}]
    some = [("2020-02", "2020-06"), ("2020-04", "2020-04"), ("2019-12", "2020-01"), ("2020-07", "2022-12")]
    return st.sampled_from([*bounds, *({"since": since, "until": until} for since, until in some)])


def points(low: int, high: int) -> st.SearchStrategy[Quantity]:
    """Whole points, or points by sex."""
    return st.integers(low, high).map(lambda v: quantity(float(v), "points")) | st.integers(low, high).map(
        lambda v: quantity(float(v), "points", times={"sex": {"male": 1.5}})
    )


def stars(*values: float) -> st.SearchStrategy[Quantity]:
    """A rating, the same for all or halved for some."""
    return st.sampled_from(values).map(lambda v: quantity(v, "points")) | st.sampled_from(values).map(
        lambda v: quantity(v, "points", times={"sex": {"male": 0.5}})
    )


@st.composite
def ratings(draw: st.DrawFn, *values: float, lean: float) -> Rating:
    """Two or three values, perhaps with bias and weight."""
    shares = (
        quantity(0.5, "share", by={"district": {"north": 0.2}}),
        dated(0.3, "share", ("2020-04", 0.1)),
    )
    given = draw(st.permutations(values))[: draw(st.integers(2, 3))]
    worse = RatingBias(
        rater=draw(st.sampled_from([{}, {"sex": ("male",)}])),
        rated=draw(st.sampled_from([{}, {"sex": ("female",)}, {"district": ("north",)}])),
        points=quantity(lean, "points"),
    )
    better = RatingBias(rater={"district": ("south",)}, points=quantity(-lean, "points"))
    seen = draw(st.sampled_from([True, True, False]))
    return Rating(
        values=tuple(
            RatingValue(points=quantity(v, "points"), share=shares[i] if i < len(given) - 1 else None)
            for i, v in enumerate(given)
        ),
        raters="block" if seen else "nobody",
        bias=tuple(draw(st.lists(st.sampled_from([worse, better]), max_size=2, unique_by=id))) if seen else (),
        weight=draw(st.sampled_from([(), (RatingWeight(band="low", counts=0), RatingWeight(band="high", counts=3))]))
        if seen
        else (),
    )


def effects(score: str, first: bool, sets_it: bool = True) -> Effects:
    """The one effect of a rule; the first rule of a score takes points, so that every band can be reached."""
    trigger: Effects = st.just({"trigger": True})
    if score == "mean":
        one: Effects = st.builds(dict, points=stars(1.0, 2.5, 4.35, 5.0)) | st.builds(dict, set=stars(1.0, 5.0))
        rated: Effects = st.builds(dict, rating=ratings(1.0, 3.0, 5.0, lean=-0.35))
        return one | rated if first else one | rated | rated | trigger | st.just({"to_band": "middle"})
    if score != "sum":
        return trigger
    steps = (ScheduleStep(since=0.0, per_point=1.0), ScheduleStep(since=4.0, per_point=3.0))
    amount = Schedule(amount=quantity(1.5, "hours"), steps=steps, months=6)
    worse: Effects = st.builds(
        dict,
        points=points(-30, -1),
        cap=maybe(st.just(Cap(points=quantity(25.0, "points"), months=4))),
        repeat=maybe(
            st.builds(
                Repeat,
                factor=st.sampled_from([quantity(2.0, "factor"), quantity(1.5, "factor")]),
                counts=st.sampled_from(["same_rule", "any_adverse"]),
                power=st.booleans(),
                max=st.integers(1, 3),
                within_months=st.sampled_from([None, 3]),
            )
        ),
    )
    better: Effects = st.builds(dict, points=points(1, 10))
    sets = {"set": quantity(60.0, "points", times={"sex": {"male": 1.5}})}
    rated = st.builds(dict, rating=ratings(-20.0, -4.0, 6.0, lean=-3.0))
    some: list[dict[str, Any]] = [{"to_band": "low"}, {"to_band": "middle"}, {"schedule": amount}]
    other: Effects = st.sampled_from([*some, *([sets, sets] if sets_it else [])])
    return worse if first else worse | worse | better | trigger | rated | other


@st.composite
def mixing(draw: st.DrawFn) -> TieTerm:
    """A share of the score from those of one's ties, the same for all, by district, or from a month on."""
    shares = (
        quantity(0.3),
        quantity(0.75, "share", by={"district": {"north": 0.0}}),
        dated(0.5, "share", ("2020-04", 0.1)),
    )
    return TieTerm(id="drawn", tie=draw(st.sampled_from(TIES)), mix=draw(st.sampled_from(shares)))


@st.composite
def scores(draw: st.DrawFn) -> Score:
    """A score of 100 with floor, ceiling and terms, a mean of ratings, or none."""
    kind = draw(st.sampled_from(["sum", "sum", "sum", "mean", "none", "none", "published"]))
    if kind == "none":
        return Score()
    if kind == "published":
        return Score(kind="published", every=draw(st.sampled_from([None, 1, 3, 5])))
    mean = kind == "mean"
    again = None if mean else draw(maybe(st.builds(Rerating, months=st.sampled_from([2, 3]), anew=st.booleans())))
    term = TieTerm(
        id="company",
        tie=draw(st.sampled_from(TIES)),
        list="black",
        points=quantity(-0.4 if mean else -5.0, "points"),
        at_most=2,
    )
    clamp = "read" if mean or again is not None else draw(st.sampled_from(["read", "running"]))
    mixes = draw(maybe(mixing())) if clamp == "read" else None
    return Score(
        kind="mean" if mean else "sum",
        initial=quantity(4.0 if mean else 100.0, "points"),
        floor=draw(maybe(st.just(quantity(1.5 if mean else 40.0, "points")))),
        ceiling=draw(maybe(st.just(quantity(4.8 if mean else 110.0, "points")))),
        clamp=clamp,  # type: ignore[arg-type]
        rerating=again,
        ratings_window=draw(st.sampled_from([None, 1, 3])) if mean else None,
        initial_counts=draw(st.sampled_from([0, 0, 1, 2])) if mean else 0,
        seen=draw(st.booleans()),
        terms=draw(st.sampled_from([(), (term,)])) + (() if mixes is None else (mixes,)),
    )


def bands(score: str) -> tuple[Band, ...]:
    """Three bands, where there is a score."""
    if score == "none":
        return ()
    if score == "published":
        crossed = (
            Case(when={"sex": ("male",), "district": ("north",)}, value=0.1),
            Case(when={"sex": ("male",)}, value=0.6),
        )
        return (
            Band(id="high", rewarding=True, share=quantity(0.2, "share", where=crossed)),
            Band(id="middle", share=quantity(0.3, "share", by={"district": {"north": 0.4}})),
            Band(id="low", penal=True),
        )
    middle, high = (3.2, 4.4) if score == "mean" else (85.0, 104.0)
    return (
        Band(id="low", penal=True),
        Band(id="middle", at_least=quantity(middle, "points")),
        Band(id="high", at_least=quantity(high, "points"), rewarding=True),
    )


@st.composite
def traits(draw: st.DrawFn, score: str) -> tuple[TraitRule, ...]:
    """Points by district, or none."""
    worse, better = (-0.3, 0.1) if score == "mean" else (-6.0, 2.0)
    by = {"district": {"north": worse, "south": better}}
    every = (TraitRule(id="district", points=quantity(0.0, "points", by=by)),)
    return draw(st.sampled_from([(), every])) if score in ("sum", "mean") else ()
