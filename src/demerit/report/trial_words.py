"""Every sentence that a trial of safeguards says, whole; see ``words.py``."""

from __future__ import annotations

from demerit.report.message import fill
from demerit.report.words import held

__all__ = ["COLUMNS", "FLAGS", "HEADINGS", "TRIAL", "tell"]

PEOPLE = "{unit|person=people|household=households|firm=firms}"

TRIAL: dict[str, str] = {
    "without": (
        "With no safeguard, {people} of {n} " + PEOPLE + " ({share}) {people|1=is|other=are} penalised in some way "
        "in {months} {months|1=month|other=months}. {n_run|0=No safeguard|1=One safeguard|other={n_run} safeguards} of "
        "the {n_all} in the catalogue {n_run|0=changes|1=changes|other=change} what happens under this scheme."
    ),
    "best": "Alone, “{title}” does most: {removes} of the {people} ({share}) are not penalised at all.",
    "best.two": "Of two, “{one}” and “{two}”: {removes} ({share}).",
    "all": "With all {n} together, {left} {left|1=is|other=are} still penalised.",
    "all.none": "No safeguard alone makes that number smaller by more than chance.",
    "untouched": "Nothing in the catalogue makes these smaller by more than chance: {harms}.",
    "no_harm": "Nobody is penalised under this scheme without a safeguard, so there is nothing to remove.",
    "size": (
        "Every world has the same {n} " + PEOPLE + " and the same dice; what differs is what the safeguards do. A "
        "difference whose range contains 0 may be chance and is not shown; of 100 that are chance, about 5 are shown "
        "all the same. With {persons} people drawn, small differences cannot be seen (more: --persons). Fewer "
        "penalised means fewer of any, those whom the rules mean to reach among them, unless a line says otherwise."
    ),
    # what there is to remove
    "there.lead": "Counted with no safeguard, and with all {n} that can be combined.",
    "there.people": "{unit|person=People|household=Households|firm=Firms} penalised in any way",
    "there.people.flag": "of these, {flag}",
    "there.key.people": "{kind|list=ever on the list|band=ever in the band|other=ever under} “{label}”",
    "there.key.events": (
        "{kind|list=Stays on the list|band=Times somebody was put in the band|deny=Refusals "
        "under|burden=Burdens under|lose=Losses under} “{label}” {flag}"
    ),
    "there.key.months": "Months {kind|list=on the list|band=in the band|other=under} “{label}”, all together",
    "there.none": "None in this run: {flags}.",
    # one table for each harm
    "one.lead": (
        "{what}: {count} with no safeguard. Alone: how many fewer if this is the only safeguard. Last: how many "
        "fewer if it comes on top of all the others. A dash: nothing that is more than chance, often because another "
        "does the same."
    ),
    "one.short": "{what}: {count} with no safeguard.",
    "one.none": "{what}: {count} with no safeguard. None makes it smaller by more than chance, alone or last.",
    "one.rest": (
        "The other {n} {n|1=makes|other=make} no difference to this that is more than chance, neither alone nor last."
    ),
    "one.more": "A minus sign: more of it, not less.",
    "one.alternatives": (
        "Where safeguards set the same thing to different values ({names}), only one of them is on at a time."
    ),
    # small sets
    "sets.lead": (
        "The fewest safeguards that do most, each set run as a whole. One and two: the best of all that were run. "
        "From three on: the set before with the one that adds most. It ends where nothing adds more than chance, or at "
        "five. The best of many is partly lucky: expect a little less."
    ),
    "sets.of": "{what} ({count} with no safeguard):",
    "sets.with": "and {title}",
    "sets.cut": "The search ended here at the most worlds that a trial may run.",
    # those that are not in the tables
    "rest.worse": ("More, not less, when “{title}” comes {when|alone=alone|other=on top of all the others}: {harms}."),
    "rest.chance": "No difference to anything above that is more than chance",
    "rest.nothing": "Change nothing in this scheme",
    "rest.declared": "Change what the scheme declares about its law, and nothing that happens to anybody",
    "rest.no_harm": "Not run, for there is nothing to remove",
    "rest.fault": "Cannot be put on this scheme: {name}. {fault}.",
    "rest.combined": "Cannot be combined with all the others: {name}. {fault}.",
    "rest.pair": "Cannot be combined: {names}. {fault}.",
    # this run
    "run.worlds": (
        "{runs} worlds were run, of at most {most}: {pairs} of {possible} pairs, those of safeguards that remove "
        "something beyond chance."
    ),
    "run.check": "Look at one by its name: demerit safeguard show NAME. Person by person: {command}",
    "plan": (
        "{n} of {n_all} safeguards change what happens; at most {most} worlds of {persons} people and {months} months."
    ),
}

FLAGS: dict[str, str] = {
    "wrongful": "on a record that is false, about the wrong one, misread or out of date",
    "for_others": "for the acts of others",
    "for_lawful": "for lawful conduct",
    "for_traits": "for who they are",
}
"""Flags of a penalty, as the rows and sentences name them."""

HEADINGS: dict[str, str] = {
    "there": "What there is to remove",
    "one": "What each safeguard removes",
    "sets": "Few that do most",
    "rest": "What else there is to know",
    "run": "This trial",
}

COLUMNS: dict[str, str] = {
    "what": "",
    "without": "with none",
    "together": "with all",
    "safeguard": "",
    "alone": "alone",
    "last": "last",
    "range": "95 % range",
    "set": "",
    "size": "",
    "removes": "fewer",
    "share": "of all",
    "adds": "adds",
}


def tell(key: str, /, **values: object) -> str:
    """Say a sentence of a trial with its places filled.

    Examples
    --------
    >>> tell("sets.with", title="No list is published")
    'and No list is published'
    """
    return held(fill(TRIAL[key], values))
