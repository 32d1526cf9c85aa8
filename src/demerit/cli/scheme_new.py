"""``demerit scheme new``: a small scheme of a kind, to begin from."""

from __future__ import annotations

from typing import Annotated

import typer

from demerit.cli.faults import tell
from demerit.cli.options import WriteTo
from demerit.cli.output import print_or_write

__all__ = ["command"]


def command(
    kind: Annotated[
        str,
        typer.Argument(metavar="KIND", help="points, list, gate, scorecard, rates, discretion, rating or reward."),
    ],
    scheme_id: Annotated[
        str, typer.Option("--id", metavar="ID", help="Id of the scheme: country-name-year.")
    ] = "xx-place-2026",
    title: Annotated[str, typer.Option(metavar="TEXT", help="Title of the scheme.")] = "Name of the scheme",
    out: WriteTo = None,
) -> None:
    """Print a small, complete scheme of a kind, with every part explained, to begin your own from."""
    from demerit.scheme.new import template

    text = template(kind, scheme_id=scheme_id, title=title)
    print_or_write(text, out=out)
    if out is not None:
        tell(f"Check it with: demerit scheme check {out}")
