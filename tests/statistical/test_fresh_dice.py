"""The closed forms again, on 200 fresh sets of dice: the z-values of each check are those of a normal law.

Too wide: the engine is off its law, or the law's standard error is too small. Too narrow: dice are shared that must not
be, or the standard error is too large; a check that says it is only a bound may be too narrow.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable

import numpy as np
import pytest
from scipy.stats import kstwobign, norm

from tests.alarms.checks import SHARE, Check, chi_square, near, watched
from tests.alarms.dice import BASE, SEEDS, cases, fresh_dice
from tests.statistical import (
    test_closed_forms,
    test_dated_parts,
    test_draws,
    test_without_records,
)

PERSONS = 10_000
"""Fewer people than in one throw: two hundred throws see more, also so."""

TESTS: tuple[Callable[..., None], ...] = (
    test_draws.test_neighbouring_addresses_differ_in_half_of_their_bits,
    test_draws.test_draws_are_uniform_and_uncorrelated_along_an_address,
    test_draws.test_streams_seeds_and_replicates_are_independent,
    test_draws.test_gaps_are_exponential,
    test_closed_forms.test_recorded_acts_are_a_thinned_poisson_process,
    test_closed_forms.test_points_that_expire_are_a_compound_poisson_sum,
    test_closed_forms.test_share_listed_with_a_fixed_term,
    test_closed_forms.test_share_of_right_records,
    test_closed_forms.test_household_guilt_is_reed_frost,
    test_closed_forms.test_published_rates_give_the_identity_of_error_rates_in_every_group,
    test_dated_parts.test_a_list_that_takes_people_for_six_months,
    test_dated_parts.test_a_channel_that_records_for_six_months,
    test_dated_parts.test_a_rule_reads_the_month_of_the_act_and_posts_later,
    test_dated_parts.test_a_measure_that_is_given_up,
    test_without_records.test_debts_by_averaging_are_false_for_those_who_worked_part_of_the_year,
    test_without_records.test_a_published_score_has_the_shares_it_is_given_in_every_crossed_group,
)


def checks_of(test: Callable[..., None], number: int) -> list[Check]:
    """Checks of all cases of a test on one set of dice, unjudged."""
    with fresh_dice(number), watched(judging=False) as watch:
        for case in cases(test):
            test(**case)
    return watch.checks


@pytest.fixture
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Societies of 10,000."""
    for module in (test_closed_forms, test_dated_parts, test_without_records):
        monkeypatch.setattr(module, "N", PERSONS)
    monkeypatch.setitem(test_closed_forms.played.__kwdefaults__ or {}, "persons", PERSONS)


def hold(name: str, z: list[float], *, exact: bool) -> None:
    """Mean 0, variance 1, and the shape of a normal law."""
    values = np.array(z)
    near(float(values.mean()), 0.0, 1 / math.sqrt(len(values)), name=f"{name}: mean z", exact=exact)
    square = float((values**2).sum())
    if not exact:  # a bound of the error: only too wide is a fault
        square = max(square, float(len(values)))
    chi_square(square, freedom=len(values), name=f"{name}: variance of z")
    if exact:
        ordered = np.sort(norm.cdf(values))
        steps = np.arange(len(values) + 1) / len(values)
        distance = max(float((steps[1:] - ordered).max()), float((ordered - steps[:-1]).max()))
        tail = float(kstwobign.sf(distance * math.sqrt(len(values))))
        near(float(norm.isf(max(tail, 1e-300) / 2)), 0.0, 1.0, name=f"{name}: shape of z")


@pytest.mark.slow
@pytest.mark.usefixtures("_small")
@pytest.mark.parametrize("test", TESTS, ids=lambda test: test.__name__)
def test_z_values_are_normal(test: Callable[..., None]) -> None:
    found: dict[str, list[float]] = defaultdict(list)
    exact: dict[str, bool] = {}
    for number in range(SEEDS):
        for place, check in enumerate(checks_of(test, number)):
            found[f"{place} {check.name} (dice {BASE})"].append(check.z)
            exact[f"{place} {check.name} (dice {BASE})"] = check.exact
    for name, values in found.items():
        hold(name, values, exact=exact[name])


def test_fresh_dice_are_other_dice_and_the_same_again() -> None:
    test = test_draws.test_gaps_are_exponential
    first, second, again = (checks_of(test, number) for number in (1, 2, 1))
    assert first == again != second
    with watched(judging=False) as watch:
        test()
    assert watch.checks != first


@pytest.mark.parametrize(("scale", "shift"), [(2.0, 0.0), (0.5, 0.0), (1.0, 0.8)])
def test_z_values_that_are_not_normal_are_seen(scale: float, shift: float) -> None:
    """Twice as wide, half as wide, or off by less than one standard error of one throw."""
    z = [shift + scale * float(value) for value in norm.ppf((np.arange(SEEDS) + 0.5) / SEEDS)]
    with watched(), pytest.raises(AssertionError):
        hold("planted", z, exact=True)
    with watched():
        hold("sound", [float(value) for value in norm.ppf((np.arange(SEEDS) + 0.5) / SEEDS)], exact=True)
    assert SHARE < 1e-8
