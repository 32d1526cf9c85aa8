"""What commands print: one JSON document, or text that fits the window."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from demerit.cli.faults import tell

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["NARROWEST", "WIDEST", "console", "print_document", "print_line", "print_or_write", "print_text", "width"]

NARROWEST = 50
WIDEST = 100


def print_document(document: Mapping[str, Any], /) -> None:
    """Print one JSON document to standard output; nothing else may be printed there.

    Parameters
    ----------
    document : mapping
        Has ``schema``: ``demerit.<noun>/<version>``.
    """
    plain = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    json.dump(document, sys.stdout, ensure_ascii=plain, indent=2, allow_nan=False)
    sys.stdout.write("\n")
    sys.stdout.flush()


def width() -> int:
    """Columns to print in: those of the window (``COLUMNS`` goes first), kept between 50 and 100."""
    import shutil

    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((80, 24)).columns))


def console(*, stderr: bool = False) -> Console:
    """Return the console of Rich for results (standard output) or for progress (standard error)."""
    from rich.console import Console

    plain = "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
    return Console(stderr=stderr, width=width(), highlight=False, no_color=plain or None, soft_wrap=False)


def print_text(text: str, /, *, indent: str = "") -> None:
    """Print a paragraph wrapped to the window."""
    from demerit.report.paragraph import wrapped

    print_line(wrapped(text, width=width(), indent=indent))


def print_line(text: str, /) -> None:
    """Print a line; signs that the terminal does not have are replaced."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def print_or_write(text: str, /, *, out: Path | None) -> None:
    """Print the text of a file, or write it to a new one and say so.

    Raises
    ------
    RunError
        R321 if the file is there already.
    """
    if out is None:
        typer.echo(text, nl=False)  # UTF-8 whatever the terminal: it is a file
        return
    from demerit.errors import RunError

    try:
        with out.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        raise RunError("R321", f"{out} is there already", "Nothing was written; choose another name.") from None
    tell(f"Written to {out}.")
