"""``demerit run``: put a scheme on synthetic people and print what comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from demerit.cli.faults import STOPPED, UNFINISHED, tell
from demerit.cli.options import BurnMonths, Months, Persons, Replicates, Seed, Society, Threads
from demerit.cli.output import console, print_document

if TYPE_CHECKING:
    from demerit.study.job import Job
    from demerit.study.single import Result

__all__ = ["command", "stoppable", "stopping"]


def command(
    scheme: Annotated[str | None, typer.Argument(metavar="SCHEME", help="An id of the catalogue, or a file.")] = None,
    society: Society = None,
    persons: Persons = None,
    months: Months = None,
    burn_in: BurnMonths = None,
    seed: Seed = None,
    replicates: Replicates = None,
    safeguard: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Apply a safeguard; may be given several times.")
    ] = None,
    keep: Annotated[
        str | None,
        typer.Option(
            metavar="tallies|penalised|all",
            help="Files to keep: counts only; of everyone ever penalised; everyone's (left out: all, up to 50 million "
            "lines). With tallies the guesses are not varied.",
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder to write; left out: runs/<scheme>-s<seed>-<inputs>.")
    ] = None,
    threads: Threads = None,
    resume: Annotated[str | None, typer.Option(metavar="DIR", help="Finish a run that was stopped.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the result as one JSON document.")] = False,
) -> None:
    """Run a scheme on synthetic people, and print who was reached, how often wrongly, and why.

    SCHEME is an id of the catalogue (demerit catalog lists them) or a file. The run goes into a folder of Parquet
    tables with its manifest; the same inputs give the same numbers, and a run that was killed is finished with
    --resume.

    Exit codes: 0 done; 1 an input is faulty; 2 wrong usage; 3 unfinished, can be resumed; 130 stopped by you.
    """
    from demerit.errors import UsageError
    from demerit.study.job import Asked, make_job

    given = (society, persons, months, burn_in, seed, replicates, safeguard, keep, out)
    if resume is not None:
        if scheme is not None or any(given):
            raise UsageError("R317", "--resume takes no scheme and no other options but --threads and --json",
                             "The folder says what is run.")  # fmt: skip
        from demerit.study.single import job_of_folder, to_resume

        folder: Path | None = to_resume(resume)
        job = job_of_folder(to_resume(resume), threads=threads)
    elif scheme is None:
        raise UsageError(
            "R318", "demerit run needs a scheme", "Try: demerit run cn-rongcheng-2019, or demerit catalog."
        )
    else:
        folder = out
        job = make_job(
            Asked(
                scheme=scheme, society=society, persons=persons, months=months, burn_in=burn_in, seed=seed,
                replicates=replicates, safeguards=tuple(safeguard or ()), keep=keep, threads=threads,  # type: ignore[arg-type]
            )
        )  # fmt: skip
    result, seconds = carried_out(job, folder, quiet=json)
    if json:
        print_document(result.document)
    else:
        show(result, seconds)


def carried_out(job: Job, folder: Path | None, *, quiet: bool) -> tuple[Result, float]:
    """Run a job; when it is stopped, say how to go on."""
    import time

    from demerit.study.single import simulate

    with stoppable(job, quiet=quiet, again="Go on with: demerit run --resume {folder}") as (progress, began):
        start = time.perf_counter()
        result = simulate(job, out=folder, progress=progress, began=began)
    return result, time.perf_counter() - start


@contextmanager
def stoppable(
    job: Job, *, quiet: bool, again: str
) -> Iterator[tuple[Callable[[str, float], None] | None, Callable[[Path], None]]]:
    """Say what begins, compile if need be, and show how far it is; when it is stopped, say how to go on.

    Gives what to call with the progress, and with the folder once there is something to go on with.
    """
    if not quiet:
        tell(beginning(job))
    with stopping(quiet=quiet, again=again) as both:
        yield both


@contextmanager
def stopping(
    *, quiet: bool, again: str
) -> Iterator[tuple[Callable[[str, float], None] | None, Callable[[Path], None]]]:
    """As ``stoppable``, without a word at the beginning; ``{folder}`` in ``again`` is the folder that was begun."""
    import signal

    from demerit.cli.progress import bar, make_ready

    begun: list[Path] = []
    signal.signal(signal.SIGTERM, terminated)
    try:
        make_ready()
        with bar(quiet=quiet) as progress:
            yield progress, begun.append
    except (KeyboardInterrupt, TerminatedError) as stop:
        tell(f"Stopped. {again.format(folder=begun[0])}" if begun else "Stopped before anything was written.")
        raise typer.Exit(STOPPED if isinstance(stop, KeyboardInterrupt) else UNFINISHED) from stop


class TerminatedError(BaseException):
    """The system asked this program to end."""


def terminated(number: int, frame: object) -> None:
    """Turn the system's signal into an exception, so that files are closed in order."""
    raise TerminatedError


def beginning(job: Job) -> str:
    """Say what is about to be run, in a line."""
    from demerit.report.figures import count

    inputs = job.inputs
    return (
        f"{inputs.scheme.id} on {inputs.bundle.society.id}: {count(job.persons)} persons, {job.months} months, "
        f"seed {job.seed}, replicates {job.replicates}, threads {job.threads}"
    )


def show(result: Result, seconds: float) -> None:
    """Print the result for people."""
    from demerit.report.figures import soften, span
    from demerit.report.result_page import result_page
    from demerit.report.terminal import draw
    from demerit.report.words import say

    screen = console()
    page = result_page(
        result.document, left_out=result.job.left_out, threads=result.job.threads, folder=str(result.folder)
    )
    draw(page, console=screen)
    tell(say("found") if result.found else soften(f"Done in {span(seconds)}."))
