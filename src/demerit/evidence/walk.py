"""Visiting every part of a record with its path and its annotated type."""

from __future__ import annotations

import types
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache, lru_cache
from typing import Annotated, Any, TypeVar, Union, cast, get_args, get_origin

from demerit.evidence.form import hints
from demerit.evidence.yamltext import Path

__all__ = ["Part", "Same", "expectation", "parts", "records_of"]

M = TypeVar("M")


@dataclass(frozen=True)
class Part:
    """A value in a record: where it stands, its type as annotated (without ``None``), and the record that holds it."""

    path: Path
    value: Any
    kind: Any
    owner: Any


def parts(record: Any, /) -> Iterator[Part]:
    """Every part of a record, depth first, in the order of its fields; parts that are ``None`` are left out.

    Parameters
    ----------
    record : dataclass instance

    Returns
    -------
    iterator of Part
    """
    return iter(walked(Same(record)))


class Same:
    """A record as itself: equal to no other, however alike. Records do not change, so neither do their parts."""

    __slots__ = ("record",)

    def __init__(self, record: Any) -> None:
        self.record = record

    def __eq__(self, other: object) -> bool:
        """Whether both hold the same object."""
        return isinstance(other, Same) and self.record is other.record

    def __hash__(self) -> int:
        """Place in a table."""
        return id(self.record)


@lru_cache(maxsize=8)
def walked(same: Same, /) -> tuple[Part, ...]:
    """Parts of a record; those of a scheme and of the files of a society are kept, since every check asks for them."""
    found = [Part((), same.record, type(same.record), None)]
    gather(same.record, (), type(same.record), None, found)
    return tuple(found)


def gather(value: Any, path: Path, kind: Any, owner: Any, found: list[Part]) -> None:
    """Append the parts under a value; no generators, which would hand every part up through all levels."""
    if is_dataclass(value):
        for name, inner in fields_of(cast(Hashable, type(value))):
            step(getattr(value, name), (*path, name), inner, value, found)
    elif isinstance(value, dict):
        inner = inside(kind, 1)
        for key, child in value.items():
            step(child, (*path, key), inner, owner, found)
    elif isinstance(value, tuple):
        inner = inside(kind, 0)
        for number, child in enumerate(value):
            step(child, (*path, number), inner, owner, found)


def step(value: Any, path: Path, kind: Any, owner: Any, found: list[Part]) -> None:
    """One part and what is under it."""
    if value is not None:
        found.append(Part(path, value, kind, owner))
        if not isinstance(value, str | float | int):
            gather(value, path, kind, owner, found)


@cache
def fields_of(record: Any) -> tuple[tuple[str, Any], ...]:
    """Names of the fields of a record with their types, without ``None``."""
    types_of = hints(record)
    return tuple((item.name, without_none(types_of[item.name])) for item in fields(record))


@cache
def inside(kind: Any, place: int) -> Any:
    """Type of what stands in a dict (place 1) or tuple (place 0), without ``None``."""
    given = get_args(plain(kind))
    return without_none(given[place]) if len(given) > place else None


def without_none(kind: Any) -> Any:
    """``X | None`` as ``X``."""
    if get_origin(kind) in (Union, types.UnionType):
        return next(part for part in get_args(kind) if part is not type(None))
    return kind


def plain(kind: Any) -> Any:
    """``Annotated[X, ...]`` as ``X``."""
    return get_args(kind)[0] if get_origin(kind) is Annotated else kind


def expectation(kind: Any, marker: type[M], /) -> M | None:
    """The annotation of a class, such as ``Expect``, that a type carries."""
    if get_origin(kind) is not Annotated:
        return None
    return next((note for note in get_args(kind)[1:] if isinstance(note, marker)), None)


def records_of(record: Any, wanted: type[M], /) -> Iterator[tuple[Path, M]]:
    """Every part that is a record of one class, with its path."""
    for part in parts(record):
        if isinstance(part.value, wanted):
            yield part.path, part.value
