"""The page on limits in Chinese law names every limit of our notes, and only files and sources that exist."""

from __future__ import annotations

import re
from pathlib import Path

from demerit.evidence.catalogue import catalogue_ids
from demerit.evidence.register import shared_sources

PAGE = (Path(__file__).parents[3] / "docs" / "understand" / "limits-in-chinese-law.md").read_text(encoding="utf-8")
LIMITS = [
    "automated decisions", "sensitive data", "correction", "legal ground", "national list as a ceiling",
    "scores for rewards only", "small penalties left out", "arrears of utilities left out", "fitting and related",
    "told before", "no names of people", "forbidden data", "five years", "related to credit",
]  # fmt: skip


def rows() -> list[list[str]]:
    """Cells of the table of limits."""
    table = PAGE.partition("## The limits")[2].partition("\n## ")[0]
    lines = [line for line in table.splitlines() if line.startswith("| ")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_limit_has_its_row() -> None:
    assert [row[0] for row in rows()] == LIMITS


def test_what_a_row_names_exists() -> None:
    for limit, _, _, _, schemes, safeguards in rows():
        assert set(re.findall(r"`([^`]+)`", schemes)) <= set(catalogue_ids("schemes")), limit
        assert set(re.findall(r"`([^`]+)`", safeguards)) <= set(catalogue_ids("safeguards")), limit
        assert "`" in schemes or schemes == "all of persons", limit


def test_every_limit_says_where_it_is_written_and_how_much_was_read() -> None:
    for limit, _, written, read, _, _ in rows():
        assert re.search(r"\[[a-z]+\d*[a-z_]*\]", written), limit
        assert read, limit


def test_sources_are_in_the_register() -> None:
    named = set(re.findall(r"\[([a-z][a-z0-9_]+)\](?!\()", PAGE))
    assert named - set(shared_sources()) == set()
    assert {"pipl", "doc49", "list2021", "list2024", "sd2020", "sh2017", "henan2019", "zj2017", "sz2023"} <= named
