"""Pages on societies: the same in the terminal and in the documentation, every number counted, all of it readable."""

from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import Path

import pytest
from rich.console import Console

from demerit.evidence.catalogue import catalogue_ids
from demerit.evidence.quantity import CLASS_OF_GRADE, Grade, Quantity
from demerit.evidence.rows import shares
from demerit.report.blocks import Heading, Paragraph, Table
from demerit.report.markdown import markdown
from demerit.report.society_docs import COMMAND, society_documents
from demerit.report.society_page import society_page, society_rows
from demerit.report.society_parts import amount, first_sentence, society_parts
from demerit.report.terminal import draw
from demerit.society.load import load_society

SOCIETIES = catalogue_ids("societies")
FOLDER = Path(__file__).parents[2] / "docs" / "societies"


def drawn(name: str, width: int) -> str:
    """The page of a society in a terminal."""
    page = io.StringIO()
    draw(society_page(load_society(name)), console=Console(file=page, width=width))
    return page.getvalue()


def test_the_pages_are_those_that_the_files_make() -> None:
    made = society_documents()
    there = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    stale = sorted(name for name in made.keys() | there.keys() if made.get(name) != there.get(name))
    assert stale == [], f"out of date; make them anew with\n    {COMMAND}"


def test_every_society_has_a_page_and_the_built_ones_have_one_for_all() -> None:
    names = {path.stem for path in FOLDER.glob("*.md")}
    assert names == {*SOCIETIES, "places", "README"}
    index = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert [name for name in (*SOCIETIES, "places") if f"({name}.md)" not in index] == []


@pytest.mark.parametrize("name", [*SOCIETIES, "ita"])
def test_every_number_stands_in_one_part(name: str) -> None:
    bundle = load_society(name)
    parts = list(society_parts(bundle))
    assert sum((Counter(shares(part.rows)) for part in parts), Counter()) == Counter(shares(society_rows(bundle)))
    for part in parts:
        said = Counter({CLASS_OF_GRADE[item.grade]: 0 for item in part.lines})
        for item in part.lines:
            said[CLASS_OF_GRADE[item.grade]] += item.many
        assert all(many <= shares(part.rows)[kind] for kind, many in said.items()), part.id


@pytest.mark.parametrize("name", [*SOCIETIES, "ita"])
def test_what_is_measured_names_a_source_and_what_is_assumed_a_range_or_a_reason(name: str) -> None:
    for part in society_parts(load_society(name)):
        assert [item.assumed for item in part.lines] == sorted(item.assumed for item in part.lines)
        for item in part.lines:
            assert item.source if not item.assumed else item.span or item.why, f"{part.id}: {item.what}"


def test_every_row_says_of_which_year_it_is_or_that_it_is_assumed() -> None:
    for path in FOLDER.glob("*.md"):
        text = path.read_text(encoding="utf-8").partition("\n## Sources\n")[0]
        for table in re.findall(r"\| what \| how much \| rests on \|\n(?:\|.*\n)+", text):
            for row in table.splitlines()[2:]:
                last = row.rsplit(" | ", 1)[1]
                dated = re.search(r"(19|20)\d\d", last) and re.search(r"\[\d+\]", last)
                assert last.startswith("Assumed") or dated, f"{path.name}: {row}"


@pytest.mark.parametrize("name", ["china", "nl-bijstand-caseload", "venezuela", "us-ny-driver-points-2013"])
@pytest.mark.parametrize("width", [60, 80, 100])
def test_nothing_stands_out_of_the_window(name: str, width: int) -> None:
    lines = [line.rstrip() for line in drawn(name, width).splitlines() if "://" not in line]
    assert max(len(line) for line in lines) <= width


def test_the_shares_by_grade_come_first() -> None:
    text = drawn("it-green-pass-2022", 80)
    assert text.index("rest on sources") < text.index("numbers  statistics  assumed") < text.index("How many people")
    assert "Of 19 numbers and tables 3 rest on sources, and 16 (84 %) are assumed." in text


def test_sources_are_numbered_once_and_in_order() -> None:
    for path in FOLDER.glob("*.md"):
        above, _, below = path.read_text(encoding="utf-8").partition("\n## Sources\n")
        used = list(dict.fromkeys(int(mark) for mark in re.findall(r"\[(\d+)\]", above)))
        told = [int(mark) for mark in re.findall(r"^- \[(\d+)\]", below, re.M)]
        assert used == told == list(range(1, len(told) + 1)), path.name


def test_a_note_is_cut_after_its_first_sentence() -> None:
    assert first_sentence("Not found. A guess.") == "Not found"
    assert first_sentence("0.4 a year, as in art. 3 of the text") == "0.4 a year, as in art. 3 of the text"


def test_a_number_that_is_nought_but_for_some_says_how_high_it_goes() -> None:
    nought = Quantity(value=0, unit="per_year", grade=Grade.ASSUMPTION, range=(0, 3), by={"age": {"60-69": 0.2}})
    assert amount(nought).replace("\u00a0", " ") == "up to 0.2 a year, by age"
    plain = Quantity(value=0.05, unit="share", grade=Grade.ASSUMPTION, range=(0, 1))
    assert amount(plain).replace("\u00a0", " ") == "5 %"


def test_markdown_keeps_a_cell_a_cell() -> None:
    (columns,) = [block.columns for block in society_page(load_society("ita")) if isinstance(block, Table)][:1]
    page = markdown([Heading("A"), Table(columns=columns[:2], rows=(("a|b*", "<c>"),)), Paragraph("d", "strong")])
    assert page == "# A\n\n| part | numbers |\n| --- | ---: |\n| a\\|b\\* | &lt;c> |\n\n**d**\n"
