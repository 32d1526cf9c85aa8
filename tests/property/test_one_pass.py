"""A pair plays its second world only for those in whom it can differ, and gets what a run of its own would get.

Every change that is known to reach some people only is made on random schemes and on those of the catalogue; the world
that follows must be equal to one run by itself in every count, every series and every row of the log.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from demerit.engine import pair, part
from demerit.engine.pair import follow, lead, reach_between
from demerit.engine.plan import Plan, plan
from demerit.engine.run import run
from demerit.evidence.quantity import Quantity
from demerit.ledger.model import Ledger
from demerit.scheme.check import scheme_defects
from demerit.scheme.model import ListSpec, Scheme, SpreadRule
from demerit.scheme.redress import Redress
from demerit.scheme.safeguard import apply_safeguard, load_safeguard
from demerit.society.population import populate
from demerit.study.inputs import load_inputs
from tests.builders import behaviour, list_scheme, quantity, tiny_society
from tests.strategies import Trial, schemes_and_societies
from tests.trials import trials
from tests.twin.test_parts import PARTS

CATALOGUE = (
    ("cn-judgment-defaulters-2017", "no-spread"),
    ("cn-judgment-defaulters-2017", "notice-to-everyone"),
    ("cn-rongcheng-2019", "no-spread"),
    ("it-parma-housing-2018", "independent-appeal"),
    ("cn-henan-sites-2019", "checked-before-posting"),
)


def changes(scheme: Scheme, /) -> Iterator[tuple[str, Scheme]]:
    """The same scheme with one thing else, by what that is."""
    yield "spread", replace(scheme, spread=())
    yield "redress", replace(scheme, redress=Redress())
    for i, rule in enumerate(scheme.rules):
        other = replace(rule, term=quantity(2, "months"), hearing=False)
        yield f"rule {rule.id}", replace(scheme, rules=(*scheme.rules[:i], other, *scheme.rules[i + 1 :]))
    for i, item in enumerate(scheme.lists):
        around = scheme.lists[:i], scheme.lists[i + 1 :]
        for what, other in (("copies", {"copies": ()}), ("exits", {"exits": ()}), ("again", {"again": "extend"})):
            made = replace(scheme, lists=(*around[0], replace(item, **other), *around[1]))
            if what != "copies" or not any(fault.code == "S219" for fault in scheme_defects(made)):
                yield f"{what} of {item.id}", made
    for i, measure in enumerate(scheme.measures):
        yield f"measure {measure.id}", replace(scheme, measures=scheme.measures[:i] + scheme.measures[i + 1 :])
    for i, channel in enumerate(scheme.channels):
        around = scheme.channels[:i], scheme.channels[i + 1 :]
        false = channel.false_records and replace(channel.false_records, rate=quantity(0, "per_year"))
        other = replace(channel, sensitivity=quantity(0.5), false_records=false, delay=None)
        yield f"channel {channel.id}", replace(scheme, channels=(*around[0], other, *around[1]))


def differences(one: Ledger, two: Ledger) -> list[str]:
    """Names of what differs."""
    found = [name for name in one.tallies.keys() | two.tallies.keys() if not same(one.tallies, two.tallies, name)]
    found += [f"series of {name}" for name in one.series if not same(one.series, two.series, name)]
    return found + ([] if one.log is not None and np.array_equal(one.log, two.log) else ["log"])


def same(one: dict[str, np.ndarray], two: dict[str, np.ndarray], name: str) -> bool:
    """Whether two ledgers have the same counts of a name."""
    return name in one and name in two and np.array_equal(one[name], two[name])


def tried(base: Plan, other: Plan, *, keep: str) -> str:
    """How the second world was made, after it was held against a run of its own."""
    reach = reach_between(base, other)
    if reach is None:
        return "everybody"
    first = lead(base, reach=reach, keep=keep, threads=1)
    assert differences(first.ledger, run(base, keep=keep, threads=1)) == []
    if first.played is None:
        return "too many"
    played = []
    outgrown = pair.run
    try:
        pair.run = lambda *a, **k: played.append(1) or outgrown(*a, **k)
        second = follow(first, other, keep=keep, threads=1)
    finally:
        pair.run = outgrown
    assert differences(second, run(other, keep=keep, threads=1)) == []
    return "outgrown" if played else "part"


def seen_in(trial: Trial) -> dict[str, str]:
    """How each change of a trial was followed."""
    people = populate(trial.bundle.society, seed=trial.seed, persons=trial.persons)

    def planned(scheme: Scheme) -> Plan:
        return plan(scheme, trial.bundle, people, seed=trial.seed, months=trial.months, burn_in=trial.burn_in)

    base = planned(trial.scheme)
    others = {name: scheme for name, scheme in changes(trial.scheme) if scheme != trial.scheme}
    return {name: tried(base, planned(scheme), keep="all") for name, scheme in others.items()}


@pytest.fixture
def in_any_case(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part is played also where it takes more work than it saves."""
    monkeypatch.setattr(part, "LARGEST", 1.0)


@pytest.mark.usefixtures("in_any_case")
@trials(3)
@given(trial=schemes_and_societies(engine=True))
def test_of_a_random_scheme_every_change_gives_the_world_of_its_own(trial: Trial) -> None:
    seen_in(trial)


@pytest.mark.slow
@pytest.mark.usefixtures("in_any_case")
@trials(60)
@given(trial=schemes_and_societies(engine=True))
def test_of_many_random_schemes_every_change_gives_the_world_of_its_own(trial: Trial) -> None:
    seen_in(trial)


@pytest.mark.usefixtures("in_any_case")
@pytest.mark.parametrize("name", ["copies", "mirrors", "notice", "dated-measures"])
def test_of_a_small_scheme_every_change_gives_the_world_of_its_own(name: str) -> None:
    small = PARTS[name]
    seen = seen_in(Trial(small.scheme, small.bundle, small.persons, small.seed, small.months, small.burn_in))
    assert "part" in seen.values()
    assert "outgrown" not in seen.values()


@pytest.mark.usefixtures("in_any_case")
def test_whom_those_in_the_part_reach_is_in_it() -> None:
    """The list that others land on is in no rule: only what crossed the ties says who they are."""
    black, grey = list_scheme().lists[0], ListSpec(id="grey", note="Entered by ties only.")
    scheme = list_scheme(
        lists=(black, grey), spread=(SpreadRule(id="home", list="black", to="household", lands="grey"),)
    )
    seen = seen_in(Trial(scheme, tiny_society(behaviour(rate=0.3)), 80, 1, 10, 0))
    assert seen["spread"] == "part"


@pytest.mark.usefixtures("in_any_case")
def test_patrols_bind_everybody_together() -> None:
    """A rule's term reaches few; a channel that records less moves the patrols, and so what is seen of all."""
    small = PARTS["patrols"]
    seen = seen_in(Trial(small.scheme, small.bundle, small.persons, small.seed, small.months, small.burn_in))
    assert set(seen.values()) == {"everybody"}
    assert "channel camera" in seen


@pytest.mark.usefixtures("in_any_case")
@pytest.mark.parametrize(("system", "safeguard"), CATALOGUE)
def test_of_a_real_scheme_a_safeguard_gives_the_world_of_its_own(system: str, safeguard: str) -> None:
    inputs = load_inputs(system)
    people = populate(inputs.bundle.society, seed=3, persons=3000)
    changed = apply_safeguard(inputs.scheme, safeguard=load_safeguard(safeguard)).scheme
    base, other = (
        plan(scheme, inputs.bundle, people, seed=3, months=24, burn_in=6) for scheme in (inputs.scheme, changed)
    )
    assert tried(base, other, keep="penalised") == "part"


def test_a_change_that_acts_on_everybody_is_followed_by_everybody() -> None:
    inputs = load_inputs("cn-rongcheng-2019")
    score = replace(inputs.scheme.score, initial=quantity(900, "points"))
    people = populate(inputs.bundle.society, seed=3, persons=4096)
    base, other = (
        plan(scheme, inputs.bundle, people, seed=3, months=2)
        for scheme in (inputs.scheme, replace(inputs.scheme, score=score))
    )
    assert reach_between(base, other) is None


def test_what_says_the_same_in_other_words_reaches_nobody() -> None:
    inputs = load_inputs("it-parma-housing-2018")

    def reworded(number: Quantity) -> Quantity:
        return replace(number, note="said otherwise")

    rules = tuple(
        replace(rule, note="said otherwise", points=None if rule.points is None else reworded(rule.points))
        for rule in inputs.scheme.rules
    )
    people = populate(inputs.bundle.society, seed=3, persons=4096)
    base, other = (
        plan(scheme, inputs.bundle, people, seed=3, months=6)
        for scheme in (inputs.scheme, replace(inputs.scheme, rules=rules))
    )
    reach = reach_between(base, other)
    assert reach is not None
    played = lead(base, reach=reach, keep="penalised", threads=1).played
    assert played is not None
    assert not played.any()
