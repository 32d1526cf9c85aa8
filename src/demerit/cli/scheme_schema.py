"""``demerit scheme schema``: the JSON Schema of a kind of file, for editors."""

from __future__ import annotations

from typing import Annotated

import typer

from demerit.cli.output import print_document

__all__ = ["command"]


def command(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="[KIND]",
            help="scheme, society, conduct, needs, beliefs, responses, safeguard, study, sources or claims.",
        ),
    ] = "scheme",
) -> None:
    """Print the JSON Schema of a kind of file, which editors use to complete and check it while you write."""
    from demerit.errors import UsageError, nearest
    from demerit.society.schema import schemas
    from demerit.study.studyfile import study_schema

    made = {**schemas(), "study": study_schema()}
    if kind not in made:
        raise UsageError("R319", f'there is no kind of file called "{kind}"', nearest(kind, made))
    print_document(made[kind])
