"""The numbers of a file with their evidence, as rows that people can read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from demerit.evidence.quantity import CLASS_OF_GRADE, Grade, Quantity
from demerit.evidence.walk import Part, parts
from demerit.evidence.yamltext import Path

__all__ = ["CLASSES", "EvidenceRow", "evidence_rows", "shares", "spoken_path"]

CLASSES = ("law text", "statistics", "research", "journalism", "assumption")
"""The five classes of evidence, strongest first."""


@dataclass(frozen=True, kw_only=True)
class EvidenceRow:
    """One number of a file.

    Attributes
    ----------
    where : str
        Where it stands, such as ``channels / village_gatherer / false_records / rate``.
    value : float or None
        None for a table of numbers that share one grade.
    unit : str
    low, high : float or None
        Range, for an assumption.
    grade : str
    kind : str
        Class of the grade, one of ``CLASSES``.
    source : tuple of str
    place, derived, note : str
    varies : tuple of str
        Attributes that it differs by; ``months`` where it has steps.
    file : str
        ``scheme``, ``society``, ``conduct``, ``needs``, ``beliefs`` or ``responses``.
    path : Path
        Where it stands, as keys and positions.
    """

    where: str
    value: float | None
    unit: str
    low: float | None
    high: float | None
    grade: str
    kind: str
    source: tuple[str, ...]
    place: str
    derived: str
    note: str
    varies: tuple[str, ...]
    file: str
    path: Path


def evidence_rows(record: Any, /, *, file: str = "", under: Iterable[Path] = ((),)) -> list[EvidenceRow]:
    """Every number of a file, in the order of the file; a table with one grade for all its numbers is one row.

    Parameters
    ----------
    record : dataclass instance
        A scheme, a society, or a file that a society names.
    file : str
        What to call the file in the rows.
    under : iterable of Path
        Only numbers at or under these paths; everything if left out.

    Returns
    -------
    list of EvidenceRow
    """
    wanted = frozenset(under)
    rows = []
    for part in parts(record):
        if not any(part.path[:end] in wanted for end in range(len(part.path) + 1)):
            continue
        if isinstance(part.value, Quantity):
            rows.append(quantity_row(part.value, record, part.path, file))
        elif is_grade_of_table(part):
            rows.append(table_row(part.owner, record, part.path[:-1], file))
    return rows


def is_grade_of_table(part: Part) -> bool:
    """Whether a part is the grade that a table of plain numbers carries."""
    named = bool(part.path) and part.path[-1] == "grade" and bool(part.value)
    return named and not isinstance(part.value, Grade) and not isinstance(part.owner, Quantity)


def quantity_row(quantity: Quantity, record: Any, path: Path, file: str) -> EvidenceRow:
    """Row of a quantity."""
    low, high = quantity.range if quantity.range is not None else (None, None)
    return EvidenceRow(
        where=spoken_path(record, path),
        value=quantity.value,
        unit=quantity.unit,
        low=low,
        high=high,
        grade=quantity.grade.value,
        kind=CLASS_OF_GRADE[quantity.grade],
        source=quantity.source,
        place=quantity.place,
        derived=quantity.derived,
        note=quantity.note,
        varies=varied_by(quantity),
        file=file,
        path=path,
    )


def varied_by(quantity: Quantity) -> tuple[str, ...]:
    """Attributes that a quantity differs by, and ``months`` if it has steps."""
    groups = [*quantity.by, *(name for case in quantity.where for name in case.when), *quantity.times]
    return tuple(dict.fromkeys([*groups, *(["months"] if quantity.steps else [])]))


def table_row(table: Any, record: Any, path: Path, file: str) -> EvidenceRow:
    """Row of a table whose numbers share one grade."""
    grade = Grade(table.grade)
    return EvidenceRow(
        where=spoken_path(record, path),
        value=None,
        unit=getattr(table, "unit", ""),
        low=None,
        high=None,
        grade=grade.value,
        kind=CLASS_OF_GRADE[grade],
        source=tuple(table.source),
        place=getattr(table, "place", ""),
        derived="",
        note=table.note,
        varies=(),
        file=file,
        path=path,
    )


def spoken_path(record: Any, path: Path, /) -> str:
    """Path of a part with ids instead of positions: ``lists / spending / entries / evasion / term``."""
    words: list[str] = []
    here = record
    for step in path:
        if isinstance(step, int):
            here = here[step]
            words.append(str(getattr(here, "id", None) or getattr(here, "behaviour", None) or step + 1))
        else:
            here = here[step] if isinstance(here, dict) else getattr(here, step)
            words.append(step)
    return " / ".join(words)


def shares(rows: Iterable[EvidenceRow], /) -> dict[str, int]:
    """How many numbers stand in each class of evidence, strongest class first."""
    counted = Counter(row.kind for row in rows)
    return {kind: counted.get(kind, 0) for kind in CLASSES}
