"""The questions with what can be chosen: the societies, and what people of the chosen one are, do and ask for."""

from __future__ import annotations

from typing import Any

from demerit.evidence.rows import shares
from demerit.report.compose.questions import KIND_WORDS, SCHEMA, sections_data
from demerit.report.compose.templates import template_answers
from demerit.report.index import read_index
from demerit.report.society_page import society_rows
from demerit.society.load import SocietyBundle, load_society

__all__ = ["questions_document"]

TIE_WORDS = {
    "household": "Yes, everybody in the same home",
    "parent": "Yes, their parents",
    "kin": "Yes, their relatives",
    "friend": "Yes, their friends",
    "colleague": "Yes, their colleagues",
    "neighbour": "Yes, their neighbours",
}


def questions_document(kind: str, /, *, society: str) -> dict[str, Any]:
    """Everything that the New page asks.

    Parameters
    ----------
    kind : str
        One of ``KIND_WORDS``.
    society : str
        Id of the catalogue.

    Raises
    ------
    InputError
        S100 if there is no such society.
    """
    bundle = load_society(society)
    return {
        "schema": SCHEMA,
        "kind": kind,
        "kinds": [{"id": name, "label": label, "about": about} for name, (label, about) in KIND_WORDS.items()],
        "sections": sections_data(kind),
        "template": template_answers(kind),
        "pick": {
            "societies": [[entry["id"], entry["title"]] for entry in read_index()["societies"]],
            "behaviours": [
                [each.id, sentence(each.label or each.id)] for each in bundle.conduct.behaviours if each.of == "person"
            ],
            "needs": [[each.id, sentence(each.label or each.id)] for each in bundle.needs.needs if each.per != "firm"],
            "ties": [["nobody", "No, nobody else"], *([name, TIE_WORDS[name]] for name in ties_of(bundle))],
            "traits": [
                [f"{each.id}={value}", f"{each.label or each.id}: {label}"]
                for each in bundle.society.attributes
                for value, label in zip(each.values, each.labels or each.values, strict=False)
            ],
        },
        "society": society_told(bundle),
    }


def ties_of(bundle: SocietyBundle) -> list[str]:
    """Kinds of tie between persons."""
    return [*(["household"] if bundle.society.households else []), *(tie.id for tie in bundle.society.ties)]


def society_told(bundle: SocietyBundle) -> dict[str, Any]:
    """What a society is, and what of it is assumed."""
    counted = shares(society_rows(bundle))
    total = sum(counted.values())
    assumed = counted["assumption"]
    told = (
        f"Of its {total} numbers {assumed} are assumptions."
        if assumed < total
        else f"All of its {total} numbers are assumptions."
    )
    return {
        "id": bundle.society.id,
        "title": bundle.society.title,
        "about": bundle.society.about,
        "said": told,
        "persons": round(bundle.society.persons.value),
        "evidence": counted,
    }


def sentence(text: str) -> str:
    """A label as it begins a line."""
    return text[:1].upper() + text[1:]
