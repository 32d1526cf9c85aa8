"""The page of a life: every kind of row has a sentence, nothing is left unfilled, and nobody gets a name."""

from __future__ import annotations

import re
from itertools import product

import pytest

from demerit.ledger.model import CAUSES, FLAGS, LOG_KINDS
from demerit.outcomes.life import PHASES, Line
from demerit.outcomes.lives import WAYS
from demerit.report.life_document import name_of, sentence
from demerit.report.life_page import aligned, told
from demerit.report.words import SENTENCES

FACTS = {
    "label": "L", "seen": True, "lawful": False, "member": False, "what": "W", "wrong": False, "really": "",
    "again": False, "band": "", "tie": "", "scored": True, "made": 3, "instance": "I", "points": -5, "sort": "penal",
    "old": "O", "why": "rule", "name": "N", "penal": True, "months": 4, "need": "Need",
}  # fmt: skip


def line(kind: str, month: int = 5, **more: object) -> Line:
    facts = {**FACTS, **more}
    if kind == "entry":
        facts.pop("points")
    cause = str(facts.pop("cause", "true_unlawful"))
    points = -5.0 if kind == "entry" else None
    return Line(month=month, phase=PHASES[kind], kind=kind, item="rule:r", cause=cause, points=points, facts=facts)


@pytest.mark.parametrize("kind", LOG_KINDS)
def test_every_kind_of_row_is_a_whole_sentence(kind: str) -> None:
    assert kind in PHASES
    for cause, made, unit, flag in product(CAUSES, (None, 5, 3), ("person", "household", "firm"), (True, False)):
        text = sentence(line(kind, cause=cause, made=made, seen=flag, penal=flag, again=flag), "2019-01", unit)
        assert re.fullmatch(r"[A-Z“].*[.]", text)
        assert not re.search(r"[{}|]|  |\.\.|None|True|False", text)


@pytest.mark.parametrize(
    "why", ["rule", "list", "band", "rates", "rank", "tie", "copy", "gate", "discretion", "mistaken", ""]
)
def test_every_reason_is_said(why: str) -> None:
    for kind in ("stay_begin", "denied", "burden", "loss", "grant"):
        text = sentence(line(kind, why=why), "2019-01", "person")
        assert ("“N”" in text) == (why in {
            "stay_begin": ("rule", "list"), "loss": ("list", "copy", "gate", "discretion", "rule", "band", "mistaken"),
        }.get(kind, ("list", "copy", "gate", "discretion", "rule", "band", "mistaken")))  # fmt: skip


def test_a_record_on_the_wrong_person_says_so_in_plain_words() -> None:
    base = line("record", label="Cameras", what="Crosses on red", cause="mistaken_identity")
    wrong = Line(**{**vars(base), "other": 4211})
    assert sentence(wrong, "2019-01", "person") == (
        "“Cameras” recorded “Crosses on red”. It was somebody else, subject 004211: a record on the wrong person."
    )
    false = line("record", label="Cameras", what="Crosses on red", cause="false_record")
    assert sentence(false, "2019-01", "person").endswith("It never happened: a false record.")


def test_points_have_the_minus_of_print_and_one_point_is_one() -> None:
    one = Line(**{**vars(line("entry")), "points": -1.0, "counting": -6.0})
    assert "−1 point (−6 in the file now)." in sentence(one, "2019-01", "person")


def test_every_flag_and_every_way_to_choose_has_its_words() -> None:
    assert {f"life.flag.{flag}" for flag in FLAGS} <= set(SENTENCES)
    assert {f"life.chosen.{way}" for way in WAYS} <= set(SENTENCES)


def test_names_are_numbers() -> None:
    assert name_of(7, "household") == "household 000007"
    assert name_of((1 << 40) + 12, "person") == "firm 000012"


def test_lines_of_one_world_stand_between_those_of_both() -> None:
    def one(name: str, *, same: bool) -> dict[str, object]:
        empty = dict.fromkeys(("kind", "item", "points", "cause", "other", "recorded"))
        return {**empty, "month": 1, "what": name, "flags": [], "same": same}

    a = [one("x", same=True), one("only a", same=False), one("y", same=True), one("y", same=True)]
    b = [one("x", same=True), one("y", same=True), one("only b", same=False), one("y", same=True)]
    found = [(world, line["what"]) for world, line, _ in aligned(a, b)]
    assert found == [("", "x"), ("A", "only a"), ("", "y"), ("B", "only b"), ("", "y")]


def test_what_happens_many_times_in_a_month_is_said_once() -> None:
    empty = dict.fromkeys(("place", "recorded", "counting"))
    row = {**empty, "calendar": "2020-03", "what": "Refused: “No bus”.", "source": ["a"], "kind": "denied"}
    other = {**row, "what": "Refused: “No train”."}
    found = list(told([("", line, line) for line in (row, row, row, other, row)]))
    assert found == [
        ("2020-03", "", "3 times: Refused: “No bus”. [a]"), ("", "", "Refused: “No train”. [a]"),
        ("", "", "Refused: “No bus”. [a]"),
    ]  # fmt: skip


def test_acts_that_nobody_recorded_are_drawn_together_over_months() -> None:
    def act(month: str, label: str) -> dict[str, object]:
        return {"calendar": month, "recorded": False, "kind": "act", "label": label, "counting": None}

    acts = [act("2020-03", "Litters"), act("2020-05", "Sings"), act("2020-09", "Litters")]
    assert list(told([("", line, line) for line in acts])) == [
        ("2020-03", "", "Did up to 2020-09, with no record in this file: “Litters” twice, “Sings”.")
    ]
