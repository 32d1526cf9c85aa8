"""Small schemes and societies, built in Python, for any test that needs one."""

from __future__ import annotations

from typing import Any

from demerit.evidence.quantity import Grade, Quantity, Step
from demerit.scheme.model import Band, Channel, Entry, Jurisdiction, ListSpec, Rule, Scheme, Score, Term, Watch
from demerit.society.load import SocietyBundle
from demerit.society.model import (
    Attribute,
    Behaviour,
    Belief,
    Beliefs,
    Conduct,
    Firms,
    Households,
    Income,
    Margin,
    Need,
    Needs,
    ObligationSpec,
    Responses,
    Society,
    TieKind,
)

START = "2020-01"
FREE = {"probability": (0.0, 1.0), "share": (0.0, 1.0)}


def quantity(value: float, unit: str = "probability", **more: Any) -> Quantity:
    """A number that is assumed, with a range."""
    more.setdefault("range", FREE.get(unit, (min(value, 0.0), max(value, 0.0) * 2)))
    return Quantity(value=value, unit=unit, grade=Grade.ASSUMPTION, **more)


def dated(value: float, unit: str, *steps: tuple[str, float]) -> Quantity:
    """A number that changes in given months."""
    return quantity(value, unit, steps=tuple(Step(since=since, value=each) for since, each in steps))


def behaviour(name: str = "littering", rate: float = 3.0, **more: Any) -> Behaviour:
    """Something people do, ``rate`` times a year."""
    more.setdefault("gravity", 1)
    return Behaviour(id=name, rate=quantity(rate, "per_year"), **more)


def channel(*watches: str, name: str = "camera", sensitivity: float = 1.0, **more: Any) -> Channel:
    """A channel that watches some behaviours."""
    return Channel(
        id=name, watches=tuple(Watch(behaviour=each) for each in watches), sensitivity=quantity(sensitivity), **more
    )


def scheme(name: str = "tiny", **more: Any) -> Scheme:
    """A fictional scheme of the parts given."""
    more.setdefault("kind", "points")
    return Scheme(
        format="demerit.scheme/1",
        id=name,
        title=name,
        about="A scheme for tests.",
        first_line="Made up.",
        status="fictional",
        jurisdiction=Jurisdiction(country="XXX"),
        society="tiny",
        **more,
    )


def points_scheme(
    *,
    points: float = -5.0,
    initial: float = 100.0,
    bands: tuple[Band, ...] | None = None,
    rules: tuple[Rule, ...] | None = None,
    channels: tuple[Channel, ...] | None = None,
    score: Score | None = None,
    **more: Any,
) -> Scheme:
    """One channel, one rule, a score from 100, and a penal band below 90."""
    some_bands = (Band(id="bad", penal=True), Band(id="good", at_least=quantity(90.0, "points")))
    some_rules = (Rule(id="litter", on="littering", points=quantity(points, "points"), term=quantity(6.0, "months")),)
    return scheme(
        channels=(channel("littering"),) if channels is None else channels,
        rules=some_rules if rules is None else rules,
        score=score or Score(kind="sum", initial=quantity(initial, "points")),
        bands=some_bands if bands is None else bands,
        **more,
    )


def fixed(months: float, **more: Any) -> Term:
    """A fixed term in months."""
    return Term(kind="fixed", length=quantity(months, "months", **more))


def list_scheme(
    *,
    months: float = 6.0,
    channels: tuple[Channel, ...] | None = None,
    rules: tuple[Rule, ...] | None = None,
    lists: tuple[ListSpec, ...] | None = None,
    **more: Any,
) -> Scheme:
    """One channel, one trigger, and a penal list with a fixed term."""
    way = Entry(id="by-record", rule="litter", term=fixed(months))
    more.setdefault("kind", "list")
    return scheme(
        channels=(channel("littering"),) if channels is None else channels,
        rules=(Rule(id="litter", on="littering", trigger=True),) if rules is None else rules,
        lists=(ListSpec(id="black", entries=(way,)),) if lists is None else lists,
        **more,
    )


def tiny_people(persons: int = 80, **more: Any) -> Society:
    """Two districts by household, sex, age, a hair colour that is drawn only when read, households and ties."""
    even = {"north": 0.5, "south": 0.5}
    parts: dict[str, Any] = {
        "attributes": (
            Attribute(id="district", values=("north", "south"), per="household"),
            Attribute(id="age", values=("0-17", "18-64", "65-90"), compare=False),
            Attribute(id="sex", values=("female", "male")),
            Attribute(id="hair", values=("dark", "fair"), joint=False, compare=False),
        ),
        "cross": (("district", "sex"),),
        "margins": (
            Margin(of=("district",), shares=even, unit="share", grade="assumption"),
            Margin(of=("age",), shares={"0-17": 0.2, "18-64": 0.6, "65-90": 0.2}, unit="share", grade="assumption"),
            Margin(of=("sex",), shares={"female": 0.5, "male": 0.5}, unit="share", grade="assumption"),
            Margin(of=("hair",), shares={"dark": 0.7, "fair": 0.3}, unit="share", grade="assumption"),
        ),
        "households": Households(shares={"1": 0.3, "2": 0.4, "3": 0.3}, grade="assumption"),
        "ties": tuple(
            TieKind(id=kind, mean_degree=quantity(degree, "count"), within="4096")
            for kind, degree in (("friend", 60.0), ("colleague", 30.0))
        ),
        "firms": Firms(per_1000=quantity(5.0, "count"), officers=quantity(2.0, "count"), employed=quantity(0.5)),
    }
    return Society(
        format="demerit.society/1",
        id="tiny",
        title="tiny",
        start=START,
        persons=quantity(float(persons), "persons"),
        **(parts | more),
    )


def tiny_society(
    *behaviours: Behaviour,
    persons: int = 80,
    obligations: tuple[ObligationSpec, ...] = (),
    incomes: tuple[Income, ...] = (),
    needs: tuple[Need, ...] = (),
    beliefs: tuple[Belief, ...] = (),
    responses: Responses | None = None,
    **more: Any,
) -> SocietyBundle:
    """A society with its conduct, needs, beliefs and responses; ``more`` goes to ``tiny_people``."""
    return SocietyBundle(
        society=tiny_people(persons, **more),
        conduct=Conduct(
            format="demerit.conduct/1",
            id="tiny",
            behaviours=behaviours or (behaviour(),),
            obligations=obligations,
            incomes=incomes,
        ),
        needs=Needs(format="demerit.needs/1", id="tiny", needs=needs),
        beliefs=Beliefs(format="demerit.beliefs/1", id="tiny", beliefs=beliefs),
        responses=responses or Responses(format="demerit.responses/1", id="tiny"),
    )
