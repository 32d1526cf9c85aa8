"""Identities that hold without remainder: a gap in its parts, a ratio in its stages, a stock in its flows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

__all__ = ["Gap", "Stock", "gap", "stage_ratios", "stocks"]


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A difference of two rates: what other composition makes, and what other rates make; they add to the whole."""

    composition: Fraction
    rates: Fraction

    @property
    def whole(self) -> Fraction:
        """The difference itself."""
        return self.composition + self.rates


def gap(first: Mapping[str, tuple[int, int]], second: Mapping[str, tuple[int, int]], /) -> Gap:
    """Split the difference of two groups' rates (Kitagawa 1955, J. Am. Stat. Assoc. 50:1168).

    Parameters
    ----------
    first, second : {stratum: (events, cases)}
        The same strata in both; a stratum may be empty in one (its rate then is the other's).

    Returns
    -------
    Gap
        Rate of the first less rate of the second, in exact fractions.

    Raises
    ------
    ValueError
        If the strata differ, or a group has no cases.

    Examples
    --------
    >>> parts = gap({"a": (2, 4), "b": (1, 6)}, {"a": (1, 6), "b": (1, 4)})
    >>> parts.whole == Fraction(3, 10) - Fraction(2, 10)
    True
    """
    if set(first) != set(second):
        raise ValueError("the two groups have different strata")
    totals = [sum(cases for _, cases in side.values()) for side in (first, second)]
    if not all(totals):
        raise ValueError("a group has no cases")
    composition = rates = Fraction(0)
    for stratum in first:
        (events1, cases1), (events2, cases2) = first[stratum], second[stratum]
        if not cases1 and not cases2:
            continue
        rate1 = Fraction(events1, cases1) if cases1 else Fraction(events2, cases2)
        rate2 = Fraction(events2, cases2) if cases2 else rate1
        weight1, weight2 = Fraction(cases1, totals[0]), Fraction(cases2, totals[1])
        composition += (weight1 - weight2) * (rate1 + rate2) / 2
        rates += (weight1 + weight2) / 2 * (rate1 - rate2)
    return Gap(composition=composition, rates=rates)


def stage_ratios(first: Sequence[int], second: Sequence[int], /) -> tuple[Fraction, ...]:
    """Ratio of the passing rates of two groups at each stage of a funnel; their product is the ratio over all stages.

    Parameters
    ----------
    first, second : sequence of int
        Cases before the first stage, then after each stage; none 0 but the last of ``first``.

    Examples
    --------
    >>> stage_ratios((100, 50, 10), (200, 50, 5))
    (Fraction(2, 1), Fraction(2, 1))
    """
    if len(first) != len(second):
        raise ValueError("the two funnels have different stages")
    return tuple(
        Fraction(first[stage], first[stage - 1]) / Fraction(second[stage], second[stage - 1])
        for stage in range(1, len(first))
    )


@dataclass(frozen=True, kw_only=True)
class Stock:
    """A stock and its flows in one period; all count the same unit (records or people, never both)."""

    new: int
    removed: int
    end: int


def stocks(*, start: int, flows: Sequence[tuple[int, int]]) -> tuple[Stock, ...]:
    """Follow a stock through its flows: end = start + new - removed.

    Parameters
    ----------
    start : int
    flows : sequence of (new, removed)

    Raises
    ------
    ValueError
        If more is removed than there is.

    Examples
    --------
    >>> [stock.end for stock in stocks(start=10, flows=[(5, 3), (0, 12)])]
    [12, 0]
    """
    found, now = [], start
    for new, removed in flows:
        now += new - removed
        if now < 0:
            raise ValueError(f"{removed} removed from a stock of {now + removed}")
        found.append(Stock(new=new, removed=removed, end=now))
    return tuple(found)
