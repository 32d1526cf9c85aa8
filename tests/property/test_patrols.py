"""Patrols that follow records: what must not matter, what must, and whole numbers beyond any computer's word."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from demerit.engine import layout as lay
from demerit.engine.patrols import Patrols, share_out
from demerit.engine.plan import plan
from demerit.engine.run import run
from demerit.ledger.model import LOG_KINDS, Ledger
from demerit.scheme.model import FalseRecords, Misattribution, Scheme, Subjects
from demerit.society.load import SocietyBundle
from demerit.society.population import populate
from tests.builders import behaviour, channel, points_scheme, quantity, tiny_society
from tests.twin.parts_patrols import patrols

PEOPLE = 10_000
BUSY = tiny_society(behaviour(rate=2.0))


def looked(**more: Any) -> Scheme:
    """A channel with every fault, whose patrols are corrected."""
    faults = {
        "false_records": FalseRecords(rate=quantity(0.3, "per_year")),
        "misattribution": Misattribution(p=quantity(0.2)),
    }
    given = {"sensitivity": 0.2, "patrols": patrols(30.0, by="sex", corrected=True, male=90.0)} | faults | more
    return points_scheme(channels=(channel("littering", **given),))


def played(scheme: Scheme, bundle: SocietyBundle = BUSY, *, persons: int = PEOPLE, **more: Any) -> Ledger:
    people = populate(bundle.society, seed=3, persons=persons)
    return run(plan(scheme, bundle, people, seed=3, months=8, burn_in=2), **{"keep": "all", "threads": 1} | more)


def rows(ledger: Ledger) -> list[tuple[Any, ...]]:
    """What happened, whatever the order in a month."""
    assert ledger.log is not None
    names = ("uid", "month", "kind", "item", "address")
    return sorted(zip(*(ledger.log[name].tolist() for name in names), strict=True))


def records(ledger: Ledger) -> set[tuple[int, int, int]]:
    """Who was recorded when, and of whose act."""
    assert ledger.log is not None
    kept = ledger.log[ledger.log["kind"] == LOG_KINDS.index("record")]
    return {(int(row["uid"]), int(row["month"]), int(row["other"])) for row in kept}


def test_threads_and_chunks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = rows(played(looked()))
    assert whole != rows(played(looked(patrols=None)))
    monkeypatch.setattr(lay, "CHUNK", np.int64(4096))
    for threads in (1, 2, 3):
        assert rows(played(looked(), threads=threads)) == whole
    part = played(looked(), of=range(4096, 4097)).log
    assert part is not None
    assert [row for row in rows(played(looked(), of=range(4096, 4097))) if 4096 <= row[0] < 8192] == [
        row for row in whole if 4096 <= row[0] < 8192
    ], "of those of one chunk the same is told, whoever else is forgotten"


def test_where_all_have_one_value_patrols_change_nothing() -> None:
    north = Subjects(only={"district": ("north",)})
    with_them, without = (
        replace(looked(patrols=spec), subjects=north) for spec in (patrols(by="district", north=40.0), None)
    )
    assert rows(played(with_them, persons=600)) == rows(played(without, persons=600))


def test_as_many_records_a_head_at_the_start_are_as_none() -> None:
    """Nothing is recorded in the months before, so the first month is looked at alike everywhere."""
    people = played(looked(), persons=600)
    heads = {sex: float(people.total("subjects", group=f"sex={sex}")) for sex in ("female", "male")}
    few = {sex: n / 64 for sex, n in heads.items()}
    even = looked(patrols=patrols(1.0, by="sex", **few), since="2020-04")
    plain = looked(patrols=None, since="2020-04")
    one, two = (
        {row for row in records(played(scheme, persons=600)) if row[1] <= 3} for scheme in (even, plain)
    )
    assert one == two
    assert {row[1] for row in one} == {3}, "April is the fourth month"
    assert records(played(even, persons=600)) != records(played(plain, persons=600))


def test_who_is_patrolled_more_is_seen_whenever_they_were_seen() -> None:
    """In the first month: the same acts, the same dice, a higher chance for some and a lower one for others."""
    def first(spec: Any) -> dict[str, set[tuple[int, int, int]]]:
        bundle = BUSY
        people = populate(bundle.society, seed=3, persons=2000)
        made = plan(looked(patrols=spec, misattribution=None, false_records=None), bundle, people, seed=3, months=1)
        found: dict[str, set[tuple[int, int, int]]] = {"female": set(), "male": set()}
        for row in records(run(made, keep="all", threads=1)):
            found[("female", "male")[int(people.attribute(row[0], "sex"))]].add(row)
        return found

    plain, men = first(None), first(patrols(10.0, by="sex", male=20.0))
    assert men["male"] > plain["male"]
    assert men["female"] < plain["female"]


def test_shares_are_divided_once_however_many_records_there_are() -> None:
    known, heads = [3 * 2**75 + 1, 2**75 - 7, 5], [1_400_000_001, 7, 0]
    table = np.zeros((3, lay.PA_COLS), dtype=np.int64)
    table[:, lay.PA_CORRECTED] = 1
    share_out(Patrols(known=known, heads=heads), table)
    factors = table[:, lay.PA_FACTOR].copy().view(np.float64)
    whole, people = sum(known[:2]), sum(heads)
    for place in (0, 1):
        assert factors[place] == float(Fraction(known[place] * people, whole * heads[place]))
        assert table[place, lay.PA_WEIGHT] == math.floor(65536 * min(factors[:2]) / factors[place] + 0.5)
    assert sum(n * f for n, f in zip(heads[:2], factors[:2], strict=True)) == pytest.approx(people, rel=1e-12)
    assert table[2].tolist() == [0, 0, 0, 0, 1], "where nobody is, nothing is written"
