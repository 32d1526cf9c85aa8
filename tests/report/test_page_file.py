"""A page as a file: Markdown, or HTML that fetches nothing and runs nothing."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from demerit.errors import UsageError
from demerit.report.blocks import Block, Column, Heading, Paragraph, Table
from demerit.report.page_file import page_file

COLUMNS = (Column(title="", right=False), Column(title="part", right=False))
PAGE: list[Block] = [
    Heading("A town & its law"), Paragraph("a < b"), Heading("Parts"),
    Table(columns=COLUMNS, rows=(("yes", "all of"), ("no", "  one | two"))),
]  # fmt: skip


def test_html_stands_alone() -> None:
    text = page_file(PAGE, title="A <town>", out=Path("a.html"))
    assert text.count("<h1") == 1
    assert text.count("<h2") == 1
    assert "<title>A &lt;town&gt;</title>" in text
    assert "default-src 'none'" in text
    assert not re.findall(r"<script|<link|<img|src=|href=|url\(|https?:", text)
    main = ET.fromstring(re.search(r"<main>.*</main>", text, re.DOTALL)[0])  # type: ignore[index]
    assert [cell.text for cell in main.iter("td")] == ["yes", "all of", "no", "one | two"]


def test_markdown_keeps_what_stands_under_what() -> None:
    text = page_file(PAGE, title="A town", out=Path("a.MD"))
    assert text.startswith("# A town & its law\n")
    assert "| no | &nbsp;&nbsp;one \\| two |" in text


def test_another_kind_of_file_is_refused() -> None:
    with pytest.raises(UsageError, match="R364"):
        page_file(PAGE, title="A town", out=Path("a.txt"))
