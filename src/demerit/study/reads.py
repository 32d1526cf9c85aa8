"""Which numbers a figure reads: from a penalty back to the conduct, through every rule on the way.

The trail goes from a list, band or measure to what puts people there (rules, bands, other lists, gates, discretion,
ties), from these to the channels and the behaviours, and to the redress that may undo them. What does not lie on the
trail cannot move the figure, so it is counted neither in the evidence behind it nor among its assumptions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from demerit.evidence.rows import EvidenceRow, evidence_rows
from demerit.evidence.yamltext import Path
from demerit.scheme.model import Channel, Rule, Scheme
from demerit.society.load import COMPANIONS, SocietyBundle

__all__ = ["STEPS", "Node", "brings", "numbers_read", "places_read", "trail"]

Node = tuple[str, str]
"""A part by kind and id, such as ``("rule", "jaywalking")``; ``("score", "")`` and ``("redress", "")`` are whole."""


@dataclass(frozen=True)
class World:
    """A scheme on a society."""

    scheme: Scheme
    bundle: SocietyBundle


def numbers_read(scheme: Scheme, bundle: SocietyBundle, /, *, key: str) -> list[EvidenceRow]:
    """Every number that the figures of a penalty read.

    Parameters
    ----------
    scheme : Scheme
    bundle : SocietyBundle
    key : str
        ``list:<id>``, ``band:<id>`` or ``measure:<id>``.

    Returns
    -------
    list of EvidenceRow
        First those of the scheme, then of the society, its conduct, needs, beliefs and responses.
    """
    under = places_read(scheme, bundle, keys=(key,))
    records: dict[str, Any] = {"scheme": scheme, "society": bundle.society}
    records |= {kind: getattr(bundle, kind) for kind in COMPANIONS}
    return [
        row
        for file, record in records.items()
        if file in under
        for row in evidence_rows(record, file=file, under=under[file])
    ]


def places_read(scheme: Scheme, bundle: SocietyBundle, /, *, keys: Iterable[str]) -> dict[str, set[Path]]:
    """Files, and the places in them, that the figures of some penalties read together."""
    under: dict[str, set[Path]] = {}
    for node in dict.fromkeys(node for key in keys for node in trail(scheme, bundle, key=key)):
        for file, path in places_of(World(scheme, bundle), node):
            under.setdefault(file, set()).add(path)
    return under


def trail(scheme: Scheme, bundle: SocietyBundle, /, *, key: str) -> list[Node]:
    """Every part that a penalty rests on, nearest first."""
    kind, _, name = key.partition(":")
    world = World(scheme, bundle)
    found: dict[Node, None] = {(kind, name): None}
    todo = [(kind, name)]
    while todo:
        for node in STEPS[todo[0][0]](world, todo[0][1]):
            if node not in found:
                found[node] = None
                todo.append(node)
        del todo[0]
    return [*found, ("society", ""), ("response", "")]


def from_band(world: World, name: str) -> Iterator[Node]:
    """A band is a range of the score."""
    yield ("score", "")


def from_measure(world: World, name: str) -> Iterator[Node]:
    """What a measure hangs on, and what it is about."""
    for measure in world.scheme.measures:
        if measure.id == name:
            if measure.band:
                yield ("score", "")
            for kind in ("list", "gate", "discretion", "rule", "need", "channel"):
                if getattr(measure, kind) is not None:
                    yield (kind, getattr(measure, kind))
            yield from (("gate", name) for name in measure.or_gates)
            for spec in world.scheme.lists:
                if any(copy.id == measure.copy for copy in spec.copies):
                    yield ("list", spec.id)


def from_list(world: World, name: str) -> Iterator[Node]:
    """Ways onto a list: its entries, lists that imply it, ties."""
    for spec in world.scheme.lists:
        if spec.id == name:
            for way in spec.entries:
                if way.band is not None or way.quota is not None:
                    yield ("score", "")
                yield from ((kind, value) for kind, value in (("rule", way.rule), ("list", way.list)) if value)
            if world.scheme.redress.lists == () or name in world.scheme.redress.lists:
                yield ("redress", "")
        elif name in spec.implies:
            yield ("list", spec.id)
    for spread in world.scheme.spread:
        if spread.list is not None and name in (spread.lands, spread.list):
            yield ("spread", spread.id)


def from_spread(world: World, name: str) -> Iterator[Node]:
    """What is carried."""
    for spread in world.scheme.spread:
        if spread.id == name:
            yield from ((kind, value) for kind, value in (("rule", spread.rule), ("list", spread.list)) if value)


def from_rule(world: World, name: str) -> Iterator[Node]:
    """The conduct a rule is on, the channels that bring its records, the ties that bring its entries."""
    for rule in world.scheme.rules:
        if rule.id == name:
            yield ("redress", "")
            if rule.recurring is not None and rule.recurring.obligation is not None:
                yield ("obligation", rule.recurring.obligation)
            if rule.recurring is not None and rule.recurring.arithmetic is not None:
                yield ("arithmetic", rule.recurring.arithmetic)
            if rule.on is not None:
                yield ("behaviour", rule.on)
                yield from (("channel", channel.id) for channel in world.scheme.channels if brings(channel, rule))
    for spread in world.scheme.spread:
        if spread.rule is not None and name in (spread.lands, spread.rule):
            yield ("spread", spread.id)


def brings(channel: Channel, rule: Rule) -> bool:
    """Whether a channel can bring a record that a rule takes."""
    recorded = {watch.behaviour for watch in channel.watches} | {other.recorded_as for other in channel.confusion}
    return rule.on in recorded and (not rule.via or channel.id in rule.via)


def from_channel(world: World, name: str) -> Iterator[Node]:
    """Conduct that a channel may take for other conduct."""
    for channel in world.scheme.channels:
        if channel.id == name:
            yield from (("behaviour", other.of) for other in channel.confusion)


def from_behaviour(world: World, name: str) -> Iterator[Node]:
    """The obligation or gate without which the conduct does not arise, and the obligation it opens."""
    for behaviour in world.bundle.conduct.behaviours:
        if behaviour.id == name:
            if behaviour.opens is not None:
                yield ("obligation", behaviour.opens)
            if behaviour.only_while is not None:
                for kind in ("obligation", "gate"):
                    if getattr(behaviour.only_while, kind) is not None:
                        yield (kind, getattr(behaviour.only_while, kind))


def from_obligation(world: World, name: str) -> Iterator[Node]:
    """Conduct that opens an obligation."""
    yield from (("behaviour", act.id) for act in world.bundle.conduct.behaviours if act.opens == name)


def from_arithmetic(world: World, name: str) -> Iterator[Node]:
    """The income that it reads."""
    yield from (("income", each.income) for each in world.scheme.arithmetic if each.id == name)


def from_score(world: World, name: str) -> Iterator[Node]:
    """Every rule that moves the score, and the lists its terms read."""
    for rule in world.scheme.rules:
        moves = (rule.points, rule.set, rule.to_band, rule.schedule, rule.rating)
        if any(each is not None for each in moves):
            yield ("rule", rule.id)
    yield from (("list", term.list) for term in world.scheme.score.terms if term.list is not None)


def from_discretion(world: World, name: str) -> Iterator[Node]:
    """Rules whose entries make refusal likelier."""
    for choice in world.scheme.discretion:
        if choice.id == name:
            yield from (("rule", rule) for rule in choice.after)


def from_gate(world: World, name: str) -> Iterator[Node]:
    """Rules whose entries take a pass away."""
    for gate in world.scheme.gates:
        if gate.id == name:
            yield from (("rule", rule) for rule in gate.lost_on)


def nowhere(world: World, name: str) -> Iterator[Node]:
    """Nothing further."""
    yield from ()


STEPS: dict[str, Callable[[World, str], Iterator[Node]]] = {
    "band": from_band,
    "measure": from_measure,
    "list": from_list,
    "spread": from_spread,
    "rule": from_rule,
    "channel": from_channel,
    "behaviour": from_behaviour,
    "obligation": from_obligation,
    "score": from_score,
    "discretion": from_discretion,
    "gate": from_gate,
    "arithmetic": from_arithmetic,
    "income": nowhere,
    "need": nowhere,
    "redress": nowhere,
}

SHELVES = {
    "measure": ("scheme", "measures"),
    "list": ("scheme", "lists"),
    "spread": ("scheme", "spread"),
    "rule": ("scheme", "rules"),
    "channel": ("scheme", "channels"),
    "discretion": ("scheme", "discretion"),
    "gate": ("scheme", "gates"),
    "behaviour": ("conduct", "behaviours"),
    "obligation": ("conduct", "obligations"),
    "arithmetic": ("scheme", "arithmetic"),
    "income": ("conduct", "incomes"),
    "need": ("needs", "needs"),
}


def places_of(world: World, node: Node) -> Iterator[tuple[str, Path]]:
    """File and path of the numbers of a part."""
    kind, name = node
    if kind == "score":
        yield from (("scheme", (part,)) for part in ("score", "traits", "bands"))
    elif kind == "redress":
        yield ("scheme", ("redress",))
    elif kind == "society":
        yield from (("society", (part,)) for part in ("persons", "margins", "households"))
    elif kind == "response":
        dynamics = ("decay", "a_own", "a_tie", "a_published", "rho", "h_max")
        on = [place for place, response in enumerate(world.bundle.responses.responses) if response.on]
        yield from (("responses", ("responses", place)) for place in on)
        yield from (("responses", (part,)) for part in dynamics if on)
    elif kind in SHELVES:
        file, shelf = SHELVES[kind]
        holder = world.scheme if file == "scheme" else getattr(world.bundle, file)
        yield from ((file, (shelf, place)) for place, item in enumerate(getattr(holder, shelf)) if item.id == name)
