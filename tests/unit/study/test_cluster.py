"""Shards on a Dask cluster: the same bytes, also when workers die; and what is said when it cannot be."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import demerit
from demerit.errors import RunError, UsageError
from demerit.study import cluster
from demerit.study.cluster import on_cluster, package_digest, play_text, said_by_worker
from demerit.study.inputs import load_inputs
from demerit.study.shards import on_threads, play_shard, shard, world_text
from tests.cli.stage import demerit as demerit_of

pytest.importorskip("distributed")

WORLDS = {"a": world_text(load_inputs("cn-judgment-defaulters-2017"))}
HERE = "127.0.0.1"


def asked(number: int, *, persons: int = 1_200) -> list[dict[str, object]]:
    """Replicates of a small world."""
    return [shard("a", persons=persons, months=6, seed=3, replicate=each) for each in range(number)]


@pytest.fixture(scope="module")
def small() -> Iterator[str]:
    """A cluster inside this process, of two workers."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None, silence_logs=50
    ) as made:  # type: ignore[no-untyped-call]
        yield made.scheduler_address


def test_a_cluster_makes_the_same_bytes(small: str) -> None:
    shards = asked(3)
    with on_cluster(small) as executor:
        made = dict(executor(WORLDS, shards))
        again = dict(executor(WORLDS, [shards[2], shards[0]]))
    assert [made[place] for place in range(3)] == [play_shard(each, worlds=WORLDS) for each in shards]
    assert again == {0: made[2], 1: made[0]}
    with on_cluster(small) as executor:
        assert list(executor(WORLDS, [])) == []


def test_the_command_writes_the_same_tables(
    small: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    sweep = ("study", "sweep", "us-chicago-ssl-2016", "--over", "selection", "--n", "8", "--replicates", "1")
    size = ("--persons", "1200", "--months", "6", "--seed", "0", "--indicator", "list:*:now")
    for folder, more in (("here", ()), ("there", ("--cluster", small))):
        answer = demerit_of(*sweep, *size, "--out", folder, *more)
        assert answer.code == 0, answer.err
    for name in ("results.parquet", "design.parquet", "study.json"):
        assert (tmp_path / "here" / name).read_bytes() == (tmp_path / "there" / name).read_bytes(), name


def test_a_fault_on_a_worker_is_told(small: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> bytes:
        raise RunError("E900", "the engine met a fault of the program")

    monkeypatch.setattr(cluster, "play_shard", broken)
    with on_cluster(small) as executor, pytest.raises(RunError, match=r"R234 .*E900"):
        list(executor(WORLDS, asked(1, persons=1_201)))


def test_workers_with_another_demerit_are_refused(small: str, monkeypatch: pytest.MonkeyPatch) -> None:
    here = said_by_worker()
    other = here.replace(f'"demerit": "{demerit.__version__}"', '"demerit": "0.0.9"')

    def said() -> str:
        return here if threading.current_thread() is threading.main_thread() else other

    monkeypatch.setattr(cluster, "said_by_worker", said)
    with pytest.raises(RunError, match=r"R231 the worker .* demerit 0\.0\.9 for "), on_cluster(small):
        pass


def test_a_worker_that_came_later_is_asked_too() -> None:
    (one,) = asked(1)
    text = json.dumps(one)
    assert play_text(text, WORLDS["a"], package_digest()) == play_shard(one, worlds=WORLDS)
    with pytest.raises(RuntimeError, match="a worker has another demerit"):
        play_text(text, WORLDS["a"], "0" * 12)


def test_an_address_where_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "ANSWERS", 0.5)
    nobody = pytest.raises(RunError, match=r"R230 no Dask scheduler answers at tcp://127\.0\.0\.1:1 ")
    with nobody, on_cluster("tcp://127.0.0.1:1"):
        pass
    wrong = pytest.raises(UsageError, match='R237 "what://nobody" is not the address of a Dask scheduler')
    with wrong, on_cluster("what://nobody"):
        pass


def test_without_the_extra_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"R236 .*demerit\[cluster\]"), on_cluster("tcp://127.0.0.1:1"):
        pass


def test_nothing_of_dask_is_loaded_without_an_address() -> None:
    code = "import sys, demerit.study.cluster; print([m for m in ('distributed', 'dask') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.fixture
def processes(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Start processes of Dask on this machine; they are ended afterwards."""
    begun: list[subprocess.Popen[bytes]] = []
    home = str(Path(demerit.__file__).parents[1])
    quiet = {"DASK_DISTRIBUTED__LOGGING__DISTRIBUTED": "error", "PYTHONPATH": home}

    def start(kind: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--host", HERE, "--no-dashboard", *arguments]
        begun.append(subprocess.Popen(command, cwd=tmp_path, env={**os.environ, **quiet}))
        return begun[-1]

    yield start
    for process in reversed(begun):
        process.kill()
        process.wait()


def address_of(file: Path) -> str:
    """Address that a scheduler wrote into its file."""
    for _ in range(600):
        if file.exists() and file.stat().st_size:
            return str(json.loads(file.read_text())["address"])
        time.sleep(0.1)
    raise AssertionError("the scheduler did not start")


@pytest.mark.slow
def test_a_worker_is_killed_and_the_bytes_are_the_same(
    processes: Callable[..., subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    """Three processes of one thread; one is killed with shards in hand."""
    processes("scheduler", "--port", "0", "--scheduler-file", "scheduler.json")
    address = address_of(tmp_path / "scheduler.json")
    workers = [processes("worker", address, "--nthreads", "1", "--no-nanny") for _ in range(3)]
    shards = asked(24, persons=20_000)
    made: dict[int, bytes] = {}
    with on_cluster(address, patience=120) as executor:
        for place, part in executor(WORLDS, shards):
            made[place] = part
            if len(made) == 4:
                workers[0].send_signal(signal.SIGKILL)
    assert workers[0].wait() == -signal.SIGKILL
    assert sorted(made) == list(range(24))
    assert made == dict(on_threads(2)(WORLDS, shards))


@pytest.mark.slow
def test_a_lost_cluster_says_so(processes: Callable[..., subprocess.Popen[bytes]], tmp_path: Path) -> None:
    scheduler = processes("scheduler", "--port", "0", "--scheduler-file", "scheduler.json")
    address = address_of(tmp_path / "scheduler.json")
    worker = processes("worker", address, "--nthreads", "1", "--no-nanny")
    with on_cluster(address, patience=15) as executor:
        come = executor(WORLDS, asked(12, persons=20_000))
        next(come)
        worker.kill()
        with pytest.raises(RunError, match="R232 the cluster had no worker"):
            list(come)
    processes("worker", address, "--nthreads", "1", "--no-nanny")
    with on_cluster(address, patience=60) as executor:
        come = executor(WORLDS, asked(12, persons=30_000))
        next(come)
        scheduler.kill()
        with pytest.raises(RunError, match=r"R23[23] the cluster"):
            list(come)
