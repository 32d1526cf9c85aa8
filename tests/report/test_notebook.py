"""Blocks as HTML for a notebook: all of the text, nothing that runs or is fetched, and bars as wide as their parts."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from demerit.api.rows import Rows
from demerit.report.blocks import Bar, Column, Heading, Paragraph, Shelf, Table
from demerit.report.notebook import notebook

COLUMNS = (Column(title="what", right=False, wraps=True), Column(title="share"), Column(title="", coloured=True))
TABLE = Table(
    columns=COLUMNS, rows=(("<script>alert(1)</script>", "12 %", "███"), ("   deeper", "1 & 2", "")),
    colours=("#222222", ""),
)  # fmt: skip
SHELF = Shelf(columns=COLUMNS[:2], rows=(("one", "1"), ("two", "2")), texts=("a text", "b"), groups=("first", "second"))


def read(html: str) -> ET.Element:
    """HTML that is XML too, but for one name."""
    return ET.fromstring(html.replace("&nbsp;", " "))


def test_all_text_is_there_and_none_of_it_is_code() -> None:
    html = notebook([Heading("A <b> heading"), Paragraph("a < b\nc", "limit"), TABLE, SHELF])
    assert not re.search(r"<(script|style|link|img|b)\b|https?:|@import|url\(", html)
    page = read(html)
    text = "".join(page.itertext())
    for told in ("A <b> heading", "a < b", "<script>alert(1)</script>", "12 %", "1 & 2", "deeper", "a text", "second"):
        assert told in text
    assert [cell.text for cell in page.iter("th")][:3] == ["what", "share", None]
    assert len(list(page.iter("br"))) == 1


def test_only_rows_with_a_colour_are_marked_and_indents_stay() -> None:
    html = notebook([TABLE])
    assert html.count("background:#222222") == 1
    assert html.count('"color:#222222') == 1
    assert html.count("padding-left:1.8em") == 1


def test_a_page_takes_the_colours_of_the_notebook() -> None:
    html = notebook([Paragraph("x", "quiet"), TABLE, SHELF, Bar((("a", 1),))])
    colours = re.findall(r"(?:^|[;\"])(?:color|background):([^;\"]+)", html)
    assert set(colours) <= {"transparent", "currentColor", "#222222"}


def test_a_bar_is_as_wide_as_its_parts_and_says_them() -> None:
    page = read(notebook([Bar((("law text", 3), ("assumption", 9)))]))
    widths = [float(width) for width in re.findall(r"width:([\d.]+)%", ET.tostring(page, encoding="unicode"))]
    assert widths == [25.0, 75.0]
    assert "law text 3" in "".join(page.itertext())
    assert "0.00" in notebook([Bar((("none", 0),))])


def test_rows_put_numbers_right_and_long_texts_on_lines() -> None:
    rows = Rows([{"name": "a" * 50, "value": 1.5, "flag": True, "source": ["x", "y"]}, {"name": "b", "value": None}])
    page = read(rows._repr_html_())
    sides = [re.search(r"text-align:(\w+)", cell.get("style", "")).group(1) for cell in page.iter("th")]  # type: ignore[union-attr]
    assert sides == ["left", "right", "left", "left"]
    cells = list(page.iter("td"))
    assert "nowrap" not in cells[0].get("style", "")
    assert "nowrap" in cells[4].get("style", "")
    assert cells[3].text == "x, y"
    assert [cell.text for cell in read(Rows([{"name": "a" * 161}])._repr_html_()).iter("td")] == ["a" * 160 + "…"]
