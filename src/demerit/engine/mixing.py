"""Scores that are mixed with those of ties: what every subject takes from them, before the files of a month."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from demerit.engine import layout as lay
from demerit.engine.avoidance import Sleep
from demerit.engine.state import Chunk, Tape, state_of

if TYPE_CHECKING:
    from demerit.engine.plan import Plan

__all__ = ["blender", "most_ends"]


def most_ends(plan: Plan, /) -> int:
    """Places for the ends of one file, whatever its ties."""
    in_homes = any(numbers[lay.G_PEOPLE] == 1 for numbers in plan.arrays.values())
    return int(plan.population.tables.max_ties.max()) * (64 if in_homes else 1) + 64


def blender(plan: Plan, chunks: Sequence[Chunk], sleep: Sleep | None, /) -> Callable[[object, Chunk, Tape, int], None]:
    """Return the work of one chunk: to read the scores of its ties.

    Parameters
    ----------
    plan : Plan
    chunks : sequence of Chunk
        Of the main kind, by uid; none of them is changed before all scores have been copied.
    sleep : Sleep or None
        Ties that sleep carry nothing.
    """
    from demerit.engine.kernels.blend import blend_chunk

    held = np.concatenate([chunk.mix[lay.MX_SCORE] for chunk in chunks])
    asleep = np.zeros(0, dtype=np.uint64) if sleep is None else sleep.pairs
    base, size = chunks[0].base, most_ends(plan)

    def work(_: object, chunk: Chunk, tape: Tape, month: int) -> None:
        if chunk.main:
            ends, more = np.empty(size, dtype=np.int64), np.empty(2 * size, dtype=np.int64)
            state = state_of(chunk, tape=tape)
            blend_chunk(chunk.numbers, plan.population.tables, state, held, base, asleep, ends, more, month)

    return work
