"""Help is fast, imports nothing heavy, and the page made of it is current."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from demerit import __version__
from demerit.cli.reference import reference
from tests.cli.stage import demerit
from tests.house.files import ROOT

CALL = "from demerit.cli import main; main()"
HEAVY = {"numpy", "numba", "duckdb", "yaml", "rich", "scipy", "demerit.engine", "demerit.scheme"}


def command(*arguments: str) -> list[str]:
    """Command line that calls demerit in a process of its own."""
    return [sys.executable, "-c", CALL, *arguments]


def test_help_takes_less_than_0_3_seconds() -> None:
    seconds = []
    for _ in range(5):
        before, begun = os.times(), time.perf_counter()
        subprocess.run(command("--help"), capture_output=True, check=True)
        after = os.times()
        cpu = after.children_user + after.children_system - before.children_user - before.children_system
        seconds.append(min(cpu, time.perf_counter() - begun))
    assert min(seconds) < 0.3


@pytest.mark.parametrize("arguments", [("--help",), ("run", "--help"), ("--version",), ("scheme", "--help")])
def test_help_imports_nothing_heavy(arguments: tuple[str, ...]) -> None:
    program = f"import sys, atexit; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); {CALL}"
    result = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True)
    assert HEAVY & set(result.stderr.split()) == set()


def test_the_version_is_printed() -> None:
    assert demerit("--version").out == f"demerit {__version__}\n"


def test_no_command_shows_the_help() -> None:
    answer = demerit()
    assert "Commands:" in answer.out + answer.err


def test_every_command_has_help_with_every_option_explained() -> None:
    text = reference()
    for name in ("run", "catalog", "claims", "warmup", "scheme check", "scheme show", "scheme resolve", "scheme diff",
                 "scheme schema", "scheme new", "society list", "society show", "society build", "safeguard list",
                 "safeguard show"):  # fmt: skip
        assert f"\n## demerit {name}\n" in text
    bare = [line for line in text.splitlines() if line.startswith("  --") and len(line.split("  ")) < 3]
    assert [line for line in bare if len(line) < 40] == []


def test_the_page_on_the_terminal_is_current() -> None:
    page = ROOT / "docs" / "reference" / "cli.md"
    assert page.read_text(encoding="utf-8") == reference(), "python -m demerit.cli.reference > docs/reference/cli.md"
