"""The score card of the catalogue, evaluated by hand on seven published answer sets.

The evaluator below is naive on purpose and lives in this test alone: no public function of the package takes one
subject's answers and returns a score. ``seven-cells.yaml`` holds the same seven sets as a society, for the engine.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor
from pathlib import Path
from typing import Any

import pytest

from demerit.evidence.yamltext import read_yaml

ROOT = Path(__file__).parents[2]
CARD = ROOT / "src" / "demerit" / "catalog" / "schemes" / "nl-fraudescorekaart-2004.yaml"
CASELOAD = ROOT / "src" / "demerit" / "catalog" / "societies" / "nl-bijstand-caseload.yaml"
CELLS = Path(__file__).with_name("seven-cells.yaml")

EXPECTED = {
    "baseline": {"white": 153, "grey": 0, "black": 0, "assets": 0, "cohabitation": 0, "address": 0},
    "artist": {"white": 92, "grey": 0, "black": 0, "assets": 0, "cohabitation": 0, "address": 0},
    "caravan": {"white": 804, "grey": 0, "black": 2804, "assets": 534, "cohabitation": 0, "address": 2804},
    "hairdresser": {"white": 357, "grey": 0, "black": 2003, "assets": 0, "cohabitation": 0, "address": 0},
    "taxi_driver": {"white": 1326, "grey": 0, "black": 2313, "assets": 0, "cohabitation": 0, "address": 0},
    "separated": {"white": 357, "grey": 0, "black": 0, "assets": 0, "cohabitation": 1602, "address": 0},
    "room": {"white": 689, "grey": 0, "black": 0, "assets": 0, "cohabitation": 0, "address": 1545},
}
"""Scores that the journalists' reconstruction (commit c4066a9) gives for the seven answer sets."""

FACTORS = {
    "self_employed_factor", "rent_burden", "low_rent_for_income", "debt", "single", "lone_parent",
    "household_by_occupation", "education", "education_inverse", "age", "age_black", "age_assets", "man",
    "woman", "sex_by_occupation", "past_fraud", "district", "part_time_gate", "not_full_time_gate",
    "institution_gate",
}
"""The 19 factors and gates, and the factor that goes with the item of the former self-employed."""


def data(path: Path) -> Any:
    """A file of the catalogue as plain data."""
    return read_yaml(path.read_bytes(), file=path.name).data


def card() -> Any:
    return data(CARD)["score"]["card"]


def value(table: Any, answers: dict[str, str]) -> Fraction:
    """Value of a table: the first case that fits, or else its last word."""
    for case in table["cases"]:
        met = all(answers[name] in allowed for name, allowed in case.get("when", {}).items())
        barred = any(answers[name] in allowed for name, allowed in case.get("unless", {}).items())
        if met and not barred:
            return Fraction(case["value"])
    return Fraction(table["otherwise"])


def component(name: str, answers: dict[str, str]) -> int:
    """One of the six scores, in exact fractions, rounded half up."""
    whole = card()
    part, tables = whole["components"][name], whole["items"]
    total = Fraction(0)
    for product in part["sum"]:
        term = Fraction(1)
        for table in product:
            term *= value(tables[table], answers)
        total += term
    for table in part["times"]:
        total *= value(tables[table], answers)
    return floor(Fraction(part["scale"]) * total / Fraction(part["threshold"]["value"]) + Fraction(1, 2))


def cells() -> dict[str, dict[str, str]]:
    """The answers of each cell of the society."""
    found: dict[str, dict[str, str]] = {}
    for margin in data(CELLS)["margins"][1:]:
        for key, share in margin["shares"].items():
            case, answer = key.split(",")
            if share == "1":
                found.setdefault(case, {})[margin["of"][0]] = answer
    return found


@pytest.mark.parametrize("case", EXPECTED)
def test_seven_answer_sets_give_the_published_scores(case: str) -> None:
    answers = cells()[case]
    assert {name: component(name, answers) for name in EXPECTED[case]} == EXPECTED[case]


def test_the_card_is_complete() -> None:
    tables = card()["items"]
    assert {name for name, table in tables.items() if table["unit"] == "factor"} == FACTORS
    assert len(tables) - len(FACTORS) == 20
    assert {name: float(part["threshold"]["value"]) for name, part in card()["components"].items()} == {
        "white": 245, "grey": 655, "black": 983, "assets": 983, "cohabitation": 983, "address": 983}


def test_every_table_is_used() -> None:
    used = {table for part in card()["components"].values() for term in [*part["sum"], part["times"]] for table in term}
    assert used == set(card()["items"])


def test_conditions_name_answers_of_the_caseload() -> None:
    known = {a["id"]: set(a["values"]) for a in data(CASELOAD)["attributes"]}
    for table in card()["items"].values():
        for case in table["cases"]:
            for name, allowed in [*case.get("when", {}).items(), *case.get("unless", {}).items()]:
                assert set(allowed) <= known[name]


def test_each_cell_answers_every_question_of_the_caseload() -> None:
    known = {a["id"]: set(a["values"]) for a in data(CASELOAD)["attributes"]}
    for answers in cells().values():
        assert answers.keys() == known.keys()
        assert all(answer in known[name] for name, answer in answers.items())
    for attribute in data(CELLS)["attributes"][1:]:
        assert set(attribute["values"]) == known[attribute["id"]]


def test_the_two_slips_of_the_reconstruction_are_corrected() -> None:
    base = cells()["baseline"]
    lodger = base | {"has_co_resident_or_lodger": "yes", "age": "28-34"}
    assert component("cohabitation", lodger | {"housing": "awaiting_demolition"}) > 0
    assert component("cohabitation", lodger | {"housing": "moving_within_6_months"}) == 0
    assert component("white", base | {"housing": "institution"}) == 0


def test_high_risk_is_over_1000() -> None:
    bands = [band for band in data(CARD)["bands"] if "at_least" in band]
    assert {band["component"] for band in bands} == set(card()["components"])
    assert all(float(band["at_least"]["value"]) == 1001 for band in bands)
