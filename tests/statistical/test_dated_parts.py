"""Parts that begin or end on a date: what comes in which months, by hand; bounds as in `test_closed_forms`."""

from __future__ import annotations

from dataclasses import replace
from math import exp, sqrt

import numpy as np

from demerit.ledger.model import Ledger
from demerit.scheme.model import Entry, FalseRecords, Gate, ListSpec, Measure, Rule
from demerit.society.model import Need, Needs
from tests.alarms.checks import near
from tests.builders import behaviour, channel, fixed, list_scheme, quantity, scheme
from tests.statistical.test_closed_forms import N, bundle, played

MONTHS = 14
"""January 2020 to February 2021: months 0 to 13."""


def months_of(ledger: Ledger, name: str) -> list[int]:
    """Months in which something was counted."""
    return [int(month) for month in np.flatnonzero(ledger.series[name])]


def test_a_list_that_takes_people_for_six_months() -> None:
    """Acts at .3 a month: of those who are not on it yet, 1 - exp(-.3) come on it in each of months 5 to 10."""
    way = Entry(id="way", rule="litter", term=fixed(24.0), since="2020-06", until="2020-11")
    ledger = played(
        list_scheme(lists=(ListSpec(id="black", entries=(way,)),)), bundle(behaviour(rate=3.6)), months=MONTHS
    )
    assert months_of(ledger, "list:black:events") == [5, 6, 7, 8, 9, 10]
    for month in range(6):
        p = exp(-0.3 * month) * (1 - exp(-0.3))
        near(ledger.series["list:black:events"][5 + month] / N, p, sqrt(p * (1 - p) / N))
    on = 1 - exp(-1.8)
    near(ledger.total("list:black:people") / N, on, sqrt(on * (1 - on) / N))
    assert ledger.total("list:black:people") == ledger.total("list:black:now")


def test_a_channel_that_records_for_six_months() -> None:
    """A rate of .3, half of it seen, and .05 false records a month, in months 2 to 7 of 14; acts go on."""
    camera = channel(
        "littering",
        sensitivity=0.5,
        since="2020-03",
        until="2020-08",
        false_records=FalseRecords(rate=quantity(0.6, "per_year")),
    )
    ledger = played(list_scheme(channels=(camera,)), bundle(behaviour(rate=3.6)), months=MONTHS)
    for name, months, rate in (("acts", 14, 0.3), ("caught", 6, 0.15), ("right", 6, 0.15), ("false", 6, 0.05)):
        found = ledger.total(f"channel:camera:{name}")
        near(found / N, rate * months, sqrt(rate * months / N))
    for name in ("caught", "false"):
        assert months_of(ledger, f"channel:camera:{name}") == [2, 3, 4, 5, 6, 7]
    assert ledger.series["channel:camera:months_false"][8:].sum() == 0


def test_a_rule_reads_the_month_of_the_act_and_posts_later() -> None:
    """Acts of months 3 to 5 are posted three months later, also after the rule has ended."""
    rule = Rule(
        id="litter", on="littering", trigger=True, since="2020-04", until="2020-06", delay=quantity(3.0, "months")
    )
    ledger = played(list_scheme(rules=(rule,)), bundle(behaviour(rate=3.6)), months=MONTHS)
    assert months_of(ledger, "rule:litter:entries") == [6, 7, 8]
    near(ledger.total("rule:litter:entries") / N, 0.9, sqrt(0.9 / N))


def test_a_measure_that_is_given_up() -> None:
    """Half a request a month by people without a card: all are counted, those of months 0 to 4 are refused."""
    people = bundle(behaviour())
    train = Need(id="train", rate=quantity(6.0, "per_year"))
    people = replace(people, needs=Needs(format="demerit.needs/1", id="n", needs=(train,)))
    rules = scheme(
        channels=(channel("littering"),),
        rules=(Rule(id="litter", on="littering", trigger=True),),
        gates=(Gate(id="card", held_at_start=quantity(0.0)),),
        measures=(Measure(id="no-train", kind="deny", gate="card", need="train", until="2020-05"),),
    )
    ledger = played(rules, people, months=MONTHS)
    assert months_of(ledger, "need:train:refused") == [0, 1, 2, 3, 4]
    assert (ledger.series["need:train:requests"][:5] == ledger.series["need:train:refused"][:5]).all()
    near(ledger.total("need:train:requests") / N, 7.0, sqrt(7.0 / N))
    near(ledger.total("measure:no-train:events") / N, 2.5, sqrt(2.5 / N))
