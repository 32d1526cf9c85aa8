"""Published margins to cells: against closed forms, against fitting over all cells at once, and what is refused."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

from demerit.errors import InputError
from demerit.society.margins import equal_pair_shares, fit_cells
from demerit.society.model import Attribute
from tests.unit.society.samples import margin

A = Attribute(id="a", values=("a0", "a1"))
B = Attribute(id="b", values=("b0", "b1", "b2"))
C = Attribute(id="c", values=("c0", "c1"))


def table(of: str, numbers: Any) -> dict[str, float]:
    keys = itertools.product(*([f"{name}{i}" for i in range(3 if name == "b" else 2)] for name in of))
    return {",".join(key): value for key, value in zip(keys, np.ravel(numbers).tolist(), strict=True)}


def at_once(shape: tuple[int, ...], targets: list[tuple[tuple[int, ...], np.ndarray]]) -> np.ndarray:
    """Textbook proportional fitting over all cells together."""
    cube = np.full(shape, 1.0 / np.prod(shape))
    for _ in range(5000):
        for axes, wanted in targets:
            rest = tuple(i for i in range(len(shape)) if i not in axes)
            ratio = wanted / cube.sum(axis=rest)
            cube = cube * np.expand_dims(ratio, rest)
    return cube


def test_margins_of_single_attributes_give_the_product() -> None:
    p, q = np.array([0.3, 0.7]), np.array([0.2, 0.3, 0.5])
    fit = fit_cells([A, B], margins=[margin("a", table("a", p), "share"), margin("b", table("b", q), "share")])
    np.testing.assert_allclose(fit.shares, np.outer(p, q).ravel(), atol=1e-15)
    assert fit.shares.sum() == pytest.approx(1.0, abs=1e-14)


def test_counts_and_shares_of_the_same_table_give_the_same() -> None:
    counts = np.array([[10, 20, 30], [40, 50, 60]])
    by_count = fit_cells([A, B], margins=[margin("ab", table("ab", counts))])
    by_share = fit_cells([A, B], margins=[margin("ab", table("ab", counts / 210), "share")])
    np.testing.assert_allclose(by_count.shares, counts.ravel() / 210, atol=1e-15)
    np.testing.assert_allclose(by_share.shares, by_count.shares, atol=1e-15)


def test_the_order_of_attributes_in_a_margin_does_not_matter() -> None:
    counts = np.array([[10, 20, 30], [40, 50, 60]])
    turned = {",".join(reversed(key.split(","))): n for key, n in table("ab", counts).items()}
    one = fit_cells([A, B], margins=[margin("ab", table("ab", counts))])
    other = fit_cells([A, B], margins=[margin("ba", turned)])
    np.testing.assert_allclose(one.shares, other.shares, atol=1e-15)


def test_two_tables_joined_by_one_attribute_have_a_closed_form() -> None:
    ab = np.array([[10, 20, 30], [40, 50, 60]]) / 210
    bc = np.array([[0.1, 0.9], [0.5, 0.5], [0.7, 0.3]]) * ab.sum(axis=0)[:, None]
    fit = fit_cells([A, B, C], margins=[margin("ab", table("ab", ab), "share"), margin("bc", table("bc", bc), "share")])
    exact = ab[:, :, None] * (bc / bc.sum(axis=1, keepdims=True))[None]
    np.testing.assert_allclose(fit.shares.reshape(2, 3, 2), exact, atol=1e-12)


def test_three_tables_in_a_ring_agree_with_fitting_over_all_cells_at_once() -> None:
    whole = np.array([[[5, 7], [11, 3], [2, 9]], [[4, 4], [6, 1], [8, 10]]], float)
    whole /= whole.sum()
    ab, bc, ac = whole.sum(axis=2), whole.sum(axis=0), whole.sum(axis=1)
    tables = (("ab", ab), ("bc", bc), ("ac", ac))
    fit = fit_cells([A, B, C], margins=[margin(of, table(of, t), "share") for of, t in tables])
    brute = at_once((2, 3, 2), [((0, 1), ab), ((1, 2), bc), ((0, 2), ac)])
    np.testing.assert_allclose(fit.shares.reshape(2, 3, 2), brute, atol=1e-11)
    np.testing.assert_allclose(fit.shares.reshape(2, 3, 2).sum(axis=1), ac, atol=2e-12)


def test_a_zero_stays_a_zero() -> None:
    ab, b = [[10, 0, 30], [40, 50, 60]], [50, 50, 90]
    fit = fit_cells([A, B], margins=[margin("ab", table("ab", ab)), margin("b", table("b", b))])
    assert fit.shares[1] == 0.0


def test_a_table_that_only_a_later_attribute_ends_still_gives_the_earlier_one() -> None:
    counts = np.array([[10, 20, 30], [40, 50, 60]])
    fit = fit_cells([A, B], margins=[margin("ab", table("ab", counts))])
    np.testing.assert_allclose(fit.rows[0], [60 / 210, 150 / 210])


def test_rounded_tables_are_brought_to_the_first() -> None:
    first = margin("a", table("a", [0.333, 0.667]), "share")
    ab = np.array([[0.11, 0.11, 0.12], [0.22, 0.22, 0.22]])
    fit = fit_cells([A, B], margins=[first, margin("ab", table("ab", ab), "share")])
    np.testing.assert_allclose(fit.shares.reshape(2, 3).sum(axis=1), [0.333, 0.667], atol=1e-12)


def test_an_appended_attribute_moves_no_share_before_it() -> None:
    margins = [margin("ab", table("ab", [[10, 20, 30], [40, 50, 60]]))]
    before = fit_cells([A, B], margins=margins)
    ac = margin("ac", table("ac", [[0.1, 0.2], [0.4, 0.3]]), "share")
    bc = margin("bc", table("bc", [[0.1, 0.14], [0.2, 0.14], [0.2, 0.22]]), "share")
    after = fit_cells([A, B, C], margins=[*margins, ac, bc])
    for old, new in zip(before.rows, after.rows, strict=False):
        assert (old == new).all()


def test_an_independent_attribute_has_equal_rows() -> None:
    fit = fit_cells([A, B, C], margins=[
        margin("ab", table("ab", [[10, 20, 30], [40, 50, 60]])), margin("ac", table("ac", [[10, 50], [100, 50]])),
    ])
    assert (fit.rows[2] == fit.rows[2][:, :1]).all()
    assert (fit.rows[2][0, 0] != fit.rows[2][1, 0]).any()


@pytest.mark.parametrize(("code", "attributes", "margins"), [
    ("S601", [A, B], [margin("a", table("a", [1, 2]))]),
    ("S602", [A], [margin("a", {"a0": 10, "a7": 20})]),
    ("S602", [A], [margin("a", {"a0,b0": 10})]),
    ("S602", [A], [margin("a", {"a0": 0, "a1": 0})]),
    ("S602", [A], [margin("a", {"a0": -1, "a1": 3})]),
    ("S603", [A, B], [margin("a", table("a", [50, 50])), margin("ab", table("ab", [[10, 10, 10], [90, 10, 10]]))]),
    ("S604", [A, B, C], [margin("ab", table("ab", [[30, 0, 0], [0, 30, 40]])),
                         margin("ac", table("ac", [[30, 0], [0, 70]])),
                         margin("bc", table("bc", [[29.5, 0.5], [0, 30], [0.5, 39.5]]))]),
    ("S605", [Attribute(id=f"x{i}", values=tuple(map(str, range(50)))) for i in range(3)], []),
])  # fmt: skip
def test_what_does_not_fit_together_is_refused(code: str, attributes: list[Attribute], margins: list[Any]) -> None:
    with pytest.raises(InputError) as caught:
        fit_cells(attributes, margins=margins)
    assert [d.code for d in caught.value.defects] == [code]


def test_chance_of_equal_values_against_all_pairs() -> None:
    shares = np.array([0.1, 0.2, 0.05, 0.15, 0.3, 0.2])
    naive = np.zeros(4)
    for i, j in itertools.product(range(6), repeat=2):
        naive[int(i // 3 == j // 3) + 2 * int(i % 3 == j % 3)] += shares[i] * shares[j]
    np.testing.assert_allclose(equal_pair_shares(shares, (2, 3), [0, 1]), naive, atol=1e-15)
    swapped = naive[[0, 2, 1, 3]]
    np.testing.assert_allclose(equal_pair_shares(shares, (2, 3), [1, 0]), swapped, atol=1e-15)
