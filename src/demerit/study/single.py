"""One run from beginning to end: people, plan, replicates, the ends of the assumptions, the result, the folder.

What a killed run leaves is gone on with: finished replicates and finished small runs are kept, and what comes out has
the same bytes as if it had never been killed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any

from demerit.draws import replicate_seed
from demerit.engine.leave import log_items
from demerit.engine.plan import Plan, plan
from demerit.engine.run import run
from demerit.errors import RunError, UnfinishedError
from demerit.evidence.rows import shares
from demerit.ledger.folder import (
    RUNS,
    Begun,
    begin_run,
    find_run,
    finish_run,
    read_ledgers,
    read_manifest,
    told_clearly,
    write_part,
    write_whole,
)
from demerit.ledger.manifest import describe_names, digest, make_manifest, run_name, stable
from demerit.ledger.model import Ledger
from demerit.outcomes.document import render_document, result_document
from demerit.society.population import Population, populate
from demerit.study.ends import ENDS, MOST
from demerit.study.headline import headline
from demerit.study.inputs import keep_inputs, read_inputs
from demerit.study.job import MOST_LINES, Job, check_size, processors
from demerit.study.progress import Progress, Tick, Watch
from demerit.study.published import beside
from demerit.study.smallruns import SMALL, lines_in, numbers_behind, small_ledger, vary

__all__ = ["RESULT", "Result", "job_of_folder", "read_document", "read_result", "resume", "simulate", "to_resume"]

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

    Raises
    ------
    RunError
        R301 for fewer than 1,000 subjects; R201 ... R205 if the folder cannot be used; or what the engine refuses.
    UnfinishedError
        R206 if the run stopped after its folder was begun.
    """
    watch = watch_of(job, progress)
    scheme, bundle = job.inputs.scheme, job.inputs.bundle
    watch.say("people")
    people = populate(bundle.society, seed=job.seed, persons=job.persons)
    check_size(scheme, people)
    job, middle, note = decide_keep(job, watch)
    truth = job.keep != "tallies"
    made = plan(scheme, bundle, people, seed=job.seed, months=job.months, burn_in=job.burn_in, truth=truth)
    manifest = manifest_of(job, made, people, notes=note)
    folder = out if out is not None else RUNS / run_name(manifest)
    begun = begin_run(folder, manifest=manifest)
    if begun.complete and (folder / RESULT).is_file():
        return Result(document=read_result(folder), folder=folder, job=job, found=True)
    if began is not None:
        began(folder)
    try:
        document = fill(job, made, folder, middle=middle, begun=begun, watch=watch)
    except (RunError, MemoryError) as fault:
        told = str(fault) or "there is not enough memory"
        hint = f"Go on with: demerit run --resume {folder}"
        raise UnfinishedError("R206", f"the run is unfinished: {told.rstrip('.')}", hint) from fault
    return Result(document=document, folder=folder, job=job, found=False)


def fill(job: Job, made: Plan, folder: Path, /, *, middle: Ledger | None, begun: Begun, watch: Watch) -> dict[str, Any]:
    """Fill a folder that was begun; what is in it already is not run again."""
    keep_inputs(job.inputs, folder=folder)
    manifest = read_manifest(folder)
    ends = None
    if job.swept:
        middle = middle or small_ledger(job.inputs, job, tick=small_tick(watch, "middle"), truth=True)
        store, stamp = folder / ENDS_FILE, digest(stable(manifest))
        ends = vary(job, middle=middle, store=store, stamp=stamp, tick=lambda which: small_tick(watch, which))
        watch.done = (1 + MOST * len(ENDS)) * watch.small  # fewer were run where fewer are assumed
    for number in range(job.replicates):
        if number in begun.done:
            watch.skip(watch.main)
        else:
            ledger = one_replicate(job, made if number == 0 else None, number=number, watch=watch)
            write_part(folder, ledger=replace(ledger, manifest=manifest, replicate=number))
    watch.say("result")
    finish_run(folder)
    document = document_of(job, folder, ends=ends)
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


def decide_keep(job: Job, watch: Watch) -> tuple[Job, Ledger | None, tuple[str, ...]]:
    """Say what is kept, if that was left open: a small run shows how long everyone's files would be."""
    if job.keep is not None:
        return job, None, ()
    middle = small_ledger(job.inputs, job, tick=small_tick(watch, "middle"), truth=True)
    lines = round(lines_in(middle) * job.persons * job.replicates / min(SMALL, job.persons))
    if lines <= MOST_LINES:
        return job.keeping("all"), middle, ()
    note = (
        f"Everyone's file would be about {lines / 1e6:,.0f} million lines, so only the files of those ever "
        "penalised are kept; --keep all keeps everyone's."
    )
    return job.keeping("penalised"), middle, (note,)


def one_replicate(job: Job, made: Plan | None, /, *, number: int, watch: Watch) -> Ledger:
    """Run one replicate; people and dice have its own seed."""
    if made is None:
        seed = replicate_seed(job.seed, number)
        people = populate(job.inputs.bundle.society, seed=seed, persons=job.persons)
        made = plan(
            job.inputs.scheme, job.inputs.bundle, people, seed=seed, months=job.months, burn_in=job.burn_in,
            truth=job.keep != "tallies",
        )  # fmt: skip
    assert job.keep is not None
    tick = watch.tick(f"main:{number + 1}:{job.replicates}", work=watch.main)
    return run(made, keep=job.keep, threads=job.threads, progress=tick)


def manifest_of(job: Job, made: Plan, people: Population, /, *, notes: tuple[str, ...]) -> dict[str, Any]:
    """Manifest of the run: everything that decides its numbers, and what its words need."""
    inputs = job.inputs
    scheme, society = inputs.scheme, inputs.bundle.society
    return make_manifest(
        scheme=scheme.id,
        scheme_hash=inputs.scheme_hash,
        society=society.id,
        society_hash=inputs.society_hash,
        seed=job.seed,
        months=job.months,
        replicates=job.replicates,
        plan_hash=made.hash,
        options={
            "persons": job.persons, "burn_in": job.burn_in, "keep": job.keep, "safeguards": list(inputs.safeguards),
            "swept": job.swept,
        },
        start=society.start,
        burn_in=job.burn_in,
        persons=job.persons,
        unit=scheme.subjects.unit,
        title=scheme.title,
        first_line=scheme.first_line,
        society_title=society.title,
        labels=labels_of(people),
        warnings=list(job.said) if job.said is not None else [*inputs.said, *people.warnings, *notes],
        log_items=log_items(made)[0],
        **describe_names(scheme, conduct=inputs.bundle.conduct, needs=inputs.bundle.needs),
    )  # fmt: skip


def labels_of(people: Population) -> dict[str, str]:
    """Words for the groups: ``sex=female`` as ``Sex: women``."""
    single = {
        f"{attribute.id}={value}": f"{attribute.label or attribute.id}: {words}"
        for attribute in people.attributes
        for value, words in zip(attribute.values, attribute.labels or attribute.values, strict=True)
    }
    known = {attribute.id: attribute for attribute in people.attributes}
    for pair in people.society.cross:
        for values in product(*(known[name].values for name in pair)):
            parts = [f"{name}={value}" for name, value in zip(pair, values, strict=True)]
            told = [single[part].rpartition(": ") for part in parts]
            heads, tails = " and ".join(head for head, _, _ in told), ", ".join(tail for _, _, tail in told)
            single["&".join(parts)] = f"{heads}: {tails}"
    return single


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
