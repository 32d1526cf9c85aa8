"""Shards of a study on the workers of a Dask cluster, to the same bytes as on the threads of this machine.

Nothing here is imported, and nothing is connected to, unless an address is given. What travels is text and bytes of
ours: the worlds of the study and the description of a shard as JSON there, the bytes of ``play_shard`` back. How Dask
carries them is its own affair, and a scheduler executes what it is sent: use one that only you, or people you trust,
can reach.

A worker may die: its shards are played again by another, to the same bytes. Where the scheduler is lost, or no worker
is left for long, the study stops with R206 and goes on where it was by ``demerit study resume``.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import demerit
from demerit.errors import DemeritError, RunError, UsageError
from demerit.ledger.manifest import digest, versions
from demerit.study.shards import Executor, Shard, Worlds, name_of_shard, play_shard

__all__ = ["MISSING", "on_cluster", "play_text", "said_by_worker", "world_of_text"]

Client: TypeAlias = Any
"""``distributed.Client``, which says little of its types."""

AHEAD = 2
"""Shards that wait for each thread of the cluster."""

ANSWERS = 10.0
"""Seconds in which a scheduler must answer."""

PATIENCE = 300.0
"""Seconds that a study waits for a worker where there is none."""

LOOK = 5.0
"""Seconds after which it is looked whether there still are workers, if no shard came back."""

MISSING = (
    "a study on a cluster needs the library distributed",
    "Install the extra demerit[cluster] here and on every worker, or leave --cluster out.",
)


OTHER = "a worker has another demerit"

SHOWING = ("api", "audit", "cli", "lab", "report")
"""Folders that show numbers and make none."""


@cache
def package_digest() -> str:
    """Twelve hexadecimal digits over every Python file of the package that may change a number."""
    home = Path(demerit.__file__).parent
    made = hashlib.blake2b(digest_size=6)
    for path in sorted(home.rglob("*.py")):
        name = path.relative_to(home)
        if name.parts[0] not in SHOWING:
            made.update(name.as_posix().encode() + b"\0" + path.read_bytes())
    return made.hexdigest()


def said_by_worker() -> str:
    """What a machine computes with, as JSON: versions, and a digest of the package's own files."""
    return json.dumps({**versions(), "sources": package_digest()}, sort_keys=True)


def world_of_text(text: str, /) -> str:
    """The text of a world: a task of its own, so that it travels to each worker once and can be made again."""
    return text


def play_text(description: str, world: str, sources: str, /) -> bytes:
    """Play one shard on a worker.

    Parameters
    ----------
    description : str
        The shard as JSON.
    world : str
        Text of its world.
    sources : str
        Digest of the package where the study was begun; a worker that came later is asked too.

    Raises
    ------
    RuntimeError
        If the worker has another demerit, or the shard met a fault of the program.
    """
    if package_digest() != sources:
        raise RuntimeError(f"{OTHER}: it has demerit {demerit.__version__} with other files")
    told = json.loads(description)
    try:
        return play_shard(told, worlds={told["world"]: world})
    except DemeritError as fault:  # its own class need not survive the way back
        raise RuntimeError(str(fault)) from None


@contextmanager
def on_cluster(address: str, /, *, patience: float = PATIENCE) -> Iterator[Executor]:
    """Connect to a Dask cluster, and give the executor that plays shards on it.

    Parameters
    ----------
    address : str
        Of the scheduler, such as ``tcp://127.0.0.1:8786``; ``tls://`` with the certificates of Dask's configuration.
    patience : float
        Seconds to wait for a worker where there is none.

    Raises
    ------
    UsageError
        R236 if ``distributed`` is not installed; R237 if the address is none.
    RunError
        R230 if no scheduler answers; R231 if a worker has another demerit, or none; R232 if there is no worker.
    """
    try:
        from distributed import Client as Connected
    except ImportError as fault:
        raise UsageError("R236", *MISSING) from fault
    client = connected(Connected, address)
    try:
        check_workers(client, patience=patience)
        yield executor_of(client, patience=patience)
    finally:
        client.close()


def connected(make: Any, address: str) -> Client:
    """Client of a scheduler that answers."""
    hint = "Start a scheduler there, or correct --cluster; see docs/do/many-machines.md."
    try:
        return make(address, timeout=ANSWERS, set_as_default=False, direct_to_workers=False)
    except (ValueError, TypeError) as fault:
        raise UsageError("R237", f'"{address}" is not the address of a Dask scheduler: {fault}', hint) from fault
    except (OSError, TimeoutError) as fault:
        raise RunError("R230", f"no Dask scheduler answers at {address} in {ANSWERS:g} seconds", hint) from fault


def check_workers(client: Client, *, patience: float) -> None:
    """Wait for the first worker; refuse workers with another demerit than the one here."""
    try:
        client.wait_for_workers(1, timeout=patience)
    except (OSError, TimeoutError) as fault:
        raise nobody(patience) from fault
    here = json.loads(said_by_worker())
    hint = f"Install demerit {here['demerit']} with the same files on every worker."
    try:
        answers = client.run(said_by_worker, on_error="return")
    except Exception as fault:  # whatever a worker without the package makes of it
        raise RunError("R231", f"a worker cannot say which demerit it has: {fault}", hint) from fault
    for where, answer in sorted(answers.items()):
        if not isinstance(answer, str):
            raise RunError("R231", f"the worker {where} has no demerit that can answer: {answer}", hint)
        there = json.loads(answer)
        unlike = [name for name in ("demerit", "sources", "numpy", "numba") if there.get(name) != here[name]]
        if unlike:
            told = ", ".join(f"{name} {there.get(name) or 'none'} for {here[name]}" for name in unlike)
            raise RunError("R231", f"the worker {where} computes with other versions: {told}", hint)


def nobody(patience: float) -> RunError:
    """No worker for long."""
    return RunError("R232", f"the cluster had no worker for {patience:g} seconds", "Start workers, then go on.")


def executor_of(client: Client, *, patience: float) -> Executor:
    """Play shards on a cluster, a few more at a time than it has threads."""

    def execute(worlds: Worlds, shards: Sequence[Shard]) -> Iterator[tuple[int, bytes]]:
        from distributed import CancelledError
        from distributed import wait as client_wait

        pause: Any = client_wait

        sources = package_digest()
        texts = {
            name: client.submit(world_of_text, text, key=f"demerit-world-{digest(text)[:32]}")
            for name, text in worlds.items()
        }
        todo = iter(enumerate(shards))
        running: dict[Any, int] = {}
        idle = time.monotonic()
        try:
            while True:
                room = AHEAD * max(1, sum(client.nthreads().values()))
                while len(running) < room and (following := next(todo, None)) is not None:
                    place, told = following
                    world = told["world"]
                    future = submitted(client, told, world=worlds[world], at=texts[world], sources=sources)
                    running[future] = place
                if not running:
                    return
                try:
                    with client.as_current():
                        done = pause(list(running), timeout=LOOK, return_when="FIRST_COMPLETED").done
                except TimeoutError:
                    if client.nthreads():
                        idle = time.monotonic()
                    elif time.monotonic() - idle > patience:
                        raise nobody(patience) from None
                    continue
                idle = time.monotonic()
                for future in done:
                    yield running.pop(future), result_of(future)
        except (CancelledError, OSError, TimeoutError) as fault:
            raise lost(fault) from fault
        finally:
            drop(client, [*running, *texts.values()])

    return execute


def submitted(client: Client, told: Shard, *, world: str, at: Any, sources: str) -> Any:
    """Send a shard; shards of one name are the same shard."""
    return client.submit(
        play_text, json.dumps(dict(told), ensure_ascii=False), at, sources,
        key=f"demerit-{name_of_shard(told, world=world)}", retries=0,
    )  # fmt: skip


def result_of(future: Any) -> bytes:
    """Bytes of a shard.

    Raises
    ------
    RunError
        R231, R233, R234 or R235.
    """
    from distributed import CancelledError, KilledWorker

    try:
        made: Any = future.result(timeout=60)
    except KilledWorker as fault:
        hint = "Give the workers more memory or fewer threads, then go on."
        raise RunError("R235", f"workers died again and again over one shard: {fault}", hint) from fault
    except (CancelledError, OSError, TimeoutError) as fault:
        raise lost(fault) from fault
    except RuntimeError as fault:
        if str(fault).startswith(OTHER):
            hint = "Install the same demerit on every worker, then go on."
            raise RunError("R231", str(fault), hint) from fault
        raise RunError("R234", f"a worker could not play a shard: {fault}") from fault
    if not isinstance(made, bytes):
        raise RunError("R234", f"a worker gave back {type(made).__name__} for bytes")
    return made


def lost(fault: BaseException) -> RunError:
    """The scheduler is gone."""
    told = str(fault) or type(fault).__name__
    return RunError("R233", f"the cluster was lost: {told}", "Start it again, then go on.")


def drop(client: Client, futures: Sequence[Any]) -> None:
    """Let go of what was sent; a cluster that is gone need not be told."""
    try:
        client.cancel(list(futures))
    except Exception:  # it is being closed anyhow, and may be gone
        return
