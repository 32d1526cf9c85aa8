"""The people drawn from a society: a small object of keys and limits from which everyone can be recomputed.

A population is made by ``populate`` and in no other way. It holds no array with an entry per person, and nothing about
anyone can be put into it from outside.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from demerit.errors import nearest
from demerit.society.assembly import assemble
from demerit.society.margins import CellShares, fault
from demerit.society.model import Attribute, Society
from demerit.society.people import (
    attribute_of,
    cell_in_household,
    cell_of,
    cells_of_block,
    fill_households,
    household_of,
    joint_value,
    years_of,
)
from demerit.society.tables import BLOCK, FIRM_BASE, TIE_KINDS, PopulationTables, tie_code
from demerit.society.ties import ties_of, ties_with_cells

__all__ = [
    "Population",
    "PopulationTables",
    "cell_in_household",
    "cell_of",
    "fill_households",
    "household_of",
    "populate",
    "ties_of",
    "ties_with_cells",
]

MAX_PERSONS = 1 << 32
"""Persons are numbered below 2**32."""


@dataclass(frozen=True, init=False, eq=False)
class Population:
    """The subjects and ties drawn from a society. Made by ``populate`` only.

    Attributes
    ----------
    society : Society
    seed : int
    n_persons : int
        Persons have the uids 0 ... n_persons - 1.
    n_firms : int
        Firms have the uids 2**40 ... 2**40 + n_firms - 1.
    attributes : tuple of Attribute
        In the order of the file.
    tables : PopulationTables
        What the kernels read; read-only.
    fit : CellShares
        Fitted shares of the cells.
    warnings : tuple of str
        What a reader of results should know, such as blocks that are not full.
    """

    society: Society
    seed: int
    n_persons: int
    n_firms: int
    attributes: tuple[Attribute, ...]
    tables: PopulationTables = field(repr=False)
    fit: CellShares = field(repr=False)
    warnings: tuple[str, ...]

    def __init__(self) -> None:
        raise TypeError("a Population is made by populate(society, seed=..., persons=...)")

    @property
    def n_cells(self) -> int:
        """Number of cells, at most 65,536."""
        return len(self.fit.shares)

    def cell(self, uid: int) -> int:
        """Cell of a person."""
        return int(cell_of(self.tables, self.person(uid)))

    def cells(self, lo: int, hi: int) -> NDArray[np.uint16]:
        """Cells of the persons lo ... hi - 1; dtype uint16, shape (hi - lo,)."""
        if not 0 <= lo <= hi <= self.n_persons:
            raise ValueError(f"expected 0 <= lo <= hi <= {self.n_persons}, got {lo}, {hi}")
        out = np.empty(hi - lo, np.uint16)
        offsets, cells = np.empty(BLOCK, np.uint16), np.empty(BLOCK, np.uint16)
        for block in range(lo // BLOCK, -(-hi // BLOCK)):
            cells_of_block(self.tables, block, offsets, cells)
            start, end = max(lo, block * BLOCK), min(hi, (block + 1) * BLOCK)
            out[start - lo : end - lo] = cells[start - block * BLOCK : end - block * BLOCK]
        return out

    def attribute(self, uid: int, attribute_id: str) -> int:
        """Index of a person's value of an attribute, joint or not."""
        return int(attribute_of(self.tables, self.place(attribute_id), self.person(uid), self.cell(uid)))

    def years(self, uid: int) -> int | None:
        """Whole years of a person; None where the society has no ``age`` in years."""
        place = int(self.tables.numbers[0]["age_joint"])
        if place < 0:
            return None
        return int(years_of(self.tables, uid, joint_value(self.tables, place, self.person(uid), -1)))

    def household(self, uid: int) -> tuple[int, int]:
        """First member and number of members (below n_persons) of a person's household."""
        first, size = household_of(self.tables, self.person(uid))
        return int(first), min(int(size), self.n_persons - int(first))

    def ties(self, uid: int, kind: str) -> list[int]:
        """Uids at the other ends of a subject's ties of a kind, such as ``"friend"``, ``"parent"`` or ``"~parent"``."""
        if kind.removeprefix("~") not in TIE_KINDS:
            raise ValueError(f'no kind of tie is called "{kind}". {nearest(kind, TIE_KINDS)}')
        code = tie_code(kind)
        if not (0 <= uid < self.n_persons or FIRM_BASE <= uid < FIRM_BASE + self.n_firms):
            raise ValueError(f"no subject has uid {uid}")
        out = np.empty(int(self.tables.max_ties[code]), np.int64)
        return [int(other) for other in out[: ties_of(self.tables, code, uid, self.n_persons, out)]]

    def cell_values(self, attribute_id: str) -> NDArray[np.int64]:
        """Index of the value of a joint attribute in every cell; shape (n_cells,)."""
        place = int(self.tables.other[self.place(attribute_id)]["joint"])
        if place < 0:
            raise ValueError(f'attribute "{attribute_id}" is not joint: it has no value in a cell')
        record = self.tables.joint[place]
        values = np.arange(self.n_cells, dtype=np.int64) // record["stride"] % record["size"]
        return np.asarray(values, dtype=np.int64)

    def place(self, attribute_id: str) -> int:
        """Place of an attribute in the file."""
        names = [a.id for a in self.attributes]
        if attribute_id not in names:
            raise ValueError(f'no attribute is called "{attribute_id}". {nearest(attribute_id, names)}')
        return names.index(attribute_id)

    def person(self, uid: int) -> int:
        """The uid, if it is a person's."""
        if not 0 <= uid < self.n_persons:
            raise ValueError(f"persons have the uids 0 ... {self.n_persons - 1}, got {uid}")
        return uid


def filling(society: Society, persons: int) -> tuple[str, ...]:
    """Warn of kinds whose mean degree is lowered because a block is not full."""
    told = []
    for kind in society.ties:
        block = int(kind.within)
        full, rest = divmod(persons, block)
        share = (full * block + rest * max(0, rest - 1) / (block - 1)) / persons
        if share < 0.95:
            degree = kind.mean_degree.value
            told.append(
                f"{kind.id} ties are made in blocks of {block:,} people and {persons:,} do not fill them: "
                f"the mean degree is about {degree * share:.3g}, not {degree:g}"
            )
    return tuple(told)


def populate(society: Society, /, *, seed: int, persons: int | None = None) -> Population:
    """Draw the people of a society.

    Parameters
    ----------
    society : Society
    seed : int
        0 is a seed.
    persons : int, optional
        Number of persons, 1 ... 2**32; the society's own number by default. It changes nobody: a larger population
        holds the smaller one.

    Returns
    -------
    Population

    Raises
    ------
    InputError
        What the society states of its people does not fit together (S601 ... S611).

    Examples
    --------
    >>> from demerit.society.model import Margin
    >>> from demerit.evidence.quantity import Quantity
    >>> people = Society(
    ...     format="demerit.society/1", id="pair", title="", start="2020-01",
    ...     persons=Quantity(value=1000, unit="persons", grade="assumption"),
    ...     attributes=(Attribute(id="sex", values=("female", "male")),),
    ...     margins=(Margin(of=("sex",), shares={"female": 1, "male": 1}, unit="share", grade="assumption"),),
    ... )
    >>> populate(people, seed=1).cell_values("sex")
    array([0, 1])
    """
    number = int(society.persons.value) if persons is None else persons
    if not 1 <= number <= MAX_PERSONS:
        raise fault("S612", f"a population has 1 to {MAX_PERSONS:,} persons, got {number:,}")
    tables, fit = assemble(society, seed=seed)
    made = object.__new__(Population)
    n_firms = -(-number // BLOCK) * int(tables.numbers[0]["firms_per_block"]) if society.firms is not None else 0
    for name, value in {
        "society": society,
        "seed": seed,
        "n_persons": number,
        "n_firms": n_firms,
        "attributes": society.attributes,
        "tables": tables,
        "fit": fit,
        "warnings": filling(society, number),
    }.items():
        object.__setattr__(made, name, value)
    return made
