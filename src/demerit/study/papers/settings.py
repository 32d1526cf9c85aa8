"""Other settings of an item than the published: ``loss=10``, ``groups=hispanic,asian``, ``accused.person=3000``."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from demerit.errors import UsageError
from demerit.study.papers.model import Item, Reproduced

__all__ = ["settings_of", "shown", "work_out_with"]


HELD_AGAINST = ("published", "printed")
"""Names of what an item is held against: no settings."""


def settings_of(item: Item, /) -> dict[str, Any]:
    """What may be set of an item, with the published values: numbers, words, and tables of numbers as ``table.key``.

    Examples
    --------
    >>> def run(*, loss: float = 4.0, seen: Mapping[str, int] = {"red": 3}) -> None: ...
    >>> settings_of(Item(id="X1", title="", kind="exact", source="", run=run))
    {'loss': 4.0, 'seen.red': 3}
    """
    found: dict[str, Any] = {}
    for name, parameter in inspect.signature(item.run).parameters.items() if item.run is not None else ():
        default = parameter.default
        if name in HELD_AGAINST or parameter.kind is parameter.POSITIONAL_ONLY:
            continue
        if isinstance(default, Mapping):
            found |= {f"{name}.{key}": value for key, value in numbers_in(default)}
        elif parameter.kind is parameter.KEYWORD_ONLY and isinstance(default, int | float | str | tuple):
            found[name] = default
    return found


def numbers_in(table: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    """Numbers of a table with their keys; of a record, its numbers as ``key.field``."""
    for key, value in table.items():
        if isinstance(value, int | float):
            yield key, value
        elif is_dataclass(value):
            yield from ((f"{key}.{field.name}", getattr(value, field.name)) for field in fields(value))


def work_out_with(item: Item, settings: Iterable[str], /) -> Reproduced:
    """Work out an item with other settings. What was published is not of these, so that nothing passes or fails.

    Parameters
    ----------
    item : Item
    settings : iterable of str
        Each ``name=value``; names as in ``settings_of``.

    Raises
    ------
    UsageError
        R327 for a setting that the item does not have, or a value that is none of its kind.
    """
    allowed = settings_of(item)
    given: dict[str, Any] = {}
    told = []
    for setting in settings:
        name, _, text = setting.partition("=")
        if name not in allowed or not text:
            known = ", ".join(f"{key}={shown(value)}" for key, value in allowed.items())
            hint = f"Write name=value; published: {known}." if known else "It has none."
            raise UsageError("R327", f'{item.id} has no setting "{setting}"', hint)
        value = read(item, name, text, like=allowed[name])
        table, _, key = name.partition(".")
        if key:
            before = given.get(table, inspect.signature(run_of(item)).parameters[table].default)
            row, _, field = key.partition(".")
            given[table] = {**before, row: replace(before[row], **{field: value}) if field else value}
        else:
            given[name] = value
        told.append(f"{name} {shown(value)} for {shown(allowed[name])}")
    try:
        found: Reproduced = run_of(item)(**given)
    except (KeyError, ValueError, ZeroDivisionError, StopIteration, AssertionError) as fault:
        raise UsageError("R327", f"{item.id} cannot be worked out with {', '.join(told)}", str(fault)) from fault
    reason = f"Other settings than the published ones: {', '.join(told)}. What was published is of those."
    return replace(found, passed=None, reason=reason)


def run_of(item: Item) -> Callable[..., Reproduced]:
    """What works out an item that has settings."""
    assert item.run is not None
    return item.run


def read(item: Item, name: str, text: str, *, like: Any) -> Any:
    """A value of the kind of the published one."""
    if isinstance(like, tuple):
        return tuple(part.strip() for part in text.split(","))
    if isinstance(like, str):
        return text
    try:
        return type(like)(text)
    except ValueError:
        kind = "a whole number" if isinstance(like, int) else "a number"
        raise UsageError("R327", f"{name} of {item.id} is {kind}, got {text!r}", f"Published: {like}.") from None


def shown(value: Any, /) -> str:
    """A value as it is written on the command line."""
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return f"{value:.15g}" if isinstance(value, float) else str(value)
