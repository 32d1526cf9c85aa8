"""What must change nothing: threads, people at the end, an attribute nobody reads, an idle channel, an own bank."""

from __future__ import annotations

from dataclasses import replace

import pytest

from demerit.engine.plan import plan
from demerit.engine.run import run
from demerit.scheme.load import load_scheme
from demerit.scheme.model import Channel, Scheme
from demerit.society.load import SocietyBundle, load_society
from demerit.society.model import Attribute, Behaviour, Margin
from demerit.society.population import populate
from tests.builders import quantity
from tests.trials import Row, happened

SYSTEMS = ("cn-judgment-defaulters-2017", "it-parma-housing-2018", "cn-rongcheng-2019")


def rows(
    scheme: Scheme, bundle: SocietyBundle, *, persons: int = 4096, below: int = 4096, threads: int = 1
) -> set[Row]:
    """What happened to the people below a uid, by name."""
    population = populate(bundle.society, seed=5, persons=persons)
    ledger = run(plan(scheme, bundle, population, seed=5, months=18), keep="all", threads=threads)
    return happened(ledger, below=below)


def opened(system: str) -> tuple[Scheme, SocietyBundle]:
    """A real system and its society."""
    scheme, _ = load_scheme(system)
    return scheme, load_society(scheme.society)


@pytest.mark.parametrize("system", SYSTEMS)
def test_an_idle_channel_changes_nothing(system: str) -> None:
    scheme, bundle = opened(system)
    idle = Channel(id="idle-eye", watches=(), sensitivity=quantity(1.0))
    assert rows(replace(scheme, channels=(*scheme.channels, idle)), bundle) == rows(scheme, bundle)


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_behaviour_in_a_bank_of_its_own_changes_nothing_else(system: str) -> None:
    scheme, bundle = opened(system)
    more = Behaviour(id="whistling", rate=quantity(5.0, "per_year"), bank="whistling")
    conduct = replace(bundle.conduct, behaviours=(*bundle.conduct.behaviours, more))
    assert rows(scheme, replace(bundle, conduct=conduct)) == rows(scheme, bundle)


@pytest.mark.parametrize("system", SYSTEMS)
def test_an_appended_attribute_that_nothing_reads_changes_nothing(system: str) -> None:
    scheme, bundle = opened(system)
    margin = Margin(
        of=("shoe",), shares={"small": 0.5, "large": 0.5}, unit="share", grade="assumption", range=(0.0, 1.0)
    )
    society = replace(
        bundle.society,
        attributes=(*bundle.society.attributes, Attribute(id="shoe", values=("small", "large"))),
        margins=(*bundle.society.margins, margin),
    )
    assert rows(scheme, replace(bundle, society=society)) == rows(scheme, bundle)


def test_people_added_in_other_blocks_change_nobody_without_a_tie_to_them() -> None:
    scheme, bundle = opened("it-parma-housing-2018")
    assert not scheme.spread
    assert rows(scheme, bundle, persons=9000) == rows(scheme, bundle, persons=4096)


@pytest.mark.parametrize("system", SYSTEMS)
def test_threads_and_chunks_change_nothing(system: str) -> None:
    scheme, bundle = opened(system)
    assert rows(scheme, bundle, persons=70_000, threads=1, below=70_000) == rows(
        scheme, bundle, persons=70_000, threads=2, below=70_000
    )
