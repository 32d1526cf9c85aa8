"""Plain data as a scheme file that a person likes to read: parts in blocks, each number on one line."""

from __future__ import annotations

from typing import Any

import yaml

from demerit.evidence.yamltext import EMPTY

__all__ = ["Flow", "as_yaml"]


class Flow(dict[str, Any]):
    """A mapping that is written on one line."""


class Writer(yaml.SafeDumper):
    """Writes texts without guessing types, and what is small on one line."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write a value out wherever it stands."""
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Items of a list stand further in than their key."""
        super().increase_indent(flow, False)


def text_node(dumper: Writer, text: str) -> yaml.ScalarNode:
    """A text; quoted where it would be empty, or could be read as something else."""
    style = "'" if text in EMPTY else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def list_node(dumper: Writer, data: list[Any]) -> yaml.SequenceNode:
    """A list; on one line if it holds short texts alone."""
    small = all(isinstance(item, str) for item in data) and sum(map(len, data)) < 80
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=small)


Writer.add_representer(str, text_node)
Writer.add_representer(list, list_node)
Writer.add_representer(
    Flow, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=True)
)
Writer.add_representer(
    dict, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=False)
)
Writer.yaml_implicit_resolvers = {}  # every scalar of the format is text


def as_yaml(data: dict[str, Any], /, *, head: str = "") -> str:
    """Text of a file.

    Parameters
    ----------
    data : dict
        Nested ``dict``, ``Flow``, ``list`` and ``str``; what is empty is left out.
    head : str
        Comment at the top, line by line.
    """
    comment = "".join(f"# {line}\n" for line in head.splitlines())
    out: str = yaml.dump(kept(data), Dumper=Writer, sort_keys=False, allow_unicode=True, width=180)
    return comment + out


def kept(value: Any) -> Any:
    """The same without what is empty."""
    if isinstance(value, dict):
        held = ((key, kept(part)) for key, part in value.items())
        return type(value)((key, part) for key, part in held if part not in (None, "", [], {}))
    return [kept(part) for part in value] if isinstance(value, list) else value
