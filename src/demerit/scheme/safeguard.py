"""Safeguards: named patches to a scheme. Scheme in, scheme out; never a switch in the engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from math import prod
from pathlib import Path as FilePath
from typing import Any, Literal

from demerit.errors import Defect, InputError
from demerit.evidence.catalogue import find
from demerit.evidence.check_quantity import check_sources
from demerit.evidence.form import read_form, to_record, type_at
from demerit.evidence.quantity import Identifier, Source, record
from demerit.evidence.register import shared_sources
from demerit.evidence.yamltext import Places, Text
from demerit.scheme.defaults import fill_defaults
from demerit.scheme.diff import Change, diff
from demerit.scheme.dump import plain
from demerit.scheme.model import Scheme
from demerit.scheme.selector import Match, matches, parse, record_path

__all__ = ["Applied", "Operation", "Safeguard", "apply_safeguard", "load_safeguard", "read_safeguard"]

DAYS_PER_MONTH = 30.4375


@record
class Operation:
    """One change to everything that ``path`` points to.

    ``set`` writes ``value`` (the last key is made where it is missing); ``add`` writes it only where nothing is there;
    ``remove`` takes it away; ``append`` adds ``value`` to the end of a list that has neither it nor its id; ``limit``
    lowers a quantity to ``value`` where it is higher and writes it where it is missing.
    """

    do: Literal["set", "add", "remove", "append", "limit"]
    path: str
    value: Any = None
    note: str = ""


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
        if type_at(Scheme, record_path(steps)) is None:
            told = "See docs/reference/format.md for the keys of a scheme."
            yield places.defect("S350", (*here, "path"), f'a scheme has nothing at "{operation.path}"', told)
        if (operation.value is None) != (operation.do == "remove"):
            yield places.defect("S351", here, f"{operation.do} and value do not fit", "Only remove has no value.")


def apply_safeguard(scheme: Scheme, /, *, safeguard: Safeguard) -> Applied:
    """Put a safeguard on a scheme.

    Parameters
    ----------
    scheme : Scheme
    safeguard : Safeguard

    Returns
    -------
    Applied
        The changed scheme with its defaults written out, the changes, and a sentence. A safeguard that finds nothing to
        change says so.

    Raises
    ------
    InputError
        If the result is no scheme.
    """
    before = fill_defaults(scheme)
    data = plain(before)
    for operation in safeguard.patch:
        perform(data, operation)
    unchanged = Applied(before, (), f'Safeguard "{safeguard.id}" changes nothing in scheme "{scheme.id}".')
    if data == plain(before):
        return unchanged
    changed = fill_defaults(to_record(Scheme, Text(data, Places(f"{scheme.id} with {safeguard.id}"))))
    changes = diff(before, changed)
    if not changes:
        return unchanged
    cited = {name: source for name, source in safeguard.sources.items() if name not in before.sources}
    changed = replace(changed, sources={**changed.sources, **cited})
    n = len(changes)
    said = f'Safeguard "{safeguard.id}" changes {n} value{"s" if n > 1 else ""} of scheme "{scheme.id}".'
    return Applied(changed, changes, said)


def perform(data: Any, operation: Operation) -> None:
    """Do one change to plain data, in place."""
    found = list(matches(data, parse(operation.path)))
    if operation.do == "remove":
        for match in reversed(found):  # from the end, so that positions stay right
            if match.there:
                del match.holder[match.key]
        return
    value = plain(operation.value)
    for match in found:
        if operation.do == "append":
            items = match.holder.setdefault(match.key, [])
            if not any(same(item, value) for item in items):
                items.append(value)
        elif operation.do == "set" or (higher(match, value) if operation.do == "limit" else not match.there):
            match.holder[match.key] = value


def same(item: Any, value: Any) -> bool:
    """Whether an item of a list is the value, or has its id."""
    named = isinstance(item, dict) and isinstance(value, dict) and "id" in value
    return bool(item == value or (named and item.get("id") == value["id"]))


def higher(match: Match, value: Any) -> bool:
    """Whether a quantity is missing or above a limit, days and months made comparable."""
    return not match.there or size(match.holder[match.key]) > size(value)


def size(quantity: Any) -> float:
    """Largest value of a quantity in plain data, factors included; days as months."""
    numbers = [quantity["value"], *(step["value"] for step in quantity.get("steps", []))]
    numbers += [number for table in quantity.get("by", {}).values() for number in table.values()]
    numbers += [case["value"] for case in quantity.get("where", [])]
    factors = (max(1.0, *map(float, table.values())) for table in quantity.get("times", {}).values())
    largest = prod(factors, start=max(map(float, numbers)))
    return largest / DAYS_PER_MONTH if quantity["unit"] == "days" else largest
