"""Kernels as ordinary Python: the same source, run line by line, so that a changed kernel need not be compiled.

``install()`` must come before anything else of the package is imported. Whole numbers read from the state become int64
(or uint64 where they are kept so), which is what the compiler makes of them; what kernels do with them is theirs.
"""

from __future__ import annotations

import ctypes
import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

__all__ = ["install"]

ASKED_AGAIN = ("household_size", "household_of")
"""Who lives together is asked thousands of times a month, and is most of the time that this way of running takes."""
WIDE = (np.dtype(np.int64), np.dtype(np.uint64), np.dtype(np.float64))


class Numbers:
    """An array of whole numbers that gives every element as the compiler would: 64 bits wide."""

    __slots__ = ("array", "shape", "size", "wide")

    def __init__(self, array: Any) -> None:
        self.array, self.shape, self.size, self.wide = array, array.shape, array.size, array.dtype in WIDE

    def __getitem__(self, at: Any) -> Any:
        found = self.array[at]
        return found if self.wide else np.int64(found)

    def __setitem__(self, at: Any, value: Any) -> None:
        self.array[at] = value


class Record:
    """One row of an array of records; its fields are attributes."""

    __slots__ = ("at", "columns")

    def __init__(self, columns: dict[str, Any], at: Any) -> None:
        object.__setattr__(self, "columns", columns)
        object.__setattr__(self, "at", at)

    def __getattr__(self, name: str) -> Any:
        column = self.columns[name]
        return Numbers(column.array[self.at]) if column.array.ndim > 1 else column[self.at]

    def __setattr__(self, name: str, value: Any) -> None:
        self.columns[name][self.at] = value


class Records:
    """An array of records."""

    __slots__ = ("columns", "shape")

    def __init__(self, array: Any) -> None:
        self.shape = array.shape
        self.columns = {name: Numbers(array[name]) for name in array.dtype.names}

    def __getitem__(self, at: Any) -> Record:
        return Record(self.columns, at)


def shown(array: Any) -> Any:
    """An array as kernels see it."""
    if not isinstance(array, np.ndarray) or array.dtype in WIDE:
        return array
    return Records(array) if array.dtype.names else Numbers(array)


def plain(function: Callable[..., Any], /) -> Callable[..., Any]:
    """A kernel as it is written."""
    return remembered(function) if function.__name__ in ASKED_AGAIN else function


def plain_entry(function: Callable[..., Any], /) -> Callable[..., Any]:
    """A kernel that Python calls with arrays of its own."""

    def call(*arguments: Any) -> Any:
        return function(*[shown(each) if isinstance(each, np.ndarray) else each for each in arguments])

    takes = [str(kind) for name, kind in function.__annotations__.items() if name != "return"]
    if takes and not any("NDArray" in kind for kind in takes):
        return plain(function)
    return call


def remembered(function: Callable[..., Any], /) -> Callable[..., Any]:
    """A function of the people's tables and of numbers, which gives the same for the same: worked out once."""
    known: dict[int, tuple[Any, dict[tuple[Any, ...], Any]]] = {}

    def call(tables: Any, *numbers: Any) -> Any:
        of_these = known.setdefault(id(tables), (tables, {}))[1]
        if numbers not in of_these:
            of_these[numbers] = function(tables, *numbers)
        return of_these[numbers]

    return call


def read_field(p: Any, table: Any, row: Any, columns: Any, column: Any) -> Any:
    """What stands in for ``field``."""
    return p[p[table] + row * columns + column]


def built_in(compiled: Callable[..., Any], /) -> Callable[..., Any]:
    """What stands in for an intrinsic of ``fields.py``."""
    if compiled.__name__ == "field":
        return read_field
    from demerit.engine.kernels import state

    view = getattr(state, "a_" + inspect.getclosurevars(compiled).nonlocals["name"])

    def get(handle: Any, row: Any, subject: Any) -> Any:
        return view(handle)[state.a_row(handle)[row], subject]

    def put(handle: Any, row: Any, subject: Any, number: Any) -> None:
        view(handle)[state.a_row(handle)[row], subject] = number

    return get if compiled.__name__ == "get" else put


def view_of(compiled: Callable[..., Any], /) -> Callable[..., Any]:
    """What stands in for an intrinsic that makes a view of one array of the state."""
    from numba.np.numpy_support import as_dtype

    known = inspect.getclosurevars(compiled).nonlocals
    start, dtype, ndim = known["start"], as_dtype(known["kind"].dtype), known["ndim"]
    made: dict[tuple[int, ...], Any] = {}

    def view(handle: Any) -> Any:
        place = tuple(handle[start : start + 1 + ndim].tolist())
        if place not in made:
            shape = place[1:]
            size = int(np.prod(shape)) * dtype.itemsize
            words = (ctypes.c_byte * size).from_address(place[0]) if size else bytearray()
            array = np.frombuffer(words, dtype=dtype).reshape(shape)
            made[place] = shown(array)
        return made[place]

    return view


def plain_compiler(*given: Any, **options: Any) -> Any:
    """What stands in for the compiler that tests call for kernels of their own."""
    return plain_entry(given[0]) if given else plain_entry


def install() -> None:
    """Have every kernel imported from now on run as ordinary Python."""
    import numba
    import numba.extending

    import demerit.compiled

    np.seterr(over="ignore", under="ignore")
    demerit.compiled.kernel = plain
    demerit.compiled.entry_kernel = plain_entry
    numba.njit = plain_compiler
    kept = numba.extending.intrinsic
    numba.extending.intrinsic = view_of
    try:
        import demerit.engine.kernels.state

        numba.extending.intrinsic = built_in
        import demerit.engine.kernels.fields
    finally:
        numba.extending.intrinsic = kept
