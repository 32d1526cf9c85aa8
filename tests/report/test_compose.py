"""Answers become an ordinary file: it checks clean, says its sources, and nothing unknown is a bare number."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from demerit.errors import UsageError
from demerit.evidence.quantity import Grade, Quantity
from demerit.evidence.walk import records_of
from demerit.report.compose.choices import questions_document
from demerit.report.compose.compose import Composed, compose
from demerit.report.compose.forms import Question
from demerit.report.compose.law_questions import DOMAIN_WORDS, LAW
from demerit.report.compose.numbers import NUMBERS
from demerit.report.compose.questions import GRADES, KIND_WORDS, sections_of
from demerit.report.compose.templates import template_answers
from demerit.scheme.check_declaration import DOMAINS, ITEMS, SECTIONS
from demerit.scheme.load import read_scheme
from demerit.scheme.model import Scheme
from demerit.scheme.new import template_kinds
from demerit.society.fit import check_scheme_text


def read(made: Composed) -> Scheme:
    return read_scheme(made.scheme.encode(), file="x.yaml")[0]


def test_every_kind_of_the_format_can_be_asked() -> None:
    assert sorted(KIND_WORDS) == template_kinds()


@pytest.mark.parametrize("kind", KIND_WORDS)
def test_the_template_of_a_kind_checks_clean(kind: str) -> None:
    made = compose(kind, template_answers(kind))
    assert not made.open
    assert not check_scheme_text(made.scheme.encode(), file="x.yaml")
    assert read(made).kind == kind
    assert compose(kind, json.loads(json.dumps(template_answers(kind)))) == made


@pytest.mark.parametrize("kind", KIND_WORDS)
def test_every_number_has_a_source_or_a_range(kind: str) -> None:
    for _, number in records_of(read(compose(kind, template_answers(kind))), Quantity):
        if number.grade == Grade.ASSUMPTION:
            assert number.range is not None
            assert number.range[0] <= number.value <= number.range[1]
            assert number.note
        else:
            assert number.source
            assert number.range is None


@pytest.mark.parametrize("kind", KIND_WORDS)
def test_a_blank_page_is_all_open_and_holds_no_fact(kind: str) -> None:
    made = compose(kind, {})
    asked = {each.question for each in made.open}
    assert {"title", "society"} <= asked
    numbers = [q for _, q in records_of(read(made), Quantity)] if kind != "scorecard" else []
    assert all(number.grade == Grade.ASSUMPTION for number in numbers)
    assert not any(vars(read(made).declaration)[name] for name in ("operator", "legal_basis")) or kind == "scorecard"


@pytest.mark.parametrize("name", NUMBERS)
def test_the_middle_of_an_unknown_lies_in_its_range_and_the_range_in_the_format(name: str) -> None:
    asked = NUMBERS[name]
    assert asked.least <= asked.low <= asked.middle <= asked.high <= asked.most
    assert asked.low < asked.high


def answered(**number: str) -> dict[str, Any]:
    answers = template_answers("points")
    answers["watched"][0]["cost"] = number
    return answers


def cost(answers: dict[str, Any]) -> tuple[Quantity | None, list[str]]:
    made = compose("points", answers)
    return read(made).rules[0].points, [each.message for each in made.open]


def test_a_number_from_a_document_names_it_with_its_place() -> None:
    points, missing = cost(answered(how="source", value="\u22127", source="d1", place="page 2"))
    assert points is not None
    assert (points.value, points.grade, points.source, points.place) == (-7, Grade.ARTEFACT, ("the_rules",), "page 2")
    assert not missing


def test_a_guess_has_the_range_of_who_guessed() -> None:
    points, missing = cost(answered(how="guess", value="-7", low="-9", high="-2"))
    assert points is not None
    assert (points.value, points.range, points.grade, points.source) == (-7, (-9, -2), Grade.ASSUMPTION, ())
    assert not missing


@pytest.mark.parametrize(
    "number",
    [
        {},
        {"how": "source", "value": "-7", "source": "nowhere"},
        {"how": "source", "value": "many", "source": "d1"},
        {"how": "source", "value": "1e9", "source": "d1"},
        {"how": "guess", "value": "-7", "low": "-5", "high": "-2"},
        {"how": "guess", "value": "-7"},
        {"how": "none"},
    ],
)
def test_what_is_no_answer_is_open_and_stands_as_unknown(number: dict[str, str]) -> None:
    points, missing = cost(answered(**number))
    assert points is not None
    assert (points.value, points.grade) == (NUMBERS["cost"].middle, Grade.ASSUMPTION)
    assert missing


def test_conduct_of_ones_own_makes_a_society_that_extends_the_chosen_one(tmp_path: Path) -> None:
    answers = template_answers("points")
    rate = {"how": "source", "value": "3", "source": "d1", "place": "page 1"}
    answers["behaviours"] = [{"id": "b1", "label": "Parks on the pavement", "gravity": "1", "rate": rate}]
    answers["watched"][0]["behaviour"] = "b1"
    made = compose("points", answers)
    assert [kind for _, kind, _ in made.others] == ["society", "conduct"]
    for name, _, text in made.others:
        (tmp_path / f"{name}.yaml").write_text(text)
    assert not check_scheme_text(made.scheme.encode(), file="x.yaml", folder=tmp_path)
    assert read(made).rules[0].on == "parks_on_the_pavement"
    answers["behaviours"][0]["rate"]["value"] = "4"
    assert compose("points", answers).others[0][0] != made.others[0][0]


def test_unknown_ways_out_are_named_and_not_made_up() -> None:
    answers = template_answers("points")
    answers["redress"] = {"told": {"how": "none"}, "objection": "", "repair": ""}
    scheme = read(compose("points", answers))
    assert not scheme.redress.instances
    assert scheme.redress.repair is None
    assert scheme.redress.notice is None
    assert len(scheme.unknowns) == 2
    assert "exists" not in scheme.declaration.redress
    assert scheme.declaration.notice == {"given": "false"}


def test_what_is_declared_is_what_the_format_knows() -> None:
    for question in LAW.questions:
        section, _, key = question.id.partition(".")
        kind = SECTIONS[section][key]
        allowed = {"true", "false"} if kind == "flag" else set(kind)
        assert {value for value, _ in question.options} <= allowed
    assert {value for value, _ in DOMAIN_WORDS} <= set(DOMAINS)
    origins = next(q for s in sections_of("points") if s.id == "watchers" for q in s.questions if q.id == "origin")
    assert {value for value, _ in origins.options} == set(ITEMS["channels"]["origin"])
    assert {grade for grade, _ in GRADES} == {grade.value for grade in Grade} - {"assumption"}


@pytest.mark.parametrize("kind", KIND_WORDS)
def test_questions_explain_themselves(kind: str) -> None:
    def fine(question: Question) -> bool:
        return question.label.endswith("?") and (not question.help or question.help.endswith("."))

    sections = sections_of(kind)
    assert all(fine(question) for section in sections for question in section.questions)
    assert all(section.lead.endswith(".") for section in sections)
    document = questions_document(kind, society="example-town")
    assert json.loads(json.dumps(document)) == document


@pytest.mark.parametrize(
    ("answers", "code"),
    [({"sources": {}}, "S122"), ({"about": []}, "S122"), ({"watched": [1]}, "S122"), ({"watched": [{}] * 61}, "S122")],
)
def test_answers_of_another_form_are_refused(answers: dict[str, Any], code: str) -> None:
    with pytest.raises(UsageError, match=code):
        compose("points", answers)
    with pytest.raises(UsageError, match="S120"):
        compose("prison", answers)


@pytest.mark.parametrize(
    "text", ["x: {a: [", "- 'quoted' # no", "null", "!!python/object:os.system", "&a *a", "乱", "a\nb"]
)
def test_any_text_is_a_text(text: str) -> None:
    answers = template_answers("points")
    answers["about"] |= {"title": text, "about": text, "place": text, "not_modelled": text}
    answers["measures"][0]["label"] = text
    answers["sources"][0]["title"] = text
    made = compose("points", answers)
    assert not check_scheme_text(made.scheme.encode(), file="x.yaml")
    assert read(made).title == " ".join(text.split())


@pytest.mark.parametrize("society", ["../../etc/passwd", "/etc/passwd", "x.yaml", "nowhere"])
def test_a_society_is_an_id_of_the_catalogue(society: str) -> None:
    answers = template_answers("points")
    answers["people"]["society"] = society
    assert read(compose("points", answers)).society == "example-town"
