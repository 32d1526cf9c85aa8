"""Scores by hand: what a rule that sets a score, a mean and a rating come to, on the real engine."""

from __future__ import annotations

from collections import defaultdict

from demerit.engine.plan import plan
from demerit.engine.run import run
from demerit.ledger.model import LOG_KINDS, Ledger
from demerit.scheme.model import Rule, Scheme, Score
from demerit.society.load import SocietyBundle
from demerit.society.population import populate
from tests.builders import behaviour, channel, points_scheme, quantity, tiny_society


def played(rules: Scheme, people: SocietyBundle, *, months: int, persons: int = 500, burn_in: int = 0) -> Ledger:
    """A run with its whole log."""
    population = populate(people.society, seed=5, persons=persons)
    return run(plan(rules, people, population, seed=5, months=months, burn_in=burn_in), keep="all", threads=1)


def entries_of(ledger: Ledger) -> dict[int, list[int]]:
    """Points of each subject's entries, in order."""
    found: dict[int, list[int]] = defaultdict(list)
    assert ledger.log is not None
    for row in ledger.log:
        if LOG_KINDS[row["kind"]] == "entry":
            found[int(row["uid"])].append(int(row["points"]))
    return found


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
