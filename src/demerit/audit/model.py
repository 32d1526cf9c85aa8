"""Records of the law catalogue: instruments with their checks, and the terms that checks are written in."""

from __future__ import annotations

from dataclasses import field
from typing import Annotated, Any, Literal

from demerit.evidence.quantity import Day, Identifier, Number, Source, record, scalar

__all__ = ["Check", "Example", "Expect", "Law", "Parameter", "Relation", "Terms", "WordSet"]

CheckId = Annotated[str, scalar(r"[A-Z0-9][A-Z0-9-]{2,47}", "an id of capital letters, digits and -", str)]
TermName = Annotated[str, scalar(r"[A-Za-z][A-Za-z0-9_]{0,47}", "a name of letters, digits and _", str)]
Expect = Literal["violates", "risk", "ok", "undecidable", "not_applicable"]


@record
class Example:
    """What a check answers of a made-up scheme: the baseline, with patterns and fields put over it."""

    expect: Expect
    say: str
    use: tuple[Identifier, ...] = ()
    set: dict[str, Any] = field(default_factory=dict)


@record
class Check:
    """One question that a text asks of a scheme (``docs/reference/law.md``).

    Attributes
    ----------
    id : str
        Never reused: a changed law gets a new id, and ``until`` on the old one.
    says : str
        What the text requires, in our own words.
    since, until : Day or None
        First and last day on which it applied.
    pending : str
        Why it is not in force yet, where no day is known; it is then in force on no day.
    applies, violates, risk : str
        Expressions. Without ``violates`` the most it can say is risk.
    fix, fix_note : str
        The smallest change to what happens to people; what would turn the answer on paper only.
    use : tuple of str
        Patterns that lie under every example.
    """

    id: CheckId
    title: str
    article: str
    force: Literal["binding", "case_law", "guidance", "soft_law", "standard", "repealed"]
    since: Day | None = None
    until: Day | None = None
    pending: str = ""
    says: str
    applies: str = "true"
    violates: str = ""
    risk: str = ""
    severity: Literal["blocker", "high", "medium", "low"]
    lawyer: str
    fix: str
    fix_note: str = ""
    fix_safeguards: tuple[Identifier, ...] = ()
    seen: Literal["primary", "secondary", "unverified"]
    source: tuple[str, ...]
    use: tuple[Identifier, ...] = ()
    examples: tuple[Example, ...]
    note: str = ""


@record
class Law:
    """An instrument and its checks.

    Attributes
    ----------
    jurisdiction : str
        Where it holds: of all its checks.
    law : str
        What ``--law`` selects.
    not_party : {country: why}
        Countries (ISO 3166 alpha-3) that an international text does not bind.
    checked : Day or None
        When its dates were last looked at.
    """

    format: Literal["demerit.law/1"]
    id: Identifier
    title: str
    jurisdiction: Literal["EU", "NL", "US", "US-TX", "US-CO", "CN", "CN-31", "INT"]
    law: Literal["eu", "us", "cn", "int"]
    about: str = ""
    checked: Day | None = None
    not_party: dict[str, str] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    checks: tuple[Check, ...]


@record
class Parameter:
    """A number that checks name. Basis: it stands in the text, in a judgment, or it is a convention of ours."""

    value: Number
    unit: str
    basis: Literal["text", "case", "convention"]
    why: str
    source: tuple[str, ...] = ()
    seen: Literal["primary", "secondary", "unverified"] | None = None


@record
class WordSet:
    """Words that checks name together."""

    words: tuple[str, ...]
    why: str = ""
    source: tuple[str, ...] = ()


@record
class Relation:
    """Whether data from one field of life have to do with consequences in others, and who says so."""

    data: Identifier
    consequences: tuple[Identifier, ...]
    relation: Literal["related", "unrelated"]
    why: str
    source: tuple[str, ...]


@record
class Terms:
    """A file of terms: parameters, sets, relations of domains, or what examples are made of."""

    format: Literal["demerit.law-terms/1"]
    id: Identifier
    title: str
    sources: dict[str, Source] = field(default_factory=dict)
    params: dict[TermName, Parameter] = field(default_factory=dict)
    sets: dict[TermName, WordSet] = field(default_factory=dict)
    relations: tuple[Relation, ...] = ()
    templates: dict[str, dict[str, Any]] = field(default_factory=dict)
    baseline: dict[str, Any] = field(default_factory=dict)
    patterns: dict[Identifier, dict[str, Any]] = field(default_factory=dict)
