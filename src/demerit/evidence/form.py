"""From plain text data to frozen records: the only door where pydantic stands.

Everything that is wrong with the form of a file is told at once, each with its place, what was expected and the nearest
allowed word.
"""

from __future__ import annotations

import types
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import cache
from itertools import islice
from typing import Annotated, Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from demerit.errors import Defect, InputError, nearest
from demerit.evidence.yamltext import MAX_FAULTS, Path, Places, Text, read_yaml

__all__ = ["describe", "hints", "read_form", "read_text", "to_record", "type_at"]

T = TypeVar("T")
KINDS = {
    "dataclass_type": "expected keys and values",
    "dict_type": "expected keys and values",
    "tuple_type": "expected a list",
    "list_type": "expected a list",
    "string_type": "expected a single text",
    "float_type": "expected a number",
    "int_type": "expected a whole number",
    "bool_type": "expected true or false",
    "too_long": "the list is too long",
    "too_short": "the list is too short",
}


@cache
def adapter(record: type[Any]) -> TypeAdapter[Any]:
    """Pydantic's reader of a record, made once."""
    return TypeAdapter(record)


@cache
def hints(record: Any) -> Mapping[str, Any]:
    """Types of the fields of a record, with their annotations."""
    return get_type_hints(record, include_extras=True)


def bare(kind: Any) -> Any:
    """Type without ``Annotated`` and without ``None``."""
    while True:
        if get_origin(kind) is Annotated:
            kind = get_args(kind)[0]
        elif get_origin(kind) in (Union, types.UnionType):
            kind = next(part for part in get_args(kind) if part is not type(None))
        else:
            return kind


def inner(kind: Any, step: str | int) -> Any:
    """Type of what stands under a key or position."""
    kind = bare(kind)
    if is_dataclass(kind) and isinstance(kind, type):
        return hints(kind).get(str(step))
    parts = get_args(kind)
    if get_origin(kind) is dict:
        return parts[1]
    if get_origin(kind) is tuple:
        return parts[0] if len(parts) == 2 and parts[1] is Ellipsis else parts[min(int(step), len(parts) - 1)]
    return None


def type_at(root: type[Any], path: Path, /) -> Any:
    """Type of what stands at a path of a file whose record is ``root``; ``None`` where the format has nothing."""
    kind: Any = root
    for step in path:
        kind = inner(kind, step)
        if kind is None:
            return None
    return bare(kind)


def describe(root: type[Any], data: Any, path: Path, /) -> str:
    """Say where a path is, in words: ``delay of channel "shop_camera"``.

    Parameters
    ----------
    root : type
        Record of the whole file.
    data : dict or list
        The file as plain data.
    path : tuple
        Keys and positions from the root.
    """
    named, named_at, here = "", 0, data
    for depth, step in enumerate(path, start=1):
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            break
        kind = type_at(root, path[:depth])
        if isinstance(here, dict) and isinstance(here.get("id"), str) and is_dataclass(kind):
            named, named_at = f'{noun(kind)} "{here["id"]}"', depth
    rest = dotted(path[named_at:])
    if not named:
        return rest or f"the {noun(root)}"
    return f"{rest} of {named}" if rest else named


def noun(kind: Any) -> str:
    """Word for a record: ``FalseRecords`` becomes ``false records``."""
    name = getattr(kind, "__name__", "part").removesuffix("Spec").removesuffix("Kind")
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()


def dotted(path: Path) -> str:
    """Path as text: ``watches[1].behaviour``."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def to_record(record: type[T], text: Text, /) -> T:
    """Make a record of a file's data.

    Parameters
    ----------
    record : type
        Record class of the whole file.
    text : Text
        The file as read.

    Returns
    -------
    record

    Raises
    ------
    InputError
        With every fault of form.
    """
    try:
        made: T = adapter(cast(Hashable, record)).validate_python(text.data)
    except ValidationError as error:
        raise InputError(translate(record, text, error)) from None
    return made


def read_form(record: type[T], raw: bytes, /, *, file: str, format_name: str) -> tuple[T, Text]:
    """Read a file of one format: YAML as text, its ``format`` line, then every field.

    Parameters
    ----------
    record : type
        Record class of the whole file.
    raw : bytes
        What the file holds.
    file : str
        Name to show in errors.
    format_name : str
        What ``format`` must be, such as ``demerit.scheme/1``.

    Returns
    -------
    (record, Text)
    """
    text = read_text(raw, file=file, format_name=format_name)
    return to_record(record, text), text


def read_text(raw: bytes, /, *, file: str, format_name: str) -> Text:
    """Read YAML as text and check its ``format`` line only."""
    text = read_yaml(raw, file=file)
    if not isinstance(text.data, dict):
        raise InputError(
            [
                text.places.defect(
                    "S106",
                    (),
                    "expected keys and values at the top of the file",
                    f'Begin with "format: {format_name}".',
                )
            ]
        )
    written = text.data.get("format")
    if written != format_name:
        known = isinstance(written, str) and written.rpartition("/")[0] == format_name.rpartition("/")[0]
        told = "This version of demerit does not read it." if known else f'Write "format: {format_name}".'
        what = f'format "{written}" is not "{format_name}"' if isinstance(written, str) else "the format is not given"
        raise InputError([text.places.defect("S112", ("format",), what, told)])
    return text


def translate(record: type[Any], text: Text, error: ValidationError) -> Iterator[Defect]:
    """Pydantic's complaints as defects."""
    for item in islice(error.errors(include_url=False), MAX_FAULTS):
        yield one(record, text, item["type"], tuple(item["loc"]), item)
    more = error.error_count() - MAX_FAULTS
    if more > 0:
        yield text.places.defect("S114", (), f"{more:,} more faults are not shown", "Mend these first.")


def one(record: type[Any], text: Text, kind: str, path: Path, item: Any) -> Defect:
    """Translate one complaint."""
    places, key = text.places, False
    if path and path[-1] == "[key]":
        path, key = path[:-1], True
    name = str(path[-1]) if path else ""
    owner = type_at(record, path[:-1]) if path else record
    if kind == "unexpected_keyword_argument":
        allowed = [f.name for f in fields(owner)] if is_dataclass(owner) else []
        where = describe(record, text.data, path[:-1])
        return places.defect("S104", path, f'unknown key "{name}" in {where}', nearest(name, allowed), key=True)
    if kind == "missing":
        where = describe(record, text.data, path[:-1])
        what = f'key "{name}"' if not isinstance(path[-1], int) else f"value {path[-1] + 1}"
        return around(places, "S105", path[:-1], f"{what} is missing in {where}", expected(type_at(record, path)))
    where = describe(record, text.data, path)
    written = item["input"] if isinstance(item["input"], str) else None
    if kind in ("literal_error", "enum"):
        choices = allowed_words(type_at(record, path))
        return places.defect(
            "S113",
            path,
            f'"{written}" is not a choice for {where}' if written is not None else f"{where} is not a single text",
            nearest(written or "", choices),
        )
    if kind == "value_error":
        message = str(item["msg"]).removeprefix("Value error, ")
        return places.defect("S106", path, f"{where}: {message}", key=key)
    told = KINDS.get(kind, str(item["msg"]))
    return places.defect("S106", path, f"{where}: {told}", expected(type_at(record, path)), key=key)


def around(places: Places, code: str, path: Path, message: str, hint: str) -> Defect:
    """Defect of what should be inside ``path``: told at its key if it has one."""
    return places.defect(code, path, message, hint, key=True)


def allowed_words(kind: Any) -> list[str]:
    """Words a choice allows."""
    if get_origin(kind) is Literal:
        return [str(word) for word in get_args(kind)]
    return [str(member.value) for member in kind] if isinstance(kind, type) and issubclass(kind, Enum) else []


def expected(kind: Any) -> str:
    """What a field wants, in a sentence."""
    if is_dataclass(kind):
        needed = [f.name for f in fields(kind) if required(f)]
        return f"It has the keys {', '.join(f.name for f in fields(kind))}" + (
            f" (needed: {', '.join(needed)})." if needed else "."
        )
    words = allowed_words(kind)
    if words:
        return f"One of: {', '.join(words)}."
    names = {str: "a text", float: "a number", int: "a whole number", bool: "true or false"}
    if kind in names:
        return f"Write {names[kind]}."
    return {tuple: "Write a list.", dict: "Write keys and values."}.get(get_origin(kind), "")


def required(item: Field[Any]) -> bool:
    """Whether a field has no default."""
    return item.default is MISSING and item.default_factory is MISSING
