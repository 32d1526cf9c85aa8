"""A calibration from end to end, small: who may read what, what may move, and what comes out again."""

from __future__ import annotations

import inspect
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest

import demerit
from demerit.cli.study_calibrate import command
from demerit.engine.plan import plan
from demerit.engine.run import run
from demerit.errors import UsageError
from demerit.evidence.quantity import Grade
from demerit.report.calibration_docs import COMMAND, KEPT, calibration_documents, kept_calibration
from demerit.report.calibration_page import calibration_page
from demerit.report.terminal import draw
from demerit.scheme.model import Published
from demerit.society.population import populate
from demerit.study.calibrate import (
    Calibration,
    CalibrationJob,
    calibrate,
    make_calibration,
    plainly,
    told_unknown,
)  # fmt: skip
from demerit.study.calibration_counts import Setting, begins, figures
from demerit.study.calibration_fit import Fitted, fit
from demerit.study.calibration_rows import FitRows, divide, without_outcomes
from demerit.study.calibration_worlds import Worlds, movable
from demerit.study.inputs import Inputs, load_inputs
from demerit.study.job import Asked
from demerit.study.play import play
from demerit.study.unknowns import name_of_number
from tests.house.files import ROOT

CARD = "ve-carnet-2018"
COURT = "cn-judgment-defaulters-2017"
SCHEMA = json.loads((ROOT / "docs" / "schemas" / "calibration-1.json").read_text(encoding="utf-8"))


def small(**more: Any) -> CalibrationJob:
    return make_calibration(Asked(scheme=CARD, persons=1500, seed=7, threads=2, **more), runs=16)


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Calibration:
    return calibrate(small(), out=tmp_path_factory.mktemp("calibration"))


def fitted(inputs: Inputs) -> Fitted:
    rows, _ = divide(inputs.scheme.outcomes)
    bare = without_outcomes(inputs)
    setting = Setting(persons=1500, seed=7, threads=2, start=begins(bare, rows.rows))
    worlds = Worlds(inputs=bare, over=movable(bare, rows.rows), rows=rows.rows, setting=setting)
    return fit(worlds, rows=rows, runs=16, nearby=24)


def spoilt(outcome: Published) -> Published:
    """An outcome of which everything but its use and its date is another."""
    if outcome.use == "fit":
        return outcome
    quantity = replace(outcome.quantity, value=outcome.quantity.value * 3.7, source=(), note="spoilt")
    return replace(outcome, quantity=quantity, label="spoilt", among=None)


def test_no_byte_of_a_fit_depends_on_a_test_row(done: Calibration) -> None:
    inputs = load_inputs(CARD)
    other = replace(inputs, scheme=replace(inputs.scheme, outcomes=tuple(map(spoilt, inputs.scheme.outcomes))))
    assert other.scheme.outcomes != inputs.scheme.outcomes
    found, over = fitted(other), movable(without_outcomes(other), divide(other.scheme.outcomes)[0].rows)
    assert [told_unknown(one, found, n) for n, one in enumerate(over)] == done.document["unknowns"]
    assert round(found.kept, 6) == done.document["matching"]["kept"]
    reach = [row["reach"] for row in done.document["rows"] if row["use"] == "fit"]
    assert [plainly(least) for least in found.reach] == reach


@pytest.mark.parametrize("name", [CARD, COURT])
def test_nothing_that_a_fit_is_given_holds_a_published_number_of_the_test(name: str) -> None:
    made = make_calibration(Asked(scheme=name, persons=2000), runs=16)
    assert made.bare.scheme.outcomes == ()
    assert {row.use for row in made.fit.rows} == {"fit"}
    tested = {row.value for row in made.other.rows if row.use == "test"}
    assert tested
    assert not tested & {row.value for row in made.fit.rows}
    if name == COURT:
        assert max(row.when for row in made.fit.rows) <= "2018-09-30"
        assert min(row.when for row in made.other.rows if row.use == "test") > "2018-09-30"


def test_a_fit_refuses_inputs_that_tell_what_was_published() -> None:
    inputs = load_inputs(CARD)
    rows, _ = divide(inputs.scheme.outcomes)
    setting = Setting(persons=1500, seed=7, threads=1, start=begins(inputs, rows.rows))
    worlds = Worlds(inputs=inputs, over=movable(inputs, rows.rows), rows=rows.rows, setting=setting)
    with pytest.raises(UsageError, match="without published outcomes"):
        fit(worlds, rows=rows, runs=16, nearby=4)
    with pytest.raises(UsageError, match="for a fit"):
        fit(replace(worlds, inputs=without_outcomes(inputs)), rows=FitRows(()), runs=16, nearby=4)


@pytest.mark.parametrize("call", [command, demerit.calibrate, make_calibration, calibrate, fit])
def test_there_is_no_option_for_another_objective(call: Any) -> None:
    names = set(inspect.signature(call).parameters)
    assert names <= {
        "scheme", "persons", "runs", "seed", "threads", "json", "out", "progress", "began", "asked", "calibration",
        "worlds", "rows", "nearby",
    }  # fmt: skip


@pytest.mark.parametrize("name", [CARD, COURT])
def test_only_assumptions_move_and_never_what_a_rule_or_list_says(name: str) -> None:
    inputs = load_inputs(name)
    rows, _ = divide(inputs.scheme.outcomes)
    over = movable(without_outcomes(inputs), rows.rows)
    numbers = [row for unknown in over for row in unknown.numbers]
    assert {row.grade for row in numbers} == {Grade.ASSUMPTION.value}
    assert {unknown.side for unknown in over} <= {"people", "practice"}
    assert not [row for row in numbers if row.path[0] in ("rules", "score", "bands", "traits")]
    assert len({name_of_number(row) for row in numbers}) == len(numbers)
    for unknown in over:
        assert len({unknown.kind, *(one.kind for one in over if one.id == unknown.id)}) == 1
    if name == COURT:
        alone = {unknown.numbers[0].where for unknown in over if len(unknown.numbers) == 1}
        assert {"needs / flight / rate", "needs / high_speed_train / rate", "firms / officers"} <= alone


def test_the_document_keeps_its_schema_and_comes_out_again(done: Calibration, tmp_path: Path) -> None:
    jsonschema.validate(done.document, SCHEMA)
    assert json.loads((done.folder / "calibration.json").read_text(encoding="utf-8")) == done.document
    for name in ("fit.json", "told.json"):
        kept = json.loads((done.folder / name).read_text(encoding="utf-8"))["done"]
        some = dict(list(kept.items())[3:])
        (tmp_path / name).write_text(json.dumps({"done": some}), encoding="utf-8")
    assert calibrate(small(), out=tmp_path).document == done.document


def test_counts_of_a_row_are_those_of_the_run() -> None:
    made = small()
    society = replace(made.bare.bundle.society, cross=(("age", "politics"),))
    crossed = replace(made.bare, bundle=replace(made.bare.bundle, society=society))
    ledger = play(crossed, persons=1500, months=1, seed=7)
    groups = [f"age={age}&politics=government" for age in ("15-29", "30-44", "45-59", "60+")]
    held, people = (sum(ledger.total(name, group=group) for group in groups) for name in ("gate:card:now", "subjects"))
    rows = [row for row in made.fit.rows if row.id == "holding_government_2018"]
    assert figures(made.bare, rows=rows, setting=made.setting) == {"holding_government_2018": held / people}
    assert 0.9 < held / people < 1


def test_payments_are_those_of_the_rate_and_the_holders() -> None:
    made = small()
    paid = [row for row in made.other.rows if row.id in ("payments_2020", "payments_per_person_month_2020")]
    told = figures(made.bare, rows=paid, setting=made.setting)
    monthly = 27.2 / 12
    assert told["payments_per_person_month_2020"] == pytest.approx(monthly / (1 - np.exp(-monthly)))


def test_totals_of_the_court_list_are_sums_of_the_months_of_a_run() -> None:
    made = make_calibration(Asked(scheme=COURT, persons=5000, seed=3), runs=16)
    society = replace(made.bare.bundle.society, start="2013-10")
    moved = replace(made.bare, bundle=replace(made.bare.bundle, society=society))
    people = populate(society, seed=3, persons=5000)
    ledger = run(plan(moved.scheme, moved.bundle, people, seed=3, months=60, truth=False), keep="penalised", threads=1)
    scale = 1426106091 / 5000
    found = figures(made.bare, rows=made.fit.rows, setting=replace(made.setting, threads=1))
    lists = ledger.series["list:dishonest_list:events"] + ledger.series["list:dishonest_firms:events"]
    assert found["listings_2018_09"] == pytest.approx(lists.sum() * scale)
    assert found["listings_2017_02"] == pytest.approx((lists[:40].sum() + lists[40] / 2) * scale)
    assert found["flights_2018_09"] == pytest.approx(ledger.series["measure:no_flights:events"].sum() * scale)
    done = sum(counts.sum() for name, counts in ledger.series.items() if name.endswith(":performed"))
    assert 0 < found["complied_2018_09"] < done * scale


def test_the_page_says_what_it_is_and_shows_every_row(done: Calibration, capsys: pytest.CaptureFixture[str]) -> None:
    from rich.console import Console

    draw(calibration_page(done.document), console=Console(width=100, highlight=False))
    text = " ".join(capsys.readouterr().out.split())
    assert "Nobody real is in it" in text
    assert "there is no option for another" in text
    assert "What it forecast" in text
    for row in done.document["rows"]:
        assert str(row["when"]) in text


@pytest.mark.parametrize("name", KEPT)
def test_kept_calibrations_are_of_the_files_as_they_are(name: str) -> None:
    document = kept_calibration(name)
    jsonschema.validate(document, SCHEMA)
    inputs = load_inputs(name)
    assert document["inputs"]["scheme_hash"] == without_outcomes(inputs).scheme_hash, f"{COMMAND} --again"
    assert document["inputs"]["society_hash"] == inputs.society_hash, f"{COMMAND} --again"
    published = {outcome.id: outcome for outcome in inputs.scheme.outcomes}
    for row in document["rows"]:
        assert row["published"] == published[row["id"]].quantity.value
        assert row["use"] == published[row["id"]].use
    assert {"fit", "test"} <= {row["use"] for row in document["rows"]}


def test_the_page_of_the_documentation_is_made_from_the_kept_documents() -> None:
    for path, text in calibration_documents().items():
        assert (ROOT / "docs" / path).read_text(encoding="utf-8") == text, COMMAND


@pytest.mark.slow
@pytest.mark.parametrize("name", KEPT)
def test_kept_calibrations_come_out_again(name: str, tmp_path: Path) -> None:
    kept, asked = kept_calibration(name), KEPT[name]
    made = make_calibration(Asked(scheme=name, persons=asked["persons"], seed=asked["seed"]), runs=asked["runs"])
    found = calibrate(made, out=tmp_path).document
    for ours, theirs in zip(found["rows"], kept["rows"], strict=True):
        assert ours["id"] == theirs["id"]
        assert ours["ours"] == pytest.approx(theirs["ours"], rel=0.05), ours["id"]
    assert found["matching"]["kept"] == pytest.approx(kept["matching"]["kept"], rel=0.1)
