"""Processes beside the server: how they are started, and how they end without leaving anything behind."""

from __future__ import annotations

import asyncio
import os
import select
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

__all__ = ["PATIENCE", "begin", "end", "is_asked", "kill"]

PATIENCE: Final = 3.0
"""Seconds that a process has to close its files when it is asked to end."""

LONGEST_LINE: Final = 1 << 24


async def begin(*command: str, folder: Path) -> asyncio.subprocess.Process:
    """Start a process in a folder, with pipes, apart from the keys that end the server.

    What it says on its standard error is shown if ``DEMERIT_DEBUG`` is 1, and nowhere else.
    """
    quiet: Any = None if os.environ.get("DEMERIT_DEBUG") == "1" else asyncio.subprocess.DEVNULL
    return await asyncio.create_subprocess_exec(
        *command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=quiet, cwd=str(folder),
        start_new_session=True, limit=LONGEST_LINE,
    )  # fmt: skip


def is_asked() -> bool:
    """Whether something waits on the standard input of this process; where one cannot tell, that it may."""
    return os.name != "posix" or bool(select.select([0], [], [], 0)[0])


def kill(process: asyncio.subprocess.Process | None, /) -> None:
    """End a process by force, if it is there."""
    if process is not None and process.returncode is None:
        with suppress(ProcessLookupError):
            process.kill()


async def end(process: asyncio.subprocess.Process | None, /, *, patience: float = 0.0, ask: bool = False) -> None:
    """End a process and wait until nothing is left of it.

    Parameters
    ----------
    process : Process or None
    patience : float
        Seconds that it may go on before it is ended by force.
    ask : bool
        Whether it is asked to end.
    """
    if process is None:
        return
    if ask and process.returncode is None:
        with suppress(ProcessLookupError):
            process.terminate()
    if patience:
        with suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), patience)
    kill(process)
    if process.stdin is not None:
        process.stdin.close()
    await process.wait()
    if process.stdout is not None:
        with suppress(Exception):
            await process.stdout.read()  # to its end, so that the pipe is closed
    await asyncio.sleep(0)
