"""Bands that no score can reach."""

from __future__ import annotations

from demerit.scheme.checks.score import out_of_reach
from tests.builders import points_scheme


def test_a_band_below_the_start_needs_points_that_go_down() -> None:
    assert out_of_reach(points_scheme(points=5.0), "bad")
    assert not out_of_reach(points_scheme(points=-5.0), "bad")


def test_a_band_above_the_start_needs_points_that_go_up() -> None:
    assert out_of_reach(points_scheme(points=-5.0, initial=80.0), "good")
    assert not out_of_reach(points_scheme(points=5.0, initial=80.0), "good")
