"""B6: patrols that follow past records, as an urn (Ensign et al. 2018, arXiv 1706.09847).

A patrol goes to one of two areas, with the share of past records there as its chance, and what it records is added:
row ``added[area]`` of an update matrix. With the corrected update a record counts with a chance proportional to the
share of the other area, so that areas that are visited more count less for each visit.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaln, gammaln

from demerit.compiled import entry_kernel
from demerit.draws import draw, stream_key

__all__ = ["OAKLAND_RANDOM", "OAKLAND_TOP", "Drawn", "Urn", "counted", "draw_urns", "law", "limits"]

Law = NDArray[np.float64]
OAKLAND_TOP = (3.68511, 2.816466)
"""Recorded drug crimes a day in the two most policed bins of Oakland: src/Makefile of the authors (Apache-2.0)."""
OAKLAND_RANDOM = (3.68511, 2.35592)
"""The most policed bin against one drawn at random; the same file."""


@dataclass(frozen=True, kw_only=True)
class Urn:
    """Records at the start in each of two areas, and what a visit to each adds to both."""

    start: tuple[float, float]
    added: tuple[tuple[float, float], tuple[float, float]]
    corrected: bool = False


def limits(added: tuple[tuple[float, float], tuple[float, float]], /) -> list[float]:
    """Shares of the first area at which an urn that is not corrected can come to rest, least first.

    Roots in [0, 1] of (c + d - a - b) x^2 + (a - 2 c - d) x + c = 0; empty if every share is one.
    """
    (a, b), (c, d) = added
    roots = np.roots([c + d - a - b, a - 2 * c - d, c])
    real = (float(root.real) for root in roots if abs(root.imag) < 1e-12)
    return sorted({min(max(root, 0.0), 1.0) for root in real if -1e-12 <= root <= 1 + 1e-12})


def law(urn: Urn, /, *, draws: int) -> tuple[Law, Law]:
    """Shares of the first area after some visits, and the chance of each, where each visit adds the same to its area.

    Exact: the visits to the first area are beta-binomial. In the long run the share is Beta(start / added).
    """
    (a, _), (_, d) = urn.added
    if urn.corrected or urn.added != ((a, 0.0), (0.0, a)) or d != a:
        raise ValueError("only of an urn in which a visit adds the same to the area visited, and nothing else")
    first, second = urn.start[0] / a, urn.start[1] / a
    k = np.arange(draws + 1)
    ways = gammaln(draws + 1) - gammaln(k + 1) - gammaln(draws - k + 1)
    chance = np.exp(ways + betaln(k + first, draws - k + second) - betaln(first, second))
    return np.asarray((k + first) / (draws + first + second), dtype=np.float64), np.asarray(chance, dtype=np.float64)


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """Urns after their visits: the share of the first area in each, and visits that counted, in all and to it."""

    shares: Law
    counted: int
    first: int


@entry_kernel
def visits_of(
    key: np.uint64, draws: int, start: Law, added: Law, corrected: bool, shares: Law, counts: NDArray[np.int64]
) -> None:
    """Play out one urn for each place of ``shares``; ``counts`` gets visits that counted, and those to the first."""
    for place in range(len(shares)):
        one, two = start[0], start[1]
        for visit in range(draws):
            share = one / (one + two)
            go = (
                float(draw(key, np.uint64(place), np.uint64(visit), np.uint64(0)) >> np.uint64(11)) / 9007199254740992.0
            )
            area = 0 if go < share else 1
            if corrected:
                other = 1.0 - share if area == 0 else share
                take = float(draw(key, np.uint64(place), np.uint64(visit), np.uint64(1)) >> np.uint64(11))
                if take / 9007199254740992.0 * max(share, 1.0 - share) >= other:
                    continue
            one += added[2 * area]
            two += added[2 * area + 1]
            counts[0] += 1
            counts[1] += 1 - area
        shares[place] = one / (one + two)


def draw_urns(urn: Urn, /, *, urns: int, draws: int, seed: int) -> Drawn:
    """Many urns, each with its own dice."""
    shares, counts = np.empty(urns), np.zeros(2, dtype=np.int64)
    start, added = np.array(urn.start), np.array([*urn.added[0], *urn.added[1]])
    visits_of(stream_key(seed, "urn"), draws, start, added, urn.corrected, shares, counts)
    return Drawn(shares=shares, counted=int(counts[0]), first=int(counts[1]))


def counted(urn: Urn, drawn: Drawn, /) -> tuple[float, float]:
    """Share of the first area in what was counted under the corrected update, and its standard error.

    A visit to either area is counted with the chance min(share, 1 - share), so visits that count are those of a fair
    coin whatever the share has come to; what they add is then as the true rates.
    """
    (a, _), (_, d) = urn.added
    share = a * drawn.first / (a * drawn.first + d * (drawn.counted - drawn.first))
    return share, a * d / ((a + d) / 2) ** 2 / (2.0 * math.sqrt(drawn.counted))
