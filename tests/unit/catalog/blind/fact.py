"""One number of a fact sheet, transcribed a second time by somebody who had not read the scheme's file."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["GRADES", "Fact", "Value"]

Value = float | str | tuple[float, float]

GRADES = {
    "L": "law_text",
    "S": "official_statistics",
    "A": "research",
    "J": "journalism",
    "C": "commentary",
    "X": "assumption",
}


@dataclass(frozen=True)
class Fact:
    """A key number as the fact sheet has it.

    Attributes
    ----------
    id : str
        What it is; unique in its scheme.
    value : float, str or (float, float)
        A number, a date or a word, or a pair where the fact sheet itself has a range.
    unit : str
        As the fact sheet says it: points, years, working days, people, share, yuan, date, word.
    grade : str
        L law text, S official statistics, A academic, J journalism, C commentary, X assumption.
    place : str
        Where it stands in the fact sheet.
    note : str
        What else was read there.
    """

    id: str
    value: Value
    unit: str
    grade: str
    place: str
    note: str = ""
