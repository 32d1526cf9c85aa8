"""Closed forms for firms beside persons, on the real engine."""

from __future__ import annotations

import math

import pytest

from demerit.ledger.model import Ledger
from demerit.scheme.model import Entry as Way
from demerit.scheme.model import ListSpec, Rule, SpreadRule, Subjects
from demerit.society.model import Firms
from tests.alarms.checks import near
from tests.builders import behaviour, channel, fixed, quantity, scheme
from tests.statistical.test_closed_forms import bundle, played

PERSONS, FIRMS_A_BLOCK, MONTHS, TERM = 20 * 4096, 205, 24, 4
FIRMS = 20 * FIRMS_A_BLOCK
OFFICERS, CARRIED, RATE, ADULTS = 2.5, 0.6, 2.0, 0.8


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    """Firms are listed for what they do; their officers are told with chance 0.6, and come under an order."""
    people = bundle(
        behaviour("littering", 0.01),
        behaviour("dumping", RATE, of="firm"),
        firms=Firms(per_1000=quantity(50.0, "count"), officers=quantity(OFFICERS, "count"), employed=quantity(0.5)),
    )
    made = scheme(
        kind="list",
        subjects=Subjects(unit="person", also=("firm",)),
        channels=(channel("littering", "dumping"),),
        rules=(Rule(id="told", on="littering", trigger=True), Rule(id="dump", unit="firm", on="dumping", trigger=True)),
        lists=(
            ListSpec(id="firms", unit="firm", entries=(Way(id="way", rule="dump", term=fixed(TERM)),)),
            ListSpec(id="order", note="Entered by ties only."),
        ),
        spread=(
            SpreadRule(id="officers", rule="dump", to="officer", lands="told", p_carry=quantity(CARRIED)),
            SpreadRule(id="mirrored", list="firms", to="officer", lands="order", mode="mirror"),
        ),
    )
    return played(made, people, months=MONTHS, burn_in=12, persons=PERSONS)


def test_firms_are_counted_apart(ledger: Ledger) -> None:
    assert ledger.groups[-1] == "unit=firm"
    assert ledger.total("subjects") == PERSONS
    assert ledger.total("subjects", group="unit=firm") == FIRMS
    assert ledger.total("list:firms:events") == ledger.total("list:order:events", group="unit=firm") == 0


def test_share_of_firms_listed(ledger: Ledger) -> None:
    """D / (1/q + D - 1): a firm whose term restarted would be seen at once."""
    q = 1 - math.exp(-RATE / 12)
    share = TERM / (1 / q + TERM - 1)
    near(
        ledger.total("list:firms:now", group="unit=firm") / FIRMS, share, math.sqrt(share * (1 - share) / FIRMS)
    )


def test_entries_reach_the_officers(ledger: Ledger) -> None:
    """Mean officers x p_carry an entry of a firm; half the officers, or one more firm, would be 60 errors off."""
    entries = int(ledger.series["rule:dump:entries"][:-1].sum())
    assert entries > 10_000
    expected = entries * OFFICERS * CARRIED
    a_firm = entries / FIRMS
    by_firm = FIRMS * (a_firm + a_firm**2) * 0.25 * CARRIED**2  # some firms have two officers, some three
    reached = int(ledger.series["rule:told:tie"][1:].sum())  # what is posted in a month is told in the next
    near(reached, expected, math.sqrt(entries * OFFICERS * CARRIED * (1 - CARRIED) + by_firm))


def test_officers_of_listed_firms_are_under_the_order_as_long(ledger: Ledger) -> None:
    """An order that mirrors a firm's stay holds as long: an adult with k firms is free (1 - share)^k of the time.

    A person has at most one office of each number: of the first, of the second, and in half the firms of a third. An
    order that outlived its stay by a month would be 11 errors off; without the product, 1.
    """
    q = 1 - math.exp(-RATE / 12)
    share = TERM / (1 / q + TERM - 1)
    office = FIRMS / (PERSONS * ADULTS)
    under = ADULTS * (1 - (1 - office * share) ** 2 * (1 - office / 2 * share))
    squares = OFFICERS**2 + 0.25  # of officers of a firm
    deviation = math.sqrt(FIRMS * (squares * share - (OFFICERS * share) ** 2)) / PERSONS
    near(ledger.total("list:order:now") / PERSONS, under, deviation)
    assert 0 < ledger.total("list:order:hop:1") < ledger.total("list:firms:events", group="unit=firm") * OFFICERS
