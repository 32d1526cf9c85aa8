"""Which synthetic lives are worth telling, and how common each is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from demerit.ledger.rows import PROFILE, Profiles

__all__ = ["WAYS", "Chosen", "choose"]

WAYS = ("typical", "worst", "wrongful", "for_others", "freed")
"""Ways to choose a life."""


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """A life that was chosen: ``uid``, the ``way``, and how many of the penalised have what it was chosen for.

    ``like`` of ``penalised`` subjects are as this one: as near to the median profile, hit as hard, flagged so, spared.
    """

    uid: int
    way: str
    like: int
    penalised: int


def choose(profiles: Profiles, /, *, way: str, spared: Collection[int] = ()) -> Chosen | None:
    """Choose one life among those whom a penalty reached.

    Parameters
    ----------
    profiles : Profiles
    way : str
        ``typical``: the counts nearest to the medians; ``worst``: most refusals, among equals most burdens, losses,
        stays on penal lists, times in a penal band; ``wrongful``, ``for_others``, ``freed``: of those penalised so (or
        spared), the one nearest to their medians. Of equals the least uid.
    spared : collection of int
        Those freed.

    Returns
    -------
    Chosen or None
        None if nobody has what is looked for.
    """
    n = len(profiles.uid)
    if way == "worst":
        if n == 0:
            return None
        hits = profiles.counts[:, : PROFILE.index("band") + 1]
        order = np.lexsort((profiles.uid, *(-hits[:, place] for place in range(hits.shape[1] - 1, -1, -1))))
        alike = int((hits == hits[order[0]]).all(axis=1).sum())
        return Chosen(uid=int(profiles.uid[order[0]]), way=way, like=alike, penalised=n)
    chosen = {
        "typical": np.ones(n, bool),
        "wrongful": profiles.wrongful,
        "for_others": profiles.for_others,
        "freed": np.isin(profiles.uid, sorted(spared)),
    }[way]
    if not chosen.any():
        return None
    away = distances(profiles.counts[chosen])
    place = int(np.argmin(away))
    alike = int((away == away[place]).sum()) if way == "typical" else int(chosen.sum())
    return Chosen(uid=int(profiles.uid[chosen][place]), way=way, like=alike, penalised=n)


def distances(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """How far the counts of each subject are from the medians of all: differences in units of 1 + median, summed."""
    middle = np.median(counts, axis=0)
    away: NDArray[np.float64] = (np.abs(counts - middle) / (1 + middle)).sum(axis=1)
    return away
