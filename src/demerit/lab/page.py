"""The built page: its parts by name, and itself at every other address, since it reads the address on its own."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Final

from starlette.responses import Response

from demerit.lab.problem import Problem

__all__ = ["page"]

KINDS: Final = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
HASHED: Final = re.compile(r"-(?=[A-Za-z_-]*\d)[A-Za-z0-9_-]{8}\.[a-z0-9]+")
"""The end of a name that changes with the content: eight signs, a digit among them. Others are asked for again."""

FOREVER: Final = "public, max-age=31536000, immutable"
MISSING: Final = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>demerit</title>
<body><h1>The page is not built</h1>
<p>This copy of demerit has no page (src/demerit/report/page). <code>npm ci &amp;&amp; npm run build</code> in
<code>web/</code> makes it. The documents are there all the same: <a href="/api/doc/catalog">the catalogue</a>.</p>
</body></html>
"""


def page(folder: Path, path: str, /, *, known: str = "") -> Response:
    """A part of the page, or the page; nothing but 304 where the browser has it as it is.

    Parameters
    ----------
    folder : Path
        Of the built page.
    path : str
        Of the address, without the first slash.
    known : str
        What the browser says it has (``if-none-match``).

    Raises
    ------
    Problem
        R370 for a part that is not there, or under ``api``.
    """
    if path.split("/")[0] == "api":
        raise Problem(404, "R370", "there is nothing at this address", "docs/reference/lab.md has all addresses.")
    name = path or "index.html"
    home = folder.resolve()
    wanted = (home / name).resolve()
    suffix = wanted.suffix.lower()
    if home in wanted.parents and wanted.is_file() and suffix in KINDS:
        kept = FOREVER if wanted.parent.name == "assets" and HASHED.search(wanted.name) else "no-cache"
        return answer(wanted, kept=kept, known=known)
    if suffix in KINDS and name != "index.html":
        raise Problem(404, "R370", "the page has no such part", "Load the page anew.")
    whole = home / "index.html"
    if whole.is_file():
        return answer(whole, kept="no-cache", known=known)
    return Response(MISSING, 404, media_type=KINDS[".html"])


def answer(path: Path, *, kept: str, known: str) -> Response:
    """A file, named by its content so that it is sent once."""
    data = path.read_bytes()
    mark = f'"{hashlib.blake2b(data, digest_size=12).hexdigest()}"'
    headers = {"cache-control": kept, "etag": mark}
    if mark in known.split(", "):
        return Response(status_code=304, headers=headers)
    return Response(data, media_type=KINDS[path.suffix.lower()], headers=headers)
