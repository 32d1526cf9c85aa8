"""What a part of a scheme rests on: its sources, and the place in them (an article, a row, a page)."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from demerit.evidence.quantity import Quantity

__all__ = ["cited"]


def cited(*parts: Any, at: Quantity | None = None) -> tuple[tuple[str, ...], str]:
    """Sources and place of the first of some parts that names any.

    Parameters
    ----------
    *parts : records, quantities or None
        The most telling one first.
    at : Quantity, optional
        One that has the place, if it rests on a source of the part.

    Returns
    -------
    (tuple of str, str)
        Ids of sources, and the place; both empty where no part names a source: it is assumed.

    Examples
    --------
    >>> from demerit.scheme.model import Copy
    >>> cited(None, Copy(id="airlines"))
    ((), '')
    """
    for part in parts:
        if part is None:
            continue
        own = tuple(getattr(part, "source", ()))
        if isinstance(part, Quantity):
            if own:
                return own, part.place
            continue
        if own:
            return own, at.place if at is not None and set(at.source) & set(own) else ""
        for quantity in quantities(part):
            if quantity.source:
                return quantity.source, quantity.place
    return (), ""


def quantities(part: Any) -> list[Quantity]:
    """Quantities that stand in a record itself, or in a record that it holds."""
    found = []
    for item in fields(part):
        value = getattr(part, item.name)
        if isinstance(value, Quantity):
            found.append(value)
        elif is_dataclass(value):
            found += quantities(value)
    return found
