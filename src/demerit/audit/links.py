"""Links: a behaviour, the channel that records it, and a measure that follows; with what the law asks of the three."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from demerit.audit.truth import UNKNOWN, Fact, Items, Row, Value

__all__ = ["Related", "Relations", "ai_of", "links_of"]

FROM_MEASURE = (
    "detrimental", "severity", "domain", "target", "essential", "restricts", "reward", "automatic", "law_cited",
)  # fmt: skip
FROM_BEHAVIOUR = ("lawful", "gravity", "protected")


@dataclass(frozen=True)
class Related:
    """What is held of a pair of domains, why, and by which sources."""

    relation: str
    why: str
    source: tuple[str, ...] = ()


Relations = Mapping[tuple[str, str], Related]
SAME = Related("related", "one field of life")
UNLISTED = Related("unclear", "no source that the catalogue read speaks of this pair")


def links_of(triples: Iterable[tuple[Row, Row, Row]], relations: Relations, /, *, complete: bool) -> Items:
    """Join behaviours, channels and measures.

    Links that read alike are kept once: the law cannot tell them apart, and a scheme may have thousands.

    Parameters
    ----------
    triples : iterable of (behaviour, channel, measure)
    relations : mapping
        What sources hold of pairs of domains; a pair that is not in it is ``unclear``.
    complete : bool
        Whether there can be no others.
    """
    kept: dict[tuple[object, ...], Row] = {}
    for behaviour, channel, measure in triples:
        row: dict[str, Fact] = {
            "relation": relation_of(behaviour, channel, measure, relations),
            "gap": gap_of(behaviour, measure),
            **{key: behaviour.get(key, UNKNOWN) for key in FROM_BEHAVIOUR},
            **{key: measure.get(key, UNKNOWN) for key in FROM_MEASURE},
        }
        alike = tuple(fact.value for fact in row.values())
        if alike not in kept:
            names = {"behaviour": behaviour["id"], "channel": channel["id"], "measure": measure["id"]}
            told = " -> ".join(str(part["id"].value) for part in (behaviour, channel, measure))
            kept[alike] = {"id": Fact(told, "derived"), **names, **row}
    return Items(tuple(kept.values()), complete)


def ai_of(kind: Fact, /) -> Fact:
    """Whether the machine infers: yes if it learned, no if people wrote its rules, unknown in between."""
    said: dict[Value, bool] = {"learned": True, "rules_by_people": False}
    if kind.value not in said:
        return Fact(None, note="engine.kind says which")
    return Fact(said[kind.value], kind.origin, kind.place, kind.source, f"engine.kind is {kind.value}")


def gap_of(behaviour: Row, measure: Row) -> Fact:
    """Severity of the measure less gravity of the act."""
    severity, gravity = measure.get("severity", UNKNOWN), behaviour.get("gravity", UNKNOWN)
    if not isinstance(severity.value, float) or not isinstance(gravity.value, float):
        return UNKNOWN
    told = f"severity {severity.value:g} less gravity {gravity.value:g}"
    return Fact(severity.value - gravity.value, "derived", severity.place, note=told)


def relation_of(behaviour: Row, channel: Row, measure: Row, relations: Relations) -> Fact:
    """Whether the field of life that the data come from has to do with that of the measure.

    The data's field is the channel's. Where the act itself is of another, and a source calls only one of the two
    unrelated to the measure's, the pair is unclear.
    """
    start, end = channel.get("domain", UNKNOWN).value, measure.get("domain", UNKNOWN).value
    if start is None or end is None:
        return UNKNOWN
    first = held_of(str(start), str(end), relations)
    act = behaviour.get("domain", UNKNOWN).value
    other = first if act is None else held_of(str(act), str(end), relations)
    if first.relation == "unrelated" and other.relation != "unrelated":
        what = f"{start} to {end} is called unrelated, but the act itself is of {act}"
        return Fact("unclear", "derived", measure["id"].place, note=what)
    return Fact(first.relation, "derived", measure["id"].place, first.source, f"{start} to {end}: {first.why}")


def held_of(start: str, end: str, relations: Relations) -> Related:
    """What is held of a pair of domains."""
    return SAME if start == end else relations.get((start, end), UNLISTED)
