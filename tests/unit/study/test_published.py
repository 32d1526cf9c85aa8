"""Published outcomes stand beside the indicators of a run in the same unit, or apart with the reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest

from demerit.evidence.quantity import Grade, Quantity
from demerit.scheme.load import load_scheme
from demerit.scheme.model import Published, Scheme
from demerit.study.inputs import Inputs, load_inputs
from demerit.study.published import beside


def quantity(value: float, unit: str) -> Quantity:
    return Quantity(value=value, unit=unit, grade=Grade.NGO, source=("a",))


PEOPLE = quantity(50_000, "persons")
LISTED = "list:dishonest_list"
RATE = Published(
    id="a", quantity=quantity(300, "count"), when="2018", months=12, among=PEOPLE, indicator=f"{LISTED}:per_year"
)
NOW = Published(
    id="b", quantity=quantity(150, "persons"), when="2019-12", among=PEOPLE, indicator="list:dishonest_list:now"
)
TIME = replace(NOW, id="c", when="2018-06", indicator="list:dishonest_list:time")
EVER = replace(NOW, id="d", when="2019", months=24, indicator="list:dishonest_list:ever")
SHARE = Published(id="e", quantity=quantity(0.4, "share"), when="2018", indicator=f"{LISTED}:ppv", group="sex=male")
FIRMS = replace(RATE, id="f", indicator="list:dishonest_firms:per_year")


@dataclass(frozen=True)
class Entry:
    """An indicator of a made-up run of 10,000 persons of whom 8,000 are subjects, 24 months from January 2018."""

    id: str
    value: float | None
    n: int
    unit: str = "share"
    group: str = "all"

    def plain(self) -> dict[str, Any]:
        low, high = (None, None) if self.value is None else (self.value / 2, self.value * 2)
        return {**self.__dict__, "low": low, "high": high, "events": 7, "of": "persons"}


ENTRIES = (
    Entry("list:dishonest_list:per_year", 0.005, 8000 * 24, "per person-year"),
    Entry("list:dishonest_list:now", 0.02, 8000),
    Entry("list:dishonest_list:time", 0.01, 8000 * 24),
    Entry("list:dishonest_list:ever", 0.03, 8000),
    Entry("list:dishonest_list:ppv", 0.6, 90, group="sex=male"),
    Entry("list:dishonest_firms:per_year", 0.1, 500 * 24, "per firm-year", "unit=firm"),
)
RUN = {"start": "2018-01", "months": 24, "replicates": 1, "options": {"persons": 10_000}}


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    return load_inputs("cn-judgment-defaulters-2017")


def put(inputs: Inputs, *outcomes: Published, entries: tuple[Entry, ...] = ENTRIES, **run: Any) -> dict[str, Any]:
    """What stands beside a made-up run."""
    scheme: Scheme = replace(inputs.scheme, outcomes=outcomes)
    document = {"run": {**RUN, **run}, "indicators": [entry.plain() for entry in entries]}
    return beside(document, replace(inputs, scheme=scheme))


@pytest.mark.parametrize(
    ("outcome", "scale", "published", "model"),
    [
        (RATE, "per_1000_year", 6.0, 0.005 * 8000 / 10_000 * 1000),
        (replace(RATE, months=18, when="2019-06"), "per_1000_year", 4.0, 4.0),
        (NOW, "per_1000_now", 3.0, 16.0),
        (TIME, "per_1000_time", 3.0, 8.0),
        (EVER, "per_1000_ever", 3.0, 24.0),
        (SHARE, "share", 0.4, 0.6),
        (FIRMS, "per_1000_year", 6.0, 0.1 * 500 / 10_000 * 1000),
    ],
)
def test_both_are_brought_to_the_same_unit(
    inputs: Inputs, outcome: Published, scale: str, published: float, model: float
) -> None:
    found = put(inputs, outcome)
    assert found["apart"] == []
    (row,) = found["compared"]
    assert row["scale"] == scale
    assert row["published"] == pytest.approx(published)
    assert row["model"] == pytest.approx(model)
    assert (row["low"], row["high"]) == (pytest.approx(model / 2), pytest.approx(model * 2))


def test_two_replicates_have_twice_the_inhabitants(inputs: Inputs) -> None:
    twice = (Entry("list:dishonest_list:now", 0.02, 16_000),)
    assert put(inputs, NOW, entries=twice, replicates=2)["compared"][0]["model"] == pytest.approx(16.0)


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        (replace(RATE, indicator=""), "no_indicator"),
        (replace(RATE, apart="Of one city."), "said"),
        (replace(RATE, among=None), "no_base"),
        (replace(RATE, when="2017"), "other_period"),
        (replace(RATE, when="2020-07", months=12), "other_period"),
        (replace(RATE, when=None), "other_period"),
        (replace(RATE, months=None), "other_unit"),
        (replace(NOW, when="2018"), "other_period"),
        (replace(EVER, months=20), "other_period"),
        (replace(RATE, indicator="list:other:per_year"), "not_in_run"),
        (replace(SHARE, group="sex=female"), "not_in_run"),
        (replace(SHARE, quantity=quantity(3, "months")), "other_unit"),
    ],
)
def test_what_cannot_be_compared_says_why(inputs: Inputs, outcome: Published, reason: str) -> None:
    found = put(inputs, outcome)
    assert found["compared"] == []
    assert [row["reason"] for row in found["apart"]] == [reason]


def test_half_of_the_months_must_be_counted(inputs: Inputs) -> None:
    assert put(inputs, replace(RATE, when="2018-06", months=12))["compared"]
    assert put(inputs, replace(RATE, when="2018-05", months=12))["apart"]


def test_nothing_is_compared_on_another_society_or_with_a_safeguard(inputs: Inputs) -> None:
    other = replace(inputs.bundle, society=replace(inputs.bundle.society, id="elsewhere"))
    for changed, outcomes, reason in (
        (replace(inputs, bundle=other), (RATE, SHARE), "other_society"),
        (replace(inputs, safeguards=("expiry-24",)), (RATE,), "safeguards"),
    ):
        assert [row["reason"] for row in put(changed, *outcomes)["apart"]] == [reason] * len(outcomes)


def test_every_outcome_of_the_catalogue_stands_on_one_side() -> None:
    for name in ("ve-carnet-2018", "cn-rongcheng-2019"):
        found = put(load_inputs(name), *load_scheme(name)[0].outcomes)
        assert len(found["compared"]) + len(found["apart"]) == len(load_scheme(name)[0].outcomes)
