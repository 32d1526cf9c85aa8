"""A study from beginning to end: its folder, its shards, its tables.

``runs/<study>-s<seed>-<8 digits>`` holds ``study.json`` (the manifest), ``worlds/<id>.json``, ``results.parquet`` and
``design.parquet``; while it goes on, ``parts/`` has what each finished shard made, by its name, each whole or not at
all. A study that was killed goes on with the shards that are missing, here or elsewhere, and what comes out has the
same bytes.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from demerit.errors import RunError, UsageError, nearest
from demerit.ledger.folder import RUNS, told_clearly, write_whole
from demerit.ledger.manifest import digest
from demerit.ledger.model import Ledger
from demerit.study.gather import DESIGN, RESULT, Gathered, design_rows, gather, write_table
from demerit.study.job import processors
from demerit.study.play import read_off
from demerit.study.progress import Progress
from demerit.study.shards import Executor, on_threads, read_shard, read_world
from demerit.study.single import unfinished
from demerit.study.studyjob import Sized, StudyJob, World
from demerit.study.unknowns import choose

__all__ = [
    "POINTS", "RESULTS", "StudyResult", "carry_out", "find_study", "job_of_study_folder", "resume_study", "run_study",
]  # fmt: skip

MANIFEST = "study.json"
RESULTS, POINTS = "results.parquet", "design.parquet"
PASSING = ("status", "refused", "runs")
"""Keys of ``study.json`` that say how far the study has come."""


@dataclass(frozen=True, kw_only=True)
class StudyResult:
    """A finished study.

    Attributes
    ----------
    job : StudyJob
    folder : Path
    manifest : dict
        Also in ``study.json``; ``refused`` has the points that make no world.
    found : bool
        It had been finished before; nothing was computed.
    """

    job: StudyJob
    folder: Path
    manifest: dict[str, Any]
    found: bool


def run_study(
    job: StudyJob,
    /,
    *,
    out: Path | None = None,
    executor: Executor | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
    began: Callable[[Path], None] | None = None,
) -> StudyResult:
    """Carry a study out and write its folder.

    Parameters
    ----------
    job : StudyJob
        From ``job_of_study``.
    out : path, optional
        Folder; ``runs/<study>-s<seed>-<8 digits of the inputs>`` if left out.
    executor : callable, optional
        Plays the shards (``study/shards.py``); threads of this machine if left out.
    threads : int, optional
        All processors if left out.
    progress : callable, optional
        Called with what is being done and the share of all work that is done.
    began : callable, optional
        Called with the folder as soon as there is something to go on with.

    Raises
    ------
    RunError
        R201, R203, R204 if the folder cannot be used.
    UsageError
        R396 if an indicator is found in no world.
    UnfinishedError
        R206 if the study stopped; ``resume_study`` goes on.
    """
    folder = out if out is not None else RUNS / job.name
    if begin(folder, job):
        return StudyResult(job=job, folder=folder, manifest=read_study_manifest(folder), found=True)
    if began is not None:
        began(folder)
    executor = executor or on_threads(threads or processors())
    with unfinished(f"Go on with: demerit study resume {folder}"):
        play_missing(job, folder, executor, progress, only=first_tasks(job))
    check_indicators(job, folder)
    with unfinished(f"Go on with: demerit study resume {folder}"):
        play_missing(job, folder, executor, progress)
        if progress is not None:
            progress("result", 1.0)
        found = gather(job, part=lambda place: part_of(job, folder, place).read_bytes())
        manifest = finish(job, folder, found)
    return StudyResult(job=job, folder=folder, manifest=manifest, found=False)


def carry_out(
    job: StudyJob, /, *, executor: Executor | None = None, threads: int | None = None, progress: Progress | None = None
) -> Gathered:
    """Carry a study out in memory: nothing is written, and nothing can be gone on with."""
    made: dict[int, bytes] = {}
    shards = [job.shard_of(task) for task in job.tasks]
    for place, part in (executor or on_threads(threads or processors()))(job.texts, shards):
        made[place] = part
        if progress is not None:
            progress(f"shard:{len(made)}:{len(shards)}", len(made) / len(shards))
    return gather(job, part=made.__getitem__)


def begin(folder: Path, job: StudyJob) -> bool:
    """Make the folder of a study, or find what an earlier call left; whether all had been finished."""
    with told_clearly(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / MANIFEST).exists():
            old = read_study_manifest(folder)
            if digest(stable(old)) != digest(job.manifest):
                hint = "Choose another folder with --out."
                raise RunError("R203", f"the folder {folder} holds a study of other inputs", hint)
            if old["status"] == "complete":
                return True
        elif any(not path.name.startswith(".tmp-") for path in folder.iterdir()):
            hint = "Choose another folder with --out."
            raise RunError("R203", f"the folder {folder} holds files that are not of a study", hint)
        for inside in ("worlds", "parts"):
            (folder / inside).mkdir(exist_ok=True)
        for name, text in job.texts.items():
            write_whole(folder / "worlds" / f"{name}.json", text)
        write_manifest(folder, {**job.manifest, "status": "incomplete"})
    return False


def stable(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Manifest without what says how far the study has come."""
    return {name: value for name, value in manifest.items() if name not in PASSING}


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Write ``study.json`` by one renaming."""
    write_whole(folder / MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False, allow_nan=False) + "\n")


def part_of(job: StudyJob, folder: Path, place: int) -> Path:
    """File of what a shard made."""
    return folder / "parts" / job.shard_names[place]


def play_missing(
    job: StudyJob, folder: Path, executor: Executor, progress: Progress | None, *, only: list[int] | None = None
) -> None:
    """Play the shards that no earlier call finished; shards that are the same are played once."""
    places: dict[Path, int] = {}
    for place in range(len(job.tasks)):
        places.setdefault(part_of(job, folder, place), place)
    kept = sum(path.is_file() for path in places)
    missing = {path: place for path, place in places.items() if (only is None or place in only) and not path.is_file()}

    def say(done: int) -> None:
        if progress is not None:
            progress(f"shard:{done}:{len(places)}", done / max(1, len(places)))

    say(kept)
    if not missing:
        return
    paths = list(missing)
    shards = [job.shard_of(job.tasks[place]) for place in missing.values()]
    for done, (number, made) in enumerate(executor(job.texts, shards), start=kept + 1):
        write_whole(paths[number], made)
        say(done)


def first_tasks(job: StudyJob) -> list[int]:
    """Places of the first task of each world: they show what there is to be counted."""
    firsts: dict[int, int] = {}
    for place, task in enumerate(job.tasks):
        firsts.setdefault(task.world, place)
    return list(firsts.values())


def check_indicators(job: StudyJob, folder: Path) -> None:
    """Refuse a study that asks for an indicator that none of its worlds has.

    Raises
    ------
    UsageError
        R396.
    """
    read = [read_shard(part_of(job, folder, place).read_bytes()) for place in first_tasks(job)]
    names = {row["id"] for ledger in read if isinstance(ledger, Ledger) for row in read_off(ledger, indicators=["*"])}
    for asked in job.indicators:
        if names and "*" not in asked and asked not in names:
            raise UsageError("R396", f'no world of the study has the indicator "{asked}"', close_to(asked, names))


def close_to(asked: str, names: set[str]) -> str:
    """Say which indicators are like one that is not there."""
    near = get_close_matches(asked, sorted(names), n=4, cutoff=0.5)
    return f"Near it: {', '.join(near)}." if near else 'Ask for "*" to see all that there are.'


def finish(job: StudyJob, folder: Path, found: Gathered) -> dict[str, Any]:
    """Write the tables, and say that the study is complete."""
    write_table(found.rows, path=folder / RESULTS, columns=RESULT, manifest=job.manifest)
    write_table(design_rows(job), path=folder / POINTS, columns=DESIGN, manifest=job.manifest)
    manifest = {**job.manifest, "status": "complete", "refused": found.refused, "runs": len(job.tasks)}
    write_manifest(folder, manifest)
    with told_clearly(folder):
        shutil.rmtree(folder / "parts")
    return manifest


def read_study_manifest(folder: Path) -> dict[str, Any]:
    """Manifest of the folder of a study.

    Raises
    ------
    RunError
        R202 if there is none; R204 if it is damaged.
    """
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        hint = "See demerit study run."
        raise RunError("R202", f"{folder} is not the folder of a study: it has no {MANIFEST}", hint) from None
    except (OSError, ValueError) as fault:
        raise RunError("R204", f"{folder}/{MANIFEST} cannot be read: {fault}", "Delete the folder.") from fault
    if not isinstance(found, dict) or found.get("format") != "demerit.studyrun/1":
        raise RunError("R204", f"{folder}/{MANIFEST} is not a manifest of demerit.studyrun/1", "Delete the folder.")
    return found


def find_study(where: str, /) -> Path:
    """Folder of a study: a path, or a name under ``runs``."""
    for folder in (Path(where), RUNS / where):
        if (folder / MANIFEST).is_file():
            return folder
    names = sorted(path.parent.name for path in RUNS.glob(f"*/{MANIFEST}"))
    raise RunError("R202", f'there is no study "{where}"', nearest(where, names) if names else "Start one: study run.")


def job_of_study_folder(folder: Path, /) -> StudyJob:
    """Study of a folder, from its manifest and the worlds that it keeps; the catalogue is not needed.

    Raises
    ------
    RunError
        R202, R204; R205 if the worlds are not those of the manifest.
    """
    told = read_study_manifest(folder)
    try:
        worlds = tuple(world_of(folder, about, told) for about in told["worlds"])
    except (OSError, ValueError, KeyError) as fault:
        hint = "Start the study again with the command that began it: what is done is kept."
        raise RunError("R205", f"the worlds kept in {folder} cannot be read: {fault}", hint) from fault
    size = Sized(
        persons=tuple(told["sizes"]), months=told["months"], burn_in=told["burn_in"], replicates=told["replicates"],
        stated_replicates=told["stated_replicates"], blocks=told["blocks"],
    )  # fmt: skip
    design = told["design"]
    job = StudyJob(
        about={name: told[name] for name in ("id", "title", "question")}, worlds=worlds, size=size, seed=told["seed"],
        design=design["kind"], n=design["n"], apart=design["apart"], names=tuple(design["unknowns"]),
        at=tuple(tuple(row) for row in told["points"]),
        left_out=tuple((each["id"], each["why"]) for each in told["left_out"]),
        indicators=tuple(told["indicators"]), groups=tuple(told["groups"]),
    )  # fmt: skip
    if digest(job.manifest) != digest(stable(told)):
        hint = "Another version of demerit began it. Start the study again into a new folder."
        raise RunError("R205", f"what {folder} keeps no longer makes the same study", hint)
    return job


def world_of(folder: Path, about: Mapping[str, Any], told: Mapping[str, Any]) -> World:
    """A world that a folder keeps."""
    inputs = read_world((folder / "worlds" / f"{about['id']}.json").read_text(encoding="utf-8"))
    names = [unknown["id"] for unknown in about["unknowns"]]
    unknowns = choose(inputs, over=names) if names else ()
    return World(id=about["id"], label=about["label"], inputs=inputs, against=about["against"], unknowns=unknowns)


def resume_study(
    folder: Path, /, *, executor: Executor | None = None, threads: int | None = None, progress: Progress | None = None
) -> StudyResult:
    """Finish a study that was stopped; a finished one is read."""
    return run_study(job_of_study_folder(folder), out=folder, executor=executor, threads=threads, progress=progress)
