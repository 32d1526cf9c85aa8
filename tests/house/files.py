"""What the house tests share: the files of the repository, as git knows them."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "demerit"


@cache
def committed() -> tuple[Path, ...]:
    """Files that git has, or would take with the next ``git add``; a deleted file is left out."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listing = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout: the rules on committed files have nothing to read")
    return tuple(path for name in listing.split("\0") if name and (path := ROOT / name).is_file())


def text_of(path: Path) -> str:
    """Text of a file, or nothing if it is binary."""
    raw = path.read_bytes()
    return "" if b"\0" in raw[:8192] else raw.decode("utf-8", errors="replace")
