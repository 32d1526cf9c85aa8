"""A society that is another with something else about it: the same people, other conduct, an attribute more.

What that means is written in ``docs/reference/format.md``. Nothing behind the loading knows of it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path as FilePath
from typing import Any

from demerit.errors import InputError
from demerit.evidence.catalogue import Found, find, is_path
from demerit.evidence.form import read_text
from demerit.evidence.yamltext import Path, Places, Text
from demerit.society.build import build, is_place, to_yaml

__all__ = ["extended", "find_society"]

ADDED = ("attributes", "cross", "margins", "ties")
"""Lists that go on where those of the other society end; every other key takes the place of the other's."""


def find_society(name: str | FilePath, /, *, beside: FilePath | None = None) -> Found:
    """Find the file of a society, or build it from tables if the name is the three-letter code of a place."""
    if is_place(name):
        iso3 = str(name).upper()
        return Found(raw=to_yaml(build(iso3)).encode(), name=f"{iso3} (built from tables)", folder=None)
    return find(name, folder="societies", beside=beside, kind="society")


def extended(text: Text, /, *, folder: FilePath | None) -> Text:
    """Put a society and the one it extends together.

    Parameters
    ----------
    text : Text
        The file as read.
    folder : path or None
        Its folder, where an id is looked for first.

    Returns
    -------
    Text
        A society that extends none, and the places of its parts, each in its own file.

    Raises
    ------
    InputError
        S201 if the other society is not found; S227 if that extends one itself; S220 if a source is another one
        there; or its own faults of form.
    """
    if not isinstance(text.data, dict) or not isinstance(text.data.get("extends"), str):
        return text
    here, name = text.places, text.data["extends"]
    if is_path(name) and folder is not None:
        name = str(folder / name)
    try:
        found = find_society(name, beside=folder)
    except InputError as error:
        told = [here.defect("S201", ("extends",), each.message, each.hint) for each in error.defects]
        raise InputError(told) from None
    base = read_text(found.raw, file=found.name, format_name="demerit.society/1")
    if "extends" in base.data:
        told = [here.defect("S227", ("extends",), f'society "{name}" extends another itself', "Extend that one.")]
        raise InputError(told)
    mine, theirs = (data.get("sources") for data in (text.data, base.data))
    if isinstance(mine, dict) and isinstance(theirs, dict):
        other = [source for source in mine if theirs.get(source, mine[source]) != mine[source]]
        if other:
            message = f'source "{other[0]}" is another source in society "{name}", whose numbers cite it'
            raise InputError([here.defect("S220", ("sources", other[0]), message, "Give it another id.", key=True)])
    data: dict[str, Any] = dict(base.data)
    moved: dict[Path, tuple[Places, Path]] = {(key,): (base.places, (key,)) for key in data if key not in text.data}
    for key, own in text.data.items():
        other = base.data.get(key)
        if key in ADDED and isinstance(own, list) and isinstance(other, list):
            data[key] = [*other, *own]
            moved.update({(key, i): (base.places, (key, i)) for i in range(len(other))})
            moved.update({(key, len(other) + i): (here, (key, i)) for i in range(len(own))})
        elif key == "sources" and isinstance(own, dict) and isinstance(other, dict):
            data[key] = {**other, **own}
            moved.update({(key, source): (base.places, (key, source)) for source in other if source not in own})
        else:
            data[key] = own
    del data["extends"]
    return Text(data, replace(here, moved=moved))
