"""``demerit scheme check``: every fault of a scheme file, at once."""

from __future__ import annotations

from typing import Annotated

import typer

from demerit.cli.faults import FAILED, tell
from demerit.cli.options import Json
from demerit.cli.output import print_document, print_line

__all__ = ["command"]


def command(
    scheme: Annotated[str, typer.Argument(metavar="FILE", help="A scheme file, or an id of the catalogue.")],
    society: Annotated[
        str | None, typer.Option(metavar="S", help="Check it on this society (file or id) instead of its own.")
    ] = None,
    json: Json = False,
) -> None:
    """Find every fault of a scheme, its society, and the two together.

    One line a fault: code, what is wrong, file:line:column, what to do. Exit code 1 if there is any.
    """
    from demerit.society.fit import check_scheme

    defects = check_scheme(scheme, society=society)
    if json:
        from dataclasses import asdict

        found = [asdict(defect) for defect in defects]
        print_document({"schema": "demerit.defect/1", "scheme": scheme, "ok": not found, "defects": found})
    elif defects:
        for defect in defects:
            print_line(str(defect))
        tell(f"{scheme}: 1 fault." if len(defects) == 1 else f"{scheme}: {len(defects)} faults.")
    else:
        print_line(
            f"{scheme}: no faults found. The form, the references and the evidence of every number were checked."
        )
    if defects:
        raise typer.Exit(FAILED)
