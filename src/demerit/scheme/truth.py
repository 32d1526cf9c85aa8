"""What a list or band is held against: a target, or the file under the perfect scheme (``docs/odd/truth.md``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from demerit.evidence.quantity import Grade, Quantity
from demerit.scheme.model import Band, Channel, ListSpec, Rule, Scheme, Target
from demerit.scheme.redress import Redress

__all__ = ["Judges", "judges", "perfect"]

SURE = Quantity(value=1.0, unit="share", grade=Grade.ASSUMPTION)

Judges = Mapping[str, Target | None]
"""Truth of each judged ``list:...`` and ``band:...``: a target, or None for the shadow file."""


def judges(scheme: Scheme, /) -> Judges:
    """Who says what is true of each list and each penal or rewarding band; those that nobody judges are left out."""
    chosen = drawn_lists(scheme)
    found: dict[str, Target | None] = {}
    for item in scheme.lists:
        target = target_of(scheme, item)
        if target is not None or item.id not in chosen:
            found[f"list:{item.id}"] = target
    for band in scheme.bands:
        if band.penal or band.rewarding:
            target = target_of(scheme, band)
            if target is not None or scheme.score.kind not in ("scorecard", "published"):
                found[f"band:{band.id}"] = target
    return found


def target_of(scheme: Scheme, item: ListSpec | Band) -> Target | None:
    """The target that names a list or band, or that the first rates of the list name."""
    ids = [] if isinstance(item, Band) else [e.rates.target for e in item.entries if e.rates and e.rates.target]
    named = [t for t in scheme.targets if t.of == item.id]
    return next((t for t in (*named, *(t for name in ids for t in scheme.targets if t.id == name))), None)


def drawn_lists(scheme: Scheme) -> set[str]:
    """Lists that somebody may be put on by published rates or shares, and those that follow from them."""
    shares = scheme.score.kind == "published"
    found = {item.id for item in scheme.lists if any(e.rates or e.quota or (shares and e.band) for e in item.entries)}
    while True:
        more = {name for item in scheme.lists if item.id in found for name in item.implies}
        more |= {item.id for item in scheme.lists if any(e.list in found for e in item.entries)}
        if more <= found:
            return found
        found |= more


def perfect(scheme: Scheme, /) -> Scheme:
    """The scheme of the shadow file: nothing is missed, wrong, late, carried or taken back."""
    card = scheme.score.card and replace(scheme.score.card, errors={})
    return replace(
        scheme,
        channels=tuple(faultless(channel) for channel in scheme.channels),
        rules=tuple(at_once(rule) for rule in scheme.rules),
        arithmetic=tuple(replace(each, reads="periods", checked=None) for each in scheme.arithmetic),
        score=replace(scheme.score, terms=(), card=card),
        lists=tuple(at_its_word(item) for item in scheme.lists),
        gates=(),
        discretion=(),
        measures=(),
        spread=(),
        redress=Redress(),
        targets=(),
    )


def at_its_word(item: ListSpec) -> ListSpec:
    """A list without delays, copies, published rates, ranks, and without the exits of those who came by these only."""
    entries = tuple(
        entry if entry.throughout else replace(entry, delay=None)
        for entry in item.entries
        if entry.rates is None and entry.quota is None
    )
    left = {entry.id for entry in entries}
    exits = tuple(
        replace(way_out, entries=tuple(name for name in way_out.entries if name in left))
        for way_out in item.exits
        if not way_out.entries or left & set(way_out.entries)
    )
    return replace(item, copies=(), entries=entries, exits=exits)


def at_once(rule: Rule) -> Rule:
    """A rule without delay, hearing and leanings of those who rate."""
    rating = None if rule.rating is None else replace(rule.rating, bias=())
    return replace(rule, delay=None, hearing=False, rating=rating)


def faultless(channel: Channel) -> Channel:
    """A channel that records all that it watches, as it was, at once."""
    return Channel(
        id=channel.id,
        watches=tuple(replace(watch, sensitivity=SURE) for watch in channel.watches),
        sensitivity=SURE,
    )
