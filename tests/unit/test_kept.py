"""Where compiled kernels are kept: by content, not by path; in a folder that nobody else can write to."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from demerit import kept
from tests.house.files import SOURCE

PROGRAM = """
import numpy as np
from demerit.society.fit import open_scheme
from demerit.society.population import fill_households, populate
people = populate(open_scheme("cn-rongcheng-2019")[1].society, seed=0, persons=4096)
fill_households(people.tables, 0, np.zeros(4096, np.uint16))
print(sum(fill_households.stats.cache_hits.values()), sum(fill_households.stats.cache_misses.values()))
"""


@pytest.fixture(autouse=True)
def anew(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No folder that was found before, and none in the environment."""
    for name in ("NUMBA_CACHE_DIR", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    kept.cache_folder.cache_clear()
    yield
    kept.cache_folder.cache_clear()


def found(sources: Path, cache: Path) -> str:
    """How many kernels of those called were found compiled, and how many were not."""
    environment = {**os.environ, "PYTHONPATH": str(sources), "NUMBA_CACHE_DIR": str(cache)}
    command = [sys.executable, "-c", PROGRAM]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def test_copies_of_the_same_sources_share_their_kernels_and_others_do_not(tmp_path: Path) -> None:
    first, second = tmp_path / "one", tmp_path / "a path with spaces" / "two"
    for folder in (first, second):
        shutil.copytree(SOURCE, folder / "demerit", ignore=shutil.ignore_patterns("__pycache__"))
    assert found(first, tmp_path / "cache") == "0 1"
    assert found(second, tmp_path / "cache") == "1 0"
    with (second / "demerit" / "draws.py").open("a", encoding="utf-8") as called:
        called.write("# changed\n")
    assert found(second, tmp_path / "cache") == "0 1", "a kernel that calls what changed is compiled anew"


def test_the_users_cache_folder_keeps_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = kept.cache_folder()
    assert folder is not None
    assert folder.parent == tmp_path / ".cache" / "demerit"
    assert kept.is_kept()
    assert not kept.is_warm()


def test_where_the_home_cannot_be_written_they_are_kept_in_an_own_temporary_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", "/dev/null")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    folder = kept.cache_folder()
    assert folder is not None
    assert folder.parent.parent == tmp_path
    assert stat.S_IMODE(folder.parent.stat().st_mode) == 0o700
    assert not kept.is_kept()
    kept.cache_folder.cache_clear()
    assert kept.cache_folder() == folder, "the next run finds them"


def test_a_folder_that_others_can_write_to_is_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", "/dev/null")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    open_to_all = tmp_path / f"demerit-{os.getuid()}"
    open_to_all.mkdir()
    open_to_all.chmod(0o777)
    folder = kept.cache_folder()
    assert folder is not None
    assert open_to_all not in folder.parents


def test_nothing_is_kept_where_nothing_can_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/dev/null")
    monkeypatch.setattr("tempfile.tempdir", "/dev/null")
    assert kept.cache_folder() is None
    assert not kept.is_kept()
    assert not kept.is_warm()


def test_every_file_that_kernels_are_made_of_counts() -> None:
    package = Path(kept.__file__).parent
    held = {path for pattern in kept.HOLDERS for path in package.glob(pattern)}
    assert len(held) > 40
    for path in held - {package / "compiled.py"}:
        for name in re.findall(r"^from demerit\.([a-z_.]+) import", path.read_text(encoding="utf-8"), re.MULTILINE):
            assert package / (name.replace(".", "/") + ".py") in held, f"{path.name} imports {name}"


def test_kernels_that_nobody_used_for_a_month_are_removed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    ours = kept.cache_folder()
    assert ours is not None
    old, recent, other = (ours.parent / name for name in ("kernels-000000000001", "kernels-000000000002", "notes"))
    for folder, days in ((old, 31), (recent, 29), (other, 400)):
        folder.mkdir()
        os.utime(folder, (time.time() - 86400 * days,) * 2)
    kept.forget_unused()
    assert sorted(path.name for path in ours.parent.iterdir()) == sorted([ours.name, recent.name, other.name])
