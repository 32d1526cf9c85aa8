"""Whatever text comes as an expression or a date, it is read or refused with an error of our own."""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.audit.check_expression import Reader, check_expression
from demerit.audit.expression import parse
from demerit.audit.judge import meaning_of
from demerit.audit.load import all_laws, vocabulary
from demerit.audit.patterns import made_up
from demerit.audit.truth import Facts, truth
from demerit.errors import Defect, InputError

WORDS = st.sampled_from([
    "and", "or", "not", "in", "for", "any", "all", "count", "overlap", "true", "false", "(", ")", "[", "]", ",", ".",
    "==", "!=", "<", "<=", ">", ">=", "+", "-", "'", "'credit'", "0", "1.5", "measures", "m", "c", "l", "links",
    "m.severity", "l.relation", "operator.public", "uses", "SPECIAL", "four_fifths", "ind.wrongful_share", "x.y.z",
    "\n", "é", "__class__", "9" * 40,
])  # fmt: skip
GIVEN = settings(max_examples=300, deadline=None, derandomize=True)


@cache
def texts() -> tuple[str, ...]:
    """Every expression of the catalogue."""
    checks = [rule.check for rule in all_laws()]
    return tuple(text for check in checks for text in (check.applies, check.violates, check.risk) if text)


def read(text: str) -> None:
    """Parse, check and evaluate a text; any error but our own goes through."""
    terms = vocabulary()
    refused: list[Defect] = []
    try:
        tree = parse(text)
    except InputError as error:
        refused += error.defects
    if refused:
        assert {defect.code for defect in refused} <= {"L100", "L101", "L102"}
        assert all(defect.line >= 1 and defect.column >= 1 for defect in refused)
        return
    assert 0 <= tree.start <= tree.end <= len(text)
    faults: list[Any] = []
    check_expression(tree, Reader(terms.params, terms.sets), lambda *said: faults.append(said))
    if not faults:
        for facts in (Facts(), made_up([], terms, name="a trial")):
            assert truth(tree, meaning_of(facts, terms)) in (True, False, None)


@GIVEN
@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    read(text)


@GIVEN
@given(st.lists(WORDS, max_size=25))
def test_any_row_of_words_is_read_or_refused(words: list[str]) -> None:
    read(" ".join(words))


@GIVEN
@given(st.data())
def test_an_expression_with_a_piece_put_in_or_taken_out_is_read_or_refused(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(texts()))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 12)))
    read(text[:start] + data.draw(st.one_of(WORDS, st.just(""), st.text(max_size=3))) + text[end:])


def test_brackets_and_lengths_without_end_are_refused() -> None:
    deep = "(" * 60 + "true" + ")" * 60
    for text in ("(" * 5000, "not " * 900 + "uses", "not " * 3000, deep, "or" * 5000, "[" * 100):
        read(text)
