"""The fit: first what is ruled out, then the point that lies nearest; it reads fit rows, and can read no others.

The only objective is the distance to what was published: the squares of the implausibilities, added up over the rows
that any values reach. There is no option for another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demerit.errors import UsageError
from demerit.study.calibration_match import (
    CUT,
    DISCREPANCY,
    Emulator,
    Floats,
    cube,
    emulate,
    implausibility,
    spread_out,
)
from demerit.study.calibration_rows import FitRows, PublishedRow
from demerit.study.calibration_worlds import Worlds

__all__ = ["CHANCE", "SAMPLE", "Fitted", "distance", "fit", "worlds_needed"]

CHANCE = 8
"""Worlds with the stated values and dice of their own: what chance does to each row."""

SMALL = 1e-4
"""Step by which slopes are found."""

ENOUGH = 200
"""So many places that are not ruled out say where they lie."""

SAMPLE = 14
"""Places at which the emulators are asked: 2 to this power."""

BOXES = (0.25, 0.1)
"""Half of the sides of the boxes around the nearest point, one after the other, in which more worlds are played."""

SEARCHES = (1.0, 0.5, 0.25, 0.12, 0.06)
"""Half of the sides of the boxes in which places are looked for that are not ruled out."""


@dataclass(frozen=True, kw_only=True)
class Fitted:
    """What a fit found.

    Attributes
    ----------
    place : ndarray, shape [unknowns]
        The nearest point.
    active : ndarray of bool, shape [unknowns]
        Whether any row depends on it clearly.
    low, high : ndarray, shape [unknowns]
        Where the places lie that are not ruled out: 1 % below and 1 % above; the whole range of what is not active, and
        of all where no such place was found.
    at_ends : ndarray, shape [unknowns, 2]
        Of the places in the lowest and in the highest fifth of its range, the share that is not ruled out.
    kept : float
        Share of all places that is not ruled out by any row within reach.
    nearby : ndarray, shape [worlds, unknowns]
        Places whose worlds were played and meet every row within reach, at most as many as asked for.
    met : int
        How many such worlds there were.
    reach : ndarray, shape [rows]
        The least implausibility that any place gives each row alone.
    stated : ndarray, shape [rows]
        Figures at the stated values, mean of ``CHANCE`` worlds.
    chance : ndarray, shape [rows]
        Variance over mean of these: what chance does, for every unit of a figure.
    emulators : tuple of Emulator
    worlds : int
        How many were played.
    """

    place: Floats
    active: NDArray[np.bool_]
    low: Floats
    high: Floats
    at_ends: Floats
    kept: float
    nearby: Floats
    met: int
    reach: Floats
    stated: Floats
    chance: Floats
    emulators: tuple[Emulator, ...]
    worlds: int


def worlds_needed(runs: int, /) -> int:
    """Worlds that a fit with so many runs in its design plays."""
    return CHANCE + 1 + runs + (len(BOXES) + 1) * (runs // 4)


def fit(worlds: Worlds, /, *, rows: FitRows, runs: int, nearby: int) -> Fitted:
    """Fit what is assumed to published rows.

    Parameters
    ----------
    worlds : Worlds
        Of inputs without outcomes, read off for these rows.
    rows : FitRows
    runs : int
        Worlds all over the ranges; a quarter as many follow in each of ``BOXES``, and where nothing is ruled out.
    nearby : int
        How many places are given back whose worlds were played and meet every row within reach.

    Raises
    ------
    UsageError
        R365 if there is nothing to fit, R366 if nothing may move, R367 if the inputs tell what was published.
    """
    if worlds.inputs.scheme.outcomes:
        raise UsageError("R367", "a fit is given inputs without published outcomes", "Call without_outcomes.")
    if not rows.rows:
        raise UsageError("R365", f'nothing of "{worlds.inputs.scheme.id}" is published for a fit', "See its outcomes.")
    if not worlds.over:
        raise UsageError("R366", "nothing that the published rows can tell of is an assumption with a range", "")
    stated, chance = by_chance(worlds)
    target = Target(rows=rows.rows, chance=chance, floors=floors(rows.rows, worlds.setting.persons))
    dice = of_these_dice(worlds, stated)
    places = spread_out(runs, unknowns=len(worlds.over), seed=abs(worlds.setting.seed))
    figures = worlds.at(places) * dice
    whole = target.emulators(places, figures)
    reach = np.minimum(target.of_runs(figures).min(axis=0), target.told(whole, sample_of(worlds, whole)).min(axis=0))
    within, active = reach <= CUT, active_in(whole)
    place = nearest(worlds, target, whole, within, middle=worlds.stated, box=1.0)
    for box in BOXES:
        more = around(worlds, active, place, box=box, n=runs // 4)
        places, figures = np.concatenate([places, more]), np.concatenate([figures, worlds.at(more) * dice])
        here = np.flatnonzero((np.abs(places - place) <= box + 1e-9)[:, active].all(axis=1))
        local = target.emulators(places[here], figures[here], active)
        place = nearest(worlds, target, local, within, middle=place, box=box)
    whole = target.emulators(places, figures, active)
    more = np.round(left_in(worlds, target, whole, within, place, wanted=ENOUGH)[: runs // 4], 4)
    if len(more):
        places, figures = np.concatenate([more, places]), np.concatenate([worlds.at(more) * dice, figures])
        whole = target.emulators(places, figures, active)
    met = np.max(target.of_runs(figures)[:, within], axis=1, initial=0.0) <= CUT
    return Fitted(
        place=place, reach=reach, stated=stated, chance=chance, emulators=whole, worlds=worlds_needed(runs),
        met=int(met.sum()), nearby=places[met][:nearby], **ruled_out(worlds, target, whole, within, place),
    )  # fmt: skip


def of_these_dice(worlds: Worlds, stated: Floats) -> Floats:
    """What the dice of the fit do to each row, taken out: the mean of worlds that differ by chance over theirs.

    All worlds of the fit have the same dice, so that they differ by what is assumed alone; what these dice do to all of
    them is seen at the stated values.
    """
    own = worlds.at(worlds.stated[None, :])[0]
    return np.clip(np.where(own > 0, stated / np.maximum(own, 1e-12), 1.0), 0.5, 2.0)


def by_chance(worlds: Worlds) -> tuple[Floats, Floats]:
    """Mean of the rows in worlds with the stated values, and what chance does to them."""
    seeds = [worlds.setting.seed + 1 + n for n in range(CHANCE)]
    found = worlds.at(np.tile(worlds.stated, (CHANCE, 1)), seeds=seeds)
    mean = found.mean(axis=0)
    return mean, found.var(axis=0, ddof=1) / np.maximum(mean, 1e-12)


def floors(rows: tuple[PublishedRow, ...], persons: int) -> Floats:
    """Half of the least that a run can have of each row above 0."""
    return np.array([0.5 * row.among / persons if row.among is not None else 0.001 * row.value for row in rows])


def sample_of(worlds: Worlds, emulators: tuple[Emulator, ...]) -> Floats:
    """Places all over the ranges of what any row depends on; the rest as stated."""
    active = active_in(emulators)
    found = np.tile(worlds.stated, (2**SAMPLE, 1))
    if active:
        found[:, active] = cube(SAMPLE, unknowns=len(active), seed=abs(worlds.setting.seed))
    return found


def active_in(emulators: tuple[Emulator, ...]) -> list[int]:
    """Places of the unknowns on which any row depends clearly."""
    return sorted({place for emulator in emulators for place in emulator.active})


@dataclass(frozen=True, kw_only=True)
class Target:
    """Published rows and all that could make a model differ from them."""

    rows: tuple[PublishedRow, ...]
    chance: Floats
    floors: Floats

    @property
    def published(self) -> Floats:
        """Published numbers."""
        return np.array([row.value for row in self.rows])

    @property
    def allowed(self) -> Floats:
        """Variance of the published numbers and of the stated discrepancy."""
        return np.array([row.spread**2 + (DISCREPANCY * row.value) ** 2 for row in self.rows])

    def emulators(self, places: Floats, figures: Floats, among: list[int] | None = None) -> tuple[Emulator, ...]:
        """One emulator a row; the unknowns that matter were found by the first."""
        return tuple(
            emulate(places, figures[:, n], floor=float(self.floors[n]), among=among) for n in range(len(self.rows))
        )

    def by_chance(self, figures: Floats) -> Floats:
        """Variance of chance, were the published number or the figure the mean, whichever is more."""
        return np.asarray(self.chance * np.maximum(figures, self.published), np.float64)

    def of_runs(self, figures: Floats) -> Floats:
        """Implausibilities of runs, shape [runs, rows]."""
        variance = self.allowed + self.by_chance(figures)
        return implausibility(figures, published=self.published, variance=variance)

    def told(self, emulators: tuple[Emulator, ...], places: Floats) -> Floats:
        """Implausibilities at places, as the emulators tell, shape [places, rows]."""
        columns = [emulator.at(places) for emulator in emulators]
        variances = [emulator.variance(figure) for emulator, figure in zip(emulators, columns, strict=True)]
        figures, variance = np.stack(columns, axis=1), np.stack(variances, axis=1)
        variance = self.allowed + variance + self.by_chance(figures)
        return implausibility(figures, published=self.published, variance=variance)


def distance(implausible: Floats, /) -> Floats:
    """The objective: squares of the implausibilities of the rows, added up; shape [..., rows] to [...]."""
    return np.asarray((implausible**2).sum(axis=-1), np.float64)


def nearest(
    worlds: Worlds, target: Target, emulators: tuple[Emulator, ...], within: NDArray[np.bool_], /, *, middle: Floats,
    box: float,
) -> Floats:  # fmt: skip
    """The place in a box that is nearest to what was published, as emulators tell; the rest stays as it is."""
    from scipy.optimize import minimize

    active = active_in(emulators)
    if not active or not within.any():
        return middle

    def full(inner: Floats) -> Floats:
        place = np.tile(middle, (len(inner), 1))
        place[:, active] = inner
        return place

    def far(inner: Floats) -> Floats:
        return distance(target.told(emulators, full(inner))[:, within])

    def slope(at: Floats) -> Floats:
        steps = np.tile(at, (2 * len(at), 1))
        steps[: len(at)] += np.eye(len(at)) * SMALL
        steps[len(at) :] -= np.eye(len(at)) * SMALL
        found = far(steps)
        return np.asarray((found[: len(at)] - found[len(at) :]) / (2.0 * SMALL), np.float64)

    low, high = np.maximum(0.0, middle - box)[active], np.minimum(1.0, middle + box)[active]
    sample = low + (high - low) * cube(SAMPLE - 2, unknowns=len(active), seed=abs(worlds.setting.seed) + 2)
    starts = [middle[active], sample[int(np.argmin(far(sample)))]]
    ends = [
        minimize(
            lambda at: float(far(at[None, :])[0]), start, jac=slope, method="L-BFGS-B",
            bounds=list(zip(low, high, strict=True)),
        )
        for start in starts
    ]  # fmt: skip
    best = min(ends, key=lambda end: float(end.fun))
    return np.asarray(np.round(full(np.asarray(best.x)[None, :])[0], 4), np.float64)


def around(worlds: Worlds, active: list[int], middle: Floats, /, *, box: float, n: int) -> Floats:
    """Places in a box around another, in what any row depends on."""
    found = np.tile(middle, (n, 1))
    if active:
        found[:, active] += box * (2.0 * spread_out(n, unknowns=len(active), seed=abs(worlds.setting.seed) + 1) - 1.0)
    return np.asarray(np.round(np.clip(found, 0.0, 1.0), 4), np.float64)


def ruled_out(
    worlds: Worlds, target: Target, emulators: tuple[Emulator, ...], within: NDArray[np.bool_], place: Floats, /
) -> dict[str, Any]:  # fmt: skip
    """Which places are ruled out, by unknown."""
    sample, number = sample_of(worlds, emulators), len(worlds.over)
    kept = np.max(target.told(emulators, sample)[:, within], axis=1, initial=0.0) <= CUT
    active = np.zeros(number, bool)
    active[active_in(emulators)] = True
    found = left_in(worlds, target, emulators, within, place, wanted=ENOUGH)
    low, high, at_ends = np.zeros(number), np.ones(number), np.ones((number, 2))
    for column in np.flatnonzero(active):
        at = sample[:, column]
        at_ends[column] = kept[at < 0.2].mean(), kept[at > 0.8].mean()
        if len(found):
            low[column], high[column] = np.quantile(found[:, column], (0.01, 0.99))
    return {
        "active": active, "low": low, "high": high, "at_ends": at_ends, "kept": float(kept.mean()),
    }  # fmt: skip


def left_in(
    worlds: Worlds, target: Target, emulators: tuple[Emulator, ...], within: NDArray[np.bool_], place: Floats, /, *,
    wanted: int,
) -> Floats:  # fmt: skip
    """Places that no row rules out: all over the ranges, and if there are too few, nearer and nearer to the best."""
    found = np.zeros((0, len(place)))
    active = active_in(emulators)
    for number, box in enumerate(SEARCHES):
        sample = np.tile(place, (2**SAMPLE, 1))
        if active:
            low, high = np.maximum(0.0, place - box)[active], np.minimum(1.0, place + box)[active]
            sample[:, active] = low + (high - low) * cube(
                SAMPLE, unknowns=len(active), seed=abs(worlds.setting.seed) + 3 + number
            )
        kept = np.max(target.told(emulators, sample)[:, within], axis=1, initial=0.0) <= CUT
        found = np.concatenate([found, sample[kept]])
        if len(found) >= wanted:
            break
    return np.asarray(found[: 4 * wanted], np.float64)
