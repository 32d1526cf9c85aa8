"""``demerit claims``: claims made about real systems, with a verdict, the reason and the sources."""

from __future__ import annotations

from typing import Annotated

import typer

from demerit.cli.output import console, print_document, print_line

__all__ = ["command"]


def command(
    search: Annotated[
        str,
        typer.Argument(metavar="[SEARCH]", help="Only claims with this text in the statement, the reason or an id."),
    ] = "",
    verdict: Annotated[
        str,
        typer.Option(
            "--verdict",
            metavar="VERDICT",
            help="Only claims that are supported, partly, contested, wrong, not_found, not_checked, opinion or "
            "out_of_scope.",
        ),
    ] = "",
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document, with the sources in full.")] = False,
) -> None:
    """List claims that articles make about real systems, and what the sources say of each."""
    from demerit.evidence.claims import all_claims
    from demerit.report.claims_page import claim_entries, claims_found, claims_page

    entries = claim_entries(all_claims())
    found = claims_found(entries, search=search, verdict=verdict)
    if json:
        print_document({"schema": "demerit.claim/1", "claims": found})
        return
    if not found:
        print_line(f"None of {len(entries)} claims fits.")
        return
    from demerit.report.terminal import draw

    draw(claims_page(found, of=len(entries)), console=console())
