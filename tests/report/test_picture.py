"""Blocks drawn: in a terminal of any width, and as a picture that needs nothing from elsewhere."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree as ET

import pytest
from rich.console import Console

from demerit.report.blocks import Bar, Column, Heading, Paragraph, Table
from demerit.report.figures import HARD
from demerit.report.picture import picture
from demerit.report.terminal import draw

LONG = "a label of many words that does not fit a narrow window at all"
TABLE = Table(
    columns=(
        Column(title="what", right=False, wraps=True),
        Column(title="share"),
        Column(title="a rather long title of a column", drop=2),
        Column(title="95 % range", drop=1),
    ),
    rows=((LONG, f"12{HARD}%", "1", "10 to 14 %"), ("汉字 wide", "1 %", "2", "0 to 2 %")),
    colours=("#C65600", ""),
)
BLOCKS = [Heading("A heading"), TABLE, Paragraph("one two " * 30, "limit"), Bar((("law text", 3), ("assumption", 9)))]


def drawn(width: int) -> str:
    """Blocks in a terminal."""
    console = Console(width=width, file=io.StringIO(), highlight=False)
    draw(BLOCKS, console=console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("width", [50, 60, 80, 100])
def test_everything_fits_and_no_word_of_a_label_is_lost(width: int) -> None:
    text = drawn(width)
    assert max(len(line.rstrip()) for line in text.splitlines()) <= width
    first_column = " ".join(line[:20] for line in text.splitlines() if line.strip())
    assert all(word in " ".join(text.split()) for word in LONG.split())
    assert "12 %" in text
    assert first_column


def test_columns_that_matter_least_go_first() -> None:
    assert "rather long" in drawn(100)
    assert "rather long" not in drawn(60)
    assert "95 % range" in drawn(60)


def test_a_bar_says_its_numbers_in_words_too() -> None:
    assert re.search(r"law text 3 .*assumption 9", drawn(60).replace("\n", " "))


def test_a_picture_is_xml_without_links() -> None:
    svg = picture(BLOCKS, width=80, title="a < b")
    root = ET.fromstring(svg)
    assert root.find("{http://www.w3.org/2000/svg}title").text == "a < b"  # type: ignore[union-attr]
    assert set(re.findall(r"https?://[^\s\"']+", svg)) == {"http://www.w3.org/2000/svg"}
