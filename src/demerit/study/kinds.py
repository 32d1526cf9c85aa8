"""Kinds of assumption: what a number that nobody publishes is about, and whose it is.

Numbers of a kind are alike: they answer the same question (how often is a record false?) in several places. A sweep
moves all of a kind together unless it is asked to move one alone, as ``study/ends.py`` does at the ends of a run, so
that a scheme with many channels is not made to look surer than a scheme with one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias

from demerit.evidence.rows import EvidenceRow
from demerit.evidence.yamltext import Path
from demerit.study.ends import KINDS, ends_with

__all__ = ["ALL_KINDS", "OTHER", "Side", "kind_of_number", "side_of"]

Side: TypeAlias = Literal["people", "practice", "rules"]
"""Whose a number is: what people are and do; how the authority goes about it; what its rules say.

A rule whose points nobody knows is an assumption too, and is swept; a calibration may not move it.
"""

OTHER = "other"
"""Numbers that no kind is about."""


def through(file: str, *words: str) -> Callable[[EvidenceRow], bool]:
    """Whether a number of a file stands under these keys, others and positions between them."""

    def is_of(row: EvidenceRow) -> bool:
        steps = iter(step for step in row.path if isinstance(step, str))
        return row.file == file and all(word in steps for word in words)

    return is_of


def either(*several: Callable[[EvidenceRow], bool]) -> Callable[[EvidenceRow], bool]:
    """Whether one of several holds."""
    return lambda row: any(is_of(row) for is_of in several)


RESPONSES = ("deterrence", "chilling", "coercion", "hardship", "while_listed", "effort", "avoidance")
"""Kinds of response; each is an unknown of its own, ``response_<kind>``."""

POINTS = ("points", "set", "schedule", "cap", "bias", "repeat", "values")

MORE_KINDS: dict[str, Callable[[EvidenceRow], bool]] = {
    "delays": either(through("scheme", "channels", "delay"), through("scheme", "rules", "delay")),
    "inspection": through("scheme", "channels", "inspection"),
    "patrols": through("scheme", "channels", "patrols"),
    "entry_terms": through("scheme", "rules", "term"),
    "ratings": through("scheme", "rules", "rating", "values", "share"),
    "points": either(
        *(through("scheme", "rules", name) for name in POINTS),
        through("scheme", "traits"),
    ),
    "listing_delays": through("scheme", "lists", "entries", "delay"),
    "extensions": through("scheme", "lists", "entries", "extension", "p"),
    "list_terms": through("scheme", "lists", "entries"),
    "exits": through("scheme", "lists", "exits"),
    "copies": through("scheme", "lists", "copies"),
    "bands": through("scheme", "bands"),
    "score": through("scheme", "score"),
    "price": through("scheme", "measures", "factor"),
    "gate_asking": through("scheme", "gates"),
    "discretion_after": through("scheme", "discretion"),
    "spread": through("scheme", "spread"),
    "people_shares": through("society", "margins"),
    "ties": through("society", "ties", "mean_degree"),
    "likeness": through("society", "ties", "homophily"),
    "firms": through("society", "firms"),
    "unevenness": through("conduct", "behaviours", "dispersion"),
    "hours": through("conduct", "behaviours", "effort"),
    "resemblance": through("conduct", "behaviours", "looks_like"),
    "obligations": through("conduct", "obligations"),
    "beliefs": through("beliefs"),
    "fading": ends_with("decay"),
    "alarm": either(ends_with("a_own"), ends_with("a_tie"), ends_with("a_published")),
    "hardship_lasting": either(ends_with("rho"), ends_with("h_max")),
}
"""Kinds that no end of a run is about; of several that fit the first counts."""

ALL_KINDS = (*KINDS, *MORE_KINDS, *(f"response_{name}" for name in RESPONSES), OTHER)
"""Every kind, in the order in which a scheme's are listed."""

RULES = ("points", "entry_terms", "list_terms", "extensions", "bands", "score", "price", "copies", "arithmetic")
"""Kinds that say what a text of the authority would say."""


def kind_of_number(row: EvidenceRow, /, *, response: str = "") -> str:
    """Kind of a number, one of ``ALL_KINDS``.

    Parameters
    ----------
    row : EvidenceRow
    response : str
        Kind of the response in which it stands, if it stands in one.
    """
    if response:
        return f"response_{response}"
    return next((kind for kind, is_of in (KINDS | MORE_KINDS).items() if is_of(row)), OTHER)


def side_of(kind: str, row: EvidenceRow, /) -> Side:
    """Whose a number is."""
    if row.file != "scheme":
        return "people"
    steps: Path = row.path
    in_rules = kind == OTHER and steps[:1] in (("rules",), ("lists",), ("measures",), ("score",))
    quota = kind == "selection" and "quota" in steps
    return "rules" if kind in RULES or in_rules or quota else "practice"
