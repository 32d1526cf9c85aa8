"""What a page asks, as plain data: sections of questions, with the answers that each takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from demerit.report.compose.numbers import NUMBERS

__all__ = ["Form", "Question", "Section", "choice", "line", "number", "section_data", "text"]

Form = Literal["line", "text", "choice", "number", "year"]


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question.

    Attributes
    ----------
    id : str
        Its name in the answers; of a number also the name in ``NUMBERS``.
    form : Form
    label, help : str
        The question, and what its words mean.
    options : tuple of (value, label)
        Of a choice.
    pick : str
        Options that are rows of another section (``watchers``), or names of the society (``behaviours``).
    about : mapping of str to tuple of str
        Asked only if these answers of the same row have one of these values.
    """

    id: str
    form: Form
    label: str
    help: str = ""
    options: tuple[tuple[str, str], ...] = ()
    pick: str = ""
    about: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Section:
    """Questions under a heading; ``rows`` names one of several alike, which can be added and taken away."""

    id: str
    title: str
    lead: str
    questions: tuple[Question, ...]
    rows: str = ""
    add: str = ""


def line(ident: str, label: str, help_: str = "", *, form: Form = "line") -> Question:
    """A short text."""
    return Question(id=ident, form=form, label=label, help=help_)


def text(ident: str, label: str, help_: str = "") -> Question:
    """A long text."""
    return Question(id=ident, form="text", label=label, help=help_)


def choice(
    ident: str, label: str, options: tuple[tuple[str, str], ...] = (), help_: str = "", *, pick: str = "",
    about: Mapping[str, tuple[str, ...]] | None = None,
) -> Question:  # fmt: skip
    """One of several answers."""
    return Question(id=ident, form="choice", label=label, help=help_, options=options, pick=pick, about=about or {})


def number(ident: str, *, about: Mapping[str, tuple[str, ...]] | None = None) -> Question:
    """A number with its evidence."""
    asked = NUMBERS[ident]
    return Question(id=ident, form="number", label=asked.label, help=asked.help, about=about or {})


def section_data(section: Section, /) -> dict[str, Any]:
    """A section as a document."""
    return {
        "id": section.id, "title": section.title, "lead": section.lead, "rows": section.rows, "add": section.add,
        "questions": [question_data(question) for question in section.questions],
    }  # fmt: skip


def question_data(question: Question) -> dict[str, Any]:
    """A question as a document."""
    told: dict[str, Any] = {
        "id": question.id, "form": question.form, "label": question.label, "help": question.help,
        "options": [list(option) for option in question.options], "pick": question.pick,
        "about": {name: list(values) for name, values in question.about.items()},
    }  # fmt: skip
    if question.form == "number":
        asked = NUMBERS[question.id]
        told |= {"unit": asked.said, "middle": asked.middle, "low": asked.low, "high": asked.high, "none": asked.none}
    return told
