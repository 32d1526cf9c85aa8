"""Whether the engine is compiled, and compiling it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from demerit.engine.plan import plan
from demerit.engine.run import run
from demerit.society.fit import open_scheme
from demerit.society.population import populate

__all__ = ["cache_folder", "compile_kernels", "is_compiled"]

SMALLEST = "cn-rongcheng-2019"


def kernels() -> list[Any]:
    """The compiled functions that a run calls first and last."""
    from demerit.engine.kernels.month import act_month, file_month

    return [act_month, file_month]


def is_compiled() -> bool:
    """Whether a run would find the compiled engine; True where that cannot be told."""
    try:
        return all(kernel.signatures or kernel._cache._cache_file._load_index() for kernel in kernels())
    except (AttributeError, OSError):
        return True


def cache_folder() -> str:
    """Folder that keeps the compiled engine."""
    return str(Path(str(getattr(kernels()[0].stats, "cache_path", ""))))


def compile_kernels() -> None:
    """Compile everything by running a month of a small scheme."""
    scheme, bundle = open_scheme(SMALLEST)
    people = populate(bundle.society, seed=0, persons=1000)
    run(plan(scheme, bundle, people, seed=0, months=1), keep="all", threads=1)
