"""Whom two worlds of the same people treat differently: penalised in one, in the other, in both, in neither."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demerit.ledger.model import LOG_KINDS, Ledger

__all__ = ["ANY", "BEGINNINGS", "moved"]

BEGINNINGS = ("stay_begin", "band", "denied", "burden", "loss")
"""Kinds of row of the log with which a penalty begins."""

ANY = "any"
"""Key of all penalties together."""


def moved(first: Sequence[Ledger], second: Sequence[Ledger], /, *, penalties: dict[str, str]) -> list[dict[str, Any]]:
    """Count the subjects of a pair of worlds by where a penalty reached them.

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
        penalty that began in a counted month reached; over all replicates.
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
        neither = n - only_a - only_b - both
        rows.append(
            {"key": key, "unit": unit, "only_a": only_a, "only_b": only_b, "both": both, "neither": neither, "n": n}
        )
    return rows


def reached(ledger: Ledger, keys: set[str]) -> NDArray[np.int64]:
    """Uids that some penalty of the keys reached, sorted."""
    assert ledger.log is not None
    items = [place for place, name in enumerate(ledger.manifest["log_items"]) if name in keys]
    kinds = [LOG_KINDS.index(kind) for kind in BEGINNINGS]
    begun = np.isin(ledger.log["kind"], kinds) & np.isin(ledger.log["item"], items) & (ledger.log["month"] >= 0)
    found: NDArray[np.int64] = np.unique(ledger.log["uid"][begun])
    return found
