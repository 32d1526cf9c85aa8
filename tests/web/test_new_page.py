"""A leaflet of two pages becomes a scheme, a run, an audit and a file, by keyboard alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from demerit.scheme.model import Scheme
from demerit.society.fit import open_scheme
from tests.web.keyboard import Keyboard

LEAFLET = Path(__file__).with_name("millbrook.txt")
ERRORS = ("How often is something written down", "How often does a true record land")
FEW_PRESSES = 1500
"""A person who presses two keys a second is done in a quarter of an hour."""


def type_in(keys: Keyboard) -> None:
    """Everything that the leaflet says, in the order of the questions; what it does not say is not known."""
    keys.push("An empty page")
    keys.write("What is it called?", "Millbrook Good Neighbour Points")
    keys.write("Where does it run?", "Millbrook")
    keys.write("Of which year are the rules?", "2026")
    keys.choose("Is it real?", "No, it is invented")
    keys.write("What does it do", "The town takes and gives points. Few points bar from a season ticket.")
    keys.write("What do the answers below leave out?", "Which neighbours use the app.")
    keys.push("Add a document")
    keys.type("Leaflet of the town")
    keys.write("Who published it?", "Town of Millbrook")
    keys.write("In which year?", "2026")
    keys.choose("What kind of document is it?", "A leaflet")
    keys.choose("Which society?", "Example Town")
    keys.push("Add something that people do")
    keys.type("Parks on the pavement")
    keys.choose("How bad is it", "A trifle")
    keys.number("How often does one person do it?", 2)
    keys.push("Add a watcher")
    keys.type("Wardens")
    keys.choose("Whose records are they?", "Of who runs the scheme")
    for question in ("Of what really happens", *ERRORS):
        keys.number(question, 2)
    keys.push("Add a watcher")
    keys.type("Neighbours with the app")
    keys.choose("Whose records are they?", "Of neighbours")
    keys.number("Of what really happens", 1, "0.05", "0.01", "0.2")
    for question in ERRORS:
        keys.number(question, 2)
    rows = (
        ("Drops litter", "Wardens", "-10"), ("Parks on the pavement", "Wardens", "-15"),
        ("Parks on the pavement", "Neighbours", "-15"), ("Helps at the community centre", "Wardens", "5"),
    )  # fmt: skip
    for act, watcher, points in rows:
        keys.push("Add another")
        keys.type(act)
        keys.choose("Who writes it down?", watcher)
        keys.number("How many points does it take or give?", 0, points, "page 1")
        keys.number("How long does it count?", 0, "12", "page 1")
    keys.number("With how many points does everybody begin?", 0, "100", "page 1")
    for question in ("Below how many points", "Above how many points", "How many points come back"):
        keys.number(question, 3)
    keys.push("Add a grade")
    keys.type("On reminder")
    keys.choose("What does it bring?", "Something bad")
    keys.number("From how many points on?", 3)
    keys.push("Add a grade")
    keys.type("Good neighbour")
    keys.choose("What does it bring?", "Nothing")
    keys.number("From how many points on?", 0, "80", "page 1")
    keys.push("Add a consequence")
    keys.type("No season ticket for the town train")
    keys.choose("To people of which grade?", "On reminder")
    keys.choose("What is it?", "Something is refused")
    keys.choose("What had they asked for?", "A train ticket")
    keys.choose("Which part of life does it touch?", "Travel")
    keys.choose("How much does it take", "A price")
    keys.number("How often is it really done?", 2)
    keys.choose("Does it reach others?", "No, nobody else")
    keys.number("How many of those concerned are told?", 3)
    keys.choose("Can one object?", "Yes")
    keys.number("How many of those who know of it object?", 2)
    keys.number("After how many months is an objection decided?", 0, "2", "page 2")
    keys.number("How often does one win who is right?", 2)
    keys.number("How often does one win although", 2)
    keys.choose("Does an objection stop it", "No")
    keys.choose("Is it run by a public authority?", "Yes")
    keys.choose("Must people take part?", "Yes")
    keys.choose("Who made the rules?", "People wrote")
    keys.choose("For which part of life was it made?", "Life together")
    keys.choose("What does it rest on?", "A plan")
    keys.choose("Can everybody read the rules?", "Yes")
    keys.choose("Can one see what is held", "Yes")
    keys.choose("Is an objection free of charge?", "Yes")
    keys.choose("Does somebody else decide", "Yes")


def test_a_leaflet_becomes_a_scheme_a_run_an_audit_and_a_file_by_keyboard(page: Any, lab: str, workspace: Path) -> None:
    assert "10 points less" in LEAFLET.read_text(encoding="utf-8")
    page.goto(f"{lab}#/new")
    page.wait_for_selector("text=An empty page")
    keys = Keyboard(page)
    type_in(keys)
    page.wait_for_selector("text=Every question has an answer.")
    page.wait_for_selector("text=No faults")
    assert keys.pressed < FEW_PRESSES
    assert page.locator("aside svg [role=button]").count() > 10
    keys.push("Keep it and run it")
    page.wait_for_url("**/#/run?scheme=file-*")
    name = page.evaluate("new URLSearchParams(location.hash.split('?')[1]).get('scheme')")
    scheme, bundle = open_scheme(workspace / "files" / f"{name.removeprefix('file-')}.yaml")
    check(scheme)
    assert "parks_on_the_pavement" in {behaviour.id for behaviour in bundle.conduct.behaviours}
    page.goto(f"{lab}#/run?scheme={name}&persons=2000&months=12")
    page.reload()
    page.wait_for_selector("form button.primary:not([disabled])")
    keys.push("Run it")
    page.wait_for_selector("a[href*='#/result?run=']", timeout=120_000)
    run = page.evaluate("fetch('/api/runs').then(answer => answer.json())")["runs"][0]
    document = json.loads((workspace / run["folder"] / "result.json").read_bytes())
    assert document["run"]["scheme"]["id"] == scheme.id
    page.goto(f"{lab}#/audit?scheme={name}&benchmark=1")
    page.reload()
    page.wait_for_selector("main h2")
    assert "Millbrook" in page.inner_text("main")
    page.goto(f"{lab}#/result?run={Path(run['folder']).name}")
    page.reload()
    page.wait_for_selector("a[download]")
    with page.expect_download() as made:
        keys.push("Download the report")
    report = workspace / "millbrook.html"
    made.value.save_as(report)
    assert 100_000 < report.stat().st_size < 2_000_000
    page.goto(report.as_uri())
    assert "Millbrook Good Neighbour Points" in page.inner_text("h1")
    page.goto(f"{report.as_uri()}#/scheme")
    page.reload()
    page.wait_for_selector("main svg [role=button]")


def check(scheme: Scheme) -> None:
    """The file says what the leaflet says, and of everything else that it is not known."""
    points = {rule.on: rule.points for rule in scheme.rules}
    assert {name: number.value for name, number in points.items() if number} == {
        "littering": -10, "parks_on_the_pavement": -15, "volunteering": 5,
    }  # fmt: skip
    cited = {(number.source, number.place) for number in points.values() if number}
    assert cited == {(("leaflet_of_the_town",), "page 1")}
    assert [channel.label for channel in scheme.channels] == ["Wardens", "Neighbours with the app"]
    told = scheme.channels[1].sensitivity
    assert told is not None
    assert (told.value, told.range) == (0.05, (0.01, 0.2))
    assert scheme.redress.notice is None
    assert scheme.redress.instances[0].decision.value == 2
    assert scheme.declaration.legal_basis == {"kind": "policy_document", "rules_public": "true"}
    assert scheme.declaration.notice == {"given": "false"}
    assert scheme.unknowns == ("Whether one can win back one's standing.",)
