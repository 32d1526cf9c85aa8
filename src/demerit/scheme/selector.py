"""Paths into a scheme with selectors: ``lists[penal=true].entries[term.kind=fixed].term.length``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

__all__ = ["OF", "About", "Match", "Step", "asked", "matches", "parse", "record_path"]

STEP = re.compile(r"([a-z_][a-z0-9_]*)(?:\[([^\[\]]+)\])?")
CONDITION = re.compile(r"([^=!]+?)(!?=)(.*)")

OF = "of."
"""Before the name of a fact that is not a key of the part itself (``facts.py``)."""

About: TypeAlias = Callable[[str, str | int, Any], Mapping[str, str]]
"""Facts about an item, from the key it stands under, its key or position there, and itself."""


def nothing(_section: str, _key: str | int, _item: Any) -> Mapping[str, str]:
    """No facts."""
    return {}


@dataclass(frozen=True)
class Step:
    """A key, and which of its items: ``None`` for the thing itself, ``*`` all, an id, or conditions joined by commas.

    Conditions are ``key=text``, ``key!=text``, ``key=*`` (it is there); keys may be of a part (``term.kind``) or facts
    (``of.gravity``). A flag that is not written is ``false``; a fact that nobody knows meets no condition.
    """

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


def asked(steps: tuple[Step, ...], /) -> Iterator[tuple[str, str]]:
    """Facts that a path asks for, each with the key whose items it picks."""
    for step in steps:
        for key, _, _ in conditions(step.pick or ""):
            if key.startswith(OF):
                yield step.key, key.removeprefix(OF)


def matches(data: Any, steps: tuple[Step, ...], /, *, about: About = nothing) -> Iterator[Match]:
    """Everything a path points to; its last key need not be there.

    Parameters
    ----------
    data : dict
        Plain data of a scheme.
    steps : tuple of Step
    about : callable, optional
        Facts about items.
    """
    first, rest = steps[0], steps[1:]
    if not isinstance(data, dict):
        return
    if first.pick is None:
        if not rest:
            yield Match(data, first.key)
        elif first.key in data:
            yield from matches(data[first.key], rest, about=about)
        return
    items = data.get(first.key, [])
    pairs = list(items.items() if isinstance(items, dict) else enumerate(items))
    for key, item in pairs:
        facts = about(first.key, key, item) if OF in first.pick else {}
        if chosen(first.pick, key, item, facts):
            if rest:
                yield from matches(item, rest, about=about)
            else:
                yield Match(items, key)


def conditions(pick: str) -> list[tuple[str, str, str]]:
    """Conditions of a pick as (key, ``=`` or ``!=``, text); none for ``*`` and ids."""
    found = [CONDITION.fullmatch(part) for part in pick.split(",")]
    return [(part[1], part[2], part[3]) for part in found if part]


def chosen(pick: str, key: str | int, item: Any, facts: Mapping[str, str]) -> bool:
    """Whether an item is picked."""
    if pick == "*":
        return True
    wanted = conditions(pick)
    if not wanted:
        return key == pick or (isinstance(item, dict) and item.get("id") == pick)
    return all(meets(item, facts, *condition) for condition in wanted)


def meets(item: Any, facts: Mapping[str, str], key: str, sign: str, text: str) -> bool:
    """Whether an item meets a condition."""
    if key.startswith(OF):
        fact = facts.get(key.removeprefix(OF))
        return fact is not None and (fact == text) == (sign == "=")
    found: Any = item
    for part in key.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    if text == "*":
        return (found is not None) == (sign == "=")
    return isinstance(item, dict) and ((found or "false") == text) == (sign == "=")
