"""Chance is counted: a test that judges dice has an entry in ``tests/alarms/table.py`` and keeps to it."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from math import isfinite
from pathlib import Path

import pytest

from tests.alarms.checks import Check, watched
from tests.alarms.table import ENTRIES

ROOT = Path(__file__).parents[1]
MADE: Counter[str] = Counter()
KEPT: dict[str, list[Check]] = {}
KEEP = os.environ.get("DEMERIT_KEEP_CHECKS", "")
"""A file to which the checks of a run are written, for ``python -m tests.alarms.page``."""


def name_of(item: pytest.Item) -> str:
    """Name of a test without its cases, as in the table: ``papers/test_laws.py::test_a_law_is_met``."""
    return f"{item.path.relative_to(ROOT / 'tests').as_posix()}::{getattr(item, 'originalname', item.name)}"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of the table, so that ``-m statistical`` finds them."""
    for item in items:
        if item.path.is_relative_to(ROOT / "tests") and name_of(item) in ENTRIES:
            item.add_marker(pytest.mark.statistical)


@pytest.fixture(autouse=True)
def _counted(request: pytest.FixtureRequest) -> Iterator[None]:
    """Hold a test to the number of checks that it is entered with."""
    with watched() as watch:
        yield
    if not watch.checks:
        return
    name = name_of(request.node)
    MADE[name] += len(watch.checks)
    KEPT.setdefault(name, []).extend(watch.checks)
    if KEEP:
        return
    entry = ENTRIES.get(name)
    most = entry.checks if entry else 0
    assert MADE[name] <= most, f"{name}: {MADE[name]} checks of chance, {most} in tests/alarms/rows.py"
    seen = [check.seen for check in watch.checks if isfinite(check.seen)]
    if entry and entry.bias and seen:
        assert max(seen) < 1.05 * entry.bias, f"{name} sees a bias of {max(seen):.3f} only, not of {entry.bias}"


def pytest_sessionfinish() -> None:
    """Write the checks down where that is asked for."""
    if KEEP and KEPT:
        known = json.loads(Path(KEEP).read_text()) if Path(KEEP).exists() else {}
        made = {name: [[c.name, c.z, c.exact, c.seen] for c in checks] for name, checks in KEPT.items()}
        Path(KEEP).write_text(json.dumps({**known, **made}, indent=1))
