"""Figures of known variances are parted into them."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm, qmc

from demerit.study.spread import movers, spread_of
from demerit.study.twice import dice, ends_of

POINTS = 4000


def normal(n: int, seed: int) -> np.ndarray:
    """Numbers with mean 0 and standard deviation 1, evenly drawn."""
    found: np.ndarray = norm.ppf(qmc.LatinHypercube(1, rng=seed).random(n)[:, 0])
    return found


def figure(by_assumptions: float, shared: float, own: float, replicates: int = 4) -> np.ndarray:
    """A figure with these standard deviations around 10."""
    a = by_assumptions * normal(POINTS, 1)[:, None]
    b = shared * normal(replicates, 2)[None, :]
    e = own * normal(POINTS * replicates, 3).reshape(POINTS, replicates)
    return 10 + a + b + e


@pytest.mark.parametrize(("by_assumptions", "own"), [(2.0, 0.5), (1.0, 2.0), (1.0, 1.0)])
def test_the_parts_are_found(by_assumptions: float, own: float) -> None:
    found = spread_of(figure(by_assumptions, 0.0, own))
    assert found.sd_assumptions == pytest.approx(by_assumptions, rel=0.1)
    assert found.sd_chance == pytest.approx(own, rel=0.1)
    assert found.share_assumptions == pytest.approx(by_assumptions**2 / (by_assumptions**2 + own**2), abs=0.05)
    assert found.low == pytest.approx(10 - 1.96 * by_assumptions, abs=0.2 * by_assumptions + 0.1)
    assert found.high == pytest.approx(10 + 1.96 * by_assumptions, abs=0.2 * by_assumptions + 0.1)


def test_luck_that_all_draws_share_is_chance_and_widens_no_range_by_assumptions() -> None:
    plain, shared = spread_of(figure(1.0, 0.0, 0.1)), spread_of(figure(1.0, 3.0, 0.1))
    assert shared.sd_chance is not None
    assert plain.sd_chance is not None
    assert shared.sd_chance > 10 * plain.sd_chance
    assert shared.high is not None
    assert shared.low is not None
    assert plain.high is not None
    assert plain.low is not None
    assert shared.high - shared.low == pytest.approx(plain.high - plain.low, rel=0.02)


def test_what_nothing_moves_has_a_range_of_little_width() -> None:
    found = spread_of(figure(0.0, 1.0, 1.0))
    assert found.low is not None
    assert found.high is not None
    assert found.both_low is not None
    assert found.high - found.low < 0.9
    assert found.both_low < found.low - 1
    still = spread_of(np.full((20, 2), 0.5))
    assert (still.low, still.high, still.share_assumptions) == (0.5, 0.5, None)


def test_draws_without_the_figure_are_counted() -> None:
    y = figure(1.0, 0.0, 0.1)
    y[:30, 1] = np.nan
    assert (spread_of(y).n, spread_of(y).missing) == (POINTS - 30, 30)
    assert spread_of(y[:33]).low is None
    alone = spread_of(figure(1.0, 0.0, 0.0, replicates=1))
    assert alone.sd_chance is None
    assert alone.high == pytest.approx(11.96, abs=0.2)


def test_an_unknown_that_a_figure_goes_along_with_is_named_and_no_other() -> None:
    at = qmc.LatinHypercube(3, rng=5).random(64)
    y = (2 * at[:, 1])[:, None] + 0.05 * normal(128, 6).reshape(64, 2)
    found = movers(y, positions=at, names=("a", "b", "c"))
    assert [mover.unknown for mover in found] == ["b"]
    assert found[0].rank_correlation > 0.95
    assert list(found[0].curve) == pytest.approx([0.2, 0.6, 1.0, 1.4, 1.8], abs=0.1)


def test_common_dice_take_out_what_both_ends_share() -> None:
    luck = normal(200, 8)
    noise = normal(400, 9).reshape(2, 200)
    y = np.stack([luck, luck + 0.1 * noise[0], 1 + luck + 0.1 * noise[1]])
    worth = dice(y)
    assert worth["common_sd"] == pytest.approx(0.1 * 2**0.5, rel=0.15)
    assert worth["fresh_sd"] == pytest.approx((2 * 1.01) ** 0.5, rel=0.15)
    assert worth["times"] == pytest.approx(101, rel=0.3)
    ends = ends_of(y, place=0)["ends"]
    assert ends["difference"] == pytest.approx(1.0, abs=0.03)
    assert ends["difference_high"] - ends["difference_low"] == pytest.approx(2 * 1.97 * 0.141 / 200**0.5, rel=0.15)
    assert dice(np.full((3, 4), np.nan))["times"] is None
