"""What happens when something goes wrong: one clear line each, an exit code, never a traceback."""

from __future__ import annotations

import codecs
import os
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from demerit.errors import DemeritError

__all__ = ["DONE", "FAILED", "STOPPED", "UNFINISHED", "USAGE", "Commands", "tell"]

DONE = 0
FAILED = 1
USAGE = 2
UNFINISHED = 3
STOPPED = 130

REPORT = (
    "This is a fault in demerit, not in your input. Please report it with the command you gave and this line; "
    "DEMERIT_DEBUG=1 shows where it happened."
)


class Commands(TyperGroup):
    """The commands, with every error turned into its lines on standard error and its exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command."""
        soften_streams()
        try:
            return super().invoke(ctx)
        except DemeritError as error:
            tell(str(error))
            raise typer.Exit(error.exit_code) from error
        except KeyboardInterrupt as error:
            tell("Stopped.")
            raise typer.Exit(STOPPED) from error
        except Exception as error:
            if is_for_typer(error):
                raise
            tell(explained(error))
            raise typer.Exit(FAILED) from error


def is_for_typer(error: Exception) -> bool:
    """Whether an exception is one that Typer itself handles: wrong usage, an exit, a reader that went away."""
    return isinstance(error, (typer.Exit, typer.Abort, BrokenPipeError)) or hasattr(error, "format_message")


def explained(error: Exception) -> str:
    """Say in one line (or, on request, at length) what an unforeseen error was."""
    if os.environ.get("DEMERIT_DEBUG") == "1":
        import traceback

        return "".join(traceback.format_exception(error)).rstrip()
    if isinstance(error, OSError) and error.strerror:
        where = f" ({error.filename})" if error.filename else ""
        return f"R901 The system refused: {error.strerror}{where}. Nothing was changed that you had before."
    if isinstance(error, MemoryError):
        return "R902 There is not enough memory. Ask for fewer --persons, or --keep tallies."
    what = " ".join(str(error).split())[:200]
    return f"R900 Unexpected {type(error).__name__}: {what}. {REPORT}"


PLAIN = str.maketrans("“”‘’–−×·─●■▏▎▍▌▋▊▉█▓▒░", "\"\"''--x.-o#||||####%+.") | str.maketrans({"…": "..."})
"""What stands in for a character in a terminal that has no letters but those of English."""


def in_plain(fault: UnicodeError) -> tuple[str, int]:
    """Write what a terminal cannot show with the nearest character that it can."""
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    text = fault.object[fault.start : fault.end].translate(PLAIN)
    return text.encode("ascii", errors="replace").decode("ascii"), fault.end


def soften_streams() -> None:
    """Let no character that a terminal cannot show stop a command: it is replaced."""
    codecs.register_error("demerit-plain", in_plain)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="demerit-plain")


def tell(text: str, /) -> None:
    """Write a line for the user to standard error."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
