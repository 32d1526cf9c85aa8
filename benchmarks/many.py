"""What a study costs: against replicates on threads, and against workers of a Dask cluster on this machine.

``python benchmarks/many.py [PERSONS]`` prints two tables; ``benchmarks/README.md`` has those that were measured.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from demerit.study.cluster import on_cluster
from demerit.study.inputs import load_inputs
from demerit.study.shards import Executor, on_threads, shard, world_text

SCHEME = "cn-rongcheng-2019"
HOST = "127.0.0.1"


def shards(number: int, *, persons: int, first: int = 0) -> list[dict[str, Any]]:
    """Replicates of one world over five years."""
    return [shard("w", persons=persons, months=60, seed=1, replicate=first + each) for each in range(number)]


def timed(executor: Executor, worlds: dict[str, str], todo: Sequence[dict[str, Any]]) -> tuple[float, int]:
    """Seconds on the clock, and bytes that came back."""
    began = time.perf_counter()
    made = sum(len(part) for _, part in executor(worlds, todo))
    return time.perf_counter() - began, made


def dask(kind: str, *arguments: str, folder: Path) -> subprocess.Popen[bytes]:
    """Start a process of Dask."""
    quiet = {**os.environ, "DASK_DISTRIBUTED__LOGGING__DISTRIBUTED": "error"}
    command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--host", HOST, "--no-dashboard", *arguments]
    return subprocess.Popen(command, cwd=folder, env=quiet)


def on_workers(number: int, worlds: dict[str, str], *, persons: int, runs: int) -> tuple[float, float]:
    """Seconds of a study on so many workers of one thread, and of its first shard on each."""
    with tempfile.TemporaryDirectory() as name:
        folder, begun = Path(name), []
        try:
            begun.append(dask("scheduler", "--port", "0", "--scheduler-file", "s.json", folder=folder))
            while not (folder / "s.json").exists():
                time.sleep(0.1)
            address = json.loads((folder / "s.json").read_text())["address"]
            begun += [dask("worker", address, "--nthreads", "1", "--no-nanny", folder=folder) for _ in range(number)]
            with on_cluster(address) as executor:
                first, _ = timed(executor, worlds, shards(2 * number, persons=1_000, first=9_000))
                return timed(executor, worlds, shards(runs, persons=persons))[0], first
        finally:
            for process in reversed(begun):
                process.kill()
                process.wait()


def main(persons: int) -> None:
    """Print both tables."""
    worlds = {"w": world_text(load_inputs(SCHEME))}
    timed(on_threads(1), worlds, shards(1, persons=1_000, first=9_999))
    print(f"{SCHEME}, {persons:,} persons, 60 months; {os.cpu_count()} processors\n")
    print("| replicates | threads | seconds | a replicate | KiB |\n| ---: | ---: | ---: | ---: | ---: |")
    for number, threads in ((1, 1), (4, 1), (16, 1), (16, 2), (64, 2)):
        seconds, made = timed(on_threads(threads), worlds, shards(number, persons=persons))
        print(f"| {number} | {threads} | {seconds:.1f} | {seconds / number:.2f} | {made / 1024:.0f} |", flush=True)
    print("\n| workers | replicates | seconds | a replicate | first shards of 1,000 persons |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    for number in (1, 2, 4):
        seconds, first = on_workers(number, worlds, persons=persons, runs=16)
        print(f"| {number} | 16 | {seconds:.1f} | {seconds / 16:.2f} | {first:.1f} |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
