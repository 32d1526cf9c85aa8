"""A record as text again: plain data, YAML, JSON. What is written loads back equal."""

from __future__ import annotations

import json
from collections.abc import Hashable
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, cast

import yaml

from demerit.evidence.yamltext import EMPTY

__all__ = ["dump_json", "dump_yaml", "plain"]


def plain(value: Any, /) -> Any:
    """Record as nested ``dict``, ``list`` and ``str``, as a file would hold it.

    Parameters
    ----------
    value : dataclass instance, tuple, dict or scalar

    Returns
    -------
    dict, list or str
        Every default that has a value is written out; what is ``None`` or empty is left out.
    """
    keys = keys_of(cast(Hashable, type(value)))
    if keys:
        parts = ((name, needed, getattr(value, name)) for name, needed in keys)
        told = ((name, needed, plain(part)) for name, needed, part in parts if needed or part is not None)
        return {name: text for name, needed, text in told if needed or text}
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    return scalar(value)


@cache
def keys_of(kind: Hashable) -> tuple[tuple[str, bool], ...]:
    """Fields of a record, and whether each must be there; none for anything else."""
    if not is_dataclass(kind) or not isinstance(kind, type):
        return ()
    return tuple((item.name, item.default is MISSING and item.default_factory is MISSING) for item in fields(kind))


def scalar(value: Any) -> str:
    """One value as text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)


class TextDumper(yaml.BaseDumper):
    """Writes texts without guessing types (``24`` and ``no`` need no quotes), and every value where it stands."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write a value out wherever it stands."""
        return True


def represent_text(dumper: TextDumper, text: str) -> yaml.ScalarNode:
    """Text as a plain scalar where it can be read back; quoted where it would be empty."""
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="'" if text in EMPTY else None)


TextDumper.add_representer(str, represent_text)
TextDumper.add_representer(dict, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data.items()))
TextDumper.add_representer(list, lambda dumper, data: dumper.represent_sequence("tag:yaml.org,2002:seq", data))


def dump_yaml(record: Any, /) -> str:
    """Record as YAML that loads back equal."""
    out: str = yaml.dump(plain(record), Dumper=TextDumper, sort_keys=False, allow_unicode=True, width=100)
    return out


def dump_json(record: Any, /) -> str:
    """Record as JSON (which is YAML too); every scalar is a string."""
    return json.dumps(plain(record), ensure_ascii=False, indent=2) + "\n"
