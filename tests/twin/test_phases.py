"""The list of phases: its kernels are there and composed in its order, the twin runs it, the page prints it."""

from __future__ import annotations

import re

from demerit.engine.phases import PHASES, page
from tests.house.files import ROOT, SOURCE
from tests.twin import world

KERNELS = SOURCE / "engine" / "kernels"
OUTSIDE = ("rank", "act", "shadow_month", "observe", "tally")
"""Phases that are not a step of one file."""


def test_every_phase_names_a_kernel_that_is_there() -> None:
    for phase in PHASES:
        file, _, function = phase.kernel.partition(".")
        text = (KERNELS / f"{file}.py").read_text(encoding="utf-8")
        assert re.search(rf"^def {function}\(", text, re.MULTILINE), phase.kernel


def test_the_driver_composes_a_file_in_this_order() -> None:
    text = (KERNELS / "month.py").read_text(encoding="utf-8")
    body = text[text.index("def subject_month(") :]
    inside = [p.kernel.partition(".")[2] for p in PHASES if p.name not in OUTSIDE]
    places = [body.index(f"{name}(") for name in inside]
    assert places == sorted(places)


def test_the_twin_runs_the_same_phases() -> None:
    ours = [phase.name for phase in PHASES]
    assert [phase.__name__ for phase in world.PHASES if phase.__name__ in ours] == ours


def test_the_page_is_made_from_the_list() -> None:
    assert (ROOT / "docs" / "odd" / "phases.md").read_text(encoding="utf-8") == page()
