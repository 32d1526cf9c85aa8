"""The engine against its twin on one part of the month at a time: what differs names the part that is wrong."""

from __future__ import annotations

import pytest

from demerit.scheme.check import scheme_defects
from demerit.society.check import society_defects
from demerit.society.fit import names_of
from tests.twin.compare import differences
from tests.twin.parts import PARTS


@pytest.mark.parametrize("name", PARTS)
def test_a_part_is_the_same_in_the_engine_and_the_twin(name: str) -> None:
    part = PARTS[name]
    assert (
        differences(
            part.scheme, part.bundle, persons=80, months=part.months, seed=part.seed, burn_in=part.burn_in
        )
        == []
    )


@pytest.mark.parametrize("name", PARTS)
def test_every_part_is_valid(name: str) -> None:
    part = PARTS[name]
    assert scheme_defects(part.scheme, names=names_of(part.bundle)) == []
    assert society_defects(part.bundle) == []
