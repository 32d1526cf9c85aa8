"""Fixtures of the browser tests: a lab for each file of tests, and a page that reports what it must not do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.browser import browser_path, lab_in

playwright = pytest.importorskip("playwright.sync_api")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser for each file: its driver runs a loop of events, beside which other files could run none of theirs."""
    path = browser_path()
    with playwright.sync_playwright() as driver:
        made = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder in which the lab of this file works."""
    return tmp_path_factory.mktemp("workspace")


@pytest.fixture(scope="module")
def lab(workspace: Path) -> Iterator[str]:
    """Address of a lab."""
    with lab_in(workspace) as address:
        yield address


@pytest.fixture
def page(chromium: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A page that may ask nothing but the lab, and throws no error.

    A test may choose ``colour`` and ``width`` by ``@pytest.mark.parametrize(..., indirect=True)`` on ``page``.
    """
    asked: dict[str, Any] = {"width": 1280, "color_scheme": "light", **getattr(request, "param", {})}
    context = chromium.new_context(
        viewport={"width": asked["width"], "height": 900}, color_scheme=asked["color_scheme"], reduced_motion="reduce"
    )
    outside: list[str] = []
    faults: list[str] = []

    def check(route: Any) -> None:
        url = route.request.url
        if url.startswith(("http://127.0.0.1:", "file://", "data:", "blob:")):
            route.continue_()
        else:
            outside.append(url)
            route.abort()

    context.route("**/*", check)
    one = context.new_page()
    one.set_default_timeout(30_000)
    one.on("pageerror", lambda fault: faults.append(str(fault)))
    one.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    one.faults = faults
    yield one
    context.close()
    assert outside == [], "a page asked something of another place"
    assert faults == [], "a page threw an error"
