"""F1 and F4: fairness measures and curves of survival against what other libraries and papers print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from demerit.outcomes.fairness import (
    Table,
    against,
    demographic_parity,
    equal_opportunity_difference,
    equalised_odds,
    share_of_selected,
)
from demerit.outcomes.survival import Curves, curves
from demerit.study.papers.compas import COUNTS
from demerit.study.papers.model import Figure, Reproduced, reproduced

__all__ = ["AEQUITAS", "FAIRLEARN", "REMISSION", "STAYED", "fairness", "remission", "survival"]

FAIRLEARN = {
    "demographic parity, difference": 0.240200, "demographic parity, ratio": 0.591638,
    "equalised odds, difference": 0.213925, "equalised odds, ratio": 0.522987,
    "equal opportunity, difference": 0.197373,
}  # fmt: skip
"""fairlearn 0.15.0 on the COMPAS counts."""
AEQUITAS = {
    "fpr": 1.9121, "fnr": 0.5864, "fdr": 0.9061, "false omission rate": 1.2132, "selection rate": 1.6902,
    "share of the selected": 2.5457,
}  # fmt: skip
"""aequitas 1.1.0 on the COMPAS counts, Black against White; its ``pprev`` is the selection rate, ``ppr`` the share."""
REMISSION = (
    (6, 1), (6, 1), (6, 1), (6, 0), (7, 1), (9, 0), (10, 1), (10, 0), (11, 0), (13, 1), (16, 1), (17, 0), (19, 0),
    (20, 0), (22, 1), (23, 1), (25, 0), (32, 0), (32, 0), (34, 0), (35, 0),
)  # fmt: skip
"""Weeks of remission under 6-MP, and whether it ended (1) or was cut off (0): Freireich et al. 1963, Blood 21:699."""
STAYED = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
"""Share still in remission after so many weeks, Kaplan-Meier: as printed with these data in textbooks (Kleinbaum and
Klein, Survival Analysis, table 2.1 ff.)."""
AGES = 24


def fairness(tables: Mapping[str, Table] = COUNTS, /) -> Reproduced:
    """F1: measures of two groups, Black and White."""
    difference, ratio = demographic_parity(tables)
    odds, odds_ratio = equalised_odds(tables)
    ours = (difference, ratio, odds, odds_ratio, equal_opportunity_difference(tables))
    figures = [
        Figure(name=f"fairlearn: {name}", ours=number(value), published=published, tolerance=5e-7)
        for value, (name, published) in zip(ours, FAIRLEARN.items(), strict=True)
    ]
    omitted = [1 - number(tables[group].npv) for group in ("Black", "White")]
    shares = share_of_selected(tables)
    ratios = {
        **{name: number(against(tables, measure=measure, reference="White")["Black"][1])
           for name, measure in (("fpr", "fpr"), ("fnr", "fnr"), ("fdr", "fdr"), ("selection rate", "selection_rate"))},
        "false omission rate": omitted[0] / omitted[1],
        "share of the selected": number(shares["Black"]) / number(shares["White"]),
    }  # fmt: skip
    figures += [
        Figure(name=f"aequitas: {name}", ours=ratios[name], published=published, tolerance=5e-5)
        for name, published in AEQUITAS.items()
    ]
    return reproduced(
        "F1",
        figures=figures,
        how="Our indicator functions, in exact fractions, on the COMPAS counts, beside what fairlearn and aequitas "
        "print to their last digit. make verify holds them against fairlearn itself on other tables, to 1e-12.",
        source="fairlearn 0.15.0; aequitas 1.1.0",
    )


def number(value: object) -> float:
    """A fraction as a number; what is none is not a number."""
    return float("nan") if value is None else float(value)  # type: ignore[arg-type]


def survival(cases: Sequence[tuple[int, int]] = REMISSION, /) -> Reproduced:
    """F4."""
    found = remission(cases)
    figures = [
        Figure(name=f"in remission after {week} weeks", ours=float(found.still[week]), published=share, tolerance=5e-4)
        for week, share in STAYED.items()
    ]
    return reproduced(
        "F4",
        figures=figures,
        how="Our curve of survival on published remissions with cases cut off, beside the printed Kaplan-Meier "
        "estimate. make verify holds both our curves against lifelines, Kaplan-Meier and Aalen-Johansen, to 1e-9.",
        source="Freireich et al. 1963; Kaplan and Meier 1958; lifelines 0.30.3",
    )


def remission(cases: Sequence[tuple[int, int]], /) -> Curves:
    """Curves of cases by age, ended or cut off; ages of 24 and more are cut off there."""
    counts = np.zeros((2, AGES + 1))
    for age, ended in cases:
        counts[ended if age < AGES else 0, min(age, AGES)] += 1
    return curves(corrected=counts[1], lapsed=np.zeros(AGES + 1), censored=counts[0])
