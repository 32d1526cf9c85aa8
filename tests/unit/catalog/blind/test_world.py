"""Schemes from outside China say what a second reader found in the fact sheets before looking at them."""

from __future__ import annotations

import re

import pytest

from tests.unit.catalog.blind import world_benefits, world_files, world_gifts, world_italy
from tests.unit.catalog.blind.reading import Absent, Read, Value, resolved
from tests.unit.catalog.blind.world_held import disagreements, unread, used
from tests.unit.catalog.blind.world_places import PLACES
from tests.unit.catalog.blind.world_worked import BEYOND, WORKED

READS: dict[str, tuple[Read, ...]] = {
    "it-parma-housing-2018": world_italy.PARMA,
    "it-fidenza-housing-2022": world_italy.FIDENZA,
    "it-green-pass-2022": world_italy.GREEN_PASS,
    "au-robodebt-2016": world_benefits.ROBODEBT,
    "us-midas-2013": world_benefits.MIDAS,
    "nl-toeslagen-rcm-2013": world_benefits.TOESLAGEN,
    "nl-rotterdam-gbm-2017": world_benefits.ROTTERDAM,
    "se-fk-vab-2017": world_benefits.VAB,
    "dk-udk-2024": world_benefits.UDK,
    "us-ny-driver-points-2013": world_files.NEW_YORK,
    "us-chexsystems-2013": world_files.CHEX,
    "us-chicago-ssl-2016": world_files.CHICAGO,
    "de-schufa-2023": world_files.SCHUFA,
    "uk-better-health-rewards-2023": world_gifts.REWARDS,
    "ca-carrot-rewards-2016": world_gifts.CARROT,
    "ve-carnet-2018": world_gifts.CARNET,
}
STATUS = {
    "au-robodebt-2016": "ended",
    "ca-carrot-rewards-2016": "pilot",
    "de-schufa-2023": "in_force",
    "dk-udk-2024": "in_force",
    "it-fidenza-housing-2022": "in_force",
    "it-green-pass-2022": "ended",
    "it-parma-housing-2018": "in_force",
    "nl-rotterdam-gbm-2017": "ended",
    "nl-toeslagen-rcm-2013": "ended",
    "se-fk-vab-2017": "ended",
    "uk-better-health-rewards-2023": "ended",
    "us-chexsystems-2013": "in_force",
    "us-chicago-ssl-2016": "ended",
    "us-midas-2013": "ended",
    "us-ny-driver-points-2013": "in_force",
    "ve-carnet-2018": "in_force",
}
"""The key ``status`` of each fact sheet."""


def test_the_schemes_have_the_status_of_the_fact_sheets() -> None:
    assert {name: resolved(name).status for name in READS} == STATUS


@pytest.mark.parametrize("name", READS)
def test_the_scheme_agrees_with_the_second_reading(name: str) -> None:
    assert disagreements(name, READS[name], PLACES[name], WORKED.get(name, ())) == []


@pytest.mark.parametrize("name", READS)
def test_every_number_read_is_compared_or_its_absence_explained(name: str) -> None:
    places, names = PLACES[name], [read.name for read in READS[name]]
    assert len(set(names)) == len(names)
    assert set(places) <= set(names)
    assert set(names) - set(places) <= used(READS[name], WORKED.get(name, ()))
    assert all(place.why for place in places.values() if isinstance(place, Absent))


@pytest.mark.parametrize("name", READS)
def test_every_sourced_number_of_the_scheme_was_read(name: str) -> None:
    assert sorted(unread(name, PLACES[name], WORKED.get(name, ()))) == sorted(BEYOND.get(name, {}))


def other(value: Value) -> Value:
    """Another number, range or date."""
    if isinstance(value, str):
        return re.sub("^.", "9", value)
    if isinstance(value, tuple):
        return value[0] * 0.9, value[1]
    return value * 0.9 or -3.0


@pytest.mark.parametrize("name", READS)
def test_any_other_number_is_a_disagreement(name: str) -> None:
    worked, unseen = WORKED.get(name, ()), []
    for place, read in enumerate(READS[name]):
        changed = (*READS[name][:place], read._replace(value=other(read.value)), *READS[name][place + 1 :])
        absent = isinstance(PLACES[name].get(read.name), Absent)
        if not absent and not disagreements(name, changed, PLACES[name], worked):
            unseen.append(read.name)
    assert unseen == []


@pytest.mark.parametrize("name", READS)
def test_another_unit_is_a_disagreement(name: str) -> None:
    for read in READS[name]:
        if isinstance(PLACES[name].get(read.name), (str, tuple)) and read.unit in ("points", "share", "persons"):
            assert disagreements(name, (read._replace(unit="days"),), PLACES[name]), read.name


def test_eight_numbers_at_least_of_each_scheme_but_one_are_compared() -> None:
    few = [
        name
        for name, reads in READS.items()
        if sum(not isinstance(PLACES[name].get(read.name), Absent) for read in reads) < 8
    ]
    assert few == ["dk-udk-2024"], "the fact sheet has three numbers of it"
