"""The queue of the lab, with players of straw: order, streams, stopping, killing, a full disk, a restart."""

from __future__ import annotations

import asyncio
import errno
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from demerit.lab import plays as plays_file
from demerit.lab import workspace as workspace_file
from demerit.lab.plays import Play, Plays
from demerit.lab.problem import Problem
from demerit.lab.workspace import Workspace

MONTH = '{"event": "month", "month": %d}'
QUICK = """
import json, sys, pathlib
asked = json.loads(sys.stdin.readline())
folder = pathlib.Path("runs") / ("f-" + asked["name"])
folder.mkdir(parents=True)
(folder / "run.json").write_text("{}")
print(json.dumps({"event": "begin", "folder": folder.name}), flush=True)
for month in range(1, 4):
    print(json.dumps({"event": "stage", "words": "main run", "share": month / 4}), flush=True)
    print(json.dumps({"event": "month", "month": month}), flush=True)
(folder / "result.json").write_text("{}")
print(json.dumps({"event": "end", "status": "complete", "folder": folder.name}), flush=True)
"""
SLOW = """
import json, sys, time
json.loads(sys.stdin.readline())
print(json.dumps({"event": "month", "month": 1}), flush=True)
time.sleep(60)
"""
FULL = """
import json, sys
json.loads(sys.stdin.readline())
print(json.dumps({"event": "end", "status": "unfinished",
                  "error": {"code": "R206", "message": "no space", "hint": "resume"}}), flush=True)
"""
BROKEN = "import sys; sys.stdin.readline(); print('this is no event', flush=True)"


def record(name: str) -> dict[str, Any]:
    return {"id": name, "asked": {"name": name}, "title": name}


def player(text: str) -> tuple[str, ...]:
    return (sys.executable, "-c", text)


def together(work: Callable[[Plays], Awaitable[Any]], folder: Path, text: str = QUICK) -> Any:
    """Do something with a queue that works, and close it."""

    async def main() -> Any:
        plays = Plays(Workspace(folder), player=player(text))
        plays.begin()
        try:
            return await asyncio.wait_for(work(plays), 30)
        finally:
            await plays.close()

    return asyncio.run(main())


async def told(plays: Plays, play: Play, after: int = 0) -> list[tuple[int, dict[str, Any]]]:
    return [(number, json.loads(line)) async for number, line in plays.events(play, after=after)]


async def until(play: Play, status: str) -> None:
    while play.record["status"] != status:
        await play.woken.wait()


def test_what_happens_is_told_while_it_happens_and_again_afterwards(tmp_path: Path) -> None:
    async def work(plays: Plays) -> tuple[Any, Any, Any, Any]:
        play = plays.ask(record("one"))
        live, also = await asyncio.gather(told(plays, play), told(plays, play))
        found = plays.find("one")
        assert found is not None
        return live, also, await told(plays, found), await told(plays, found, after=len(live) - 1)

    live, also, again, rest = together(work, tmp_path)
    assert live == also == again
    assert [number for number, _ in live] == list(range(1, len(live) + 1))
    assert [event["month"] for _, event in live if event["event"] == "month"] == [1, 2, 3]
    assert [event["event"] for _, event in live][:2] == ["queue", "begin"]
    assert live[-1][1] == {"event": "end", "id": "one", "status": "complete", "folder": "f-one", "found": False}
    assert rest == live[-1:]


def test_one_runs_at_a_time_and_the_others_know_their_place(tmp_path: Path) -> None:
    async def work(plays: Plays) -> None:
        first = plays.ask(record("one"))
        await until(first, "running")
        second, third = plays.ask(record("two")), plays.ask(record("three"))
        assert plays.ask(record("two")) is second
        assert [plays.position(play) for play in (first, second, third)] == [None, 1, 2]
        await plays.stop(second)
        assert second.record["status"] == "unfinished"
        assert plays.position(third) == 1
        assert [json.loads(line) for line in third.events] == [
            {"event": "queue", "position": 2}, {"event": "queue", "position": 1},
        ]  # fmt: skip
        with pytest.raises(Problem, match="not under way"):
            await plays.stop(second)

    together(work, tmp_path, SLOW)


def test_a_run_is_stopped_and_asked_for_again(tmp_path: Path) -> None:
    async def work(plays: Plays) -> None:
        play = plays.ask(record("one"))
        while not any(b"month" in line for line in play.events):
            await play.woken.wait()
        await plays.stop(play)
        assert play.record["status"] == "unfinished"
        assert "error" not in play.record
        plays.player = player(QUICK)
        again = plays.ask(record("one"))
        assert again is not play
        assert (await told(plays, again))[-1][1]["status"] == "complete"
        assert plays.ask(record("one")).record["status"] == "complete"
        assert plays.queue == []

    together(work, tmp_path, SLOW)


def test_a_killed_player_leaves_an_unfinished_run_and_the_next_has_its_turn(tmp_path: Path) -> None:
    async def work(plays: Plays) -> None:
        first, second = plays.ask(record("one")), plays.ask(record("two"))
        await until(first, "running")
        while first.process is None:
            await asyncio.sleep(0.01)
        plays.player = player(QUICK)
        os.kill(first.process.pid, signal.SIGKILL)
        last = (await told(plays, first))[-1][1]
        assert last["status"] == "unfinished"
        assert last["error"]["code"] == "R379"
        assert (await told(plays, second))[-1][1]["status"] == "complete"

    together(work, tmp_path, SLOW)


@pytest.mark.parametrize(("text", "code"), [(FULL, "R206"), (BROKEN, "R900")])
def test_a_player_that_fails_says_why_and_stops_nobody(tmp_path: Path, text: str, code: str) -> None:
    async def work(plays: Plays) -> None:
        play = plays.ask(record("one"))
        last = (await told(plays, play))[-1][1]
        assert (last["status"], last["error"]["code"]) == ("unfinished", code)
        plays.player = player(QUICK)
        assert (await told(plays, plays.ask(record("two"))))[-1][1]["status"] == "complete"

    together(work, tmp_path, text)


def test_who_leaves_while_listening_does_no_harm(tmp_path: Path) -> None:
    async def work(plays: Plays) -> None:
        play = plays.ask(record("one"))
        left = asyncio.create_task(told(plays, play))
        await until(play, "running")
        left.cancel()
        stays = await told(plays, play)
        assert stays[-1][1]["status"] == "complete"

    together(work, tmp_path)


def test_a_full_disk_refuses_a_run_and_loses_none_that_is_under_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    async def work(plays: Plays) -> None:
        play = plays.ask(record("one"))
        monkeypatch.setattr(workspace_file, "put_whole", full)
        monkeypatch.setattr(Plays, "events_file", lambda self, play: tmp_path / "none" / "such")
        events = await told(plays, play)
        assert [event["month"] for _, event in events if event["event"] == "month"] == [1, 2, 3]
        assert await told(plays, play) == events, "they stay in memory"
        with pytest.raises(Problem, match="No space left") as refused:
            plays.ask(record("two"))
        assert refused.value.status == 507

    together(work, tmp_path)


def test_the_queue_is_taken_up_by_the_next_lab(tmp_path: Path) -> None:
    async def begin(plays: Plays) -> None:
        first = plays.ask(record("one"))
        plays.ask(record("two"))
        await until(first, "running")

    together(begin, tmp_path, SLOW)
    assert json.loads((tmp_path / ".demerit-lab" / "queue.json").read_text())["queue"] == ["one", "two"]

    async def go_on(plays: Plays) -> list[str]:
        assert list(plays.known) == ["one", "two"]
        first = plays.known["one"]
        assert [plays.heard(first, mark) for mark in ("2.5", "1.5", "5", "", "2.x")] == [5, 0, 0, 0, 0]
        ends = [(await told(plays, plays.known[name]))[-1][1]["status"] for name in ("one", "two")]
        while plays.current is not None:
            await asyncio.sleep(0.01)
        return ends

    assert together(go_on, tmp_path) == ["complete", "complete"]
    assert json.loads((tmp_path / ".demerit-lab" / "queue.json").read_text())["queue"] == []


def test_a_damaged_queue_is_an_empty_one(tmp_path: Path) -> None:
    own = tmp_path / ".demerit-lab"
    own.mkdir()

    async def nothing(plays: Plays) -> list[str]:
        return plays.queue

    for text in ("{", '{"queue": 3}', '{"queue": ["../../etc/passwd", "unknown", 7]}'):
        (own / "queue.json").write_text(text)
        assert together(nothing, tmp_path) == []


def test_so_many_wait_and_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plays_file, "MOST_QUEUED", 3)

    async def work(plays: Plays) -> None:
        first = plays.ask(record("first"))
        await until(first, "running")
        for number in range(3):
            plays.ask(record(f"n{number}"))
        with pytest.raises(Problem, match="wait already"):
            plays.ask(record("more"))

    together(work, tmp_path, SLOW)


def test_a_player_is_ready_before_it_is_asked_and_a_dead_one_is_replaced(tmp_path: Path) -> None:
    async def main() -> None:
        plays = Plays(Workspace(tmp_path), player=player(QUICK), ahead=True)
        plays.begin()
        for name in ("one", "two"):
            while plays.spare is None:
                await asyncio.sleep(0.01)
            ready = plays.spare
            if name == "two":
                ready.kill()
                await ready.wait()
            play = plays.ask(record(name))
            assert (await told(plays, play))[-1][1]["status"] == "complete"
            assert (play.process is ready) == (name == "one")
        await plays.close()
        assert plays.spare is None or plays.spare.returncode is not None

    asyncio.run(asyncio.wait_for(main(), 30))
