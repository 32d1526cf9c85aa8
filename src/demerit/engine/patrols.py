"""Patrols that go where records were: shared out anew at the end of each month among the values of an attribute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from demerit.engine import layout as lay
from demerit.engine.state import by_cell, files_of

if TYPE_CHECKING:
    from demerit.engine.state import Chunk

__all__ = ["Patrols", "follow_records", "send_patrols"]


@dataclass(frozen=True)
class Patrols:
    """What patrols follow; one number for each row of the plan's table of patrols.

    Attributes
    ----------
    known : list of int
        Records so far, in units of 2^-16; changed in place.
    heads : list of int
        Subjects inside the scheme.
    """

    known: list[int]
    heads: list[int]


def send_patrols(chunks: Sequence[Chunk], /, *, n_cells: int) -> Patrols | None:
    """Share out patrols before the first month; None where none follow records.

    Parameters
    ----------
    chunks : sequence of Chunk
        Of all people, who share one array of numbers; their cells are filled.
    n_cells : int
    """
    if not chunks or not chunks[0].numbers[lay.O_N_PATROL]:
        return None
    numbers = chunks[0].numbers
    table = table_of(numbers)
    of_cell = np.zeros(n_cells, dtype=np.int64)
    for chunk in chunks:
        cells, inside = files_of(chunk, n_cells=n_cells)
        of_cell += np.bincount(cells[inside], minlength=n_cells)
    heads = np.zeros(len(table), dtype=np.int64)
    for place in np.unique(table[:, lay.PA_CHANNEL]):
        row = int(numbers[numbers[lay.O_CHAN] + place * lay.CH_COLS + lay.CH_PATROL_Q])
        np.add.at(heads, by_cell(numbers, row, n_cells=n_cells), of_cell)
    patrols = Patrols(known=table[:, lay.PA_KNOWN].tolist(), heads=heads.tolist())
    share_out(patrols, table)
    return patrols


def follow_records(patrols: Patrols, chunks: Sequence[Chunk], /) -> None:
    """Add the records of the month, and share out the patrols of the next.

    Parameters
    ----------
    patrols : Patrols
        Changed in place.
    chunks : sequence of Chunk
        Of all people.
    """
    for chunk in chunks:
        for row, more in enumerate(chunk.known.tolist()):
            patrols.known[row] += more
        chunk.known[:] = 0
    share_out(patrols, table_of(chunks[0].numbers))


def table_of(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """The plan's table of patrols, where kernels read it."""
    n, first = int(numbers[lay.O_N_PATROL]), int(numbers[lay.O_PATROL])
    return numbers[first : first + n * lay.PA_COLS].reshape(n, lay.PA_COLS)


def share_out(patrols: Patrols, table: NDArray[np.int64]) -> None:
    """Write the factor of each row, and what a record of it will add; whole numbers of any size, divided once."""
    channels: dict[int, list[int]] = {}
    for row, place in enumerate(table[:, lay.PA_CHANNEL].tolist()):
        if patrols.heads[row] > 0:
            channels.setdefault(place, []).append(row)
    for rows in channels.values():
        known, heads = (sum(numbers[row] for row in rows) for numbers in (patrols.known, patrols.heads))
        factors = [patrols.known[row] * heads / (known * patrols.heads[row]) for row in rows]
        least = min(factors)
        for row, factor in zip(rows, factors, strict=True):
            table[row, lay.PA_FACTOR] = np.float64(factor).view(np.int64)
            if table[row, lay.PA_CORRECTED]:
                table[row, lay.PA_WEIGHT] = int(65536.0 * least / factor + 0.5)
