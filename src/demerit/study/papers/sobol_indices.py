"""F2: Sobol indices of functions whose indices are known (Ishigami and Homma 1990; Sobol 1993).

The item needs no optional part; SALib, which sensitivity uses, is held to the same indices by ``make verify``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

from demerit.study.papers.model import Figure, Reproduced, reproduced

__all__ = [
    "ISHIGAMI",
    "G",
    "Indices",
    "Known",
    "g_function",
    "indices",
    "indices_of_salib",
    "ishigami",
    "sobol_indices",
]

SOURCE = "Ishigami and Homma 1990; Sobol 1993"
TOLERANCE = 0.01
"""As the list of published results says; estimates come within .0015 at this size."""
SIZE = 16_384
Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Indices:
    """First-order and total index of each input."""

    first: tuple[float, ...]
    total: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Known:
    """A function, the interval of each of its inputs, and its indices in closed form."""

    function: Callable[[Floats], Floats]
    interval: tuple[float, float]
    law: Indices


def ishigami(*, a: float = 7.0, b: float = 0.1) -> Known:
    """Sin x1 + a sin^2 x2 + b x3^4 sin x1, inputs uniform in [-pi, pi]."""
    one = 0.5 * (1 + b * math.pi**4 / 5) ** 2
    two, three = a * a / 8, b * b * math.pi**8 * (1 / 18 - 1 / 50)
    whole = one + two + three
    return Known(
        function=lambda x: np.asarray(np.sin(x[:, 0]) + a * np.sin(x[:, 1]) ** 2 + b * x[:, 2] ** 4 * np.sin(x[:, 0])),
        interval=(-math.pi, math.pi),
        law=Indices(first=(one / whole, two / whole, 0.0), total=((one + three) / whole, two / whole, three / whole)),
    )


def g_function(a: Sequence[float], /) -> Known:
    """Product of (|4 x - 2| + a) / (1 + a), inputs uniform in [0, 1]."""
    parts = [1 / (3 * (1 + each) ** 2) for each in a]
    whole = math.prod(1 + part for part in parts) - 1
    total = [part * math.prod(1 + other for j, other in enumerate(parts) if j != i) for i, part in enumerate(parts)]
    weights = np.array(a)
    return Known(
        function=lambda x: np.asarray(np.prod((np.abs(4 * x - 2) + weights) / (1 + weights), axis=1)),
        interval=(0.0, 1.0),
        law=Indices(first=tuple(part / whole for part in parts), total=tuple(part / whole for part in total)),
    )


ISHIGAMI = Indices(first=(0.31391, 0.44241, 0.0), total=(0.55759, 0.44241, 0.24368))
"""As published, with a = 7 and b = .1."""
G = (0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0)
"""Coefficients of the G function as it is used most."""


def indices(known: Known, /, *, size: int = SIZE) -> Indices:
    """Indices from ``size`` points of a Sobol sequence: Saltelli et al. 2010 and, for totals, Jansen 1999."""
    n = len(known.law.first)
    points = qmc.Sobol(2 * n, scramble=False).random(size)
    low, high = known.interval
    left, right = (low + (high - low) * half for half in (points[:, :n], points[:, n:]))
    of_left, of_right = known.function(left), known.function(right)
    whole = float(np.var(np.concatenate([of_left, of_right])))
    first, total = [], []
    for place in range(n):
        swapped = left.copy()
        swapped[:, place] = right[:, place]
        moved = known.function(swapped)
        first.append(float(np.mean((of_right - of_right.mean()) * (moved - of_left))) / whole)
        total.append(float(np.mean((of_left - moved) ** 2)) / 2 / whole)
    return Indices(first=tuple(first), total=tuple(total))


def indices_of_salib(known: Known, /, *, size: int = SIZE, seed: int = 1) -> Indices:
    """Indices by SALib, which comes with the optional part ``study``."""
    from SALib.analyze import sobol as analyser
    from SALib.sample import sobol as sampler

    n = len(known.law.first)
    problem = {"num_vars": n, "names": [f"x{i}" for i in range(n)], "bounds": [list(known.interval)] * n}
    points = sampler.sample(problem, size, calc_second_order=False, seed=seed)
    found = analyser.analyze(problem, known.function(points), calc_second_order=False, seed=seed)
    return Indices(first=tuple(map(float, found["S1"])), total=tuple(map(float, found["ST"])))


def sobol_indices(*, a: float = 7.0, b: float = 0.1) -> Reproduced:
    """F2."""
    known = {"Ishigami": (ishigami(a=a, b=b), ISHIGAMI), "G": (g_function(G), g_function(G).law)}
    figures = []
    for name, (function, published) in known.items():
        figures += beside(f"{name}, closed form", function.law, published, tolerance=5e-6)
        figures += beside(name, indices(function), published, tolerance=TOLERANCE)
    return reproduced(
        "F2",
        figures=figures,
        how=f"Closed forms, and estimates from {SIZE:,} points of a Sobol sequence (Saltelli and Jansen). make verify "
        "holds SALib, which sensitivity uses, to the same closed forms within the same tolerance.",
        source=SOURCE,
    )


def beside(name: str, ours: Indices, published: Indices, *, tolerance: float) -> list[Figure]:
    """Indices beside the published ones."""
    pairs = {"first": (ours.first, published.first), "total": (ours.total, published.total)}
    return [
        Figure(name=f"{name}: {kind} {place}", ours=mine, published=theirs, tolerance=tolerance)
        for kind, (left, right) in pairs.items()
        for place, (mine, theirs) in enumerate(zip(left, right, strict=True), start=1)
    ]
