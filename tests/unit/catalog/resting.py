"""What rests on which source, over the whole catalogue, from the files as text and not by way of the loader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from demerit.evidence.catalogue import catalogue_ids, find
from demerit.evidence.yamltext import read_yaml

__all__ = ["Cited", "all_files", "cited", "sources", "without_support"]

FOLDERS = (
    "schemes", "societies", "societies/conduct", "societies/needs", "societies/beliefs", "societies/responses",
    "safeguards", "claims", "sources", "laws", "laws/terms",
)  # fmt: skip
Key = tuple[str, str]
"""Folder and id of a file."""

Cited = tuple[Key, str]
"""File and id of a source."""


def all_files() -> dict[Key, dict[str, Any]]:
    """Every file of the catalogue that may have sources, as plain text data."""
    found = {}
    for folder in FOLDERS:
        for name in catalogue_ids(folder):
            raw = find(name, folder=folder).raw
            found[folder, name] = read_yaml(raw, file=f"{folder}/{name}.yaml").data
    return found


def sources(files: dict[Key, dict[str, Any]]) -> dict[Cited, dict[str, str]]:
    """Every source with the file it stands in."""
    return {(key, name): source for key, data in files.items() for name, source in data.get("sources", {}).items()}


def leaves(data: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text in a file with its keys; places in lists are left out."""
    if isinstance(data, dict):
        for name, part in data.items():
            yield from leaves(part, (*path, name))
    elif isinstance(data, list):
        for part in data:
            yield from leaves(part, path)
    else:
        yield path, data


def cited(files: dict[Key, dict[str, Any]]) -> set[Cited]:
    """Sources that anything in the catalogue names: of the same file first, then of a register.

    A claim may name those of its schemes, a society those of the one it extends, a page of ours those of registers.
    """
    known, registers = sources(files), [key for key in files if key[0] == "sources"]
    found = {(key, name) for key in registers for name in cited_by_pages() if (key, name) in known}
    for key, data in files.items():
        for here, names in names_in(key, data):
            for name in names:
                found |= {(place, name) for place in [key, *registers, *here] if (place, name) in known and (
                    place == key or (key, name) not in known
                )}  # fmt: skip
    return found


def cited_by_pages() -> set[str]:
    """Ids in square brackets on the pages of ``docs/understand``."""
    pages = (Path(__file__).parents[3] / "docs" / "understand").glob("*.md")
    return {name for page in pages for name in re.findall(r"\[([a-z]\w+)\](?!\()", page.read_text(encoding="utf-8"))}


def names_in(key: Key, data: dict[str, Any]) -> Iterator[tuple[list[Key], list[str]]]:
    """Ids of sources that a file names, with the further files whose sources they may be."""
    if key[0] == "claims":
        for claim in data["claims"]:
            yield [("schemes", name) for name in claim.get("schemes", [])], claim.get("sources", [])
        return
    others = [("societies", data["extends"])] if "extends" in data else []
    for part, value in data.items():
        if part != "sources":
            yield others, [text for path, text in leaves(value, (part,)) if path[-1] == "source"]


def without_support(files: dict[Key, dict[str, Any]]) -> set[Cited]:
    """Sources that nothing rests on."""
    return set(sources(files)) - cited(files)
