"""Every scheme stands on people of its country; a local one says whose people stand for those of its place."""

from __future__ import annotations

import re

import pytest

from demerit.evidence.catalogue import catalogue_ids
from demerit.evidence.quantity import CLASS_OF_GRADE, Grade
from demerit.scheme.load import load_scheme
from demerit.scheme.model import Scheme
from demerit.society.load import load_society
from demerit.society.model import Society

LOCAL = {"municipal", "county", "district", "village", "local", "regional", "provincial", "state"}
COUNTRIES = {
    "CAN": "Canada", "CHN": "China", "GBR": "United Kingdom", "ITA": "Ital", "NLD": "Dutch", "USA": "United States",
}  # fmt: skip
ELSEWHERE = {
    "cn-ringtone-shaming-2017": "courts of several provinces did it, so that the people are those of the country",
    "nl-fraudescorekaart-2004": "158 municipalities used one card, and no place stands for them",
    "us-debt-license-suspension-2019": "37 states did it; blocks of people stand for places with and without",
}
"""Schemes of a lower level than the country that no single place stands for, and why."""
PARTLY = {"us-chicago-ssl-2016": "three of four counts are of the city; a table has one grade, its weakest"}
"""Schemes whose society has figures of its place in a table that is an assumption as a whole, and why."""
SCHEMES = catalogue_ids("schemes")


def on_its_people(name: str) -> tuple[Scheme, Society]:
    """A scheme and the society that it names."""
    scheme = load_scheme(name)[0]
    return scheme, load_society(scheme.society).society


def names_its_place(scheme: Scheme, society: Society) -> bool:
    """Whether the society says that it stands for the scheme's place."""
    names = re.split(r"[,;:]| and ", scheme.jurisdiction.place)
    told = f"{society.title} {society.about}"
    return any(name.strip() in told for name in names if name.strip() not in ("", "China"))


def is_measured_there(society: Society) -> bool:
    """Whether the size, or a table that people are drawn from, rests on a source that is not the country's census."""
    graded = [(society.persons.grade, society.persons.source)]
    graded += [(Grade(margin.grade), margin.source) for margin in society.margins]
    of_the_country = {"wpp2024", "gapminder", "un_households2019"}
    return any(CLASS_OF_GRADE[grade] != "assumption" and set(source) - of_the_country for grade, source in graded)


def says_whose(society: Society) -> bool:
    """Whether it says that people of the country stand in, or has figures of the place itself."""
    return is_measured_there(society) or COUNTRIES[society.country] in society.about


@pytest.mark.parametrize("name", SCHEMES)
def test_the_people_are_those_of_the_country(name: str) -> None:
    scheme, society = on_its_people(name)
    assert society.country == scheme.jurisdiction.country


@pytest.mark.parametrize("name", SCHEMES)
def test_a_local_scheme_has_local_people_or_says_who_stands_for_them(name: str) -> None:
    scheme, society = on_its_people(name)
    if scheme.jurisdiction.level not in LOCAL or name in ELSEWHERE:
        return
    assert names_its_place(scheme, society), f"{society.id} does not say that it stands for {scheme.jurisdiction.place}"
    told = f"{society.id} has no figure of its place and does not say that people are the country's"
    assert says_whose(society) or name in PARTLY, told


def test_what_is_excused_needs_it() -> None:
    for name in ELSEWHERE:
        scheme, society = on_its_people(name)
        assert scheme.jurisdiction.level in LOCAL
        assert not names_its_place(scheme, society)
    for name in PARTLY:
        assert not says_whose(on_its_people(name)[1])


@pytest.mark.parametrize(
    ("name", "figure"),
    [("rongcheng-county", 670_000), ("nl-rotterdam-gbm-2017", 30_000), ("nl-syri-2018", 25_000),
     ("ca-carrot-rewards-2016", 78_882)],
)  # fmt: skip
def test_places_whose_size_is_published_have_it(name: str, figure: int) -> None:
    persons = load_society(name).society.persons
    assert persons.value == figure
    assert CLASS_OF_GRADE[persons.grade] != "assumption"
