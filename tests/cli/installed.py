"""A wheel of this checkout, installed somewhere that cannot be written to, and a way to call it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.house.files import ROOT

__all__ = ["BARE", "Installed", "files_below", "install"]

BARE = {
    "LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "NO_COLOR": "1", "COLUMNS": "60",
}  # fmt: skip
"""A terminal that can do nothing."""
CALL = "from demerit.cli import main; main()"
KEPT = ("PATH", "HOME", "NUMBA_CACHE_DIR", "XDG_CACHE_HOME", "TMPDIR")


@dataclass(frozen=True)
class Installed:
    """Where the package is, and the Python that finds it there."""

    python: str
    site: Path

    def call(self, *arguments: str, here: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
        """Call the command with its output in pipes, in an environment that holds next to nothing."""
        given = {name: os.environ[name] for name in KEPT if name in os.environ}
        given |= {"PYTHONPATH": str(self.site), "PYTHONDONTWRITEBYTECODE": "1"} | environment
        command = [self.python, "-c", CALL, *arguments]
        return subprocess.run(command, cwd=here, env=given, capture_output=True, check=False)


def files_below(folder: Path) -> list[tuple[str, int]]:
    """Files below a folder with their times."""
    return sorted((str(path), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file())


def pip(*arguments: str) -> None:
    """Call pip and let it fail loudly."""
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input", *arguments]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


def install(folder: Path) -> Installed:
    """Build the wheel of this checkout and put it beside the packages of this Python, into a read-only folder."""
    pip("wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", str(folder), str(ROOT))
    (wheel,) = folder.glob("demerit-*.whl")
    site = folder / "read-only site"
    pip("install", "--no-deps", "--no-index", "--target", str(site), str(wheel))
    for path in [*site.rglob("*"), site]:
        path.chmod(path.stat().st_mode & ~0o222)
    return Installed(python=sys.executable, site=site)
