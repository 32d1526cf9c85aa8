"""The folder in which a lab works, and the only names by which anything in it can be asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from demerit.lab.problem import Problem, near
from demerit.ledger.disk import put_whole

__all__ = ["FILE", "NAME", "Workspace", "is_run", "read_plain"]

NAME: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_+-]|\.(?=[A-Za-z0-9])){0,199}")
"""Ids and names of folders: no slash, no dot that leads anywhere, nothing that begins with a dot."""

FILE: Final = re.compile(r"file-([0-9a-f]{16})")
"""A file that somebody gave to the lab, named after its content."""

MOST_BYTES: Final = 8_000_000


@dataclass(frozen=True)
class Workspace:
    """The folder in which a lab works.

    Attributes
    ----------
    folder : Path
        Absolute; ``runs`` in it is where the terminal writes too.
    """

    folder: Path

    @property
    def runs(self) -> Path:
        """Folder of all runs."""
        return self.folder / "runs"

    @property
    def files(self) -> Path:
        """Folder of the files that were given to the lab."""
        return self.folder / "files"

    @property
    def own(self) -> Path:
        """Folder of what the lab must remember: its queue, and what was asked of each run."""
        return self.folder / ".demerit-lab"

    def inside(self, base: Path, name: str, /, *, what: str) -> Path:
        """Path of a name below a folder of the workspace, links followed.

        Raises
        ------
        Problem
            R377 if the name is none, or leads elsewhere.
        """
        if NAME.fullmatch(name):
            home, path = base.resolve(), (base / name).resolve()
            if path.parent == home:
                return base / name
        raise Problem(400, "R377", f'"{name[:80]}" is no name of a {what}', "Names have no slashes and lead nowhere.")

    def scheme(self, name: str, /) -> str:
        """What the loader is given for a scheme or a society: an id of the catalogue, or the path of a given file.

        Raises
        ------
        Problem
            R377 if it is no name; R370 if no such file was given.
        """
        told = FILE.fullmatch(name)
        if told is not None:
            return str(self.file(name))
        if not NAME.fullmatch(name) or name.endswith((".yaml", ".yml")):
            told_how = "Give an id of the catalogue, or a file by POST /api/files."
            raise Problem(400, "R377", f'"{name[:80]}" is no id', told_how)
        return name

    def file(self, name: str, /) -> Path:
        """Path of a file that was given to the lab.

        Raises
        ------
        Problem
            R377 if it is no such name; R370 if there is none.
        """
        told = FILE.fullmatch(name)
        if told is None:
            raise Problem(400, "R377", f'"{name[:80]}" is no name of a file', "They look like file-0123456789abcdef.")
        path = self.inside(self.files, f"{told[1]}.yaml", what="file")
        if not path.is_file():
            known = [f"file-{each.stem}" for each in self.files.glob("*.yaml")] if self.files.is_dir() else []
            raise Problem(404, "R370", f'there is no file "{name}"', near(name, known))
        return path

    def run(self, name: str, /) -> Path:
        """Folder of a run or a pair, by its id in the lab or by the name of its folder.

        Raises
        ------
        Problem
            R377 if it is no name; R370 if there is no such run.
        """
        name = name.replace(" ", "+")  # as an address that was not written with care has it
        asked = self.asked(name)
        folder = asked.get("folder") if asked else None
        path = self.inside(self.runs, str(folder or name), what="run")
        if not is_run(path):
            if asked:
                raise Problem(409, "R385", f'the run "{name}" has written nothing yet', "Wait until it has begun.")
            raise Problem(404, "R370", f'there is no run "{name}"', near(name, self.names()))
        return path

    def has_run(self, name: str, /) -> bool:
        """Whether a folder of this name holds a run or a pair."""
        try:
            return is_run(self.inside(self.runs, name, what="run"))
        except Problem:
            return False

    def names(self) -> list[str]:
        """Names of all folders of runs, and ids of the lab."""
        folders = [path.name for path in self.runs.iterdir() if is_run(path)] if self.runs.is_dir() else []
        return folders + [asked["id"] for asked in self.all_asked()]

    def asked(self, name: str, /) -> dict[str, Any]:
        """What was asked of a run of the lab; empty if the lab knows none of this id."""
        if not NAME.fullmatch(name):
            return {}
        return read_plain(self.own / "runs" / f"{name}.json")

    def all_asked(self) -> Iterator[dict[str, Any]]:
        """What was asked of every run of the lab."""
        for path in sorted((self.own / "runs").glob("*.json")):
            found = read_plain(path)
            if found.get("id") == path.stem:
                yield found

    def remember(self, asked: dict[str, Any], /) -> None:
        """Keep what was asked of a run.

        Raises
        ------
        OSError
        """
        self.keep(f"runs/{asked['id']}.json", asked)

    def keep(self, place: str, value: Any, /) -> None:
        """Write a file of the lab's own, whole or not at all.

        Raises
        ------
        OSError
        """
        path = self.own / place
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        put_whole(path, json.dumps(value, indent=1, ensure_ascii=False).encode(), mode=0o600)


def is_run(path: Path, /) -> bool:
    """Whether a folder holds a run or a pair, finished or not."""
    return (path / "run.json").is_file() or (path / "a" / "run.json").is_file()


def read_plain(path: Path, /) -> dict[str, Any]:
    """A JSON file of the lab or of a run; empty where it is missing, damaged or larger than any."""
    try:
        with path.open("rb") as stream:
            found = json.loads(stream.read(MOST_BYTES))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
