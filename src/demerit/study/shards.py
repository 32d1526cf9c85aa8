"""Shards: the pieces of a study that know nothing of each other, and who carries them out.

A shard is one world, with some assumed numbers at other values, played with one seed by one block of people. It is a
mapping of plain JSON values (``shard``), and ``play_shard`` makes bytes of it and of nothing else: no file is read, no
clock, no order; so shards may be played in any order, twice, on threads, in other processes or on other machines, and
the study that is put together from them is the same.

``{"world": name, "values": {number: value}, "seed": seed of the study, "replicate": r, "block": b, "blocks": B,
"persons": of this block, "months": T, "burn_in": M, "groups": patterns of groups that are kept}``

- The *worlds* of a study are few and large, so they travel apart: ``{name: text}``, each text made by ``world_text`` of
  a scheme with its safeguards on its society. An executor may send them once.
- *Values* are those of ``study/unknowns.py`` by the names of numbers; what is not named stays as stated.
- A *replicate* has people and dice of its own. A *block* is a town of its own: a society too large for one machine is
  played as ``B`` towns with no ties between them, whose counts are added up. With one block nothing is cut. Block ``b``
  of replicate ``r`` has the seed of replicate ``r * B + b`` of a run (``demerit.draws.replicate_seed``).
- The bytes are the counts of the world (``read_shard``), or why it could not be played: a value that makes a scheme
  invalid is an answer too, the same one everywhere.

An *executor* is called with the worlds and the shards, and gives back pairs (place of the shard in the list, bytes) in
any order. ``on_threads`` is the one of this machine.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np

import demerit
from demerit.errors import DemeritError, RunError
from demerit.evidence.form import to_record
from demerit.evidence.yamltext import Places, Text
from demerit.ledger.manifest import digest
from demerit.ledger.model import BLOCKS, Ledger
from demerit.scheme.dump import plain
from demerit.scheme.model import Scheme
from demerit.society.load import SocietyBundle
from demerit.society.model import Beliefs, Conduct, Needs, Responses, Society
from demerit.study.inputs import Inputs, records_of
from demerit.study.play import play
from demerit.study.unknowns import with_values

__all__ = [
    "Executor", "Refused", "Shard", "Worlds", "name_of_shard", "on_threads", "persons_of_block", "play_shard",
    "read_shard", "read_world", "shard", "world_text",
]  # fmt: skip

Shard: TypeAlias = Mapping[str, Any]
Worlds: TypeAlias = Mapping[str, str]
Executor: TypeAlias = Callable[[Worlds, Sequence[Shard]], Iterator[tuple[int, bytes]]]

AHEAD = 4
"""Shards that wait for each thread."""

RECORDS: dict[str, type[Any]] = {
    "scheme": Scheme, "society": Society, "conduct": Conduct, "needs": Needs, "beliefs": Beliefs,
    "responses": Responses,
}  # fmt: skip


class Refused(str):
    """Why a shard could not be played."""

    __slots__ = ()


def shard(
    world: str,
    /,
    *,
    persons: int,
    months: int,
    burn_in: int = 0,
    seed: int,
    replicate: int = 0,
    block: int = 0,
    blocks: int = 1,
    values: Mapping[str, float] | None = None,
    groups: Sequence[str] = ("all",),
) -> dict[str, Any]:
    """Describe a shard.

    Parameters
    ----------
    world : str
        Name of a world of the study.
    persons : int
        In this block; see ``persons_of_block``.
    months, burn_in, seed, replicate, block, blocks : int
    values : {number: value}, optional
    groups : sequence of str
        Groups whose counts are kept; ``*`` stands for anything.
    """
    return {
        "world": world, "values": dict(values or {}), "seed": seed, "replicate": replicate, "block": block,
        "blocks": blocks, "persons": persons, "months": months, "burn_in": burn_in, "groups": list(groups),
    }  # fmt: skip


def persons_of_block(persons: int, /, *, block: int, blocks: int) -> int:
    """Persons of one of several blocks, which differ by one at most.

    Examples
    --------
    >>> [persons_of_block(10_001, block=block, blocks=3) for block in range(3)]
    [3334, 3334, 3333]
    """
    return persons // blocks + (block < persons % blocks)


def in_order(value: Any) -> str:
    """JSON without spaces, keys in the order of the files, which is the order in which factors are multiplied."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def world_text(inputs: Inputs, /) -> str:
    """A scheme with its safeguards on its society, as one JSON text that ``read_world`` reads back equal."""
    files = {file: plain(record) for file, record in [("scheme", inputs.scheme), *records_of(inputs.bundle)]}
    return in_order({**files, "safeguards": list(inputs.safeguards), "said": list(inputs.said)})


@lru_cache(maxsize=8)
def read_world(text: str, /) -> Inputs:
    """Inputs of a world; those of the last few texts are kept, and do not change."""
    data = json.loads(text)
    files = {name: to_record(record, Text(data[name], Places(name))) for name, record in RECORDS.items()}
    scheme = files.pop("scheme")
    return Inputs(
        scheme=scheme, bundle=SocietyBundle(**files), safeguards=tuple(data["safeguards"]), said=tuple(data["said"])
    )


def name_of_shard(description: Shard, /, *, world: str) -> str:
    """Name of what a shard makes: 32 hexadecimal digits of its description, of the text of its world, and the version.

    Parameters
    ----------
    description : Shard
    world : str
        Text of its world.
    """
    return digest([demerit.__version__, dict(description), digest_of(world)])[:32]


@lru_cache(maxsize=8)
def digest_of(world: str) -> str:
    """SHA-256 of the text of a world; those of the last few are kept, for a study has many shards of each."""
    return digest(world)


def play_shard(description: Shard, /, *, worlds: Worlds) -> bytes:
    """Play a shard: a pure function of its description and the text of its world.

    Parameters
    ----------
    description : Shard
    worlds : {name: text}
        Of the study; only the shard's own is read.

    Returns
    -------
    bytes
        For ``read_shard``; the same everywhere.
    """
    inputs = read_world(worlds[description["world"]])
    try:
        if description["values"]:
            inputs = with_values(inputs, values=description["values"])
        ledger = play(
            inputs, persons=description["persons"], months=description["months"], burn_in=description["burn_in"],
            seed=description["seed"], replicate=description["replicate"] * description["blocks"] + description["block"],
        )  # fmt: skip
    except RunError as fault:
        if fault.defect.code.startswith("E"):
            raise
        return zlib.compress(in_order({"refused": str(fault)}).encode())
    except DemeritError as fault:
        return zlib.compress(in_order({"refused": str(fault)}).encode())
    kept = [n for n, group in enumerate(ledger.groups) if n == 0 or wanted(group, description["groups"])]
    counts = {name: sparse(tally[kept]) for name, tally in ledger.tallies.items()}
    told = {"groups": [ledger.groups[n] for n in kept], "tallies": counts, "about": ledger.manifest}
    return zlib.compress(in_order(told).encode())


def wanted(group: str, patterns: Sequence[str]) -> bool:
    """Whether the counts of a group are kept; those of households or firms beside persons always are."""
    return group.startswith("unit=") or any(fnmatchcase(group, pattern) for pattern in patterns)


def sparse(tally: np.ndarray[Any, Any]) -> Any:
    """Counts by group and block as lists; 0 where there are none."""
    return [[int(count) for count in row] if row.any() else 0 for row in tally] if tally.any() else 0


def read_shard(made: bytes, /, *, replicate: int = 0) -> Ledger | Refused:
    """Counts that a shard made, as a ledger without a log; or why there are none.

    Parameters
    ----------
    made : bytes
        From ``play_shard``.
    replicate : int
        Number that the ledger shall have.
    """
    told = json.loads(zlib.decompress(made))
    if "refused" in told:
        return Refused(told["refused"])
    groups = tuple(told["groups"])
    tallies = {}
    for name, rows in told["tallies"].items():
        tallies[name] = np.zeros((len(groups), BLOCKS), np.int64)
        for place, row in enumerate(rows or ()):
            tallies[name][place] = row
    return Ledger(manifest=told["about"], groups=groups, tallies=tallies, replicate=replicate)


def on_threads(threads: int, /) -> Executor:
    """Return the executor of this machine: so many shards beside each other, each on one thread."""

    def execute(worlds: Worlds, shards: Sequence[Shard]) -> Iterator[tuple[int, bytes]]:
        todo = iter(enumerate(shards))
        running: dict[Future[bytes], int] = {}
        with ThreadPoolExecutor(threads) as workers:
            try:
                while True:
                    while len(running) < AHEAD * threads and (following := next(todo, None)) is not None:
                        running[workers.submit(play_shard, following[1], worlds=worlds)] = following[0]
                    if not running:
                        return
                    for future in wait(running, return_when=FIRST_COMPLETED).done:
                        yield running.pop(future), future.result()
            finally:
                workers.shutdown(wait=True, cancel_futures=True)

    return execute
