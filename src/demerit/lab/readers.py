"""The readers beside the server: started when they are needed, waited for in turn, replaced when they die or hang."""

from __future__ import annotations

import asyncio
import json
import sys
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Final

from demerit.lab.children import begin, end
from demerit.lab.problem import Problem
from demerit.lab.workspace import Workspace

__all__ = ["MOST_SECONDS", "Readers"]

MOST_SECONDS: Final = 120.0
"""A request that takes longer is given up, and its reader with it."""

MOST_KEPT: Final = 12_000_000
"""Bytes of answers that are kept."""

MOST_WAITING: Final = 200
READER: Final = (sys.executable, "-m", "demerit.lab.reader")


class Reader:
    """One process that makes documents."""

    def __init__(self, workspace: Workspace, command: tuple[str, ...], seconds: float) -> None:
        self.workspace = workspace
        self.command = command
        self.seconds = seconds
        self.process: asyncio.subprocess.Process | None = None

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """Status and bytes of the answer.

        Raises
        ------
        Problem
            R379 if the reader died or took too long; the next request gets a new one.
        """
        try:
            return await asyncio.wait_for(self.exchange(request), self.seconds)
        except TimeoutError:
            await self.stop()
            told = f"that took longer than {self.seconds:.0f} seconds, and was given up"
            raise Problem(504, "R379", told, "The terminal has no such limit.") from None
        except (OSError, EOFError, ValueError, asyncio.IncompleteReadError):
            await self.stop()
            hint = "Try again; a new one is started. If it happens again, the machine may be out of memory."
            raise Problem(503, "R379", "the process that reads stopped on the way", hint) from None
        except BaseException:
            await self.stop()  # half an answer may be on the way
            raise

    async def exchange(self, request: bytes) -> tuple[int, bytes]:
        """Send a request and wait for its answer."""
        await self.start()
        process = self.process
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(request)
        await process.stdin.drain()
        head = json.loads(await process.stdout.readline())
        return head["status"], await process.stdout.readexactly(head["bytes"])

    async def start(self) -> None:
        """Start the process, if it does not run."""
        if self.process is None or self.process.returncode is not None:
            self.process = await begin(*self.command, folder=self.workspace.folder)

    async def stop(self) -> None:
        """End the process."""
        process, self.process = self.process, None
        await end(process)


class Readers:
    """Some readers, and the answers that stay true.

    Parameters
    ----------
    workspace : Workspace
    count : int
        Readers at most.
    command : tuple of str
        Command of a reader.
    seconds : float
        That a request may take.
    """

    def __init__(
        self, workspace: Workspace, /, *, count: int = 2, command: tuple[str, ...] = READER,
        seconds: float = MOST_SECONDS,
    ) -> None:  # fmt: skip
        self.idle: list[Reader] = [Reader(workspace, command, seconds) for _ in range(count)]
        self.all = tuple(self.idle)
        self.free = asyncio.Semaphore(count)
        self.waiting = 0
        self.closed = False
        self.kept: OrderedDict[bytes, bytes] = OrderedDict()
        self.under_way: dict[bytes, asyncio.Task[tuple[int, bytes]]] = {}

    async def ask(
        self, what: str, name: str = "", args: Mapping[str, Any] | None = None, *, stays: bool = False
    ) -> tuple[int, bytes]:
        """Status and bytes of an answer, kept if it stays true; who asks the same at once is answered together.

        Raises
        ------
        Problem
            R379 if no reader answered; R386 if too many wait.
        """
        request = json.dumps({"what": what, "name": name, "args": dict(args or {})}, sort_keys=True).encode() + b"\n"
        if not stays:
            return await self.in_turn(request)
        if request in self.kept:
            self.kept.move_to_end(request)
            return 200, self.kept[request]
        task = self.under_way.get(request)
        if task is None:
            task = self.under_way[request] = asyncio.create_task(self.in_turn(request))
            task.add_done_callback(lambda _: self.under_way.pop(request, None))
        status, data = await asyncio.shield(task)
        if status == 200 and len(data) <= MOST_KEPT // 2:
            self.kept[request] = data
            while sum(map(len, self.kept.values())) > MOST_KEPT:
                self.kept.popitem(last=False)
        return status, data

    async def in_turn(self, request: bytes) -> tuple[int, bytes]:
        """Wait for a reader that is free; the one that was used last goes first, so that one is enough where it is."""
        if self.closed:
            raise Problem(503, "R379", "the lab is ending", "Start it again with: demerit lab.")
        if self.waiting >= MOST_WAITING:
            raise Problem(503, "R386", "too many requests wait already", "Try again in a moment.")
        self.waiting += 1
        try:
            await self.free.acquire()
        finally:
            self.waiting -= 1
        reader = self.idle.pop()
        try:
            return await reader.ask(request)
        finally:
            self.idle.append(reader)
            self.free.release()

    async def warm(self) -> None:
        """Start the first reader, before anybody asks."""
        reader = self.idle[-1]
        try:
            await reader.start()
        except OSError:
            return

    async def close(self) -> None:
        """End all readers; none is started any more."""
        self.closed = True
        await asyncio.gather(*(reader.stop() for reader in self.all))
