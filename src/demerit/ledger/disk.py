"""Files that are whole or not there; imports nothing that is slow, so that anything may use it."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["TEMPORARY", "put_whole", "settle"]

TEMPORARY = ".tmp-"


def put_whole(path: Path, data: bytes, /, *, mode: int = 0o666) -> None:
    """Write a file whole or not at all.

    Parameters
    ----------
    path : Path
    data : bytes
    mode : int
        Permissions, of which the user's mask is taken away.

    Raises
    ------
    OSError
        For example when the disk is full; what was there before is then still there.
    """
    temporary = path.with_name(f"{TEMPORARY}{os.getpid()}-{path.name}")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
        with open(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
        settle(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


def settle(path: Path, /) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    if path.is_dir() and os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
