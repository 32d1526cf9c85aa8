"""How far a figure spreads: by what is assumed, by chance, and how much of all its spread each explains.

A sweep has a figure ``y[i, r]`` at each point ``i`` of a design and in each replicate ``r``; people and dice of a
replicate are the same at all points. So ``y[i, r] = mean + a[i] + b[r] + e[i, r]``, a two-way analysis of variance with
random effects: ``a`` is what the assumptions do, ``b`` the chance that all points share, ``e`` the chance that they do
not. The interval by assumptions is that of ``mean + a``: the means of the points, drawn together by as much as the
``e`` in them has spread them out. The interval by chance is that of the stated values over replicates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Floats", "Mover", "Spread", "movers", "spread_of"]

Floats = NDArray[np.float64]

QUANTILES = (0.025, 0.5, 0.975)
BINS = 5
"""Parts of a range in which the mean figure is told."""

SURE = 3
"""Standard errors beyond which a figure is said to go along with an unknown; of many unknowns two would name some."""

LEAST = 8
"""Fewer points than this have no interval."""


@dataclass(frozen=True, kw_only=True)
class Spread:
    """Spread of one figure.

    Attributes
    ----------
    low, middle, high : float or None
        Of the figure by assumptions alone: 95 % of an even sweep lie between; None where there are too few points.
    least, most : float or None
        Ends of all points, by assumptions alone.
    both_low, both_high : float or None
        95 % of single runs, assumptions and chance together.
    sd_assumptions, sd_chance : float or None
        Standard deviations of a single run; chance is None with one replicate.
    share_assumptions : float or None
        Of the variance of a single run.
    n, missing : int
        Points that have the figure, and that have not.
    """

    low: float | None
    middle: float | None
    high: float | None
    least: float | None
    most: float | None
    both_low: float | None
    both_high: float | None
    sd_assumptions: float | None
    sd_chance: float | None
    share_assumptions: float | None
    n: int
    missing: int

    def as_data(self) -> dict[str, Any]:
        """The spread as plain JSON values."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class Mover:
    """An unknown with which a figure goes along in a sweep.

    Attributes
    ----------
    unknown : str
    rank_correlation : float
        Spearman's, between the position and the figure.
    curve : tuple of float or None
        Mean figure in each fifth of the positions, from the low end on.
    """

    unknown: str
    rank_correlation: float
    curve: tuple[float | None, ...]


def spread_of(y: Floats, /) -> Spread:
    """Part the spread of a figure.

    Parameters
    ----------
    y : ndarray, shape [points, replicates]
        Not a number where a run has not the figure.

    Examples
    --------
    >>> spread_of(np.array([[0.1, 0.1]] * 9)).share_assumptions is None
    True
    """
    whole = y[~np.isnan(y).any(axis=1)]
    n, missing = len(whole), len(y) - len(whole)
    if n < LEAST:
        return Spread(**dict.fromkeys(EMPTY), n=n, missing=missing)
    by_assumptions, by_chance, means = parted(whole)
    low, middle, high = (float(x) for x in np.quantile(means, QUANTILES))
    both = [float(x) for x in np.quantile(whole, (QUANTILES[0], QUANTILES[-1]))]
    total = by_assumptions + (by_chance or 0.0)
    return Spread(
        low=low, middle=middle, high=high, least=float(means.min()), most=float(means.max()), both_low=both[0],
        both_high=both[1], sd_assumptions=by_assumptions**0.5,
        sd_chance=None if by_chance is None else by_chance**0.5,
        share_assumptions=None if by_chance is None or total <= 0 else by_assumptions / total, n=n, missing=missing,
    )  # fmt: skip


EMPTY = (
    "low", "middle", "high", "least", "most", "both_low", "both_high", "sd_assumptions", "sd_chance",
    "share_assumptions",
)  # fmt: skip


def parted(y: Floats) -> tuple[float, float | None, Floats]:
    """Variance by assumptions, variance by chance of a single run, and the figure of each point without its chance."""
    points, replicates = y.shape
    means = y.mean(axis=1)
    away = means - means.mean()
    of_means = float((away**2).sum() / (points - 1))
    if replicates == 1:
        return of_means, None, means
    shared = y.mean(axis=0) - y.mean()
    own = float(((y - means[:, None] - shared[None, :]) ** 2).sum() / ((points - 1) * (replicates - 1)))
    by_assumptions = max(0.0, of_means - own / replicates)
    common = max(0.0, float((shared**2).sum() / (replicates - 1)) - own / points)
    pulled = (by_assumptions / of_means) ** 0.5 if of_means > 0 else 0.0
    found: Floats = means.mean() + away * pulled
    return by_assumptions, common + own, found


def movers(y: Floats, /, *, positions: Floats, names: Sequence[str]) -> tuple[Mover, ...]:
    """Unknowns with which a figure goes along, the one that goes along most first.

    Parameters
    ----------
    y : ndarray, shape [points, replicates]
    positions : ndarray, shape [points, unknowns]
    names : sequence of str
        Of the unknowns.

    Returns
    -------
    tuple of Mover
        Those whose rank correlation is beyond three standard errors of none, 3 / sqrt(points - 1).
    """
    whole = ~np.isnan(y).any(axis=1)
    means, at = y[whole].mean(axis=1), positions[whole]
    if len(means) < LEAST or means.std() == 0:
        return ()
    ranked = ranks(means)
    found = []
    for place, name in enumerate(names):
        column = at[:, place]
        if np.isnan(column).any() or column.std() == 0:
            continue
        along = float(np.corrcoef(ranks(column), ranked)[0, 1])
        if abs(along) > SURE / (len(means) - 1) ** 0.5:
            found.append(Mover(unknown=name, rank_correlation=along, curve=curve(means, column)))
    return tuple(sorted(found, key=lambda mover: (-abs(mover.rank_correlation), mover.unknown)))


def ranks(values: Floats) -> Floats:
    """Ranks, equal values at their mean rank."""
    from scipy.stats import rankdata

    found: Floats = rankdata(values)
    return found


def curve(means: Floats, column: Floats) -> tuple[float | None, ...]:
    """Mean figure in each part of the positions."""
    places = np.minimum((column * BINS).astype(np.int64), BINS - 1)
    return tuple(float(means[places == part].mean()) if (places == part).any() else None for part in range(BINS))
