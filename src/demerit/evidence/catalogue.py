"""Where files are: by path, or by id in the catalogue that comes with the package."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path as FilePath

from demerit.errors import Defect, InputError, nearest
from demerit.evidence.yamltext import MAX_BYTES

__all__ = ["Found", "catalogue_ids", "find", "is_path"]


@dataclass(frozen=True)
class Found:
    """A file that was found: the name to show, what it holds, and its folder (none for the catalogue)."""

    name: str
    raw: bytes
    folder: FilePath | None


def is_path(name: str | FilePath, /) -> bool:
    """Whether a name is a path to a file rather than an id of the catalogue."""
    text = str(name)
    return isinstance(name, FilePath) or text.endswith((".yaml", ".yml")) or "/" in text or "\\" in text


def shelf(folder: str) -> Traversable:
    """Folder of the catalogue, such as ``societies/conduct``."""
    here: Traversable = files("demerit") / "catalog"
    for part in folder.split("/"):
        here = here / part
    return here


def catalogue_ids(folder: str, /) -> list[str]:
    """Ids in a folder of the catalogue, sorted.

    Parameters
    ----------
    folder : str
        ``schemes``, ``societies``, ``societies/conduct``, ``safeguards``, ``sources`` ...

    Returns
    -------
    list of str
    """
    here = shelf(folder)
    if not here.is_dir():
        return []
    return sorted(item.name.removesuffix(".yaml") for item in here.iterdir() if item.name.endswith(".yaml"))


def find(name: str | FilePath, /, *, folder: str, beside: FilePath | None = None, kind: str = "") -> Found:
    """Find and read a file by path, or by id in a folder of the catalogue.

    Parameters
    ----------
    name : str or path
        A path, or an id.
    folder : str
        Folder of the catalogue where the id is looked for.
    beside : path, optional
        A folder to look in first: in its subfolder named as the last part of ``folder``, in ``folder`` beside it, and
        in the folder itself, as ``<id>.yaml``.
    kind : str
        Word of the format, such as ``conduct``; files beside that are of another format are passed over.

    Returns
    -------
    Found

    Raises
    ------
    InputError
        If there is no such file, or it cannot be read.
    """
    if is_path(name):
        return read(FilePath(name))
    if beside is not None:
        last = folder.rpartition("/")[2]
        for place in (beside / last, beside.parent / folder, beside):
            path = place / f"{name}.yaml"
            if path.is_file() and f"demerit.{kind}".encode() in (near := read(path)).raw:
                return near
    allowed = catalogue_ids(folder)
    if str(name) not in allowed:
        told = nearest(str(name), allowed) if allowed else "The catalogue has none."
        raise InputError([missing(str(name), f'no file for "{name}" among the {folder}', told)])
    item = shelf(folder) / f"{name}.yaml"
    return Found(f"{name}.yaml", item.read_bytes(), None)


def read(path: FilePath) -> Found:
    """Read a file, at most one byte more than is allowed."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        raise InputError([missing(str(path), f"the file cannot be read: {why}", "Check the path.")]) from error
    return Found(str(path), raw, path.parent)


def missing(file: str, message: str, hint: str) -> Defect:
    """Defect of a file as a whole."""
    return Defect(file=file, line=0, column=0, code="S100", message=message, hint=hint)
