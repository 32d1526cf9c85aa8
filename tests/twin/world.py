"""The month loop of the twin: every phase in order, over all subjects, one function a phase."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from demerit.scheme.model import Scheme
from tests.twin import counts
from tests.twin.causes import flags_of, of_band
from tests.twin.files import expire, first_band, post, score
from tests.twin.lasting import close, note_acts, note_band
from tests.twin.lists import enlist, start_gates
from tests.twin.outside import impose, respond
from tests.twin.ranks import rank
from tests.twin.records import observe
from tests.twin.redress import redress
from tests.twin.shadow import SHADOW, count_truth, judges, perfect, shadow_month, wanted
from tests.twin.state import Entry, File, LogRow, World
from tests.twin.ties import spread
from tests.twin.truth import act, actors, banks_of, open_at_start, untold


@dataclass(frozen=True)
class TwinResult:
    """What a run of the twin leaves behind.

    Rows of the log: uid, month (burn-in included), kind, item, points, cause, address, flags, other uid.
    """

    log: list[LogRow]
    tallies: dict[tuple[str, str], int]
    final: dict[int, dict[str, Any]]
    entries: list[Entry]
    world: World


def tally(world: World) -> None:
    """Phase ``tally``: penalties by band begin; months are counted."""
    for file in world.files.values():
        spec = next((each for each in world.scheme.bands if each.id == file.band), None)
        if spec is not None and (file.band != file.band_before or world.month == 0):
            file.run_flags = ()
            if spec.penal:
                sets = of_band(world, file, lambda band, held=file.band: band == held)  # type: ignore[misc]
                file.run_flags = flags_of(sets)
                counts.penalty(world, f"band:{spec.id}", file.uid, sets, file.run_flags)
            elif spec.rewarding:
                counts.count(world, f"band:{spec.id}:events", file.uid)
        note_band(world, file)
        count_truth(world, file)
    counts.tally(world)


PHASES: tuple[Callable[[World], None], ...] = (
    rank,
    act,
    note_acts,
    shadow_month,
    observe,
    post,
    spread,
    redress,
    expire,
    score,
    enlist,
    impose,
    respond,
    tally,
)


def open_files(world: World) -> None:
    """Files of the subjects inside the scheme, as they are before month 0."""
    for unit in world.units:
        for uid in actors(world, unit):
            if unit == "firm" or world.read.agrees(uid, world.scheme.subjects.only):
                size = int(world.population.household(uid)[1]) if unit == "household" else 1
                file = world.files[uid] = File(uid=uid, members=tuple(range(uid, uid + size)), unit=unit)
                if unit == world.unit:
                    file.band = file.band_before = first_band(world, uid)
                    start_gates(world, file)


def forget_the_month(world: World) -> None:
    """What is remembered for one month only."""
    if any(measure.any_member for measure in world.scheme.measures):
        world.gates_before = {
            uid: {name: gate.held for name, gate in file.gates.items()} for uid, file in world.files.items()
        }
    for file in world.files.values():
        file.noticed_now = file.refused_now = False
        file.refused_domains, file.gates_lost_now, file.essential_refusals = set(), set(), 0
        file.band_before = file.band


def state_of(world: World, file: File) -> dict[str, Any]:
    """How a subject stands at the end."""
    return {
        "score": file.score,
        "band": file.band,
        "lists": tuple(sorted(file.stays)),
        "gates": {name: gate.held for name, gate in file.gates.items()},
        "obligations": {
            (uid, name): (debt.opened, debt.able)
            for (uid, name), debt in sorted(world.obligations.items())
            if uid in file.members
        },
        "initial": world.read.points(world.scheme.score.initial, file.uid, world.last - 1),
        "traits": tuple(file.traits),
        "terms": (*file.terms, file.mixing),
        "clamp": file.clamp_now,
        "clamps": file.clamps,
        "r": file.r,
        "z": file.z,
    }


def run_twin(
    scheme: Scheme,
    bundle: Any,
    population: Any,
    *,
    seed: int,
    months: int,
    burn_in: int = 0,
    each_month: Callable[[World], None] | None = None,
) -> TwinResult:
    """Run a scheme on a society, slowly.

    Parameters
    ----------
    scheme : Scheme
    bundle : SocietyBundle
        Society with its conduct, needs, beliefs and responses.
    population : Population
        Drawn from the society.
    seed : int
        Of the dice.
    months : int
        Counted months.
    burn_in : int
        Months that run first and are not counted.
    each_month : callable, optional
        Looks at the world at the end of every month.
    """
    world = World(scheme, bundle, population, seed, months, burn_in)
    world.judged = judges(scheme)
    world.wanted = wanted(world)
    world.banks = banks_of(world)
    open_files(world)
    if SHADOW in world.judged.values():
        world.shadow = World(perfect(scheme), bundle, population, seed, months, burn_in)
        open_files(world.shadow)
    open_at_start(world)
    for world.month in range(burn_in + months):
        forget_the_month(world)
        for phase in PHASES:
            phase(world)
        if each_month is not None:
            each_month(world)
    counts.close(world)
    close(world)
    final = {uid: state_of(world, file) for uid, file in world.files.items()}
    left_out = untold(world)
    tallies = {key: number for key, number in world.counts.items() if number and key[0] not in left_out}
    return TwinResult(log=world.log, tallies=tallies, final=final, entries=world.entries, world=world)
