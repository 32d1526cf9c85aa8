"""A source in words: what it is, when it was published, where, and whether it was read in a copy."""

from __future__ import annotations

from demerit.evidence.quantity import Source

__all__ = ["copy_words", "date_words", "read_words", "source_line"]


def source_line(name: str, source: Source, /) -> str:
    """A source in a line, with how much of it was read, and where."""
    parts = [source.title, source.body, date_words(source), source.url, read_words(source)]
    return f"{name}: {'. '.join(part.rstrip('.') for part in parts if part)}"


def date_words(source: Source, /) -> str:
    """Year of a source; ``undated, read 2026-11-21`` where it has none."""
    return f"{source.year}, read {source.read}" if source.read else source.year


def copy_words(source: Source, /) -> str:
    """``read in a copy: ADDRESS``, or nothing where the publisher's page was read."""
    return f"read in a copy: {source.read_at}" if source.read_at else ""


def read_words(source: Source, /) -> str:
    """How much was read, and in which copy: ``Read: opening only; read in a copy: an archive``."""
    told = "; ".join(part for part in (source.seen and f"Read: {source.seen}", copy_words(source)) if part)
    return told[:1].upper() + told[1:]
