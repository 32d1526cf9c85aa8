"""What a figure rests on: how many of the numbers it read are law text, statistics, research, journalism, assumed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from demerit.evidence.quantity import CLASS_OF_GRADE, Quantity
from demerit.evidence.walk import records_of
from demerit.evidence.yamltext import Path

__all__ = ["evidence_share", "quantities_of"]


def quantities_of(record: Any, /) -> Iterator[tuple[Path, Quantity]]:
    """Every quantity in a record, however deep, with its path.

    Parameters
    ----------
    record : dataclass instance
        A scheme, a society, a conduct file, or any part of one.

    Yields
    ------
    path : tuple of str and int
        Such as ``("channels", 0, "sensitivity")``.
    quantity : Quantity
    """
    return records_of(record, Quantity)


def evidence_share(quantities: Iterable[Quantity], /) -> dict[str, int]:
    """Count quantities by class of evidence.

    Returns
    -------
    dict of {class: count}
        All five classes, law text first, assumption last; classes nobody stands in count 0.

    Examples
    --------
    >>> from demerit.evidence.quantity import Grade
    >>> evidence_share([Quantity(value=0.1, unit="share", grade=Grade.SURVEY)])["research"]
    1
    """
    counted = Counter(CLASS_OF_GRADE[quantity.grade] for quantity in quantities)
    return {kind: counted.get(kind, 0) for kind in dict.fromkeys(CLASS_OF_GRADE.values())}
