"""``demerit lab``: the laboratory in a browser, on this machine alone."""

from __future__ import annotations

from typing import Annotated

import typer

from demerit.cli.faults import tell
from demerit.cli.output import print_line

__all__ = ["command"]


def command(
    port: Annotated[
        int, typer.Option("--port", metavar="N", help="Port on this machine; 0 takes one that is free.")
    ] = 8765,
    open_it: Annotated[bool, typer.Option("--open", help="Open the page in your browser.")] = False,
) -> None:
    """Open the laboratory in a browser: schemes, runs with live results, lives, audits, and schemes of your own.

    It listens on this machine alone and works in the folder in which it is started: runs go to runs/, as those of the
    terminal do. Runs that wait survive a restart. Needs the extra lab (starlette, uvicorn, sse-starlette).

    Exit codes: 0 stopped by you; 2 the port or the folder is in use, or the extra is missing.
    """
    from pathlib import Path

    from demerit.errors import UsageError

    try:
        from demerit.lab.serve import serve
        from demerit.lab.workspace import Workspace
    except ModuleNotFoundError as missing:
        if (missing.name or "").split(".")[0] not in ("starlette", "uvicorn", "sse_starlette"):
            raise
        hint = "Install it with: python -m pip install 'demerit[lab]'; in a copy of the sources: make lab."
        raise UsageError("R382", f"the lab needs {missing.name}, which is not installed", hint) from None

    def ready(address: str) -> None:
        print_line(f"The lab is at {address}")
        tell("It works on synthetic people only, on this machine only. Press Ctrl+C to stop it.")

    serve(Workspace(Path.cwd().resolve()), port=port, ready=ready, show=open_it)
