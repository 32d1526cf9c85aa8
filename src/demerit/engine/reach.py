"""How far the difference of two schemes reaches: what a life must have met for it to part in the two worlds.

Only changes of which that is known are named here. Of any other, everybody may be reached.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from demerit.evidence.quantity import Quantity
from demerit.scheme.model import Channel, ListSpec, Measure, Rule, Scheme, SpreadRule
from demerit.scheme.truth import perfect

__all__ = ["Reach", "bare", "reach_of"]

WORDS = {"about", "checked", "derived", "grade", "label", "note", "place", "range", "reason", "source", "title"}
"""Fields of the records of a scheme that no run reads."""

UNREAD = {"published", "published_fields"}
"""Fields that a run reads only where people avoid those who are listed, or fear to be."""

ALIKE = ("subjects", "traits", "arithmetic", "score", "bands", "gates", "discretion", "targets")
"""Parts of a scheme that act on everybody."""

COVERS = ("coverage", "coverage_by", "since", "until")


@dataclass(frozen=True, kw_only=True)
class Reach:
    """What a life must have met.

    Attributes
    ----------
    acts : frozenset of str
        One of these behaviours, recorded or not, or a record of one.
    recorded : frozenset of str
        A record of one of these behaviours.
    channels, rules, lists : frozenset of str
        A record by one of these channels, an entry of one of these rules, a stay on one of these lists.
    records : bool
        Any record, entry, stay or refusal.
    """

    acts: frozenset[str] = frozenset()
    recorded: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    rules: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    records: bool = False


class Everybody(Exception):
    """A change may reach those to whom nothing happened."""


def reach_of(base: Scheme, other: Scheme, /) -> Reach | None:
    """How far the difference of two schemes reaches, from the world of the first.

    Parameters
    ----------
    base : Scheme
        The world that is known.
    other : Scheme
        The world that is to be known.

    Returns
    -------
    Reach or None
        None if it may reach everybody.
    """
    try:
        return Reaching(base, other).found()
    except Everybody:
        return None


class Reaching:
    """Two schemes, and what was found of their difference so far."""

    def __init__(self, base: Scheme, other: Scheme) -> None:
        self.base, self.other = base, other
        self.perfect = perfect(base), perfect(other)
        self.sets: dict[str, set[str]] = {name: set() for name in ("acts", "recorded", "channels", "rules", "lists")}
        self.records = bare(base.redress) != bare(other.redress)

    def found(self) -> Reach:
        """Look at every part that differs."""
        if any(bare(getattr(self.base, name)) != bare(getattr(self.other, name)) for name in ALIKE):
            raise Everybody
        for one, two in self.differing("channels"):
            self.channel(one, two)
        for one, two in self.differing("rules"):
            self.rule(one, two)
        for one, two in self.differing("lists"):
            self.list(one, two)
        for one, two in self.differing("measures"):
            for part in (one, two):
                self.measure(part)
        for one, two in self.differing("spread"):
            for carries in (one, two):
                self.spread(carries)
        return Reach(records=self.records, **{name: frozenset(names) for name, names in self.sets.items()})

    def differing(self, name: str) -> Iterator[tuple[Any, Any]]:
        """Parts of one sort that are not the same in both worlds, None where one has no such part."""
        ours, theirs = ({part.id: part for part in getattr(scheme, name)} for scheme in (self.base, self.other))
        if [part for part in ours if part in theirs] != [part for part in theirs if part in ours]:
            raise Everybody  # what comes first has changed
        for part in dict.fromkeys((*ours, *theirs)):
            one, two = ours.get(part), theirs.get(part)
            if bare(one) != bare(two):
                yield one, two

    def channel(self, one: Channel | None, two: Channel | None) -> None:
        """A channel: who did what it watches, and of whom it has a record."""
        if one is None or two is None:
            raise Everybody
        if any(bare(getattr(one, name)) != bare(getattr(two, name)) for name in COVERS):
            raise Everybody
        false, later = one.false_records, two.false_records
        if later is not None and (false is None or false.about != later.about or not at_most(later.rate, false.rate)):
            raise Everybody  # those who have no false record now may have one then
        self.sets["acts"] |= {watch.behaviour for part in (one, two) for watch in part.watches}
        self.sets["channels"].add(one.id)

    def rule(self, one: Rule | None, two: Rule | None) -> None:
        """A rule: who did what it is on; who has a record of it, where the truth beside it stays."""
        of_truth = [{rule.id: bare(rule) for rule in scheme.rules} for scheme in self.perfect]
        known = one or two
        assert known is not None
        same = of_truth[0].get(known.id) == of_truth[1].get(known.id)
        self.sets["recorded" if same else "acts"] |= self.conduct_of((one, two))

    def conduct_of(self, rules: Iterable[Rule | None]) -> set[str]:
        """What rules are on."""
        found = set()
        for rule in rules:
            if rule is not None:
                if rule.on is None:
                    raise Everybody  # it comes by itself
                found.add(rule.on)
        return found

    def list(self, one: ListSpec | None, two: ListSpec | None) -> None:
        """A list: who is on it, if only its copies differ; else all whose conduct leads there."""
        if one is None:
            raise Everybody
        if two is not None and {**bare(one), "copies": ()} == {**bare(two), "copies": ()}:
            self.sets["lists"].add(one.id)
        else:
            for scheme in (self.base, self.other):
                self.sets["acts"] |= self.leading(scheme, one.id, seen=frozenset())

    def leading(self, scheme: Scheme, name: str, *, seen: frozenset[str]) -> set[str]:
        """Conduct that leads to a list."""
        item = next((item for item in scheme.lists if item.id == name), None)
        if item is None or name in seen:
            return set()
        seen |= {name}
        found: set[str] = set()
        for way in item.entries:
            if way.rule is not None:
                found |= self.conduct_of(rule for rule in scheme.rules if rule.id == way.rule)
            elif way.list is not None:
                found |= self.leading(scheme, way.list, seen=seen)
            else:
                raise Everybody
        for other in scheme.lists:
            if name in other.implies:
                found |= self.leading(scheme, other.id, seen=seen)
        for carries in scheme.spread:
            if name in (carries.lands, carries.list) or (carries.lands is None and carries.list is None):
                found |= self.conduct_of(rule for rule in scheme.rules if rule.id == carries.rule)
                if carries.list is not None:
                    found |= self.leading(scheme, carries.list, seen=seen)
        return found

    def measure(self, part: Measure | None) -> None:
        """A measure: on whom it hangs."""
        if part is None:
            return
        if part.mistaken is not None:
            raise Everybody
        if part.list is not None:
            self.sets["lists"].add(part.list)
        elif part.rule is not None:
            self.sets["rules"].add(part.rule)
        elif part.copy is not None:
            keepers = (item.id for scheme in (self.base, self.other) for item in scheme.lists
                       if any(copy.id == part.copy for copy in item.copies))  # fmt: skip
            self.sets["lists"] |= set(keepers)
        else:
            raise Everybody

    def spread(self, carries: SpreadRule | None) -> None:
        """What crosses ties: who has it to pass on."""
        if carries is None:
            return
        if carries.rule is not None:
            self.sets["rules"].add(carries.rule)
        if carries.list is not None:
            self.sets["lists"].add(carries.list)
        if carries.rule is None and carries.list is None:
            raise Everybody


def bare(part: Any) -> Any:
    """A part of a scheme without its words and its evidence."""
    if is_dataclass(part):
        return {
            item.name: bare(getattr(part, item.name))
            for item in fields(part)
            if item.name not in WORDS and not (item.name in UNREAD and isinstance(part, ListSpec))
        }
    if isinstance(part, tuple):
        return tuple(bare(each) for each in part)
    if isinstance(part, dict):
        return {name: bare(each) for name, each in part.items()}
    return part


def at_most(one: Quantity, two: Quantity) -> bool:
    """Whether a plain number is nowhere above another."""
    plain = not any((one.by, one.where, one.times, one.steps, two.by, two.where, two.times, two.steps))
    return bare(one) == bare(two) or (plain and one.unit == two.unit and one.value <= two.value)
