"""``demerit safeguard try``: its page, its document, and what it says when it is stopped; on an engine of straw."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from demerit.evidence.catalogue import catalogue_ids
from demerit.report.trial_page import trial_page
from demerit.report.trial_words import FLAGS, HEADINGS, TRIAL, tell
from tests.cli.stage import demerit, straw_run, use_straw
from tests.house.files import ROOT

SCHEME = "it-parma-housing-2018"
SMALL = ("--persons", "6400", "--months", "12", "--threads", "1")


@pytest.fixture(autouse=True)
def straw(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An engine of straw, three safeguards, and an empty folder to be in."""
    use_straw(monkeypatch)
    monkeypatch.setattr("demerit.study.trial_worlds.run", straw_run)
    some = ["access-to-ones-file", "expiry-12", "no-spread", "repair-lifts-everything"]
    monkeypatch.setattr("demerit.study.trial.catalogue_ids", lambda _: some)
    monkeypatch.chdir(tmp_path)


def test_the_page_says_how_many_worlds_before_and_what_is_no_effect() -> None:
    answer = demerit("safeguard", "try", SCHEME, *SMALL)
    assert answer.code == 0, answer.err
    said = " ".join(answer.err.split())
    assert "2 of 4 safeguards change what happens; at most 7 worlds of 6,400 people and 12 months." in said
    out = " ".join(answer.out.split())
    assert out.startswith("Synthetic households, deductions ")
    assert "Synthetic people. A model, not a measurement" in out
    assert "are penalised in some way in 12 months. 2 safeguards of the 4 in the catalogue" in out
    assert "Change nothing in this scheme: no-spread." in out
    assert "declares about its law, and nothing that happens to anybody: access-to-ones-file." in out
    assert max(map(len, answer.out.splitlines())) <= 80


def test_the_document_is_printed_alone_and_lies_in_the_folder() -> None:
    answer = demerit("safeguard", "try", SCHEME, *SMALL, "--seed", "0", "--json")
    assert answer.err == ""
    document = json.loads(answer.out)
    schema = json.loads((ROOT / "docs" / "schemas" / "trial-1.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(document)
    (folder,) = Path("runs").iterdir()
    assert folder.name.startswith(f"{SCHEME}-safeguards-s0-")
    assert json.loads((folder / "trial.json").read_text(encoding="utf-8")) == document
    assert document["run"]["runs"] == len(list((folder / "worlds").iterdir()))


def test_when_it_is_stopped_it_says_how_to_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[Any] = []

    def stopped(*given: Any, **more: Any) -> Any:
        if len(runs) == 2:
            raise KeyboardInterrupt
        runs.append(given)
        return straw_run(*given, **more)

    monkeypatch.setattr("demerit.study.trial_worlds.run", stopped)
    answer = demerit("safeguard", "try", SCHEME, *SMALL)
    assert answer.code == 130
    assert "Stopped. The same command goes on where it stopped." in answer.err
    assert len(list(Path("runs").glob("*/worlds/*.json"))) == 2


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("nowhere",), 1, "nowhere"),
        ((SCHEME, "--persons", "900"), 1, "R301"),
        ((SCHEME, "--months", "0"), 2, "R311"),
        ((SCHEME, "--harm", "any:people"), 2, "--harm"),
    ],
)
def test_what_is_asked_wrongly_is_told(arguments: tuple[str, ...], code: int, words: str) -> None:
    answer = demerit("safeguard", "try", *arguments)
    assert answer.code == code
    assert words in answer.err
    assert "Traceback" not in answer.err


def effect(removes: int, low: float, high: float, *harms: str) -> dict[str, Any]:
    return {harm: {"removes": removes, "low": low, "high": high} for harm in harms}


def document() -> dict[str, Any]:
    """A trial with everything that a page can meet."""
    harms = ("any:people", "any:people:for_traits", "list:x:people", "list:x:months")
    row = {"basis": "law", "changes": 1, "said": "", "reason": None, "fault": None, "alternatives": []}
    good, bad = effect(40, 20.0, 60.0, *harms), effect(-30, -50.0, -0.2, *harms)
    unseen, half = effect(3, -1.0, 7.0, *harms), {**effect(9, 5.0, 13.0, *harms), "any:people:for_traits": good}
    half["any:people:for_traits"] = {"removes": 0, "low": 0.0, "high": 0.0}
    return {
        "schema": "demerit.trial/1",
        "run": {
            "scheme": "xx", "title": "X", "first_line": "Synthetic firms.", "unit": "firm", "society": "s",
            "society_title": "S", "persons": 20000, "months": 1, "seed": 1, "headline": "list:x", "label": "Black",
            "kind": "list", "subjects": 5000, "safeguards": 4, "at_most": 16, "runs": 12, "pairs_possible": 6,
            "pairs_run": 1,
        },
        "harms": [{"harm": harm, "without": 200, "together": 30} for harm in harms]
        + [{"harm": f"any:people:{flag}", "without": 0, "together": 0} for flag in FLAGS if flag != "for_traits"],
        "together": {"safeguards": ["a", "b", "c"], "effect": good},
        "safeguards": [
            {**row, "id": "a", "title": "The first", "alone": half, "last": unseen, "alternatives": ["b"]},
            {**row, "id": "b", "title": "The second", "alone": half, "last": bad, "alternatives": ["a"]},
            {**row, "id": "c", "title": "The third", "alone": unseen, "last": unseen},
            {**row, "id": "d", "title": "The fourth", "alone": unseen, "last": None, "fault": "Floor over ceiling."},
            {**row, "id": "e", "title": "The fifth", "reason": "fault", "alone": None, "last": None, "fault": "No."},
        ],
        "pairs": [{"safeguards": ["a", "d"], "effect": None, "fault": "Floor over ceiling"}],
        "greedy": [
            {
                "harm": "any:people", "cut": True,
                "sets": [
                    {"safeguards": ["b"], "effect": half, "adds": {"removes": 9, "low": 5.0, "high": 13.0}},
                    {"safeguards": ["a", "c"], "effect": good, "adds": {"removes": 31, "low": 11.0, "high": 51.0}},
                    {"safeguards": ["a", "c", "d"], "effect": good, "adds": {"removes": 1, "low": 0.1, "high": 2.0}},
                ],
            },
            {"harm": "any:people:for_traits", "cut": False, "sets": []},
        ],
    }  # fmt: skip


def test_the_page_tells_what_grows_what_cannot_be_combined_and_what_nothing_helps() -> None:
    lines = [" ".join(row) for block in trial_page(document()) for row in getattr(block, "rows", ())]
    text = [getattr(block, "text", "") for block in trial_page(document())]
    said = " ".join(" ".join([*text, *lines]).replace("\u00a0", " ").split())
    assert "Of two, “The first” and “The third”: 40 (20 %)." in said
    assert "smaller by more than chance: Firms penalised in any way for who they are (200)" in said
    assert "The second 9 (4.5 %) 5 to 13 −30 (−15 %) −50.0 to −0.200" in said
    assert "A minus sign: more of it, not less." in said
    assert "More, not less, when “The second” comes on top of all the others: Firms penalised in any way +30" in said
    assert "(a, b), only one of them is on at a time" in said
    assert "2 The first; The third 40" in said, "a set that does not hold the one before is said whole"
    assert "3 and The fourth 40" in said
    assert TRIAL["sets.cut"] in said
    assert "Cannot be put on this scheme: e. No." in said
    assert "Cannot be combined with all the others: d. Floor over ceiling." in said
    assert "Cannot be combined: a + d. Floor over ceiling." in said
    assert "more than chance: c, d." in said
    assert [heading for heading in HEADINGS.values() if heading not in said] == []


def test_sentences_fill_in_every_form() -> None:
    from demerit.report.message import places

    for key, sentence in TRIAL.items():
        for unit, kind, many in (("person", "list", "1"), ("household", "deny", "0"), ("firm", "lose", "2,000")):
            said = tell(key, **(dict.fromkeys(places(sentence), many) | {"unit": unit, "kind": kind}))
            assert not set("{}|") & set(said)


def test_the_catalogue_is_tried_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    from demerit.study.job import Asked
    from demerit.study.trial import make_trial

    monkeypatch.setattr("demerit.study.trial.catalogue_ids", catalogue_ids)
    assert [item.id for item in make_trial(Asked(scheme=SCHEME)).safeguards] == catalogue_ids("safeguards")
