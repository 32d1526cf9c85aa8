"""Designs: at which positions unknowns are set in the points of a study. Point 0 is always what the files state.

- *latin hypercube*: ``n`` points; each unknown stands once in each n-th part of its range (scipy.stats.qmc).
- *sobol*: ``n`` points of a scrambled Sobol sequence; best a power of two (scipy.stats.qmc).
- *morris*: ``n`` trajectories through a grid of four levels, each moving one unknown after the other (SALib).
- *saltelli*: the points that Sobol indices need: ``n`` times the number of unknowns plus 2 (SALib).
- *ends*: each unknown alone at its low and at its high end; ``n`` is not read.
- *none*: what the files state, and nothing else.

Positions are those of ``study/unknowns.py``. The seed is that of the study; 0 is a seed.
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from demerit.errors import UsageError

__all__ = ["LEVELS", "Points", "never_zero", "points", "problem", "salib"]

Points: TypeAlias = NDArray[np.float64]
"""Positions, shape [points, unknowns]; point 0, which is as stated, is not among them."""

LEVELS = 4
"""Levels of the grid of Morris."""

MISSING = (
    "Morris and Sobol indices are worked out by SALib, which is not installed.",
    'Install it with: pip install "demerit[study]"',
)


def salib(part: str, /) -> Any:
    """A part of SALib, such as ``sample.morris``.

    Raises
    ------
    UsageError
        R395 if it is not installed.
    """
    from importlib import import_module

    known = ("sample.morris", "sample.sobol", "analyze.morris", "analyze.sobol")
    if part not in known:
        raise ValueError(part)
    try:
        return import_module(f"SALib.{part}")
    except ImportError as fault:
        raise UsageError("R395", *MISSING) from fault


def never_zero(seed: int, /, *, about: str) -> int:
    """A seed for a library in which 0 means none: never 0, another one for each use.

    Examples
    --------
    >>> never_zero(0, about="morris") == never_zero(0, about="morris") != never_zero(1, about="morris")
    True
    """
    digest = hashlib.blake2b(f"{about}|{seed}".encode(), digest_size=4).digest()
    return 1 + int.from_bytes(digest, "little") % (2**31 - 2)


def problem(names: Sequence[str], /) -> dict[str, Any]:
    """What SALib calls a problem: each unknown from 0 to 1."""
    return {"num_vars": len(names), "names": list(names), "bounds": [[0.0, 1.0]] * len(names)}


def points(design: str, /, *, names: Sequence[str], n: int, seed: int) -> Points:
    """Positions of all points of a design but the first, which is as stated.

    Parameters
    ----------
    design : str
        ``latin_hypercube``, ``sobol``, ``morris``, ``saltelli``, ``ends`` or ``none``.
    names : sequence of str
        Ids of the unknowns.
    n : int
    seed : int

    Returns
    -------
    ndarray, shape [points, len(names)]
        In [0, 1].

    Raises
    ------
    UsageError
        R395 if a library is missing.
    """
    if not names:
        return np.zeros((0, 0))
    made = DESIGNS[design](list(names), n, never_zero(seed, about=design))
    return np.clip(np.asarray(made, dtype=np.float64), 0.0, 1.0)


def latin_hypercube(names: list[str], n: int, seed: int) -> Any:
    """Latin hypercube."""
    from scipy.stats import qmc

    return qmc.LatinHypercube(len(names), rng=seed).random(n)


def sobol_sequence(names: list[str], n: int, seed: int) -> Any:
    """Scrambled Sobol sequence."""
    from scipy.stats import qmc

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that a power of two is better is said in the reference
        return qmc.Sobol(len(names), rng=seed).random(n)


def morris(names: list[str], n: int, seed: int) -> Any:
    """Trajectories."""
    return salib("sample.morris").sample(problem(names), n, num_levels=LEVELS, seed=seed)


def saltelli(names: list[str], n: int, seed: int) -> Any:
    """Points for Sobol indices."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as above
        return salib("sample.sobol").sample(problem(names), n, calc_second_order=False, seed=seed)


def ends(names: list[str], n: int, seed: int) -> Any:
    """Each alone at both ends; the others are as stated, which no position says."""
    found = np.full((2 * len(names), len(names)), np.nan)
    for place in range(len(names)):
        found[2 * place, place], found[2 * place + 1, place] = 0.0, 1.0
    return found


def nothing(names: list[str], n: int, seed: int) -> Any:
    """No point."""
    return np.zeros((0, len(names)))


DESIGNS: dict[str, Callable[[list[str], int, int], Any]] = {
    "latin_hypercube": latin_hypercube,
    "sobol": sobol_sequence,
    "morris": morris,
    "saltelli": saltelli,
    "ends": ends,
    "none": nothing,
}
