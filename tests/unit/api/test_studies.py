"""``dm.sweep``, ``dm.sensitivity``, ``dm.run_study``: documents of the terminal as objects, on an engine of straw."""

from __future__ import annotations

from pathlib import Path

import pytest

import demerit as dm
from demerit.errors import UsageError
from tests.cli.stage import straw_run
from tests.unit.study.test_studyfile import TEXT

SCHEME = "us-chicago-ssl-2016"
OVER = ("selection", "conduct")


@pytest.fixture(autouse=True)
def straw(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An engine of straw, and an empty folder to be in."""
    monkeypatch.setattr("demerit.study.play.run", straw_run)
    monkeypatch.setattr("demerit.api.studies.ready", lambda: None)
    monkeypatch.chdir(tmp_path)


def test_a_sweep_has_its_figures_its_unknowns_and_its_tables() -> None:
    told: list[tuple[str, float]] = []
    found = dm.sweep(
        SCHEME, over=OVER, n=8, persons=1500, months=3, seed=0, replicates=1, threads=1,
        indicators=["measure:*:ever", "any:ever"], progress=lambda what, share: told.append((what, share)),
    )  # fmt: skip
    assert told[-1] == ("result", 1.0)
    assert "shard:9:9" in [what for what, _ in told]
    (row,) = found.indicators.where(id="any:ever")
    assert row["label"] == "People penalised in any way"
    assert 0 <= row["assumed_low"] <= row["assumed_high"]
    assert set(found.unknowns["unknown"]) == set(OVER)
    assert all(number["low"] < number["high"] for number in found.unknowns)
    assert found.table("design").aggregate("count(*)").fetchall() == [(9 * 5,)]
    assert "Every figure, chance and assumptions apart" in repr(found)
    assert "<table" in found._repr_html_()
    with pytest.raises(UsageError, match="R351"):
        found.table("log")  # type: ignore[arg-type]


def test_a_sensitivity_has_its_effects() -> None:
    found = dm.sensitivity(
        SCHEME, over=OVER, method="morris", trajectories=4, persons=1500, months=3, seed=0, replicates=1, threads=1,
        indicators=["any:ever"],
    )  # fmt: skip
    assert set(found.effects["unknown"]) == set(OVER)
    assert {"low", "high", "difference", "morris_mu_star"} <= set(found.effects.columns)
    assert len(found.unknowns) == 5
    assert repr(found).startswith("Synthetic people")


def test_a_study_has_a_row_for_every_figure_of_every_world() -> None:
    Path("trial.yaml").write_text(TEXT, encoding="utf-8")
    found = dm.run_study("trial.yaml", threads=1)
    assert set(found.figures["world"]) == {"as-it-is", "alike"}
    assert {row["against"] for row in found.figures} == {None, "as-it-is"}
    assert found.folder.parent == Path("runs")
    assert "Does it work?" in repr(found)
