"""What differs between two schemes: every value, before and after, with the sources of both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields, is_dataclass
from typing import Any

from demerit.evidence.quantity import Quantity
from demerit.scheme.dump import scalar

__all__ = ["Change", "diff"]


@dataclass(frozen=True, kw_only=True)
class Change:
    """One value that differs.

    Attributes
    ----------
    path : str
        Where it stands; parts with an id go by it: ``lists[debtors].entries[by_court].term.length``.
    before, after : str or None
        The value with its unit; ``None`` where there is none.
    source_before, source_after : tuple of str
        Ids of the sources the value rests on.
    """

    path: str
    before: str | None
    after: str | None
    source_before: tuple[str, ...] = ()
    source_after: tuple[str, ...] = ()

    def __str__(self) -> str:
        """One line."""
        return f"{self.path}: {told(self.before, self.source_before)} -> {told(self.after, self.source_after)}"

    def as_data(self) -> dict[str, Any]:
        """Return it as a document holds it."""
        return {**asdict(self), "source_before": list(self.source_before), "source_after": list(self.source_after)}


def told(value: str | None, source: tuple[str, ...]) -> str:
    """Value with its sources."""
    return "nothing" if value is None else value + (f" [{', '.join(source)}]" if source else "")


def diff(before: Any, after: Any, /) -> tuple[Change, ...]:
    """Compare two schemes (or any two records of one class).

    Parameters
    ----------
    before, after : dataclass instance
        Best both resolved, so that defaults are compared too.

    Returns
    -------
    tuple of Change
        In the order of the first record, then what only the second has; empty when they are equal.
    """
    return tuple(changes("", before, after, ((), ())))


Sources = tuple[tuple[str, ...], tuple[str, ...]]


def changes(path: str, a: Any, b: Any, sources: Sources) -> Iterator[Change]:
    """Changes under one path; ``sources`` are those of the nearest owners."""
    if a == b:
        return
    sources = (getattr(a, "source", sources[0]) or sources[0], getattr(b, "source", sources[1]) or sources[1])
    if isinstance(a, Quantity) or isinstance(b, Quantity):
        yield from quantities(path, a, b, sources)
        return
    left, right = children(a), children(b)
    whole = (a is None and hasattr(b, "id")) or (b is None and hasattr(a, "id"))
    if whole or (left is None and right is None):
        before, after = (None if part is None else "there" if whole else leaf(part) for part in (a, b))
        if before != after:
            yield Change(path=path, before=before, after=after, source_before=sources[0], source_after=sources[1])
        return
    left, right = left or {}, right or {}
    for key in [*left, *(key for key in right if key not in left)]:
        yield from changes(f"{path}{key}".lstrip("."), left.get(key), right.get(key), sources)


def quantities(path: str, a: Any, b: Any, sources: Sources) -> Iterator[Change]:
    """Changes of a number: its value and unit first; what else differs in it, field by field, if they do not."""
    before, after = leaf(a), leaf(b)
    if before != after:
        yield Change(path=path, before=before, after=after, source_before=sources[0], source_after=sources[1])
        return
    for item in fields(Quantity):
        yield from changes(f"{path}.{item.name}", getattr(a, item.name), getattr(b, item.name), sources)


def children(value: Any) -> dict[str, Any] | None:
    """Named parts of a value; ``None`` if it has none."""
    if is_dataclass(value) and not isinstance(value, Quantity):
        return {f".{item.name}": getattr(value, item.name) for item in fields(value)}
    if isinstance(value, dict):
        return {f".{key}": part for key, part in value.items()}
    if isinstance(value, tuple) and any(is_dataclass(part) for part in value):
        return {f"[{name_of(part, place)}]": part for place, part in enumerate(value)}
    return None


def name_of(part: Any, place: int) -> str:
    """Name of an item of a list: its id, or the behaviour it is about, or its place."""
    return str(getattr(part, "id", None) or getattr(part, "behaviour", None) or place)


def leaf(value: Any) -> str | None:
    """Value as a person reads it; empty lists and texts count as nothing."""
    if value is None or value == () or value == "":
        return None
    if isinstance(value, Quantity):
        varies = " (varies)" if value.by or value.where or value.times or value.steps else ""
        return f"{scalar(value.value)} {value.unit}{varies}"
    if isinstance(value, tuple):
        return ", ".join(str(leaf(part)) for part in value)
    return scalar(value)
