"""F1 to F4 and D7: peers and known answers, other inputs, and inputs that must not pass."""

from __future__ import annotations

from dataclasses import replace

import pytest

from demerit.study.papers.compas import COUNTS
from demerit.study.papers.defaulters import CHINA, defaulters, identity, published
from demerit.study.papers.dice import PHILOX, SPLITMIX, known_answers, mixed, philox4, unmixed
from demerit.study.papers.peers import REMISSION, fairness, survival
from demerit.study.papers.sobol_indices import (
    ISHIGAMI,
    G,
    Indices,
    g_function,
    indices,
    indices_of_salib,
    ishigami,
    sobol_indices,
)
from tests.alarms.checks import met, misses


def test_measures_and_curves_are_met_and_another_count_is_noticed() -> None:
    assert fairness().passed
    assert survival().passed
    for cell in ("tp", "fp", "fn", "tn"):
        more = replace(COUNTS["White"], **{cell: round(getattr(COUNTS["White"], cell) * 1.05)})
        assert not fairness({**COUNTS, "White": more}).passed
    assert not survival(REMISSION[1:]).passed
    assert not survival([(age, 1) for age, _ in REMISSION]).passed


def test_the_dice_give_known_answers() -> None:
    found = known_answers()
    met(found)
    assert len(found.ours) == 2 * 5 + 3 * 4 + 3 * 8 + 3 * 4


def test_another_counter_gives_another_answer() -> None:
    zeros = [int(word, 16) for word in PHILOX[32]["zeros"].split()]
    assert philox4([0] * 4, [0] * 2, width=32) == zeros
    assert all(a != b for a, b in zip(philox4([1, 0, 0, 0], [0] * 2, width=32), zeros, strict=True))
    assert philox4([0] * 4, [0] * 2, width=32, rounds=9) != zeros
    assert mixed(1234567) not in SPLITMIX


@pytest.mark.parametrize("word", [0, 1, 0xDEADBEEF, (1 << 64) - 1, 0x9E3779B97F4A7C15])
def test_the_mixer_is_taken_back(word: int) -> None:
    mask = (1 << 64) - 1
    forth = word
    for shift, times in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB), (31, 1)):
        forth = (forth ^ forth >> shift) * times & mask
    assert unmixed(forth) == word
    assert mixed(word) == forth


def test_closed_forms_of_indices_are_met() -> None:
    found = sobol_indices()
    met(found)
    assert not sobol_indices(a=7.35).passed
    wrong = ishigami(a=7.35).law
    assert any(abs(a - b) > 0.01 for a, b in zip(wrong.first, ISHIGAMI.first, strict=True))


def near(one: Indices, other: Indices, tolerance: float = 0.01) -> bool:
    pairs = zip((*one.first, *one.total), (*other.first, *other.total), strict=True)
    return all(abs(a - b) <= tolerance for a, b in pairs)


@pytest.mark.slow
def test_salib_finds_the_known_indices() -> None:
    pytest.importorskip("SALib.analyze.sobol")
    assert near(indices_of_salib(ishigami()), ISHIGAMI)


@pytest.mark.slow
def test_salib_finds_other_known_indices() -> None:
    pytest.importorskip("SALib.analyze.sobol")
    for known in (ishigami(a=5.0, b=0.05), g_function(G), g_function((0.5, 0.5, 2.0))):
        assert near(indices_of_salib(known), known.law)
        assert near(indices(known), known.law)
    assert not near(indices_of_salib(ishigami(a=7.35)), ISHIGAMI)


def test_stock_and_flows_of_the_list_are_met() -> None:
    assert all(figure.passed for figure in published(CHINA))


@pytest.mark.slow
def test_a_list_of_the_engine_adds_up_too() -> None:
    found = defaulters()
    met(found)


@pytest.mark.parametrize("part", ["new", "removed"])
def test_five_per_cent_more_is_noticed(part: str) -> None:
    year = replace(CHINA, **{part: getattr(CHINA, part) * 1.05})
    assert not all(figure.passed for figure in published(year))


@pytest.mark.slow
def test_another_share_leaves_another_list() -> None:
    figures = list(identity(replace(CHINA, removed=4.2, stock=6.0)))
    assert misses(figures) == []
    (share,) = (figure.published for figure in figures if figure.unit == "share")
    assert share == pytest.approx(0.7)
