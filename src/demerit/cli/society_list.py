"""``demerit society list``: the societies of the catalogue, and the places from which one can be built."""

from __future__ import annotations

from typing import Annotated

import typer

from demerit.cli.output import console, print_document

__all__ = ["command"]


def command(
    places: Annotated[
        bool, typer.Option("--places", help="Also every place from which a society can be built.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document, places included.")] = False,
) -> None:
    """List the societies of the catalogue. A society of any place is built by its three-letter code."""
    from demerit.report.index import read_index
    from demerit.society.build import places as places_of

    entries = read_index()["societies"]
    built = [
        {"id": place.iso3.lower(), "title": place.name, "country": place.iso3, "persons": sum(place.persons.values())}
        for place in places_of().values()
    ]
    if json:
        print_document({"schema": "demerit.society/1", "societies": entries, "places": built})
        return
    from demerit.report.blocks import Paragraph
    from demerit.report.catalog_page import societies_shelf
    from demerit.report.terminal import draw

    shelf = societies_shelf([*entries, *(built if places else [])])
    told = Paragraph(
        f"{len(built)} places can be built from published tables by their three-letter code: --society nld, or "
        "demerit society build NLD. demerit society list --places names them.",
        "quiet",
    )
    draw([shelf] if places else [shelf, told], console=console())
