"""Whose files are at the other ends of a file's ties, and where what came along them came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from demerit.draws import replicate_seed
from demerit.ledger.rows import Row, read_rows_of
from demerit.outcomes.paths import Trail, find_trails, may_be_sent
from demerit.scheme.model import Scheme
from demerit.scheme.units import people_unit
from demerit.society.population import Population, populate
from demerit.society.tables import FIRM_BASE
from demerit.study.inputs import Inputs

__all__ = ["files_at_ends", "trails_of"]


def trails_of(
    rows: Sequence[Row], /, *, folder: Path, manifest: Mapping[str, Any], inputs: Inputs, replicate: int
) -> dict[int, Trail]:
    """Where what came into a file by ties came from, as far as the run kept those files.

    Raises
    ------
    RunError
        R204 if the log is missing or damaged.
    """
    scheme = inputs.scheme
    if not scheme.spread or manifest["options"]["keep"] == "tallies" or not any(map(may_be_sent, rows)):
        return {}
    seed = replicate_seed(manifest["seed"], replicate)
    people = populate(inputs.bundle.society, seed=seed, persons=manifest["persons"])

    def read(uids: frozenset[int]) -> dict[int, list[Row]]:
        found: dict[int, list[Row]] = {}
        for row in read_rows_of(folder, manifest=manifest, uids=sorted(uids), replicate=replicate):
            found.setdefault(row.uid, []).append(row)
        return found

    return find_trails(
        rows, scheme=scheme, seed=seed, burn_in=manifest["burn_in"], read=read,
        ends=lambda uid, tie: files_at_ends(people, scheme, uid, tie),
    )  # fmt: skip


def files_at_ends(people: Population, scheme: Scheme, uid: int, tie: str, /) -> set[int]:
    """The files at the other ends of the ties of a file's members, as *ends* of ``docs/odd/month.md`` (spread)."""
    unit = people_unit(scheme)
    if unit is None:
        back = tie.removeprefix("~")
        through = (person for person in people.ties(uid, back))
        return {firm for person in through for firm in people.ties(person, f"~{back}")} - {uid}
    found = {end for member in members(people, unit, uid) for end in people.ties(member, tie)}
    if unit == "household":
        found = {people.household(end)[0] if end < FIRM_BASE else end for end in found}
    return found - {uid}


def members(people: Population, unit: str, uid: int) -> Iterator[int]:
    """The members of a file."""
    if unit == "person" or uid >= FIRM_BASE:
        yield uid
        return
    first, size = people.household(uid)
    yield from range(first, first + size)
