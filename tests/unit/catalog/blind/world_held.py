"""Where a scheme from outside China holds a number of the fact sheets, and what does not agree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any

from demerit.evidence.quantity import Grade, Quantity
from demerit.scheme.model import Scheme
from demerit.scheme.resolve import resolve
from demerit.society.fit import open_scheme
from demerit.society.load import SocietyBundle
from tests.unit.catalog.blind.reading import Absent, Read, Value, at, name_of, same

FIGURES = re.compile(r"\d[\d,]*(?:\.\d+)?")

__all__ = ["Absent", "Place", "Told", "Worked", "disagreements", "each", "unread", "used"]


@dataclass(frozen=True)
class Told:
    """The number stands in a sentence of the file, in these words; they have its figures, or mean it otherwise."""

    path: str
    words: str
    means: Value | None = None


Place = str | tuple[str, ...] | Told | Absent
"""Where a number read stands: a path, several paths, a sentence, or nowhere."""


@dataclass(frozen=True)
class Worked:
    """A number of the scheme that follows from numbers read, written to ``digits`` digits after the point."""

    path: str
    formula: Callable[[dict[str, Any]], float]
    digits: int


@dataclass(frozen=True)
class Pair:
    """A scheme and its society."""

    scheme: Scheme
    bundle: SocietyBundle


@cache
def opened(name: str) -> Pair:
    """Scheme of the catalogue with its defaults written out, and its society."""
    scheme, bundle = open_scheme(name)
    return Pair(resolve(scheme), bundle)


def held(pair: Pair, path: str) -> tuple[Value, str]:
    """Value and unit at a path; ``bundle.conduct.behaviours[...]`` stands in a file of the society."""
    return at(pair if path.startswith("bundle.") else pair.scheme, path)


def told(value: Value, place: Told, text: Value) -> bool:
    """Whether a text has the words, and the words the number."""
    values = value if isinstance(value, tuple) else (value,)
    figures = all(one in place.words if isinstance(one, str) else has_figures(abs(one), place.words) for one in values)
    sentences = text if isinstance(text, tuple) else (text,)
    said = any(place.words in " ".join(str(one).split()) for one in sentences)
    return said and (figures if place.means is None else same(value, place.means))


def has_figures(number: float, words: str) -> bool:
    """Whether words have a number in figures: whole, in millions, in billions or in per cent."""
    due = {f"{number / scale:.10g}" for scale in (1, 1e6, 1e9, 0.01)}
    return bool(due & {f"{float(one.replace(',', '')):.10g}" for one in FIGURES.findall(words)})


def disagreements(
    name: str, reads: tuple[Read, ...], places: dict[str, Place], worked: tuple[Worked, ...] = ()
) -> list[str]:
    """What the scheme says otherwise than the second reader, one line each; empty if nothing."""
    pair, found = opened(name), []
    for read in reads:
        for place in each(places.get(read.name)):
            if isinstance(place, Told):
                text, _ = held(pair, place.path)
                agrees, holds = told(read.value, place, text), f"does not say {place.words!r}"
            else:
                value, unit = held(pair, place)
                whole = isinstance(value, int) and not isinstance(value, bool)
                agrees = same(read.value, value) and (read.unit == unit or (whole and not unit))
                holds = f"has {value} {unit}"
            if not agrees:
                where = place.path if isinstance(place, Told) else place
                found.append(f"{name}: {read.name}: {read.value} {read.unit} ({read.where}), but {where} {holds}")
    for work in worked:
        value, _ = held(pair, work.path)
        due = work.formula({read.name: read.value for read in reads})
        if not isinstance(value, float) or abs(value - due) > 0.5000001 * 10.0**-work.digits:
            found.append(f"{name}: {work.path} has {value}, from what was read follows {due:.6g}")
    return found


def each(place: Place | None) -> tuple[str | Told, ...]:
    """Places to compare."""
    if place is None or isinstance(place, Absent):
        return ()
    return place if isinstance(place, tuple) else (place,)


def unread(name: str, places: dict[str, Place], worked: tuple[Worked, ...]) -> list[str]:
    """Paths of the numbers of a scheme that claim a source (no assumptions) and that no second reading met."""
    met = {place for one in places.values() for place in each(one) if isinstance(place, str)}
    met |= {work.path for work in worked}
    sourced = (path for path, number in numbers("", opened(name).scheme) if number.grade is not Grade.ASSUMPTION)
    return [path for path in sourced if not any(one == path or one.startswith((path + ".", path + "[")) for one in met)]


def numbers(path: str, part: Any) -> Iterator[tuple[str, Quantity]]:
    """Every quantity of a record, with its path."""
    if isinstance(part, Quantity):
        yield path, part
    elif is_dataclass(part):
        for one in fields(part):
            yield from numbers(f"{path}.{one.name}".lstrip("."), getattr(part, one.name))
    elif isinstance(part, tuple):
        for place, one in enumerate(part):
            yield from numbers(f"{path}[{name_of(one, place)}]", one)


def used(reads: tuple[Read, ...], worked: tuple[Worked, ...]) -> set[str]:
    """Names of the numbers read that the formulas use."""
    touched: set[str] = set()

    class Noting(dict[str, Any]):
        def __getitem__(self, key: str) -> Any:
            touched.add(key)
            return super().__getitem__(key)

    for work in worked:
        work.formula(Noting({read.name: read.value for read in reads}))
    return touched
