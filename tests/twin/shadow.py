"""What would be so in truth: targets, and the shadow file (``docs/odd/truth.md``)."""

from __future__ import annotations

from dataclasses import replace

from demerit.scheme.model import Channel, Rule, Scheme, Target
from demerit.scheme.redress import Redress
from tests.twin import counts
from tests.twin.files import expire, post, score
from tests.twin.lists import enlist
from tests.twin.records import observe
from tests.twin.state import File, World

SHADOW = "shadow"
ALL = None


def all_seeing(channel: Channel) -> Channel:
    """A channel without any fault."""
    return replace(
        channel,
        watches=tuple(replace(watch, sensitivity=ALL) for watch in channel.watches),
        sensitivity=ALL,
        coverage=ALL,
        false_records=None,
        misattribution=None,
        confusion=(),
        delay=None,
        inspection=None,
        patrols=None,
        since=None,
        until=None,
    )


def at_once(rule: Rule) -> Rule:
    """A rule without delay and hearing, whose raters lean nowhere."""
    fair = None if rule.rating is None else replace(rule.rating, bias=())
    return replace(rule, delay=None, hearing=False, rating=fair)


def perfect(scheme: Scheme) -> Scheme:
    """The scheme of the shadow file."""
    card = None if scheme.score.card is None else replace(scheme.score.card, errors={})
    lists = tuple(
        replace(
            each,
            entries=tuple(
                replace(way, delay=way.delay if way.throughout else None)
                for way in each.entries
                if way.rates is None and way.quota is None
            ),
        )
        for each in scheme.lists
    )
    return replace(
        scheme,
        channels=tuple(all_seeing(each) for each in scheme.channels),
        rules=tuple(at_once(each) for each in scheme.rules),
        arithmetic=tuple(replace(each, reads="periods", checked=None) for each in scheme.arithmetic),
        score=replace(scheme.score, terms=(), card=card),
        lists=lists,
        gates=(),
        discretion=(),
        measures=(),
        spread=(),
        redress=Redress(),
    )


def judges(scheme: Scheme) -> dict[str, Target | str]:
    """The truth of each list and each penal or rewarding band that is judged."""
    named = {target.id: target for target in scheme.targets}
    claims = {target.of: target for target in reversed(scheme.targets)}
    drawn = {each.id for each in scheme.lists if any(way.rates or way.quota for way in each.entries)}
    if scheme.score.kind == "published":
        drawn |= {each.id for each in scheme.lists if any(way.band is not None for way in each.entries)}
    for _ in scheme.lists:
        for each in scheme.lists:
            if each.id in drawn:
                drawn |= set(each.implies)
            if any(way.list in drawn for way in each.entries):
                drawn.add(each.id)
    found: dict[str, Target | str] = {}
    for each in scheme.lists:
        aims = [way.rates.target for way in each.entries if way.rates is not None and way.rates.target is not None]
        if each.id in claims:
            found[f"list:{each.id}"] = claims[each.id]
        elif aims:
            found[f"list:{each.id}"] = named[aims[0]]
        elif each.id not in drawn:
            found[f"list:{each.id}"] = SHADOW
    for band in scheme.bands:
        if not (band.penal or band.rewarding):
            continue
        if band.id in claims:
            found[f"band:{band.id}"] = claims[band.id]
        elif scheme.score.kind not in ("scorecard", "published"):
            found[f"band:{band.id}"] = SHADOW
    return found


def wanted(world: World) -> set[str]:
    """Behaviours that must be drawn for the sake of the truth."""
    found: set[str] = set()
    for truth in world.judged.values():
        if isinstance(truth, Target):
            found |= set(truth.conduct)
        else:
            found |= {rule.on for rule in world.scheme.rules if rule.on is not None}
    if world.scheme.bands:
        found |= {each.id for each in world.conduct.behaviours if each.gravity > 0}
    return found


def shadow_month(world: World) -> None:
    """The shadow file's month, on the acts and obligations there are."""
    shadow = world.shadow
    if shadow is None:
        return
    shadow.month, shadow.acts = world.month, world.acts
    shadow.obligations, shadow.performed, shadow.done = world.obligations, world.performed, world.done
    for file in shadow.files.values():
        file.band_before = file.band
    for phase in (observe, post, expire, score, enlist):
        phase(shadow)


def in_truth(world: World, file: File, key: str) -> bool:
    """Whether a subject would be on a list or in a band in truth this month."""
    truth = world.judged[key]
    if isinstance(truth, Target):
        since = world.month - truth.window_months
        months = [m for uid in file.members for name in truth.conduct for m in world.done[uid, name]]
        return any(since < m <= world.month for m in months)
    assert world.shadow is not None
    kind, _, name = key.partition(":")
    other = world.shadow.files[file.uid]
    return other.on(name) if kind == "list" else other.band == name


def count_truth(world: World, file: File) -> None:
    """The month's cells of one subject."""
    for key in world.judged:
        kind, _, name = key.partition(":")
        whose = world.of_unit(world.lists[name]) if kind == "list" else world.unit
        if whose != file.unit or not in_truth(world, file, key):
            continue
        file.true_months[key].add(world.month)
        there = file.on(name) if kind == "list" else file.band == name
        for what in ("true", "both") if there else ("true",):
            counts.count(world, f"{key}:{what}:months", file.uid, series=False)
            if world.counted:
                world.people[f"{key}:{what}:people"].setdefault(file.uid, -1)
