"""Runs of a few hundred people with their whole log, and what stands in it."""

from __future__ import annotations

from collections import defaultdict

from demerit.engine.plan import plan
from demerit.engine.run import run
from demerit.ledger.model import LOG_KINDS, Ledger
from demerit.scheme.model import Scheme
from demerit.society.load import SocietyBundle
from demerit.society.population import populate


def played(rules: Scheme, people: SocietyBundle, *, months: int, persons: int = 500, burn_in: int = 0) -> Ledger:
    """A run with its whole log."""
    population = populate(people.society, seed=5, persons=persons)
    return run(plan(rules, people, population, seed=5, months=months, burn_in=burn_in), keep="all", threads=1)


def entries_of(ledger: Ledger) -> dict[int, list[int]]:
    """Points of each subject's entries, in order."""
    found: dict[int, list[int]] = defaultdict(list)
    assert ledger.log is not None
    for row in ledger.log:
        if LOG_KINDS[row["kind"]] == "entry":
            found[int(row["uid"])].append(int(row["points"]))
    return found
