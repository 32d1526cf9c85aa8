"""How numbers of a file become whole numbers of the engine."""

from __future__ import annotations

import math

import pytest

from demerit.draws import threshold
from demerit.engine.quantities import factor_of, hazard_of, months_between, points_of, rate_of


@pytest.mark.parametrize(("value", "points"), [(2.5, 3), (-2.5, -2), (2.4, 2), (-2.6, -3), (0.0, 0)])
def test_points_are_rounded_half_up(value: float, points: int) -> None:
    assert points_of(value) == points


def test_a_yearly_rate_is_a_twelfth_a_month() -> None:
    assert rate_of(12.0) == 1 << 32
    assert rate_of(0.0) == 0
    assert factor_of(1.5) == 98304


def test_a_hazard_is_the_chance_of_one_event_or_more() -> None:
    assert hazard_of(12.0) == threshold(1.0 - math.exp(-1.0))
    assert hazard_of(0.0) == 0


def test_months_are_counted_over_the_turn_of_the_year() -> None:
    assert months_between("2019-11", "2020-02") == 3
    assert months_between("2020-02", "2019-11") == -3
