"""Some indicators of a run, without computing the others."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase

from demerit.ledger.model import Ledger
from demerit.outcomes.indicator import Indicator
from demerit.outcomes.lengths import lengths
from demerit.outcomes.ratio import estimate
from demerit.outcomes.sample import Sample, sample_of
from demerit.outcomes.specs import events_word, keys_of, ratios
from demerit.outcomes.statistic import Statistic, rows
from demerit.outcomes.survival import correction
from demerit.outcomes.units import counted, said

__all__ = ["chosen", "fits"]

EVERYBODY = "all"


def fits(name: str, patterns: Sequence[str], /) -> bool:
    """Whether a name is one of some; ``*`` stands for anything."""
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def chosen(
    ledgers: Ledger | Sequence[Ledger], /, *, ids: Sequence[str], groups: Sequence[str] = (EVERYBODY,)
) -> tuple[Indicator, ...]:
    """Indicators by id and group: the same numbers as ``tabulate`` gives, in the same order.

    Parameters
    ----------
    ledgers : Ledger or sequence of Ledger
        Replicates of one run.
    ids : sequence of str
        ``*`` stands for anything.
    groups : sequence of str
        ``*`` stands for anything; ``all`` finds a row about all households or firms too.

    Examples
    --------
    The share of penalties of every list that are wrongful has the id ``list:*:wrongful``.
    """
    sample = sample_of(ledgers)
    asked = [*groups, *(["unit=*"] if EVERYBODY in groups else [])]
    return tuple(
        said(row, sample)
        for statistic in statistics(sample, ids)
        for row in rows(statistic)
        if fits(row.id, ids) and fits(row.group, asked) and counted(sample, row.id, row.group)
    )


def statistics(sample: Sample, ids: Sequence[str]) -> list[Statistic]:
    """Statistics among which those asked for are."""
    found = [estimate(sample, ratio=ratio) for ratio in ratios(sample) if fits(ratio.id, ids)]
    if any(name.startswith("correction:") for name in sample.tallies):
        found += [statistic for statistic in correction(sample) if fits(statistic.id, ids)]
    keys = [key for key in keys_of(sample) if any(pattern.startswith(("*", key)) or "*" in pattern for pattern in ids)]
    found += [
        statistic
        for statistic in lengths(sample, keys=keys, words=[events_word(sample, key) for key in keys])
        if fits(statistic.id, ids)
    ]
    return found
