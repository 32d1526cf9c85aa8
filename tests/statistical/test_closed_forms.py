"""Laws with closed forms, on the real engine (`docs/odd/month.md`); the numbers are those of the project's oracles.

Each z is against the analytic standard error and judged by ``tests.alarms``; ``docs/understand/false-alarms.md`` says
what bias each would see at these sizes.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from demerit.engine.plan import plan
from demerit.engine.run import run
from demerit.ledger.model import Ledger
from demerit.scheme.model import (
    Band,
    Copy,
    Entry,
    Exit,
    FalseRecords,
    ListSpec,
    Measure,
    PublishedRates,
    Rule,
    Scheme,
    Score,
    SpreadRule,
    Target,
    Term,
)
from demerit.scheme.redress import Instance, Notice, Redress, Wins
from demerit.society.load import SocietyBundle
from demerit.society.model import Beliefs, Households, Need, Needs, Responses, TieKind
from demerit.society.model import Conduct as ConductFile
from demerit.society.population import populate
from tests.alarms.checks import near
from tests.builders import behaviour, channel, fixed, list_scheme, quantity, scheme, tiny_people

N = 100_000


def bundle(*behaviours: Any, **people: Any) -> SocietyBundle:
    """A society of loners with the behaviours given."""
    people = {"ties": (), "firms": None, "households": None, **people}
    return SocietyBundle(
        society=tiny_people(N, **people),
        conduct=ConductFile(format="demerit.conduct/1", id="c", behaviours=tuple(behaviours)),
        needs=Needs(format="demerit.needs/1", id="n"),
        beliefs=Beliefs(format="demerit.beliefs/1", id="b"),
        responses=Responses(format="demerit.responses/1", id="r"),
    )


def played(
    rules: Scheme,
    people: SocietyBundle,
    *,
    months: int,
    burn_in: int = 0,
    persons: int = N,
    seed: int = 7,
    threads: int = 2,
) -> Ledger:
    """Counts of a run."""
    population = populate(people.society, seed=seed, persons=persons)
    return run(
        plan(rules, people, population, seed=seed, months=months, burn_in=burn_in), keep="tallies", threads=threads
    )


def test_recorded_acts_are_a_thinned_poisson_process() -> None:
    """D1: rate .3, detection .12, false records .004 a month: .040 recorded a month, a tenth false."""
    watcher = channel("littering", sensitivity=0.12, false_records=FalseRecords(rate=quantity(0.048, "per_year")))
    ledger = played(list_scheme(channels=(watcher,)), bundle(behaviour(rate=3.6)), months=24)
    right, false = ledger.total("channel:camera:right"), ledger.total("channel:camera:false")
    months = N * 24
    near((right + false) / months, 0.040, math.sqrt(0.040 / months))
    near(false / (right + false), 0.100, math.sqrt(0.09 / (right + false)))


def test_points_that_expire_are_a_compound_poisson_sum() -> None:
    """D2: marks 3, 6, 10 in a window of 36 months at .02 a month: P(0) = .486752, P(>= 12) = .055252."""
    marks = {"three": (3, 0.7), "six": (6, 0.2), "ten": (10, 0.1)}
    acts = [behaviour(name, rate=0.24 * share) for name, (_, share) in marks.items()]
    rules = tuple(
        Rule(id=f"r-{name}", on=name, points=quantity(p, "points"), term=quantity(36, "months"))
        for name, (p, _) in marks.items()
    )
    bands = (
        Band(id="zero", rewarding=True),
        Band(id="some", at_least=quantity(1, "points")),
        Band(id="twelve", at_least=quantity(12, "points"), rewarding=True),
    )
    card = scheme(
        channels=(channel(*marks),), rules=rules, bands=bands, score=Score(kind="sum", initial=quantity(0, "points"))
    )
    ledger = played(card, bundle(*acts), months=1, burn_in=40)
    for band, p in (("zero", 0.4867522559599717), ("twelve", 0.05525215716713994)):
        near(ledger.total(f"band:{band}:now") / N, p, math.sqrt(p * (1 - p) / N))


def listed(months: int, **more: Any) -> Scheme:
    """A list with a fixed term that each recorded act triggers."""
    way = Entry(id="way", rule="litter", term=fixed(months))
    return list_scheme(
        lists=(ListSpec(id="black", entries=(way,), **more),),
        rules=(Rule(id="litter", on="littering", trigger=True, term=quantity(1, "months")),),
    )


def test_share_listed_with_a_fixed_term() -> None:
    """D4: D / (1/q + D - 1) with q = .01 a month and D = 24 is .195122. Sees a term off by one month (3 %)."""
    ledger = played(listed(24), bundle(behaviour(rate=-12 * math.log(0.99))), months=60, burn_in=140)
    share = ledger.series["list:black:now"].mean() / N
    near(share, 24 / (1 / 0.01 + 23), math.sqrt(0.16 / N / 4))


def test_months_of_stays_are_the_sum_of_the_stock() -> None:
    """D6, Little's law as an identity of person-months: exact."""
    ledger = played(listed(7), bundle(behaviour(rate=0.9)), months=30, burn_in=9, persons=5000)
    assert ledger.total("list:black:months") == int(ledger.series["list:black:now"].sum())


@pytest.mark.parametrize(("share", "seen", "false"), [(0.01, 0.90, 0.09), (0.02, 0.8, 0.05)])
def test_share_of_right_records(share: float, seen: float, false: float) -> None:
    """D8, Bayes at low base rates: as rates, pi se / (pi se + (1 - pi)(1 - sp))."""
    watcher = channel(
        "littering", sensitivity=seen, false_records=FalseRecords(rate=quantity(12 * (1 - share) * false, "per_year"))
    )
    ledger = played(list_scheme(channels=(watcher,)), bundle(behaviour(rate=12 * share)), months=12)
    right, wrong = ledger.total("channel:camera:right"), ledger.total("channel:camera:false")
    expected = share * seen / (share * seen + (1 - share) * false)
    near(right / (right + wrong), expected, math.sqrt(expected * (1 - expected) / (right + wrong)))


def spread_to(tie: str, p: float, hops: int) -> tuple[SpreadRule, ...]:
    """Each new stay crosses a kind of tie."""
    return (SpreadRule(id="carry", list="black", to=tie, p_carry=quantity(p), hops=hops),)


def test_one_hop_of_association() -> None:
    """D9: degree 6, carry .5, a rare listing: secondary stays are c p times the primary ones."""
    ties = (TieKind(id="friend", mean_degree=quantity(6, "count"), within="4096", slots=48),)
    way = Entry(id="way", rule="litter", term=fixed(3))
    rules = list_scheme(lists=(ListSpec(id="black", entries=(way,)),), spread=spread_to("friend", 0.5, 1))
    ledger = played(rules, bundle(behaviour(rate=0.012), ties=ties), months=40, persons=98304)
    primary, secondary = ledger.total("list:black:hop:0"), ledger.total("list:black:hop:1")
    assert primary > 3000
    # degree is binomial(48, 1/8) thinned by 1/2: variance 3 * (1 - 1/16); the last month's have not crossed yet
    expected = 3.0 * primary * 39 / 40
    near(secondary, expected, math.sqrt(primary * (3.0 * 15 / 16 + 0.3)), exact=False)


def test_household_guilt_is_reed_frost() -> None:
    """D12: a household of three, one index, .3 along each tie: 1, 2, 3 reached with .490, .294, .216."""
    way = Entry(id="way", rule="litter", term=fixed(600))
    rules = list_scheme(lists=(ListSpec(id="black", entries=(way,)),), spread=spread_to("household", 0.3, 2))
    people = bundle(
        behaviour(rate=0.0012), households=Households(shares={"1": 0.0, "2": 0.0, "3": 1.0}, grade="assumption")
    )
    ledger = played(rules, people, months=60)
    first = ledger.total("list:black:hop:0")
    reached = first + ledger.total("list:black:hop:1") + ledger.total("list:black:hop:2")
    mean, variance = 0.490 + 2 * 0.294 + 3 * 0.216, 0.490 + 4 * 0.294 + 9 * 0.216 - 1.726**2
    near(reached / first, mean, math.sqrt(variance / first))


def test_hazards_of_correction_and_of_natural_exit_compete() -> None:
    """D17: correction at .10 a month against expiry at .04: .714286 corrected. Sees the fixed point 1 % away."""
    instance = Instance(
        id="appeal",
        p_files=quantity(1.0),
        wins=Wins(wrong=quantity(1.0), right=quantity(0.0)),
        decision=quantity(10, "months"),
        decision_time="geometric",
    )
    watcher = channel("littering", sensitivity=1.0, false_records=FalseRecords(rate=quantity(0.3, "per_year")))
    exits = (Exit(id="leaves", on="hazard", rate=quantity(-12 * math.log(0.96), "per_year")),)
    lists = (ListSpec(id="black", entries=(Entry(id="way", rule="litter", term=Term(kind="open")),), exits=exits),)
    rules = list_scheme(
        channels=(watcher,), lists=lists, redress=Redress(notice=Notice(p=quantity(1.0)), instances=(instance,))
    )
    ledger = played(rules, bundle(behaviour(rate=0.0)), months=60, persons=50_000)
    ages = [ledger.total(f"correction:{k}") for k in range(25)]
    # notice in the month it is made, filed in the next, decided from the one after: .1 a month from age 2 on
    made = ledger.total("redress:made:wrong")
    for age in (2, 3, 6):
        old_enough = made * (60 - age) / 60
        p = 0.1 * 0.9 ** (age - 2)
        near(ages[age] / old_enough, p, math.sqrt(p * (1 - p) / old_enough))
    assert ages[0] == ages[1] == 0


def test_backlog_where_few_cases_can_be_heard() -> None:
    """D17: inflow above capacity K grows the backlog by the difference each month; exactly K are decided."""
    instance = Instance(
        id="appeal",
        p_files=quantity(1.0),
        wins=Wins(wrong=quantity(0.0), right=quantity(0.0)),
        decision=quantity(1, "months"),
        capacity_per_month=quantity(100, "count"),
    )
    rules = list_scheme(redress=Redress(notice=Notice(p=quantity(1.0)), instances=(instance,)))
    ledger = played(rules, bundle(behaviour(rate=0.0144)), months=24)
    lost = ledger.series["redress:lost:right"]
    filed = ledger.series["redress:filed:right"]
    assert (lost[4:] == 100).all()
    assert filed.sum() - lost.sum() == ledger.total("redress:pending:right")
    near(filed[1:].mean(), 120, math.sqrt(120 / 23))


def test_more_detection_gives_a_superset() -> None:
    """D15: same dice, more detection: no fewer records, and everyone listed before still is."""
    people = bundle(behaviour(rate=1.0))

    def seen(p: float) -> set[tuple[int, int, int]]:
        rules = list_scheme(channels=(channel("littering", sensitivity=p),))
        population = populate(people.society, seed=3, persons=4000)
        log = run(plan(rules, people, population, seed=3, months=12), keep="all").log
        assert log is not None
        return set(
            zip(
                log["uid"][log["kind"] == 1].tolist(),
                log["month"][log["kind"] == 1].tolist(),
                log["other"][log["kind"] == 1].tolist(),
                strict=True,
            )
        )

    few, many = seen(0.2), seen(0.6)
    assert few < many


def test_published_rates_give_the_identity_of_error_rates_in_every_group() -> None:
    """E3: FPR = p / (1 - p) (1 - PPV) / PPV (1 - FNR) by sex; the PPV is that of Bayes (D8)."""
    rate, window = 0.6, 12
    hit, false_alarm = {"female": 0.8, "male": 0.6}, {"female": 0.05, "male": 0.02}
    rates = PublishedRates(
        hit=quantity(0.5, by={"sex": hit}),
        false_alarm=quantity(0.5, by={"sex": false_alarm}),
        target="cheats",
        every_months=24,
    )
    lists = (ListSpec(id="black", entries=(Entry(id="way", rates=rates, term=fixed(2)),)),)
    rules = list_scheme(
        lists=lists, rules=(), channels=(), targets=(Target(id="cheats", conduct=("littering",), window_months=window),)
    )
    ledger = played(rules, bundle(behaviour(rate=rate)), months=2, burn_in=24)
    p = 1 - math.exp(-rate * window / 12)
    for sex in hit:
        g = ledger.groups.index(f"sex={sex}")

        def total(name: str, group: int = g) -> int:
            return int(ledger.tallies[name][group].sum())

        people, listed_now = total("subjects"), total("list:black:events")
        right, wrong = total("list:black:split:true_unlawful") / 27720, total("list:black:split:trait") / 27720
        assert right + wrong == listed_now
        near(right / people, p * hit[sex], math.sqrt(p * hit[sex] * (1 - p * hit[sex]) / people))
        ppv = p * hit[sex] / (p * hit[sex] + (1 - p) * false_alarm[sex])
        near(right / listed_now, ppv, math.sqrt(ppv * (1 - ppv) / listed_now))
        fpr = p / (1 - p) * (1 - ppv) / ppv * hit[sex]
        assert math.isclose(fpr, false_alarm[sex], rel_tol=1e-12)
        innocent = people * (1 - p)
        # the innocent are counted by their expectation, which adds p / (1 - p) of the square of the rate
        near(wrong / innocent, fpr, math.sqrt((fpr * (1 - fpr) + fpr**2 * p) / innocent))


def test_an_entry_by_another_list_waits_out_its_delay() -> None:
    """Everybody listed on the first is on the second two months later, for as long as the first holds."""
    first = ListSpec(id="first", entries=(Entry(id="by-record", rule="litter", term=fixed(6)),))
    second = ListSpec(
        id="second",
        entries=(Entry(id="by-first", list="first", delay=quantity(2, "months"), term=Term(kind="open")),),
    )
    ledger = played(list_scheme(lists=(first, second)), bundle(behaviour(rate=0.6)), months=6, persons=5000)
    begun, there = ledger.series["list:first:events"], ledger.series["list:second:events"]
    # in the first six months nobody has left the first and come back
    assert (there[2:] == begun[:-2]).all()
    assert there[:2].sum() == 0
    assert ledger.total("list:second:months") == sum(int(n) * (4 - m) for m, n in enumerate(begun[:4]))


def copied(keeps: float | None, told: bool = False, **more: Any) -> Scheme:
    """A list of two months of which a bank keeps copies; it refuses loans to those it has one of."""
    kept = None if keeps is None else quantity(keeps, "months")
    way = Entry(id="way", rule="litter", term=fixed(2))
    lists = (ListSpec(id="black", entries=(way,), copies=(Copy(id="bank", told_of_removal=told, keeps=kept),)),)
    return list_scheme(
        rules=(Rule(id="litter", on="littering", trigger=True, term=quantity(1, "months")),),
        lists=lists,
        measures=(Measure(id="no-loan", kind="deny", copy="bank", need="loan"),),
        **more,
    )


@pytest.mark.parametrize(("keeps", "told"), [(3.0, False), (None, True)])
def test_stale_copies_outlive_the_stay_by_their_own_rule(keeps: float | None, told: bool) -> None:
    """Little's law of copies: with a chance q of a stay beginning, a month's stock of stale copies is that of those who
    left 0, 1 or 2 months ago and have not come back; a recipient that is told keeps none. All they do is wrongful."""
    q, months = 0.04, 40
    society = replace(
        bundle(behaviour(rate=-12 * math.log(1 - q))),
        needs=Needs(format="demerit.needs/1", id="n", needs=(Need(id="loan", rate=quantity(6.0, "per_year")),)),
    )
    ledger = played(copied(keeps, told), society, months=months, burn_in=30, persons=40_000)
    stays, stale = ledger.total("list:black:events"), ledger.total("list:black:stale:bank")
    if told:
        assert stale == 0
        assert ledger.total("measure:no-loan:events:wrongful") == 0
        return
    # of those whose stay ends, 1 - q are not listed again at once; then each month 1 - q of them stay off
    share = (1 - q) + (1 - q) ** 2 + (1 - q) ** 3
    near(stale / stays, share, math.sqrt(3.0 / stays))
    asked = 0.5 * stale
    wrongful = ledger.total("measure:no-loan:events:wrongful")
    near(wrongful, asked, math.sqrt(asked))
    assert ledger.total("measure:no-loan:split:stale") <= 27720 * wrongful


def test_a_list_forces_a_band_from_the_next_month_on() -> None:
    """Listed for three months, the band is the worst in the three months after that in which the stay began."""
    way = Entry(id="way", rule="litter", term=fixed(3))
    rules = list_scheme(
        rules=(Rule(id="litter", on="littering", trigger=True, term=quantity(1, "months")),),
        lists=(ListSpec(id="black", entries=(way,), to_band="low"),),
        score=Score(kind="sum", initial=quantity(100, "points")),
        bands=(Band(id="low", penal=True), Band(id="fine", at_least=quantity(50, "points"))),
    )
    ledger = played(rules, bundle(behaviour(rate=1.2)), months=6, persons=5000)
    listed_then, low = ledger.series["list:black:now"], ledger.series["band:low:now"]
    assert listed_then[0] > 0
    assert (low[1:] == listed_then[:-1]).all()
    assert low[0] == 0
    assert ledger.total("band:low:split:true_unlawful") == 27720 * ledger.total("band:low:events")


@pytest.mark.parametrize("threads", [1, 2])
def test_threads_do_not_matter(threads: int) -> None:
    """D14: the same counts from any number of threads, on several chunks with ties across them."""
    ties = (TieKind(id="friend", mean_degree=quantity(4, "count"), within="1048576"),)
    rules = list_scheme(spread=spread_to("friend", 0.4, 2))
    people = bundle(behaviour(rate=0.05), ties=ties)
    one = played(rules, people, months=8, persons=200_000, threads=1)
    two = played(rules, people, months=8, persons=200_000, threads=threads)
    assert list(one.tallies) == list(two.tallies)
    assert all(np.array_equal(one.tallies[name], two.tallies[name]) for name in one.tallies)
