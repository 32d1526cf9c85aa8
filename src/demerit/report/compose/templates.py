"""Answers to begin from, one page for each kind: small, complete, of an invented town, every number not known yet."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, Final

from demerit.report.compose.questions import KIND_WORDS

__all__ = ["template_answers"]

UNKNOWN: Final = {"how": "unknown"}
NONE: Final = {"how": "none"}
WATCHING: Final[dict[str, Any]] = {
    "watchers": [
        {
            "id": "w1",
            "label": "Wardens",
            "origin": "own_records",
            "sensitivity": UNKNOWN,
            "false_records": UNKNOWN,
            "misattribution": UNKNOWN,
        }
    ],
}
REDRESS: Final[dict[str, Any]] = {
    "redress": {
        "told": UNKNOWN,
        "objection": "true",
        "files": UNKNOWN,
        "decision": UNKNOWN,
        "wins_wrong": UNKNOWN,
        "wins_right": UNKNOWN,
        "suspends": "",
        "repair": "",
    },
}


def row(**answers: Any) -> dict[str, Any]:
    """One row of answers."""
    return answers


def graded(low: str, high: str, sorts: tuple[str, str]) -> list[dict[str, Any]]:
    """Two grades of a score."""
    return [
        row(id="g1", label=low, sort=sorts[0], at_least=NONE),
        row(id="g2", label=high, sort=sorts[1], at_least=UNKNOWN),
    ]


def measure(label: str, kind: str, need: str, domain: str, severity: str, grade: str = "") -> list[dict[str, Any]]:
    """One consequence."""
    return [
        row(
            id="m1",
            label=label,
            kind=kind,
            need=need,
            domain=domain,
            severity=severity,
            enforcement=UNKNOWN,
            grade=grade,
        )
    ]


SCORE: Final[dict[str, Any]] = {"initial": UNKNOWN, "floor": NONE, "ceiling": NONE, "clean": NONE, "clean_months": "12"}
NO_TRAIN: Final = ("No season ticket for the train", "deny", "train_ticket", "travel", "2")

PARTS: Final[dict[str, dict[str, Any]]] = {
    "points": {
        **WATCHING,
        **REDRESS,
        "watched": [row(id="c1", behaviour="littering", watcher="w1", cost=UNKNOWN, counts=UNKNOWN)],
        "score": SCORE,
        "grades": graded("Low", "Good", ("penal", "usual")),
        "measures": measure(*NO_TRAIN, "g1"),
        "reach": {"who": "nobody"},
    },
    "reward": {
        **WATCHING,
        **REDRESS,
        "watched": [row(id="c1", behaviour="volunteering", watcher="w1", gain=UNKNOWN, counts=UNKNOWN)],
        "score": SCORE,
        "grades": [
            row(id="g1", label="Usual", sort="usual", at_least=NONE),
            row(
                id="g2",
                label="Star",
                sort="rewarding",
                at_least={"how": "guess", "value": "130", "low": "110", "high": "200"},
            ),
        ],
        "measures": measure("A cheaper season ticket", "grant", "train_ticket", "travel", "0", "g2"),
    },
    "rating": {
        **WATCHING,
        **REDRESS,
        "watched": [row(id="c1", behaviour="littering", watcher="w1", mark=UNKNOWN)],
        "score": {"initial": {"how": "guess", "value": "5", "low": "4", "high": "5"}},
        "grades": [
            row(id="g1", label="Poor", sort="penal", at_least=NONE),
            row(id="g2", label="Good", sort="usual", at_least={"how": "guess", "value": "3", "low": "2", "high": "4"}),
        ],
        "measures": measure(*NO_TRAIN, "g1"),
    },
    "list": {
        **WATCHING,
        **REDRESS,
        "watched": [row(id="c1", behaviour="unpaid_debt", watcher="w1")],
        "list": {"label": "Debtors", "published": "true", "stay": NONE, "leave": NONE},
        "measures": measure(*NO_TRAIN),
        "reach": {"who": "household", "carry": UNKNOWN},
    },
    "rates": {
        "list": {"label": "Selected for a check", "published": "false", "selected": UNKNOWN, "stay": UNKNOWN},
        "measures": measure("An inquiry", "burden", "", "welfare", "2"),
    },
    "scorecard": {
        "sources": [row(id="d1", title="The card", body="The office", year="2026", grade="artefact")],
        "weights": [
            row(
                id="t1", trait="income=low", weight={"how": "source", "value": "30", "source": "d1", "place": "line 1"}
            ),
            row(id="t2", trait="age=18-39", weight={"how": "source", "value": "20", "source": "d1", "place": "line 2"}),
        ],
        "grades": [
            row(id="g1", label="Usual", sort="usual", at_least=NONE),
            row(
                id="g2",
                label="Risky",
                sort="penal",
                at_least={"how": "source", "value": "40", "source": "d1", "place": "foot"},
            ),
        ],
        "measures": measure("A visit at home", "burden", "", "welfare", "2", "g2"),
    },
    "gate": {
        "gate": {"label": "Town card", "held": UNKNOWN, "apply": UNKNOWN, "granted": UNKNOWN, "lost": UNKNOWN},
        "measures": measure("No box of food", "deny", "food_box", "food", "4"),
    },
    "discretion": {
        "counter": {"label": "Clerk", "refuses": UNKNOWN, "per": "request"},
        "measures": measure("No box of food", "deny", "food_box", "food", "4"),
    },
}


def template_answers(kind: str, /) -> dict[str, Any]:
    """Answers of a small scheme of a kind, to be changed line by line.

    Parameters
    ----------
    kind : str
        One of ``KIND_WORDS``.
    """
    name, about = KIND_WORDS[kind]
    return deepcopy(
        {
            "about": {
                "title": f"{name} of an invented town",
                "place": "Example Town",
                "country": "XXX",
                "year": "2026",
                "status": "fictional",
                "about": about,
                "not_modelled": "",
            },
            "sources": [row(id="d1", title="The rules", body="The town", year="2026", grade="artefact")],
            "people": {"society": "example-town"},
            "behaviours": [],
            "law": {},
            **PARTS[kind],
        }
    )
