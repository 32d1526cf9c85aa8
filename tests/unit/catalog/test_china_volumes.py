"""The catalogue's files on China give the published volumes by plain arithmetic: rate x coverage x sensitivity."""

from __future__ import annotations

from collections import defaultdict
from math import exp

import pytest

from demerit.evidence.quantity import Quantity
from demerit.scheme.model import Scheme
from demerit.society.fit import open_scheme
from demerit.society.load import SocietyBundle

ADULTS_OF_CHINA = 1_122_328_839  # United Nations 2024, China 2020, ages 18 and over
Cells = list[tuple[dict[str, str], float]]


def adult_cells(bundle: SocietyBundle) -> Cells:
    """Values and shares among adults; the margins of these societies are residence, and sex by age."""
    residence, sex_age = (margin.shares for margin in bundle.society.margins)
    adults = {key: count for key, count in sex_age.items() if not key.endswith("0-17")}
    total = sum(adults.values()) * sum(residence.values())
    cells = []
    for key, count in adults.items():
        sex, age = key.split(",")
        cells += [({"residence": r, "sex": sex, "age": age}, count * s / total) for r, s in residence.items()]
    return cells


def value(quantity: Quantity | None, who: dict[str, str]) -> float:
    """Value of a quantity for a cell; 1 where there is none."""
    if quantity is None:
        return 1.0
    number = quantity.value
    for attribute, table in quantity.by.items():
        number = table.get(who[attribute], number)
    for attribute, table in quantity.times.items():
        number *= table.get(who[attribute], 1.0)
    return number


def records(scheme: Scheme, bundle: SocietyBundle) -> dict[tuple[str, str], float]:
    """Expected records an adult-year by channel and behaviour recorded; what needs a state is left out."""
    found: dict[tuple[str, str], float] = defaultdict(float)
    conduct = {b.id: b for b in bundle.conduct.behaviours if b.only_while is None}
    for who, share in adult_cells(bundle):
        for channel in scheme.channels:
            covered = share * value(channel.coverage, who)
            for watch in channel.watches:
                if watch.behaviour not in conduct:
                    continue
                acts = covered * value(conduct[watch.behaviour].rate, who)
                seen = acts * value(watch.sensitivity or channel.sensitivity, who)
                for mix in channel.confusion:
                    if mix.of == watch.behaviour:
                        found[channel.id, mix.recorded_as] += seen * mix.p.value
                        seen -= seen * mix.p.value
                found[channel.id, watch.behaviour] += seen
            if channel.false_records is not None:
                about = channel.false_records.about or {w.behaviour: 1.0 for w in channel.watches}
                for name, weight in about.items():
                    found[channel.id, name] += covered * channel.false_records.rate.value * weight / sum(about.values())
    return found


def entries(scheme: Scheme, seen: dict[tuple[str, str], float], rule_id: str) -> float:
    """Expected entries of a rule an adult-year."""
    rule = next(rule for rule in scheme.rules if rule.id == rule_id)
    return sum(n for (channel, name), n in seen.items() if name == rule.on and (not rule.via or channel in rule.via))


def months_in_arrears(bundle: SocietyBundle) -> float:
    """Expected months, a month or more after it began, at whose end an arrears spell is open."""
    spell = next(item for item in bundle.conduct.obligations if item.id == "bank_arrears")
    stays = [exp(-rate.value / 12) for rate in (spell.performed_able, spell.performed_unable)]
    keeps = [exp(-rate.value / 12) for rate in (spell.able.loses, spell.able.gains)]
    able, unable, total = spell.able.share.value, 1 - spell.able.share.value, 0.0
    for _ in range(1200):
        able, unable = able * keeps[0] + unable * (1 - keeps[1]), unable * keeps[1] + able * (1 - keeps[0])
        able, unable = able * stays[0], unable * stays[1]
        total += able + unable
    return total


def test_rongcheng_has_the_entries_published_for_2015() -> None:
    scheme, bundle = open_scheme("cn-rongcheng-2019")
    seen = records(scheme, bundle)
    spells = next(b.rate.value for b in bundle.conduct.behaviours if b.opens == "bank_arrears")
    negative, positive = spells * months_in_arrears(bundle), 0.0
    for rule in scheme.rules:
        if rule.recurring is None and not rule.applies_to:
            if rule.points is not None and rule.points.value > 0:
                positive += entries(scheme, seen, rule.id)
            else:
                negative += entries(scheme, seen, rule.id)
    assert negative == pytest.approx(260_000 / 620_000, rel=0.02)
    assert positive == pytest.approx(33_000 / 620_000, rel=0.02)


def test_rongcheng_takes_the_points_of_the_annex_table() -> None:
    scheme, _ = open_scheme("cn-rongcheng-2019")
    table = {
        "contract_breach": -20, "contract_sued_and_lost": -50, "bank_arrears": -10, "private_loan_breach": -20,
        "illegal_fundraising_probe": -40, "surety_breach": -20, "debt_sued_and_liable": -30, "pyramid_or_fraud": -30,
        "counterfeit": -30, "utility_fee_late": -20, "utility_fee_adjudicated": -50, "heating_tampering": -50,
        "utility_theft": -60, "destroy_public_equipment": -100,
    }  # fmt: skip
    by_law = {r.id: r.points.value for r in scheme.rules if r.points is not None and r.points.grade.value == "law_text"}
    assert by_law == table


def test_new_listings_of_individuals_are_about_those_of_2018_to_2020() -> None:
    scheme, bundle = open_scheme("cn-judgment-defaulters-2017")
    seen = records(scheme, bundle)
    listing = [r.id for r in scheme.rules if r.via == ("listing_decision",)]
    a_year = sum(entries(scheme, seen, rule) for rule in listing) * ADULTS_OF_CHINA
    assert 2_300_000 < a_year < 2_800_000


def test_sex_and_age_factors_give_the_portrait_of_2016() -> None:
    _, bundle = open_scheme("cn-judgment-defaulters-2017")
    rate = next(b.rate for b in bundle.conduct.behaviours if b.id == "refuses_though_able")
    weights = [(who, share * value(rate, who)) for who, share in adult_cells(bundle)]
    total = sum(weight for _, weight in weights)
    assert total == pytest.approx(rate.value, rel=0.02)
    assert sum(w for who, w in weights if who["sex"] == "male") / total == pytest.approx(0.75, abs=0.01)
    assert sum(w for who, w in weights if who["age"] == "40-49") / total == pytest.approx(0.35, abs=0.01)


def test_paying_frees_from_the_open_ground_only() -> None:
    scheme, _ = open_scheme("cn-judgment-defaulters-2017")
    listed = next(item for item in scheme.lists if item.id == "dishonest_list")
    fixed = {e.id: e.term.length.value for e in listed.entries if e.term.kind == "fixed" and e.term.length is not None}
    assert fixed == dict.fromkeys(("item_2", "item_3", "item_4", "item_5", "item_6"), 24)
    assert {name for way_out in listed.exits for name in way_out.entries} == {"item_1"}
    assert listed.implies == ("spending_order",)


@pytest.mark.parametrize("name", ["cn-rongcheng-2019", "cn-judgment-defaulters-2017"])
def test_nothing_is_certain_about_errors(name: str) -> None:
    scheme, _ = open_scheme(name)
    for channel in scheme.channels:
        rates = [mix.p for mix in channel.confusion]
        rates += [channel.false_records.rate] if channel.false_records else []
        rates += [channel.misattribution.p] if channel.misattribution else []
        assert rates
        assert all(rate.grade.value == "assumption" and rate.range is not None and rate.value > 0 for rate in rates)
