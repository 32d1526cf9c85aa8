"""E1 and E3: the published table, other tables of the same kind, and inputs that must not pass."""

from __future__ import annotations

from dataclasses import replace

import pytest

from demerit.outcomes.fairness import Table
from demerit.study.papers.compas import COUNTS, WINDOW, compas, simulated
from demerit.study.papers.engine import opened, rate_of
from demerit.study.papers.unfair import forced, populations, unfair, unlike
from tests.alarms.checks import met, misses

OTHERS = {
    "old": Table(tp=100, fp=40, fn=300, tn=4000),
    "middle": Table(tp=1700, fp=10, fn=30, tn=600),
    "young": Table(tp=20, fp=900, fn=400, tn=800),
}
"""Three groups with base rates of .09, .74 and .2."""


def test_the_published_table_is_met() -> None:
    found = compas()
    met(found)
    assert len(found.ours) == 24


def test_other_groups_get_their_own_cells() -> None:
    missed = misses(list(simulated(OTHERS, published=OTHERS)))
    assert missed == []


@pytest.mark.parametrize("cell", ["tp", "fp", "fn", "tn"])
def test_five_per_cent_more_of_one_cell_is_noticed(cell: str) -> None:
    more = replace(COUNTS["Black"], **{cell: round(getattr(COUNTS["Black"], cell) * 1.05)})
    assert not compas({**COUNTS, "Black": more}).passed


def test_the_simulation_notices_another_base_rate() -> None:
    black = COUNTS["Black"]
    more = replace(black, tp=black.tp + 250, fp=black.fp - 250)
    assert not all(figure.passed for figure in simulated({**COUNTS, "Black": more}, published=COUNTS))


def test_the_file_has_the_published_rates() -> None:
    inputs = opened("two-groups")
    (way,) = inputs.scheme.lists[0].entries
    assert way.rates is not None
    assert way.rates.hit is not None
    assert way.rates.false_alarm is not None
    rate = inputs.bundle.conduct.behaviours[0].rate
    for name, table in COUNTS.items():
        group = name.lower()
        assert way.rates.hit.by["group"][group] == pytest.approx(float(table.tpr or 0), abs=1e-8)
        assert way.rates.false_alarm.by["group"][group] == pytest.approx(float(table.fpr or 0), abs=1e-8)
        assert rate.by["group"][group] == pytest.approx(rate_of(float(table.prevalence or 0), months=WINDOW), abs=1e-8)


def test_what_is_not_there_cannot_be_changed() -> None:
    with pytest.raises(KeyError):
        opened("two-groups", numbers={"scheme.lists.0.entries.0.rates.miss": 0.5})


def test_the_identity_and_the_search_are_met() -> None:
    found = unfair()
    met(found)
    assert all(forced(table) == table.fpr for table in OTHERS.values())


def test_the_search_can_find() -> None:
    perfect = {unlike(group)[0] for group in populations(3) if unlike(group)[1:] == (1, 0)}
    assert len(perfect) > 1, "with perfect prediction groups of unlike base rates are alike in both means"
