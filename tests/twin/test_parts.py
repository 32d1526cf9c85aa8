"""The engine against its twin on one part of the month at a time: what differs names the part that is wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from demerit.scheme.check import scheme_defects
from demerit.society.check import society_defects
from demerit.society.fit import names_of
from tests.strategies import VARIED
from tests.strategies_numbers import Dice, varied_numbers
from tests.twin.compare import differences
from tests.twin.parts import PARTS as FIRST_PARTS
from tests.twin.parts_dated import DATED
from tests.twin.parts_mixing import MIXED
from tests.twin.parts_more import MORE_PARTS
from tests.twin.parts_once import ONCE
from tests.twin.parts_patrols import PATROLLED

PARTS = FIRST_PARTS | MORE_PARTS | MIXED | ONCE | DATED | PATROLLED


@pytest.mark.parametrize("name", PARTS)
def test_a_part_is_the_same_in_the_engine_and_the_twin(name: str) -> None:
    part = PARTS[name]
    assert (
        differences(
            part.scheme, part.bundle, persons=part.persons, months=part.months, seed=part.seed, burn_in=part.burn_in
        )
        == []
    )


@pytest.mark.parametrize("name", PARTS)
def test_every_part_is_valid(name: str) -> None:
    part = PARTS[name]
    assert scheme_defects(part.scheme, names=names_of(part.bundle)) == []
    assert society_defects(part.bundle) == []


@pytest.mark.parametrize("name", PARTS)
def test_numbers_of_a_part_may_differ_by_group_and_date(name: str) -> None:
    part, dice = PARTS[name], Dice(1)
    bundle = replace(part.bundle, **{each: varied_numbers(getattr(part.bundle, each), dice, 0.5) for each in VARIED})
    scheme = varied_numbers(part.scheme, dice, 0.5)
    assert differences(scheme, bundle, persons=60, months=12, seed=part.seed, burn_in=part.burn_in) == []
