"""Safeguards as blocks and as a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from demerit.evidence.quantity import Source
from demerit.evidence.register import shared_sources
from demerit.report.blocks import Block, Heading, Paragraph
from demerit.report.catalog_page import safeguards_shelf
from demerit.report.listing import safeguard_entry
from demerit.report.source_words import date_words, read_words
from demerit.scheme.dump import plain
from demerit.scheme.safeguard import Operation, Safeguard

__all__ = ["safeguard_document", "safeguard_page", "safeguards_page"]

BASES: Final = {
    "law": "a text of law asks for it, of some or of all",
    "case": "a court asked for it in a case",
    "convention": "a number or a limit of this project",
    "proposal": "nobody who was read asks for it of every scheme",
}

DOES: Final = {
    "set": "set to {}",
    "add": "where nothing is there, {}",
    "remove": "taken away, with what hangs on it",
    "append": "one more: {}",
    "limit": "at most {}",
    "scale": "times {}",
    "square": "times itself",
    "bound": "an act takes at most {} of the way from the start to the nearest penal band",
}


def safeguards_page(safeguards: Sequence[Safeguard], /) -> Iterator[Block]:
    """Safeguards, and what they rest on."""
    yield safeguards_shelf([safeguard_entry(item) for item in safeguards])
    yield Paragraph("; ".join(f"{name}: {told}" for name, told in BASES.items()) + ".", "quiet")
    yield Paragraph(
        "Read one: demerit safeguard show ID. Hold a scheme with it against the scheme without: demerit pair SCHEME "
        "--safeguard ID.",
        "quiet",
    )


def safeguard_page(safeguard: Safeguard, /) -> Iterator[Block]:
    """A safeguard in words: what it does and does not do, what it changes, what it rests on."""
    yield Heading(safeguard.title)
    yield Paragraph(f"{safeguard.id}, by {safeguard.basis}: {BASES[safeguard.basis]}.", "quiet")
    yield Paragraph(safeguard.about)
    yield Heading("What it changes")
    for operation in safeguard.patch:
        yield Paragraph(f"{operation.path}: {change_in_words(operation)}.")
    yield Heading("What it rests on")
    for name, source in sources_of(safeguard):
        seen = f" {read_words(source)}." if read_words(source) else ""
        told = ", ".join(part for part in (source.title, source.body, date_words(source)) if part)
        yield Paragraph(f"[{name}] {told}. {grade_in_words(source)}{seen}" + (f" {source.url}" if source.url else ""))
    yield Paragraph(safeguard.note)


def sources_of(safeguard: Safeguard) -> list[tuple[str, Source]]:
    """Sources that a safeguard names, its own or of the catalogue's registers."""
    shared = shared_sources()
    return [(name, safeguard.sources.get(name) or shared[name]) for name in safeguard.source]


def grade_in_words(source: Source) -> str:
    """Grade of a source as a sentence."""
    word = plain(source.grade).replace("_", " ") if source.grade else "no grade"
    return f"{word.capitalize()}."


def change_in_words(operation: Operation) -> str:
    """What becomes of what a path points to."""
    return DOES[operation.do].format(value_in_words(plain(operation.value)))


def value_in_words(value: Any) -> str:
    """A value of a patch: numbers with unit and range, tables by key."""
    if isinstance(value, dict) and "value" in value and "unit" in value:
        told = f"{value['value']} {value['unit'].replace('_', ' ')}"
        low_high = value.get("range")
        said = [value.get("grade", "").replace("_", " ")] if value.get("grade") else []
        said += [f"{low_high[0]} to {low_high[1]}"] if low_high else []
        return f"{told} ({', '.join(said)})" if said else told
    if isinstance(value, dict):
        return "; ".join(f"{key.replace('_', ' ')}: {value_in_words(part)}" for key, part in value.items())
    if isinstance(value, list):
        return " | ".join(value_in_words(part) for part in value)
    return {"true": "yes", "false": "no"}.get(value, str(value))


def safeguard_document(safeguards: Sequence[Safeguard], /) -> dict[str, Any]:
    """Document of ``demerit safeguard list`` and ``show``: entries with their changes and sources."""
    entries = [
        {
            **safeguard_entry(item),
            "note": item.note,
            "changes": [change_entry(operation) for operation in item.patch],
            "sources": [source_entry(name, source) for name, source in sources_of(item)],
        }
        for item in safeguards
    ]
    return {"schema": "demerit.safeguard/1", "safeguards": entries}


def change_entry(operation: Operation) -> dict[str, Any]:
    """An operation; no value where something is taken away."""
    value = None if operation.value is None else plain(operation.value)
    return {"do": operation.do, "path": operation.path, "value": value}


def source_entry(name: str, source: Source) -> dict[str, str]:
    """A source with every key, empty where nothing is known."""
    told = plain(source)
    keys = ("title", "body", "year", "url", "read_at", "grade", "seen", "note")
    return {"id": name, **{key: told.get(key, "") for key in keys}}
