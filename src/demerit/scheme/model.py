"""A scheme: what an authority does, as data.

Frozen records; the same classes are the written and the resolved form (``demerit scheme resolve`` prints the latter,
with every default filled in). Ids refer by name: a rule names a behaviour of the society, a measure names a list.
What each part does in a run is defined in ``docs/odd/month.md``.
"""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from demerit.evidence.quantity import Count, Day, Flag, Identifier, Quantity, Source, Whole, record
from demerit.scheme.consequence import (
    Copy,
    Discretion,
    Entry,
    Exit,
    Extension,
    Gate,
    ListSpec,
    Measure,
    Mistaken,
    SpreadRule,
    Target,
    Term,
)
from demerit.scheme.declaration import Declaration
from demerit.scheme.declared import Include, IncomeAveraging, Quota
from demerit.scheme.judgement import (
    Band,
    Cap,
    CardCase,
    CardComponent,
    CardTable,
    PublishedRates,
    Recurring,
    Repeat,
    Rerating,
    Rule,
    Schedule,
    ScheduleStep,
    Score,
    Scorecard,
    TieTerm,
    TraitRule,
    Unit,
)
from demerit.scheme.observation import (
    Channel,
    Confusion,
    FalseRecords,
    Inspection,
    Misattribution,
    Patrols,
    Watch,
)
from demerit.scheme.rating import Rating, RatingBias, RatingValue, RatingWeight
from demerit.scheme.redress import Redress

__all__ = [
    "Band",
    "Cap",
    "CardCase",
    "CardComponent",
    "CardTable",
    "Channel",
    "Confusion",
    "Copy",
    "Discretion",
    "Entry",
    "Exit",
    "Extension",
    "FalseRecords",
    "Gate",
    "Include",
    "IncomeAveraging",
    "Inspection",
    "Jurisdiction",
    "ListSpec",
    "Measure",
    "Misattribution",
    "Mistaken",
    "Patrols",
    "Period",
    "Published",
    "PublishedRates",
    "Quota",
    "Rating",
    "RatingBias",
    "RatingValue",
    "RatingWeight",
    "Recurring",
    "Repeat",
    "Rerating",
    "Rule",
    "Schedule",
    "ScheduleStep",
    "Scheme",
    "Score",
    "Scorecard",
    "SpreadRule",
    "Subjects",
    "Target",
    "Term",
    "TieTerm",
    "TraitRule",
    "Unit",
    "Verified",
    "Watch",
]


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
    source: tuple[str, ...] = ()
    note: str = ""


@record
class Verified:
    """Who checked the file against its sources, and when."""

    by: str
    on: Day
    note: str = ""


@record
class Subjects:
    """Whose file it is: the main unit, which has the score, and ``also`` others with lists of their own.

    ``only`` keeps persons and households whose attribute has one of the values (of the first member, for households).
    """

    unit: Unit = "person"
    also: tuple[Unit, ...] = ()
    only: dict[str, tuple[str, ...]] = field(default_factory=dict)
    mandatory: Flag = True
    note: str = ""


@record
class Published:
    """A published outcome the model may be compared with; never an input.

    Attributes
    ----------
    when : Day or None
        The date it is of, or the end of the months that it covers.
    months : int or None
        How many months a published total covers; none for a state at a date, a share, a mean.
    among : Quantity or None
        The inhabitants that a published total is of, so that it can be said of 1,000.
    indicator, group : str
        The indicator of a run that is about the same, of everybody or of a group (``sex=male``).
    apart : str
        Why it is not set beside a run, where it is known beforehand.
    counts, over : tuple of str
        What a run counts of the same thing, added up, and what that is divided by (``scheme/counted.py``): for outcomes
        that no indicator tells, such as totals since a month, of which a calibration makes a run of its own.
    inside : {attribute: values}
        Of whom it is, where that is no single group: subjects with one of the values of every attribute named.
    """

    id: Identifier
    label: str = ""
    quantity: Quantity
    when: Day | None = None
    months: Whole | None = None
    among: Count | None = None
    use: Literal["fit", "test", "context"] = "context"
    indicator: str = ""
    group: str = ""
    apart: str = ""
    counts: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    inside: dict[str, tuple[str, ...]] = field(default_factory=dict)


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
    includes: tuple[Include, ...] = ()
    verified: Verified | None = None
    modelled: tuple[str, ...] = ()
    not_modelled: tuple[str, ...] = ()
    unknowns: tuple[str, ...] = ()
    sources: dict[str, Source] = field(default_factory=dict)
    subjects: Subjects = field(default_factory=Subjects)
    channels: tuple[Channel, ...] = ()
    rules: tuple[Rule, ...] = ()
    traits: tuple[TraitRule, ...] = ()
    arithmetic: tuple[IncomeAveraging, ...] = ()
    score: Score = field(default_factory=Score)
    bands: tuple[Band, ...] = ()
    lists: tuple[ListSpec, ...] = ()
    gates: tuple[Gate, ...] = ()
    discretion: tuple[Discretion, ...] = ()
    measures: tuple[Measure, ...] = ()
    spread: tuple[SpreadRule, ...] = ()
    redress: Redress = field(default_factory=Redress)
    targets: tuple[Target, ...] = ()
    outcomes: tuple[Published, ...] = ()
    declaration: Declaration = field(default_factory=Declaration)
