"""Worlds of a calibration: what is assumed at other values, played and read off, beside each other and once each.

Which numbers may move: those graded as assumptions, with a range, that the rows can tell anything of
(``study/reads.py``), and that say what people are and do or how an authority goes about it. What a rule, measure or
list says never moves, assumed or not, and neither does what a law text, a statistic, research or a report says.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from demerit.ledger.folder import write_whole
from demerit.ledger.manifest import digest
from demerit.scheme.counted import split_name
from demerit.study.calibration_counts import Setting, figures, gate_before
from demerit.study.calibration_match import Floats
from demerit.study.calibration_rows import PublishedRow
from demerit.study.inputs import Inputs
from demerit.study.progress import Progress
from demerit.study.reads import numbers_read, trail
from demerit.study.unknowns import Unknown, name_of_number, unknowns, value_at, with_values

__all__ = ["Worlds", "movable"]

Place: TypeAlias = tuple[str, tuple[str | int, ...]]
"""A file and a path in it."""

KEPT_AFTER = 16
"""Worlds after which what is done is written."""


def movable(inputs: Inputs, rows: Iterable[PublishedRow], /) -> tuple[Unknown, ...]:
    """What a fit to some rows may move: numbers of a kind that the same counts read, and that stand alike, together.

    Parameters
    ----------
    inputs : Inputs
    rows : iterable of PublishedRow

    Returns
    -------
    tuple of Unknown
        In the order of the kinds. The rows cannot tell the numbers of one apart, so that it would be chance which of
        them moved. Each is named after its kind, and after its first number where a kind has several.
    """
    readers = {key: numbers_read(inputs.scheme, inputs.bundle, key=key) for key in keys_of(inputs, rows)}
    read: dict[Place, list[str]] = {}
    for key, numbers in readers.items():
        for place in (*((row.file, row.path) for row in numbers), *reached(inputs, key)):
            read.setdefault(place, []).append(key)
    found: dict[tuple[Any, ...], list[Unknown]] = {}
    for one in unknowns(inputs, apart=True):
        (row,) = one.numbers
        keys = next((read[place] for place in ((row.file, row.path), (row.file, row.path[:2])) if place in read), None)
        if one.side != "rules" and keys:
            found.setdefault((one.kind, tuple(keys), one.stated), []).append(one)
    kinds = [kind for kind, _, _ in found]
    return tuple(
        Unknown(
            id=kind if kinds.count(kind) == 1 else f"{kind}: {same[0].id}", kind=kind, side=same[0].side,
            numbers=tuple(row for one in same for row in one.numbers),
        )
        for (kind, _, _), same in found.items()
    )  # fmt: skip


def reached(inputs: Inputs, key: str) -> Iterator[Place]:
    """Places of ties and firms by which what is counted crosses from one to another."""
    names = {name for kind, name in trail(inputs.scheme, inputs.bundle, key=key) if kind == "spread"}
    ties = {spread.to.lstrip("~") for spread in inputs.scheme.spread if spread.id in names}
    if ties & {"officer", "employee"}:
        wanted = "officers" if "officer" in ties else "employed"
        yield ("society", ("firms", wanted))
    for place, item in enumerate(inputs.bundle.society.ties):
        if item.id in ties:
            yield ("society", ("ties", place))


def keys_of(inputs: Inputs, rows: Iterable[PublishedRow]) -> list[str]:
    """Parts of the scheme that rows count."""
    found: dict[str, None] = {}
    for row in rows:
        for name in (*row.counts, *row.over):
            parts = split_name(name)
            if parts is None:
                continue
            kind, ident, _ = parts
            if kind == "need":
                found[f"need:{ident}"] = None
                kind, ident = "gate", gate_before(inputs, ident) or ""
            found[f"{kind}:{ident}"] = None
    return list(found)


@dataclass
class Worlds:
    """Worlds of the same people with the same dice, at places in the ranges of what is assumed.

    Attributes
    ----------
    inputs : Inputs
        Without outcomes.
    over : tuple of Unknown
        What moves.
    rows : tuple of PublishedRow
        What is read off.
    setting : Setting
    store : Path or None
        File that keeps what is done.
    progress : Progress or None
    total : int
        Worlds in all, for the progress.
    """

    inputs: Inputs
    over: tuple[Unknown, ...]
    rows: tuple[PublishedRow, ...]
    setting: Setting
    store: Path | None = None
    progress: Progress | None = None
    total: int = 1
    done: dict[str, list[float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read what an earlier, killed calibration kept."""
        if self.store is not None and self.store.exists():
            try:
                self.done = dict(json.loads(self.store.read_text(encoding="utf-8"))["done"])
            except (OSError, ValueError, KeyError, TypeError):
                self.done = {}

    @property
    def stated(self) -> Floats:
        """Place of what the files state."""
        return np.array([unknown.stated for unknown in self.over])

    def values(self, place: Floats, /) -> dict[str, float]:
        """Values of the numbers at a place; those that stand as stated are left out."""
        found: dict[str, float] = {}
        for unknown, position in zip(self.over, place.tolist(), strict=True):
            if position != unknown.stated:
                found |= {name_of_number(row): value_at(row, position) for row in unknown.numbers}
        return found

    def at(self, places: Floats, /, *, seeds: Sequence[int] | None = None) -> Floats:
        """Figures of the rows in worlds at places, shape [worlds, rows].

        Parameters
        ----------
        places : ndarray, shape [worlds, unknowns]
        seeds : sequence of int, optional
            Of each world; all have that of the setting if it is left out.
        """
        asked = [
            (self.values(place), self.setting.seed if seeds is None else seeds[n]) for n, place in enumerate(places)
        ]
        names = [self.name(values, seed) for values, seed in asked]
        todo = {name: pair for name, pair in zip(names, asked, strict=True) if name not in self.done}
        with ThreadPoolExecutor(self.setting.threads) as workers:
            running = {name: workers.submit(self.play, *pair) for name, pair in todo.items()}
            try:
                for name, world in running.items():
                    self.done[name] = world.result()
                    self.say()
            finally:
                workers.shutdown(wait=True, cancel_futures=True)
        self.keep()
        return np.array([self.done[name] for name in names]).reshape(len(asked), len(self.rows))

    def play(self, values: dict[str, float], seed: int) -> list[float]:
        """Figures of one world."""
        moved = with_values(self.inputs, values=values) if values else self.inputs
        found = figures(moved, rows=self.rows, setting=replace(self.setting, seed=seed, threads=1))
        return [found[row.id] for row in self.rows]

    def name(self, values: dict[str, float], seed: int) -> str:
        """Name of a world."""
        return digest([self.stamp, values, seed])[:24]

    @cached_property
    def stamp(self) -> str:
        """What all worlds have in common."""
        what = [self.inputs.scheme_hash, self.inputs.society_hash, self.setting.persons, self.setting.start]
        return digest([*what, [row.id for row in self.rows]])

    def say(self) -> None:
        """Tell how far it has come, and write now and then."""
        if self.progress is not None:
            self.progress("fitting", min(1.0, len(self.done) / max(1, self.total)))
        if len(self.done) % KEPT_AFTER == 0:
            self.keep()

    def keep(self) -> None:
        """Write what is done, whole or not at all."""
        if self.store is not None:
            self.store.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self.store, json.dumps({"done": self.done}) + "\n")
