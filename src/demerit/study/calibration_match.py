"""History matching: which values of what is assumed are ruled out by what was published.

A few hundred runs at places all over the ranges (a Latin hypercube) say how each published row depends on the
unknowns. From them an *emulator* is made for every row: the logarithm of the figure as a sum of a constant, slopes,
curvatures and products of those unknowns that matter, chosen one after another for as long as each explains clearly
more than chance would. Its error is that of leaving each run out in turn, so that what it does not explain (chance in
the runs, unknowns that matter little) counts against it. (Vernon, Goldstein and Bower 2010, Bayesian Analysis 5:619;
Andrianakis et al. 2015, PLOS Computational Biology 11:e1003968.)

The *implausibility* of a place is how far the figure lies from the published number, in standard deviations of all that
could make them differ: the emulator or chance in the run, the published number's own uncertainty, and a stated
discrepancy of the model. Places beyond ``CUT`` for any row are ruled out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

__all__ = ["CUT", "DISCREPANCY", "Emulator", "Floats", "cube", "emulate", "implausibility", "spread_out"]

Floats = NDArray[np.float64]

CUT = 3.0
"""Three standard deviations: at least 95 % of any unimodal distribution lies within (Pukelsheim 1994)."""

DISCREPANCY = 0.1
"""Stated before the first fit: a model that were right in everything it says may still be off by a tenth.

Constant rates, months instead of days, nobody born or dying, and rules of one year for all years; and official figures
of one thing differ by as much (flights refused: 1 % in September 2018, a quarter in January to May 2018).
"""

CLEARLY = 12.0
"""A term is taken if its F value is at least this: by chance alone one of 2,000 is."""

MOST_TERMS = 40

Term = tuple[int, ...]
"""Places of unknowns: one for a slope, the same twice for a curvature, two for a product."""


def spread_out(n: int, /, *, unknowns: int, seed: int) -> Floats:
    """Places all over the ranges: a Latin hypercube of positions, shape [n, unknowns]."""
    from scipy.stats import qmc

    return np.round(np.asarray(qmc.LatinHypercube(d=unknowns, rng=seed).random(n)), 4)


def cube(log2: int, /, *, unknowns: int, seed: int) -> Floats:
    """Very many places, evenly: a scrambled Sobol sequence, shape [2**log2, unknowns]."""
    from scipy.stats import qmc

    return np.asarray(qmc.Sobol(d=unknowns, rng=seed).random_base2(log2))


def implausibility(figure: Floats | float, /, *, published: Floats | float, variance: Floats | float) -> Floats:
    """How far figures lie from what was published, in standard deviations of all that could make them differ.

    Parameters
    ----------
    figure : array or float
    published : array or float
    variance : array or float
        Of chance or the emulator, of the published number, and of the stated discrepancy, added up.

    Examples
    --------
    A model that is certain, and 5 % too high of a number known to 1 %, is at 5 standard deviations.

    >>> float(implausibility(105.0, published=100.0, variance=1.0))
    5.0
    """
    return np.asarray(np.abs(np.asarray(figure) - published) / np.sqrt(variance), np.float64)


@dataclass(frozen=True, kw_only=True)
class Emulator:
    """What a figure would be at any place, from runs at some.

    Attributes
    ----------
    terms : tuple of Term
        What it takes into account, besides a constant.
    weights : ndarray, shape [1 + terms]
    error : float
        Standard deviation of the logarithm, from leaving each run out in turn.
    explained : float
        Share of the variance that it explains of runs that it did not see; at most 1.
    floor : float
        Added before the logarithm is taken.
    """

    terms: tuple[Term, ...]
    weights: Floats
    error: float
    explained: float
    floor: float

    @property
    def active(self) -> tuple[int, ...]:
        """Places of the unknowns that matter."""
        return tuple(sorted({place for term in self.terms for place in term}))

    def at(self, places: Floats, /) -> Floats:
        """Figures at places, shape [n]."""
        exponent = np.clip(columns(places, self.terms) @ self.weights, -700.0, 700.0)
        return np.asarray(np.maximum(0.0, np.exp(exponent) - self.floor), np.float64)

    def variance(self, figure: Floats, /) -> Floats:
        """Variance of figures that it tells."""
        return np.asarray(((figure + self.floor) * self.error) ** 2, np.float64)


def columns(places: Floats, terms: Sequence[Term]) -> Floats:
    """A constant and the terms at places, on the line from -1 to 1."""
    line = 2.0 * places - 1.0
    found = [np.ones(len(places))]
    for term in terms:
        if len(term) == 1:
            found.append(line[:, term[0]])
        elif term[0] == term[1]:
            found.append(1.5 * line[:, term[0]] ** 2 - 0.5)
        else:
            found.append(line[:, term[0]] * line[:, term[1]])
    return np.stack(found, axis=1)


def emulate(places: Floats, figures: Floats, /, *, floor: float, among: Sequence[int] | None = None) -> Emulator:
    """Make an emulator of one figure.

    Parameters
    ----------
    places : ndarray, shape [runs, unknowns]
        Positions from 0 to 1.
    figures : ndarray, shape [runs]
        At least 0.
    floor : float
        Added before the logarithm is taken: half of the smallest figure that a run can have above 0.
    among : sequence of int, optional
        Places of the unknowns that may matter; all if it is left out.
    """
    wanted = np.log(figures + floor)
    known = range(places.shape[1]) if among is None else among
    slopes = chosen(places, wanted, terms=[], candidates=[(place,) for place in known])
    active = [term[0] for term in slopes]
    more: list[Term] = [*((place, place) for place in active), *combinations(sorted(active), 2)]
    terms = chosen(places, wanted, terms=slopes, candidates=more)
    matrix = columns(places, terms)
    weights, left = solved(matrix, wanted)
    error = float(np.sqrt(np.mean(left**2)))
    spread = float(np.var(wanted))
    explained = 1.0 - error**2 / spread if spread > 0 else 1.0
    return Emulator(terms=tuple(terms), weights=weights, error=error, explained=explained, floor=floor)


def chosen(places: Floats, wanted: Floats, *, terms: list[Term], candidates: list[Term]) -> list[Term]:
    """Terms, and those of the candidates that explain clearly more than chance, the best first."""
    kept = list(terms)
    rest = columns(places, candidates)[:, 1:]
    orthogonal, _ = np.linalg.qr(columns(places, kept))
    residue = wanted - orthogonal @ (orthogonal.T @ wanted)
    rest = rest - orthogonal @ (orthogonal.T @ rest)
    free = np.ones(len(candidates), bool)
    while len(kept) < min(MOST_TERMS, len(wanted) // 4) and free.any():
        length = np.sqrt((rest**2).sum(axis=0))
        free &= length > 1e-6
        gain = np.where(free, (rest.T @ residue) / np.maximum(length, 1e-12), 0.0) ** 2
        best = int(np.argmax(gain))
        freedom = len(wanted) - len(kept) - 2
        if not free[best] or gain[best] * freedom < CLEARLY * (residue @ residue - gain[best]):
            break
        direction = rest[:, best] / length[best]
        residue = residue - direction * (direction @ residue)
        rest = rest - np.outer(direction, direction @ rest)
        free[best] = False
        kept.append(candidates[best])
    return kept


def solved(matrix: Floats, wanted: Floats) -> tuple[Floats, Floats]:
    """Weights by least squares, and what is left of each run when it is left out."""
    orthogonal, upper = np.linalg.qr(matrix)
    weights = np.linalg.solve(upper, orthogonal.T @ wanted)
    leverage = np.minimum((orthogonal**2).sum(axis=1), 0.999)
    return np.asarray(weights), np.asarray((wanted - matrix @ weights) / (1.0 - leverage))
