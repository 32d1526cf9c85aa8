"""Some parts of a scheme, with everything they need: what ``includes`` takes where it names ``parts``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from demerit.evidence.walk import records_of
from demerit.scheme.checks.records import recorded_by
from demerit.scheme.model import ListSpec, Quota, Rule, Scheme, Score
from demerit.scheme.naming import ids_in, names_in
from demerit.scheme.redress import Redress

__all__ = ["SECTIONS", "has_redress", "may_be_taken", "taken"]

SECTIONS = (
    "channels", "rules", "traits", "arithmetic", "bands", "lists", "gates", "discretion", "measures", "spread",
    "targets",
)  # fmt: skip
"""Sections of a scheme that hold several parts."""

SCORED = ("score", "bands", "traits")
"""Sections that go together."""

Item = tuple[str, int]
"""A part: its section and its place there."""


def has_redress(scheme: Scheme, /) -> bool:
    """Whether there is any way out; notes and sources are none."""
    ways = scheme.redress
    return bool(ways.notice or ways.p_learns or ways.hearing or ways.instances or ways.repair or ways.recipients_told)


def items_of(scheme: Scheme) -> dict[Item, Any]:
    """Every part, by section and place."""
    found = {(section, i): part for section in SECTIONS for i, part in enumerate(getattr(scheme, section))}
    if scheme.score.kind != "none":
        found["score", 0] = scheme.score
    if has_redress(scheme):
        found["redress", 0] = scheme.redress
    return found


def may_be_taken(scheme: Scheme, /) -> set[str]:
    """What ``parts`` may name: sections that are there, and ids."""
    found = items_of(scheme)
    return {section for section, _ in found} | {name for part in found.values() for name in ids_in(part)}


def taken(scheme: Scheme, /, *, wanted: Iterable[str] = ()) -> tuple[Scheme, Mapping[str, tuple[int, ...]]]:
    """The parts wanted and all that they need; everything, if nothing is named.

    Parameters
    ----------
    scheme : Scheme
    wanted : iterable of str
        Sections and ids.

    Returns
    -------
    (Scheme, mapping of str to tuple of int)
        The scheme with these parts only, and for each section the places that its parts had.
    """
    found = items_of(scheme)
    ids = {item: ids_in(part) for item, part in found.items()}
    words = set(wanted)
    chosen = {item for item in found if not words or item[0] in words or ids[item] & words}
    todo = list(chosen) if words else []
    while todo:
        item = todo.pop()
        named = names_in(found[item]) if item[0] != "redress" else set()
        for other in (*(each for each in found if named & ids[each]), *needs(scheme, item, found)):
            if other in found and other not in chosen:
                chosen.add(other)
                todo.append(other)
    places = {name: tuple(sorted(i for section, i in chosen if section == name)) for name in SECTIONS}
    kept: dict[str, Any] = {name: tuple(getattr(scheme, name)[i] for i in places[name]) for name in SECTIONS}
    kept["score"] = scheme.score if ("score", 0) in chosen else Score()
    kept["redress"] = left_of(scheme.redress, kept) if ("redress", 0) in chosen else Redress()
    return replace(scheme, **kept), places


def needs(scheme: Scheme, item: Item, found: Mapping[Item, Any]) -> Iterator[Item]:
    """What a part cannot do without, beside what it names: records for its rules, its score and all that moves it."""
    section, part = item[0], found[item]
    if section in SCORED:
        yield from (other for other in found if other[0] in SCORED)
        yield from (("rules", i) for i, rule in enumerate(scheme.rules) if not rule.trigger)
    if isinstance(part, Rule):
        yield from needs_of_rule(scheme, part)
    if isinstance(part, ListSpec):
        yield from (("targets", i) for i, target in enumerate(scheme.targets) if target.of == part.id)
        if any(True for _ in records_of(part, Quota)):
            yield "score", 0
        if not part.entries:
            yield from (("lists", i) for i, other in enumerate(scheme.lists) if part.id in other.implies)
            yield from (("spread", i) for i, way in enumerate(scheme.spread) if way.lands == part.id)


def needs_of_rule(scheme: Scheme, rule: Rule) -> Iterator[Item]:
    """Channels, hearing and score of a rule."""
    if rule.on is not None and not rule.via:
        yield from (("channels", i) for i, eye in enumerate(scheme.channels) if rule.on in recorded_by(eye))
    if rule.hearing:
        yield "redress", 0
    if not rule.trigger:
        yield "score", 0


def left_of(redress: Redress, kept: Mapping[str, Any]) -> Redress:
    """Redress of the rules and lists that are taken; of none of those it names only the hearing is left."""
    rules, lists = ({part.id for part in kept[section]} for section in ("rules", "lists"))
    named = tuple(name for name in redress.rules if name in rules)
    if redress.rules and not named:
        return Redress(hearing=redress.hearing, source=redress.source)
    return replace(redress, rules=named, lists=tuple(name for name in redress.lists if name in lists))
