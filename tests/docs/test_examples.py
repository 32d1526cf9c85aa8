"""Every example of the documentation is run, page by page, and prints what the page shows."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from tests.docs.examples import DOCS, agrees, fences, lay_out, pages_with_examples, played, renewed, tidy

RENEW = "Is that meant? Then: python -m tests.docs.examples {}"


@pytest.fixture(scope="module")
def shared_runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Runs of one page serve the others."""
    return tmp_path_factory.mktemp("shared")


def hold(name: str, folder: Path, shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Play a page in a folder of its own, with the runs of all pages in it."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "80")
    lay_out(folder)
    (folder / "runs").symlink_to(shared, target_is_directory=True)
    for piece in played((DOCS / name).read_text(encoding="utf-8")):
        if not agrees(piece.said, piece.came):
            lines = difflib.unified_diff(piece.said.splitlines(), piece.came.splitlines(), "page", "came", lineterm="")
            pytest.fail(f"{name}: {piece.command}\n" + "\n".join(lines) + "\n" + RENEW.format(name), pytrace=False)


@pytest.mark.parametrize("name", pages_with_examples(slow=False))
def test_a_page_shows_what_comes_out(
    name: str, tmp_path: Path, shared_runs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(name, tmp_path, shared_runs, monkeypatch)


@pytest.mark.slow
@pytest.mark.parametrize("name", pages_with_examples(slow=True))
def test_a_long_page_shows_what_comes_out(
    name: str, tmp_path: Path, shared_runs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(name, tmp_path, shared_runs, monkeypatch)


def test_what_a_page_says_must_be_what_came() -> None:
    assert agrees("a\n...\nd\n", "a\nb\nc\nd\n")
    assert agrees("...\nd\n", "d\n")
    assert not agrees("a\nd\n", "a\nb\nd\n")
    assert not agrees("a\n...\n", "b\na\n")


def test_a_page_is_renewed_line_by_line() -> None:
    came = "head\n12 people of 90\nother\nlast 7\n"
    assert renewed("...\n13 people of 80\n...\n", came) == "...\n12 people of 90\n...\n"
    assert renewed("", came) == came
    assert renewed("head\n...\n", came) == "head\n...\n"
    assert tidy("\n\na  \n\n") == "a\n"


def test_fences_are_found_with_their_titles() -> None:
    page = 'x\n\n```yaml title="a.yaml"\nb: 1\n```\n\n```console\n$ demerit catalog\n```\n'
    assert [(fence.kind, fence.title, fence.body) for fence in fences(page)] == [
        ("yaml", "a.yaml", "b: 1\n"),
        ("console", None, "$ demerit catalog\n"),
    ]
