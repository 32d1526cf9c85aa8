"""Every indicator of a run, from its saved ledgers and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from demerit.ledger.model import Ledger
from demerit.outcomes.concentration import concentration
from demerit.outcomes.indicator import Indicator
from demerit.outcomes.lengths import lengths
from demerit.outcomes.ratio import estimate
from demerit.outcomes.sample import Sample, sample_of
from demerit.outcomes.specs import events_word, keys_of, ratios
from demerit.outcomes.statistic import pair_rows, rows
from demerit.outcomes.survival import correction
from demerit.outcomes.units import counted, said

__all__ = ["tabulate"]


def tabulate(ledgers: Ledger | Sequence[Ledger] | Sample, /, *, pairs: bool = True) -> tuple[Indicator, ...]:
    """Compute the indicators of section 6 of the model page that the tallies of a run allow.

    Parameters
    ----------
    ledgers : Ledger, sequence of Ledger, or Sample
        Replicates of one run, in any order.
    pairs : bool
        Also each group against the largest of its attribute, as ratio and difference.

    Returns
    -------
    tuple of Indicator
        In a fixed order: the same ledgers give the same bytes. ``docs/reference/indicators.md`` explains every id.
    """
    sample = ledgers if isinstance(ledgers, Sample) else sample_of(ledgers)
    statistics = [estimate(sample, ratio=ratio) for ratio in ratios(sample)]
    if any(name.startswith("correction:") for name in sample.tallies):
        statistics.extend(correction(sample))
    keys = keys_of(sample)
    statistics.extend(lengths(sample, keys=keys, words=[events_word(sample, key) for key in keys]))
    found: list[Indicator] = []
    for statistic in statistics:
        found.extend(rows(statistic))
        if pairs:
            found.extend(pair_rows(statistic))
    found.extend(concentration(sample))
    return tuple(said(row, sample) for row in found if counted(sample, row.id, row.group))
