"""``demerit study run``: a study from its file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from demerit.cli.options import Cluster, Json, Threads
from demerit.cli.output import console, print_document
from demerit.cli.run import stopping

if TYPE_CHECKING:
    from demerit.study.shards import Executor
    from demerit.study.studyjob import StudyJob
    from demerit.study.studyrun import StudyResult

__all__ = ["AGAIN", "Folder", "announced", "command", "played_on", "show"]

AGAIN = "Go on with: demerit study resume {folder}"
Folder = Annotated[Path | None, typer.Option(metavar="DIR", help="Folder to write; left out: runs/<name>-....")]


def command(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A study file, or an id of the catalogue.")],
    out: Folder = None,
    threads: Threads = None,
    cluster: Cluster = None,
    json: Json = False,
) -> None:
    """Carry out a study: a question, its worlds, what is varied in them, and what is counted.

    Each run is a shard that knows nothing of the others, so a study that is stopped goes on where it was, with the
    same result. It is written as one table with a row for each run, indicator and group (results.parquet), and the
    design beside it (design.parquet).

    Exit codes: 0 done; 1 an input is faulty; 2 wrong usage; 3 unfinished, study resume goes on; 130 stopped by you.
    """
    from demerit.study.studyfile import load_study
    from demerit.study.studyjob import job_of_study
    from demerit.study.studyrun import run_study

    study, places = load_study(file)
    job = job_of_study(study, places)
    announced(job, quiet=json)
    with played_on(cluster) as executor, stopping(quiet=json, again=AGAIN) as (progress, began):
        result = run_study(job, out=out, executor=executor, threads=threads, progress=progress, began=began)
    show(result, json=json)


@contextmanager
def played_on(address: str | None, /) -> Iterator[Executor | None]:
    """Connect to a cluster, where an address is given: nothing of it is loaded before."""
    if address is None:
        yield None
        return
    from demerit.study.cluster import on_cluster

    with on_cluster(address) as executor:
        yield executor


def show(result: StudyResult, /, *, json: bool) -> None:
    """Print a finished study."""
    from demerit.cli.faults import tell
    from demerit.report.study_page import study_page
    from demerit.report.study_words import say
    from demerit.report.terminal import draw
    from demerit.study.studied import study_document

    document = study_document(result)
    if json:
        print_document(document)
        return
    draw(study_page(document, folder=str(result.folder)), console=console())
    if result.found:
        tell(say("study.found"))


def announced(job: StudyJob, /, *, quiet: bool) -> None:
    """Say how much there is to be run."""
    from demerit.cli.faults import tell
    from demerit.report.figures import count, soften
    from demerit.report.study_words import say

    if not quiet:
        sizes = ", ".join(count(size) for size in job.size.persons)
        told = {"runs": count(len(job.tasks)), "persons": sizes, "months": job.size.months}
        tell(f"{job.about['id']}: {soften(say('study.plan', unknowns=str(len(job.names)), **told))}")
