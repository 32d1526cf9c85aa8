"""What is seen of a run while it goes on is what its ledger has at the end, in one world and in two."""

from __future__ import annotations

from collections.abc import Mapping

from demerit.engine.leave import Seen
from demerit.engine.pair import run_both
from demerit.engine.plan import Plan, plan
from demerit.engine.run import run
from demerit.ledger.model import Ledger
from demerit.society.population import populate
from demerit.study.inputs import load_inputs

PERSONS, MONTHS = 30_000, 10
SCHEME = "cn-judgment-defaulters-2017"
"""Of persons and of firms, with lists and measures of both."""


def planned(*safeguards: str, burn_in: int) -> Plan:
    inputs = load_inputs(SCHEME, safeguards=safeguards)
    people = populate(inputs.bundle.society, seed=1, persons=PERSONS)
    return plan(inputs.scheme, inputs.bundle, people, seed=1, months=MONTHS, burn_in=burn_in, truth=True)


def into(months: dict[int, Mapping[str, int]]) -> Seen:
    """Keeps what is seen, by month."""

    def seen(month: int, of: int, totals: Mapping[str, int]) -> None:
        assert month <= of
        months[month] = totals

    return seen


def check(ledger: Ledger, months: dict[int, Mapping[str, int]], *, burn_in: int) -> None:
    """Each month has the sums of the series until then, of a stock what it holds."""
    assert list(months) == list(range(1, MONTHS + burn_in + 1))
    for name in months[1]:
        counted = [totals[name] for month, totals in months.items() if month > burn_in]
        series = ledger.series[name]
        expected = series if name.endswith(":now") else series.cumsum()
        assert counted == expected.tolist(), name
        assert all(totals[name] == 0 for month, totals in months.items() if month <= burn_in)


def test_what_is_seen_is_what_the_ledger_has() -> None:
    burn_in = 3
    without, with_it = planned(burn_in=burn_in), planned("no-spread", burn_in=burn_in)
    alone: dict[int, Mapping[str, int]] = {}
    one = run(without, keep="penalised", threads=2, seen=into(alone))
    check(one, alone, burn_in=burn_in)
    assert sum(total for name, total in alone[MONTHS + burn_in].items() if name.endswith(":events")) > 0
    assert sum(v for name, v in alone[MONTHS + burn_in].items() if "firms" in name and name.endswith(":now")) > 0
    worlds: tuple[dict[int, Mapping[str, int]], ...] = ({}, {})
    both = dict(run_both(with_it, without, keep="penalised", seen=(into(worlds[0]), into(worlds[1]))))
    for place, months in enumerate(worlds):
        check(both[place], months, burn_in=burn_in)
    assert worlds[1] == alone
    assert worlds[0] != alone


def test_a_world_in_which_nothing_differs_is_seen_as_the_first() -> None:
    made = planned(burn_in=0)
    worlds: tuple[dict[int, Mapping[str, int]], ...] = ({}, {})
    both = dict(run_both(made, made, keep="penalised", seen=(into(worlds[0]), into(worlds[1]))))
    assert worlds[0] == worlds[1]
    check(both[0], worlds[0], burn_in=0)
