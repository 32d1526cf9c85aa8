"""Worlds of one scheme with sets of safeguards: each is run once, beside others, and its counts are kept in a file.

A set of safeguards is a tuple of ids in the order of the catalogue, which is the order in which they are put on. Sets
that make the same scheme are one world.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

import demerit
from demerit.engine.plan import plan
from demerit.engine.run import run
from demerit.errors import InputError, RunError
from demerit.ledger.folder import told_clearly, write_whole
from demerit.ledger.manifest import describe_names, digest
from demerit.ledger.model import Ledger
from demerit.outcomes.harm import harms, kept_of, ledger_of
from demerit.scheme.check import scheme_defects
from demerit.scheme.dump import plain
from demerit.scheme.names import Names
from demerit.scheme.safeguard import Applied, Safeguard, apply_safeguard
from demerit.society.fit import names_of
from demerit.society.population import Population
from demerit.study.headline import headline
from demerit.study.job import Job
from demerit.study.progress import Watch

__all__ = ["NOTHING", "Chosen", "Worlds", "name_of"]

Chosen: TypeAlias = tuple[str, ...]
"""Ids of a set of safeguards, in the order of the catalogue."""

NOTHING: Chosen = ()
UNREAD = ("declaration", "sources")
"""Parts of a scheme that say what the law text says, and that no run reads."""

WORLDS = "worlds"


@dataclass
class Worlds:
    """Worlds of the same people with the same dice.

    Attributes
    ----------
    job : Job
        The scheme without safeguards, and the numbers of every world.
    safeguards : {id: Safeguard}
        In the order in which they are put on.
    people : Population
    folder : Path
        Its folder ``worlds`` keeps the counts of each.
    watch : Watch
    key : str or None
        Penalty key of the headline, once the world without safeguards was run.
    counts : {world: Ledger}
        Counts of the worlds that are done.
    faults : {set: str}
        Sets that make no scheme, or one that cannot be run, and why.
    """

    job: Job
    safeguards: dict[str, Safeguard]
    people: Population
    folder: Path
    watch: Watch
    key: str | None = None
    counts: dict[str, Ledger] = field(default_factory=dict)
    faults: dict[Chosen, str] = field(default_factory=dict)
    applied: dict[Chosen, Applied] = field(default_factory=dict)
    worlds: dict[Chosen, str] = field(default_factory=dict)

    @property
    def runs(self) -> int:
        """Worlds that were run, those found in the folder included."""
        return len(self.counts)

    def ordered(self, chosen: Iterable[str], /) -> Chosen:
        """A set in the order of the catalogue."""
        named = set(chosen)
        return tuple(name for name in self.safeguards if name in named)

    def put(self, chosen: Chosen, /) -> Applied:
        """The scheme with a set of safeguards, and what the last of them changed.

        Raises
        ------
        InputError
            If a patch makes no scheme.
        """
        if chosen not in self.applied:
            before = self.put(chosen[:-1]).scheme if len(chosen) > 1 else self.job.inputs.scheme
            self.applied[chosen] = apply_safeguard(before, safeguard=self.safeguards[chosen[-1]], names=self.names)
        return self.applied[chosen]

    def world(self, chosen: Chosen, /) -> str | None:
        """Name of the world of a set: equal where nothing differs that a run reads; None if there is a fault."""
        if chosen not in self.worlds and chosen not in self.faults:
            try:
                self.worlds[chosen] = self.world_of(chosen)
            except InputError as fault:
                self.faults[chosen] = "; ".join(defect.message for defect in fault.defects)
        return self.worlds.get(chosen)

    def world_of(self, chosen: Chosen) -> str:
        """Name of the world of a set, after its scheme was checked; a world that is known was."""
        scheme = self.job.inputs.scheme
        if chosen:
            applied = self.put(chosen)
            before = None if applied.changes else self.world(chosen[:-1])
            if before is not None:
                return before
            scheme = applied.scheme
        world = digest({name: part for name, part in plain(scheme).items() if name not in UNREAD})
        faults = scheme_defects(scheme, names=self.names) if chosen and world not in self.worlds.values() else []
        if faults:
            raise InputError(faults)
        return world

    @cached_property
    def names(self) -> Names:
        """Names of the society, for the check of a scheme."""
        return names_of(self.job.inputs.bundle)

    def look(self, chosen: Chosen, /) -> Ledger | None:
        """Counts of a set that was played; None if it could not be."""
        world = self.world(chosen)
        return None if world is None else self.counts.get(world)

    def to_run(self, sets: Iterable[Chosen], /) -> dict[str, Chosen]:
        """Worlds that are not done yet, each with the first set that makes it."""
        found: dict[str, Chosen] = {}
        for chosen in sets:
            world = self.world(chosen)
            if world is not None and world not in self.counts:
                found.setdefault(world, chosen)
        return found

    def play(self, sets: Sequence[Chosen], /) -> None:
        """Run the worlds of some sets, as many at a time as there are threads."""
        wanted = self.to_run(sets)
        missing = {}
        for world, chosen in wanted.items():
            kept = self.read(world)
            if kept is None:
                missing[world] = chosen
            else:
                self.counts[world] = kept
                self.watch.skip(self.watch.small)
        with ThreadPoolExecutor(self.job.threads) as workers:
            running = {world: workers.submit(self.run, world, chosen) for world, chosen in missing.items()}
            try:
                for world, answer in running.items():
                    try:
                        self.counts[world] = answer.result()
                    except RunError as fault:
                        if not missing[world] or fault.defect.code.startswith("R20"):
                            raise
                        self.faults[missing[world]] = fault.defect.message
            finally:
                workers.shutdown(wait=True, cancel_futures=True)

    def run(self, world: str, chosen: Chosen) -> Ledger:
        """Run one world and keep its counts."""
        job = self.job
        scheme = self.put(chosen).scheme if chosen else job.inputs.scheme
        made = plan(
            scheme, job.inputs.bundle, self.people, seed=job.seed, months=job.months, burn_in=job.burn_in, truth=False
        )
        tick = self.watch.tick(f"worlds:{name_of(chosen)}", work=self.watch.small)
        ledger = run(made, keep="tallies", threads=1, progress=tick)
        if not chosen:
            keys = describe_names(scheme, conduct=None, needs=None)["keys"]
            self.key = headline(keys, people=lambda key: ledger.total(f"{key}:people"))
        counts = kept_of(ledger, names=harms(self.key))
        path = self.path(world)
        with told_clearly(path.parent):
            path.parent.mkdir(parents=True, exist_ok=True)
        kept = {"stamp": self.stamp, "safeguards": list(chosen), "headline": self.key, "counts": counts}
        write_whole(path, json.dumps(kept) + "\n")
        return ledger_of(counts, manifest=self.manifest)

    @property
    def manifest(self) -> dict[str, Any]:
        """What the counts of a world are about."""
        return {"unit": self.job.inputs.scheme.subjects.unit, "months": self.job.months}

    @cached_property
    def stamp(self) -> str:
        """What must be the same, beside the scheme, for a world's counts to be used again."""
        job = self.job
        numbers = [job.persons, job.months, job.burn_in, job.seed]
        return digest([demerit.__version__, job.inputs.scheme_hash, job.inputs.society_hash, *numbers])

    def path(self, world: str) -> Path:
        """File of a world's counts."""
        return self.folder / WORLDS / f"{world[:16]}.json"

    def read(self, world: str) -> Ledger | None:
        """Counts that an earlier, killed trial kept; None if there are none of the same inputs."""
        try:
            kept = json.loads(self.path(world).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        if not isinstance(kept, dict) or kept.get("stamp") != self.stamp:
            return None
        if not kept["safeguards"]:
            self.key = kept["headline"]
        return ledger_of(kept["counts"], manifest=self.manifest)


def name_of(chosen: Chosen, /) -> str:
    """A set in a text."""
    return "+".join(chosen) or "none"
