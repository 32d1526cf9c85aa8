"""What each number of a scheme is called, and what it means: a word for every key, for the drawing and for forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from demerit.evidence.yamltext import Path

__all__ = ["GRADE_WORDS", "UNIT_LONG", "term_of"]

TERMS: Final[Mapping[tuple[str, ...], tuple[str, str]]] = {
    ("sensitivity",): (
        "Acts that are recorded",
        "Of the acts that happen where it watches, the share that becomes a record.",
    ),
    ("coverage",): ("People who are covered", "The share of people whom it watches at all."),
    ("false_records", "rate"): (
        "Records of what never happened",
        "How often in a year a record is made about somebody who did nothing.",
    ),
    ("misattribution", "p"): ("Records on the wrong person", "The chance that a true record lands on somebody else."),
    ("confusion", "p"): ("Acts taken for others", "The chance that one act is written down as another."),
    ("channels", "delay"): ("Time until it is recorded", "From the act to the record."),
    ("inspection", "factor"): (
        "Closer look at those recorded",
        "How many times more it sees of people with a bad entry.",
    ),
    ("patrols", "start"): (
        "Records known at the start",
        "How many records each group has that patrols are shared out among, before the first month.",
    ),
    ("rules", "points"): ("Points", "What one entry adds to the score or takes from it."),
    ("rules", "set"): ("Sets the score to", "The score that one entry leaves behind."),
    ("rules", "term"): ("How long an entry counts", "After this time it no longer counts."),
    ("rules", "delay"): ("Time until it counts", "From the record to the entry."),
    ("repeat", "factor"): (
        "Times as much when repeated",
        "How many times the points count if the same was recorded before.",
    ),
    ("cap", "points"): ("Most points in the time", "No more than this can come of this rule."),
    ("schedule", "amount"): ("Amount of one act", "Hours, or whatever is counted, of one act."),
    ("rating", "values", "points"): ("A mark that is given", "One of the marks that people give."),
    ("rating", "values", "share"): ("How often this mark is given", "The share of all marks."),
    ("bias", "points"): ("Marks shifted by who one is", "Added where rater and rated are of these groups."),
    ("traits", "points"): ("Points for who one is", "By an attribute, whatever one does."),
    ("score", "initial"): ("Score at the beginning", "What everybody begins with."),
    ("score", "floor"): ("Lowest score", "Nobody falls below it."),
    ("score", "ceiling"): ("Highest score", "Nobody rises above it."),
    ("terms", "points"): ("Points for a listed contact", "For each tie to somebody who is on the list."),
    ("terms", "mix"): (
        "Share of the score that is one's contacts'",
        "The mean score of one's contacts makes up so much of one's own.",
    ),
    ("components", "threshold"): ("Divisor of the card", "What the sum of the card is divided by."),
    ("bands", "at_least"): ("From this score on", "The lower end of the grade."),
    ("bands", "share"): ("Share of people in it", "As it was published; nobody outside knows the weights."),
    ("entries", "p"): ("Chance of being listed", "Of those with the ground, the share that is listed."),
    ("entries", "delay"): ("Time until the listing", "From the ground to the listing."),
    ("term", "length"): ("How long a stay lasts", "From the listing to its end."),
    ("extension", "p"): ("Chance that a stay is prolonged", "Of all stays."),
    ("extension", "length"): ("By how much it is prolonged", "Added to the stay."),
    ("rates", "selected"): ("Share that is picked out", "Of all people, each time."),
    ("rates", "hit"): ("Share found of those it looks for", "Of those who did it, the share that is picked out."),
    ("rates", "false_alarm"): (
        "Share picked out of the others",
        "Of those who did nothing, the share that is picked out.",
    ),
    ("quota", "number"): ("Number picked by rank", "So many each time, however good or bad they are."),
    ("quota", "share"): ("Share picked by rank", "So many each time, however good or bad they are."),
    ("exits", "p"): ("Chance of being taken off", "Once what was owed is done."),
    ("exits", "rate"): ("How often one is taken off", "Times a year."),
    ("copies", "keeps"): ("How long a copy is kept", "After the person is off the list."),
    ("gates", "held_at_start"): ("Share that holds it at the beginning", "Of all people."),
    ("gates", "apply"): ("How often people ask for it", "Of those without it, times a year."),
    ("gates", "granted"): ("Requests that are granted", "The share of all requests."),
    ("gates", "lost"): ("How often it is lost", "Times a year."),
    ("gates", "on_demand"): ("Given at the door", "The chance that who lacks it gets it for one visit."),
    ("discretion", "p"): ("Chance of a refusal", "Whoever stands at the counter decides."),
    ("discretion", "after_factor"): ("Times as likely after an entry", "How much a bad entry raises the chance."),
    ("measures", "factor"): ("Times as closely watched", "How much the watching grows."),
    ("measures", "enforcement"): ("How often it is really done", "The share of cases in which the rule is applied."),
    ("measures", "exempt"): ("People who are exempt", "The share to whom it is not done."),
    ("mistaken", "p"): (
        "Hits somebody else",
        "The chance that it hits somebody who is only taken for a listed person.",
    ),
    ("spread", "p_carry"): ("How often it reaches them", "The chance that it is carried along a tie."),
    ("spread", "share_points"): ("Part of the points that reaches them", "1 is all of them."),
    ("notice", "p"): ("People who are told", "Of those with an entry, the share that learns of it by notice."),
    ("notice", "delay"): ("Time until one is told", "From the entry to the notice."),
    ("redress", "p_learns"): ("Learns of it by a refusal", "The chance that a refusal shows the entry behind it."),
    ("hearing", "p_heard"): ("Heard before it takes effect", "The share of entries on which one is heard."),
    ("hearing", "delay"): ("Time for the hearing", "The entry waits so long."),
    ("instances", "p_files"): ("People who object", "Of those who know of the entry."),
    ("wins", "wrong"): ("Won by those who are right", "The chance that a wrong entry is taken back."),
    ("wins", "right"): ("Won although the entry was true", "The chance that a true entry is taken back."),
    ("instances", "decision"): ("Time until the decision", "From the objection to the answer."),
    ("instances", "capacity_per_month"): ("Cases decided in a month", "More have to wait."),
    ("repair", "p_per_month"): ("Chance of repair in a month", "That a bad entry is lifted."),
    ("repair", "after"): ("Earliest repair", "Before that nothing is lifted."),
    ("arithmetic", "free"): ("Earnings that do not count", "In full benefits of one period."),
    ("arithmetic", "taper"): ("Part of further earnings that is taken", "The benefit falls by so much."),
    ("arithmetic", "tolerance"): ("Difference that is let pass", "In full benefits of one period."),
    ("arithmetic", "checked"): ("Share that is looked at", "Of those who had the benefit."),
    ("outcomes", "quantity"): ("Published outcome", "Data beside the model; no run reads it."),
    ("outcomes", "among"): ("Inhabitants it is of", "So that it can be said of 1,000."),
    ("behaviours", "rate"): ("How often people do it", "Times a year, of one person in the mean."),
    ("behaviours", "dispersion"): ("How unevenly", "0 is all alike; 1 and more: few people do most of it."),
    ("behaviours", "effort"): ("Hours that it takes", "Of one act."),
    ("behaviours", "looks_like"): ("Resembles what is scored", "0 is not at all, 1 is the same to an onlooker."),
    ("needs", "rate"): ("How often people ask for it", "Times a year, of one person in the mean."),
    ("errors",): ("Read wrongly by the card", "The chance that the card reads the value of somebody else."),
    ("items",): ("Weights of the card", "A table of points by who one is."),
}
"""Words and meanings by the last keys of a path; the longest that fits is taken."""

GRADE_WORDS: Final[Mapping[str, str]] = {
    "law_text": "law text",
    "court": "judgment",
    "regulator": "supervisory body",
    "official_statistics": "official statistics",
    "artefact": "own document",
    "research": "research",
    "survey": "survey",
    "ngo": "civil organisation",
    "journalism": "journalism",
    "commentary": "commentary",
    "fiction": "fiction",
    "assumption": "assumption",
}
"""Grades as a page names them."""

UNIT_LONG: Final[Mapping[str, str]] = {
    "per_year": "times a year",
    "probability": "from 0 to 1",
    "share": "from 0 to 1",
    "factor": "times",
}
"""Units that say more in a form than in a line; all others are words already."""


def term_of(path: Path, /) -> tuple[str, str]:
    """Word and meaning of the number at a path.

    Examples
    --------
    >>> term_of(("channels", 0, "watches", 1, "sensitivity"))[0]
    'Acts that are recorded'
    """
    keys = [step for step in path if isinstance(step, str)]
    best: tuple[str, ...] = ()
    for tail in TERMS:
        steps = iter(keys)
        if tail[-1] in keys[-2:] and all(word in steps for word in tail) and fits(tail, keys) > fits(best, keys):
            best = tail
    return TERMS.get(best, (keys[-1].replace("_", " ") if keys else "", ""))


def fits(tail: tuple[str, ...], keys: list[str]) -> tuple[bool, int, int]:
    """How well some words describe a path: by its last key, then by how many there are, then by how deep they begin."""
    return (bool(tail) and tail[-1] == keys[-1], len(tail), keys.index(tail[0]) if tail else -1)
