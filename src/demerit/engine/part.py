"""Those of a society whose lives two worlds can part: found from one world, played again alone.

What a life met is in the log of the first world; what lives met of each other is in what crossed ties and in records
that landed on others. Nobody outside can be reached from inside, or the part is outgrown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from demerit.engine import layout as lay
from demerit.engine.reach import Reach
from demerit.scheme.model import Scheme
from demerit.scheme.units import PEOPLE, Kind
from demerit.society.tables import FIRM_BASE

if TYPE_CHECKING:
    from demerit.engine.run import Engine
    from demerit.engine.state import Chunk

__all__ = ["LARGEST", "Outgrown", "Played", "bits_of", "firsts_of", "is_joint", "met", "of_kind", "places"]

LARGEST = 0.45
"""Share of all that happened from which on playing the part twice is no less work than playing everybody once."""

MOST_ROUNDS = 64

Played = NDArray[np.bool_]
"""Of each person in order of uid, then of each firm: whether it is in the part."""

ACTS = (lay.L_ACT, lay.L_OPENED, lay.L_PERFORMED, lay.L_GAINED, lay.L_GATE_LOST)
"""Kinds of row that no scheme writes."""

OF_RULE = (lay.L_ENTRY, lay.L_STOPPED)


class Outgrown(Exception):
    """Something that happened in a part reached a subject outside it."""


def bits_of(played: Played, /) -> NDArray[np.uint64]:
    """A bit for each subject of a chunk, in words of 64."""
    whole = np.zeros(64 * ((len(played) + 63) // 64), dtype=np.bool_)
    whole[: len(played)] = played
    return np.packbits(whole, bitorder="little").view(np.uint64)


def of_kind(played: Played, /, *, kind: Kind, n_persons: int) -> Played:
    """Those of the people, or of the firms."""
    return played[:n_persons] if kind == PEOPLE else played[n_persons:]


def met(engine: Engine, /, *, reach: Reach) -> Played | None:
    """Find whose life met something in which the other scheme differs, and all whom they could reach.

    Parameters
    ----------
    engine : Engine
        After the last month, with the log of everybody and the ends of all that crossed ties.
    reach : Reach

    Returns
    -------
    ndarray of bool or None
        None if it is so many that nothing is gained.
    """
    population = engine.plan.population
    n_persons = population.n_persons
    found = np.zeros(n_persons + population.n_firms, dtype=np.bool_)
    ends = list(engine.crossed or ())
    for chunk in engine.chunks:
        log = chunk.pools["log"][: int(chunk.top[lay.TOP_L])]
        found[places(log["uid"][reached(engine, log, reach)], n_persons)] = True
        landed = log[(log["kind"] == lay.L_RECORD) & (log["uid"] != log["other"])]
        ends.append((landed["other"].copy(), landed["uid"].copy()))
    scheme = engine.plan.scheme
    whole = is_joint(scheme) or any(measure.any_member for measure in scheme.measures)
    first = first_members(engine) if whole else None
    sources, targets = (places(np.concatenate([pair[side] for pair in ends]), n_persons) for side in (0, 1))
    found = with_households(found, first)
    for _ in range(MOST_ROUNDS):
        joined = found[sources] != found[targets]
        if not joined.any():
            return found if share_of(engine, found) <= LARGEST else None
        found[sources[joined]] = found[targets[joined]] = True
        found = with_households(found, first)
    return None


def share_of(engine: Engine, found: Played) -> float:
    """Share of the rows of the log that are of a part, as a measure of the work that it is to play it."""
    logs = [chunk.pools["log"]["uid"][: int(chunk.top[lay.TOP_L])] for chunk in engine.chunks]
    rows = sum(int(found[places(uids, engine.plan.population.n_persons)].sum()) for uids in logs)
    return rows / max(1, sum(map(len, logs)))


def places(uids: NDArray[np.int64], n_persons: int) -> NDArray[np.int64]:
    """Where subjects stand among persons, then firms."""
    return np.where(uids >= FIRM_BASE, uids - FIRM_BASE + n_persons, uids)


def reached(engine: Engine, log: NDArray[np.void], reach: Reach) -> NDArray[np.bool_]:
    """Rows of a log that say so."""
    found = ~among(log["kind"], ACTS) if reach.records else np.zeros(len(log), dtype=np.bool_)
    for kinds, column, sort, names in (
        ((lay.L_ACT,), "item", "behaviour", reach.acts),
        ((lay.L_RECORD,), "flags", "behaviour", reach.acts | reach.recorded),
        ((lay.L_RECORD,), "item", "channel", reach.channels),
        (OF_RULE, "item", "rule", reach.rules),
        ((lay.L_BEGIN,), "item", "list", reach.lists),
    ):
        codes = [place for place, name in enumerate(engine.plan.items[sort]) if name in names]
        if codes:
            rows = np.flatnonzero(among(log["kind"], kinds))
            found[rows[among(log[column][rows], codes)]] = True
    return found


def among(codes: NDArray[Any], named: Sequence[int]) -> NDArray[np.bool_]:
    """Which of some codes are named."""
    table = np.zeros(1 << 16, dtype=np.bool_)
    table[list(named)] = True
    found: NDArray[np.bool_] = table[codes]
    return found


def is_joint(scheme: Scheme, /) -> bool:
    """Whether members of a household have one file."""
    return "household" in (scheme.subjects.unit, *scheme.subjects.also)


def first_members(engine: Engine) -> NDArray[np.int64] | None:
    """Of each person the place of the first member of the household."""
    people = [chunk for chunk in engine.chunks if chunk.base < FIRM_BASE and chunk.row[lay.R_FIRST] >= 0]
    return np.concatenate([firsts_of(chunk) for chunk in people]) if people else None


def firsts_of(chunk: Chunk) -> NDArray[np.int64]:
    """First members in one chunk."""
    offsets = chunk.s16[chunk.row[lay.R_FIRST]].astype(np.int64)
    found: NDArray[np.int64] = chunk.base + (np.arange(chunk.n) & ~4095) + offsets
    return found


def with_households(found: Played, first: NDArray[np.int64] | None) -> Played:
    """The same with everybody of the household."""
    if first is None:
        return found
    people = len(first)
    some = np.zeros(people, dtype=np.bool_)
    some[first[found[:people]]] = True
    return np.concatenate([some[first], found[people:]])
