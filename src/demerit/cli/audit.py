"""``demerit audit``: what a catalogue of law says of a scheme."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from demerit.cli.options import Json, Threads
from demerit.cli.output import console, print_document, print_or_write

if TYPE_CHECKING:
    from demerit.audit.evaluate import Audit
    from demerit.audit.fixes import Fix

__all__ = ["command"]

PERSONS, MONTHS = 20_000, 24
"""Of the small worlds in which fixes are tried."""


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
    fix: Annotated[
        bool, typer.Option("--fix", help="Also try the safeguards that findings name, each in two small worlds.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write the page to a new file: .md or .html.")
    ] = None,
    threads: Threads = None,
    json: Json = False,
) -> None:
    """Ask a catalogue of law what it says of a scheme, element by element. Not legal advice.

    Answers: violates (of soft law: departs from), risk, ok (declared and nothing tripped, never lawful), undecidable,
    not applicable, not in force. What is not declared never becomes ok; figures are read from a RUN only, with their
    intervals, and alone never make a breach. It judges schemes, never persons.

    --fix runs the smallest change to what people undergo that a finding names, in worlds of the same people with it and
    without it, and says what the finding becomes, whom it spares and what becomes of unlawful conduct. What stands on
    paper is never a fix; what would turn a finding on paper alone is listed apart.

    Exit codes: 0 answered, whatever the answer; 1 the scheme is faulty; 2 wrong usage; 3 fixes unfinished, the same
    command goes on; 130 stopped by you.
    """
    from demerit.audit.ask import asked_day, rules_asked
    from demerit.audit.evaluate import audit, checked_on
    from demerit.audit.load import all_laws, vocabulary
    from demerit.audit.subject import open_subject

    if out is not None:
        from demerit.report.page_file import check_page_name

        check_page_name(out)
    terms, rules = vocabulary(), rules_asked(law)
    checked = checked_on(all_laws())
    day = asked_day(as_of) if as_of else checked
    subject = open_subject(scheme, terms)
    made = audit(subject.scheme, subject.facts, rules, terms, as_of=day, benchmark=benchmark)
    fixes = fixes_of(scheme, made, run=subject.run, threads=threads, quiet=json) if fix else None
    if json:
        from demerit.audit.ask import sources_known
        from demerit.report.audit_document import audit_document

        sources = sources_known(subject.scheme, rules, terms)
        document = audit_document(made, sources, checked=checked, law=law, benchmark=benchmark, run=subject.run)
        if fixes is not None:
            from demerit.report.fixes_page import fixes_document

            document["fixes"] = fixes_document(fixes, made.findings, persons=PERSONS, months=MONTHS)
        print_document(document)
        return
    from demerit.report.audit_page import audit_page, title_of
    from demerit.report.fixes_page import fixes_page

    page = list(audit_page(made, checked=checked, run=subject.run))
    page += [] if fixes is None else fixes_page(fixes, made.findings, persons=PERSONS, months=MONTHS)
    if out is None:
        from demerit.report.terminal import draw

        draw(page, console=console())
    else:
        from demerit.report.page_file import page_file

        print_or_write(page_file(page, title=title_of(made, run=subject.run), out=out), out=out)


def fixes_of(scheme: str, made: Audit, *, run: str, threads: int | None, quiet: bool) -> tuple[Fix, ...]:
    """Fixes of the findings of a scheme or of a run's, each tried in a pair of worlds that is kept.

    Raises
    ------
    UsageError
        R363 for a run that has safeguards already.
    """
    from demerit.audit.fixes import try_fixes
    from demerit.audit.load import vocabulary
    from demerit.cli.progress import bar, make_ready
    from demerit.errors import UsageError
    from demerit.ledger.folder import RUNS, find_run, read_manifest

    society = None
    if run:
        where = find_run(scheme)
        if read_manifest(where)["options"]["safeguards"]:
            hint = "Name the scheme, or a run of it without safeguards."
            raise UsageError("R363", "a fix is tried on a scheme without safeguards", hint)
        scheme, society = (str(where / "inputs" / f"{name}.yaml") for name in ("scheme", "society"))
    make_ready()
    with bar(quiet=quiet) as progress:
        folder = RUNS / f"{made.scheme.id}-fixes"
        return try_fixes(
            scheme, made.findings, vocabulary(), folder=folder, society=society, persons=PERSONS, months=MONTHS,
            threads=threads, progress=progress,
        )  # fmt: skip
