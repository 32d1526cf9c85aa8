"""Published margins to the share of every cell, by iterative proportional fitting, one attribute after another.

Attribute k is fitted given the attributes before it, with the margins whose last attribute it is; what was fitted
before stays as it is. So an attribute appended to a file, with its margins, moves no share of the attributes before it.
Where two published tables disagree (rounding, other years), the one that stands first in the file wins, and a
disagreement of more than ``MAX_DISAGREEMENT`` is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from demerit.errors import Defect, InputError, nearest
from demerit.society.model import Attribute, Margin

__all__ = ["MAX_CELLS", "MAX_DISAGREEMENT", "TOLERANCE", "CellShares", "conditional_shares", "fit_cells"]

Shares: TypeAlias = NDArray[np.float64]
Target: TypeAlias = tuple[tuple[int, ...], Shares]
"""Places of the attributes, ascending, and the wanted shares over them."""

MAX_CELLS = 65_536
TOLERANCE = 1e-12
"""Largest difference between a wanted and a fitted share at which the fitting stops."""
MAX_SWEEPS = 20_000
MAX_DISAGREEMENT = 0.02
"""Largest difference of a share that two tables both state (tables are rounded and of different years)."""
SAME_ROW = 1e-10
"""Conditional rows nearer than this are made equal, so that a draw need not read what it does not depend on."""


@dataclass(frozen=True, eq=False)
class CellShares:
    """Fitted shares of the joint attributes.

    Attributes
    ----------
    sizes : tuple of int
        Number of values of each joint attribute, in the order of the file.
    rows : tuple of ndarray, float64
        For attribute k, its shares given those before: shape ``sizes[:k+1]``; the last axis sums to 1.
    shares : ndarray, float64, shape (product of sizes,)
        Share of every cell, row-major (the last attribute runs fastest); sums to 1.
    sweeps : int
        Most sweeps that any attribute needed.
    """

    sizes: tuple[int, ...]
    rows: tuple[Shares, ...]
    shares: Shares
    sweeps: int


def fault(code: str, message: str, hint: str = "") -> InputError:
    """Error of a society as a whole (its file's own places are checked when it is loaded)."""
    return InputError([Defect(file="", line=0, column=0, code=code, message=message, hint=hint)])


def table_of(margin: Margin, attributes: Sequence[Attribute], /) -> Shares:
    """Shares of a margin as an array over the values of its attributes in the order of ``of``, normalised to 1."""
    shape = tuple(len(a.values) for a in attributes)
    place = [{value: i for i, value in enumerate(a.values)} for a in attributes]
    table = np.zeros(shape)
    for key, number in margin.shares.items():
        words = [word.strip() for word in key.split(",")]
        if len(words) != len(shape):
            raise fault("S602", f'"{key}" should name {len(shape)} values, of {", ".join(margin.of)}')
        for word, known, attribute in zip(words, place, attributes, strict=True):
            if word not in known:
                raise fault("S602", f'"{word}" is no value of attribute "{attribute.id}"', nearest(word, known))
        if number < 0:
            raise fault("S602", f'the share of "{key}" is negative in the margin of {", ".join(margin.of)}')
        table[tuple(known[word] for word, known in zip(words, place, strict=True))] = number
    if table.sum() <= 0:
        raise fault("S602", f"the margin of {', '.join(margin.of)} is zero throughout")
    return np.asarray(table / table.sum())


def project(shares: Shares, keep: Sequence[int], /) -> Shares:
    """Sum over all axes but ``keep`` (ascending)."""
    drop = tuple(axis for axis in range(shares.ndim) if axis not in keep)
    return shares.sum(axis=drop) if drop else shares


def spread_out(target: Shares, axes: Sequence[int], ndim: int, /) -> Shares:
    """View of a table over ``axes`` that broadcasts against ``ndim`` axes."""
    shape = [1] * ndim
    for size, axis in zip(target.shape, axes, strict=True):
        shape[axis] = size
    return target.reshape(shape)


def rake(start: Shares, targets: Sequence[Target], told: str, /) -> tuple[Shares, int]:
    """Iterative proportional fitting: scale ``start`` to each target in turn until all hold.

    Parameters
    ----------
    start : ndarray, float64
        Shares to begin with; a zero stays a zero.
    targets : sequence of (axes, shares)
        Wanted sums over the other axes.
    told : str
        What is fitted, for the error.

    Returns
    -------
    (ndarray, int)
        Fitted shares and the number of sweeps.

    Raises
    ------
    InputError
        S604 if a share is still off by more than ``TOLERANCE`` after ``MAX_SWEEPS``.
    """
    shares = start
    gap = np.inf
    for sweep in range(1, MAX_SWEEPS + 1):
        for axes, target in targets:
            now = project(shares, axes)
            ratio = np.divide(target, now, out=np.zeros_like(target), where=now > 0)
            shares = shares * spread_out(ratio, axes, shares.ndim)
        gap = max(float(np.abs(project(shares, axes) - target).max()) for axes, target in targets)
        if gap <= TOLERANCE:
            return shares, sweep
    what = f"the margins of {told} cannot be met together: after {MAX_SWEEPS:,} sweeps a share is off by {gap:.2g}"
    raise fault("S604", what, "Look for tables that contradict each other, or for values with share 0.")


def agree(target: Target, held: Sequence[Target], told: str, /) -> Target:
    """Adjust a table to what it shares with those that stand before it."""
    axes, table = target
    shared: list[Target] = []
    for other_axes, other in held:
        common = [axis for axis in axes if axis in other_axes]
        if common:
            wanted = project(other, [other_axes.index(axis) for axis in common])
            own = tuple(axes.index(axis) for axis in common)
            gap = float(np.abs(project(table, own) - wanted).max())
            if gap > MAX_DISAGREEMENT:
                what = f"a margin of {told} disagrees with an earlier one: a share that both state differs by {gap:.3f}"
                raise fault("S603", what, "Use tables of one source and year, or bring one to the totals of the other.")
            shared.append((own, wanted))
    return (axes, rake(table, shared, told)[0]) if shared else target


def targets_of(stage: int, tables: Sequence[Target], name: str, /) -> list[Target]:
    """Targets for attribute ``stage``: margins that end with it, or the first that has it, summed over later ones."""
    ending = [t for t in tables if t[0][-1] == stage]
    if ending:
        return ending
    for axes, table in tables:
        if stage in axes:
            kept = tuple(axis for axis in axes if axis <= stage)
            return [(kept, project(table, [axes.index(axis) for axis in kept]))]
    raise fault("S601", f'joint attribute "{name}" has no margin', "Add one with a source, or mark it joint: false.")


def fit_stage(before: Shares, stage: int, size: int, targets: Sequence[Target], name: str, /) -> tuple[Shares, int]:
    """Shares of one attribute given those before; shape ``before.shape + (size,)``, last axis sums to 1."""
    told = f'attribute "{name}"'
    own = targets[0][1]
    alone = project(own, [own.ndim - 1])
    if len(targets) == 1 and targets[0][0] == (stage,):
        return np.broadcast_to(alone, (*before.shape, size)).copy(), 1
    prior: Target = (tuple(range(stage)), before)
    held: list[Target] = [prior]
    for target in targets:
        held.append(agree(target, held, told))
    start = before[..., None] * alone
    fitted, sweeps = rake(start, held[1:] + held[:1], told)
    total = fitted.sum(axis=-1, keepdims=True)
    rows = np.where(total > 0, np.divide(fitted, total, out=np.zeros_like(fitted), where=total > 0), alone)
    for axis in range(stage):
        first = np.take(rows, [0], axis=axis)
        if np.abs(rows - first).max() <= SAME_ROW:
            rows = np.broadcast_to(first, rows.shape).copy()
    return rows, sweeps


def joint_tables(attributes: Sequence[Attribute], margins: Sequence[Margin], /) -> list[Target]:
    """Margins over joint attributes only, as tables in the order of the file."""
    names = [a.id for a in attributes]
    tables: list[Target] = []
    for margin in margins:
        if not margin.given and all(name in names for name in margin.of):
            if not 1 <= len(margin.of) <= 3 or len(set(margin.of)) < len(margin.of):
                raise fault("S602", f"a margin is over 1 to 3 different attributes, got {', '.join(margin.of)}")
            axes = [names.index(name) for name in margin.of]
            order = sorted(range(len(axes)), key=axes.__getitem__)
            table = table_of(margin, [attributes[axis] for axis in axes])
            tables.append((tuple(axes[i] for i in order), table.transpose(order)))
    return tables


def fit_cells(attributes: Sequence[Attribute], /, *, margins: Sequence[Margin]) -> CellShares:
    """Share of every cell from published margins.

    Parameters
    ----------
    attributes : sequence of Attribute
        The joint attributes in the order of the file; their values span at most 65,536 cells.
    margins : sequence of Margin
        Tables over 1 to 3 attributes, as counts or as shares (each is normalised to 1). Those that name an attribute
        outside ``attributes`` are passed over.

    Returns
    -------
    CellShares

    Raises
    ------
    InputError
        S601 no margin; S602 a margin that does not fit its attributes; S603 margins that disagree by more than
        ``MAX_DISAGREEMENT``; S604 no convergence; S605 too many cells.

    Examples
    --------
    >>> sex = Attribute(id="sex", values=("female", "male"))
    >>> half = Margin(of=("sex",), shares={"female": 51, "male": 49}, unit="persons", grade="assumption")
    >>> fit_cells([sex], margins=[half]).shares
    array([0.51, 0.49])
    """
    names = [a.id for a in attributes]
    sizes = tuple(len(a.values) for a in attributes)
    n_cells = int(np.prod(sizes, dtype=np.int64)) if sizes else 1
    if n_cells > MAX_CELLS:
        raise fault(
            "S605",
            f"the joint attributes have {n_cells:,} cells; at most {MAX_CELLS:,} are allowed",
            "Group values, or mark attributes that need not be joint with joint: false.",
        )
    tables = joint_tables(attributes, margins)
    rows: list[Shares] = []
    shares = np.ones(())
    most = 0
    for stage, size in enumerate(sizes):
        row, sweeps = fit_stage(shares, stage, size, targets_of(stage, tables, names[stage]), names[stage])
        rows.append(row)
        shares = shares[..., None] * row
        most = max(most, sweeps)
    return CellShares(sizes=sizes, rows=tuple(rows), shares=np.ascontiguousarray(shares).reshape(-1), sweeps=most)


def conditional_shares(attribute: Attribute, given: Attribute | None, margin: Margin, /) -> Shares:
    """Shares of an attribute that is not joint, one row per value of the joint attribute it is given.

    Returns
    -------
    ndarray, float64, shape (values of ``given`` or 1, values of ``attribute``)
        Each row sums to 1; a row without counts has the shares of all rows together.
    """
    if given is None:
        return table_of(margin, [attribute])[None, :]
    table = table_of(margin, [given, attribute])
    total = table.sum(axis=1, keepdims=True)
    rows = np.divide(table, total, out=np.zeros_like(table), where=total > 0)
    return np.asarray(np.where(total > 0, rows, table.sum(axis=0)))


def equal_pair_shares(shares: Shares, sizes: tuple[int, ...], axes: Sequence[int], /) -> Shares:
    """Chance of every pattern of equal values in two people drawn apart.

    Returns
    -------
    ndarray, float64, shape (2**len(axes),)
        Entry p is the chance that the two agree on exactly those ``axes[i]`` whose bit i is set in p.
    """
    cube = shares.reshape(sizes)
    count = len(axes)
    at_least = np.ones(1 << count)
    for pattern in range(1, 1 << count):
        kept = sorted(axes[i] for i in range(count) if pattern >> i & 1)
        at_least[pattern] = float((project(cube, kept) ** 2).sum())
    exactly = at_least.copy()
    for pattern in range(1 << count):
        rest = [i for i in range(count) if not pattern >> i & 1]
        for more in range(1, len(rest) + 1):
            for chosen in combinations(rest, more):
                exactly[pattern] += (-1) ** more * at_least[pattern | sum(1 << i for i in chosen)]
    return np.maximum(exactly, 0.0)
