"""From the shards of a study to its tables: one row per run, indicator and group; and the design beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

from demerit.ledger.disk import settle
from demerit.ledger.folder import told_clearly
from demerit.ledger.manifest import canonical
from demerit.ledger.model import Ledger
from demerit.ledger.tables import connect, copy_to
from demerit.outcomes.chosen import fits
from demerit.outcomes.indicator import entry_of
from demerit.outcomes.worlds import compare
from demerit.study.play import read_off
from demerit.study.shards import Refused, read_shard
from demerit.study.studyjob import StudyJob, Task

__all__ = ["DESIGN", "RESULT", "Gathered", "design_rows", "gather", "pooled", "write_table"]

RESULT = {
    "world": "VARCHAR", "against": "VARCHAR", "persons": "BIGINT", "point": "INTEGER", "replicate": "INTEGER",
    "indicator": "VARCHAR", "group": "VARCHAR", "value": "DOUBLE", "low": "DOUBLE", "high": "DOUBLE", "n": "BIGINT",
    "events": "BIGINT", "unit": "VARCHAR", "of": "VARCHAR", "reason": "VARCHAR",
}  # fmt: skip
"""Columns of ``results.parquet`` and their types; ``replicate`` is empty in rows of all replicates of point 0 pooled.

``against`` is empty but in rows of differences: ``value`` is then the world's less that of the other.
"""

OF_ROW = ("group", "value", "low", "high", "n", "events", "unit", "of", "reason")

DESIGN = {
    "point": "INTEGER", "world": "VARCHAR", "unknown": "VARCHAR", "number": "VARCHAR", "position": "DOUBLE",
    "value": "DOUBLE",
}  # fmt: skip
"""Columns of ``design.parquet``: of each point, where each unknown stands and what each number of a world is."""

Key = tuple[int, int, int, int]
Rows = list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """Everything that a study found.

    Attributes
    ----------
    rows : list of dict
        With the columns of ``RESULT``.
    refused : list of dict
        ``world``, ``persons``, ``point``, ``why``: points that make no world.
    """

    rows: Rows = field(default_factory=list)
    refused: list[dict[str, Any]] = field(default_factory=list)


def pooled(ledgers: Sequence[Ledger], /, *, replicate: int) -> Ledger:
    """Blocks of one run as one: towns of their own, whose counts are added up."""
    first = ledgers[0]
    if len(ledgers) == 1:
        return replace(first, replicate=replicate)
    names = dict.fromkeys(name for ledger in ledgers for name in ledger.tallies)
    empty = np.zeros_like(next(iter(first.tallies.values())))
    tallies = {name: sum((ledger.tallies.get(name, empty) for ledger in ledgers), empty) for name in names}
    return replace(first, tallies=tallies, replicate=replicate)


def gather(job: StudyJob, /, *, part: Callable[[int], bytes]) -> Gathered:
    """Put a study together.

    Parameters
    ----------
    job : StudyJob
    part : callable
        Bytes of the shard of a task, by its place in ``job.tasks``.
    """
    found = Gathered()
    numbered = list(enumerate(job.tasks))
    stated: dict[tuple[int, int], list[Ledger]] = {}
    by_world: dict[int, dict[Key, Rows]] = {}
    for world, of_world in groupby(numbered, key=lambda item: item[1].world):
        made: dict[Key, Rows] = {}
        for (persons, point), of_point in groupby(of_world, key=lambda item: (item[1].persons, item[1].point)):
            runs = list(runs_of(job, of_point, part))
            why = next((run for run in runs if isinstance(run, Refused)), None)
            if why is not None:
                name = job.worlds[world].id
                found.refused.append({"world": name, "persons": persons, "point": point, "why": str(why)})
                continue
            ledgers = [run for run in runs if isinstance(run, Ledger)]
            if point == 0:
                stated[world, persons] = ledgers
                made[persons, point, 0, -1] = read_off(ledgers, indicators=job.indicators, groups=job.groups)
            for ledger in ledgers:
                made[persons, point, 1, ledger.replicate] = read_off(
                    ledger, indicators=job.indicators, groups=job.groups
                )
        by_world[world] = made
    for world, made in by_world.items():
        found.rows.extend(row for key, rows in sorted(made.items()) for row in told(job, world, key, rows))
        found.rows.extend(differences(job, world, by_world, stated))
    return found


def runs_of(
    job: StudyJob, of_point: Iterable[tuple[int, Task]], part: Callable[[int], bytes]
) -> Iterator[Ledger | Refused]:
    """Counts of each replicate of one point of one world, blocks pooled."""
    for replicate, blocks in groupby(of_point, key=lambda item: item[1].replicate):
        read = [read_shard(part(place)) for place, _ in blocks]
        refused = next((each for each in read if isinstance(each, Refused)), None)
        ledgers = [each for each in read if isinstance(each, Ledger)]
        yield refused if refused is not None else pooled(ledgers, replicate=replicate)


def told(job: StudyJob, world: int, key: Key, rows: Rows, *, against: str | None = None) -> Iterator[dict[str, Any]]:
    """Rows of one run with where they belong."""
    persons, point, single, replicate = key
    about = {
        "world": job.worlds[world].id, "against": against, "persons": persons, "point": point,
        "replicate": replicate if single else None,
    }  # fmt: skip
    for row in rows:
        yield {**about, "indicator": row["id"], **{name: row[name] for name in OF_ROW}}


def differences(
    job: StudyJob, world: int, by_world: Mapping[int, dict[Key, Rows]], stated: Mapping[tuple[int, int], list[Ledger]]
) -> Iterator[dict[str, Any]]:
    """Rows of a world less those of the world it is held against, run by run, the same people with the same dice."""
    name = job.worlds[world].against
    if name is None:
        return
    other = next(place for place, each in enumerate(job.worlds) if each.id == name)
    for key, rows in sorted(by_world[world].items()):
        if key not in by_world[other]:
            continue
        if not key[2]:
            both = (stated[world, key[0]], stated[other, key[0]])
            yield from told(job, world, key, paired(job, *both), against=name)
            continue
        theirs = {(row["id"], row["group"]): row for row in by_world[other][key]}
        yield from told(job, world, key, list(less(rows, theirs)), against=name)


def paired(job: StudyJob, ours: list[Ledger], theirs: list[Ledger]) -> Rows:
    """Differences of the stated worlds, with the intervals of pairs."""
    kept = []
    for row in compare(ours, theirs):
        base = row.id.removesuffix(":difference")
        everybody = row.group == "all" or row.group.startswith("unit=")
        wanted = fits(row.group, job.groups) or ("all" in job.groups and everybody)
        if base != row.id and fits(base, job.indicators) and wanted:
            kept.append({**entry_of(row), "id": base})
    return kept


def less(rows: Rows, theirs: Mapping[tuple[str, str], Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """One run less another; no interval, for it is one run."""
    for row in rows:
        other = theirs.get((row["id"], row["group"]))
        if other is not None:
            gone = row["value"] is None or other["value"] is None
            value = None if gone else row["value"] - other["value"]
            reason = row["reason"] or other["reason"] if gone else None
            yield {**row, "value": value, "low": None, "high": None, "events": None, "reason": reason}


def design_rows(job: StudyJob, /) -> Iterator[dict[str, Any]]:
    """Of each point, where each unknown stands and what each number of a world is."""
    for point in range(len(job.at) + 1):
        at = job.positions(point)
        for world in job.worlds:
            values = job.values(world, point)
            for unknown in world.unknowns:
                for number in unknown.as_data()["numbers"]:
                    value = values.get(number["id"], number["value"])
                    where = {"point": point, "world": world.id, "unknown": unknown.id, "number": number["id"]}
                    yield {**where, "position": at.get(unknown.id), "value": value}


def write_table(
    rows: Iterable[Mapping[str, Any]], /, *, path: Path, columns: Mapping[str, str], manifest: Mapping[str, Any]
) -> None:
    """Write rows as one Parquet file, whole or not at all; the manifest stands in its metadata.

    Parameters
    ----------
    rows : iterable of mapping
    path : Path
    columns : {name: SQL type}
    manifest : mapping
        Plain JSON values.
    """
    listed = list(rows)
    arrays: dict[str, Any] = {}
    for name, kind in columns.items():
        values = [row[name] for row in listed]
        if kind == "DOUBLE":
            arrays[name] = np.array([np.nan if value is None else value for value in values], np.float64)
        else:
            arrays[name] = np.empty(len(values), object)
            arrays[name][:] = [None if value is None else str(value) for value in values]
    told_as = ", ".join(
        f'(CASE WHEN isnan("{name}") THEN NULL ELSE "{name}" END)::DOUBLE AS "{name}"'
        if kind == "DOUBLE"
        else f'"{name}"::{kind} AS "{name}"'
        for name, kind in columns.items()
    )
    temporary = path.with_name(f".tmp-{path.name}")
    with told_clearly(path.parent):
        try:
            with connect(path.parent) as connection:
                connection.register("listed", arrays)
                query = f"SELECT {told_as} FROM listed"
                copy_to(connection, query, path=temporary, about={"manifest": canonical(manifest)})
            settle(temporary)
            temporary.replace(path)
            settle(path.parent)
        finally:
            temporary.unlink(missing_ok=True)
