"""Societies of places: from published tables only, with every number graded, and equal to what the tables say."""

from __future__ import annotations

import csv
from importlib.resources import files

import numpy as np
import pytest

from demerit.errors import InputError
from demerit.evidence.catalogue import catalogue_ids
from demerit.evidence.quantity import Grade
from demerit.society.assembly import household_sizes
from demerit.society.build import AGES, build, is_place, list_societies, places, poisson_sizes, to_yaml
from demerit.society.check import society_defects
from demerit.society.load import load_society, read_society
from demerit.society.population import populate

BANDS = [(0, 17), (18, 29), (30, 39), (40, 49), (50, 59), (60, 69), (70, 79), (80, 104)]


def published() -> dict[str, np.ndarray]:
    """Shares by sex and band straight from the table: a five-year group is five years alike."""
    table = files("demerit") / "catalog" / "societies" / "tables" / "population.csv"
    made: dict[str, np.ndarray] = {}
    for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines()):
        years = np.repeat([int(row[f"from_{first}"]) / 5 for first in range(0, 101, 5)], 5)
        bands = made.setdefault(row["iso3"], np.zeros((2, 8)))
        bands[int(row["sex"] == "male")] = [years[low : high + 1].sum() for low, high in BANDS]
    return {iso3: bands / bands.sum() for iso3, bands in made.items()}


def test_every_place_has_the_shares_that_the_un_counted() -> None:
    wanted = published()
    assert len(wanted) == len(places()) == 187
    for iso3, bands in wanted.items():
        population = populate(build(iso3), seed=1, persons=10)
        fitted = population.fit.shares.reshape(2, 2, 8)
        assert np.abs(fitted.sum(axis=0) - bands).max() < 1e-9, iso3
        urban = places()[iso3].urban
        if urban is not None:
            assert fitted[0].sum() == pytest.approx(urban, abs=1e-6)


def test_household_sizes_have_the_mean_of_the_place() -> None:
    for place in places().values():
        sizes = household_sizes(build(place.iso3).households)
        mean = float((sizes * np.arange(1, len(sizes) + 1)).sum())
        if place.household_size is not None:
            assert mean == pytest.approx(place.household_size, abs=2e-5)
        assert 2.0 < mean < 9.0


@pytest.mark.parametrize("iso3", ["NLD", "chn", "Ner", "SGP", "TWN", "KIR"])
def test_what_is_built_loads_back_equal_and_has_no_faults(iso3: str) -> None:
    society = build(iso3)
    bundle = read_society(to_yaml(society).encode(), file=iso3)
    assert bundle.society == society
    assert society_defects(bundle) == []
    assert load_society(iso3).society == society


def test_a_number_that_is_missing_is_the_median_of_the_region_and_an_assumption() -> None:
    alike = sorted(p.household_size for p in places().values() if p.region == "africa" and p.household_size is not None)
    society = build("DZA")
    assert society.households is not None
    assert society.households.grade == "assumption"
    middle = (alike[(len(alike) - 1) // 2] + alike[len(alike) // 2]) / 2
    assert f"Mean {round(middle, 6):g}," in society.households.note
    taiwan = build("TWN").margins[0]
    assert taiwan.grade == "assumption"
    assert taiwan.range is not None


def test_persons_are_all_persons_of_the_place() -> None:
    assert build("CHN").persons.value == 1_426_106_091
    assert build("CHN").persons.grade is Grade.OFFICIAL_STATISTICS


def test_ages_have_18_as_a_boundary() -> None:
    assert {"0-17", "18-29"} <= set(AGES)
    margin = build("AFG").margins[1]
    assert margin.shares["female,0-17"] == pytest.approx(3166634 + 2805476 + 2461748 + 0.6 * 2217688, abs=0.06)


@pytest.mark.parametrize("mean", [1.0, 2.046, 3.4, 8.661, 30.0])
def test_household_sizes_add_up(mean: float) -> None:
    shares = list(poisson_sizes(mean).values())
    assert sum(shares) == pytest.approx(1.0, abs=1e-7)
    assert min(shares) >= 0.0
    assert sum((i + 1) * s for i, s in enumerate(shares)) == pytest.approx(mean, rel=1e-4)


def test_companions_can_be_named() -> None:
    assert build("FRA", conduct="china").conduct == "china"


def test_list_of_societies() -> None:
    found = list_societies()
    assert found[-187:] == sorted(places())
    assert found[:-187] == catalogue_ids("societies")


def test_unknown_places() -> None:
    assert not is_place("XXX")
    assert not is_place("china")
    with pytest.raises(InputError, match=r"S613.*Did you mean") as caught:
        build("NLX")
    assert "NLD" in str(caught.value)
