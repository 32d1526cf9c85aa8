"""Closed forms of what needs no record (`docs/odd/month.md`); bounds as in `test_closed_forms`."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import pytest

from demerit.evidence.quantity import Case
from demerit.ledger.model import Ledger
from demerit.scheme.model import (
    Band,
    CardCase,
    CardComponent,
    CardTable,
    Entry,
    IncomeAveraging,
    ListSpec,
    Quota,
    Recurring,
    Rule,
    Score,
    Scorecard,
)
from demerit.society.model import Income, WorkYear
from tests.alarms.checks import binomial, near
from tests.builders import behaviour, fixed, points_scheme, quantity, scheme
from tests.statistical.test_closed_forms import N, bundle, played

HALF, ALL, CLAIMS, CHECKED, HIDDEN = 0.2, 0.4, 0.5, 0.8, 0.1
WAGES = Income(
    id="wages",
    periods=26,
    years=(
        WorkYear(worked=13, share=quantity(HALF, "share")),
        WorkYear(worked=26, share=quantity(ALL, "share")),
        WorkYear(worked=0),
    ),
    amount=quantity(1.5, "factor"),
    claims=quantity(CLAIMS),
    hidden=quantity(HIDDEN),
)


def debts(reads: str, tolerance: float) -> Ledger:
    """Two checks of a year's income, in months 12 and 24."""
    spread = IncomeAveraging(
        id="spread",
        income="wages",
        reads=reads,  # type: ignore[arg-type]
        free=quantity(0.125, "factor"),
        taper=quantity(0.5),
        tolerance=quantity(tolerance, "factor"),
        checked=quantity(CHECKED),
    )
    rules = (Rule(id="owes", recurring=Recurring(when="averaged", arithmetic="spread"), trigger=True),)
    listed = ListSpec(id="debtors", entries=(Entry(id="way", rule="owes", term=fixed(1.0)),))
    people = bundle(behaviour())
    people = replace(people, conduct=replace(people.conduct, incomes=(WAGES,)))
    return played(scheme(kind="list", arithmetic=(spread,), rules=rules, lists=(listed,)), people, months=25)


@pytest.mark.parametrize(
    ("reads", "tolerance", "false"),
    [("year", 0.0, HALF), ("year", 4.1, 0.0), ("year", 4.0, HALF), ("periods", 0.0, 0.0)],
)
def test_debts_by_averaging_are_false_for_those_who_worked_part_of_the_year(
    reads: str, tolerance: float, false: float
) -> None:
    """In half a year's work at 1.5 the mean is 0.75 and 0.6875 is due: 13 idle periods give 4.0625 too much.

    All who hide their wages owe at least 13 * 0.6875. The test sees a bias of 2 % in either count.
    """
    ledger = debts(reads, tolerance)
    p_false, p_true = false * (1 - HIDDEN), (HALF + ALL) * HIDDEN
    for cause, p in (("false_record", p_false), ("true_unlawful", p_true)):
        # the two years of a person are drawn apart, and each is looked at by chance: Bernoulli trials
        trials, chance = 2 * N, p * CLAIMS * CHECKED
        binomial(ledger.total(f"rule:owes:{cause}"), n=trials, p=chance, name=f"{cause} {reads} {tolerance}")
    wrongful = ledger.total("list:debtors:events:wrongful")
    assert wrongful == ledger.total("rule:owes:false_record")


@pytest.mark.parametrize("every", [None, 2])
def test_a_published_score_has_the_shares_it_is_given_in_every_crossed_group(every: int | None) -> None:
    """Binomial in each group, each time it is drawn; who is in the worst band keeps it only where it lasts."""
    men_of_the_north, men, others = 0.4, 0.25, 0.1
    cases = (
        Case(when={"sex": ("male",), "district": ("north",)}, value=men_of_the_north),
        Case(when={"sex": ("male",)}, value=men),
    )
    made = scheme(
        score=Score(kind="published", every=every),
        bands=(
            Band(id="worst", penal=True, share=quantity(others, "share", where=cases)),
            Band(id="best"),
        ),
    )
    ledger = played(made, bundle(behaviour()), months=6)
    for group, share in (
        ("district=north&sex=male", men_of_the_north),
        ("district=south&sex=male", men),
        ("district=north&sex=female", others),
        ("district=south&sex=female", others),
    ):
        there = ledger.total("subjects", group=group)
        ever = share if every is None else 1 - (1 - share) ** 3
        binomial(ledger.total("band:worst:now", group=group), n=there, p=share, name=f"{group} now")
        binomial(ledger.total("band:worst:people", group=group), n=there, p=ever, name=f"{group} ever")


def by_rank(quota: Quota) -> ListSpec:
    """A list that takes people by rank, for a month."""
    return ListSpec(id="visits", entries=(Entry(id="worst", quota=quota, term=fixed(1.0)),))


@pytest.mark.parametrize("number", [5_000, 20_000])
def test_a_quota_takes_exactly_so_many_and_the_worst_first(number: int) -> None:
    """Fair men (15 %) come first, then fair women: where men are too few, women make up the number, and nobody else."""
    fair = CardTable(
        cases=(CardCase(when={"hair": ("fair",)}, value=4.0),), otherwise=1.0, unit="factor", grade="assumption"
    )
    men = CardTable(
        cases=(CardCase(when={"sex": ("male",)}, value=2.0),), otherwise=1.0, unit="factor", grade="assumption"
    )
    component = CardComponent(sum=(("hair", "sex"),), threshold=quantity(8.0, "points"))
    made = scheme(
        score=Score(kind="scorecard", card=Scorecard(items={"hair": fair, "sex": men}, components={"risk": component})),
        bands=(Band(id="all", component="risk"),),
        lists=(by_rank(Quota(number=quantity(float(number), "count"), component="risk")),),
    )
    ledger = played(made, bundle(behaviour()), months=13)
    assert ledger.total("list:visits:events") == 2 * number
    taken = ledger.total("list:visits:events", group="sex=male")
    if number < 0.14 * N:
        assert taken == 2 * number
    else:
        near(taken / 2, 0.15 * N, sqrt(0.15 * 0.85 * N))
    assert ledger.total("list:visits:events:for_traits") == 2 * number


def test_a_rank_is_among_all_whatever_the_chunks_and_threads() -> None:
    """Three chunks of subjects; the worst 2 % by score, every third month, with ties that only a draw can break."""
    litter = Rule(id="litter", on="littering", points=quantity(-5.0, "points"), term=quantity(4.0, "months"))
    made = points_scheme(rules=(litter,), lists=(by_rank(Quota(share=quantity(0.02, "share"), every_months=3)),))
    people, persons = bundle(behaviour(rate=0.5)), 140_000
    ledgers = [played(made, people, months=8, persons=persons, threads=threads) for threads in (1, 3)]
    assert ledgers[0].total("list:visits:events") == 2 * (persons // 50)
    assert ledgers[0].total("list:visits:events:scheme") == 0
    assert ledgers[0].tallies.keys() == ledgers[1].tallies.keys()
    for name, counts in ledgers[0].tallies.items():
        assert (counts == ledgers[1].tallies[name]).all(), name
