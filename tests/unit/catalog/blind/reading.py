"""Second readings of the fact sheets: what a number read there looks like, and where a scheme keeps it."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, NamedTuple

from demerit.evidence.quantity import Quantity
from demerit.scheme.load import load_scheme
from demerit.scheme.model import Scheme
from demerit.scheme.resolve import resolve

Value = float | str | bool | tuple[float, float]


class Read(NamedTuple):
    """A number (or a date) as the second reader understood it, before looking at the scheme.

    ``unit`` is one of ``demerit.evidence.quantity.UNITS`` where one fits (years are read as months), empty for a date,
    a flag and a bare number; ``where`` is its place in the fact sheet.
    """

    name: str
    value: Value
    unit: str
    where: str


@dataclass(frozen=True)
class Absent:
    """A number read that the scheme does not hold, and why that is right."""

    why: str


@cache
def resolved(name: str) -> Scheme:
    """Scheme of the catalogue with its defaults written out."""
    return resolve(load_scheme(name)[0])


def at(record: Any, path: str) -> tuple[Value, str]:
    """Value and unit at a path of a scheme (or of another record), as ``demerit scheme diff`` prints them.

    ``rules[sublet].points`` is a quantity, ``rules[sublet].points.range`` its range, ``score.initial.by[age][60+]`` one
    of its values; items of a list go by their id, else their behaviour, else their place from 0. ``[x:2]`` is the
    second item of that name.

    Raises
    ------
    LookupError
        If nothing stands there, or an item is one of several of its name.
    """
    part: Any = record
    unit = ""
    steps = re.findall(r"([a-z_]+)|\[([^\]]+)\]", path)
    for key, item in steps:
        part = field_of(part, key, path) if key else item_of(part, item, path)
        unit = part.unit if isinstance(part, Quantity) else unit
    if part is None:
        raise LookupError(f"nothing at {path}")
    if isinstance(part, Quantity):
        return part.value, unit
    if is_dataclass(part) or isinstance(part, dict):
        raise LookupError(f"{path} is no value")
    return part, unit if isinstance(part, (float, int, tuple)) and not isinstance(part, bool) else ""


def field_of(part: Any, key: str, path: str) -> Any:
    """One field of a record."""
    if not is_dataclass(part) or key not in {item.name for item in fields(part)}:
        raise LookupError(f"no {key} in {path}")
    return getattr(part, key)


def item_of(part: Any, item: str, path: str) -> Any:
    """One item of a list or table."""
    if isinstance(part, dict):
        if item not in part:
            raise LookupError(f"no {item} in {path}; there are {', '.join(part)}")
        return part[item]
    if not isinstance(part, tuple):
        raise LookupError(f"{path} has no item {item}")
    name, _, turn = item.partition(":")
    found = [one for place, one in enumerate(part) if name == name_of(one, place)]
    if not found or (not turn and len(found) > 1):
        raise LookupError(f"{len(found)} items {name} in {path}")
    return found[int(turn or 1) - 1]


def name_of(one: Any, place: int) -> str:
    """Name of an item of a list."""
    return str(getattr(one, "id", None) or getattr(one, "behaviour", None) or place)


def same(read: Value, held: Value) -> bool:
    """Whether two values agree: numbers to a part in a billion, the rest exactly."""
    if isinstance(read, tuple) or isinstance(held, tuple):
        pair = isinstance(read, tuple) and isinstance(held, tuple) and len(read) == len(held)
        return pair and all(map(same, read, held))  # type: ignore[arg-type]
    if isinstance(read, (bool, str)) or isinstance(held, (bool, str)):
        return type(read) is type(held) and read == held
    return abs(read - held) <= 1e-9 * max(abs(read), abs(held))
