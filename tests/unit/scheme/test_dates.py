"""Parts that begin or end on a date, as they are shown and compared."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from demerit.report.scheme_page import scheme_lines
from demerit.scheme.dated import dated_parts, is_on, month_after
from demerit.scheme.diff import diff
from demerit.scheme.load import load_scheme
from demerit.scheme.model import Channel

DATES = Path(__file__).parents[2] / "corpus" / "valid" / "dates.yaml"


@pytest.mark.parametrize(
    ("since", "until", "on"),
    [
        (None, None, "2019-12 2020-01 2020-02 2020-03"),
        ("2020-01", None, "2020-01 2020-02 2020-03"),
        (None, "2020-01", "2019-12 2020-01"),
        ("2020-01", "2020-02", "2020-01 2020-02"),
        ("2020-02", "2020-02", "2020-02"),
    ],
)
def test_both_months_are_included(since: str | None, until: str | None, on: str) -> None:
    part = Channel(id="eye", since=since, until=until)
    months = ("2019-12", "2020-01", "2020-02", "2020-03")
    assert [month for month in months if is_on(part, month=month)] == on.split()


def test_a_year_has_twelve_months() -> None:
    assert [month_after(month) for month in ("2019-09", "2019-11", "2019-12")] == ["2019-10", "2019-12", "2020-01"]
    assert [month_after("2019-01", n) for n in (-1, 0, 14, 24)] == ["2018-12", "2019-01", "2020-03", "2021-01"]


def test_months_are_shown_with_the_parts() -> None:
    scheme, _ = load_scheme(DATES)
    shown = "\n".join(scheme_lines(scheme, width=200))
    assert "  - desk, from 2020-03 to 2021-12\n" in shown
    assert "  - seen_there, until 2024-12: no points\n" in shown
    assert ", from 2020-03 to 2020-12; " in shown
    assert "  - no_pass_no_train, from 2021-06 (deny" in shown
    assert "  - no_ride_after (deny" in shown
    assert [part.id for _, part in dated_parts(scheme)] == [
        "desk",
        "seen_there",
        "first_year",
        "one_month",
        "no_pass_no_train",
    ]


def test_a_date_that_differs_is_told() -> None:
    scheme, _ = load_scheme(DATES)
    desk = replace(scheme.channels[0], since=None, until="2022-01")
    told = [str(change) for change in diff(scheme, replace(scheme, channels=(desk,)))]
    assert told == ["channels[desk].since: 2020-03 -> nothing", "channels[desk].until: 2021-12 -> 2022-01"]
