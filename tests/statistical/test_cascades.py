"""D10: how far punishment spreads along ties, on the real engine, against branching processes.

Each of S slots ties two people of a block with chance c/S, so the ends that a source reaches are binomial: S slots for
a root, S - 1 for those reached by one of theirs. With many slots this is the Poisson law of the oracles (Borel's).
"""

from __future__ import annotations

import math
from typing import Literal

import numpy as np
import pytest

from demerit.engine.plan import plan
from demerit.engine.run import run
from demerit.ledger.model import LOG_KINDS
from demerit.scheme.model import Rule, SpreadRule
from demerit.society.model import Behaviour, TieKind
from demerit.society.population import populate
from tests.alarms.checks import binomial, near
from tests.builders import dated, points_scheme, quantity, tiny_society

SLOTS, DEGREE = 100, 6.0
Within = Literal["4096", "65536", "1048576"]


def sizes(*, ratio: float, roots_a_year: float, persons: int, months: int, within: Within) -> dict[int, int]:
    """Sizes of cascades whose root did one act only; everything happens in the first month, then spreads."""
    rate = dated(roots_a_year, "per_year", ("2020-02", 0.0))
    act = Behaviour(id="littering", gravity=1, rate=rate)
    friends = TieKind(id="friend", mean_degree=quantity(DEGREE, "count"), within=within, slots=SLOTS)
    bundle = tiny_society(act, persons=persons, ties=(friends,), households=None, firms=None)
    spread = SpreadRule(id="on", rule="litter", to="friend", p_carry=quantity(ratio / DEGREE), hops=250)
    rules = points_scheme(rules=(Rule(id="litter", on="littering", points=quantity(-1.0, "points")),), spread=(spread,))
    population = populate(bundle.society, seed=11, persons=persons)
    log = run(plan(rules, bundle, population, seed=11, months=months), keep="all").log
    assert log is not None
    entries = log[log["kind"] == LOG_KINDS.index("entry")]
    assert not (entries["month"] == months - 1).any(), "cascades have died out"
    own = entries["other"] == entries["uid"]
    roots, acts = np.unique(entries["uid"][own & (entries["month"] == 0)], return_counts=True)
    reached = entries["other"][~own]
    counts = dict(zip(*np.unique(reached, return_counts=True), strict=True))
    return {int(root): 1 + int(counts.get(root, 0)) for root, n in zip(roots, acts, strict=True) if n == 1}


def progeny(k: int, *, q: float) -> float:
    """Chance that a cascade has k members: a root with S slots, the others with S - 1 (Otter and Dwass)."""
    if k == 1:
        return (1 - q) ** SLOTS
    total = 0.0
    for first in range(1, k):
        chance = math.comb(SLOTS, first) * q**first * (1 - q) ** (SLOTS - first)
        left, trials = k - 1 - first, (SLOTS - 1) * (k - 1)
        total += chance * first / (k - 1) * math.comb(trials, left) * q**left * (1 - q) ** (trials - left)
    return total


def test_the_law_of_the_slots_is_nearly_that_of_borel() -> None:
    q = 0.3 / SLOTS
    borel = [math.exp(-0.3 * k) * (0.3 * k) ** (k - 1) / math.factorial(k) for k in (1, 2, 3)]
    assert [round(p, 6) for p in borel] == [0.740818, 0.164643, 0.054887]
    assert [progeny(k, q=q) for k in (1, 2, 3)] == pytest.approx(borel, rel=1 / SLOTS)
    assert sum(progeny(k, q=q) for k in range(1, 60)) == pytest.approx(1.0, abs=1e-9)


def test_cascades_below_the_threshold_have_the_sizes_of_a_branching_process() -> None:
    """R = .3: mean 1.43, sizes 1, 2, 3 with .741, .165, .055. Sees a listing that is carried on twice."""
    found = sizes(ratio=0.3, roots_a_year=0.24, persons=262_144, months=24, within="65536")
    n, q = len(found), 0.3 / SLOTS
    assert n > 4000
    for k in (1, 2, 3):
        p = progeny(k, q=q)
        binomial(sum(size == k for size in found.values()), n=n, p=p, name=f"of {k}")
    laws = [progeny(k, q=q) for k in range(1, 80)]
    mean = sum(k * p for k, p in enumerate(laws, start=1))
    variance = sum(k * k * p for k, p in enumerate(laws, start=1)) - mean**2
    assert mean == pytest.approx(1.428571, rel=0.002)
    near(sum(found.values()) / n, mean, math.sqrt(variance / n), name="mean size")


def test_above_the_threshold_a_cascade_reaches_the_giant_share_or_dies_early() -> None:
    """R = 1.5: a share S of .582812 is reached with chance S, or next to nobody."""
    persons = 65_536
    found = sizes(ratio=1.5, roots_a_year=12 * 20 / persons, persons=persons, months=130, within="65536")
    q = 1.5 / SLOTS
    dies = 0.0
    for _ in range(10_000):
        dies = (1 - q + q * dies) ** (SLOTS - 1)
    share = 1 - (1 - q + q * dies) ** SLOTS
    assert share == pytest.approx(0.582812, rel=0.02)
    large = [size / persons for size in found.values() if size > persons // 10]
    small = [size for size in found.values() if size <= persons // 10]
    assert len(large) > 4
    assert max(small) < persons // 100
    # the final size of an epidemic (von Bahr and Martin-Löf 1980, Adv. Appl. Prob. 12:319)
    deviation = math.sqrt(share * (1 - share) / persons) / (1 - 1.5 * (1 - share))
    near(float(np.mean(large)), share, deviation, name="giant share", exact=False)
    n = len(found)
    binomial(len(large), n=n, p=share, name="giants")
