"""``demerit scheme show``: a scheme in words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from demerit.cli.options import Json
from demerit.cli.output import print_document, print_line, width

if TYPE_CHECKING:
    from demerit.scheme.model import Scheme
    from demerit.society.load import SocietyBundle

__all__ = ["command"]


def command(
    scheme: Annotated[str, typer.Argument(metavar="ID", help="An id of the catalogue, or a scheme file.")],
    evidence: Annotated[
        bool, typer.Option("--evidence", help="Every number with its grade, range, source and place.")
    ] = False,
    json: Json = False,
) -> None:
    """Show what a scheme does, in words: what it watches, its rules, its consequences, and what is not known of it."""
    from demerit.evidence.register import shared_sources
    from demerit.evidence.rows import evidence_rows
    from demerit.report.scheme_page import scheme_lines
    from demerit.scheme.load import load_scheme

    loaded, _ = load_scheme(scheme)
    if json:
        from demerit.report.listing import evidence_entry, scheme_entry

        entry = scheme_entry(loaded)
        if evidence:
            entry["evidence"] = [evidence_entry(row) for row in evidence_rows(loaded)]
        print_document({"schema": "demerit.scheme/1", "schemes": [entry]})
        return
    columns = width()
    if evidence:
        from demerit.report.evidence_page import evidence_lines

        lines = evidence_lines(loaded, width=columns, shared=dict(shared_sources()), bundle=society_of(scheme, loaded))
    else:
        lines = scheme_lines(loaded, width=columns)
    for line in lines:
        print_line(line)
    if not evidence:
        print_line(
            f"\ndemerit scheme show {scheme} --evidence\n  shows every number with its source\n"
            f"demerit run {scheme}\n  runs it"
        )


def society_of(name: str, scheme: Scheme, /) -> SocietyBundle | None:
    """The society that a scheme names, looked for beside its file first; None if it cannot be read."""
    from demerit.errors import InputError
    from demerit.evidence.catalogue import is_path
    from demerit.society.load import load_society

    try:
        return load_society(scheme.society, beside=Path(name).parent if is_path(name) else None)
    except InputError:
        return None
