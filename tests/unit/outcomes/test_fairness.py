"""Fairness measures against published counts, peers' printed values, and identities in exact fractions."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.outcomes.fairness import (
    Table,
    against,
    calibration,
    demographic_parity,
    equal_opportunity_difference,
    equalised_odds,
    fpr_from,
    share_of_selected,
    spread,
)

# E1. ProPublica 2016, COMPAS two-year file, low against medium and high
COMPAS = {"Black": Table(tn=990, fp=805, fn=532, tp=1369), "White": Table(tn=1139, fp=349, fn=461, tp=505)}

COUNT = st.integers(1, 10**9)
ANY = st.integers(0, 50)


@pytest.mark.parametrize(
    ("group", "printed"), [("Black", (44.85, 27.99, 0.6297, 0.5143)), ("White", (23.45, 47.72, 0.5913, 0.3936))]
)
def test_compas_gives_the_printed_rates(group: str, printed: tuple[float, ...]) -> None:
    table = COMPAS[group]
    assert None not in (table.fpr, table.fnr, table.ppv, table.prevalence)
    found = (100 * table.fpr, 100 * table.fnr) if table.fpr is not None and table.fnr is not None else ()
    assert tuple(round(float(value), 2) for value in found) == printed[:2]
    assert (round(float(table.ppv or 0), 4), round(float(table.prevalence or 0), 4)) == printed[2:]


def test_compas_gives_what_fairlearn_prints() -> None:
    difference, ratio = demographic_parity(COMPAS)
    odds_difference, odds_ratio = equalised_odds(COMPAS)
    found = (difference, ratio, odds_difference, odds_ratio, equal_opportunity_difference(COMPAS))
    assert [f"{float(value or 0):.6f}" for value in found] == [
        "0.240200", "0.591638", "0.213925", "0.522987", "0.197373",
    ]  # fmt: skip


def drawn_groups(seed: int) -> dict[str, Table]:
    """The published table, and tables of two to four groups with counts of many sizes."""
    if seed == 0:
        return COMPAS
    counts = [[(seed * 37 + 13 * group + 7 * cell) ** (1 + (seed + cell) % 4) % 99_991 + 1 for cell in range(4)]
              for group in range(2 + seed % 3)]  # fmt: skip
    return {f"group {n}": Table(tp=tp, fp=fp, fn=fn, tn=tn) for n, (tp, fp, fn, tn) in enumerate(counts)}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_measures_are_those_of_fairlearn(seed: int) -> None:
    peer = pytest.importorskip("fairlearn.metrics", reason="make verify installs it")
    groups = drawn_groups(seed)
    truth, said, names, weights = [], [], [], []
    for name, table in groups.items():
        truth += [0, 0, 1, 1]
        said += [0, 1, 0, 1]
        names += [name] * 4
        weights += [table.tn, table.fp, table.fn, table.tp]
    theirs = [
        getattr(peer, name)(truth, said, sensitive_features=names, sample_weight=weights)
        for name in (
            "demographic_parity_difference",
            "demographic_parity_ratio",
            "equalized_odds_difference",
            "equalized_odds_ratio",
            "equal_opportunity_difference",
        )
    ]
    ours = (*demographic_parity(groups), *equalised_odds(groups), equal_opportunity_difference(groups))
    assert [float(value or 0) for value in ours] == pytest.approx(theirs, rel=1e-12)


def test_compas_gives_what_aequitas_prints_against_white() -> None:
    printed = {"fpr": "1.9121", "fnr": "0.5864", "fdr": "0.9061", "selection_rate": "1.6902"}
    for measure, value in printed.items():
        assert f"{float(against(COMPAS, measure=measure, reference='White')['Black'][1] or 0):.4f}" == value
    omission = 1 - (COMPAS["Black"].npv or 0), 1 - (COMPAS["White"].npv or 0)
    assert f"{float(omission[0] / omission[1]):.4f}" == "1.2132"  # aequitas: false omission rate
    shares = share_of_selected(COMPAS)
    assert f"{float((shares['Black'] or 0) / (shares['White'] or 1)):.4f}" == "2.5457"  # aequitas: ppr
    assert sum(share or 0 for share in shares.values()) == 1


@settings(deadline=None)
@given(tp=COUNT, fp=COUNT, fn=COUNT, tn=COUNT)
def test_fpr_follows_from_prevalence_precision_and_misses(tp: int, fp: int, fn: int, tn: int) -> None:
    table = Table(tp=tp, fp=fp, fn=fn, tn=tn)
    assert table.prevalence is not None
    assert table.ppv is not None
    assert table.fnr is not None
    assert fpr_from(prevalence=table.prevalence, ppv=table.ppv, fnr=table.fnr) == table.fpr


@settings(deadline=None)
@given(cells=st.lists(st.tuples(ANY, ANY, ANY, ANY), min_size=1, max_size=5))
def test_equal_precision_and_misses_with_other_prevalence_mean_other_false_alarms(
    cells: list[tuple[int, int, int, int]],
) -> None:
    tables = {str(place): Table(tp=a, fp=b, fn=c, tn=d) for place, (a, b, c, d) in enumerate(cells)}
    if any(None in (table.fpr, table.ppv, table.fnr, table.prevalence) or not table.tp for table in tables.values()):
        return
    one_precision = spread(tables, measure="ppv")[0] == 0 and spread(tables, measure="fnr")[0] == 0
    perfect = all(table.fp == 0 for table in tables.values())
    if one_precision and spread(tables, measure="prevalence")[0] and not perfect:
        assert spread(tables, measure="fpr")[0] != 0


@given(tp=ANY, fp=ANY, fn=ANY, tn=ANY)
def test_rates_are_what_counting_gives(tp: int, fp: int, fn: int, tn: int) -> None:
    cases = [(1, 1)] * tp + [(1, 0)] * fp + [(0, 1)] * fn + [(0, 0)] * tn
    table = Table(tp=tp, fp=fp, fn=fn, tn=tn)

    def share(among: list[tuple[int, int]], place: int, value: int) -> Fraction | None:
        return Fraction(sum(case[place] == value for case in among), len(among)) if among else None

    chosen = [case for case in cases if case[0]]
    left = [case for case in cases if not case[0]]
    true = [case for case in cases if case[1]]
    untrue = [case for case in cases if not case[1]]
    assert table.n == len(cases)
    assert table.selection_rate == share(cases, 0, 1)
    assert table.prevalence == share(cases, 1, 1)
    assert (table.tpr, table.fnr) == (share(true, 0, 1), share(true, 0, 0))
    assert table.fpr == share(untrue, 0, 1)
    assert (table.ppv, table.fdr) == (share(chosen, 1, 1), share(chosen, 1, 0))
    assert table.npv == share(left, 1, 0)


def test_what_divides_by_zero_is_none() -> None:
    empty = Table(tp=0, fp=0, fn=0, tn=0)
    assert (empty.fpr, empty.ppv, empty.prevalence) == (None, None, None)
    assert spread({"a": empty, "b": COMPAS["White"]}, measure="fpr") == (None, None)
    none = {"a": Table(tp=0, fp=0, fn=1, tn=1)}
    assert demographic_parity(none) == (0, None)
    assert equalised_odds({"a": empty}) == (None, None)
    assert against({"a": empty, "b": none["a"]}, measure="fpr", reference="b") == {"a": (None, None)}
    assert share_of_selected(none) == {"a": None}
    with pytest.raises(ValueError, match="allowed: prevalence"):
        spread(COMPAS, measure="precision")


def test_calibration_is_the_share_of_true_cases_by_band() -> None:
    assert calibration({"low": (1, 4), "high": (3, 4), "none": (0, 0)}) == {
        "low": Fraction(1, 4), "high": Fraction(3, 4), "none": None,
    }  # fmt: skip
