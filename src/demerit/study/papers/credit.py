"""Credit scores of four groups and who repays, as published; rules for loans on them, exactly (A1, A4).

A rule lends from the best score down, and may draw lots at the last score, so that what it earns is piecewise linear in
the share it lends to, and the best rule of each kind stands at a corner. Any groups, any loss and gain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from types import MappingProxyType

import numpy as np

from demerit.study.papers.tables import table

__all__ = ["GROUPS", "Lending", "ScoreGroup", "demographic_parity", "equal_opportunity", "max_utility", "score_groups"]

GROUPS = ("white", "black", "hispanic", "asian")
PEOPLE = MappingProxyType({"white": 133_165, "black": 18_274, "hispanic": 14_702, "asian": 7_906})
"""People of each group in the sample (``totals.csv`` of the source)."""

PERCENT_BELOW = (
    (300, 2.1), (350, 4.2), (400, 5.4), (450, 6.5), (500, 7.9), (550, 9.6), (600, 12.0), (650, 13.8), (700, 17.0),
    (750, 15.8), (800, 5.7), (850, 0.0),
)  # fmt: skip
"""Per cent of all people with a score from this one to the next: percentiles of the source as scores from 300 to 850
(Liu and others 2018, delayedimpact, ``fico.py``)."""


@dataclass(frozen=True, kw_only=True)
class ScoreGroup:
    """People of one group by score.

    Attributes
    ----------
    name : str
    people : float
        Weight of the group among all.
    scores : tuple of float
        From the least to the best, 300 to 850.
    shares : tuple of float
        Share of the group at each score; add to 1.
    repay : tuple of float
        Share of those at each score who would repay, 0 to 1.
    """

    name: str
    people: float
    scores: tuple[float, ...]
    shares: tuple[float, ...]
    repay: tuple[float, ...]

    @property
    def repaying(self) -> float:
        """Share of the group that would repay."""
        return sum(share * repay for share, repay in zip(self.shares, self.repay, strict=True))


@dataclass(frozen=True, kw_only=True)
class Lending:
    """To whom of a group a rule lends: the share lent to at each score, and what follows from it.

    Attributes
    ----------
    group : ScoreGroup
    lent : tuple of float
        0 to 1, as many as there are scores.
    """

    group: ScoreGroup
    lent: tuple[float, ...]

    def total(self, value: Callable[[int], float], /) -> float:
        """Sum over those lent to, for one person of the group; ``value`` takes the place of a score."""
        people = (share * lent for share, lent in zip(self.group.shares, self.lent, strict=True))
        return sum(part * value(n) for n, part in enumerate(people))

    @property
    def selected(self) -> float:
        """Share of the group that gets a loan."""
        return sum(share * lent for share, lent in zip(self.group.shares, self.lent, strict=True))

    @property
    def tpr(self) -> float:
        """Share that gets a loan, of those who would repay."""
        return self.total(lambda n: self.group.repay[n]) / self.group.repaying

    def utility(self, *, loss: float, gain: float) -> float:
        """What the bank earns, for one person of the group."""
        return self.total(lambda n: self.group.repay[n] * gain - (1 - self.group.repay[n]) * loss)

    def score_change(self, *, up: float, down: float, clipped: bool = True) -> float:
        """Mean change of score in the group: ``up`` for a loan repaid, ``down`` (positive) for one that is not.

        Clipped, the expected score of nobody leaves 300 to 850.
        """
        return self.total(lambda n: self.change_at(n, up=up, down=down, clipped=clipped))

    def change_at(self, n: int, /, *, up: float, down: float, clipped: bool = True) -> float:
        """Expected change for one with a loan at a score."""
        score, repay = self.group.scores[n], self.group.repay[n]
        moved = repay * up - (1 - repay) * down
        return min(max(score + moved, 300.0), 850.0) - score if clipped else moved

    @property
    def first(self) -> int:
        """Place of the least score at which somebody gets a loan."""
        return next(n for n, lent in enumerate(self.lent) if lent > 0)

    @property
    def threshold(self) -> float:
        """Score from which on loans are given; between two scores where lots are drawn."""
        first, scores = self.first, self.group.scores
        return scores[first] + (1 - self.lent[first]) * (scores[min(first + 1, len(scores) - 1)] - scores[first])


@cache
def score_groups() -> Mapping[str, ScoreGroup]:
    """All four groups of the source, by name: the report to Congress on credit scores, 2007, scores of 2003."""
    rows = table("credit_scores.csv")
    scores = tuple(score_of(float(row["percentile"])) for row in rows)
    return MappingProxyType({
        name: ScoreGroup(
            name=name, people=PEOPLE[name], scores=scores,
            shares=tuple(after - before for before, after in pairwise([0.0, *column(rows, f"at_or_below_{name}")])),
            repay=tuple(1 - late for late in column(rows, f"delinquent_{name}")),
        )
        for name in GROUPS
    })  # fmt: skip


def column(rows: Iterable[Mapping[str, str]], name: str) -> list[float]:
    """A column of per cents as shares."""
    return [float(row[name]) / 100 for row in rows]


def score_of(percentile: float) -> float:
    """Score at a percentile of all people."""
    passed = 0.0
    for (score, percent), (above, _) in pairwise(PERCENT_BELOW):
        if passed + percent >= percentile - 1e-9:
            return score + (above - score) * (percentile - passed) / percent
        passed += percent
    raise ValueError(f"{percentile} is no percentile")


def max_utility(groups: Sequence[ScoreGroup], /, *, loss: float, gain: float) -> dict[str, Lending]:
    """Rule of a bank that is free: it lends wherever it does not lose."""
    even = loss / (loss + gain)
    return {
        group.name: Lending(group=group, lent=tuple(float(repay >= even - 1e-12) for repay in group.repay))
        for group in groups
    }


def demographic_parity(groups: Sequence[ScoreGroup], /, *, loss: float, gain: float) -> dict[str, Lending]:
    """Best rule that lends to the same share of every group."""
    return best_of(groups, lambda group: group.shares, loss=loss, gain=gain)


def equal_opportunity(groups: Sequence[ScoreGroup], /, *, loss: float, gain: float) -> dict[str, Lending]:
    """Best rule that lends to the same share of those of every group who would repay."""

    def repaying(group: ScoreGroup) -> tuple[float, ...]:
        return tuple(share * repay / group.repaying for share, repay in zip(group.shares, group.repay, strict=True))

    return best_of(groups, repaying, loss=loss, gain=gain)


def best_of(
    groups: Sequence[ScoreGroup],
    made_equal: Callable[[ScoreGroup], tuple[float, ...]],
    *,
    loss: float,
    gain: float,
) -> dict[str, Lending]:
    """Best rule under which the same share of what is made equal gets loans in every group.

    The utility is concave and piecewise linear in that share, with corners where a group comes to its next score.
    """
    parts = {group.name: made_equal(group) for group in groups}
    reached = {name: np.minimum(np.cumsum([0.0, *reversed(part)]), 1.0) for name, part in parts.items()}
    corners = np.unique(np.concatenate(list(reached.values())))
    earned = np.zeros(len(corners))
    for group in groups:
        each = (
            share * (repay * gain - (1 - repay) * loss) for share, repay in zip(group.shares, group.repay, strict=True)
        )
        earned += group.people * np.interp(corners, reached[group.name], np.cumsum([0.0, *reversed(tuple(each))]))
    target = float(corners[np.argmax(earned)])
    return {group.name: Lending(group=group, lent=from_the_top(parts[group.name], target)) for group in groups}


def from_the_top(part: Iterable[float], target: float) -> tuple[float, ...]:
    """Share taken at each score, the best first, until the target is reached; lots at the last."""
    left, taken = target, []
    for share in reversed(tuple(part)):
        taken.append(min(1.0, max(left, 0.0) / share) if share > 0 else float(left > 0))
        left -= share
    return tuple(reversed(taken))
