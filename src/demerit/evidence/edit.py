"""Changing one number of a file where it stands: every other character stays, comments too.

The reader knows the place of every value, so nothing has to be parsed and written out again, which no YAML library does
without moving something.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import yaml

from demerit.errors import UsageError
from demerit.evidence.yamltext import EMPTY, LOADER, Path, read_yaml

__all__ = ["KEYS", "set_number"]

KEYS: Final = ("value", "unit", "grade", "source", "place", "range", "note")
"""Keys of a number that may be changed."""

SAFE: Final = re.compile(r"[A-Za-z0-9_.+][A-Za-z0-9_.+ /()%§-]*[A-Za-z0-9_.+)%§]|[A-Za-z0-9_]|[+-]?[0-9.]+")
Change = str | Sequence[str] | None


def set_number(text: str, path: Path, changes: Mapping[str, Change], /, *, file: str = "file.yaml") -> str:
    r"""Change keys of the number at a path.

    Parameters
    ----------
    text : str
        The file.
    path : tuple of str and int
        Keys and positions from the root; what stands there has a ``value``.
    changes : mapping
        New texts by key (lists of texts for ``source`` and ``range``); None takes the key away.
    file : str
        Name to show in errors.

    Returns
    -------
    str
        The file with these changes and no other.

    Raises
    ------
    InputError
        If the file is no YAML that is read here.
    UsageError
        S123 if there is no number at the path, or a key is none of ``KEYS``.

    Examples
    --------
    >>> text = "rate: {value: 1, unit: per_year} # mine\n"
    >>> set_number(text, ("rate",), {"value": "2", "range": ["1", "3"]})
    'rate: {value: 2, unit: per_year, range: [1, 3]} # mine\n'
    """
    read_yaml(text.encode("utf-8", errors="surrogatepass"), file=file)  # size, depth, aliases
    found = node_at(yaml.compose(text, Loader=LOADER), path)
    known = {key.value for key, _ in found.value} if isinstance(found, yaml.MappingNode) else set()
    if "value" not in known or not set(changes) <= set(KEYS):
        raise UsageError(
            "S123", "there is no number that could be changed here", f"Keys of a number are {', '.join(KEYS)}."
        )
    return in_flow(text, found, changes) if found.flow_style else in_block(text, found, changes)


def node_at(node: Any, path: Path) -> Any:
    """The node at a path; None where there is none."""
    for step in path:
        if isinstance(node, yaml.MappingNode) and isinstance(step, str):
            node = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
            node = node.value[step]
        else:
            return None
    return node


def in_flow(text: str, node: Any, changes: Mapping[str, Change]) -> str:
    """Write ``{...}`` anew, each value that is not changed as it stood."""
    pairs = {key.value: text[value.start_mark.index : value.end_mark.index] for key, value in node.value}
    for key, change in changes.items():
        if change is None:
            pairs.pop(key, None)
        else:
            pairs[key] = written(change)
    inner = ", ".join(f"{key}: {value}" for key, value in pairs.items())
    return f"{text[: node.start_mark.index]}{{{inner}}}{text[node.end_mark.index :]}"


def in_block(text: str, node: Any, changes: Mapping[str, Change]) -> str:
    """Change the lines of a number that stands over several, from the last to the first."""
    column = " " * node.value[0][0].start_mark.column
    last = end_of(text, node.value[-1][1])
    new = [f"\n{column}{key}: {written(change)}" for key, change in changes.items()
           if change is not None and key not in {name.value for name, _ in node.value}]  # fmt: skip
    text = text[:last] + "".join(new) + text[last:]
    for key, value in reversed(node.value):
        if key.value not in changes:
            continue
        change = changes[key.value]
        if change is not None:
            text = text[: value.start_mark.index] + written(change) + text[end_of(text, value) :]
        elif key is not node.value[0][0]:
            start = text.rindex("\n", 0, key.start_mark.index)
            text = text[:start] + text[end_of(text, value) :]
    return text


def end_of(text: str, node: Any) -> int:
    """Where a node ends, without the space behind it."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        end = int(node.end_mark.index)
        return len(text[:end].rstrip()) if isinstance(node, yaml.ScalarNode) else end
    child = node.value[-1]
    return end_of(text, child[1] if isinstance(child, tuple) else child)


def written(change: Change) -> str:
    """A text as it stands in a file, quoted where it must be."""
    if isinstance(change, str):
        plain = SAFE.fullmatch(change) and change not in EMPTY
        return change if plain else json.dumps(change, ensure_ascii=False)
    return f"[{', '.join(written(each) for each in change or ())}]"
