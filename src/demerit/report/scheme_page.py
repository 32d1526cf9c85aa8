"""A scheme in words: what it is, what it does, what is not known, and every number with its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from demerit.evidence.quantity import Quantity
from demerit.evidence.rows import EvidenceRow, evidence_rows, shares
from demerit.report.evidence_page import UNIT_WORDS
from demerit.report.figures import HARD, NONE, number
from demerit.report.paragraph import wrapped
from demerit.scheme.model import Scheme

__all__ = ["evidence_sentence", "scheme_lines", "spoken_quantity"]

STATUS = {
    "in_force": "in force",
    "ended": "ended",
    "pilot": "a pilot",
    "proposed": "proposed, not introduced",
    "alleged": "alleged; its existence or its rules are disputed",
    "fictional": "fiction",
}


def scheme_lines(scheme: Scheme, /, *, width: int) -> Iterator[str]:
    """A scheme in words, line by line."""
    yield wrapped(scheme.title, width=width)
    yield wrapped(identity(scheme), width=width)
    yield ""
    yield wrapped(scheme.about, width=width)
    yield ""
    yield wrapped(scheme.first_line, width=width)
    for title, items in (
        ("Modelled", scheme.modelled),
        ("Not modelled", scheme.not_modelled),
        ("Not known", scheme.unknowns),
    ):
        yield from bullets(title, items, width)
    for title, parts in sections(scheme):
        yield from bullets(title, parts, width)
    yield ""
    read = [row for row in evidence_rows(scheme) if row.path[:1] != ("outcomes",)]  # no run reads these
    yield wrapped(evidence_sentence(read), width=width)


def identity(scheme: Scheme) -> str:
    """Id, kind, status, place and period in a line."""
    where = ", ".join(part for part in (scheme.jurisdiction.country, scheme.jurisdiction.place) if part)
    begin, end = scheme.period.start, scheme.period.end
    when = f"{begin or NONE} to {end or NONE}" if begin or end else "period not stated"
    return f"{scheme.id} · {scheme.kind} · {STATUS[scheme.status]} · {where} · {when} · society {scheme.society}"


def bullets(title: str, items: Iterable[str], width: int) -> Iterator[str]:
    """A heading and its points; nothing when there is none."""
    points = [item for item in items if item]
    if points:
        yield ""
        yield title
        yield from (wrapped(point, width=width, indent="  - ", hanging="    ") for point in points)


def sections(scheme: Scheme) -> Iterator[tuple[str, list[str]]]:
    """What the scheme does, one heading a part."""
    yield ("What watches", [channel_line(channel) for channel in scheme.channels])
    yield ("Rules", [rule_line(rule) for rule in scheme.rules])
    yield ("Arithmetic on incomes", [f"{named(item)}: by the {item.reads}" for item in scheme.arithmetic])
    yield ("Points for who one is", [f"{named(trait)}: {spoken_quantity(trait.points)}" for trait in scheme.traits])
    yield ("Bands", [band_line(band) for band in scheme.bands])
    yield ("Lists", [list_line(spec) for spec in scheme.lists])
    yield ("What one must hold", [named(gate) for gate in scheme.gates])
    yield ("Choices of gatekeepers", [f"{named(item)}: {spoken_quantity(item.p)}" for item in scheme.discretion])
    yield ("Measures", [f"{named(item)} ({item.kind}, severity {item.severity} of 4)" for item in scheme.measures])
    yield ("What crosses ties", [f"{named(item)}: to {item.to}, {item.mode}" for item in scheme.spread])
    yield ("Ways out", [named(instance) for instance in scheme.redress.instances])


def named(part: Any) -> str:
    """Label of a part, or its id, and the months in which it is on if it has dates."""
    return f"{part.label or part.id}{when_on(part)}"


def when_on(part: Any) -> str:
    """The months in which a part is on: ``, from 2018-03 to 2020-11``; nothing for one without dates."""
    since, until = getattr(part, "since", None), getattr(part, "until", None)
    if since is None or until is None:
        return f", from {since}" if since else f", until {until}" if until else ""
    return f", from {since} to {until}"


def channel_line(channel: Any) -> str:
    """A channel, and where its patrols go if they follow its records."""
    if channel.patrols is None:
        return named(channel)
    mended = "; a record counts less where patrols were more" if channel.patrols.corrected else ""
    return f"{named(channel)}: patrols go where its records were, by {channel.patrols.by}{mended}"


def rule_line(rule: Any) -> str:
    """A rule with its points and its term."""
    what = [spoken_quantity(rule.points)] if rule.points is not None else []
    what += [f"sets the score to {spoken_quantity(rule.set)}"] if rule.set is not None else []
    what += [f"down to band {rule.to_band}"] if rule.to_band is not None else []
    what += ["a rating, by chance"] if rule.rating is not None else []
    what += ["no points"] if not what and rule.schedule is None else []
    what += ["points by a schedule"] if rule.schedule is not None else []
    what += [f"counts for {spoken_quantity(rule.term)}"] if rule.term is not None else []
    return f"{named(rule)}: {', '.join(what)}"


def band_line(band: Any) -> str:
    """A band with its lower end."""
    if band.share is not None:
        begin = f"{spoken_quantity(band.share)} of people"
    else:
        begin = f"from {spoken_quantity(band.at_least)}" if band.at_least is not None else "below all others"
    kind = ", penal" if band.penal else ", rewarding" if band.rewarding else ""
    return f"{named(band)}: {begin}{kind}"


def list_line(spec: Any) -> str:
    """A list with how long its stays hold."""
    terms = [
        (spoken_quantity(entry.term.length) if entry.term.length is not None else "until an exit is met")
        + when_on(entry)
        for entry in spec.entries
    ]
    kind = "penal" if spec.penal else "rewarding"
    shown = "; ".join(dict.fromkeys(terms))
    return f"{named(spec)} ({kind}{', published' if spec.published else ''})" + (f": {shown}" if shown else "")


def spoken_quantity(quantity: Quantity | None, /) -> str:
    """Value and unit of a quantity: ``−5 points``, ``0.02 to 0.2, taken as 0.05 (assumption)``."""
    if quantity is None:
        return NONE
    unit = UNIT_WORDS.get(quantity.unit, quantity.unit)
    text = f"{number(quantity.value)}{HARD}{unit}".strip()
    groups = [*quantity.by, *(name for case in quantity.where for name in case.when), *quantity.times]
    if groups:
        attributes = ", ".join(dict.fromkeys(groups))
        text += f", by {attributes}"
    return text


def evidence_sentence(rows: list[EvidenceRow], /) -> str:
    """How many numbers come from where, in a sentence."""
    counted = shares(rows)
    if not rows:
        return "No numbers."
    parts = ", ".join(f"{kind}{HARD}{many}" for kind, many in counted.items() if many)
    return f"Evidence: {len(rows)}{HARD}numbers: {parts}."
