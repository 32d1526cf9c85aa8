"""Small paired worlds at both ends of what is assumed: what a pair says of wrong penalties, at low, middle and high.

Both worlds go to the same end at once, each with the numbers of the kind that it has; what is assumed of the people
themselves moves in both. So what differs between the worlds is the rules, and between the ends the assumption alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from demerit.evidence.rows import EvidenceRow, evidence_rows
from demerit.ledger.manifest import describe_names, digest, stable
from demerit.ledger.model import Ledger
from demerit.outcomes.wrongly import reached_wrongly
from demerit.society.load import COMPANIONS
from demerit.study.ends import ENDS, KINDS, MOST, Assumption, End, assumptions, at_end
from demerit.study.headline import headline, kind_of
from demerit.study.job import Job
from demerit.study.progress import Progress, Watch
from demerit.study.smallruns import MIDDLE, SMALL, described, keep, numbers_behind, small_ledger, stored

__all__ = ["STORE", "Shared", "pair_ends", "part_of", "shared_assumptions"]

STORE = "ends.json"
"""Keeps what is done, so that a pair that was killed goes on from there."""


@dataclass(frozen=True, kw_only=True)
class Shared:
    """An assumption of a kind in both worlds; None in a world that has no such number."""

    kind: str
    a: Assumption | None
    b: Assumption | None


def pair_ends(
    a: Job, b: Job, /, *, folder: Path, results: dict[str, Any], progress: Progress | None = None
) -> dict[str, Any]:  # fmt: skip
    """Run both worlds at the ends of what the headline penalties of either assume.

    Parameters
    ----------
    a, b : Job
        The two worlds.
    folder : Path
        Of the pair; ``STORE`` in it keeps what is done, and a finished pair of the same runs has its ends already.
    results : dict
        The results of both worlds, by ``a`` and ``b``.
    progress : callable, optional

    Returns
    -------
    dict
        ``persons`` in each small world, ``headline``, ``assumptions`` and ``figures``: plain JSON values.

    Raises
    ------
    RunError
        What the engine refuses; the same call goes on where it stopped.
    """
    plans = [stable(results[world]["run"]) for world in "ab"]
    before = finished(folder / "pair.json", plans)
    if before is not None:
        return before
    return vary(a, b, store=folder / STORE, stamp=digest(plans), watch=watch_of(a, part_of(progress, a, ends=True)))


def finished(document: Path, plans: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Ends of a finished pair of the same runs; None if it has none, or cannot be read."""
    try:
        found = json.loads(document.read_text(encoding="utf-8"))
        same = [stable(found[world]["run"]) for world in "ab"] == plans
        ends: dict[str, Any] | None = found.get("ends")
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return ends if same else None


def part_of(progress: Progress | None, job: Job, /, *, ends: bool) -> Progress | None:
    """Progress of the main runs of a pair, or of its ends, as a part of all its work."""
    if progress is None:
        return None
    small, main = (1 + MOST * len(ENDS)) * min(SMALL, job.persons), job.persons * job.replicates
    share = main / (small + main)
    start, width = (share, 1 - share) if ends else (0.0, share)
    return lambda what, done: progress(what, start + width * done)


def watch_of(job: Job, progress: Progress | None) -> Watch:
    """Return a watch of the small worlds."""
    small = float(min(SMALL, job.persons) * (job.months + job.burn_in))
    return Watch(progress, main=0.0, small=small, total=2 * (1 + MOST * len(ENDS)) * small)


def vary(a: Job, b: Job, /, *, store: Path, stamp: str, watch: Watch) -> dict[str, Any]:
    """Run the middle, then the ends that were not run before."""
    middle = tuple(
        small_ledger(job.inputs, job, tick=watch.tick(f"{side}/small:{MIDDLE}", work=watch.small), truth=True)
        for side, job in (("a", a), ("b", b))
    )
    keys = tuple(first_key(job, ledger) for job, ledger in zip((a, b), middle, strict=True))
    chosen = shared_assumptions(a, b, keys=keys)
    figures = figures_of(a, b, middle, kind=None, end=MIDDLE)
    ends = {f"{shared.kind}:{end}": (shared, end) for shared in chosen for end in ENDS}
    done = stored(store, stamp)
    for name, found in beside_each_other({name: ends[name] for name in ends if name not in done}, a, b, watch):
        done[name] = found
        keep(store, stamp, done)
    for name in ends:
        figures += done[name]
    return {
        "persons": min(SMALL, a.persons),
        "headline": next((key for key in keys if key is not None), None),
        "assumptions": [
            {"assumption": shared.kind, "a": numbers(shared.a), "b": numbers(shared.b)} for shared in chosen
        ],
        "figures": figures,
    }  # fmt: skip


def numbers(assumption: Assumption | None) -> list[dict[str, Any]]:
    """The numbers of an assumption as plain data; none in a world that has none."""
    found: list[dict[str, Any]] = [] if assumption is None else described(assumption)["numbers"]
    return found


def first_key(job: Job, ledger: Ledger) -> str | None:
    """Penalty key of the first sentence of a world."""
    return headline(names_of(job), people=lambda key: ledger.total(f"{key}:people"))


def names_of(job: Job) -> dict[str, Any]:
    """Keys of a world, with what each is."""
    found: dict[str, Any] = describe_names(job.inputs.scheme, conduct=None, needs=None)["keys"]
    return found


def shared_assumptions(a: Job, b: Job, /, *, keys: tuple[str | None, ...]) -> tuple[Shared, ...]:
    """Assumptions to vary: those behind the headline of either world, of each kind the numbers that a world has.

    Parameters
    ----------
    a, b : Job
    keys : tuple of str or None
        Headline keys of the worlds. A number behind one of them moves in every world that has it, read or not.
    """
    read = {
        (row.file, row.where)
        for job in (a, b)
        for key in keys
        if key is not None and key in names_of(job)
        for row in numbers_behind(job.inputs, key=key)
    }
    kinds: dict[str, dict[str, Assumption]] = {}
    for side, job in (("a", a), ("b", b)):
        own = [row for row in numbers_of(job) if (row.file, row.where) in read]
        for assumption in assumptions(own, most=len(KINDS)):
            kinds.setdefault(assumption.kind, {})[side] = assumption
    found = (Shared(kind=kind, a=kinds[kind].get("a"), b=kinds[kind].get("b")) for kind in KINDS if kind in kinds)
    return tuple(found)[:MOST]


def numbers_of(job: Job) -> Iterator[EvidenceRow]:
    """Every number of the scheme and of what people do, need, believe and answer."""
    bundle = job.inputs.bundle
    yield from evidence_rows(job.inputs.scheme, file="scheme")
    for file in COMPANIONS:
        yield from evidence_rows(getattr(bundle, file), file=file)


def beside_each_other(
    ends: dict[str, tuple[Shared, End]], a: Job, b: Job, watch: Watch
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Run pairs of small worlds, as many at a time as there are threads."""

    def world(job: Job, own: Assumption | None, end: End, name: str) -> Ledger:
        inputs = job.inputs
        if own is not None:
            scheme, bundle = at_end(inputs.scheme, inputs.bundle, assumption=own, end=end)
            inputs = replace(inputs, scheme=scheme, bundle=bundle)
        tick = watch.tick(name, work=watch.small)
        return small_ledger(inputs, replace(job, threads=1), tick=tick)

    def figures(name: str) -> list[dict[str, Any]]:
        shared, end = ends[name]
        both = tuple(world(job, own, end, f"{side}/small:{name}")
                     for side, job, own in (("a", a, shared.a), ("b", b, shared.b)))  # fmt: skip
        return figures_of(a, b, both, kind=shared.kind, end=end)

    with ThreadPoolExecutor(a.threads) as workers:
        running = {name: workers.submit(figures, name) for name in ends}
        try:
            for name, end in running.items():
                yield name, end.result()
        finally:
            workers.shutdown(wait=False, cancel_futures=True)


def figures_of(a: Job, b: Job, ledgers: tuple[Ledger, ...], /, *, kind: str | None, end: str) -> list[dict[str, Any]]:
    """Counts and differences of every penalty of either world at one end."""
    first, second = ledgers
    groups = {
        key: group_of(about)
        for key, about in (names_of(b) | names_of(a)).items()
        if kind_of(key, about) is not None and group_of(about) in first.groups
    }
    return [{"assumption": kind, "end": end, **found} for found in reached_wrongly(first, second, groups=groups)]


def group_of(about: dict[str, Any]) -> str:
    """Group of all whom a penalty is about."""
    return f"unit={about['unit']}" if "unit" in about else "all"
