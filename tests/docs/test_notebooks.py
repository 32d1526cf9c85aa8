"""The notebooks run from the first cell to the last, and come to what their text says of them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parents[2] / "docs" / "notebooks"
NAMES = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
QUESTIONS = {
    "camera": "shares[0.001] > 0.9 and 0.3 < shares[0.05] < 0.6 and shares[1] < 0.1",
    "reach": "0 < listed['nobody else'] < listed['who lives with them'] and "
    "2 * listed['nobody else'] < listed['and their friends']",
    "safeguard": "moved['only_b'] > moved['both'] > 0 == moved['only_a']",
}


def played(names: list[str], folder: Path) -> Any:
    """Notebooks after their cells were run, in one kernel that forgets between them; each is asked if it is right."""
    whole = nbformat.v4.new_notebook()
    for name in names:
        (folder / name).mkdir()
        begin = f"%reset -f\nimport os\nos.chdir({str(folder / name)!r})"
        cells = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4).cells
        asked = f"assert {QUESTIONS[name]}, {name!r}"
        whole.cells += [nbformat.v4.new_code_cell(begin), *cells, nbformat.v4.new_code_cell(asked)]
    return NotebookClient(whole, timeout=240, kernel_name="python3").execute()


def test_the_notebooks_run_and_come_to_what_they_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = str(Path(__file__).parents[2] / "src")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [source, os.environ.get("PYTHONPATH", "")])))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    book = played(NAMES, tmp_path)
    shown = [output for cell in book.cells if cell.cell_type == "code" for output in cell.outputs]
    assert len(shown) > len(NAMES)
    assert not [output for output in shown if output.output_type == "error"]
    # A result shows itself once, as the page that it is; nothing is printed beside it.
    results = [output for output in shown if output.output_type == "execute_result"]
    assert results
    assert all("text/html" in output.data for output in results)
    assert not [output for output in shown if output.output_type == "display_data"]


def test_there_are_three_and_each_has_a_question() -> None:
    assert set(NAMES) == set(QUESTIONS)


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_kept_without_what_it_prints_and_says_what_it_is(name: str) -> None:
    book = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"))
    assert [cell["outputs"] for cell in book["cells"] if cell["cell_type"] == "code" and cell["outputs"]] == []
    first, last = ("".join(book["cells"][place]["source"]) for place in (0, -1))
    assert "Synthetic people" in first
    assert "A model, not a measurement" in first
    assert "What you cannot say from this" in last
