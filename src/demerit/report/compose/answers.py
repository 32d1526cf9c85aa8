"""Reading answers: plain texts of a page, none of them trusted, each either of its form or open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from demerit.errors import UsageError, nearest
from demerit.report.compose.forms import Question, Section
from demerit.report.compose.numbers import NUMBERS, Asked
from demerit.report.compose.questions import SECTIONS_OF, sections_of
from demerit.report.compose.write import Flow

__all__ = ["MOST_ROWS", "Answers", "Open", "Row", "slug"]

MOST_ROWS: Final = 60
MOST_CHARACTERS: Final = 4000
UNKNOWN: Final = "Not known; middle and range are the laboratory's."
GUESS: Final = "A guess of who wrote this file."
NUMBER: Final = re.compile(r"[+-]?(\d+(\.\d+)?|\.\d+)")


@dataclass(frozen=True, kw_only=True)
class Open:
    """A question that has no usable answer yet.

    Attributes
    ----------
    section, row, question : str
        Where it stands; ``row`` is empty outside rows.
    message : str
        What is missing, as a sentence.
    numeric : bool
        "I do not know" would answer it.
    """

    section: str
    row: str
    question: str
    message: str
    numeric: bool = False


@dataclass
class Answers:
    """Answers of one page.

    Attributes
    ----------
    kind : str
    data : mapping
        Sections; each a mapping of answers or a list of rows.
    sources : dict of str to str
        Ids of the documents by the id of their row.
    grades : dict of str to str
        Grades of the documents by the id of their row.
    open : list of Open
        What is not answered.
    """

    kind: str
    data: Mapping[str, Any]
    sources: dict[str, str] = field(default_factory=dict)
    grades: dict[str, str] = field(default_factory=dict)
    open: list[Open] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Refuse what is no page of answers.

        Raises
        ------
        UsageError
            S120 for another kind; S122 for answers of another form.
        """
        if self.kind not in SECTIONS_OF:
            raise UsageError(
                "S120", f'there is no kind of scheme called "{self.kind[:40]}"', nearest(self.kind, SECTIONS_OF)
            )
        for section in sections_of(self.kind):
            given = self.data.get(section.id, [] if section.rows else {})
            if not isinstance(given, list if section.rows else dict):
                raise UsageError("S122", f'the answers to "{section.id}" have another form than its questions')
            if section.rows and (len(given) > MOST_ROWS or not all(isinstance(row, dict) for row in given)):
                raise UsageError("S122", f'"{section.id}" takes at most {MOST_ROWS} rows of answers')

    def section(self, name: str) -> Row:
        """Answers of a section without rows."""
        found = next((part for part in sections_of(self.kind) if part.id == name), None)
        return Row(self, found, "", self.data.get(name) or {}) if found else Row(self, None, "", {})

    def rows(self, name: str) -> list[Row]:
        """Rows of a section."""
        found = next((part for part in sections_of(self.kind) if part.id == name), None)
        if found is None:
            return []
        return [Row(self, found, str(row.get("id") or at), row) for at, row in enumerate(self.data.get(name) or [])]


@dataclass
class Row:
    """Some answers that stand together."""

    answers: Answers
    of: Section | None
    id: str
    data: Mapping[str, Any]

    def question(self, name: str) -> Question | None:
        """The question of a name; None where this page does not ask it."""
        return next((each for each in self.of.questions if each.id == name), None) if self.of else None

    def miss(self, name: str, message: str, *, numeric: bool = False) -> None:
        """Note that an answer is not there."""
        section = self.of.id if self.of else ""
        self.answers.open.append(Open(section=section, row=self.id, question=name, message=message, numeric=numeric))

    def text(self, name: str, *, needed: bool = True) -> str:
        """A text on one line; empty where there is none."""
        value = self.data.get(name)
        told = " ".join(str(value).split())[:MOST_CHARACTERS] if isinstance(value, str | int) else ""
        question = self.question(name)
        if not told and needed and question is not None:
            self.miss(name, f"“{question.label}” is not answered.")
        return told

    def lines(self, name: str) -> list[str]:
        """A text as its lines."""
        value = self.data.get(name)
        text = value[:MOST_CHARACTERS] if isinstance(value, str) else ""
        return [" ".join(line.split()) for line in text.splitlines() if line.strip()]

    def flag(self, name: str) -> bool | None:
        """Yes, no, or not known."""
        return {"true": True, "false": False}.get(self.text(name, needed=False))

    def choice(self, name: str, *, needed: bool = True) -> str:
        """One of the options of a question that has options of its own; empty where none was taken."""
        told = self.text(name, needed=needed)
        question = self.question(name)
        allowed = {value for value, _ in question.options} if question else set()
        return told if not allowed or told in allowed else ""

    def number(self, name: str, *, unit: str = "") -> Flow | None:
        """A quantity as a file has it; None if the answer is that there is no such thing."""
        question = self.question(name)
        if question is None:
            return None
        asked, given = NUMBERS[name], self.data.get(name)
        answer: Mapping[str, Any] = given if isinstance(given, dict) else {}
        how = answer.get("how")
        if how == "none" and asked.none:
            return None
        unit = unit or asked.unit
        if how == "source":
            made = self.from_source(name, answer, asked, unit)
            if made is not None:
                return made
        elif how == "guess":
            made = self.from_guess(name, answer, asked, unit)
            if made is not None:
                return made
        elif how != "unknown":
            self.miss(name, f"“{asked.label}” is not answered.", numeric=True)
        return quantity(asked.middle, unit, "assumption", between=(asked.low, asked.high), note=UNKNOWN)

    def from_source(self, name: str, answer: Mapping[str, Any], asked: Asked, unit: str) -> Flow | None:
        """A number from a document; None if it is no number, or no document."""
        value = self.figure(name, answer.get("value"), asked)
        source = self.answers.sources.get(str(answer.get("source") or ""))
        if value is None:
            return None
        if source is None:
            self.miss(name, f"“{asked.label}” has a number, and no document that it is from.")
            return None
        grade = self.answers.grades[str(answer["source"])]
        place = " ".join(str(answer.get("place") or "").split())[:200]
        return quantity(value, unit, grade, source=source, place=place)

    def from_guess(self, name: str, answer: Mapping[str, Any], asked: Asked, unit: str) -> Flow | None:
        """A guess with its range; None if an end is missing or does not hold it."""
        told = [self.figure(name, answer.get(key), asked) for key in ("value", "low", "high")]
        value, low, high = told
        if value is None or low is None or high is None:
            return None
        if not low <= value <= high:
            self.miss(name, f"“{asked.label}”: the guess does not lie between its two ends.")
            return None
        return quantity(value, unit, "assumption", between=(low, high), note=GUESS)

    def figure(self, name: str, value: Any, asked: Asked) -> float | None:
        """A number inside what the format takes."""
        text = str(value if value is not None else "").strip().replace("\u2212", "-")
        if not NUMBER.fullmatch(text):
            self.miss(name, f"“{asked.label}” needs a number such as {plain(asked.middle)}.")
            return None
        if not asked.least <= float(text) <= asked.most:
            told = f"“{asked.label}” takes numbers from {plain(asked.least)} to {plain(asked.most)}."
            self.miss(name, told)
            return None
        return float(text)


def plain(value: float) -> str:
    """A number as a file has it."""
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def quantity(
    value: float,
    unit: str,
    grade: str,
    *,
    source: str = "",
    place: str = "",
    between: tuple[float, float] | None = None,
    note: str = "",
) -> Flow:
    """A quantity as a file has it."""
    made = Flow(value=plain(value), unit=unit, grade=grade)
    if source:
        made["source"] = [source]
    if place:
        made["place"] = place
    if between is not None:
        made["range"] = [plain(between[0]), plain(between[1])]
    if note:
        made["note"] = note
    return made


def slug(text: str, taken: set[str], fallback: str, /) -> str:
    """An id of a text, unlike those taken; it is taken from then on.

    Examples
    --------
    >>> taken = set()
    >>> [slug("Drops litter!", taken, "x"), slug("drops litter", taken, "x"), slug("乱扔", taken, "act")]
    ['drops_litter', 'drops_litter_2', 'act']
    """
    stem = "_".join(word for word in unique(text) if word)[:40].strip("_") or fallback
    name, at = stem, 2
    while name in taken:
        name, at = f"{stem}_{at}", at + 1
    taken.add(name)
    return name


def unique(text: str) -> Iterator[str]:
    """Words of a text in letters and digits that an id may have."""
    yield from re.split(r"[^a-z0-9]+", text.lower())
