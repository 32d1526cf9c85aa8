"""E3: where base rates differ, no score is fair in both ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product

from demerit.outcomes.fairness import Table, fpr_from
from demerit.study.papers.alarms import ALERTS, CROWD, RIGHT
from demerit.study.papers.compas import COUNTS
from demerit.study.papers.model import Figure, Reproduced, reproduced

__all__ = ["forced", "populations", "unfair", "unlike"]

SCORES = tuple(Fraction(quarter, 4) for quarter in range(5))
MOST = 4
"""People at a score, in quarters of a dozen: groups of at most 80."""

Group = tuple[int, ...]


TABLES = {**COUNTS, "Cardiff, none missed": Table(tp=RIGHT, fp=ALERTS - RIGHT, fn=0, tn=CROWD - ALERTS)}
"""The published tables that have all four cells; how many faces were missed in Cardiff is not known."""


def unfair(tables: Mapping[str, Table] = TABLES, /) -> Reproduced:
    """E3: the identity on tables, and a search for two groups that would be treated fairly in both ways."""
    tested, found = search(MOST)
    figures = [
        Figure(name=f"{name}: fpr", ours=float(forced(table)), published=float(fpr_of(table)), tolerance=0)
        for name, table in tables.items()
    ]
    figures.append(
        Figure(name=f"pairs found among {tested:,} groups", ours=float(found), published=0, tolerance=0, unit="pairs")
    )
    return reproduced(
        "E3",
        figures=figures,
        how="False positive rates follow from base rate, precision and misses, in exact fractions: FPR = p / (1 - p) "
        "(1 - PPV) / PPV (1 - FNR). And among all groups of up to 80 people with calibrated scores no two of unlike "
        "base rates have both the same mean score of those who turn out true and of those who do not, unless "
        "prediction is perfect.",
        source="Chouldechova 2017, arXiv:1703.00056; Kleinberg, Mullainathan and Raghavan 2016, arXiv:1609.05807",
    )


def fpr_of(table: Table) -> Fraction:
    """False positive rate of a table whose untrue cases are not none."""
    assert table.fpr is not None
    return table.fpr


def forced(table: Table, /) -> Fraction:
    """False positive rate that base rate, precision and misses of a table force."""
    assert table.prevalence is not None
    assert table.ppv is not None
    assert table.fnr is not None
    return fpr_from(prevalence=table.prevalence, ppv=table.ppv, fnr=table.fnr)


def populations(most: int) -> Iterator[Group]:
    """Groups by how many fours of people have each score; the share of them that it says turns out true, some not."""
    for group in product(range(most + 1), repeat=len(SCORES)):
        true = sum(score * n for score, n in zip(SCORES, group, strict=True))
        if 0 < true < sum(group):
            yield group


def unlike(group: Group, /) -> tuple[Fraction, Fraction, Fraction]:
    """Base rate of a calibrated group; mean score of its true and of its other people."""
    people = sum(group)
    true = sum((score * n for score, n in zip(SCORES, group, strict=True)), Fraction(0))
    squares = sum((score * score * n for score, n in zip(SCORES, group, strict=True)), Fraction(0))
    return true / people, squares / true, (true - squares) / (people - true)


def search(most: int) -> tuple[int, int]:
    """How many groups there are, and how many pairs of unlike base rates have both means alike and are not perfect."""
    alike: dict[tuple[Fraction, Fraction], set[Fraction]] = defaultdict(set)
    tested = 0
    for group in populations(most):
        base, of_true, of_others = unlike(group)
        tested += 1
        if of_true != 1 or of_others != 0:
            alike[of_true, of_others].add(base)
    return tested, sum(len(bases) * (len(bases) - 1) // 2 for bases in alike.values())
