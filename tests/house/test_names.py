"""No private person is named in the project's own files, not even one whom the press has named.

The rule: authors and publishers stand where a source says whose it is (``body``, ``author``) or where (``url``).
Anywhere else, titles with our additions to them included, a person is named only if an office, or a judgment that was
published, made the name public, and then stands below with that reason. All others are "a student", "a journalist who
was listed".
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.files import ROOT, committed, text_of

pytestmark = pytest.mark.house

PUBLIC: dict[str, str] = {
    "Meng Wei": "spokesperson of a commission of the state",
    "Xi Jinping": "head of state",
}
"""Names that may stand in prose, with what made them public."""

LIST = Path(__file__).with_name("given_names.txt")
LINES = [line for line in LIST.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
GIVEN = "|".join(word.capitalize() for line in LINES for word in line.split())
FAMILY = (
    "Chen|Cheng|Deng|Feng|Gao|Guo|Hou|Hu|Huang|Jiang|Li|Liang|Lin|Liu|Luo|Meng|Qian|Ren|Sun|Wang|Wei|Wen|Wu|Xi|Xia|Xiao|"
    "Xie|Xu|Yan|Yang|Ye|Yuan|Zeng|Zhang|Zhao|Zheng|Zhou|Zhu"
)
"""Chinese family names, which stand first in Chinese and last in English texts."""

PERSON = re.compile(
    rf"\b(?:(?:{GIVEN})(?: [A-Z]\.| van| de| von| der)* [A-Z][a-z]+(?:-[A-Z][a-z]+)?"
    rf"|(?:{FAMILY}) [A-Z][a-z]+|[A-Z][a-z]+ (?:{FAMILY})"
    r"|(?:Mr|Mrs|Ms|Herr|Frau|Signor|Signora|Monsieur|Madame|Mevrouw|Meneer)\.? [A-Z][a-z]+)\b"
)
WHOSE = re.compile(r"""\b(?:body|author|url|by): *(?:"[^"\n]*"|'[^'\n]*'|[^,}\n]*)""")
TEXTS = {".py", ".md", ".yaml", ".csv", ".json", ".svg"}


def named_in(text: str) -> set[str]:
    """Persons whom a text names, authors of its sources left out."""
    return set(PERSON.findall(WHOSE.sub("", text)))


def test_nobody_is_named_but_those_whose_office_or_case_is_public() -> None:
    found = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in committed()
        if path.suffix in TEXTS and path != Path(__file__) and "corpus" not in path.parts
        for name in named_in(text_of(path))
    }
    assert sorted(pair for pair in found if pair[1] not in PUBLIC) == [], "say who it was, not the name"
    assert set(PUBLIC) <= {name for _, name in found}, "no longer there: take it out of PUBLIC"


@pytest.mark.parametrize(
    "text",
    ["the journalist Anna Verhoeven was listed", "(on the case of Wang Xiaoming)", "a student, Xiaoming Wang,",
     "Mrs Rossi lost her home", "told by Jan van der Berg", "Maria T. Gomez was refused",
     'title: "Easy as ABC (on Li Xiaoming)"'],
)  # fmt: skip
def test_a_name_is_found(text: str) -> None:
    assert len(named_in(text)) == 1


@pytest.mark.parametrize(
    "text",
    ['{title: "A page", body: "Anna Verhoeven, The Paper", year: "2019"}', "author: J. C. Doe, title: A text",
     "Rongcheng, Weihai, Shandong", "the Supreme People's Court", "United Kingdom", "a journalist was listed"],
)  # fmt: skip
def test_authors_and_places_are_not_taken_for_persons(text: str) -> None:
    assert named_in(text) == set()
