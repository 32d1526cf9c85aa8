"""Ways in which a finding can be escaped on paper: another word in the declaration, and nothing else for anybody.

They are for those who make law. No fix is ever made of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from demerit.audit.check_expression import names_of
from demerit.audit.fields import FIELDS
from demerit.audit.judge import Answer, answer_of
from demerit.audit.links import ai_of
from demerit.audit.load import Rule
from demerit.audit.truth import Fact, Facts, Meaning

__all__ = ["ON_PAPER", "Escape", "escapes", "is_on_paper"]

ON_PAPER: Final = ("operator", "claims", "purpose", "legal_basis", "consent", "governance")
"""Sections of the declaration that say who acts, for what, on which basis, and what was written down about it."""

WORDS_ALONE: Final = (
    "engine.kind", "engine.profiling", "engine.score", "engine.continues_learning", "decision.mode",
    "decision.score_weight", "decision.relied_on_by_third", "decision.fixed_reason_list",
)  # fmt: skip
"""Fields of other sections that are words for the same thing, as long as nothing else changes."""

FOUND: Final = ("violates", "departs", "risk")
ESCAPED: Final = ("ok", "not_applicable")


@dataclass(frozen=True, kw_only=True)
class Escape:
    """One word that, said otherwise, turns a finding.

    Attributes
    ----------
    field : str
        Of the declaration.
    value : str or bool
        What would have to be declared.
    becomes : str
        The answer then: ``ok`` or ``not_applicable``.
    """

    field: str
    value: str | bool
    becomes: Answer


def is_on_paper(name: str, /) -> bool:
    """Whether a field of the declaration is a word about what happens, and no part of it.

    Examples
    --------
    >>> is_on_paper("engine.kind"), is_on_paper("legal_basis.kind"), is_on_paper("notice.before")
    (True, True, False)
    """
    return name in WORDS_ALONE or name.partition(".")[0] in ON_PAPER


def escapes(rule: Rule, meaning: Meaning, /) -> tuple[Escape, ...]:
    """Find every single word on paper that would turn a finding.

    Parameters
    ----------
    rule : Rule
    meaning : Meaning
        Of the facts of a scheme.

    Returns
    -------
    tuple of Escape
        In order of the field; none where nothing was found, or where no single word turns it.
    """
    if answer_of(rule, meaning) not in FOUND:
        return ()
    found = []
    for name in sorted(read_on_paper(rule)):
        for value in others(name, meaning.facts):
            answer = answer_of(rule, replace(meaning, facts=said(meaning.facts, name, value)))
            if answer in ESCAPED:
                found.append(Escape(field=name, value=value, becomes=answer))
    return tuple(found)


def read_on_paper(rule: Rule) -> set[str]:
    """Fields on paper that the limbs of a check read; ``ai`` is what is said of the engine."""
    names = {".".join(path) for tree in rule.limbs.values() for path in names_of(tree)}
    return {name for name in names | ({"engine.kind"} if "ai" in names else set()) if is_on_paper(name)}


def others(name: str, facts: Facts) -> Iterator[str | bool]:
    """What else could be declared of a field: flags and words of a closed list; numbers are no words."""
    kind, now = FIELDS[name], facts.fields.get(name)
    values: tuple[str | bool, ...] = (True, False) if kind == "flag" else kind if isinstance(kind, tuple) else ()
    yield from (value for value in values if now is None or value != now.value)


def said(facts: Facts, name: str, value: str | bool) -> Facts:
    """The same facts with one thing declared otherwise."""
    fields: Mapping[str, Fact] = {**facts.fields, name: Fact(value, "declared")}
    if name == "engine.kind":
        fields = {**fields, "ai": ai_of(fields[name])}
    return replace(facts, fields=fields)
