"""The page ``docs/reference/cli.md``, made from the commands themselves.

``python -m demerit.cli.reference > docs/reference/cli.md`` writes it anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from demerit.cli.faults import DONE, FAILED, STOPPED, UNFINISHED, USAGE

__all__ = ["reference"]

WIDTH = 100

HEAD = f"""# The terminal

Made from the commands by `python -m demerit.cli.reference`; a test says when it is out of date.

Results go to standard output, progress and errors to standard error. `--json` prints one document to standard output
and nothing else there; its JSON Schema is in `docs/schemas/`. `SCHEME` is an id of the catalogue or a file; `RUN` and
`--resume` take a run folder, its name under `runs/`, or `last`. Where an option is left out, the value used is printed.

| exit code | means |
| --- | --- |
| {DONE} | done |
| {FAILED} | an input is faulty, or a check failed |
| {USAGE} | wrong usage |
| {UNFINISHED} | unfinished; `demerit run --resume DIR` goes on |
| {STOPPED} | stopped by you; what is finished is kept |

| variable | does |
| --- | --- |
| `COLUMNS` | width to print in, 50 to 100; that of the window if not set |
| `NO_COLOR` | no colour |
| `DEMERIT_DEBUG=1` | shows where an unexpected error happened |
| `NUMBA_CACHE_DIR` | folder to keep the compiled engine in (not a relative one); your cache folder if not set |
"""


def reference() -> str:
    """Text of the page."""
    return HEAD + "".join(f"\n## {name}\n\n```text\n{text}\n```\n" for name, text in helps())


def helps() -> Iterator[tuple[str, str]]:
    """Name and help of every command, groups before what is in them."""
    import typer.main

    from demerit.cli.commands import app

    yield from below(typer.main.get_command(app), "demerit", None)


def below(command: Any, name: str, parent: Any) -> Iterator[tuple[str, str]]:
    """Help of a command and of those in it."""
    last = name.split()[-1]
    context = command.context_class(command, info_name=last, parent=parent, **command.context_settings)
    context.terminal_width = WIDTH
    context.max_content_width = WIDTH
    yield name, "\n".join(line.rstrip() for line in command.get_help(context).strip().splitlines())
    for child, inner in getattr(command, "commands", {}).items():
        yield from below(inner, f"{name} {child}", context)


if __name__ == "__main__":
    import sys

    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(reference())
