"""The terminal. One file a command; whatever is slow to import is imported inside the command."""

from __future__ import annotations

__all__ = ["main"]


def main() -> None:
    """Run the command line; never returns."""
    from demerit.cli.commands import app

    app(prog_name="demerit")
