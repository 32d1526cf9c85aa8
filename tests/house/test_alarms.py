"""Every test that judges dice is entered with its false alarms, they add up to less than the budget, and none hides."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.alarms.checks import BUDGET, SHARE
from tests.alarms.page import page, spent
from tests.alarms.table import ENTRIES
from tests.house.files import ROOT

pytestmark = pytest.mark.house

TESTS = ROOT / "tests"
JUDGES = {"near", "binomial", "poisson_count", "chi_square", "on_mean", "sampled", "met", "misses"}
CHANCE = ("sqrt(", "** 0.5", "deviation", "error", "noise", "std(", "spread")
"""What stands on the other side of a distance that is judged by chance."""

OTHER_SIDE = {
    "papers/test_feedback.py::test_a_loop_of_runs_does_the_same",
    "papers/test_feedback.py::test_of_many_alike_societies_shares_spread_as_the_law_says",
    "papers/test_feedback.py::test_the_correction_is_held_to_its_law",
}
"""Tests that ask that something wrong lies far off: they judge no law."""


@cache
def functions() -> dict[str, ast.FunctionDef]:
    """Every function of every test file, by file and name."""
    found = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                found[f"{path.relative_to(TESTS).as_posix()}::{node.name}"] = node
    return found


def calls(node: ast.FunctionDef) -> set[str]:
    """Names of the functions that a function calls."""
    return {
        call.func.id for call in ast.walk(node) if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
    }


@cache
def judges_in(path: Path) -> frozenset[str]:
    """The judges that a file takes from ``tests.alarms``."""
    names = {
        alias.asname or alias.name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "tests.alarms.checks"
        for alias in node.names
        if alias.name in JUDGES
    }
    return frozenset(names)


def test_the_budget_is_kept() -> None:
    assert spent() * SHARE <= BUDGET
    assert all(entry.checks > 0 for entry in ENTRIES.values())


def test_entries_are_of_tests_that_there_are() -> None:
    for name, entry in ENTRIES.items():
        assert name in functions(), f"{name}: no such test"
        slow = any("slow" in ast.unparse(mark) for mark in functions()[name].decorator_list)
        assert slow is entry.slow, f"{name}: slow in tests/alarms/rows.py or in its marks, not in one"


def test_no_test_judges_chance_without_an_entry() -> None:
    for name, node in functions().items():
        if not node.name.startswith("test_"):
            continue
        judges = judges_in(TESTS / name.split("::")[0]) - {"met", "misses"}  # these judge exact figures too
        assert not (calls(node) & judges) or name in ENTRIES, f"{name} judges chance: enter it in tests/alarms/rows.py"


def test_no_test_judges_chance_by_itself() -> None:
    """``assert abs(found - law) < 5 * math.sqrt(...)``: such a bound belongs into ``tests.alarms.checks``."""
    found = []
    for name, node in functions().items():
        for each in ast.walk(node):
            text = ast.unparse(each) if isinstance(each, ast.Assert) else ""
            if "abs(" in text and any(word in text for word in CHANCE) and name not in OTHER_SIDE:
                found.append(f"{name}: {text}")
    assert found == []


@pytest.mark.parametrize("text", ["assert abs(a - b) < 5 * math.sqrt(p / n)", "assert abs(a - b) < 4 * error"])
def test_a_bound_of_its_own_would_be_found(text: str) -> None:
    assert "abs(" in text
    assert any(word in text for word in CHANCE)


def test_no_mark_is_put_by_hand() -> None:
    """The mark comes from the table, so that no test has the mark and no entry."""
    for path in TESTS.rglob("*.py"):
        if path.name not in ("conftest.py", Path(__file__).name):
            assert "mark.statistical" not in path.read_text(encoding="utf-8"), path


def test_the_page_is_current() -> None:
    text = (ROOT / "docs" / "understand" / "false-alarms.md").read_text(encoding="utf-8")
    assert text == page(), "python -m tests.alarms.page > docs/understand/false-alarms.md"
