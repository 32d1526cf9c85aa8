"""Three-valued truth: an expression over facts is true, false or unknown, and unknown never becomes false.

A simulated figure is an interval: a comparison with it is true or false only where the whole interval is on one side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import inf
from typing import Final

from demerit.audit.syntax import (
    And,
    Arithmetic,
    Comparison,
    Expression,
    Fixed,
    Name,
    Not,
    Or,
    Over,
    Overlap,
    Words,
)
from demerit.scheme.check_declaration import Kind

__all__ = [
    "UNKNOWN",
    "Between",
    "Fact",
    "Facts",
    "Items",
    "Known",
    "Meaning",
    "Read",
    "Row",
    "Truth",
    "Value",
    "truth",
    "typed",
]

NUMBER: Final = re.compile(r"\d+(\.\d+)?", re.ASCII)
Truth = bool | None
"""True, false, or ``None``: unknown."""


@dataclass(frozen=True)
class Between:
    """A number that is known to lie between two, both included."""

    low: float
    high: float


@dataclass(frozen=True)
class Known:
    """Words of which these are known; ``complete`` if there are no others."""

    words: tuple[str, ...]
    complete: bool = True


Value = bool | float | str | Between | Known | None


@dataclass(frozen=True)
class Fact:
    """A value with its origin (declared, scheme, society, derived, run), its place as file:line, and its sources."""

    value: Value
    origin: str = ""
    place: str = ""
    source: tuple[str, ...] = ()
    note: str = ""


UNKNOWN: Final = Fact(None)
Row = Mapping[str, Fact]


@dataclass(frozen=True)
class Items:
    """Items of a list; not ``complete`` where there may be others that nobody declared."""

    rows: tuple[Row, ...] = ()
    complete: bool = False


@dataclass(frozen=True)
class Facts:
    """All that is known of a scheme: fields by dotted name, and lists of items. What is not here is unknown."""

    fields: Mapping[str, Fact] = field(default_factory=dict)
    items: Mapping[str, Items] = field(default_factory=dict)


@dataclass(frozen=True)
class Read:
    """A field that was read on the way: its name, the id of its item (or none), and the fact."""

    name: str
    item: str
    fact: Fact


@dataclass(frozen=True)
class Meaning:
    """What names stand for: facts, parameters, sets, and the rows that variables stand for."""

    facts: Facts
    params: Mapping[str, float]
    sets: Mapping[str, tuple[str, ...]]
    rows: Mapping[str, tuple[str, Row]] = field(default_factory=dict)
    reads: list[Read] | None = None

    def with_row(self, variable: str, items: str, row: Row) -> Meaning:
        """The same, with a row for a variable."""
        return Meaning(self.facts, self.params, self.sets, {**self.rows, variable: (items, row)}, self.reads)

    def noting(self, reads: list[Read]) -> Meaning:
        """The same, noting every field that is read."""
        return Meaning(self.facts, self.params, self.sets, self.rows, reads)


def typed(written: object, kind: Kind, /) -> Value:
    """A value as written in a file, as the kind of its field; ``None`` if the field cannot have it."""
    if isinstance(written, list | tuple):
        return Known(tuple(written)) if kind == "words" else None
    text = str(written)
    if kind == "flag":
        return {"true": True, "false": False}.get(text)
    if kind == "number":
        return float(text) if NUMBER.fullmatch(text) else None
    return text if kind == "word" or (isinstance(kind, tuple) and text in kind) else None


def truth(tree: Expression, meaning: Meaning, /) -> Truth:
    """Whether an expression is true, false or unknown (``None``) by Kleene's rules."""
    match tree:
        case Not():
            answer = truth(tree.of, meaning)
            return None if answer is None else not answer
        case And() | Or():
            wanted = isinstance(tree, Or)
            unknown = False
            for part in tree.parts:
                answer = truth(part, meaning)
                if answer is wanted:
                    return wanted
                unknown = unknown or answer is None
            return None if unknown else not wanted
        case Comparison():
            return compared(tree, meaning)
        case Overlap():
            return overlapping(known(tree.left, meaning), known(tree.right, meaning))
        case Over():
            return over(tree, meaning)
        case _:
            value = value_of(tree, meaning)
            return value if isinstance(value, bool) else None


def over(tree: Over, meaning: Meaning) -> Truth:
    """``any`` and ``all`` over the items of a list."""
    items = items_of(tree, meaning)
    wanted = tree.kind == "any"
    unknown = not items.complete
    for answer in answers(tree, items, meaning):
        if answer is wanted:
            return wanted
        unknown = unknown or answer is None
    return None if unknown else not wanted


def items_of(tree: Over, meaning: Meaning) -> Items:
    """Items that a quantifier goes through; a list that may have others is noted."""
    items = meaning.facts.items.get(tree.items, Items())
    if meaning.reads is not None and not items.complete:
        meaning.reads.append(Read(tree.items, "", UNKNOWN))
    return items


def answers(tree: Over, items: Items, meaning: Meaning) -> Iterator[Truth]:
    """What the body of a quantifier says of each item."""
    for row in items.rows:
        yield truth(tree.body, meaning.with_row(tree.variable, tree.items, row))


def value_of(tree: Expression, meaning: Meaning) -> Value:
    """Value of a part that is no comparison."""
    match tree:
        case Fixed():
            return tree.value
        case Words():
            return Known(tree.words)
        case Name():
            return named(tree, meaning)
        case Arithmetic():
            left, right = between(value_of(tree.left, meaning)), between(value_of(tree.right, meaning))
            if left is None or right is None:
                return None
            if tree.sign == "+":
                return Between(left.low + right.low, left.high + right.high)
            return Between(left.low - right.high, left.high - right.low)
        case Over() if tree.kind == "count":
            items = items_of(tree, meaning)
            said = list(answers(tree, items, meaning))
            sure = sum(answer is True for answer in said)
            return Between(sure, sure + sum(answer is None for answer in said) if items.complete else inf)
        case _:
            return truth(tree, meaning)


def named(tree: Name, meaning: Meaning) -> Value:
    """Value of a field, a parameter or a set."""
    first = tree.path[0]
    if first in meaning.rows:
        items, row = meaning.rows[first]
        fact = row.get(tree.path[1], UNKNOWN)
        if meaning.reads is not None:
            meaning.reads.append(Read(f"{items}.{tree.path[1]}", str(row["id"].value), fact))
        return fact.value
    name = ".".join(tree.path)
    if name in meaning.params:
        return meaning.params[name]
    if name in meaning.sets:
        return Known(meaning.sets[name])
    fact = meaning.facts.fields.get(name, UNKNOWN)
    if meaning.reads is not None:
        meaning.reads.append(Read(name, "", fact))
    return fact.value


def known(tree: Expression, meaning: Meaning) -> Known | None:
    """Words of a part."""
    value = value_of(tree, meaning)
    return value if isinstance(value, Known) else None


def overlapping(left: Known | None, right: Known | None) -> Truth:
    """Whether two lists of words share one; unknown where one may have others."""
    if left is None or right is None:
        return False if Known(()) in (left, right) else None
    if set(left.words) & set(right.words):
        return True
    if Known(()) in (left, right):
        return False
    return False if left.complete and right.complete else None


def between(value: Value) -> Between | None:
    """A number as an interval."""
    if isinstance(value, Between):
        return value
    return Between(value, value) if isinstance(value, float | int) and not isinstance(value, bool) else None


def compared(tree: Comparison, meaning: Meaning) -> Truth:
    """Whether a comparison holds."""
    left, right = value_of(tree.left, meaning), value_of(tree.right, meaning)
    if left is None or right is None:
        return None
    match tree.sign:
        case "in" | "not in":
            inside = member(left, right)
            return inside if inside is None or tree.sign == "in" else not inside
        case "==" | "!=":
            same = equal(left, right)
            return same if same is None or tree.sign == "==" else not same
        case _:
            return ordered(between(left), tree.sign, between(right))


def member(word: Value, among: Value) -> Truth:
    """Whether a word is in a list of words."""
    if not isinstance(among, Known):
        return None
    return True if word in among.words else False if among.complete else None


def equal(left: Value, right: Value) -> Truth:
    """Whether two values are the same; of intervals, whether they must be or cannot be."""
    one, other = between(left), between(right)
    if one is None or other is None:
        return left == right
    if one.high < other.low or other.high < one.low:
        return False
    return True if one == other and one.low == one.high else None


def ordered(left: Between | None, sign: str, right: Between | None) -> Truth:
    """Whether one number is below or above another, wherever in its interval each lies."""
    if left is None or right is None:
        return None
    if sign in (">", ">="):
        left, right = right, left
    if sign in ("<", ">"):
        return True if left.high < right.low else False if left.low >= right.high else None
    return True if left.high <= right.low else False if left.low > right.high else None
