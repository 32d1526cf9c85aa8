"""The large kernels, compiled without being run, in two halves that take about as long as each other."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import typeof as typeof_untyped
from numba import types

from demerit.engine.kernels.deliver import deliver
from demerit.engine.kernels.finish import finish_chunk
from demerit.engine.kernels.month import act_month, file_month
from demerit.engine.kernels.rank import rank_chunk, select_chunk
from demerit.engine.kernels.shadow import shadow_month
from demerit.engine.kernels.start import init_chunk
from demerit.engine.kernels.undrawn import reckon_chunk
from demerit.engine.layout import ITEM
from demerit.society.tables import PopulationTables

__all__ = ["compile_acts", "compile_files"]

typeof: Any = typeof_untyped
WHOLE: Any = types.int64
NUMBERS: Any = types.Array(types.int64, 1, "C")
KEYS: Any = types.Array(types.uint64, 1, "C")
PLACES: Any = types.Array(types.int32, 1, "C")
ITEMS: Any = typeof(np.empty(0, dtype=ITEM))
GAMMAS: Any = types.Array(types.uint32, 2, "C")


def compile_files() -> None:
    """Compile the phases post to respond, of the files and of the shadow files."""
    compiled(file_month, NUMBERS, KEYS, NUMBERS, WHOLE)
    compiled(shadow_month, NUMBERS, NUMBERS, WHOLE, WHOLE)


def compile_acts(tables: PopulationTables, /) -> None:
    """Compile the start, the phases act and observe, what crosses ties, and the end, for any population."""
    people = typeof(tables)
    compiled(act_month, NUMBERS, KEYS, GAMMAS, NUMBERS, NUMBERS, WHOLE, WHOLE)
    compiled(init_chunk, NUMBERS, KEYS, GAMMAS, people, NUMBERS)
    compiled(deliver, NUMBERS, KEYS, people, ITEMS, WHOLE, WHOLE, NUMBERS, PLACES, PLACES, NUMBERS, NUMBERS, WHOLE)
    compiled(reckon_chunk, NUMBERS, KEYS, GAMMAS, NUMBERS, NUMBERS, WHOLE, WHOLE, WHOLE)
    compiled(finish_chunk, NUMBERS, KEYS, NUMBERS)
    compiled(rank_chunk, NUMBERS, KEYS, people, NUMBERS, WHOLE, WHOLE, NUMBERS, NUMBERS, KEYS)
    compiled(select_chunk, NUMBERS, KEYS, people, NUMBERS, WHOLE, WHOLE, NUMBERS, NUMBERS)


def compiled(kernel: Any, /, *kinds: Any) -> None:
    """Compile a kernel for these types, or find that it was."""
    kernel.compile(kinds)
