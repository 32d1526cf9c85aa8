"""Means and ratings on the real engine: a mean worked out by hand from the log, and shares and bias in closed form."""

from __future__ import annotations

import math
from collections import defaultdict
from fractions import Fraction

import pytest

from demerit.ledger.model import LOG_KINDS, Ledger
from demerit.scheme.model import (
    Band,
    Rating,
    RatingBias,
    RatingValue,
    RatingWeight,
    Rule,
    Scheme,
    Score,
)
from demerit.society.population import populate
from tests.alarms.checks import near
from tests.builders import behaviour, channel, points_scheme, quantity, tiny_society
from tests.unit.engine.played import entries_of, played

PEOPLE = tiny_society(
    behaviour("ride", rate=6.0, gravity=0), behaviour("spill", rate=3.0, gravity=0, bank="other"), ties=()
)
LATEST = 3


def stars(value: float) -> object:
    """A rating."""
    return quantity(value, "points")


def last_bands(ledger: Ledger) -> dict[int, str]:
    """The band each subject came to last."""
    found = {}
    assert ledger.log is not None
    names = ledger.manifest["log_items"]
    for row in ledger.log:
        if LOG_KINDS[row["kind"]] == "band":
            found[int(row["uid"])] = names[row["item"]].removeprefix("band:")
    return found


def rated(*rules: Rule, **more: object) -> Scheme:
    """A mean of the latest three ratings, from 4, barred below 3.5."""
    more.setdefault("initial", stars(4.0))
    return points_scheme(
        rules=rules,
        score=Score(kind="mean", ratings_window=LATEST, **more),  # type: ignore[arg-type]
        bands=(Band(id="barred", penal=True), Band(id="fine", at_least=quantity(3.5, "points"))),
        channels=(channel("ride", "spill"),),
    )


@pytest.mark.parametrize("start", [0, 2])
def test_band_is_that_of_the_mean_of_the_latest_three(start: int) -> None:
    """Five stars for a ride, one for a spill; the start counts as ``start`` older ratings of 4."""
    rules = rated(
        Rule(id="five", on="ride", points=quantity(5.0, "points")),
        Rule(id="one", on="spill", set=quantity(1.0, "points")),
        initial_counts=start,
    )
    ledger = played(rules, PEOPLE, months=10)
    bands = last_bands(ledger)
    seen = defaultdict(int)
    for uid, points in entries_of(ledger).items():
        counted = ([400] * start + points)[-LATEST:]
        mean = math.floor(Fraction(sum(counted), len(counted)) + Fraction(1, 2))
        band = "barred" if mean < 350 else "fine"
        assert bands.get(uid, "fine") == band
        seen[band] += 1
    assert min(seen.values()) > 100


def test_shares_by_group_and_bias_between_groups() -> None:
    """Five, three or one with .5, .3, .2; men give women one less, but never less than one: 3.6 becomes 2.8."""
    given = Rating(
        values=(
            RatingValue(points=quantity(5.0, "points"), share=quantity(0.5, "share")),
            RatingValue(points=quantity(3.0, "points"), share=quantity(0.3, "share")),
            RatingValue(points=quantity(1.0, "points")),
        ),
        raters="block",
        bias=(RatingBias(rater={"sex": ("male",)}, rated={"sex": ("female",)}, points=quantity(-1.0, "points")),),
    )
    persons = 4096
    ledger = played(rated(Rule(id="stars", on="ride", rating=given)), PEOPLE, months=12, persons=persons)
    population = populate(PEOPLE.society, seed=5, persons=persons)
    points: dict[str, list[int]] = {"female": [], "male": []}
    for uid, own in entries_of(ledger).items():
        points[("female", "male")[int(population.attribute(uid, "sex"))]] += own
    men = sum(int(population.attribute(uid, "sex")) for uid in range(persons)) / persons
    square = 0.5 * 25 + 0.3 * 9 + 0.2
    for sex, mean in (("male", 3.6), ("female", 3.6 - 0.8 * men)):
        error = math.sqrt((square - 3.6**2 + 0.2) / len(points[sex]))
        near(sum(points[sex]) / 100 / len(points[sex]), mean, error, name=sex, exact=False)
    assert set(points["male"]) == {500, 300, 100}
    assert set(points["female"]) == {500, 400, 300, 200, 100}


def test_a_rating_by_those_in_a_bad_band_counts_nothing() -> None:
    """Everybody starts barred and everybody's ratings weigh 0: nobody ever gets out; with weight 1 nearly all do."""
    for counts, free in ((0, False), (1, True)):
        given = Rating(
            values=(RatingValue(points=quantity(5.0, "points")),),
            raters="block",
            weight=(RatingWeight(band="barred", counts=counts),),
        )
        rules = rated(Rule(id="stars", on="ride", rating=given), initial=stars(3.0))
        ledger = played(rules, PEOPLE, months=6, persons=4096)
        assert (ledger.total("band:barred:now") == 4096) == (not free)
        assert (ledger.total("band:barred:now") < 400) == free
