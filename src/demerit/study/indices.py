"""Indices of sensitivity of one figure, worked out by SALib, with bootstrap intervals.

Of *trajectories* (Morris) and of *base points* (Sobol) in which a run has not the figure (a share of nothing), the
whole trajectory or base point is left out, and how many is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demerit.study.design import LEVELS, never_zero, problem, salib

__all__ = ["Effect", "Found", "Index", "morris_effects", "sobol_indices"]

Floats = NDArray[np.float64]

RESAMPLES = 1000
FEWEST = 4
"""Trajectories or base points below which nothing is worked out."""


@dataclass(frozen=True, kw_only=True)
class Effect:
    """Elementary effects of an unknown: the figure's change if it went from its low to its high end.

    Attributes
    ----------
    mu : float
        Mean change.
    mu_star, low, high : float
        Mean size of the change, with its bootstrap interval of 95 %.
    sigma : float
        How much it differs from place to place: curved, or together with others.
    """

    mu: float
    mu_star: float
    low: float
    high: float
    sigma: float


@dataclass(frozen=True, kw_only=True)
class Index:
    """Sobol indices of an unknown: shares of the figure's variance, with bootstrap intervals of 95 %.

    Attributes
    ----------
    first, first_low, first_high : float
        By itself.
    total, total_low, total_high : float
        By itself and together with others.
    """

    first: float
    first_low: float
    first_high: float
    total: float
    total_low: float
    total_high: float


@dataclass(frozen=True, kw_only=True)
class Found:
    """What was found of one figure.

    Attributes
    ----------
    of : {unknown: Effect or Index}
        Empty where nothing could be worked out.
    used, left_out : int
        Trajectories or base points.
    steady : bool
        Whether the figure is the same everywhere, so that nothing decides it.
    """

    of: dict[str, Any]
    used: int
    left_out: int
    steady: bool = False

    def as_data(self, name: str, /) -> dict[str, Any] | None:
        """Indices of one unknown as plain JSON values; None where there are none."""
        return asdict(self.of[name]) if name in self.of else None


def whole_groups(y: Floats, size: int) -> NDArray[np.bool_]:
    """Which trajectories, or base points, have the figure in every run."""
    missing: NDArray[np.bool_] = np.isnan(y.reshape(-1, size))
    return np.logical_not(missing.any(axis=1))


def morris_effects(x: Floats, y: Floats, /, *, names: Sequence[str], seed: int) -> Found:
    """Screen unknowns after Morris.

    Parameters
    ----------
    x : ndarray, shape [trajectories * (unknowns + 1), unknowns]
        Points of the design ``morris``.
    y : ndarray, shape [trajectories * (unknowns + 1)]
        The figure; not a number where a run has it not.
    names : sequence of str
    seed : int
        Of the bootstrap; 0 is a seed.

    Returns
    -------
    Found
        With an ``Effect`` for each unknown.

    Raises
    ------
    UsageError
        R395 if SALib is not installed.
    """
    size = len(names) + 1
    kept = whole_groups(y, size)
    used, out = int(kept.sum()), int((~kept).sum())
    rows = np.repeat(kept, size)
    if used < FEWEST or np.ptp(y[rows]) == 0:
        return Found(of={}, used=used, left_out=out, steady=used >= FEWEST)
    told = salib("analyze.morris").analyze(
        problem(names), x[rows], y[rows], num_resamples=RESAMPLES, conf_level=0.95, num_levels=LEVELS,
        seed=never_zero(seed, about="bootstrap"),
    )  # fmt: skip
    of = {
        name: Effect(
            mu=float(told["mu"][n]), mu_star=float(told["mu_star"][n]), sigma=float(told["sigma"][n]),
            low=max(0.0, float(told["mu_star"][n] - told["mu_star_conf"][n])),
            high=float(told["mu_star"][n] + told["mu_star_conf"][n]),
        )
        for n, name in enumerate(names)
    }  # fmt: skip
    return Found(of=of, used=used, left_out=out)


def sobol_indices(y: Floats, /, *, names: Sequence[str], seed: int) -> Found:
    """Work out Sobol indices.

    Parameters
    ----------
    y : ndarray, shape [base points * (unknowns + 2)]
        The figure at the points of the design ``saltelli``, in their order; not a number where a run has it not.
    names : sequence of str
    seed : int
        Of the bootstrap; 0 is a seed.

    Returns
    -------
    Found
        With an ``Index`` for each unknown.

    Raises
    ------
    UsageError
        R395 if SALib is not installed.
    """
    size = len(names) + 2
    kept = whole_groups(y, size)
    used, out = int(kept.sum()), int((~kept).sum())
    values = y[np.repeat(kept, size)]
    if used < FEWEST or np.ptp(values) == 0:
        return Found(of={}, used=used, left_out=out, steady=used >= FEWEST)
    told = salib("analyze.sobol").analyze(
        problem(names), values, calc_second_order=False, num_resamples=RESAMPLES, conf_level=0.95,
        seed=never_zero(seed, about="bootstrap"),
    )  # fmt: skip
    of = {}
    for n, name in enumerate(names):
        first, first_by = float(told["S1"][n]), float(told["S1_conf"][n])
        total, total_by = float(told["ST"][n]), float(told["ST_conf"][n])
        of[name] = Index(
            first=first, first_low=first - first_by, first_high=first + first_by,
            total=total, total_low=total - total_by, total_high=total + total_by,
        )  # fmt: skip
    return Found(of=of, used=used, left_out=out)
