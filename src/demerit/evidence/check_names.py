"""Faults any file can have: impossible dates, ids given twice, numbers outside their interval."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from demerit.errors import Defect
from demerit.evidence.form import noun
from demerit.evidence.quantity import Day
from demerit.evidence.walk import parts
from demerit.evidence.yamltext import Places

__all__ = ["check_dates", "check_ids", "check_whole", "last_day"]


def last_day(day: str, /, *, first: bool = False) -> str:
    """Last day (or the first) that a date written as YYYY, YYYY-MM or YYYY-MM-DD may mean.

    Examples
    --------
    >>> last_day("2019-02"), last_day("2019", first=True)
    ('2019-02-28', '2019-01-01')
    """
    if len(day) == 4:
        day += "-01" if first else "-12"
    if len(day) == 7:
        day += "-01" if first else f"-{monthrange(int(day[:4]), int(day[5:]))[1]}"
    return day


def check_dates(record: Any, /, *, places: Places) -> Iterator[Defect]:
    """Find days that no calendar has, such as 31 June."""
    for part in parts(record):
        if part.kind == Day and len(part.value) == 10:
            year, month, day = (int(number) for number in part.value.split("-"))
            most = monthrange(year, month)[1]
            if day > most:
                yield places.defect("S301", part.path, f"{part.value} is no day", f"{year}-{month:02} has {most} days.")


def check_ids(record: Any, /, *, places: Places, apart: Collection[type[Any]] = ()) -> Iterator[Defect]:
    """Find ids given twice in a file; streams of draws are named after them.

    Parameters
    ----------
    record : dataclass instance
        A whole file; its own id is left out.
    places : Places
    apart : collection of type
        Records whose ids need only be unique in their list.
    """
    seen: dict[Any, tuple[int, int]] = {}
    for part in parts(record):
        if len(part.path) < 2 or part.path[-1] != "id":
            continue
        space = part.path[:-2] if type(part.owner) in apart else ()
        place = (space, part.value)
        if place in seen:
            what = noun(type(part.owner))
            yield places.defect(
                "S220",
                part.path,
                f'{what} "{part.value}" has an id that is taken',
                f"It stands on line {seen[place][0]} too; ids are unique in a file.",
            )
        seen.setdefault(place, places.at(part.path))


def check_whole(
    record: Any, /, *, places: Places, limits: Mapping[tuple[str, str], tuple[float, float]]
) -> Iterator[Defect]:
    """Find plain numbers outside their interval.

    Parameters
    ----------
    record : dataclass instance
        A whole file.
    places : Places
    limits : mapping of (record name, field) to (low, high)
    """
    for part in parts(record):
        name = str(part.path[-1]) if part.path else ""
        owner = type(part.owner).__name__
        limit = limits.get((owner, name)) if isinstance(part.value, int | float) else None
        if limit is not None and not limit[0] <= part.value <= limit[1]:
            yield places.defect(
                "S325", part.path, f"{name} is {part.value:g}", f"It must lie in [{limit[0]:g}, {limit[1]:g}]."
            )
