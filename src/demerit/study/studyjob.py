"""A study, fully said: worlds, sizes, points of its design, replicates, blocks; and the shards that it is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import isnan
from typing import Any

import demerit
from demerit.errors import Defect, InputError, RunError, UsageError, nearest
from demerit.evidence.yamltext import Places
from demerit.ledger.manifest import digest
from demerit.society.population import populate
from demerit.study.design import points
from demerit.study.inputs import Inputs, load_inputs
from demerit.study.job import check_size
from demerit.study.pair import NONE, without_scheme
from demerit.study.shards import Shard, name_of_shard, persons_of_block, shard, world_text
from demerit.study.studyfile import Study
from demerit.study.unknowns import Unknown, choose, name_of_number, value_at, with_positions

__all__ = ["Sized", "StudyJob", "Task", "World", "job_of_study", "laid_out", "open_worlds", "usable"]


@dataclass(frozen=True, kw_only=True)
class World:
    """A world of a study.

    Attributes
    ----------
    id, label : str
    inputs : Inputs
    against : str or None
        The world that it is held against.
    unknowns : tuple of Unknown
        What of it is varied.
    """

    id: str
    label: str = ""
    inputs: Inputs
    against: str | None = None
    unknowns: tuple[Unknown, ...] = ()

    @cached_property
    def text(self) -> str:
        """The world as a text that travels."""
        return world_text(self.inputs)


@dataclass(frozen=True, kw_only=True)
class Sized:
    """How large the worlds are, and how often they are played."""

    persons: tuple[int, ...]
    months: int
    burn_in: int = 0
    replicates: int = 1
    stated_replicates: int = 1
    blocks: int = 1


@dataclass(frozen=True, kw_only=True)
class Task:
    """A run of one block: place of its world, persons of the whole world, point, replicate, block."""

    world: int
    persons: int
    point: int
    replicate: int
    block: int


@dataclass(frozen=True, kw_only=True)
class StudyJob:
    """A study, fully said.

    Attributes
    ----------
    about : dict
        ``id``, ``title`` and ``question``.
    worlds : tuple of World
    size : Sized
    seed : int
    design, n, apart
        Of the assumptions.
    names : tuple of str
        Unknowns that are varied: the columns of the design.
    at : tuple of tuple of float or None
        Positions in points 1, 2, ...; None: as stated. Point 0 is as stated.
    left_out : tuple of (str, str)
        Unknowns that are not varied, for an end of them makes no valid scheme; and why.
    indicators, groups : tuple of str
    """

    about: Mapping[str, str]
    worlds: tuple[World, ...]
    size: Sized
    seed: int
    design: str
    n: int
    apart: bool = False
    names: tuple[str, ...] = ()
    at: tuple[tuple[float | None, ...], ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    indicators: tuple[str, ...]
    groups: tuple[str, ...] = ("all",)

    @cached_property
    def texts(self) -> dict[str, str]:
        """Worlds as texts, by id."""
        return {world.id: world.text for world in self.worlds}

    def replicates_of(self, point: int, /) -> int:
        """How often a point is played."""
        return max(self.size.replicates, self.size.stated_replicates) if point == 0 else self.size.replicates

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """Everything that is played, in the order of the results."""
        return tuple(
            Task(world=world, persons=persons, point=point, replicate=replicate, block=block)
            for world in range(len(self.worlds))
            for persons in self.size.persons
            for point in range(len(self.at) + 1)
            for replicate in range(self.replicates_of(point))
            for block in range(self.size.blocks)
        )

    def positions(self, point: int, /) -> dict[str, float]:
        """Positions of the unknowns at a point; what is as stated is left out."""
        row = self.at[point - 1] if point else ()
        return {name: at for name, at in zip(self.names, row, strict=False) if at is not None}

    def values(self, world: World, point: int, /) -> dict[str, float]:
        """Values of the numbers of a world at a point."""
        at = self.positions(point)
        return {
            name_of_number(row): value_at(row, at[unknown.id])
            for unknown in world.unknowns
            if unknown.id in at
            for row in unknown.numbers
        }

    def shard_of(self, task: Task, /) -> Shard:
        """Describe the shard of a task."""
        world, blocks = self.worlds[task.world], self.size.blocks
        return shard(
            world.id, persons=persons_of_block(task.persons, block=task.block, blocks=blocks),
            months=self.size.months, burn_in=self.size.burn_in, seed=self.seed, replicate=task.replicate,
            block=task.block, blocks=blocks, values=self.values(world, task.point), groups=self.groups,
        )  # fmt: skip

    @cached_property
    def shard_names(self) -> tuple[str, ...]:
        """Names of the shards of all tasks; tasks that are the same have the same name."""
        return tuple(
            name_of_shard(self.shard_of(task), world=self.texts[self.worlds[task.world].id]) for task in self.tasks
        )

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """Everything that decides the numbers, as plain JSON values."""
        return {
            "format": "demerit.studyrun/1",
            **self.about,
            "worlds": [
                {
                    "id": world.id, "label": world.label, "scheme": world.inputs.scheme.id,
                    "title": world.inputs.scheme.title, "society": world.inputs.bundle.society.id,
                    "safeguards": list(world.inputs.safeguards), "against": world.against,
                    "sha256": digest(world.text), "unknowns": [unknown.as_data() for unknown in world.unknowns],
                }
                for world in self.worlds
            ],
            "sizes": list(self.size.persons), "months": self.size.months, "burn_in": self.size.burn_in,
            "replicates": self.size.replicates, "stated_replicates": self.replicates_of(0), "blocks": self.size.blocks,
            "seed": self.seed,
            "design": {"kind": self.design, "n": self.n, "apart": self.apart, "unknowns": list(self.names)},
            "points": [list(row) for row in self.at],
            "left_out": [{"id": name, "why": why} for name, why in self.left_out],
            "indicators": list(self.indicators), "groups": list(self.groups),
            "version": demerit.__version__,
        }  # fmt: skip

    @property
    def name(self) -> str:
        """Name of the folder: the study, the seed, and eight digits of everything that decides the numbers."""
        return f"{self.about['id']}-s{self.seed}-{digest(self.manifest)[:8]}"


def usable(inputs: Inputs, chosen: Sequence[Unknown], /) -> tuple[tuple[Unknown, ...], list[tuple[str, str]]]:
    """Unknowns both ends of which make a valid scheme, and the others with the reason.

    Where all of them at one end make a valid scheme, so does each alone, and none is tried.

    Parameters
    ----------
    inputs : Inputs
    chosen : sequence of Unknown
    """
    try:
        for end in (0.0, 1.0):
            with_positions(inputs, over=chosen, positions={unknown.id: end for unknown in chosen})
        return tuple(chosen), []
    except InputError:
        pass
    kept: list[Unknown] = []
    out: list[tuple[str, str]] = []
    for unknown in chosen:
        try:
            for end in (0.0, 1.0):
                with_positions(inputs, over=[unknown], positions={unknown.id: end})
            kept.append(unknown)
        except InputError as fault:
            out.append((unknown.id, "; ".join(defect.message for defect in fault.defects[1:])))
    return tuple(kept), out


def open_worlds(study: Study, places: Places, /) -> tuple[World, ...]:
    """Load the worlds of a study file.

    Raises
    ------
    InputError
        With every fault of the files, and S232 at the name of an assumption that no world has.
    """
    found: list[World] = []
    faults: list[Defect] = []
    first: Inputs | None = None
    for asked in study.worlds:
        try:
            if asked.scheme == NONE:
                base = first or load_inputs(
                    next(world.scheme for world in study.worlds if world.scheme != NONE), society=study.society
                )
                inputs = Inputs(scheme=without_scheme(base.scheme), bundle=base.bundle)
            else:
                inputs = load_inputs(asked.scheme, society=study.society, safeguards=asked.safeguards)
                first = first or inputs
            found.append(World(id=asked.id, label=asked.label, inputs=inputs, against=asked.against))
        except InputError as fault:
            faults += fault.defects
        except StopIteration:
            told = "every world is without a scheme"
            faults.append(places.defect("S233", ("worlds",), told, "Name a scheme whose people they are.", key=True))
    if faults:
        raise InputError(sorted(set(faults)))
    varied = study.assumptions
    known = [{unknown.id for each in (False, True) for unknown in choose(world.inputs, apart=each)} for world in found]
    missing = [place for place, name in enumerate(varied.over) if not any(name in ids for ids in known)]
    if missing:
        raise InputError(unknown_name(study, places, place, known) for place in missing)
    return tuple(
        replace(world, unknowns=choose(world.inputs, over=part_of(varied.over, ids), apart=varied.apart))
        for world, ids in zip(found, known, strict=True)
    )


def part_of(over: Sequence[str], ids: set[str]) -> list[str] | None:
    """Names that a world has, of those that are asked for; None if all are."""
    return [name for name in over if name in ids] if over else None


def unknown_name(study: Study, places: Places, place: int, known: Sequence[set[str]]) -> Defect:
    """Fault of an assumption that no world has."""
    name = study.assumptions.over[place]
    words = [word for ids in known for word in ids if ("." in word) == ("." in name)]
    told = f'nothing that is assumed in a world of the study is called "{name}"'
    return places.defect("S232", ("assumptions", "over", place), told, nearest(name, words))


def job_of_study(study: Study, places: Places, /) -> StudyJob:
    """Load the worlds of a study and lay out its points.

    Raises
    ------
    InputError
        As ``open_worlds``.
    UsageError
        R395 if the design needs a library that is not installed; R397 if there is nothing to vary.
    RunError
        R301 if a world or a block of it is too small.
    """
    worlds = open_worlds(study, places)
    size = Sized(
        persons=study.sizes, months=study.months, burn_in=study.burn_in, replicates=study.replicates,
        stated_replicates=study.replicates, blocks=study.blocks,
    )  # fmt: skip
    varied = study.assumptions
    about = {"id": study.id, "title": study.title, "question": study.question}
    job = StudyJob(
        about=about, worlds=worlds, size=size, seed=study.seed, design=varied.design, n=varied.n, apart=varied.apart,
        indicators=study.indicators, groups=study.groups,
    )  # fmt: skip
    return laid_out(job)


def laid_out(job: StudyJob, /) -> StudyJob:
    """A job with the unknowns that can be varied, and the points of its design.

    Raises
    ------
    UsageError
        R395, R397.
    RunError
        R301.
    """
    check_sizes(job)
    if job.design == "none":
        return replace(job, worlds=tuple(replace(world, unknowns=()) for world in job.worlds))
    out: dict[str, str] = {}
    for world in job.worlds:
        out |= dict(usable(world.inputs, world.unknowns)[1])
    worlds = tuple(replace(world, unknowns=tuple(u for u in world.unknowns if u.id not in out)) for world in job.worlds)
    names = tuple(dict.fromkeys(unknown.id for world in worlds for unknown in world.unknowns))
    if not names:
        raise UsageError("R397", "nothing in the study is assumed with a range", "Set design: none.")
    made = points(job.design, names=names, n=job.n, seed=job.seed)
    at = tuple(tuple(None if isnan(x) else float(x) for x in row) for row in made)
    return replace(job, worlds=worlds, names=names, at=at, left_out=tuple(out.items()))


def check_sizes(job: StudyJob) -> None:
    """Refuse worlds whose blocks are too small for a run."""
    for world in job.worlds:
        for persons in job.size.persons:
            few = persons // job.size.blocks
            society = world.inputs.bundle.society
            try:
                check_size(world.inputs.scheme, populate(society, seed=job.seed, persons=few))
            except RunError as fault:
                where = f'world "{world.id}" with {persons:,} persons in {job.size.blocks} blocks'
                told = f"{where}: {fault.defect.message}"
                raise RunError("R301", told, fault.defect.hint) from fault
