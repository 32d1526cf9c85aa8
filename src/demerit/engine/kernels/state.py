"""The state as the kernels see it: one short array of whole numbers, the *handle*.

Its first two numbers are the uid of the chunk's first subject and how many subjects it has; then, for each array of the
state, its address and three lengths. ``a_entries(s)`` is a view of the entries, and so on; so a call passes one array,
not thirty (which cost four minutes of compiling and 250 ns a call). The driver keeps the arrays alive.
"""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numba import types
from numba.core import cgutils as cgutils_untyped
from numba.extending import intrinsic
from numba.np import arrayobj
from numba.np.numpy_support import from_dtype

from demerit.engine.layout import COLD, DEBT, ENTRY, GROUND, ITEM, LOG, MARK, POST

__all__ = ["ARRAYS", "HANDLE"]

make_array: Any = arrayobj.make_array
populate_array: Any = arrayobj.populate_array
cgutils: Any = cgutils_untyped
ir: Any = cgutils.ir

ARRAYS = (
    "row",
    "s32",
    "s16",
    "s8",
    "due",
    "num",
    "fdue",
    "fnum",
    "entries",
    "cold",
    "grounds",
    "debts",
    "posts",
    "marks",
    "log",
    "out",
    "inbox",
    "queue",
    "phead",
    "ihead",
    "wake",
    "bits",
    "top",
    "work",
    "tally",
    "series",
    "expected",
    "seen",
    "mix",
    "plan2",
    "keys2",
    "other",
    "known",
)
"""Names of the arrays, in the order of the handle."""
HANDLE = 2 + 4 * len(ARRAYS)
"""Length of a handle."""


def array(name: str, dtype: Any, ndim: int, layout: Literal["C", "A"] = "C") -> Any:
    """Make the view of one array of the state, for use inside kernels: ``view(handle) -> array``.

    With the layout ``A`` the handle gives the stride as well: 0 where all places are one.
    """
    start = 2 + 4 * ARRAYS.index(name)
    kind = types.Array(from_dtype(np.dtype(dtype)), ndim, layout)
    size = np.dtype(dtype).itemsize

    @intrinsic
    def view(typing_context: Any, handle: Any) -> Any:
        def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            words = make_array(signature.args[0])(context, builder, arguments[0]).data
            word = ir.IntType(64)

            def read(place: int) -> Any:
                return builder.load(builder.gep(words, [ir.Constant(word, place)]))

            made = make_array(kind)(context, builder)
            data = builder.inttoptr(read(start), context.get_data_type(kind.dtype).as_pointer())
            shape = [read(start + 1 + d) for d in range(ndim)]
            strides = [ir.Constant(word, size) if layout == "C" else read(start + 2)]
            for length in reversed(shape[1:]):
                strides.insert(0, builder.mul(strides[0], length))
            populate_array(
                made,
                data=data,
                shape=cgutils.pack_array(builder, shape),
                strides=cgutils.pack_array(builder, strides),
                itemsize=ir.Constant(word, size),
                meminfo=None,
            )
            return made._getvalue()

        return kind(handle), build

    return view


a_row = array("row", np.int64, 1)
a_s32 = array("s32", np.int32, 2)
a_s16 = array("s16", np.uint16, 2)
a_s8 = array("s8", np.uint8, 2)
a_due = array("due", np.uint32, 2)
a_num = array("num", np.uint16, 2)
a_fdue = array("fdue", np.uint32, 2)
a_fnum = array("fnum", np.uint16, 2)
a_entries = array("entries", ENTRY, 1)
a_cold = array("cold", COLD, 1, "A")
a_grounds = array("grounds", GROUND, 1)
a_debts = array("debts", DEBT, 1)
a_posts = array("posts", POST, 1)
a_marks = array("marks", MARK, 1)
a_log = array("log", LOG, 1)
a_out = array("out", ITEM, 1)
a_inbox = array("inbox", ITEM, 1)
a_queue = array("queue", np.int32, 1)
a_phead = array("phead", np.int32, 1)
a_ihead = array("ihead", np.int32, 1)
a_wake = array("wake", np.uint64, 2)
a_bits = array("bits", np.uint64, 2)
a_top = array("top", np.int64, 1)
a_work = array("work", np.int64, 1)
a_tally = array("tally", np.int64, 3)
a_series = array("series", np.int64, 2)
a_expected = array("expected", np.int64, 3)
a_seen = array("seen", np.int64, 2)
a_mix = array("mix", np.int64, 2)
a_plan2 = array("plan2", np.int64, 1)
a_keys2 = array("keys2", np.uint64, 1)
a_other = array("other", np.int64, 1)
a_known = array("known", np.int64, 1)
