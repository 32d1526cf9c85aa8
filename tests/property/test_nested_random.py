"""Nested worlds at random: with responses off, what only takes entries away adds no month where stays last as their
grounds do, and so no wrongful penalty either.

``steady`` says what that asks of a scheme. Everything that it takes out can turn less into more: a list that bars or
replaces another, a rank, a score that is set or clamped as it runs, a case that waits for others or teaches, a repair
that lifts all at once, an exit by which one is listed anew, a clean period that lists. Fixed terms can too; there the
months that moved are counted and printed (``pytest -rP``), as ``demerit pair`` does.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.scheme.model import Entry, ListSpec, Rule, Scheme, Score, SpreadRule, Term
from demerit.scheme.redress import Redress
from demerit.scheme.safeguard import apply_safeguard, load_safeguard
from tests.builders import behaviour, quantity
from tests.property.test_causes_left_out import case, lister, watched
from tests.property.worlds import played, spells
from tests.strategies import Trial, schemes_and_societies
from tests.trials import trials

OPEN = Term(kind="open")
Months = set[tuple[int, str, int]]


def months(trial: Trial, scheme: Scheme) -> tuple[Months, Months]:
    """Who is on which penal list or in which penal band in which month; and of these, what was wrongful."""
    found = spells(scheme, played(trial, scheme))
    held = {(each.uid, each.key, month) for each in found for month in range(each.begun, each.until)}
    return held, {(each.uid, each.key, each.begun) for each in found if "wrongful" in each.flags}


def steady_rule(rule: Rule, scored: bool) -> Rule:
    """No rule sets the score; without one, all are triggers."""
    if scored:
        return replace(rule, set=None, points=quantity(-3.0, "points")) if rule.set is not None else rule
    return replace(
        rule, set=None, points=None, rating=None, schedule=None, to_band=None, repeat=None, cap=None, trigger=True
    )


def steady(scheme: Scheme, *, fixed: bool = False) -> Scheme:
    """What is left when everything is out by which less can lead to more; ``fixed`` keeps the terms of lists."""
    scored = scheme.score.kind == "sum"
    rules = [steady_rule(rule, scored) for rule in scheme.rules if scored or rule.recurring is None]
    comes_by_itself = {rule.id for rule in rules if rule.recurring is not None}
    known = {rule.id for rule in rules} - comes_by_itself
    lists = []
    for item in scheme.lists:
        ways: list[Entry] = []
        for way in item.entries:
            if way.rule in known or way.rates is not None:
                ways.append(way)
            elif way.list is not None or (way.band is not None and scored):
                ways.append(replace(way, p=None, delay=None, throughout=False, since=None, until=None))
        kept = tuple(ways) if fixed else tuple(replace(way, term=OPEN, extension=None) for way in ways)
        band = item.to_band if scored else None
        lists.append(replace(item, entries=kept, exits=(), not_if=(), replaces=(), copies=(), to_band=band))
    adverse = {r.id for r in rules if r.trigger or (r.points is not None and r.points.value < 0) or r.to_band}
    ways_out = scheme.redress
    repair = ways_out.repair and replace(ways_out.repair, lifts="entry")
    instances = tuple(replace(each, capacity_per_month=None) for each in ways_out.instances)
    score = replace(scheme.score, clamp="read", terms=()) if scored else Score()
    made = replace(
        scheme, rules=tuple(rules), lists=tuple(lists), spread=carried(scheme, adverse), score=score, measures=(),
        gates=(), discretion=(), bands=scheme.bands if scored else (), traits=scheme.traits if scored else (),
        redress=replace(ways_out, p_learns=None, repair=repair, instances=instances),
    )  # fmt: skip
    return watched(made, inspection=None, patrols=None)


def carried(scheme: Scheme, rules: set[str]) -> tuple[SpreadRule, ...]:
    """Spreads of lists, and of these rules alone."""
    return tuple(each for each in scheme.spread if each.rule is None or {each.rule, each.lands or each.rule} <= rules)


def without_spread(scheme: Scheme) -> Scheme:
    """The catalogue's safeguard, as a run puts it on."""
    return apply_safeguard(scheme, safeguard=load_safeguard("no-spread")).scheme


def soon_over(scheme: Scheme) -> Scheme:
    """Adverse entries count for three months."""
    term = quantity(3.0, "months")
    return replace(
        scheme, rules=tuple(rule if rule.recurring is not None else replace(rule, term=term) for rule in scheme.rules)
    )


def never_over(scheme: Scheme) -> Scheme:
    """Nothing adverse ends, and nothing is reversed; what gives points has no term in either world."""
    rules = tuple(
        replace(rule, term=None, points=None if rule.points is None else quantity(-4.0, "points"), rating=None,
                schedule=None, trigger=rule.points is None and not rule.to_band)
        for rule in scheme.rules
        if rule.recurring is None
    )  # fmt: skip
    names = {rule.id for rule in rules}
    return replace(scheme, rules=rules, spread=carried(scheme, names), redress=Redress())


def compared(number: int, *, fixed: bool = False, expiry: bool = False) -> Counter[str]:
    """So many random schemes with and without a safeguard that only takes entries away."""
    count: Counter[str] = Counter()

    @trials(number)
    @given(schemes_and_societies(engine=True), st.integers(0, 2**20))
    def each(trial: Trial, seed: int) -> None:
        trial = replace(trial, persons=150, months=10, seed=seed)
        scheme = steady(trial.scheme, fixed=fixed)
        scheme = never_over(scheme) if expiry else scheme
        safer = soon_over(scheme) if expiry else without_spread(scheme)
        (then, _), (now, wrongful) = months(trial, scheme), months(trial, safer)
        count.update(held=len(then), gone=len(then - now), added=len(now - then), newly_wrongful=len(wrongful - then))

    each()
    return count


@pytest.mark.parametrize("number", [5, pytest.param(60, marks=pytest.mark.slow)])
@pytest.mark.parametrize("expiry", [False, True], ids=["no-spread", "expiry"])
def test_less_in_the_file_adds_no_month_and_no_wrong(expiry: bool, number: int) -> None:
    count = compared(number, expiry=expiry)
    print(count)
    assert count["added"] == count["newly_wrongful"] == 0
    assert count["held"] > count["gone"] > 0


@pytest.mark.slow
def test_with_fixed_terms_months_can_move() -> None:
    count = compared(60, fixed=True)
    print(count)
    assert count["gone"] > count["added"] > 0


def test_an_open_stay_on_an_entry_that_ends_can_move() -> None:
    """The ground is the first entry; the second is not looked at while it holds. So a shorter term can add a month."""
    scheme = lister()
    six = replace(scheme, rules=tuple(replace(rule, term=quantity(6.0, "months")) for rule in scheme.rules))
    trial = case(six, behaviour(rate=2.0), behaviour("queueing"))
    (then, _), (now, _) = months(trial, six), months(trial, soon_over(six))
    assert len(now - then) > 0
    assert len(then - now) > len(now - then)


def test_a_list_that_bars_another_makes_more_of_less() -> None:
    """Why ``not_if`` is taken out: who is no longer on the first list comes on the second."""
    barred = ListSpec(id="grey", entries=(Entry(id="q", rule="queue", term=OPEN),), not_if=("black",), note="Open.")
    scheme = lister()
    both = replace(scheme, lists=(replace(scheme.lists[0], entries=scheme.lists[0].entries[:1]), barred))
    trial = case(both)
    (then, _), (now, _) = months(trial, both), months(trial, soon_over(both))
    assert {key for _, key, _ in now - then} == {"list:grey"}
