"""``demerit law list``: the checks of the law catalogue."""

from __future__ import annotations

from typing import Annotated

import typer

from demerit.cli.options import Json
from demerit.cli.output import console, print_document

__all__ = ["command"]


def command(
    law: Annotated[
        str, typer.Option("--law", metavar="eu|us|cn|int|all", help="Only law of one kind; left out: all.")
    ] = "all",
    json: Json = False,
) -> None:
    """List the checks of law: what each asks, since when, the most that it can say, and how far its text was read."""
    from demerit.audit.ask import rules_asked

    rules = rules_asked(law)
    if json:
        from demerit.audit.evaluate import parameters_of
        from demerit.audit.load import vocabulary
        from demerit.report.audit_document import check_entry
        from demerit.report.audit_words import DISCLAIMER

        checks = [check_entry(rule, parameters=parameters_of(rule, vocabulary())) for rule in rules]
        print_document({"schema": "demerit.checks/1", "disclaimer": DISCLAIMER, "checks": checks})
        return
    from demerit.report.law_page import law_page
    from demerit.report.terminal import draw

    draw(law_page(rules), console=console())
