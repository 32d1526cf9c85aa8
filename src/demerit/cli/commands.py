"""All commands, by name."""

from __future__ import annotations

from typing import Annotated

import typer

from demerit import __version__
from demerit.cli import (
    catalog,
    run,
    scheme_check,
    scheme_diff,
    scheme_new,
    scheme_resolve,
    scheme_schema,
    scheme_show,
    society_build,
    society_list,
    society_show,
    warmup,
)
from demerit.cli.faults import Commands

__all__ = ["app"]

ABOUT = """Simulate schemes that score or list citizens, on synthetic people, and measure who they fail.

A model, not a measurement: no real person is in it, and none can be put into it.
"""


def group(about: str) -> typer.Typer:
    """Return an empty group of commands; help is plain text, which is fast and reads well in any terminal."""
    return typer.Typer(
        help=about, no_args_is_help=True, rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False
    )


def version(wanted: bool) -> None:
    """Print the version and stop."""
    if wanted:
        typer.echo(f"demerit {__version__}")
        raise typer.Exit


def start(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=version, is_eager=True)
    ] = False,
) -> None:
    """Take the options that stand before a command."""


app = typer.Typer(
    cls=Commands,
    help=ABOUT,
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.callback(help=ABOUT)(start)
app.command("run")(run.command)

scheme = group("Check, show, compare and begin schemes.")
scheme.command("check")(scheme_check.command)
scheme.command("show")(scheme_show.command)
scheme.command("resolve")(scheme_resolve.command)
scheme.command("diff")(scheme_diff.command)
scheme.command("schema")(scheme_schema.command)
scheme.command("new")(scheme_new.command)
app.add_typer(scheme, name="scheme")

society = group("List, show and build societies.")
society.command("list")(society_list.command)
society.command("show")(society_show.command)
society.command("build")(society_build.command)
app.add_typer(society, name="society")

app.command("catalog")(catalog.command)
app.command("warmup")(warmup.command)
