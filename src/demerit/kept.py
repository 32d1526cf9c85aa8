"""Where compiled kernels are kept.

Numba keeps a compiled function until its own file changes, but not the files it calls, and looks for it by the path of
that file; so the folder that keeps kernels is named after the content of every file that holds kernels or their
constants, after the Python and the processor. It lies in the user's cache folder: an installation may be read-only,
its path may be anything, and copies of the same sources share their kernels.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, cast

import numba
from numba.core import caching, codegen

__all__ = ["Kept", "cache_folder", "forget_unused", "is_kept", "is_warm"]

LOCATOR: Any = caching._CacheLocator
KEEPER: Any = caching.CompileResultCacheImpl
CACHE: Any = caching.FunctionCache
PROCESSOR: Any = vars(codegen)["ll"]
HERE = Path(__file__).parent
HOLDERS = (
    "draws.py",
    "compiled.py",
    "compile_parts.py",
    "engine/layout.py",
    "engine/kernels/*.py",
    *(f"society/{name}.py" for name in ("matching", "people", "tables", "ties")),
)
UNUSED_DAYS = 30


def sources_digest() -> str:
    """Twelve hex digits over the files that hold kernels, the compiler, the Python and the processor."""
    made_for = (numba.__version__, str(sys.implementation.cache_tag), PROCESSOR.get_host_cpu_name(), features())
    digest = hashlib.blake2b("\n".join(made_for).encode(), digest_size=6)
    for pattern in HOLDERS:
        for path in sorted(HERE.glob(pattern)):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def features() -> str:
    """What the processor can do, in a text."""
    try:
        return str(PROCESSOR.get_host_cpu_features().flatten())
    except RuntimeError:  # a processor that does not tell
        return ""


@cache
def cache_folder() -> Path | None:
    """Folder that keeps the compiled kernels of this version, which is made; None where nothing can be written.

    In ``NUMBA_CACHE_DIR`` or the user's cache folder; where neither can be written, below the temporary folder.
    """
    name = f"kernels-{sources_digest()}"
    for base in user_folders():
        folder = base / "demerit" / name
        try:
            folder.mkdir(parents=True, exist_ok=True)
            tempfile.TemporaryFile(dir=folder).close()
            os.utime(folder)
        except OSError:
            continue
        return folder
    temporary = own_temporary()
    return None if temporary is None else temporary / name


def user_folders() -> Iterator[Path]:
    """Folders for what can be made again, best first; a relative one would depend on where one stands."""
    for named in (os.environ.get("NUMBA_CACHE_DIR"), os.environ.get("XDG_CACHE_HOME")):
        if named and os.path.isabs(named):
            yield Path(named)
    home = os.path.expanduser("~")
    if os.path.isabs(home):
        yield Path(home) / ".cache"


def own_temporary() -> Path | None:
    """Folder of this user below the temporary one; a new one where somebody else could have put kernels into it."""
    try:
        folder = Path(tempfile.gettempdir()) / f"demerit-{os.getuid() if hasattr(os, 'getuid') else 'kernels'}"
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
        ours = not hasattr(os, "getuid") or found.st_uid == os.getuid()
        if stat.S_ISDIR(found.st_mode) and ours and not found.st_mode & 0o022:
            return folder
        return Path(tempfile.mkdtemp(prefix="demerit-"))
    except OSError:
        return None


def is_kept() -> bool:
    """Whether compiled kernels stay where the next run finds them."""
    folder = cache_folder()
    return folder is not None and any(base in folder.parents for base in user_folders())


def forget_unused() -> None:
    """Remove the kernels of versions that nobody has run for 30 days."""
    folder = cache_folder()
    for other in folder.parent.glob("kernels-????????????") if folder is not None else ():
        try:
            if time.time() - other.stat().st_mtime > UNUSED_DAYS * 86400:
                shutil.rmtree(other)
        except OSError:
            continue


def is_warm() -> bool:
    """Whether kernels of this version were compiled before."""
    folder = cache_folder()
    large = ("month.file_month", "month.act_month", "shadow.shadow_month")
    return folder is not None and all(any(folder.glob(f"kernels/{name}-*.nbc")) for name in large)


class ByContent(LOCATOR):  # type: ignore[misc]
    """Tells Numba where a function is kept: in the folder of this version, wherever its file lies."""

    def __init__(self, function: Any, file: str) -> None:
        self.file = Path(file)
        self.line = int(function.__code__.co_firstlineno)

    @classmethod
    def from_function(cls, py_func: Any, py_file: str) -> ByContent:
        """Return the place of a function of a file."""
        return cls(py_func, py_file)

    def get_cache_path(self) -> str:
        """Return the folder: named as the package's own folders are, or after the path of a file from elsewhere."""
        inside = HERE in self.file.parents
        name = self.file.parent.name if inside else self.get_suitable_cache_subpath(str(self.file))
        return str(cast(Path, cache_folder()) / name)

    def get_source_stamp(self) -> str:
        """Content of the file."""
        return hashlib.blake2b(self.file.read_bytes()).hexdigest()

    def get_disambiguator(self) -> str:
        """What tells functions of one name apart."""
        return str(self.line)


class ByContentOnly(KEEPER):  # type: ignore[misc]
    """What Numba keeps, at that place alone."""

    _locator_classes = (ByContent,)


class Kept(CACHE):  # type: ignore[misc]
    """What Numba keeps of one function."""

    _impl_class = ByContentOnly
