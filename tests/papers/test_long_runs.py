"""B1, B3 and B4: the published figures, other chains and sites of the same kind, and inputs that must not pass."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from demerit.study.papers.attention import DAMOUR_SITES, Sites, found, found_variance
from demerit.study.papers.attention_items import PUBLISHED, attention, expected
from demerit.study.papers.attention_items import simulated as sites_simulated
from demerit.study.papers.lending import DAMOUR, Lending, chances, equal_opportunity, max_utility, stationary, step
from demerit.study.papers.lending_items import (
    STATIONARY,
    chain,
    chain_of,
    compared,
    course,
    over_time,
    settled,
    simulated,
)
from tests.alarms.checks import met, misses

OTHER = Lending(
    repays=(0.3, 0.5, 0.55, 0.9),
    starts={"x": (1.0, 0.0, 0.0, 0.0), "y": (0.2, 0.3, 0.1, 0.4), "z": (0.0, 0.0, 0.5, 0.5)},
    interest=0.7,
)
"""Four scores, three groups, a lender who earns less."""


def test_the_published_chain_is_met() -> None:
    found = chain()
    met(found)


@pytest.mark.slow
def test_other_chains_have_their_own_law() -> None:
    found = chain_of(OTHER, published=tuple(stationary(OTHER.repays)))
    met(found)


@pytest.mark.parametrize("score", range(7))
def test_five_per_cent_more_repayment_at_one_score_is_noticed(score: int) -> None:
    repays = tuple(p * 1.05 if place == score else p for place, p in enumerate(DAMOUR.repays))
    assert misses(list(settled(replace(DAMOUR, repays=repays), published=STATIONARY, repayment=0.348182)))


@pytest.mark.slow
def test_the_engine_notices_it_too() -> None:
    repays = tuple(p * 1.05 for p in DAMOUR.repays)
    law = {"rest": np.array(STATIONARY)}
    other = replace(DAMOUR, repays=repays, starts={"rest": tuple(law["rest"] / law["rest"].sum())})
    assert misses(list(simulated(other, "everyone", law=law, months=60, persons=10_000)))


def test_the_law_in_the_long_run_is_what_the_matrix_keeps() -> None:
    for lending in (DAMOUR, OTHER):
        law = stationary(lending.repays)
        assert law.sum() == pytest.approx(1, abs=1e-15)
        kept = law @ step(lending.repays, np.ones(len(law)), applies=0.5)
        assert kept == pytest.approx(law, rel=1e-12)


@pytest.mark.parametrize(("up", "down"), [(0.05, 0.45), (0.25, 0.25), (0.35, 0.15), (0.0, 0.2), (0.0, 0.0)])
def test_rates_of_two_records_give_the_chances_of_either_alone(up: float, down: float) -> None:
    first, second = (math.exp(-rate) for rate in chances(up, down))
    assert (1 - first) * second == pytest.approx(up, abs=1e-12)
    assert (1 - second) * first == pytest.approx(down, abs=1e-12)


def test_chances_that_are_too_large_are_refused() -> None:
    with pytest.raises(ValueError, match="independently"):
        chances(0.4, 0.4)


def test_signs_of_the_equal_opportunity_lender_are_met() -> None:
    assert misses(list(compared())) == []


@pytest.mark.slow
def test_the_engine_plays_both_lenders() -> None:
    found = over_time()
    met(found)


def test_groups_that_start_alike_show_no_sign() -> None:
    alike = replace(DAMOUR, starts=dict.fromkeys(DAMOUR.starts, DAMOUR.starts["two"]))
    most, equal = course(alike, "max_utility"), course(alike, "equal_opportunity")
    assert equal.gap(equal.last) == most.gap(most.last) == 0


def test_signs_turn_with_the_groups() -> None:
    turned = replace(DAMOUR, starts={"one": DAMOUR.starts["two"], "two": DAMOUR.starts["one"]})
    assert "credit gap" in misses(list(compared(turned)))


@pytest.mark.parametrize("lending", [DAMOUR, OTHER])
def test_equal_opportunity_is_equal_and_no_equal_rate_pays_more(lending: Lending) -> None:
    p, now = np.array(lending.repays), {group: np.array(start) for group, start in lending.starts.items()}
    gain = p * lending.interest - (1 - p)
    granted = equal_opportunity(lending, now)
    rates = {group: float((share * granted[group]) @ p / (share @ p)) for group, share in now.items()}
    rate = next(iter(rates.values()))
    assert all(each == pytest.approx(rate, abs=1e-12) for each in rates.values())
    earned = sum(float((share * granted[group]) @ gain) for group, share in now.items())
    free = sum(float((share * max_utility(lending)[group]) @ gain) for group, share in now.items())
    assert earned <= free + 1e-12
    for other in np.linspace(0, 1, 101):
        best = 0.0
        for share in now.values():
            left, total = other * float(share @ p), 0.0
            for score in np.argsort(-p, kind="stable"):
                part = min(1.0, left / (share[score] * p[score])) if share[score] > 0 else 0.0
                left -= part * share[score] * p[score]
                total += part * share[score] * gain[score]
            best += total
        assert best <= earned + 1e-9


def test_what_even_inspectors_find_is_met() -> None:
    found = attention()
    met(found)


@pytest.mark.parametrize("district", list(PUBLISHED))
def test_five_per_cent_more_incidents_are_noticed(district: str) -> None:
    rates = {**DAMOUR_SITES.rates, district: DAMOUR_SITES.rates[district] * 1.05}
    assert misses(list(expected(replace(DAMOUR_SITES, rates=rates), published=PUBLISHED)))


def test_found_is_the_mean_of_the_lesser() -> None:
    sites = Sites(rates={"a": 2.0, "b": 0.3}, inspectors=3, chances={"a": 0.7, "b": 0.3})
    for district, rate in sites.rates.items():
        p = sites.chances[district]
        cells = [
            (min(m, x), math.comb(3, m) * p**m * (1 - p) ** (3 - m) * math.exp(-rate) * rate**x / math.factorial(x))
            for m in range(4)
            for x in range(40)
        ]
        mean = math.fsum(value * chance for value, chance in cells)
        assert found(sites, district) == pytest.approx(mean, rel=1e-12)
        second = math.fsum(value * value * chance for value, chance in cells)
        assert found_variance(sites, district) == pytest.approx(second - mean**2, rel=1e-12)


@pytest.mark.slow
def test_other_inspectors_in_other_places() -> None:
    sites = Sites(rates={"a": 2.0, "b": 0.3, "c": 5.0}, inspectors=4, chances={"a": 0.5, "b": 0.1, "c": 0.4})
    law = {district: found(sites, district) for district in sites.rates}
    assert misses(list(sites_simulated(sites, published=law))) == []
    fewer = replace(sites, inspectors=3)
    assert misses(list(sites_simulated(fewer, published=law)))
