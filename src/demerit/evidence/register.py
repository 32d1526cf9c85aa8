"""Registers of sources that several files of the catalogue share (``catalog/sources/<name>.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import cache
from types import MappingProxyType
from typing import Literal

from demerit.evidence.catalogue import catalogue_ids, find
from demerit.evidence.form import read_form
from demerit.evidence.quantity import Identifier, Source, record

__all__ = ["Register", "load_register", "shared_sources"]


@record
class Register:
    """A register of sources."""

    format: Literal["demerit.sources/1"]
    id: Identifier
    title: str = ""
    sources: dict[str, Source] = field(default_factory=dict)


def load_register(name: str, /) -> Register:
    """Load a register of the catalogue (or a path)."""
    found = find(name, folder="sources")
    register, _ = read_form(Register, found.raw, file=found.name, format_name="demerit.sources/1")
    return register


@cache
def shared_sources() -> Mapping[str, Source]:
    """Sources of all registers of the catalogue, by id."""
    registers = [load_register(name) for name in catalogue_ids("sources")]
    return MappingProxyType({name: source for register in registers for name, source in register.sources.items()})
