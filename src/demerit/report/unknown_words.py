"""What an unknown is called in a sentence and in a chart, and a number alone; see ``words.py``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from demerit.report.figures import HARD, number
from demerit.report.words import ASSUMPTIONS, ASSUMPTIONS_SHORT

__all__ = ["UNKNOWNS", "UNKNOWNS_SHORT", "named", "short", "told_values"]

UNKNOWNS: dict[str, str] = {
    **ASSUMPTIONS,
    "delays": "how long records and entries take",
    "inspection": "how much inspection follows past records",
    "patrols": "how many patrols there are, and what they see",
    "entry_terms": "how long an entry counts",
    "ratings": "how many good and bad ratings are given",
    "points": "how many points are given and taken",
    "listing_delays": "how long it takes to be listed",
    "extensions": "how often a stay on a list is made longer",
    "list_terms": "how long a stay on a list lasts",
    "exits": "how soon people are taken off a list",
    "copies": "how long copies of a list are kept",
    "bands": "the scores at which bands begin",
    "score": "the score at the start and its limits",
    "price": "how much more those in a band pay or wait",
    "gate_asking": "how often a pass is asked for and lost",
    "discretion_after": "how much an entry moves gatekeepers",
    "spread": "how often an entry reaches others by a tie",
    "people_shares": "how many people there are of each kind",
    "ties": "how many ties people have",
    "likeness": "how alike those are who have ties",
    "firms": "how many firms, officers and employees there are",
    "unevenness": "how unevenly conduct is spread over people",
    "hours": "the hours that an act takes",
    "resemblance": "how much lawful conduct looks like what is scored",
    "obligations": "how soon people perform what they owe",
    "beliefs": "how many believe that they are watched",
    "fading": "how fast a perceived risk fades",
    "alarm": "how much people take notice of penalties",
    "hardship_lasting": "how long hardship lasts",
    "response_deterrence": "how much perceived risk deters",
    "response_chilling": "how much perceived risk chills lawful conduct",
    "response_coercion": "how much the belief to be watched coerces",
    "response_hardship": "how much hardship drives to unlawful conduct",
    "response_while_listed": "what being listed does to conduct",
    "response_effort": "how much people do for rewards",
    "response_avoidance": "how often people avoid those who are listed",
    "other": "other numbers that nobody publishes",
}
"""Kinds of assumption (``study/kinds.py``) as a sentence names them."""

UNKNOWNS_SHORT: dict[str, str] = {
    **ASSUMPTIONS_SHORT,
    "delays": "delays",
    "inspection": "inspection",
    "patrols": "patrols",
    "entry_terms": "time entries count",
    "ratings": "ratings given",
    "points": "points",
    "listing_delays": "delay of listing",
    "extensions": "stays made longer",
    "list_terms": "length of stays",
    "exits": "ways off the list",
    "copies": "copies kept",
    "bands": "limits of bands",
    "score": "score at the start",
    "price": "price of a band",
    "gate_asking": "asking for passes",
    "discretion_after": "entries and discretion",
    "spread": "reach along ties",
    "people_shares": "kinds of people",
    "ties": "number of ties",
    "likeness": "likeness of ties",
    "firms": "firms and their people",
    "unevenness": "unevenness of conduct",
    "hours": "hours of an act",
    "resemblance": "resemblance of acts",
    "obligations": "performing of debts",
    "beliefs": "belief to be watched",
    "fading": "fading of risk",
    "alarm": "notice of penalties",
    "hardship_lasting": "lasting of hardship",
    "response_deterrence": "deterrence",
    "response_chilling": "chilling",
    "response_coercion": "coercion",
    "response_hardship": "hardship",
    "response_while_listed": "effect of a listing",
    "response_effort": "effort for rewards",
    "response_avoidance": "avoidance",
    "other": "other numbers",
}
"""The same, for a row of a chart."""

UNITS: dict[str, str] = {
    "probability": "", "share": "", "per_year": "a year", "months": "months", "days": "days", "points": "points",
    "factor": "times", "count": "", "persons": "persons", "households": "households", "firms": "firms",
    "hours": "hours",
}  # fmt: skip


def named(unknown: Mapping[str, Any], /) -> str:
    """An unknown as a sentence names it; a number alone with its place in the file.

    Parameters
    ----------
    unknown : mapping
        From a document: ``id``, ``kind``, ``numbers``.
    """
    words = UNKNOWNS[unknown["kind"]]
    return words if unknown["id"] == unknown["kind"] else f"{words} ({unknown['numbers'][0]['where']})"


def short(unknown: Mapping[str, Any], /) -> str:
    """An unknown in a row of a chart; a number alone by the end of its place."""
    if unknown["id"] == unknown["kind"]:
        return UNKNOWNS_SHORT[unknown["kind"]]
    return " / ".join(str(unknown["numbers"][0]["where"]).split(" / ")[-3:]).replace("_", " ")


def told_values(unknown: Mapping[str, Any], end: str, /) -> str:
    r"""What the numbers of an unknown are at ``low``, ``value`` or ``high``: one value, or the least and the largest.

    Examples
    --------
    >>> told_values({"numbers": [{"low": 0.01, "unit": "per_year"}, {"low": 0.2, "unit": "per_year"}]}, "low")
    '0.01 to 0.2\xa0a year'
    """
    units = {part["unit"] for part in unknown["numbers"]}
    values = sorted({part[end] for part in unknown["numbers"]})
    told = number(values[0]) if len(values) == 1 else f"{number(values[0])} to {number(values[-1])}"
    unit = UNITS.get(next(iter(units)), "") if len(units) == 1 else ""
    return f"{told}{HARD}{unit}" if unit else told
