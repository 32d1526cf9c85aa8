"""Safeguards: named patches to a scheme. Scheme in, scheme out; never a switch in the engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath
from typing import Any, Literal

from demerit.errors import Defect, InputError, nearest
from demerit.evidence.catalogue import find
from demerit.evidence.check_quantity import check_sources
from demerit.evidence.form import read_form, to_record, type_at
from demerit.evidence.quantity import Identifier, Source, record
from demerit.evidence.register import shared_sources
from demerit.evidence.yamltext import Places, Text
from demerit.scheme.checks.score import out_of_reach
from demerit.scheme.defaults import fill_defaults
from demerit.scheme.diff import Change, diff
from demerit.scheme.dump import plain
from demerit.scheme.facts import FACTS, OF_SCHEME, Facts
from demerit.scheme.model import Scheme
from demerit.scheme.names import Names
from demerit.scheme.operation import Operation, fits, perform
from demerit.scheme.prune import NO_WAY_IN
from demerit.scheme.selector import asked, matches, parse, record_path

__all__ = ["Applied", "Operation", "Safeguard", "apply_safeguard", "load_safeguard", "read_safeguard"]


@record
class Safeguard:
    """A safeguard: a small list of changes, with what it rests on."""

    format: Literal["demerit.safeguard/1"]
    id: Identifier
    title: str
    about: str = ""
    basis: Literal["law", "case", "convention", "proposal"]
    sources: dict[str, Source] = field(default_factory=dict)
    source: tuple[str, ...] = ()
    note: str = ""
    patch: tuple[Operation, ...]


@dataclass(frozen=True)
class Applied:
    """A scheme with a safeguard, what changed, and a sentence that says so."""

    scheme: Scheme
    changes: tuple[Change, ...]
    said: str


def load_safeguard(name: str | FilePath, /) -> Safeguard:
    """Load a safeguard by path, or by id in the catalogue.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    found = find(name, folder="safeguards")
    return read_safeguard(found.raw, file=found.name)


def read_safeguard(raw: bytes, /, *, file: str) -> Safeguard:
    """Read a safeguard from bytes; ``file`` is the name shown in errors."""
    safeguard, text = read_form(Safeguard, raw, file=file, format_name="demerit.safeguard/1")
    faults = [*check_patch(safeguard, text.places)]
    faults += check_sources(safeguard, places=text.places, shared=shared_sources().keys())
    if faults:
        raise InputError(faults)
    return safeguard


def check_patch(safeguard: Safeguard, places: Places) -> Iterator[Defect]:
    """Paths lead to something that the format has; values are there where they are needed."""
    for i, operation in enumerate(safeguard.patch):
        here = ("patch", i)
        try:
            steps = parse(operation.path)
        except ValueError as error:
            told = "Write keys with dots and [*], [id] or [key=text]."
            yield places.defect("S350", (*here, "path"), f"{error}", told)
            continue
        kind = type_at(Scheme, record_path(steps))
        if kind is None:
            told = "See docs/reference/format.md for the keys of a scheme."
            yield places.defect("S350", (*here, "path"), f'a scheme has nothing at "{operation.path}"', told)
        for key, fact in asked(steps):
            if fact not in FACTS.get(key, ()):
                told = nearest(fact, FACTS[key]) if key in FACTS else "See docs/reference/format.md for what has facts."
                yield places.defect("S350", (*here, "path"), f'items of {key} have no fact "{fact}"', told)
        if not fits(operation, kind):
            told = "Only remove and square have no value; limit, scale and bound take a number."
            yield places.defect("S351", here, f"{operation.do} and value do not fit", told)


def apply_safeguard(scheme: Scheme, /, *, safeguard: Safeguard, names: Names | None = None) -> Applied:
    """Put a safeguard on a scheme.

    Parameters
    ----------
    scheme : Scheme
    safeguard : Safeguard
    names : Names, optional
        What a scheme may name of its society (``demerit.society.fit.names_of``); needed by a safeguard that asks for
        what the society's files say, such as the gravity of conduct.

    Returns
    -------
    Applied
        The changed scheme with its defaults written out, the changes, and a sentence. A safeguard that finds nothing to
        change says so.

    Raises
    ------
    InputError
        S352 if names are needed and not given; others if the result is no scheme.
    """
    before = fill_defaults(scheme)
    data = plain(before)
    about = Facts(before, names).about
    for operation in safeguard.patch:
        steps = parse(operation.path)
        lacking = sorted({fact for _, fact in asked(steps)} - OF_SCHEME) if names is None else []
        if lacking:
            told = f'safeguard "{safeguard.id}" asks for {lacking[0]}, which the files of a society say'
            hint = "Give names: demerit.society.fit.names_of(bundle)."
            raise InputError([Defect(file=safeguard.id, line=0, column=0, code="S352", message=told, hint=hint)])
        perform(data, operation, list(matches(data, steps, about=about)), by=safeguard.id)
    forget_hearing(data, before)
    unchanged = Applied(before, (), f'Safeguard "{safeguard.id}" changes nothing in scheme "{scheme.id}".')
    if data == plain(before):
        return unchanged
    changed = fill_defaults(to_record(Scheme, Text(data, Places(f"{scheme.id} with {safeguard.id}"))))
    changed = say_out_of_reach(changed, before)
    changes = diff(before, changed)
    if not changes:
        return unchanged
    cited = {name: source for name, source in safeguard.sources.items() if name not in before.sources}
    changed = replace(changed, sources={**changed.sources, **cited})
    n = len(changes)
    said = f'Safeguard "{safeguard.id}" changes {n} value{"s" if n > 1 else ""} of scheme "{scheme.id}".'
    return Applied(changed, changes, said)


def forget_hearing(data: dict[str, Any], before: Scheme) -> None:
    """Take a hearing away again, in place, that came where no rule has one."""
    came = before.redress.hearing is None and "hearing" in data.get("redress", {})
    if came and not any(rule.get("hearing") == "true" for rule in data.get("rules", [])):
        del data["redress"]["hearing"]
        if not data["redress"]:
            del data["redress"]


def say_out_of_reach(scheme: Scheme, before: Scheme) -> Scheme:
    """Give a note to bands that nobody can come to any more."""
    bands = tuple(
        replace(band, note=f"{band.note} {NO_WAY_IN}".strip())
        if out_of_reach(scheme, band.id) and not out_of_reach(before, band.id)
        else band
        for band in scheme.bands
    )
    return scheme if bands == scheme.bands else replace(scheme, bands=bands)
