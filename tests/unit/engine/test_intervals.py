"""Scores read at intervals, and a household's need that any member's pass opens: closed forms, and the twin."""

from __future__ import annotations

import math

import pytest

from demerit.scheme.model import Gate, Measure, Rerating, Rule, Score
from demerit.society.model import Households, Need
from tests.alarms.checks import binomial
from tests.builders import behaviour, points_scheme, quantity, scheme, tiny_society
from tests.twin.compare import differences
from tests.unit.engine.played import played


@pytest.mark.parametrize(("anew", "months"), [(True, 9), (False, 9)])
def test_grade_of_a_quarter_holds_for_the_next(anew: bool, months: int) -> None:
    """Bad with three acts or more in the last quarter (or ever before it): Poisson of 1.5, or of 1.5 and then 3."""
    people = tiny_society(behaviour(rate=6.0), ties=())
    rules = points_scheme(
        rules=(Rule(id="litter", on="littering", points=quantity(-5.0, "points"), count_each=True),),
        score=Score(kind="sum", initial=quantity(100.0, "points"), rerating=Rerating(months=3, anew=anew)),
    )
    persons = 4096
    ledger = played(rules, people, months=months, persons=persons)

    def bad(mean: float) -> float:
        return 1 - math.exp(-mean) * (1 + mean + mean**2 / 2)

    series = ledger.series["band:bad:now"].tolist()
    third = bad(1.5) if anew else bad(3.0)
    for month, p in zip(range(months), [0.0] * 3 + [bad(1.5)] * 3 + [third] * 3, strict=True):
        binomial(series[month], n=persons, p=p, name=f"month {month}")
    assert series[3] == series[5]
    assert series[6] == series[8]
    assert differences(rules, people, persons=200, months=8, burn_in=4) == []


@pytest.mark.parametrize(("any_member", "refused"), [(True, 0.36), (False, 0.6)])
def test_any_member_opens_the_need_of_the_household(any_member: bool, refused: float) -> None:
    """Households of two, passes held by .4: .6 of the askers have none, and .6 * .6 no pass in the house."""
    people = tiny_society(
        behaviour(),
        ties=(),
        households=Households(shares={"1": 0.0, "2": 1.0}, grade="assumption"),
        needs=(Need(id="food", rate=quantity(24.0, "per_year"), per="household"),),
    )
    measure = Measure(id="no-box", kind="deny", gate="card", need="food", any_member=any_member)
    rules = scheme(kind="gate", gates=(Gate(id="card", held_at_start=quantity(0.4)),), measures=(measure,))
    homes = 2048
    ledger = played(rules, people, months=12, persons=2 * homes)
    binomial(ledger.total("measure:no-box:people"), n=homes, p=refused)
    changing = Gate(
        id="card", held_at_start=quantity(0.4), apply=quantity(3.0, "per_year"), lost=quantity(2.0, "per_year")
    )
    moving = scheme(kind="gate", gates=(changing,), measures=(measure,))
    assert differences(moving, people, persons=150, months=8) == []
