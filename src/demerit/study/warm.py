"""Whether the engine is compiled, and compiling it: by two processes at once, where there are two processors."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

from demerit.engine.compiling import compile_acts, compile_files
from demerit.engine.plan import plan
from demerit.engine.run import run
from demerit.evidence.quantity import Grade, Quantity
from demerit.kept import cache_folder, forget_unused, is_kept, is_warm
from demerit.scheme.model import Scheme, SpreadRule
from demerit.society.fit import open_scheme
from demerit.society.population import populate
from demerit.study.job import processors

__all__ = ["compile_half", "compile_kernels", "is_compiled", "is_kept", "kept_in"]

BESIDE = "from demerit.study.warm import compile_half; compile_half()"
SCHEME = "cn-judgment-defaulters-2017"
PERSONS = 5000
MONTHS = 6


def is_compiled() -> bool:
    """Whether a run would find the compiled engine."""
    return is_warm()


def kept_in() -> str:
    """Folder that keeps the compiled engine; empty where nothing can be written."""
    return str(cache_folder() or "")


def compile_kernels() -> None:
    """Compile everything, and run some months of a scheme that calls every kernel, on few people.

    All but the two of ranks, which no scheme of the catalogue asks for: the first run with a quota compiles them.
    """
    forget_unused()
    other = begun_beside()
    try:
        compile_files()
        if other is None or other.wait() != 0:
            compile_half()
    finally:
        if other is not None:
            other.kill()
            other.wait()
    scheme, bundle = open_scheme(SCHEME)
    people = populate(bundle.society, seed=0, persons=PERSONS)
    run(plan(calling_all(scheme), bundle, people, seed=0, months=MONTHS), keep="all", threads=1)


def compile_half() -> None:
    """The half that another process compiles meanwhile."""
    _, bundle = open_scheme(SCHEME)
    compile_acts(populate(bundle.society, seed=0, persons=PERSONS).tables)


def begun_beside() -> subprocess.Popen[bytes] | None:
    """A process that compiles one half, where there is a second processor and a folder to hand it over in."""
    if processors() < 2 or not kept_in() or not sys.executable:
        return None
    paths = os.pathsep.join(path for path in sys.path if path)
    try:
        return subprocess.Popen(
            [sys.executable, "-c", BESIDE],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": paths},
        )
    except OSError:
        return None


def calling_all(scheme: Scheme) -> Scheme:
    """A scheme with ties that carry and courts that decide a few cases a month, so that no kernel is left out."""
    few = Quantity(value=1, unit="count", grade=Grade.ASSUMPTION, range=(1, 1))
    instances = tuple(replace(instance, capacity_per_month=few) for instance in scheme.redress.instances)
    carried = tuple(SpreadRule(id=f"warm_{spec.id}", list=spec.id, to="household") for spec in scheme.lists)
    return replace(scheme, redress=replace(scheme.redress, instances=instances), spread=(*scheme.spread, *carried))
