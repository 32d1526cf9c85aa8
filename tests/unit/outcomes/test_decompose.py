"""Decompositions add up without remainder."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.outcomes.decompose import gap, stage_ratios, stocks

CELL = st.integers(0, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
SIDE = st.fixed_dictionaries(dict.fromkeys("abc", CELL))


@given(first=SIDE, second=SIDE)
def test_composition_and_rates_add_to_the_gap(
    first: dict[str, tuple[int, int]], second: dict[str, tuple[int, int]]
) -> None:
    totals = [(sum(k for k, _ in side.values()), sum(n for _, n in side.values())) for side in (first, second)]
    if not all(n for _, n in totals):
        with pytest.raises(ValueError, match="no cases"):
            gap(first, second)
        return
    parts = gap(first, second)
    assert parts.whole == Fraction(*totals[0]) - Fraction(*totals[1])
    back = gap(second, first)
    assert (back.composition, back.rates) == (-parts.composition, -parts.rates)


def test_equal_rates_leave_only_composition_and_equal_composition_only_rates() -> None:
    assert gap({"a": (1, 2), "b": (1, 10)}, {"a": (5, 10), "b": (1, 10)}).rates == 0
    assert gap({"a": (1, 2), "b": (1, 4)}, {"a": (1, 4), "b": (5, 8)}).composition == 0


def test_kitagawa_by_hand() -> None:
    parts = gap({"a": (2, 4), "b": (1, 6)}, {"a": (1, 6), "b": (1, 4)})
    # weights .4 .6 against .6 .4; rates 1/2, 1/6 against 1/6, 1/4
    assert parts.composition == Fraction(-1, 5) * Fraction(1, 3) + Fraction(1, 5) * Fraction(5, 24)
    assert parts.rates == Fraction(1, 2) * Fraction(1, 3) + Fraction(1, 2) * Fraction(-1, 12)


def test_different_strata_are_refused() -> None:
    with pytest.raises(ValueError, match="different strata"):
        gap({"a": (1, 2)}, {"b": (1, 2)})


def test_stage_ratios_of_the_dutch_student_grants_multiply_to_the_published_one() -> None:
    # E5: DUO 2014, non-European against Dutch origin: all, high or very high risk, selected (Algorithm Audit 2024)
    ratios = stage_ratios((54_820, 7_280 + 8_120, 2_010), (178_200, 8_670 + 16_610, 1_050))
    assert [f"{float(ratio):.2f}" for ratio in ratios] == ["1.98", "3.14"]
    assert math.prod(ratios) == Fraction(2_010, 54_820) / Fraction(1_050, 178_200)
    assert f"{float(math.prod(ratios)):.2f}" == "6.22"
    with pytest.raises(ValueError, match="different stages"):
        stage_ratios((1, 2), (1,))


def test_stock_and_flows_of_the_debtor_list() -> None:
    # D7, in thousands of entries: 2023 implied 3,208 new and 2,083 removed; 2024 2,457 and 2,821 (People's Daily 2025)
    after = stocks(start=0, flows=[(3_208, 2_083), (2_457, 2_821)])
    assert after[0].end == pytest.approx(1_124, abs=1)  # each flow is rounded to a thousand
    assert after[1].end - after[0].end == -364


@given(start=st.integers(0, 10**6), flows=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6))))
def test_the_last_stock_is_the_first_and_all_flows(start: int, flows: list[tuple[int, int]]) -> None:
    try:
        after = stocks(start=start, flows=flows)
    except ValueError:
        now = [start + sum(new - gone for new, gone in flows[: end + 1]) for end in range(len(flows))]
        assert min(now) < 0
        return
    assert ([start] + [stock.end for stock in after])[-1] == start + sum(new - gone for new, gone in flows)
