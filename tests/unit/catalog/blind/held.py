"""Where a scheme holds a number of the fact sheet, in which form and with which grade; and what does not agree."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from demerit.evidence.quantity import Quantity
from demerit.scheme.model import Scheme
from tests.unit.catalog.blind.fact import GRADES, Fact
from tests.unit.catalog.blind.reading import Absent, Value, at, field_of, item_of, resolved, same

__all__ = ["UNITS", "Absent", "At", "Made", "Place", "Places", "Said", "disagreement", "expected"]


@dataclass(frozen=True)
class At:
    """At a path, as the fact sheet has it.

    ``value`` if the scheme rightly holds another one, ``digits`` if it is rounded, ``grade`` if it rightly has another
    grade; ``why`` says so.
    """

    path: str
    value: Value | None = None
    digits: int | None = None
    grade: str | None = None
    why: str = ""


@dataclass(frozen=True)
class Made:
    """By arithmetic from what stands at some paths."""

    paths: tuple[str, ...]
    how: Callable[..., Value]
    digits: int | None = None


@dataclass(frozen=True)
class Said:
    """Not in a number that the model reads, but in words at a path: the words have the fact's number."""

    path: str
    words: str


Place = At | Made | Said | Absent
Places = Place | tuple[Place, ...]

UNITS = {
    "points": ("points", ""),
    "months": ("months", ""),
    "days": ("days", ""),
    "share": ("share", "probability", "factor"),
    "people": ("persons",),
    "owners": ("persons",),
    "firms": ("firms",),
    "legal persons": ("firms",),
    "dogs": ("count",),
    "events": ("count",),
    "entries": ("count",),
    "records": ("count",),
    "subjects": ("count",),
    "names": ("count",),
    "entities": ("count",),
    "policies": ("count",),
    "per subject": ("per_year",),
    "hours": ("", "hours"),
    "items": ("count",),
    "lists": ("count",),
    "households and firms": ("firms",),
    "hours a point": ("",),
    "date": ("",),
    "word": ("",),
}
"""Unit of the fact sheet, and those a scheme may have for it (keys that are no quantities have none)."""
FACTORS = {"years": (12, "months"), "working days": (1.4, "days")}
WORDS = {
    0.1: "tenth",
    1: "one|month|yearly",
    2: "two",
    3: "three|quarter",
    4: "four",
    5: "five",
    6: "six",
    8: "eight",
    9: "nine",
    10: "ten",
    11: "eleven",
    365: "one year",
}


def expected(fact: Fact) -> tuple[Value, str]:
    """Value and unit of a fact, in units of the format."""
    factor, unit = FACTORS.get(fact.unit, (1, fact.unit))
    if isinstance(fact.value, str):
        return fact.value, unit
    if isinstance(fact.value, tuple):
        return (fact.value[0] * factor, fact.value[1] * factor), unit
    return fact.value * factor, unit


def quantity_at(scheme: Scheme, path: str) -> Quantity | None:
    """The quantity that a path leads to or through."""
    part: Any = scheme
    for key, item in re.findall(r"([a-z_]+)|\[([^\]]+)\]", path):
        if isinstance(part, Quantity):
            return part
        part = field_of(part, key, path) if key else item_of(part, item, path)
    return part if isinstance(part, Quantity) else None


def rounded(value: Value, digits: int | None) -> Value:
    """Value to a number of digits behind the point."""
    return value if digits is None or not isinstance(value, (int, float)) else round(value, digits)


def is_said(number: float, words: str) -> bool:
    """Whether words have a number, in figures (whole, in millions, as a share or in per cent) or in letters."""
    figures = {f"{number:,.10g}", f"{number:.10g}", f"{number / 1e6:.10g}", f"{100 * number:.10g}"}
    found = re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", words)
    return bool(figures & set(found)) or bool(re.search(rf"\b({WORDS.get(number, '$^')})", words.lower()))


def disagreement(name: str, fact: Fact, place: Places) -> str | None:
    """What the scheme says otherwise than the fact sheet, at the first of its places; ``None`` if nothing."""
    if isinstance(place, tuple):
        return next((found for one in place if (found := disagreement(name, fact, one))), None)
    scheme = resolved(name)
    read, unit = expected(fact)
    said = f"{name}: {fact.id}: the fact sheet has {fact.value} {fact.unit} ({fact.place})"
    if isinstance(place, Absent):
        return None
    if isinstance(place, Said):
        held, _ = at(scheme, place.path)
        text = "\n".join(map(str, held)) if isinstance(held, tuple) else str(held)
        numbers = [fact.value] if not isinstance(fact.value, tuple) else list(fact.value)
        spoken = all(is_said(abs(n), place.words) if not isinstance(n, str) else n in place.words for n in numbers)
        return None if place.words in text and spoken else f"{said}, {place.path} does not say {place.words!r}"
    if isinstance(place, Made):
        made = place.how(*(at(scheme, path)[0] for path in place.paths))
        agrees = same(rounded(read, place.digits), rounded(made, place.digits))
        return None if agrees else f"{said}, {' and '.join(place.paths)} make {made}"
    held, held_unit = at(scheme, place.path)
    if unit == "word":
        held = str(held).lower()
    read = read if place.value is None else place.value
    if not same(rounded(read, place.digits), held) or held_unit not in UNITS[unit]:
        return f"{said}, {place.path} has {held} {held_unit}"
    quantity = quantity_at(scheme, place.path)
    grade = GRADES[place.grade or fact.grade]
    if quantity is not None and quantity.grade.value != grade:
        return f"{said}, graded {grade}, {place.path} is graded {quantity.grade.value}"
    return None
