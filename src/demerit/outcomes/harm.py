"""Harms: what a safeguard can take away, as counts of a ledger. The list is closed; nothing else is ever made small.

There is no way to ask for another aim: what a trial of safeguards looks for is fewer people penalised, and fewer
penalties that are wrong, for the acts of others, for lawful conduct or for who one is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from demerit.ledger.model import Ledger
from demerit.outcomes.ratio import Ratio, estimate
from demerit.outcomes.sample import sample_of
from demerit.outcomes.worlds import paired_interval

__all__ = ["FLAGGED", "HARMS_OF_ANY", "Removed", "harms", "kept_of", "ledger_of", "removed"]

FLAGGED = ("wrongful", "for_others", "for_lawful", "for_traits")
"""Flags of a penalty that are a harm of their own."""

ANY = "any"
HARMS_OF_ANY = ("people", *(f"people:{flag}" for flag in FLAGGED))
"""Of all penalties together: people, for kinds of penalty are never added up."""

HARMS_OF_KEY = ("people", *(f"events:{flag}" for flag in FLAGGED), "months")
"""Of one penalty: people ever reached, penalties with a flag, months held (lists and bands)."""

SUBJECTS = "subjects"


@dataclass(frozen=True, kw_only=True)
class Removed:
    """How much of a harm is gone in one world that is there in another of the same people with the same dice.

    Attributes
    ----------
    removes : int
        Count in the world without less that in the world with; negative where there is more of it.
    low, high : float or None
        Ends of the paired 95 % interval; None where too few blocks hold anybody.
    """

    removes: int
    low: float | None
    high: float | None

    @property
    def less(self) -> bool:
        """Whether less of it is there, beyond chance."""
        return self.low is not None and self.low > 0

    @property
    def more(self) -> bool:
        """Whether more of it is there, beyond chance."""
        return self.high is not None and self.high < 0


def harms(key: str | None, /) -> tuple[str, ...]:
    """Tallies that count harms: of any penalty, and of one.

    Parameters
    ----------
    key : str or None
        Penalty key of the scheme's headline; None if the scheme has no penalty.

    Examples
    --------
    >>> harms("measure:no_train")[-2:]
    ('measure:no_train:events:for_lawful', 'measure:no_train:events:for_traits')
    """
    of_key = () if key is None else tuple(f"{key}:{what}" for what in HARMS_OF_KEY)
    held = key is not None and key.startswith(("list:", "band:"))
    return tuple(f"{ANY}:{what}" for what in HARMS_OF_ANY) + (of_key if held else of_key[:-1])


def kept_of(ledger: Ledger, /, *, names: Iterable[str]) -> dict[str, list[int]]:
    """Counts of all subjects by block, of the subjects and of each harm; zeros where a ledger has none.

    Returns
    -------
    {tally: list of 64 int}
    """
    empty = np.zeros_like(ledger.tallies[SUBJECTS])
    return {name: [int(count) for count in ledger.tallies.get(name, empty)[0]] for name in (SUBJECTS, *names)}


def ledger_of(counts: dict[str, list[int]], /, *, manifest: dict[str, Any]) -> Ledger:
    """Ledger of nothing but kept counts.

    Parameters
    ----------
    counts : {tally: list of 64 int}
    manifest : dict
        ``unit`` and ``months`` of the world.
    """
    tallies = {name: np.array([blocks], np.int64) for name, blocks in counts.items()}
    return Ledger(manifest=manifest, groups=("all",), tallies=tallies)


def removed(without: Ledger, with_it: Ledger, /, *, harm: str) -> Removed:
    """What of a harm is gone, with the interval of a pair: the same block is deleted in both worlds.

    Parameters
    ----------
    without, with_it : Ledger
        Worlds of the same people with the same dice, such as ``ledger_of`` makes.
    harm : str
        A tally.
    """
    share = Ratio(id=harm, top=((harm, 1),), bottom=((SUBJECTS, 1),), kind="rate", unit="ratio")
    ours, theirs = estimate(sample_of(without), ratio=share), estimate(sample_of(with_it), ratio=share)
    low, high, _ = paired_interval(ours, theirs, place=0, unit="difference")
    n = without.total(SUBJECTS)
    return Removed(
        removes=without.total(harm) - with_it.total(harm),
        low=None if low is None else low * n,
        high=None if high is None else high * n,
    )
