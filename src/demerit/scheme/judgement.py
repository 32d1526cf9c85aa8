"""What records become: entries, points, bands. Records of a scheme; see ``model.py``."""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from demerit.evidence.quantity import (
    Days,
    Factor,
    Flag,
    Identifier,
    Month,
    Number,
    Points,
    Probability,
    Quantity,
    Whole,
    record,
)
from demerit.scheme.rating import Rating

__all__ = [
    "Band",
    "Cap",
    "CardCase",
    "CardComponent",
    "CardTable",
    "PublishedRates",
    "Recurring",
    "Repeat",
    "Rerating",
    "Rule",
    "Schedule",
    "ScheduleStep",
    "Score",
    "Scorecard",
    "TieTerm",
    "TraitRule",
    "Unit",
]

Unit = Literal["person", "household", "firm"]
"""Whose file."""


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
    """At most ``points`` (in absolute size) from this rule in any ``months`` months, in order of moment."""

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
    conditions holds (attribute). ``averaged``: ``after_months`` after the end of each year of the run, where
    ``arithmetic`` asks something back.
    """

    when: Literal["clean", "open", "averaged"]
    months: Whole = 1
    obligation: Identifier | None = None
    able: Flag | None = None
    after_months: Whole = 0
    arithmetic: Identifier | None = None


@record
class Rule:
    """What turns a record into an entry: points, a trigger, a band, a set score, or a rating.

    It is of subjects of ``unit``. In a score of kind ``mean`` ``points`` and ``set`` are the same: the rating that is
    given. ``since``, ``until``: it meets no act of other months.
    """

    id: Identifier
    label: str = ""
    unit: Unit | None = None
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
    rating: Rating | None = None
    count_each: Flag = False
    hearing: Flag = False
    applies_to: dict[str, tuple[str, ...]] = field(default_factory=dict)
    since: Month | None = None
    until: Month | None = None
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
    """A part of the score recomputed every month from ties: listed ends, or the scores of all ends.

    ``points`` per tie of kind ``tie`` whose end was listed on ``list`` at the end of last month. Or ``mix``, once in a
    score: this share of it is the mean of the scores at the other ends of ``tie`` as they were last month, the rest is
    one's own; who has no such tie keeps all of its own.
    """

    id: Identifier
    tie: str
    list: Identifier | None = None
    points: Points | None = None
    at_most: Whole | None = None
    mix: Probability | None = None


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
    """``round(scale * (sum of items) * (product of factors) / threshold)``; an item may be a product of tables.

    With ``link: logistic`` it is ``round(scale / (1 + exp(threshold - total)))``: the score of a learned card.
    """

    sum: tuple[tuple[Identifier, ...], ...]
    times: tuple[Identifier, ...] = ()
    threshold: Quantity
    scale: Number = 1000.0
    link: Literal["ratio", "logistic"] = "ratio"


@record
class Scorecard:
    """Items, factors and components of a card; see ``docs/odd/scorecard.md``. Data, never evaluated text.

    ``errors``: the chance, by attribute, that the card reads the value of somebody else: a wrong answer or entry.
    """

    errors: dict[str, Probability] = field(default_factory=dict)
    items: dict[str, CardTable] = field(default_factory=dict)
    components: dict[str, CardComponent] = field(default_factory=dict)
    evaluated: Literal["once", "monthly"] = "once"


@record
class PublishedRates:
    """Only rates are published: the share selected, or hit and false-alarm rates against a target, by group."""

    selected: Probability | None = None
    hit: Probability | None = None
    false_alarm: Probability | None = None
    target: Identifier | None = None
    every_months: Whole = 12


@record
class Rerating:
    """The score is read once in ``months`` calendar months, from January 2000 on (12: in January, 3: each quarter).

    ``anew``: only entries posted in the period that ended count; else all in force that were posted before. The grade
    holds until the next reading. Give rules a term of two periods or none: a shorter one ends what it counts.
    """

    months: Whole
    anew: Flag = True


@record
class Score:
    """The running total, if the scheme has one (most real systems have none).

    ``mean``: the mean of the latest ``ratings_window`` ratings in force (all, if not given), kept in hundredths, so
    that 4.6 is 4.6. ``initial`` counts as ``initial_counts`` ratings older than all others, and alone before the first.
    ``published``: nobody knows its weights; each band has the ``share`` of people in it, drawn anew each ``every``
    months (for good, if not given).
    """

    kind: Literal["none", "sum", "mean", "scorecard", "published"] = "none"
    every: Whole | None = None
    initial: Points | None = None
    floor: Points | None = None
    ceiling: Points | None = None
    clamp: Literal["read", "running"] = "read"
    seen: Flag = True
    rerating: Rerating | None = None
    ratings_window: Whole | None = None
    initial_counts: Whole = 0
    terms: tuple[TieTerm, ...] = ()
    card: Scorecard | None = None
    note: str = ""


@record
class Band:
    """A named range [from, to) of the score; bands cover the line. Missing ends are open.

    Of a published score: the ``share`` of people in it, best band first; the last takes the rest.
    """

    id: Identifier
    label: str = ""
    at_least: Points | None = None
    penal: Flag = False
    rewarding: Flag = False
    component: Identifier | None = None
    share: Probability | None = None
    note: str = ""
