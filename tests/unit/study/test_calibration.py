"""History matching, naive forecasts and what rows are about, on models whose answer is known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from demerit.evidence.quantity import Grade, Quantity, Step
from demerit.scheme.model import Published
from demerit.study.calibration_match import CUT, DISCREPANCY, cube, emulate, implausibility, spread_out
from demerit.study.calibration_naive import naive_forecasts
from demerit.study.calibration_rows import FitRows, divide, month_number, uncertainty


def number(value: float, unit: str = "count", **more: object) -> Quantity:
    return Quantity(value=value, unit=unit, grade=Grade.OFFICIAL_STATISTICS, source=("x",), **more)  # type: ignore[arg-type]


def total(name: str, value: float, when: str, use: str, *, since: str = "2013-10", **more: object) -> Published:
    months = month_number(when) - month_number(since) + 1
    return Published(
        id=name, quantity=number(value), when=when, months=months, among=number(1e6, "persons"), use=use,  # type: ignore[arg-type]
        counts=("list:red:events",), **more,  # type: ignore[arg-type]
    )  # fmt: skip


def test_five_percent_wrong_is_seen_where_one_percent_is_allowed() -> None:
    allowed = 1.0**2
    assert float(implausibility(105.0, published=100.0, variance=allowed)) > CUT
    assert float(implausibility(102.9, published=100.0, variance=allowed)) < CUT
    assert float(implausibility(105.0, published=100.0, variance=allowed + (DISCREPANCY * 100) ** 2)) < 1


def test_standard_deviations_are_added_as_squares() -> None:
    assert float(implausibility(10.0, published=0.0, variance=3.0**2 + 4.0**2)) == pytest.approx(2.0)


def toy(places: np.ndarray) -> np.ndarray:
    """A count that rises by exp(1) from end to end of the first unknown, falls by exp(0.5) along the second."""
    return np.asarray(1000.0 * np.exp(places[:, 0] - 0.5 * places[:, 1]), np.float64)


def test_an_emulator_of_a_known_model_is_right_where_it_was_not_run() -> None:
    places = spread_out(64, unknowns=30, seed=3)
    emulator = emulate(places, toy(places), floor=0.5)
    assert emulator.active == (0, 1)
    others = spread_out(200, unknowns=30, seed=4)
    assert emulator.at(others) == pytest.approx(toy(others), rel=2e-3)
    assert emulator.error < 2e-3
    assert emulator.explained > 0.999


def test_an_emulator_tells_its_own_error() -> None:
    places = spread_out(300, unknowns=20, seed=5)
    chance = np.exp(0.1 * np.sin(1e6 * places[:, 7] * (1 + places[:, 8])) * math.sqrt(2))
    emulator = emulate(places, toy(places) * chance, floor=0.5)
    assert emulator.error == pytest.approx(0.1, rel=0.15)
    assert float(emulator.variance(np.array([1000.0]))[0]) == pytest.approx((1000.5 * emulator.error) ** 2)


def test_what_is_ruled_out_of_a_known_model_is_what_the_closed_form_rules_out() -> None:
    places = spread_out(64, unknowns=2, seed=1)
    emulator = emulate(places, toy(places), floor=0.0)
    sample = cube(14, unknowns=2, seed=2)
    published, sd = 1500.0, 50.0
    kept = implausibility(emulator.at(sample), published=published, variance=sd**2) <= CUT
    low, high = (math.log((published + sign * CUT * sd) / 1000.0) for sign in (-1, 1))
    inside = (sample[:, 0] - 0.5 * sample[:, 1] >= low) & (sample[:, 0] - 0.5 * sample[:, 1] <= high)
    assert (kept != inside).mean() < 0.005
    strip = [(min(1.0, high + y / 2) - max(0.0, low + y / 2)) for y in np.linspace(0.0005, 0.9995, 1000)]
    assert kept.mean() == pytest.approx(np.mean(np.maximum(0.0, strip)), abs=0.005)


def test_places_of_a_hypercube_fill_every_strip_once() -> None:
    places = spread_out(50, unknowns=3, seed=9)
    for column in places.T:
        assert sorted(np.minimum(49, (column * 50 + 1e-9).astype(int))) == pytest.approx(list(range(50)), abs=1)
    assert (spread_out(50, unknowns=3, seed=9) == places).all()


@pytest.mark.parametrize(
    ("value", "spread"),
    [(12_110_000, 10_000), (87_079, 1), (0.275, 0.001), (0.7, 0.1), (1.37, 0.01), (8_540_000, 10_000), (3, 1), (0, 0)],
)
def test_a_number_is_as_sure_as_its_last_digit(value: float, spread: float) -> None:
    assert uncertainty(number(value)) == pytest.approx(spread / math.sqrt(12))


def test_sources_that_disagree_make_a_number_less_sure() -> None:
    found = uncertainty(number(14_630_000, range=(14_630_000, 14_780_000)))
    assert found == pytest.approx(math.hypot(10_000, 150_000) / math.sqrt(12))


def test_naive_forecasts_of_a_line_are_the_line() -> None:
    outcomes = [total(f"r{n}", 100.0 * n, f"2015-{n:02d}-28", "fit") for n in range(1, 7)]
    fit, _ = divide(outcomes)
    later = fit.rows[-1].at + 3
    found = naive_forecasts(fit.rows, at=later)
    slope = 500.0 / (fit.rows[-1].at - fit.rows[0].at)
    assert found["last_value"] == 600.0
    assert found["line_of_two"] == pytest.approx(600 + 3 * slope, rel=0.02)
    assert found["line_of_all"] == pytest.approx(600 + 3 * slope, rel=0.02)
    assert naive_forecasts(fit.rows[:1], at=later) == {"last_value": 100.0}
    assert naive_forecasts([], at=later) == {}


def test_rows_are_parted_by_their_use_and_late_fit_rows_are_set_aside() -> None:
    outcomes = [
        total("early", 10, "2018-09-30", "fit"),
        total("leaks", 30, "2018-12-31", "fit"),
        total("year", 12, "2018-12", "fit", since="2018-01"),
        total("later", 20, "2018-12-31", "test"),
        Published(id="undated", quantity=number(0.5, "share"), use="test", counts=("subjects",), over=("subjects",)),
        Published(id="elsewhere", quantity=number(0.5, "share"), when="2018", use="fit"),
        Published(id="series", quantity=number(5, steps=(Step(since="2018-01", value=6),)), when="2017", use="test"),
        total("context", 15, "2018-10", "context"),
    ]
    fit, other = divide(outcomes)
    assert [row.id for row in fit.rows] == ["early"]
    assert [row.id for row in other.rows] == ["later", "context"]
    assert {aside.id: aside.reason for aside in other.aside} == {
        "leaks": "in_test_months", "year": "in_test_months", "undated": "no_date", "elsewhere": "not_counted",
        "series": "not_counted",
    }  # fmt: skip


def test_an_object_for_the_fit_cannot_be_made_of_a_test_row() -> None:
    _, other = divide([total("later", 20, "2018-12-31", "test")])
    with pytest.raises(ValueError, match="fit rows only"):
        FitRows(other.rows)


def test_the_part_of_a_month_that_a_total_covers_counts() -> None:
    fit, _ = divide([total("middle", 10, "2017-02-14", "fit"), total("end", 12, "2017-02-28", "fit")])
    assert [row.part for row in fit.rows] == [0.5, 1.0]
    assert fit.rows[0].first == month_number("2013-10")
    assert fit.rows[0].last == month_number("2017-02")
    assert fit.rows[0].series == fit.rows[1].series
