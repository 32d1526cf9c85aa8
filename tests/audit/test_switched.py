"""Safeguards switched on in an audit: what people undergo changes, labels do not, and nothing is simulated."""

from __future__ import annotations

import pytest

from demerit.audit.ask import rules_asked
from demerit.audit.evaluate import audit
from demerit.audit.load import vocabulary
from demerit.audit.subject import open_subject
from demerit.audit.switched import switched
from demerit.errors import InputError


def results(*safeguards: str) -> dict[str, str]:
    terms = vocabulary()
    subject = open_subject("ve-carnet-2018", terms)
    if safeguards:
        subject = switched(subject, safeguards, terms)
    made = audit(subject.scheme, subject.facts, rules_asked("int"), terms, as_of="2026-11-22", benchmark=False)
    return {finding.rule.check.id: finding.result for finding in made.findings}


def test_food_no_longer_hangs_on_loyalty_where_nothing_essential_is_refused() -> None:
    before, after = results(), results("no-essentials")
    assert before["UN-ICESCR-ESSENTIALS"] == "violates"
    assert after["UN-ICESCR-ESSENTIALS"] != "violates"


def test_declaration_alone_is_no_fix() -> None:
    assert results("human-decision-on-paper") == results()
    assert results("access-to-ones-file") == results()


def test_safeguard_that_is_not_known_is_refused() -> None:
    with pytest.raises(InputError):
        results("no-such-thing")
