"""All commands, by name."""

from __future__ import annotations

from typing import Annotated

import typer

from demerit import __version__
from demerit.cli import (
    audit,
    catalog,
    claims,
    lab,
    law_list,
    law_show,
    life,
    pair,
    report,
    reproduce,
    run,
    safeguard_list,
    safeguard_show,
    safeguard_try,
    scheme_check,
    scheme_diff,
    scheme_new,
    scheme_resolve,
    scheme_schema,
    scheme_show,
    society_build,
    society_list,
    society_show,
    study_calibrate,
    study_resume,
    study_run,
    study_sensitivity,
    study_sweep,
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
app.command("run", short_help="Run a scheme and print who was reached, and how often wrongly.")(run.command)
app.command("pair", short_help="Run the same people under two schemes and print what differs.")(pair.command)
app.command("life", short_help="Tell one synthetic life of a run or a pair, month by month.")(life.command)

scheme = group("Check, show, compare and begin schemes.")
scheme.command("check", short_help="Find every fault of a scheme at once.")(scheme_check.command)
scheme.command("show", short_help="Show what a scheme does, in words.")(scheme_show.command)
scheme.command("resolve", short_help="Print a scheme with every default filled in.")(scheme_resolve.command)
scheme.command("diff", short_help="Print every value in which two schemes differ.")(scheme_diff.command)
scheme.command("schema", short_help="Print the JSON Schema of a kind of file.")(scheme_schema.command)
scheme.command("new", short_help="Print a small scheme of a kind to begin from.")(scheme_new.command)
app.add_typer(scheme, name="scheme")

society = group("List, show and build societies.")
society.command("list", short_help="List the societies of the catalogue.")(society_list.command)
society.command("show", short_help="Show who the people of a society are.")(society_show.command)
society.command("build", short_help="Print a society of a place, from published tables.")(society_build.command)
app.add_typer(society, name="society")

safeguard = group("List, show and try safeguards: named changes to a scheme.")
safeguard.command("list", short_help="List the safeguards of the catalogue.")(safeguard_list.command)
safeguard.command("show", short_help="Show what a safeguard changes, and what it rests on.")(safeguard_show.command)
safeguard.command("try", short_help="Rank all safeguards by what they remove from a scheme.")(safeguard_try.command)
app.add_typer(safeguard, name="safeguard")

app.command("audit", short_help="Ask a catalogue of law what it says of a scheme.")(audit.command)
law = group("List and show checks of law.")
law.command("list", short_help="List the checks, by instrument.")(law_list.command)
law.command("show", short_help="Show a check in full, with its test and its sources.")(law_show.command)
app.add_typer(law, name="law")

app.command("lab", short_help="Open the laboratory in a browser, on this machine alone.")(lab.command)
study = group("Ask a question of many worlds: studies, sweeps, sensitivity.")
study.command("run", short_help="Carry out a study from its file.")(study_run.command)
study.command("resume", short_help="Go on with a study that was stopped.")(study_resume.command)
study.command("sweep", short_help="Vary everything that is assumed in a scheme.")(study_sweep.command)
study.command("sensitivity", short_help="Find which of the unknowns decide a result.")(study_sensitivity.command)
study.command("calibrate", short_help="Fit what is assumed to published outcomes, and forecast others.")(
    study_calibrate.command
)
app.add_typer(study, name="study")

app.command("catalog", short_help="List schemes, societies and safeguards.")(catalog.command)
app.command("claims", short_help="List claims about real systems, and what sources say of them.")(claims.command)
app.command("report", short_help="Write a run or a pair as one HTML file, or print it as PDF.")(report.command)
app.command("reproduce", short_help="Work out published results again, ours beside theirs.")(reproduce.command)
app.command("warmup", short_help="Compile the engine now, once.")(warmup.command)
