"""Files of the corpus that show how a system is carried: they run, people come onto every list, engine equals twin."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from demerit.engine.plan import plan
from demerit.engine.run import run
from demerit.ledger.model import Ledger
from demerit.scheme.load import load_scheme
from demerit.society.load import load_society
from demerit.society.population import populate
from tests.twin.compare import differences

ROOT = Path(__file__).parents[2]
VALID = ROOT / "tests" / "corpus" / "valid"
PERSONS, MONTHS, SEED = 300, 18, 4
SHOWN = (
    "side_by_side",
    "ringtones",
    "copied_records",
    "top_grades",
    "household_stars",
    "sites",
    "same_boss",
    "contacts",
)
SELDOM = {"court-officials", "court-dishonest_firms", "court-spending_order_firms"}
"""Lists that nobody is on in so small a run."""


CARRIED = (
    ("same_boss", "list:graded_d:hop:1", PERSONS),
    ("contacts", "list:yellow:hop:2", 4000),
    ("household_stars", "rule:star_lost:tie", PERSONS),
    ("sites", "list:suspended:hop:1", PERSONS),
)
"""What crosses ties: other firms of an officer, contacts of contacts, members of a household, clergy of a site."""


def opened(name: str) -> tuple[Any, Any]:
    scheme, _ = load_scheme(VALID / f"{name}.yaml")
    return scheme, load_society(scheme.society, beside=VALID)


def ledger_of(name: str, persons: int = PERSONS) -> Ledger:
    scheme, bundle = opened(name)
    people = populate(bundle.society, seed=SEED, persons=persons)
    return run(plan(scheme, bundle, people, seed=SEED, months=MONTHS, burn_in=2), keep="tallies")


@pytest.mark.parametrize("name", SHOWN)
def test_a_system_that_is_carried_gives_the_same_ledger(name: str) -> None:
    scheme, bundle = opened(name)
    persons = 2 * PERSONS if name == "ringtones" else PERSONS
    assert differences(scheme, bundle, persons=persons, seed=SEED, months=MONTHS, burn_in=2) == []


@pytest.mark.parametrize("name", [name for name in SHOWN if name != "ringtones"])
def test_somebody_comes_onto_every_list(name: str) -> None:
    scheme, _ = opened(name)
    ledger = ledger_of(name)
    stays = {item.id: int(ledger.tallies[f"list:{item.id}:months"].sum()) for item in scheme.lists}
    assert {item for item, months in stays.items() if months == 0} <= SELDOM


@pytest.mark.parametrize(("name", "count", "persons"), CARRIED)
def test_what_is_to_cross_ties_does(name: str, count: str, persons: int) -> None:
    assert int(ledger_of(name, persons).tallies[count].sum()) > 0


def test_the_page_of_what_is_carried_names_these_files() -> None:
    page = (ROOT / "docs" / "understand" / "format-coverage.md").read_text(encoding="utf-8")
    assert {name for name in SHOWN if f"`{name}`" in page} == set(SHOWN)


def test_what_includes_another_and_adds_nothing_gives_the_same_counts() -> None:
    ours, theirs = ledger_of("another_name"), ledger_of("lists")
    assert ours.groups == theirs.groups
    assert list(ours.tallies) == list(theirs.tallies)
    assert int(ours.tallies["list:debtors:months"].sum()) > 0
    assert [name for name, counts in ours.tallies.items() if (counts != theirs.tallies[name]).any()] == []
    assert [name for name, counts in ours.series.items() if (counts != theirs.series[name]).any()] == []
