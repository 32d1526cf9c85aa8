"""A scheme is read as a drawing by keyboard, and changed as a form and as text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from demerit.scheme.load import load_scheme
from tests.web.browser import ROOT

SCHEME = "us-no-fly-2016"


def test_a_drawing_is_read_by_keyboard_and_a_number_is_changed_where_it_stands(
    page: Any, lab: str, workspace: Path
) -> None:
    page.goto(f"{lab}#/scheme?id={SCHEME}")
    page.wait_for_selector("svg [role=button]")
    scheme, _ = load_scheme(SCHEME)
    page.focus(f"[data-id='behaviour:{scheme.channels[0].watches[0].behaviour}']")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    panel = page.inner_text("section.panel")
    assert panel.startswith("List")
    assert "Comes from" in panel
    page.keyboard.press("ArrowRight")
    chosen = page.inner_text("section.panel")
    assert chosen.startswith("Consequence")
    assert "assumption" in chosen
    page.keyboard.press("Escape")
    assert page.inner_text("section.panel") == "No part is chosen."
    assert page.locator("details.table tr").count() == len(page.locator("svg > g path[stroke]").all()) + 1

    page.click("text=Open the editor")
    page.wait_for_selector(".draft li")
    page.click(".draft button:has-text('Change') >> nth=0")
    value = page.locator(".draft form input").nth(0)
    value.fill("0.5")
    page.locator(".draft form select").nth(0).select_option("a")
    page.locator(".draft form input").nth(1).fill("0.1")
    page.locator(".draft form input").nth(2).fill("0.9")
    page.click("text=Put it into the file")
    page.wait_for_selector(".draft dl")
    assert "0.5" in page.inner_text(".draft ins >> nth=0")
    page.click("text=As text")
    page.wait_for_selector(".cm-content")
    page.click(".cm-line >> nth=3")
    page.keyboard.press("Home")
    page.keyboard.type("nonsense: 1\n")
    page.wait_for_selector(".cm-lint-marker-error")
    assert 'unknown key "nonsense"' in page.inner_text(".draft ol")
    assert page.locator("text=Keep it and run it").is_disabled()
    page.keyboard.press("Shift+ArrowUp")
    page.keyboard.press("Delete")
    page.wait_for_selector("text=No faults")
    page.click("text=Keep it in the lab")
    page.wait_for_selector("text=Kept as file-")
    kept = next((workspace / "files").iterdir()).read_text(encoding="utf-8")
    original = (ROOT / "src/demerit/catalog/schemes" / f"{SCHEME}.yaml").read_text(encoding="utf-8")
    differ = [old for old, new in zip(original.splitlines(), kept.splitlines(), strict=True) if old != new]
    assert len(differ) == 1, "one line of the file differs, and every comment stands"
