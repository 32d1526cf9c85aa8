"""The command as a newcomer has it: a wheel, read-only, in a path with spaces, in a bare terminal, without a home."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.installed import BARE, Installed, files_below, install
from tests.cli.stage import demerit, use_straw
from tests.house.files import ROOT

RUN = ("run", "cn-rongcheng-2019", "--persons", "2000", "--months", "3")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """A wheel of this checkout, in a read-only folder with spaces in its path."""
    return install(tmp_path_factory.mktemp("an install"))


def test_a_read_only_install_runs_in_a_bare_terminal(installed: Installed, tmp_path: Path) -> None:
    before, here = files_below(installed.site), tmp_path / "a folder with spaces"
    here.mkdir()
    result = installed.call(*RUN, here=here, **BARE)
    assert result.returncode == 0, result.stderr
    assert b"Traceback" not in result.stderr
    text = result.stdout.decode("ascii")
    assert text.startswith("Synthetic county, rules published for Rongcheng.")
    assert [line for line in text.splitlines() if len(line) > 60] == []
    assert "\x1b" not in text
    assert [path.name for path in (here / "runs").glob("*/result.json")] == ["result.json"]
    assert files_below(installed.site) == before, "nothing is written beside the package"


def test_the_package_that_ran_is_the_installed_one(installed: Installed, tmp_path: Path) -> None:
    result = installed.call("warp", here=tmp_path, PYTHONVERBOSE="1")
    assert str(installed.site / "demerit" / "cli").encode() in result.stderr
    assert str(ROOT / "src").encode() not in result.stderr


def test_without_a_home_commands_work(installed: Installed, tmp_path: Path) -> None:
    for arguments in (("catalog",), ("scheme", "check", "cn-rongcheng-2019"), ("--help",)):
        result = installed.call(*arguments, here=tmp_path, HOME="/dev/null", **BARE)
        assert (result.returncode, result.stderr) == (0, b"")


@pytest.mark.parametrize(("folder", "said"), [("/t/demerit-1", "kept in /t/demerit-1 until"), ("", "it is not kept")])
def test_without_a_home_one_line_says_where_the_engine_is_kept(
    folder: str, said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use_straw(monkeypatch)
    monkeypatch.chdir(tmp_path)
    for name, value in (("is_compiled", False), ("is_kept", False), ("kept_in", folder)):
        monkeypatch.setattr(f"demerit.study.warm.{name}", lambda value=value: value)
    compiled: list[bool] = []
    monkeypatch.setattr("demerit.study.warm.compile_kernels", lambda: compiled.append(True))
    told = [line for line in demerit(*RUN, "--persons", "6400").err.splitlines() if "Compiling" in line]
    assert len(told) == 1
    assert "Your cache folder cannot be written" in told[0]
    assert said in told[0]
    assert compiled == [True], "before the run, by as many processes as there may be"


@pytest.mark.slow
def test_without_a_home_the_engine_is_kept_for_the_next_run(installed: Installed, tmp_path: Path) -> None:
    bare = {**BARE, "HOME": "/dev/null", "TMPDIR": str(tmp_path), "XDG_CACHE_HOME": "", "NUMBA_CACHE_DIR": ""}
    first = installed.call(*RUN, here=tmp_path, **bare)
    assert first.returncode == 0, first.stderr
    assert b"Your cache folder cannot be written, so it is kept in" in first.stderr
    second = installed.call(*RUN, "--seed", "2", here=tmp_path, **bare)
    assert second.returncode == 0, second.stderr
    assert b"Compiling" not in second.stderr


def pythons() -> dict[str, str]:
    """The oldest and the newest Python on this machine that the project serves, by version."""
    folders = sorted((Path.home() / ".pyenv" / "versions").glob("3.*/bin"))
    names = [f"python3.{minor}" for minor in range(11, 30)]
    places = [os.fspath(folder / name) for folder in folders for name in names]
    found = {}
    for place in (sys.executable, *filter(None, map(shutil.which, [*names, *places]))):
        told = subprocess.run([place, "-c", ASK], capture_output=True, text=True, check=False).stdout.split()
        if told:
            found.setdefault((int(told[0]), int(told[1])), place)
    return {f"{major}.{minor}": found[major, minor] for major, minor in sorted({min(found), max(found)})}


ASK = "import sys, venv, ensurepip; print(*sys.version_info[:2])"


@pytest.mark.slow
@pytest.mark.parametrize("version", ["oldest", "newest"])
def test_make_run_in_a_clean_clone_serves_the_oldest_and_the_newest_python(version: str, tmp_path: Path) -> None:
    python = list(pythons().values())[0 if version == "oldest" else -1]
    clone = tmp_path / "a folder with spaces"
    subprocess.run(["git", "clone", "--quiet", os.fspath(ROOT), os.fspath(clone)], check=True)
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    command = ["make", "run", f"PYTHON={python}", f"OPTIONS={' '.join(RUN[2:])}"]
    result = subprocess.run(command, cwd=clone, env=clean, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert "A model, not a measurement" in result.stdout
    assert len(list(clone.glob("runs/*/result.json"))) == 1
