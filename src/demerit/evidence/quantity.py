"""What a number is in this project: a value that says where it comes from and how sure it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any, TypeVar, dataclass_transform

from pydantic import BeforeValidator, ConfigDict

__all__ = [
    "CLASS_OF_GRADE",
    "Case",
    "Count",
    "Day",
    "Days",
    "Expect",
    "Factor",
    "Flag",
    "Grade",
    "Hours",
    "Identifier",
    "Month",
    "Months",
    "Number",
    "Points",
    "Probability",
    "Quantity",
    "Rate",
    "Records",
    "Source",
    "Step",
    "Whole",
    "record",
]

T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[T]) -> type[T]:
    """Frozen keyword-only dataclass whose unknown keys are refused when it is read from a file."""
    cls.__pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[attr-defined]
    return dataclass(frozen=True, kw_only=True)(cls)


def scalar(pattern: str, what: str, convert: Callable[[str], Any]) -> BeforeValidator:
    """Validator of one scalar: the file's text must match, then is converted; other types pass through."""

    def read(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if not re.fullmatch(pattern, value, re.ASCII):
            raise ValueError(f"expected {what}, got {value[:60]!r}")
        return convert(value)

    return BeforeValidator(read)


Number = Annotated[
    float, scalar(r"[+-]?(\d+(\.\d+)?|\.\d+)([eE][+-]?\d{1,3})?", "a number such as 0.25, -5 or 1e-3", float)
]
Whole = Annotated[int, scalar(r"[+-]?\d{1,15}", "a whole number", int)]
Flag = Annotated[bool, scalar(r"true|false", "true or false", lambda text: text == "true")]
Identifier = Annotated[
    str, scalar(r"[a-z0-9][a-z0-9_+-]{0,63}", "an identifier of lower-case letters, digits, _ + and -", str)
]
Month = Annotated[str, scalar(r"(1[89]|20|21)\d\d-(0[1-9]|1[0-2])", "a month as YYYY-MM", str)]
Day = Annotated[
    str,
    scalar(
        r"(1[89]|20|21)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", "a date as YYYY, YYYY-MM or YYYY-MM-DD", str
    ),
]


class Grade(StrEnum):
    """How good the evidence for a number is, strongest first."""

    LAW_TEXT = "law_text"
    COURT = "court"
    REGULATOR = "regulator"
    OFFICIAL_STATISTICS = "official_statistics"
    ARTEFACT = "artefact"
    RESEARCH = "research"
    SURVEY = "survey"
    NGO = "ngo"
    JOURNALISM = "journalism"
    COMMENTARY = "commentary"
    FICTION = "fiction"
    ASSUMPTION = "assumption"


CLASS_OF_GRADE: dict[Grade, str] = {
    Grade.LAW_TEXT: "law text",
    Grade.COURT: "law text",
    Grade.REGULATOR: "statistics",
    Grade.OFFICIAL_STATISTICS: "statistics",
    Grade.ARTEFACT: "statistics",
    Grade.RESEARCH: "research",
    Grade.SURVEY: "research",
    Grade.NGO: "journalism",
    Grade.JOURNALISM: "journalism",
    Grade.COMMENTARY: "journalism",
    Grade.FICTION: "assumption",
    Grade.ASSUMPTION: "assumption",
}
"""The five classes that results print: law text, statistics, research, journalism, assumption."""


@record
class Source:
    """A document: who wrote it, when, where it is, and how much of it was read.

    ``url`` is the publisher's page; ``read_at`` the address of the copy that was read instead, or the words "an
    archive". A page without a date has the year ``undated`` and the day it was ``read``.
    """

    title: str
    body: str = ""
    year: str = ""
    url: str = ""
    read_at: str = ""
    read: Day | None = None
    grade: Grade | None = None
    seen: str = ""
    note: str = ""


@record
class Step:
    """A value that holds from a month on."""

    since: Month
    value: Number


@record
class Case:
    """Value for those who have one of the values of every attribute named."""

    when: dict[str, tuple[str, ...]]
    value: Number


@record
class Quantity:
    """A number with its evidence.

    Attributes
    ----------
    value : float
        The value, or the base that ``times`` multiplies.
    unit : str
        One of ``UNITS``; each field of a file accepts only some.
    grade : Grade
    source : tuple of str
        Ids of sources of the file (or of the catalogue's register). Only an assumption may have none.
    place : str
        Article, page, table or row.
    range : (float, float) or None
        Low and high end; an assumption must have one.
    by : {attribute: {value: number}}
        Values by one attribute of the subject, instead of ``value`` (values not named keep ``value``).
    where : tuple of Case
        Values by several attributes at once, instead of ``value`` and ``by``; the first that fits.
    times : {attribute: {value: number}}
        Factors by attributes, multiplied in the order of the file.
    steps : tuple of Step
        Values from given months on; before the first, ``value``.
    """

    value: Number
    unit: Identifier
    grade: Grade
    source: tuple[str, ...] = ()
    place: str = ""
    range: tuple[Number, Number] | None = None
    by: dict[str, dict[str, Number]] = field(default_factory=dict)
    where: tuple[Case, ...] = ()
    times: dict[str, dict[str, Number]] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    checked: Day | None = None
    derived: str = ""
    note: str = ""


@dataclass(frozen=True)
class Expect:
    """What a field accepts: units, and the interval every value must lie in."""

    units: tuple[str, ...]
    low: float
    high: float


INF = float("inf")
Probability = Annotated[Quantity, Expect(("probability", "share"), 0.0, 1.0)]
Rate = Annotated[Quantity, Expect(("per_year",), 0.0, 10000.0)]
Months = Annotated[Quantity, Expect(("months",), 0.0, 1000.0)]
Days = Annotated[Quantity, Expect(("days", "months"), 0.0, 30000.0)]
Points = Annotated[Quantity, Expect(("points",), -1e6, 1e6)]
Factor = Annotated[Quantity, Expect(("factor",), 0.0, 1e6)]
Count = Annotated[Quantity, Expect(("count", "persons", "households", "firms"), 0.0, 1e11)]
Records = Annotated[Quantity, Expect(("count",), 0.001, 1e9)]
Hours = Annotated[Quantity, Expect(("hours",), 0.0, 1e5)]
UNITS = (
    "probability",
    "share",
    "per_year",
    "months",
    "days",
    "points",
    "factor",
    "count",
    "persons",
    "households",
    "firms",
    "hours",
)
