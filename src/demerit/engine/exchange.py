"""What crosses ties between two months: outboxes to inboxes, and ties that fall asleep or wake."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from demerit.engine import layout as lay
from demerit.engine.avoidance import awake, count_published, turn
from demerit.engine.mixing import most_ends
from demerit.engine.part import Outgrown
from demerit.scheme.units import PEOPLE

if TYPE_CHECKING:
    from demerit.engine.run import Engine

__all__ = ["exchange"]


def exchange(engine: Engine, month: int) -> None:
    """Carry every outbox along ties into next month's inboxes, each in order of (end, spread, source, address)."""
    arrivals: list[NDArray[np.void]] = turned_ties(engine, month)
    if engine.people:
        count_published(engine.plan, engine.people[0].numbers, engine.people)
    for chunk in engine.chunks:
        n_out = int(chunk.top[lay.TOP_O])
        if n_out:
            arrivals.append(carried(engine, chunk.pools["out"][:n_out], month + 1)[0])
            chunk.top[lay.TOP_O] = 0
        chunk.inbox = chunk.inbox[:0]
    if not arrivals:
        return
    items = np.concatenate(arrivals)
    if engine.crossed is not None:
        engine.crossed.append((items["source"].copy(), items["to"].copy()))
    order = np.lexsort((items["kind"], items["address"], items["source"], items["spread"], items["to"]))
    items = items[order]
    starts = np.searchsorted(items["to"], [chunk.base for chunk in engine.chunks])
    stops = np.searchsorted(items["to"], [chunk.base + chunk.n for chunk in engine.chunks])
    if (stops - starts).sum() != len(items):
        raise Outgrown
    for start, stop, chunk in zip(starts, stops, engine.chunks, strict=True):
        part = items[start:stop]
        if len(part):
            inbox = np.empty(len(part), dtype=lay.ITEM)
            for name in lay.ITEM.names or ():
                inbox[name] = part[name]
            inbox["who"] = part["to"] - chunk.base
            chunk.inbox = inbox


ARRIVAL = np.dtype([*[(n, lay.ITEM[n]) for n in lay.ITEM.names or ()], ("to", "i8")])


def turned_ties(engine: Engine, month: int) -> list[NDArray[np.void]]:
    """Ties fall asleep and wake; who is counted along one that turned is counted no more, or again."""
    if engine.sleep is None:
        return []
    sleep, engine.sleep = engine.sleep, None  # ties are looked at whether or not they sleep
    people = engine.people
    turned = turn(
        sleep, engine.plan, people[0].numbers, people, month, carry=lambda items: carried(engine, items, month)
    )
    engine.sleep = sleep
    part = np.zeros(len(turned), dtype=ARRIVAL)
    for j, (one, other, more, term) in enumerate(turned):
        part[j]["to"], part[j]["source"], part[j]["term"] = one, other, term
        part[j]["kind"] = lay.X_MORE if more else lay.X_LESS
    return [part] if turned else []


def carried(engine: Engine, out: NDArray[np.void], month: int) -> tuple[NDArray[np.void], NDArray[np.int32]]:
    """Arrivals of items of an outbox in a month, and the kind of tie each came along."""
    from demerit.engine.kernels.deliver import deliver

    plan, n_out = engine.plan, len(out)
    numbers = plan.arrays.get(PEOPLE, plan.numbers)
    limit = most_ends(plan)
    parts, kinds, first = [np.empty(0, dtype=ARRIVAL)], [np.empty(0, dtype=np.int32)], 0
    ends, more = np.empty(limit, dtype=np.int64), np.empty(2 * limit, dtype=np.int64)
    size = 6 * limit + max(65536, 16 * n_out)
    while first < n_out:
        who, row, along = np.empty(size, np.int64), np.empty(size, np.int32), np.empty(size, np.int32)
        first, n = deliver(
            numbers, plan.keys, plan.population.tables, out, first, n_out, who, row, along, ends, more, month
        )
        part = np.empty(n, dtype=ARRIVAL)
        for name in lay.ITEM.names or ():
            part[name] = out[name][row[:n]]
        part["to"] = who[:n]
        kept = np.ones(n, dtype=np.bool_) if engine.sleep is None else awake(engine.sleep, part, along[:n])
        parts.append(part[kept])
        kinds.append(along[:n][kept])
    return np.concatenate(parts), np.concatenate(kinds)
