"""Two worlds of the same people with the same dice, the second played only for those in whom it can differ.

The first world is played for everybody. Those whose lives met something in which the schemes differ are then played
again by themselves, once under each scheme; what they counted in the first world is taken off its counts and what they
count in the second is put on. All others lived the same life, so each world is to the last bit the run of its scheme.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from demerit.engine import layout as lay
from demerit.engine.leave import Counts, Keep, Seen, counts_of, log_items, log_of, so_far, told
from demerit.engine.part import Outgrown, Played, met, places
from demerit.engine.plan import Plan
from demerit.engine.reach import Reach, reach_of
from demerit.engine.run import Tick, begin, play_out, run
from demerit.ledger.model import Ledger

__all__ = ["Lead", "follow", "lead", "reach_between", "run_both"]


@dataclass(frozen=True, kw_only=True)
class Lead:
    """The world that was played for everybody.

    Attributes
    ----------
    plan : Plan
    ledger : Ledger
    counts : Counts
    played : ndarray of bool or None
        Those in whom the other world can differ; None if it has to be played for everybody.
    """

    plan: Plan
    ledger: Ledger
    counts: Counts
    played: Played | None


def run_both(
    a: Plan, b: Plan, /, *, keep: Keep, threads: int = 2, progress: tuple[Tick | None, Tick | None] = (None, None),
    seen: tuple[Seen | None, Seen | None] = (None, None),
) -> Iterator[tuple[int, Ledger]]:
    """Run two worlds on one population.

    Parameters
    ----------
    a, b : Plan
    keep : str
        As of ``run``; not ``tallies``.
    threads : int
    progress, seen : (callable or None, callable or None)
        Of each world, as of ``run``.

    Yields
    ------
    (place, Ledger)
        0 for ``a``, 1 for ``b``, each as soon as it is done; the bytes of a run of its own.
    """
    plans, base = (a, b), 1
    reach = reach_between(b, a)
    if reach is None:
        reach, base = reach_between(a, b), 0
    first = lead(plans[base], reach=reach, keep=keep, threads=threads, progress=progress[base], seen=seen[base])
    yield base, first.ledger
    other = 1 - base
    yield other, follow(first, plans[other], keep=keep, threads=threads, progress=progress[other], seen=seen[other])


def reach_between(base: Plan, other: Plan, /) -> Reach | None:
    """How far the difference of two plans reaches from the world of the first; None if it may reach everybody."""
    alone = all(is_apart(plan) for plan in (base, other))
    alike = alone and are_alike(base, other) and adapts_to(base) == adapts_to(other)
    return reach_of(base.scheme, other.scheme) if alike else None


def adapts_to(plan: Plan) -> list[tuple[object, ...]]:
    """What of a scheme is known to people to whom nothing happened, where they adapt to it."""
    if not any(response.on for response in plan.bundle.responses.responses):
        return []
    rules: list[tuple[object, ...]] = [
        (rule.id, rule.on, rule.points, rule.set, rule.rating, rule.since, rule.until) for rule in plan.scheme.rules
    ]
    return rules + [(each.id, each.watches, each.since, each.until) for each in plan.scheme.channels]


def is_apart(plan: Plan) -> bool:
    """Whether people can reach each other only by what crosses ties and by records that land on others."""
    scheme = plan.scheme
    queues = any(entry.quota is not None for item in scheme.lists for entry in item.entries)
    queues = queues or any(each.capacity_per_month is not None for each in scheme.redress.instances)
    queues = queues or any(channel.patrols is not None for channel in scheme.channels)
    readers = (lay.G_SLEEP_Q, lay.G_A_PUBLISHED_Q, lay.G_MIX_Q)
    return not queues and all(p[place] < 0 for p in plan.arrays.values() for place in readers)


def are_alike(base: Plan, other: Plan) -> bool:
    """Whether both draw and count the same conduct of the same kinds of subject."""
    same = all(
        getattr(base, name) == getattr(other, name)
        for name in ("groups", "expected", "untold", "seed", "months", "burn_in")
    )
    same = same and base.arrays.keys() == other.arrays.keys()
    same = same and (base.shadow is None) == (other.shadow is None)
    moved = bool(base.expected) and base.scheme.channels != other.scheme.channels
    return same and not moved and base.items["behaviour"] == other.items["behaviour"]


def lead(
    base: Plan, /, *, reach: Reach | None, keep: Keep, threads: int = 2, progress: Tick | None = None,
    seen: Seen | None = None,
) -> Lead:  # fmt: skip
    """Play the first world, and find those in whom the second can differ.

    Parameters
    ----------
    base : Plan
    reach : Reach or None
        From ``reach_between``.
    keep, threads, progress, seen
        As of ``run``; ``keep`` not ``tallies``.
    """
    engine = begin(base, keep=keep, threads=threads)
    engine.crossed = None if reach is None else []
    play_out(engine, progress=progress, seen=seen)
    counts = counts_of(engine)
    played = None if reach is None else met(engine, reach=reach)
    ledger = told(base, counts, log=log_of(engine, keep=keep))
    return Lead(plan=base, ledger=ledger, counts=counts, played=played)


def follow(
    first: Lead, other: Plan, /, *, keep: Keep, threads: int = 2, progress: Tick | None = None,
    seen: Seen | None = None,
) -> Ledger:  # fmt: skip
    """Play the second world, for everybody only where it must be.

    Parameters
    ----------
    first : Lead
    other : Plan
        On the same population.
    keep, threads, progress, seen
        As of ``run``; where the other world has to be played for everybody after all, its months are seen again.

    Returns
    -------
    Ledger
        With the bytes of a run of its own.
    """
    if first.played is None:
        return run(other, keep=keep, threads=threads, progress=progress, seen=seen)
    parts, log = None, None
    try:
        if first.played.any():
            without, _ = part_of(first.plan, first.played, keep="tallies", threads=threads, progress=half(progress, 0))
            within, log = part_of(
                other, first.played, keep=keep, threads=threads, progress=half(progress, 1),
                seen=beside(seen, first, without, other),
            )  # fmt: skip
            parts = without, within
        elif seen is not None:
            months = other.months + other.burn_in
            for month in range(1, months + 1):
                seen(month, months, until(first.plan, first.counts, month))
        return told(other, shifted(first, other, parts), log=log_beside(first, other, log))
    except Outgrown:
        return run(other, keep=keep, threads=threads, progress=progress, seen=seen)


def beside(seen: Seen | None, first: Lead, without: Counts, other: Plan) -> Seen | None:
    """What sees the second world while only a part of it is played: the first, less the part there, and the part."""

    def whole(month: int, months: int, within: Mapping[str, int]) -> None:
        base = until(first.plan, first.counts, month)
        less = until(first.plan, without, month)
        names = [name for name in other.tallies if name in base or name in within]
        assert seen is not None
        seen(month, months, {name: base.get(name, 0) - less.get(name, 0) + within.get(name, 0) for name in names})

    return None if seen is None else whole


def until(plan: Plan, counts: Counts, months: int) -> dict[str, int]:
    """What a world had counted of every penalty after so many months."""
    return so_far(plan, counts.series, None if counts.other is None else counts.other.series, months=months)


def half(progress: Tick | None, place: int) -> Tick | None:
    """Progress of one of two runs of the same length."""
    return None if progress is None else lambda done, months: progress(place * months + done, 2 * months)


def part_of(
    plan: Plan, played: Played, *, keep: Keep, threads: int, progress: Tick | None, seen: Seen | None = None
) -> tuple[Counts, NDArray[np.void] | None]:
    """Counts and log of a part of the people.

    Raises
    ------
    Outgrown
        If something reached a subject outside it.
    """
    engine = begin(plan, keep=keep, threads=threads, played=played)
    play_out(engine, progress=progress, seen=seen)
    people = plan.population.n_persons
    if keep != "tallies":
        for chunk in engine.chunks:
            told_of = chunk.pools["log"]["uid"][: int(chunk.top[lay.TOP_L])]
            if not played[places(told_of, people)].all():
                raise Outgrown
    return counts_of(engine), log_of(engine, keep=keep)


def shifted(first: Lead, other: Plan, parts: tuple[Counts, Counts] | None) -> Counts:
    """Counts of the second world: those of the first, less what the part counted there, and what it counts here."""
    place = {name: row for row, name in enumerate(first.plan.tallies)}
    rows = np.array([place.get(name, -1) for name in other.tallies], dtype=np.int64)
    without, within = (None, None) if parts is None else parts

    def of(base: Counts, less: Counts | None, more: Counts | None) -> Counts:
        def moved(name: str, where: NDArray[np.int64] | None) -> NDArray[np.int64]:
            array: NDArray[np.int64] = getattr(base, name).copy()
            if less is not None:
                array -= getattr(less, name)
            if where is not None:
                array = np.where((where >= 0).reshape(-1, *[1] * (array.ndim - 1)), array[where], 0)
            if more is not None:
                array += getattr(more, name)
            return array

        kind = None
        if base.other is not None:
            kind = of(base.other, less and less.other, more and more.other)
        return Counts(
            tally=moved("tally", rows), series=moved("series", rows), expected=moved("expected", None), other=kind
        )

    return of(first.counts, without, within)


def log_beside(first: Lead, other: Plan, log: NDArray[np.void] | None) -> NDArray[np.void] | None:
    """Log of the second world: that of the first for those outside the part, its own for those inside.

    Raises
    ------
    Outgrown
        If a life outside met something that the other scheme does not have.
    """
    base = first.ledger.log
    assert base is not None
    assert first.played is not None
    kept = base[~first.played[places(base["uid"], first.plan.population.n_persons)]]
    names, mine = log_items(first.plan)[0], {name: place for place, name in enumerate(log_items(other)[0])}
    code = np.array([mine.get(name, len(mine)) for name in names], dtype=np.int64)
    items = code[kept["item"]]
    if (items == len(mine)).any():
        raise Outgrown
    kept["item"] = items
    if log is None:
        return kept
    whole = np.concatenate([kept, log])
    return whole.take(np.argsort(whole["uid"], kind="stable"))
