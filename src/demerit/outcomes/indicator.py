"""An indicator: one number with its count, its interval, and why it is missing when it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["Indicator", "entry_of"]


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One number computed from a ledger.

    Attributes
    ----------
    id : str
        What was measured, such as ``list:dishonest:wrongful``; see ``docs/reference/indicators.md``.
    group : str
        ``all``, ``sex=female``, or a pair ``sex=female:male`` (the first against the second).
    value : float or None
        Never rounded; None when it cannot be had, and then ``reason`` says why.
    low, high : float or None
        Interval of 95 %: chance in the model, not what unknown inputs do. A missing end is open.
    n : int
        The denominator.
    events : int or None
        The numerator; None when the value is no ratio of counts.
    unit : str
        ``share``, ``per person-year``, ``months``, ``ratio``, ``difference``, ``number``.
    of : str
        What ``n`` counts: persons, person-months, stays, denials, records ...
    reason : str or None
        Why the value, or an end of its interval, is missing.
    method : str
        How the interval was made; empty when there is none.
    """

    id: str
    group: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    events: int | None
    unit: str
    of: str
    reason: str | None = None
    method: str = ""


def entry_of(indicator: Indicator, /) -> dict[str, Any]:
    """An indicator as an entry of the result document: plain JSON values, keys in a fixed order."""
    return {
        "id": indicator.id, "group": indicator.group, "value": indicator.value, "low": indicator.low,
        "high": indicator.high, "n": indicator.n, "unit": indicator.unit, "of": indicator.of,
        "events": indicator.events, "reason": indicator.reason, "method": indicator.method,
    }  # fmt: skip
