"""Every sentence that the page of a result says around its pictures; see ``words.py`` for the sentences of a result.

``unit`` is person, household or firm; ``kind`` is list, band, deny, burden or lose; ``event`` is stay, run, denial,
burden or loss.
"""

from __future__ import annotations

from demerit.report.message import fill
from demerit.report.take_words import TAKE
from demerit.report.words import held

__all__ = ["PARTS", "RESULT", "SECTIONS", "tell"]

UNITS = "{unit|person=people|household=households|firm=firms}"
ON = "{kind|list=on the list|band=in the band|deny=refused something under|burden=made to bear|lose=hit by}"
EVER = (
    "{kind|list=ever on it|band=ever in it|deny=ever refused something under it|burden=ever made to bear it|"
    "lose=ever hit by it}"
)
EVENTS = "{event|stay=stays|run=times someone was put in it|denial=refusals|burden=times it was borne|loss=losses}"

RESULT: dict[str, str] = {
    **TAKE,
    "title": "{title}: what a model of it shows",
    # how sure
    "sure.none": (
        "What is assumed was not varied all at once for this run, so the ranges of this page are chance alone, but for "
        "the shares that are wrong, which stand at the ends of each assumption. demerit report RUN varies it."
    ),
    "sure.lead": (
        "Everything in the scheme and its society that is graded as an assumption was varied at once: {n} draws from "
        "all the ranges, each with {replicates} sets of {persons} synthetic people. Chance and what is not known stand "
        "apart, each as a range that holds 95 % of its cases."
    ),
    "sure.title": "How far does chance move these figures, and how far what nobody knows?",
    "sure.axis": "Share of synthetic people or of events, as the name says; the dot is the figure as stated",
    "sure.chance": "chance alone, with the values as stated",
    "sure.both": "chance and what is assumed, together",
    "sure.panels": "Each small chart goes from the low to the high end of one assumption; all go from {low} to {high}.",
    # natural frequencies
    "people.title": (
        "Of 1,000 " + UNITS + " at any one time, how many are " + ON + " “{label}” rightly, and how many wrongly?"
    ),
    "people.zoom": "The same for 1,000 of those alone who are {kind|list=on|other=in} it or would be in truth",
    "people.axis": (
        "Each dot is one of 1,000 synthetic " + UNITS + " in a month taken at random: the {n} "
        "{unit|person=person-months|household=household-months|firm=firm-months} of this run, scaled to 1,000. {truth}"
    ),
    "people.zoom.axis": (
        "Each dot is one of 1,000 synthetic " + UNITS + " in a month in which they are {kind|list=on|other=in} it or "
        "would be in "
        "truth: "
        "{n} {unit|person=person-months|household=household-months|firm=firm-months} of this run. {truth}"
    ),
    "people.shadow": (
        "In truth: in a file under the same rules in which every act is recorded at once, nothing is recorded wrongly "
        "and nothing comes by ties."
    ),
    "people.target": "In truth: while doing what the scheme says it looks for (“{target}”).",
    "people.right.shadow": "{kind|list=on|other=in} it, and would be by a true record",
    "people.wrong.shadow": "{kind|list=on|other=in} it, and would not be by a true record",
    "people.missed.shadow": "not {kind|list=on|other=in} it, and would be by a true record",
    "people.neither.shadow": "neither",
    "people.right.target": "do it, and are {kind|list=on the list|other=in the band}",
    "people.wrong.target": "do not do it, and are {kind|list=on the list|other=in the band}",
    "people.missed.target": "do it, and are not {kind|list=on the list|other=in the band}",
    "people.neither.target": "neither",
    "people.note": (
        "In the middle of what is assumed. Of the time spent {kind|list=on|other=in} it, {right} (95 %: "
        "{right_range}) is right."
    ),
    "people.note.both": (
        "In the middle of what is assumed. Of the time spent {kind|list=on|other=in} it, {right} (95 %: "
        "{right_range}) is right; of the "
        "time "
        "that would be right, {missed} (95 %: {missed_range}) is missed."
    ),
    "people.note.ends": (
        "At the ends of what is assumed, between {least} and {most} of the " + EVENTS + " would not be there without "
        "something wrong in the file."
    ),
    "people.small": "A cell of less than one dot is not empty: the table has it.",
    "people.hit.title": (
        "Of 1,000 " + UNITS + ", how many were ever " + ON + " “{label}”, and how many of them wrongly?"
    ),
    "people.hit.title.all": "Of 1,000 " + UNITS + ", how many were ever " + ON + " “{label}”?",
    "people.hit.axis": (
        "Each dot is one of 1,000 synthetic " + UNITS + " over all {months} months: the {n} of this run, scaled to "
        "1,000."
    ),
    "people.hit.right": "reached, and never by something wrong in the file",
    "people.hit.wrong": "reached at least once by something wrong in the file",
    "people.hit.reached": "reached",
    "people.hit.neither": "never reached",
    "people.hit.note": "In the middle of what is assumed.",
    "people.hit.drawn": (
        "Which of those reached were reached wrongly cannot be said: only shares are known, drawn by lot."
    ),
    "people.hit.never": (
        "None of the " + EVENTS + " would be undone by taking away something wrong in the file, at either end of what "
        "is assumed. What they rest on stands under “Where the punishment came from”."
    ),
    "people.hit.unvaried": (
        "Which of those reached were reached wrongly rests on numbers that no source gives. They were not varied in "
        "this "
        "run, so no share is shown."
    ),
    "people.why.none": (
        "Who was missed cannot be said. Where people are chosen by shares of groups, by rank or by a score card, the "
        "model has nothing that being chosen could be right about."
    ),
    "people.why.tallies": (
        "Who was missed cannot be said: this run kept counts only, without the truth behind the file."
    ),
    "people.why.measure": (
        "Who was missed cannot be said: what follows from a file is not held against a truth of its own. The field "
        "shows "
        "whom it reached, and on what."
    ),
    "people.column.dots": "of 1,000",
    "people.column.share": "share",
    "people.column.person": "people",
    "people.column.household": "households",
    "people.column.firm": "firms",
    "people.column.person-months": "person-months",
    "people.column.household-months": "household-months",
    "people.column.firm-months": "firm-months",
    "people.under_one": "under 1",
    # who was reached
    "reached.title": "How many " + UNITS + " did each penalty ever reach?",
    "reached.axis": (
        "Share of {n} synthetic " + UNITS + " reached at least once in {months} months, with the range of chance (95 "
        "%). "
        "What is counted are " + UNITS + ", not events."
    ),
    # causes
    "causes.title": "Where did the punishment come from?",
    "causes.axis": (
        "Events (stays on lists and in bands, refusals, burdens, losses), not people. Each penalty of a synthetic "
        "subject "
        "is divided evenly over its causes in truth, in the middle of what is assumed; a row adds to 100 %."
    ),
    "causes.few": "Penalties with fewer than {least} events are left out: {names}.",
    # groups
    "groups.title": "Who bears “{label}”?",
    "groups.axis": (
        "Share of the synthetic " + UNITS + " of each group who were " + EVER + ", with the range of chance (95 %). "
        "Dashed: all groups together."
    ),
    # over time
    "time.now.title": "How many are " + ON + " “{label}”, month by month?",
    "time.now.axis": (
        "Synthetic " + UNITS + " {kind|list=on|other=in} it at the end of each month, of {n}. " + "{months} months "
        "from {start}."
    ),
    "time.now": "{kind|list=on|other=in} it",
    "time.begun.title": "How many " + EVENTS + " begin each month?",
    "time.begun.axis": (
        "Events, not " + UNITS + ": what began in each month among {n} synthetic " + UNITS + "; {months} months from "
        "{start}."
    ),
    "time.begun": "all",
    "time.wrongful": "of these, would not be there without something wrong in the file (middle of what is assumed)",
    "time.wrongful.short": "of these, wrong",
    "time.note": "One history of chance: the ups and downs of single months mean little.",
    "time.pooled": "Sums over {replicates} replicates.",
    "time.row": "{name}, {first} to {last}",
    # the ends of what is assumed
    "ends.title": "How much does the answer hang on what nobody knows?",
    "ends.axis": (
        "Share of the " + EVENTS + " under “{label}” (events, not people; {persons} synthetic people) that would not "
        "be "
        "there without something wrong in the file, with all numbers of one kind at the low end and at the high end of "
        "what is assumed. Thin lines: chance (95 %)."
    ),
    "ends.low": "low end",
    "ends.middle": "middle",
    "ends.high": "high end",
    "ends.others.title": "And the other penalties, each at the ends of what moves it most",
    "ends.others.axis": (
        "Share of the events of each penalty (events, not people; {persons} synthetic people) that would not be there "
        "without something wrong in the file."
    ),
    "truth.title": "Held against the truth: how much of it is right, and how much is missed?",
    # spread
    "spread.none": "Nothing in this scheme goes along ties between people: no penalty came by one.",
    "spread.nobody": "The rules let penalties go along ties, and in this run none of “{label}” did.",
    "spread.title": "How far beyond the person who acted does “{label}” reach?",
    "spread.axis": (
        "Share of {n} synthetic " + UNITS + ", by the fewest ties between them and whoever acted; {months} months."
    ),
    "spread.hop.0": "nobody in between: their own file",
    "spread.hop.1": "one tie away",
    "spread.hop.2": "two ties away",
    "spread.hop.3": "three ties or more",
    "spread.share": ("{share} of the {n} " + EVENTS + " (95 %: {range}) came by a tie: {times} for each that did not."),
    "spread.others.title": "How much of each penalty falls on people for what others did?",
    "spread.others.axis": (
        "Share of the events of each penalty (events, not people) that would not have happened but for the acts of "
        "others, by way of ties. Synthetic people; middle of what is assumed."
    ),
    "spread.household": "A file is a household’s: what one member does, all of the household bear.",
    # conduct
    "conduct.none": (
        "What a scheme does to conduct, lawful conduct too, shows only beside a world without it, with the same people "
        "and the same dice: demerit pair {scheme} none."
    ),
    "conduct.title": "What does the scheme stop people from doing?",
    "conduct.axis": (
        "Of what synthetic people would do without the scheme, the share that is not done with it; acts, not people. "
        "With the range of chance (95 %). Below zero, more is done."
    ),
    "conduct.still": "This scheme is on people who do not change what they do for it: the responses are off.",
    # persistence
    "stays.title": "How long does a stay last?",
    "stays.axis": (
        "Share of {n} stays (events, not " + UNITS + ") that last longer than so many months, {ended} of which were "
        "seen "
        "to end; with the range of chance (95 %). Synthetic " + UNITS + "."
    ),
    "stays.still": "still {kind|list=on the list|band=in the band|other=there}",
    "wrong.title": "How long does a wrong entry stay on file?",
    "wrong.axis": (
        "{n} wrong entries that can be contested (events, not people), by their age in months; {corrected} were "
        "corrected. With the range of chance (95 %). Synthetic people; middle of what is assumed."
    ),
    "wrong.on_file": "still on file",
    "wrong.corrected": "corrected by then; the others expired",
    "wrong.few": "Too few wrong entries that can be contested were made ({n}) to show how long they stay.",
    "wrong.nobody": "No wrong entry that could be contested was made in this run.",
    "curve.after": "after",
    "curve.months": "{months} {months|1=month|other=months}",
    # exclusion
    "refused.people.title": "How many were refused something?",
    "refused.people.axis": (
        "Share of {n} synthetic " + UNITS + " refused at least once in {months} months (" + UNITS + ", not refusals), "
        "with the range of chance (95 %)."
    ),
    "refused.events.title": "What was refused, and was it something nobody can do without?",
    "refused.events.axis": (
        "Refusals a year and per 1,000 synthetic " + UNITS + " (events, not " + UNITS + "), with the range of chance "
        "(95 %)."
    ),
    "refused.essential": "Essential needs",
    "refused.other": "Other needs",
    "refused.column": "refusals",
    "refused.of_requests": "of requests",
    "refused.time.title": "Refusals, month by month",
    "refused.time.axis": "Refused requests of synthetic " + UNITS + " in each month (events, not " + UNITS + ").",
    "refused.top": "The hardest-hit 1 % of {n} " + UNITS + " bore {share} of all refusals (95 %: {range}).",
    "refused.none": "Nobody was refused anything in this run.",
    # what is said of it
    "said.lead": (
        "Statements about the real system that were checked against sources, in our words, each with its verdict and "
        "the "
        "grade of every source. The model decides none of them."
    ),
    "said.none": "No claim about this scheme is among those that were checked.",
    "said.published": "What was published of it, beside this run",
    "said.sources": "Sources: {sources}.",
    "said.source": "{title} ({body}, {year}; {grade}) {url}",
    "said.ungraded": "not graded",
    "said.looked": "Looked in: {looked}",
    # two worlds
    "pair.title": "{sort|none={a}, beside the world without it|safeguards={a}, with and without {safeguards}|"
    "other={a}, beside {b}}",
    "pair.world.a": "A: {sort|none=with the scheme|safeguards=with {safeguards}|other={a}}",
    "pair.world.b": "B: {sort|none=no scheme|safeguards=without|other={b}}",
    "pair.cell.only_a": "only in A",
    "pair.cell.only_b": "only in B",
    "pair.cell.both": "in both",
    "pair.cell.neither": "in neither",
    "pair.people.title": "Of 1,000 " + UNITS + ", how many are penalised in which world?",
    "pair.people.axis": (
        "Each dot is one of 1,000 synthetic " + UNITS + " over all {months} months, the same in both worlds: the {n} "
        "of "
        "this pair, scaled to 1,000. Penalised in any way."
    ),
    "pair.moved.title": "Whom does each penalty reach, and in which world?",
    "pair.moved.axis": "Synthetic people, households or firms ever reached (not events), the same in both worlds.",
    "pair.less.title": "How much more does A reach than B?",
    "pair.less.axis": (
        "Share of all synthetic subjects ever reached in A less the share in B (people, households or firms, not "
        "events), with the range of chance (95 %) of the same subjects in both worlds."
    ),
    "pair.causes.title": "Where does “{label}” come from in each world?",
    "pair.groups.axis": (
        "Share of the synthetic " + UNITS + " of each group who were " + EVER + ", in each world, with the range of "
        "chance (95 %)."
    ),
    "pair.stays.axis": (
        "Share of the stays in each world (events, not " + UNITS + ") that last longer than so many months, with the "
        "range of chance (95 %). Synthetic " + UNITS + "."
    ),
    "pair.time.note": "Both worlds share every draw: what moves in both is chance, what parts them is the rules.",
    "pair.ends.title": "How much does the difference hang on what nobody knows?",
    "pair.ends.axis": (
        "Share of all synthetic " + UNITS + " whom A reaches wrongly under “{label}” less the share whom B does, with "
        "all "
        "numbers of one kind at the low and at the high end of what is assumed ({persons} people). Thin lines: chance."
    ),
    "pair.conduct.two": (
        "What a scheme does to lawful conduct shows beside the world without a scheme, not beside another one."
    ),
    "pair.limits.b": "Of world B",
    "link.lives": "Lives in this run",
    "link.audit": "What law asks of the scheme",
    "link.scheme": "The scheme, with every number’s source",
    "limits.left_out": "Not in the model",
    "limits.unknown": "What no source says",
}

SECTIONS: dict[str, str] = {
    "people": "Right and wrong, as people",
    "worlds": "The same people in two worlds",
    "moved": "Whom each world penalises",
    "changed": "What was changed",
    "reached": "Who was reached",
    "causes": "Where the punishment came from",
    "groups": "Who bears it",
    "time": "Over time",
    "wrong": "How often wrongly",
    "sure": "How sure each figure is",
    "spread": "How far it spreads",
    "conduct": "What it does to conduct",
    "lasting": "How long it lasts",
    "refused": "What people are shut out from",
    "said": "What is said of it",
    "evidence": "What it rests on",
    "limits": "What is not in it",
    "run": "This run",
}

PARTS = ("right", "wrong", "missed", "neither")
"""The four cells of a field of people."""


def tell(key: str, /, **values: object) -> str:
    """Say a sentence of the page with its places filled.

    Examples
    --------
    >>> tell("time.now", kind="band")
    'in it'
    """
    return held(fill(RESULT[key], values))
