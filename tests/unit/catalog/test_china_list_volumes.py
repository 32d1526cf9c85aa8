"""The rare Chinese lists of the catalogue give the published volumes by plain arithmetic: acts, records, subjects."""

from __future__ import annotations

import pytest

from demerit.scheme.model import Scheme
from demerit.society.fit import open_scheme
from demerit.society.load import SocietyBundle

ADULTS_OF_CHINA = 1_122_328_839  # United Nations 2024, China 2020, ages 18 and over
FIRMS_OF_CHINA = 25_690_000  # rated for their tax credit in 2019


def recorded(scheme: Scheme, bundle: SocietyBundle, channel: str) -> dict[str, float]:
    """True records a subject and year of each behaviour that a channel watches."""
    (spec,) = (item for item in scheme.channels if item.id == channel)
    rates = {behaviour.id: behaviour.rate.value for behaviour in bundle.conduct.behaviours}
    found = {}
    for watch in spec.watches:
        sensitivity = watch.sensitivity or spec.sensitivity
        assert sensitivity is not None
        found[watch.behaviour] = rates[watch.behaviour] * sensitivity.value
    return found


def published(scheme: Scheme, outcome: str) -> float:
    """A published outcome of a scheme."""
    return {item.id: item.quantity.value for item in scheme.outcomes}[outcome]


def test_records_of_trains_and_flights_are_those_of_2018() -> None:
    scheme, bundle = open_scheme("cn-rail-flight-2018")
    air, rail = (recorded(scheme, bundle, name) for name in ("aviation_police", "railway_police"))
    year = sum(air.values()) + sum(rail.values())
    assert year * ADULTS_OF_CHINA * 8 / 12 == pytest.approx(published(scheme, "records_2018"), rel=0.02)
    assert sum(air.values()) / year == pytest.approx(published(scheme, "air_share_2018"), abs=0.01)
    assert air["false_papers"] / year == pytest.approx(published(scheme, "papers_share_2018"), abs=0.01)


def test_major_tax_violations_are_those_of_2018() -> None:
    scheme, bundle = open_scheme("cn-tax-major-violations-2022")
    year = sum(recorded(scheme, bundle, "tax_audit").values())
    assert year * FIRMS_OF_CHINA == pytest.approx(published(scheme, "listed_2018"), rel=0.02)


def test_exit_bans_for_tax_are_those_of_2018() -> None:
    scheme, bundle = open_scheme("cn-exit-bans-2023")
    (entry,) = (entry for spec in scheme.lists if spec.id == "tax_firms" for entry in spec.entries)
    assert entry.p is not None
    year = sum(recorded(scheme, bundle, "tax_office").values()) * entry.p.value
    assert year * FIRMS_OF_CHINA == pytest.approx(published(scheme, "tax_2018"), rel=0.02)


@pytest.mark.parametrize(
    ("name", "band", "outcome", "of"),
    [
        ("cn-customs-credit-2021", "certified", "certified_2020", 687_600),
        ("cn-tax-credit-2020", "a", "a_2019", 1),
        ("cn-environment-guangdong-2006", "green", "green_2006", 1),
    ],
)
def test_shares_of_grades_are_the_published_ones(name: str, band: str, outcome: str, of: int) -> None:
    scheme, _ = open_scheme(name)
    (share,) = (item.share for item in scheme.bands if item.id == band)
    assert share is not None
    assert share.value * of == pytest.approx(published(scheme, outcome), rel=0.01)


@pytest.mark.parametrize(
    ("name", "outcome", "of"),
    [
        ("cn-customs-credit-2021", "discredited_2020", 687_600),
        ("cn-tax-credit-2020", "d_2019", 1),
        ("cn-environment-guangdong-2006", "red_2006", 1),
    ],
)
def test_the_worst_grade_is_what_the_others_leave(name: str, outcome: str, of: int) -> None:
    scheme, _ = open_scheme(name)
    rest = 1 - sum(item.share.value for item in scheme.bands if item.share is not None)
    assert rest * of == pytest.approx(published(scheme, outcome), rel=0.01)


def test_first_epidemic_entries_are_those_of_ten_days_in_hangzhou() -> None:
    scheme, bundle = open_scheme("cn-epidemic-credit-2020")
    (channel,) = (item for item in scheme.channels if item.id == "epidemic_control")
    assert channel.sensitivity is not None
    rates = {item.id: item.rate.steps[0].value for item in bundle.conduct.behaviours if item.rate.steps}
    year = sum(rates[watch.behaviour] for watch in channel.watches) * channel.sensitivity.value
    adults = 10_000_000 * 0.787
    assert year * adults * 10 / 365.25 == pytest.approx(published(scheme, "hangzhou_first"), rel=0.05)
