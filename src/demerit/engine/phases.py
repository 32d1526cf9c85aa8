"""THE list of phases, in order: what the driver composes, the docs print and the twin runs; a test compares them."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["PHASES", "Phase", "page"]


@dataclass(frozen=True)
class Phase:
    """A named part of a month: its kernel (file and function), what it does, what it reads and writes."""

    name: str
    kernel: str
    does: str
    reads: str
    writes: str


PHASES = (
    Phase(
        "rank",
        "rank.select_chunk",
        "who is selected by rank among all subjects, where a list takes people so",
        "scores of last month, cards",
        "triggers that wait for enlist",
    ),
    Phase(
        "act",
        "act.act_chunk",
        "candidates are thinned to the rate of the moment: the truth",
        "cell, exposure, obligations, gates",
        "occurrences, obligations",
    ),
    Phase(
        "shadow_month",
        "shadow.shadow_month",
        "the file that a perfect scheme would keep, beside the file itself; read by nobody",
        "occurrences, obligations",
        "shadow file",
    ),
    Phase(
        "observe",
        "observe.observe",
        "channels record, miss, confuse, misattribute; false records arise",
        "occurrences, band and lists of last month",
        "records",
    ),
    Phase("post", "post.post_phase", "rules make entries after their delay", "records", "entries"),
    Phase(
        "spread",
        "arrive.arrive",
        "what was posted or listed last month crosses ties",
        "entries and listings of last month, ties",
        "entries",
    ),
    Phase(
        "redress",
        "redress.redress_phase",
        "decisions, then filings, then notices, then repairs",
        "entries",
        "entries, notices",
    ),
    Phase("expire", "entries.expire_phase", "entries past their term stop counting", "entries", "entries"),
    Phase(
        "score",
        "bands.score_phase",
        "entries, traits, terms give score and band",
        "entries, ties' state of last month",
        "score, band",
    ),
    Phase(
        "enlist",
        "enlist.enlist_phase",
        "stays begin and end; gates are gained and lost",
        "entries, band, obligations",
        "lists, gates",
    ),
    Phase(
        "impose",
        "impose.impose_phase",
        "needs arise; measures deny, grant, burden",
        "lists, band, gates, copies, needs",
        "events",
    ),
    Phase(
        "respond",
        "respond.respond_phase",
        "exposure and hardship of next month",
        "events, notices, lists of ties",
        "exposure",
    ),
    Phase("tally", "reading.bump", "counts for the indicators, kept as things happen", "all", "tallies"),
)


def page() -> str:
    """The page ``docs/odd/phases.md``."""
    head = [
        "# ODD: the phases of a month, in order",
        "",
        "Made from `engine/phases.py`; `month.md` says exactly what each does, `truth.md` what the shadow file is.",
        "",
        "| phase | what happens | reads | writes | kernel |",
        "| --- | --- | --- | --- | --- |",
    ]
    rows = [f"| {p.name} | {p.does} | {p.reads} | {p.writes} | `{p.kernel}` |" for p in PHASES]
    return "\n".join([*head, *rows]) + "\n"
