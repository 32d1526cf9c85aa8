"""What a scheme's own parts say of it, besides what is declared: only what is written, and nothing that is assumed.

A key that is left out and has a default says nothing here, and a number graded as an assumption is no fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from demerit.audit.truth import Fact, Known, Row, Value
from demerit.evidence.quantity import Grade, Quantity
from demerit.evidence.yamltext import Path, Places
from demerit.scheme.model import ListSpec, Measure, Scheme, SpreadRule
from demerit.scheme.names import Names

__all__ = ["Sheet", "behaviours_of", "channels_of", "fields_of", "lists_of", "measures_of", "records_of", "ties_of"]

DAYS: Final = {"days": 1.0, "months": 365.25 / 12}
ESSENTIAL: Final = {"food": "food", "health": "health", "emergency": "emergency", "housing": "shelter",
                    "welfare": "subsistence"}  # fmt: skip
"""Which essential an essential need is, where its field of life leaves no choice."""
TIES: Final = {"parent": "parent_child", "kin": "relative", "friend": "friend", "colleague": "colleague",
               "neighbour": "neighbour", "household": "coresident", "officer": "officer",
               "employee": "employee"}  # fmt: skip
SPECIAL: Final = {"ethnic_origin": "ethnicity", "biometric": "biometric_id"}
"""Words of the law catalogue for special categories that a society names otherwise."""


DEFAULTS: Final[Mapping[str, Value]] = {
    "mandatory": True,
    "published": False,
    "suspends": False,
    "within_months": 3.0,
    "recipients_told": False,
    "fault_required": False,
    "severity": 1.0,
    "domain": "civic",
}
"""Defaults that say nothing of a scheme."""


@dataclass(frozen=True)
class Sheet:
    """A scheme, the places of its parts, and what its society says.

    ``resolved``: its file has every default filled in, as the folder of a run keeps it.
    """

    scheme: Scheme
    places: Places
    names: Names
    resolved: bool = False

    def written(self, *path: str | int) -> bool:
        """Whether something stands in the file."""
        places, there = self.places.origin(path)
        return there in places.values or there in places.keys

    def says(self, value: Value, *path: str | int) -> bool:
        """Whether the file says a value, and it is no default that somebody filled in."""
        return self.written(*path) and not (self.resolved and value == DEFAULTS.get(str(path[-1])))

    def place(self, *path: str | int) -> str:
        """Where something stands, as file:line; the file alone where it has no line."""
        places, _ = self.places.origin(path)
        line = self.places.at(path)[0]
        return f"{places.file}:{line}" if line else places.file

    def fact(self, value: Value, path: Path, source: tuple[str, ...] = (), note: str = "") -> Fact:
        """A fact that a part of the scheme says."""
        return Fact(value, "scheme", self.place(*path), source, note)


def fields_of(sheet: Sheet, /) -> Iterator[tuple[str, Fact]]:
    """Fields of the scheme as a whole."""
    scheme = sheet.scheme
    units = {scheme.subjects.unit, *scheme.subjects.also}
    people = units != {"firm"}
    yield "subjects.natural_persons", sheet.fact(people, ("subjects", "unit"), note=f"files of {scheme.subjects.unit}s")
    if sheet.says(scheme.subjects.mandatory, "subjects", "mandatory"):
        yield "subjects.mandatory", sheet.fact(scheme.subjects.mandatory, ("subjects", "mandatory"))
    if scheme.score.kind != "none":
        yield "engine.score", sheet.fact(True, ("score",), note=f"a score of kind {scheme.score.kind}")
    yield from redress_of(sheet)
    read = attributes_read(sheet)
    if read:
        words = tuple(read) + tuple(SPECIAL.get(s, s) for a in read if (s := sheet.names.special.get(a)))
        place = next(iter(read.values()))
        yield "uses", Fact(Known(words, complete=False), "scheme", place, note="attributes that its score reads")


def redress_of(sheet: Sheet) -> Iterator[tuple[str, Fact]]:
    """What the ways out say."""
    redress, here = sheet.scheme.redress, ("redress", "instances")
    if redress.instances:
        yield "redress.exists", sheet.fact(True, here, redress.source)
        each_of = list(enumerate(redress.instances))
        if all(sheet.says(each.suspends, *here, place, "suspends") for place, each in each_of):
            yield "redress.suspends", sheet.fact(all(each.suspends for each in redress.instances), here, redress.source)
        if all(sheet.says(float(each.within_months), *here, place, "within_months") for place, each in each_of):
            least = min(each.within_months for each in redress.instances)
            yield "redress.file_days", sheet.fact(least * DAYS["months"], here, redress.source, f"{least} months")
        days = [plain_days(each.decision) for each in redress.instances]
        known = [each for each in days if each is not None]
        if len(known) == len(days):
            yield "redress.decide_days", sheet.fact(max(known), here, redress.source)
    if redress.repair is not None:
        yield "redress.repair", sheet.fact(True, ("redress", "repair"), redress.source)
    if sheet.says(redress.recipients_told, "redress", "recipients_told"):
        place = ("redress", "recipients_told")
        yield "redress.tells_recipients", sheet.fact(redress.recipients_told, place, redress.source)


def attributes_read(sheet: Sheet) -> dict[str, str]:
    """Attributes by which people get points, and where that stands."""
    found: dict[str, str] = {}
    for number, trait in enumerate(sheet.scheme.traits):
        crossed = (key for row in trait.points.where for key in row.when)
        for attribute in (*trait.points.by, *trait.points.times, *crossed):
            found.setdefault(attribute, sheet.place("traits", number))
    card = sheet.scheme.score.card
    for name, table in card.items.items() if card is not None else ():
        for case in table.cases:
            for attribute in (*case.when, *case.unless):
                found.setdefault(attribute, sheet.place("score", "card", "items", name))
    return found


def channels_of(sheet: Sheet, /) -> Iterator[dict[str, Fact]]:
    """Channels: whether one watches what a right protects."""
    for number, channel in enumerate(sheet.scheme.channels):
        path: Path = ("channels", number)
        row = {"id": sheet.fact(channel.id, path, channel.source)}
        watched = [w.behaviour for w in channel.watches if sheet.names.protected.get(w.behaviour, "none") != "none"]
        if watched:
            row["protected_activity"] = sheet.fact(True, path, channel.source, f"watches {watched[0]}")
        yield row


def behaviours_of(sheet: Sheet, /) -> Iterator[dict[str, Fact]]:
    """Watched behaviours: what the society's file holds of each, by the project's own scales."""
    names, seen = sheet.names, set[str]()
    for number, channel in enumerate(sheet.scheme.channels):
        for place, watch in enumerate(channel.watches):
            act = watch.behaviour
            if act in seen or act not in names.gravity:
                continue
            seen.add(act)
            where = f"society {sheet.scheme.society}"
            row = {
                "id": sheet.fact(act, ("channels", number, "watches", place)),
                "gravity": Fact(float(names.gravity[act]), "society", where),
                "protected": Fact(names.protected[act], "society", where),
                "domain": Fact(names.domain[act], "society", where),
            }
            if names.gravity[act] == 0:
                row["lawful"] = Fact(True, "society", where, note="of gravity 0: lawful or blameless")
            yield row


def measures_of(sheet: Sheet, needs: Mapping[str, tuple[str, bool]], /) -> Iterator[dict[str, Fact]]:
    """Measures: what kind it is, how severe, in which field of life, and which essential it touches.

    ``needs`` gives of each need its field of life and whether it is essential.
    """
    for number, measure in enumerate(sheet.scheme.measures):
        path: Path = ("measures", number)
        row = {"id": sheet.fact(measure.id, path, measure.source)}
        for key, value in (("severity", float(measure.severity)), ("domain", measure.domain)):
            if sheet.says(value, *path, key):
                row[key] = sheet.fact(value, (*path, key), measure.source)
        row |= {key: sheet.fact(value, path, measure.source, measure.kind) for key, value in sides_of(measure)}
        if measure.need is not None and measure.need in needs:
            domain, essential = needs[measure.need]
            word = ESSENTIAL.get(domain) if essential else "none"
            if word is not None:
                row["essential"] = sheet.fact(word, path, measure.source, f"its need is {measure.need}")
        yield row


def sides_of(measure: Measure) -> Iterator[tuple[str, bool]]:
    """Whether a measure takes or gives; of an inspection only where it is likelier than for others."""
    if measure.kind in ("deny", "burden", "lose"):
        yield from (("detrimental", True), ("reward", False))
    elif measure.kind == "grant":
        yield from (("detrimental", False), ("reward", True))
    elif measure.factor is not None and measure.factor.value > 1 and not measure.factor.steps:
        yield from (("detrimental", True), ("reward", False))


def lists_of(sheet: Sheet, /) -> Iterator[dict[str, Fact]]:
    """Lists: whether and what they publish, and for how long they hold at most."""
    for number, spec in enumerate(sheet.scheme.lists):
        path: Path = ("lists", number)
        row = {"id": sheet.fact(spec.id, path, spec.source)}
        if sheet.says(spec.published, *path, "published"):
            row["published"] = sheet.fact(spec.published, (*path, "published"), spec.source)
        if spec.published_fields:
            row["fields"] = sheet.fact(Known(spec.published_fields), (*path, "published_fields"), spec.source)
        longest = longest_stay(spec)
        if longest is not None:
            row["months"] = sheet.fact(longest, path, spec.source, "its longest fixed term")
        yield row


def longest_stay(spec: ListSpec) -> float | None:
    """Longest term of a list in months, with its extension; nothing where a term is open or only assumed."""
    months = []
    for way in spec.entries:
        if way.term.kind == "open" or way.term.length is None:
            return None
        parts = [way.term.length, *([way.extension.length] if way.extension else [])]
        days = [plain_days(part) for part in parts]
        if None in days:
            return None
        months.append(sum(day for day in days if day is not None) / DAYS["months"])
    return round(max(months), 2) if months else None


def records_of(sheet: Sheet, /) -> Iterator[dict[str, Fact]]:
    """Records that rules make, and for how long they count, where that is more than an assumption."""
    for number, rule in enumerate(sheet.scheme.rules):
        days = plain_days(rule.term)
        if days is not None:
            path: Path = ("rules", number)
            row = {"id": sheet.fact(f"rule:{rule.id}", path, rule.source)}
            row["months"] = sheet.fact(round(days / DAYS["months"], 2), (*path, "term"), rule.source)
            yield row


def ties_of(sheet: Sheet, /) -> Iterator[dict[str, Fact]]:
    """What is carried along ties: how far, by which tie, and what lands."""
    for number, rule in enumerate(sheet.scheme.spread):
        path: Path = ("spread", number)
        row = {"id": sheet.fact(rule.id, path, rule.source), "hops": sheet.fact(float(rule.hops), path, rule.source)}
        if sheet.says(rule.fault_required, *path, "fault_required"):
            row["fault_required"] = sheet.fact(rule.fault_required, (*path, "fault_required"), rule.source)
        kind = TIES.get(rule.to.removeprefix("~"))
        if kind is not None:
            row["kind"] = sheet.fact(kind, (*path, "to"), rule.source)
        row["effect"] = sheet.fact(effect_of(rule, sheet.scheme.lists), path, rule.source)
        yield row


def effect_of(rule: SpreadRule, lists: Iterable[ListSpec]) -> str:
    """What lands at the other end: a penalty or a reward where it is a listing, else points."""
    landed = {spec.id: spec for spec in lists}.get(rule.lands or rule.list or "")
    return "score" if landed is None else "penalty" if landed.penal else "reward"


def plain_days(number: Quantity | None) -> float | None:
    """A length of time in days; nothing where it is assumed, or differs between people or over time."""
    if number is None or number.grade is Grade.ASSUMPTION or number.unit not in DAYS:
        return None
    varied: tuple[Any, ...] = (number.by, number.where, number.times, number.steps)
    return None if any(varied) else number.value * DAYS[number.unit]


def merged(derived: Iterable[Row], declared: Iterable[Row], /) -> Iterator[Row]:
    """Rows of both by id: what is declared goes first, and what it contradicts is told beside it."""
    said = {row["id"].value: row for row in declared}
    for row in derived:
        yield overlaid(row, said.pop(row["id"].value, {}))
    yield from said.values()


def overlaid(row: Row, said: Row) -> Row:
    """A row with what is declared over it."""
    made = dict(row)
    for key, fact in said.items():
        made[key] = settled(fact, row.get(key)) if key != "id" else row[key]
    return made


def settled(said: Fact, derived: Fact | None, /) -> Fact:
    """What is declared; where the scheme's own parts say otherwise, with a note that tells it."""
    if derived is None or derived.value is None or derived.value == said.value:
        return said
    told = f"the file's own parts say {derived.value} ({derived.place})"
    return Fact(said.value, said.origin, said.place, said.source, f"{said.note}; {told}".lstrip("; "))
