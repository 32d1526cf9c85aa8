"""One folder a run: begun, filled replicate by replicate, finished; readable whenever the power went.

``run.json`` says ``incomplete`` from the beginning until the last table is in place. A finished replicate is a folder
``part-<number>`` that appeared by one renaming, so a killed run goes on at the first missing replicate, and its final
files have the same bytes as if it had never been killed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demerit.errors import RunError, nearest
from demerit.ledger.disk import TEMPORARY, put_whole, settle
from demerit.ledger.manifest import inputs_hash, stable
from demerit.ledger.model import Ledger, check_ledger
from demerit.ledger.tables import TABLES, merge_table, read_tables, write_tables

__all__ = [
    "RUNS",
    "Begun",
    "begin_run",
    "find_run",
    "finish_run",
    "read_ledger",
    "read_ledgers",
    "read_manifest",
    "told_clearly",
    "write_ledger",
    "write_part",
    "write_whole",
]

RUNS = Path("runs")
DELETE = "Delete the folder and run again."


@dataclass(frozen=True, kw_only=True)
class Begun:
    """A run folder that is ready: ``done`` replicates need not be run again; ``complete`` needs nothing at all."""

    folder: Path
    done: tuple[int, ...]
    complete: bool


@contextmanager
def told_clearly(folder: Path) -> Iterator[None]:
    """Turn every failure of the file system into one error that says what to do."""
    import duckdb

    try:
        yield
    except (OSError, duckdb.IOException, duckdb.PermissionException) as fault:
        hint = "Free space or choose another folder with --out; the same command then goes on where it stopped."
        raise RunError("R201", f"cannot write the run folder {folder}: {reason_of(fault)}", hint) from fault


def reason_of(fault: Exception) -> str:
    r"""What a failure of the file system says, in one line; DuckDB wraps it, with a text of JSON inside.

    Examples
    --------
    >>> reason_of(OSError('failed: {"exception_message":"Could not write \\"a\\": full","errno":"28"}'))
    'Could not write "a": full'
    """
    first = str(fault).splitlines()[0] if str(fault) else type(fault).__name__
    inside = re.search(r'"exception_message":("(?:[^"\\]|\\.)*")', first)
    return str(json.loads(inside[1]) if inside else first).rstrip(".")


def begin_run(folder: Path, /, *, manifest: Mapping[str, Any], again: bool = False) -> Begun:
    """Make a run folder, or find out how far an earlier run of the same inputs came.

    Parameters
    ----------
    folder : Path
        Made if it is not there. Must be empty or hold the same run.
    manifest : mapping
        From ``make_manifest``.
    again : bool
        Forget what an earlier run of the same inputs left.

    Raises
    ------
    RunError
        R201 if the folder cannot be written; R203 if it holds something else.
    """
    with told_clearly(folder):
        folder.mkdir(parents=True, exist_ok=True)
        old = old_manifest(folder, manifest=manifest)
        same = old is not None and stable(old) == stable(manifest) and not again
        if same and old is not None and old.get("status") == "complete":
            clear(folder, parts=True)
            os.utime(folder / "run.json")  # it is the last run now
            return Begun(folder=folder, done=tuple(range(manifest["replicates"])), complete=True)
        clear(folder, parts=not same)
        write_manifest(folder, manifest={**manifest, "status": "incomplete"})
        done = tuple(number for number in range(manifest["replicates"]) if part_of(folder, number).is_dir())
        return Begun(folder=folder, done=done, complete=False)


def old_manifest(folder: Path, *, manifest: Mapping[str, Any]) -> dict[str, Any] | None:
    """Manifest of an earlier run in the folder, if its inputs are the same; None for an empty folder."""
    if not (folder / "run.json").exists():
        if any(not path.name.startswith(TEMPORARY) for path in folder.iterdir()):
            hint = "Choose another folder with --out."
            raise RunError("R203", f"the folder {folder} holds files that are not of a run", hint)
        return None
    old = read_manifest(folder)
    if inputs_hash(old) != inputs_hash(manifest):
        raise RunError("R203", f"the folder {folder} holds a run of other inputs", "Choose another folder with --out.")
    return old


def clear(folder: Path, *, parts: bool) -> None:
    """Take away what a killed run left half written and, on request, its finished replicates."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith(TEMPORARY) or (parts and path.name.startswith("part-")):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def part_of(folder: Path, number: int) -> Path:
    """Folder of one finished replicate."""
    return folder / f"part-{number:05d}"


def write_part(folder: Path, /, *, ledger: Ledger) -> None:
    """Keep one finished replicate, whole or not at all.

    Raises
    ------
    RunError
        R201, for example when the disk is full.
    """
    check_ledger(ledger)
    target = part_of(folder, ledger.replicate)
    temporary = folder / f"{TEMPORARY}{os.getpid()}-{target.name}"
    with told_clearly(folder):
        try:
            temporary.mkdir()
            write_tables(ledger, folder=temporary, about=stable(ledger.manifest))
            for path in sorted(temporary.iterdir()):
                settle(path)
            settle(temporary)
            if target.exists():
                shutil.rmtree(target)
            temporary.replace(target)
            settle(folder)
        finally:
            with suppress(OSError):
                shutil.rmtree(temporary)


def finish_run(folder: Path, /) -> dict[str, Any]:
    """Join the replicates into the final tables and say that the run is complete.

    Returns
    -------
    dict
        The final manifest, with the size and SHA-256 of each file.

    Raises
    ------
    RunError
        R201 if a file cannot be written; R202 if a replicate is missing.
    """
    manifest = read_manifest(folder)
    if manifest.get("status") == "complete":
        return manifest
    parts = [part_of(folder, number) for number in range(manifest["replicates"])]
    missing = [part.name for part in parts if not part.is_dir()]
    if missing:
        raise RunError("R202", f"the run in {folder} is not finished: {missing[0]} is missing", "Run it again.")
    with told_clearly(folder):
        for table in TABLES:
            if all((part / f"{table}.parquet").exists() for part in parts):
                join(folder, table=table, parts=parts, about=stable(manifest))
        files = {path.name: fingerprint(path) for path in sorted(folder.glob("*.parquet"))}
        final = {**manifest, "status": "complete", "files": files}
        write_manifest(folder, manifest=final)
        clear(folder, parts=True)
    return final


def join(folder: Path, *, table: str, parts: list[Path], about: Mapping[str, Any]) -> None:
    """Put one final table in place, by one renaming."""
    target = folder / f"{table}.parquet"
    temporary = folder / f"{TEMPORARY}{os.getpid()}-{target.name}"
    try:
        if len(parts) > 1:
            merge_table(table, parts=parts, path=temporary, about=about)
        else:
            link_or_copy(parts[0] / target.name, to=temporary)
        settle(temporary)
        temporary.replace(target)
        settle(folder)
    finally:
        temporary.unlink(missing_ok=True)


def link_or_copy(path: Path, *, to: Path) -> None:
    """A second name for a file, or a copy where the file system has no second names."""
    try:
        to.hardlink_to(path)
    except OSError:
        shutil.copyfile(path, to)


def fingerprint(path: Path) -> dict[str, Any]:
    """Size and SHA-256 of a file."""
    with path.open("rb") as stream:
        return {"bytes": path.stat().st_size, "sha256": hashlib.file_digest(stream, "sha256").hexdigest()}


def write_manifest(folder: Path, *, manifest: Mapping[str, Any]) -> None:
    """Write ``run.json`` by one renaming."""
    write_whole(
        folder / "run.json",
        json.dumps(manifest, indent=2, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n",
    )


def write_whole(path: Path, text: str | bytes, /) -> None:
    """Write a file whole or not at all.

    Raises
    ------
    RunError
        R201, for example when the disk is full.
    """
    with told_clearly(path.parent):
        put_whole(path, text.encode("utf-8") if isinstance(text, str) else text)


def write_ledger(ledger: Ledger, /, *, folder: Path) -> dict[str, Any]:
    """Write a whole run of one replicate; see ``begin_run``, ``write_part`` and ``finish_run`` for more."""
    begin_run(folder, manifest={**ledger.manifest, "replicates": 1}, again=True)
    write_part(folder, ledger=ledger)
    return finish_run(folder)


def read_manifest(folder: Path, /) -> dict[str, Any]:
    """Manifest of a run folder.

    Raises
    ------
    RunError
        R202 if there is none; R204 if it is damaged.
    """
    try:
        manifest = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise RunError("R202", f"{folder} is not a run folder: it has no run.json", "See demerit run.") from None
    except (OSError, ValueError) as fault:
        raise RunError("R204", f"{folder}/run.json cannot be read: {fault}", DELETE) from fault
    if not isinstance(manifest, dict) or manifest.get("format") != "demerit.run/1":
        raise RunError("R204", f"{folder}/run.json is not a manifest of demerit.run/1", "Run again into a new folder.")
    return manifest


def read_ledger(folder: Path, /, *, replicate: int = 0, with_log: bool | tuple[str, ...] = True) -> Ledger:
    """Ledger of one replicate of a complete run; ``with_log`` may name the kinds of row of the log that are read.

    Raises
    ------
    RunError
        R202 if the run is missing or incomplete; R204 if a table is missing or damaged.
    """
    manifest = read_manifest(folder)
    if manifest.get("status") != "complete":
        raise RunError("R202", f"the run in {folder} is incomplete", "Run it again: it goes on where it stopped.")
    import duckdb

    try:
        for name, known in manifest.get("files", {}).items():
            if (with_log or name != "log.parquet") and fingerprint(folder / name) != known:
                raise ValueError(f"{name} is not as it was written")
        return read_tables(folder, manifest=manifest, replicate=replicate, with_log=with_log)
    except (duckdb.Error, OSError, ValueError, LookupError) as fault:
        raise RunError("R204", f"the tables in {folder} cannot be read: {fault}", DELETE) from fault


def read_ledgers(folder: Path, /, *, with_log: bool | tuple[str, ...] = False) -> tuple[Ledger, ...]:
    """Ledgers of all replicates of a complete run, in order; without logs unless asked, or with some kinds of row."""
    count = read_manifest(folder)["replicates"]
    return tuple(read_ledger(folder, replicate=number, with_log=with_log) for number in range(count))


def find_run(where: str | Path, /, *, runs: Path = RUNS) -> Path:
    """Folder of a run: ``last``, a path, or a name under ``runs``.

    Raises
    ------
    RunError
        R202 if there is no such run.
    """
    if str(where) != "last":
        for folder in (Path(where), runs / where):
            if (folder / "run.json").is_file():
                return folder
        names = sorted(path.parent.name for path in runs.glob("*/run.json"))
        hint = nearest(str(where), names) if names else f"There are no runs under {runs}."
        raise RunError("R202", f'there is no run "{where}"', hint)
    found = [path for path in runs.glob("*/run.json") if is_complete(path.parent)]
    if not found:
        raise RunError("R202", f"there is no complete run under {runs}", "Start one with: demerit run SCHEME.")
    return max(found, key=lambda path: (path.stat().st_mtime_ns, path.parent.name)).parent


def is_complete(folder: Path) -> bool:
    """Whether a folder holds a complete run; a damaged one does not."""
    try:
        return bool(read_manifest(folder).get("status") == "complete")
    except RunError:
        return False
