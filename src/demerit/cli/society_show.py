"""``demerit society show``: a society in words."""

from __future__ import annotations

from typing import Annotated

import typer

from demerit.cli.options import Json
from demerit.cli.output import console, print_document, print_line, width

__all__ = ["command"]


def command(
    society: Annotated[
        str, typer.Argument(metavar="S", help="An id of the catalogue, a file, or the three-letter code of a place.")
    ],
    evidence: Annotated[
        bool, typer.Option("--evidence", help="Every number with its grade, range, source and place.")
    ] = False,
    json: Json = False,
) -> None:
    """Show who the people of a society are and what they do, and what of it is measured and what is assumed."""
    from demerit.report.listing import evidence_entry, society_entry
    from demerit.report.society_page import society_evidence, society_page, society_rows
    from demerit.report.terminal import draw
    from demerit.society.load import load_society

    bundle = load_society(society)
    if json:
        entry = society_entry(bundle)
        if evidence:
            entry["evidence"] = [evidence_entry(row) for row in society_rows(bundle)]
        print_document({"schema": "demerit.society/1", "societies": [entry]})
        return
    if not evidence:
        draw(society_page(bundle), console=console())
        return
    for line in society_evidence(bundle, width=width()):
        print_line(line)
