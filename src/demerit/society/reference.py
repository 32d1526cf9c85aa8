"""The page of all keys of the format, made from the records."""

from __future__ import annotations

import inspect
import types
from collections.abc import Hashable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin

from demerit.evidence.form import hints
from demerit.evidence.quantity import Day, Expect, Flag, Identifier, Month, Number, Quantity, Whole
from demerit.society.schema import RECORDS

__all__ = ["keys_page"]

WORDS = {"Day": Day, "Flag": Flag, "Identifier": Identifier, "Month": Month, "Number": Number, "Whole": Whole}
SAID = {
    "Day": "date",
    "Flag": "true or false",
    "Identifier": "id",
    "Month": "month",
    "Number": "number",
    "Whole": "whole number",
}


def keys_page() -> str:
    """Markdown page with a table of keys for every record, in the order in which a reader meets them."""
    out = [
        "# Keys\n",
        "Made from the records (`demerit.society.reference`); do not edit. `format.md` says how to read it.\n",
    ]
    told: set[Any] = set()
    for name, record in RECORDS.items():
        out.append(f"## {name}\n")
        out.extend(section(part) for part in walk(record, told))
    return "\n".join(out)


def walk(record: Any, told: set[Any]) -> Iterator[Any]:
    """A record and those it holds, each once."""
    if record in told:
        return
    told.add(record)
    yield record
    for kind in hints(cast(Hashable, record)).values():
        for inner in records_in(kind):
            yield from walk(inner, told)


def records_in(kind: Any) -> Iterator[Any]:
    """Records that a type mentions."""
    if is_dataclass(kind) and isinstance(kind, type):
        yield kind
    for part in get_args(kind):
        yield from records_in(part)


def section(record: Any) -> str:
    """Heading, description and table of one record."""
    text = inspect.cleandoc(record.__doc__ or "").replace("``", "`").partition("\nAttributes\n")[0].strip()
    rows = [f"### {record.__name__}\n", f"{text}\n", "| key | holds | left out |", "| --- | --- | --- |"]
    types_of = hints(record)
    for item in fields(record):
        needed = item.default is MISSING and item.default_factory is MISSING
        rows.append(
            f"| `{item.name}` | {said(types_of[item.name])} | {'needed' if needed else default(item.default)} |"
        )
    return "\n".join(rows) + "\n"


def default(value: Any) -> str:
    """What a key means when it is left out, as far as a word can say it."""
    if value is None or value is MISSING or value == () or value == "":
        return "-"
    return str(value).lower() if isinstance(value, bool) else str(value)


def said(kind: Any) -> str:
    """Type in words."""
    if get_origin(kind) in (Union, types.UnionType):
        return said(next(part for part in get_args(kind) if part is not type(None)))
    for name, scalar in WORDS.items():
        if kind == scalar:
            return SAID[name]
    if get_origin(kind) is Annotated:
        first, *notes = get_args(kind)
        expect = next((note for note in notes if isinstance(note, Expect)), None)
        if first is Quantity and expect is not None:
            return f"number with evidence: {' or '.join(expect.units)}, {expect.low:g} to {expect.high:g}"
        return said(first)
    parts = get_args(kind)
    if get_origin(kind) is Literal:
        return " \\| ".join(f"`{word}`" for word in parts)
    if get_origin(kind) is tuple:
        return f"list of {said(parts[0])}" if parts[-1] is Ellipsis else f"[{', '.join(said(part) for part in parts)}]"
    if get_origin(kind) is dict:
        return f"by key: {said(parts[1])}"
    if isinstance(kind, type) and issubclass(kind, Enum):
        return " \\| ".join(f"`{word.value}`" for word in kind)
    words = {str: "text", int: "whole number", Any: "any value"}
    return words.get(kind, f"[{kind.__name__}](#{kind.__name__.lower()})")
