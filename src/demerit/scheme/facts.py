"""What a selector may ask of a part beside its own keys: the conduct it reads, the need it meets, the groups it names.

``rules[of.gravity=0]`` are the rules on lawful conduct. The table of what may be asked is closed (``FACTS``); the facts
are those of the scheme before the safeguard, and all are words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import combinations
from typing import Any, Final

from demerit.scheme.model import ListSpec, Measure, Rule, Scheme
from demerit.scheme.names import Names

__all__ = ["FACTS", "OF_SCHEME", "Facts"]

FACTS: Final[Mapping[str, frozenset[str]]] = {
    "rules": frozenset({"gravity", "protected", "special", "listed", "again"}),
    "entries": frozenset({"gravity", "protected", "again"}),
    "measures": frozenset({"essential", "domain"}),
    "traits": frozenset({"special"}),
    "channels": frozenset({"special"}),
    "spread": frozenset({"special"}),
    "by": frozenset({"special"}),
    "times": frozenset({"special"}),
    "where": frozenset({"special"}),
    "cases": frozenset({"special"}),
}
"""What may be asked, by the key whose items are picked."""

OF_SCHEME: Final = frozenset({"listed", "again"})
"""Facts that the scheme alone has; all others need the names of a society."""

Node = tuple[str, str]


class Facts:
    """Facts about the parts of a scheme on a society.

    Parameters
    ----------
    scheme : Scheme
        Resolved, without the safeguard.
    names : Names, optional
        Names of the society; without them only what ``OF_SCHEME`` names can be asked.
    """

    def __init__(self, scheme: Scheme, names: Names | None = None, /) -> None:
        self.scheme = scheme
        self.names = names if names is not None else Names()

    def about(self, section: str, key: str | int, item: Any, /) -> Mapping[str, str]:
        """Facts about an item that stands under ``section``, plain; ``key`` is its key or position there."""
        known = {"rules": self.rules, "entries": self.entries, "measures": self.measures}.get(section, {})
        named = item.get("id", "") if isinstance(item, dict) else ""
        return {**known.get(named, {}), "special": word(self.asks_special(section, key, item))}

    def asks_special(self, section: str, key: str | int, item: Any) -> bool:
        """Whether a part names an attribute of a special category, as whom it is about or by what it differs."""
        special = self.names.special
        if section in ("by", "times"):
            return key in special
        if not isinstance(item, dict):
            return False
        if section == "channels":
            return item.get("patrols", {}).get("by") in special
        tables = [item.get(name, {}) for name in ("when", "unless", "applies_to", "only")]
        if section == "traits":
            points = item.get("points", {})
            tables += [points.get("by", {}), points.get("times", {})]
            tables += [case["when"] for case in points.get("where", [])]
        return any(attribute in special for table in tables for attribute in table)

    @cached_property
    def rules(self) -> Mapping[str, Mapping[str, str]]:
        """Facts about each rule."""
        alone = {
            entry.rule for listed in self.scheme.lists if listed.penal for entry in listed.entries if entry.count == 1
        }
        again = {two.id for one, two in combinations(self.scheme.rules, 2) if meets_same(one, two)}
        return {
            rule.id: {
                **self.judged(frozenset({rule.on} if rule.on else ())),
                **({"gravity": "0"} if rule.recurring and rule.recurring.able is False else {}),
                "listed": word(rule.id in alone),
                "again": word(rule.id in again),
            }
            for rule in self.scheme.rules
        }

    @cached_property
    def entries(self) -> Mapping[str, Mapping[str, str]]:
        """Facts about each way onto a list: the conduct that published rates claim to find; a second list of a rule."""
        targets = {target.id: frozenset(target.conduct) for target in self.scheme.targets}
        found, seen = {}, dict[str, ListSpec]()
        for listed in self.scheme.lists:
            for entry in listed.entries:
                conduct = targets.get(entry.rates.target or "", frozenset()) if entry.rates else frozenset()
                first = seen.setdefault(entry.rule, listed) if entry.rule and listed.penal else listed
                again = first.id != listed.id and not grades(first, listed)
                found[entry.id] = {**self.judged(conduct), "again": word(again)}
        return found

    def judged(self, conduct: frozenset[str]) -> dict[str, str]:
        """Gravity and protection of some conduct: the gravest, and ``none`` unless all of it is protected."""
        known = [name for name in conduct if name in self.names.gravity]
        if not known or len(known) < len(conduct):
            return {}
        rights = {self.names.protected.get(name, "none") for name in known}
        kinds = "none" if "none" in rights else rights.pop() if len(rights) == 1 else "several"
        return {"gravity": str(max(self.names.gravity[name] for name in known)), "protected": kinds}

    @cached_property
    def measures(self) -> Mapping[str, Mapping[str, str]]:
        """Facts about each measure: whether its need is essential; whether its field is that of the conduct."""
        found = {}
        for measure in self.scheme.measures:
            fields = {self.names.domain[name] for name in self.behind(measure) if name in self.names.domain}
            same = "none" if not fields else "same" if measure.domain in fields else "other"
            found[measure.id] = {"essential": word(measure.need in self.names.essential), "domain": same}
        return found

    def behind(self, measure: Measure) -> set[str]:
        """Behaviours that lead to a measure: of all rules from which a way over lists, bands and ties leads there."""
        waiting, met, conduct = list(hooks(measure)), set[Node](), set[str]()
        while waiting:
            node = waiting.pop()
            if node in met:
                continue
            met.add(node)
            if node[0] == "conduct":
                conduct.add(node[1])
            waiting += self.before(node)
        return conduct

    def before(self, node: Node) -> Iterator[Node]:
        """What a list, band, rule, copy, gate or discretion directly rests on."""
        kind, name = node
        scheme = self.scheme
        if kind == "rule":
            for rule in (rule for rule in scheme.rules if rule.id == name):
                yield from (("conduct", found) for found in self.read(rule))
            yield from (("rule", s.rule) for s in scheme.spread if s.rule and s.lands == name)
        elif kind == "list":
            yield from self.before_list(name)
        elif kind == "band":
            yield from (("rule", rule.id) for rule in scheme.rules if rule.to_band == name or scores(rule))
            yield from (("list", x.id) for x in scheme.lists if x.to_band == name)
            yield from (("list", term.list) for term in scheme.score.terms if term.list)
        elif kind == "copy":
            yield from (("list", x.id) for x in scheme.lists if any(copy.id == name for copy in x.copies))
        elif kind == "gate":
            yield from (("rule", rule) for gate in scheme.gates if gate.id == name for rule in gate.lost_on)
        elif kind == "discretion":
            yield from (("rule", rule) for choice in scheme.discretion if choice.id == name for rule in choice.after)

    def before_list(self, name: str) -> Iterator[Node]:
        """What a list rests on: its entries, lists that imply it, ties that lead to it."""
        targets = {target.id: target.conduct for target in self.scheme.targets}
        for listed in self.scheme.lists:
            if name in listed.implies:
                yield "list", listed.id
            for entry in listed.entries if listed.id == name else ():
                yield from ((kind, id_) for kind in ("rule", "band", "list") if (id_ := getattr(entry, kind)))
                if entry.rates and entry.rates.target:
                    yield from (("conduct", found) for found in targets.get(entry.rates.target, ()))
                if entry.quota and entry.quota.component is None:
                    yield "band", ""
        yield from (("list", s.list) for s in self.scheme.spread if s.list and s.lands == name)

    def read(self, rule: Rule) -> Iterator[str]:
        """Behaviours that a rule reads: its own, or those that open the obligation it waits for."""
        if rule.on:
            yield rule.on
        elif rule.recurring and rule.recurring.obligation:
            yield from (name for name, opened in self.names.opens.items() if opened == rule.recurring.obligation)


def word(flag: bool) -> str:
    """A flag as a file has it."""
    return "true" if flag else "false"


def scores(rule: Rule) -> bool:
    """Whether entries of a rule move the score to the worse, or may."""
    gives = (rule.points, rule.set, rule.rating, rule.schedule)
    return rule.adverse is not False and any(part is not None for part in gives)


def hooks(measure: Measure) -> Iterator[Node]:
    """What a measure hangs on."""
    for kind in ("list", "copy", "gate", "discretion", "rule"):
        name = getattr(measure, kind)
        if name is not None:
            yield kind, name
    yield from (("band", name) for name in measure.band)
    yield from (("gate", name) for name in measure.or_gates)


def meets_same(one: Rule, two: Rule) -> bool:
    """Whether one act can fall under two adverse rules, by one record."""
    if not (one.adverse and two.adverse and one.on and one.on == two.on and one.unit == two.unit):
        return False
    channels = not one.via or not two.via or bool(set(one.via) & set(two.via))
    groups = all(set(one.applies_to[key]) & set(two.applies_to[key]) for key in one.applies_to.keys() & two.applies_to)
    first, last = max(one.since or "", two.since or ""), min(one.until or "9999", two.until or "9999")
    return channels and groups and first <= last


def grades(one: ListSpec, two: ListSpec) -> bool:
    """Whether nobody is on both lists: one replaces or bars the other."""
    return any(a.id in (*b.replaces, *b.not_if) for a, b in ((one, two), (two, one)))
