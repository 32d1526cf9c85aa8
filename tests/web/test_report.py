"""The report as a file on a disk, in a real browser: it opens offline, leads on, asks nothing, and prints."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.web.browser import AXE, PAGE, browser_path, missing, run_in


@pytest.fixture(scope="module")
def report(workspace: Path) -> Path:
    if not (PAGE / "report.html").is_file():
        missing("the built page (npm run build in web/)")
    made = run_in(workspace, "run", "cn-health-code-2022", "--persons", "2000", "--months", "14", "--json")
    file = workspace / "report.html"
    run_in(workspace, "report", made, "--quick", "--out", str(file))
    return file


def test_a_report_opens_from_a_disk_and_leads_on(page: Any, report: Path) -> None:
    page.goto(report.as_uri())
    page.wait_for_selector("h1")
    assert page.inner_text("h1") == "Health code: green, amber, red"
    assert "In this model" in page.inner_text(".lead")
    assert "Synthetic people. A model, not a measurement" in page.inner_text("main")
    page.wait_for_selector("figure .picture svg")
    assert page.locator("figure").count() == page.locator("figure table").count() > 8
    page.get_by_role("link", name="Lives in this run").click()
    page.wait_for_selector("text=Synthetic person, no real case")
    page.go_back()
    page.get_by_role("link", name="What law asks of the scheme").click()
    page.wait_for_selector("text=Not legal advice")


@pytest.mark.parametrize("page", [{"color_scheme": "light"}, {"color_scheme": "dark", "width": 360}], indirect=True)
def test_a_report_breaks_no_rule_of_accessibility_and_fits_its_window(page: Any, report: Path) -> None:
    if not AXE.is_file():
        missing("axe-core (npm ci in web/)")
    page.goto(report.as_uri())
    page.wait_for_selector("figure .picture svg")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then(made => made.violations.map(one => [one.id, one.nodes[0].html]))")
    assert found == []
    wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1]
    page.faults[:] = []  # axe itself warns


def test_a_script_that_is_not_its_own_does_not_run_in_a_report(page: Any, report: Path) -> None:
    page.goto(report.as_uri())
    page.wait_for_selector("h1")
    page.evaluate(
        "() => { const made = document.createElement('script'); made.textContent = 'window.bad = 1'; "
        "document.body.append(made); }"
    )
    assert page.evaluate("window.bad") is None
    page.faults[:] = []  # the browser says that it refused


def test_a_report_prints_as_pages(report: Path) -> None:
    from demerit.cli.pdf import print_pdf

    browser_path()
    made = print_pdf(report)
    assert made.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", made)) > 5
