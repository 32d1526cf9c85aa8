"""Documents of the Scheme page and of the New page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from demerit.lab.problem import Problem, near
from demerit.lab.workspace import NAME, Workspace

__all__ = ["questions", "scheme"]

Args = Mapping[str, str]


def scheme(args: Args, workspace: Workspace) -> Mapping[str, Any]:
    """A scheme with its drawing, its numbers and the text of its file (``id``; ``run``: as wide as what flowed)."""
    from demerit.report.views.scheme import scheme_document, scheme_of_run

    name = args.get("id", "")
    run = workspace.run(args["run"]) if args.get("run") else None
    if run is not None and not name:
        return scheme_of_run(run)
    if not name:
        raise Problem(400, "R375", "id or run is missing", "Write ?id=... in the address.")
    return scheme_document(workspace.scheme(name), shown_as=name, run=run)


def questions(args: Args, workspace: Workspace) -> Mapping[str, Any]:
    """What a new scheme of a kind is asked, and what the society has of which it can speak (``kind``, ``society``)."""
    from demerit.report.compose.choices import questions_document
    from demerit.report.compose.questions import KIND_WORDS

    kind, society = args.get("kind", "points"), args.get("society", "example-town")
    if kind not in KIND_WORDS:
        raise Problem(404, "R370", f'there is no kind of scheme called "{kind[:40]}"', near(kind, KIND_WORDS))
    if not NAME.fullmatch(society):
        raise Problem(400, "R377", f'"{society[:80]}" is no id', "Give an id of the catalogue.")
    return questions_document(kind, society=society)
