"""Numbers that differ by group or change with time, wherever a record has a number; see ``strategies.py``."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from demerit.evidence.quantity import Case, Quantity, Step
from demerit.scheme.model import Patrols

MONTHS = ("2020-01", "2020-03", "2020-06", "2020-10")


class Dice:
    """Whole numbers from a seed, one after another."""

    def __init__(self, seed: int) -> None:
        self.seed, self.thrown = seed, 0

    def below(self, n: int) -> int:
        """A whole number from 0 to n - 1."""
        self.thrown += 1
        return int.from_bytes(hashlib.blake2b(f"{self.seed}|{self.thrown}".encode()).digest(), "big") % n

    def choice(self, of: Sequence[Any]) -> Any:
        """One of some things."""
        return of[self.below(len(of))]


def varied_numbers(record: Any, dice: Dice, share: float) -> Any:
    """The record with some of its plain numbers made smaller for a group, or smaller or gone from a month on."""
    if isinstance(record, Quantity):
        plain = not (record.by or record.where or record.times or record.steps)
        return different(record, dice) if plain and dice.below(1000) < 1000 * share else record
    if isinstance(record, Patrols):
        return record  # what is known at the start differs by one attribute only, and has no date
    if isinstance(record, tuple):
        return tuple(varied_numbers(each, dice, share) for each in record)
    if is_dataclass(record) and not isinstance(record, type):
        parts = {field.name: getattr(record, field.name) for field in fields(record)}
        return replace(record, **{name: varied_numbers(part, dice, share) for name, part in parts.items()})
    return record


def different(quantity: Quantity, dice: Dice) -> Quantity:
    """A number that is no longer the same for all and for ever; never above what it was."""
    less = quantity.value * dice.choice((0.25, 0.5, 0.75))
    how = dice.choice(("by", "where", "times", "steps", "steps and times"))
    if how == "where":
        cases = ({"district": ("north",), "sex": ("male",)}, {"district": ("north", "south"), "sex": ("female",)})
        return replace(
            quantity, where=tuple(Case(when=when, value=x) for when, x in zip(cases, (less, 0.9 * less), strict=True))
        )
    if how == "by":
        return replace(quantity, by={"district": {"north": less}})
    times = {"sex": {"male": 0.5}} if "times" in how else {}
    if how == "times":
        return replace(quantity, times=times)
    since = dice.below(len(MONTHS) - 1)
    first, second = MONTHS[since : since + 2]
    steps = (Step(since=first, value=less), Step(since=second, value=quantity.value))
    return replace(quantity, steps=steps[: dice.choice((1, 2))], times=times)
