"""A lab for tests: the real command, in a process of its own, at a port that was free."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.house.files import ROOT

__all__ = ["Served", "events_in", "serving"]

START = "import sys; from demerit.cli import main; sys.argv = ['demerit', *sys.argv[1:]]; main()"


@dataclass(frozen=True)
class Served:
    """A lab that answers."""

    process: subprocess.Popen[str]
    client: httpx.Client
    folder: Path

    def get(self, path: str, **more: Any) -> httpx.Response:
        """Ask for something."""
        return self.client.get(path, **more)

    def post(self, path: str, body: Any, **more: Any) -> httpx.Response:
        """Send JSON."""
        return self.client.post(path, json=body, **more)

    def memory(self) -> int:
        """Bytes that the server holds."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return int(status.split("VmRSS:")[1].split()[0]) * 1024

    def loaded(self) -> str:
        """Names of the files of code that the server has loaded."""
        return Path(f"/proc/{self.process.pid}/maps").read_text(encoding="utf-8")


def command(*arguments: str) -> list[str]:
    """Command of the terminal in the sources."""
    return [sys.executable, "-c", START, *arguments]


def environment(**more: str) -> dict[str, str]:
    """Where the sources are."""
    return {**os.environ, "PYTHONPATH": str(ROOT / "src"), **more}


@contextmanager
def serving(folder: Path, *, spare: bool = False) -> Iterator[Served]:
    """A lab in a folder, with a player kept ready or without; it is stopped as a user stops it."""
    process = subprocess.Popen(
        command("lab", "--port", "0"), cwd=folder, env=environment(DEMERIT_LAB_SPARE=str(int(spare))), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        said = process.stdout.readline()
        assert said.startswith("The lab is at http://127.0.0.1:"), said + process.stderr.read()
        with httpx.Client(base_url=said.split()[-1], timeout=60) as client:
            yield Served(process, client, folder)
    finally:
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(20)
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()


def events_in(lines: Iterator[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Number and data of each event of a stream."""
    number = 0
    for line in lines:
        if line.startswith("id: "):
            number = int(line.rpartition(".")[2])
        elif line.startswith("data: "):
            yield number, json.loads(line[6:])
