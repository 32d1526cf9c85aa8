"""Redress: every way out, as data."""

from __future__ import annotations

from typing import Literal

from demerit.evidence.quantity import Count, Days, Flag, Identifier, Probability, record

__all__ = ["Hearing", "Instance", "Notice", "Redress", "Repair", "Wins"]


@record
class Notice:
    """Notice of a ground: whether it comes at all, and how long after the making."""

    p: Probability
    delay: Days | None = None
    note: str = ""


@record
class Hearing:
    """Heard before effect.

    The entry waits ``delay``; then a wrong one is stopped with ``wins.wrong``, a right one with ``wins.right``.
    """

    p_heard: Probability
    delay: Days | None = None
    wins: Wins


@record
class Wins:
    """Chance that the subject wins, by truth: when the ground is wrong, when it is right."""

    wrong: Probability
    right: Probability


@record
class Instance:
    """One instance of objection or appeal. Upheld is final for this instance; the next may be tried."""

    id: Identifier
    label: str = ""
    p_files: Probability
    within_months: int = 3
    wins: Wins
    decision: Days
    decision_time: Literal["fixed", "geometric"] = "fixed"
    capacity_per_month: Count | None = None
    suspends: Flag = False
    note: str = ""


@record
class Repair:
    """Restoring one's standing.

    After ``after`` months, with chance ``p_per_month`` each month, the oldest live adverse entry (or all) is lifted.
    """

    p_per_month: Probability
    after: Days | None = None
    lifts: Literal["entry", "all"] = "entry"


@record
class Redress:
    """Notice, hearing, objection and appeal, repair, and what is told to recipients.

    ``p_learns``: chance that a refusal lets the subject learn of the ground without notice.
    """

    notice: Notice | None = None
    p_learns: Probability | None = None
    hearing: Hearing | None = None
    instances: tuple[Instance, ...] = ()
    repair: Repair | None = None
    recipients_told: Flag = False
    rules: tuple[Identifier, ...] = ()
    lists: tuple[Identifier, ...] = ()
    source: tuple[str, ...] = ()
    note: str = ""
