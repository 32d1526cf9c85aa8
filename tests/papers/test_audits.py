"""E6 to E9: the published tables, other counts, rates and ratios of the same kind, and inputs that must not pass."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.study.papers import alarms as e9
from demerit.study.papers import averaging as e7
from demerit.study.papers import deciders as e6
from demerit.study.papers import funnel as e8
from demerit.study.papers.averaging import debt, law
from demerit.study.papers.model import Figure, Reproduced
from tests.alarms.checks import met, misses

ITEMS = {"E6": e6.deciders, "E7": e7.averaging, "E8": e8.funnel, "E9": e9.alarms}


@pytest.mark.parametrize("name", ITEMS)
def test_the_published_figures_are_met(name: str) -> None:
    found: Reproduced = ITEMS[name]()
    met(found)
    assert any("simulated" in figure for figure in found.ours)


def none(*_: object, **__: object) -> tuple[Figure, ...]:
    """No simulated figures: the exact ones must notice by themselves."""
    return ()


def test_five_per_cent_more_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    for item in (e6, e8, e9):
        monkeypatch.setattr(item, "simulated", none)
    for who in e6.ACCUSED:
        assert e6.deciders(accused={**e6.ACCUSED, who: round(e6.ACCUSED[who] * 1.05)}).passed is False
        assert e6.deciders(reversed_by={**e6.REVERSED, who: round(e6.REVERSED[who] * 1.05)}).passed is False
    for step, share in zip(e8.STEPS, e8.FOUND, strict=True):
        assert e8.funnel(**{step: share * 1.05}).passed is False
    assert e9.alarms(alerts=round(e9.ALERTS * 1.05)).passed is False
    assert e9.alarms(right=round(e9.RIGHT * 1.05)).passed is False
    assert e9.alarms(pilot=e9.PILOT * 1.05).passed is False
    assert e9.alarms(live=e9.LIVE * 1.05).passed is False


def test_the_simulations_notice_other_numbers() -> None:
    wrong = {"computer": 30_000, "person": 12_000}
    assert [figure.passed for figure in e6.simulated(e6.ACCUSED, wrong, published=e6.PUBLISHED)][:2] == [False, False]
    assert not any(figure.passed for figure in e8.simulated([0.24, 0.19, 0.12, 0.046], published=e8.FOUND))
    (figure,) = e9.simulated("live", people=20_000, prevalence=0.2, hits=0.8, false_alarm=0.193, published=e9.LIVE)
    assert figure.passed is False


@pytest.mark.parametrize(("prevalence", "hits", "false_alarm"), [(0.02, 0.6, 0.01), (0.4, 0.9, 0.5)])
def test_other_crowds_have_the_precision_of_bayes(prevalence: float, hits: float, false_alarm: float) -> None:
    law = e9.precision(prevalence, hits=hits, false_alarm=false_alarm)
    given = {"prevalence": prevalence, "hits": hits, "false_alarm": false_alarm}
    (figure,) = e9.simulated("other", people=20_000, published=law, **given)
    assert misses([figure]) == []
    assert e9.prevalence_for(law, hits=hits, false_alarm=false_alarm) == pytest.approx(prevalence)


@pytest.mark.parametrize(("prevalence", "hits"), [(0.05, 0.3), (0.6, 1.0)])
def test_the_ratio_of_odds_hangs_on_no_assumption(
    monkeypatch: pytest.MonkeyPatch, prevalence: float, hits: float
) -> None:
    monkeypatch.setattr(e9, "simulated", none)
    assert e9.alarms(prevalence=prevalence, hits=hits).passed


def test_other_deciders_and_other_steps_are_met() -> None:
    accused, wrong = {"computer": 9_000, "person": 50_000}, {"computer": 900, "person": 40_000}
    shares = {"computer": 0.1, "person": 0.8, "both": 40_900 / 59_000}
    assert misses(list(e6.simulated(accused, wrong, published=shares))) == []
    assert misses(list(e8.simulated([0.9, 0.3, 0.29, 0.01], published=[0.9, 0.3, 0.29, 0.01]))) == []


AMOUNT = st.fractions(0, 5_000, max_denominator=100)


@settings(deadline=None, max_examples=60)
@given(
    idle=st.integers(1, 25), wage=AMOUNT, most=st.fractions(1, 900, max_denominator=100),
    free=st.fractions(0, 300, max_denominator=100), taper=st.fractions(Fraction(1, 10), 1, max_denominator=100),
)  # fmt: skip
def test_averaging_asks_what_the_law_says(
    idle: int, wage: Fraction, most: Fraction, free: Fraction, taper: Fraction
) -> None:
    """Other benefits, tapers and wages: exact where work leaves no benefit; never less than nothing is owed."""
    rules = {"most": most, "free": free, "taper": taper}
    year = [Fraction(0)] * idle + [wage] * (26 - idle)
    asked = debt(year, **rules)
    assert debt(year, reads="periods", **rules) == 0
    assert debt([wage] * 26, **rules) == 0
    mean = sum(year, Fraction(0)) / 26
    if most <= taper * max(Fraction(0), wage - free):
        assert asked == law(idle, mean=mean, **rules)
    assert (asked > 0) == (mean > free)


def test_a_fortnight_more_without_work_is_another_debt() -> None:
    rules = {"most": e7.MOST, "free": e7.FREE, "taper": e7.TAPER}
    year = [Fraction(0)] * 13 + [Fraction(1340)] * 13
    assert debt(year, **rules) == law(13, mean=Fraction(670), **rules)
    assert debt(year, **rules) != law(14, mean=Fraction(670), **rules)
    more = {**rules, "taper": e7.TAPER * Fraction("1.05")}
    assert debt(year, **more) != law(13, mean=Fraction(670), **rules)


def test_other_incomes_are_simulated_too() -> None:
    figures = list(e7.simulated(amount=0.9, free=0.5, taper=0.5))
    assert [figure.published for figure in figures] == [0, 0, 0, 0, 1]
    assert misses(figures[:4]) == [], "a mean of .45 is below what is free"
