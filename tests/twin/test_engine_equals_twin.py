"""The engine against its twin: the same ledger row by row and the same counts, on real systems and on random ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from demerit.engine import layout
from demerit.scheme.load import load_scheme
from demerit.society.load import load_society
from tests.strategies import Trial, schemes_and_societies
from tests.trials import trials
from tests.twin.compare import differences

SYSTEMS = (
    "cn-rongcheng-2019",
    "cn-judgment-defaulters-2017",
    "it-parma-housing-2018",
    "ve-carnet-2018",
    "nl-fraudescorekaart-2004",
)


def differences_of(trial: Trial) -> list[str]:
    """What differs between the engine and the twin on a trial."""
    return differences(
        trial.scheme, trial.bundle, persons=trial.persons, seed=trial.seed, months=trial.months, burn_in=trial.burn_in
    )


@pytest.mark.parametrize("system", SYSTEMS)
def test_real_systems_give_the_same_ledger(system: str) -> None:
    """Entry by entry, with addresses; every count by group."""
    scheme, _ = load_scheme(system)
    assert differences(scheme, load_society(scheme.society), persons=500, months=16, burn_in=3) == []


@pytest.mark.slow
def test_the_benchmark_gives_the_same_ledger() -> None:
    """Ties, terms, restarted stays, detection layers; without a log its entries keep next to nothing."""
    folder = Path(__file__).parents[2] / "benchmarks" / "ledger"
    scheme, _ = load_scheme(folder / "scheme.yaml")
    assert differences(scheme, load_society(folder / "society.yaml"), persons=1500, months=40, burn_in=2) == []


@given(schemes_and_societies(engine=True))
@trials(10)
def test_random_schemes_on_persons(trial: Trial) -> None:
    """All phases and responses, on random schemes and societies."""
    assert differences_of(trial) == []


@given(schemes_and_societies(unit="household", engine=True))
@trials(10)
def test_random_schemes_on_households(trial: Trial) -> None:
    """The same with the household as the subject."""
    assert differences_of(trial) == []


@pytest.mark.slow
@given(schemes_and_societies(unit="firm", engine=True))
@trials(10)
def test_random_schemes_on_firms(trial: Trial) -> None:
    """The same with the firm as the subject, alone or with persons beside it."""
    assert differences_of(trial) == []


@pytest.mark.slow
@given(schemes_and_societies(unit="person", also=True, engine=True))
@trials(10)
def test_random_schemes_on_persons_and_firms(trial: Trial) -> None:
    """Firms beside persons, with rules, lists, measures and spreads between them."""
    assert differences_of(trial) == []


@pytest.mark.slow
@given(schemes_and_societies(unit="household", also=True, engine=True))
@trials(10)
def test_random_schemes_on_households_and_firms(trial: Trial) -> None:
    """Firms beside households."""
    assert differences_of(trial) == []


@pytest.mark.slow
@given(schemes_and_societies(unit="person", engine=True))
@trials(200)
def test_many_random_schemes_on_persons(trial: Trial) -> None:
    """More of them, for `make verify`."""
    assert differences_of(trial) == []


@pytest.mark.slow
@given(schemes_and_societies(unit="household", engine=True))
@trials(200)
def test_many_random_schemes_on_households(trial: Trial) -> None:
    """More of them, for `make verify`."""
    assert differences_of(trial) == []


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["person", "household"])
def test_random_schemes_on_several_chunks_and_threads(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What crosses the borders of chunks of one block, with two threads at work."""
    monkeypatch.setattr(layout, "CHUNK", layout.CHUNK // 16)

    @given(schemes_and_societies(unit=unit, engine=True))
    @trials(4)
    def compare(trial: Trial) -> None:
        told = differences(
            trial.scheme, trial.bundle, persons=9000, seed=trial.seed, months=3, burn_in=0, threads=2
        )
        assert told == []

    compare()
