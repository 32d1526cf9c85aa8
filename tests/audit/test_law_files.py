"""What every file of the law catalogue keeps to, and what it refuses."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.audit.load import Rule, all_laws, load_law
from demerit.errors import InputError
from demerit.evidence.catalogue import catalogue_ids, find

RULES = [pytest.param(rule, id=rule.check.id) for rule in all_laws()]
PAPER: Final = {"human-decision-on-paper"}
"""Safeguards that change a declaration and nothing else that people undergo."""


@pytest.mark.parametrize("rule", RULES)
def test_a_fix_is_a_safeguard_that_changes_what_people_undergo(rule: Rule) -> None:
    named = rule.check.fix_safeguards
    assert len(set(named)) == len(named)
    assert set(named) <= set(catalogue_ids("safeguards")) - PAPER


@pytest.mark.parametrize("rule", RULES)
def test_a_check_says_what_the_text_asks_what_is_left_to_lawyers_and_where_it_stands(rule: Rule) -> None:
    check = rule.check
    assert all(len(text) > 1 for text in (check.says, check.lawyer, check.fix, check.article, check.title))
    assert check.source
    assert check.since or check.pending
    texts = [check.says, check.lawyer, check.fix, check.title]
    assert not any(text.startswith(("TODO", "?")) for text in texts)


def test_no_instrument_is_left_without_a_day_on_which_its_dates_were_looked_at() -> None:
    assert [rule.law.id for rule in all_laws() if not rule.law.checked] == []


def test_a_law_of_guidance_departs_and_never_violates() -> None:
    soft = {rule.check.force for rule in all_laws() if rule.check.id.startswith(("STD", "UNESCO"))}
    assert soft <= {"standard", "soft_law", "guidance"}


DAYS = st.one_of(
    st.text("0123456789-", max_size=12),
    st.dates().map(str),
    st.dates().map(lambda day: str(day)[:7]),
    st.sampled_from(["2025", "2025-02-31", "2025-13-01", "0000-00-00", "2025-2-2", "never", "9999-12-31", "2025-06"]),
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(since=DAYS, until=DAYS)
def test_any_dates_are_read_or_refused(since: str, until: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    text = find("eu-consumer-credit", folder="laws").raw.decode()
    assert text.count("since: 2026-11-20") == 1
    path: Path = tmp_path_factory.getbasetemp() / "dated.yaml"
    path.write_text(text.replace("since: 2026-11-20", f'since: "{since}"\n    until: "{until}"'))
    refused: list[str] = []
    try:
        check = load_law(path).checks[0]
    except InputError as error:
        refused = [defect.code for defect in error.defects]
    if refused:
        assert all(code[0] in "LS" and code[1:].isdigit() for code in refused)
    else:
        assert (check.since, check.until) == (since, until)
        assert not since or not until or since <= until
        for day in (since, until):
            assert len(day) < 10 or date.fromisoformat(day)
