"""Whose file it is: the units of a scheme, and which of its parts are of which unit (``docs/odd/month.md``)."""

from __future__ import annotations

from typing import Literal, TypeAlias

from demerit.scheme.model import Measure, Scheme

__all__ = [
    "FIRM",
    "PEOPLE",
    "Kind",
    "end_unit",
    "kind_of",
    "measure_unit",
    "people_unit",
    "unit_of_list",
    "unit_of_rule",
    "units",
]

Kind: TypeAlias = Literal["people", "firm"]
PEOPLE: Kind = "people"
FIRM: Kind = "firm"
OF_FIRMS = ("officer", "employee")
"""Ties from a firm to a person."""


def units(scheme: Scheme, /) -> tuple[str, ...]:
    """Units of a scheme, the main one first."""
    return (scheme.subjects.unit, *scheme.subjects.also)


def kind_of(unit: str, /) -> Kind:
    """Kind of a unit: persons and households are people."""
    return FIRM if unit == "firm" else PEOPLE


def people_unit(scheme: Scheme, /) -> str | None:
    """Which people have files: persons, households, or none."""
    return next((unit for unit in units(scheme) if unit != "firm"), None)


def unit_of_rule(scheme: Scheme, name: str | None, /) -> str:
    """Unit of a rule; the main one for none."""
    named = next((rule.unit for rule in scheme.rules if rule.id == name), None)
    return named or scheme.subjects.unit


def unit_of_list(scheme: Scheme, name: str | None, /) -> str:
    """Unit of a list; the main one for none."""
    named = next((listed.unit for listed in scheme.lists if listed.id == name), None)
    return named or scheme.subjects.unit


def measure_unit(scheme: Scheme, measure: Measure, /) -> str:
    """Unit of what a measure hangs on."""
    if measure.copy:
        kept = next((item.id for item in scheme.lists for copy in item.copies if copy.id == measure.copy), None)
        return unit_of_list(scheme, kept)
    return unit_of_rule(scheme, measure.rule) if measure.rule else unit_of_list(scheme, measure.list)


def end_unit(scheme: Scheme, /, *, unit: str, tie: str) -> str | None:
    """Unit of the files at the other ends of a tie of a unit's files; None if there are none.

    Examples
    --------
    >>> from tests.builders import scheme
    >>> from demerit.scheme.model import Subjects
    >>> both = scheme(subjects=Subjects(unit="person", also=("firm",)))
    >>> end_unit(both, unit="firm", tie="officer"), end_unit(both, unit="firm", tie="friend")
    ('person', None)
    """
    base, back = tie.removeprefix("~"), tie.startswith("~")
    if unit == "firm":
        if base not in OF_FIRMS or back:
            return None
        return people_unit(scheme) or "firm"
    if base in OF_FIRMS:
        return "firm" if back and "firm" in units(scheme) else None
    return unit
