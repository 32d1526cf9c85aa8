"""Two faults are tried at a time; at the end a table says which were noticed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.mutants.fault import Fault, Verdict, killers_of, tried
from tests.mutants.lists import FAULTS

AT_ONCE = 2
VERDICTS = pytest.StashKey[dict[str, Verdict]]()


def chosen(session: pytest.Session) -> tuple[Fault, ...]:
    """Faults whose test was asked for."""
    names = {match[1] for item in session.items if (match := re.search(r"a_fault_is_noticed\[(.+)\]$", item.name))}
    return tuple(fault for fault in FAULTS if fault.id in names)


@pytest.fixture(scope="session")
def trials(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Verdict]]:
    """Verdict on a fault, by id; ``""`` is the sound package with the tests of all faults asked for."""
    faults = chosen(request.session)
    found: dict[str, Verdict] = {}
    request.config.stash[VERDICTS] = found

    def trial(name: str, folder: Path) -> Verdict:
        fault = next((each for each in faults if each.id == name), None)
        return tried(folder, tests=fault.tests if fault else killers_of(faults), fault=fault)

    with ThreadPoolExecutor(AT_ONCE) as workers:
        waiting: dict[str, Future[Verdict]] = {
            name: workers.submit(trial, name, tmp_path_factory.mktemp("copy"))
            for name in ("", *(fault.id for fault in faults))
        }

        def verdict(name: str) -> Verdict:
            found[name] = waiting[name].result()
            return found[name]

        yield verdict
        for each in waiting.values():
            each.cancel()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the table."""
    found = config.stash.get(VERDICTS, {})
    rows = [(fault, found[fault.id]) for fault in FAULTS if fault.id in found]
    if not rows:
        return
    terminalreporter.section(f"planted faults: {sum(v.killed for _, v in rows)} of {len(rows)} noticed")
    for fault, verdict in rows:
        word = "killed  " if verdict.killed else "SURVIVED"
        terminalreporter.write_line(f"{word} {verdict.seconds:5.0f} s  {fault.id:34} {fault.file}")
