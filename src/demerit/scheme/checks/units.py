"""Units: every rule, list, measure and spread can meet a subject of its unit."""

from __future__ import annotations

from collections.abc import Iterator

from demerit.errors import Defect
from demerit.evidence.yamltext import Path
from demerit.scheme.checks.case import Case
from demerit.scheme.model import ListSpec, Rule, SpreadRule
from demerit.scheme.units import end_unit, kind_of, measure_unit, unit_of_list, unit_of_rule, units

__all__ = ["check_spread_units", "check_unit_names", "check_units_met"]

SCORED = ("points", "set", "to_band", "schedule", "rating")
"""Effects of a rule that need a score."""


def check_unit_names(case: Case) -> Iterator[Defect]:
    """Units are named once, exist in the society, and parts name one of them."""
    scheme, found = case.scheme, units(case.scheme)
    for i, unit in enumerate(scheme.subjects.also):
        before = found[: i + 1]
        if unit in before or (unit != "firm" and any(other != "firm" for other in before)):
            told = f'"{unit}" is named twice' if unit in before else "persons and households cannot both have files"
            yield case.fault(
                "S337", ("subjects", "also", i), told, "also takes firm, or, beside firm, one of the others."
            )
    if "firm" in found and case.names is not None and "officer" not in case.names.ties:
        where: Path = ("subjects", "unit") if found[0] == "firm" else ("subjects", "also")
        yield case.fault("S337", where, "the society has no firms", "Add firms to the society.")
    named = [("rules", i, rule.id, rule.unit) for i, rule in enumerate(scheme.rules)]
    named += [("lists", i, listed.id, listed.unit) for i, listed in enumerate(scheme.lists)]
    for part, i, name, own in named:
        if own is not None and own not in found:
            told = f'no {own} has a file, so "{name}" is nobody\'s'
            yield case.fault("S337", (part, i, "unit"), told, "Name it in subjects.also.")
    card = scheme.score.kind == "scorecard"
    if card and found[0] == "firm":
        yield case.fault("S338", ("score", "kind"), "a card reads attributes, and firms have none", "Use kind: sum.")


def check_units_met(case: Case) -> Iterator[Defect]:
    """What is of one unit is not asked of another."""
    scheme = case.scheme
    for i, rule in enumerate(scheme.rules):
        yield from rule_met(case, rule, ("rules", i))
    for i, listed in enumerate(scheme.lists):
        yield from list_met(case, listed, ("lists", i))
    main = scheme.subjects.unit
    for part, field, items in (
        ("gates", "lost_on", [gate.lost_on for gate in scheme.gates]),
        ("discretion", "after", [choice.after for choice in scheme.discretion]),
    ):
        for i, names in enumerate(items):
            for j, name in enumerate(names):
                if unit_of_rule(scheme, name) != main:
                    told = f'rule "{name}" is of the unit {unit_of_rule(scheme, name)}, and {part} are of {main}'
                    yield case.fault("S338", (part, i, field, j), told, "Name a rule of the main unit.")
    for i, measure in enumerate(scheme.measures):
        per = case.names.per.get(measure.need or "") if case.names is not None else None
        unit = measure_unit(scheme, measure)
        if per is not None and kind_of(per) != kind_of(unit):
            told = f'measure "{measure.id}" is of the unit {unit}, and need "{measure.need}" is asked by {per}'
            yield case.fault("S338", ("measures", i, "need"), told, "Name a need of that unit.")
    for i, term in enumerate(scheme.score.terms):
        whose = unit_of_list(scheme, term.list) if term.mix is None else main
        if end_unit(scheme, unit=main, tie=term.tie) != whose:
            told = f'term "{term.id}" counts ends of "{term.tie}" on a list of another unit'
            if term.mix is not None:
                told = f'term "{term.id}" mixes scores of {main} files, and "{term.tie}" leads to none'
            yield case.fault("S338", ("score", "terms", i, "tie"), told, f"Name a tie to files of unit {whose}.")
    yield from confused(case)


def confused(case: Case) -> Iterator[Defect]:
    """Conduct of firms is not taken for conduct of people."""
    of = case.names.of if case.names is not None else {}
    for i, channel in enumerate(case.scheme.channels):
        for j, mix in enumerate(channel.confusion):
            if mix.of in of and mix.recorded_as in of and kind_of(of[mix.of]) != kind_of(of[mix.recorded_as]):
                told = f'"{mix.of}" of a {of[mix.of]} is recorded as conduct of a {of[mix.recorded_as]}'
                where = ("channels", i, "confusion", j, "recorded_as")
                yield case.fault("S338", where, told, "Name conduct of the same kind.")


def whose_obligation(case: Case, name: str) -> str:
    """Whose an obligation is: of the first behaviour that opens it."""
    names = case.names
    opened = [act for act, opens in names.opens.items() if opens == name] if names is not None else []
    return names.of.get(opened[0], "person") if names is not None and opened else "person"


def rule_met(case: Case, rule: Rule, here: Path) -> Iterator[Defect]:
    """A rule is on conduct, obligations and attributes that its unit has."""
    scheme, unit = case.scheme, unit_of_rule(case.scheme, rule.id)
    if unit not in units(scheme):
        return
    whose = case.names.of.get(rule.on or "") if case.names is not None else None
    if whose is not None and kind_of(whose) != kind_of(unit):
        told = f'rule "{rule.id}" is of the unit {unit}, and "{rule.on}" is conduct of a {whose}'
        yield case.fault("S338", (*here, "on"), told, f"Set unit: {whose}, or name other conduct.")
    owed = rule.recurring.obligation if rule.recurring is not None else None
    if owed is not None and case.names is not None and owed in case.names.obligations:
        whose = whose_obligation(case, owed)
        if kind_of(whose) != kind_of(unit):
            told = f'rule "{rule.id}" is of the unit {unit}, and obligation "{owed}" is of a {whose}'
            yield case.fault("S338", (*here, "recurring", "obligation"), told, f"Set unit: {whose}.")
    if unit != scheme.subjects.unit:
        for name in SCORED:
            if getattr(rule, name) is not None:
                told = f'rule "{rule.id}" is of the unit {unit}, and only {scheme.subjects.unit} files have a score'
                yield case.fault("S338", (*here, name), told, "Use trigger: true.", key=True)
    if unit == "firm" and rule.applies_to:
        told = f'rule "{rule.id}" applies to attributes, and firms have none'
        yield case.fault("S338", (*here, "applies_to"), told, "Remove applies_to.", key=True)


def list_met(case: Case, listed: ListSpec, here: Path) -> Iterator[Defect]:
    """The ways onto a list, and the lists it names, are of its unit."""
    scheme, unit = case.scheme, unit_of_list(case.scheme, listed.id)
    if unit not in units(scheme):
        return
    for j, entry in enumerate(listed.entries):
        at = (*here, "entries", j)
        other = unit_of_rule(scheme, entry.rule) if entry.rule else unit
        other = unit_of_list(scheme, entry.list) if entry.list else other
        if other != unit and other in units(scheme):
            field = "rule" if entry.rule else "list"
            told = f'list "{listed.id}" is of the unit {unit}, and "{getattr(entry, field)}" of {other}'
            yield case.fault("S338", (*at, field), told, "Lists and rules of one unit go together.")
        owed = entry.term.owed
        if owed is not None and case.names is not None and owed in case.names.obligations:
            whose = whose_obligation(case, owed)
            if kind_of(whose) != kind_of(unit):
                told = f'list "{listed.id}" is of the unit {unit}, and obligation "{owed}" is of a {whose}'
                yield case.fault("S338", (*at, "term", "owed"), told, "Name an obligation of that unit.")
        if unit != scheme.subjects.unit and (entry.band or entry.quota):
            told = f'list "{listed.id}" is of the unit {unit}, and only {scheme.subjects.unit} files have a score'
            yield case.fault("S338", (*at, "band" if entry.band else "quota"), told, "Use a rule or a list.")
    if unit != scheme.subjects.unit and listed.to_band is not None:
        told = f'list "{listed.id}" is of the unit {unit}, and only {scheme.subjects.unit} files have bands'
        yield case.fault("S338", (*here, "to_band"), told, "Remove to_band.", key=True)
    for field, names in (("implies", listed.implies), ("not_if", listed.not_if), ("replaces", listed.replaces)):
        for j, name in enumerate(names):
            if unit_of_list(scheme, name) != unit:
                told = f'list "{listed.id}" is of the unit {unit}, and "{name}" of {unit_of_list(scheme, name)}'
                yield case.fault("S338", (*here, field, j), told, "Let a spread rule cross from one to the other.")


def check_spread_units(case: Case) -> Iterator[Defect]:
    """A spread rule follows a tie that its subjects have, to files of the unit where it lands.

    Without files of firms nothing is asked: a file of version 1 may follow ``~officer`` to where there are no files.
    """
    if "firm" not in units(case.scheme):
        return
    for i, spread in enumerate(case.scheme.spread):
        if (spread.rule is None) != (spread.list is None):
            yield from spread_met(case, spread, ("spread", i))


def spread_met(case: Case, spread: SpreadRule, here: Path) -> Iterator[Defect]:
    """One spread rule."""
    scheme = case.scheme
    unit_of = unit_of_rule if spread.rule is not None else unit_of_list
    unit, lands = (
        unit_of(scheme, spread.rule or spread.list),
        unit_of(scheme, spread.lands or spread.rule or spread.list),
    )
    if case.names is not None and spread.to.removeprefix("~") not in case.names.ties:
        return
    end = end_unit(scheme, unit=unit, tie=spread.to)
    if end is None:
        told = f'spread "{spread.id}" leaves files of the unit {unit}, where "{spread.to}" leads to no file'
        yield case.fault(
            "S339", (*here, "to"), told, "officer and employee lead from firms to persons, ~officer and ~employee back."
        )
    elif end != lands:
        told = f'spread "{spread.id}" reaches files of the unit {end} and lands on something of the unit {lands}'
        key = "lands" if spread.lands else "to"
        yield case.fault("S339", (*here, key), told, f"Let it land on a list or rule of unit {end}.")
    elif end == "firm" and spread.only:
        told = f'spread "{spread.id}" asks for attributes, and firms have none'
        yield case.fault("S339", (*here, "only"), told, "Remove only.", key=True)
