"""Sentences: every form fills, none says what no source says, and numbers read as people read them."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.report.figures import (
    HARD,
    MINUS,
    NONE,
    count,
    interval,
    number,
    one_in,
    percent,
    percent_range,
    percents,
    span,
)
from demerit.report.message import fill, places
from demerit.report.paragraph import wrapped
from demerit.report.words import (
    ASSUMPTIONS,
    ASSUMPTIONS_SHORT,
    CAUSE_GROUPS,
    CAUSES,
    COLOURS,
    EVENTS,
    HEADINGS,
    LIMITS,
    SENTENCES,
    say,
)
from demerit.study.ends import KINDS

UNITS = ("person", "household", "firm")
COLOURED = "blacklist", "dystopi", "orwell", "regime", "draconian", "victim", "brutal", "notorious", "shocking"


@pytest.mark.parametrize("key", SENTENCES)
def test_every_sentence_fills_in_every_form(key: str) -> None:
    for unit, event, kind, many in product(UNITS, EVENTS.values(), EVENTS, ("1", "2,000")):
        values = dict.fromkeys(places(SENTENCES[key]), many) | {
            "label": "L",
            "unit": unit,
            "event": event,
            "kind": kind,
        }
        said = say(key, **values)
        assert not re.search(r"[{}|]|  ", said)


def test_one_and_many_are_told_apart() -> None:
    shared = {"share": "1 %", "range": "1 to 2 %", "label": "L", "one_in": "1 in 2", "now_share": "0 %"}
    one = say("ever.list", count="1", n="2,000", now="1", months="1", unit="household", **shared)
    assert "1 of 2,000 households" in one
    assert "was on the list" in one
    assert "in 1 month." in one
    many = say("ever.list", count="2", n="2,000", now="0", months="2", unit="firm", **shared)
    assert "2 of 2,000 firms" in many
    assert "were on the list" in many
    assert f"in 2 months. At the end 0 (0{HARD}%) were" in many


def test_no_word_judges_a_country_or_a_scheme() -> None:
    said = " ".join([*SENTENCES.values(), *HEADINGS.values(), *CAUSES.values(), *ASSUMPTIONS.values(), LIMITS]).lower()
    assert [word for word in COLOURED if word in said] == []


def test_everything_that_can_be_named_has_a_name() -> None:
    assert set(KINDS) == set(ASSUMPTIONS) == set(ASSUMPTIONS_SHORT)
    assert set(CAUSES) == set(COLOURS) == {cause for causes in CAUSE_GROUPS.values() for cause in causes}


def test_a_form_for_a_value_that_is_missing_is_an_error() -> None:
    with pytest.raises(KeyError):
        fill("{kind|a=x|b=y}", {"kind": "c"})
    with pytest.raises(KeyError):
        fill("{n}", {})


@given(st.floats(min_value=0, max_value=1))
def test_a_share_is_only_all_or_nothing_when_it_is(share: float) -> None:
    text = percent(share)
    assert (text == f"0{HARD}%") == (share == 0)
    assert (text == f"100{HARD}%") == (share == 1)
    assert text.endswith(f"{HARD}%")


@given(st.floats(min_value=1e-5, max_value=0.99))
def test_a_share_as_print_is_near_the_share(share: float) -> None:
    printed = float(percent(share).removesuffix(f"{HARD}%")) / 100
    assert printed == pytest.approx(share, rel=0.06, abs=5e-6)


@given(st.floats(min_value=1e-7, max_value=0.14))
def test_one_in_so_many_is_near_the_share(share: float) -> None:
    many = int(one_in(share).split(HARD)[2].replace(",", ""))
    assert 1 / many == pytest.approx(share, rel=0.08)


@given(st.floats(1e-4, 0.99), st.floats(1.0, 2.9))
def test_a_share_has_the_places_of_its_narrow_range(low: float, times: float) -> None:
    high = min(1.0, low * times)
    middle, span = percents((low + high) / 2, low, high)
    ends = [float(end.rpartition(HARD)[2]) for end in span.removesuffix(f"{HARD}%").split(f"{HARD}to{HARD}")]
    assert ends[0] <= float(middle.removesuffix(f"{HARD}%").rpartition(HARD)[2]) <= ends[-1]


@given(st.integers(-(10**12), 10**12))
def test_counts_read_back(value: int) -> None:
    assert int(count(value).replace(",", "").replace(MINUS, "-")) == value
    assert float(number(float(value)).replace(",", "").replace(MINUS, "-")) == value


def test_what_is_missing_is_a_dash_and_never_a_number() -> None:
    for missing in (None, float("nan"), float("inf")):
        assert {percent(missing), count(missing), one_in(missing), number(missing)} == {NONE}
    assert percent_range(None, 0.5) == interval(1, None) == NONE


def test_a_range_says_its_sign_once() -> None:
    assert percent_range(0.24, 0.33).replace(HARD, " ") == "24 to 33 %"
    assert percent_range(0.241, 0.242).replace(HARD, " ") == "24.1 to 24.2 %"
    assert percent_range(0.5, 0.5).replace(HARD, " ") == "50 %"
    assert interval(-3, 5).replace(HARD, " ") == f"{MINUS}3 to 5"


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.04, "0.0 s"), (59.6, "1 min 0 s"), (3599, "59 min 59 s"), (7322, "2 h 2 min")]
)
def test_times_carry_over(seconds: float, text: str) -> None:
    assert span(seconds).replace(HARD, " ") == text


@given(st.integers(20, 120), st.lists(st.from_regex(r"[a-z]{1,12}", fullmatch=True), min_size=1, max_size=60))
def test_paragraphs_fit_and_lose_no_word(width: int, words: list[str]) -> None:
    lines = wrapped(" ".join(words), width=width, indent="- ", hanging="  ").splitlines()
    assert all(len(line) <= width for line in lines)
    assert " ".join(" ".join(lines).split()) == "- " + " ".join(words)


def test_a_number_stays_with_its_sign() -> None:
    text = say("but_for.lawful", share=percent(0.34), range=percent_range(0.26, 0.42))
    for width in range(20, 60):
        lines = wrapped(text, width=width).splitlines()
        assert not any(line.startswith("%") for line in lines)
