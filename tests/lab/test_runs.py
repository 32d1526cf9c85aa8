"""Real runs in a real lab: the bytes of the terminal, counts month by month, links that reproduce them."""

from __future__ import annotations

import ast
import inspect
import json
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import demerit as dm
from tests.cli.stage import demerit
from tests.lab.serving import Served, events_in, serving

SMALL = {"persons": 2000, "months": 4, "seed": 3}
SCHEME = "us-ny-driver-points-2013"


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("lab")) as served:
        yield served


def heard(lab: Served, name: str, **headers: str) -> list[tuple[int, dict[str, Any]]]:
    """Every event of a run, until its stream closes."""
    with lab.client.stream("GET", f"/api/runs/{name}/events", headers=headers) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        return list(events_in(stream.iter_lines()))


def test_a_run_is_that_of_the_terminal(lab: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = lab.post("/api/runs", {"scheme": SCHEME, **SMALL})
    assert asked.status_code == 202, asked.text
    entry = asked.json()
    name = entry["id"]
    with lab.client.stream("GET", f"/api/runs/{name}/events") as left:
        next(events_in(left.iter_lines()))  # and the tab is closed
    events = heard(lab, name)
    kinds = [event["event"] for _, event in events]
    assert kinds[-1] == "end"
    assert events[-1][1]["status"] == "complete"
    main = [event for _, event in events if event["event"] == "month" and not event["sample"]]
    first = [event for _, event in events if event["event"] == "month" and event["sample"]]
    assert [event["month"] for event in main] == [event["month"] for event in first] == [1, 2, 3, 4]
    assert [event["counts"] for event in main] == [event["counts"] for event in first], "of so few all are in both"
    keys = next(event["worlds"]["run"] for _, event in events if event["event"] == "begin")
    assert set(main[-1]["counts"]) == set(keys)

    told = lab.get(f"/api/runs/{name}").json()
    assert (told["status"], told["made_in"], told["persons"]) == ("complete", "lab", 2000)
    file = lab.get(f"/api/runs/{name}/result.json").content
    assert file == (lab.folder / told["folder"] / "result.json").read_bytes()

    commands = lab.get(f"/api/runs/{name}/command").json()
    assert commands["terminal"] == f"demerit run {SCHEME} --persons 2000 --months 4 --seed 3"
    assert commands["python"].endswith(f'dm.run("{SCHEME}", persons=2000, months=4, seed=3)')
    call = ast.parse(commands["python"]).body[-1].value  # type: ignore[attr-defined]
    inspect.signature(dm.run).bind(*call.args, **{each.arg: each.value for each in call.keywords})
    monkeypatch.chdir(tmp_path)
    printed = demerit(*shlex.split(commands["terminal"])[1:], "--json")
    assert (tmp_path / told["folder"] / "result.json").read_bytes() == file, "the same folder, the same bytes"
    for each in (name, told["folder"].removeprefix("runs/")):
        assert lab.get(f"/api/doc/result?run={each}").text == printed.out

    found = lab.post("/api/runs", {"scheme": SCHEME, **SMALL})
    assert (found.status_code, found.json()["id"]) == (200, name)
    assert heard(lab, name) == events
    assert heard(lab, name, **{"last-event-id": f"1.{len(events) - 1}"}) == events[-1:]
    assert heard(lab, name, **{"last-event-id": f"0.{len(events) - 1}"}) == events, "of another try"
    assert lab.get(f"/api/runs/{name}/events", headers={"last-event-id": f"1.{len(events)}"}).status_code == 204
    assert lab.client.delete(f"/api/runs/{name}").status_code == 409


@pytest.mark.slow
def test_a_run_of_the_terminal_is_seen_and_found(lab: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(lab.folder)
    made = demerit("run", SCHEME, "--persons", "2000", "--months", "2", "--json")
    (entry,) = [each for each in lab.get("/api/runs").json()["runs"] if each["made_in"] == "terminal"]
    assert (entry["status"], entry["months"], entry["scheme"]) == ("complete", 2, SCHEME)
    assert [event["event"] for _, event in heard(lab, entry["id"])] == ["end"]
    terminal = lab.get(f"/api/runs/{entry['id']}/command").json()["terminal"]
    assert terminal == f"demerit run {SCHEME} --persons 2000 --months 2"
    assert demerit(*shlex.split(terminal)[1:], "--json").out == made.out
    life = lab.get(f"/api/doc/life?run={entry['id']}&uid=7")
    assert life.text == demerit("life", entry["folder"], "7", "--json").out
    asked = lab.post("/api/runs", {"scheme": SCHEME, "persons": 2000, "months": 2}).json()
    last = heard(lab, asked["id"])[-1][1]
    assert (last["found"], last["folder"]) == (True, entry["folder"].removeprefix("runs/"))
    assert not any(each["made_in"] == "terminal" for each in lab.get("/api/runs").json()["runs"])


@pytest.mark.slow
def test_a_pair_is_told_world_by_world(lab: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = {"kind": "pair", "scheme": SCHEME, "persons": 2000, "months": 2, "safeguards": ["second-source"]}
    name = lab.post("/api/runs", body).json()["id"]
    events = heard(lab, name)
    assert events[-1][1]["status"] == "complete"
    months = [(event["world"], event["month"]) for _, event in events if event["event"] == "month"]
    assert {each for each in months if each[1] == 2} == {("a", 2), ("b", 2)}
    told = lab.get(f"/api/runs/{name}").json()
    assert (told["kind"], told["folder"]) == ("pair", f"runs/{name}")
    terminal = lab.get(f"/api/runs/{name}/command").json()["terminal"]
    assert terminal == f"demerit pair {SCHEME} --persons 2000 --months 2 --safeguard second-source"
    monkeypatch.chdir(lab.folder)
    assert demerit(*shlex.split(terminal)[1:], "--json").out == lab.get(f"/api/doc/pair?run={name}").text
    other = lab.folder / "runs" / "elsewhere"
    (lab.folder / "runs" / name).rename(other)  # as a pair of the terminal under another name
    (lab.folder / ".demerit-lab" / "runs" / f"{name}.json").unlink()
    assert lab.get("/api/runs/elsewhere/command").json()["terminal"] == terminal


@pytest.mark.slow
def test_a_given_file_runs_and_a_lab_begins_again_where_it_was(tmp_path: Path) -> None:
    from demerit.evidence.catalogue import shelf

    text = (shelf("schemes") / f"{SCHEME}.yaml").read_text(encoding="utf-8").replace(f"id: {SCHEME}", "id: mine")
    with serving(tmp_path) as lab:
        file = lab.post("/api/files", {"text": text, "kind": "scheme"}).json()["file"]
        body = {"scheme": file, "persons": 2_000_000, "months": 60}
        first = lab.post("/api/runs", body).json()["id"]
        second = lab.post("/api/runs", {**body, "persons": 2000, "months": 1}).json()
        assert (second["status"], second["position"]) in (("queued", 1), ("queued", 2))
        with lab.client.stream("GET", f"/api/runs/{first}/events") as stream:
            next(event for _, event in events_in(stream.iter_lines()) if event["event"] == "month")
    with serving(tmp_path, spare=True) as lab:
        assert lab.get(f"/api/runs/{first}").json()["status"] in ("queued", "running")
        assert lab.client.delete(f"/api/runs/{first}").json()["status"] == "unfinished"
        assert heard(lab, second["id"])[-1][1]["status"] == "complete"
        terminal = lab.get(f"/api/runs/{second['id']}/command").json()["terminal"]
        assert terminal == f"demerit run files/{file[5:]}.yaml --persons 2000 --months 1"
        document = json.loads(lab.get(f"/api/runs/{second['id']}/result.json").content)
        assert document["run"]["scheme"]["id"] == "mine"


def test_a_sweep_is_asked_of_a_finished_run_and_of_nothing_else(lab: Served) -> None:
    assert lab.post("/api/runs", {"kind": "sweep", "run": "there-is-none"}).status_code == 404
    for body in (
        {"kind": "sweep"},
        {"kind": "sweep", "run": "x", "persons": 5},
        {"kind": "sweep", "run": "../x"},
        {"kind": "run", "scheme": SCHEME, "run": "x"},
    ):
        told = lab.post("/api/runs", body)
        assert told.status_code == 400, told.text
        assert set(told.json()) == {"error"}


@pytest.mark.slow
def test_a_sweep_stays_with_its_run_and_is_found_again(lab: Served) -> None:
    name = lab.post("/api/runs", {"scheme": SCHEME, "persons": 2000, "months": 2, "seed": 9}).json()["id"]
    folder = str(heard(lab, name)[-1][1]["folder"])
    assert lab.post("/api/runs", {"kind": "sweep", "run": folder}).status_code == 202
    assert heard(lab, f"{folder}-sweep")[-1][1]["status"] == "complete"
    assert lab.post("/api/runs", {"kind": "sweep", "run": folder}).status_code == 200
    assert [each["kind"] for each in lab.get("/api/runs").json()["runs"]].count("sweep") == 0
    sections = {part["id"]: part for part in lab.get(f"/api/doc/view-result?run={folder}").json()["sections"]}
    assert any(block["kind"] == "figure" for block in sections["sure"]["blocks"])
