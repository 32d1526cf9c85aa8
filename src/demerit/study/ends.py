"""The ends of the assumptions that a figure reads: what they are, and the world in which one of them is at its end.

Which assumptions: the numbers graded as assumptions, with a range, that lie on the trail of the headline figure
(``study/reads.py``), taken together by what they say, in the order of ``KINDS``. How often a false record is made
stands first, because no error rate of any of these systems is published and wrongful shares rest on it. The first
three kinds that a scheme has are varied. All numbers of a kind go to the same end at once, so that a scheme with many
channels is not made to look surer than a scheme with one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Literal

from demerit.evidence.quantity import Grade, Quantity
from demerit.evidence.rows import EvidenceRow
from demerit.evidence.yamltext import Path
from demerit.scheme.model import Scheme
from demerit.society.load import COMPANIONS, SocietyBundle

__all__ = ["ENDS", "KINDS", "MOST", "Assumption", "End", "assumptions", "at_end", "changed", "ends_with"]

End = Literal["low", "high"]
ENDS: tuple[End, ...] = ("low", "high")
MOST = 3
"""How many assumptions are varied."""


def ends_with(*words: str) -> Callable[[EvidenceRow], bool]:
    """Whether the path of a number has these keys, in this order, at its end (positions and ids left out)."""
    return lambda row: tuple(step for step in row.path if isinstance(step, str))[-len(words) :] == words


def under(file: str, *words: str) -> Callable[[EvidenceRow], bool]:
    """Whether a number of a file stands under these keys."""
    return lambda row: row.file == file and row.path[: len(words)] == words


SELECTIONS = (("rates", "selected"), ("bands", "share"), ("quota", "share"), ("quota", "number"))
"""Where a share or number of people is selected."""

KINDS: dict[str, Callable[[EvidenceRow], bool]] = {
    "false_records": ends_with("false_records", "rate"),
    "misattribution": ends_with("misattribution", "p"),
    "mistaken": ends_with("mistaken", "p"),
    "confusion": ends_with("confusion", "p"),
    "arithmetic": under("scheme", "arithmetic"),
    "incomes": under("conduct", "incomes"),
    "sensitivity": ends_with("sensitivity"),
    "coverage": ends_with("coverage"),
    "discretion": ends_with("discretion", "p"),
    "listing": ends_with("entries", "p"),
    "false_alarms": ends_with("rates", "false_alarm"),
    "hits": ends_with("rates", "hit"),
    "selection": lambda row: any(ends_with(*words)(row) for words in SELECTIONS),
    "gate_held": ends_with("gates", "held_at_start"),
    "gate_granted": ends_with("gates", "granted"),
    "enforcement": ends_with("enforcement"),
    "exemption": ends_with("exempt"),
    "redress": under("scheme", "redress"),
    "ability": lambda row: row.file == "conduct" and "able" in row.path,
    "conduct": lambda row: row.file == "conduct" and row.path[-1] == "rate",
    "requests": lambda row: row.file == "needs" and row.path[-1] == "rate",
}
"""Kinds of assumption in the order in which they are chosen: first errors of the record, which make penalties wrong."""


@dataclass(frozen=True, kw_only=True)
class Assumption:
    """Numbers of one kind that nobody publishes, varied together.

    Attributes
    ----------
    kind : str
        One of ``KINDS``.
    numbers : tuple of EvidenceRow
        The numbers, in the order of the files.
    """

    kind: str
    numbers: tuple[EvidenceRow, ...]

    @property
    def values(self) -> dict[str, tuple[float, float]]:
        """Least and greatest of the numbers at ``low``, ``middle`` and ``high``."""
        columns = {
            "low": [row.low for row in self.numbers],
            "middle": [row.value for row in self.numbers],
            "high": [row.high for row in self.numbers],
        }
        kept = {name: [value for value in column if value is not None] for name, column in columns.items()}
        return {name: (min(column), max(column)) for name, column in kept.items()}


def assumptions(rows: Iterable[EvidenceRow], /, *, most: int = MOST) -> tuple[Assumption, ...]:
    """Assumptions to vary.

    Parameters
    ----------
    rows : iterable of EvidenceRow
        The numbers that the headline figure reads.
    most : int
        At most so many.

    Returns
    -------
    tuple of Assumption
        In the order of ``KINDS``; empty when nothing that the figure reads is an assumption with a range.
    """
    open_rows = [row for row in rows if row.grade == Grade.ASSUMPTION and row.low is not None and row.low != row.high]
    found = (
        Assumption(kind=kind, numbers=tuple(row for row in open_rows if is_of(row))) for kind, is_of in KINDS.items()
    )
    return tuple(assumption for assumption in found if assumption.numbers)[:most]


def at_end(
    scheme: Scheme, bundle: SocietyBundle, /, *, assumption: Assumption, end: End
) -> tuple[Scheme, SocietyBundle]:
    """Put the numbers of an assumption at one end of their ranges; all else stays.

    A number that varies by attribute (``by``) or by date (``steps``) is multiplied by the ratio of the end to the
    middle; the multiples of a probability stop at 1.
    """
    for row in assumption.numbers:
        change = moved(end)
        if row.file == "scheme":
            scheme = changed(scheme, row.path, change)
        elif row.file in COMPANIONS:
            bundle = replace(bundle, **{row.file: changed(getattr(bundle, row.file), row.path, change)})
    return scheme, bundle


def moved(end: End) -> Callable[[Quantity], Quantity]:
    """Return the change of a quantity to one end of its range."""

    def move(quantity: Quantity) -> Quantity:
        if quantity.range is None:
            return quantity
        value = quantity.range[0 if end == "low" else 1]
        most = 1.0 if quantity.unit in ("probability", "share") else float("inf")
        ratio = value / quantity.value if quantity.value else 1.0
        return replace(
            quantity,
            value=value,
            by={name: {of: min(most, at * ratio) for of, at in table.items()} for name, table in quantity.by.items()},
            where=tuple(replace(case, value=min(most, case.value * ratio)) for case in quantity.where),
            steps=tuple(replace(step, value=min(most, step.value * ratio)) for step in quantity.steps),
        )

    return move


def changed(record: Any, path: Path, change: Callable[[Quantity], Quantity], /) -> Any:
    """Copy a record with the quantity at a path changed."""
    if not path:
        return change(record)
    step, rest = path[0], path[1:]
    if isinstance(record, tuple) and isinstance(step, int):
        return (*record[:step], changed(record[step], rest, change), *record[step + 1 :])
    if isinstance(record, dict):
        return {**record, step: changed(record[step], rest, change)}
    if is_dataclass(record) and not isinstance(record, type) and step in {field.name for field in fields(record)}:
        return replace(record, **{str(step): changed(getattr(record, str(step)), rest, change)})
    raise KeyError(f"no part {step!r} in {type(record).__name__}")
