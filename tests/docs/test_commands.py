"""Every command that a page names is a command, with options that there are; also where it is not run."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import typer.main

from demerit.cli.commands import app
from tests.docs.examples import DOCS

ROOT = DOCS.parent
PAGES = ("README.md", *(path.relative_to(ROOT).as_posix() for path in sorted(DOCS.rglob("*.md"))))
# Named in a page before it is there; once it is, it is held like any other.
SOON = {"calibrate"}
NAMED = re.compile(r"(?:^\$? *|`)((?:\.venv/bin/)?demerit [a-z][^`\n#|]*)", re.M)


@cache
def commands() -> Any:
    """The commands as a tree."""
    return typer.main.get_command(app)


def named(text: str) -> Iterator[str]:
    """Commands that a text names in code or in an example."""
    for found in NAMED.findall(text):
        yield found.strip()


def fault_of(line: str) -> str:
    """What is wrong with a command, or nothing."""
    words = [word for word in shlex.split(line.replace("...", "")) if word not in (">", "|")][1:]
    command = commands()
    while words and hasattr(command, "commands"):
        if words[0].startswith("-"):
            break
        name = words.pop(0).rstrip(".,;:")
        if name not in command.commands:
            return "" if name in SOON else f"no command {name}"
        command = command.commands[name]
    options = {option for part in command.params for option in (*part.opts, *part.secondary_opts)} | {"-h", "--help"}
    given = [word.partition("=")[0].rstrip(".,;:)") for word in words if word.startswith("--")]
    unknown = [word for word in given if word not in options]
    return f"no option {unknown[0]}" if unknown else ""


@pytest.mark.parametrize("page", PAGES)
def test_commands_that_a_page_names_exist(page: str) -> None:
    faults = {line: fault for line in named((ROOT / page).read_text(encoding="utf-8")) if (fault := fault_of(line))}
    assert faults == {}


@pytest.mark.parametrize(
    ("line", "fault"),
    [("demerit run x --persons 5", ""), ("demerit skeme show x", "no command skeme"),
     ("demerit run x --people 5", "no option --people"), ("demerit safeguard try x", ""),
     ("demerit safeguard tries x", "no command tries")],
)  # fmt: skip
def test_a_command_that_is_none_is_found(line: str, fault: str) -> None:
    assert fault_of(line) == fault
