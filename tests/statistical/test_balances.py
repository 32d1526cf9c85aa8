"""Laws of one file on the real engine: D2 (moments), D13 (the path of an update), D15 (longer terms), D16, D17."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import Any

import numpy as np
import pytest

from demerit.engine.plan import plan
from demerit.engine.run import run
from demerit.ledger.model import LOG_KINDS, Ledger
from demerit.scheme.model import (
    Band,
    Cap,
    Entry,
    Exit,
    FalseRecords,
    ListSpec,
    Recurring,
    Repeat,
    Rule,
    Scheme,
    Score,
    SpreadRule,
    Term,
    TieTerm,
    TraitRule,
)
from demerit.scheme.redress import Instance, Notice, Redress, Repair, Wins
from demerit.society.load import SocietyBundle
from demerit.society.model import TieKind
from demerit.society.population import populate
from demerit.society.tables import tie_code
from demerit.society.ties import ties_of
from tests.alarms.checks import near
from tests.builders import behaviour, channel, fixed, list_scheme, points_scheme, quantity, tiny_society


def points(value: float, **more: Any) -> Any:
    """Points."""
    return quantity(value, "points", **more)


def ladder(low: int, high: int, step: int) -> tuple[Band, ...]:
    """A band for every score that is a multiple of the step."""
    rungs = (Band(id=f"b{score}", at_least=points(score), rewarding=True) for score in range(low, high + 1, step))
    return (Band(id="below", rewarding=True), *rungs)


def logged(rules: Scheme, bundle: SocietyBundle, *, persons: int, months: int, seed: int = 5) -> Ledger:
    """A run with its whole log."""
    population = populate(bundle.society, seed=seed, persons=persons)
    return run(plan(rules, bundle, population, seed=seed, months=months), keep="all")


def told(ledger: Ledger, *kinds: str) -> list[tuple[int, int, str, str, int, int]]:
    """Rows of some kinds in order: uid, month, kind, item, points, address."""
    names = ledger.manifest["log_items"]
    assert ledger.log is not None
    return [
        (int(r["uid"]), int(r["month"]), LOG_KINDS[r["kind"]], names[r["item"]], int(r["points"]), int(r["address"]))
        for r in ledger.log
        if LOG_KINDS[r["kind"]] in kinds
    ]


def test_mean_and_variance_of_points_that_expire() -> None:
    """D2: marks 3, 6, 10 with .7, .2, .1 at .02 a month in 36 months: mean 3.096, variance 16.920."""
    marks = {"three": (3, 0.7), "six": (6, 0.2), "ten": (10, 0.1)}
    acts = [behaviour(name, rate=0.24 * share) for name, (_, share) in marks.items()]
    rules = tuple(
        Rule(id=f"r-{name}", on=name, points=points(p), term=quantity(36, "months")) for name, (p, _) in marks.items()
    )
    score = Score(kind="sum", initial=points(0.0))
    bands = ladder(0, 60, 1)
    card = points_scheme(channels=(channel(*marks),), rules=rules, bands=bands, score=score)
    bundle = tiny_society(*acts, households=None, ties=(), firms=None)
    n = 100_000
    population = populate(bundle.society, seed=7, persons=n)
    ledger = run(plan(card, bundle, population, seed=7, months=1, burn_in=40), keep="tallies")
    counts = np.array([ledger.total(f"band:b{score}:now") for score in range(61)], dtype=np.float64)
    assert counts.sum() == n
    assert counts[60] == 0
    k = np.arange(61)
    mean = float(k @ counts) / n
    variance = float((k - mean) ** 2 @ counts) / n
    moments = {power: 0.72 * sum(p * mark**power for mark, p in marks.values()) for power in (1, 2, 4)}
    assert (round(moments[1], 3), round(moments[2], 2)) == (3.096, 16.92)
    near(mean, moments[1], math.sqrt(moments[2] / n), name="mean")
    fourth = moments[4] + 3 * moments[2] ** 2
    near(variance, moments[2], math.sqrt((fourth - moments[2] ** 2) / n), name="variance")


def test_a_balance_is_what_was_given_less_what_was_taken_and_what_ended() -> None:
    """D16: for every subject, every month: the score is the start and the sum of the log, to the point."""
    rules = (
        Rule(
            id="litter",
            on="littering",
            points=points(-5.0),
            term=quantity(6, "months"),
            repeat=Repeat(factor=quantity(2.0, "factor"), within_months=5),
            cap=Cap(points=points(30.0), months=4),
        ),
        Rule(id="help", on="helping", points=points(10.0), term=quantity(4, "months")),
        Rule(id="bonus", recurring=Recurring(when="clean", months=4), points=points(5.0), term=quantity(3, "months")),
    )
    court = Instance(
        id="court",
        p_files=quantity(0.7),
        wins=Wins(wrong=quantity(0.9), right=quantity(0.4)),
        decision=quantity(2, "months"),
    )
    redress = Redress(
        notice=Notice(p=quantity(0.8)),
        instances=(court,),
        repair=Repair(p_per_month=quantity(0.1), after=quantity(2, "months")),
    )
    spread = (
        SpreadRule(id="home", rule="litter", to="household"),
        SpreadRule(id="shade", rule="litter", to="friend", mode="mirror", p_carry=quantity(0.02)),
    )
    traits = (TraitRule(id="north", points=points(0.0, by={"district": {"north": -10.0}})),)
    eye = channel("littering", "helping", false_records=FalseRecords(rate=quantity(0.5, "per_year")))
    score = Score(kind="sum", initial=points(0.0))
    card = points_scheme(
        channels=(eye,), rules=rules, score=score, redress=redress, spread=spread, traits=traits,
        bands=ladder(-300, 300, 5),
    )  # fmt: skip
    bundle = tiny_society(behaviour(rate=2.0), behaviour("helping", gravity=0, rate=1.0))
    ledger = logged(card, bundle, persons=600, months=24)
    population = populate(bundle.society, seed=5, persons=600)
    north = population.cell_values("district")[population.cells(0, 600)] == 0
    balance = {uid: -10 if north[uid] else 0 for uid in range(600)}
    band = dict.fromkeys(range(600), 0)
    entered: dict[int, int] = {}
    kinds: set[str] = set()
    month_of: dict[int, int] = defaultdict(int)

    def check(uid: int) -> None:
        assert band[uid] == balance[uid], (uid, month_of[uid])

    for uid, month, kind, item, given, address in told(
        ledger, "entry", "expired", "reversed", "lifted", "band", "act"
    ):
        if month > month_of[uid]:
            check(uid)
        month_of[uid] = month
        if kind == "entry":
            assert address not in entered
            entered[address] = given
            balance[uid] += given
        elif kind == "band":
            band[uid] = int(item.removeprefix("band:b"))
        elif kind != "act":
            balance[uid] -= entered.pop(address)
        kinds.add(kind)
    for uid in range(600):
        check(uid)
    assert kinds == {"entry", "expired", "reversed", "lifted", "band", "act"}
    assert len(set(balance.values())) > 10


@pytest.mark.parametrize("sign", [-1, 1])
def test_a_longer_term_takes_no_entry_away(sign: int) -> None:
    """D15: the same entries, each live as long or longer; scores go where the points say."""
    bundle = tiny_society(behaviour(rate=2.0))

    def history(months: float) -> tuple[dict[tuple[int, int], int], dict[int, dict[int, int]]]:
        rule = Rule(id="litter", on="littering", points=points(5.0 * sign), term=quantity(months, "months"))
        score = Score(kind="sum", initial=points(0.0))
        card = points_scheme(rules=(rule,), score=score, bands=ladder(-400, 400, 5))
        rows = told(logged(card, bundle, persons=300, months=20), "entry", "expired", "band")
        ends = {(uid, address): month for uid, month, kind, _, _, address in rows if kind == "expired"}
        made = {(uid, address): ends.get((uid, address), 99) for uid, _, kind, _, _, address in rows if kind == "entry"}
        scores: dict[int, dict[int, int]] = defaultdict(dict)
        for uid, month, kind, item, _, _ in rows:
            if kind == "band":
                scores[uid][month] = int(item.removeprefix("band:b"))
        return made, scores

    short, long = history(5.0), history(8.5)
    assert short[0].keys() == long[0].keys()
    assert all(long[0][key] >= end for key, end in short[0].items())
    assert any(long[0][key] > end for key, end in short[0].items())
    differing = 0
    for uid in range(300):
        one = two = 0
        for month in range(20):
            one, two = short[1][uid].get(month, one), long[1][uid].get(month, two)
            assert (two - one) * sign >= 0
            differing += two != one
    assert differing > 100


def test_all_that_is_read_of_others_is_of_last_month() -> None:
    """D13: the path of a score that reads one's ties is that of a simultaneous update, never of one in place."""
    friends = (TieKind(id="friend", mean_degree=quantity(15, "count"), within="4096"),)
    bundle = tiny_society(behaviour(rate=1.2), ties=friends, households=None, firms=None)
    rule = Rule(id="litter", on="littering", points=points(-30.0), term=quantity(1, "months"))
    terms = (TieTerm(id="company", tie="friend", list="black", points=points(-10.0), at_most=5),)
    entry = Entry(id="low", band="low", on="state", term=fixed(1))
    card = points_scheme(
        rules=(rule,),
        score=Score(kind="sum", initial=points(100.0), terms=terms),
        bands=(Band(id="low", penal=True), Band(id="good", at_least=points(85.0))),
        lists=(ListSpec(id="black", entries=(entry,)),),
    )
    persons, months = 600, 14
    ledger = logged(card, bundle, persons=persons, months=months)
    population = populate(bundle.society, seed=5, persons=persons)
    tied = np.zeros((persons, persons), dtype=np.int64)
    ends = np.zeros(persons, dtype=np.int64)
    for uid in range(persons):
        found = ties_of(population.tables, tie_code("friend"), uid, persons, ends)
        tied[uid, ends[:found]] = 1
    assert (tied == tied.T).all()
    own = np.zeros((months, persons), dtype=np.int64)
    for uid, month, _, _, given, _ in told(ledger, "entry"):
        own[month, uid] += given
    held = np.zeros(persons, dtype=bool)
    changed = 0
    names = told(ledger, "stay_begin", "stay_end")
    begun = {(month, uid) for uid, month, kind, *_ in names if kind == "stay_begin"}
    for month in range(months):
        score = 100 + own[month] - 10 * np.minimum(5, tied @ held)
        now = score < 85
        assert {(month, int(uid)) for uid in np.nonzero(now)[0]} == {x for x in begun if x[0] == month}
        changed += int((now & (own[month] == 0)).sum())
        held = now
    assert changed > 200, "company alone put many on the list"


def test_share_corrected_and_stock_of_wrong_listings() -> None:
    """D17: corrected at .10 and left at .04 a month: r and m compete from the month in which a case can be decided.

    A listing made in t is told in t, appealed in t+1 and decided from t+2 on; it can be left from t+1 on. So the share
    corrected is .96 * .1 / (1 - .9 * .96) = .7059 (.7143 without the month of waiting), and a stay lasts
    1 + .96 / (1 - .9 * .96) = 8.06 months in the mean.
    """
    court = Instance(
        id="court",
        p_files=quantity(1.0),
        wins=Wins(wrong=quantity(1.0), right=quantity(0.0)),
        decision=quantity(10, "months"),
        decision_time="geometric",
    )
    eye = channel("littering", false_records=FalseRecords(rate=quantity(0.3, "per_year")))
    leave = Exit(id="leaves", on="hazard", rate=quantity(-12 * math.log(0.96), "per_year"))
    entry = Entry(id="way", rule="litter", term=Term(kind="open"))
    rules = list_scheme(
        channels=(eye,),
        lists=(ListSpec(id="black", entries=(entry,), exits=(leave,)),),
        redress=Redress(notice=Notice(p=quantity(1.0)), instances=(court,)),
    )
    last, months = 60, 84
    bundle = tiny_society(behaviour(rate=0.0), households=None, ties=(), firms=None)
    ledger = logged(rules, bundle, persons=20_000, months=months)
    begun: dict[tuple[int, int], int] = {}
    ended: dict[tuple[int, int], int] = {}
    reversed_: dict[tuple[int, int], int] = {}
    for uid, month, kind, _, _, address in told(ledger, "stay_begin", "stay_end", "reversed"):
        {"stay_begin": begun, "stay_end": ended, "reversed": reversed_}[kind][uid, address] = month
    ages = [
        (min(last, ended.get(key, months) - month), ended.get(key) is not None and reversed_.get(key) == ended[key])
        for key, month in begun.items()
        if month + last < months
    ]
    n = len(ages)
    assert n > 5000
    held = [1.0, 1.0] + [0.96 * 0.864**k for k in range(last)]  # still there after that many months
    stays = [held[age] - held[age + 1] for age in range(1, last)] + [held[last]]
    mean = sum(age * p for age, p in enumerate(stays, start=1))
    variance = sum(age * age * p for age, p in enumerate(stays, start=1)) - mean**2
    assert mean == pytest.approx(1 + 0.96 / (1 - 0.864), rel=1e-3)
    near(sum(age for age, _ in ages) / n, mean, math.sqrt(variance / n), name="length")
    share = 0.96 * 0.1 / (1 - 0.864)
    corrected = sum(by_court for _, by_court in ages) / n
    near(corrected, share, math.sqrt(share * (1 - share) / n), name="corrected")
