"""The page in a real browser: finding one, a lab of its own on a free port, and what a page must never do."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parents[2]
WEB = ROOT / "web"
PAGE = ROOT / "src" / "demerit" / "report" / "page"
AXE = WEB / "node_modules" / "axe-core" / "axe.min.js"
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def missing(what: str) -> None:
    """Skip on a desk that lacks something, and fail in CI, which must have it."""
    if os.environ.get("CI"):
        pytest.fail(f"CI must have {what}")
    pytest.skip(f"needs {what}")


def browser_path() -> str:
    """The browser of the system; none is ever fetched."""
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    if found is None:
        missing("Chromium")
    return str(found)


def free_port() -> int:
    """A port of the loopback that nobody uses now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def lab_in(folder: Path) -> Iterator[str]:
    """A lab that works in a folder; its address."""
    port = free_port()
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-c", "from demerit.cli import main; main()", "lab", "--port", str(port)]
    process = subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    address = f"http://127.0.0.1:{port}/"
    try:
        for _ in range(200):
            try:
                with urlopen(address, timeout=5):
                    break
            except (URLError, ConnectionError):
                if process.poll() is not None:
                    assert process.stderr is not None
                    raise AssertionError(process.stderr.read().decode()) from None
                time.sleep(0.05)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def run_in(folder: Path, *words: str) -> str:
    """Run ``demerit`` in a folder; the name of the newest folder under ``runs``."""
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-c", "from demerit.cli import main; main()", *words]
    subprocess.run(command, cwd=folder, env=env, check=True, capture_output=True)
    made = max((folder / "runs").iterdir(), key=lambda path: path.stat().st_mtime_ns)
    return made.name
