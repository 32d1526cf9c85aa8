"""Whom two worlds of the same people treat differently, and when: in one, in the other, in both, in neither."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.ledger.model import LOG_KINDS, Ledger

__all__ = ["ANY", "BEGINNINGS", "moved"]

REACHES = ("stay_begin", "band", "denied", "burden", "loss")
"""Kinds of row of the log with which a penalty begins."""

BEGINNINGS = (*REACHES, "stay_end")
"""Kinds of row of the log that are read here."""

ANY = "any"
"""Key of all penalties together."""

Ints = NDArray[np.int64]


class Overlap(NamedTuple):
    """How much is in the first world alone, in the second alone, in both."""

    only_a: int
    only_b: int
    both: int


def moved(first: Sequence[Ledger], second: Sequence[Ledger], /, *, penalties: dict[str, str]) -> list[dict[str, Any]]:
    """Count the subjects of a pair of worlds, and their months, by where a penalty reached them.

    Parameters
    ----------
    first, second : sequence of Ledger
        Replicates of both worlds in the same order, with the rows of ``BEGINNINGS`` of their logs.
    penalties : {key: unit}
        Penalty keys of either world, each with the unit whose files it is about.

    Returns
    -------
    list of dict
        ``key`` (``any`` last), ``unit``, ``only_a``, ``only_b``, ``both``, ``neither`` and ``n``: subjects whom a
        penalty that began in a counted month reached; over all replicates. Of lists and bands also
        ``months_only_a``, ``months_only_b``, ``months_both``: counted subject-months on it in one world or in both.
    """
    main = str(first[0].manifest["unit"])
    of_main = {key for key, unit in penalties.items() if unit == main}
    rows = []
    for key, unit in [*penalties.items(), (ANY, main)]:
        keys = of_main if key == ANY else {key}
        only_a = only_b = both = n = 0
        for one, two in zip(first, second, strict=True):
            mine, theirs = reached(one, keys), reached(two, keys)
            shared = np.intersect1d(mine, theirs, assume_unique=True).size
            only_a, only_b, both = only_a + mine.size - shared, only_b + theirs.size - shared, both + shared
            n += one.total("subjects", group="all" if unit == main else f"unit={unit}")
        row = {"key": key, "unit": unit, "only_a": only_a, "only_b": only_b, "both": both}
        row |= {"neither": n - only_a - only_b - both, "n": n}
        rows.append(row | months_of(first, second, key=key))
    return rows


def reached(ledger: Ledger, keys: set[str]) -> Ints:
    """Uids that some penalty of the keys reached, sorted."""
    assert ledger.log is not None
    items = [place for place, name in enumerate(ledger.manifest["log_items"]) if name in keys]
    begun = of_kinds(ledger, REACHES) & np.isin(ledger.log["item"], items) & (ledger.log["month"] >= 0)
    found: Ints = np.unique(ledger.log["uid"][begun])
    return found


def of_kinds(ledger: Ledger, kinds: Sequence[str]) -> NDArray[np.bool_]:
    """Rows of the log that are of some kinds."""
    assert ledger.log is not None
    found: NDArray[np.bool_] = np.isin(ledger.log["kind"], [LOG_KINDS.index(kind) for kind in kinds])
    return found


def months_of(first: Sequence[Ledger], second: Sequence[Ledger], *, key: str) -> dict[str, int]:
    """Subject-months on a list or in a band, by world; nothing of what has no months."""
    if not key.startswith(("list:", "band:")):
        return {}
    parts = [overlap(held(one, key), held(two, key)) for one, two in zip(first, second, strict=True)]
    return {f"months_{name}": sum(getattr(part, name) for part in parts) for name in Overlap._fields}


def held(ledger: Ledger, key: str) -> tuple[Ints, Ints]:
    """When subjects are on a list or in a band: first places and places after the last, uid by uid and month by month.

    A place is uid * (months + 1) + month, so that no two subjects touch.
    """
    assert ledger.log is not None
    months = int(ledger.manifest["months"])
    names = ledger.manifest["log_items"]
    band = key.startswith("band:")
    wanted = of_kinds(ledger, ("band",) if band else ("stay_begin", "stay_end"))
    if not band:
        wanted &= ledger.log["item"] == (names.index(key) if key in names else -1)
    rows = ledger.log[wanted]  # by uid, month and order
    uid, month = rows["uid"].astype(np.int64), rows["month"].astype(np.int64)
    if band:
        begins = np.array([name == key for name in names], bool)[rows["item"]]
    else:
        begins = rows["kind"] == LOG_KINDS.index("stay_begin")
    until = np.full(uid.size, months, np.int64)
    until[:-1] = np.where(uid[1:] == uid[:-1], month[1:], months)
    begun, ended = np.maximum(month[begins], 0), np.maximum(until[begins], 0)
    base = uid[begins] * (months + 1)
    return base + begun, base + ended


def overlap(one: tuple[Ints, Ints], two: tuple[Ints, Ints]) -> Overlap:
    """Lengths of what two sets of spans have alone and together; spans of one set do not overlap."""
    places = np.concatenate([*one, *two])
    steps = np.repeat(np.array([1, -1, 2, -2], np.int64), [one[0].size, one[1].size, two[0].size, two[1].size])
    order = np.argsort(places, kind="stable")
    state, length = np.cumsum(steps[order])[:-1], np.diff(places[order])
    return Overlap(*(int(length[state == code].sum()) for code in (1, 2, 3)))
