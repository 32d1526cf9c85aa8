"""Two worlds of the same people with the same dice: two schemes, or a scheme with safeguards and without.

World A is the first scheme, or the scheme with the safeguards; world B is what it is held against. Each world has a
folder in that of the pair, with the bytes that a single run would have, however much of it had to be played.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from pathlib import Path
from typing import Any

from demerit.engine.pair import run_both
from demerit.engine.run import run
from demerit.errors import RunError, UsageError
from demerit.ledger.folder import RUNS, read_ledgers, write_whole
from demerit.ledger.manifest import digest
from demerit.outcomes.document import render_document
from demerit.outcomes.indicator import entry_of
from demerit.outcomes.moved import BEGINNINGS, moved
from demerit.outcomes.worlds import EFFECTS, compare
from demerit.scheme.diff import diff
from demerit.scheme.model import Scheme
from demerit.study.headline import kind_of
from demerit.study.inputs import Inputs, load_inputs
from demerit.study.job import Asked, Job, make_job
from demerit.study.pair_ends import STORE, pair_ends, part_of
from demerit.study.progress import Progress, Sight, sight_of
from demerit.study.single import (
    BegunJob,
    begin_job,
    finish_job,
    name_of,
    plan_of,
    read_document,
    tick_of,
    unfinished,
    watch_of,
    write_replicate,
)

__all__ = ["NONE", "PairJob", "PairResult", "make_pair", "read_pair", "simulate_pair", "without_scheme"]

NONE = "none"
"""Stands for the world without a scheme."""

SCHEMA = "demerit.pair/1"
DOCUMENT = "pair.json"
MOST_NAMED = 3
"""Safeguards that a folder is named after; the digits behind them tell pairs apart in any case."""
KEPT = ("format", "society", "jurisdiction", "period", "subjects", "kind", "status")


@dataclass(frozen=True, kw_only=True)
class PairJob:
    """Two runs that differ in their scheme alone; ``vary``: both are run at the ends of what is assumed too."""

    a: Job
    b: Job
    vary: bool = False

    @property
    def name(self) -> str:
        """Name of the folder: both schemes, the seed, and eight digits of all inputs."""
        one, two = folder_name(self.a.inputs), folder_name(self.b.inputs)
        job = self.a
        numbers = [job.persons, job.months, job.burn_in, job.replicates, job.keep]
        inputs = digest([job.inputs.scheme_hash, self.b.inputs.scheme_hash, job.inputs.society_hash, *numbers])
        return f"{one}-against-{two}-s{job.seed}-{inputs[:8]}"


@dataclass(frozen=True, kw_only=True)
class PairResult:
    """A finished pair: its document (``demerit.pair/1``, also in ``pair.json``), its folder, and what was run."""

    document: dict[str, Any]
    folder: Path
    job: PairJob


def world_name(inputs: Inputs) -> str:
    """A scheme with the safeguards on it."""
    return "+".join([inputs.scheme.id, *inputs.safeguards])


def folder_name(inputs: Inputs) -> str:
    """As ``world_name``, but of many safeguards only how many: a name of a folder must not be long."""
    many = len(inputs.safeguards) > MOST_NAMED
    return f"{inputs.scheme.id}+{len(inputs.safeguards)}-safeguards" if many else world_name(inputs)


def without_scheme(scheme: Scheme, /) -> Scheme:
    """The world without a scheme, for the subjects of one: nothing is watched, and every need is met."""
    empty: dict[str, Any] = {}
    for item in fields(Scheme):
        if item.name not in KEPT and item.default is not MISSING:
            empty[item.name] = item.default
        elif item.name not in KEPT and item.default_factory is not MISSING:
            empty[item.name] = item.default_factory()
    words = {
        "id": NONE,
        "title": "No scheme",
        "about": "Nobody watches, nothing is recorded and every need is met.",
        "first_line": "Synthetic people without a scheme. A model, not a measurement.",
    }
    return replace(scheme, **{**empty, **words})


def make_pair(asked: Asked, /, *, other: str | None = None, vary: bool = False) -> PairJob:
    """Load both worlds.

    Parameters
    ----------
    asked : Asked
        World A; its safeguards are those of the pair.
    other : str, optional
        World B: an id, a file, or ``none``. Left out: the scheme of world A without its safeguards.
    vary : bool
        Whether both worlds are run at the ends of what is assumed too (``study/pair_ends.py``).

    Raises
    ------
    InputError
        With every fault of the files; a scheme must fit the society of the pair.
    UsageError
        R331 if there is nothing to compare with, or too much; R332 if the schemes are of other subjects.
    """
    if (other is None) == (not asked.safeguards):
        hint = "Write demerit pair A B, demerit pair A none, or demerit pair A --safeguard NAME."
        raise UsageError("R331", "a pair is of two schemes, or of one scheme with safeguards and without", hint)
    if asked.keep == "tallies":
        raise UsageError("R333", "a pair needs the files of those penalised", "Write --keep penalised or all.")
    a = replace(make_job(asked), keep=asked.keep or "penalised", vary=False)
    if other == NONE:
        inputs = Inputs(scheme=without_scheme(a.inputs.scheme), bundle=a.inputs.bundle)
    elif other is None:
        inputs = load_inputs(asked.scheme, society=asked.society)
    else:
        found = load_inputs(other, society=asked.society or a.inputs.scheme.society)
        inputs = replace(found, bundle=a.inputs.bundle)
    one, two = a.inputs.scheme.subjects, inputs.scheme.subjects
    if one.unit != two.unit:
        told = f"the schemes are of other subjects: {one.unit} files and {two.unit} files"
        raise UsageError("R332", told, "A pair follows the same files through both worlds.")
    return PairJob(a=a, b=replace(a, inputs=inputs), vary=vary)


def simulate_pair(
    job: PairJob,
    /,
    *,
    out: Path | None = None,
    progress: Progress | None = None,
    began: Callable[[Path], None] | None = None,
    seen: Sight | None = None,
) -> PairResult:
    """Run both worlds and compare them.

    Parameters
    ----------
    job : PairJob
    out : path, optional
        Folder of the pair; ``runs/<A>-against-<B>-s<seed>-<8 digits of the inputs>`` if left out. The worlds are in its
        folders ``a`` and ``b``.
    progress : callable, optional
        Called with what is being done and the share of all work that is done.
    began : callable, optional
        Called with the folder as soon as there is something to go on with.
    seen : callable, optional
        Called with the counts so far after each month of each world (``a/main:1:1``).

    Raises
    ------
    UnfinishedError
        R206 if it stopped; the same call goes on.
    """
    folder = out if out is not None else RUNS / job.name
    shares = {"a": 0.0, "b": 0.0}
    main = part_of(progress, job.a, ends=False) if job.vary else progress
    worlds = {
        name: begin_job(
            world, out=folder / name, watch=watch_of(world, half(main, name, shares)),
            began=None if began is None or name == "b" else lambda _: began(folder),
        )
        for name, world in (("a", job.a), ("b", job.b))
    }  # fmt: skip
    with unfinished("The same command goes on where it stopped."):
        for number in range(job.a.replicates):
            play(worlds, number, seen)
        results = {name: world.document or finish_job(world) for name, world in worlds.items()}
        ends = pair_ends(job.a, job.b, folder=folder, results=results, progress=progress) if job.vary else None
        document = {**pair_document(job, folder, results), "ends": ends}
        write_whole(folder / DOCUMENT, render_document(document))
        (folder / STORE).unlink(missing_ok=True)  # the document has it now
    return PairResult(document=document, folder=folder, job=job)


def play(worlds: Mapping[str, BegunJob], number: int, seen: Sight | None = None) -> None:
    """Run a replicate of both worlds, or of the one that has it not."""
    missing = [name for name, world in worlds.items() if number not in world.done]
    for name in worlds.keys() - set(missing):
        worlds[name].watch.skip(worlds[name].watch.main)
    plans = {name: plan_of(worlds[name], number) for name in missing}
    ticks = {name: tick_of(worlds[name], number) for name in missing}
    shown = {name: sight_of(seen, f"{name}/{name_of(worlds[name], number)}") for name in missing}
    keep, threads = worlds["a"].keep, worlds["a"].job.threads
    if len(missing) == 2:
        both = run_both(
            plans["a"], plans["b"], keep=keep, threads=threads, progress=(ticks["a"], ticks["b"]),
            seen=(shown["a"], shown["b"]),
        )  # fmt: skip
        for place, ledger in both:
            write_replicate(worlds["ab"[place]], number, ledger)
    elif missing:
        (name,) = missing
        ledger = run(plans[name], keep=keep, threads=threads, progress=ticks[name], seen=shown[name])
        write_replicate(worlds[name], number, ledger)


def read_pair(folder: Path, /) -> dict[str, Any]:
    """Document of the folder of a finished pair.

    Raises
    ------
    RunError
        R202 if there is none; R204 if it is damaged.
    """
    if not (folder / DOCUMENT).is_file():
        raise RunError("R202", f'there is no finished pair in "{folder}"', "Make one with: demerit pair A B.")
    return read_document(folder / DOCUMENT, schema=SCHEMA)


def half(progress: Progress | None, name: str, shares: dict[str, float]) -> Progress | None:
    """Progress of one of two worlds; ``shares`` has how far each has come."""

    def told(what: str, share: float) -> None:
        assert progress is not None
        shares[name] = share
        progress(f"{name}/{what}", sum(shares.values()) / len(shares))

    return None if progress is None else told


def pair_document(job: PairJob, folder: Path, results: dict[str, Any]) -> dict[str, Any]:
    """Document of a pair whose two runs are complete, with the result of each."""
    first, second = (read_ledgers(folder / world, with_log=BEGINNINGS) for world in "ab")
    penalties = {
        key: about.get("unit", ledgers[0].manifest["unit"])
        for ledgers in (first, second)
        for key, about in ledgers[0].manifest["keys"].items()
        if kind_of(key, about) is not None
    }
    alone = job.b.inputs.scheme.id == NONE
    changed = () if alone else diff(job.b.inputs.scheme, job.a.inputs.scheme)
    return {
        "schema": SCHEMA,
        "pair": {
            "a": world_name(job.a.inputs), "b": world_name(job.b.inputs), "safeguards": list(job.a.inputs.safeguards),
            "said": list(job.a.inputs.said),
        },
        **results,
        "differences": [entry_of(row) for row in compare(first, second) if alone or of_both(row.id)],
        "moved": moved(first, second, penalties=penalties),
        "changed": [change.as_data() for change in changed if not change.path.startswith("sources.")],
    }  # fmt: skip


def of_both(name: str) -> bool:
    """Whether a difference has a meaning between any two worlds; chilling and deterrence are against none alone."""
    return name.partition(":")[0] not in (*EFFECTS, "deterrence_per", "feedback_gain")
