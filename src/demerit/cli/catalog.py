"""``demerit catalog``: what comes with the package."""

from __future__ import annotations

from demerit.cli.options import Json
from demerit.cli.output import console, print_document

__all__ = ["command"]


def command(json: Json = False) -> None:
    """List the schemes, societies and safeguards that come with demerit."""
    from demerit.evidence.catalogue import catalogue_ids
    from demerit.report.listing import safeguard_entry, scheme_entry, society_entry
    from demerit.scheme.load import load_scheme
    from demerit.scheme.safeguard import load_safeguard
    from demerit.society.load import load_society

    schemes = [scheme_entry(load_scheme(name)[0]) for name in catalogue_ids("schemes")]
    societies = [society_entry(load_society(name)) for name in catalogue_ids("societies")]
    safeguards = [safeguard_entry(load_safeguard(name)) for name in catalogue_ids("safeguards")]
    if json:
        print_document(
            {"schema": "demerit.catalog/1", "schemes": schemes, "societies": societies, "safeguards": safeguards}
        )
        return
    from demerit.report.catalog_page import catalog_page
    from demerit.report.terminal import draw

    draw(catalog_page(schemes, societies, safeguards), console=console())
