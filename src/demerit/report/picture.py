"""A result as a picture: what the terminal shows, as SVG with no link to anywhere.

``python -m demerit.report.picture RUN > picture.svg`` draws the first sections of a run.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from demerit.report.blocks import Block, Heading
from demerit.report.result_page import result_page
from demerit.report.terminal import draw
from demerit.report.words import HEADINGS

__all__ = ["opening_of", "picture"]

FORMAT = """<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img">
<title>@title@</title>
<style>
text {{ font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: {char_height}px;
line-height: {line_height}px; }}
.{unique_id}-matrix {{ font-variant-east-asian: full-width; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
<rect width="100%" height="100%" rx="8" fill="#ffffff" stroke="#d0d0d0"/>
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


SECTIONS = ("reached", "wrong", "causes")


def opening_of(document: Mapping[str, Any], /, *, sections: tuple[str, ...] = SECTIONS) -> list[Block]:
    """Sentences, limits and some sections of a result, in the order of the page."""
    wanted = {HEADINGS[section] for section in sections}
    kept: list[Block] = []
    inside = True
    for block in result_page(document):
        if isinstance(block, Heading):
            inside = block.text in wanted
        if inside:
            kept.append(block)
    return kept


def picture(blocks: Iterable[Block], /, *, width: int, title: str) -> str:
    """Blocks as SVG, dark on white.

    Parameters
    ----------
    blocks : iterable of Block
    width : int
        Columns.
    title : str
        For those who do not see it.
    """
    from rich.console import Console
    from rich.terminal_theme import TerminalTheme

    console = Console(
        record=True, width=width, file=io.StringIO(), force_terminal=True, color_system="truecolor", highlight=False
    )
    draw(blocks, console=console)
    grey, black, white = (90, 90, 90), (26, 26, 26), (255, 255, 255)
    theme = TerminalTheme(white, black, [black] * 8, [grey] * 8)
    drawn = console.export_svg(title="", theme=theme, code_format=FORMAT, unique_id="demerit")
    drawn = drawn.replace("@title@", escape(title))
    return "\n".join(line.rstrip() for line in drawn.splitlines()) + "\n"


if __name__ == "__main__":
    import sys

    from demerit.ledger.folder import find_run
    from demerit.study.single import read_result

    found = read_result(find_run(sys.argv[1]))
    about = f"demerit run {found['run']['scheme']['id']}"
    sys.stdout.write(picture(opening_of(found), width=100, title=about))
