"""Random small schemes on random small societies, for any test that compares or falsifies.

``schemes_and_societies()`` draws a ``Trial``: everything a run needs. All that is drawn is valid (``scheme_defects``
finds nothing), small, and eventful: rates are high so that a year of some dozens of people reaches every part.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from demerit.evidence.quantity import Quantity
from demerit.scheme.model import Scheme
from demerit.society.load import SocietyBundle
from demerit.society.model import (
    Ability,
    Behaviour,
    Belief,
    Income,
    Need,
    ObligationSpec,
    OnlyWhile,
    Response,
    Responses,
    WorkYear,
)
from tests.builders import dated, quantity, tiny_society
from tests.strategies_numbers import Dice, varied_numbers
from tests.strategies_scheme import schemes
from tests.strategies_units import beside, fit_for_firms, other_conduct, other_need

P = st.sampled_from([0.0, 0.2, 0.5, 0.8, 1.0])
SURE = st.sampled_from([0.5, 0.8, 1.0])
VARIED = ("conduct", "needs", "beliefs", "responses")
NAMES = ("litter", "queue", "blog", "debt")


@dataclass(frozen=True)
class Trial:
    """A scheme, a society, and how to run them."""

    scheme: Scheme
    bundle: SocietyBundle
    persons: int
    seed: int
    months: int
    burn_in: int


@st.composite
def varied(draw: st.DrawFn, values: st.SearchStrategy[float], unit: str, steps: bool = False) -> Quantity:
    """A quantity that may differ by district or sex, or from a month on."""
    value = draw(values)
    how = draw(st.sampled_from(["plain", "plain", "plain", "by", "times"] + (["dated"] if steps else [])))
    if how == "by":
        return quantity(value, unit, by={"district": {"north": draw(values)}})
    if how == "times":
        least = quantity(value / 2, unit, times={"sex": {"male": 2.0}, "district": {"south": 0.5}})
        return least
    if how == "dated":
        return dated(value, unit, ("2020-04", draw(values)), ("2020-09", draw(values)))
    return quantity(value, unit)


@st.composite
def conducts(draw: st.DrawFn, unit: str = "person") -> tuple[Behaviour, ...]:
    """One to four behaviours; the last, if there, opens an obligation."""
    layers = draw(st.sampled_from([(), (), (), (0.3,), (0.2, 0.6)]))
    found = []
    for i in range(draw(st.sampled_from([1, 2, 3, 4, 4]))):
        gravity = draw(st.sampled_from([0, 0, 1, 3]))
        bank = draw(st.sampled_from(["main", "main", "other"]))
        found.append(
            Behaviour(
                id=NAMES[i],
                gravity=gravity,
                protected=draw(st.sampled_from(["none", "expression", "assembly"])) if gravity == 0 else "none",
                rate=draw(varied(st.sampled_from([0.5, 2.0, 6.0]), "per_year", steps=True)),
                of="firm" if unit == "firm" else draw(st.sampled_from(["person"] * 5 + ["household"])),
                dispersion=draw(st.none() | st.sampled_from([0.5, 2.0]).map(lambda v: quantity(v, "factor"))),
                shared=draw(st.none() | st.just("temper")),
                bank=bank,
                layers=layers if bank == "main" else (),
                opens="fine" if i == 3 else None,
                only_while=draw(st.sampled_from([None, None, None, *ONLY])) if i == 2 else None,
                looks_like=draw(st.none() | st.just(quantity(0.5))),
            )
        )
    return tuple(found)


ONLY = (
    OnlyWhile(listed=True),
    OnlyWhile(listed=False),
    OnlyWhile(obligation="fine"),
    OnlyWhile(obligation="fine", able=True),
)


@st.composite
def obligations(draw: st.DrawFn, name: str = "fine") -> tuple[ObligationSpec, ...]:
    """One debt."""
    return (
        ObligationSpec(
            id=name,
            able=Ability(
                share=quantity(draw(P)),
                loses=quantity(draw(st.sampled_from([0.0, 2.0])), "per_year"),
                gains=quantity(1.0, "per_year"),
            ),
            performed_able=quantity(draw(st.sampled_from([1.0, 6.0])), "per_year"),
            performed_unable=quantity(0.5, "per_year"),
            while_listed=draw(st.none() | st.just(quantity(3.0, "factor"))),
            open_at_start=draw(st.none() | st.just(quantity(0.3))),
        ),
    )


@st.composite
def incomes(draw: st.DrawFn) -> Income:
    """Some work all the year, some never, some in between."""
    some = st.sampled_from([0.2, 0.5]).map(lambda v: quantity(v, "share", by={"district": {"north": 0.4}}))
    return Income(
        id="wages",
        periods=12,
        years=(WorkYear(worked=0, share=draw(some)), WorkYear(worked=12, share=draw(some)), WorkYear(worked=5)),
        amount=quantity(1.2, "factor", times={"sex": {"male": 0.5}}),
        claims=draw(st.none() | st.just(quantity(0.7))),
        hidden=draw(st.none() | st.just(quantity(0.4))),
        left_out=draw(st.none() | st.just(quantity(0.6))),
    )


@st.composite
def needs(draw: st.DrawFn, unit: str = "person") -> tuple[Need, ...]:
    """Two services, one of them perhaps in summer only."""
    per = ("firm",) if unit == "firm" else ("person", "person", "household")
    return tuple(
        Need(
            id=name,
            rate=draw(varied(st.sampled_from([1.0, 4.0, 12.0]), "per_year")),
            per=draw(st.sampled_from(per)),
            essential=essential,
            months=draw(st.sampled_from([(), (), (6, 7)])),
        )
        for name, essential in (("train", False), ("benefit", True))
    )


@st.composite
def responses(draw: st.DrawFn, conduct: tuple[str, ...]) -> Responses:
    """How people take it; every response may be on or off."""

    def one(kind: str, value: float, high: float, **more: Any) -> Response:
        coefficient = quantity(value, "factor", range=(0.0, high))
        return Response(kind=kind, on=draw(st.booleans()), coefficient=coefficient, **more)  # type: ignore[arg-type]

    some = st.lists(st.sampled_from(conduct), min_size=1, unique=True).map(tuple)
    every = [
        one("deterrence", 0.8, 1.0, conduct=draw(st.just(()) | some)),
        one("chilling", 0.3, 0.5, belief="seen"),
        one("coercion", 0.4, 0.5, belief="seen", conduct=draw(some)),
        one("hardship", 0.2, 0.2, conduct=draw(some)),
        one("while_listed", 1.5, 2.0, conduct=draw(some)),
        one("effort", 0.3, 0.5, conduct=draw(some)),
        one("avoidance", draw(st.sampled_from([0.3, 1.0])), 1.0, wakes=quantity(draw(P), "factor")),
    ]
    chosen = draw(st.lists(st.sampled_from(range(len(every))), unique=True, max_size=7))
    return Responses(
        format="demerit.responses/1",
        id="tiny",
        decay=quantity(0.1, "factor"),
        a_own=quantity(draw(P), "factor"),
        a_tie=quantity(draw(P), "factor"),
        a_published=draw(st.sampled_from([None, None, quantity(0.6, "factor")])),
        rho=quantity(0.5, "factor"),
        h_max=quantity(1.8, "factor", range=(1.0, 2.0)),
        responses=tuple(every[i] for i in sorted(chosen)),
    )


@st.composite
def societies(
    draw: st.DrawFn, unit: str = "person", persons: int = 60, with_responses: bool = True, other: str = ""
) -> SocietyBundle:
    """A small society, in which another kind of subjects may act too."""
    conduct = draw(conducts(unit))
    conduct += draw(other_conduct(other)) if other else ()
    return tiny_society(
        *conduct,
        persons=persons,
        obligations=draw(obligations()) + (draw(obligations("tax")) if other else ()),
        incomes=(draw(incomes()),),
        needs=draw(needs(unit)) + ((other_need(other),) if other else ()),
        beliefs=(Belief(id="seen", share=draw(varied(P, "share"))),),
        responses=draw(responses(tuple(b.id for b in conduct))) if with_responses else None,
    )


@st.composite
def schemes_and_societies(
    draw: st.DrawFn,
    *,
    unit: str | None = None,
    also: bool | None = None,
    with_responses: bool = True,
    with_spread: bool = True,
    engine: bool = False,
) -> Trial:
    """A scheme on a society, with a seed and a length; with ``engine``, only what the engine can run by now.

    ``also`` says whether a second unit has files too: firms beside people, or persons beside firms.
    """
    whose = unit or draw(st.sampled_from(["person"] * 6 + ["household", "firm"]))
    second = draw(st.sampled_from([False, False, True])) if also is None else also
    other = "person" if whose == "firm" else "firm"
    persons = draw(st.sampled_from([20, 60]))
    acts = second or draw(st.sampled_from([False, False, False, True]))
    bundle = draw(societies(whose, persons, with_responses, other if acts else ""))
    conduct = [b for b in bundle.conduct.behaviours if (b.of == "firm") == (whose == "firm")]
    made = draw(
        schemes(
            tuple(b.id for b in conduct),
            opens=any(b.opens for b in conduct),
            unit=whose,
            spread=with_spread,
            engine=engine,
        )
    )
    made = fit_for_firms(made) if whose == "firm" else made
    if second:
        theirs = tuple(b for b in bundle.conduct.behaviours if b not in conduct)
        made = draw(beside(made, theirs, other))
    dice, share = Dice(draw(st.integers(0, 2**16))), draw(st.sampled_from([0.0, 0.05, 0.25]))
    made = varied_numbers(made, dice, share)
    parts = {name: varied_numbers(getattr(bundle, name), dice, share) for name in VARIED}
    bundle = replace(bundle, **parts)
    return Trial(
        made, bundle, persons, draw(st.integers(0, 2**32)), draw(st.integers(1, 14)), draw(st.sampled_from([0, 0, 3]))
    )
