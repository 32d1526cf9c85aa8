"""What may be asked of the law catalogue: which law, of which day, and which check."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from demerit.audit.load import Rule, Vocabulary, all_laws
from demerit.errors import UsageError, nearest
from demerit.evidence.quantity import Source
from demerit.evidence.register import shared_sources
from demerit.scheme.model import Scheme

__all__ = ["LAWS", "asked_day", "check_asked", "rules_asked", "sources_known"]

LAWS: Final = ("eu", "us", "cn", "int", "all")


def rules_asked(law: str, /) -> tuple[Rule, ...]:
    """Checks of one kind of law, or all.

    Raises
    ------
    UsageError
        R360 if there is no such kind.
    """
    if law not in LAWS:
        raise UsageError("R360", f'there is no law called "{law}"', nearest(law, LAWS))
    return tuple(rule for rule in all_laws() if law in ("all", rule.law.law))


def asked_day(text: str, /) -> str:
    """A day that was asked for.

    Raises
    ------
    UsageError
        R361 if it is none.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text or not 1800 <= day.year < 2200:
        raise UsageError("R361", f'"{text}" is no day', "Write it as YYYY-MM-DD, from 1800 to 2199.")
    return text


def check_asked(name: str, /) -> Rule:
    """A check by its id, in any case of letters.

    Raises
    ------
    UsageError
        R362 if there is no such check.
    """
    rules = {rule.check.id: rule for rule in all_laws()}
    if name.upper() not in rules:
        raise UsageError("R362", f'there is no check called "{name}"', "List them with: demerit law list.")
    return rules[name.upper()]


def sources_known(scheme: Scheme, rules: Iterable[Rule], terms: Vocabulary, /) -> dict[str, Source]:
    """Sources that an audit may name, by id: those of the scheme go last and so first."""
    known: dict[str, Source] = {**shared_sources(), **terms.sources}
    for rule in rules:
        known |= rule.law.sources
    return known | scheme.sources
