"""Ledgers laid side by side: counts by group and by the unit that the jackknife deletes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from demerit.ledger.model import BLOCKS, Counts, Ledger

__all__ = ["EXPOSURE", "MANY", "Sample", "sample_of"]

EXPOSURE = "subjects:months"
"""Subject-months of the run: not kept by the ledger, but subjects times counted months."""

MANY = 5
"""From this many replicates on the jackknife deletes replicates, before that blocks of households."""


@dataclass(frozen=True, kw_only=True)
class Sample:
    """Counts of all replicates of one run.

    Attributes
    ----------
    manifest : dict
        Of the run.
    groups : tuple of str
    months : int
        Counted months of each replicate.
    n_units : int
        Blocks (64 a replicate) or, with 5 replicates or more, replicates.
    method : str
        Name of the jackknife.
    tallies : {name: ndarray of int64, shape [n_groups, n_units]}
    ledgers : tuple of Ledger
        What it was made of.
    """

    manifest: dict[str, Any]
    groups: tuple[str, ...]
    months: int
    n_units: int
    method: str
    tallies: dict[str, Counts]
    ledgers: tuple[Ledger, ...]

    def counts(self, name: str, /) -> Counts:
        """Counts of a tally, zeros if the run did not keep it; shape [n_groups, n_units]."""
        found = self.tallies.get(name)
        return np.zeros((len(self.groups), self.n_units), np.int64) if found is None else found

    @property
    def unit(self) -> str:
        """Whose file it is: person, household or firm."""
        return str(self.manifest.get("unit", "person"))

    def names(self, part: str, /) -> dict[str, dict[str, Any]]:
        """What the manifest says of keys, behaviours, needs, channels or rules; empty if nothing."""
        found: dict[str, dict[str, Any]] = self.manifest.get(part, {})
        return found


def sample_of(ledgers: Ledger | Sequence[Ledger], /) -> Sample:
    """Lay the ledgers of one run side by side.

    Parameters
    ----------
    ledgers : Ledger or sequence of Ledger
        Replicates of one run; the order does not matter.

    Raises
    ------
    ValueError
        If there is none, or their groups differ.
    """
    given = (ledgers,) if isinstance(ledgers, Ledger) else tuple(ledgers)
    if not given:
        raise ValueError("no ledger was given")
    ordered = tuple(sorted(given, key=lambda ledger: ledger.replicate))
    first = ordered[0]
    if any(ledger.groups != first.groups for ledger in ordered):
        raise ValueError("the ledgers have different groups")
    many = len(ordered) >= MANY
    empty = np.zeros((len(first.groups), BLOCKS), np.int64)
    tallies: dict[str, Counts] = {}
    for name in sorted({name for ledger in ordered for name in ledger.tallies}):
        kept = [ledger.tallies.get(name, empty) for ledger in ordered]
        if many:
            tallies[name] = np.stack([counts.sum(axis=1) for counts in kept], axis=1)
        else:
            tallies[name] = np.concatenate(kept, axis=1)
    if "subjects" in tallies:
        tallies[EXPOSURE] = tallies["subjects"] * months_of(first)
    return Sample(
        manifest=first.manifest,
        groups=first.groups,
        months=months_of(first),
        n_units=len(ordered) if many else BLOCKS * len(ordered),
        method=f"jackknife over {len(ordered)} replicates" if many else f"jackknife over {BLOCKS} blocks",
        tallies=tallies,
        ledgers=ordered,
    )


def months_of(ledger: Ledger) -> int:
    """Counted months of a run."""
    said = ledger.manifest.get("months")
    return int(said) if said is not None else next((len(counts) for counts in ledger.series.values()), 0)
