"""Every sentence and title of the tables of causes; see ``words.py``."""

from __future__ import annotations

__all__ = ["CAUSE_COLUMNS", "CAUSE_SENTENCES"]

CAUSE_SENTENCES: dict[str, str] = {
    "causes.lead": (
        "Of the {events} {event|stay={events|1=stay|other=stays} on|run=times someone was put in|denial=refusals "
        "under|burden=times someone had to bear|loss=losses under} “{label}”. “Gone without”: the share that would "
        "not be there without this; what needs two causes counts for both, so the column need not add to 100 %. "
        "“Split”: each divided evenly over its causes, in the middle of what is assumed; adds to 100 %."
    ),
    "causes.none": "No part of it: {names}.",
    "cause.wrongful": "something wrong in the file",
    "cause.tainted": "would stand without it, but rests partly on it",
    "cause.unvaried": "not varied",
    "cause.ends": "at the ends",
    "cause.no_record": "no record at all",
    "causes.others": (
        "Each of the other penalties with {least} events or more: the share that would not be there without something "
        "wrong in the file, at both ends of the assumption that moves it most; and, in the middle of what is assumed, "
        "without what came by ties, lawful conduct, who one is, a pass not held or a gatekeeper’s choice; or that "
        "nothing undoes. Those with fewer events are in the document of the run (causes)."
    ),
    "causes.groups": (
        "“{label}”, by group, all in the middle of what is assumed: the share that would not be there without this. "
        "The other penalties by group are in the document of the run (causes)."
    ),
    "causes.partly": "Partly wrong: would stand without what is wrong in the file, but rests partly on it.",
}

CAUSE_COLUMNS: dict[str, str] = {
    "n.stay": "stays",
    "n.run": "times",
    "n.denial": "refusals",
    "n.burden": "times",
    "n.loss": "losses",
    "flag.wrongful": "wrong",
    "flag.tainted": "partly wrong",
    "flag.for_others": "for others",
    "flag.for_lawful": "lawful",
    "flag.for_traits": "who one is",
    "flag.no_record": "no record",
    "flag.scheme": "the scheme",
}
