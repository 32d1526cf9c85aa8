"""``demerit study sweep``: everything that is assumed in a scheme, varied at once."""

from __future__ import annotations

from typing import Annotated

import typer

from demerit.cli.options import BurnMonths, Cluster, Json, Months, Seed, Society, Threads
from demerit.cli.output import console, print_document
from demerit.cli.run import stopping
from demerit.cli.study_run import AGAIN, Folder, announced, played_on

__all__ = ["Apart", "Asked", "Indicators", "Over", "Safeguards", "SmallPersons", "command"]

Over = Annotated[
    list[str] | None,
    typer.Option(metavar="ASSUMPTION", help="Vary only this: a kind such as false_records, or one number by its name."),
]
Apart = Annotated[bool, typer.Option("--apart", help="Vary each number alone, not all of a kind together.")]
SmallPersons = Annotated[
    int | None, typer.Option(metavar="N", help="Persons; left out: 10,000, or the society's number if it is less.")
]
Indicators = Annotated[
    list[str] | None,
    typer.Option("--indicator", metavar="ID", help="An indicator, * for anything; may be given several times."),
]
Safeguards = Annotated[
    list[str] | None, typer.Option(metavar="NAME", help="A safeguard to put on; may be given several times.")
]
Asked = Annotated[str, typer.Argument(metavar="SCHEME", help="An id of the catalogue, or a file.")]


def command(
    scheme: Asked,
    over: Over = None,
    apart: Apart = False,
    n: Annotated[int, typer.Option("--n", metavar="N", min=8, help="Draws of all that is varied.")] = 64,
    design: Annotated[
        str, typer.Option(metavar="latin_hypercube|sobol", help="How the draws are spread over the ranges.")
    ] = "latin_hypercube",
    society: Society = None,
    safeguard: Safeguards = None,
    persons: SmallPersons = None,
    months: Months = None,
    burn_in: BurnMonths = None,
    seed: Seed = None,
    replicates: Annotated[
        int | None, typer.Option(metavar="R", help="Runs of each draw with other people and dice; left out: 2.")
    ] = None,
    indicator: Indicators = None,
    out: Folder = None,
    threads: Threads = None,
    cluster: Cluster = None,
    json: Json = False,
) -> None:
    """Vary everything that is assumed in a scheme at once, and print what it does to every figure.

    Each draw puts all numbers that are graded as assumptions somewhere in their ranges; nothing that a law text, a
    statistic or research gives is ever moved. All draws have the same people and the same dice, so what differs between
    them is what nobody knows; replicates with other people and dice show what is chance. Both are printed apart, with
    the share of published evidence behind each figure.

    Exit codes: 0 done; 1 an input is faulty; 2 wrong usage; 3 unfinished, the same command goes on; 130 stopped by you.
    """
    from demerit.errors import UsageError, nearest
    from demerit.report.study_document import with_words
    from demerit.report.sweep_page import sweep_page
    from demerit.report.terminal import draw
    from demerit.study.job import Asked as Job
    from demerit.study.studyrun import run_study
    from demerit.study.sweep import REPORTED, make_sweep, sweep_document

    designs = ("latin_hypercube", "sobol")
    if design not in designs:
        raise UsageError("R398", f'there is no design "{design}" of a sweep', nearest(design, designs))
    asked = Job(
        scheme=scheme, society=society, persons=persons, months=months, burn_in=burn_in, seed=seed,
        replicates=replicates, safeguards=tuple(safeguard or ()), threads=threads,
    )  # fmt: skip
    study = make_sweep(
        asked, over=over or None, apart=apart, n=n, design=design, indicators=tuple(indicator or REPORTED)
    )
    announced(study, quiet=json)
    with played_on(cluster) as executor, stopping(quiet=json, again=AGAIN) as (progress, began):
        result = run_study(study, out=out, executor=executor, threads=threads, progress=progress, began=began)
    document = with_words(sweep_document(result))
    if json:
        print_document(document)
        return
    draw(sweep_page(document, folder=str(result.folder)), console=console())
