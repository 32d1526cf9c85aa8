"""``demerit safeguard show``: a safeguard in words."""

from __future__ import annotations

from typing import Annotated

import typer

from demerit.cli.options import Json
from demerit.cli.output import console, print_document

__all__ = ["command"]


def command(
    safeguard: Annotated[str, typer.Argument(metavar="NAME", help="An id of the catalogue, or a file.")],
    json: Json = False,
) -> None:
    """Show what a safeguard changes in a scheme, what it leaves, and what it rests on."""
    from demerit.report.safeguard_page import safeguard_document, safeguard_page
    from demerit.scheme.safeguard import load_safeguard

    loaded = load_safeguard(safeguard)
    if json:
        print_document(safeguard_document([loaded]))
        return
    from demerit.report.terminal import draw

    draw(safeguard_page(loaded), console=console())
