"""How kernels are compiled, and where the compiled ones are kept.

Numba keeps a compiled function until its own file changes, but not the files it calls; so the cache folder is named
after the content of every file that holds kernels or their constants. It lies in the user's cache folder: an
installation may be read-only, and its path may be anything.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
from numba import njit, types

from demerit.compile_parts import PartCompiler

__all__ = ["cache_folder", "entry_kernel", "is_warm", "kernel"]

Function = TypeVar("Function", bound=Callable[..., Any])
CONFIG: Any = numba.config
unliteral: Any = types.unliteral
HOLDERS = ("draws.py", "compiled.py", "compile_parts.py", "society/*.py", "engine/*.py", "engine/kernels/*.py")


def sources_digest() -> str:
    """Twelve hex digits over the content of the files that hold kernels."""
    digest = hashlib.blake2b(f"{numba.__version__}".encode(), digest_size=6)
    root = Path(__file__).parent
    for pattern in HOLDERS:
        for path in sorted(root.glob(pattern)):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def cache_folder() -> Path:
    """Folder of the compiled kernels of this version."""
    base = os.environ.get("NUMBA_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME")
    base = base or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(base) / "demerit" / f"kernels-{sources_digest()}"


def is_warm() -> bool:
    """Whether kernels of this version were compiled before."""
    folder = Path(str(CONFIG.CACHE_DIR) or cache_folder())
    return any(folder.glob("**/month.file_month*.nbc"))


CONFIG.CACHE_DIR = str(cache_folder())  # always: a stale kernel does not fail, it crashes


def widened(kind: Any) -> Any:
    """Type of an argument as kernels take it: every whole number but an unsigned 64-bit one is int64."""
    plain: Any = unliteral(kind)
    if isinstance(plain, types.Integer) and plain is not types.uint64:
        return types.int64
    return plain


def compile_once(function: Any, *, cache: bool, nogil: bool) -> Any:
    """Compile for one set of types, whatever constants and narrow integers the callers pass.

    Left alone, Numba compiles a kernel anew for every constant (``f(3)`` and ``f(4)``) and width of its arguments; that
    was half of the compile time. Without reference counts a call that passes arrays costs a fifth.
    """
    options: dict[str, Any] = {"cache": cache, "_nrt": False, "nogil": nogil}
    if not cache:
        options["pipeline_class"] = PartCompiler
    made = njit(**options)(function)
    original = made.get_call_template
    made.get_call_template = lambda args, kws: original(
        tuple(widened(a) for a in args), {name: widened(kind) for name, kind in kws.items()}
    )
    return made


def kernel(function: Function, /) -> Function:
    """Compile a function that other kernels call and that allocates nothing; Python cannot call it."""
    return cast(Function, compile_once(function, cache=False, nogil=False))


def entry_kernel(function: Function, /) -> Function:
    """Compile a kernel that Python calls: kept on disk, and other threads run meanwhile."""
    return cast(Function, compile_once(function, cache=True, nogil=True))
