"""Every safeguard of the catalogue tried on one scheme: what each removes alone, what it adds last, what few do most.

All worlds have the same people and the same dice, and what a set of safeguards does is always what came out when that
set was run: nothing is added up. The aims are the harms of ``outcomes/harm.py``, and there are no others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from demerit.errors import InputError, RunError, UnfinishedError
from demerit.evidence.catalogue import catalogue_ids
from demerit.ledger.folder import RUNS, write_whole
from demerit.ledger.manifest import describe_names, digest
from demerit.outcomes.document import render_document
from demerit.outcomes.harm import harms
from demerit.scheme.safeguard import Safeguard, load_safeguard
from demerit.society.population import populate
from demerit.study.headline import kind_of
from demerit.study.job import Asked, Job, check_size, make_job
from demerit.study.progress import Progress, Watch
from demerit.study.trial_sets import (
    LARGEST,
    Effect,
    Tried,
    effect_of,
    in_order,
    small_sets,
    try_alone,
    try_last,
    try_pairs,
)
from demerit.study.trial_worlds import NOTHING, Worlds

__all__ = ["PERSONS", "TrialJob", "TrialResult", "at_most", "make_trial", "simulate_trial"]

PERSONS = 20_000
"""So many persons where nothing was asked: enough to rank what does much, few enough for a hundred worlds."""

SCHEMA = "demerit.trial/1"
DOCUMENT = "trial.json"


@dataclass(frozen=True, kw_only=True)
class TrialJob:
    """A scheme without safeguards, and the safeguards to be tried on it, in the order in which they are put on."""

    job: Job
    safeguards: tuple[Safeguard, ...]

    @property
    def name(self) -> str:
        """Name of the folder: the scheme, the seed, and eight digits of all inputs."""
        job = self.job
        names = [safeguard.id for safeguard in self.safeguards]
        inputs = digest([job.inputs.scheme_hash, job.inputs.society_hash, job.persons, job.months, names])
        return f"{job.inputs.scheme.id}-safeguards-s{job.seed}-{inputs[:8]}"


@dataclass(frozen=True, kw_only=True)
class TrialResult:
    """A finished trial: its document (``demerit.trial/1``, also in ``trial.json``), its folder, and what was run."""

    document: dict[str, Any]
    folder: Path
    job: Job


def at_most(n: int, /) -> int:
    """Most worlds that a trial of ``n`` safeguards runs.

    Without any and with all; each alone and each left out; every pair; and one search for sets of three, four and five.
    Searches for other harms are run in place of the pairs that need not be.

    Examples
    --------
    >>> at_most(10)
    88
    """
    larger = sum(max(0, n - size) for size in range(2, LARGEST))
    return 2 + n + n + n * (n - 1) // 2 + larger


def make_trial(asked: Asked, /, *, safeguards: Sequence[Safeguard] | None = None) -> TrialJob:
    """Load what is to be tried.

    Parameters
    ----------
    asked : Asked
        Without safeguards. Persons that are left out: 20,000, or the society's if it has fewer; more where so few have
        no 1,000 subjects of the scheme.
    safeguards : sequence of Safeguard, optional
        Left out: all of the catalogue.

    Raises
    ------
    InputError
        With every fault of the files.
    UsageError, RunError
        As ``make_job``.
    """
    job = replace(make_job(asked), keep="tallies", vary=False)
    if asked.persons is None:
        job = replace(job, persons=enough(job))
    if safeguards is None:
        safeguards = [load_safeguard(name) for name in catalogue_ids("safeguards")]
    return TrialJob(job=job, safeguards=tuple(safeguards))


def enough(job: Job) -> int:
    """Persons where nothing was asked."""
    persons = min(PERSONS, job.persons)
    while persons < job.persons:
        try:
            check_size(job.inputs.scheme, populate(job.inputs.bundle.society, seed=job.seed, persons=persons))
            break
        except RunError:
            persons = min(2 * persons, job.persons)
    return persons


def simulate_trial(
    trial: TrialJob,
    /,
    *,
    out: Path | None = None,
    progress: Progress | None = None,
    began: Callable[[Path], None] | None = None,
    planned: Callable[[int, int], None] | None = None,
) -> TrialResult:
    """Run the worlds of a trial and rank the safeguards.

    Parameters
    ----------
    trial : TrialJob
    out : path, optional
        Folder; ``runs/<scheme>-safeguards-s<seed>-<8 digits of the inputs>`` if left out.
    progress : callable, optional
        Called with what is being done and the share of all work that is done, at least.
    began : callable, optional
        Called with the folder as soon as there is something to go on with.
    planned : callable, optional
        Called with the number of safeguards to be run and the most worlds that they need, before any is run.

    Raises
    ------
    RunError
        R301 for fewer than 1,000 subjects.
    UnfinishedError
        R206 if it stopped; the same call goes on.
    """
    job = trial.job
    watch = Watch(progress, main=0.0, small=float(job.persons * job.months), total=1.0)
    watch.say("people")
    people = populate(job.inputs.bundle.society, seed=job.seed, persons=job.persons)
    check_size(job.inputs.scheme, people)
    folder = out if out is not None else RUNS / trial.name
    known = {safeguard.id: safeguard for safeguard in trial.safeguards}
    worlds = Worlds(job=job, safeguards=known, people=people, folder=folder, watch=watch)
    rows = {name: described(worlds, name) for name in known}
    names = tuple(name for name, row in rows.items() if row["reason"] is None)
    most = at_most(len(names))
    watch.total = most * watch.small
    if planned is not None:
        planned(len(names), most)
    try:
        document = fill(worlds, rows, names, most=most, began=began)
    except (RunError, MemoryError) as fault:
        told = str(fault) or "there is not enough memory"
        hint = "The same command goes on where it stopped."
        raise UnfinishedError("R206", f"the trial is unfinished: {told.rstrip('.')}", hint) from fault
    write_whole(folder / DOCUMENT, render_document(document))
    return TrialResult(document=document, folder=folder, job=job)


def described(worlds: Worlds, name: str) -> dict[str, Any]:
    """A safeguard, what it changes in the scheme, and why it is not run, if it is not."""
    safeguard = worlds.safeguards[name]
    row: dict[str, Any] = {
        "id": name, "title": safeguard.title, "basis": safeguard.basis, "changes": 0, "said": "", "reason": None,
        "fault": None, "alternatives": [], "alone": None, "last": None,
    }  # fmt: skip
    world = worlds.world((name,))
    try:
        applied = worlds.put((name,))
        row |= {"changes": len(applied.changes), "said": applied.said}
    except InputError:
        pass
    if world is None:
        row |= {"reason": "fault", "fault": worlds.faults[(name,)]}
    elif not row["changes"]:
        row["reason"] = "nothing"
    elif world == worlds.world(NOTHING):
        row["reason"] = "declared"
    return row


def fill(
    worlds: Worlds, rows: dict[str, dict[str, Any]], names: tuple[str, ...], *, most: int,
    began: Callable[[Path], None] | None,
) -> dict[str, Any]:  # fmt: skip
    """Run what is needed, and say what came out."""
    worlds.play([NOTHING])
    if began is not None:
        began(worlds.folder)
    base = worlds.look(NOTHING)
    assert base is not None
    aims = harms(worlds.key)
    present = [harm for harm in aims if base.total(harm)]
    tried = Tried(worlds=worlds, names=names if present else (), harms=aims, most=most)
    try_alone(tried)
    try_last(tried)
    try_pairs(tried)
    greedy = [small_sets(tried, harm) for harm in present]
    for name in names:
        rows[name] |= {
            "reason": None if present else "no_harm", "alternatives": list(tried.alternatives(name)),
            "alone": told(tried.alone.get(name)), "last": told(tried.last.get(name)),
            "fault": tried.faults.get(name),
        }  # fmt: skip
    together = effect_of(tried, NOTHING, tried.together) if tried.together else None
    everything = worlds.look(tried.together) or base
    n = len(tried.names)
    return {
        "schema": SCHEMA,
        "run": {
            **described_run(worlds), "subjects": base.total("subjects"), "safeguards": len(names), "at_most": most,
            "runs": worlds.runs, "pairs_possible": n * (n - 1) // 2, "pairs_run": len(tried.pairs),
        },
        "harms": [
            {"harm": harm, "without": base.total(harm), "together": everything.total(harm)} for harm in aims
        ],
        "together": {"safeguards": list(tried.together), "effect": told(together)},
        "safeguards": [rows[name] for name in in_order(tried, list(rows))],
        "pairs": [
            {
                "safeguards": list(pair), "effect": told(effect), "fault": worlds.faults.get(pair),
            }
            for pair, effect in tried.pairs.items()
        ],
        "greedy": [
            {
                "harm": found.harm, "cut": found.cut,
                "sets": [
                    {"safeguards": list(one.safeguards), "effect": told(one.effect), "adds": asdict(one.adds)}
                    for one in found.sets
                ],
            }
            for found in greedy
        ],
    }  # fmt: skip


def described_run(worlds: Worlds) -> dict[str, Any]:
    """What was run, and the penalty of the headline."""
    job, key = worlds.job, worlds.key
    scheme, society = job.inputs.scheme, job.inputs.bundle.society
    keys = describe_names(scheme, conduct=None, needs=None)["keys"]
    about = keys[key] if key is not None else {}
    return {
        "scheme": scheme.id, "title": scheme.title, "first_line": scheme.first_line, "unit": scheme.subjects.unit,
        "society": society.id, "society_title": society.title, "persons": job.persons, "months": job.months,
        "seed": job.seed, "headline": key, "label": about.get("label") or (key or "").partition(":")[2],
        "kind": None if key is None else kind_of(key, about),
    }  # fmt: skip


def told(effect: Effect | None) -> dict[str, Any] | None:
    """An effect as plain data."""
    return None if effect is None else {harm: asdict(change) for harm, change in effect.items()}
