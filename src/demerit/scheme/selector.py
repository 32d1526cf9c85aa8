"""Paths into a scheme with selectors: ``lists[penal=true].entries[*].term.length``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

__all__ = ["Match", "Step", "matches", "parse", "record_path"]

STEP = re.compile(r"([a-z_][a-z0-9_]*)(?:\[([^\[\]]+)\])?")


@dataclass(frozen=True)
class Step:
    """A key, and which of its items: ``None`` for the thing itself, ``*`` all, an id, ``key=text``, ``key=*`` any."""

    key: str
    pick: str | None = None


@dataclass(frozen=True)
class Match:
    """Something a path points to: the dict or list that holds it, and its key or position there."""

    holder: Any
    key: str | int

    @property
    def there(self) -> bool:
        """Whether it is in the holder."""
        if isinstance(self.holder, dict):
            return self.key in self.holder
        return isinstance(self.key, int) and self.key < len(self.holder)


def parse(path: str, /) -> tuple[Step, ...]:
    """Read a path.

    Raises
    ------
    ValueError
        If it is not a path.

    Examples
    --------
    >>> parse("spread[*]")
    (Step(key='spread', pick='*'),)
    """
    steps = []
    for part in re.split(r"\.(?![^\[]*\])", path):
        found = STEP.fullmatch(part)
        if found is None:
            raise ValueError(f'"{part}" is no step of a path')
        steps.append(Step(found[1], found[2]))
    return tuple(steps)


def record_path(steps: tuple[Step, ...], /) -> tuple[str | int, ...]:
    """Path of the format that the steps follow, with position 0 for any item."""
    return tuple(part for step in steps for part in ((step.key,) if step.pick is None else (step.key, 0)))


def matches(data: Any, steps: tuple[Step, ...], /) -> Iterator[Match]:
    """Everything a path points to; its last key need not be there.

    Parameters
    ----------
    data : dict
        Plain data of a scheme.
    steps : tuple of Step
    """
    first, rest = steps[0], steps[1:]
    if not isinstance(data, dict):
        return
    if first.pick is None:
        if not rest:
            yield Match(data, first.key)
        elif first.key in data:
            yield from matches(data[first.key], rest)
        return
    items = data.get(first.key, [])
    pairs = list(items.items() if isinstance(items, dict) else enumerate(items))
    for key, item in pairs:
        if chosen(first.pick, key, item):
            if rest:
                yield from matches(item, rest)
            else:
                yield Match(items, key)


def chosen(pick: str, key: str | int, item: Any) -> bool:
    """Whether an item is picked."""
    if pick == "*":
        return True
    name, equals, text = pick.partition("=")
    if equals and text == "*":
        return isinstance(item, dict) and name in item
    if equals:
        return isinstance(item, dict) and item.get(name, "false") == text
    return key == pick or (isinstance(item, dict) and item.get("id") == pick)
