"""The documentation site: it is built strictly, nothing in it comes from elsewhere, no link leads nowhere."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

ROOT = Path(__file__).parents[2]
BUILD = (sys.executable, "-m", "zensical", "build", "--clean", "--strict")
FETCHED = {
    "script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src", "object": "data", "video": "src",
    "use": "href",
}  # fmt: skip
NOT_FETCHED = {"canonical", "next", "prev", "alternate"}
# Addresses in the theme's script of parts that a page may ask for (diagrams, code that runs, picture boxes): none does.
ASKED_FOR = ("class=\"mermaid\"", "md-exec", "glightbox", "data-md-component=\"source\"", "__code_exec")


class Page(HTMLParser):
    """Addresses of a page, ids in it, and its text styles."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what is asked for."""
        told = {name: value or "" for name, value in attrs}
        self.ids |= {told[name] for name in ("id", "name") if name in told}
        if tag in FETCHED and told.get(FETCHED[tag]) and told.get("rel") not in NOT_FETCHED:
            self.fetched.append(told[FETCHED[tag]])
        if tag == "a" and "href" in told:
            self.links.append(told["href"])
        self.fetched += re.findall(r"url\(([^)]+)\)", told.get("style", ""))


@cache
def parsed(path: Path) -> Page:
    """A built page."""
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as ``make docs`` builds it, from a copy."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copy(ROOT / "zensical.toml", folder)
    shutil.copytree(ROOT / "docs", folder / "docs")
    done = subprocess.run(BUILD, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "build" / "site"


def pages(site: Path) -> list[Path]:
    """Every built page."""
    return sorted(site.rglob("*.html"))


def test_every_page_of_the_documentation_is_built_and_can_be_reached(site: Path) -> None:
    told = {path.relative_to(ROOT / "docs") for path in (ROOT / "docs").rglob("*.md")}
    built = {path.relative_to(site).with_suffix("") for path in pages(site)}
    expected = {path.parent / "index" if path.name == "README.md" else path.with_suffix("") for path in told}
    assert expected - built == set()
    reached = {Path("index")}
    waiting = [Path("index")]
    while waiting:
        here = waiting.pop()
        for link in parsed(site / f"{here}.html").links:
            target = urlsplit(link).path
            if target.endswith(".html") and not urlsplit(link).scheme:
                there = (site / here.parent / unquote(target)).resolve().relative_to(site.resolve()).with_suffix("")
                if there not in reached:
                    reached.add(there)
                    waiting.append(there)
    assert expected - reached == set()


def test_nothing_in_a_page_is_fetched_from_elsewhere(site: Path) -> None:
    outside = [
        f"{path.relative_to(site)}: {address}"
        for path in pages(site)
        for address in parsed(path).fetched
        if urlsplit(address).scheme not in ("", "data") or address.startswith("//")
    ]
    assert outside == []
    styles = "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.css"))
    assert styles
    assert re.findall(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//[^)\"']+", styles) == []


def test_no_page_asks_the_theme_for_a_part_that_would_be_fetched(site: Path) -> None:
    asking = [
        f"{path.relative_to(site)}: {mark}"
        for path in pages(site)
        for mark in ASKED_FOR
        if mark in path.read_text(encoding="utf-8")
    ]
    assert asking == []


def test_scripts_of_our_own_name_no_address(site: Path) -> None:
    ours = [*(site / "javascripts").glob("*.js")]
    assert ours
    code = [re.sub(r"^\s*//.*$", "", path.read_text(encoding="utf-8"), flags=re.M) for path in ours]
    assert [text for text in code if "//" in text] == []


def test_no_link_leads_nowhere(site: Path) -> None:
    broken = []
    for path in pages(site):
        if path.name == "404.html":
            continue
        for link in parsed(path).links:
            address = urlsplit(link)
            if address.scheme or address.netloc:
                assert address.scheme in ("http", "https", "mailto"), f"{path}: {link}"
                continue
            target = (path.parent / unquote(address.path)).resolve() if address.path else path
            target = target / "index.html" if target.is_dir() else target
            missing = not target.is_file() or not target.is_relative_to(site.resolve())
            place = unquote(address.fragment)
            lost = bool(place) and not missing and target.suffix == ".html" and place not in parsed(target).ids
            if missing or lost:
                broken.append(f"{path.relative_to(site)}: {link}")
    assert broken == []


def test_the_limits_stand_on_the_first_page_before_anything_else(site: Path) -> None:
    text = re.sub(r"<[^>]+>", " ", (site / "index.html").read_text(encoding="utf-8").partition("<article")[2])
    words = " ".join(text.split())
    assert words.index("Its limits first") < 400
    assert words.index("predicts no person, no place and no year") < words.index("A first hour")


@pytest.mark.slow
def test_the_site_is_the_same_when_it_is_built_again(site: Path) -> None:
    before = {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    subprocess.run(BUILD, cwd=site.parents[1], capture_output=True, check=True)
    after = {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    assert sorted(map(str, before.keys() ^ after.keys())) == []
    assert [str(name) for name in before if before[name] != after[name]] == []
