"""Dates are what they would be if written otherwise: as steps of a number, or not at all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from demerit.engine.plan import plan
from demerit.engine.run import run
from demerit.ledger.model import Ledger
from demerit.scheme.model import Scheme
from demerit.society.population import populate
from tests.builders import channel, dated, quantity
from tests.twin.parts import Part
from tests.twin.parts_dated import DATED

FOR_EVER: dict[str, Any] = {"since": None, "until": None}


def played(part: Part, scheme: Scheme) -> Ledger:
    """A part's society under another scheme."""
    population = populate(part.bundle.society, seed=3, persons=part.persons)
    return run(plan(scheme, part.bundle, population, seed=3, months=part.months, burn_in=2), keep="all", threads=1)


def assert_same(one: Ledger, other: Ledger) -> None:
    """The same counts and the same log."""
    assert one.tallies.keys() == other.tallies.keys()
    assert [name for name in one.tallies if not np.array_equal(one.tallies[name], other.tallies[name])] == []
    assert one.log is not None
    assert other.log is not None
    assert one.log.tobytes() == other.log.tobytes()


def redated(scheme: Scheme, dates: dict[str, Any]) -> Scheme:
    """The scheme with the same dates on every part that may have some."""
    return replace(
        scheme,
        channels=tuple(replace(each, **dates) for each in scheme.channels),
        rules=tuple(replace(each, **dates) for each in scheme.rules),
        measures=tuple(replace(each, **dates) for each in scheme.measures),
        lists=tuple(
            replace(each, entries=tuple(replace(way, **dates) for way in each.entries)) for each in scheme.lists
        ),
    )


def test_dates_outside_the_run_bound_nothing() -> None:
    wide = {"since": "2019-11", "until": "2021-02"}  # from the first month of the burn-in to the last counted one
    for name in ("dated-entries", "dated-measures", "dated-everything-in-households"):
        part = DATED[name]
        always = redated(part.scheme, FOR_EVER)
        plain, own = played(part, always), played(part, part.scheme)
        assert_same(played(part, redated(part.scheme, wide)), plain)
        assert any(not np.array_equal(own.tallies[name], plain.tallies[name]) for name in plain.tallies)


def test_a_channel_with_dates_is_one_whose_sensitivity_has_steps() -> None:
    part = DATED["dated-rules"]
    steps = dated(0.0, "probability", ("2020-03", 0.8), ("2020-09", 0.0))
    eyes = (
        channel("littering", sensitivity=0.8, since="2020-03", until="2020-08"),
        replace(channel("littering"), sensitivity=steps),
    )
    first, second = (replace(part.scheme, channels=(eye,)) for eye in eyes)
    assert_same(played(part, first), played(part, second))


def test_an_entry_and_a_measure_with_dates_are_ones_whose_chance_has_steps() -> None:
    part = DATED["dated-entries"]
    first, second = (
        replace(
            part.scheme,
            lists=tuple(
                replace(each, entries=tuple(replace(way, **FOR_EVER, **more[0]) for way in each.entries))
                for each in part.scheme.lists
            ),
            measures=tuple(replace(each, **FOR_EVER, **more[1]) for each in part.scheme.measures),
        )
        for more in (
            [{"p": quantity(0.6)}, {}],
            [
                {"p": dated(0.6, "probability", ("2020-06", 0.0))},
                {"enforcement": dated(0.0, "probability", ("2020-03", 1.0))},
            ],
        )
    )
    bounded = replace(
        first,
        lists=tuple(
            replace(each, entries=tuple(replace(way, until="2020-05") for way in each.entries)) for each in first.lists
        ),
        measures=tuple(replace(each, since="2020-03") for each in first.measures),
    )
    assert_same(played(part, bounded), played(part, second))
    assert played(part, bounded).total("any:people") < played(part, first).total("any:people")
