"""One run from beginning to end: people, plan, replicates, the ends of the assumptions, the result, the folder.

What a killed run leaves is gone on with: finished replicates and finished small runs are kept, and what comes out has
the same bytes as if it had never been killed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from demerit.draws import replicate_seed
from demerit.engine.leave import Keep
from demerit.engine.plan import Plan, plan
from demerit.engine.run import run
from demerit.errors import RunError, UnfinishedError
from demerit.evidence.rows import shares
from demerit.ledger.folder import (
    RUNS,
    begin_run,
    find_run,
    finish_run,
    read_ledgers,
    read_manifest,
    told_clearly,
    write_part,
    write_whole,
)
from demerit.ledger.manifest import digest, run_name, stable
from demerit.ledger.model import Ledger
from demerit.outcomes.document import render_document, result_document
from demerit.society.population import populate
from demerit.study.ends import ENDS, MOST
from demerit.study.headline import headline
from demerit.study.inputs import keep_inputs, read_inputs
from demerit.study.job import MOST_LINES, Job, check_size, processors
from demerit.study.manifest import manifest_of
from demerit.study.progress import Progress, Sight, Tick, Watch, sight_of
from demerit.study.published import beside
from demerit.study.smallruns import SMALL, lines_in, numbers_behind, small_ledger, vary

__all__ = [
    "RESULT",
    "BegunJob",
    "Result",
    "begin_job",
    "finish_job",
    "job_of_folder",
    "name_of",
    "plan_of",
    "read_document",
    "read_result",
    "resume",
    "simulate",
    "tick_of",
    "to_resume",
    "unfinished",
    "watch_of",
    "write_replicate",
]

RESULT = "result.json"
ENDS_FILE = "ends.json"
READ_OF_THE_LOG = ("denied",)
"""Kinds of row of the log that indicators read."""


@dataclass(frozen=True, kw_only=True)
class Result:
    """A finished run.

    Attributes
    ----------
    document : dict
        ``demerit.result/1``: also in ``result.json`` of the folder.
    folder : Path
    job : Job
    found : bool
        The run had been finished before; nothing was computed.
    """

    document: dict[str, Any]
    folder: Path
    job: Job
    found: bool


def simulate(
    job: Job,
    /,
    *,
    out: Path | None = None,
    progress: Progress | None = None,
    began: Callable[[Path], None] | None = None,
    seen: Sight | None = None,
) -> Result:
    """Run a job and write its folder.

    Parameters
    ----------
    job : Job
    out : path, optional
        Folder; ``runs/<scheme>-s<seed>-<8 digits of the inputs>`` if left out.
    progress : callable, optional
        Called with what is being done and the share of all work that is done.
    began : callable, optional
        Called with the folder as soon as there is something to go on with.
    seen : callable, optional
        Called with the counts so far after each month.

    Raises
    ------
    RunError
        R301 for fewer than 1,000 subjects; R201 ... R205 if the folder cannot be used; or what the engine refuses.
    UnfinishedError
        R206 if the run stopped after its folder was begun.
    """
    begun = begin_job(job, out=out, watch=watch_of(job, progress), began=began, seen=seen)
    if begun.document is not None:
        return Result(document=begun.document, folder=begun.folder, job=begun.job, found=True)
    with unfinished(f"Go on with: demerit run --resume {begun.folder}"):
        ends = ends_of(begun, seen=seen)
        for number in range(job.replicates):
            if number in begun.done:
                begun.watch.skip(begun.watch.main)
            else:
                made, tick = plan_of(begun, number), tick_of(begun, number)
                shown = sight_of(seen, name_of(begun, number))
                ledger = run(made, keep=begun.keep, threads=job.threads, progress=tick, seen=shown)
                write_replicate(begun, number, ledger)
        document = finish_job(begun, ends=ends)
    return Result(document=document, folder=begun.folder, job=begun.job, found=False)


@dataclass(frozen=True, kw_only=True)
class BegunJob:
    """A job whose folder was begun.

    Attributes
    ----------
    job : Job
        With what is kept.
    made : Plan
        Of the first replicate.
    folder : Path
    done : set of int
        Replicates that an earlier call finished.
    watch : Watch
    middle : Ledger or None
        The small run that showed how much would be kept.
    document : dict or None
        The result, if all had been finished before.
    """

    job: Job
    made: Plan
    folder: Path
    done: frozenset[int]
    watch: Watch
    middle: Ledger | None
    document: dict[str, Any] | None

    @property
    def keep(self) -> Keep:
        """What is kept of the log."""
        assert self.job.keep is not None
        return self.job.keep


def begin_job(
    job: Job, /, *, out: Path | None, watch: Watch, began: Callable[[Path], None] | None = None,
    seen: Sight | None = None,
) -> BegunJob:  # fmt: skip
    """Begin the folder of a job, or find what an earlier call left there."""
    scheme, bundle = job.inputs.scheme, job.inputs.bundle
    watch.say("people")
    people = populate(bundle.society, seed=job.seed, persons=job.persons)
    check_size(scheme, people)
    job, middle, note = decide_keep(job, watch, seen)
    truth = job.keep != "tallies"
    made = plan(scheme, bundle, people, seed=job.seed, months=job.months, burn_in=job.burn_in, truth=truth)
    manifest = manifest_of(job, made, people, notes=note)
    folder = out if out is not None else RUNS / run_name(manifest)
    begun = begin_run(folder, manifest=manifest)
    whole = begun.complete and (folder / RESULT).is_file()
    if not whole:
        if began is not None:
            began(folder)
        keep_inputs(job.inputs, folder=folder)
    return BegunJob(
        job=job, made=made, folder=folder, done=frozenset(range(job.replicates) if whole else begun.done),
        watch=watch, middle=middle, document=read_result(folder) if whole else None,
    )  # fmt: skip


@contextmanager
def unfinished(hint: str, /) -> Iterator[None]:
    """Say that a run is unfinished, and how to go on, if it stops.

    Raises
    ------
    UnfinishedError
        R206.
    """
    try:
        yield
    except (RunError, MemoryError) as fault:
        told = str(fault) or "there is not enough memory"
        raise UnfinishedError("R206", f"the run is unfinished: {told.rstrip('.')}", hint) from fault


def ends_of(begun: BegunJob, /, *, seen: Sight | None = None) -> dict[str, Any] | None:
    """Small runs at the ends of the assumptions, if they come with the job; those that are done are not run again."""
    job, watch = begun.job, begun.watch
    if not job.swept:
        return None
    middle = begun.middle or middle_of(job, watch, seen)
    store, stamp = begun.folder / ENDS_FILE, digest(stable(read_manifest(begun.folder)))
    ends = vary(job, middle=middle, store=store, stamp=stamp, tick=lambda which: small_tick(watch, which))
    watch.done = (1 + MOST * len(ENDS)) * watch.small  # fewer were run where fewer are assumed
    return ends


def plan_of(begun: BegunJob, number: int, /) -> Plan:
    """Plan of a replicate; people and dice have its own seed."""
    job = begun.job
    if number == 0:
        return begun.made
    seed = replicate_seed(job.seed, number)
    people = populate(job.inputs.bundle.society, seed=seed, persons=job.persons)
    return plan(
        job.inputs.scheme, job.inputs.bundle, people, seed=seed, months=job.months, burn_in=job.burn_in,
        truth=job.keep != "tallies",
    )  # fmt: skip


def tick_of(begun: BegunJob, number: int, /) -> Tick:
    """What a replicate calls after each month."""
    return begun.watch.tick(name_of(begun, number), work=begun.watch.main)


def name_of(begun: BegunJob, number: int) -> str:
    """What a replicate is called while it runs."""
    return f"main:{number + 1}:{begun.job.replicates}"


def write_replicate(begun: BegunJob, number: int, ledger: Ledger, /) -> None:
    """Put a replicate into the folder."""
    manifest = read_manifest(begun.folder)
    write_part(begun.folder, ledger=replace(ledger, manifest=manifest, replicate=number))


def finish_job(begun: BegunJob, /, *, ends: dict[str, Any] | None = None) -> dict[str, Any]:
    """Finish a folder that has all replicates; its result."""
    folder = begun.folder
    begun.watch.say("result")
    finish_run(folder)
    document = document_of(begun.job, folder, ends=ends)
    write_whole(folder / RESULT, render_document(document))
    with told_clearly(folder):
        (folder / ENDS_FILE).unlink(missing_ok=True)  # the result has it now
    return document


def watch_of(job: Job, progress: Progress | None) -> Watch:
    """Return a watch that knows how much work there is."""
    months = job.months + job.burn_in
    main, small = float(job.persons * months), float(min(SMALL, job.persons) * months)
    n_small = 1 + MOST * len(ENDS) if job.swept else 0
    return Watch(progress, main=main, small=small, total=job.replicates * main + n_small * small)


def small_tick(watch: Watch, which: str) -> Tick:
    """What a small run calls after each month."""
    return watch.tick(f"small:{which}", work=watch.small)


def middle_of(job: Job, watch: Watch, seen: Sight | None) -> Ledger:
    """The small run in the middle of what is assumed."""
    what = "small:middle"
    tick, shown = watch.tick(what, work=watch.small), sight_of(seen, what)
    return small_ledger(job.inputs, job, tick=tick, truth=True, seen=shown)


def decide_keep(job: Job, watch: Watch, seen: Sight | None = None) -> tuple[Job, Ledger | None, tuple[str, ...]]:
    """Say what is kept, if that was left open: a small run shows how long everyone's files would be."""
    if job.keep is not None:
        return job, None, ()
    middle = middle_of(job, watch, seen)
    lines = round(lines_in(middle) * job.persons * job.replicates / min(SMALL, job.persons))
    if lines <= MOST_LINES:
        return job.keeping("all"), middle, ()
    note = (
        f"Everyone's file would be about {lines / 1e6:,.0f} million lines, so only the files of those ever "
        "penalised are kept; --keep all keeps everyone's."
    )
    return job.keeping("penalised"), middle, (note,)


def document_of(job: Job, folder: Path, /, *, ends: dict[str, Any] | None) -> dict[str, Any]:
    """Result document of a finished folder, with the evidence behind its headline and the ends of its assumptions."""
    ledgers = read_ledgers(folder, with_log=READ_OF_THE_LOG)
    keys = ledgers[0].manifest["keys"]
    reached = headline(keys, people=lambda key: sum(ledger.total(f"{key}:people") for ledger in ledgers))
    key = ends["headline"] if ends is not None else reached
    if key is not None and not any(ledger.total(f"{key}:people") for ledger in ledgers):
        key = reached
    rows = numbers_behind(job.inputs, key=key)
    document = result_document(ledgers, evidence=shares(rows))
    document["headline"] = key
    document["ends"] = ends
    document["limits"] = {
        "not_modelled": list(job.inputs.scheme.not_modelled), "unknowns": list(job.inputs.scheme.unknowns)
    }  # fmt: skip
    document["published"] = beside(document, job.inputs)
    return document


def read_result(folder: Path, /) -> dict[str, Any]:
    """Result document of a run folder.

    Raises
    ------
    RunError
        R204 if it is damaged.
    """
    return read_document(folder / RESULT, schema="demerit.result/1")


def read_document(path: Path, /, *, schema: str) -> dict[str, Any]:
    """Document that a study wrote.

    Raises
    ------
    RunError
        R204 if it is damaged.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise RunError("R204", f"{path} cannot be read: {fault}", "Delete it and run again.") from fault
    if not isinstance(found, dict) or found.get("schema") != schema:
        raise RunError("R204", f"{path} is not a document of {schema}", "Delete it and run again.")
    return found


def to_resume(where: str, /) -> Path:
    """Folder of a run to go on with: a path, a name under ``runs``, or ``last``, which may be unfinished.

    Raises
    ------
    RunError
        R202 if there is none.
    """
    begun = list(RUNS.glob("*/run.json")) if where == "last" else []
    if begun:
        return max(begun, key=lambda path: (path.stat().st_mtime_ns, path.parent.name)).parent
    return find_run(where)


def job_of_folder(folder: Path, /, *, threads: int | None = None) -> Job:
    """Job of a run folder, from its manifest and the inputs that it keeps.

    Raises
    ------
    RunError
        R202 ... R205 if the folder is no run or its inputs are missing.
    """
    manifest = read_manifest(folder)
    options = manifest["options"]
    return Job(
        inputs=read_inputs(folder, safeguards=options["safeguards"]),
        persons=options["persons"],
        months=manifest["months"],
        burn_in=options["burn_in"],
        seed=manifest["seed"],
        replicates=manifest["replicates"],
        threads=processors() if threads is None else threads,
        keep=options["keep"],
        vary=options["swept"],
        said=tuple(manifest["warnings"]),
    )


def resume(
    folder: Path, /, *, threads: int | None = None, progress: Progress | None = None,
    began: Callable[[Path], None] | None = None,
) -> Result:  # fmt: skip
    """Finish a run that was stopped; a finished one is read."""
    return simulate(job_of_folder(folder, threads=threads), out=folder, progress=progress, began=began)
