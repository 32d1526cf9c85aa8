"""``demerit scheme resolve``: a scheme with every default filled in."""

from __future__ import annotations

from typing import Annotated

import typer

from demerit.cli.options import Json
from demerit.cli.output import print_document

__all__ = ["command"]


def command(
    scheme: Annotated[str, typer.Argument(metavar="ID", help="A scheme file, or an id of the catalogue.")],
    safeguard: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Apply a safeguard first; may be given several times.")
    ] = None,
    json: Json = False,
) -> None:
    """Print a scheme as YAML with every default filled in, which is exactly what a run reads."""
    from demerit.scheme.dump import dump_yaml, plain
    from demerit.study.inputs import load_inputs

    resolved = load_inputs(scheme, safeguards=tuple(safeguard or ())).scheme
    if json:
        print_document({"schema": "demerit.scheme/1", "schemes": [plain(resolved)]})
    else:
        typer.echo(dump_yaml(resolved), nl=False)
