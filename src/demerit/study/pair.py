"""Two worlds of the same people with the same dice: two schemes, or a scheme with safeguards and without.

World A is the first scheme, or the scheme with the safeguards; world B is what it is held against. Each world is a run
of its own in a folder of the pair, with the bytes that a single run would have.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, replace
from pathlib import Path
from typing import Any

from demerit.errors import RunError, UnfinishedError, UsageError
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
from demerit.study.progress import Progress
from demerit.study.single import read_document, simulate

__all__ = ["NONE", "PairJob", "PairResult", "make_pair", "read_pair", "simulate_pair", "without_scheme"]

NONE = "none"
"""Stands for the world without a scheme."""

SCHEMA = "demerit.pair/1"
DOCUMENT = "pair.json"
KEPT = ("format", "society", "jurisdiction", "period", "subjects", "kind", "status")


@dataclass(frozen=True, kw_only=True)
class PairJob:
    """Two runs that differ in their scheme alone."""

    a: Job
    b: Job

    @property
    def name(self) -> str:
        """Name of the folder: both schemes, the seed, and eight digits of all inputs."""
        one, two = world_name(self.a.inputs), world_name(self.b.inputs)
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


def make_pair(asked: Asked, /, *, other: str | None = None) -> PairJob:
    """Load both worlds.

    Parameters
    ----------
    asked : Asked
        World A; its safeguards are those of the pair.
    other : str, optional
        World B: an id, a file, or ``none``. Left out: the scheme of world A without its safeguards.

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
    return PairJob(a=a, b=replace(a, inputs=inputs))


def simulate_pair(
    job: PairJob,
    /,
    *,
    out: Path | None = None,
    progress: Progress | None = None,
    began: Callable[[Path], None] | None = None,
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

    Raises
    ------
    UnfinishedError
        R206 if it stopped; the same call goes on.
    """
    folder = out if out is not None else RUNS / job.name
    results = {}
    for place, world in enumerate((job.a, job.b)):
        name = "ab"[place]
        try:
            results[name] = simulate(
                world, out=folder / name, progress=half(progress, place),
                began=None if began is None or place else lambda _: began(folder),
            ).document  # fmt: skip
        except UnfinishedError as stop:
            hint = "The same command goes on where it stopped."
            raise UnfinishedError(stop.defect.code, stop.defect.message, hint) from stop
    document = pair_document(job, folder, results)
    write_whole(folder / DOCUMENT, render_document(document))
    return PairResult(document=document, folder=folder, job=job)


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


def half(progress: Progress | None, place: int) -> Progress | None:
    """Progress of one of two worlds."""
    return None if progress is None else lambda what, share: progress(f"{'ab'[place]}/{what}", (place + share) / 2)


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
