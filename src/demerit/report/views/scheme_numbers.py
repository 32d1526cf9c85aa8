"""Every number of a scheme as a page shows it: what it is called, its value, where it comes from, its line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from demerit.evidence.quantity import Expect, Grade, Quantity, Source
from demerit.evidence.register import shared_sources
from demerit.evidence.rows import EvidenceRow, evidence_rows
from demerit.evidence.walk import expectation, parts
from demerit.evidence.yamltext import Path, Places
from demerit.report.evidence_page import value_of
from demerit.report.figures import soften
from demerit.report.source_words import date_words
from demerit.report.views.scheme_terms import GRADE_WORDS, UNIT_LONG, term_of
from demerit.scheme.model import Scheme
from demerit.society.load import SocietyBundle

__all__ = ["node_of", "numbers_of", "society_numbers"]

NODES: Mapping[str, str] = {
    "channels": "channel",
    "rules": "rule",
    "bands": "band",
    "lists": "list",
    "gates": "gate",
    "measures": "measure",
    "discretion": "discretion",
    "spread": "spread",
    "arithmetic": "arithmetic",
    "traits": "trait",
}
"""Nodes of the drawing by the section of the file."""


def numbers_of(scheme: Scheme, places: Places, /) -> list[dict[str, Any]]:
    """Numbers of a scheme, in the order of the file."""
    allowed = {part.path: expectation(part.kind, Expect) for part in parts(scheme) if isinstance(part.value, Quantity)}
    known = {**shared_sources(), **scheme.sources}
    found = []
    for row in evidence_rows(scheme, file="scheme"):
        at, path = places.origin(row.path)
        line, column = places.at(row.path)
        here = at is places
        expect = allowed.get(row.path)
        told = shown(row, known, node=node_of(scheme, row), part=part_of(scheme, row.path))
        found.append(
            {
                **told,
                "line": line if here else 0,
                "column": column if here else 0,
                "file": at.file,
                "path": list(path) if here and row.value is not None else None,
                "least": expect.low if expect else None,
                "most": expect.high if expect else None,
            }
        )
    return found


def society_numbers(bundle: SocietyBundle, /) -> list[dict[str, Any]]:
    """Numbers about the conduct and the requests of a society that a drawing names."""
    found = []
    for kind, record, node in (("conduct", bundle.conduct, "behaviour"), ("needs", bundle.needs, "need")):
        known = {**shared_sources(), **record.sources}
        section = "behaviours" if kind == "conduct" else "needs"
        for row in evidence_rows(record, file=kind, under=((section,),)):
            part = getattr(record, section)[row.path[1]]
            told = shown(row, known, node=f"{node}:{part.id}")
            places = bundle.places.get(kind)
            line = places.at(row.path)[0] if places else 0
            found.append(
                {
                    **told,
                    "line": line,
                    "column": 0,
                    "file": places.file if places else "",
                    "path": None,
                    "least": None,
                    "most": None,
                }
            )
    return found


def part_of(record: Any, path: Path) -> str:
    """The part inside a node that a number is about: a way onto a list, a watched behaviour; else empty."""
    name, inside = "", 0
    here: Any = record
    for step in path[:-1]:
        here = getattr(here, step) if isinstance(step, str) and not isinstance(here, dict) else here[step]
        if isinstance(step, int):
            inside += 1
            told = getattr(here, "label", "") or getattr(here, "id", "") or getattr(here, "behaviour", "")
            name = str(told).replace("_", " ") if inside > 1 and told else name
        elif isinstance(record, Scheme) and step in getattr(getattr(record.score, "card", None), "components", {}):
            name = step.replace("_", " ")
    last = path[-1]
    return str(last).replace("_", " ") if "items" in path or "errors" in path else name


def shown(row: EvidenceRow, known: Mapping[str, Source], *, node: str, part: str = "") -> dict[str, Any]:
    """A number as a page shows it."""
    label, means = term_of(row.path)
    return {
        "node": node,
        "of": row.file,
        "where": row.where,
        "label": label,
        "part": part,
        "means": means,
        "said": soften(value_of(row)),
        "value": row.value,
        "unit": row.unit,
        "unit_said": UNIT_LONG.get(row.unit, row.unit.replace("_", " ")),
        "low": row.low,
        "high": row.high,
        "grade": row.grade,
        "grade_said": GRADE_WORDS[row.grade],
        "class": row.kind,
        "assumed": row.grade in (Grade.ASSUMPTION, Grade.FICTION),
        "place": row.place,
        "derived": row.derived,
        "note": row.note,
        "varies": list(row.varies),
        "sources": [source_of(name, known) for name in row.source],
    }


def source_of(name: str, known: Mapping[str, Source]) -> dict[str, str]:
    """A source: its id, title, who and when, and its address."""
    source = known.get(name)
    if source is None:
        return {"id": name, "title": name, "body": "", "year": "", "url": ""}
    url = source.url if source.url.startswith(("https://", "http://")) else ""
    return {"id": name, "title": source.title, "body": source.body, "year": date_words(source), "url": url}


def node_of(scheme: Scheme, row: EvidenceRow) -> str:
    """The node of the drawing that a number belongs to; empty if it belongs to none."""
    section = row.path[0]
    if section == "score":
        return "card:" if row.path[1:2] == ("card",) else "score:"
    if section == "redress":
        return redress_node(scheme, row.path[1:])
    kind = NODES.get(str(section))
    return f"{kind}:{getattr(scheme, str(section))[row.path[1]].id}" if kind else ""


def redress_node(scheme: Scheme, path: Iterable[str | int]) -> str:
    """The way out that a number belongs to."""
    first, *rest = path
    if first == "instances":
        return f"instance:{scheme.redress.instances[int(rest[0])].id}"
    return f"{'notice' if first == 'p_learns' else first}:"
