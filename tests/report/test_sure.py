"""How sure each figure is: chance and what is assumed apart, on the page of a run that was swept."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from demerit.report.blocks import Paragraph, Table
from demerit.report.sweep_page import is_hidden, is_still
from demerit.report.views.model import Figure, blocks_data
from demerit.report.views.sure import sure
from demerit.study.job import Asked
from demerit.study.spread import spread_of
from demerit.study.studyrun import run_study
from demerit.study.sweep import make_sweep, sweep_document
from demerit.study.swept import swept_before


def test_noise_that_hides_what_is_assumed_is_not_said_to_be_nothing() -> None:
    still = spread_of(np.full((9, 2), 0.1)).as_data()
    noise = np.array([[0.1, 0.2], [0.2, 0.1]] * 6)
    hidden = spread_of(noise).as_data()
    moved = spread_of(np.linspace(0, 1, 12)[:, None] + np.zeros((12, 2))).as_data()
    assert is_still(still)
    assert not is_hidden(still)
    assert is_hidden(hidden)
    assert not is_still(hidden)
    assert not is_hidden(moved)
    assert not is_still(moved)


def test_page_has_both_ranges_of_every_figure_of_a_sweep(tmp_path: Path) -> None:
    job = make_sweep(Asked(scheme="ve-carnet-2018", persons=1500, months=6, seed=3), n=8)
    document = sweep_document(run_study(job, out=tmp_path / "sweep"))
    blocks = list(sure(document))
    tables = [block for block in blocks if isinstance(block, Table)]
    assert {len(table.columns) for table in tables[:-1]} == {6}
    figures = [block for block in blocks if isinstance(block, Figure)]
    assert figures[0].chart == "intervals"
    for row in figures[0].rows:
        assert row["low"] <= row["high"]
    assert all(figure.table.rows and figure.evidence for figure in figures)
    assert blocks_data(blocks)


def test_run_that_was_not_swept_says_so(tmp_path: Path) -> None:
    assert swept_before(tmp_path) is None
    (only,) = sure(None)
    assert isinstance(only, Paragraph)
    assert "chance alone" in only.text
