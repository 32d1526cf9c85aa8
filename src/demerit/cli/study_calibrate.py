"""``demerit study calibrate``: what is assumed fitted to what was published, and what it forecasts."""

from __future__ import annotations

from typing import Annotated

import typer

from demerit.cli.faults import tell
from demerit.cli.options import Json, Seed, Threads
from demerit.cli.output import console, print_document
from demerit.cli.run import stoppable

__all__ = ["command"]


def command(
    scheme: Annotated[str, typer.Argument(metavar="SCHEME", help="An id of the catalogue, or a file.")],
    persons: Annotated[
        int | None,
        typer.Option(metavar="N", help="Persons in each world; left out: 40,000, or the society's number if less."),
    ] = None,
    runs: Annotated[
        int | None, typer.Option(metavar="N", help="Worlds all over the ranges of what is assumed; left out: 192.")
    ] = None,
    seed: Seed = None,
    threads: Threads = None,
    json: Json = False,
) -> None:
    """Fit what is assumed to published outcomes, and forecast those that were kept for the test.

    First what is ruled out: worlds all over the ranges of what is assumed, and how far each is from what was published.
    Then the nearest point. Only numbers graded as assumptions move, never a rule, a measure or a list, and the one
    objective is the distance to published outcomes. The fit reads the outcomes marked fit; those marked test are read
    when it is done, and stand beside naive forecasts.

    Exit codes: 0 done; 1 an input is faulty; 2 wrong usage; 3 unfinished, the same command goes on; 130 stopped by you.
    """
    from demerit.report.calibration_page import calibration_page
    from demerit.report.calibration_words import tell as sentence
    from demerit.report.figures import count
    from demerit.report.terminal import draw
    from demerit.study.calibrate import calibrate, make_calibration
    from demerit.study.calibration_fit import worlds_needed
    from demerit.study.job import Asked

    calibration = make_calibration(Asked(scheme=scheme, persons=persons, seed=seed, threads=threads), runs=runs)
    if not json:
        worlds = count(worlds_needed(calibration.runs))
        tell(sentence("plan", worlds=worlds, persons=count(calibration.setting.persons)))
    again = "The same command goes on where it stopped."
    with stoppable(calibration.job, quiet=json, again=again) as (progress, began):
        result = calibrate(calibration, progress=progress, began=began)
    if json:
        print_document(result.document)
        return
    draw(calibration_page(result.document, folder=str(result.folder)), console=console())
