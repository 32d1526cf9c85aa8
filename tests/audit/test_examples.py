"""Every example of the law catalogue is answered as it says, and a scheme of which nothing is known is undecidable."""

from __future__ import annotations

import pytest

from demerit.audit.judge import answer_of, meaning_of
from demerit.audit.load import Rule, all_laws, vocabulary
from demerit.audit.patterns import facts_of_example, made_up
from demerit.audit.truth import Facts

RULES = [pytest.param(rule, id=rule.check.id) for rule in all_laws()]


@pytest.mark.parametrize("rule", RULES)
def test_every_example_is_answered_as_it_says(rule: Rule) -> None:
    terms = vocabulary()
    answers = {
        example.say: answer_of(rule, meaning_of(facts_of_example(rule.check, example, terms), terms))
        for example in rule.check.examples
    }
    soft = {"departs": "violates"}
    assert {say: soft.get(answer, answer) for say, answer in answers.items()} == {
        example.say: example.expect for example in rule.check.examples
    }


@pytest.mark.parametrize("rule", RULES)
def test_a_scheme_of_which_nothing_is_known_is_undecidable(rule: Rule) -> None:
    assert answer_of(rule, meaning_of(Facts(), vocabulary())) == "undecidable"


@pytest.mark.parametrize("rule", RULES)
def test_no_check_calls_the_clean_baseline_a_breach(rule: Rule) -> None:
    facts = made_up([], vocabulary(), name="the baseline")
    listed = {"risk"} if rule.check.id == "EU-AIA-A3-CLASS" else set()  # creditworthiness stands in Annex III
    assert answer_of(rule, meaning_of(facts, vocabulary())) in {"ok", "not_applicable"} | listed


@pytest.mark.parametrize("rule", RULES)
def test_every_example_says_something_of_its_own(rule: Rule) -> None:
    said = [example.say for example in rule.check.examples]
    assert len(said) == len(set(said))
