"""Chinese schemes say what a second reader found in the fact sheets before looking at them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.unit.catalog.blind import (
    china_firms,
    china_lists,
    china_local,
    china_local_places,
    china_places,
    china_points,
)
from tests.unit.catalog.blind.fact import Fact
from tests.unit.catalog.blind.held import UNITS, Absent, At, Place, disagreement, expected

FACTS = china_points.FACTS | china_lists.FACTS | china_firms.FACTS | china_local.FACTS
PLACES = china_places.PLACES | china_local_places.PLACES


@pytest.mark.parametrize("name", FACTS)
def test_the_scheme_agrees_with_the_second_reading(name: str) -> None:
    places = PLACES[name]
    assert [fact.id for fact in FACTS[name]] == list(places), "each fact has one place, in the order of the facts"
    found = [disagreement(name, fact, places[fact.id]) for fact in FACTS[name]]
    assert [one for one in found if one] == []


def test_there_are_eight_numbers_a_scheme_at_least_and_few_that_a_scheme_does_not_hold() -> None:
    assert all(len(facts) >= 8 for facts in FACTS.values())
    assert sum(isinstance(place, Absent) for name in FACTS for _, place in pairs(name)) <= 3


def pairs(name: str) -> list[tuple[Fact, Place]]:
    """Facts of a scheme with each of their places."""
    found = []
    for fact in FACTS[name]:
        places = PLACES[name][fact.id]
        found += [(fact, place) for place in (places if isinstance(places, tuple) else (places,))]
    return found


def other(fact: Fact) -> Fact:
    """A fact with another number, date or word."""
    if isinstance(fact.value, str):
        return replace(fact, value=re.sub("^.", "Z", fact.value))
    if isinstance(fact.value, tuple):
        return replace(fact, value=(fact.value[0] + 1, fact.value[1] + 17))
    return replace(fact, value=fact.value * 1.25 + 17)


@pytest.mark.parametrize("name", FACTS)
def test_another_number_unit_or_grade_is_a_disagreement(name: str) -> None:
    for fact, place in pairs(name):
        if isinstance(place, Absent):
            continue
        if not isinstance(place, At) or place.value is None:
            assert disagreement(name, other(fact), place), fact.id
        if isinstance(place, At):
            wrong = "dogs" if UNITS[expected(fact)[1]] != UNITS["dogs"] else "firms"
            assert disagreement(name, replace(fact, value=expected(fact)[0], unit=wrong), place), fact.id
        if isinstance(place, At) and place.grade is not None:
            assert disagreement(name, fact, replace(place, grade=None)), fact.id


def test_every_other_value_or_grade_is_explained() -> None:
    for name in FACTS:
        for fact, place in pairs(name):
            if isinstance(place, At) and (place.value is not None or place.grade is not None):
                assert place.why, fact.id
