"""A test taken apart: each element with its answer, and what it was read from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from demerit.audit.syntax import And, Expression, Not, Or, Over
from demerit.audit.truth import UNKNOWN, Items, Known, Meaning, Read, Truth, truth

__all__ = ["Element", "elements_of", "missing_in", "readings_of"]

MOST_ITEMS = 3


@dataclass(frozen=True)
class Element:
    """A part of a test.

    Attributes
    ----------
    text : str
        The part as it is written; ``all of`` or ``one of`` where it joins others.
    answer : bool or None
        ``None``: unknown.
    reads : tuple of Read
        What it was read from: of a part that goes through a list, the items that met it (at most three).
    more : int
        How many further items met it.
    parts : tuple of Element
    """

    text: str
    answer: Truth
    reads: tuple[Read, ...] = ()
    more: int = 0
    parts: tuple[Element, ...] = field(default=())


def elements_of(tree: Expression, text: str, meaning: Meaning, /) -> Element:
    """Take a test apart.

    Parameters
    ----------
    tree : Expression
    text : str
        What it was parsed from.
    meaning : Meaning
    """
    answer = truth(tree, meaning)
    if isinstance(tree, And | Or):
        parts = tuple(elements_of(part, text, meaning) for part in tree.parts)
        return Element("all of" if isinstance(tree, And) else "one of", answer, parts=parts)
    reads, more = readings_of(tree, answer, meaning)
    return Element(" ".join(text[tree.start : tree.end].split()), answer, reads, more)


def readings_of(tree: Expression, answer: Truth, meaning: Meaning, /) -> tuple[tuple[Read, ...], int]:
    """What a part was read from, and how many further items met it."""
    if isinstance(tree, Not):
        return readings_of(tree.of, None if answer is None else not answer, meaning)
    if isinstance(tree, Over) and tree.kind != "count":
        items = meaning.facts.items.get(tree.items, Items())
        decisive = [row for row in items.rows
                    if truth(tree.body, meaning.with_row(tree.variable, tree.items, row)) is answer]  # fmt: skip
        if answer is (tree.kind == "all") or not decisive:
            return (Read(tree.items, "", UNKNOWN),) if answer is None else (), 0
        reads: list[Read] = [] if items.complete or answer is not None else [Read(tree.items, "", UNKNOWN)]
        for row in decisive[:MOST_ITEMS]:
            noted: list[Read] = []
            truth(tree.body, meaning.with_row(tree.variable, tree.items, row).noting(noted))
            reads += noted if answer is not None else [read for read in noted if not sure(read)]
        return tuple(dict.fromkeys(reads)), max(0, len(decisive) - MOST_ITEMS)
    noted = []
    truth(tree, meaning.noting(noted))
    return tuple(dict.fromkeys(noted)), 0


def sure(read: Read) -> bool:
    """Whether a field is known, wholly."""
    value = read.fact.value
    return value is not None and not (isinstance(value, Known) and not value.complete)


def missing_in(element: Element, /) -> Iterator[str]:
    """Fields that would decide an element that is unknown."""
    if element.answer is not None:
        return
    for part in element.parts:
        yield from missing_in(part)
    for read in element.reads:
        if not sure(read) or read.name.startswith("ind."):
            yield read.name


