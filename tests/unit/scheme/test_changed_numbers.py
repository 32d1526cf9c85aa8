"""Operations on numbers: scale, square, and the most that one act may take."""

from __future__ import annotations

from typing import Any

import pytest

from demerit.errors import InputError
from demerit.scheme.amounts import bound, room, scale, square
from demerit.scheme.safeguard import read_safeguard

HEAD = "format: demerit.safeguard/1\nid: trial\ntitle: trial\nbasis: proposal\npatch:\n"
FACTOR = {"value": "0.1", "unit": "factor", "grade": "assumption", "range": ["0.01", "0.5"], "source": ["s2"]}
SHARE = {"value": "0.5", "unit": "share", "grade": "assumption", "range": ["0.25", "1"]}


def chance(value: str, **more: Any) -> dict[str, Any]:
    return {"value": value, "unit": "probability", "grade": "research", "source": ["s1"], **more}


def test_a_scaled_number_is_an_assumption_with_the_range_of_both_and_says_of_what_it_was_made() -> None:
    made = scale(chance("0.4", range=["0.2", "0.6"], derived="4 of 10"), FACTOR, by="trial")
    assert made == chance("0.04") | {
        "grade": "assumption", "range": ["0.002", "0.3"], "source": ["s1", "s2"],
        "derived": "trial: 0.4 times 0.1; 4 of 10",
    }  # fmt: skip
    assert scale(made, FACTOR, by="trial") == made
    assert scale(made, FACTOR, by="another")["value"] == "0.004"


def test_a_squared_chance_reaches_from_independent_sources_to_one_and_the_same() -> None:
    made = square(chance("0.7"), by="trial")
    assert (made["value"], made["range"], made["grade"]) == ("0.49", ["0.49", "0.7"], "assumption")
    assert square(made, by="trial") is made
    assert square(chance("1", range=["0.9", "1"]), by="trial") == chance("1", range=["0.9", "1"])
    assert square(chance("0"), by="trial") == chance("0")


def test_every_value_of_a_number_is_changed_and_factors_as_they_multiply() -> None:
    number = chance(
        "0.5", by={"age": {"old": "0.2"}}, times={"sex": {"female": "1.2"}},
        steps=[{"since": "2020-01", "value": "0.4"}], where=[{"when": {"age": ["young"]}, "value": "0.3"}],
    )  # fmt: skip
    squared, scaled = square(number, by="trial"), scale(number, FACTOR, by="trial")
    assert (squared["by"], squared["times"]) == ({"age": {"old": "0.04"}}, {"sex": {"female": "1.44"}})
    assert (squared["steps"][0]["value"], squared["where"][0]["value"]) == ("0.16", "0.09")
    assert (scaled["by"], scaled["times"]) == ({"age": {"old": "0.02"}}, {"sex": {"female": "1.2"}})
    assert (scaled["steps"][0]["value"], scaled["where"][0]["value"]) == ("0.04", "0.03")
    assert number["by"] == {"age": {"old": "0.2"}}, "what was there is not touched"


def points(value: float) -> dict[str, Any]:
    return {"value": str(value), "unit": "points", "grade": "law_text", "source": ["s1"]}


def with_bands(initial: float, *bands: tuple[float | None, bool], kind: str = "sum") -> dict[str, Any]:
    made = [{"id": f"b{i}", **({"at_least": points(low)} if low is not None else {}),
             "penal": "true" if penal else "false"} for i, (low, penal) in enumerate(bands)]  # fmt: skip
    return {"score": {"kind": kind, "initial": points(initial)}, "bands": made}


@pytest.mark.parametrize(
    ("data", "way"),
    [
        (with_bands(1000, (None, True), (600, True), (850, False), (960, False)), 150),
        (with_bands(100, (None, True), (90, False)), 10),
        (with_bands(0, (None, False), (6, True), (11, True)), 6),
        (with_bands(50, (None, True), (40, False), (90, True)), 10),
        (with_bands(50, (None, True), (60, False)), None),  # one starts in it
        (with_bands(50, (None, False), (60, False)), None),
        (with_bands(50, (None, True), (40, False), kind="mean"), None),
        ({"score": {"kind": "none"}}, None),
    ],
)
def test_the_way_from_the_start_to_the_nearest_penal_band(data: dict[str, Any], way: float | None) -> None:
    assert room(data) == way


def test_a_rule_without_a_cap_gets_one_of_a_month_that_holds_surcharges_too() -> None:
    rule = {"id": "steals", "points": points(-40), "repeat": {"factor": {"value": "2"}}}
    bound(rule, SHARE, most=150.0, by="trial")
    assert rule["points"] == points(-40)
    assert "cap" in rule, "40 and 40 more are above 75"
    assert rule["cap"]["months"] == "1"
    assert (rule["cap"]["points"]["value"], rule["cap"]["points"]["range"]) == ("75", ["37", "150"])
    within = {"id": "litters", "points": points(-37.5), "repeat": {"factor": {"value": "2"}}}
    bound(within, SHARE, most=150.0, by="trial")
    assert "cap" not in within
    twice = {"id": "again", "points": points(-20), "repeat": {"factor": {"value": "2"}, "power": "true", "max": "2"}}
    bound(twice, SHARE, most=150.0, by="trial")
    assert "cap" in twice  # 20 times 2 times 2


def test_a_rule_with_a_cap_keeps_it_and_its_points_are_cut_and_smaller_ones_stay() -> None:
    cap = {"points": points(-90), "months": "12"}
    rule = {"id": "steals", "cap": cap, "points": points(-80) | {"by": {"age": {"old": "-30", "young": "-100"}}}}
    bound(rule, SHARE, most=100.0, by="trial")
    assert rule["cap"] == cap
    assert rule["points"]["value"] == "-50"
    assert rule["points"]["by"] == {"age": {"old": "-30", "young": "-50"}}
    small = {"id": "litters", "cap": {"points": points(40), "months": "12"}, "points": points(-80)}
    bound(small, SHARE, most=100.0, by="trial")
    assert small["points"] == points(-80)  # the cap is less already
    bound(listed := {"id": "listed", "trigger": "true"}, SHARE, most=100.0, by="trial")
    assert listed == {"id": "listed", "trigger": "true"}


@pytest.mark.parametrize(
    "operation",
    [
        '{do: scale, path: "channels[*].sensitivity"}',
        '{do: scale, path: "channels[*].sensitivity", value: {value: 1, unit: factor, grade: fiction}}',
        '{do: scale, path: "channels[*].label", value: {value: 1, unit: factor, grade: fiction, range: [1, 1]}}',
        '{do: square, path: "channels[*].sensitivity", value: 2}',
        '{do: square, path: "channels[*]"}',
        '{do: limit, path: "rules[*].term", value: 12}',
        '{do: bound, path: "rules[*].points", value: {value: 1, unit: share, grade: fiction, range: [1, 1]}}',
    ],
)
def test_an_operation_on_what_is_no_number_or_without_a_range_is_refused(operation: str) -> None:
    with pytest.raises(InputError, match="S351"):
        read_safeguard(f"{HEAD}  - {operation}\n".encode(), file="trial")
