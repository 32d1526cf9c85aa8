"""Interval formulas against printed values and naive definitions."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from demerit.outcomes.intervals import (
    covariance,
    fieller,
    garwood,
    jackknife,
    mover_difference,
    mover_ratio,
    none_seen,
    student,
    wilson,
)


@pytest.mark.parametrize(("events", "n"), [(0, 5), (1, 9), (15, 40), (81, 263), (39, 39)])
def test_wilson_ends_solve_the_score_equation(events: int, n: int) -> None:
    for end in wilson(events=events, n=n):
        if 0 < end < 1:
            z = (events / n - end) / math.sqrt(end * (1 - end) / n)
            assert abs(z) == pytest.approx(1.959963984540054, rel=1e-9)


def test_wilson_gives_the_values_newcombe_printed() -> None:
    # Newcombe 1998, Stat. Med. 17:857, table I, method 3: 81/263, 15/148, 0/20, 1/29
    printed = {
        (81, 263): (0.2553, 0.3662), (15, 148): (0.0624, 0.1605), (0, 20): (0.0, 0.1611), (1, 29): (0.0061, 0.1718),
    }  # fmt: skip
    for (events, n), ends in printed.items():
        assert tuple(round(end, 4) for end in wilson(events=events, n=n)) == ends


def test_newcombe_difference_gives_the_values_printed() -> None:
    # Newcombe 1998, Stat. Med. 17:873, table II, method 10: 56/70 - 48/80 and 9/10 - 3/10
    for (k1, n1, k2, n2), ends in {(56, 70, 48, 80): (0.0524, 0.3339), (9, 10, 3, 10): (0.1705, 0.8090)}.items():
        limits = (wilson(events=k1, n=n1), wilson(events=k2, n=n2))
        assert tuple(round(end, 4) for end in mover_difference(k1 / n1, k2 / n2, limits=limits)) == ends


@pytest.mark.parametrize("events", [0, 1, 5, 29])
def test_garwood_leaves_two_and_a_half_per_cent_on_each_side(events: int) -> None:
    low, high = garwood(events)
    assert stats.poisson.cdf(events, high) == pytest.approx(0.025, abs=1e-12)
    if events:
        assert stats.poisson.sf(events - 1, low) == pytest.approx(0.025, abs=1e-12)
    else:
        assert low == 0


def test_none_seen_is_the_rule_of_three() -> None:
    assert none_seen(300) == 0.01
    assert stats.binom.pmf(0, 300, none_seen(300)) == pytest.approx(0.05, abs=0.001)


def test_student_is_wider_than_normal_and_right_for_five_replicates() -> None:
    assert student(4) == pytest.approx(2.7764451, abs=1e-6)


def test_jackknife_of_a_mean_is_the_textbook_standard_error() -> None:
    values = np.array([3.0, 5.0, 8.0, 1.0, 9.0])
    leave = (values.sum() - values) / 4
    error, freedom = jackknife(leave=leave, live=np.ones(5, bool))
    assert float(error) == pytest.approx(values.std(ddof=1) / math.sqrt(5), rel=1e-12)
    assert int(freedom) == 4


def test_jackknife_does_not_count_empty_units() -> None:
    values = np.array([3.0, 5.0, 8.0])
    leave = np.append((values.sum() - values) / 2, [np.nan, 7.0])
    live = np.array([True, True, True, False, False])
    error, freedom = jackknife(leave=np.nan_to_num(leave), live=live)
    assert float(error) == pytest.approx(values.std(ddof=1) / math.sqrt(3), rel=1e-12)
    assert int(freedom) == 2
    assert math.isnan(float(jackknife(leave=leave[:1], live=np.ones(1, bool))[0]))


def test_covariance_of_a_statistic_with_itself_is_its_variance() -> None:
    leave = np.array([0.1, 0.4, 0.2, 0.9])
    live = np.ones(4, bool)
    error, _ = jackknife(leave=leave, live=live)
    assert covariance(first=leave, second=leave, live=live) == pytest.approx(float(error) ** 2, rel=1e-12)


def test_fieller_ends_solve_its_equation() -> None:
    one, two, both, t = 0.0004, 0.0009, 0.0001, 2.0
    for end in fieller(first=0.2, second=0.4, spread=(one, two, both), t=t):
        assert end is not None
        assert (0.2 - end * 0.4) ** 2 == pytest.approx(t * t * (one - 2 * end * both + end * end * two), rel=1e-9)


def test_fieller_has_no_upper_end_when_the_second_may_be_nothing() -> None:
    low, high = fieller(first=0.2, second=0.1, spread=(0.0001, 0.01, 0.0), t=2.0)
    assert high is None
    assert 0 <= low <= 2.0


@pytest.mark.parametrize(("first", "second"), [((4, 90), (9, 80)), ((0, 40), (12, 60)), ((25, 30), (3, 30))])
def test_mover_ratio_holds_the_ratio_and_turns_over(first: tuple[int, int], second: tuple[int, int]) -> None:
    one, two = first[0] / first[1], second[0] / second[1]
    limits = (wilson(events=first[0], n=first[1]), wilson(events=second[0], n=second[1]))
    low, high = mover_ratio(one, two, limits=limits)
    assert high is not None
    assert low <= one / two <= high
    if one:
        back = mover_ratio(two, one, limits=(limits[1], limits[0]))
        assert back[1] is not None
        assert (1 / back[1], 1 / back[0]) == (pytest.approx(low, rel=1e-9), pytest.approx(high, rel=1e-9))


def test_mover_ratio_is_open_above_when_the_second_may_be_nothing() -> None:
    assert mover_ratio(0.1, 0.1, limits=((0.05, 0.2), (0.0, 0.3)))[1] is None
