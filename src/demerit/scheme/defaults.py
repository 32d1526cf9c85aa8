"""Defaults that depend on other parts of a scheme, written out."""

from __future__ import annotations

from dataclasses import replace

from demerit.evidence.quantity import Quantity
from demerit.scheme.model import Channel, ListSpec, Quota, Rule, Scheme, SpreadRule

__all__ = ["fill_defaults", "fill_quota", "is_adverse"]

HARMFUL = frozenset({"deny", "burden", "lose", "inspect"})


def fill_defaults(scheme: Scheme, /) -> Scheme:
    """Write out what the file leaves to be understood; doing it twice changes nothing more.

    A channel's sensitivity goes into each watch; false records are about all that is watched; rules and lists name
    their unit; a rule says whether it is adverse; an exit names the open entries it ends; a spread rule says where it
    lands; a quota which end it takes; redress names its rules.

    Parameters
    ----------
    scheme : Scheme

    Returns
    -------
    Scheme
        The same scheme to the engine.
    """
    unit = scheme.subjects.unit
    rules = tuple(
        replace(rule, adverse=is_adverse(rule, scheme=scheme), unit=rule.unit or unit) for rule in scheme.rules
    )
    redress = scheme.redress
    if not redress.rules and (redress.instances or redress.notice or redress.repair):
        redress = replace(redress, rules=tuple(rule.id for rule in rules if rule.adverse is not False))
    return replace(
        scheme,
        channels=tuple(fill_channel(channel) for channel in scheme.channels),
        rules=rules,
        lists=tuple(replace(fill_list(listed), unit=listed.unit or unit) for listed in scheme.lists),
        spread=tuple(fill_spread(spread) for spread in scheme.spread),
        redress=redress,
    )


def fill_channel(channel: Channel) -> Channel:
    """Sensitivity of each watch, weights of false records."""
    watches = tuple(replace(w, sensitivity=w.sensitivity or channel.sensitivity) for w in channel.watches)
    false = channel.false_records
    if false is not None and not false.about:
        false = replace(false, about={watch.behaviour: 1.0 for watch in watches})
    return replace(channel, watches=watches, sensitivity=None, false_records=false)


def fill_list(listed: ListSpec) -> ListSpec:
    """Entries that each exit ends; which end a quota takes."""
    stays_open = tuple(entry.id for entry in listed.entries if entry.term.kind == "open")
    exits = tuple(replace(way_out, entries=way_out.entries or stays_open) for way_out in listed.exits)
    entries = tuple(
        entry if entry.quota is None else replace(entry, quota=fill_quota(entry.quota)) for entry in listed.entries
    )
    return replace(listed, exits=exits, entries=entries)


def fill_quota(quota: Quota) -> Quota:
    """Which end is taken."""
    return replace(quota, take=quota.take or ("lowest" if quota.component is None else "highest"))


def fill_spread(spread: SpreadRule) -> SpreadRule:
    """Where it lands."""
    return replace(spread, lands=spread.lands or spread.list or spread.rule)


def is_adverse(rule: Rule, /, *, scheme: Scheme) -> bool | None:
    """Whether an entry of a rule is adverse: as the file says, or by what it does; nothing where each entry decides.

    Negative points, a penal band, a penal list it leads to, or a harmful measure that hangs on it. A rating, and what
    sets a score, may be for or against its subject.
    """
    if rule.adverse is not None:
        return rule.adverse
    if rule.set is not None or rule.rating is not None or (rule.points is not None and scheme.score.kind == "mean"):
        return None
    if rule.points is not None:
        return lowest(rule.points) < 0
    if rule.to_band is not None:
        return any(band.penal for band in scheme.bands if band.id == rule.to_band)
    if rule.trigger:
        listed = any(entry.rule == rule.id for x in scheme.lists if x.penal for entry in x.entries)
        return listed or any(m.rule == rule.id and m.kind in HARMFUL for m in scheme.measures)
    return False


def lowest(quantity: Quantity) -> float:
    """Least value a number may have."""
    by = [number for table in quantity.by.values() for number in table.values()]
    by += [case.value for case in quantity.where]
    return min([quantity.value, *by, *(step.value for step in quantity.steps)])
