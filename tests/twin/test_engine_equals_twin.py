"""The engine against its twin: the same ledger row by row and the same counts, on real systems and on random ones."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from demerit.scheme.load import load_scheme
from demerit.scheme.model import Scheme
from demerit.society.load import SocietyBundle, load_society
from tests.strategies import schemes_and_societies
from tests.twin.compare import differences

SYSTEMS = ("cn-rongcheng-2019", "cn-judgment-defaulters-2017", "it-parma-housing-2018", "ve-carnet-2018")
QUICK = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
LONG = settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("system", SYSTEMS)
def test_real_systems_give_the_same_ledger(system: str) -> None:
    """Entry by entry, with addresses; every count by group."""
    scheme, _ = load_scheme(system)
    assert differences(scheme, load_society(scheme.society), persons=500, months=16, burn_in=3) == []


@given(schemes_and_societies(engine=True))
@QUICK
def test_random_schemes_on_persons(pair: tuple[Scheme, SocietyBundle]) -> None:
    """All phases and responses, on random schemes and societies."""
    assert differences(*pair, persons=60, months=9, burn_in=2) == []


@given(schemes_and_societies(unit="household", engine=True))
@QUICK
def test_random_schemes_on_households(pair: tuple[Scheme, SocietyBundle]) -> None:
    """The same with the household as the subject."""
    assert differences(*pair, persons=60, months=9) == []


@pytest.mark.slow
@given(schemes_and_societies(engine=True))
@LONG
def test_many_random_schemes(pair: tuple[Scheme, SocietyBundle]) -> None:
    """More of them, for `make verify`."""
    assert differences(*pair, persons=80, months=14, burn_in=1) == []
