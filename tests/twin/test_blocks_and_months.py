"""What the comparison with the twin adds up: counts by jackknife block and by month."""

from __future__ import annotations

from collections import Counter

import numpy as np

from demerit.engine.plan import plan
from demerit.engine.run import run
from demerit.ledger.model import LOG_KINDS, Ledger
from demerit.society.population import Population, populate
from tests.builders import behaviour, tiny_society
from tests.twin.draws import mix
from tests.twin.parts import lister, listing

BUNDLE = tiny_society(behaviour(rate=1.5))


def played(burn_in: int = 4) -> tuple[Ledger, Population]:
    """A run of lists with a burn-in."""
    population = populate(BUNDLE.society, seed=3, persons=80)
    made = plan(lister(listing()), BUNDLE, population, seed=3, months=9, burn_in=burn_in)
    return run(made, keep="all", threads=1), population


def test_a_jackknife_block_holds_whole_households() -> None:
    ledger, population = played()
    expected = Counter(mix(population.household(uid)[0]) % 64 for uid in range(80))
    assert {block: int(n) for block, n in enumerate(ledger.tallies["subjects"][0]) if n} == dict(expected)
    log = ledger.log
    assert log is not None
    entries = log[(log["kind"] == LOG_KINDS.index("entry")) & (log["month"] >= 0)]
    hit = Counter(mix(population.household(int(uid))[0]) % 64 for uid in entries["uid"])
    assert {block: int(n) for block, n in enumerate(ledger.tallies["rule:litter:entries"][0]) if n} == dict(hit)


def test_series_count_what_the_log_tells_by_month() -> None:
    ledger, _ = played()
    log = ledger.log
    assert log is not None
    for kind, tally in (("entry", "rule:litter:entries"), ("stay_begin", "list:black:events")):
        rows = log[(log["kind"] == LOG_KINDS.index(kind)) & (log["month"] >= 0)]
        assert np.bincount(rows["month"], minlength=9).tolist() == ledger.series[tally].tolist()
        assert int(ledger.series[tally].sum()) == ledger.total(tally)
    begun, ended = (log["month"][log["kind"] == LOG_KINDS.index(kind)] for kind in ("stay_begin", "stay_end"))
    stock = [int((begun <= month).sum() - (ended <= month).sum()) for month in range(9)]
    assert stock == ledger.series["list:black:now"].tolist()
    assert stock[-1] == ledger.total("list:black:now")
    assert sum(stock) == ledger.total("list:black:months")
