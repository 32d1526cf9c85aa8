"""A planted fault: one small change to the package that some test must notice."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

__all__ = ["ROOT", "Fault", "Verdict", "damaged", "killers_of", "part", "tried"]

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "demerit"
NOTICED = {"call: AssertionError", "call: Failed"}
"""How a test ends that notices: an assertion, or an error that was expected and did not come."""
SECONDS = 300.0
"""For a trial, and as much again for every five of its tests: machines differ."""


@dataclass(frozen=True)
class Fault:
    """What is changed in which file, which tests must fail then, and why it would matter."""

    id: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Verdict:
    """How the tests of a fault ended: {test: end}, and whether all noticed."""

    killed: bool
    ends: dict[str, str]
    seconds: float
    said: str = ""


def part(*names: str) -> tuple[str, ...]:
    """Tests of the engine against its twin on parts of the month."""
    return tuple(
        f"tests/twin/test_parts.py::test_a_part_is_the_same_in_the_engine_and_the_twin[{name}]" for name in names
    )


def killers_of(faults: tuple[Fault, ...]) -> tuple[str, ...]:
    """Every test named by some fault, once."""
    return tuple(dict.fromkeys(test for fault in faults for test in fault.tests))


def damaged(fault: Fault) -> str:
    """Text of the file with the fault in it.

    Raises
    ------
    AssertionError
        If the old text does not stand there exactly once.
    """
    text = (PACKAGE / fault.file).read_text(encoding="utf-8")
    times = text.count(fault.old)
    assert times == 1, f"{fault.id}: the text to change stands {times} times in {fault.file}"
    assert fault.new != fault.old
    return text.replace(fault.old, fault.new)


def tried(folder: Path, *, tests: tuple[str, ...], fault: Fault | None = None) -> Verdict:
    """Run tests on a copy of the package, with a fault or without, kernels as ordinary Python.

    Parameters
    ----------
    folder : Path
        Empty; gets the copy.
    tests : tuple of str
        Ids as pytest takes them, from the root of the repository.
    fault : Fault, optional

    Returns
    -------
    Verdict
    """
    began = time.monotonic()
    copy = folder / "demerit"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "*.nbi", "*.nbc"))
    if fault is not None:
        (copy / fault.file).write_text(damaged(fault), encoding="utf-8")
    report = folder / "report.json"
    surroundings = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1",
                    "MUTANT_REPORT": str(report), "MUTANT_PACKAGE": str(copy)}  # fmt: skip
    command = [sys.executable, "-m", "pytest", "-p", "tests.mutants.as_python", "-p", "no:cacheprovider", "-q",
               "--no-header", "--tb=line", "-o", "addopts=--import-mode=importlib", *tests]  # fmt: skip
    try:
        run = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True,
                             timeout=SECONDS * (1 + len(tests) / 5))  # fmt: skip
        said = run.stdout[-2000:] + run.stderr[-2000:]
    except subprocess.TimeoutExpired:
        said = "no end in time"
    ends: dict[str, str] = json.loads(report.read_text(encoding="utf-8")) if report.exists() else {}
    killed = all(ends.get(test) in NOTICED for test in tests)
    return Verdict(killed, ends, time.monotonic() - began, said)
