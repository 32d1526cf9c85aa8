"""The driver: months, chunks, threads. It composes the phases and knows nothing of schemes or indicators."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from demerit.engine import layout as lay
from demerit.engine.avoidance import Sleep
from demerit.engine.exchange import exchange
from demerit.engine.leave import Keep, Seen, counts_of, log_of, so_far_of, told
from demerit.engine.mixing import blender
from demerit.engine.part import Outgrown, Played, of_kind
from demerit.engine.patrols import Patrols, follow_records, send_patrols
from demerit.engine.plan import Plan
from demerit.engine.queues import hold_court, take_by_rank
from demerit.engine.state import Chunk, Tape, is_short, lengthen, make_chunk, make_room, make_tape, state_of
from demerit.errors import RunError
from demerit.ledger.model import Ledger
from demerit.scheme.model import Entry
from demerit.scheme.units import FIRM
from demerit.society.tables import FIRM_BASE

__all__ = ["Tick", "begin", "play_out", "run"]

Tick = Callable[[int, int], None]
"""Called after each month with the number of months done and of months in all."""


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
    patrols: Patrols | None = None
    """What is known where patrols follow records."""
    crossed: list[tuple[NDArray[np.int64], NDArray[np.int64]]] | None = None
    """Both ends of all that crossed ties, month by month, where that is asked for."""

    @property
    def people(self) -> list[Chunk]:
        """Chunks of persons, who share one array of numbers; ties to firms never sleep."""
        return [chunk for chunk in self.chunks if chunk.base < FIRM_BASE]


def run(
    plan: Plan,
    /,
    *,
    keep: Keep = "penalised",
    threads: int = 2,
    progress: Tick | None = None,
    of: range | None = None,
    seen: Seen | None = None,
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
    of : range of uids, optional
        The log is kept of the chunks of these alone: of the others what happened is forgotten each month.
    seen : callable, optional
        Called after each month with (months done, months in all, totals so far of every penalty).

    Returns
    -------
    Ledger
        Of one replicate.
    """
    engine = begin(plan, keep=keep, threads=threads)
    play_out(engine, progress=progress, of=of, seen=seen)
    return told(plan, counts_of(engine), log=log_of(engine, keep=keep))


def play_out(
    engine: Engine, /, *, progress: Tick | None = None, of: range | None = None, seen: Seen | None = None
) -> None:
    """All months, and the counts at the end."""
    months = engine.plan.months + engine.plan.burn_in
    others = [c for c in engine.chunks if of is not None and (c.base + c.n <= of.start or of.stop <= c.base)]
    try:
        for month in range(months):
            play(engine, month)
            for chunk in others:
                chunk.top[lay.TOP_L] = 0
            if progress is not None:
                progress(month + 1, months)
            if seen is not None:
                seen(month + 1, months, so_far_of(engine, months=month + 1))
        each(engine, finish_of_chunk, months)
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
    if engine.patrols is not None:
        follow_records(engine.patrols, engine.people)


def begin(plan: Plan, *, keep: Keep, threads: int, played: Played | None = None) -> Engine:
    """Empty chunks, filled with people, first candidates and what is open at the start; of everybody, or of a part."""
    chunks: list[Chunk] = []
    short = is_short(plan, logging=keep != "tallies")
    for kind in sorted(plan.arrays, reverse=True):  # people, whose uids are lower, then firms
        numbers = plan.arrays[kind].copy()
        numbers[lay.G_LOGGING] = int(keep != "tallies")
        people, firms = plan.population.n_persons, plan.population.n_firms
        first, n = (FIRM_BASE, firms) if kind == FIRM else (0, people)
        ours = np.ones(n, dtype=np.bool_) if played is None else of_kind(played, kind=kind, n_persons=people)
        chunks += [
            make_chunk(
                plan, kind=kind, numbers=numbers, base=first + at, played=ours[at : at + lay.CHUNK], short=short
            )
            for at in range(0, n, lay.CHUNK)
            if ours[at : at + lay.CHUNK].any()
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
    engine.patrols = send_patrols(engine.people, n_cells=plan.population.n_cells)
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
    """Stop when a kernel met the end of one of its arrays, or a subject who is not played."""
    if chunk.top[lay.OVER] == lay.OUTSIDE:
        raise Outgrown
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
        step = chunk.numbers[chunk.numbers[lay.O_STEP] :][:month].tolist()
        counted = step[engine.plan.burn_in :]
        first = {engine.plan.burn_in + counted.index(each): counted.count(each) for each in dict.fromkeys(counted)}
        reckon(engine.plan, chunk, tape, months=first, moving=0)
    chunk.inbox = np.zeros(0, dtype=lay.ITEM)
    kinds = int(chunk.numbers[lay.O_N_LIST]) + 1
    lengthen(chunk, name="marks", more=chunk.n * (2 + 4 * kinds))  # what still holds marks its people only now
    finish_chunk(chunk.numbers, engine.plan.keys, state_of(chunk, tape=tape))
    check_bounds(chunk, month)


