"""What hangs on entries and bands: lists, gates, measures, spread. Records of a scheme; see ``model.py``."""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from demerit.evidence.quantity import (
    Days,
    Factor,
    Flag,
    Identifier,
    Month,
    Probability,
    Rate,
    Whole,
    record,
)
from demerit.scheme.declared import Quota
from demerit.scheme.judgement import PublishedRates, Unit

__all__ = [
    "Copy",
    "Discretion",
    "Entry",
    "Exit",
    "Extension",
    "Gate",
    "ListSpec",
    "Measure",
    "Mistaken",
    "Severity",
    "SpreadRule",
    "Target",
    "Term",
]


Severity = Whole
"""0 none or symbolic ... 4 liberty, children taken, subsistence (``docs/odd/scales.md``)."""


@record
class Term:
    """How long a stay holds: fixed months, or open; with ``owed`` not before that obligation is performed."""

    kind: Literal["fixed", "open"] = "fixed"
    length: Days | None = None
    owed: Identifier | None = None


@record
class Extension:
    """With chance ``p`` the fixed term is longer by ``length``."""

    p: Probability
    length: Days


@record
class Entry:
    """A way onto a list; exactly one of rule, band, list, rates, quota.

    ``count``: not before so many entries of the rule are in force, posted in the last ``within_months``.
    ``throughout``: what waits out the ``delay`` falls if the band or list is left on the way. ``since``, ``until``: it
    takes nobody in other months.
    """

    id: Identifier
    label: str = ""
    rule: Identifier | None = None
    band: Identifier | None = None
    on: Literal["change", "state"] = "change"
    list: Identifier | None = None
    rates: PublishedRates | None = None
    quota: Quota | None = None
    count: Whole = 1
    within_months: Whole | None = None
    p: Probability | None = None
    delay: Days | None = None
    throughout: Flag = False
    term: Term = field(default_factory=Term)
    extension: Extension | None = None
    since: Month | None = None
    until: Month | None = None
    source: tuple[str, ...] = ()
    note: str = ""


@record
class Exit:
    """A way off a list for stays on the named grounds (default: every open-term ground).

    ``performed``: an obligation was performed, with chance ``p`` (default 1) that month; ``obligation`` asks for one
    kind, ``able`` for one whose debtor was able (or not). ``granted`` and ``hazard``: at ``rate``. ``lock_months`` bars
    a new stay on the same ground.
    """

    id: Identifier
    on: Literal["performed", "granted", "hazard"]
    label: str = ""
    p: Probability | None = None
    rate: Rate | None = None
    obligation: Identifier | None = None
    able: Flag | None = None
    entries: tuple[Identifier, ...] = ()
    lock_months: Whole = 0
    source: tuple[str, ...] = ()


@record
class Copy:
    """A recipient that keeps its own copy of the list, and whether it is told of removals.

    One that is not told keeps the copy for ``keeps`` after the end of a stay (for ever, if that is not given): a stale
    copy. Several lists may name one recipient.
    """

    id: Identifier
    label: str = ""
    told_of_removal: Flag = False
    keeps: Days | None = None


@record
class ListSpec:
    """A named list of subjects of ``unit``, penal or rewarding, and how a stay on it begins and ends.

    From the month after a stay begins until the month of its end the band is at most ``to_band``. A stay ends when a
    later one begins on a list that ``replaces`` this one: grades that exclude each other.
    """

    id: Identifier
    label: str = ""
    unit: Unit | None = None
    penal: Flag = True
    entries: tuple[Entry, ...] = ()
    again: Literal["ignore", "restart", "extend"] = "ignore"
    exits: tuple[Exit, ...] = ()
    implies: tuple[Identifier, ...] = ()
    not_if: tuple[Identifier, ...] = ()
    replaces: tuple[Identifier, ...] = ()
    to_band: Identifier | None = None
    published: Flag = False
    published_fields: tuple[str, ...] = ()
    copies: tuple[Copy, ...] = ()
    source: tuple[str, ...] = ()
    note: str = ""


@record
class Gate:
    """Something one must hold to be served. ``held_at_start`` may have steps: the value at the run's start is used.

    ``on_demand``: the chance that who lacks it gets it for one request, at the door.
    """

    id: Identifier
    label: str = ""
    held_at_start: Probability
    apply: Rate | None = None
    granted: Probability | None = None
    lost: Rate | None = None
    lost_on: tuple[Identifier, ...] = ()
    on_demand: Probability | None = None
    note: str = ""


@record
class Discretion:
    """A gatekeeper's choice: refuses with chance ``p``; drawn per request, or lasting per subject, household, block."""

    id: Identifier
    label: str = ""
    p: Probability
    per: Literal["request", "subject", "household", "block"] = "request"
    after: tuple[Identifier, ...] = ()
    after_factor: Factor | None = None
    note: str = ""


@record
class Mistaken:
    """The measure hits one who is not on what it hangs on, such as a namesake of somebody listed.

    At each request with chance ``p``; with ``lasting`` one is a namesake or not for good, and is stopped each time.
    """

    p: Probability
    lasting: Flag = False


@record
class Measure:
    """A consequence. It hangs on exactly one of: band, list, copy, gate (not held), discretion, rule.

    ``copy`` is a recipient that keeps copies of lists; ``rule`` means the entry itself.

    ``or_gates``: others that open it as well as ``gate``.

    ``any_member``: a gate that any member of the household holds opens the need of the household (needs ``per:
    household`` in schemes on persons).

    ``since``, ``until``: it is enforced in no other months.
    """

    id: Identifier
    label: str = ""
    kind: Literal["deny", "grant", "burden", "lose", "inspect"]
    band: tuple[Identifier, ...] = ()
    list: Identifier | None = None
    copy: Identifier | None = None
    gate: Identifier | None = None
    or_gates: tuple[Identifier, ...] = ()
    any_member: Flag = False
    discretion: Identifier | None = None
    rule: Identifier | None = None
    need: Identifier | None = None
    channel: Identifier | None = None
    factor: Factor | None = None
    enforcement: Probability | None = None
    exempt: Probability | None = None
    mistaken: Mistaken | None = None
    since: Month | None = None
    until: Month | None = None
    severity: Severity = 1
    domain: Identifier = "civic"
    reason: str = ""
    source: tuple[str, ...] = ()
    note: str = ""


@record
class SpreadRule:
    """Carries what was posted or listed along ties.

    ``copy`` makes an entry (points times ``share_points``) or a stay of its own at the other end, with its own term;
    ``mirror`` holds only as long as the original. ``only`` limits the receivers by attribute.
    """

    id: Identifier
    label: str = ""
    rule: Identifier | None = None
    list: Identifier | None = None
    to: str
    lands: Identifier | None = None
    mode: Literal["copy", "mirror"] = "copy"
    p_carry: Probability | None = None
    share_points: Factor | None = None
    hops: Whole = 1
    only: dict[str, tuple[str, ...]] = field(default_factory=dict)
    fault_required: Flag = False
    source: tuple[str, ...] = ()
    note: str = ""


@record
class Target:
    """The conduct, and the window in months, that a list, band or measure claims to find."""

    id: Identifier
    conduct: tuple[Identifier, ...]
    window_months: Whole = 12
    of: Identifier | None = None
