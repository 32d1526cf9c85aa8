"""B1 and B3: lending that moves credit scores (D'Amour et al. 2020, section 3 and appendix A.1).

A person has one of n scores and repays with the probability of the score; repaying moves it up by one, defaulting down
by one, within the ends. Who is refused stays where they are. The lender sees the scores and sets, for each group, who
gets a loan.

Two ways lead to the same law. ``step`` has it as a matrix. ``lending_scheme`` has it as an ordinary scheme: bands are
the scores, an instalment paid or missed is an act, and how likely it is to be recorded depends on the band, by
measures that inspect. In a month a person is recorded at most once for each; paid and missed in one month cancel out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from demerit.scheme.model import Cap, Channel, Measure, Rule, Scheme, Score, Watch
from demerit.society.load import SocietyBundle
from demerit.study.papers.engine import SEED
from demerit.study.papers.stage import act, dated, ladder, number, paper_scheme, people, play

__all__ = [
    "APPLIES", "DAMOUR", "PAPER", "Lender", "Lending", "Round", "equal_opportunity", "lending_people", "lending_scheme",
    "max_utility", "runs", "scores_after", "stationary", "step",
]  # fmt: skip

PAPER = "D'Amour and others 2020, doi:10.1145/3351095.3372878"
Law = NDArray[np.float64]
Lender = Literal["everyone", "max_utility", "equal_opportunity"]
APPLIES = 0.5
"""Share of people who apply in a month. The published model draws one applicant at a time: the chain of applications
is the same for any share."""


@dataclass(frozen=True, kw_only=True)
class Lending:
    """Repayment by score, the scores each group starts with, and what a repaid loan earns per unit lost by a default.

    Attributes
    ----------
    repays : tuple of float
        Probability of repayment, by score.
    starts : {group: tuple of float}
        Share of a group at each score.
    interest : float
    """

    repays: tuple[float, ...]
    starts: Mapping[str, tuple[float, ...]]
    interest: float = 1.0


DAMOUR = Lending(
    repays=(0.1, 0.2, 0.45, 0.6, 0.65, 0.7, 0.7),
    starts={"one": (0.0, 0.1, 0.1, 0.2, 0.3, 0.3, 0.0), "two": (0.1, 0.1, 0.2, 0.3, 0.3, 0.0, 0.0)},
)
"""google/ml-fairness-gym, environments/lending_params.py and experiments/acm_fat_2020 (Apache-2.0)."""


def stationary(repays: Sequence[float], /) -> Law:
    """Law of the score in the long run if everyone always gets a loan: a birth-death chain.

    Examples
    --------
    >>> stationary([0.5, 0.5]).tolist()
    [0.5, 0.5]
    """
    weights = [1.0]
    for up, down in pairwise(repays):
        weights.append(weights[-1] * up / (1.0 - down))
    return np.array(weights) / math.fsum(weights)


def step(repays: Sequence[float], granted: Law, /, *, applies: float) -> NDArray[np.float64]:
    """Chances of moving from score to score in one round, if a share of applications is granted at each score."""
    n, p = len(repays), np.array(repays)
    up, down = applies * granted * p, applies * granted * (1.0 - p)
    moves = np.diag(1.0 - up - down)
    for score in range(n):
        moves[score, min(score + 1, n - 1)] += up[score]
        moves[score, max(score - 1, 0)] += down[score]
    return moves


def max_utility(lending: Lending, /) -> dict[str, Law]:
    """Grant where a loan pays on average, whatever the group."""
    p = np.array(lending.repays)
    granted = (p * lending.interest >= 1.0 - p).astype(np.float64)
    return dict.fromkeys(lending.starts, granted)


def equal_opportunity(lending: Lending, now: Mapping[str, Law], /) -> dict[str, Law]:
    """Grant the same share of those who would repay in every group, at the share that pays best.

    What is earned is concave and piecewise linear in that share, with a kink where some group's threshold reaches a
    score, so that the best is at a kink (Hardt, Price, Srebro 2016).
    """
    p = np.array(lending.repays)
    order = np.argsort(-p, kind="stable")
    gain = p * lending.interest - (1.0 - p)
    kinks = {0.0, 1.0}
    for share in now.values():
        kinks.update(np.cumsum((share * p)[order])[:-1] / float(share @ p))

    def granted(share: Law, rate: float) -> Law:
        reached = np.concatenate([[0.0], np.cumsum((share * p)[order])])
        width = np.diff(reached)
        part = np.ones_like(p)
        np.divide(rate * reached[-1] - reached[:-1], width, out=part, where=width > 0)
        found = np.empty_like(p)
        found[order] = np.clip(part, 0.0, 1.0)
        return found

    def earned(rate: float) -> float:
        return math.fsum(float((share * granted(share, rate)) @ gain) for share in now.values())

    best = max(sorted(kinks), key=earned)
    return {group: granted(share, best) for group, share in now.items()}


@dataclass(frozen=True, kw_only=True)
class Round:
    """Before a round of applications: the law of the score, and what share is granted at each score, by group."""

    now: Mapping[str, Law]
    granted: Mapping[str, Law]


def runs(lending: Lending, lender: Lender, /, *, rounds: int, applies: float = APPLIES) -> Iterator[Round]:
    """Round after round, the last with what is left after ``rounds`` of them."""
    now: dict[str, Law] = {group: np.array(start) for group, start in lending.starts.items()}
    for place in range(rounds + 1):
        if lender == "everyone":
            granted = {group: np.ones(len(lending.repays)) for group in now}
        elif lender == "max_utility":
            granted = max_utility(lending)
        else:
            granted = equal_opportunity(lending, now)
        yield Round(now=now, granted=granted)
        if place < rounds:
            now = {group: now[group] @ step(lending.repays, granted[group], applies=applies) for group in now}


def lending_people(lending: Lending, /, *, group: str) -> SocietyBundle:
    """People of a group, by the score they start with; all can pay or miss an instalment in any month."""
    values = tuple(f"s{score}" for score in range(len(lending.repays)))
    shares = {value: share for value, share in zip(values, lending.starts[group], strict=True) if share > 0}
    shares |= {value: 0.0 for value in values if value not in shares}
    return people(
        {"starts": values}, shares, act("pays", 1.0, gravity=0, bank="pays"), act("misses", 1.0, bank="misses")
    )


def chances(up: float, down: float, /) -> tuple[float, float]:
    """Rates a month of two kinds of record such that only the first comes with chance ``up``, only the other ``down``.

    With A = exp(-a) and B = exp(-b): (1 - A) B = up and (1 - B) A = down.

    Raises
    ------
    ValueError
        If no rates do (the chances are too large to come about independently).
    """
    half = (1.0 + down - up) / 2.0
    root = half * half - down
    if root < 0:
        raise ValueError(f"chances {up} and {down} cannot come about independently")
    a = half + math.sqrt(root)
    return -math.log(a), -math.log(a + up - down)


def lending_scheme(lending: Lending, granted: Sequence[Law], /, *, applies: float = APPLIES) -> Scheme:
    """The lender of one group as a scheme; ``granted`` has the share granted at each score, month by month."""
    scores = range(len(lending.repays))
    rates = [
        [chances(applies * row[s] * lending.repays[s], applies * row[s] * (1.0 - lending.repays[s])) for s in scores]
        for row in granted
    ]
    kinds = ("pays", "misses")
    start = {f"s{score}": float(score) for score in scores}
    return paper_scheme(
        "lending",
        paper=PAPER,
        channels=tuple(
            Channel(id=f"sees-{kind}", watches=(Watch(behaviour=kind),), sensitivity=number(1.0, "probability"))
            for kind in kinds
        ),
        rules=tuple(
            Rule(
                id=f"r-{kind}",
                on=kind,
                points=number(sign, "points"),
                cap=Cap(points=number(1, "points"), months=1),
                adverse=sign < 0,
            )
            for kind, sign in zip(kinds, (1, -1), strict=True)
        ),
        score=Score(
            kind="sum",
            initial=number(0, "points", by={"starts": start}),
            floor=number(0, "points"),
            ceiling=number(len(scores) - 1, "points"),
            clamp="running",
        ),
        bands=ladder("b", len(scores) - 1),
        measures=tuple(
            Measure(
                id=f"{kind}-at-{score}",
                kind="inspect",
                band=(f"b{score}",),
                channel=f"sees-{kind}",
                factor=dated([month[score][place] for month in rates], "factor"),
            )
            for place, kind in enumerate(kinds)
            for score in scores
        ),
    )


def scores_after(
    lending: Lending, granted: Sequence[Law], /, *, group: str, persons: int, seed: int = SEED
) -> tuple[Law, int]:
    """Share of people at each score after the months of ``granted``, in a run of the scheme; and how many they are."""
    scheme, bundle = lending_scheme(lending, granted), lending_people(lending, group=group)
    ledger = play(scheme, bundle, persons=persons, months=len(granted), seed=seed)
    counts = [ledger.series[f"band:b{score}:now"][-1] for score in range(len(lending.repays))]
    return np.array(counts) / persons, persons
