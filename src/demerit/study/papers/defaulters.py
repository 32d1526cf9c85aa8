"""D7: the stock and flows of China's list of judgment defaulters add up, and what they say of the length of a stay."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from demerit.ledger.model import LOG_KINDS
from demerit.outcomes.decompose import stocks
from demerit.scheme.model import Channel, Entry, Exit, ListSpec, Rule, Scheme, Term, Watch
from demerit.study.papers.engine import Z
from demerit.study.papers.model import Figure, Reproduced, reproduced
from demerit.study.papers.stage import act, number, paper_scheme, people, play

__all__ = ["CHINA", "Year", "defaulters", "identity", "list_scheme", "published"]

SOURCE = "People's Daily 2025 (Supreme People's Court); Financial Times 2023"


@dataclass(frozen=True, kw_only=True)
class Year:
    """A year of a list, in millions: what came, what left, how both changed in a year; the stock before it."""

    new: float
    new_change: float
    removed: float
    removed_change: float
    stock: float

    @property
    def new_before(self) -> float:
        """What came the year before."""
        return self.new / (1 + self.new_change)

    @property
    def removed_before(self) -> float:
        """What left the year before."""
        return self.removed / (1 + self.removed_change)

    @property
    def hazard(self) -> float:
        """Share of the stock that left in the year."""
        return self.removed / self.stock


CHINA = Year(new=2.457, new_change=-0.234, removed=2.821, removed_change=0.354, stock=8.54)
"""2024; the stock is that of December 2023. Entries are counted as records, the stock as people."""


def defaulters(
    *,
    new: float = CHINA.new,
    new_change: float = CHINA.new_change,
    removed: float = CHINA.removed,
    removed_change: float = CHINA.removed_change,
    stock: float = CHINA.stock,
) -> Reproduced:
    """D7."""
    year = Year(new=new, new_change=new_change, removed=removed, removed_change=removed_change, stock=stock)
    return reproduced(
        "D7",
        figures=[*published(year), *identity(year)],
        how="The stock of a period is that before it, plus what came, less what left: on the published years, and in "
        "whole numbers on a list of the engine with this share leaving a year. The mean stay of about three years "
        "holds if stays are exponential; entries are records and the stock is people, so it is a rough ceiling.",
        source=SOURCE,
    )


def published(year: Year, /) -> Iterator[Figure]:
    """The published year, the one before it that follows from the changes, and the length of a stay."""
    flows = [(year.new_before, year.removed_before), (year.new, year.removed)]
    start = year.stock - (year.new_before - year.removed_before)
    path = stocks(start=millionths(start), flows=[(millionths(new), millionths(removed)) for new, removed in flows])
    before, now = path
    figures = (
        ("new in 2023", year.new_before, 3.208, 5e-4),
        ("removed in 2023", year.removed_before, 2.083, 5e-4),
        ("net in 2023", (before.end - millionths(start)) / 1e6, 1.124, 5e-4),
        ("net in 2024", (now.end - before.end) / 1e6, -0.364, 5e-4),
    )
    for name, ours, theirs, tolerance in figures:
        yield Figure(name=name, ours=ours, published=theirs, tolerance=tolerance, unit="million entries")
    yield Figure(name="share of the stock that left in 2024", ours=year.hazard, published=0.33, tolerance=5e-3)
    yield Figure(name="mean stay", ours=1 / year.hazard, published=3, tolerance=0.5, unit="years")


def millionths(value: float) -> int:
    """Of a million, whole."""
    return round(value * 1e6)


def list_scheme(hazard: float, /) -> Scheme:
    """A list that people come onto by a record, and leave with this chance a year."""
    leave = Exit(id="leaves", on="hazard", rate=number(-math.log1p(-hazard), "per_year"))
    way = Entry(id="way", rule="default", term=Term(kind="open"))
    return paper_scheme(
        "stock",
        paper=SOURCE,
        kind="list",
        channels=(Channel(id="court", watches=(Watch(behaviour="default"),), sensitivity=number(1, "probability")),),
        rules=(Rule(id="default", on="default", trigger=True),),
        lists=(ListSpec(id="defaulters", entries=(way,), exits=(leave,)),),
    )


def identity(year: Year, /, *, persons: int = 20_000, months: int = 24, burn_in: int = 24) -> Iterator[Figure]:
    """A list on which, as in the published year, a share leaves a year: the identity, and that share."""
    bundle = people({"place": ("here", "there")}, {"here": 0.5, "there": 0.5}, act("default", 0.05))
    ledger = play(list_scheme(year.hazard), bundle, persons=persons, months=months, burn_in=burn_in, keep="all")
    log = ledger.log
    assert log is not None
    kinds = ledger.series["list:defaulters:events"], ledger.series["list:defaulters:now"]
    came, stock = (list(map(int, series)) for series in kinds)
    left_in = log["month"][log["kind"] == LOG_KINDS.index("stay_end")]
    gone = [int((left_in == month).sum()) for month in range(months)]
    unlike = sum(stock[m] - stock[m - 1] != came[m] - gone[m] for m in range(1, months))
    yield Figure(name="engine: months that do not add up", ours=unlike, published=0, tolerance=0, unit="months")
    at_risk, left = sum(stock[:-1]), sum(gone[1:])
    monthly = 1 - (1 - year.hazard) ** (1 / 12)
    share = 1 - (1 - left / at_risk) ** 12
    slope = 12 * (1 - monthly) ** 11
    yield Figure(
        name="engine: share that leaves in a year",
        ours=share,
        published=year.hazard,
        chance=True, tolerance=Z * slope * math.sqrt(monthly * (1 - monthly) / at_risk),
    )
