"""What turns a finding on paper alone is told as such, and no safeguard of the catalogue does it in secret."""

from __future__ import annotations

import pytest

from demerit.audit.escapes import Escape, escapes, is_on_paper
from demerit.audit.judge import answer_of, meaning_of
from demerit.audit.load import Rule, all_laws, vocabulary
from demerit.audit.patterns import facts_of_example
from demerit.audit.truth import Meaning
from demerit.evidence.catalogue import catalogue_ids
from demerit.scheme.safeguard import load_safeguard

SAYS_WHO_DECIDES = {"human-decision", "human-decision-on-paper"}
"""The first adds a hearing by a person, and says so in the declaration; the second only says so."""


def examples_of(rule: Rule) -> list[tuple[str, Meaning]]:
    """Each example of a check: what it says, and what names stand for in it."""
    terms = vocabulary()
    return [(each.say, meaning_of(facts_of_example(rule.check, each, terms), terms)) for each in rule.check.examples]


def rule_of(name: str) -> Rule:
    return next(rule for rule in all_laws() if rule.check.id == name)


def test_the_ban_of_social_scores_is_escaped_by_calling_the_rules_those_of_people() -> None:
    rule = rule_of("EU-AIA-05C-UNRELATED")
    told = [escapes(rule, meaning) for _, meaning in examples_of(rule) if answer_of(rule, meaning) == "violates"]
    assert len(told) > 2
    way_out = Escape(field="engine.kind", value="rules_by_people", becomes="not_applicable")
    assert all(way_out in ways for ways in told)


@pytest.mark.parametrize("rule", all_laws(), ids=lambda rule: rule.check.id)
def test_an_escape_is_on_paper_and_there_is_none_where_nothing_was_found(rule: Rule) -> None:
    for _, meaning in examples_of(rule):
        ways = escapes(rule, meaning)
        assert all(is_on_paper(way.field) and way.becomes in ("ok", "not_applicable") for way in ways)
        assert not ways or answer_of(rule, meaning) in ("violates", "departs", "risk")
        assert len({(way.field, way.value) for way in ways}) == len(ways)


def test_no_safeguard_changes_a_word_on_paper_but_who_decides() -> None:
    found = set()
    for name in catalogue_ids("safeguards"):
        for operation in load_safeguard(name).patch:
            section, _, field = operation.path.partition(".")
            if section == "declaration" and is_on_paper(field):
                found.add(name)
            assert section not in ("jurisdiction", "period", "status", "kind", "subjects", "society"), name
    assert found == SAYS_WHO_DECIDES
