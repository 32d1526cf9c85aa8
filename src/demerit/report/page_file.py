"""A page as a file of its own: Markdown, or HTML that needs nothing from elsewhere and runs nothing."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Final

from demerit.errors import UsageError
from demerit.report.blocks import Block
from demerit.report.markdown import markdown
from demerit.report.notebook import notebook

__all__ = ["check_page_name", "page_file"]

SUFFIXES: Final = (".md", ".html")
HEAD: Final = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1rem/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 62rem; padding: 0 1rem; }}
@media print {{ body {{ margin: 0; max-width: none; font-size: 10pt; }} }}
</style>
</head>
<body>
"""


def check_page_name(out: Path, /) -> None:
    """Refuse a name of a file that is neither Markdown nor HTML.

    Raises
    ------
    UsageError
        R364.
    """
    if out.suffix.lower() not in SUFFIXES:
        raise UsageError("R364", f'"{out.name}" is no name of a page', "Let it end in .md or .html.")


def page_file(blocks: Iterable[Block], /, *, title: str, out: Path) -> str:
    """Text of the file of a page.

    Parameters
    ----------
    blocks : iterable of Block
    title : str
        Of the window that shows it.
    out : Path
        Its suffix says which kind: ``.md`` or ``.html``.

    Raises
    ------
    UsageError
        R364 for another suffix.
    """
    check_page_name(out)
    if out.suffix.lower() == ".md":
        return markdown(blocks)
    page = notebook(blocks, title="h1", heading="h2")
    return f"{HEAD.format(title=escape(title))}<main>{page}</main>\n</body>\n</html>\n"
