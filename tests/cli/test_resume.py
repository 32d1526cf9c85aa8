"""A run that was stopped: what it leaves, and that what comes out in the end is the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from demerit.ledger.folder import read_manifest
from demerit.ledger.model import Ledger
from tests.cli.stage import demerit, straw_run, use_straw

SCHEME = "it-parma-housing-2018"
RUN = ("run", SCHEME, "--persons", "6400", "--months", "6", "--replicates", "3")
SMALL = 7
"""Small runs before the replicates."""


@pytest.fixture(autouse=True)
def straw(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An engine of straw, and an empty folder to be in."""
    use_straw(monkeypatch)
    monkeypatch.chdir(tmp_path)


def failing(fault: BaseException, *, after: int) -> Callable[..., Ledger]:
    """Engine that does so many runs and then fails."""
    done: list[Any] = []

    def run(plan: Any, /, **more: Any) -> Ledger:
        if len(done) == after:
            raise fault
        done.append(plan.hash)
        return straw_run(plan, **more)

    return run


def files(folder: str) -> dict[str, bytes]:
    """Bytes of the files of a run that carry its numbers."""
    return {path.name: path.read_bytes() for path in Path(folder).glob("*") if path.suffix in (".json", ".parquet")}


@pytest.mark.parametrize("after", [2, SMALL, SMALL + 1, SMALL + 2], ids=["small runs", "first", "second", "third"])
def test_a_stopped_run_is_marked_incomplete_and_resumed_to_the_same_bytes(
    monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    demerit(*RUN, "--out", "whole")
    use_straw(monkeypatch, failing(KeyboardInterrupt(), after=after))
    stopped = demerit(*RUN, "--out", "cut")
    assert stopped.code == 130
    assert "Go on with: demerit run --resume cut" in stopped.err
    assert "Traceback" not in stopped.err
    assert read_manifest(Path("cut"))["status"] == "incomplete"
    assert not Path("cut/result.json").exists()
    use_straw(monkeypatch)
    resumed = demerit("run", "--resume", "cut", "--json")
    assert resumed.code == 0, resumed.err
    assert files("cut") == files("whole")


def test_finished_parts_are_not_run_again(monkeypatch: pytest.MonkeyPatch) -> None:
    use_straw(monkeypatch, failing(KeyboardInterrupt(), after=SMALL + 2))
    demerit(*RUN, "--out", "cut")
    hashes: list[str] = []
    use_straw(monkeypatch, lambda plan, **more: hashes.append(plan.hash) or straw_run(plan, **more))
    demerit("run", "--resume", "cut")
    assert len(hashes) == 2  # the small run in the middle, and the third replicate


def test_the_same_command_goes_on_too(monkeypatch: pytest.MonkeyPatch) -> None:
    demerit(*RUN, "--out", "whole")
    use_straw(monkeypatch, failing(KeyboardInterrupt(), after=SMALL + 1))
    demerit(*RUN)
    use_straw(monkeypatch)
    assert demerit(*RUN).code == 0
    (folder,) = Path("runs").iterdir()
    assert files(str(folder)) == files("whole")


def test_a_run_that_fails_on_the_way_can_be_resumed_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    use_straw(monkeypatch, failing(MemoryError(), after=SMALL + 1))
    answer = demerit(*RUN, "--out", "cut")
    assert answer.code == 3
    assert "unfinished: there is not enough memory" in answer.err
    assert "demerit run --resume cut" in answer.err


def test_a_full_disk_gives_one_line_and_can_be_resumed(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments: Any, **more: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("demerit.ledger.folder.write_tables", full)
    answer = demerit(*RUN, "--out", "cut")
    assert answer.code == 3
    assert answer.err.splitlines()[-1].startswith("R206 the run is unfinished: R201 cannot write the run folder cut")
    assert "No space left on device" in answer.err


def test_a_resumed_folder_keeps_what_was_said_at_the_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    use_straw(monkeypatch, failing(KeyboardInterrupt(), after=SMALL + 1))
    demerit(*RUN, "--out", "cut", "--safeguard", "no-spread")
    before = read_manifest(Path("cut"))["warnings"]
    assert any("no-spread" in warning for warning in before)
    use_straw(monkeypatch)
    document = json.loads(demerit("run", "--resume", "cut", "--json").out)
    assert document["run"]["warnings"] == before


def test_a_finished_run_is_read_when_it_is_resumed() -> None:
    first = demerit(*RUN, "--out", "whole", "--json")
    assert demerit("run", "--resume", "whole", "--json").out == first.out


@pytest.mark.parametrize("lost", ["inputs/scheme.yaml", "run.json"])
def test_a_damaged_folder_is_told_clearly(monkeypatch: pytest.MonkeyPatch, lost: str) -> None:
    use_straw(monkeypatch, failing(KeyboardInterrupt(), after=SMALL + 1))
    demerit(*RUN, "--out", "cut")
    Path("cut", lost).write_bytes(b"\xff\x00{")
    answer = demerit("run", "--resume", "cut")
    assert answer.code == 1
    assert "Traceback" not in answer.err
    assert answer.err.startswith("R20")


def test_the_last_run_is_resumed_even_if_it_was_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    use_straw(monkeypatch, failing(KeyboardInterrupt(), after=SMALL + 1))
    demerit(*RUN)
    use_straw(monkeypatch)
    assert demerit("run", "--resume", "last").code == 0
    (folder,) = Path("runs").iterdir()
    assert read_manifest(folder)["status"] == "complete"
