"""``demerit pair``: the same people with the same dice, under two schemes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from demerit.cli.options import BurnMonths, Months, Persons, Replicates, Seed, Threads
from demerit.cli.output import console, print_document
from demerit.cli.run import stoppable

__all__ = ["command"]


def command(
    a: Annotated[str, typer.Argument(metavar="A", help="A scheme: an id of the catalogue, or a file.")],
    b: Annotated[
        str | None, typer.Argument(metavar="B", help="The scheme that A is held against, or none: no scheme.")
    ] = None,
    society: Annotated[
        str | None, typer.Option(metavar="S", help="Another society (id or file) than that of A, for both.")
    ] = None,
    persons: Persons = None,
    months: Months = None,
    burn_in: BurnMonths = None,
    seed: Seed = None,
    replicates: Replicates = None,
    safeguard: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Hold A with this safeguard against A without; may be given several times."),
    ] = None,
    keep: Annotated[
        str | None,
        typer.Option(metavar="penalised|all", help="Files to keep; left out: of everyone ever penalised."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder to write; left out: runs/<A>-against-<B>-....")
    ] = None,
    threads: Threads = None,
    json: Annotated[bool, typer.Option("--json", help="Print the pair as one JSON document.")] = False,
) -> None:
    """Run the same people with the same dice under two schemes, and print what differs, and for whom.

    demerit pair A B holds scheme A against scheme B; demerit pair A none against the world without a scheme; demerit
    pair A --safeguard NAME holds A with the safeguard against A without. What differs between the worlds is what the
    rules do, and no chance: every number is a difference of the same people. How often each penalises wrongly rests on
    what is assumed, so small worlds of both are run at its low and its high end too.

    Exit codes: 0 done; 1 an input is faulty; 2 wrong usage; 3 unfinished, the same command goes on; 130 stopped by you.
    """
    from demerit.report.pair_page import pair_page
    from demerit.report.terminal import draw
    from demerit.study.job import Asked
    from demerit.study.pair import make_pair, simulate_pair

    job = make_pair(
        Asked(
            scheme=a, society=society, persons=persons, months=months, burn_in=burn_in, seed=seed,
            replicates=replicates, safeguards=tuple(safeguard or ()), keep=keep, threads=threads,  # type: ignore[arg-type]
        ),
        other=b, vary=True,
    )  # fmt: skip
    with stoppable(job.a, quiet=json, again="The same command goes on where it stopped.") as (progress, began):
        result = simulate_pair(job, out=out, progress=progress, began=began)
    if json:
        print_document(result.document)
        return
    page = pair_page(result.document, left_out=job.a.left_out, threads=job.a.threads, folder=str(result.folder))
    draw(page, console=console())
