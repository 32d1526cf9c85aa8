"""Schemes in the making: answers become files, a form's change goes into a text, and both are shown as they would be.

Nothing is run. What is written is checked first by the loader of all files, and names ids alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from demerit.errors import InputError
from demerit.lab.checking import faults_of, keep_text
from demerit.lab.problem import Problem, fault, near
from demerit.lab.workspace import Workspace
from demerit.ledger.disk import put_whole

__all__ = ["compose_answers", "draft"]


def compose_answers(body: Mapping[str, Any], /, *, workspace: Workspace) -> dict[str, Any]:
    """Files of the answers of the New page, with what is open, faulty, and how it looks.

    Parameters
    ----------
    body : mapping
        ``kind``, ``answers``; ``keep``: also keep the files, if nothing is faulty.
    workspace : Workspace

    Returns
    -------
    dict
        ``demerit.composed/1``: ``id``, ``files``, ``open``, ``faults``, ``view``; with ``keep`` also ``file``.

    Raises
    ------
    Problem
        R375 for a body of another form.
    DemeritError
        S120, S122.
    """
    from demerit.report.compose.compose import compose

    only(body, ("kind", "answers", "keep"))
    kind, answers, keep = body.get("kind"), body.get("answers"), body.get("keep", False)
    if not isinstance(kind, str) or not isinstance(answers, dict) or not isinstance(keep, bool):
        hint = 'Send {"kind": "points", "answers": {...}}.'
        raise Problem(400, "R375", "kind must be a text, answers a mapping, keep true or false", hint)
    made = compose(kind, answers)
    with TemporaryDirectory() as folder:
        for name, _, text in made.others:
            (Path(folder) / f"{name}.yaml").write_text(text, encoding="utf-8")
        found = faults_of(made.scheme, "scheme", folder=Path(folder))
        view = view_of(made.scheme, Path(folder))
    told: dict[str, Any] = {
        "schema": "demerit.composed/1",
        "id": made.id,
        "files": [{"name": f"{made.id}.yaml", "kind": "scheme", "text": made.scheme}]
        + [{"name": f"{name}.yaml", "kind": kind, "text": text} for name, kind, text in made.others],
        "open": [
            {
                "section": each.section,
                "row": each.row,
                "question": each.question,
                "message": each.message,
                "numeric": each.numeric,
            }
            for each in made.open
        ],
        "faults": [fault(each) for each in found],
        "view": view,
    }
    if keep and not found:
        workspace.files.mkdir(mode=0o700, exist_ok=True)
        for name, _, text in made.others:
            put_whole(workspace.inside(workspace.files, f"{name}.yaml", what="file"), text.encode(), mode=0o600)
        told["file"] = keep_text(made.scheme, "scheme", workspace=workspace)["file"]
    return told


def draft(body: Mapping[str, Any], /, *, workspace: Workspace) -> dict[str, Any]:
    """A text that is being edited: changed by a form if asked, its faults, its drawing, and what differs.

    Parameters
    ----------
    body : mapping
        ``text``; ``path`` and ``changes`` of one number; ``original``: the scheme it began as.
    workspace : Workspace

    Returns
    -------
    dict
        ``demerit.draft/1``: ``text``, ``faults``, ``view`` and ``differences`` (None where the text cannot be read).

    Raises
    ------
    Problem
        R375, R383.
    DemeritError
        S123 where there is no number to change.
    """
    from demerit.evidence.edit import set_number

    only(body, ("text", "path", "changes", "original"))
    text, path, changes, original = (body.get(key) for key in ("text", "path", "changes", "original"))
    if not isinstance(text, str) or not isinstance(original, str | None):
        raise Problem(400, "R375", "text must be a text, original a name", 'Send {"text": "..."}.')
    if path is not None:
        text = set_number(text, path_in(path), changes_in(changes), file="scheme.yaml")
    found = faults_of(text, "scheme", folder=workspace.files)
    return {
        "schema": "demerit.draft/1",
        "text": text,
        "faults": [fault(each) for each in found],
        "view": view_of(text, workspace.files),
        "differences": None if original is None else differences(text, original, workspace),
    }


def view_of(text: str, folder: Path) -> dict[str, Any] | None:
    """The drawing of a text; None if its form has faults."""
    from demerit.report.views.scheme import drawn, society_of
    from demerit.scheme.load import read_scheme

    try:
        scheme, places = read_scheme(text.encode("utf-8", errors="surrogatepass"), file="scheme.yaml", folder=folder)
        return drawn(scheme, society_of(scheme, folder), places)
    except InputError:
        return None


def differences(text: str, original: str, workspace: Workspace) -> list[dict[str, Any]] | None:
    """Every value in which a text differs from what it began as, as ``demerit scheme diff`` tells it."""
    from demerit.scheme.diff import diff
    from demerit.scheme.load import load_scheme, read_scheme
    from demerit.scheme.resolve import resolve

    before = resolve(load_scheme(workspace.scheme(original))[0])
    try:
        after = resolve(
            read_scheme(text.encode("utf-8", errors="surrogatepass"), file="scheme.yaml", folder=workspace.files)[0]
        )
    except InputError:
        return None
    return [change.as_data() for change in diff(before, after)]


def only(body: Mapping[str, Any], keys: Sequence[str]) -> None:
    """Refuse what is not read."""
    extra = next((str(key) for key in body if key not in keys), None)
    if extra is not None:
        raise Problem(400, "R375", f'"{extra[:40]}" is nothing that is read here', near(extra, keys))


def path_in(path: Any) -> tuple[str | int, ...]:
    """Keys and positions from the root of a file."""
    steps = path if isinstance(path, list) and len(path) < 20 else [None]
    if not all(isinstance(step, str | int) and not isinstance(step, bool) for step in steps):
        raise Problem(400, "R375", "path must be a list of keys and positions", 'Such as ["rules", 0, "points"].')
    return tuple(steps)


def changes_in(changes: Any) -> dict[str, str | list[str] | None]:
    """New texts of a number by key."""
    given = changes if isinstance(changes, dict) else {"": 0}
    for value in given.values():
        several = isinstance(value, list) and len(value) < 20 and all(isinstance(each, str) for each in value)
        if not (value is None or isinstance(value, str) or several):
            raise Problem(400, "R375", "changes must be texts by key", 'Such as {"value": "0.2"}.')
    return dict(given)
