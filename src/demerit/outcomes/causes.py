"""Where the punishment came from: the causes of the penalties of each list, band and measure.

Shares with a flag overlap and need not add to one. The split column divides each penalty evenly over its smallest sets
of causes and adds to 1 (the ledger counts in units of 1/27720).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from demerit.ledger.model import CAUSES, FLAGS, Ledger
from demerit.outcomes.indicator import Indicator
from demerit.outcomes.ratio import Ratio, estimate
from demerit.outcomes.sample import Sample, sample_of
from demerit.outcomes.specs import events_word, keys_of, penal
from demerit.outcomes.statistic import rows
from demerit.outcomes.units import counted

__all__ = ["CauseRow", "causes", "entries_of"]


@dataclass(frozen=True, kw_only=True)
class CauseRow:
    """Causes of the penalties of one key in one group.

    Attributes
    ----------
    key : str
        ``list:...``, ``band:...`` or ``measure:...``.
    group : str
    n : int
        Penalties of the key.
    of : str
        What they are: stays, runs in the band, denials, burdens, losses. Kinds are never added together.
    flags : tuple of Indicator
        Share of the penalties with each flag that the ledger counts, in the order of ``FLAGS``.
    split : tuple of Indicator
        Share of each cause, in the order of ``CAUSES``; the values add to 1. Empty without penalties.
    """

    key: str
    group: str
    n: int
    of: str
    flags: tuple[Indicator, ...]
    split: tuple[Indicator, ...]


def causes(ledgers: Ledger | Sequence[Ledger] | Sample, /) -> tuple[CauseRow, ...]:
    """Table of causes: every penal key, in every group.

    Parameters
    ----------
    ledgers : Ledger, sequence of Ledger, or Sample
        Replicates of one run.

    Returns
    -------
    tuple of CauseRow
        Keys in the order of the scheme; for each, groups in the order of the ledger.
    """
    sample = ledgers if isinstance(ledgers, Sample) else sample_of(ledgers)
    return tuple(row for key in keys_of(sample) if penal(sample, key=key) for row in of_key(sample, key))


def of_key(sample: Sample, key: str) -> list[CauseRow]:
    """Rows of one key."""
    of = events_word(sample, key)
    total = ((f"{key}:events", 1),)
    flags = [
        list(rows(estimate(sample, ratio=Ratio(id=flag, top=((name, 1),), bottom=total, of=of))))
        for flag in FLAGS
        if (name := f"{key}:events:{flag}") in sample.tallies
    ]
    kept = [(cause, f"{key}:split:{cause}") for cause in CAUSES]
    parts = tuple((name, 1) for _, name in kept if name in sample.tallies)
    split = [
        list(rows(estimate(sample, ratio=Ratio(
            id=cause, top=((name, 1),), bottom=parts, kind="part", of="parts", among=f"{key}:events"
        ))))
        for cause, name in kept
        if name in sample.tallies
    ]  # fmt: skip
    counts = sample.counts(f"{key}:events").sum(axis=1)
    return [
        CauseRow(
            key=key, group=group, n=int(counts[place]), of=of, flags=tuple(column[place] for column in flags),
            split=tuple(column[place] for column in split),
        )
        for place, group in enumerate(sample.groups)
        if counted(sample, key, group)
    ]  # fmt: skip


def share_of(indicator: Indicator) -> dict[str, Any]:
    """A share with its interval as plain JSON values."""
    return {
        "value": indicator.value, "low": indicator.low, "high": indicator.high, "events": indicator.events,
        "reason": indicator.reason, "method": indicator.method,
    }  # fmt: skip


def entries_of(table: Sequence[CauseRow], /) -> list[dict[str, Any]]:
    """Rows of the table as entries of the result document."""
    return [
        {
            "key": row.key, "group": row.group, "n": row.n, "of": row.of,
            "flags": {flag.id: share_of(flag) for flag in row.flags},
            "split": {
                cause.id: {name: value for name, value in share_of(cause).items() if name != "events"}
                for cause in row.split
            },
        }
        for row in table
    ]  # fmt: skip
