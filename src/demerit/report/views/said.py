"""What is said of a scheme, by the same standard of evidence: checked claims, published outcomes, what is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from demerit.evidence.claims import all_claims
from demerit.report.blocks import Block, Column, Heading, Paragraph, Shelf
from demerit.report.claims_page import TITLES, claim_entries
from demerit.report.published_page import published
from demerit.report.reading import Reading
from demerit.report.result_words import tell

__all__ = ["claims_about", "left_out", "said_of"]

ORDER = ("contested", "supported", "partly", "wrong", "not_found", "not_checked", "opinion", "out_of_scope")
"""Verdicts: what is disputed stands first, and is shown as disputed."""

Entry = Mapping[str, Any]


def claims_about(scheme: str, /) -> list[Entry]:
    """Checked claims about a scheme, those that are contested first."""
    found = [entry for entry in claim_entries(all_claims()) if scheme in entry["schemes"]]
    return sorted(found, key=lambda entry: ORDER.index(entry["verdict"]))


def said_of(reading: Reading) -> Iterator[Block]:
    """Claims about the scheme with verdict, reason and graded sources; then what was published beside this run."""
    found = claims_about(str(reading.run["scheme"]["id"]))
    if found:
        yield Paragraph(tell("said.lead"), "caption")
        verdicts = {verdict.value: title for verdict, title in TITLES.items()}
        yield Shelf(
            columns=(Column(title="", right=False),),
            rows=tuple((entry["statement"],) for entry in found),
            texts=tuple("\n".join(lines_of(entry)) for entry in found),
            groups=tuple(verdicts[entry["verdict"]] for entry in found),
        )
    else:
        yield Paragraph(tell("said.none"), "quiet")
    outcomes = list(published(reading))
    if outcomes:
        yield Heading(tell("said.published"))
        yield from outcomes


def lines_of(entry: Entry) -> Iterator[str]:
    """Why the verdict, where it was looked for, and each source with its grade and address."""
    yield entry["reason"]
    if entry["looked"]:
        yield tell("said.looked", looked=entry["looked"])
    for source in entry["sources"]:
        grade = (source["grade"] or "").replace("_", " ") or tell("said.ungraded")
        said = {"title": source["title"].rstrip("."), "body": source["body"], "year": source["year"], "grade": grade}
        yield tell("said.source", url=source["url"], **said).strip()


def left_out(reading: Reading) -> Iterator[Block]:
    """What the model leaves out and what no source says, as the file of the scheme has it."""
    limits = reading.document.get("limits") or {}
    for name, heading in (("not_modelled", "limits.left_out"), ("unknowns", "limits.unknown")):
        if limits.get(name):
            yield Heading(tell(heading))
            for text in limits[name]:
                yield Paragraph(f"- {text}", "note")
