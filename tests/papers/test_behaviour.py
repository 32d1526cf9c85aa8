"""C1, C3, C4: thresholds and good names, other crowds and games, and inputs that must not pass."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.study.papers.crowds import crowd, joined, joined_share, tens, uprising
from demerit.study.papers.good_name import STRATEGIES, World, best, flips, good_name, helps, payoffs
from demerit.study.papers.rebellion import Town, active, rebellion
from tests.alarms.checks import binomial, met

Q = st.fractions(min_value=0, max_value=1, max_denominator=50)


def test_the_published_crowds_and_games_are_met() -> None:
    for found in (crowd(), uprising(), good_name()):
        met(found)


def one_by_one(thresholds: tuple[int, ...]) -> int:
    """People look in turn, again and again, until nobody moves."""
    acting: set[int] = set()
    while True:
        before = len(acting)
        for person, threshold in enumerate(thresholds):
            if threshold <= len(acting):
                acting.add(person)
        if len(acting) == before:
            return before


@given(st.lists(st.integers(0, 7), max_size=6))
def test_the_end_does_not_depend_on_who_looks_first(thresholds: list[int]) -> None:
    ends = {one_by_one(order) for order in list(permutations(thresholds))[:50]}
    assert ends == {joined(thresholds)}


def test_other_crowds() -> None:
    assert joined([]) == joined([1]) == joined([5] * 5) == 0
    assert joined([0] * 4) == 4
    assert joined([0, 1, 2, 5, 5]) == 3
    assert joined([n // 2 for n in range(50)]) == 50
    assert joined_share([0, 33, 34, 67]) == 25
    assert joined_share([0, 20, 40, 60, 80]) == 100


def test_one_person_more_is_noticed() -> None:
    assert not crowd(people=101).passed
    assert not crowd(changed=99, made=98).passed
    assert not uprising(other=30).passed
    assert joined_share(tens(10, 20, 20)) == 0
    assert joined_share(tens(0, 10, 30)) == 20


@given(q=Q, c=st.integers(1, 30), b=st.integers(1, 30), x=Q)
def test_names_settle_and_the_best_response_is_that_of_the_rule(q: Fraction, c: int, b: int, x: Fraction) -> None:
    world = World(known=q, cost=Fraction(c), benefit=Fraction(b), discerning=x)
    h = helps(world)
    assert h == (1 - q) + q * x * h
    found = payoffs(world)
    pays = q * x * b - c
    assert found[STRATEGIES[1]] - found[STRATEGIES[2]] == pays
    if pays > 0:
        assert STRATEGIES[1] in best(world)
        assert STRATEGIES[2] not in best(world)
    if pays < 0:
        assert best(world)[-1] == STRATEGIES[2]
    assert pays != 0 or best(world) == STRATEGIES


@pytest.mark.parametrize(("cost", "benefit", "x"), [(1, 3, 1), (2, 7, 1), (1, 4, Fraction(1, 2)), (3, 2, 1)])
def test_where_a_good_name_begins_to_pay(cost: int, benefit: int, x: Fraction) -> None:
    at = flips(cost=Fraction(cost), benefit=Fraction(benefit), discerning=Fraction(x), steps=420)
    due = Fraction(cost, benefit) / x
    assert at == (due if due <= 1 else 2)


@pytest.mark.slow
def test_outbursts_need_a_local_loss_of_deterrence() -> None:
    found = rebellion()
    met(found)
    assert not rebellion(officers=0.08).passed, "so many officers keep everybody quiet"


def test_a_town_without_officers_acts_and_one_that_is_content_does_not() -> None:
    free = active(Town(size=16, sight=3, officers=0.0), steps=3)
    hardship = (1 - 0.1 / 0.18) * 1.0
    n = round(0.7 * 16 * 16)
    binomial(round(free[-1] * n), n=n, p=hardship)
    assert active(Town(size=16, sight=3, officers=0.0, legitimacy=0.9), steps=3).max() == 0
