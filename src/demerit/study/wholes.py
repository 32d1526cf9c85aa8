"""Shares that are parts of one whole: bands of a published score, values that raters give, weeks worked in a year.

They cannot all be high at once. Of each whole the largest share (of equals the first) is no unknown: it takes what
the others leave of the total that the file states, in every group, so that what remains for the last part of the file,
which has no share of its own, stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeAlias

from demerit.evidence.quantity import Quantity
from demerit.evidence.rows import EvidenceRow
from demerit.evidence.yamltext import Path
from demerit.study.ends import changed

__all__ = ["Place", "at", "kept_whole", "left_overs"]

LISTS = ("bands", "values", "years")

Place: TypeAlias = tuple[str, Path]
"""A file and a path in it."""


def whole_of(row: EvidenceRow) -> Place | None:
    """List of parts in which a share stands; None for what is no part of a whole."""
    is_part = len(row.path) > 2 and row.path[-1] == "share" and row.path[-3] in LISTS
    return (row.file, row.path[:-2]) if is_part else None


def left_overs(rows: Iterable[EvidenceRow], /) -> set[Place]:
    """Places of the shares that take what the others of their whole leave.

    Parameters
    ----------
    rows : iterable of EvidenceRow
        Numbers that may be moved.
    """
    largest: dict[Place, EvidenceRow] = {}
    for row in rows:
        whole = whole_of(row)
        if whole is not None and (whole not in largest or (row.value or 0) > (largest[whole].value or 0)):
            largest[whole] = row
    return {(row.file, row.path) for row in largest.values()}


def kept_whole(before: Any, after: Any, /, *, takes: Path) -> Any:
    """Record in which the share at a path takes what the others of its whole leave.

    Where the others would be more than the stated total, in a group or for all, they are made smaller by one factor and
    nothing is left.

    Parameters
    ----------
    before, after : record
        As stated, and with others moved.
    takes : Path
        Of the share that gives way.
    """
    places = [(*takes[:-2], number, takes[-1]) for number in range(len(at(before, takes[:-2])))]
    places = [path for path in places if at(before, path) is not None]
    others = [path for path in places if path != takes]
    groups = {(name, group) for path in places for name, table in at(before, path).by.items() for group in table}
    found: dict[tuple[str, str] | None, dict[Path, float]] = {}
    for group in [None, *sorted(groups)]:
        total = sum(of_group(at(before, path), group) for path in places)
        shares = {path: of_group(at(after, path), group) for path in others}
        taken = sum(shares.values())
        if taken > total:
            shares = {path: share * total / taken for path, share in shares.items()}
        found[group] = {**shares, takes: max(0.0, total - taken)}
    for path in places:
        after = changed(after, path, told({group: shares[path] for group, shares in found.items()}))
    return after


def of_group(quantity: Quantity, group: tuple[str, str] | None) -> float:
    """Value of a quantity in a group of an attribute, or its own."""
    return quantity.value if group is None else quantity.by.get(group[0], {}).get(group[1], quantity.value)


def told(shares: dict[tuple[str, str] | None, float]) -> Callable[[Quantity], Quantity]:
    """Return the change of a share to these; its range is stretched so far that it holds the value."""

    def tell(quantity: Quantity) -> Quantity:
        share = shares[None]
        low, high = quantity.range or (share, share)
        by: dict[str, dict[str, float]] = {}
        for group, part in shares.items():
            if group is not None and (group[0] in quantity.by or part != share):
                by.setdefault(group[0], {})[group[1]] = part
        return replace(quantity, value=share, by=by, range=(min(low, share), max(high, share)))

    return tell


def at(record: Any, path: Path, /) -> Any:
    """Part of a record at a path."""
    for step in path:
        record = record[step] if isinstance(step, int) or isinstance(record, dict) else getattr(record, step)
    return record
