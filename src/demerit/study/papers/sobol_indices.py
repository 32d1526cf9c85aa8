"""F2: Sobol indices of functions whose indices are known (Ishigami and Homma 1990; Sobol 1993), by SALib.

SALib is what ``demerit`` uses for sensitivity; it comes with the optional part ``study``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from demerit.study.papers.model import Figure, Reproduced, reproduced

__all__ = ["ISHIGAMI", "G", "Indices", "Known", "g_function", "indices", "ishigami", "sobol_indices"]

SOURCE = "Ishigami and Homma 1990; Sobol 1993; indices by SALib"
TOLERANCE = 0.01
"""As the list of published results says; SALib comes within .0015 at this size."""
SIZE = 16_384
SEED = 20_260
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
    """Indices by SALib from a Sobol sequence of ``size`` points."""
    from SALib.analyze import sobol as analyser
    from SALib.sample import sobol as sampler

    n = len(known.law.first)
    problem = {"num_vars": n, "names": [f"x{i}" for i in range(n)], "bounds": [list(known.interval)] * n}
    points = sampler.sample(problem, size, calc_second_order=False, seed=SEED)
    found = analyser.analyze(problem, known.function(points), calc_second_order=False, seed=SEED)
    return Indices(first=tuple(map(float, found["S1"])), total=tuple(map(float, found["ST"])))


def sobol_indices() -> Reproduced:
    """F2."""
    known = {"Ishigami": (ishigami(), ISHIGAMI), "G": (g_function(G), g_function(G).law)}
    figures = []
    installed = find_spec("SALib") is not None
    for name, (function, published) in known.items():
        figures += beside(f"{name}, closed form", function.law, published, tolerance=5e-6)
        if installed:
            figures += beside(name, indices(function), published, tolerance=TOLERANCE)
    return reproduced(
        "F2",
        figures=figures,
        how=f"Closed forms, and SALib on {SIZE:,} points of a Sobol sequence."
        + ("" if installed else " SALib is not installed here (it comes with demerit[study]): closed forms only."),
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
