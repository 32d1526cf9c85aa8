"""Texts that somebody writes in the browser: the same loader as for files, and nothing else of the machine is read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from demerit.errors import Defect, InputError
from demerit.evidence.catalogue import is_path
from demerit.evidence.yamltext import MAX_BYTES, Text, read_yaml
from demerit.lab.problem import Problem, fault, place
from demerit.lab.tablelike import REFUSED, delimited, records
from demerit.lab.workspace import Workspace
from demerit.ledger.disk import put_whole

__all__ = ["KINDS", "check_text", "faults_of", "keep_text"]

KINDS: Final = ("scheme", "society", "study")
DEEPEST: Final = 20
"""Levels of nesting that a text may have; no file of the catalogue has more than half of them."""

SHOWN: Final = {"scheme": "scheme.yaml", "society": "society.yaml", "study": "study.yaml"}
NAMES: Final = {"society", "extends", "conduct", "needs", "beliefs", "responses", "scheme", "safeguards"}
"""Keys whose text names another file; here it must be an id."""


def check_text(text: str, kind: str, /, *, folder: Path | None = None) -> dict[str, Any]:
    """All faults of a text.

    Returns
    -------
    dict
        ``ok``; ``faults``, each with ``code``, ``message``, ``line``, ``column``, ``hint`` and ``file``.

    Raises
    ------
    Problem
        R376 if there is no such kind of text; R383 for a table of rows.
    """
    found = [fault(defect) for defect in faults_of(text, kind, folder=folder)]
    return {"schema": "demerit.defect/1", "ok": not found, "faults": found}


def faults_of(text: str, kind: str, /, *, folder: Path | None = None) -> list[Defect]:
    """All faults of a text, sorted by place; in ``folder`` files that it names by id are looked for first.

    Raises
    ------
    Problem
        R376, R383.
    """
    if kind not in KINDS:
        told = f'there is no kind of text called "{kind[:40]}"'
        raise Problem(400, "R376", told, f"Write one of: {', '.join(KINDS)}.")
    if len(text) <= MAX_BYTES and delimited(text):
        raise Problem(422, "R383", *REFUSED)
    file, raw = SHOWN[kind], text.encode("utf-8", errors="surrogatepass")
    try:
        read = read_yaml(raw, file=file)
    except InputError as error:
        return list(error.defects)
    if records(read.data):
        raise Problem(422, "R383", *REFUSED)
    refused = [*too_deep(read), *paths_in(read)]
    return refused or of_kind(raw, kind, file, folder)


def of_kind(raw: bytes, kind: str, file: str, folder: Path | None) -> list[Defect]:
    """Faults of form and of meaning, by the loader of the kind."""
    if kind == "scheme":
        from demerit.society.fit import check_scheme_text

        return check_scheme_text(raw, file=file, folder=folder)
    if kind == "society":
        from demerit.society.check import society_defects
        from demerit.society.load import read_society

        try:
            return sorted(society_defects(read_society(raw, file=file, folder=folder)))
        except InputError as error:
            return list(error.defects)
    from demerit.study.studyfile import read_study

    try:
        read_study(raw, file=file)
    except InputError as error:
        return list(error.defects)
    return []


def too_deep(read: Text) -> Iterator[Defect]:
    """The first place that is nested deeper than is read here."""
    deep = next((path for path in read.places.values if len(path) >= DEEPEST), None)
    if deep is not None:
        hint = "No file of this format needs that."
        yield read.places.defect("S103", deep, f"nesting is deeper than {DEEPEST}", hint)


def paths_in(read: Text) -> Iterator[Defect]:
    """Texts that would name a file of this machine: given files name ids of the catalogue only."""
    for path in read.places.values:
        key = next((step for step in reversed(path) if isinstance(step, str)), "")
        value = at(read.data, path) if key in NAMES else None
        if isinstance(value, str) and is_path(value):
            hint = "A file that is given to the lab names ids of the catalogue, never files of this machine."
            yield read.places.defect("S201", path, f'"{value[:80]}" is a path', hint)


def at(data: Any, path: tuple[str | int, ...]) -> Any:
    """What stands at a path."""
    for step in path:
        data = data[step]
    return data


def keep_text(text: str, kind: str, /, *, workspace: Workspace) -> dict[str, Any]:
    """Keep a text without fault, under a name that is made of its content.

    Returns
    -------
    dict
        ``file``: its name, which stands wherever an id of a scheme or a society can.

    Raises
    ------
    Problem
        R376, R383; the first fault of the text, with all of them.
    OSError
    """
    found = faults_of(text, kind, folder=workspace.files)
    if found:
        first = found[0]
        faults = [fault(defect) for defect in found]
        raise Problem(422, first.code, first.message, first.hint, where=place(first), faults=faults)
    raw = text.encode()
    name = hashlib.sha256(raw).hexdigest()[:16]
    workspace.files.mkdir(mode=0o700, exist_ok=True)
    path = workspace.inside(workspace.files, f"{name}.yaml", what="file")
    if not path.is_file() or path.read_bytes() != raw:
        put_whole(Path(path), raw, mode=0o600)
    return {"file": f"file-{name}", "kind": kind}
