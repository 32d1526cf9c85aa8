"""The language of checks: what it means in three values, and where its faults are told."""

from __future__ import annotations

import pytest

from demerit.audit.check_expression import Reader, check_expression
from demerit.audit.elements import elements_of, missing_in
from demerit.audit.expression import parse
from demerit.audit.syntax import Part
from demerit.audit.truth import Between, Fact, Facts, Items, Known, Meaning, Truth, truth
from demerit.errors import InputError

YES, NO, MAYBE = Fact(True), Fact(False), Fact(None)
CHANNELS = ({"id": Fact("a"), "emotion": NO, "domain": Fact("tax")}, {"id": Fact("b"), "domain": Fact("health")})


def said(text: str, *, complete: bool = True) -> Truth:
    """Truth of an expression over a few facts."""
    fields = {
        "operator.public": YES, "operator.court": NO, "purpose.code": Fact("tax"), "access.days": Fact(30.0),
        "uses": Fact(Known(("religion",), complete=False)), "infers": Fact(Known(())),
        "ind.wrongful_share": Fact(Between(0.1, 0.3)),
    }  # fmt: skip
    facts = Facts(fields, {"channels": Items(CHANNELS, complete)})
    return truth(parse(text), Meaning(facts, {"month": 31.0}, {"GROUNDS": ("religion", "sex"), "OTHERS": ("age",)}))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("operator.public and operator.platform", None),
        ("operator.court and operator.platform", False),
        ("operator.public or operator.platform", True),
        ("operator.court or operator.platform", None),
        ("not operator.platform", None),
        ("not not operator.public", True),
        ("not operator.court and operator.public", True),
        ("operator.public or operator.court and operator.platform", True),
        ("(operator.public or operator.court) and operator.platform", None),
        ("access.days <= month", True),
        ("access.days > month - 1", False),
        ("access.days >= month - 1", True),
        ("access.days + 2 > month", True),
        ("redress.file_days < 14", None),
        ("purpose.code in ['tax', 'credit']", True),
        ("purpose.code not in ['tax']", False),
        ("purpose.code != 'credit'", True),
        ("overlap(uses, GROUNDS)", True),
        ("overlap(uses, OTHERS)", None),
        ("overlap(infers, GROUNDS)", False),
        ("ind.wrongful_share > 0.05", True),
        ("ind.wrongful_share > 0.1", None),
        ("ind.wrongful_share > 0.3", False),
        ("ind.wrongful_share < 0.3", None),
        ("ind.wrongful_share < 0.31", True),
        ("ind.wrongful_share >= 0.1", True),
        ("ind.fpr_ratio_max > 1", None),
        ("any(c.domain == 'health' for c in channels)", True),
        ("any(c.emotion for c in channels)", None),
        ("all(c.emotion for c in channels)", False),
        ("all(c.domain != 'credit' for c in channels)", True),
        ("count(c.domain != purpose.code for c in channels) >= 1", True),
        ("count(c.emotion for c in channels) >= 1", None),
        ("count(c.emotion for c in channels) >= 2", False),
        ("any(l.published for l in lists)", None),
    ],
)
def test_what_is_unknown_stays_so(text: str, answer: Truth) -> None:
    assert said(text) is answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("any(c.domain == 'health' for c in channels)", True),
        ("any(c.domain == 'credit' for c in channels)", None),
        ("all(c.domain != 'credit' for c in channels)", None),
        ("count(c.domain == 'tax' for c in channels) < 3", None),
    ],
)
def test_a_list_that_may_have_others_rules_nothing_out(text: str, answer: Truth) -> None:
    assert said(text, complete=False) is answer


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("operator.public and $x", "L100", (7, 27)),
        ('purpose.code == "tax"', "L100", (7, 23)),
        ("operator.public or", "L101", (7, 25)),
        ("operator.public\n  operator.court", "L101", (8, 3)),
        ("open('x')", "L101", (7, 7)),
        ("1 < access.days < 3", "L101", (7, 23)),
        ("any(c.emotion for c channels)", "L101", (7, 27)),
        ("purpose.code in ['tax'", "L101", (7, 29)),
        ("(" * 50 + "ai" + ")" * 50, "L102", (7, 47)),
        ("not " * 50 + "ai", "L102", (7, 167)),
        ("ai or " * 700 + "ai", "L102", (7, 7)),
    ],
)
def test_faults_of_form_have_line_and_column(text: str, code: str, place: tuple[int, int]) -> None:
    with pytest.raises(InputError) as caught:
        parse(text, file="x.yaml", line=7, column=7)
    (defect,) = caught.value.defects
    assert (defect.code, (defect.line, defect.column)) == (code, place)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("operator.pubic", "L110"),
        ("any(c.pubic for c in channels)", "L111"),
        ("any(c.emotion for c in lines)", "L112"),
        ("any(month.emotion for month in channels)", "L112"),
        ("purpose.code", "L113"),
        ("operator.public > 1", "L113"),
        ("access.days == 'tax'", "L113"),
        ("overlap(uses, month)", "L113"),
        ("access.days + 'tax' > 1", "L113"),
        ("purpose.code == 'taxes'", "L114"),
        ("purpose.code in ['tax', 'taxes']", "L114"),
        ("purpose.code in OTHERS", "L114"),
    ],
)
def test_names_and_kinds_are_checked(text: str, code: str) -> None:
    found: list[str] = []

    def fault(told: str, part: Part, message: str, hint: str) -> None:
        found.append(told)

    check_expression(parse(text), Reader({"month"}, {"OTHERS": ("age", "sex")}), fault)
    assert found == [code]


def test_what_would_decide_is_only_what_is_open() -> None:
    text = "operator.public and (operator.platform or access.days > 40) and any(c.emotion for c in channels)"
    facts = Facts({"operator.public": YES, "access.days": Fact(30.0)}, {"channels": Items(CHANNELS, True)})
    taken = elements_of(parse(text), text, Meaning(facts, {}, {}))
    assert taken.answer is None
    assert list(missing_in(taken)) == ["operator.platform", "channels.emotion"]
    assert [read.item for read in taken.parts[2].reads] == ["b"]
