"""The driver: months, chunks, threads. It composes the phases and knows nothing of schemes or indicators."""

from __future__ import annotations

import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from demerit.engine import layout as lay
from demerit.engine.avoidance import Sleep, awake, count_published, turn
from demerit.engine.leave import Keep, ledger_of
from demerit.engine.mixing import blender, most_ends
from demerit.engine.plan import Plan
from demerit.engine.quantities import value_in
from demerit.engine.state import SLACK, Chunk, Tape, is_short, lengthen, make_chunk, make_room, make_tape, state_of
from demerit.errors import RunError
from demerit.ledger.model import Ledger
from demerit.scheme.model import Entry, Scheme
from demerit.scheme.units import FIRM, PEOPLE
from demerit.society.tables import FIRM_BASE

__all__ = ["run"]


@dataclass
class Engine:
    """A run in progress."""

    plan: Plan
    chunks: list[Chunk]
    tapes: list[Tape]
    others: list[Tape]
    """Of the kind that is not the main one; its groups and series are its own."""
    workers: ThreadPoolExecutor | None
    crowded: bool
    """Whether an instance of redress decides only so many cases a month, so that chunks wait for each other."""
    quotas: tuple[tuple[str, Entry], ...] = ()
    """Ways onto lists by rank, each with its list."""
    sleep: Sleep | None = None
    """Ties that sleep, where people avoid those who are listed."""

    @property
    def people(self) -> list[Chunk]:
        """Chunks of persons, who share one array of numbers; ties to firms never sleep."""
        return [chunk for chunk in self.chunks if chunk.base < FIRM_BASE]


def run(
    plan: Plan, /, *, keep: Keep = "penalised", threads: int = 2, progress: Callable[[int, int], None] | None = None
) -> Ledger:
    """Play out the months of a plan.

    Parameters
    ----------
    plan : Plan
    keep : str
        ``tallies``: counts only; ``penalised``: the log of everyone ever penalised; ``all``: the whole log.
    threads : int
        The result does not depend on it.
    progress : callable, optional
        Called after each month with (months done, months in all).

    Returns
    -------
    Ledger
        Of one replicate.
    """
    engine = begin(plan, keep=keep, threads=threads)
    try:
        months = plan.months + plan.burn_in
        for month in range(months):
            play(engine, month)
            if progress is not None:
                progress(month + 1, months)
        each(engine, finish_of_chunk, months)
        return ledger_of(engine, keep=keep)
    finally:
        if engine.workers is not None:
            engine.workers.shutdown()


def play(engine: Engine, month: int) -> None:
    """One month of all subjects."""
    for list_id, entry in engine.quotas:
        take_by_rank(engine, list_id, entry, month)
    if engine.plan.numbers[lay.G_MIX_Q] >= 0:
        each(engine, blender(engine.plan, [chunk for chunk in engine.chunks if chunk.main], engine.sleep), month)
    if engine.crowded:
        each(engine, acts_of_chunk, month)
        hold_court(engine, month)
        each(engine, files_of_chunk, month)
    else:
        each(engine, month_of_chunk, month)
    exchange(engine, month)


def begin(plan: Plan, *, keep: Keep, threads: int) -> Engine:
    """Empty chunks, filled with people, first candidates and what is open at the start."""
    chunks: list[Chunk] = []
    short = is_short(plan, logging=keep != "tallies")
    for kind in sorted(plan.arrays, reverse=True):  # people, whose uids are lower, then firms
        numbers = plan.arrays[kind].copy()
        numbers[lay.G_LOGGING] = int(keep != "tallies")
        first, n = (FIRM_BASE, plan.population.n_firms) if kind == FIRM else (0, plan.population.n_persons)
        chunks += [
            make_chunk(plan, kind=kind, numbers=numbers, base=first + at, n=min(lay.CHUNK, n - at), short=short)
            for at in range(0, n, lay.CHUNK)
        ]
    threads = max(1, min(threads, len(chunks)))
    engine = Engine(
        plan=plan,
        chunks=chunks,
        tapes=[make_tape(plan) for _ in range(threads)],
        others=[make_tape(plan) for _ in range(threads)] if len(plan.arrays) > 1 else [],
        workers=ThreadPoolExecutor(threads) if threads > 1 else None,
        quotas=tuple((item.id, e) for item in plan.scheme.lists for e in item.entries if e.quota is not None),
        crowded=any(i.capacity_per_month is not None for i in plan.scheme.redress.instances),
    )
    if engine.people and engine.people[0].numbers[lay.G_SLEEP_Q] >= 0:
        engine.sleep = Sleep()
    if engine.crowded:
        for chunk in chunks:
            for each_file in (chunk, chunk.shadow):
                if each_file is not None:
                    each_file.heads = (np.full(chunk.n, -1, dtype=np.int32), np.full(chunk.n, -1, dtype=np.int32))
    each(engine, init_of_chunk, 0)
    return engine


def each(engine: Engine, work: Callable[[Engine, Chunk, Tape, int], None], month: int) -> None:
    """Do a piece of work on every chunk; a thread takes the chunks of its number, so tapes are never shared."""
    share = len(engine.tapes)

    def part(number: int) -> None:
        for chunk in engine.chunks[number::share]:
            work(engine, chunk, (engine.tapes if chunk.main else engine.others)[number], month)

    if engine.workers is None:
        part(0)
    else:
        list(engine.workers.map(part, range(share)))


def init_of_chunk(engine: Engine, chunk: Chunk, tape: Tape, month: int) -> None:
    """People, clocks and open obligations of a chunk."""
    from demerit.engine.kernels.start import init_chunk
    from demerit.society.people import fill_households

    tables = engine.plan.population.tables
    if chunk.row[lay.R_FIRST] >= 0:
        for start in range(0, chunk.n, 4096):
            offsets = np.zeros(4096, dtype=np.uint16)
            fill_households(tables, (chunk.base + start) // 4096, offsets)
            chunk.s16[chunk.row[lay.R_FIRST], start : start + 4096] = offsets[: min(4096, chunk.n - start)]
    if chunk.row[lay.R_DEBT] >= 0:
        chunk.pools["debts"] = np.zeros(chunk.n * int(chunk.numbers[lay.O_N_OBLI]) + 1024, dtype=lay.DEBT)
    init_chunk(chunk.numbers, engine.plan.keys, engine.plan.gammas, tables, state_of(chunk, tape=tape))


def month_of_chunk(engine: Engine, chunk: Chunk, tape: Tape, month: int) -> None:
    """All phases of a month."""
    acts_of_chunk(engine, chunk, tape, month)
    files_of_chunk(engine, chunk, tape, month)


def acts_of_chunk(engine: Engine, chunk: Chunk, tape: Tape, month: int) -> None:
    """Phases act and observe, lengthening pools when a kernel asks for it; then who is looked at this month."""
    from demerit.engine.kernels.month import act_month, gather

    plan, first = engine.plan, 1
    make_room(chunk)
    while act_month(chunk.numbers, plan.keys, plan.gammas, plan.exps, state_of(chunk, tape=tape), month, first) == 1:
        first = 0
        make_room(chunk)
    make_room(chunk)
    if month >= plan.burn_in and chunk.numbers[lay.O_N_UNDRAWN]:
        reckon(plan, chunk, tape, months={month: 1}, moving=1)
    gather(chunk.numbers, state_of(chunk, tape=tape), month)


def reckon(plan: Plan, chunk: Chunk, tape: Tape, *, months: dict[int, int], moving: int) -> None:
    """Add the expected amounts of conduct that is not drawn: of each month named, so many times."""
    from demerit.engine.kernels.undrawn import reckon_chunk

    for month, times in months.items():
        state = state_of(chunk, tape=tape)
        reckon_chunk(chunk.numbers, plan.keys, plan.gammas, plan.exps, state, month, times, moving)


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


def files_of_chunk(engine: Engine, chunk: Chunk, tape: Tape, month: int) -> None:
    """Phases post to respond, lengthening pools when a kernel asks for it."""
    from demerit.engine.kernels.month import file_month
    from demerit.engine.kernels.shadow import shadow_month

    if chunk.shadow is not None:
        first = 1
        while shadow_month(chunk.numbers, state_of(chunk, tape=tape), month, first) == 1:
            first = 0
            make_room(chunk)
        check_bounds(chunk.shadow, month)
    while file_month(chunk.numbers, engine.plan.keys, state_of(chunk, tape=tape), month) == 1:
        make_room(chunk)
    if month == engine.plan.burn_in > 0:
        count_burnt_in(chunk, tape)
    check_bounds(chunk, month)


def count_burnt_in(chunk: Chunk, tape: Tape) -> None:
    """After the first counted month: the people of what began before and still holds."""
    from demerit.engine.kernels.finish import burnt_in

    start = 0
    while start >= 0:
        make_room(chunk)
        start = burnt_in(chunk.numbers, state_of(chunk, tape=tape), start)


def check_bounds(chunk: Chunk, month: int) -> None:
    """Stop when a kernel met the end of one of its arrays."""
    if chunk.top[lay.OVER]:
        raise RunError(
            "E390",
            f"a bound of the engine was passed in month {month} (code {chunk.top[lay.OVER]})",
            "This is a fault of demerit, please report it with the scheme and the seed.",
        )


def finish_of_chunk(engine: Engine, chunk: Chunk, tape: Tape, month: int) -> None:
    """Counts at the end."""
    from demerit.engine.kernels.finish import finish_chunk

    if chunk.numbers[lay.O_N_UNDRAWN]:
        step = chunk.numbers[chunk.numbers[lay.O_STEP] :][: month].tolist()
        counted = step[engine.plan.burn_in :]
        first = {engine.plan.burn_in + counted.index(each): counted.count(each) for each in dict.fromkeys(counted)}
        reckon(engine.plan, chunk, tape, months=first, moving=0)
    chunk.inbox = np.zeros(0, dtype=lay.ITEM)
    kinds = int(chunk.numbers[lay.O_N_LIST]) + 1
    lengthen(chunk, name="marks", more=chunk.n * (2 + 4 * kinds))  # what still holds marks its people only now
    finish_chunk(chunk.numbers, engine.plan.keys, state_of(chunk, tape=tape))
    check_bounds(chunk, month)


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
    order = np.lexsort((items["kind"], items["address"], items["source"], items["spread"], items["to"]))
    items = items[order]
    bounds = np.searchsorted(items["to"], [c.base for c in engine.chunks] + [engine.chunks[-1].base + lay.CHUNK])
    for number, chunk in enumerate(engine.chunks):
        part = items[bounds[number] : bounds[number + 1]]
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
