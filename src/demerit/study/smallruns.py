"""Small runs of the same people with the same dice, at both ends of what is assumed.

One run in the middle and two for each of the three assumptions that the headline reads (``study/ends.py``), with at
most 50,000 persons: seven in all. They share people and dice with the main run, so what differs is the assumption
alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

from demerit.engine.leave import Seen
from demerit.engine.plan import plan
from demerit.engine.run import run
from demerit.evidence.rows import EvidenceRow
from demerit.ledger.folder import write_whole
from demerit.ledger.manifest import describe_names
from demerit.ledger.model import Ledger
from demerit.society.population import populate
from demerit.study.ends import ENDS, Assumption, End, assumptions, at_end
from demerit.study.headline import headline, kind_of
from demerit.study.inputs import Inputs
from demerit.study.job import Job
from demerit.study.progress import Tick
from demerit.study.reads import numbers_read

__all__ = ["MIDDLE", "SMALL", "figures_of", "lines_in", "numbers_behind", "small_ledger", "vary"]

SMALL = 50_000
"""At most so many persons in each small run."""

MIDDLE = "middle"
COUNTED = {"events": "events", "wrongful": "events:wrongful", "people": "people", "people_wrongful": "people:wrongful"}


def small_ledger(
    inputs: Inputs, job: Job, /, *, tick: Tick | None = None, truth: bool = False, seen: Seen | None = None
) -> Ledger:
    """Run a job's months on at most 50,000 of its persons and keep the counts only, all acts drawn for the truth."""
    people = populate(inputs.bundle.society, seed=job.seed, persons=min(SMALL, job.persons))
    made = plan(
        inputs.scheme, inputs.bundle, people, seed=job.seed, months=job.months, burn_in=job.burn_in, truth=truth
    )
    return run(made, keep="tallies", threads=job.threads, progress=tick, seen=seen)


def lines_in(ledger: Ledger, /) -> int:
    """About how many lines the files of everyone in a run have: acts, records, entries and their ends, events."""
    weights = {
        "behaviour": {"acts": 1},
        "channel": {"right": 1, "false": 1, "mistaken": 1, "misread": 1},
        "rule": {"entries": 2},
        "list": {"events": 2},
        "band": {"events": 2},
        "measure": {"events": 1},
        "obligation": {"opened": 1, "performed": 1},
        "redress": {"right": 1, "wrong": 1},
    }
    lines = 0
    for name in ledger.tallies:
        kind, _, rest = name.partition(":")
        lines += weights.get(kind, {}).get(rest.rpartition(":")[2], 0) * ledger.total(name)
    return lines


def numbers_behind(inputs: Inputs, /, *, key: str | None) -> list[EvidenceRow]:
    """Every number that the figures of a penalty read; none if there is no penalty."""
    return [] if key is None else numbers_read(inputs.scheme, inputs.bundle, key=key)


def figures_of(ledger: Ledger, inputs: Inputs, /, *, kind: str | None, end: str) -> list[dict[str, Any]]:
    """Counts of every penalty of a small run: events, and subjects; of each those that are wrongful."""
    keys = describe_names(inputs.scheme, conduct=None, needs=None)["keys"]
    penalties = [key for key, about in keys.items() if kind_of(key, about) is not None]
    group = {key: f"unit={keys[key]['unit']}" if "unit" in keys[key] else "all" for key in penalties}
    counts = {
        key: {name: ledger.total(f"{key}:{of}", group=group[key]) for name, of in COUNTED.items()} for key in penalties
    }
    return [{"assumption": kind, "end": end, "key": key, **counts[key]} for key in penalties]


def described(assumption: Assumption) -> dict[str, Any]:
    """An assumption as plain data."""
    told = ("file", "where", "low", "value", "high", "unit")
    numbers = [{name: getattr(row, name) for name in told} for row in assumption.numbers]
    return {"assumption": assumption.kind, "numbers": numbers}


def vary(
    job: Job,
    /,
    *,
    middle: Ledger,
    store: Path | None = None,
    stamp: str = "",
    tick: Callable[[str], Tick] | None = None,
) -> dict[str, Any]:
    """Run the ends of what the headline assumes.

    Parameters
    ----------
    job : Job
    middle : Ledger
        Of the small run in the middle.
    store : path, optional
        A file that keeps what is done, so that a run that was killed goes on from there.
    stamp : str
        What must be the same for a stored part to be used again.
    tick : callable, optional
        Called with the name of each small run; returns its progress function.

    Returns
    -------
    dict
        ``persons`` in each small run, ``headline``, ``assumptions`` and ``figures``: plain JSON values.
    """
    keys = describe_names(job.inputs.scheme, conduct=None, needs=None)["keys"]
    key = headline(keys, people=lambda name: middle.total(f"{name}:people"))
    chosen = assumptions(numbers_behind(job.inputs, key=key))
    done = stored(store, stamp)
    figures = figures_of(middle, job.inputs, kind=None, end=MIDDLE)
    both = {f"{assumption.kind}:{end}": (assumption, end) for assumption in chosen for end in ENDS}
    for name, found in beside_each_other({name: both[name] for name in both if name not in done}, job, tick=tick):
        done[name] = found
        keep(store, stamp, done)
    for name in both:
        figures += done[name]
    return {
        "persons": min(SMALL, job.persons),
        "headline": key,
        "assumptions": [described(assumption) for assumption in chosen],
        "figures": figures,
    }


def beside_each_other(
    ends: dict[str, tuple[Assumption, End]], job: Job, /, *, tick: Callable[[str], Tick] | None
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Run ends of assumptions, as many at a time as there are threads: a small run is too short to be shared out."""

    def figures(name: str) -> list[dict[str, Any]]:
        assumption, end = ends[name]
        scheme, bundle = at_end(job.inputs.scheme, job.inputs.bundle, assumption=assumption, end=end)
        moved = replace(job.inputs, scheme=scheme, bundle=bundle)
        ledger = small_ledger(moved, replace(job, threads=1), tick=tick(name) if tick is not None else None)
        return figures_of(ledger, moved, kind=assumption.kind, end=end)

    with ThreadPoolExecutor(job.threads) as workers:
        running = {name: workers.submit(figures, name) for name in ends}
        try:
            for name, end in running.items():
                yield name, end.result()
        finally:
            workers.shutdown(wait=False, cancel_futures=True)


def stored(store: Path | None, stamp: str) -> dict[str, list[dict[str, Any]]]:
    """What an earlier, killed run of the same inputs kept."""
    if store is None or not store.exists():
        return {}
    try:
        kept = json.loads(store.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return dict(kept["done"]) if isinstance(kept, dict) and kept.get("stamp") == stamp else {}


def keep(store: Path | None, stamp: str, done: dict[str, list[dict[str, Any]]]) -> None:
    """Keep what is done, whole or not at all."""
    if store is not None:
        write_whole(store, json.dumps({"stamp": stamp, "done": done}) + "\n")
