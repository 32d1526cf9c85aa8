"""Curves of time to correction against hand calculations, plain loops, and lifelines where it is installed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from demerit.ledger.model import AGES, BLOCKS, Ledger
from demerit.outcomes.indicator import Indicator
from demerit.outcomes.intervals import wilson
from demerit.outcomes.survival import HORIZON, curves
from demerit.outcomes.tabulate import tabulate
from tests.unit.outcomes.ledgers import ledger

Case = tuple[int, str]


def histograms(cases: list[Case]) -> dict[str, np.ndarray]:  # type: ignore[type-arg]
    found = {kind: np.zeros(AGES) for kind in ("corrected", "lapsed", "censored")}
    for age, kind in cases:
        found[kind][min(age, AGES - 1)] += 1
    return found


def naive(cases: list[Case]) -> tuple[list[float], list[float]]:
    """Kaplan-Meier and Aalen-Johansen, case by case."""
    still, inside, incidence = 1.0, 1.0, 0.0
    stills, founds = [], []
    for age in range(HORIZON):
        risk = sum(1 for when, _ in cases if when >= age)
        corrected = sum(1 for case in cases if case == (age, "corrected"))
        lapsed = sum(1 for case in cases if case == (age, "lapsed"))
        if risk:
            incidence += inside * corrected / risk
            still *= 1 - corrected / risk
            inside *= 1 - (corrected + lapsed) / risk
        stills.append(still)
        founds.append(incidence)
    return stills, founds


HAND: list[Case] = [
    (1, "corrected"), (1, "corrected"), (2, "lapsed"), (3, "corrected"), (3, "lapsed"), (3, "censored"),
    (5, "corrected"), (6, "censored"), (30, "corrected"), (24, "censored"),
]  # fmt: skip


def test_curves_by_hand() -> None:
    found = curves(**histograms(HAND))
    # at risk: age 1: 10, age 2: 8, age 3: 7, age 5: 4
    assert found.still[[0, 1, 2, 3, 4, 5, 23]].tolist() == pytest.approx(
        [1, 0.8, 0.8, 0.8 * 6 / 7, 0.8 * 6 / 7, 0.8 * 6 / 7 * 3 / 4, 0.8 * 6 / 7 * 3 / 4], rel=1e-12
    )
    inside = 0.8 * 7 / 8
    assert found.corrected[[1, 3, 5, 23]].tolist() == pytest.approx(
        [0.2, 0.2 + inside / 7, 0.2 + inside / 7 + inside * 5 / 7 / 4, 0.2 + inside / 7 + inside * 5 / 7 / 4], rel=1e-12
    )


def many(seed: int) -> list[Case]:
    kinds = ("corrected", "lapsed", "censored")
    return [((step * 37 + seed * 11) ** 2 % 31, kinds[(step * step + seed) % 3]) for step in range(200)]


@pytest.mark.parametrize("seed", range(5))
def test_curves_against_plain_loops(seed: int) -> None:
    found = curves(**histograms(many(seed)))
    still, corrected = naive(many(seed))
    assert found.still.tolist() == pytest.approx(still, rel=1e-12)
    assert found.corrected.tolist() == pytest.approx(corrected, rel=1e-12)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_curves_against_lifelines(seed: int) -> None:
    lifelines = pytest.importorskip("lifelines")
    cases = many(seed)
    ages = [float(age) for age, _ in cases]
    fitted = lifelines.KaplanMeierFitter().fit(ages, [kind == "corrected" for _, kind in cases])
    found = curves(**histograms(cases))
    assert found.still.tolist() == pytest.approx(fitted.predict(list(range(HORIZON))).tolist(), rel=1e-9)
    codes = [{"corrected": 1, "lapsed": 2, "censored": 0}[kind] for _, kind in cases]
    # lifelines moves ties apart at random; with single events a month there are none to move
    alone = [(age, code) for place, (age, code) in enumerate(zip(ages, codes, strict=True)) if age not in ages[:place]]
    incidence = lifelines.AalenJohansenFitter(calculate_variance=False)
    later = [age + 1 for age, _ in alone]  # lifelines leaves out what happens at age 0
    incidence.fit(later, [code for _, code in alone], event_of_interest=1)
    names = {0: "censored", 1: "corrected", 2: "lapsed"}
    ours = curves(**histograms([(int(age), names[code]) for age, code in alone])).corrected
    theirs = incidence.cumulative_density_.iloc[:, 0]
    assert ours[-1] == pytest.approx(float(theirs[theirs.index <= HORIZON].iloc[-1]), rel=1e-9)


def book(cases: list[Case], *, copies: int = 1) -> Ledger:
    """A ledger with these cases in every one of the first ``copies`` blocks."""
    base = ledger()
    tallies = {"subjects": base.tallies["subjects"][:1]}
    names = {"corrected": "correction", "lapsed": "lapse", "censored": "censored"}
    for kind, counts in histograms(cases).items():
        for age in range(AGES):
            table = np.zeros((1, BLOCKS), np.int64)
            table[0, :copies] = int(counts[age])
            tallies[f"{names[kind]}:{age}"] = table
    return replace(base, groups=("all",), tallies=tallies)


def row_of(given: Ledger, ident: str) -> Indicator:
    return next(row for row in tabulate(given) if row.id == ident)


def test_median_mean_and_never_of_a_ledger() -> None:
    given = book(HAND, copies=BLOCKS)
    found = curves(**histograms(HAND))
    median, mean, never = (row_of(given, f"correction:{name}") for name in ("median", "mean24", "never24"))
    assert median.value is None
    assert median.reason == "fewer than half corrected in 24 months"
    assert mean.value == pytest.approx(float(found.still.sum()), rel=1e-12)
    assert never.value == pytest.approx(1 - float(found.corrected[-1]), rel=1e-12)
    assert (mean.n, mean.events, mean.of) == (10 * BLOCKS, 5 * BLOCKS, "wrong entries")


def test_the_median_is_the_first_age_at_which_half_are_corrected() -> None:
    cases = [(age, "corrected") for age in range(10)]
    row = row_of(book(cases, copies=BLOCKS), "correction:median")
    assert (row.value, row.low, row.high) == (4.0, 4.0, 4.0)


def test_all_corrected_at_once_takes_no_time() -> None:
    given = book([(0, "corrected")] * 2, copies=BLOCKS)
    assert row_of(given, "correction:mean24").value == 0
    assert row_of(given, "correction:never24").value == 0


def test_few_corrections_take_wilson_and_none_three_over_n() -> None:
    few = row_of(book([(1, "corrected")] + [(24, "censored")] * 9, copies=5), "correction:never24")
    assert (few.low, few.high) == pytest.approx(wilson(events=45, n=50), rel=1e-12)
    none = row_of(book([(24, "censored")] * 10, copies=10), "correction:never24")
    assert (none.value, none.low, none.high, none.method) == (1.0, 0.97, 1.0, "3/n")


def test_without_wrong_entries_there_is_no_time() -> None:
    for name in ("median", "mean24", "never24"):
        row = row_of(book([], copies=0), f"correction:{name}")
        assert (row.value, row.reason) == (None, "no wrong entries")
