"""The built page that is committed: it is what its source makes, small, and asks nothing of any other place."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.web.browser import PAGE, WEB, missing

MOST_SCRIPT = 400_000
"""Bytes of script, uncompressed, without the editor, which only two pages load."""
ADDRESSES = re.compile(rb"""(?:src|href)=["'](?:https?:)?//|@import|url\(["']?(?:https?:)?//|import\(["']https?:""")


def test_built_page_is_what_the_source_makes(tmp_path: Path) -> None:
    if not (WEB / "node_modules").is_dir() or shutil.which("npx") is None:
        missing("Node and npm ci in web/")
    for more in ([], ["--mode", "report"]):
        command = ["npx", "vite", "build", "--outDir", str(tmp_path), *more]
        subprocess.run(command, cwd=WEB, check=True, capture_output=True)
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    kept = {path.relative_to(PAGE): path.read_bytes() for path in PAGE.rglob("*") if path.is_file()}
    assert sorted(made) == sorted(kept), "build the page anew: make page"
    assert [str(name) for name in made if made[name] != kept[name]] == [], "build the page anew: make page"


def test_source_of_the_page_has_no_fault_of_types() -> None:
    if not (WEB / "node_modules").is_dir() or shutil.which("npx") is None:
        missing("Node and npm ci in web/")
    command = ["npx", "svelte-check", "--tsconfig", "./tsconfig.json", "--fail-on-warnings"]
    checked = subprocess.run(command, cwd=WEB, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout[-3000:]


def test_script_is_small_and_the_editor_apart() -> None:
    scripts = {path.name: path.stat().st_size for path in (PAGE / "assets").glob("*.js")}
    read = {name: size for name, size in scripts.items() if not name.startswith("Editor")}
    assert sum(read.values()) < MOST_SCRIPT, read
    assert (PAGE / "report.html").stat().st_size < MOST_SCRIPT
    assert b"codemirror" not in (PAGE / "report.html").read_bytes().lower()


@pytest.mark.parametrize("path", sorted(PAGE.rglob("*.*")), ids=lambda path: path.name)
def test_built_page_fetches_nothing_from_elsewhere(path: Path) -> None:
    if path.suffix in (".html", ".js", ".css"):
        assert not ADDRESSES.search(path.read_bytes())
