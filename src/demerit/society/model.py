"""A society: who the people are and what they do, whether or not anyone watches. Data.

Five kinds of file: the society itself, and ``conduct``, ``needs``, ``beliefs``, ``responses`` files that it names, so
that two societies may share one. What each part does in a run is defined in ``docs/odd/society.md``.
"""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from demerit.evidence.quantity import (
    Count,
    Factor,
    Flag,
    Hours,
    Identifier,
    Month,
    Number,
    Probability,
    Rate,
    Source,
    Whole,
    record,
)

__all__ = [
    "Ability",
    "Attribute",
    "Bank",
    "Behaviour",
    "Belief",
    "Beliefs",
    "Conduct",
    "Firms",
    "Households",
    "Margin",
    "Need",
    "Needs",
    "ObligationSpec",
    "OnlyWhile",
    "Response",
    "Responses",
    "Society",
    "TieKind",
]


@record
class Attribute:
    """A categorical property. Joint ones form the cell; others are drawn from their share given the cell, when read.

    Household attributes stand before personal ones, because each is drawn given those before it. ``special`` marks what
    is of a special category of personal data (art. 9(1) GDPR): no run reads it, a safeguard may ask for it.
    """

    id: Identifier
    label: str = ""
    values: tuple[str, ...]
    labels: tuple[str, ...] = ()
    joint: Flag = True
    per: Literal["person", "household"] = "person"
    compare: Flag = True
    special: (
        Literal["ethnic_origin", "political_opinion", "religion", "trade_union", "genetic", "biometric", "health",
                "sex_life"] | None
    ) = None


@record
class Margin:
    """A published table of shares over one or more attributes.

    ``shares`` maps ``value`` or ``value,value`` (in the order of ``of``) to a share or a count of at least 10; they are
    normalised to 1; a combination that is not written is 0. An attribute that is not joint has one table: ``of: [it]``,
    or with ``given: [a joint attribute]``, whose value comes first in each key; shares are normalised for each.
    (``of: [a joint attribute, it]`` is read as the same.)

    ``range_of`` names the value whose share the range is of: a study moves that share, and the others keep their
    proportions. Without it a range is told, and nothing is moved.
    """

    of: tuple[Identifier, ...]
    given: tuple[Identifier, ...] = ()
    shares: dict[str, Number]
    unit: Literal["share", "persons", "households", "firms"]
    source: tuple[str, ...] = ()
    place: str = ""
    grade: str
    range: tuple[Number, Number] | None = None
    range_of: str = ""
    note: str = ""


@record
class Households:
    """Household sizes: shares of households with 1, 2, ... members (drawn in order inside a block of 4,096 uids)."""

    shares: dict[str, Number]
    source: tuple[str, ...] = ()
    place: str = ""
    grade: str
    note: str = ""


@record
class TieKind:
    """A kind of tie made by keyed matching: each of ``slots`` gives each subject at most one partner in its block.

    ``mean_degree`` is the wanted mean number of ties; ``within`` the block of uids (4,096, 65,536 or 1,048,576);
    ``homophily`` maps an attribute to the share of ties that join equal values; ``older_by`` keeps ties whose other end
    is at least that many years older (parent), by the attribute ``age``.
    """

    id: Literal["parent", "kin", "friend", "colleague", "neighbour"]
    mean_degree: Count
    within: Literal["4096", "65536", "1048576"] = "65536"
    slots: Whole = 0
    homophily: dict[str, Probability] = field(default_factory=dict)
    older_by: tuple[Whole, Whole] | None = None
    note: str = ""


@record
class Firms:
    """Firms: how many per 1,000 persons, how many officers, the share of persons employed."""

    per_1000: Count
    officers: Count
    employed: Probability


@record
class OnlyWhile:
    """Arises only while an obligation is open (able or not), or while listed or holding a gate."""

    obligation: Identifier | None = None
    able: Flag | None = None
    listed: Flag | None = None
    gate: Identifier | None = None


@record
class Behaviour:
    """Something people do: the truth.

    ``rate`` per subject and year; ``dispersion`` is the variance of a gamma factor of mean 1 per person and behaviour
    (or per person and ``shared`` name). ``opens`` names an obligation each act opens. ``layers`` are detection layers:
    rising sensitivities at which the behaviour's process is split. ``looks_like`` (0 to 1) is its resemblance to what
    is scored.
    """

    id: Identifier
    label: str = ""
    domain: Identifier = "civic"
    gravity: Whole = 0
    protected: Literal[
        "none", "expression", "assembly", "association", "religion", "vote", "journalism", "petition"
    ] = "none"
    rate: Rate
    of: Literal["person", "household", "firm"] = "person"
    dispersion: Factor | None = None
    shared: Identifier | None = None
    bank: Identifier = "main"
    layers: tuple[Number, ...] = ()
    opens: Identifier | None = None
    only_while: OnlyWhile | None = None
    effort: Hours | None = None
    looks_like: Probability | None = None
    note: str = ""


@record
class Ability:
    """Able to perform or not: the share able at the opening, and yearly rates of losing and gaining ability."""

    share: Probability
    loses: Rate
    gains: Rate


@record
class ObligationSpec:
    """A debt or duty that stays open until performed.

    ``open_at_start``: share of subjects with one open at month 0 (default none). ``while_listed`` multiplies the rate
    at which the able perform while on a penal list.
    """

    id: Identifier
    label: str = ""
    able: Ability
    performed_able: Rate
    performed_unable: Rate
    while_listed: Factor | None = None
    open_at_start: Probability | None = None
    note: str = ""


@record
class WorkYear:
    """A number of periods worked in a year, and the share of people and years with it; the last takes the rest."""

    worked: Whole
    share: Probability | None = None


@record
class Income:
    """What persons earn in the ``periods`` of a year, in full benefits of one period (no currency): the truth.

    In each period worked ``amount`` is earned. A share ``claims`` of people and years asks for the benefit; a share
    ``hidden`` reports what it earns without the part ``left_out`` (default: all of it).
    """

    id: Identifier
    label: str = ""
    periods: Whole = 26
    years: tuple[WorkYear, ...]
    amount: Factor
    claims: Probability | None = None
    hidden: Probability | None = None
    left_out: Probability | None = None
    note: str = ""


@record
class Bank:
    """Behaviours that share one dominating process (named here only to document why)."""

    id: Identifier
    note: str = ""


@record
class Conduct:
    """A conduct file: behaviours, banks, obligations, incomes."""

    format: Literal["demerit.conduct/1"]
    id: Identifier
    title: str = ""
    sources: dict[str, Source] = field(default_factory=dict)
    behaviours: tuple[Behaviour, ...] = ()
    banks: tuple[Bank, ...] = ()
    obligations: tuple[ObligationSpec, ...] = ()
    incomes: tuple[Income, ...] = ()


@record
class Need:
    """A service asked for: requests per subject (or household) and year; or ``occasions`` in given calendar months."""

    id: Identifier
    label: str = ""
    rate: Rate
    per: Literal["person", "household", "firm"] = "person"
    essential: Flag = False
    domain: Identifier = "civic"
    months: tuple[Whole, ...] = ()
    note: str = ""


@record
class Needs:
    """A needs file."""

    format: Literal["demerit.needs/1"]
    id: Identifier
    title: str = ""
    sources: dict[str, Source] = field(default_factory=dict)
    needs: tuple[Need, ...] = ()


@record
class Belief:
    """A lasting 0/1 state, read by chilling and coercion."""

    id: Identifier
    label: str = ""
    share: Probability


@record
class Beliefs:
    """A beliefs file."""

    format: Literal["demerit.beliefs/1"]
    id: Identifier
    title: str = ""
    sources: dict[str, Source] = field(default_factory=dict)
    beliefs: tuple[Belief, ...] = ()


@record
class Response:
    """One response of section 3c, with its coefficients; off unless ``on`` is true. Off keeps the range.

    Kinds and the coefficients each reads: deterrence (eta), chilling (chi), coercion (kappa), hardship (h),
    while_listed (factor), effort (e), avoidance (a, b).
    """

    kind: Literal["deterrence", "chilling", "coercion", "hardship", "while_listed", "effort", "avoidance"]
    on: Flag = False
    coefficient: Factor
    wakes: Factor | None = None
    conduct: tuple[Identifier, ...] = ()
    belief: Identifier | None = None


@record
class Responses:
    """A responses file: the exposure dynamics and the responses."""

    format: Literal["demerit.responses/1"]
    id: Identifier
    title: str = ""
    sources: dict[str, Source] = field(default_factory=dict)
    decay: Factor | None = None
    a_own: Factor | None = None
    a_tie: Factor | None = None
    a_published: Factor | None = None
    rho: Factor | None = None
    h_max: Factor | None = None
    responses: tuple[Response, ...] = ()


@record
class Society:
    """A society file. With ``extends: ID`` it has what another has, where it does not give it itself.

    ``cross`` names up to four pairs of joint attributes whose combinations are groups too.
    """

    format: Literal["demerit.society/1"]
    id: Identifier
    title: str
    about: str = ""
    persons: Count
    start: Month
    country: str = ""
    sources: dict[str, Source] = field(default_factory=dict)
    attributes: tuple[Attribute, ...] = ()
    cross: tuple[tuple[Identifier, ...], ...] = ()
    margins: tuple[Margin, ...] = ()
    households: Households | None = None
    ties: tuple[TieKind, ...] = ()
    firms: Firms | None = None
    conduct: Identifier | None = None
    needs: Identifier | None = None
    beliefs: Identifier | None = None
    responses: Identifier | None = None
