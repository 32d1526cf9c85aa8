"""D: the closed forms by library code; their engine runs are light here and at full size in ``tests/statistical``."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from demerit.study.papers import laws_of_records, laws_of_runs, laws_of_ties
from demerit.study.papers.laws_of_records import deviation, tossed
from demerit.study.papers.laws_of_runs import DUO, funnel
from demerit.study.papers.laws_of_ties import (
    DRAWN_TO,
    FOUR,
    OWN,
    borel,
    giant,
    giant_of_slots,
    progeny,
    reed_frost,
    settled,
)
from demerit.study.papers.model import Reproduced
from tests.alarms.checks import met

QUICK = (laws_of_runs.coupled, laws_of_runs.accounted, laws_of_runs.funnel, laws_of_ties.mixed, laws_of_ties.household)
LONG = (
    laws_of_records.thinned, laws_of_records.balances, laws_of_records.share_listed, laws_of_records.little,
    laws_of_records.right_records, laws_of_ties.one_hop, laws_of_ties.cascades, laws_of_runs.same_again,
    laws_of_runs.corrected,
)  # fmt: skip


@pytest.mark.parametrize("law", QUICK)
def test_a_law_is_met(law: Callable[[], Reproduced]) -> None:
    found = law()
    met(found)


@pytest.mark.slow
@pytest.mark.parametrize("law", LONG)
def test_a_longer_law_is_met(law: Callable[[], Reproduced]) -> None:
    found = law()
    met(found)


@pytest.mark.slow
def test_five_per_cent_more_is_noticed() -> None:
    wrong = (
        laws_of_records.thinned(p=0.12 * 1.05),
        laws_of_records.balances(rate=0.02 * 1.05),
        laws_of_records.share_listed(months=25),
        laws_of_ties.one_hop(p=0.5 * 1.05),
        laws_of_ties.household(p=0.3 * 1.05),
    )
    for found in wrong:
        assert found.passed is False


@pytest.mark.slow
def test_other_numbers_of_the_same_kind() -> None:
    share = 12 / (1 / 0.03 + 11)
    met(laws_of_records.share_listed(q=0.03, months=12, published=share))
    met(laws_of_ties.household(p=0.6, published=reed_frost(0.6)))
    met(laws_of_ties.one_hop(degree=4.0, tau=0.1, p=0.25, published=(0.1, -math.expm1(-0.1))))
    met(laws_of_records.records_of({(0.05, 0.7, 0.99): 0.035 / 0.0445}))
    assert not laws_of_records.records_of({(0.05, 0.7, 0.99): 0.0351 / 0.0446}).passed


def test_panjer_is_the_sum_over_numbers_of_marks() -> None:
    marks, mean = {1: 0.5, 2: 0.5}, 0.7
    law = tossed(marks, mean_number=mean, top=6)
    naive, power = np.zeros(7), np.array([1.0, 0, 0, 0, 0, 0, 0])
    step = np.array([0.0, 0.5, 0.5])
    for n in range(25):
        naive += math.exp(-mean) * mean**n / math.factorial(n) * power
        power = np.convolve(power, step)[:7]
    assert law == pytest.approx(naive, rel=1e-12)


def test_the_error_of_a_mean_over_months() -> None:
    """Of a list of one month it is that of independent months; of one month alone it is the binomial's."""
    assert deviation(0.2, 1, 50) == pytest.approx(math.sqrt(0.2 * 0.8 / 50), rel=1e-12)
    share = 24 / (100 + 23)
    assert deviation(0.01, 24, 1) == pytest.approx(math.sqrt(share * (1 - share)), rel=1e-12)
    assert deviation(0.01, 24, 60) > deviation(0.01, 24, 120)


def test_laws_of_cascades() -> None:
    assert sum(borel(0.3, size) for size in range(1, 100)) == pytest.approx(1, abs=1e-12)
    assert [progeny(size, q=0.003) for size in (1, 2, 3)] == pytest.approx(
        [borel(0.3, size) for size in (1, 2, 3)], rel=0.01
    )
    assert giant(0.8) == pytest.approx(0, abs=1e-9)
    assert giant_of_slots(1.5) == pytest.approx(giant(1.5), rel=0.01)
    assert sum(reed_frost(0.37)) == pytest.approx(1, abs=1e-15)


def test_a_scheme_with_other_weights_settles_elsewhere() -> None:
    wrong = settled(np.array(FOUR), np.array(OWN), 0.315)
    assert (abs(wrong - np.array(DRAWN_TO)) > 1e-9).all()


@pytest.mark.parametrize("stage", [0, 1, 2])
def test_another_count_of_a_stage_is_noticed(stage: int) -> None:
    counts = list(DUO["Dutch"])
    counts[stage] = round(counts[stage] * 1.05)
    found = funnel({**DUO, "Dutch": tuple(counts)})
    assert not found.passed
    assert found.ours["product less the whole"] == 0
