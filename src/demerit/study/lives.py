"""Lives of a run or a pair: which is asked for, read from the log, or computed again where it was not kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from demerit.draws import replicate_seed
from demerit.errors import RunError, UsageError
from demerit.ledger.folder import RUNS, find_run, is_complete, read_manifest
from demerit.ledger.rows import Row, count_penalties, count_subjects, read_rows, spared_subjects
from demerit.outcomes.life import Line, Setting, tell_life
from demerit.outcomes.lives import Chosen, choose
from demerit.outcomes.paths import Trail
from demerit.outcomes.starting import Start, start_of
from demerit.society.tables import FIRM_BASE
from demerit.study.inputs import Inputs, read_inputs
from demerit.study.job import Job
from demerit.study.pair import DOCUMENT
from demerit.study.paths import trails_of
from demerit.study.progress import Progress
from demerit.study.single import job_of_folder

__all__ = ["Life", "World", "find_lives", "tell"]


@dataclass(frozen=True, kw_only=True)
class World:
    """One life in one world.

    Attributes
    ----------
    folder : Path
    manifest : dict
    inputs : Inputs
    lines : tuple of Line
        In order.
    again : bool
        The run did not keep this file; it was played again.
    starts_in : Start or None
        The band in which it starts, where there are bands and it is known.
    """

    folder: Path
    manifest: dict[str, Any]
    inputs: Inputs
    lines: tuple[Line, ...]
    again: bool
    starts_in: Start | None = None


@dataclass(frozen=True, kw_only=True)
class Life:
    """One life in one or two worlds.

    Attributes
    ----------
    uid : int
        Of the file; of a household that of its first member.
    unit : str
        ``person``, ``household`` or ``firm``.
    worlds : {name: World}
        ``run``, or ``a`` and ``b``.
    chosen : Chosen or None
        How it was chosen; None where it was asked for by its uid.
    chosen_in : str
        World in which it was chosen.
    partly : bool
        It was chosen as freed, and is spared some penalties, not all.
    subjects : int
        Subjects of the main unit inside the scheme, where one was chosen.
    replicate : int
        Which replicate it is of, from 1.
    """

    uid: int
    unit: str
    worlds: dict[str, World]
    chosen: Chosen | None = None
    chosen_in: str = ""
    partly: bool = False
    subjects: int = 0
    replicate: int = 1


def find_lives(where: str, /) -> dict[str, Path]:
    """Folders of the worlds of a run (``run``) or of a pair (``a``, ``b``).

    Raises
    ------
    RunError
        R202 if there is no such run or pair, or if it is not complete.
    """
    if where == "last":
        pairs = [path.parent for path in RUNS.glob(f"*/{DOCUMENT}")]
        alone = [path.parent for path in RUNS.glob("*/run.json") if is_complete(path.parent)]
        found = [(mark(folder).stat().st_mtime_ns, folder) for folder in [*pairs, *alone]]
        folder = max(found)[1] if found else find_run("last")
    else:
        folder = next((each for each in (Path(where), RUNS / where) if (each / DOCUMENT).is_file()), Path(where))
    paired = (folder / DOCUMENT).is_file()
    worlds = {world: folder / world for world in "ab"} if paired else {"run": find_run(folder)}
    for each in worlds.values():
        if read_manifest(each).get("status") != "complete":
            raise RunError("R202", f"the run in {each} is incomplete", "Run it again: it goes on where it stopped.")
    return worlds


def mark(folder: Path) -> Path:
    """File that says when a run or a pair was finished."""
    return folder / (DOCUMENT if (folder / DOCUMENT).is_file() else "run.json")


def tell(
    folders: Mapping[str, Path], /, *, uid: int | None = None, way: str | None = None, replicate: int = 1,
    threads: int | None = None, progress: Progress | None = None,
) -> Life:  # fmt: skip
    """Tell one life, asked for by its uid or chosen.

    Parameters
    ----------
    folders : {world: Path}
        From ``find_lives``.
    uid : int, optional
        Of a synthetic subject.
    way : str, optional
        How to choose one, of ``WAYS``; left out, with no uid: ``typical``.
    replicate : int
        From 1; one is chosen there, and told of it.
    threads : int, optional
        For a file that has to be computed again.
    progress : callable, optional
        Called while it is.

    Raises
    ------
    UsageError
        R340 for a uid beside a way to choose; R341 if there is no such subject; R342 for ``freed`` without a pair;
        R346 if there is no such replicate.
    RunError
        R344 if the run kept no files to choose from; R345 if nobody has such a life; R343 if a file cannot be computed
        again; R202 ... R205 if a folder cannot be read.
    """
    if uid is not None and way is not None:
        raise UsageError("R340", "a life is asked for by its uid or chosen, not both", "Leave one out.")
    manifests = {world: read_manifest(folder) for world, folder in folders.items()}
    if way == "freed" and "b" not in folders:
        raise UsageError(
            "R342", "only a pair of worlds can show who is freed", "Run one: demerit pair SCHEME --safeguard NAME."
        )
    most = min(manifest["replicates"] for manifest in manifests.values())
    if not 1 <= replicate <= most:
        hint = f"Replicates are 1 to {most}." if most > 1 else "The run has one."
        raise UsageError("R346", f"there is no replicate {replicate}", hint)
    inputs = {
        world: read_inputs(folder, safeguards=manifests[world]["options"]["safeguards"])
        for world, folder in folders.items()
    }
    chosen, where, partly = None, "", False
    if uid is None:
        with_safeguards = "b" in folders and manifests["a"]["options"]["safeguards"]
        where = "b" if with_safeguards or way == "freed" else next(iter(folders))
        chosen, partly = pick(folders, manifests, where, way or "typical", replicate - 1)
        uid = chosen.uid
    first = next(iter(folders))
    uid, unit, members = file_of(uid, manifests[first], inputs[first], replicate - 1)
    worlds = {}
    for number, (world, folder) in enumerate(folders.items()):
        told = None if progress is None else part_of(progress, world, number, len(folders))
        manifest, own = manifests[world], inputs[world]
        rows, again = rows_in(folder, manifest, members, replicate - 1, threads=threads, progress=told)
        trails = trails_of(rows, folder=folder, manifest=manifest, inputs=own, replicate=replicate - 1)
        setting = setting_of(manifest, own, unit, replicate=replicate - 1, trails=trails)
        worlds[world] = World(
            folder=folder, manifest=manifest, inputs=own, again=again, lines=tuple(tell_life(rows, setting=setting)),
            starts_in=start_of(rows, setting=setting),
        )  # fmt: skip
    subjects = count_subjects(folders[where], replicate=replicate - 1) if where else 0
    return Life(
        uid=uid, unit=unit, worlds=worlds, chosen=chosen, chosen_in=where, partly=partly, subjects=subjects,
        replicate=replicate,
    )  # fmt: skip


def setting_of(
    manifest: Mapping[str, Any], inputs: Inputs, unit: str, *, replicate: int = 0,
    trails: Mapping[int, Trail] | None = None,
) -> Setting:  # fmt: skip
    """What the rows of a world are about."""
    return Setting(
        scheme=inputs.scheme, bundle=inputs.bundle, seed=replicate_seed(manifest["seed"], replicate),
        burn_in=manifest["burn_in"], unit=unit, items=tuple(manifest["log_items"]), trails=trails or {},
    )  # fmt: skip


def pick(
    folders: Mapping[str, Path], manifests: Mapping[str, Mapping[str, Any]], where: str, way: str, replicate: int
) -> tuple[Chosen, bool]:
    """Choose a life in one world; whether one that is freed is freed only in part."""
    for world in {where, *(folders if way == "freed" else ())}:
        if manifests[world]["options"]["keep"] == "tallies":
            hint = "Name a uid, which is computed again, or run it with --keep penalised."
            raise RunError("R344", f"the run in {folders[world]} kept no files to choose from", hint)
    spared: set[int] = set()
    partly = False
    if way == "freed":
        both = spared_subjects(
            (folders["a"], folders["b"]), manifests=(manifests["a"], manifests["b"]), replicate=replicate
        )
        partly = not both["wholly"]
        spared = both["wholly"] or both["partly"]
    profiles = count_penalties(folders[where], manifest=manifests[where], replicate=replicate)
    chosen = choose(profiles, way=way, spared=spared)
    if chosen is None:
        hint = "Try --typical or --worst." if len(profiles.uid) else "Nobody was penalised; name a uid."
        raise RunError("R345", f"nobody in {folders[where]} has such a life ({way.replace('_', '-')})", hint)
    return chosen, partly


def file_of(uid: int, manifest: Mapping[str, Any], inputs: Inputs, replicate: int) -> tuple[int, str, range]:
    """The file that a uid belongs to: its own uid, its unit, and the uids whose rows tell its life.

    Raises
    ------
    UsageError
        R341 if there is no such subject.
    """
    scheme, persons = inputs.scheme, int(manifest["persons"])
    seed = replicate_seed(manifest["seed"], replicate)
    if uid >= FIRM_BASE:
        from demerit.society.population import populate

        firms = populate(inputs.bundle.society, seed=seed, persons=persons).n_firms
        if uid - FIRM_BASE >= firms:
            raise UsageError("R341", f"there is no firm {uid - FIRM_BASE:,}: the run has {firms:,}", "")
        return uid, "firm", range(uid, uid + 1)
    if not 0 <= uid < persons:
        hint = f"Uids of people are 0 to {persons - 1:,}."
        raise UsageError("R341", f"there is no subject {uid:,} among {persons:,} persons", hint)
    if "household" not in (scheme.subjects.unit, *scheme.subjects.also):
        return uid, "person", range(uid, uid + 1)
    from demerit.society.people import household_of
    from demerit.society.population import populate

    first, size = household_of(populate(inputs.bundle.society, seed=seed, persons=persons).tables, uid)
    return int(first), "household", range(int(first), min(int(first + size), persons))


def rows_in(
    folder: Path, manifest: Mapping[str, Any], uids: range, replicate: int, *, threads: int | None,
    progress: Progress | None,
) -> tuple[list[Row], bool]:  # fmt: skip
    """Rows of a file from the log, or from the run played again; and whether it was."""
    keep = manifest["options"]["keep"]
    rows = read_rows(folder, manifest=manifest, uids=uids, replicate=replicate) if keep != "tallies" else []
    if rows or keep == "all":
        return rows, False
    from demerit.study.again import rows_again

    if progress is not None:
        progress("people", 0.0)
    job = job_of_folder(folder, threads=threads)

    def tick(month: int, months: int) -> None:
        if progress is not None:
            progress("main:1:1", month / months)

    plan_hash = manifest["plan_hash"]
    if replicate > 0:
        other = replace(job, seed=replicate_seed(job.seed, replicate))
        plan_hash = hash_of(other) if hash_of(job) == plan_hash else ""
        job = other
    return rows_again(job, uids=uids, plan_hash=plan_hash, tick=tick), True


def hash_of(job: Job) -> str:
    """Hash of the plan of a job's first replicate."""
    from demerit.engine.plan import plan
    from demerit.society.population import populate

    people = populate(job.inputs.bundle.society, seed=job.seed, persons=job.persons)
    return plan(
        job.inputs.scheme, job.inputs.bundle, people, seed=job.seed, months=job.months, burn_in=job.burn_in,
        truth=job.keep != "tallies",
    ).hash  # fmt: skip


def part_of(progress: Progress, world: str, number: int, of: int) -> Progress:
    """Progress of one of the worlds."""
    prefix = "" if world == "run" else f"{world}/"
    return lambda what, share: progress(f"{prefix}{what}", (number + share) / of)
