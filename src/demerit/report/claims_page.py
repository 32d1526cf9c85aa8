"""Claims in words and as plain data: what was said, by whom, and what the sources say of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from demerit.errors import UsageError, nearest
from demerit.evidence.claims import Claims, Verdict, sources_of_claim
from demerit.report.blocks import Block, Column, Heading, Paragraph, Table
from demerit.report.figures import HARD, count

__all__ = ["TITLES", "claim_entries", "claims_found", "claims_page"]

TITLES: dict[Verdict, str] = {
    Verdict.SUPPORTED: "Supported",
    Verdict.PARTLY: "Partly right",
    Verdict.CONTESTED: "Contested",
    Verdict.WRONG: "Wrong",
    Verdict.NOT_FOUND: "Looked for and not found",
    Verdict.NOT_CHECKED: "Not checked",
    Verdict.OPINION: "Opinion",
    Verdict.OUT_OF_SCOPE: "Outside the scope",
}
"""Heading of each verdict."""

COLUMNS = (Column(title="", right=False), Column(title="", right=False, wraps=True))
Entry = dict[str, Any]


def claim_entries(files: Iterable[Claims], /) -> list[Entry]:
    """Every claim with its articles and sources, as plain data."""
    return [entry(file, number) for file in files for number in range(len(file.claims))]


def entry(file: Claims, number: int) -> Entry:
    """One claim."""
    claim = file.claims[number]
    articles = ((name, file.articles[name]) for name in claim.made_in)
    return {
        "id": claim.id,
        "group": file.id,
        "statement": " ".join(claim.statement.split()),
        "verdict": claim.verdict.value,
        "reason": " ".join(claim.reason.split()),
        "looked": " ".join(claim.looked.split()),
        "made_in": [
            {"id": name, "author": of.author, "title": of.title, "body": of.body, "year": of.year}
            for name, of in articles
        ],
        "sources": [
            {
                "id": name,
                "title": of.title,
                "body": of.body,
                "year": of.year,
                "url": of.url,
                "read_at": of.read_at,
                "grade": None if of.grade is None else of.grade.value,
                "seen": of.seen,
            }
            for name, of in sources_of_claim(file, claim).items()
        ],
        "schemes": list(claim.schemes),
    }


def claims_found(entries: Sequence[Entry], /, *, search: str = "", verdict: str = "") -> list[Entry]:
    """Claims of one verdict (or all) that have a text in their statement, reason or an id, in any case of letters.

    Raises
    ------
    UsageError
        R322 if there is no such verdict.
    """
    if verdict and verdict not in list(Verdict):
        raise UsageError("R322", f'there is no verdict called "{verdict}"', nearest(verdict, list(Verdict)))
    wanted = search.casefold()
    return [
        item
        for item in entries
        if (not verdict or item["verdict"] == verdict) and any(wanted in text.casefold() for text in searched(item))
    ]


def searched(item: Entry) -> Iterator[str]:
    """Texts in which a search looks."""
    yield from (item["id"], item["group"], item["statement"], item["reason"], *item["schemes"])
    yield from (part["id"] for part in (*item["made_in"], *item["sources"]))


def claims_page(entries: Sequence[Entry], /, *, of: int) -> Iterator[Block]:
    """Claims by verdict, and how many of each there are."""
    for verdict, title in TITLES.items():
        group = [item for item in entries if item["verdict"] == verdict.value]
        if not group:
            continue
        yield Heading(f"{title} ({count(len(group))})")
        rows = [row for item in group for row in (("", ""), *lines_of(item))]
        yield Table(columns=COLUMNS, rows=tuple(rows[1:]))
    shown = f"{count(len(entries))} of{HARD}{count(of)} claims" if len(entries) != of else f"{count(of)} claims"
    yield Paragraph(
        f"{shown}, restated in our words. A verdict is about the sentence, not about the article or the system. "
        "Sources with titles and addresses: --json.",
        "quiet",
    )


def lines_of(item: Entry) -> Iterator[tuple[str, str]]:
    """Rows of a claim: what was said, why the verdict, where it was looked for, and where all that stands."""
    yield item["id"], item["statement"]
    yield "", item["reason"]
    if item["looked"]:
        yield "", f"Looked in: {item['looked']}"
    yield "", origin(item)


def origin(item: Entry) -> str:
    """Where a claim was made, its sources and its schemes, by id."""
    parts = [f"Made in {', '.join(part['id'] for part in item['made_in'])}."]
    if item["sources"]:
        parts.append(f"Sources: {', '.join(part['id'] for part in item['sources'])}.")
    if item["schemes"]:
        parts.append(f"Schemes: {', '.join(item['schemes'])}.")
    return " ".join(parts)
