"""Rules that set a score, by hand, on the real engine."""

from __future__ import annotations

from demerit.scheme.model import Rule, Score
from tests.builders import behaviour, channel, points_scheme, quantity, tiny_society
from tests.unit.engine.played import entries_of, played


def test_a_score_that_is_set_stays_where_it_was_set() -> None:
    """From 100 to 60: the first entry takes 40, each later one nothing."""
    rules = points_scheme(rules=(Rule(id="litter", on="littering", set=quantity(60.0, "points")),))
    found = entries_of(played(rules, tiny_society(behaviour(rate=6.0)), months=12))
    assert len(found) > 400
    assert {tuple(points[:1]) for points in found.values()} == {(-40,)}
    assert {point for points in found.values() for point in points[1:]} == {0}


def test_a_score_is_set_from_where_other_points_and_the_floor_left_it() -> None:
    """100, a floor of 98 that cuts off for good, and 5 points off each time: +2 to come back to 100 after each."""
    rules = points_scheme(
        score=Score(kind="sum", initial=quantity(100.0, "points"), floor=quantity(98.0, "points"), clamp="running"),
        rules=(
            Rule(id="litter", on="littering", points=quantity(-5.0, "points"), count_each=True),
            Rule(id="mend", on="mending", set=quantity(100.0, "points")),
        ),
        channels=(channel("littering", "mending"),),
    )
    people = tiny_society(behaviour(rate=0.2), behaviour("mending", rate=0.2, gravity=0, bank="other"))
    found = entries_of(played(rules, people, months=24))
    pairs = {tuple(points) for points in found.values() if points[0] == -5 and len(points) == 2 and points[1] != -5}
    assert pairs <= {(-5, 2), (-5, 5)}  # 5 where both fall in one month: nothing was cut yet
    assert (-5, 2) in pairs
