"""The runs of a workspace, those of the terminal and those of the lab, from their manifests alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from demerit.lab.workspace import Workspace, is_run, read_plain

__all__ = ["entry_of", "folders", "is_finished", "result_file"]


def result_file(folder: Path, /) -> Path:
    """The document of a run or of a pair, which may not be there yet."""
    return folder / ("pair.json" if (folder / "a").is_dir() else "result.json")


def is_finished(workspace: Workspace, record: Mapping[str, Any], /) -> bool:
    """Whether the folder of a run of the lab holds its document."""
    folder = record.get("folder")
    if record.get("kind") == "sweep":
        return read_plain(workspace.runs / str(folder) / "sweep" / "study.json").get("status") == "complete"
    return bool(folder) and result_file(workspace.runs / str(folder)).is_file()


def folders(workspace: Workspace, /) -> Iterator[Path]:
    """Folders of all runs and pairs, links that lead out of the workspace left aside."""
    home = workspace.runs.resolve()
    for path in sorted(workspace.runs.iterdir()) if workspace.runs.is_dir() else ():
        if is_run(path) and path.resolve().parent == home:
            yield path


def entry_of(folder: Path, /) -> dict[str, Any]:
    """A run or a pair in a list."""
    paired = (folder / "a").is_dir()
    first = folder / "a" if paired else folder
    manifest = manifest_at(first / "run.json", moment(first / "run.json"))
    other = manifest_at(folder / "b" / "run.json", moment(folder / "b" / "run.json")) if paired else {}
    found = result_file(folder)
    options = manifest.get("options", {})
    complete = found.is_file() and (paired or manifest.get("status") == "complete")
    return {
        "id": folder.name, "folder": f"runs/{folder.name}", "kind": "pair" if paired else "run",
        "title": manifest.get("title", folder.name), "scheme": manifest.get("scheme", {}).get("id"),
        "other": other.get("scheme", {}).get("id") if paired else None,
        "society": manifest.get("society", {}).get("id"), "society_title": manifest.get("society_title"),
        "persons": manifest.get("persons"), "months": manifest.get("months"), "burn_in": manifest.get("burn_in"),
        "seed": manifest.get("seed"), "replicates": manifest.get("replicates"), "unit": manifest.get("unit"),
        "safeguards": options.get("safeguards", []), "when": when(found if complete else first / "run.json"),
        "status": "complete" if complete else "unfinished", "made_in": "terminal",
    }  # fmt: skip


def when(path: Path) -> str | None:
    """When a file was written: day and time, UTC."""
    stamp = moment(path)
    return datetime.fromtimestamp(stamp / 1e9, UTC).isoformat(timespec="seconds") if stamp else None


def moment(path: Path) -> int:
    """When a file was written, in billionths of a second; 0 if it is not there."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=512)
def manifest_at(path: Path, written: int) -> dict[str, Any]:
    """What a list shows of a manifest, read once as long as it is not written anew."""
    keys = ("title", "scheme", "society", "society_title", "persons", "months", "burn_in", "seed", "replicates",
            "unit", "options", "status")  # fmt: skip
    found = read_plain(path)
    return {key: found[key] for key in keys if key in found}
