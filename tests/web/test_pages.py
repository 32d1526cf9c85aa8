"""Each page of the lab in a real browser: its main job, its accessibility, its width on a telephone."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.web.browser import AXE, missing, run_in

PAGES = {
    "start": "#/start",
    "question": "#/question?ask=camera",
    "scheme": "#/scheme?id=cn-rongcheng-2019",
    "new": "#/new?kind=points",
    "run": "#/run?scheme=ve-carnet-2018",
    "result": "#/result?run={run}",
    "lives": "#/lives?run={run}&way=typical",
    "pair": "#/pair?run={pair}",
    "lives of a pair": "#/lives?run={pair}&way=typical",
    "audit": "#/audit?scheme=ve-carnet-2018",
    "claims": "#/claims",
    "patterns": "#/patterns",
    "nowhere": "#/nowhere",
}


@pytest.fixture(scope="module")
def run(workspace: Path) -> str:
    return run_in(workspace, "run", "ve-carnet-2018", "--persons", "2000", "--months", "6", "--json")


@pytest.fixture(scope="module")
def pair(workspace: Path) -> str:
    words = ("pair", "ve-carnet-2018", "none", "--persons", "2000", "--months", "6", "--out", "runs/with-and-without")
    run_in(workspace, *words, "--json")
    return "with-and-without"


def settled(page: Any) -> None:
    """Wait until the page has its heading and nothing is being read."""
    page.wait_for_selector("h1")
    page.wait_for_selector("text=Reading …", state="detached")


@pytest.mark.parametrize("page", [{"color_scheme": "light"}, {"color_scheme": "dark", "width": 360}], indirect=True)
def test_no_page_breaks_a_rule_of_accessibility_or_is_wider_than_its_window(
    page: Any, lab: str, run: str, pair: str
) -> None:
    if not AXE.is_file():
        missing("axe-core (npm ci in web/)")
    for name, address in PAGES.items():
        page.goto(lab + address.format(run=run, pair=pair))
        page.reload()
        settled(page)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run().then(made => made.violations.map(one => [one.id, one.nodes[0].html]))")
        assert found == [], name
        wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide[0] <= wide[1], name
    page.faults[:] = []  # axe itself warns


def test_first_page_says_what_it_is_not_and_leads_on_by_keyboard_alone(page: Any, lab: str) -> None:
    page.goto(lab)
    settled(page)
    assert "nothing about a real person can be put in" in page.inner_text("main")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    for _ in range(40):
        page.keyboard.press("Tab")
        if "camera" in page.evaluate("document.activeElement.textContent"):
            break
    page.keyboard.press("Enter")
    page.wait_for_selector("text=did nothing, recorded")
    before = page.inner_text("[aria-live=polite]")
    page.focus("input[type=range]")
    page.keyboard.press("ArrowRight")
    assert page.inner_text("[aria-live=polite]") != before or "21" in page.inner_text("output")


def test_catalogue_is_searched_and_the_address_keeps_it(page: Any, lab: str) -> None:
    page.goto(lab)
    settled(page)
    page.fill("input[type=search]", "carnet")
    page.wait_for_selector("[role=status]:text-is('1 scheme')")
    address = page.url
    assert "search=carnet" in address
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_selector("[role=status]:text-is('1 scheme')")


def test_claims_are_searched(page: Any, lab: str) -> None:
    page.goto(lab + "#/claims")
    settled(page)
    page.select_option("main select", "not_found")
    page.wait_for_selector("[role=status]:has-text('5 of 86 claims')")
    assert page.locator(".claims > li").count() == 5


def test_life_is_walked_with_the_arrow_keys(page: Any, lab: str, run: str) -> None:
    page.goto(f"{lab}#/lives?run={run}&way=typical")
    page.wait_for_selector("[data-mark]")
    assert "no real case" in page.inner_text("main")
    page.focus("[data-mark][tabindex='0']")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    opened = page.inner_text(".opened")
    assert re.search(r"20\d\d-\d\d", opened)


def test_audit_tells_elements_and_sends_a_fix_to_the_pair(page: Any, lab: str) -> None:
    page.goto(lab + "#/audit?scheme=ve-carnet-2018")
    settled(page)
    assert "Not legal advice" in page.inner_text("main")
    page.locator("article button[aria-pressed]:text-is('no-essentials')").first.click()
    page.wait_for_selector("text=was: violates")  # the breach is none with it, and nothing was simulated
    assert "kind=pair" in str(page.get_attribute("a.primary", "href"))


def test_run_in_the_browser_has_the_bytes_of_the_terminal(page: Any, lab: str, workspace: Path) -> None:
    page.goto(lab + "#/run?scheme=ve-carnet-2018&persons=3000&months=6&seed=7")
    settled(page)
    page.click("button.primary")
    page.wait_for_selector("text=See the result", timeout=120_000)
    assert "--seed 7" in page.inner_text("pre")
    folder = str(page.get_attribute("a.primary:has-text('See the result')", "href")).rsplit("run=", 1)[1]
    kept = (workspace / "runs" / folder / "result.json").read_bytes()
    served = page.request.get(f"{lab}api/runs/{folder}/result.json").body()
    assert served == kept
    alone = workspace / "alone"
    alone.mkdir()
    other = run_in(alone, "run", "ve-carnet-2018", "--persons", "3000", "--months", "6", "--seed", "7", "--json")
    assert (alone / "runs" / other / "result.json").read_bytes() == kept
    assert json.loads(kept)["run"]["seed"] == 7


def test_addresses_of_other_makes_are_understood_or_refused_in_words(page: Any, lab: str) -> None:
    page.goto(lab + "#/run?v=1&scheme=ve-carnet-2018&burn-in=12&safeguard=expiry-12&safeguard=no-spread")
    settled(page)
    assert page.locator("input[type=checkbox]:checked").count() == 2
    assert page.input_value("label:has-text('Months before that') input") == "12"
    page.goto(lab + "#/run?v=2&scheme=ve-carnet-2018")
    page.wait_for_selector("text=made by a newer laboratory")


@pytest.mark.slow
def test_what_is_assumed_is_varied_from_the_page_of_a_result(page: Any, lab: str, run: str) -> None:
    page.goto(f"{lab}#/result?run={run}")
    page.click("text=Vary what is assumed")
    page.wait_for_selector("#how-sure", timeout=300_000)
    assert "chance alone" in page.inner_text("#section-sure")
    assert page.locator("text=Vary what is assumed").count() == 0
