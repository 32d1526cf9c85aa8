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


def month_after(month: str, /, n: int = 1) -> str:
    """The calendar month ``n`` months later (earlier, if negative); of a day, its month counts.

    Examples
    --------
    >>> month_after("2019-12"), month_after("2019-11-30", 2), month_after("2020-01", -1)
    ('2020-01', '2020-01', '2019-12')
    """
    whole = int(month[:4]) * 12 + int(month[5:7]) - 1 + n
    return f"{whole // 12:04d}-{whole % 12 + 1:02d}"
