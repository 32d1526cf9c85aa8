"""``demerit scheme diff``: every value in which two schemes differ."""

from __future__ import annotations

from typing import Annotated

import typer

from demerit.cli.options import Json
from demerit.cli.output import print_document, print_line, width

__all__ = ["command"]


def command(
    first: Annotated[str, typer.Argument(metavar="A", help="A scheme: an id of the catalogue, or a file.")],
    second: Annotated[str, typer.Argument(metavar="B", help="Another.")],
    json: Json = False,
) -> None:
    """Print every value in which two schemes differ, before and after, with the sources of both."""
    from demerit.scheme.diff import diff
    from demerit.scheme.load import load_scheme
    from demerit.scheme.resolve import resolve

    before, after = (resolve(load_scheme(name)[0]) for name in (first, second))
    changes = diff(before, after)
    if json:
        found = [change.as_data() for change in changes]
        print_document({"schema": "demerit.difference/1", "first": first, "second": second, "differences": found})
        return
    from demerit.report.paragraph import wrapped

    columns = width()
    for change in changes:
        print_line(change.path)
        for word, value, source in (
            ("before", change.before, change.source_before), ("after", change.after, change.source_after)
        ):  # fmt: skip
            told = "nothing" if value is None else value + (f" [{', '.join(source)}]" if source else "")
            print_line(wrapped(f"{word}: {told}", width=columns, indent="  ", hanging="    "))
    if not changes:
        print_line("The two schemes do not differ.")
