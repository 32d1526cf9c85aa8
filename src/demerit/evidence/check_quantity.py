"""Faults of numbers: unit, interval, range, source, steps (S4xx), and the attributes they vary by (S211)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise
from math import prod
from typing import Any

from demerit.errors import Defect, nearest
from demerit.evidence.quantity import UNITS, Expect, Grade, Quantity
from demerit.evidence.walk import expectation, parts
from demerit.evidence.yamltext import Path, Places

__all__ = ["check_grades", "check_quantities", "check_sources"]

ANY = Expect(UNITS, float("-inf"), float("inf"))


def check_quantities(
    record: Any, /, *, places: Places, attributes: Mapping[str, tuple[str, ...]] | None = None
) -> Iterator[Defect]:
    """Check every quantity of a record.

    Parameters
    ----------
    record : dataclass instance
        A whole file.
    places : Places
    attributes : mapping of str to tuple of str, optional
        Joint attributes and their values; when not given, ``by`` and ``times`` are not compared with them.

    Yields
    ------
    Defect
    """
    for part in parts(record):
        if isinstance(part.value, Quantity):
            expect = expectation(part.kind, Expect) or ANY
            yield from check_value(part.value, part.path, places, expect)
            yield from check_evidence(part.value, part.path, places)
            yield from check_variation(part.value, part.path, places, attributes)


def check_value(quantity: Quantity, path: Path, places: Places, expect: Expect) -> Iterator[Defect]:
    """Unit, interval, order of steps."""
    if quantity.unit not in expect.units:
        yield places.defect(
            "S401",
            (*path, "unit"),
            f'unit "{quantity.unit}" does not fit {name_of(path)}',
            nearest(quantity.unit, expect.units),
        )
        return
    told = f"It must lie in [{expect.low:g}, {expect.high:g}]."
    for where, number in numbers(quantity):
        if not expect.low <= number <= expect.high:
            yield places.defect("S402", (*path, *where), f"{number:g} is outside what {name_of(path)} may be", told)
    if quantity.times and expect.low <= quantity.value <= expect.high:
        most = prod((max(1.0, *table.values()) for table in quantity.times.values()), start=largest(quantity))
        if most > expect.high:
            yield places.defect("S402", (*path, "times"), f"with all factors {name_of(path)} reaches {most:g}", told)
    months = [step.since for step in quantity.steps]
    for number, (before, after) in enumerate(pairwise(months), start=1):
        if after <= before:
            yield places.defect(
                "S408",
                (*path, "steps", number, "since"),
                f"step {after} does not come after {before}",
                "Write the steps in the order of time, each month once.",
            )


def largest(quantity: Quantity) -> float:
    """The value, or what stands for it in some combination of groups."""
    return max([quantity.value, *(case.value for case in quantity.where)])


def numbers(quantity: Quantity) -> Iterator[tuple[Path, float]]:
    """Every number that must lie in the field's interval, with its place in the quantity."""
    yield ("value",), quantity.value
    for attribute, table in quantity.by.items():
        for value, number in table.items():
            yield ("by", attribute, value), number
    for index, case in enumerate(quantity.where):
        yield ("where", index, "value"), case.value
    for index, step in enumerate(quantity.steps):
        yield ("steps", index, "value"), step.value
    for index, number in enumerate(quantity.range or ()):
        yield ("range", index), number


def check_evidence(quantity: Quantity, path: Path, places: Places) -> Iterator[Defect]:
    """Range and source."""
    if quantity.range is not None:
        low, high = quantity.range
        if not low <= quantity.value <= high:
            yield places.defect(
                "S403",
                (*path, "range"),
                f"range [{low:g}, {high:g}] of {name_of(path)} does not hold {quantity.value:g}",
                "Write [low, high] around the value.",
            )
    elif quantity.grade is Grade.ASSUMPTION:
        yield places.defect(
            "S404", path, f"{name_of(path)} is an assumption without a range", "Add range: [low, high].", key=True
        )
    if quantity.grade is not Grade.ASSUMPTION and not quantity.source:
        yield places.defect(
            "S405",
            path,
            f"{name_of(path)} has no source",
            "Add source: [id], or grade it as an assumption with a range.",
            key=True,
        )


def check_variation(
    quantity: Quantity, path: Path, places: Places, attributes: Mapping[str, tuple[str, ...]] | None
) -> Iterator[Defect]:
    """Attributes and values that ``by`` and ``times`` name."""
    if len(quantity.by) > 1:
        yield places.defect(
            "S409",
            (*path, "by"),
            f"{name_of(path)} varies by {len(quantity.by)} attributes",
            "by takes one attribute; use times for factors of several.",
            key=True,
        )
    for where, tables in (("by", quantity.by), ("times", quantity.times)):
        for attribute, table in tables.items():
            here = (*path, where, attribute)
            for value, number in table.items():
                if where == "times" and number < 0:
                    yield places.defect("S402", (*here, value), f"factor {number:g} is negative", "Write 0 or more.")
            if attributes is None:
                continue
            if attribute not in attributes:
                yield places.defect(
                    "S211",
                    here,
                    f'{name_of(path)} names "{attribute}", which is no joint attribute',
                    nearest(attribute, attributes),
                    key=True,
                )
                continue
            yield from unknown_values(places, here, attribute, table, attributes, keys=True)
    for number, case in enumerate(quantity.where if attributes is not None else ()):
        for attribute, values in case.when.items():
            here = (*path, "where", number, "when", attribute)
            if attributes is None:
                continue
            if attribute not in attributes:
                told = f'{name_of(path)} names "{attribute}", which is no joint attribute'
                yield places.defect("S211", here, told, nearest(attribute, attributes), key=True)
            else:
                yield from unknown_values(places, here, attribute, values, attributes, keys=False)


def unknown_values(
    places: Places,
    here: Path,
    attribute: str,
    values: Iterable[str],
    attributes: Mapping[str, tuple[str, ...]],
    *,
    keys: bool,
) -> Iterator[Defect]:
    """Values that an attribute has not; they are keys of a table, or stand in a list."""
    for number, value in enumerate(values):
        if value not in attributes[attribute]:
            yield places.defect(
                "S211",
                (*here, value if keys else number),
                f'"{value}" is no value of attribute "{attribute}"',
                nearest(value, attributes[attribute]),
                key=keys,
            )


def check_sources(record: Any, /, *, places: Places, shared: Collection[str] = ()) -> Iterator[Defect]:
    """Check that every source named is in the file or in the catalogue's registers.

    Parameters
    ----------
    record : dataclass instance
        A whole file; its ``sources`` are the register of the file.
    places : Places
    shared : collection of str
        Ids in the catalogue's registers.

    Yields
    ------
    Defect
    """
    own = set(getattr(record, "sources", {}))
    for part in parts(record):
        if part.path and part.path[-1] == "source" and isinstance(part.value, tuple):
            for number, source in enumerate(part.value):
                if source not in own and source not in shared:
                    yield places.defect(
                        "S406",
                        (*part.path, number),
                        f'unknown source "{source}"',
                        nearest(source, own) if own else "Add it under sources.",
                    )


def check_grades(record: Any, /, *, places: Places) -> Iterator[Defect]:
    """Check tables that carry one grade for all their numbers: the grade is known, and the source given."""
    words = [grade.value for grade in Grade]
    for part in parts(record):
        if isinstance(part.value, str) and part.path[-1] == "grade" and not isinstance(part.value, Grade):
            owner = part.path[:-1]
            if part.value not in words:
                yield places.defect("S410", part.path, f'unknown grade "{part.value}"', nearest(part.value, words))
            elif part.value != Grade.ASSUMPTION and not getattr(part.owner, "source", ()):
                yield places.defect(
                    "S405",
                    owner,
                    f"{name_of(owner)} has no source",
                    "Add source: [id], or grade it as an assumption.",
                    key=True,
                )


def name_of(path: Path) -> str:
    """Field a quantity stands in: the last key of its path, with the position if it stands in a list."""
    words = [str(step) for step in path if isinstance(step, str)]
    return words[-1] if words else "the number"
