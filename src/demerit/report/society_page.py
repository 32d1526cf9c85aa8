"""A society in words, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.evidence.rows import EvidenceRow, evidence_rows
from demerit.report.figures import HARD, count
from demerit.report.paragraph import wrapped
from demerit.report.scheme_page import bullets, evidence_lines, evidence_sentence, named, spoken_quantity
from demerit.society.load import COMPANIONS, SocietyBundle

__all__ = ["society_evidence", "society_lines", "society_rows"]


def files_of(bundle: SocietyBundle) -> Iterator[tuple[str, Any]]:
    """The files of a society, by kind; those it does not have are empty."""
    yield "society", bundle.society
    yield from ((kind, getattr(bundle, kind)) for kind in COMPANIONS)


def society_rows(bundle: SocietyBundle, /) -> list[EvidenceRow]:
    """Every number of a society and its files."""
    return [row for kind, record in files_of(bundle) for row in evidence_rows(record, file=kind)]


def society_lines(bundle: SocietyBundle, /, *, width: int) -> Iterator[str]:
    """A society in words, line by line."""
    society = bundle.society
    yield wrapped(society.title, width=width)
    where = f" · {society.country}" if society.country else ""
    yield wrapped(
        f"{society.id} · {count(society.persons.value)}{HARD}persons · from {society.start}{where}", width=width
    )
    yield ""
    yield wrapped(society.about, width=width)
    groups = (f"{named(item)}: {', '.join(item.labels or item.values)}" for item in society.attributes)
    yield from bullets("Groups", groups, width)
    ties = (f"{tie.id}: {spoken_quantity(tie.mean_degree)} on average" for tie in society.ties)
    yield from bullets("Ties", ties, width)
    yield from bullets("Conduct", (behaviour_line(act) for act in bundle.conduct.behaviours), width)
    yield from bullets("Obligations", (named(item) for item in bundle.conduct.obligations), width)
    yield from bullets("Needs", (f"{named(need)}: {spoken_quantity(need.rate)}" for need in bundle.needs.needs), width)
    yield from bullets(
        "Beliefs", (f"{named(item)}: {spoken_quantity(item.share)}" for item in bundle.beliefs.beliefs), width
    )
    yield from bullets("Responses", (response_line(item) for item in bundle.responses.responses), width)
    yield ""
    yield wrapped(evidence_sentence(society_rows(bundle)), width=width)
    yield wrapped("Nobody in it exists: people are drawn from these tables by the seed.", width=width)


def behaviour_line(act: Any) -> str:
    """A behaviour with its rate, and whether it is lawful."""
    kind = "lawful" if act.gravity == 0 else f"unlawful, gravity {act.gravity} of 4"
    right = f", {act.protected}" if act.protected != "none" else ""
    return f"{named(act)}: {spoken_quantity(act.rate)} ({kind}{right})"


def response_line(response: Any) -> str:
    """A response with its coefficient."""
    return f"{response.kind}: {'on' if response.on else 'off'}, {spoken_quantity(response.coefficient)}"


def society_evidence(bundle: SocietyBundle, /, *, width: int) -> Iterator[str]:
    """Every number of a society and its files with its evidence."""
    for kind, record in files_of(bundle):
        if evidence_rows(record):
            yield kind.upper()
            yield from evidence_lines(record, width=width)
            yield ""
