"""``demerit audit``: what a catalogue of law says of a scheme."""

from __future__ import annotations

from typing import Annotated

import typer

from demerit.cli.options import Json
from demerit.cli.output import console, print_document

__all__ = ["command"]


def command(
    scheme: Annotated[
        str,
        typer.Argument(
            metavar="SCHEME|RUN", help="An id of the catalogue, a file, or a run: its folder, name, or last."
        ),
    ],
    law: Annotated[
        str, typer.Option("--law", metavar="eu|us|cn|int|all", help="Only law of one kind; left out: all.")
    ] = "all",
    as_of: Annotated[
        str,
        typer.Option(
            "--as-of", metavar="DATE", help="The law of a day; left out: the day the catalogue was last checked."
        ),
    ] = "",
    benchmark: Annotated[
        bool, typer.Option("--benchmark", help="Also ask what the law of other places and times would say.")
    ] = False,
    json: Json = False,
) -> None:
    """Ask a catalogue of law what it says of a scheme, element by element. Not legal advice.

    Answers: violates (of soft law: departs from), risk, ok (declared and nothing tripped, never lawful), undecidable,
    not applicable, not in force. What is not declared never becomes ok; figures are read from a RUN only, with their
    intervals, and alone never make a breach. It judges schemes, never persons.

    Exit codes: 0 answered, whatever the answer; 1 the scheme is faulty; 2 wrong usage.
    """
    from demerit.audit.ask import asked_day, rules_asked
    from demerit.audit.evaluate import audit, checked_on
    from demerit.audit.load import all_laws, vocabulary
    from demerit.audit.subject import open_subject

    terms, rules = vocabulary(), rules_asked(law)
    checked = checked_on(all_laws())
    day = asked_day(as_of) if as_of else checked
    subject = open_subject(scheme, terms)
    made = audit(subject.scheme, subject.facts, rules, terms, as_of=day, benchmark=benchmark)
    if json:
        from demerit.audit.ask import sources_known
        from demerit.report.audit_document import audit_document

        sources = sources_known(subject.scheme, rules, terms)
        document = audit_document(made, sources, checked=checked, law=law, benchmark=benchmark, run=subject.run)
        print_document(document)
        return
    from demerit.report.audit_page import audit_page
    from demerit.report.terminal import draw

    draw(audit_page(made, checked=checked, run=subject.run), console=console())
