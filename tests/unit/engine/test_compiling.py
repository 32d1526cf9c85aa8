"""What is compiled beforehand is what a run calls."""

from __future__ import annotations

import pytest

from demerit.engine import compiling
from demerit.engine.plan import plan
from demerit.engine.run import run
from demerit.society.fit import open_scheme
from demerit.society.population import populate
from demerit.study import warm
from demerit.study.warm import MONTHS, PERSONS, SCHEME, begun_beside, calling_all, compile_half

LARGE = ("act_month", "file_month", "shadow_month", "init_chunk", "deliver", "finish_chunk")


def test_a_run_compiles_no_large_kernel_again() -> None:
    compiling.compile_files()
    compile_half()
    before = {name: list(getattr(compiling, name).nopython_signatures) for name in LARGE}
    scheme, bundle = open_scheme(SCHEME)
    people = populate(bundle.society, seed=0, persons=PERSONS)
    run(plan(calling_all(scheme), bundle, people, seed=0, months=MONTHS), keep="all", threads=1)
    for name in LARGE:
        assert len(before[name]) == 1, name
        assert list(getattr(compiling, name).nopython_signatures) == before[name], name


def test_with_one_processor_one_process_compiles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warm, "processors", lambda: 1)
    assert begun_beside() is None


def test_the_other_process_finds_the_package() -> None:
    other = begun_beside()
    assert other is None or other.wait() == 0
