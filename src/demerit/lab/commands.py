"""How a run of the workspace is made again elsewhere: as a command of the terminal and as a call of Python."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from demerit.errors import DemeritError
from demerit.lab.asking import NUMBERS
from demerit.lab.workspace import Workspace
from demerit.ledger.folder import read_manifest
from demerit.study.inputs import load_inputs
from demerit.study.pair import NONE

__all__ = ["commands_of_run"]


def commands_of_run(name: str, /, *, workspace: Workspace) -> dict[str, str]:
    """Commands for a run or a pair, made in the lab or in the terminal.

    A scheme that is still the catalogue's own is named by its id, any other by its file in the workspace.

    Parameters
    ----------
    name : str
        Id of the lab, or name of a folder.
    workspace : Workspace

    Returns
    -------
    dict
        ``terminal`` and ``python``, to be copied and run in the workspace.

    Raises
    ------
    Problem
        R370, R377 for the name.
    RunError
        R202, R204 if the folder is damaged.
    """
    known = workspace.asked(name)
    if known:
        asked = known["asked"]
        if asked["kind"] == "sweep":
            told = shlex.join(["demerit", "report", f"runs/{asked['run']}"])
            return {"terminal": told, "python": ""}
        schemes = [file_or_id(each, workspace) for each in (asked["scheme"], asked["other"]) if each]
        society = None if asked["society"] is None else file_or_id(asked["society"], workspace)
        return written(asked["kind"], schemes, society=society, numbers=asked, safeguards=asked["safeguards"])
    folder = workspace.run(name)
    paired = (folder / "a" / "run.json").is_file()
    worlds = [folder / world for world in "ab"] if paired else [folder]
    manifests = [read_manifest(world) for world in worlds]
    scheme, society, put = inputs_of(worlds[0], manifests[0], workspace)
    schemes = [scheme]
    if paired and not put:
        schemes.append(other_of(worlds[1], manifests[1], society, workspace))
    first = manifests[0]
    usual = {"burn_in": 0, "seed": 1, "replicates": 1}
    numbers = {**first["options"], **{key: first[key] for key in ("months", "seed", "replicates")}}
    numbers = {key: value for key, value in numbers.items() if usual.get(key) != value}
    return written("pair" if paired else "run", schemes, society=society, numbers=numbers, safeguards=put)


def file_or_id(name: str, workspace: Workspace) -> str:
    """An id as it is; a given file by its path in the workspace."""
    found = workspace.scheme(name) if name != NONE else name
    return Path(found).relative_to(workspace.folder).as_posix() if found != name else name


def inputs_of(
    folder: Path, manifest: Mapping[str, Any], workspace: Workspace
) -> tuple[str, str | None, Sequence[str]]:
    """Scheme, society and safeguards of a run: ids where they still are what was run, else the files that it kept."""
    scheme, society, put = manifest["scheme"], manifest["society"], manifest["options"]["safeguards"]
    for other in (None, society["id"]):
        try:
            found = load_inputs(scheme["id"], society=other, safeguards=put)
        except DemeritError:
            continue
        if (found.scheme_hash, found.society_hash) == (scheme["sha256"], society["sha256"]):
            return scheme["id"], other, put
    kept = folder.relative_to(workspace.folder) / "inputs"
    return (kept / "scheme.yaml").as_posix(), (kept / "society.yaml").as_posix(), ()


def other_of(folder: Path, manifest: Mapping[str, Any], society: str | None, workspace: Workspace) -> str:
    """The scheme of world B, whose society is that of the pair."""
    name: str = manifest["scheme"]["id"]
    if name == NONE:
        return NONE
    try:
        if load_inputs(name, society=society).scheme_hash == manifest["scheme"]["sha256"]:
            return name
    except DemeritError:
        pass
    return (folder.relative_to(workspace.folder) / "inputs" / "scheme.yaml").as_posix()


def written(
    kind: str, schemes: Sequence[str], *, society: str | None, numbers: Mapping[str, Any], safeguards: Sequence[str]
) -> dict[str, str]:
    """The two texts."""
    options: list[tuple[str, Any]] = [] if society is None else [("society", society)]
    options += [(key, numbers[key]) for key in NUMBERS if numbers.get(key) is not None]
    words = ["demerit", kind, *schemes]
    for key, value in options:
        words += [f"--{key.replace('_', '-')}", str(value)]
    for name in safeguards:
        words += ["--safeguard", name]
    given = [repr(name) for name in schemes] + [f"{key}={value!r}" for key, value in options]
    given += [f"safeguards={list(safeguards)!r}"] if safeguards else []
    call = f"dm.{kind}({', '.join(given)})".replace("'", '"')
    return {"terminal": shlex.join(words), "python": f"import demerit as dm\nresult = {call}"}
