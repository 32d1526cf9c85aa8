"""What the catalogue holds, as plain data for tables and documents."""

from __future__ import annotations

from typing import Any

from demerit.evidence.rows import EvidenceRow, evidence_rows, shares
from demerit.evidence.walk import parts
from demerit.report.index import REAL
from demerit.report.society_page import society_rows
from demerit.scheme.model import Scheme
from demerit.scheme.safeguard import Safeguard
from demerit.society.load import SocietyBundle

__all__ = ["evidence_entry", "safeguard_entry", "scheme_entry", "society_entry"]


def scheme_entry(scheme: Scheme, /) -> dict[str, Any]:
    """A scheme in a list."""
    numbers = shares(row for row in evidence_rows(scheme) if row.path[:1] != ("outcomes",))  # no run reads these
    total = sum(numbers.values())
    return {
        "id": scheme.id,
        "title": scheme.title,
        "kind": scheme.kind,
        "status": scheme.status,
        "real": scheme.status in REAL,
        "country": scheme.jurisdiction.country,
        "place": scheme.jurisdiction.place,
        "start": scheme.period.start,
        "end": scheme.period.end,
        "period_note": scheme.period.note,
        "unit": scheme.subjects.unit,
        "society": scheme.society,
        "first_line": scheme.first_line,
        "about": scheme.about,
        "modelled": list(scheme.modelled),
        "not_modelled": list(scheme.not_modelled),
        "unknowns": list(scheme.unknowns),
        "verified_on": scheme.verified.on if scheme.verified else None,
        "numbers": numbers,
        "share_assumed": round(numbers["assumption"] / total, 4) if total else None,
        "n_sources": len(sources_named(scheme)),
    }


def sources_named(record: Any) -> set[str]:
    """Ids of the sources that any part of a file rests on."""
    lists = (part.value for part in parts(record) if part.path and part.path[-1] == "source")
    return {name for names in lists if isinstance(names, tuple) for name in names}


def society_entry(bundle: SocietyBundle, /) -> dict[str, Any]:
    """A society in a list."""
    society = bundle.society
    return {
        "id": society.id,
        "title": society.title,
        "country": society.country,
        "persons": round(society.persons.value),
        "start": society.start,
        "about": society.about,
        "attributes": [attribute.id for attribute in society.attributes],
        "ties": [tie.id for tie in society.ties],
        "behaviours": [behaviour.id for behaviour in bundle.conduct.behaviours],
        "needs": [need.id for need in bundle.needs.needs],
        "beliefs": [belief.id for belief in bundle.beliefs.beliefs],
        "responses": [response.kind for response in bundle.responses.responses],
        "numbers": shares(society_rows(bundle)),
    }


def evidence_entry(row: EvidenceRow, /) -> dict[str, Any]:
    """A number with its evidence."""
    return {
        "where": row.where,
        "value": row.value,
        "unit": row.unit,
        "low": row.low,
        "high": row.high,
        "grade": row.grade,
        "class": row.kind,
        "source": list(row.source),
        "place": row.place,
        "note": row.note,
    }


def safeguard_entry(safeguard: Safeguard, /) -> dict[str, Any]:
    """A safeguard in a list."""
    return {
        "id": safeguard.id,
        "title": safeguard.title,
        "about": safeguard.about,
        "basis": safeguard.basis,
        "operations": len(safeguard.patch),
    }
