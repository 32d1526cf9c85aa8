"""``demerit safeguard list``: the safeguards of the catalogue."""

from __future__ import annotations

from demerit.cli.options import Json
from demerit.cli.output import console, print_document

__all__ = ["command"]


def command(json: Json = False) -> None:
    """List the safeguards of the catalogue: named changes to a scheme, and what they rest on."""
    from demerit.evidence.catalogue import catalogue_ids
    from demerit.report.safeguard_page import safeguard_document, safeguards_page
    from demerit.scheme.safeguard import load_safeguard

    safeguards = [load_safeguard(name) for name in catalogue_ids("safeguards")]
    if json:
        print_document(safeguard_document(safeguards))
        return
    from demerit.report.terminal import draw

    draw(safeguards_page(safeguards), console=console())
