"""Pytest plugin of the runner: kernels as ordinary Python, and a report of how each test ended.

Given to a pytest of its own with ``-p``, so that it comes before any test imports the package.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import demerit
from tests.mutants.interpreted import install

assert Path(demerit.__file__).parent == Path(os.environ["MUTANT_PACKAGE"]), "another copy of the package is in the way"
install()

ENDS: dict[str, str] = {}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[Any]) -> Iterator[None]:
    """Keep the name of what a test ended with; nothing for a test that passed."""
    report = yield
    ENDS.setdefault(item.nodeid, "")
    if call.excinfo is not None:
        ENDS[item.nodeid] = f"{call.when}: {call.excinfo.typename}"
    return report


def pytest_sessionfinish() -> None:
    """Write the report."""
    Path(os.environ["MUTANT_REPORT"]).write_text(json.dumps(ENDS), encoding="utf-8")
