"""How kernels are compiled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit, types

from demerit.compile_parts import PartCompiler
from demerit.kept import Kept, cache_folder

__all__ = ["entry_kernel", "kernel"]

Function = TypeVar("Function", bound=Callable[..., Any])
unliteral: Any = types.unliteral


def widened(kind: Any) -> Any:
    """Type of an argument as kernels take it: every whole number but an unsigned 64-bit one is int64."""
    plain: Any = unliteral(kind)
    if isinstance(plain, types.Integer) and plain is not types.uint64:
        return types.int64
    return plain


def compile_once(function: Any, *, keep: bool, nogil: bool) -> Any:
    """Compile for one set of types, whatever constants and narrow integers the callers pass.

    Left alone, Numba compiles a kernel anew for every constant (``f(3)`` and ``f(4)``) and width of its arguments; that
    was half of the compile time. Without reference counts a call that passes arrays costs a fifth.
    """
    options: dict[str, Any] = {"_nrt": False, "nogil": nogil}
    if not keep:
        options["pipeline_class"] = PartCompiler
    made = njit(**options)(function)
    if keep and cache_folder() is not None:
        made._cache = Kept(function)
    original = made.get_call_template
    made.get_call_template = lambda args, kws: original(
        tuple(widened(a) for a in args), {name: widened(kind) for name, kind in kws.items()}
    )
    return made


def kernel(function: Function, /) -> Function:
    """Compile a function that other kernels call and that allocates nothing; Python cannot call it."""
    return cast(Function, compile_once(function, keep=False, nogil=False))


def entry_kernel(function: Function, /) -> Function:
    """Compile a kernel that Python calls: kept on disk, and other threads run meanwhile."""
    return cast(Function, compile_once(function, keep=True, nogil=True))
