"""Compile a kernel that only other kernels call: no machine code, no optimisation and no way in from Python of its own.

Left alone, Numba makes each of some two hundred small kernels a finished library: optimised with everything it calls,
turned into machine code, and wrapped for Python. The kernels that Python does call contain them all and are optimised
as a whole anyway, so that work is thrown away; it was half of the time to compile (103 s, then 48 s).
"""

from __future__ import annotations

import ctypes
from typing import Any

from numba.core import codegen as numba_codegen
from numba.core import compiler as numba_compiler

__all__ = ["PartCompiler"]

LIBRARY: Any = numba_codegen.JITCodeLibrary
COMPILER: Any = numba_compiler.Compiler
FLAGS: Any = numba_compiler.Flags
REFUSES = ctypes.cast(ctypes.pythonapi.PyErr_BadArgument, ctypes.c_void_p).value
"""What Python gets when it calls such a kernel by mistake: a TypeError."""


class Codegen:
    """The code generator, for a library that is never loaded: it has no environment to set."""

    def __init__(self, real: Any) -> None:
        self.real = real

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    def set_env(self, name: str, env: Any) -> None:
        """Nothing to set."""


class PartLibrary(LIBRARY):  # type: ignore[misc]
    """Code that waits to be linked into the kernels that Python calls."""

    @property
    def codegen(self) -> Any:
        """The code generator."""
        return Codegen(self._codegen)

    def _optimize_final_module(self) -> None:
        """Left to whoever links this in."""

    def _finalize_final_module(self) -> None:
        """Not handed to the loader."""
        self._finalize_dynamic_globals()
        self._finalized = True

    def get_pointer_to_function(self, name: str) -> int | None:
        """Address of what refuses to be called."""
        return REFUSES


class SteadyFlags(FLAGS):  # type: ignore[misc]
    """Flags that nobody changes: comparing them by value took a fifth of the compile time."""

    def copy(self) -> SteadyFlags:
        """The same flags."""
        return self

    def __eq__(self, other: object) -> bool:
        return self is other or bool(super().__eq__(other))

    def __hash__(self) -> int:
        return 1


STEADY: list[SteadyFlags] = []


class PartCompiler(COMPILER):  # type: ignore[misc]
    """Numba's compiler, into a :class:`PartLibrary`."""

    def compile_extra(self, func: Any) -> Any:
        """Compile one function."""
        if not STEADY:
            flags = SteadyFlags(self.state.flags)
            flags.no_cpython_wrapper = flags.no_cfunc_wrapper = True
            STEADY.append(flags)
        self.state.flags = STEADY[0]
        self.state.library = PartLibrary(self.state.targetctx.codegen(), func.__qualname__)
        return super().compile_extra(func)
