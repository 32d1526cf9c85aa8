"""The band in which a life starts: a run that began there has no row of its own in the log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from demerit.evidence.quantity import Quantity
from demerit.ledger.rows import Row
from demerit.outcomes.grounds import name_of
from demerit.outcomes.life import NEVER, Setting
from demerit.scheme.model import Band, Scheme

__all__ = ["Start", "start_of"]


@dataclass(frozen=True, kw_only=True)
class Start:
    """The band in which a life starts: its label, its sort, and the points with which it starts, where they are one."""

    band: str
    sort: str
    points: float | None


def start_of(rows: Iterable[Row], /, *, setting: Setting) -> Start | None:
    """Find the band in which a life starts: before its first change, or that of the points all start with.

    Returns
    -------
    Start or None
        None where there are no bands, or where they start in different ones and this one never changed.
    """
    scheme = setting.scheme
    main = setting.unit == scheme.subjects.unit
    if not scheme.bands or not main or scheme.score.kind == "published":
        return None  # of a published score the first band is drawn, and is a change
    first = next((row for row in sorted(rows, key=lambda row: (row.month, row.order)) if row.kind == "band"), None)
    points = clamped(scheme)
    if first is not None:
        begins = first.item if first.other == NEVER else setting.names("band")[first.other]
        known = begins.partition(":")[2]
        band = next(item for item in scheme.bands if item.id == known)
    else:
        found = band_of(scheme, points)
        if found is None:
            return None
        band = found
    sort = "penal" if band.penal else "rewarding" if band.rewarding else "neutral"
    return Start(band=name_of(band), sort=sort, points=points)


def clamped(scheme: Scheme) -> float | None:
    """The points with which everyone starts, inside what the score may be."""
    score, points = scheme.score, plain(scheme.score.initial)
    least, most = (None if end is None else plain(end) for end in (score.floor, score.ceiling))
    if points is None or (score.floor is not None and least is None) or (score.ceiling is not None and most is None):
        return None
    points = points if least is None else max(least, points)
    return points if most is None else min(most, points)


def band_of(scheme: Scheme, points: float | None) -> Band | None:
    """The band of the points with which everyone starts."""
    if points is None:
        return None
    ends = [None if band.at_least is None else plain(band.at_least) for band in scheme.bands]
    if any(band.at_least is not None and end is None for band, end in zip(scheme.bands, ends, strict=True)):
        return None
    reached = [(-float("inf") if end is None else end, band) for end, band in zip(ends, scheme.bands, strict=True)]
    return max((pair for pair in reached if pair[0] <= points), key=lambda pair: pair[0])[1]


def plain(quantity: Quantity | None) -> float | None:
    """A quantity that is the same for everyone in every month."""
    if quantity is None or quantity.by or quantity.where or quantity.steps:
        return None
    return float(quantity.value)
