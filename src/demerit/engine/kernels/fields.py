"""Numbers of the plan's tables and of the rows of state, each read or written by one built-in piece of code.

Written out (``p[p[O_RULE] + r * RU_COLS + RU_TERM]``), each place costs 8 to 13 ms to compile; so it costs 2. There are
hundreds. Nothing is checked: a place must be inside its table, as everywhere in the kernels.
"""

from __future__ import annotations

from typing import Any

from numba import types
from numba.core import cgutils as cgutils_untyped
from numba.extending import intrinsic
from numba.np import arrayobj

from demerit.engine.kernels.state import ARRAYS

__all__ = ["field", "get8", "get16", "get32", "put8", "put16", "put32"]

make_array: Any = arrayobj.make_array
cgutils: Any = cgutils_untyped
ir: Any = cgutils.ir
WORD = ir.IntType(64)
WHOLE: Any = types.int64


@intrinsic
def field(typing_context: Any, p: Any, table: Any, row: Any, columns: Any, column: Any) -> Any:
    """``p[p[table] + row * columns + column]``: one number of a table of the plan."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        words, table, row, columns, column = arguments
        data = make_array(signature.args[0])(context, builder, words).data
        start = builder.load(builder.gep(data, [table]))
        place = builder.add(builder.add(start, builder.mul(row, columns)), column)
        return builder.load(builder.gep(data, [place]))

    return WHOLE(p, WHOLE, WHOLE, WHOLE, WHOLE), build


def place_of(context: Any, builder: Any, kind: Any, arguments: Any, name: str, bits: int) -> Any:
    """Pointer to the number of a row of state for one subject."""
    handle, row, subject = arguments
    data = make_array(kind)(context, builder, handle).data

    def word(at: int) -> Any:
        return builder.load(builder.gep(data, [ir.Constant(WORD, at)]))

    rows = builder.inttoptr(word(2 + 4 * ARRAYS.index("row")), WORD.as_pointer())
    start = 2 + 4 * ARRAYS.index(name)
    table = builder.inttoptr(word(start), ir.IntType(bits).as_pointer())
    line = builder.load(builder.gep(rows, [row]))
    return builder.gep(table, [builder.add(builder.mul(line, word(start + 2)), subject)])


def getter(name: str, bits: int, signed: bool) -> Any:
    """Reads a row of state: ``get(handle, row, subject) -> number``."""

    @intrinsic
    def get(typing_context: Any, handle: Any, row: Any, subject: Any) -> Any:
        def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            found = builder.load(place_of(context, builder, signature.args[0], arguments, name, bits))
            return (builder.sext if signed else builder.zext)(found, WORD)

        return WHOLE(handle, WHOLE, WHOLE), build

    return get


def putter(name: str, bits: int) -> Any:
    """Writes a row of state: ``put(handle, row, subject, number)``."""

    @intrinsic
    def put(typing_context: Any, handle: Any, row: Any, subject: Any, number: Any) -> Any:
        def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            place = place_of(context, builder, signature.args[0], arguments[:3], name, bits)
            builder.store(builder.trunc(arguments[3], ir.IntType(bits)), place)
            return context.get_dummy_value()

        return types.void(handle, WHOLE, WHOLE, WHOLE), build

    return put


get32, put32 = getter("s32", 32, True), putter("s32", 32)
get16, put16 = getter("s16", 16, False), putter("s16", 16)
get8, put8 = getter("s8", 8, False), putter("s8", 8)
