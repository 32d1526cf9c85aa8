"""B6 and B8: patrols that follow records, other areas and rates, and inputs that must not pass."""

from __future__ import annotations

import math
import statistics
from dataclasses import replace

import pytest

from demerit.study.papers.patrol_items import (
    TRUE_SHARES,
    corrected,
    even,
    places,
    policing,
    share_found,
    split,
    stays,
    urns,
)
from demerit.study.papers.patrols import Beat, drift, patrolled
from demerit.study.papers.urn import OAKLAND_TOP, Urn, draw_urns, law, limits
from tests.alarms.checks import binomial, met, misses, near, on_mean, sampled
from tests.papers.patrol_loop import follow

THREE = Beat(
    homes={"a": 0.2, "b": 0.3, "c": 0.5}, rates={"a": 0.2, "b": 0.4, "c": 0.1}, start={"a": 9.0, "b": 30.0, "c": 90.0},
    effort=0.1,
)  # fmt: skip
"""Three districts of unlike size."""


def test_the_urn_and_the_patrols_of_the_engine_are_met() -> None:
    found = urns()
    met(found)


def test_patrols_by_rank_make_a_disparity_that_offending_has_not() -> None:
    found = policing()
    met(found)


@pytest.mark.parametrize("name", list(TRUE_SHARES))
def test_five_per_cent_more_offences_are_noticed(name: str) -> None:
    rates, share = TRUE_SHARES[name]
    wrong = list(corrected(name, (rates[0] * 1.05, rates[1]), share=share))
    assert misses(wrong) == [figure.name for figure in wrong]


def test_another_start_has_another_law() -> None:
    first, second = 2.0, 6.0
    moments = first / 8, first * second / (64 * 9)
    assert misses(list(even((first, second), moments=moments))) == []
    assert len(misses(list(even((first * 1.05, second), moments=moments)))) >= 2


def test_the_exact_law_is_that_of_an_urn_played_out() -> None:
    share, chance = law(Urn(start=(3.0, 1.0), added=((1.0, 0.0), (0.0, 1.0))), draws=2)
    assert share == pytest.approx([3 / 6, 4 / 6, 5 / 6])
    assert chance == pytest.approx([1 / 4 * 2 / 5, 2 * 3 / 4 * 1 / 5, 3 / 4 * 4 / 5])
    with pytest.raises(ValueError, match="the same"):
        law(Urn(start=(1.0, 1.0), added=((2.0, 0.0), (0.0, 1.0))), draws=2)


@pytest.mark.parametrize("added", [((2.0, 1.0), (1.0, 3.0)), ((1.0, 3.0), (2.0, 1.0)), ((5.0, 1.0), (1.0, 1.0))])
def test_an_urn_with_reports_comes_to_rest_at_a_root(added: tuple[tuple[float, float], tuple[float, float]]) -> None:
    (rest,) = limits(added)
    shares = draw_urns(Urn(start=(1.0, 1.0), added=added), urns=200, draws=20_000, seed=1).shares
    assert shares.mean() == pytest.approx(rest, abs=0.02)
    assert shares.std() < 0.05


def test_every_share_is_one_at_which_equal_areas_rest() -> None:
    assert limits(((2.0, 0.0), (0.0, 2.0))) == []


def test_a_correction_is_by_the_share_of_the_other_area() -> None:
    """Where one area has all but a hundredth, its visits count one time in 99."""
    urn = Urn(start=(9900.0, 100.0), added=((1e-9, 0.0), (0.0, 1e-9)), corrected=True)
    drawn = draw_urns(urn, urns=1, draws=200_000, seed=2)
    binomial(drawn.counted, n=200_000, p=0.02, name="counted")
    binomial(drawn.first, n=200_000, p=0.01, name="of the first")


@pytest.mark.parametrize("mended", [False, True])
def test_three_districts_of_unlike_size(mended: bool) -> None:
    beat = replace(THREE, corrected=mended)
    made, known = patrolled(beat, months=24)
    for district, z in drift(beat, made).items():
        on_mean(z, name=district)
    doubled = replace(beat, rates={district: 2 * rate for district, rate in beat.rates.items()})
    assert all(abs(z) > 4 for z in drift(doubled, made).values())
    true = {district: beat.homes[district] * rate for district, rate in beat.rates.items()}
    off = {d: known[d] / math.fsum(known.values()) - true[d] / math.fsum(true.values()) for d in true}
    assert (max(map(abs, off.values())) < 0.1) is mended


@pytest.mark.slow
@pytest.mark.parametrize("mended", [False, True])
def test_a_loop_of_runs_does_the_same(mended: bool) -> None:
    """Without patrols in the scheme: each month a run of its own, whose sensitivities follow from the runs before."""
    beat = replace(THREE, corrected=mended)
    shares: dict[str, list[float]] = {}
    for seed in range(12):
        for name, known in (
            ("loop", follow(beat, periods=8, months=1, persons=1000, seed=seed)[1]),
            ("channel", patrolled(beat, months=8, persons=1000, seed=100 + seed)[1]),
        ):
            shares.setdefault(name, []).append(known["b"] / math.fsum(known.values()))
    means = {name: statistics.fmean(each) for name, each in shares.items()}
    spread = math.hypot(*(statistics.stdev(each) for each in shares.values())) / math.sqrt(12)
    sampled(means["loop"], means["channel"], spread, freedom=22)
    assert abs(means["channel"] - THREE.start["b"] / 129) > 5 * spread, "they do move"


def test_of_many_alike_societies_shares_spread_as_the_law_says() -> None:
    """As an urn that is drawn from in bunches: p (1 - p) shrinks by the records of each month and by nothing else."""
    beat = Beat(homes={"a": 0.3, "b": 0.7}, rates={"a": 0.05, "b": 0.05}, start={"a": 3.0, "b": 2.0}, effort=0.1)
    less, law_of = [], []
    for seed in range(80):
        made, known = patrolled(beat, months=40, persons=150, seed=seed)
        share = known["a"] / math.fsum(known.values())
        less.append(share * (1 - share))
        law_of.append(0.6 * 0.4 * stays(made, 5.0))
    apart = statistics.fmean(less) - statistics.fmean(law_of)
    error = statistics.stdev(less) / math.sqrt(80)
    sampled(apart, 0.0, error, freedom=79)
    assert 0.24 - statistics.fmean(less) > 4.5 * error, "that nothing spreads would be noticed"


def test_another_start_of_the_engine_has_another_mean() -> None:
    (figure,) = split({"a": 2.0, "b": 6.0}, runs=40)
    assert misses([figure]) == []
    assert abs(figure.ours - 5 / 6) > (figure.tolerance or 0)


def followers(beat: Beat, *, seeds: int) -> tuple[list[float], float]:
    """Records of the first district that one more at the start leads to, itself among them; and by the law."""
    led, law_of = [], []
    more = {**beat.start, "a": beat.start["a"] + 10}
    for seed in range(seeds):
        counts = [
            [sum(period.records[name] for period in patrolled(each, months=24, seed=seed)[0]) for name in "ab"]
            for each in (beat, replace(beat, start=more))
        ]
        led.append(1 + (counts[1][0] - counts[0][0]) / 10)
        shares = [start["a"] / math.fsum(start.values()) for start in (beat.start, more)]
        law_of.append(1 + sum(counts[0]) * (shares[1] - shares[0]) / 10)
    return led, statistics.fmean(law_of)


@pytest.mark.slow
def test_one_record_leads_to_many_and_corrected_to_few() -> None:
    """The numbers of ``docs/understand/feedback.md``: the same people and dice, ten records more at the start."""
    beat = Beat(homes={"a": 0.5, "b": 0.5}, rates={"a": 0.3, "b": 0.3}, start={"a": 50.0, "b": 50.0}, effort=0.2)
    led, law_of = followers(beat, seeds=10)
    sampled(statistics.fmean(led), law_of, statistics.stdev(led) / math.sqrt(10), freedom=9)
    assert law_of == pytest.approx(27, abs=2)
    few, _ = followers(replace(beat, corrected=True), seeds=10)
    assert statistics.fmean(few) == pytest.approx(3, abs=1.5)


@pytest.mark.slow
def test_the_correction_is_held_to_its_law() -> None:
    beat = Beat(
        homes={"a": 0.3, "b": 0.7}, rates={"a": OAKLAND_TOP[0] / 10, "b": OAKLAND_TOP[1] / 10},
        start={"a": 5.0, "b": 80.0}, effort=0.2, corrected=True,
    )  # fmt: skip
    made, _ = patrolled(beat, months=30)
    share, error = share_found(beat, made)
    true = OAKLAND_TOP[0] / sum(OAKLAND_TOP)
    near(share, true, error)
    plain, _ = patrolled(replace(beat, corrected=False), months=30)
    assert abs(share_found(beat, plain)[0] - true) > 4 * error


@pytest.mark.slow
def test_what_is_asked_of_a_lot_is_not_met_by_rank() -> None:
    figures = {figure.name: figure for figure in places(offences={"a": 0.6, "b": 0.5})}
    assert misses(list(figures.values())) == ["offences: disparity"]
    assert figures["records by rank: disparity"].ours > (figures["records by lot: disparity"].tolerance or 0)


@pytest.mark.slow
def test_where_the_past_was_even_rank_makes_no_disparity() -> None:
    figures = {figure.name: figure for figure in places(before={"a": 0.2, "b": 0.2})}
    assert abs(figures["records by rank: disparity"].ours) < 0.3
    assert misses([figures["with inspection-alike: disparity"]]) == []
    assert figures["and more than the past's"].passed is (figures["records by rank: disparity"].ours > 0)
