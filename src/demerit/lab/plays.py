"""Runs of the lab: one at a time, the others in a queue that survives a restart, each in a process of its own."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final

from demerit.lab.children import PATIENCE, begin, end, kill
from demerit.lab.problem import Problem, problem_of
from demerit.lab.shelf import is_finished
from demerit.lab.workspace import Workspace, read_plain

__all__ = ["Play", "Plays"]

MOST_QUEUED: Final = 50
QUEUE: Final = "queue.json"
PLAYER: Final = (sys.executable, "-m", "demerit.lab.player")
ENDED: Final = {"code": "R379", "message": "the process that ran it was ended from outside",
                "hint": "What is finished of it is kept: ask for it again and it goes on."}  # fmt: skip


@dataclass
class Play:
    """A run that the lab knows: what was asked, and what has happened so far.

    Attributes
    ----------
    record : dict
        From ``asking.prepared``, with ``status``, ``folder`` and ``error`` once they are known.
    events : list of bytes
        Lines of JSON in the order in which they came.
    share, words : float, str
        How far it is.
    """

    record: dict[str, Any]
    events: list[bytes] = field(default_factory=list)
    share: float = 0.0
    words: str = ""
    stopping: bool = False
    process: asyncio.subprocess.Process | None = None
    kept: BinaryIO | None = None
    woken: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def id(self) -> str:
        """Its name, made of its inputs."""
        name: str = self.record["id"]
        return name

    @property
    def attempt(self) -> int:
        """Which try it is; events of each are counted anew."""
        found: int = self.record.get("attempt", 0)
        return found

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen of itself."""
        return self.record["status"] not in ("queued", "running")

    def add(self, event: dict[str, Any]) -> None:
        """Add an event and wake all who wait for one."""
        line = json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()
        self.events.append(line)
        if self.kept is not None:
            try:
                self.kept.write(line + b"\n")
                self.kept.flush()
            except OSError:  # a full disk: they stay in memory alone
                with suppress(OSError):
                    self.kept.close()
                self.kept = None
        self.wake()

    def wake(self) -> None:
        """Wake all who wait."""
        woken, self.woken = self.woken, asyncio.Event()
        woken.set()


class Plays:
    """The queue and the run that is under way.

    Attributes
    ----------
    workspace : Workspace
    player : tuple of str
        Command of the process that runs.
    ahead : bool
        Whether one is kept ready, so that first results come at once.
    known : dict
        Runs that were asked for in this lab or waited for it, by id.
    queue : list of str
        Ids of those that wait.
    current : Play or None
    """

    def __init__(self, workspace: Workspace, /, *, player: tuple[str, ...] = PLAYER, ahead: bool = False) -> None:
        self.workspace = workspace
        self.player = player
        self.ahead = ahead
        self.spare: asyncio.subprocess.Process | None = None
        self.known: dict[str, Play] = {}
        self.queue: list[str] = []
        self.current: Play | None = None
        self.more = asyncio.Event()
        self.task: asyncio.Task[None] | None = None
        self.closing = False

    def begin(self) -> None:
        """Take up what an earlier lab left, and begin to work."""
        left = read_plain(self.workspace.own / QUEUE).get("queue", [])
        for name in left if isinstance(left, list) else []:
            record = self.workspace.asked(str(name))
            if record:
                play = Play({**record, "status": "queued", "attempt": attempt_after(record)})
                self.known[play.id] = play
                self.queue.append(play.id)
                with suppress(OSError):
                    self.workspace.remember(play.record)
        if self.queue:
            self.more.set()
        self.task = asyncio.create_task(self.work())

    def find(self, name: str, /) -> Play | None:
        """A run that the lab was asked for, now or before; None if the lab knows none of this name."""
        if name in self.known:
            return self.known[name]
        record = self.workspace.asked(name)
        if not record:
            return None
        finished = is_finished(self.workspace, record)
        status = "complete" if finished else "failed" if record.get("status") == "failed" else "unfinished"
        return Play({**record, "status": status})

    def ask(self, record: dict[str, Any], /) -> Play:
        """Put a run into the queue, unless it is there, under way or finished.

        Raises
        ------
        Problem
            R386 if the queue is full; R901 if the disk is.
        """
        play = self.find(record["id"])
        if play is not None and (play.record["status"] in ("queued", "running", "complete")):
            return play
        if len(self.queue) >= MOST_QUEUED:
            raise Problem(503, "R386", f"{MOST_QUEUED} runs wait already", "Stop one, or wait until one is finished.")
        before = {} if play is None else play.record
        folder = {"folder": before["folder"]} if before.get("folder") else {}
        play = Play({**record, **folder, "status": "queued", "attempt": attempt_after(before)})
        try:
            self.workspace.remember(play.record)
        except OSError as error:
            raise problem_of(error) from error
        self.known[play.id] = play
        self.queue.append(play.id)
        self.moved()
        self.more.set()
        return play

    def position(self, play: Play, /) -> int | None:
        """Place in the queue, from 1; None for what does not wait."""
        return self.queue.index(play.id) + 1 if play.id in self.queue else None

    async def stop(self, play: Play, /) -> None:
        """Stop a run; what is finished of it is kept, and it can be gone on with.

        Raises
        ------
        Problem
            R385 if there is nothing to stop.
        """
        if play.id in self.queue:
            self.queue.remove(play.id)
            self.finish(play, "unfinished")
            self.moved()
        elif play is self.current:
            play.stopping = True
            await end(play.process, ask=True, patience=PATIENCE)
            while not play.is_over:
                await play.woken.wait()
        else:
            raise Problem(409, "R385", "this run is not under way", "There is nothing to stop.")

    async def work(self) -> None:
        """Run one after another."""
        while True:
            while not self.queue:
                self.more.clear()
                await self.make_ready()
                await self.more.wait()
            play = self.known[self.queue.pop(0)]
            self.current = play
            play.record["status"] = "running"
            self.moved()
            try:
                await self.run(play)
            except Exception as error:  # whatever it is, the next in the queue gets its turn
                self.finish(play, "unfinished", problem_of(error).document()["error"])
            finally:
                self.current = None
                kill(play.process)
                if not self.closing:
                    self.save()

    async def run(self, play: Play) -> None:
        """Run one to its end, whatever that is."""
        play.kept = self.open_events(play)
        play.process = await self.next_player()
        process = play.process
        if play.stopping:
            kill(process)
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(play.record["asked"]).encode() + b"\n")
        last: dict[str, Any] = {}
        with suppress(BrokenPipeError, ConnectionResetError):
            await process.stdin.drain()
        while line := await process.stdout.readline():
            event = json.loads(line)
            if event["event"] == "end":
                last = event
                break
            self.take(play, event)
        await end(process, patience=PATIENCE)
        if last.get("folder"):
            play.record["folder"] = last["folder"]
        if self.closing:
            return
        status = last.get("status", "unfinished")
        error = last.get("error") or (None if last or play.stopping else ENDED)
        self.finish(play, status, error, found=bool(last.get("found")))

    async def make_ready(self) -> None:
        """Start the next player, which waits for something to do."""
        if self.ahead and (self.spare is None or self.spare.returncode is not None):
            with suppress(OSError):
                self.spare = await begin(*self.player, folder=self.workspace.folder)

    async def next_player(self) -> asyncio.subprocess.Process:
        """The player that is ready, or a new one."""
        spare, self.spare = self.spare, None
        if spare is not None and spare.returncode is None:
            return spare
        return await begin(*self.player, folder=self.workspace.folder)

    def take(self, play: Play, event: dict[str, Any]) -> None:
        """Note what an event says, and pass it on."""
        if event["event"] == "stage":
            play.share, play.words = event["share"], event["words"]
        elif event["event"] == "begin" and event["folder"] is not None:
            play.record["folder"] = event["folder"]
            with suppress(OSError):
                self.workspace.remember(play.record)
        play.add(event)

    def finish(self, play: Play, status: str, error: dict[str, Any] | None = None, *, found: bool = False) -> None:
        """Note how a run ended; its last event says so."""
        play.record["status"] = status
        play.record.pop("error", None)
        if error is not None:
            play.record["error"] = error
        play.share = 1.0 if status == "complete" else play.share
        more: dict[str, Any] = {"error": error} if error else {}
        play.add({"event": "end", "id": play.id, "status": status, "folder": play.record.get("folder"),
                  "found": found, **more})  # fmt: skip
        with suppress(OSError):
            self.workspace.remember(play.record)
        if play.kept is not None:
            play.kept.close()
            play.kept = None
            play.events.clear()  # they are in the file
        play.wake()

    def events_file(self, play: Play) -> Path:
        """File of the events of a run."""
        return self.workspace.own / "runs" / f"{play.id}.events"

    def open_events(self, play: Play) -> BinaryIO | None:
        """Begin the file of the events; None where it cannot be written, and they are then in memory alone."""
        try:
            stream = self.events_file(play).open("wb")
            stream.writelines(line + b"\n" for line in play.events)
        except OSError:
            return None
        return stream

    async def events(self, play: Play, /, *, after: int = 0) -> AsyncIterator[tuple[int, bytes]]:
        """Every event of a run with its number from 1: those that were, then those to come, until it ends."""
        number = 0
        while True:
            woken, over = play.woken, play.is_over
            lines = self.past(play) if over else play.events
            while number < len(lines):  # they may go to the file in between, and are then read there
                number += 1
                if number > after:
                    yield number, lines[number - 1]
            if over or self.closing:
                return
            await woken.wait()

    def heard(self, play: Play, mark: str, /) -> int:
        """Events that a listener has already, who says the last mark that it got; marks of an earlier try are void."""
        attempt, _, number = mark.partition(".")
        known = number.isascii() and number.isdigit() and len(number) < 10
        return int(number) if known and attempt == str(play.attempt) else 0

    def past(self, play: Play) -> list[bytes]:
        """Events of a run that is over; of one of which none were kept, its end alone."""
        if play.events:
            return play.events
        try:
            lines = self.events_file(play).read_bytes().splitlines()
        except OSError:
            lines = []
        if not lines or not lines[-1].startswith(b'{"event":"end"'):
            last = {"event": "end", "id": play.id, "status": play.record["status"], "found": True,
                    "folder": play.record.get("folder")}  # fmt: skip
            lines.append(json.dumps(last, separators=(",", ":")).encode())
        return lines

    def moved(self) -> None:
        """Keep the queue, and tell those who wait where they are now."""
        self.save()
        for place, name in enumerate(self.queue, start=1):
            self.known[name].add({"event": "queue", "position": place})

    def save(self) -> None:
        """Keep the queue, the run under way first; where the disk is full it is not kept, and goes on all the same."""
        queue = [*([self.current.id] if self.current is not None else []), *self.queue]
        with suppress(OSError):
            self.workspace.keep(QUEUE, {"queue": queue})

    async def close(self) -> None:
        """End the run under way, at once, and all streams; the queue stays, for the next lab to take up."""
        self.closing = True
        process = None if self.current is None else self.current.process
        kill(process)
        for play in self.known.values():
            play.wake()
        if self.task is not None:
            self.task.cancel()
            with suppress(asyncio.CancelledError):
                await self.task
        await end(process)
        await end(self.spare)


def attempt_after(record: dict[str, Any], /) -> int:
    """Number of the next try of a run."""
    last = record.get("attempt", 0)
    return last + 1 if isinstance(last, int) else 1
