"""``demerit study sensitivity``: which of the unknowns decide a result."""

from __future__ import annotations

from typing import Annotated

import typer

from demerit.cli.options import BurnMonths, Cluster, Json, Months, Seed, Society, Threads
from demerit.cli.output import console, print_document
from demerit.cli.run import stopping
from demerit.cli.study_run import Folder, announced, played_on
from demerit.cli.study_sweep import Apart, Asked, Indicators, Over, Safeguards, SmallPersons

__all__ = ["command"]


def command(
    scheme: Asked,
    method: Annotated[
        str | None, typer.Option(metavar="morris|sobol", help="Left out: Morris over all, then Sobol over the first 6.")
    ] = None,
    over: Over = None,
    apart: Apart = False,
    trajectories: Annotated[int, typer.Option(metavar="N", min=4, help="Trajectories of Morris.")] = 8,
    base: Annotated[int, typer.Option(metavar="N", min=4, help="Base points of Sobol; best a power of two.")] = 32,
    society: Society = None,
    safeguard: Safeguards = None,
    persons: SmallPersons = None,
    months: Months = None,
    burn_in: BurnMonths = None,
    seed: Seed = None,
    replicates: Annotated[
        int | None, typer.Option(metavar="R", help="Runs of each end with other people and dice; left out: 4.")
    ] = None,
    indicator: Indicators = None,
    out: Folder = None,
    threads: Threads = None,
    cluster: Cluster = None,
    json: Json = False,
) -> None:
    """Find which of the unknowns decide a result, and what it would be at their ends.

    Every unknown is put at both ends of its range, alone; then all are screened together after Morris, and the six that
    come first get Sobol indices. All runs have the same people and the same dice; what that is worth is printed too.
    Left out, the results are the share ever reached by the first penalty, and the share of it that is wrong. Needs
    SALib, which the extra demerit[study] brings.

    Exit codes: 0 done; 1 an input is faulty; 2 wrong usage; 3 unfinished, the same command goes on; 130 stopped by you.
    """
    from demerit.report.sensitivity_page import sensitivity_page
    from demerit.report.study_document import with_words
    from demerit.report.terminal import draw
    from demerit.study.job import Asked as Job
    from demerit.study.sensitivity import make_sensitivity, run_sensitivity

    asked = Job(
        scheme=scheme, society=society, persons=persons, months=months, burn_in=burn_in, seed=seed,
        replicates=replicates, safeguards=tuple(safeguard or ()), threads=threads,
    )  # fmt: skip
    job = make_sensitivity(
        asked, method=method, over=over or None, apart=apart, trajectories=trajectories, base=base,
        indicators=tuple(indicator or ()),
    )  # fmt: skip
    announced(job.ends, quiet=json)
    again = "The same command goes on where it stopped."
    with played_on(cluster) as executor, stopping(quiet=json, again=again) as (progress, began):
        result = run_sensitivity(
            job, out=out, executor=executor, threads=threads, progress=progress, began=began
        )
    document = with_words(result.document)
    if json:
        print_document(document)
        return
    draw(sensitivity_page(document, folder=str(result.folder)), console=console())
