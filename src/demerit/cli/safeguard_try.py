"""``demerit safeguard try``: every safeguard of the catalogue on one scheme."""

from __future__ import annotations

from typing import Annotated

import typer

from demerit.cli.faults import tell
from demerit.cli.options import Json, Months, Seed, Society, Threads
from demerit.cli.output import console, print_document
from demerit.cli.run import stoppable

__all__ = ["command"]


def command(
    scheme: Annotated[str, typer.Argument(metavar="SCHEME", help="An id of the catalogue, or a file.")],
    society: Society = None,
    persons: Annotated[
        int | None, typer.Option(metavar="N", help="Persons; left out: 20,000, or the society's number if it is less.")
    ] = None,
    months: Months = None,
    seed: Seed = None,
    threads: Threads = None,
    json: Json = False,
) -> None:
    """Try every safeguard on a scheme: what each removes alone and last, and which few do most.

    Runs the same people with the same dice under the scheme without a safeguard, with each one alone, with all but
    one, in pairs, and in small sets that grow by the one that adds most. Each number is of worlds that were run; the
    effects of safeguards are never added up. What is looked for is fewer people penalised, at all, wrongly, for the
    acts of others, for lawful conduct, for who they are, and fewer months; nothing else can be asked for.

    Exit codes: 0 done; 1 an input is faulty; 2 wrong usage; 3 unfinished, the same command goes on; 130 stopped by you.
    """
    from demerit.report.figures import count
    from demerit.report.paragraph import wrapped
    from demerit.report.terminal import draw
    from demerit.report.trial_page import trial_page
    from demerit.report.trial_words import tell as sentence
    from demerit.study.job import Asked
    from demerit.study.trial import make_trial, simulate_trial

    trial = make_trial(
        Asked(scheme=scheme, society=society, persons=persons, months=months, seed=seed, threads=threads)
    )
    job = trial.job

    def planned(n: int, most: int) -> None:
        if not json:
            numbers = {"n": n, "n_all": len(trial.safeguards), "most": most, "persons": job.persons}
            said = sentence("plan", months=job.months, **{name: count(number) for name, number in numbers.items()})
            tell(wrapped(said, width=console().width))

    with stoppable(job, quiet=json, again="The same command goes on where it stopped.") as (progress, began):
        result = simulate_trial(trial, progress=progress, began=began, planned=planned)
    if json:
        print_document(result.document)
        return
    draw(trial_page(result.document, folder=str(result.folder), threads=job.threads), console=console())
