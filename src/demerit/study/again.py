"""A life that a run did not keep, computed again from the run's inputs, with the log of its own chunk alone."""

from __future__ import annotations

from demerit.engine.leave import log_items
from demerit.engine.plan import plan
from demerit.engine.run import run
from demerit.errors import RunError
from demerit.ledger.rows import Row, rows_of
from demerit.society.population import populate
from demerit.study.job import Job
from demerit.study.progress import Tick

__all__ = ["rows_again"]


def rows_again(job: Job, /, *, uids: range, plan_hash: str, tick: Tick | None = None) -> list[Row]:
    """Play a run again and give the rows of a few subjects.

    Everybody is played, since what others do reaches them; what happened is kept for the chunks of those
    asked for alone, and of the others for a month, so the memory is little more than that of a run without a log.

    Parameters
    ----------
    job : Job
        Of the run's folder; its first replicate is played.
    uids : range
    plan_hash : str
        Of the run's manifest.
    tick : callable, optional
        Called with (months done, months in all).

    Raises
    ------
    RunError
        R343 if the inputs no longer make the same plan.
    """
    people = populate(job.inputs.bundle.society, seed=job.seed, persons=job.persons)
    made = plan(
        job.inputs.scheme, job.inputs.bundle, people, seed=job.seed, months=job.months, burn_in=job.burn_in,
        truth=job.keep != "tallies",
    )  # fmt: skip
    if made.hash != plan_hash:
        hint = "Another version of demerit made the folder. Run it again into a new one."
        raise RunError("R343", "a life that was not kept cannot be computed again: the plan is another now", hint)
    ledger = run(made, keep="all", threads=job.threads, progress=tick, of=uids)
    return rows_of(ledger, names=log_items(made)[0], uids=uids)
