"""Readers of straw: one that dies, one that hangs, many who ask at once."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from demerit.lab.problem import Problem
from demerit.lab.readers import Readers
from demerit.lab.workspace import Workspace

ECHO = """
import json, os, sys, time
for line in sys.stdin.buffer:
    asked = json.loads(line)
    if asked["name"] == "die":
        os._exit(1)
    if asked["name"] == "hang":
        time.sleep(60)
    data = json.dumps({"pid": os.getpid(), "name": asked["name"], "args": asked["args"]}).encode()
    sys.stdout.buffer.write(json.dumps({"status": 200, "bytes": len(data)}).encode() + b"\\n" + data)
    sys.stdout.buffer.flush()
"""


def together(work: Callable[[Readers], Awaitable[Any]], folder: Path, *, count: int = 1, seconds: float = 20) -> Any:
    async def main() -> Any:
        command = (sys.executable, "-c", ECHO)
        readers = Readers(Workspace(folder), count=count, command=command, seconds=seconds)
        try:
            return await work(readers)
        finally:
            await readers.close()

    return asyncio.run(main())


async def pid(readers: Readers, name: str = "x", *, stays: bool = False) -> int:
    status, data = await readers.ask("document", name, {}, stays=stays)
    assert status == 200
    return int(json.loads(data)["pid"])


def test_a_reader_that_dies_is_told_and_replaced(tmp_path: Path) -> None:
    async def work(readers: Readers) -> None:
        first = await pid(readers)
        with pytest.raises(Problem) as told:
            await readers.ask("document", "die")
        assert (told.value.status, told.value.code) == (503, "R379")
        assert await pid(readers) != first

    together(work, tmp_path)


def test_a_reader_that_hangs_is_given_up(tmp_path: Path) -> None:
    async def work(readers: Readers) -> None:
        with pytest.raises(Problem, match="longer than") as told:
            await readers.ask("document", "hang")
        assert told.value.status == 504
        readers.idle[0].seconds = 20
        await pid(readers)

    together(work, tmp_path, seconds=0.5)


def test_many_who_ask_at_once_are_all_answered_by_few(tmp_path: Path) -> None:
    async def work(readers: Readers) -> list[Any]:
        asked = [readers.ask("document", f"n{number}", {"a": str(number)}) for number in range(30)]
        return [json.loads(data) for _, data in await asyncio.gather(*asked)]

    found = together(work, tmp_path, count=2)
    assert [each["name"] for each in found] == [f"n{number}" for number in range(30)]
    assert len({each["pid"] for each in found}) <= 2


def test_what_stays_true_is_asked_once(tmp_path: Path) -> None:
    async def work(readers: Readers) -> None:
        first = await asyncio.gather(*(pid(readers, "same", stays=True) for _ in range(5)))
        with pytest.raises(Problem):
            await readers.ask("document", "die", stays=True)
        assert await pid(readers, "same", stays=True) == first[0], "no new reader was asked"
        assert len(set(first)) == 1
        assert await pid(readers, "same") != first[0]

    together(work, tmp_path)


def test_who_gives_up_waiting_leaves_the_reader_in_order(tmp_path: Path) -> None:
    async def work(readers: Readers) -> None:
        task = asyncio.create_task(readers.ask("document", "hang"))
        await asyncio.sleep(0.2)
        task.cancel()
        assert await pid(readers)

    together(work, tmp_path)
