"""A society for any of 187 places, from aggregate tables (``catalog/societies/tables/SOURCES.md``)."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from statistics import median
from types import MappingProxyType
from typing import Any

from demerit.errors import Defect, InputError, nearest
from demerit.evidence.catalogue import catalogue_ids
from demerit.evidence.quantity import Grade, Quantity, Source
from demerit.scheme.dump import dump_yaml
from demerit.society.model import Attribute, Firms, Households, Margin, Society, TieKind

__all__ = ["AGES", "Place", "build", "is_place", "list_societies", "places", "to_yaml"]

AGES = ("0-17", "18-29", "30-39", "40-49", "50-59", "60-69", "70-79", "80+")
SEXES = ("female", "male")
LEAST_TAIL = 1e-6
"""Household sizes end where fewer than this share are larger."""
MOST_MEMBERS = 64
SOURCES = {
    "wpp2024": Source(
        title="World Population Prospects 2024, medium variant, year 2020, by sex and five-year age group",
        body="United Nations, Department of Economic and Social Affairs, Population Division",
        year="2024",
        url="https://population.un.org/wpp/",
        grade=Grade.OFFICIAL_STATISTICS,
        seen="table",
        note="CC BY 3.0 IGO.",
    ),
    "un_households2019": Source(
        title="Database on Household Size and Composition 2019",
        body="United Nations, Department of Economic and Social Affairs, Population Division",
        year="2019",
        grade=Grade.OFFICIAL_STATISTICS,
        seen="by way of the country files of covasim (MIT)",
        note="Mean size only.",
    ),
    "gapminder": Source(
        title="Systema Globalis: urban population share",
        body="Gapminder",
        year="2024",
        seen="row of the place",
        url="https://github.com/open-numbers/ddf--gapminder--systema_globalis",
        grade=Grade.OFFICIAL_STATISTICS,
        note="CC BY 4.0. Joined by name of the place.",
    ),
}


@dataclass(frozen=True)
class Place:
    """One row of the tables: a country or territory.

    Attributes
    ----------
    iso3, name, region : str
    household_size : float or None
        Mean members of a household.
    urban : float or None
        Share of people in towns, 0 to 1.
    urban_year : str
    persons : mapping
        (sex, first year of a five-year group) to persons in 2020.
    """

    iso3: str
    name: str
    region: str
    household_size: float | None
    urban: float | None
    urban_year: str
    persons: Mapping[tuple[str, int], int]


def rows(name: str) -> list[dict[str, str]]:
    """Rows of a table of the catalogue."""
    text = (files("demerit") / "catalog" / "societies" / "tables" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def places() -> Mapping[str, Place]:
    """All places of the tables by their three-letter code."""
    persons: dict[str, dict[tuple[str, int], int]] = {}
    for row in rows("population.csv"):
        counts = persons.setdefault(row["iso3"], {})
        counts.update({(row["sex"], int(k[5:])): int(v) for k, v in row.items() if k.startswith("from_")})
    return MappingProxyType(
        {
            row["iso3"]: Place(
                iso3=row["iso3"],
                name=row["place"],
                region=row["region"],
                household_size=float(row["household_size"]) if row["household_size"] else None,
                urban=float(row["urban_percent"]) / 100.0 if row["urban_percent"] else None,
                urban_year=row["urban_year"],
                persons=MappingProxyType(persons[row["iso3"]]),
            )
            for row in rows("countries.csv")
        }
    )


def is_place(name: object, /) -> bool:
    """Whether a name is the three-letter code of a place of the tables, in any case."""
    return isinstance(name, str) and len(name) == 3 and name.upper() in places()


def list_societies() -> list[str]:
    """Ids of the societies of the catalogue, then the codes of the places from which one can be built."""
    return [*catalogue_ids("societies"), *sorted(places())]


def by_region(place: Place, what: str, /) -> float:
    """Median of a number over the places of the region that have it."""
    values = [getattr(other, what) for other in places().values() if other.region == place.region]
    return round(float(median(value for value in values if value is not None)), 6)


def assumed(value: float, unit: str, low: float, high: float, note: str = "") -> Quantity:
    """A guess with its range."""
    return Quantity(value=value, unit=unit, grade=Grade.ASSUMPTION, range=(low, high), note=note)


def age_margin(place: Place, /) -> Margin:
    """Persons by sex and age band."""
    shares: dict[str, float] = {}
    for sex in SEXES:
        count = {first: place.persons[sex, first] for first in range(0, 101, 5)}
        bands = [count[0] + count[5] + count[10] + count[15] * 3 / 5, count[15] * 2 / 5 + count[20] + count[25]]
        bands += [float(count[first] + count[first + 5]) for first in (30, 40, 50, 60, 70)]
        bands.append(float(sum(count[first] for first in range(80, 101, 5))))
        shares |= {f"{sex},{age}": round(number, 1) for age, number in zip(AGES, bands, strict=True)}
    return Margin(
        of=("sex", "age"),
        shares=shares,
        unit="persons",
        grade=Grade.OFFICIAL_STATISTICS,
        source=("wpp2024",),
        place=f"{place.name} 2020",
        note="Five-year groups were joined; ages 15 to 17 are taken as three fifths of the group 15 to 19.",
    )


def residence_margin(place: Place, /) -> Margin:
    """Share of households in towns, taken to be that of people."""
    note = "The share of people stands for the share of households."
    if place.urban is None:
        urban = by_region(place, "urban")
        return Margin(
            of=("residence",),
            shares=halves(urban),
            unit="share",
            grade=Grade.ASSUMPTION,
            source=("gapminder",),
            range=(max(0.0, urban - 0.2), min(1.0, urban + 0.2)),
            place=f"median of {place.region}",
            note=f"None is published for {place.name}. {note}",
        )
    return Margin(
        of=("residence",),
        shares=halves(place.urban),
        unit="share",
        grade=Grade.OFFICIAL_STATISTICS,
        source=("gapminder",),
        place=f"{place.name} {place.urban_year}",
        note=note,
    )


def halves(urban: float) -> dict[str, float]:
    """Shares of urban and rural."""
    return {"urban": round(urban, 6), "rural": round(1.0 - urban, 6)}


def poisson_sizes(mean: float, /) -> dict[str, float]:
    """Shares of households of 1, 2, ... members: 1 + a Poisson number of mean ``mean - 1``; the last holds the tail."""
    rate = mean - 1.0
    share, tail = math.exp(-rate), 1.0
    shares: list[float] = []
    while tail - share > LEAST_TAIL and len(shares) < MOST_MEMBERS - 1:
        shares.append(share)
        tail -= share
        share *= rate / len(shares)
    sizes = {str(i + 1): round(part, 9) for i, part in enumerate(shares)}
    return sizes | {f"{len(shares) + 1}+": round(max(tail, 0.0), 9)}


def households_of(place: Place, /) -> Households:
    """Household sizes around the mean of the place, or around the median of its region."""
    shape = "1 + a Poisson number: only the mean is published."
    if place.household_size is None:
        mean, where = by_region(place, "household_size"), f"median of {place.region}"
        note = f"Mean {mean:g}, for no mean of {place.name} was found; {shape}"
    else:
        mean, where = place.household_size, place.name
        note = f"Mean {mean:g} (official statistics); {shape}"
    return Households(
        shares=poisson_sizes(mean),
        source=("un_households2019",),
        place=where,
        grade=Grade.ASSUMPTION,
        note=f"{note} Who lives with whom is drawn without regard to age.",
    )


def ties_of_place(urban: float, /) -> tuple[TieKind, ...]:
    """Ties by assumption; friends and neighbours mostly live in the same kind of place, where there are two kinds."""
    apart = 2.0 * urban * (1.0 - urban)

    def alike(rest: float, low: float, high: float) -> dict[str, Quantity]:
        if apart == 0.0:
            return {}
        ends = [round(1.0 - part * apart, 6) for part in (rest, low, high)]
        note = "A stated part of the mixing that chance would give."
        return {"residence": assumed(ends[0], "share", ends[1], ends[2], note)}

    return (
        TieKind(
            id="parent",
            mean_degree=assumed(1.0, "count", 0.6, 1.3),
            older_by=(18, 45),
            note="Living parents of an adult.",
        ),
        TieKind(
            id="kin",
            mean_degree=assumed(4.0, "count", 2.0, 8.0),
            note="Relatives outside the household in regular contact.",
        ),
        TieKind(id="friend", mean_degree=assumed(5.0, "count", 2.0, 10.0), homophily=alike(0.44, 0.9, 0.1)),
        TieKind(
            id="neighbour",
            mean_degree=assumed(5.0, "count", 2.0, 12.0),
            within="4096",
            homophily=alike(0.11, 0.44, 0.0),
        ),
        TieKind(id="colleague", mean_degree=assumed(4.0, "count", 1.0, 10.0)),
    )


def firms_of_place(margin: Margin, /) -> Firms:
    """Firms by assumption; six in ten people of 18 or more are employed."""
    minors = sum(n for key, n in margin.shares.items() if key.endswith(f",{AGES[0]}"))
    adults = 1.0 - minors / sum(margin.shares.values())
    low, value, high = (round(part * adults, 4) for part in (0.4, 0.6, 0.8))
    return Firms(
        per_1000=assumed(30.0, "firms", 10.0, 100.0),
        officers=assumed(1.2, "persons", 1.0, 3.0),
        employed=assumed(value, "share", low, high, "0.6 of the people of 18 or more; the range is 0.4 to 0.8."),
    )


def build(iso3: str, /, **companions: str) -> Society:
    """Society of a place: persons by sex and age, residence, households, ties and firms.

    Parameters
    ----------
    iso3 : str
        Three-letter code, in any case.
    **companions : str
        Ids of files for ``conduct``, ``needs``, ``beliefs``, ``responses``; none by default.

    Returns
    -------
    Society
        Every number with its source and grade.

    Raises
    ------
    InputError
        S613 if there is no such place.

    Examples
    --------
    >>> build("nld").title
    'Netherlands, 2020'
    """
    if not is_place(iso3):
        what, told = f'no place has the code "{iso3}"', nearest(iso3.upper(), places())
        raise InputError([Defect(file="", line=0, column=0, code="S613", message=what, hint=told)])
    place = places()[iso3.upper()]
    ages, residence = age_margin(place), residence_margin(place)
    total = Quantity(
        value=float(sum(place.persons.values())),
        unit="persons",
        grade=Grade.OFFICIAL_STATISTICS,
        source=("wpp2024",),
        place=f"{place.name} 2020, both sexes, all ages added up",
    )
    named: Any = companions
    return Society(
        format="demerit.society/1",
        id=place.iso3.lower(),
        title=f"{place.name}, 2020",
        about=f"The population of {place.name} by sex, age and residence, in households. Nobody in it exists.",
        persons=total,
        start="2020-01",
        country=place.iso3,
        sources=SOURCES,
        attributes=(
            Attribute(id="residence", label="Residence", values=("urban", "rural"), per="household"),
            Attribute(id="sex", label="Sex", values=SEXES, labels=("Women", "Men")),
            Attribute(id="age", label="Age", values=AGES),
        ),
        margins=(residence, ages),
        households=households_of(place),
        ties=ties_of_place(residence.shares["urban"]),
        firms=firms_of_place(ages),
        **named,
    )


def to_yaml(society: Society, /) -> str:
    """Text of a society file that loads back equal."""
    return dump_yaml(society)
