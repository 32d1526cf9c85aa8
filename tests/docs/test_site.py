"""The documentation site: it is built strictly, nothing in it comes from elsewhere, no link leads nowhere."""

from __future__ import annotations

import posixpath
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from html import unescape
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


@dataclass(frozen=True)
class Page:
    """What a built page fetches, where it leads, and its places."""

    fetched: tuple[str, ...]
    links: tuple[str, ...]
    ids: frozenset[str]


@cache
def parsed(path: Path) -> Page:
    """A built page."""
    text = path.read_text(encoding="utf-8")
    fetched = re.findall(r"url\(([^)]+)\)", " ".join(re.findall(r"<[^>]*style=[^>]*>", text)))
    for tag, told in re.findall(rf"<({'|'.join(FETCHED)})\b([^>]*)>", text):
        found = re.search(rf"\b{FETCHED[tag]}=[\"']?([^\"'\s>]+)", told)
        kind = re.search(r"\brel=[\"']?(\w+)", told)
        if found and not (kind and kind[1] in NOT_FETCHED):
            fetched.append(found[1])
    links = re.findall(r"<a\b[^>]*?\bhref=[\"']?([^\"'\s>]+)", text)
    ids = re.findall(r"<[^>]*?\b(?:id|name)=[\"']?([^\"'\s>]+)", text)
    return Page(tuple(fetched), tuple(unescape(link) for link in links), frozenset(unescape(each) for each in ids))


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


def led_to(page: str, link: str) -> str:
    """Where a link of a page leads, as a path of the site; empty if it leads elsewhere."""
    address = urlsplit(link)
    if address.scheme or address.netloc:
        return ""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(address.path))) if address.path else page


def test_every_page_of_the_documentation_is_built_and_can_be_reached(site: Path) -> None:
    built = {path.relative_to(site).as_posix() for path in pages(site)}
    docs = ROOT / "docs"
    sources = (path.relative_to(docs).with_suffix(".html").as_posix() for path in docs.rglob("*.md"))
    expected = {name.replace("README.html", "index.html") for name in sources}
    assert expected - built == set()
    reached, waiting = {"index.html"}, ["index.html"]
    while waiting:
        here = waiting.pop()
        found = {led_to(here, link) for link in parsed(site / here).links} & built - reached
        reached |= found
        waiting += sorted(found)
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
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    broken = set()
    for name in sorted(each for each in there if each.endswith(".html") and each != "404.html"):
        for link in parsed(site / name).links:
            target, place = led_to(name, link), unquote(urlsplit(link).fragment)
            if not target:
                assert urlsplit(link).scheme in ("http", "https", "mailto"), f"{name}: {link}"
            elif target not in there or (place and target.endswith(".html") and place not in parsed(site / target).ids):
                broken.add(f"{name}: {link}")
    assert broken == set()


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


def test_what_a_page_fetches_and_where_it_leads_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '<link rel="canonical" href="https://a.example/"><link rel=stylesheet href=https://b.example/x.css>'
        '<script async src="//c.example/y.js"></script><img alt="" src="images/z.png"><p id="here" style="background:'
        'url(https://d.example/q)"><a class="x" href="../other.html#there">x</a><a href=https://e.example/>y</a>',
        encoding="utf-8",
    )
    found = parsed(page)
    assert set(found.fetched) == {
        "https://b.example/x.css", "//c.example/y.js", "images/z.png", "https://d.example/q"
    }  # fmt: skip
    assert found.links == ("../other.html#there", "https://e.example/")
    assert found.ids == {"here"}
    assert led_to("do/page.html", "../other.html#there") == "other.html"
    assert led_to("do/page.html", "https://e.example/") == ""


@pytest.mark.slow
def test_in_a_browser_nothing_is_asked_of_elsewhere_and_search_works_from_a_file(site: Path) -> None:
    sync = pytest.importorskip("playwright.sync_api")
    browser = shutil.which("chromium") or shutil.which("google-chrome") or pytest.skip("no Chromium here")
    asked, faults = [], []
    with sync.sync_playwright() as play:
        shown = play.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for width, height in ((390, 844), (1366, 900)):
            page = shown.new_page(viewport={"width": width, "height": height})
            page.on("request", lambda request: asked.append(request.url))
            page.on("pageerror", lambda fault: faults.append(str(fault)))
            for name in ("index.html", "do/points-card.html", "reference/glossary.html", "understand/reproduced.html"):
                page.goto((site / name).as_uri())
                page.wait_for_timeout(300)
                assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{name} at {width}"
            page.goto((site / "index.html").as_uri())
            limits = page.get_by_text("it predicts no person, no place and no year").first.bounding_box()
            assert limits is not None
            assert limits["y"] + limits["height"] < height
        page.keyboard.press("Control+k")
        page.wait_for_timeout(2000)
        page.keyboard.type("wrongful", delay=200)
        page.get_by_text(re.compile(r"\d+ results")).wait_for(timeout=20_000)
        shown.close()
    assert faults == []
    assert [address for address in asked if not address.startswith(("file:", "data:", "blob:"))] == []
