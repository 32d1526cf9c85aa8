"""Every sentence that a result says, whole, in one place: to be translated, this file is all that needs another.

The patterns are the same for every country and every scheme; a name in quotation marks is the scheme's own. Counts are
of people, households or firms (``unit``), or of events (``event``), and never of both.
"""

from __future__ import annotations

import re

from demerit.report.causes_words import CAUSE_COLUMNS, CAUSE_SENTENCES
from demerit.report.figures import HARD
from demerit.report.life_words import LIFE
from demerit.report.message import fill
from demerit.report.pair_words import PAIR
from demerit.report.published_words import PUBLISHED

__all__ = [
    "ASSUMPTIONS",
    "ASSUMPTIONS_SHORT",
    "CAUSES",
    "CAUSE_GROUPS",
    "COLOURS",
    "COLUMNS",
    "EVENTS",
    "HEADINGS",
    "LIMITS",
    "SENTENCES",
    "SETTINGS",
    "held",
    "say",
]

BEFORE_SIGN = re.compile(r"(?<=\d) (?=%)")
"""The space between a number and its sign of per cent, which must not end a line."""

HAPPENED = (
    "{event|stay={events|1=stay|other=stays} on it|run={events|1=time|other=times} someone was put in it|"
    "denial={events|1=refusal|other=refusals}|burden={events|1=time|other=times} it was borne|"
    "loss={events|1=loss|other=losses}}"
)

SENTENCES: dict[str, str] = {
    **CAUSE_SENTENCES,
    **PAIR,
    **LIFE,
    **PUBLISHED,
    # who was reached: the first sentence of every result
    "ever.list": (
        "In this model, {count} of {n} {unit|person=people|household=households|firm=firms} ({share}; 95 %: "
        "{range}), about {one_in}, {count|1=was|other=were} on the list “{label}” at least once in {months} "
        "{months|1=month|other=months}. At the end {now} ({now_share}) {now|1=was|other=were} on it."
    ),
    "ever.band": (
        "In this model, {count} of {n} {unit|person=people|household=households|firm=firms} ({share}; 95 %: "
        "{range}), about {one_in}, {count|1=was|other=were} in the band “{label}” at least once in {months} "
        "{months|1=month|other=months}. At the end {now} ({now_share}) {now|1=was|other=were} in it."
    ),
    "ever.deny": (
        "In this model, {count} of {n} {unit|person=people|household=households|firm=firms} ({share}; 95 %: "
        "{range}), about {one_in}, {count|1=was|other=were} refused something under “{label}” at least once in "
        "{months} {months|1=month|other=months}."
    ),
    "ever.burden": (
        "In this model, {count} of {n} {unit|person=people|household=households|firm=firms} ({share}; 95 %: "
        "{range}), about {one_in}, had to bear “{label}” at least once in {months} {months|1=month|other=months}."
    ),
    "ever.lose": (
        "In this model, {count} of {n} {unit|person=people|household=households|firm=firms} ({share}; 95 %: "
        "{range}), about {one_in}, lost something under “{label}” at least once in {months} "
        "{months|1=month|other=months}."
    ),
    "ever.none": (
        "In this model, none of {n} {unit|person=people|household=households|firm=firms} was listed, put in a "
        "penal band, refused or burdened by this scheme in {months} {months|1=month|other=months}."
    ),
    "pooled": "All counts are sums over {replicates} replicates, each with other people and other dice.",
    "reached.any": "penalised in any way",
    "reached.lead": (
        "{unit|person=People: each person|household=Households: each household|firm=Firms: each firm} counts once "
        "in a row, and may stand in several rows."
    ),
    "reached.rewards": "Rewards:",
    "row.list": "list “{label}”",
    "row.band": "band “{label}”",
    "row.measure": "{label}",
    "row.other": "{label}, {unit}",
    "reached.idle": "Reached nobody in this run: {names}.",
    # how often wrongly: low, middle and high, never one number
    "wrong.varied": (
        "Between {least} and {most} of the {events} " + HAPPENED + " would not have happened without a record that was "
        "false, about the wrong subject, misread or out of date. That depends on {assumption}, which no source gives: "
        "{low} at the low end of what is assumed, {middle} (95 %: {range}) in the middle, {high} at the high end. The "
        "ends are from runs of {persons} people."
    ),
    "wrong.steady": (
        "{middle} of the {events} " + HAPPENED + " would not have happened without a record that was false, about the "
        "wrong subject, misread or out of date, and that depends little on {assumption}, which no source gives: {low} "
        "at the low end of what is assumed, {middle} (95 %: {range}) in the middle, {high} at the high end. The ends "
        "are from runs of {persons} people."
    ),
    "wrong.drawn": (
        "Which of the {events} " + HAPPENED + " were wrong cannot be said: only shares are known, and drawn by lot."
    ),
    "wrong.none": (
        "None of the {events} " + HAPPENED + " would be undone by taking away what is false, about the wrong subject, "
        "misread or out of date, at either end of what is assumed: the rules ask for what happened."
    ),
    "wrong.unvaried": (
        "How many of the {events} " + HAPPENED + " would not have happened without a record that was false, about the "
        "wrong subject, misread or out of date depends on numbers that no source gives. The guesses were not varied, "
        "so no share is printed here; without --keep tallies they are."
    ),
    "wrong.none_assumed": (
        "None of the {events} " + HAPPENED + " would be undone by taking away what is false, about the wrong subject, "
        "misread or out of date (95 %: {range}): the rules ask for what happened, and no number behind it is an "
        "assumption with a range."
    ),
    "wrong.too_few": (
        "How many of the {events} " + HAPPENED + " would not have happened without a record that was false, about the "
        "wrong subject, misread or out of date depends on numbers that no source gives, and so few of {persons} people "
        "were reached that the ends of what is assumed cannot be told apart."
    ),
    "wrong.nothing_assumed": (
        "{middle} (95 %: {range}) of the {events} " + HAPPENED + " would not have happened without a record that was "
        "false, about the wrong subject, misread or out of date. No assumption with a range stands behind this figure."
    ),
    "but_for.traits": (
        "{share} of them (95 %: {range}) would not have happened but for who people are, whatever they did."
    ),
    "but_for.drawn": "{share} of them (95 %: {range}) fell by the shares of their group. Why on whom is not explained.",
    "but_for.ties": (
        "{share} of them (95 %: {range}) would not have happened but for the acts of others, by way of ties."
    ),
    "but_for.lawful": "{share} of them (95 %: {range}) would not have happened but for lawful conduct.",
    "but_for.no_record": (
        "{share} of them (95 %: {range}) rest on no record at all: a pass not held, or a gatekeeper’s choice."
    ),
    "varied.lead": (
        "Share that would not have happened without something wrong in the file, for “{label}”. Each row puts all "
        "numbers of one kind at both ends of what is assumed, for {persons} of the same people with the same dice."
    ),
    "varied.none": "Nothing behind the figure above is an assumption with a range, so no guess was varied.",
    "varied.too_few": "What was assumed was varied, and the small runs reached too few to divide.",
    "varied.off": "The guesses were not varied: intervals show chance in the model only.",
    "varied.others": "The other penalties, each at the ends of the assumption that moves it most:",
    "varied.few": "Too few to divide in the small runs, under {least} each: {names}.",
    "truth.target": (
        "Held against the conduct that the scheme says it looks for (“{target}”), counted month by month:"
    ),
    "truth.shadow": (
        "Held against a file under the same rules in which every act is recorded at once, nothing is recorded wrongly "
        "and nothing comes by ties, counted month by month:"
    ),
    "truth.legend": (
        "Right: share of the time on it that would be so in truth. Missed: share of the time that would be so in "
        "truth and was not; of a reward, rewards missed. Wrongly: share of all other time that was spent on it."
    ),
    # groups
    "groups.lead": (
        "Share of each group {kind|list=ever on|band=ever in|deny=ever refused under|burden=that ever had to "
        "bear|lose=that ever lost under} “{label}”, and how many times that of the largest "
        "group.{unit|household= A household stands in the group of its first member.|other=}"
    ),
    "groups.largest": "largest",
    "groups.no_times": "No “times” where nobody in the largest group was reached, or too few to divide: {names}.",
    "groups.none": "The society has no groups to compare.",
    # time
    "lasting.stay": (
        "{kind|list=A stay on the list|band=A stay in the band|other=What was imposed} lasted {mean} months on "
        "average (95 %: {range}), counted up to {horizon} months; {ended} of {n} had ended."
    ),
    "lasting.none": (
        "None of the {n} {kind|list=stays on the list|band=stays in the band|other=stays} had ended when the run did."
    ),
    "lasting.outlived": (
        "A stay that was right for a time lasted {mean} months on average (95 %: {range}) after it was no longer right."
    ),
    "lasting.relapse": "{share} (95 %: {range}) of those who left came back within 12 months.",
    "correction.median": (
        "Half of the wrong entries that can be contested are corrected after {median} months; {never} (95 %: "
        "{range}) are not corrected within {horizon} months."
    ),
    "correction.never": (
        "Of the wrong entries that can be contested, {never} (95 %: {range}) are not corrected within {horizon} months."
    ),
    # events
    "events.lead": (
        "Events, not {unit|person=people: one person|household=households: one household|firm=firms: one firm} may "
        "be refused many times. The rate is a year and per 1,000 "
        "{unit|person=people|household=households|firm=firms}."
    ),
    "events.stay": "{events} {events|1=stay|other=stays}",
    "events.run": "{events} {events|1=time|other=times}",
    "events.denial": "{events} {events|1=refusal|other=refusals}",
    "events.deny": "{events} {events|1=refusal|other=refusals}",
    "events.burden": "{events} {events|1=burden|other=burdens}",
    "events.loss": "{events} {events|1=loss|other=losses}",
    "events.lose": "{events} {events|1=loss|other=losses}",
    "events.grant": "{events} {events|1=grant|other=grants}",
    "events.inspect": "{events} {events|1=inspection|other=inspections}",
    # evidence
    "evidence.lead": ("{n} numbers lie behind the figures on “{label}”; {assumed} of them ({share}) are assumptions."),
    "evidence.more": "Each number with its source: demerit scheme show {scheme} --evidence",
    # the run
    "run.default": "{value} (default)",
    "run.months": "{months} from {start}",
    "written": "Written to {folder}",
    "found": "This run was finished before, with the same inputs; nothing was computed again.",
}

LIMITS = (
    "Synthetic people. A model, not a measurement: it predicts no person, no place and no year. The 95 % ranges "
    "are chance in the model; what is not known is larger, and is shown as low, middle and high. How often records "
    "are wrong is put in, not found out."
)
"""What the model cannot say; stands on the first screen of every result."""

HEADINGS: dict[str, str] = {
    "reached": "Who was reached",
    "wrong": "How often wrongly",
    "causes": "Where the punishment came from",
    "causes_apart": "The causes, penalty by penalty and group by group",
    "groups": "Which groups bear it",
    "lasting": "How long it lasts",
    "events": "What was refused, imposed or granted",
    "moved": "Whom each world penalises",
    "often": "How often, and for how long",
    "effects": "What the scheme does to conduct",
    "changed": "What was changed",
    "evidence": "What it rests on",
    "life": "Month by month",
    "sources": "Sources",
    "published": "Published beside the model",
    "run": "This run",
}

COLUMNS: dict[str, str] = {
    **CAUSE_COLUMNS,
    "month": "month",
    "world": "in",
    "what": "",
    "ever": "ever",
    "share": "share",
    "range": "95 % range",
    "short_range": "95 %",
    "about": "about",
    "now": "at the end",
    "only_a": "only A",
    "only_b": "only B",
    "both": "both",
    "months_only_a": "months only A",
    "months_only_b": "only B",
    "months_both": "both",
    "difference": "A less B",
    "where": "value",
    "in_a": "in A",
    "in_b": "in B",
    "cause": "",
    "undone": "gone without",
    "split": "split",
    "group": "",
    "size.person": "people",
    "size.household": "households",
    "size.firm": "firms",
    "times": "times",
    "times_range": "95 % range",
    "ppv": "right",
    "fnr": "missed",
    "fpr": "wrongly",
    "low": "low",
    "middle": "middle",
    "high": "high",
    "plot": "0 %             100 %",
    "assumption": "assumption",
    "events": "events",
    "yearly": "per 1,000",
    "bar": "",
}

SETTINGS: dict[str, str] = {
    "scheme": "scheme",
    "society": "society",
    "persons": "persons",
    "months": "months",
    "burn_in": "burn-in months",
    "seed": "seed",
    "replicates": "replicates",
    "safeguards": "safeguards",
    "keep": "files kept",
    "threads": "threads",
}

ASSUMPTIONS: dict[str, str] = {
    "false_records": "the rate of false records",
    "misattribution": "the share of records that land on the wrong person",
    "mistaken": "how often somebody is taken for another at the door",
    "confusion": "the share of acts recorded as something else",
    "arithmetic": "how the authority reckons with incomes",
    "incomes": "how much people work and earn",
    "sensitivity": "the share of acts that are recorded",
    "coverage": "the share of people under watch",
    "discretion": "how often gatekeepers refuse",
    "listing": "the chance of being listed",
    "false_alarms": "the share wrongly selected",
    "hits": "the share rightly selected",
    "selection": "the share selected",
    "gate_held": "the share who hold the pass at the start",
    "gate_granted": "the share of applications granted",
    "enforcement": "how often measures are enforced",
    "exemption": "the share exempt",
    "redress": "how objections and repair go",
    "ability": "how many are able to perform what they owe",
    "conduct": "how often people do what is recorded",
    "requests": "how often people ask for services",
}
"""Kinds of assumption (``study/ends.py``) as a sentence names them."""

ASSUMPTIONS_SHORT: dict[str, str] = {
    "false_records": "false records",
    "misattribution": "wrong person",
    "mistaken": "taken for another",
    "confusion": "confusion of acts",
    "arithmetic": "reckoning",
    "incomes": "work and incomes",
    "sensitivity": "acts recorded",
    "coverage": "people under watch",
    "discretion": "gatekeepers' refusals",
    "listing": "chance of listing",
    "false_alarms": "wrongly selected",
    "hits": "rightly selected",
    "selection": "share selected",
    "gate_held": "pass held at start",
    "gate_granted": "passes granted",
    "enforcement": "enforcement",
    "exemption": "exemptions",
    "redress": "objections and repair",
    "ability": "ability to perform",
    "conduct": "amount of conduct",
    "requests": "requests for services",
}

CAUSES: dict[str, str] = {
    "true_unlawful": "an unlawful act, truly recorded",
    "true_lawful": "a lawful act, truly recorded",
    "false_record": "a record of what never happened",
    "mistaken_identity": "someone else's act",
    "misread": "an act recorded as another",
    "trait": "who one is",
    "stale": "a record kept too long",
    "tie": "a tie to someone else",
    "no_pass": "a pass not held",
    "discretion": "a gatekeeper's choice",
    "scheme": "the scheme itself: no cause undoes it",
}

CAUSE_GROUPS: dict[str, tuple[str, ...]] = {
    "unlawful": ("true_unlawful",),
    "for_lawful": ("true_lawful",),
    "wrongful": ("false_record", "mistaken_identity", "misread", "stale"),
    "for_others": ("tie",),
    "for_traits": ("trait",),
    "no_record": ("no_pass", "discretion"),
    "scheme": ("scheme",),
}
"""Flags of the ledger, and the causes that each is about; ``unlawful`` has no flag of its own."""

COLOURS: dict[str, str] = {
    "true_unlawful": "#8a8a8a",
    "true_lawful": "#B87A00",
    "false_record": "#C65600",
    "mistaken_identity": "#B8578C",
    "misread": "#B8578C",
    "trait": "#2F86B8",
    "stale": "#857400",
    "tie": "#00845F",
    "no_pass": "#707070",
    "discretion": "#0072B2",
    "scheme": "",
}
"""One colour a cause, everywhere (after Okabe and Ito), readable on white and on black."""

EVENTS: dict[str, str] = {"list": "stay", "band": "run", "deny": "denial", "burden": "burden", "lose": "loss"}
"""Event of each kind of penalty, as the sentences name it."""


def say(key: str, /, **values: object) -> str:
    """Say a sentence with its places filled.

    Examples
    --------
    >>> say("written", folder="runs/a")
    'Written to runs/a'
    """
    return held(fill(SENTENCES[key], values))


def held(text: str, /) -> str:
    """Text in which no line can end between a number and its sign of per cent."""
    return BEFORE_SIGN.sub(HARD, text).replace("%: ", f"%:{HARD}")
