"""A scheme: what an authority does, as data.

Frozen records; the same classes are the written and the resolved form (``demerit scheme resolve`` prints the latter,
with every default filled in). Ids refer by name: a rule names a behaviour of the society, a measure names a list.
What each part does in a run is defined in ``docs/odd/month.md``.
"""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from demerit.evidence.quantity import (
    Day,
    Days,
    Factor,
    Flag,
    Identifier,
    Number,
    Points,
    Probability,
    Quantity,
    Rate,
    Source,
    Whole,
    record,
)
from demerit.scheme.declaration import Declaration
from demerit.scheme.redress import Redress

__all__ = [
    "Band", "Cap", "Channel", "Confusion", "Discretion", "Entry", "Exit", "Extension", "FalseRecords", "Gate",
    "Inspection", "Jurisdiction", "ListSpec", "Measure", "Misattribution", "Period", "PublishedRates", "Recurring",
    "Repeat", "Rule", "Schedule", "ScheduleStep", "Scheme", "Score", "Scorecard", "SpreadRule", "Subjects", "Target",
    "Term", "TieTerm", "TraitRule", "Verified", "Watch",
]

Severity = Whole
"""0 none or symbolic ... 4 liberty, children taken, subsistence (``../../docs/odd/scales.md``)."""


@record
class Jurisdiction:
    """Where the scheme runs: ISO 3166 alpha-3 code (``XXX`` for fiction), level, place."""

    country: str
    level: str = ""
    place: str = ""


@record
class Period:
    """When the rules were in force; a missing end means still in force or not found (say which in the note)."""

    start: Day | None = None
    end: Day | None = None
    note: str = ""


@record
class Verified:
    """Who checked the file against its sources, and when."""

    by: str
    on: Day
    note: str = ""


@record
class Subjects:
    """Whose file it is. ``only`` keeps subjects whose attribute has one of the values (of the first member, for households)."""

    unit: Literal["person", "household", "firm"] = "person"
    only: dict[str, tuple[str, ...]] = field(default_factory=dict)
    mandatory: Flag = True
    note: str = ""


@record
class Watch:
    """A behaviour a channel watches, with its own sensitivity (else the channel's)."""

    behaviour: Identifier
    sensitivity: Probability | None = None


@record
class FalseRecords:
    """Records of acts that never happened: a Poisson process per covered subject, never thinned.

    ``about`` weighs the watched behaviours (default equal).
    """

    rate: Rate
    about: dict[str, Number] = field(default_factory=dict)


@record
class Misattribution:
    """A true record lands, instead of on the actor, on another subject of the actor's block of 4,096 uids.

    ``alike`` names attributes in which the other must equal the actor.
    """

    p: Probability
    alike: tuple[Identifier, ...] = ()


@record
class Confusion:
    """One behaviour is recorded as another with chance ``p``."""

    of: Identifier
    recorded_as: Identifier
    p: Probability


@record
class Inspection:
    """The channel looks harder at those with a live adverse entry of its own records: sensitivity times ``factor``."""

    factor: Factor
    within_months: Whole = 12


@record
class Channel:
    """How a behaviour becomes a record."""

    id: Identifier
    label: str = ""
    watches: tuple[Watch, ...] = ()
    sensitivity: Probability | None = None
    coverage: Probability | None = None
    coverage_by: Literal["subject", "household", "block"] = "subject"
    false_records: FalseRecords | None = None
    misattribution: Misattribution | None = None
    confusion: tuple[Confusion, ...] = ()
    delay: Days | None = None
    inspection: Inspection | None = None
    source: tuple[str, ...] = ()
    note: str = ""


@record
class Repeat:
    """A surcharge when the same thing was recorded before: factor - 1 times the points, as an entry of its own.

    ``counts`` says which earlier entries count; ``power`` multiplies again for each of them, at most ``max`` times.
    """

    factor: Factor
    counts: Literal["same_rule", "any_adverse"] = "same_rule"
    within_months: Whole | None = None
    power: Flag = False
    max: Whole = 1


@record
class Cap:
    """At most ``points`` (in absolute size) from this rule per running window of ``months`` months, in order of moment."""

    points: Points
    months: Whole = 12


@record
class ScheduleStep:
    """From this much of the amount (in the year) on, one point per ``per_point`` of it."""

    since: Number
    per_point: Number


@record
class Schedule:
    """Points with diminishing returns: each act has ``amount`` (hours, ...) and the year's total sets its worth."""

    amount: Quantity
    steps: tuple[ScheduleStep, ...]
    months: Whole = 12
    source: tuple[str, ...] = ()


@record
class Recurring:
    """An entry that comes by itself, last in its month.

    ``clean``: after each ``months`` months with no adverse entry posted. ``open``: in each month in which
    ``obligation`` was open for at least ``after_months`` months. ``holds``: once in ``months`` months while a
    conditions holds (attribute).
    """

    when: Literal["clean", "open"]
    months: Whole = 1
    obligation: Identifier | None = None
    able: Flag | None = None
    after_months: Whole = 0


@record
class Rule:
    """What turns a record into an entry: points, a trigger, a band, or a set score."""

    id: Identifier
    label: str = ""
    on: Identifier | None = None
    recurring: Recurring | None = None
    via: tuple[Identifier, ...] = ()
    points: Points | None = None
    set: Points | None = None
    to_band: Identifier | None = None
    trigger: Flag = False
    adverse: Flag | None = None
    term: Days | None = None
    delay: Days | None = None
    repeat: Repeat | None = None
    cap: Cap | None = None
    schedule: Schedule | None = None
    count_each: Flag = False
    hearing: Flag = False
    applies_to: dict[str, tuple[str, ...]] = field(default_factory=dict)
    source: tuple[str, ...] = ()
    note: str = ""


@record
class TraitRule:
    """Points for who one is: ``points`` (with ``by`` or ``times``), as an attribute value has it."""

    id: Identifier
    points: Points
    label: str = ""
    note: str = ""


@record
class TieTerm:
    """A part of the score recomputed every month from ties: ``points`` per tie of kind ``tie`` whose end was listed on ``list`` at the end of last month."""

    id: Identifier
    tie: str
    list: Identifier
    points: Points
    at_most: Whole | None = None


@record
class Scorecard:
    """Items, factors and components of a card; see ``docs/odd/scorecard.md``. Data, never evaluated text."""

    items: dict[str, "CardTable"] = field(default_factory=dict)
    components: dict[str, "CardComponent"] = field(default_factory=dict)
    evaluated: Literal["once", "monthly"] = "once"


@record
class CardCase:
    """One row of a table: if all conditions hold, this value. ``when`` maps attribute to allowed values."""

    when: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unless: dict[str, tuple[str, ...]] = field(default_factory=dict)
    value: Number


@record
class CardTable:
    """A table of cases, first match wins, with one source for its numbers."""

    cases: tuple[CardCase, ...]
    otherwise: Number
    unit: Identifier
    source: tuple[str, ...] = ()
    place: str = ""
    grade: str = ""
    note: str = ""


@record
class CardComponent:
    """``round(scale * (sum of items) * (product of factors) / threshold)``; an item may itself be a product of tables."""

    sum: tuple[tuple[Identifier, ...], ...]
    times: tuple[Identifier, ...] = ()
    threshold: Quantity
    scale: Number = 1000.0


@record
class PublishedRates:
    """Only rates are published: the share selected, or hit and false-alarm rates against a target, by group."""

    selected: Probability | None = None
    hit: Probability | None = None
    false_alarm: Probability | None = None
    target: Identifier | None = None
    every_months: Whole = 12


@record
class Score:
    """The running total, if the scheme has one (most real systems have none)."""

    kind: Literal["none", "sum", "mean", "scorecard"] = "none"
    initial: Points | None = None
    floor: Points | None = None
    ceiling: Points | None = None
    clamp: Literal["read", "running"] = "read"
    seen: Flag = True
    ratings_window: Whole | None = None
    terms: tuple[TieTerm, ...] = ()
    card: Scorecard | None = None
    note: str = ""


@record
class Band:
    """A named range [from, to) of the score; bands cover the line. Missing ends are open."""

    id: Identifier
    label: str = ""
    at_least: Points | None = None
    penal: Flag = False
    rewarding: Flag = False
    component: Identifier | None = None
    note: str = ""


@record
class Term:
    """How long a stay holds: fixed months, or open."""

    kind: Literal["fixed", "open"] = "fixed"
    length: Days | None = None


@record
class Extension:
    """With chance ``p`` the fixed term is longer by ``length``."""

    p: Probability
    length: Days


@record
class Entry:
    """A way onto a list; exactly one of rule, band, obligation, list, rates, discretion, officer_of."""

    id: Identifier
    label: str = ""
    rule: Identifier | None = None
    band: Identifier | None = None
    on: Literal["change", "state"] = "change"
    list: Identifier | None = None
    rates: PublishedRates | None = None
    p: Probability | None = None
    delay: Days | None = None
    term: Term = field(default_factory=Term)
    extension: Extension | None = None
    source: tuple[str, ...] = ()
    note: str = ""


@record
class Exit:
    """A way off a list for stays on the named grounds (default: every open-term ground).

    ``performed``: the obligation the ground rests on was performed, with chance ``p`` (default 1) that month.
    ``granted`` and ``hazard``: at ``rate``. ``lock_months`` bars a new stay on the same ground.
    """

    id: Identifier
    on: Literal["performed", "granted", "hazard"]
    label: str = ""
    p: Probability | None = None
    rate: Rate | None = None
    entries: tuple[Identifier, ...] = ()
    lock_months: Whole = 0
    source: tuple[str, ...] = ()


@record
class Copy:
    """A recipient that keeps its own copy of the list, and whether it is told of removals."""

    id: Identifier
    label: str = ""
    told_of_removal: Flag = False
    keeps: Days | None = None


@record
class ListSpec:
    """A named list, penal or rewarding, and how a stay on it begins and ends."""

    id: Identifier
    label: str = ""
    penal: Flag = True
    entries: tuple[Entry, ...] = ()
    again: Literal["ignore", "restart", "extend"] = "ignore"
    exits: tuple[Exit, ...] = ()
    implies: tuple[Identifier, ...] = ()
    not_if: tuple[Identifier, ...] = ()
    published: Flag = False
    published_fields: tuple[str, ...] = ()
    copies: tuple[Copy, ...] = ()
    source: tuple[str, ...] = ()
    note: str = ""


@record
class Gate:
    """Something one must hold to be served. ``held_at_start`` may have steps: the value at the run's start is used."""

    id: Identifier
    label: str = ""
    held_at_start: Probability
    apply: Rate | None = None
    granted: Probability | None = None
    lost: Rate | None = None
    lost_on: tuple[Identifier, ...] = ()
    note: str = ""


@record
class Discretion:
    """A gatekeeper's choice: refuses with chance ``p``; drawn per request, or lasting per subject, household or block."""

    id: Identifier
    label: str = ""
    p: Probability
    per: Literal["request", "subject", "household", "block"] = "request"
    after: tuple[Identifier, ...] = ()
    after_factor: Factor | None = None
    note: str = ""


@record
class Measure:
    """A consequence. It hangs on exactly one of: band, list, gate (not held), discretion, rule (the entry itself)."""

    id: Identifier
    label: str = ""
    kind: Literal["deny", "grant", "burden", "lose", "inspect"]
    band: tuple[Identifier, ...] = ()
    list: Identifier | None = None
    gate: Identifier | None = None
    discretion: Identifier | None = None
    rule: Identifier | None = None
    need: Identifier | None = None
    channel: Identifier | None = None
    factor: Factor | None = None
    enforcement: Probability | None = None
    exempt: Probability | None = None
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


@record
class Scheme:
    """A whole scheme."""

    format: Literal["demerit.scheme/1"]
    id: Identifier
    title: str
    about: str
    first_line: str
    kind: Literal["points", "list", "gate", "scorecard", "rates", "discretion", "rating", "reward"]
    status: Literal["in_force", "ended", "pilot", "proposed", "alleged", "fictional"]
    jurisdiction: Jurisdiction
    period: Period = field(default_factory=Period)
    society: str
    verified: Verified | None = None
    modelled: tuple[str, ...] = ()
    not_modelled: tuple[str, ...] = ()
    unknowns: tuple[str, ...] = ()
    sources: dict[str, Source] = field(default_factory=dict)
    subjects: Subjects = field(default_factory=Subjects)
    channels: tuple[Channel, ...] = ()
    rules: tuple[Rule, ...] = ()
    traits: tuple[TraitRule, ...] = ()
    score: Score = field(default_factory=Score)
    bands: tuple[Band, ...] = ()
    lists: tuple[ListSpec, ...] = ()
    gates: tuple[Gate, ...] = ()
    discretion: tuple[Discretion, ...] = ()
    measures: tuple[Measure, ...] = ()
    spread: tuple[SpreadRule, ...] = ()
    redress: Redress = field(default_factory=Redress)
    targets: tuple[Target, ...] = ()
    outcomes: tuple["Published", ...] = ()
    declaration: Declaration = field(default_factory=Declaration)


@record
class Published:
    """A published outcome the model may be compared with; never an input."""

    id: Identifier
    label: str = ""
    quantity: Quantity
    when: Day | None = None
    use: Literal["fit", "test", "context"] = "context"


