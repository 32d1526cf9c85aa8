"""Reading the law catalogue: instruments and terms, checked, with their expressions parsed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path as FilePath
from types import MappingProxyType

from demerit.audit.check_expression import Fault, Reader, check_expression, names_of
from demerit.audit.expression import parse
from demerit.audit.links import Related, Relations
from demerit.audit.model import Check, Law, Parameter, Terms
from demerit.audit.syntax import Expression, Part
from demerit.errors import Defect, InputError, nearest
from demerit.evidence.catalogue import catalogue_ids, find
from demerit.evidence.check_names import check_dates
from demerit.evidence.form import read_form
from demerit.evidence.quantity import Source
from demerit.evidence.register import shared_sources
from demerit.evidence.yamltext import Path, Places
from demerit.scheme.check_declaration import DOMAINS

__all__ = ["Rule", "Vocabulary", "all_laws", "load_law", "load_terms", "rules_of", "vocabulary"]

LIMBS = ("applies", "violates", "risk")


@dataclass(frozen=True)
class Rule:
    """A check with its instrument and its expressions; those that were left out are not in it."""

    law: Law
    check: Check
    limbs: Mapping[str, Expression]

    @property
    def ceiling(self) -> str:
        """The most that it can say."""
        return "violates" if "violates" in self.limbs else "risk"


@dataclass(frozen=True)
class Vocabulary:
    """All terms of the catalogue together."""

    params: Mapping[str, Parameter]
    sets: Mapping[str, tuple[str, ...]]
    relations: Relations
    templates: Mapping[str, Mapping[str, object]]
    baseline: Mapping[str, object]
    patterns: Mapping[str, Mapping[str, object]]
    sources: Mapping[str, Source]

    @property
    def numbers(self) -> Mapping[str, float]:
        """Value of each parameter."""
        return {name: parameter.value for name, parameter in self.params.items()}


def load_terms(name: str | FilePath, /) -> Terms:
    """Load and check a file of terms, by id in the catalogue or by path.

    Raises
    ------
    InputError
        With every fault: of form, L120 unknown domain, S406 unknown source.
    """
    found = find(name, folder="laws/terms")
    terms, text = read_form(Terms, found.raw, file=found.name, format_name="demerit.law-terms/1")
    faults = list(check_terms(terms, text.places))
    if faults:
        raise InputError(faults)
    return terms


def check_terms(terms: Terms, places: Places) -> Iterator[Defect]:
    """Faults of meaning of a file of terms."""
    for number, relation in enumerate(terms.relations):
        path: Path = ("relations", number)
        for place, word in [(("data",), relation.data), *((("consequences",), w) for w in relation.consequences)]:
            if word not in DOMAINS:
                yield places.defect("L120", (*path, *place), f'unknown domain "{word}"', nearest(word, DOMAINS))
        if not relation.source:
            told = "A pair that is not listed is unclear."
            yield places.defect("L121", path, "a relation of two domains without a source", told)
        yield from unknown_sources(terms, places, path, relation.source)
    for kind in ("params", "sets"):
        for name, item in getattr(terms, kind).items():
            yield from unknown_sources(terms, places, (kind, name), item.source)


def unknown_sources(file: Terms | Law, places: Places, path: Path, source: tuple[str, ...]) -> Iterator[Defect]:
    """Sources that are neither of the file nor of a register."""
    known = {**shared_sources(), **file.sources}
    for place, name in enumerate(source):
        if name not in known:
            yield places.defect("S406", (*path, "source", place), f'unknown source "{name}"', nearest(name, known))


@cache
def vocabulary() -> Vocabulary:
    """All files of terms of the catalogue together."""
    files = [load_terms(name) for name in catalogue_ids("laws/terms")]
    return Vocabulary(
        params={name: item for terms in files for name, item in terms.params.items()},
        sets={name: item.words for terms in files for name, item in terms.sets.items()},
        relations={
            (relation.data, consequence): Related(relation.relation, relation.why, relation.source)
            for terms in files
            for relation in terms.relations
            for consequence in relation.consequences
        },
        templates={name: item for terms in files for name, item in terms.templates.items()},
        baseline={name: item for terms in files for name, item in terms.baseline.items()},
        patterns={name: item for terms in files for name, item in terms.patterns.items()},
        sources={name: item for terms in files for name, item in terms.sources.items()},
    )


def load_law(name: str | FilePath, /) -> Law:
    """Load and check an instrument, by id in the catalogue or by path.

    Raises
    ------
    InputError
        With every fault: of form, of expressions (L100 to L116), S301 a day that no calendar has, L122 an id given
        twice, L123 an unknown pattern, L124 dates upside down, S406 unknown source.
    """
    return load_rules(name)[0]


def load_rules(name: str | FilePath, /) -> tuple[Law, tuple[Rule, ...]]:
    """Load an instrument with its expressions parsed."""
    found = find(name, folder="laws")
    law, text = read_form(Law, found.raw, file=found.name, format_name="demerit.law/1")
    faults: list[Defect] = list(check_dates(law, places=text.places))
    rules = []
    for number, check in enumerate(law.checks):
        path: Path = ("checks", number)
        faults += check_check(law, check, text.places, path)
        limbs = parsed(check, text.places, path, faults)
        rules.append(Rule(law, check, MappingProxyType(limbs)))
    if faults:
        raise InputError(faults)
    return law, tuple(rules)


def check_check(law: Law, check: Check, places: Places, path: Path) -> Iterator[Defect]:
    """Faults of a check apart from its expressions."""
    if [other.id for other in law.checks].count(check.id) > 1:
        yield places.defect("L122", (*path, "id"), f'"{check.id}" is given twice', "An id is never used again.")
    if check.since and check.until and check.until < check.since:
        yield places.defect("L124", (*path, "until"), "it ended before it began", "Check the two dates.")
    if not check.violates and not check.risk:
        yield places.defect("L125", path, f'"{check.id}" has neither violates nor risk', "It would never say anything.")
    patterns = vocabulary().patterns
    for use in (*check.use, *(name for example in check.examples for name in example.use)):
        if use not in patterns:
            yield places.defect("L123", (*path, "examples"), f'unknown pattern "{use}"', nearest(use, patterns))
    yield from unknown_sources(law, places, path, check.source)


def parsed(check: Check, places: Places, path: Path, faults: list[Defect]) -> dict[str, Expression]:
    """Parse the expressions of a check and tell their faults."""
    terms = vocabulary()
    reader = Reader(terms.params, terms.sets)
    limbs: dict[str, Expression] = {}
    for limb in LIMBS:
        words = getattr(check, limb)
        if not words:
            continue
        where = (*path, limb)
        line, column = places.at(where)
        try:
            tree = parse(words, file=places.file, line=line, column=column)
        except InputError as error:
            faults += error.defects
            continue

        check_expression(tree, reader, teller(check, words, places, where, faults))
        if limb == "violates" and any(name[0] == "ind" for name in names_of(tree)):
            told = "Simulation alone never shows a breach: read it under risk."
            faults.append(places.defect("L115", where, f"{check.id} reads a simulated figure under violates", told))
        limbs[limb] = tree
    return limbs


def teller(check: Check, words: str, places: Places, path: Path, faults: list[Defect]) -> Fault:
    """A function that notes a fault of a part of an expression."""

    def fault(code: str, part: Part, message: str, hint: str) -> None:
        told = f'{message} (in "{words[part.start : part.end][:80]}" of {check.id})'
        faults.append(places.defect(code, path, told, hint))

    return fault


@cache
def rules_of(name: str, /) -> tuple[Rule, ...]:
    """Checks of an instrument of the catalogue, parsed."""
    return load_rules(name)[1]


@cache
def all_laws() -> tuple[Rule, ...]:
    """Every check of the catalogue, instrument by instrument.

    Raises
    ------
    InputError
        L122 if two instruments have a check of one id.
    """
    rules = tuple(rule for name in catalogue_ids("laws") for rule in rules_of(name))
    seen: dict[str, str] = {}
    for rule in rules:
        if rule.check.id in seen:
            what = f'"{rule.check.id}" is a check of {seen[rule.check.id]} and of {rule.law.id}'
            raise InputError([Defect(file=f"{rule.law.id}.yaml", line=0, column=0, code="L122", message=what)])
        seen[rule.check.id] = rule.law.id
    return rules
