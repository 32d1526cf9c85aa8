"""Every code that a user can meet stands on a page, and every page that a file names is there."""

from __future__ import annotations

import re

import pytest

from tests.house.files import ROOT, SOURCE, committed, text_of

pytestmark = pytest.mark.house

CODE = re.compile(r"\b([RESL])(\d{3})\b")
SPAN = re.compile(r"\b([RESL])(\d{3}) \.\.\. \1(\d{3})\b")


def documented() -> set[str]:
    """Codes on the pages, those between the two ends of a span included."""
    found = set[str]()
    for page in (ROOT / "docs").rglob("*.md"):
        text = text_of(page)
        found |= {letter + digits for letter, digits in CODE.findall(text)}
        for letter, low, high in SPAN.findall(text):
            found |= {f"{letter}{number}" for number in range(int(low), int(high) + 1)}
    return found


def test_every_code_stands_on_a_page() -> None:
    raised = {
        code
        for path in SOURCE.rglob("*.py")
        for code in re.findall(r'"([RESL]\d{3})"', text_of(path))
    }  # fmt: skip
    assert len(raised) > 100
    assert raised - documented() == set()


def test_every_page_that_a_file_names_is_there() -> None:
    named = {
        (name, path.relative_to(ROOT).as_posix())
        for path in committed()
        if path.suffix in (".py", ".md", ".yaml")
        for name in re.findall(r"\bdocs/[a-z0-9/_-]+\.(?:md|json|svg)\b", text_of(path))
    }
    assert named
    assert [pair for pair in sorted(named) if not (ROOT / pair[0]).is_file()] == []
