"""The ledger of a run: counts by group and block, counts by month, and the log of what happened to whom.

What each tally counts is defined in ``docs/odd/ledger.md``; nothing here knows how a run is made.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "AGES",
    "BLOCKS",
    "CAUSES",
    "EXPECTED_UNIT",
    "FLAGS",
    "LOG_DTYPE",
    "LOG_KINDS",
    "SPLIT_UNIT",
    "Counts",
    "Ledger",
    "check_ledger",
    "new_tally",
]

Counts: TypeAlias = NDArray[np.int64]

BLOCKS = 64
"""Fixed blocks of households; deleting one at a time gives the interval of a single run."""

AGES = 25
"""Bins of the three histograms of wrong entries by age in months: 0 ... 23, and 24 or more."""

SPLIT_UNIT = 27720
"""Parts into which one penalty is divided among causes; divisible by every number from 1 to 12."""

EXPECTED_UNIT = 65536
"""Parts of one act in which amounts that are expected and not drawn are counted."""

CAUSES = (
    "true_unlawful",
    "true_lawful",
    "false_record",
    "mistaken_identity",
    "misread",
    "trait",
    "stale",
    "tie",
    "no_pass",
    "discretion",
    "scheme",
)
"""Why an entry or a penalty is there, in truth; the code in the log is the place in this list."""

FLAGS = ("wrongful", "tainted", "for_others", "for_lawful", "for_traits", "no_record", "scheme")
"""Overlapping judgements on a penalty; flag ``i`` is bit ``i`` of the log's ``flags``."""

LOG_KINDS = (
    "act",
    "record",
    "entry",
    "stopped",
    "expired",
    "reversed",
    "lifted",
    "stay_begin",
    "stay_end",
    "band",
    "denied",
    "burden",
    "loss",
    "grant",
    "notice",
    "filed",
    "won",
    "lost",
    "opened",
    "performed",
    "gate_gained",
    "gate_lost",
)
"""Kinds of row of the log; the code is the place in this list."""

LOG_DTYPE = np.dtype(
    [
        ("uid", np.int64), ("month", np.int32), ("order", np.int32), ("kind", np.uint8), ("item", np.uint16),
        ("points", np.int32), ("cause", np.uint8), ("flags", np.uint16), ("address", np.uint64), ("other", np.int64),
    ]
)  # fmt: skip
"""One row of the log.

``uid`` of the subject; counted ``month``; ``order`` within subject and month; ``kind`` and ``cause`` as codes; ``item``
as place in ``manifest["log_items"]`` (such as ``rule:jaywalking``); ``points`` of entries; ``flags`` as bits;
``address`` of the entry or stay; ``other`` the uid at the other end (actor, tie), -1 for none.
"""


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """What one replicate of a run leaves behind.

    Attributes
    ----------
    manifest : dict
        What was run: see ``demerit.ledger.manifest``. Plain JSON values only.
    groups : tuple of str
        ``all`` first, then ``attribute=value``.
    tallies : {name: ndarray of int64, shape [n_groups, 64]}
        Counts by group and block.
    series : {name: ndarray of int64, shape [n_months]}
        Counts by counted month, group ``all``.
    log : ndarray of LOG_DTYPE or None
        Sorted by uid, month, order; None when only tallies were kept.
    replicate : int
        Number of the replicate, from 0.
    """

    manifest: dict[str, Any]
    groups: tuple[str, ...]
    tallies: dict[str, Counts]
    series: dict[str, Counts] = field(default_factory=dict)
    log: NDArray[Any] | None = None
    replicate: int = 0

    def total(self, name: str, /, *, group: str = "all") -> int:
        """Count of a tally over all blocks in a group; 0 if the tally or the group is not kept."""
        counts = self.tallies.get(name)
        return 0 if counts is None or group not in self.groups else int(counts[self.groups.index(group)].sum())


def new_tally(*, groups: tuple[str, ...]) -> Counts:
    """A tally of zeros, shape [n_groups, 64].

    Examples
    --------
    >>> new_tally(groups=("all", "sex=female")).shape
    (2, 64)
    """
    return np.zeros((len(groups), BLOCKS), np.int64)


def check_ledger(ledger: Ledger, /) -> None:
    """Refuse a ledger whose arrays have the wrong shape or type; a mistake of the program, never of a user.

    Raises
    ------
    ValueError
        Naming the first part that is wrong.
    """
    if not ledger.groups or ledger.groups[0] != "all" or len(set(ledger.groups)) != len(ledger.groups):
        raise ValueError("groups must begin with 'all' and not repeat")
    for name, counts in ledger.tallies.items():
        if counts.shape != (len(ledger.groups), BLOCKS) or counts.dtype != np.int64:
            raise ValueError(f"tally {name}: expected int64 [{len(ledger.groups)}, {BLOCKS}], got {counts.shape}")
    if len({counts.shape for counts in ledger.series.values()}) > 1:
        raise ValueError("series must all have the same number of months")
    for name, counts in ledger.series.items():
        if counts.ndim != 1 or counts.dtype != np.int64:
            raise ValueError(f"series {name}: expected int64 [months], got {counts.dtype} {counts.shape}")
    if ledger.log is not None and ledger.log.dtype != LOG_DTYPE:
        raise ValueError("the log must have LOG_DTYPE")
    if ledger.log is not None and not is_sorted(ledger.log["uid"], ledger.log["month"], ledger.log["order"]):
        raise ValueError("the log must be sorted by uid, month, order")


def is_sorted(*keys: NDArray[Any]) -> bool:
    """Whether rows rise by their keys, the first one first."""
    level = np.ones(max(0, len(keys[0]) - 1), dtype=bool)
    for key in keys:
        if np.any(level & (key[1:] < key[:-1])):
            return False
        level &= key[1:] == key[:-1]
    return True
