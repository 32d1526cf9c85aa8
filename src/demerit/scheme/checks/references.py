"""Names that must exist: in the scheme itself, and in the society (S2xx)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from demerit.errors import Defect
from demerit.evidence.walk import parts, records_of
from demerit.evidence.yamltext import Path
from demerit.scheme.checks.case import Case
from demerit.scheme.model import PublishedRates, TieTerm

__all__ = ["check_attributes", "check_own_names", "check_society_names"]

FILTERS = frozenset({"only", "applies_to", "when", "unless", "rater", "rated"})
ANY = frozenset({"when", "unless"})
"""Conditions of a card, which is read once: they may name attributes that are not joint."""


def check_own_names(case: Case) -> Iterator[Defect]:
    """Names of the scheme's own parts."""
    scheme, unknown = case.scheme, case.unknown
    channels, rules = {c.id for c in scheme.channels}, {r.id for r in scheme.rules}
    bands, lists = {b.id for b in scheme.bands}, {x.id for x in scheme.lists}
    gates, targets = {g.id for g in scheme.gates}, {t.id for t in scheme.targets}
    measures, choices = {m.id for m in scheme.measures}, {d.id for d in scheme.discretion}
    sums = {each.id for each in scheme.arithmetic}
    recipients = {copy.id for listed in scheme.lists for copy in listed.copies}
    for i, rule in enumerate(scheme.rules):
        yield from unknown("S203", ("rules", i, "via"), "channel", rule.via, channels)
        yield from unknown("S205", ("rules", i, "to_band"), "band", rule.to_band, bands)
        if rule.recurring is not None:
            at = ("rules", i, "recurring", "arithmetic")
            yield from unknown("S221", at, "arithmetic", rule.recurring.arithmetic, sums)
        for j, weight in enumerate(rule.rating.weight if rule.rating is not None else ()):
            yield from unknown("S205", ("rules", i, "rating", "weight", j, "band"), "band", weight.band, bands)
    for i, gate in enumerate(scheme.gates):
        yield from unknown("S204", ("gates", i, "lost_on"), "rule", gate.lost_on, rules)
    for i, choice in enumerate(scheme.discretion):
        yield from unknown("S204", ("discretion", i, "after"), "rule", choice.after, rules)
    for i, measure in enumerate(scheme.measures):
        here: Path = ("measures", i)
        yield from unknown("S205", (*here, "band"), "band", measure.band, bands)
        yield from unknown("S206", (*here, "list"), "list", measure.list, lists)
        yield from unknown("S219", (*here, "copy"), "recipient of copies", measure.copy, recipients)
        yield from unknown("S207", (*here, "gate"), "gate", measure.gate, gates)
        yield from unknown("S207", (*here, "or_gates"), "gate", measure.or_gates, gates)
        yield from unknown("S208", (*here, "discretion"), "discretion", measure.discretion, choices)
        yield from unknown("S204", (*here, "rule"), "rule", measure.rule, rules)
        yield from unknown("S203", (*here, "channel"), "channel", measure.channel, channels)
    for i, spread in enumerate(scheme.spread):
        here = ("spread", i)
        yield from unknown("S204", (*here, "rule"), "rule", spread.rule, rules)
        yield from unknown("S206", (*here, "list"), "list", spread.list, lists)
        if spread.list is None and spread.rule is not None:
            yield from unknown("S204", (*here, "lands"), "rule", spread.lands, rules)
        else:
            yield from unknown("S206", (*here, "lands"), "list", spread.lands, lists)
    yield from unknown("S204", ("redress", "rules"), "rule", scheme.redress.rules, rules)
    yield from unknown("S206", ("redress", "lists"), "list", scheme.redress.lists, lists)
    for i, target in enumerate(scheme.targets):
        yield from unknown("S213", ("targets", i, "of"), "list, band or measure", target.of, lists | bands | measures)
    for path, rates in records_of(scheme, PublishedRates):
        yield from unknown("S213", (*path, "target"), "target", rates.target, targets)
    for path, term in records_of(scheme, TieTerm):
        yield from unknown("S206", (*path, "list"), "list", term.list, lists)
    yield from list_names(case, rules, bands, lists)


def list_names(case: Case, rules: set[str], bands: set[str], lists: set[str]) -> Iterator[Defect]:
    """Names used inside lists."""
    for i, listed in enumerate(case.scheme.lists):
        here: Path = ("lists", i)
        others = lists - {listed.id}
        yield from case.unknown("S206", (*here, "implies"), "list", listed.implies, lists)
        yield from case.unknown("S206", (*here, "not_if"), "list", listed.not_if, others)
        yield from case.unknown("S206", (*here, "replaces"), "list", listed.replaces, others)
        yield from case.unknown("S205", (*here, "to_band"), "band", listed.to_band, bands)
        for j, entry in enumerate(listed.entries):
            at = (*here, "entries", j)
            yield from case.unknown("S204", (*at, "rule"), "rule", entry.rule, rules)
            yield from case.unknown("S205", (*at, "band"), "band", entry.band, bands)
            yield from case.unknown("S206", (*at, "list"), "list", entry.list, others)
            if case.names is not None:
                owed = case.names.obligations
                yield from case.unknown("S210", (*at, "term", "owed"), "obligation", entry.term.owed, owed)
        entries = {entry.id for entry in listed.entries}
        for j, way_out in enumerate(listed.exits):
            at = (*here, "exits", j)
            yield from case.unknown("S218", (*at, "entries"), "entry", way_out.entries, entries)
            if case.names is not None:
                owed = case.names.obligations
                yield from case.unknown("S210", (*at, "obligation"), "obligation", way_out.obligation, owed)


def check_society_names(case: Case) -> Iterator[Defect]:
    """Names of behaviours, obligations, needs and ties of the society."""
    if case.names is None:
        return
    scheme, names, unknown = case.scheme, case.names, case.unknown
    behaviours = set(names.opens)
    for i, channel in enumerate(scheme.channels):
        here: Path = ("channels", i)
        for j, watch in enumerate(channel.watches):
            yield from unknown("S202", (*here, "watches", j, "behaviour"), "behaviour", watch.behaviour, behaviours)
        for j, confusion in enumerate(channel.confusion):
            at = (*here, "confusion", j)
            yield from unknown("S202", (*at, "of"), "behaviour", confusion.of, behaviours)
            yield from unknown("S202", (*at, "recorded_as"), "behaviour", confusion.recorded_as, behaviours)
    for i, rule in enumerate(scheme.rules):
        yield from unknown("S202", ("rules", i, "on"), "behaviour", rule.on, behaviours)
        if rule.recurring is not None:
            path = ("rules", i, "recurring", "obligation")
            yield from unknown("S210", path, "obligation", rule.recurring.obligation, names.obligations)
    for i, averaging in enumerate(scheme.arithmetic):
        yield from unknown("S221", ("arithmetic", i, "income"), "income", averaging.income, names.incomes)
    for i, target in enumerate(scheme.targets):
        yield from unknown("S202", ("targets", i, "conduct"), "behaviour", target.conduct, behaviours)
    for i, measure in enumerate(scheme.measures):
        yield from unknown("S209", ("measures", i, "need"), "need", measure.need, names.needs)
    ties = names.ties | {f"~{kind}" for kind in names.ties}
    for i, spread in enumerate(scheme.spread):
        yield from unknown("S212", ("spread", i, "to"), "kind of tie", spread.to, ties)
    for i, term in enumerate(scheme.score.terms):
        yield from unknown("S212", ("score", "terms", i, "tie"), "kind of tie", term.tie, ties)


def check_attributes(case: Case) -> Iterator[Defect]:
    """Attributes and values named in conditions, and attributes a mistaken other must share."""
    if case.names is None:
        return
    known = case.names.attributes
    for part in parts(case.scheme):
        asks = part.path and part.path[-1] in FILTERS and isinstance(part.value, dict)
        if asks and "where" not in part.path:
            yield from condition(case, part.path, part.value, known)
            for attribute in part.value if part.path[-1] not in ANY else ():
                if attribute in known and attribute not in case.names.joint:
                    told = f'{part.path[-1]} names "{attribute}", which is no joint attribute of the society'
                    hint = f"Make it joint, or use one of {', '.join(sorted(case.names.joint))}."
                    yield case.fault("S211", (*part.path, attribute), told, hint, key=True)
    card = case.scheme.score.card
    for name in card.errors if card is not None else ():
        yield from case.unknown("S211", ("score", "card", "errors", name), "attribute", name, known.keys(), key=True)
    for i, channel in enumerate(case.scheme.channels):
        if channel.misattribution is not None:
            path = ("channels", i, "misattribution", "alike")
            yield from case.unknown("S211", path, "attribute", channel.misattribution.alike, known.keys())


def condition(
    case: Case, path: Path, table: Mapping[str, tuple[str, ...]], known: Mapping[str, tuple[str, ...]]
) -> Iterator[Defect]:
    """A table from attribute to allowed values."""
    for attribute, values in table.items():
        here = (*path, attribute)
        if attribute in known:
            yield from case.unknown("S211", here, f"value of {attribute}", values, known[attribute])
        else:
            yield from case.unknown("S211", here, "attribute", attribute, known.keys(), key=True)
