"""Parts of an expression of the law catalogue, as the parser makes them (``docs/reference/law.md``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = [
    "And",
    "Arithmetic",
    "Comparison",
    "Expression",
    "Fixed",
    "Name",
    "Not",
    "Or",
    "Over",
    "Overlap",
    "Part",
    "Sign",
    "Words",
]

Sign = Literal["==", "!=", "<", "<=", ">", ">=", "in", "not in"]


@dataclass(frozen=True)
class Part:
    """A part of an expression, and where it stands in the text: from ``start`` to before ``end``."""

    start: int
    end: int


@dataclass(frozen=True)
class Fixed(Part):
    """A number, a word, true or false."""

    value: float | str | bool


@dataclass(frozen=True)
class Words(Part):
    """A list of words."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Name(Part):
    """A field such as ``operator.public``, a parameter or a set."""

    path: tuple[str, ...]


@dataclass(frozen=True)
class Not(Part):
    """The contrary."""

    of: Expression


@dataclass(frozen=True)
class And(Part):
    """All of several."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True)
class Or(Part):
    """One of several."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True)
class Comparison(Part):
    """Two values compared."""

    left: Expression
    sign: Sign
    right: Expression


@dataclass(frozen=True)
class Arithmetic(Part):
    """A sum or a difference."""

    left: Expression
    sign: Literal["+", "-"]
    right: Expression


@dataclass(frozen=True)
class Overlap(Part):
    """Whether two lists of words share one."""

    left: Expression
    right: Expression


@dataclass(frozen=True)
class Over(Part):
    """``any``, ``all`` or ``count`` over the items of a list."""

    kind: Literal["any", "all", "count"]
    body: Expression
    variable: str
    items: str


Expression = Fixed | Words | Name | Not | And | Or | Comparison | Arithmetic | Overlap | Over
