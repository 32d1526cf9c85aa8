"""The code is broken on purpose, one fault at a time: the tests named for it must fail, each by an assertion.

``make mutants`` tries every fault, ``make mutants PYTEST="-k appeal"`` some. Kernels run as ordinary Python here
(``interpreted.py``), so a fault in one costs seconds instead of a compilation.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.mutants.fault import ROOT, Verdict, damaged
from tests.mutants.lists import FAULTS

IDS = [fault.id for fault in FAULTS]
MUTANTS = pytest.mark.mutants
WAIT = pytest.mark.timeout(0)


@MUTANTS
@WAIT
def test_the_sound_package_passes_the_tests_that_must_fail(trials: Callable[[str], Verdict]) -> None:
    verdict = trials("")
    assert verdict.ends, verdict.said
    assert {test: end for test, end in verdict.ends.items() if end} == {}, verdict.said


@MUTANTS
@WAIT
@pytest.mark.parametrize("name", IDS)
def test_a_fault_is_noticed(name: str, trials: Callable[[str], Verdict]) -> None:
    verdict = trials(name)
    fault = FAULTS[IDS.index(name)]
    told = {test: verdict.ends.get(test, "was not run") or "passed" for test in fault.tests}
    assert verdict.killed, f"nobody noticed that {fault.why}: {told}\n{verdict.said}"


def test_ids_differ_and_there_are_many() -> None:
    assert len(IDS) == len(set(IDS)) >= 40


@pytest.mark.parametrize("name", IDS)
def test_a_fault_can_be_planted(name: str) -> None:
    fault = FAULTS[IDS.index(name)]
    compile(damaged(fault), fault.file, "exec")
    assert fault.tests
    assert len(fault.why) > 10
    assert all((ROOT / test.split("::")[0]).is_file() for test in fault.tests)
