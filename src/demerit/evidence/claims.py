"""Claims made about real systems, each with a verdict, the reason and the sources (``catalog/claims/<name>.yaml``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from enum import StrEnum
from functools import cache
from pathlib import Path as FilePath
from typing import Final, Literal

from demerit.errors import Defect, InputError, nearest
from demerit.evidence.catalogue import catalogue_ids, find
from demerit.evidence.check_names import check_ids
from demerit.evidence.form import read_form, read_text, to_record
from demerit.evidence.quantity import Identifier, Source, record
from demerit.evidence.register import shared_sources
from demerit.evidence.yamltext import Places

__all__ = [
    "WITHOUT_SOURCE", "Article", "Claim", "Claims", "Verdict", "all_claims", "load_claims", "sources_of_claim",
]  # fmt: skip


class Verdict(StrEnum):
    """What the sources say of a claim."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    CONTESTED = "contested"
    WRONG = "wrong"
    NOT_FOUND = "not_found"
    NOT_CHECKED = "not_checked"
    OPINION = "opinion"
    OUT_OF_SCOPE = "out_of_scope"


WITHOUT_SOURCE: Final = frozenset({Verdict.NOT_FOUND, Verdict.NOT_CHECKED, Verdict.OPINION, Verdict.OUT_OF_SCOPE})
"""Verdicts that need no source."""


@record
class Article:
    """A text in which claims were made."""

    author: str
    title: str = ""
    body: str = ""
    year: str
    note: str = ""


@record
class Claim:
    """A sentence about a real system, restated, and what became of it.

    Attributes
    ----------
    id : str
    statement : str
        The claim in our own words.
    made_in : tuple of str
        Ids of articles of the file.
    verdict : Verdict
    reason : str
    sources : tuple of str
        Ids of sources of the file, of a register of the catalogue, or of a scheme that the claim names.
    schemes : tuple of str
        Schemes of the catalogue that it is about.
    looked : str
        Where, and how; needed if it was not found.
    """

    id: Identifier
    statement: str
    made_in: tuple[str, ...]
    verdict: Verdict
    reason: str
    sources: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    looked: str = ""


@record
class Claims:
    """A file of claims."""

    format: Literal["demerit.claims/1"]
    id: Identifier
    title: str
    articles: dict[str, Article]
    sources: dict[str, Source] = field(default_factory=dict)
    claims: tuple[Claim, ...]


@record
class Cited:
    """The sources of a scheme, without the rest of it."""

    sources: dict[str, Source] = field(default_factory=dict)


def load_claims(name: str | FilePath, /) -> Claims:
    """Load and check a file of claims, by id in the catalogue or by path.

    Raises
    ------
    InputError
        With every fault: of form, ids given twice, unknown articles, schemes and sources, a claim without a source
        whose verdict needs one, and one that was not found and does not say where that was looked for.
    """
    found = find(name, folder="claims")
    claims, text = read_form(Claims, found.raw, file=found.name, format_name="demerit.claims/1")
    faults = [*check_ids(claims, places=text.places), *check_claims(claims, text.places)]
    if faults:
        raise InputError(faults)
    return claims


def check_claims(file: Claims, places: Places) -> Iterator[Defect]:
    """Faults of meaning."""
    for number, claim in enumerate(file.claims):
        path = ("claims", number)
        if not claim.made_in:
            told = nearest("", file.articles)
            yield places.defect("S229", (*path, "made_in"), f'claim "{claim.id}" names no article', told)
        for place, article in enumerate(claim.made_in):
            if article not in file.articles:
                told = nearest(article, file.articles)
                yield places.defect("S229", (*path, "made_in", place), f'unknown article "{article}"', told)
        schemes = catalogue_ids("schemes")
        for place, scheme in enumerate(claim.schemes):
            if scheme not in schemes:
                told = nearest(scheme, schemes)
                yield places.defect("S228", (*path, "schemes", place), f'unknown scheme "{scheme}"', told)
        known = known_sources(file, claim)
        for place, source in enumerate(claim.sources):
            if source not in known:
                told = "It is one of this file, of a register of the catalogue, or of a scheme that the claim names."
                yield places.defect("S406", (*path, "sources", place), f'unknown source "{source}"', told)
        if not claim.sources and claim.verdict not in WITHOUT_SOURCE:
            told = f"Only these need none: {', '.join(sorted(WITHOUT_SOURCE))}."
            what = f'claim "{claim.id}" is "{claim.verdict}" without a source'
            yield places.defect("S411", (*path, "verdict"), what, told)
        if claim.verdict is Verdict.NOT_FOUND and not claim.looked.strip():
            what = f'claim "{claim.id}" was not found, and does not say where that was looked for'
            yield places.defect("S412", (*path, "verdict"), what, 'Write "looked": where, and how much was read.')


def known_sources(file: Claims, claim: Claim) -> dict[str, Source]:
    """Sources that a claim may name: those of its file go first, then registers, then its schemes in their order."""
    known: dict[str, Source] = {}
    for scheme in reversed(claim.schemes):
        known |= sources_of_scheme(scheme)
    return known | dict(shared_sources()) | file.sources


def sources_of_claim(file: Claims, claim: Claim, /) -> dict[str, Source]:
    """Sources of a claim with what they are, by id, in its order."""
    known = known_sources(file, claim)
    return {source: known[source] for source in claim.sources}


@cache
def sources_of_scheme(scheme: str) -> Mapping[str, Source]:
    """Sources of a scheme of the catalogue; none if there is no such scheme."""
    if scheme not in catalogue_ids("schemes"):
        return {}
    found = find(scheme, folder="schemes")
    text = read_text(found.raw, file=found.name, format_name="demerit.scheme/1")
    return to_record(Cited, replace(text, data={"sources": text.data.get("sources", {})})).sources


def all_claims() -> list[Claims]:
    """Every file of claims of the catalogue, by id."""
    return [load_claims(name) for name in catalogue_ids("claims")]
