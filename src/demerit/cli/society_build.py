"""``demerit society build``: a society of a place, from published tables."""

from __future__ import annotations

from typing import Annotated

import typer

from demerit.cli.options import WriteTo
from demerit.cli.output import print_or_write

__all__ = ["command"]


def command(
    iso3: Annotated[str, typer.Argument(metavar="ISO3", help="Three-letter code of a place, such as NLD.")],
    conduct: Annotated[str | None, typer.Option(metavar="ID", help="Conduct file to name in it.")] = None,
    needs: Annotated[str | None, typer.Option(metavar="ID", help="Needs file to name in it.")] = None,
    beliefs: Annotated[str | None, typer.Option(metavar="ID", help="Beliefs file to name in it.")] = None,
    responses: Annotated[str | None, typer.Option(metavar="ID", help="Responses file to name in it.")] = None,
    out: WriteTo = None,
) -> None:
    """Print a society of a place: sex, age, residence, households, ties and firms, each number with its source."""
    from demerit.society.build import build, to_yaml

    named = {"conduct": conduct, "needs": needs, "beliefs": beliefs, "responses": responses}
    text = to_yaml(build(iso3, **{kind: name for kind, name in named.items() if name is not None}))
    print_or_write(text, out=out)
