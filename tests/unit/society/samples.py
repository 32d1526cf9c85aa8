"""A small society that has every kind of attribute and tie, for the tests of populations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from demerit.evidence.quantity import Grade, Quantity
from demerit.society.model import Attribute, Firms, Households, Margin, Society, TieKind

RESIDENCE = Attribute(id="residence", values=("urban", "rural"), per="household")
SEX = Attribute(id="sex", values=("f", "m"))
AGE = Attribute(id="age", values=("0-17", "18-29", "30-49", "50-64", "65+"))
DIALECT = Attribute(id="dialect", values=("a", "b", "c"), joint=False)
MARGINS = (
    Margin(of=("residence",), shares={"urban": 0.6, "rural": 0.4}, unit="share", grade="assumption"),
    Margin(
        of=("sex", "age"), unit="persons", grade="assumption",
        shares={"f,0-17": 20, "f,18-29": 18, "f,30-49": 30, "f,50-64": 20, "f,65+": 12,
                "m,0-17": 21, "m,18-29": 18, "m,30-49": 30, "m,50-64": 20, "m,65+": 10},
    ),
    Margin(
        of=("dialect",), given=("residence",), unit="share", grade="assumption",
        shares={"urban,a": 0.5, "urban,b": 0.4, "urban,c": 0.1, "rural,a": 0.1, "rural,b": 0.1, "rural,c": 0.8},
    ),
)


def number(value: float, unit: str = "count") -> Quantity:
    return Quantity(value=value, unit=unit, grade=Grade.ASSUMPTION, range=(value, value))


def margin(of: Sequence[str], shares: dict[str, float], unit: Any = "persons", **other: Any) -> Margin:
    return Margin(of=tuple(of), shares=shares, unit=unit, grade="assumption", **other)


def ties(within: Any = "4096") -> tuple[TieKind, ...]:
    alike = {"sex": number(0.7, "share"), "age": number(0.5, "share")}
    return (
        TieKind(id="friend", mean_degree=number(6), within=within, homophily=alike),
        TieKind(id="colleague", mean_degree=number(8), within=within),
        TieKind(id="neighbour", mean_degree=number(5), within=within, homophily={"residence": number(0.9, "share")}),
        TieKind(id="kin", mean_degree=number(3), within=within, slots=9),
        TieKind(id="parent", mean_degree=number(1), within=within, older_by=(18, 45)),
    )


def town(**changes: Any) -> Society:
    stated: dict[str, Any] = {
        "format": "demerit.society/1", "id": "town", "title": "Town", "start": "2020-01",
        "persons": number(6000, "persons"), "attributes": (RESIDENCE, SEX, AGE, DIALECT), "margins": MARGINS,
        "households": Households(shares={"1": 0.2, "2": 0.3, "3": 0.2, "4": 0.2, "5+": 0.1}, grade="assumption"),
        "ties": ties(),
        "firms": Firms(per_1000=number(30, "firms"), officers=number(1.3), employed=number(0.5, "share")),
    }
    return Society(**(stated | changes))
