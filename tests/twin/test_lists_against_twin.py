"""The engine against its twin where lists lead to lists: plain records, everything about lists drawn at random."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.scheme.model import Discretion, FalseRecords, Gate, Rule, Score, Target
from tests.builders import channel, quantity, scheme
from tests.strategies import Trial, societies
from tests.strategies_scheme import bands, lists, measures, redresses
from tests.trials import trials
from tests.twin.compare import differences


@st.composite
def listings(draw: st.DrawFn) -> Trial:
    """Persons whose every act is recorded, two lists and what hangs on them."""
    bundle = draw(societies("person", 40, False))
    always = tuple(replace(b, only_while=None) for b in bundle.conduct.behaviours)
    bundle = replace(bundle, conduct=replace(bundle.conduct, behaviours=always))
    conduct = [b.id for b in bundle.conduct.behaviours if b.of == "person"]
    opens = any(b.opens for b in bundle.conduct.behaviours)
    banded = draw(st.booleans())
    rules = tuple(
        Rule(
            id=f"rule-{i}",
            on=name,
            term=quantity(draw(st.sampled_from([1.0, 4.0])), "months"),
            **({"points": quantity(-9.0, "points")} if banded else {"trigger": True}),
        )
        for i, name in enumerate(conduct)
    )
    named = tuple(rule.id for rule in rules)
    owing = frozenset(rule.id for rule in rules if rule.on == "debt")
    eye = channel(*conduct, name="channel-0", false_records=FalseRecords(rate=quantity(0.5, "per_year")))
    made = scheme(
        channels=(eye,) if conduct else (),
        rules=rules,
        score=Score(kind="sum", initial=quantity(100.0, "points")) if banded else Score(),
        bands=bands("sum") if banded else (),
        lists=draw(lists(named, banded, owing if opens else frozenset())) if named else (),
        gates=(Gate(id="card", held_at_start=quantity(0.6)), Gate(id="pass", held_at_start=quantity(0.3))),
        discretion=(Discretion(id="clerk", p=quantity(0.2), per="subject"),),
        measures=tuple(m for m in draw(measures(named, banded)) if m.rule is None) if named else (),
        redress=draw(redresses(named)),
        targets=(Target(id="aim", conduct=tuple(conduct[:2]), window_months=3),),
    )
    return Trial(made, bundle, 40, draw(st.integers(0, 999)), draw(st.integers(4, 12)), draw(st.sampled_from([0, 3])))


@pytest.mark.slow
@given(listings())
@trials(12)
def test_lists_that_lead_to_lists(trial: Trial) -> None:
    """Entry by records, bands, another list and published rates, at once and after a delay; exits, locks."""
    made = differences(
        trial.scheme, trial.bundle, persons=40, seed=trial.seed, months=trial.months, burn_in=trial.burn_in
    )
    assert made == []
