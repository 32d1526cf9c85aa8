"""The examples of the documentation: what a page shows is what comes out.

A fence of ``console`` holds commands after ``$`` and, below each, what it prints; a line ``...`` stands for any lines.
A fence of ``yaml title="name"`` is a file that the reader writes. A fence of ``python`` is run, and what it prints is
held against the fence of ``text`` that follows it. ``python -m tests.docs.examples [PAGE...]`` writes what comes out
into the pages anew: read the difference before you commit it.
"""

from __future__ import annotations

import contextlib
import difflib
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.cli.stage import demerit

__all__ = ["DOCS", "Fence", "agrees", "commands_of", "fences", "lay_out", "pages_with_examples", "played", "renewed"]

DOCS = Path(__file__).parents[2] / "docs"
FENCE = re.compile(
    r"^(?P<mark>```+)(?P<kind>[a-z]+)(?: title=\"(?P<title>[^\"]+)\")?\n(?P<body>.*?)^(?P=mark)$", re.M | re.S
)
ANY = "..."
SLOW = "<!-- examples: slow -->"


@dataclass(frozen=True)
class Fence:
    """A fenced block of a page: its language, the file that it is, its text, and where the text stands in the page."""

    kind: str
    title: str | None
    body: str
    start: int
    end: int


@dataclass
class Piece:
    """What an example prints, and the place in the page where it says so."""

    said: str
    came: str
    start: int
    end: int
    command: str = field(default="")


def fences(text: str) -> list[Fence]:
    """All fenced blocks of a page, in order."""
    return [Fence(f["kind"], f["title"], f["body"], f.start("body"), f.end("body")) for f in FENCE.finditer(text)]


def pages_with_examples(*, slow: bool) -> list[str]:
    """Pages that show something that runs, as names below ``docs``; those marked as slow, or the others."""
    names = []
    for path in sorted(DOCS.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        if any(fence.kind in {"console", "python"} for fence in fences(text)) and (SLOW in text) == slow:
            names.append(path.relative_to(DOCS).as_posix())
    return names


def commands_of(fence: Fence) -> Iterator[tuple[str, str, int, int]]:
    """Of a ``console`` fence: each command, what it is said to print, and where that stands in the page."""
    place = fence.start
    command, said, start = "", "", place
    for line in fence.body.splitlines(keepends=True):
        place += len(line)
        if line.startswith("$ "):
            if command:
                yield command, said, start, start + len(said)
            command, said, start = line[2:].rstrip("\n"), "", place
        else:
            said += line
    if command:
        yield command, said, start, start + len(said)


def run_command(line: str) -> str:
    """What a command prints; a fault, and its message, is part of it. ``>`` writes a file."""
    words = shlex.split(line)
    target = Path(words.pop()) if len(words) > 1 and words[-2] == ">" else None
    if target is not None:
        words.pop()
    if words[0] == "cat":
        return Path(words[1]).read_text(encoding="utf-8")
    assert words[0] == "demerit", f"examples call demerit or cat, not {words[0]}"
    answer = demerit(*words[1:])
    printed = answer.out if answer.code in (0, 3) else answer.out + answer.err
    if target is not None:
        target.write_text(printed, encoding="utf-8")
        return ""
    return tidy(printed)


def tidy(text: str) -> str:
    """Lines without blanks at their ends, and without empty ones around."""
    lines = [line.rstrip() for line in text.splitlines()]
    return "\n".join(lines).strip("\n") + "\n" if any(lines) else ""


def played(text: str) -> Iterator[Piece]:
    """Do what a page says in the folder one stands in, and give what each example prints."""
    names: dict[str, Any] = {"__name__": "__main__"}
    all_fences = fences(text)
    for fence, after in zip(all_fences, [*all_fences[1:], None], strict=True):
        if fence.kind == "yaml" and fence.title:
            Path(fence.title).write_text(fence.body, encoding="utf-8")
        elif fence.kind == "console":
            for command, said, start, end in commands_of(fence):
                yield Piece(said, run_command(command), start, end, command)
        elif fence.kind == "python":
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                exec(compile(fence.body, "example", "exec"), names)  # noqa: S102 - the examples of our own pages
            between = text[fence.end + 4 : after.start] if after is not None else ""
            if after is not None and after.kind == "text" and between.strip() == "```text":
                yield Piece(after.body, tidy(printed.getvalue()), after.start, after.end, fence.body)


def agrees(said: str, came: str) -> bool:
    """Whether what a page says fits what came, with ``...`` for any lines."""
    pattern = "".join(r"(?:.*\n)*?" if line.strip() == ANY else re.escape(line) + r"\n" for line in said.splitlines())
    return re.fullmatch(pattern, tidy(came)) is not None


def renewed(said: str, came: str) -> str:
    """What came, cut to the lines that a page had; all of it where the page had none."""
    lines = came.splitlines()
    if not said.strip() or ANY not in {line.strip() for line in said.splitlines()}:
        return came
    kept, place, open_end = [], 0, False
    for line in said.splitlines():
        if line.strip() == ANY:
            kept.append(ANY)
            open_end = True
            continue
        rest = lines[place:]
        if not rest:
            break
        alike = [likeness(line, other) for other in rest]
        step = alike.index(max(alike)) if open_end else 0
        kept.append(rest[step])
        place += step + 1
        open_end = False
    if not open_end and place < len(lines):
        kept.append(ANY)
    return "\n".join(kept) + "\n"


def likeness(one: str, other: str) -> float:
    """How alike two lines are, whatever their numbers."""
    one, other = (re.sub(r"\d+", "0", line) for line in (one, other))
    return 2.0 if one == other else difflib.SequenceMatcher(None, one, other).ratio()


def lay_out(folder: Path) -> None:
    """Put the files that pages link to where their examples are run."""
    for path in (DOCS / "do").glob("*.yaml"):
        shutil.copy(path, folder)


def renew(path: Path) -> bool:
    """Write what comes out into a page; whether it changed."""
    text = path.read_text(encoding="utf-8")
    new, shift = text, 0
    for piece in played(text):
        fresh = piece.said if agrees(piece.said, piece.came) else renewed(piece.said, piece.came)
        new = new[: piece.start + shift] + fresh + new[piece.end + shift :]
        shift += len(fresh) - len(piece.said)
    path.write_text(new, encoding="utf-8")
    return new != text


def main(names: list[str]) -> None:
    """Renew the pages that are named, or all."""
    os.environ["COLUMNS"] = "80"
    for name in names or pages_with_examples(slow=False) + pages_with_examples(slow=True):
        here = Path.cwd()
        with tempfile.TemporaryDirectory() as folder:
            lay_out(Path(folder))
            os.chdir(folder)
            try:
                changed = renew(DOCS / name)
            finally:
                os.chdir(here)
        print(f"{name}: {'written anew' if changed else 'as it was'}")


if __name__ == "__main__":
    main(sys.argv[1:])
