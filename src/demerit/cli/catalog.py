"""``demerit catalog``: what comes with the package."""

from __future__ import annotations

from typing import Annotated

import typer

from demerit.cli.options import Json
from demerit.cli.output import console, print_document, print_text

__all__ = ["command"]


def command(
    country: Annotated[
        str, typer.Option("--country", metavar="CN", help="Only schemes of a country: its code or name.")
    ] = "",
    kind: Annotated[
        str,
        typer.Option(
            "--kind",
            metavar="KIND",
            help="Only points, list, gate, scorecard, rates, discretion, rating or reward.",
        ),
    ] = "",
    status: Annotated[
        str,
        typer.Option(
            "--status",
            metavar="STATUS",
            help="Only in_force, ended, pilot (these three are real), proposed, alleged or fictional.",
        ),
    ] = "",
    json: Json = False,
) -> None:
    """List the schemes, societies and safeguards that come with demerit.

    Real systems stand apart from what was proposed, is alleged or is fiction. Options may be combined; with one, the
    schemes that fit are listed, and with --json their societies.
    """
    from demerit.report.index import chosen, read_index

    index = read_index()
    found = chosen(index, country=country, kind=kind, status=status)
    if json:
        print_document(found)
        return
    from demerit.report.catalog_page import asked_in_words, catalog_page

    asked = asked_in_words(index, country=country, kind=kind, status=status)
    if not found["schemes"]:
        print_text(f"No scheme of the catalogue fits: {asked}.")
        return
    from demerit.report.terminal import draw

    draw(catalog_page(found, asked=asked), console=console())
