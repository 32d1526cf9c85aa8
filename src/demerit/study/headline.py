"""Which penalty the first sentence of a result is about: a rule, so that nobody chooses it after seeing the figures.

Listings go first, then penal bands, then refusals, burdens and losses. Of the first of these kinds that reached
anybody, the one that reached the most subjects; of equals the first in the file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

__all__ = ["ORDER", "headline", "kind_of"]

ORDER = ("list", "band", "deny", "burden", "lose")
"""Kinds of penalty, in the order in which the headline is chosen."""


def kind_of(key: str, about: Mapping[str, Any], /) -> str | None:
    """Kind of a penalty key, one of ``ORDER``; None for what is no penalty (a reward, a grant, an inspection).

    Parameters
    ----------
    key : str
        ``list:<id>``, ``band:<id>`` or ``measure:<id>``.
    about : mapping
        What the manifest says of it: ``sort`` is penal, rewarding, neutral, or the kind of a measure.

    Examples
    --------
    >>> kind_of("list:debtors", {"sort": "penal"}), kind_of("band:aaa", {"sort": "rewarding"})
    ('list', None)
    """
    sort = about.get("sort")
    if key.startswith("measure:"):
        return sort if sort in ORDER else None
    return key.partition(":")[0] if sort == "penal" else None


def headline(keys: Mapping[str, Mapping[str, Any]], /, *, people: Callable[[str], int]) -> str | None:
    """Penalty key of the first sentence.

    Parameters
    ----------
    keys : mapping
        The ``keys`` of a run's manifest, in the order of the scheme.
    people : callable
        Subjects that a key ever reached.

    Returns
    -------
    str or None
        None if the scheme has no penalty; its first one in the order of kinds if nobody was reached.
    """
    kinds = {key: kind for key, about in keys.items() if (kind := kind_of(key, about)) is not None}
    for kind in ORDER:
        reached = [key for key in kinds if kinds[key] == kind and people(key) > 0]
        if reached:
            return max(reached, key=people)
    return min(kinds, key=lambda key: ORDER.index(kinds[key]), default=None)
