"""One table: this project and its peers on the ledger model, in one sitting, as ratios of CPU seconds.

    python benchmarks/run.py [--persons N] [--repeats R] [--only NAME ...]

Each engine runs in a process of its own; the median of the repeats counts. Mesa and AgentPy run 20,000 persons and are
scaled, which the table says. CPU seconds are those after compiling, with set-up.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
PEERS = {
    "kernel by hand": ("kernel_by_hand.py", [], 1),
    "NumPy, total then type": ("numpy_peer.py", ["--variant", "sparse"], 1),
    "NumPy, 12 draws": ("numpy_peer.py", [], 1),
    "Polars": ("polars_peer.py", [], 1),
    "starsim, own inversion": ("starsim_peer.py", ["--variant", "random"], 1),
    "ambr": ("ambr_peer.py", [], 1),
    "Mesa": ("mesa_peer.py", [], 50),
    "AgentPy": ("agentpy_peer.py", [], 50),
}
OURS = "demerit, general engine"


def ours(persons: int) -> dict[str, float]:
    """The ledger model as ordinary files, by the general engine; called in a process of its own."""
    from demerit.engine.plan import plan
    from demerit.engine.run import run
    from demerit.scheme.load import load_scheme
    from demerit.society.load import load_society
    from demerit.society.population import populate

    scheme, _ = load_scheme(HERE / "ledger" / "scheme.yaml")
    bundle = load_society(HERE / "ledger" / "society.yaml")

    def once(n: int, months: int) -> float:
        people = populate(bundle.society, seed=1, persons=n)
        ledger = run(plan(scheme, bundle, people, seed=1, months=months, truth=False), keep="tallies", threads=1)
        return ledger.total("list:low:people") / n

    few = max(1000, persons // 10)
    once(few, 60)  # as many months as are timed: some kernels are called late, and the first call compiles
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    wall, cpu = time.perf_counter(), time.process_time()
    ever = once(persons, 60)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {
        "cpu_s": time.process_time() - cpu,
        "run_s": time.perf_counter() - wall,
        "ever": ever,
        "bytes_per_agent": (peak - before) / max(1, persons - few),
    }


def measured(name: str, persons: int) -> dict[str, float] | None:
    """One run of one engine, or None if it is not installed."""
    if name == OURS:
        command = [sys.executable, __file__, "--ours", str(persons)]
    else:
        file, options, scale = PEERS[name]
        size = ["--n", str(persons // scale), "--T", "60", "--seed", "1", "--threads", "1"]
        command = [sys.executable, file, *size, *options]
    done = subprocess.run(command, cwd=HERE / "peers", capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print(f"{name}: {done.stderr.strip().splitlines()[-1] if done.stderr else 'failed'}", file=sys.stderr)
        return None
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    found["cpu_s"] *= 1 if name == OURS else PEERS[name][2]
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--only", nargs="*", default=[OURS, *PEERS])
    parser.add_argument("--ours", type=int)
    asked = parser.parse_args()
    if asked.ours:
        print(json.dumps(ours(asked.ours)))
        return
    rows = {}
    for name in asked.only:
        runs = [r for r in (measured(name, asked.persons) for _ in range(asked.repeats)) if r is not None]
        if runs:
            rows[name] = {key: statistics.median(r[key] for r in runs) for key in ("cpu_s", "ever", "bytes_per_agent")}
    base = rows.get("kernel by hand", next(iter(rows.values())))["cpu_s"]
    print(f"{asked.persons:,} persons x 60 months, median of {asked.repeats}; ratio to the kernel by hand")
    print(f"{'engine':28} {'CPU s':>9} {'ratio':>9} {'bytes a person':>15} {'ever listed':>12}")
    for name, row in sorted(rows.items(), key=lambda item: item[1]["cpu_s"]):
        scaled = "  (scaled)" if name in PEERS and PEERS[name][2] > 1 else ""
        ratio, size = row["cpu_s"] / base, row["bytes_per_agent"]
        print(f"{name:28} {row['cpu_s']:9.2f} {ratio:9.1f} {size:15.0f} {row['ever']:12.4f}{scaled}")


if __name__ == "__main__":
    main()
