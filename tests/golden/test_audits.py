"""Audits of the schemes of the catalogue answer as when they were last written, and their page is made from them."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from demerit.audit.evaluate import checked_on
from demerit.audit.load import all_laws
from demerit.evidence.catalogue import catalogue_ids
from demerit.report.audit_words import DISCLAIMER
from demerit.report.audits_docs import AS_OF, PAGE, Audited, audits_documents, audits_of_catalogue
from demerit.report.audits_docs import COMMAND as PAGE_COMMAND
from tests.golden.audits import COMMAND, FOLDER, golden_audit, path_of

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def audits() -> tuple[Audited, ...]:
    return audits_of_catalogue()


def test_no_answer_has_moved(audits: tuple[Audited, ...]) -> None:
    moved = {}
    for each in audits:
        name = each.scheme.id
        old = path_of(name).read_text(encoding="utf-8") if path_of(name).is_file() else ""
        changes = difflib.unified_diff(old.splitlines(), golden_audit(each).splitlines(), n=0, lineterm="")
        if lines := [line for line in changes if line[0] in "+-" and not line.startswith(("+++", "---"))]:
            moved[name] = lines
    assert moved == {}, f"if that is meant, write them anew with\n    {COMMAND}\nand say why in CHANGELOG.md"


def test_every_scheme_has_its_audit_and_no_other() -> None:
    assert {path.stem for path in FOLDER.glob("*.csv")} == set(catalogue_ids("schemes"))


def test_the_day_is_that_on_which_the_catalogue_was_checked() -> None:
    assert checked_on(all_laws()) == AS_OF


def test_the_page_is_made_from_the_audits(audits: tuple[Audited, ...]) -> None:
    page = audits_documents(audits)[PAGE]
    assert (DOCS / PAGE).read_text(encoding="utf-8") == page, f"make it anew with\n    {PAGE_COMMAND}"
    assert page.index(DISCLAIMER[:60]) < page.index("##")
    assert [each.scheme.id for each in audits if f"`{each.scheme.id}`" not in page] == []


def test_schemes_that_run_nowhere_are_a_benchmark(audits: tuple[Audited, ...]) -> None:
    nowhere = [each for each in audits if each.scheme.status in ("fictional", "proposed", "alleged")]
    assert nowhere
    assert all(one.mode == "benchmark" for each in nowhere for one in each.audit.findings)
