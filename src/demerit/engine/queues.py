"""Where subjects wait for each other: instances that decide so many cases a month, and lists by rank."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from demerit.engine import layout as lay
from demerit.engine.quantities import value_in
from demerit.engine.state import SLACK, lengthen, state_of
from demerit.scheme.model import Entry, Scheme

if TYPE_CHECKING:
    from demerit.engine.run import Engine

__all__ = ["hold_court", "take_by_rank", "way_of"]


def hold_court(engine: Engine, month: int) -> None:
    """Where an instance can decide only so many cases a month: the first in line, by month of filing and address."""
    from demerit.engine.kernels.month import docket

    capacities = [i.capacity_per_month for i in engine.plan.scheme.redress.instances]
    start = engine.plan.bundle.society.start
    for number, capacity in enumerate(capacities):
        if capacity is None:
            continue
        cases = []
        for place, chunk in enumerate(engine.chunks):
            size = int(chunk.top[lay.TOP_E]) + 1
            where, filed, address = np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size, np.uint64)
            n = docket(
                chunk.numbers,
                engine.plan.keys,
                state_of(chunk, tape=engine.tapes[0]),
                month,
                number,
                where,
                filed,
                address,
            )
            cases.append(np.stack([np.full(n, place), where[:n], filed[:n], address[:n].view(np.int64)]))
        line = np.concatenate(cases, axis=1)
        decided = math.floor(value_in(capacity, start=start, month=month - engine.plan.burn_in))
        first = np.lexsort((line[3].view(np.uint64), line[2]))[: max(0, decided)]
        for place, chunk in enumerate(engine.chunks):
            chosen = line[1, first[line[0, first] == place]]
            chunk.pools["cold"]["spare"][chosen] = 1


def take_by_rank(engine: Engine, list_id: str, entry: Entry, month: int) -> None:
    """Select the first in order among all subjects, where a way onto a list is by rank and its month has come."""
    from demerit.engine.kernels.rank import rank_chunk, select_chunk

    plan, quota = engine.plan, entry.quota
    if quota is None or month % quota.every_months != 0 or (month == 0 and quota.component is None):
        return
    way = way_of(plan.scheme, list_id, entry.id)
    tables, chunks = plan.population.tables, [chunk for chunk in engine.chunks if chunk.main]
    found = []
    for place, chunk in enumerate(chunks):
        where, keys, ties = (np.empty(chunk.n, dtype=kind) for kind in (np.int64, np.int64, np.uint64))
        handle = state_of(chunk, tape=engine.tapes[0])
        n = rank_chunk(chunk.numbers, plan.keys, tables, handle, month, way, where, keys, ties)
        found.append(np.stack([np.full(n, place), where[:n], keys[:n], ties[:n].view(np.int64)]))
    line = np.concatenate(found, axis=1)
    order = np.lexsort((line[3].view(np.uint64), line[2]))  # stable: uids rise
    start, now = plan.bundle.society.start, month - plan.burn_in
    if quota.number is not None:
        size = math.floor(value_in(quota.number, start=start, month=now))
    else:
        size = math.floor(value_in(quota.share, start=start, month=now) * line.shape[1]) if quota.share else 0
    first = order[: max(0, size)]
    cut = np.zeros(3, dtype=np.int64)
    if size < line.shape[1]:
        cut[:] = line[2, order[size]], line[3, order[size]], 1
    for place, chunk in enumerate(chunks):
        chosen = line[1, np.sort(first[line[0, first] == place])]
        lengthen(chunk, name="grounds", more=len(chosen) + 2 * SLACK["grounds"])
        handle = state_of(chunk, tape=engine.tapes[0])
        select_chunk(chunk.numbers, plan.keys, tables, handle, month, way, chosen, cut)


def way_of(scheme: Scheme, list_id: str, entry_id: str) -> int:
    """Place of a way onto a list among the ways of all lists."""
    ways = [(item.id, entry.id) for item in scheme.lists for entry in item.entries]
    return ways.index((list_id, entry_id))
