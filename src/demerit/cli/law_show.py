"""``demerit law show``: one check of the law catalogue in full."""

from __future__ import annotations

from typing import Annotated

import typer

from demerit.cli.options import Json
from demerit.cli.output import console, print_document

__all__ = ["command"]


def command(
    check: Annotated[str, typer.Argument(metavar="CHECK-ID", help="An id of: demerit law list.")],
    json: Json = False,
) -> None:
    """Show a check of law in full: what its text requires in our words, its test, its examples and its sources."""
    from demerit.audit.ask import check_asked
    from demerit.audit.evaluate import parameters_of
    from demerit.audit.load import vocabulary

    rule = check_asked(check)
    parameters = parameters_of(rule, vocabulary())
    if json:
        from demerit.report.audit_document import check_entry
        from demerit.report.audit_words import DISCLAIMER

        entry = check_entry(rule, parameters=parameters)
        print_document({"schema": "demerit.checks/1", "disclaimer": DISCLAIMER, "checks": [entry]})
        return
    from demerit.report.law_page import check_page
    from demerit.report.terminal import draw

    draw(check_page(rule, parameters=parameters), console=console())
