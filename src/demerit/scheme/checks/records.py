"""From conduct to entries: what channels watch, and what rules make of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from demerit.errors import Defect
from demerit.evidence.yamltext import Path
from demerit.scheme.checks.case import Case
from demerit.scheme.model import Channel, Rule

__all__ = ["EFFECTS", "check_channels", "check_patrols", "check_ratings", "check_rules", "check_schedules"]

EFFECTS = ("points", "set", "to_band", "trigger", "schedule", "rating")


def recorded_by(channel: Channel) -> set[str]:
    """Behaviours a channel may write down."""
    return {watch.behaviour for watch in channel.watches} | {mix.recorded_as for mix in channel.confusion}


def check_channels(case: Case) -> Iterator[Defect]:
    """A channel watches something, each behaviour once; what it confuses or makes up is among what it watches."""
    for i, channel in enumerate(case.scheme.channels):
        here: Path = ("channels", i)
        if not channel.watches:
            yield case.fault("S307", here, f'channel "{channel.id}" watches nothing', "Add watches, or remove it.")
        counts = Counter(watch.behaviour for watch in channel.watches)
        for j, watch in enumerate(channel.watches):
            if counts[watch.behaviour] > 1 and [w.behaviour for w in channel.watches].index(watch.behaviour) < j:
                yield case.fault(
                    "S307",
                    (*here, "watches", j),
                    f'channel "{channel.id}" watches "{watch.behaviour}" twice',
                    "Keep one.",
                )
            if watch.sensitivity is None and channel.sensitivity is None:
                yield case.fault(
                    "S336",
                    (*here, "watches", j),
                    f'channel "{channel.id}" does not say how much of "{watch.behaviour}" it records',
                    "Give the channel or the watch a sensitivity; 1 if it records every act.",
                )
        if channel.false_records is not None:
            about = (*here, "false_records", "about")
            for name in channel.false_records.about:
                yield from case.unknown("S202", (*about, name), "watched behaviour", name, counts.keys(), key=True)
        for j, mix in enumerate(channel.confusion):
            at = (*here, "confusion", j)
            if mix.of == mix.recorded_as:
                yield case.fault(
                    "S331", (*at, "recorded_as"), f'"{mix.of}" is confused with itself', "Name another behaviour."
                )
            yield from case.unknown("S202", (*at, "of"), "watched behaviour", mix.of, counts.keys())
        for name in dict.fromkeys(mix.of for mix in channel.confusion):
            total = sum(mix.p.value for mix in channel.confusion if mix.of == name)
            if total > 1:
                yield case.fault(
                    "S331",
                    (*here, "confusion"),
                    f'"{name}" is recorded as others with chance {total:g}',
                    "The chances of one behaviour add up to at most 1.",
                )


def check_patrols(case: Case) -> Iterator[Defect]:
    """Patrols are shared out among the values of a joint attribute of people, by what is known of each at the start."""
    for i, channel in enumerate(case.scheme.channels):
        spec = channel.patrols
        if spec is None:
            continue
        here: Path = ("channels", i, "patrols")
        for name in ("by", "where", "times", "steps"):
            table = getattr(spec.start, name)
            if table and not (name == "by" and set(table) == {spec.by}):
                more = "changes on a date" if name == "steps" else f'differs by more than "{spec.by}"'
                yield case.fault(
                    "S383",
                    (*here, "start", name),
                    f'start of the patrols of "{channel.id}" {more}',
                    f"One number, or by: {{{spec.by}: ...}}.",
                    key=True,
                )
        if case.names is None:
            continue
        yield from case.unknown("S211", (*here, "by"), "joint attribute", spec.by, sorted(case.names.joint))
        if any(case.names.of.get(watch.behaviour) == "firm" for watch in channel.watches):
            told = f'patrols of "{channel.id}" go by an attribute, and firms have none'
            yield case.fault("S338", here, told, "Let another channel watch firms.", key=True)


def check_rules(case: Case) -> Iterator[Defect]:
    """A rule has one cause and one effect, and something can set it off."""
    scheme = case.scheme
    for i, rule in enumerate(scheme.rules):
        here: Path = ("rules", i)
        effects = [name for name in EFFECTS if getattr(rule, name) not in (None, False)]
        if len(effects) != 1:
            what = " and ".join(effects) if effects else "none"
            yield case.fault(
                "S315",
                here,
                f'rule "{rule.id}" must have exactly one effect, not {what}',
                f"Give one of {', '.join(EFFECTS)}.",
            )
        if (rule.on is None) == (rule.recurring is None):
            yield case.fault(
                "S316",
                here,
                f'rule "{rule.id}" must have exactly one of on and recurring',
                "on names a behaviour; recurring needs no record.",
            )
        yield from check_sight(case, rule, here)
        yield from check_recurring(case, rule, here)
        if scheme.score.kind == "none":
            for name in {"points", "set", "schedule", "rating"} & set(effects):
                yield case.fault(
                    "S317",
                    (*here, name),
                    f'rule "{rule.id}" gives points but the scheme has no score',
                    "Set score.kind, or use trigger: true.",
                    key=True,
                )
        if rule.hearing and scheme.redress.hearing is None:
            yield case.fault(
                "S318",
                (*here, "hearing"),
                f'rule "{rule.id}" has a hearing that is not defined',
                "Add redress.hearing.",
                key=True,
            )


def check_sight(case: Case, rule: Rule, here: Path) -> Iterator[Defect]:
    """Some channel (of those named in ``via``) records the behaviour of the rule."""
    known = case.names is None or rule.on in case.names.opens
    if rule.on is None or not known:
        return
    eyes = [c for c in case.scheme.channels if not rule.via or c.id in rule.via]
    if not any(rule.on in recorded_by(channel) for channel in eyes):
        via = " of those in via" if rule.via else ""
        yield case.fault(
            "S306",
            (*here, "on"),
            f'no channel{via} records "{rule.on}", which rule "{rule.id}" is on',
            "Let a channel watch it.",
        )


def check_recurring(case: Case, rule: Rule, here: Path) -> Iterator[Defect]:
    """An open obligation, or an arithmetic, is named exactly where the rule needs it."""
    if rule.recurring is None:
        return
    named, asks = rule.recurring.obligation is not None, rule.recurring.arithmetic is not None
    if named != (rule.recurring.when == "open") or asks != (rule.recurring.when == "averaged"):
        told = "when: open needs an obligation, when: averaged an arithmetic; when: clean takes neither."
        yield case.fault("S323", (*here, "recurring"), f'recurring of rule "{rule.id}" does not fit', told, key=True)
    elif asks and (rule.unit or case.scheme.subjects.unit) != "person":
        told = "Let persons have files, and the rule be of unit: person."
        yield case.fault("S338", (*here, "recurring"), f'rule "{rule.id}" reads incomes, which are of persons', told)


def check_schedules(case: Case) -> Iterator[Defect]:
    """Steps of a schedule rise."""
    for i, rule in enumerate(case.scheme.rules):
        if rule.schedule is None:
            continue
        here = ("rules", i, "schedule", "steps")
        if not rule.schedule.steps:
            yield case.fault(
                "S332", here[:-1], f'schedule of rule "{rule.id}" has no steps', "Give since and per_point.", key=True
            )
        starts = [step.since for step in rule.schedule.steps]
        for j, (before, after) in enumerate(pairwise(starts), start=1):
            if after <= before:
                yield case.fault(
                    "S332",
                    (*here, j, "since"),
                    f"step {after:g} does not come after {before:g}",
                    "Write the steps in rising order.",
                )


def check_ratings(case: Case) -> Iterator[Defect]:
    """Shares of a rating leave something for its last value only, and a mean is of ratings that nothing adds up."""
    mean = case.scheme.score.kind == "mean"
    for i, rule in enumerate(case.scheme.rules):
        for name in ("cap", "repeat", "schedule"):
            if mean and getattr(rule, name) is not None:
                yield case.fault(
                    "S361",
                    ("rules", i, name),
                    f'rule "{rule.id}" has a {name}, but the score is a mean and adds nothing up',
                    "Remove it, or use kind: sum.",
                    key=True,
                )
        if rule.rating is None:
            continue
        here: Path = ("rules", i, "rating")
        shares = [value.share for value in rule.rating.values]
        total = sum(share.value for share in shares if share is not None)
        if not shares or shares[-1] is not None or None in shares[:-1] or total > 1 + 1e-9:
            yield case.fault(
                "S362",
                (*here, "values") if shares else here,
                f'shares of the ratings of rule "{rule.id}" do not fit',
                "All values but the last have a share; together they have at most 1.",
                key=True,
            )
        paired = [j for j, bias in enumerate(rule.rating.bias) if bias.rater]
        if rule.rating.raters == "nobody" and (paired or rule.rating.weight):
            yield case.fault(
                "S363",
                (*here, "bias", paired[0]) if paired else (*here, "weight"),
                f'rule "{rule.id}" asks who rates, but its rating has no raters',
                "Add raters: block.",
                key=not paired,
            )
    if mean and case.scheme.score.clamp == "running":
        yield case.fault("S361", ("score", "clamp"), "a mean is not clamped running", "Use clamp: read.", key=True)
