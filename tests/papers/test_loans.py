"""A1 and A4: the published scores under other groups, ratios and rules, and inputs that must not pass."""

from __future__ import annotations

from dataclasses import replace

import pytest

from demerit.study.papers import loans as a1
from demerit.study.papers.credit import GROUPS, PEOPLE, ScoreGroup, score_groups
from demerit.study.papers.engine import opened
from demerit.study.papers.loans import harm_begins, lending, loans, simulated
from demerit.study.papers.one_threshold import ranking, single_threshold, threshold_for_all
from tests.alarms.checks import met, misses


def test_the_published_figures_are_met() -> None:
    found = loans()
    met(found)
    found = threshold_for_all()
    met(found)


@pytest.mark.parametrize("changed", [{"loss": 4.2}, {"gain": 1.05}, {"up": 78.75}, {"down": 157.5}])
def test_five_per_cent_more_is_noticed(monkeypatch: pytest.MonkeyPatch, changed: dict[str, float]) -> None:
    monkeypatch.setattr(a1, "simulated", lambda *_, **__: ())
    assert loans(**changed).passed is False


def test_a_target_five_points_higher_is_noticed() -> None:
    assert threshold_for_all(target=0.861).passed is False


@pytest.mark.parametrize("loss", [1.0, 2.5, 10.0])
def test_rules_are_the_best_of_their_kind(loss: float) -> None:
    """For any groups and ratio: nothing on a fine grid earns more, and what is to be equal is."""
    groups = [score_groups()[name] for name in ("hispanic", "asian", "black")]
    found = lending(groups, loss=loss, gain=1.0)
    free, parity, equal = found.values()
    assert len({round(one.selected, 9) for one in parity.values()}) == 1
    assert len({round(one.tpr, 9) for one in equal.values()}) == 1

    def earned(lent: dict[str, a1.Lending]) -> float:
        return sum(one.group.people * one.utility(loss=loss, gain=1.0) for one in lent.values())

    grid = [{group.name: taken(group, n / 80) for group in groups} for n in range(81)]
    assert earned(free) >= earned(parity) >= max(map(earned, grid)) - 1e-9
    assert earned(free) >= earned(equal)


def taken(group: ScoreGroup, share: float) -> a1.Lending:
    """The best share of a group gets a loan."""
    left, lent = share, [0.0] * len(group.shares)
    for n in reversed(range(len(lent))):
        lent[n] = min(1.0, max(0.0, left / group.shares[n])) if group.shares[n] else 0.0
        left -= group.shares[n]
    return a1.Lending(group=group, lent=tuple(lent))


def test_other_groups_are_simulated_too() -> None:
    groups = [score_groups()[name] for name in ("hispanic", "asian")]
    found = lending(groups, loss=2.0, gain=1.0)
    missed = misses(list(simulated(found, up=50.0, down=80.0)))
    assert missed == []


def test_the_simulation_notices_another_threshold() -> None:
    groups = [score_groups()[name] for name in ("white", "black")]
    found = lending(groups, loss=4.0, gain=1.0)
    black = found["max utility"]["black"]
    moved = replace(black, lent=(*black.lent[8:], *(1.0,) * 8))
    selected, change = simulated({"max utility": {"black": moved}}, up=75, down=150)
    assert misses([selected, change]) == []
    assert replace(selected, published=black.selected).passed is False, "eight scores lower"


def test_harm_begins_where_the_mean_stops_rising() -> None:
    """Lending to everybody above it leaves the mean score as it was, to within one score's people."""
    for name in GROUPS:
        group = score_groups()[name]
        begins = harm_begins(group, up=75, down=150)
        above = tuple(float(score >= begins) for score in group.scores)
        more = tuple(float(score >= begins - 8) for score in group.scores)
        assert a1.Lending(group=group, lent=above).score_change(up=75, down=150) >= 0
        assert begins == 300 or a1.Lending(group=group, lent=more).score_change(up=75, down=150) < 0


def test_ranking_of_scores_that_say_nothing_is_a_half() -> None:
    flat = replace(score_groups()["white"], repay=(0.3,) * 198)
    assert ranking(flat) == pytest.approx(0.5)
    sure = replace(flat, repay=(*(0.0,) * 100, *(1.0,) * 98))
    assert ranking(sure) == pytest.approx(1.0)


@pytest.mark.parametrize("target", [0.5, 0.9])
def test_one_threshold_for_all_costs_something_and_nothing_for_one_group(target: float) -> None:
    groups = [score_groups()[name] for name in GROUPS]
    assert 0.9 < single_threshold(groups, target=target)[1] < 1
    assert single_threshold(groups[:1], target=target)[1] == pytest.approx(1)


def test_the_society_is_made_of_the_published_shares() -> None:
    inputs = opened("loans")
    (margin,) = inputs.bundle.society.margins
    everyone = sum(PEOPLE.values())
    for name, group in score_groups().items():
        for n, (share, repay) in enumerate(zip(group.shares, group.repay, strict=True)):
            place = inputs.bundle.society.attributes[1].values[n]
            for key, part in (("yes", repay), ("no", 1 - repay)):
                found = margin.shares.get(f"{name},{place},{key}", 0.0)
                assert abs(found - share * part * PEOPLE[name] / everyone) < 1e-9, (name, place, key)
    points = inputs.scheme.traits[0].points.by["percentile"]
    assert [points[place] for place in inputs.bundle.society.attributes[1].values] == list(range(198))
    free = lending(list(score_groups().values()), loss=4.0, gain=1.0)["max utility"]
    assert {name: -one.first for name, one in free.items()} == inputs.scheme.traits[1].points.by["group"]
