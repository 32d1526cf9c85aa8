"""A table of rows is no scheme, and this laboratory has no way to take one in: it says so, whatever the rows hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from demerit.society.personlike import person_like

__all__ = ["REFUSED", "delimited", "records"]

REFUSED: Final = (
    "this is a table of rows, and this laboratory has no importer of records about people",
    "It works on synthetic people alone, drawn from published tables about many. Give a scheme, a society or a study.",
)
SIGNS: Final = ",;\t|"
FEW: Final = 3
"""So many lines of one shape are a table."""


def delimited(text: str, /) -> bool:
    r"""Whether a text is rows of cells: its first lines all have the same number, one or more, of one sign.

    A line of a mapping (``id: x``) or of a list (``- x``) is no row.

    Examples
    --------
    >>> delimited("age,sex,debt\n31,f,0\n45,m,1200\n"), delimited("id: a\ntitle: b, c\nabout: d, e\n")
    (True, False)
    """
    lines = [line for line in text.splitlines()[:200] if line.strip() and not line.lstrip().startswith("#")]
    if len(lines) < FEW - 1:
        return False
    head = lines[: 2 * FEW]
    if any(line.lstrip().startswith(("- ", "{", "[")) or ": " in line or line.rstrip().endswith(":") for line in head):
        return False
    for sign in SIGNS:
        counts = {line.count(sign) for line in head}
        if len(counts) == 1 and min(counts) >= 1:
            return True
    return False


def records(data: Any, /) -> bool:
    """Whether plain data is, or holds, rows: a list at the root, or a list of three or more records of one person each.

    Examples
    --------
    >>> records([{"age": "31"}, {"age": "45"}]), records({"people": [{"surname": "x", "debt": "1"}] * 3})
    (True, True)
    """
    if isinstance(data, list):
        return True
    return any(len(found) >= FEW and sum(map(of_person, found)) >= FEW for found in lists(data))


def of_person(item: Any) -> bool:
    """Whether a mapping has a key that is about one person."""
    return isinstance(item, dict) and any(person_like(str(key)) for key in item)


def lists(data: Any) -> Iterator[list[Any]]:
    """All lists in some data, sources left out, which have authors."""
    todo = [value for key, value in data.items() if key != "sources"] if isinstance(data, dict) else []
    while todo:
        value = todo.pop()
        if isinstance(value, list):
            yield value
            todo.extend(value)
        elif isinstance(value, dict):
            todo.extend(value.values())
