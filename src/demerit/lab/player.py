"""``python -m demerit.lab.player``: runs one scheme or pair exactly as the terminal does, and tells how far it is.

The first line of its input says what is run; when the input ends, so does the run, whose folder can be gone on with.
Its output is lines of JSON with ``event``:

- ``stage``: what is being done, in words, and the share of all work that is done;
- ``begin``: what each key of the counts means; once more, with the folder, when there is something to go on with;
- ``month``: the counts so far of each list, band and measure, after each month of a run that is told;
- ``end``: it is complete, or why not.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final

from demerit.lab.asking import first_of, job_of
from demerit.lab.children import is_asked
from demerit.lab.problem import problem_of
from demerit.lab.workspace import Workspace
from demerit.ledger.manifest import describe_names
from demerit.study.headline import kind_of
from demerit.study.job import Job
from demerit.study.pair import PairJob, simulate_pair
from demerit.study.single import simulate
from demerit.study.smallruns import SMALL
from demerit.study.swept import sweep_of_run

__all__ = ["Teller", "counts_by_key", "main", "play"]

COUNTED: Final = {
    "now": "now",
    "events": "events",
    "wrongful": "events:wrongful",
    "people": "people",
    "people_wrongful": "people:wrongful",
}
"""What is told of each key, by the end of the tally's name."""

FEW: Final = 1000
EVERY: Final = 0.2
"""Seconds between two lines that only say how far it is."""


class Teller:
    """Tells the server what happens; one line an event, from any thread."""

    def __init__(self, out: BinaryIO) -> None:
        self.out = out
        self.last = 0.0
        self.told = ""
        self.alone = threading.Lock()

    def tell(self, event: str, **more: Any) -> None:
        """Write one event."""
        with self.alone:
            self.out.write(json.dumps({"event": event, **more}, ensure_ascii=False, allow_nan=False).encode() + b"\n")
            self.out.flush()

    def progress(self, what: str, share: float) -> None:
        """Say what is being done, but not more often than anybody can read."""
        from demerit.report.progress_words import spoken

        now = time.monotonic()
        if what != self.told or now - self.last >= EVERY:
            self.told, self.last = what, now
            self.tell("stage", stage=what, words=spoken(what), share=round(share, 4))


def counts_by_key(totals: Mapping[str, int], keys: Mapping[str, Any], /) -> dict[str, dict[str, int]]:
    """Counts of each key, from the totals of the tallies; a count that is not kept of a key is left out."""
    return {
        key: {name: totals[f"{key}:{end}"] for name, end in COUNTED.items() if f"{key}:{end}" in totals} for key in keys
    }


def keys_of(job: Job) -> dict[str, Any]:
    """What each list, band and measure is, and whether it is a penalty."""
    keys: dict[str, Any] = describe_names(job.inputs.scheme, conduct=None, needs=None)["keys"]
    return {key: {**about, "penalty": kind_of(key, about) is not None} for key, about in keys.items()}


def play(job: Job | PairJob, teller: Teller, /) -> None:
    """Run a job to its end.

    Parameters
    ----------
    job : Job or PairJob
    teller : Teller
        Told of all that happens.

    Raises
    ------
    DemeritError
        As the terminal.
    """
    first = first_of(job)
    worlds = {"a": job.a, "b": job.b} if isinstance(job, PairJob) else {"": first}
    keys = {name: keys_of(world) for name, world in worlds.items()}

    about = {
        "persons": first.persons, "months": first.months, "burn_in": first.burn_in, "replicates": first.replicates,
        "unit": first.inputs.scheme.subjects.unit, "worlds": {name or "run": known for name, known in keys.items()},
    }  # fmt: skip
    teller.tell("begin", folder=None, **about)

    def began(folder: Path) -> None:
        teller.tell("begin", folder=folder.name, **about)

    def seen(what: str, month: int, months: int, totals: Mapping[str, int]) -> None:
        world, _, stage = what.rpartition("/")
        sort, *rest = stage.split(":")
        if sort == "main" and rest[0] != "1":
            return
        persons = first.persons if sort == "main" else min(SMALL, first.persons)
        teller.tell("month", world=world or "run", sample=sort != "main", persons=persons, month=month, months=months,
                    counts=counts_by_key(totals, keys[world]))  # fmt: skip

    if isinstance(job, PairJob):
        pair = simulate_pair(job, progress=teller.progress, began=began, seen=seen)
        teller.tell("end", status="complete", folder=pair.folder.name)
    else:
        made = simulate(job, progress=teller.progress, began=began, seen=seen)
        teller.tell("end", status="complete", folder=made.folder.name, found=made.found)


def vary(folder: Path, teller: Teller, /) -> None:
    """Vary what is assumed in a run, all at once, and keep it with the run.

    Raises
    ------
    DemeritError
        As the terminal.
    """
    sweep_of_run(folder, progress=teller.progress)
    teller.tell("end", status="complete", folder=folder.name)


def end_with_server(stream: BinaryIO) -> None:
    """Stop at once when the server is gone."""
    while stream.read(1024):
        pass
    os._exit(3)


class StoppedError(BaseException):
    """Somebody stopped the run."""


def stopped(number: int, frame: object) -> None:
    """Turn the signal into an exception, so that files are closed in order."""
    raise StoppedError


def make_ready(teller: Teller) -> None:
    """Compile the engine, if it is not, and say so."""
    from demerit.study.warm import compile_kernels, is_compiled

    if not is_compiled():
        teller.progress("compile", 0.0)
        compile_kernels()


def rehearse() -> None:
    """Load the compiled engine by a few months of few people, while nobody waits; nothing is written."""
    from demerit.engine.plan import plan
    from demerit.engine.run import run
    from demerit.society.population import populate
    from demerit.study.inputs import load_inputs
    from demerit.study.warm import SCHEME, is_compiled

    if is_compiled():
        inputs = load_inputs(SCHEME)
        people = populate(inputs.bundle.society, seed=0, persons=FEW)
        run(plan(inputs.scheme, inputs.bundle, people, seed=0, months=2, truth=True), keep="all", threads=1)


def guarded(work: Callable[[], None], teller: Teller) -> int:
    """Do it; an error is the last event. Returns the exit code."""
    try:
        work()
        return 0
    except StoppedError:
        teller.tell("end", status="unfinished")
        return 3
    except Exception as error:
        problem = problem_of(error)
        status = "unfinished" if getattr(error, "exit_code", 0) == 3 else "failed"
        teller.tell("end", status=status, **problem.document())
        return 3 if status == "unfinished" else 1


def main() -> None:
    """Run what the first line of the input asks for."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else is printed cannot get between the events
    teller = Teller(out)
    source = sys.stdin.buffer
    if hasattr(os, "nice"):
        os.nice(5)  # the page comes first
    if not is_asked():
        rehearse()
    asked = json.loads(source.readline())
    threading.Thread(target=end_with_server, args=(source,), daemon=True).start()
    signal.signal(signal.SIGTERM, stopped)

    def work() -> None:
        workspace = Workspace(Path.cwd())
        if asked["kind"] == "sweep":
            make_ready(teller)
            vary(workspace.run(asked["run"]), teller)
            return
        job = job_of(asked, workspace=workspace)
        make_ready(teller)
        play(job, teller)

    code = guarded(work, teller)
    out.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
