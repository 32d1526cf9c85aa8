"""House rules on set-up: what the locks hold, what the wheel holds, what the continuous check calls."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.files import ROOT, SOURCE, text_of

pytestmark = pytest.mark.house

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*)==(\S+)( ; [^\\]+)?", re.M)


def pins(lock: Path) -> set[tuple[str, str]]:
    """Pairs (package, version) of a lock; a universal lock may hold two versions of one package."""
    return {(match.group(1), match.group(2)) for match in PIN.finditer(text_of(lock))}


def test_the_locks_are_those_that_the_makefile_writes() -> None:
    written = re.findall(r"-o requirements/(\w+)\.txt", text_of(ROOT / "Makefile"))
    assert sorted(written) == [lock.stem for lock in LOCKS]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_lock_is_hashed_and_holds_the_build_tool_and_no_address(lock: Path) -> None:
    text = text_of(lock)
    entries = [entry for entry in re.split(r"\n(?=[a-z0-9])", text) if PIN.match(entry)]
    assert len(entries) == len(PIN.findall(text)) > 0
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "hatchling" in {name for name, _ in pins(lock)}
    assert not re.search(r"://|--(extra-)?index-url|--find-links|--trusted-host|^-e |^\.|^/", text, re.M)


@pytest.mark.parametrize("lock", [lock for lock in LOCKS if lock.stem != "lock"], ids=lambda lock: lock.stem)
def test_every_lock_has_all_of_run_in_the_same_versions(lock: Path) -> None:
    assert pins(ROOT / "requirements" / "run.txt") <= pins(lock)


def test_the_continuous_check_calls_make_test() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert re.search(r"^exec make .*\btest$", text_of(script), re.M)


def test_the_wheel_holds_the_data_and_the_licences(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    result = subprocess.run([*command, "-w", str(tmp_path), str(ROOT)], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    (wheel,) = tmp_path.glob("demerit-*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    data = {path for path in SOURCE.rglob("*") if path.suffix in (".yaml", ".csv", ".typed", ".html")}
    assert {f"demerit/{path.relative_to(SOURCE).as_posix()}" for path in data} <= held
    assert {Path(name).name for name in held} >= {"LICENSE", "DATA_LICENCES.md", "entry_points.txt", "py.typed"}
