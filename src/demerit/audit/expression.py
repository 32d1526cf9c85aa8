"""The closed language in which checks of law are written: a small parser of our own.

Nothing here runs anything: a text becomes a tree of frozen parts, or an error with its line and column
(``docs/reference/law.md``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, NoReturn

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
    Sign,
    Words,
)  # fmt: skip
from demerit.errors import Defect, InputError, nearest

__all__ = ["parse"]

MAX_LENGTH: Final = 4_000
MAX_DEPTH: Final = 40
KEYWORDS: Final = frozenset({"and", "or", "not", "in", "for", "true", "false"})
CALLS: Final = ("any", "all", "count", "overlap")
TOKEN: Final = re.compile(
    r"(?P<space>[ \t\n]+)|(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_][A-Za-z0-9_]*)|'(?P<word>[a-z0-9_ -]*)'"
    r"|(?P<sign>==|!=|<=|>=|<|>|\(|\)|\[|\]|,|\.|\+|-)",
    re.ASCII,
)


@dataclass(frozen=True)
class Token:
    """A word of the language, and where it stands."""

    kind: str
    text: str
    start: int
    end: int


def parse(text: str, /, *, file: str = "", line: int = 1, column: int = 1) -> Expression:
    """Parse an expression.

    Parameters
    ----------
    text : str
    file : str
        Name to show in errors.
    line, column : int
        Place of the text in the file, from 1.

    Returns
    -------
    Expression

    Raises
    ------
    InputError
        L100 a character that is none of the language, L101 something else was expected, L102 too long or too deep.

    Examples
    --------
    >>> parse("operator.public and not notice.given").parts[0].path
    ('operator', 'public')
    """
    return Parser(text, file=file, line=line, column=column).whole()


class Parser:
    """Recursive descent over the tokens of one expression."""

    def __init__(self, text: str, *, file: str, line: int, column: int) -> None:
        self.text, self.file, self.line, self.column = text, file, line, column
        self.depth = self.next = 0
        if len(text) > MAX_LENGTH:
            self.fault("L102", 0, f"the expression has {len(text):,} characters", f"At most {MAX_LENGTH:,}.")
        self.tokens = tuple(self.read())

    def fault(self, code: str, at: int, message: str, hint: str = "") -> NoReturn:
        """Stop with an error at a place of the text."""
        before = self.text[:at]
        row = before.count("\n")
        column = at - (before.rfind("\n") + 1) + (1 if row else self.column)
        raise InputError([
            Defect(file=self.file, line=self.line + row, column=column, code=code, message=message, hint=hint)
        ])  # fmt: skip

    def read(self) -> Iterator[Token]:
        """Cut the text into tokens."""
        at = 0
        while at < len(self.text):
            found = TOKEN.match(self.text, at)
            if found is None:
                self.fault("L100", at, f'"{self.text[at]}" is no part of the language', "Quote words with ' and '.")
            kind = str(found.lastgroup)
            if kind != "space":
                yield Token(kind, found.group(kind), at, found.end())
            at = found.end()
        yield Token("end", "", at, at)

    def shallow(self, depth: int, token: Token) -> None:
        """Refuse what is nested too deep."""
        if depth > MAX_DEPTH:
            self.fault("L102", token.start, f"this is deeper than {MAX_DEPTH}", "No check needs that.")

    @property
    def here(self) -> Token:
        """The token that comes next."""
        return self.tokens[self.next]

    def take(self, *texts: str) -> Token | None:
        """Take the next token if it is one of these keywords or signs."""
        token = self.here
        if token.kind in ("name", "sign") and token.text in texts:
            self.next += 1
            return token
        return None

    def want(self, text: str) -> Token:
        """Take a keyword or sign, which must come next."""
        token = self.take(text)
        if token is None:
            self.wrong(f'"{text}"')
        return token

    def wrong(self, wanted: str) -> NoReturn:
        """Something else was expected."""
        told = f'"{self.here.text}"' if self.here.text else "the end"
        self.fault("L101", self.here.start, f"expected {wanted}, got {told}")

    def whole(self) -> Expression:
        """Parse an expression and the end of the text behind it."""
        tree = self.either()
        if self.here.kind != "end":
            self.wrong("and, or, a comparison, or the end")
        return tree

    def either(self) -> Expression:
        """Parse parts joined by ``or``."""
        self.depth += 1
        self.shallow(self.depth, self.here)
        parts = [self.both()]
        while self.take("or"):
            parts.append(self.both())
        self.depth -= 1
        return parts[0] if len(parts) == 1 else Or(parts[0].start, parts[-1].end, tuple(parts))

    def both(self) -> Expression:
        """Parse parts joined by ``and``."""
        parts = [self.contrary()]
        while self.take("and"):
            parts.append(self.contrary())
        return parts[0] if len(parts) == 1 else And(parts[0].start, parts[-1].end, tuple(parts))

    def contrary(self) -> Expression:
        """Parse a part, or ``not`` before it."""
        nots = []
        while token := self.take("not"):
            nots.append(token)
            self.shallow(len(nots), token)
        tree = self.compared()
        for token in reversed(nots):
            tree = Not(token.start, tree.end, tree)
        return tree

    def compared(self) -> Expression:
        """Parse a value, or two compared."""
        left = self.summed()
        sign = self.sign()
        if sign is None:
            return left
        right = self.summed()
        if self.here.kind == "sign" and self.here.text in ("==", "!=", "<", "<=", ">", ">="):
            self.fault("L101", self.here.start, "comparisons are not chained", "Join two with and.")
        return Comparison(left.start, right.end, left, sign, right)

    def sign(self) -> Sign | None:
        """Take the sign of a comparison, if one comes next."""
        token = self.take("==", "!=", "<", "<=", ">", ">=", "in")
        if token is not None:
            return token.text  # type: ignore[return-value]
        if self.here.text == "not" and self.tokens[self.next + 1 : self.next + 2]:
            after = self.tokens[self.next + 1]
            if self.here.kind == after.kind == "name" and after.text == "in":
                self.next += 2
                return "not in"
        return None

    def summed(self) -> Expression:
        """Parse a value, or a sum."""
        tree, many = self.value(), 0
        while token := self.take("+", "-"):
            many += 1
            self.shallow(many, token)
            right = self.value()
            tree = Arithmetic(tree.start, right.end, tree, "+" if token.text == "+" else "-", right)
        return tree

    def value(self) -> Expression:
        """Parse one value."""
        token = self.here
        if token.kind == "number":
            self.next += 1
            return Fixed(token.start, token.end, float(token.text))
        if token.kind == "word":
            self.next += 1
            return Fixed(token.start, token.end, token.text)
        if token.kind == "name" and token.text in ("true", "false"):
            self.next += 1
            return Fixed(token.start, token.end, token.text == "true")
        if self.take("("):
            inner = self.either()
            self.want(")")
            return inner
        if self.take("["):
            return self.words(token)
        if token.kind == "name" and token.text not in KEYWORDS:
            return self.named()
        self.wrong("a field, a word in quotes, a number or a bracket")

    def words(self, first: Token) -> Words:
        """Parse the rest of a list of words."""
        words: list[str] = []
        while not (last := self.take("]")):
            if words:
                self.want(",")
            if self.here.kind != "word":
                self.wrong("a word in quotes")
            words.append(self.here.text)
            self.next += 1
        return Words(first.start, last.end, tuple(words))

    def named(self) -> Expression:
        """Parse a field, or a call."""
        first = self.here
        self.next += 1
        if self.take("("):
            return self.call(first)
        path, last = [first.text], first
        while self.take("."):
            if self.here.kind != "name":
                self.wrong("the name of a field")
            last = self.here
            path.append(last.text)
            self.next += 1
        return Name(first.start, last.end, tuple(path))

    def call(self, first: Token) -> Expression:
        """Parse what stands in the brackets of a call."""
        if first.text not in CALLS:
            self.fault("L101", first.start, f'"{first.text}" cannot be called', nearest(first.text, CALLS))
        body = self.either()
        if first.text == "overlap":
            self.want(",")
            right = self.either()
            return Overlap(first.start, self.want(")").end, body, right)
        self.want("for")
        names = []
        for follows in ("in", ")"):
            if self.here.kind != "name" or self.here.text in KEYWORDS:
                self.wrong("a name")
            names.append(self.here.text)
            self.next += 1
            last = self.want(follows)
        kind: Literal["any", "all", "count"] = "any" if first.text == "any" else "all"
        return Over(first.start, last.end, "count" if first.text == "count" else kind, body, *names)
