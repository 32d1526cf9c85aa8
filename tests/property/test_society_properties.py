"""Properties of populations over random tables, seeds and people."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.society.margins import fit_cells
from demerit.society.matching import place_of, uid_at
from demerit.society.model import Attribute
from demerit.society.population import populate
from demerit.society.tables import FIRM_BASE
from tests.unit.society.samples import margin, town

steady = settings(deadline=None, max_examples=60, derandomize=True)  # kernels compile in the first example

words = st.integers(0, 2**64 - 1)
seeds = st.integers(-(2**31), 2**31)


@steady
@given(words, words, st.sampled_from([6, 8, 10]), st.data())
def test_a_place_leads_back_to_the_uid(w0: int, w1: int, half: int, data: st.DataObject) -> None:
    x = data.draw(st.integers(0, (1 << 2 * half) - 1))
    keys = np.uint64(w0), np.uint64(w1), np.uint64(half)
    place = place_of(*keys, np.uint64(x))
    assert 0 <= int(place) < 1 << 2 * half
    assert int(uid_at(*keys, np.uint64(place))) == x


@steady
@given(words, words)
def test_places_of_a_block_are_a_permutation(w0: int, w1: int) -> None:
    keys = np.uint64(w0), np.uint64(w1), np.uint64(6)
    assert len({int(place_of(*keys, np.uint64(x))) for x in range(4096)}) == 4096


@steady
@given(st.lists(st.floats(1.0, 1000.0), min_size=12, max_size=12), st.permutations([0, 1, 2]))
def test_tables_of_one_whole_are_met_whatever_their_order(numbers: list[float], order: list[int]) -> None:
    whole = np.array(numbers).reshape(2, 3, 2)
    whole /= whole.sum()
    sizes = zip("abc", (2, 3, 2), strict=True)
    attributes = [Attribute(id=n, values=tuple(f"{n}{i}" for i in range(k))) for n, k in sizes]
    margins = []
    for i, j in [[(0, 1), (0, 2), (1, 2)][k] for k in order]:
        table = whole.sum(axis=3 - i - j)
        keys = itertools.product(attributes[i].values, attributes[j].values)
        shares = {",".join(key): float(n) for key, n in zip(keys, table.ravel(), strict=True)}
        margins.append(margin((attributes[i].id, attributes[j].id), shares, "share"))
    fitted = fit_cells(attributes, margins=margins).shares.reshape(2, 3, 2)
    for axis in range(3):
        np.testing.assert_allclose(fitted.sum(axis=axis), whole.sum(axis=axis), atol=1e-11)
    assert abs(fitted.sum() - 1.0) < 1e-12


@steady
@given(seeds, st.integers(0, 9999), st.sampled_from(["household", "kin", "friend", "colleague", "neighbour"]))
def test_a_tie_is_seen_from_its_other_end(seed: int, uid: int, kind: str) -> None:
    people = populate(town(), seed=seed, persons=10_000)
    found = people.ties(uid, kind)
    assert len(set(found)) == len(found)
    assert uid not in found
    for other in found:
        assert uid in people.ties(other, kind)


@steady
@given(seeds, st.integers(0, 9999), st.sampled_from(["parent", "~parent", "~officer", "~employee"]))
def test_a_directed_tie_is_seen_backwards(seed: int, uid: int, kind: str) -> None:
    people = populate(town(), seed=seed, persons=10_000)
    back = kind.removeprefix("~") if kind.startswith("~") else f"~{kind}"
    for other in people.ties(uid, kind):
        assert (other >= FIRM_BASE) == (kind in ("~officer", "~employee"))
        assert uid in people.ties(other, back)


@steady
@given(seeds, st.integers(1, 20_000), st.integers(1, 20_000))
def test_the_larger_population_holds_the_smaller(seed: int, one: int, other: int) -> None:
    few, many = sorted((one, other))
    small, large = (populate(town(), seed=seed, persons=n) for n in (few, many))
    assert (small.cells(0, few) == large.cells(0, few)).all()
    assert set(small.ties(0, "friend")) == {uid for uid in large.ties(0, "friend") if uid < few}
