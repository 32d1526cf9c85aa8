"""Parts of a scheme that begin or end on a date (``docs/odd/month.md``)."""

from __future__ import annotations

from collections.abc import Iterator

from demerit.evidence.yamltext import Path
from demerit.scheme.model import Channel, Entry, Measure, Rule, Scheme

__all__ = ["Dated", "dated_parts", "is_on", "month_after"]

Dated = Channel | Rule | Entry | Measure


def dated_parts(scheme: Scheme, /) -> Iterator[tuple[Path, Dated]]:
    """Parts that have a ``since`` or an ``until``, with their paths."""
    found: list[tuple[Path, Dated]] = []
    found += [(("channels", i), channel) for i, channel in enumerate(scheme.channels)]
    found += [(("rules", i), rule) for i, rule in enumerate(scheme.rules)]
    for i, listed in enumerate(scheme.lists):
        found += [(("lists", i, "entries", j), entry) for j, entry in enumerate(listed.entries)]
    found += [(("measures", i), measure) for i, measure in enumerate(scheme.measures)]
    return ((path, part) for path, part in found if part.since is not None or part.until is not None)


def is_on(part: Dated, /, *, month: str) -> bool:
    """Whether a part is on in a calendar month; the empty text stands before all months."""
    return (part.since is None or part.since <= month) and (part.until is None or month <= part.until)


def month_after(month: str, /) -> str:
    """The next calendar month.

    Examples
    --------
    >>> month_after("2019-12")
    '2020-01'
    """
    year, of_year = int(month[:4]), int(month[5:])
    return f"{year + 1:04d}-01" if of_year == 12 else f"{year:04d}-{of_year + 1:02d}"
