"""No part of a check can be changed without some example of it noticing: none of a blocker, few of the others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from demerit.audit.judge import answer_of, meaning_of
from demerit.audit.load import Rule, all_laws, vocabulary
from demerit.audit.patterns import facts_of_example
from tests.audit.mutants import Mutant, mutants_of

RULES = [pytest.param(rule, id=rule.check.id) for rule in all_laws()]
SHARE_LEFT = 0.15
"""Most mutants of a check below blocker that no example need notice."""


def survivors(rule: Rule) -> tuple[list[str], int]:
    """Mutants that every example answers as it answers the check itself, and how many there are in all."""
    terms = vocabulary()
    worlds = [meaning_of(facts_of_example(rule.check, example, terms), terms) for example in rule.check.examples]
    answers = [answer_of(rule, world) for world in worlds]

    def noticed(mutant: Mutant) -> bool:
        changed = replace(rule, limbs=mutant.limbs)
        return any(answer_of(changed, world) != answer for world, answer in zip(worlds, answers, strict=True))

    mutants = list(mutants_of(rule.limbs))
    return [mutant.said for mutant in mutants if not noticed(mutant)], len(mutants)


@pytest.mark.parametrize("rule", RULES)
def test_examples_notice_every_change_of_a_check(rule: Rule) -> None:
    left, number = survivors(rule)
    assert number >= 3
    allowed = 0 if rule.check.severity == "blocker" else int(SHARE_LEFT * number)
    assert len(left) <= allowed, left


def test_a_check_with_an_example_less_is_noticed() -> None:
    rule = next(rule for rule in all_laws() if rule.check.severity == "blocker")
    fewer = replace(rule, check=replace(rule.check, examples=rule.check.examples[1:3]))
    assert survivors(fewer)[0]
