"""Schemes in the making: what is asked for them, what is kept, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from demerit.lab.reader import answered
from demerit.lab.workspace import Workspace
from demerit.report.compose.templates import template_answers
from demerit.scheme.new import template


def ask(workspace: Workspace, what: str, **args: Any) -> tuple[int, dict[str, Any]]:
    status, data = answered({"what": what, "name": args.pop("name", ""), "args": args}, workspace)
    return status, json.loads(data)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path)


def test_answers_become_files_that_are_kept_and_can_be_asked_for(workspace: Workspace) -> None:
    answers = template_answers("points")
    answers["behaviours"] = [{"id": "b", "label": "Parks badly", "gravity": "1", "rate": {"how": "unknown"}}]
    answers["watched"][0]["behaviour"] = "b"
    status, made = ask(workspace, "compose", kind="points", answers=answers)
    assert (status, made["open"], made["faults"]) == (200, [], [])
    assert [file["kind"] for file in made["files"]] == ["scheme", "society", "conduct"]
    assert "file" not in made
    assert not workspace.files.exists()
    _, made = ask(workspace, "compose", kind="points", answers=answers, keep=True)
    status, shown = ask(workspace, "document", name="scheme", id=made["file"])
    assert status == 200
    assert "Parks badly" in [node["label"] for node in shown["drawing"]["nodes"]]
    _, prepared = ask(workspace, "prepare", scheme=made["file"], persons=2000, months=2)
    assert prepared["society"].startswith("example-town-people-")


def test_what_is_open_is_named_and_nothing_faulty_is_kept(workspace: Workspace) -> None:
    status, made = ask(workspace, "compose", kind="list", answers={}, keep=True)
    assert status == 200
    asked = [(each["section"], each["question"]) for each in made["open"]]
    assert ("about", "title") in asked
    assert ("list", "label") in asked
    assert made["faults"]
    assert "file" not in made


@pytest.mark.parametrize(
    ("what", "args", "code"),
    [
        ("compose", {"kind": "points"}, "R375"),
        ("compose", {"kind": "points", "answers": [], "keep": False}, "R375"),
        ("compose", {"kind": "points", "answers": {}, "run": "now"}, "R375"),
        ("compose", {"kind": "prison", "answers": {}}, "S120"),
        ("compose", {"kind": "points", "answers": {"watched": "all"}}, "S122"),
        ("edit", {"text": 1}, "R375"),
        ("edit", {"text": "a: {value: 1}", "path": "a", "changes": {}}, "R375"),
        ("edit", {"text": "a: {value: 1}", "path": ["b"], "changes": {"value": "2"}}, "S123"),
        ("edit", {"text": "a: {value: 1}", "path": ["a"], "changes": {"value": {"run": "now"}}}, "R375"),
        ("edit", {"text": "age,sex\n31,f\n40,m\n22,f\n"}, "R383"),
        ("edit", {"text": "a: 1", "original": "../../etc/passwd"}, "R377"),
    ],
)
def test_anything_else_is_refused(workspace: Workspace, what: str, args: dict[str, Any], code: str) -> None:
    status, made = ask(workspace, what, **args)
    assert 400 <= status < 500
    assert made["error"]["code"] == code


def test_a_draft_tells_its_faults_its_drawing_and_what_differs(workspace: Workspace) -> None:
    text = template("points")
    kept = ask(workspace, "keep", text=text, kind="scheme")[1]["file"]
    change = {"path": ["rules", 0, "points"], "changes": {"value": "-12"}}
    _, made = ask(workspace, "edit", text=text, original=kept, **change)
    assert made["text"] == text.replace("value: -10,", "value: -12,")
    assert made["faults"] == []
    assert [(each["path"], each["before"], each["after"]) for each in made["differences"]] == [
        ("rules[litter].points", "-10 points", "-12 points")
    ]
    _, broken = ask(workspace, "edit", text="format: [", original=kept)
    assert [fault["code"] for fault in broken["faults"]] == ["S102"]
    assert (broken["view"], broken["differences"]) == (None, None)
