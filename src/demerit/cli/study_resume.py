"""``demerit study resume``: go on with a study that was stopped."""

from __future__ import annotations

from typing import Annotated

import typer

from demerit.cli.options import Cluster, Json, Threads
from demerit.cli.run import stopping
from demerit.cli.study_run import AGAIN, announced, played_on, show

__all__ = ["command"]


def command(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="Folder of the study, or its name under runs.")],
    threads: Threads = None,
    cluster: Cluster = None,
    json: Json = False,
) -> None:
    """Go on with a study, or a sweep, that was stopped; what is done is kept, and the result has the same bytes.

    The folder keeps the worlds of the study, so neither its files nor the catalogue are read again.

    Exit codes: 0 done; 1 the folder is no study; 3 unfinished; 130 stopped by you.
    """
    from demerit.study.studyrun import find_study, job_of_study_folder, run_study

    where = find_study(folder)
    job = job_of_study_folder(where)
    announced(job, quiet=json)
    with played_on(cluster) as executor, stopping(quiet=json, again=AGAIN) as (progress, began):
        result = run_study(job, out=where, executor=executor, threads=threads, progress=progress, began=began)
    show(result, json=json)
