"""Pages that are made from the code are as the code is, and every public name stands in the glossary."""

from __future__ import annotations

import re

import pytest

import demerit
from demerit.report.glossary_words import WORDS
from tests.docs.reference import COMMAND, FOLDER, pages, public_names

PAGES = pages()


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_is_as_the_code_is(name: str) -> None:
    there = FOLDER / name
    assert there.is_file(), COMMAND
    assert there.read_text(encoding="utf-8") == PAGES[name], f"out of date; made anew with\n    {COMMAND}"


def test_every_public_name_has_an_entry_that_says_what_it_is() -> None:
    names = public_names()
    assert set(demerit.__all__) - {"__version__"} <= set(names)
    page = PAGES["glossary.md"]
    entries = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", page, re.M))
    assert set(entries) == set(names)
    assert [name for name, said in entries.items() if len(said) < 10] == []


def test_a_word_stands_once_in_order_and_means_something() -> None:
    words = [word.word for word in WORDS]
    assert words == sorted(words)
    assert len(words) == len(set(words))
    assert [word.word for word in WORDS if not word.means.endswith(".")] == []
    named = [name for word in WORDS for name in word.names]
    assert sorted(name for name in set(named) if named.count(name) > 1) == []


def test_records_of_files_that_a_word_names_are_records() -> None:
    keys = set(re.findall(r"^### (\w+)$", (FOLDER / "keys.md").read_text(encoding="utf-8"), re.M))
    offered = keys | set(demerit.__all__)
    inside = {"Cause", "Finding", "Grade", "Indicator", "Ledger", "Obligation", "Plan", "Population", "Study", "Tie"}
    unknown = {name for word in WORDS for name in word.names if name[0].isupper()} - offered - inside
    assert unknown == set()
