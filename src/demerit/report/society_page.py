"""A society in words: who the people are and what they do, what of it is measured and what is assumed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from demerit.evidence.quantity import Grade, Source
from demerit.evidence.register import shared_sources
from demerit.evidence.rows import CLASSES, EvidenceRow, evidence_rows, shares
from demerit.report.blocks import Block, Column, Heading, Paragraph, Table
from demerit.report.evidence_page import evidence_lines
from demerit.report.figures import HARD, count, percent
from demerit.report.society_parts import Line, SocietyPart, society_parts
from demerit.report.source_words import date_words, read_words
from demerit.society.load import COMPANIONS, SocietyBundle

__all__ = ["society_evidence", "society_page", "society_rows"]

ABOUT = {
    "people": "Nobody in it exists: everybody is drawn from these tables by the seed.",
    "households": "Who lives with whom; sizes are drawn one after the other.",
    "ties": "How many other people somebody is tied to; what crosses ties depends on it.",
    "firms": "Firms are drawn beside people, and have officers and employees among them.",
    "conduct": "What they do in a year, whether or not anyone watches.",
    "needs": "What they ask for in a year, and may be refused.",
    "beliefs": "What they think, which the responses read.",
    "responses": "How they adapt to being watched or listed. All are off unless it says on.",
}
GRADE_WORDS = {Grade.ARTEFACT: "Disclosed file", Grade.NGO: "Report of an NGO"}
COLUMNS = (
    Column(title="what", right=False, wraps=True),
    Column(title="how much", right=False, wraps=True),
    Column(title="rests on", right=False, wraps=True),
)


def files_of(bundle: SocietyBundle) -> Iterator[tuple[str, Any]]:
    """The files of a society, by kind; those it does not have are empty."""
    yield "society", bundle.society
    yield from ((kind, getattr(bundle, kind)) for kind in COMPANIONS)


def society_rows(bundle: SocietyBundle, /) -> list[EvidenceRow]:
    """Every number of a society and its files."""
    return [row for kind, record in files_of(bundle) for row in evidence_rows(record, file=kind)]


def society_page(bundle: SocietyBundle, /) -> Iterator[Block]:
    """A society as blocks: the share of numbers by grade first, then a table a part, then the sources."""
    society = bundle.society
    parts = list(society_parts(bundle))
    yield Heading(society.title)
    where = f" · {society.country}" if society.country else ""
    persons = f"{count(society.persons.value)}{HARD}persons"
    yield Paragraph(f"{society.id} · {persons} · from {society.start}{where}", "quiet")
    yield Paragraph(society.about)
    yield Paragraph(evidence_in_words(society_rows(bundle)), "strong")
    yield share_table(parts)
    numbers = Numbers(bundle)
    for part in parts:
        yield Heading(part.title)
        yield Paragraph(ABOUT[part.id], "caption")
        rows = ((item.what, item.value, numbers.rests_on(item, part)) for item in part.lines)
        yield Table(columns=COLUMNS, rows=tuple(rows))
        yield from others(part)
    yield Paragraph(f"Every number with its range and place: demerit society show {society.id} --evidence", "quiet")
    if numbers.told:
        yield Heading("Sources")
    for at, source in enumerate(numbers.told.values(), start=1):
        yield Paragraph(f"[{at}]{HARD}{source_words(source)}", "note")


def evidence_in_words(rows: list[EvidenceRow]) -> str:
    """How many of the numbers are measured, and how many assumed; a table with one grade counts once."""
    assumed = shares(rows)["assumption"]
    found = len(rows) - assumed
    if not found:
        return f"Of {len(rows)} numbers and tables none rests on a source: all are assumed."
    rest = "rests on a source" if found == 1 else "rest on sources"
    share = f" ({percent(assumed / len(rows))})" if rows else ""
    are = "is assumed" if assumed == 1 else "are assumed"
    return f"Of {len(rows)} numbers and tables {found} {rest}, and {assumed}{share} {are}."


def share_table(parts: list[SocietyPart]) -> Table:
    """Numbers of each part by class of evidence."""
    shown = [kind for kind in CLASSES[:-1] if any(shares(part.rows)[kind] for part in parts)]
    columns = (
        Column(title="part", right=False), Column(title="numbers"),
        *(Column(title=kind, drop=2) for kind in shown), Column(title="assumed"),
    )  # fmt: skip
    rows = (
        (part.title, count(len(part.rows)), *(cell(shares(part.rows)[kind]) for kind in (*shown, "assumption")))
        for part in parts
    )
    return Table(columns=columns, rows=tuple(rows))


def cell(many: int) -> str:
    """A count, and nothing for none."""
    return count(many) if many else ""


def others(part: SocietyPart) -> Iterator[Block]:
    """How many numbers of a part stand in no line of its table, and what they say."""
    rest = len(part.rows) - sum(item.many for item in part.lines)
    if rest > 0:
        assumed = shares(part.rows)["assumption"] - sum(item.many for item in part.lines if item.assumed)
        are = "all assumed" if assumed == rest else f"{assumed} of them assumed" if assumed else "none assumed"
        keys = {key for row in part.rows for key in row.path}
        what = ", ".join(words for key, words in DETAILS.items() if key in keys)
        yield Paragraph(f"And {rest} more, {are}{': ' if what else ''}{what}.", "quiet")


DETAILS = {
    "dispersion": "how unevenly it is spread",
    "effort": "hours it takes",
    "looks_like": "how much it looks like something else",
    "loses": "how often the means are lost and gained",
    "while_listed": "what being listed does to it",
    "open_at_start": "what is open at the start",
    "claims": "who asks for a benefit",
    "hidden": "who leaves out what they earn",
    "decay": "how perceived risk grows and fades",
    "wakes": "how soon what was given up comes back",
}
"""Words for numbers that have no line of their own, by the keys of their paths."""


class Numbers:
    """Sources of a page, numbered as they come up."""

    def __init__(self, bundle: SocietyBundle) -> None:
        self.known = {kind: {**shared_sources(), **record.sources} for kind, record in files_of(bundle)}
        self.told: dict[tuple[str, str, str], Source] = {}

    def rests_on(self, item: Line, part: SocietyPart) -> str:
        """What a line rests on: its grade, its sources by number, its range, and where or why."""
        marks, years = "", list[str]()
        for name in item.source:
            source = self.known[part.kind].get(name)
            if source is not None:
                at = (source.title, source.body, source.year)
                self.told.setdefault(at, source)
                marks += f"[{list(self.told).index(at) + 1}]"
                years += [source.year] if source.year else []
        if item.grade is Grade.ASSUMPTION:
            head = f"Assumed, {item.span}" if item.span else "Assumed"
        else:
            head = GRADE_WORDS.get(item.grade, item.grade.value.replace("_", " ").capitalize())
            dated = re.search(r"\b(?:19|20)\d\d\b", item.why)
            head = head if dated or len(set(years)) != 1 else f"{head} of {years[0]}"
        head = f"{head} {marks}".strip()
        return f"{head}: {item.why}" if item.why else head


def source_words(source: Source) -> str:
    """A source in a line, with how much of it was read; journalists, in brackets in the files, are left out."""
    body = re.sub(r" \([^)]*\)", "", source.body)
    whose = ", ".join(text for text in (f"by: {body}" if body else "", date_words(source)) if text)
    told: Iterable[str] = (f"{source.title} ({whose})" if whose else source.title, source.url, read_words(source))
    return ". ".join(text.rstrip(".") for text in told if text)


def society_evidence(bundle: SocietyBundle, /, *, width: int) -> Iterator[str]:
    """Every number of a society and its files with its evidence."""
    for kind, record in files_of(bundle):
        if evidence_rows(record):
            yield kind.upper()
            yield from evidence_lines(record, width=width)
            yield ""
