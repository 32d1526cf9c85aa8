"""A million people: shares, sizes, degrees and homophily as stated; chance is judged by ``tests.alarms``.

The bias that would be seen: 0.2 % of a cell's share, 0.3 % of a mean degree, 0.2 points of a share of equal ties.
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import pytest
from numba import njit

from demerit.draws import draw, mix, stream_key
from demerit.society.assembly import household_sizes
from demerit.society.matching import GOLDEN, place_of, uid_at
from demerit.society.population import Population, populate
from demerit.society.tables import FIRM_BASE, tie_code
from demerit.society.ties import ties_with_cells
from tests.alarms.checks import binomial, chi_square, near
from tests.unit.society.samples import ties, town

N = 1 << 20
SOME = 1 << 17


@cache
def people() -> Population:
    return populate(town(ties=ties("65536")), seed=20, persons=N)


@cache
def cells() -> np.ndarray:
    return people().cells(0, N)


def held(counts: np.ndarray, expected: np.ndarray, name: str = "") -> None:
    kept = expected > 0
    square = float(((counts - expected)[kept] ** 2 / expected[kept]).sum())
    chi_square(square, freedom=int(kept.sum()) - 1, name=name)


@njit
def degrees(tables, kind, lo, hi, n_persons, cells, values, most):  # type: ignore[no-untyped-def]
    """Ties of each subject lo ... hi - 1, and how many of all join equal values."""
    out = np.empty(most, np.int64)
    count = np.zeros(hi - lo, np.int64)
    equal = 0
    for uid in range(lo, hi):
        count[uid - lo] = ties_with_cells(tables, kind, uid, n_persons, cells, out)
        for i in range(count[uid - lo]):
            if max(uid, out[i]) < values.size:  # firms have no values
                equal += values[uid] == values[out[i]]
    return count, equal


def degree_of(kind: str, attribute: str = "sex", lo: int = 0, hi: int = SOME) -> tuple[np.ndarray, float]:
    values = people().cell_values(attribute)[cells()]
    code = tie_code(kind)
    count, equal = degrees(people().tables, code, lo, hi, N, cells(), values, int(people().tables.max_ties[code]))
    return count, equal / max(1, count.sum())


def test_cells_have_their_shares() -> None:
    # residence comes by household: its own z is taken on households, the rest on persons given residence
    counts = np.bincount(cells(), minlength=people().n_cells).reshape(2, 10)
    rows = people().fit.shares.reshape(2, 10)
    for name, count, share in zip(("urban", "rural"), counts, rows, strict=True):
        held(count, count.sum() * share / share.sum(), name)
    firsts = np.array([people().household(uid)[0] == uid for uid in range(20_000)])
    urban = (cells()[:20_000][firsts] < 10).sum()
    binomial(urban, n=firsts.sum(), p=0.6, name="urban households")


def test_household_sizes_have_their_shares() -> None:
    sizes = household_sizes(people().society.households)
    seen = []
    uid = 0
    while uid < 40_000:
        first, size = people().household(uid)
        if (first + size) % 4096 != 0:  # the last of a block may be cut
            seen.append(size)
        uid = first + size
    counts = np.bincount(seen, minlength=6)[1:]
    held(counts, len(seen) * sizes)


@pytest.mark.parametrize(("kind", "mean"), [("friend", 6), ("colleague", 8), ("neighbour", 5), ("kin", 3)])
def test_mean_degree_is_as_stated(kind: str, mean: float) -> None:
    count, _ = degree_of(kind)
    # ties are counted from both ends: the variance of the sum is twice that of independent degrees
    near(count.mean(), mean, math.sqrt(2 * mean / SOME), exact=False)


def test_degrees_are_nearly_poisson() -> None:
    count, _ = degree_of("colleague")
    assert 0.70 < count.var() / count.mean() < 0.80  # binomial over 4 slots a tie: 3/4


@pytest.mark.parametrize(("kind", "attribute", "share"), [
    ("friend", "sex", 0.7), ("friend", "age", 0.5), ("neighbour", "residence", 0.9),
])  # fmt: skip
def test_homophily_is_as_stated(kind: str, attribute: str, share: float) -> None:
    count, equal = degree_of(kind, attribute)
    near(equal, share, math.sqrt(2 * share * (1 - share) / count.sum()) + 0.0001, exact=False)


def test_ties_without_homophily_join_as_chance_would() -> None:
    count, equal = degree_of("colleague", "sex")
    chance = float((people().fit.shares.reshape(2, 2, 5).sum(axis=(0, 2)) ** 2).sum())
    near(equal, chance, math.sqrt(0.5 / count.sum()), exact=False)


def test_adults_have_the_mean_number_of_parents_stated() -> None:
    count, _ = degree_of("parent")
    adult = people().cell_values("age")[cells()[:SOME]] > 0
    near(count[adult].mean(), 1.0, math.sqrt(0.7 / adult.sum()), exact=False)
    assert count.max() == 2


def test_employment_and_offices_have_their_shares() -> None:
    employed, _ = degree_of("~employee")
    near(employed.mean(), 0.5, math.sqrt(0.25 / SOME), name="employed", exact=False)
    firms = 20_000
    officers, _ = degree_of("officer", lo=FIRM_BASE, hi=FIRM_BASE + firms)
    # a second officer may be the first one again: one chance in 4,096
    near(officers.mean(), 1.3, math.sqrt(0.21 / firms) + 0.0002, name="officers", exact=False)


@njit
def partners(key, half, uid, slots, counts):  # type: ignore[no-untyped-def]
    """How often each offset is the partner of ``uid`` over many slots."""
    zero, one = np.uint64(0), np.uint64(1)
    for slot in range(slots):
        w0 = draw(key, zero, zero, np.uint64(slot))
        w1 = mix(w0 + GOLDEN)
        counts[uid_at(w0, w1, half, place_of(w0, w1, half, np.uint64(uid)) ^ one)] += 1


@pytest.mark.parametrize(("half", "uid"), [(6, 0), (6, 1), (6, 2222), (6, 4095), (8, 17)])
def test_every_partner_in_a_block_is_as_likely(half: int, uid: int) -> None:
    size = 1 << (2 * half)
    counts = np.zeros(size, np.int64)
    slots = 100 * size
    partners(stream_key(1, "partners"), np.uint64(half), uid, slots, counts)
    assert counts[uid] == 0
    expected = np.full(size, slots / (size - 1))
    expected[uid] = 0.0
    held(counts, expected)
