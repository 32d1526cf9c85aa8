"""What safeguards do in paired worlds, with the same people and dice and responses off: the sign, and what is left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from demerit.engine.plan import plan
from demerit.engine.run import run
from demerit.ledger.model import Ledger
from demerit.scheme.safeguard import load_safeguard
from demerit.society.model import Responses
from demerit.society.population import populate
from demerit.study.inputs import Inputs, load_inputs, put_on

Look = Callable[..., int]

PERSONS, MONTHS, SEED = 4000, 36, 1


@cache
def inputs_of(scheme: str) -> Inputs:
    inputs = load_inputs(scheme)
    return replace(inputs, bundle=replace(inputs.bundle, responses=Responses(format="demerit.responses/1", id="off")))


@cache
def world(scheme: str, safeguard: str = "") -> Ledger:
    inputs = inputs_of(scheme)
    if safeguard:
        inputs = put_on(inputs, safeguards=[load_safeguard(safeguard)])
    people = populate(inputs.bundle.society, seed=SEED, persons=PERSONS)
    return run(plan(inputs.scheme, inputs.bundle, people, seed=SEED, months=MONTHS), keep="tallies", threads=1)


def both(scheme: str, safeguard: str) -> tuple[Look, Look]:
    """Counts without the safeguard and with it."""
    return world(scheme).total, world(scheme, safeguard).total


def test_without_rules_on_lawful_conduct_nobody_is_listed_for_it_and_the_others_are_as_before() -> None:
    then, now = both("us-debt-license-suspension-2019", "no-lawful-conduct")
    lawful = then("list:suspended:events:for_lawful")
    assert lawful > 20
    assert now("list:suspended:events:for_lawful") == 0
    assert now("list:suspended:events") == then("list:suspended:events") - lawful
    assert now("list:suspended:months") == then("list:suspended:months") - then("list:suspended:months:for_lawful")


def test_without_rules_on_protected_conduct_no_site_loses_its_points() -> None:
    then, now = both("cn-henan-sites-2019", "no-protected-conduct")
    assert then("band:fifty_to_seventy_five:events") > 10
    assert (now("band:fifty_to_seventy_five:events"), now("band:under_fifty:events")) == (0, 0)


def test_who_criticised_is_left_off_the_food_list_no_more_often_than_others() -> None:
    then, now = both("ve-carnet-2018", "no-protected-conduct")
    key = "measure:left_off_the_list:events"
    assert then(f"{key}:for_lawful") > 20
    assert now(f"{key}:for_lawful") == 0
    assert now(key) == then(key) - then(f"{key}:for_lawful"), "what the clerk refuses anyway stays"


def test_nothing_essential_is_refused_and_the_list_is_as_long() -> None:
    then, now = both("us-debt-license-suspension-2019", "no-essentials")
    assert then("measure:no_drive_to_work:events") > 50
    assert now("measure:no_drive_to_work:events") == 0
    assert now("list:suspended:months") == then("list:suspended:months")


def test_benefit_fraud_leads_to_penalties_of_benefits_and_not_to_wages_taken() -> None:
    then, now = both("us-midas-2013", "same-domain-only")
    assert then("measure:wages_machine:events") > 20
    assert now("measure:wages_machine:events") == now("measure:wages_person:events") == 0
    assert now("measure:penalty_machine:events") == then("measure:penalty_machine:events") > 20


def test_a_second_source_leaves_about_a_tenth_of_what_is_false_and_misses_more_of_what_is_true() -> None:
    then, now = both("us-midas-2013", "second-source")
    false, true = (
        (one("list:machine:events:wrongful"), one("list:machine:events") - one("list:machine:events:wrongful"))
        for one in (then, now)
    )
    assert 0.02 < now("list:machine:events:wrongful") / then("list:machine:events:wrongful") < 0.25
    assert now("list:machine:events") < then("list:machine:events")
    assert false[0] > 50
    assert true[0] <= false[1], "fewer of the guilty too"


def test_a_person_who_decides_overturns_most_of_the_wrong_and_one_who_signs_nothing() -> None:
    then, now = both("us-midas-2013", "human-decision")
    wrong = now("list:machine:events:wrongful") / then("list:machine:events:wrongful")
    right = (now("list:machine:events") - now("list:machine:events:wrongful")) / (
        then("list:machine:events") - then("list:machine:events:wrongful")
    )
    assert 0.05 < wrong < 0.3  # 0.14 wanted
    assert 0.75 < right <= 1  # 0.95 wanted
    signed = world("us-midas-2013", "human-decision-on-paper")
    assert signed.total("list:machine:events") == then("list:machine:events")


def test_where_an_act_takes_half_of_the_way_at_most_fewer_lose_their_standing() -> None:
    then, now = both("us-ny-driver-points-2013", "cap-per-act")
    assert now("band:assessment:people") < then("band:assessment:people")
    assert now("band:eleven:people") < then("band:eleven:people")


def test_one_list_does_not_bring_the_other_with_it() -> None:
    then, now = both("cn-judgment-defaulters-2017", "no-double-punishment")
    assert now("list:spending_order:months") < then("list:spending_order:months")
    assert now("list:dishonest_list:months") == then("list:dishonest_list:months") > 0


def test_without_attributes_a_card_suspects_nobody() -> None:
    then, now = both("nl-fraudescorekaart-2004", "no-traits")
    assert then("band:white_high:people") > 50
    assert now("band:white_high:people") == 0


@pytest.mark.parametrize("safeguard", ["no-special-categories", "no-traits"])
def test_without_race_the_worst_band_is_as_full_for_all(safeguard: str) -> None:
    then, now = both("us-credit-reports-2013", safeguard)

    def ratio(look: Look) -> float:
        black, white = (
            look("band:worst:people", group=f"race={race}") / look("subjects", group=f"race={race}")
            for race in ("black", "white")
        )
        return black / white

    assert ratio(then) > 1.5
    assert 0.85 < ratio(now) < 1.15
