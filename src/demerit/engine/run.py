"""The driver: months, chunks, threads. It composes the phases and knows nothing of schemes or indicators."""

from __future__ import annotations

import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from demerit.engine import layout as lay
from demerit.engine.avoidance import Sleep, awake, count_published, turn
from demerit.engine.plan import Plan
from demerit.engine.quantities import value_in
from demerit.engine.state import Chunk, Tape, is_short, lengthen, make_chunk, make_room, make_tape, state_of
from demerit.engine.totals import add_clean
from demerit.errors import RunError
from demerit.ledger.model import LOG_DTYPE, Ledger

__all__ = ["run"]

Keep = Literal["tallies", "penalised", "all"]


@dataclass
class Engine:
    """A run in progress."""

    plan: Plan
    numbers: NDArray[np.int64]
    chunks: list[Chunk]
    tapes: list[Tape]
    workers: ThreadPoolExecutor | None
    crowded: bool
    """Whether an instance of redress decides only so many cases a month, so that chunks wait for each other."""
    sleep: Sleep | None = None
    """Ties that sleep, where people avoid those who are listed."""


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
            if engine.crowded:
                each(engine, acts_of_chunk, month)
                hold_court(engine, month)
                each(engine, files_of_chunk, month)
            else:
                each(engine, month_of_chunk, month)
            exchange(engine, month)
            if progress is not None:
                progress(month + 1, months)
        each(engine, finish_of_chunk, months)
        return ledger_of(engine, keep=keep)
    finally:
        if engine.workers is not None:
            engine.workers.shutdown()


def begin(plan: Plan, *, keep: Keep, threads: int) -> Engine:
    """Empty chunks, filled with people, first candidates and what is open at the start."""
    numbers = plan.numbers.copy()
    numbers[lay.G_LOGGING] = int(keep != "tallies")
    n = plan.population.n_persons
    short = is_short(plan, logging=keep != "tallies")
    chunks = [make_chunk(plan, base=base, n=min(lay.CHUNK, n - base), short=short) for base in range(0, n, lay.CHUNK)]
    threads = max(1, min(threads, len(chunks)))
    engine = Engine(
        plan=plan,
        numbers=numbers,
        chunks=chunks,
        tapes=[make_tape(plan) for _ in range(threads)],
        workers=ThreadPoolExecutor(threads) if threads > 1 else None,
        crowded=any(i.capacity_per_month is not None for i in plan.scheme.redress.instances),
    )
    if numbers[lay.G_SLEEP_Q] >= 0:
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
            work(engine, chunk, engine.tapes[number], month)

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
        chunk.pools["debts"] = np.zeros(chunk.n * int(engine.numbers[lay.O_N_OBLI]) + 1024, dtype=lay.DEBT)
    init_chunk(engine.numbers, engine.plan.keys, engine.plan.gammas, tables, state_of(chunk, tape=tape))


def month_of_chunk(engine: Engine, chunk: Chunk, tape: Tape, month: int) -> None:
    """All phases of a month."""
    acts_of_chunk(engine, chunk, tape, month)
    files_of_chunk(engine, chunk, tape, month)


def acts_of_chunk(engine: Engine, chunk: Chunk, tape: Tape, month: int) -> None:
    """Phases act and observe, lengthening pools when a kernel asks for it; then who is looked at this month."""
    from demerit.engine.kernels.month import act_month, gather

    plan, first = engine.plan, 1
    make_room(chunk)
    while act_month(engine.numbers, plan.keys, plan.gammas, plan.exps, state_of(chunk, tape=tape), month, first) == 1:
        first = 0
        make_room(chunk)
    make_room(chunk)
    gather(engine.numbers, state_of(chunk, tape=tape), month)


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
                engine.numbers,
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


def files_of_chunk(engine: Engine, chunk: Chunk, tape: Tape, month: int) -> None:
    """Phases post to respond, lengthening pools when a kernel asks for it."""
    from demerit.engine.kernels.month import file_month
    from demerit.engine.kernels.shadow import shadow_month

    if chunk.shadow is not None:
        first = 1
        while shadow_month(engine.numbers, state_of(chunk, tape=tape), month, first) == 1:
            first = 0
            make_room(chunk)
        check_bounds(chunk.shadow, month)
    while file_month(engine.numbers, engine.plan.keys, state_of(chunk, tape=tape), month) == 1:
        make_room(chunk)
    check_bounds(chunk, month)


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

    chunk.inbox = np.zeros(0, dtype=lay.ITEM)
    kinds = int(engine.numbers[lay.O_N_LIST]) + 1
    lengthen(chunk, name="marks", more=chunk.n * (2 + 4 * kinds))  # what still holds marks its people only now
    finish_chunk(engine.numbers, engine.plan.keys, state_of(chunk, tape=tape))
    check_bounds(chunk, month)


def exchange(engine: Engine, month: int) -> None:
    """Carry every outbox along ties into next month's inboxes, each in order of (end, spread, source, address)."""
    arrivals: list[NDArray[np.void]] = turned_ties(engine, month)
    count_published(engine.plan, engine.numbers, engine.chunks)
    for chunk in engine.chunks:
        n_out = int(chunk.top[lay.TOP_O])
        if n_out:
            arrivals.append(carried(engine, chunk.pools["out"][:n_out])[0])
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
    turned = turn(
        sleep, engine.plan, engine.numbers, engine.chunks, month, carry=lambda items: carried(engine, items)
    )
    engine.sleep = sleep
    part = np.zeros(len(turned), dtype=ARRIVAL)
    for j, (one, other, more, term) in enumerate(turned):
        part[j]["to"], part[j]["source"], part[j]["term"] = one, other, term
        part[j]["kind"] = lay.X_MORE if more else lay.X_LESS
    return [part] if turned else []


def carried(engine: Engine, out: NDArray[np.void]) -> tuple[NDArray[np.void], NDArray[np.int32]]:
    """Arrivals of items of an outbox, and the kind of tie each came along."""
    from demerit.engine.kernels.deliver import deliver

    plan, n_out = engine.plan, len(out)
    limit = int(plan.population.tables.max_ties.max()) * (64 if engine.numbers[lay.G_UNIT] == 1 else 1) + 64
    parts, kinds, first = [np.empty(0, dtype=ARRIVAL)], [np.empty(0, dtype=np.int32)], 0
    ends, more = np.empty(limit, dtype=np.int64), np.empty(limit, dtype=np.int64)
    size = 6 * limit + max(65536, 16 * n_out)
    while first < n_out:
        who, row, along = np.empty(size, np.int64), np.empty(size, np.int32), np.empty(size, np.int32)
        first, n = deliver(
            engine.numbers, plan.keys, plan.population.tables, out, first, n_out, who, row, along, ends, more
        )
        part = np.empty(n, dtype=ARRIVAL)
        for name in lay.ITEM.names or ():
            part[name] = out[name][row[:n]]
        part["to"] = who[:n]
        kept = np.ones(n, dtype=np.bool_) if engine.sleep is None else awake(engine.sleep, part, along[:n])
        parts.append(part[kept])
        kinds.append(along[:n][kept])
    return np.concatenate(parts), np.concatenate(kinds)


def ledger_of(engine: Engine, *, keep: Keep) -> Ledger:
    """Sum the tapes, add what was expected and not drawn, and gather the log."""
    plan = engine.plan
    tally = sum((t.tally for t in engine.tapes[1:]), start=engine.tapes[0].tally)
    series = sum((t.series for t in engine.tapes[1:]), start=engine.tapes[0].series)
    add_expected(engine, tally)
    add_clean(plan, tally, series)
    for number, name in enumerate(plan.tallies):
        if name.endswith(":now") and not name.startswith("gate:"):
            series[number] = np.cumsum(series[number])
    tallies = {name: tally[i] for i, name in enumerate(plan.tallies) if name not in plan.untold}
    rows = {name: series[i] for i, name in enumerate(plan.tallies) if name not in plan.untold}
    log = None
    if keep != "tallies":
        log = log_of(engine, keep=keep)
    return Ledger(
        manifest={"plan_hash": plan.hash, "log_items": log_items(plan)[0]},
        tallies=tallies,
        groups=plan.groups,
        series=rows,
        log=log,
    )


def add_expected(engine: Engine, tally: NDArray[np.int64]) -> None:
    """Amounts of conduct that nobody can record: rate times months, by group and block (units of 1/65536)."""
    from demerit.engine.kernels.finish import count_cells

    plan = engine.plan
    if not plan.expected:
        return
    n_cells = plan.population.n_cells
    persons = np.zeros((n_cells, 64), dtype=np.int64)
    homes = np.zeros((n_cells, 64), dtype=np.int64)
    for chunk in engine.chunks:
        count_cells(state_of(chunk, tape=engine.tapes[0]), persons, homes)
    at, n = int(plan.numbers[lay.O_GROUP]), int(plan.numbers[lay.O_N_GROUP])
    groups = plan.numbers[at : at + n * n_cells].reshape(n_cells, n)
    for place, row, of in plan.expected:
        q = int(plan.numbers[lay.O_Q]) + 3 * row
        off, cell_stride = (int(x) for x in plan.numbers[q : q + 2])
        start = int(plan.numbers[lay.O_V]) + off
        rates = plan.numbers[start : start + (n_cells if cell_stride else 1)]
        amount = (
            np.broadcast_to(rates, (n_cells,))[:, None].astype(object) * (homes if of == 1 else persons) * plan.months
        )
        where = plan.tallies.index(f"behaviour:{plan.items['behaviour'][place]}:expected")
        whole = (amount // 65536).astype(np.int64)
        tally[where, 0] += whole.sum(axis=0)
        for column in range(n):
            np.add.at(tally[where], groups[:, column], whole)


def log_of(engine: Engine, *, keep: Keep) -> NDArray[np.void]:
    """The log of all chunks, sorted by uid, month, order; of everyone, or of everyone ever penalised."""
    parts = []
    for chunk in engine.chunks:
        log = chunk.pools["log"][: int(chunk.top[lay.TOP_L])]
        if keep == "penalised":
            penalised = chunk.s32[chunk.row[lay.R_MARK]] >= 0
            log = log[penalised[log["uid"] - chunk.base]]
        parts.append(log[np.lexsort((log["order"], log["uid"]))])
    return told(engine.plan, np.concatenate(parts))


ITEM_OF_KIND = (
    "behaviour",
    "channel",
    *["rule"] * 5,
    "list",
    "list",
    "band",
    *["measure"] * 4,
    *["rule"] * 4,
    "obligation",
    "obligation",
    "gate",
    "gate",
)
"""What the item of each kind of row is a place of."""


def log_items(plan: Plan) -> tuple[list[str], dict[str, int]]:
    """Names of the items of the log, and where each sort of thing starts among them."""
    names: list[str] = []
    starts: dict[str, int] = {}
    for sort in ("behaviour", "channel", "rule", "list", "band", "measure", "obligation", "gate"):
        starts[sort] = len(names)
        names.extend(f"{sort}:{item}" for item in plan.items[sort])
    return names, starts


def told(plan: Plan, log: NDArray[np.void]) -> NDArray[np.void]:
    """The log in the ledger's form."""
    _, starts = log_items(plan)
    shift = np.array([starts[sort] for sort in ITEM_OF_KIND], dtype=np.int64)
    out = np.empty(len(log), dtype=LOG_DTYPE)
    for name in ("uid", "month", "order", "kind", "points", "cause", "flags", "address", "other"):
        out[name] = log[name]
    out["item"] = log["item"] + shift[log["kind"]]
    return out
