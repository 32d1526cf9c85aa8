"""What flows between the parts of a scheme."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from demerit.scheme.model import Channel, Entry, Measure, Rule, Scheme
from demerit.society.load import SocietyBundle

__all__ = ["Edge", "arcs_of", "edges_of"]

RECORDS: Final = "Records of it"
BETTER: Final = ("deny", "burden", "lose", "inspect")


@dataclass(frozen=True, kw_only=True)
class Edge:
    """One link.

    Attributes
    ----------
    a, b : str
        Nodes.
    what : str
        What flows.
    owner : str
        The node whose numbers govern the flow.
    words : tuple of str
        Words of the place of a number that governs it; all numbers of the owner, if there are none.
    arc : str
        Empty, ``above`` (spread) or ``below`` (redress).
    of : tuple of str
        Of what a channel records, the conduct that this link is about.
    """

    a: str
    b: str
    what: str
    owner: str = ""
    words: tuple[str, ...] = ()
    arc: str = ""
    of: tuple[str, ...] = ()

    def governs(self, where: str) -> bool:
        """Whether the number at a place governs this link."""
        return not self.words or any(word in where for word in self.words)


def edges_of(scheme: Scheme, bundle: SocietyBundle | None, /) -> Iterator[Edge]:
    """Links from left to right."""
    for channel in scheme.channels:
        yield from watched(channel)
    for rule in scheme.rules:
        yield from from_channels(scheme, rule, bundle)
        yield from from_rule(scheme, rule)
    for trait in scheme.traits:
        yield Edge(a=f"trait:{trait.id}", b="score:", what="Points for who one is", owner=f"trait:{trait.id}")
    if scheme.score.card is not None:
        yield Edge(a="card:", b="score:", what="The sum of its items", owner="card:")
    for band in scheme.bands:
        told = f"The score from {band.label or band.id} on" if band.at_least else "The lowest scores"
        yield Edge(a="score:", b=f"band:{band.id}", what=told, owner=f"band:{band.id}")
    for spec in scheme.lists:
        for entry in spec.entries:
            yield from onto(scheme, spec.id, entry)
        for other in spec.implies:
            yield Edge(a=f"list:{spec.id}", b=f"list:{other}", what="Whoever is on one is on the other")
        if spec.to_band:
            yield Edge(a=f"list:{spec.id}", b=f"band:{spec.to_band}", what="Whoever is listed is at most in this grade")
    for gate in scheme.gates:
        for name in gate.lost_on:
            yield Edge(a=f"rule:{name}", b=f"gate:{gate.id}", what="The pass is lost")
    for choice in scheme.discretion:
        for name in choice.after:
            yield Edge(
                a=f"rule:{name}",
                b=f"discretion:{choice.id}",
                what="Entries that make a refusal likelier",
                owner=f"discretion:{choice.id}",
                words=("after_factor",),
            )
    for measure in scheme.measures:
        yield from hooks(scheme, measure)


def watched(channel: Channel) -> Iterator[Edge]:
    """Acts that a channel sees."""
    owner = f"channel:{channel.id}"
    for watch in channel.watches:
        words = (
            (f"watches / {watch.behaviour} /",) if watch.sensitivity is not None else (f"{channel.id} / sensitivity",)
        )
        told = "Acts that may be recorded"
        yield Edge(
            a=f"behaviour:{watch.behaviour}",
            b=owner,
            what=told,
            owner=owner,
            words=(*words, f"{channel.id} / coverage"),
        )


def from_channels(scheme: Scheme, rule: Rule, bundle: SocietyBundle | None) -> Iterator[Edge]:
    """Records that a rule reads; what comes by itself comes from the conduct that opens it."""
    node = f"rule:{rule.id}"
    for channel in scheme.channels:
        recorded = {w.behaviour for w in channel.watches} | {mix.recorded_as for mix in channel.confusion}
        if rule.on in recorded and (not rule.via or channel.id in rule.via):
            mixed = [mix.of for mix in channel.confusion if mix.recorded_as == rule.on]
            yield Edge(
                a=f"channel:{channel.id}",
                b=node,
                what=RECORDS,
                of=tuple(f"behaviour:{name}" for name in (rule.on, *mixed)),
            )
    if rule.recurring and rule.recurring.obligation and bundle is not None:
        for behaviour in bundle.conduct.behaviours:
            if behaviour.opens == rule.recurring.obligation:
                yield Edge(a=f"behaviour:{behaviour.id}", b=node, what="As long as it is open")
    if rule.recurring and rule.recurring.arithmetic:
        yield Edge(
            a=f"arithmetic:{rule.recurring.arithmetic}",
            b=node,
            what="What is asked back",
            owner=f"arithmetic:{rule.recurring.arithmetic}",
        )


def from_rule(scheme: Scheme, rule: Rule) -> Iterator[Edge]:
    """What a rule does to the score."""
    node = f"rule:{rule.id}"
    if rule.to_band:
        yield Edge(a=node, b=f"band:{rule.to_band}", what="Down to this grade")
    elif scheme.score.kind != "none" and (rule.points or rule.set or rule.schedule or rule.rating):
        what = "Sets the score" if rule.set else "A mark" if rule.rating else "Points"
        yield Edge(a=node, b="score:", what=what, owner=node, words=("points", "set", "schedule", "rating"))


def onto(scheme: Scheme, name: str, entry: Entry) -> Iterator[Edge]:
    """A way onto a list."""
    owner, node, words = f"list:{name}", f"list:{name}", (f"entries / {entry.id} /",)
    source = next((f"{kind}:{told}" for kind in ("rule", "band", "list") if (told := getattr(entry, kind))), "")
    if source:
        yield Edge(a=source, b=node, what="Puts on the list", owner=owner, words=words)
    if entry.rates is not None:
        yield Edge(a=f"selection:{entry.id}", b=node, what="Who is picked out", owner=owner, words=words)
        for target in scheme.targets:
            if target.id == entry.rates.target:
                for behaviour in target.conduct:
                    yield Edge(
                        a=f"behaviour:{behaviour}",
                        b=f"selection:{entry.id}",
                        what="What it claims to find",
                        owner=owner,
                        words=words,
                    )
    if entry.quota is not None:
        told = "The lowest or highest are taken"
        yield Edge(a="score:", b=node, what=told, owner=owner, words=words)


def hooks(scheme: Scheme, measure: Measure) -> Iterator[Edge]:
    """What a measure hangs on."""
    node = f"measure:{measure.id}"
    what = "Is refused, or pays" if measure.kind in BETTER else "Is rewarded"
    owner, words = node, ("enforcement", "exempt", "mistaken", "factor")
    for name in measure.band:
        yield Edge(a=f"band:{name}", b=node, what=what, owner=owner, words=words)
    for kind in ("list", "discretion", "rule"):
        told = getattr(measure, kind)
        if told:
            yield Edge(a=f"{kind}:{told}", b=node, what=what, owner=owner, words=words)
    for gate in (measure.gate, *measure.or_gates):
        if gate:
            yield Edge(a=f"gate:{gate}", b=node, what="Whoever lacks it is refused", owner=owner, words=words)
    for spec in scheme.lists:
        if measure.copy and any(copy.id == measure.copy for copy in spec.copies):
            yield Edge(
                a=f"list:{spec.id}", b=node, what="By a copy of the list", owner=f"list:{spec.id}", words=("copies",)
            )


def arcs_of(scheme: Scheme, /) -> Iterator[Edge]:
    """Spread above, redress below."""
    for spread in scheme.spread:
        node = f"spread:{spread.id}"
        start = f"rule:{spread.rule}" if spread.rule else f"list:{spread.list}"
        kinds = {
            f"{kind}:{part.id}" for kind, group in (("rule", scheme.rules), ("list", scheme.lists)) for part in group
        }
        ends = [f"{kind}:{spread.lands}" for kind in ("rule", "list") if f"{kind}:{spread.lands}" in kinds]
        yield Edge(a=start, b=node, what="Crosses a tie", owner=node, arc="above")
        yield Edge(a=node, b=ends[0] if ends else start, what="Lands on somebody else", owner=node, arc="above")
    for term in scheme.score.terms:
        if term.list:
            yield Edge(
                a=f"list:{term.list}",
                b="score:",
                what="Listed contacts move the score",
                owner="score:",
                words=("terms",),
                arc="above",
            )
    yield from ways_out(scheme)


def ways_out(scheme: Scheme) -> Iterator[Edge]:
    """Each way out, from what follows back to what it can take away."""
    redress = scheme.redress
    chosen = [f"rule:{name}" for name in redress.rules] + [f"list:{name}" for name in redress.lists]
    lists = [f"list:{spec.id}" for spec in scheme.lists if spec.penal]
    back = (
        chosen or lists or (["score:"] if scheme.score.kind != "none" else [f"rule:{rule.id}" for rule in scheme.rules])
    )
    back = (
        back or [f"measure:{measure.id}" for measure in scheme.measures] or [f"channel:{c.id}" for c in scheme.channels]
    )
    steps = [name for name, there in (("notice:", redress.notice), ("hearing:", redress.hearing)) if there]
    steps += [f"instance:{instance.id}" for instance in redress.instances]
    steps += ["repair:"] if redress.repair else []
    if steps and back:
        yield Edge(a=back[0], b=steps[0], what="Whom it hit", arc="below")
    for before, after in pairwise(steps):
        yield Edge(a=before, b=after, what="And then", arc="below")
    for step in steps:
        if step.startswith(("instance:", "repair:", "hearing:")):
            for target in back[:3]:
                yield Edge(a=step, b=target, what="May take it back", owner=step, arc="below")
