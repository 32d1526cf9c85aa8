"""Visiting every part of a record with its path and its annotated type."""

from __future__ import annotations

import types
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Annotated, Any, TypeVar, Union, cast, get_args, get_origin

from demerit.evidence.form import hints
from demerit.evidence.yamltext import Path

__all__ = ["Part", "expectation", "parts", "records_of"]

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

    Yields
    ------
    Part
    """
    yield Part((), record, type(record), None)
    yield from below(record, (), type(record), None)


def below(value: Any, path: Path, kind: Any, owner: Any) -> Iterator[Part]:
    """Parts under a value."""
    if is_dataclass(value):
        types_of = hints(cast(Hashable, type(value)))
        for item in fields(value):
            yield from step(getattr(value, item.name), (*path, item.name), types_of[item.name], value)
    elif isinstance(value, dict):
        inner = (get_args(plain(kind)) or (None, None))[1]
        for key, child in value.items():
            yield from step(child, (*path, key), inner, owner)
    elif isinstance(value, tuple):
        inner = (get_args(plain(kind)) or (None,))[0]
        for number, child in enumerate(value):
            yield from step(child, (*path, number), inner, owner)


def step(value: Any, path: Path, kind: Any, owner: Any) -> Iterator[Part]:
    """One part and what is under it."""
    if value is None:
        return
    kind = without_none(kind)
    yield Part(path, value, kind, owner)
    yield from below(value, path, kind, owner)


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
