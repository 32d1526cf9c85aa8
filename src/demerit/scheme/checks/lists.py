"""Lists: how a stay begins, how long it holds, how it ends."""

from __future__ import annotations

from collections.abc import Iterator

from demerit.errors import Defect
from demerit.evidence.yamltext import Path
from demerit.scheme.checks.case import Case
from demerit.scheme.checks.score import out_of_reach
from demerit.scheme.model import Entry, ListSpec, PublishedRates, Scheme

__all__ = ["WAYS_IN", "can_be_entered", "check_entries", "check_exits", "check_implied", "check_lists"]

WAYS_IN = ("rule", "band", "list", "rates", "quota")


def can_be_entered(scheme: Scheme, name: str) -> bool:
    """Whether a list has entries, is implied by another list, or is where a spread rule lands."""
    own = any(listed.entries for listed in scheme.lists if listed.id == name)
    implied = any(name in listed.implies for listed in scheme.lists)
    landed = any(spread.lands == name for spread in scheme.spread)
    return own or implied or landed


def check_lists(case: Case) -> Iterator[Defect]:
    """A list can be entered, or a note says why it cannot: a safeguard may have taken the only way in."""
    for i, listed in enumerate(case.scheme.lists):
        if not listed.note and not can_be_entered(case.scheme, listed.id):
            yield case.fault(
                "S310",
                ("lists", i),
                f'nobody can enter list "{listed.id}"',
                "Add entries, let another list imply it or a spread rule land on it, or add a note that says so.",
            )


def check_entries(case: Case) -> Iterator[Defect]:
    """An entry has one way in and a term that can be counted."""
    for i, listed in enumerate(case.scheme.lists):
        for j, entry in enumerate(listed.entries):
            here: Path = ("lists", i, "entries", j)
            ways = [name for name in WAYS_IN if getattr(entry, name) is not None]
            if len(ways) != 1:
                what = " and ".join(ways) if ways else "none"
                yield case.fault(
                    "S311",
                    here,
                    f'entry "{entry.id}" must have exactly one way in, not {what}',
                    f"Give one of {', '.join(WAYS_IN)}.",
                )
            yield from check_term(case, entry, here)
            yield from check_waiting(case, entry, here)
            if entry.rates is not None:
                yield from check_rates(case, entry.rates, (*here, "rates"))
            if entry.band is not None and out_of_reach(case.scheme, entry.band):
                yield case.fault(
                    "S309",
                    (*here, "band"),
                    f'nobody can reach band "{entry.band}" of entry "{entry.id}"',
                    "Check the points and the thresholds.",
                )


def check_term(case: Case, entry: Entry, here: Path) -> Iterator[Defect]:
    """A fixed term has a length, an open one none."""
    if entry.term.kind == "fixed" and entry.term.length is None:
        yield case.fault(
            "S312",
            (*here, "term"),
            f'fixed term of entry "{entry.id}" has no length',
            "Add term: {kind: fixed, length: ...}, or make it open.",
            key=True,
        )
    if entry.term.kind == "open" and entry.term.length is not None:
        yield case.fault(
            "S312",
            (*here, "term", "length"),
            f'open term of entry "{entry.id}" has a length',
            "Remove the length, or make the term fixed.",
            key=True,
        )
    if entry.term.kind == "open" and entry.term.owed is not None:
        yield case.fault(
            "S312",
            (*here, "term", "owed"),
            f'open term of entry "{entry.id}" waits for what is owed',
            "Use an exit on performed, or make the term fixed.",
            key=True,
        )
    if entry.term.kind == "open" and entry.extension is not None:
        yield case.fault(
            "S312",
            (*here, "extension"),
            f'open term of entry "{entry.id}" cannot be extended',
            "Remove the extension.",
            key=True,
        )


def check_waiting(case: Case, entry: Entry, here: Path) -> Iterator[Defect]:
    """Entries of a rule are counted; a band or list is held throughout a delay."""
    if entry.rule is None and (entry.count > 1 or entry.within_months is not None):
        field = "count" if entry.count > 1 else "within_months"
        told = f'entry "{entry.id}" counts, and rests on no rule'
        yield case.fault("S373", (*here, field), told, "Entries of a rule can be counted.", key=True)
    if entry.throughout and (entry.delay is None or (entry.band is None and entry.list is None)):
        told = f'entry "{entry.id}" holds throughout a delay, and has none, or nothing to hold'
        yield case.fault("S373", (*here, "throughout"), told, "Give a delay, and a band or list.", key=True)


def check_rates(case: Case, rates: PublishedRates, here: Path) -> Iterator[Defect]:
    """Published rates say whom they select: a share, or hits and false alarms against a target."""
    against = (rates.hit is not None, rates.false_alarm is not None, rates.target is not None)
    by_share = rates.selected is not None and not any(against)
    if not by_share and not (rates.selected is None and all(against)):
        yield case.fault(
            "S335",
            here,
            "rates must have either selected, or hit, false_alarm and target",
            "Give one of the two.",
            key=True,
        )


def check_exits(case: Case) -> Iterator[Defect]:
    """An exit can happen; a list with open terms has one (or a note says why not)."""
    for i, listed in enumerate(case.scheme.lists):
        for j, way_out in enumerate(listed.exits):
            here: Path = ("lists", i, "exits", j)
            timed = way_out.on in ("granted", "hazard")
            asks = way_out.obligation is not None or way_out.able is not None
            if timed != (way_out.rate is not None) or (timed and asks):
                yield case.fault(
                    "S328",
                    here,
                    f'exit "{way_out.id}" on {way_out.on} does not fit its rate',
                    "granted and hazard need a rate; performed takes p, obligation, able.",
                )
            elif way_out.on == "performed" and not rests_on_obligation(case, listed):
                yield case.fault(
                    "S327",
                    (*here, "on"),
                    f'no ground of list "{listed.id}" rests on an obligation',
                    "Let an entry rest on a rule whose behaviour opens one, or use granted or hazard.",
                )
        noted = listed.note or any(entry.note for entry in listed.entries)
        stays_open = [entry for entry in listed.entries if entry.term.kind == "open" and entry.rates is None]
        if stays_open and not listed.exits and not noted and not any(e.band or e.list for e in stays_open):
            yield case.fault(
                "S313",
                ("lists", i),
                f'list "{listed.id}" has open terms and no exit',
                "Add an exit, or a note that says so.",
            )


def rests_on_obligation(case: Case, listed: ListSpec) -> bool:
    """Whether some ground of a list may rest on an obligation (true where it cannot be told)."""
    rules = {rule.id: rule for rule in case.scheme.rules}
    for entry in listed.entries:
        rule = rules.get(entry.rule or "")
        if rule is None:
            return True
        opened = case.names is None or case.names.opens.get(rule.on or "") is not None
        if rule.recurring is not None or opened:
            return True
    return not listed.entries


def check_implied(case: Case) -> Iterator[Defect]:
    """No list implies itself, through others or not; a circle is told once, at its first list."""
    implies = {listed.id: set(listed.implies) for listed in case.scheme.lists}
    told = set[str]()
    for i, listed in enumerate(case.scheme.lists):
        reached = implied_by(implies, listed.id)
        if listed.id in reached and listed.id not in told:
            told |= reached
            yield case.fault(
                "S314",
                ("lists", i, "implies"),
                f'list "{listed.id}" implies itself',
                "Remove one of the implications.",
                key=True,
            )


def implied_by(implies: dict[str, set[str]], name: str) -> set[str]:
    """Lists that one list implies, through others too."""
    reached, todo = set[str](), list(implies.get(name, ()))
    while todo:
        step = todo.pop()
        if step not in reached:
            reached.add(step)
            todo.extend(implies.get(step, ()))
    return reached
