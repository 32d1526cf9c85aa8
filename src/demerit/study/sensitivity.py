"""``demerit study sensitivity``: which of the unknowns decide a result, and what it would be at their ends.

Three studies of the same people with the same dice: every unknown alone at both its ends (``ends``); a screening of
all after Morris (``morris``); and Sobol indices (``sobol``) of those that the screening puts first, the others as
stated, or of all where that is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from demerit.errors import UsageError
from demerit.ledger.folder import RUNS
from demerit.ledger.manifest import describe_names, digest
from demerit.outcomes.sample import MANY
from demerit.study.design import salib
from demerit.study.headline import headline
from demerit.study.indices import Found, morris_effects, sobol_indices
from demerit.study.job import Asked
from demerit.study.play import play
from demerit.study.progress import Progress
from demerit.study.shards import Executor
from demerit.study.spread import Floats
from demerit.study.studyjob import Sized, StudyJob, World, laid_out
from demerit.study.studyrun import StudyResult, run_study
from demerit.study.sweep import about_run, evidence_of, rows_of, run_part, small
from demerit.study.twice import dice, ends_of
from demerit.study.unknowns import choose

__all__ = ["METHODS", "SCHEMA", "SensitivityJob", "SensitivityResult", "make_sensitivity", "run_sensitivity"]

SCHEMA = "demerit.sensitivity/1"
METHODS = ("morris", "sobol")
SCREENED = 6
"""So many unknowns go on from the screening to Sobol indices."""

TRAJECTORIES = 8
BASE = 32
REPLICATES = 4
DECIDERS = 3


@dataclass(frozen=True, kw_only=True)
class SensitivityJob:
    """A sensitivity, fully said: the study of the ends, and how the others are made from it.

    Attributes
    ----------
    ends : StudyJob
        Every unknown alone at both ends, each in several replicates.
    methods : tuple of str
        ``morris``, ``sobol`` or both, in this order.
    trajectories, base : int
        Of Morris; of Sobol.
    """

    ends: StudyJob
    methods: tuple[str, ...]
    trajectories: int
    base: int

    @property
    def name(self) -> str:
        """Name of the folder."""
        told = digest([self.ends.manifest, list(self.methods), self.trajectories, self.base])
        return f"{self.ends.about['id']}-s{self.ends.seed}-{told[:8]}"


@dataclass(frozen=True, kw_only=True)
class SensitivityResult:
    """A finished sensitivity: its document (``demerit.sensitivity/1`` without words), its folder, and what was run."""

    document: dict[str, Any]
    folder: Path
    job: SensitivityJob


def make_sensitivity(
    asked: Asked,
    /,
    *,
    method: str | None = None,
    over: Iterable[str] | None = None,
    apart: bool = False,
    trajectories: int = TRAJECTORIES,
    base: int = BASE,
    indicators: Sequence[str] = (),
) -> SensitivityJob:
    """Lay a sensitivity out.

    Parameters
    ----------
    asked : Asked
        Left out: 10,000 persons; 4 replicates at the ends.
    method : {"morris", "sobol"}, optional
        Left out: Morris over all, then Sobol over the six that it puts first.
    over, apart
        As of ``make_sweep``.
    trajectories, base : int
        The screening takes ``trajectories`` times the unknowns plus 1 runs, Sobol ``base`` times the unknowns plus 2.
    indicators : sequence of str
        Left out: the share ever reached by the penalty of the headline, and the share of it that is wrongful.

    Raises
    ------
    UsageError
        R395 if SALib is not installed; R398 for a method that is not known; and as ``make_sweep``.
    InputError, RunError
        As ``make_sweep``.
    """
    if method is not None and method not in METHODS:
        raise UsageError("R398", f'there is no method "{method}"', "Write morris or sobol, or leave it out for both.")
    salib("analyze.morris")
    job = small(asked)
    unknowns = choose(job.inputs, over=over, apart=apart)
    replicates = REPLICATES if asked.replicates is None else job.replicates
    size = Sized(
        persons=(job.persons,), months=job.months, burn_in=job.burn_in, replicates=replicates,
        stated_replicates=max(MANY, replicates),
    )  # fmt: skip
    ends = laid_out(
        StudyJob(
            about=about_run(job.inputs, "sensitivity"),
            worlds=(World(id="world", inputs=job.inputs, unknowns=unknowns),), size=size, seed=job.seed,
            design="ends", n=0, apart=apart, indicators=tuple(indicators) or of_headline(asked, job.persons),
        )
    )  # fmt: skip
    return SensitivityJob(
        ends=ends, methods=METHODS if method is None else (method,), trajectories=trajectories, base=base
    )


def of_headline(asked: Asked, persons: int) -> tuple[str, ...]:
    """Indicators of the headline penalty, which a run of the stated world shows.

    Raises
    ------
    UsageError
        R399 if the scheme has no penalty.
    """
    job = small(replace(asked, persons=persons))
    ledger = play(job.inputs, persons=persons, months=job.months, burn_in=job.burn_in, seed=job.seed)
    keys = describe_names(job.inputs.scheme, conduct=None, needs=None)["keys"]
    key = headline(keys, people=lambda name: ledger.total(f"{name}:people"))
    if key is None:
        hint = "Name what is to be explained with --indicator."
        raise UsageError("R399", f'"{job.inputs.scheme.id}" has no penalty', hint)
    return (f"{key}:ever", f"{key}:wrongful")


def run_sensitivity(
    job: SensitivityJob,
    /,
    *,
    out: Path | None = None,
    executor: Executor | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
    began: Callable[[Path], None] | None = None,
) -> SensitivityResult:
    """Carry a sensitivity out; what is finished is kept, and the same call goes on.

    Parameters
    ----------
    job : SensitivityJob
    out, executor, threads, progress, began
        As of ``run_study``; the folder has one of each study.

    Raises
    ------
    UnfinishedError
        R206 if it stopped.
    """
    folder = out if out is not None else RUNS / job.name
    rooms = runs_of(job)
    total, before = sum(rooms.values()), 0
    results: dict[str, StudyResult] = {}
    screened: dict[str, Found] = {}
    for part in rooms:
        study = job.ends if part == "ends" else part_of(job, part, screened)
        told = None if progress is None else share(progress, before / total, rooms[part] / total)
        results[part] = run_study(
            study, out=folder / part, executor=executor, threads=threads, progress=told,
            began=None if began is None else lambda _: began(folder),
        )  # fmt: skip
        before += rooms[part]
        if part == "morris":
            screened = analysed(results[part])
    return SensitivityResult(document=document_of(job, results), folder=folder, job=job)


def share(progress: Progress, start: float, width: float) -> Progress:
    """Progress of a part of all work."""
    return lambda what, done: progress(what, min(1.0, start + width * done))


def runs_of(job: SensitivityJob) -> dict[str, int]:
    """Runs of each part, about."""
    k = len(job.ends.names)
    rooms = {"ends": len(job.ends.tasks)}
    if "morris" in job.methods:
        rooms["morris"] = job.trajectories * (k + 1)
    if "sobol" in job.methods:
        rooms["sobol"] = job.base * (2 + (min(k, SCREENED) if "morris" in job.methods else k))
    return rooms


def part_of(job: SensitivityJob, part: str, screened: Mapping[str, Found]) -> StudyJob:
    """Study of a method, over all unknowns or those that the screening puts first for any figure."""
    world = job.ends.worlds[0]
    names = job.ends.names
    if part == "sobol" and "morris" in job.methods:
        names = first_of(names, screened)
    chosen = tuple(unknown for unknown in world.unknowns if unknown.id in names)
    study = replace(
        job.ends, worlds=(replace(world, unknowns=chosen),), design="morris" if part == "morris" else "saltelli",
        n=job.trajectories if part == "morris" else job.base,
        size=replace(job.ends.size, replicates=1, stated_replicates=1), names=(), at=(),
    )  # fmt: skip
    return laid_out(study)


def first_of(names: Sequence[str], screened: Mapping[str, Found]) -> tuple[str, ...]:
    """Unknowns that go on from the screening: by the best place that any figure gives them."""
    places = dict.fromkeys(names, len(names))
    for found in screened.values():
        ordered = sorted(found.of, key=lambda name: -found.of[name].mu_star)
        for place, name in enumerate(ordered):
            places[name] = min(places[name], place)
    best = sorted(names, key=lambda name: places[name])[:SCREENED]
    return tuple(name for name in names if name in best)


def figures(result: StudyResult) -> dict[str, tuple[Mapping[str, Any], Floats]]:
    """Of each figure its pooled stated row, and its values by point and replicate, the stated point first."""
    job = result.job
    shape = (len(job.at) + 1, job.replicates_of(0))
    found: dict[str, tuple[Mapping[str, Any], Floats]] = {}
    for row in rows_of(result):
        name = row["indicator"]
        if row["point"] == 0 and row["replicate"] is None:
            found.setdefault(name, (row, np.full(shape, np.nan)))
        elif row["value"] is not None and name in found and found[name][0]["group"] == row["group"]:
            found[name][1][row["point"], row["replicate"]] = row["value"]
    return found


def analysed(result: StudyResult) -> dict[str, Found]:
    """Indices of each figure."""
    job = result.job
    x = np.array(job.at, dtype=np.float64)
    found = {}
    for name, (_, y) in figures(result).items():
        values = y[1:, 0]
        found[name] = (
            morris_effects(x, values, names=job.names, seed=job.seed)
            if job.design == "morris"
            else sobol_indices(values, names=job.names, seed=job.seed)
        )
    return found


def document_of(job: SensitivityJob, results: Mapping[str, StudyResult]) -> dict[str, Any]:
    """The document, without words."""
    ends = results["ends"]
    world = ends.job.worlds[0]
    indices = {part: analysed(results[part]) for part in job.methods}
    behind = evidence_of(world.inputs)
    told = [
        {
            "id": name, "group": stated["group"], "unit": stated["unit"], "of": stated["of"],
            "stated": {key: stated[key] for key in ("value", "low", "high", "n", "events", "reason")},
            **effects_of(name, ends.job.names, y, indices), "evidence": behind(name),
        }
        for name, (stated, y) in figures(ends).items()
    ]  # fmt: skip
    runs = sum(len(result.job.tasks) for result in results.values())
    return {
        "schema": SCHEMA,
        "run": {
            **run_part(ends, rows_of(ends)), "design": "ends", "runs": runs, "methods": list(job.methods),
            "trajectories": job.trajectories, "base": job.base,
        },
        "unknowns": [unknown.as_data() for unknown in world.unknowns],
        "left_out": [{"id": name, "why": why} for name, why in ends.job.left_out],
        "refused": sum(len(result.manifest["refused"]) for result in results.values()),
        "results": told,
    }  # fmt: skip


def effects_of(
    figure: str, names: Sequence[str], y: Floats, indices: Mapping[str, Mapping[str, Found]]
) -> dict[str, Any]:
    """Effects of every unknown on one figure, the one that decides most first; who decides; what the dice do."""
    found = {part: of[figure] for part, of in indices.items() if figure in of}
    rows = [
        {
            "unknown": name, **ends_of(y, place=place),
            **{part: found[part].as_data(name) if part in found else None for part in METHODS},
        }
        for place, name in enumerate(names)
    ]  # fmt: skip
    rows.sort(key=weight, reverse=True)
    used = {part: {"used": of.used, "left_out": of.left_out, "steady": of.steady} for part, of in found.items()}
    return {
        "deciders": [row["unknown"] for row in rows if decides(row)][:DECIDERS], "effects": rows, "used": used,
        "dice": dice(y),
    }  # fmt: skip


def weight(row: Mapping[str, Any]) -> tuple[float, float, float]:
    """How much an unknown decides: its total index where that is beyond chance, then its screening, then its ends."""
    found = row["sobol"]
    total = found["total"] if found and found["total_low"] > 0 else -1.0
    effect = row["morris"]["mu_star"] if row["morris"] else -1.0
    return total, effect, abs(row["ends"]["difference"] or 0.0)


def decides(row: Mapping[str, Any]) -> bool:
    """Whether an unknown moves the figure by more than chance explains: between its ends, screened, or by its index."""
    ends, screened, index = row["ends"], row["morris"], row["sobol"]
    return (
        (ends["difference_low"] is not None and ends["difference_low"] * ends["difference_high"] > 0)
        or (screened is not None and screened["low"] > 0)
        or (index is not None and index["total_low"] > 0)
    )
