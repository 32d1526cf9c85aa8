"""``demerit reproduce``: published results worked out again, ours beside theirs."""

from __future__ import annotations

from typing import Annotated

import typer

from demerit.cli.faults import tell
from demerit.cli.options import Json
from demerit.cli.output import console, print_document

__all__ = ["command"]


def command(
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID]...", help="Items, such as A1 or E5; a letter alone is all of its family."),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="All items, also those still to be done.")] = False,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--with", metavar="NAME=VALUE", help="Another setting of one item; may be given several times."
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Work out published results again, and print ours beside the published figures.

    A few are shown in full; of many a line each, with how much of what is allowed the farthest figure uses.

    Results that nobody here wrote: of papers, audits, closed forms and other libraries. Each has its source, how it is
    worked out, and how near it must come. One that is not met says why; one still to be done never counts as met.

    --with tries a mechanism on other groups, rates or ratios: demerit reproduce A1 --with groups=hispanic,asian. What
    was published stands beside it and is not of these settings, so that nothing is met or missed.

    Exit codes: 0 all that was worked out is met; 1 something is not; 2 wrong usage.
    """
    from demerit.errors import UsageError
    from demerit.study.papers.registry import ITEMS, chosen, document, work_out
    from demerit.study.papers.settings import work_out_with

    if not ids and not every:
        raise UsageError("R329", "say which published result, or --all", ", ".join(item.id for item in ITEMS))
    items = ITEMS if every else chosen(ids or [])
    if settings and len(items) != 1:
        raise UsageError("R326", "--with is for one published result", "Name one, such as A1.")
    pairs = []
    for item in items:
        if item.run is not None:
            tell(f"{item.id} {item.title}")
        pairs.append((item, work_out_with(item, settings) if settings else work_out(item)))
    made = document(pairs)
    if json:
        print_document(made)
    else:
        from demerit.report.reproduced_page import reproduced_page
        from demerit.report.terminal import draw

        draw(reproduced_page(made["reproduced"]), console=console())
    if any(found.passed is False for _, found in pairs):
        raise typer.Exit(1)
