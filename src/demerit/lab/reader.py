"""``python -m demerit.lab.reader``: makes documents and checks texts for the server, one request after another.

A request is a line of JSON: ``{"what", "name", "args"}``. An answer is a line of JSON, ``{"status", "bytes"}``, and
then so many bytes of JSON. It ends when its input ends, which is when the server does.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from demerit.lab.answers import answer
from demerit.lab.children import is_asked
from demerit.lab.problem import Problem, problem_of
from demerit.lab.workspace import Workspace

__all__ = ["answered", "main"]


def document(request: Mapping[str, Any], workspace: Workspace) -> str:
    """A document of ``answers.py``."""
    return answer(request["name"], request["args"], workspace)


def check(request: Mapping[str, Any], workspace: Workspace) -> Mapping[str, Any]:
    """All faults of a text."""
    from demerit.lab.checking import check_text

    return check_text(request["args"]["text"], request["args"]["kind"], folder=workspace.files)


def keep(request: Mapping[str, Any], workspace: Workspace) -> Mapping[str, Any]:
    """Keep a text without fault."""
    from demerit.lab.checking import keep_text

    return keep_text(request["args"]["text"], request["args"]["kind"], workspace=workspace)


def prepare(request: Mapping[str, Any], workspace: Workspace) -> Mapping[str, Any]:
    """Everything about a run that is known before it begins."""
    from demerit.lab.asking import prepared

    return prepared(request["args"], workspace=workspace)


def command(request: Mapping[str, Any], workspace: Workspace) -> Mapping[str, Any]:
    """How a run is done in the terminal and in Python."""
    from demerit.lab.commands import commands_of_run

    return commands_of_run(request["name"], workspace=workspace)


def compose(request: Mapping[str, Any], workspace: Workspace) -> Mapping[str, Any]:
    """Files of the answers of the New page."""
    from demerit.lab.composing import compose_answers

    return compose_answers(request["args"], workspace=workspace)


def report(request: Mapping[str, Any], workspace: Workspace) -> str:
    """A finished run or pair as one HTML file, as ``demerit report`` writes it."""
    from demerit.report.report_file import MOST_BYTES, fill_report, template
    from demerit.report.views.inside import inside

    page = template()
    room = MOST_BYTES - len(page.encode("utf-8")) - 10_000
    documents, title = inside(str(workspace.run(request["name"])), room=room)
    return fill_report(page, documents=documents, title=f"{title} · demerit")


def edit(request: Mapping[str, Any], workspace: Workspace) -> Mapping[str, Any]:
    """A text that is being edited."""
    from demerit.lab.composing import draft

    return draft(request["args"], workspace=workspace)


NEEDED = (
    "demerit.report.index",
    "demerit.evidence.claims",
    "demerit.society.fit",
    "demerit.lab.checking",
    "demerit.study.single",
    "demerit.lab.asking",
    "demerit.report.views.result",
    "demerit.audit.evaluate",
    "demerit.audit.load:vocabulary",
    "demerit.audit.load:all_laws",
)
"""What most answers need, the quickest first: modules to import, and functions that keep what they read."""

WHAT: dict[str, Callable[[Mapping[str, Any], Workspace], Mapping[str, Any] | str]] = {
    "check": check,
    "command": command,
    "compose": compose,
    "document": document,
    "edit": edit,
    "keep": keep,
    "prepare": prepare,
    "report": report,
}


def answered(request: Mapping[str, Any], workspace: Workspace, /) -> tuple[int, bytes]:
    """Status and bytes of the answer to a request; an error is an answer too."""
    try:
        found = WHAT[request["what"]](request, workspace)
        text = found if isinstance(found, str) else json.dumps(found, ensure_ascii=False, allow_nan=False) + "\n"
        return 200, text.encode()
    except Exception as error:
        if os.environ.get("DEMERIT_DEBUG") == "1":
            import traceback

            traceback.print_exception(error)
        problem = problem_of(error)
        return problem.status, as_bytes(problem)


def as_bytes(problem: Problem) -> bytes:
    """A problem as it is sent."""
    return (json.dumps(problem.document(), ensure_ascii=False) + "\n").encode(errors="replace")


def own_output() -> BinaryIO:
    """Where answers go; whatever else is printed goes to the errors, so that it cannot get between them."""
    mine = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return mine


def main() -> None:
    """Answer until the input ends; while nobody asks, import what most answers need."""
    out, workspace = own_output(), Workspace(Path.cwd())
    needed = list(NEEDED)
    while True:
        while needed and not is_asked():  # the server sends one request at a time, so none is in the buffer
            module, _, function = needed.pop(0).partition(":")
            found = importlib.import_module(module)
            if function:
                getattr(found, function)()
        line = sys.stdin.buffer.readline()
        if not line:
            return
        status, data = answered(json.loads(line), workspace)
        out.write(json.dumps({"status": status, "bytes": len(data)}).encode() + b"\n" + data)
        out.flush()


if __name__ == "__main__":
    main()
