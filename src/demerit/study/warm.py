"""Whether the engine is compiled, and compiling it."""

from __future__ import annotations

from dataclasses import replace

from demerit.engine.plan import plan
from demerit.engine.run import run
from demerit.evidence.quantity import Grade, Quantity
from demerit.kept import cache_folder, is_kept, is_warm
from demerit.scheme.model import Scheme, SpreadRule
from demerit.society.fit import open_scheme
from demerit.society.population import populate

__all__ = ["compile_kernels", "is_compiled", "is_kept", "kept_in"]

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
    """Compile everything by running some months of a scheme that calls every kernel, on few people."""
    scheme, bundle = open_scheme(SCHEME)
    people = populate(bundle.society, seed=0, persons=PERSONS)
    run(plan(calling_all(scheme), bundle, people, seed=0, months=MONTHS), keep="all", threads=1)


def calling_all(scheme: Scheme) -> Scheme:
    """A scheme with ties that carry and courts that decide a few cases a month, so that no kernel is left out."""
    few = Quantity(value=1, unit="count", grade=Grade.ASSUMPTION, range=(1, 1))
    instances = tuple(replace(instance, capacity_per_month=few) for instance in scheme.redress.instances)
    carried = tuple(SpreadRule(id=f"warm_{spec.id}", list=spec.id, to="household") for spec in scheme.lists)
    return replace(scheme, redress=replace(scheme.redress, instances=instances), spread=(*scheme.spread, *carried))
