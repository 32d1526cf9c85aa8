"""THE list of phases: what the driver composes, what the docs print, what the twin runs."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["PHASES", "Phase"]


@dataclass(frozen=True)
class Phase:
    """A named part of a month: its kernel, what it does, what it reads and writes."""

    name: str
    kernel: str
    does: str
    reads: str
    writes: str


PHASES = (
    Phase(
        "act",
        "kernels/act.py",
        "candidates are thinned to the rate of the moment: the truth",
        "cell, exposure, obligations, gates",
        "occurrences, obligations",
    ),
    Phase(
        "observe",
        "kernels/act.py",
        "channels record, miss, confuse, misattribute; false records arise",
        "occurrences, band and lists of last month",
        "records",
    ),
    Phase("post", "kernels/files.py", "rules make entries after their delay", "records", "entries"),
    Phase(
        "spread",
        "kernels/deliver.py, kernels/month.py",
        "what was posted or listed last month crosses ties",
        "entries and listings of last month, ties",
        "entries",
    ),
    Phase(
        "redress",
        "kernels/files.py",
        "decisions, then filings, then notices, then repairs",
        "entries",
        "entries, notices",
    ),
    Phase("expire", "kernels/files.py", "entries past their term stop counting", "entries", "entries"),
    Phase(
        "score",
        "kernels/files.py",
        "entries, traits, terms give score and band",
        "entries, ties' state of last month",
        "score, band",
    ),
    Phase(
        "enlist",
        "kernels/enlist.py",
        "stays begin and end; gates are gained and lost",
        "entries, band, obligations",
        "lists, gates",
    ),
    Phase(
        "impose",
        "kernels/impose.py",
        "needs arise; measures deny, grant, burden",
        "lists, band, gates, needs",
        "events",
    ),
    Phase(
        "respond",
        "kernels/respond.py",
        "exposure and hardship of next month",
        "events, notices, lists of ties",
        "exposure",
    ),
    Phase("tally", "kernels/reading.py", "counts for the indicators, kept as things happen", "all", "tallies"),
)
