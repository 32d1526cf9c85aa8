"""A result as one HTML file that works offline: the built page with its documents and a policy for its one script."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from demerit.errors import RunError, UsageError

__all__ = ["MOST_BYTES", "fill_report", "key_of", "name_of", "policy_of", "template"]

MOST_BYTES: Final = 2_000_000
"""A report is smaller than this."""

SCRIPT: Final = re.compile(r"<script\b(?P<about>[^>]*)>(?P<text>.*?)</script>", re.DOTALL)
TITLE: Final = re.compile(r"<title>.*?</title>", re.DOTALL)
HEAD: Final = '<meta charset="utf-8" />'
SAFE: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*-._")


def name_of(out: Path | None, /, *, suffix: str) -> Path | None:
    """The name of a file that was asked for.

    Raises
    ------
    UsageError
        R368 for another suffix.
    """
    if out is not None and out.suffix.lower() != suffix:
        raise UsageError("R368", f'"{out.name}" is no name of a {suffix[1:].upper()} file', f"Let it end in {suffix}.")
    return out


def template() -> str:
    """The page of a report as it was built, without documents.

    Raises
    ------
    RunError
        R365 if it was not built.
    """
    page = files("demerit") / "report" / "page" / "report.html"
    if not page.is_file():
        hint = "Build it with: cd web && npm ci && npm run build. A released package has it."
        raise RunError("R365", "the page of the report is missing from this copy of demerit", hint)
    return page.read_text(encoding="utf-8")


def policy_of(page: str, /) -> str:
    """Content security policy of a page with one script: that script may run, and nothing may be fetched.

    Raises
    ------
    RunError
        R365 if the page does not have exactly one script, inline.
    """
    scripts = list(SCRIPT.finditer(page))
    if len(scripts) != 1 or "src=" in scripts[0]["about"]:
        raise RunError("R365", "the page of the report is not as it was built", "Build it again: npm run build.")
    digest = b64encode(sha256(scripts[0]["text"].encode("utf-8")).digest()).decode("ascii")
    rules = (
        "default-src 'none'", f"script-src 'sha256-{digest}'", "style-src 'unsafe-inline'", "img-src data: blob:",
        "base-uri 'none'", "form-action 'none'",
    )  # fmt: skip
    return "; ".join(rules)


def fill_report(page: str, /, *, documents: Mapping[str, Any], title: str) -> str:
    """Put documents into the page of a report.

    Parameters
    ----------
    page : str
        From ``template``.
    documents : mapping
        By the name and arguments by which the page asks for them (``key_of``).
    title : str
        Of the window.

    Returns
    -------
    str
        One HTML file that needs nothing from elsewhere.
    """
    policy = f'{HEAD}\n    <meta http-equiv="Content-Security-Policy" content="{policy_of(page)}" />'
    held = json.dumps(documents, ensure_ascii=False, allow_nan=False, separators=(",", ":")).replace("<", "\\u003c")
    data = f'<script type="application/json" id="documents">{held}</script>'
    head, body = page.replace(HEAD, policy, 1), "</body>"
    named = TITLE.sub(lambda _: f"<title>{escape(title)}</title>", head, count=1)
    before, found, after = named.rpartition(body)
    return f"{before}{data}\n  {found}{after}"


def key_of(name: str, /, **args: str) -> str:
    """Name by which the page asks for a document, as ``keyOf`` of ``web/src/api.ts`` writes it.

    Examples
    --------
    >>> key_of("life", way="typical", run="a+b c")
    'life?run=a%2Bb+c&way=typical'
    """
    query = "&".join(f"{quoted(key)}={quoted(value)}" for key, value in sorted(args.items()) if value)
    return f"{name}?{query}" if query else name


def quoted(text: str) -> str:
    """Text as a form sends it."""
    signs = (chr(byte) if chr(byte) in SAFE else "+" if byte == 32 else f"%{byte:02X}" for byte in text.encode("utf-8"))
    return "".join(signs)
