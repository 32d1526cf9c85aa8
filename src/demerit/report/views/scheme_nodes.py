"""The parts of a scheme as nodes of a drawing, each with what is to be said of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from demerit.report.figures import soften
from demerit.report.scheme_page import spoken_quantity, when_on
from demerit.scheme.model import Channel, ListSpec, Measure, Rule, Scheme
from demerit.society.load import SocietyBundle

__all__ = ["COLUMNS", "nodes_of"]

COLUMNS: Final = (
    ("conduct", "What people do"),
    ("channels", "Who writes it down"),
    ("rules", "Rules"),
    ("score", "Score"),
    ("standing", "Grades, lists, passes"),
    ("measures", "What follows"),
    ("ties", "Whom else it reaches"),
    ("redress", "Ways out"),
)
"""Columns from left to right; the last two stand above and below."""

GRAVITY: Final = (
    "Lawful.",
    "A trifle by ordinary law.",
    "A minor offence by ordinary law.",
    "A serious offence by ordinary law.",
    "A grave crime by ordinary law.",
)
PROTECTED: Final = "A right protects it: {right}."
SEVERITY: Final = (
    "It takes nothing from the person, or is a reward.",
    "It is an inconvenience.",
    "It has a price, or a benefit is lost.",
    "It takes an essential service, a job, free movement, or a good name.",
    "It takes liberty, children, or what one lives on.",
)
KINDS: Final = {
    "deny": "Something that is asked for is refused.",
    "grant": "Something is given.",
    "burden": "Something becomes dearer, slower or harder.",
    "lose": "Something is taken away.",
    "inspect": "The person is watched more closely.",
}
SCORES: Final = {
    "sum": "The sum of all points that count.",
    "mean": "The mean of all marks that count.",
    "scorecard": "What the card adds up to.",
    "published": "Nobody outside can compute it; only shares of people are known.",
    "none": "",
}
TIES: Final = {
    "household": "Others in the same home",
    "parent": "Parents",
    "kin": "Relatives",
    "friend": "Friends",
    "colleague": "Colleagues",
    "neighbour": "Neighbours",
    "officer": "Officers of the firm",
    "employee": "Employees of the firm",
}
CHOICES: Final = {
    "request": "It is decided anew at each visit.",
    "subject": "It is decided once for each person.",
    "household": "It is decided once for each household.",
    "block": "It is decided once for a neighbourhood.",
}


def node(
    kind: str,
    name: str,
    column: str,
    title: str,
    label: str,
    *said: str,
    note: str = "",
    tone: str = "",
    need: str = "",
) -> dict[str, Any]:
    """One node."""
    return {
        "id": f"{kind}:{name}",
        "column": column,
        "kind": title,
        "label": label[:1].upper() + label[1:],
        "said": [soften(line) for line in said if line],
        "note": note,
        "tone": tone,
        "need": need,
    }


def channel_lines(channel: Channel) -> Iterator[str]:
    """What a watcher does beside watching."""
    if channel.false_records is not None:
        yield "It also writes down what never happened."
    if channel.patrols is not None:
        yield f"It looks more where it recorded more, by {named(channel.patrols.by)}."
        if channel.patrols.corrected:
            yield "A record counts less where it looked more."


def nodes_of(scheme: Scheme, bundle: SocietyBundle | None, /) -> Iterator[dict[str, Any]]:
    """Nodes in the order of the file."""
    yield from conduct(scheme, bundle)
    for channel in scheme.channels:
        yield node(
            "channel",
            channel.id,
            "channels",
            "Watcher",
            f"{channel.label or named(channel.id)}{when_on(channel)}",
            *channel_lines(channel),
            note=channel.note,
        )
    for rule in scheme.rules:
        yield node(
            "rule",
            rule.id,
            "rules",
            "Rule",
            f"{rule.label or named(rule.id)}{when_on(rule)}",
            *rule_lines(rule),
            note=rule.note,
            tone=tone_of(rule),
        )
    for trait in scheme.traits:
        yield node(
            "trait",
            trait.id,
            "rules",
            "Who one is",
            trait.label or named(trait.id),
            "Points for what somebody is, whatever they do.",
            note=trait.note,
        )
    for item in scheme.arithmetic:
        yield node(
            "arithmetic",
            item.id,
            "rules",
            "Arithmetic",
            item.label or named(item.id),
            "It spreads a year's income evenly." if item.reads == "year" else "It takes each period as it was.",
            note=item.note,
        )
    if scheme.score.card is not None:
        many = len(scheme.score.card.items)
        yield node("card", "", "rules", "Card", "A card of who one is", f"Its items are {many}.")
    for spec in scheme.lists:
        for entry in spec.entries:
            if entry.rates is not None:
                yield node(
                    "selection",
                    entry.id,
                    "rules",
                    "Selection",
                    entry.label or named(entry.id),
                    "It is known only which share is picked out, not by what.",
                    note=entry.note,
                )
    if scheme.score.kind != "none":
        begin = scheme.score.initial
        yield node(
            "score",
            "",
            "score",
            "Score",
            "Score",
            SCORES[scheme.score.kind],
            f"Everybody begins with {spoken_quantity(begin)}." if begin else "",
            note=scheme.score.note,
        )
    for band in scheme.bands:
        tone = "penal" if band.penal else "rewarding" if band.rewarding else ""
        told = (
            f"From {spoken_quantity(band.at_least)} on."
            if band.at_least
            else "It has no lower end."
            if not band.share
            else ""
        )
        yield node("band", band.id, "standing", "Grade", band.label or named(band.id), told, note=band.note, tone=tone)
    for spec in scheme.lists:
        yield node(
            "list",
            spec.id,
            "standing",
            "List",
            spec.label or named(spec.id),
            *list_lines(spec),
            note=spec.note,
            tone="penal" if spec.penal else "rewarding",
        )
    for gate in scheme.gates:
        yield node(
            "gate",
            gate.id,
            "standing",
            "Pass",
            gate.label or named(gate.id),
            "Whoever lacks it is not served.",
            note=gate.note,
        )
    for clerk in scheme.discretion:
        yield node(
            "discretion",
            clerk.id,
            "standing",
            "Choice of a person",
            clerk.label or named(clerk.id),
            CHOICES[clerk.per],
            note=clerk.note,
        )
    for measure in scheme.measures:
        yield node(
            "measure",
            measure.id,
            "measures",
            "Consequence",
            f"{measure.label or named(measure.id)}{when_on(measure)}",
            *measure_lines(measure, bundle),
            note=measure.note,
            need=measure.need or "",
            tone="rewarding" if measure.kind == "grant" else "penal",
        )
    yield from ways(scheme)


def conduct(scheme: Scheme, bundle: SocietyBundle | None) -> Iterator[dict[str, Any]]:
    """Everything that people do and that leads anywhere, in the order in which the file names it."""
    watched = [watch.behaviour for channel in scheme.channels for watch in channel.watches]
    aimed = [name for target in scheme.targets for name in target.conduct]
    known = {behaviour.id: behaviour for behaviour in bundle.conduct.behaviours} if bundle else {}
    owed = {rule.recurring.obligation for rule in scheme.rules if rule.recurring and rule.recurring.obligation}
    opening = [behaviour.id for behaviour in known.values() if behaviour.opens in owed]
    for name in dict.fromkeys([*watched, *opening, *aimed]):
        behaviour = known.get(name)
        if behaviour is None:
            yield node("behaviour", name, "conduct", "Conduct", named(name))
            continue
        right = PROTECTED.format(right=behaviour.protected) if behaviour.protected != "none" else ""
        yield node(
            "behaviour",
            name,
            "conduct",
            "Conduct",
            behaviour.label or named(name),
            GRAVITY[min(behaviour.gravity, 4)],
            right,
            note=behaviour.note,
        )


def rule_lines(rule: Rule) -> Iterator[str]:
    """What a rule does."""
    if rule.points is not None:
        yield f"Points: {spoken_quantity(rule.points)}."
    if rule.set is not None:
        yield f"It sets the score to {spoken_quantity(rule.set)}."
    if rule.to_band:
        yield f"It puts people down into {rule.to_band}."
    if rule.schedule is not None:
        yield "Points by a schedule: the more in a year, the less each is worth."
    if rule.rating is not None:
        yield "A mark that somebody gives."
    if rule.term is not None:
        yield f"It counts for {spoken_quantity(rule.term)}."
    if rule.recurring is not None and rule.recurring.when == "clean":
        yield f"It comes after {rule.recurring.months} months without a bad entry."


def tone_of(rule: Rule) -> str:
    """Whether a rule is for the worse or for the better."""
    worth = rule.points or rule.set
    if rule.adverse or (worth is not None and worth.value < 0) or rule.to_band:
        return "penal"
    return "rewarding" if rule.points is not None and rule.points.value > 0 else ""


def list_lines(spec: ListSpec) -> Iterator[str]:
    """How long one stays on a list, and who sees it."""
    lengths = [entry.term.length for entry in spec.entries if entry.term.length is not None]
    if lengths:
        yield "A stay lasts " + ", or ".join(dict.fromkeys(spoken_quantity(length) for length in lengths)) + "."
    if any(entry.term.kind == "open" for entry in spec.entries):
        yield "A stay lasts until a way off is taken."
    if spec.published:
        yield "Everybody can see who is on it."


def measure_lines(measure: Measure, bundle: SocietyBundle | None) -> Iterator[str]:
    """What a measure does to people."""
    yield KINDS[measure.kind]
    need = (
        next((each for each in bundle.needs.needs if each.id == measure.need), None)
        if bundle and measure.need
        else None
    )
    if need is not None:
        yield f"Asked for: {need.label or need.id}."
    yield SEVERITY[min(measure.severity, 4)]


def ways(scheme: Scheme) -> Iterator[dict[str, Any]]:
    """Ties above, ways out below."""
    for spread in scheme.spread:
        told = "As long as it lasts for the first." if spread.mode == "mirror" else "With a term of its own."
        yield node(
            "spread",
            spread.id,
            "ties",
            "Reaches others",
            spread.label or TIES.get(spread.to.lstrip("~"), named(spread.to.lstrip("~"))),
            told,
            note=spread.note,
        )
    redress = scheme.redress
    if redress.notice:
        yield node(
            "notice", "", "redress", "Notice", "Notice", "People are told of an entry.", note=redress.notice.note
        )
    if redress.hearing:
        yield node("hearing", "", "redress", "Hearing", "Hearing", "People are heard before it takes effect.")
    for instance in redress.instances:
        told = "It stops the effect until it is decided." if instance.suspends else ""
        yield node(
            "instance",
            instance.id,
            "redress",
            "Objection or appeal",
            instance.label or named(instance.id),
            told,
            note=instance.note,
        )
    if redress.repair:
        yield node("repair", "", "redress", "Repair", "Repair", "A bad entry can be lifted before its time.")


def named(ident: str) -> str:
    """An id as words."""
    return ident.replace("_", " ")
