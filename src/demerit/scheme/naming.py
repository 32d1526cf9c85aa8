"""Which keys of a scheme hold ids of its own parts: to find what a part names, and to put a prefix before all ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from demerit.evidence.walk import parts

__all__ = ["REFERENCES", "ids_in", "names_in", "renamed"]

T = TypeVar("T")

REFERENCES: Mapping[str, tuple[str, ...]] = {
    "Rule": ("via", "to_band"),
    "Recurring": ("arithmetic",),
    "RatingWeight": ("band",),
    "TieTerm": ("list",),
    "ListSpec": ("implies", "not_if", "replaces", "to_band"),
    "Entry": ("rule", "band", "list"),
    "PublishedRates": ("target",),
    "Exit": ("entries",),
    "Gate": ("lost_on",),
    "Discretion": ("after",),
    "Measure": ("band", "list", "copy", "gate", "or_gates", "discretion", "rule", "channel"),
    "SpreadRule": ("rule", "list", "lands"),
    "Redress": ("rules", "lists"),
    "Target": ("of",),
}
"""Keys that name a part of the scheme, by record; all other ids but ``id`` itself are the society's or a card's."""


def ids_in(record: Any, /) -> set[str]:
    """Ids that a part defines: its own, and those of entries, exits, copies, terms, instances in it."""
    return {part.value for part in parts(record) if part.path and part.path[-1] == "id"}


def names_in(record: Any, /) -> set[str]:
    """Ids of parts of the scheme that a part names."""
    found: set[str] = set()
    for part in parts(record):
        if part.path and part.path[-1] in REFERENCES.get(type(part.owner).__name__, ()):
            found.update([part.value] if isinstance(part.value, str) else part.value)
    return found


def renamed(record: T, /, *, prefix: str, sources: Mapping[str, str]) -> T:
    """A part with a prefix before its ids and all that it names, and with other ids of sources.

    Parameters
    ----------
    record : dataclass instance, tuple, dict or scalar
    prefix : str
        ``court`` makes ``court-debtors`` of ``debtors``.
    sources : mapping of str to str
        New ids of the sources that are renamed; others keep theirs.
    """
    return change(record, prefix, sources)  # type: ignore[no-any-return]


def change(value: Any, prefix: str, sources: Mapping[str, str]) -> Any:
    """Any part of a record, renamed."""
    if isinstance(value, tuple):
        return tuple(change(part, prefix, sources) for part in value)
    if isinstance(value, dict):
        return {key: change(part, prefix, sources) for key, part in value.items()}
    if not is_dataclass(value) or isinstance(value, type):
        return value
    named = ("id", *REFERENCES.get(type(value).__name__, ()))
    new: dict[str, Any] = {}
    for item in fields(value):
        old = getattr(value, item.name)
        if item.name == "source":
            new[item.name] = tuple(sources.get(name, name) for name in old)
        elif item.name in named:
            new[item.name] = prefixed(old, prefix)
        else:
            new[item.name] = change(old, prefix, sources)
    return replace(value, **new)


def prefixed(names: Any, prefix: str) -> Any:
    """One id, several, or none, with the prefix."""
    if names is None:
        return None
    return f"{prefix}-{names}" if isinstance(names, str) else tuple(f"{prefix}-{name}" for name in names)
