"""The numbers that a new scheme asks for: the question, what it means, and what stands there if nobody knows.

The middle and the range of an unknown are wide on purpose: they say what could be, not what is. A run puts the
unknowns that matter at both ends of their ranges.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

__all__ = ["NUMBERS", "Asked"]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A number that is asked for.

    Attributes
    ----------
    label, help : str
        The question, and what its words mean.
    unit : str
        Of the format; ``said`` is the unit as a person reads it.
    middle, low, high : float
        What stands there for "I do not know".
    least, most : float
        The interval that the format takes.
    none : str
        The answer that there is no such thing; empty if the number must be there.
    """

    label: str
    help: str
    unit: str
    said: str
    middle: float
    low: float
    high: float
    least: float = 0.0
    most: float = 1.0
    none: str = ""


def chance(label: str, help_: str, middle: float, low: float, high: float, none: str = "") -> Asked:
    """A chance or a share, from 0 to 1."""
    return Asked(
        label=label, help=help_, unit="probability", said="from 0 to 1", middle=middle, low=low, high=high, none=none
    )


def yearly(label: str, help_: str, middle: float, low: float, high: float, none: str = "") -> Asked:
    """How often in a year."""
    return Asked(
        label=label,
        help=help_,
        unit="per_year",
        said="times a year",
        middle=middle,
        low=low,
        high=high,
        most=10000.0,
        none=none,
    )


def months(label: str, help_: str, middle: float, low: float, high: float, none: str = "") -> Asked:
    """A time in months."""
    return Asked(
        label=label, help=help_, unit="months", said="months", middle=middle, low=low, high=high, most=1000.0, none=none
    )


def points(label: str, help_: str, middle: float, low: float, high: float, none: str = "") -> Asked:
    """Points."""
    return Asked(
        label=label,
        help=help_,
        unit="points",
        said="points",
        middle=middle,
        low=low,
        high=high,
        least=-1e6,
        most=1e6,
        none=none,
    )


NUMBERS: Final[Mapping[str, Asked]] = {
    "rate": yearly(
        "How often does one person do it?",
        "The mean number of times a year, over everybody in the town.",
        0.5,
        0.05,
        5.0,
    ),
    "sensitivity": chance(
        "Of what really happens, how much is written down?",
        "0.3 means 3 in 10 acts. What is not written down has no consequence.",
        0.3,
        0.05,
        0.9,
    ),
    "false_records": yearly(
        "How often is something written down about a person that never happened?",
        "A mistake, a grudge, a broken camera. 0.01 means once in a hundred years of one person.",
        0.005,
        0.0,
        0.05,
        "It never happens.",
    ),
    "misattribution": chance(
        "How often does a true record land on the wrong person?",
        "A mixed-up name, plate or number. 0.01 means 1 record in 100.",
        0.01,
        0.0,
        0.1,
        "It never happens.",
    ),
    "cost": points(
        "How many points does it take or give?",
        "Write a minus in front of what is taken away: -10.",
        -10.0,
        -50.0,
        -1.0,
    ),
    "gain": points("How many points does it give?", "Each time it is written down.", 5.0, 1.0, 20.0),
    "mark": points(
        "Which mark does it give?",
        "The score is the mean of all marks, such as 1 to 5 stars.",
        1.0,
        1.0,
        3.0,
    ),
    "counts": months(
        "How long does it count?",
        "After so many months the entry no longer counts.",
        24.0,
        6.0,
        60.0,
        "For ever.",
    ),
    "initial": points(
        "With how many points does everybody begin?", "Before anything is written down.", 100.0, 50.0, 200.0
    ),
    "floor": points(
        "Below how many points can nobody fall?",
        "The lowest score there is.",
        0.0,
        -100.0,
        50.0,
        "There is no such limit.",
    ),
    "ceiling": points(
        "Above how many points can nobody rise?",
        "The highest score there is.",
        200.0,
        100.0,
        1000.0,
        "There is no such limit.",
    ),
    "at_least": points(
        "From how many points on?", "Who has fewer is in the grade below.", 80.0, 60.0, 95.0, "It is the lowest grade."
    ),
    "clean": points(
        "How many points come back after a clean time?",
        "A time in which nothing bad is written down.",
        5.0,
        1.0,
        20.0,
        "None come back.",
    ),
    "weight": points(
        "How many points is it worth?", "Whoever this is true of has so many points more.", 10.0, 1.0, 50.0
    ),
    "stay": months(
        "How long does one stay on the list?",
        "Counted from the month of the listing.",
        24.0,
        6.0,
        60.0,
        "Until it is put right.",
    ),
    "leave": yearly(
        "How often is somebody taken off again?",
        "1 means after a year, in the mean.",
        0.5,
        0.1,
        2.0,
        "By paying what is owed.",
    ),
    "selected": chance("Which share of the people is picked out in a year?", "0.03 means 3 in 100.", 0.03, 0.005, 0.1),
    "held": chance("Which share of the people holds it at the beginning?", "0.9 means 9 in 10.", 0.9, 0.6, 0.99),
    "apply": yearly("How often does somebody without it ask for it?", "1 means once a year.", 1.0, 0.3, 3.0),
    "granted": chance("How often is it granted?", "0.8 means 8 in 10 requests.", 0.8, 0.4, 0.98),
    "lost": yearly(
        "How often does somebody lose it?", "0.05 means once in twenty years of one person.", 0.05, 0.01, 0.2
    ),
    "refuses": chance("How often does the person at the counter refuse?", "0.05 means 1 in 20.", 0.05, 0.005, 0.3),
    "enforcement": chance(
        "How often is it really done?",
        "0.5 means that it happens in half of all cases in which the rules ask for it.",
        0.7,
        0.3,
        1.0,
        "Every time.",
    ),
    "carry": chance("How often does it reach them?", "0.1 means 1 in 10 of them.", 0.1, 0.0, 0.5, "Every time."),
    "told": chance("How many of those concerned are told?", "0.8 means 8 in 10.", 0.6, 0.1, 1.0, "Nobody is told."),
    "files": chance("How many of those who know of it object?", "0.2 means 2 in 10.", 0.2, 0.02, 0.6),
    "decision": months("After how many months is an objection decided?", "From filing to the answer.", 2.0, 1.0, 12.0),
    "wins_wrong": chance(
        "How often does one win who is right?", "0.6 means 6 in 10 wrong entries are taken back.", 0.6, 0.2, 0.95
    ),
    "wins_right": chance("How often does one win although the entry was true?", "0.1 means 1 in 10.", 0.1, 0.0, 0.4),
    "repair_rate": chance(
        "How likely is it in each month that a bad entry is lifted?", "0.05 means 1 in 20 each month.", 0.05, 0.01, 0.3
    ),
    "repair_after": months(
        "After how many months at the earliest?", "Before that nothing can be lifted.", 6.0, 0.0, 24.0
    ),
}
"""Every number by its name in the answers."""
