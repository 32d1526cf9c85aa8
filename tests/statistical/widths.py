"""Worlds whose indicators have laws that are known beforehand, for every kind of interval that a result prints.

People live in sixteen places that have nothing to do with each other, so that a run holds sixteen independent numbers
of each kind.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from demerit.engine.plan import plan
from demerit.engine.run import run
from demerit.ledger.model import Ledger
from demerit.outcomes.indicator import Indicator
from demerit.outcomes.ratio import estimate
from demerit.outcomes.sample import Sample, sample_of
from demerit.outcomes.specs import ratios
from demerit.outcomes.statistic import Statistic, pair_rows, rows
from demerit.outcomes.worlds import paired
from demerit.scheme.model import Entry, Exit, FalseRecords, ListSpec, Measure, Rule, Scheme, Term
from demerit.scheme.redress import Instance, Notice, Redress, Wins
from demerit.society.load import SocietyBundle
from demerit.society.model import Attribute, Households, Margin, Need
from demerit.society.population import populate
from tests.builders import behaviour, channel, fixed, list_scheme, quantity, tiny_society

__all__ = [
    "BURN_IN",
    "MONTHS",
    "PERSONS",
    "PLACES",
    "Law",
    "Printed",
    "apart",
    "appealed",
    "at_home",
    "laws_apart",
    "laws_appealed",
    "laws_at_home",
    "people",
    "played",
    "printed",
    "statistics",
    "two_worlds",
]  # fmt: skip

PLACES = tuple(f"p{number}" for number in range(16))
PERSONS, MONTHS, BURN_IN = 9_600, 12, 8
FALSE, SEEN, TERM, LEAVES, ASKED = 0.15, 0.5, 3, 0.2, 3.0
DECIDED, RARE = 0.10, 0.012

Law = Mapping[tuple[str, str], float]
"""What an indicator is in the mean, by id and place."""


def rate(place: str) -> float:
    """Thefts a year in a place."""
    return 0.8 + 0.1 * PLACES.index(place)


def people(**more: object) -> SocietyBundle:
    """Sixteen places of people without ties, where thefts differ and noise is the same."""
    where = Attribute(id="place", values=PLACES)
    shares = dict.fromkeys(PLACES, 1 / len(PLACES))
    margin = Margin(of=("place",), shares=shares, unit="share", grade="assumption")
    thefts = quantity(1.0, "per_year", by={"place": {place: rate(place) for place in PLACES}}, range=(0.0, 9.0))
    parts = {"ties": (), "households": None, "firms": None, "attributes": (where,), "cross": (), "margins": (margin,)}
    return tiny_society(
        replace(behaviour("theft"), rate=thefts),
        behaviour("noise", 2.0, gravity=0),
        behaviour("rarity", RARE),
        needs=(Need(id="train", rate=quantity(ASKED, "per_year")),),
        persons=PERSONS,
        **(parts | more),  # type: ignore[arg-type]
    )


def watching(*names: str, seen: float, false: float) -> tuple[object, ...]:
    """A channel for each behaviour, with false records of it alone."""
    noise = FalseRecords(rate=quantity(false, "per_year"))
    return tuple(
        channel(name, name=f"eye-{name}", sensitivity=seen, false_records=noise)
        for name in names
    )


def apart(seen: float = SEEN) -> Scheme:
    """A list with a fixed term, one with an open term that chance ends, one that next to nobody comes on; a refusal."""
    leave = Exit(id="leaves", on="hazard", rate=quantity(-12 * math.log(1 - LEAVES), "per_year"))
    lists = (
        ListSpec(id="black", entries=(Entry(id="stole", rule="stole", term=fixed(TERM)),)),
        ListSpec(id="open", entries=(Entry(id="loud", rule="loud", term=Term(kind="open")),), exits=(leave,)),
        ListSpec(id="rare", entries=(Entry(id="odd", rule="odd", term=fixed(1)),)),
    )
    month = quantity(1, "months")
    rules = (
        Rule(id="stole", on="theft", trigger=True, term=month),
        Rule(id="loud", on="noise", trigger=True),
        Rule(id="odd", on="rarity", trigger=True, term=month),
    )
    eyes = (*watching("theft", "noise", seen=seen, false=FALSE), channel("rarity", name="eye-rarity"))
    return list_scheme(
        channels=eyes, rules=rules, lists=lists,  # type: ignore[arg-type]
        measures=(Measure(id="no-train", kind="deny", list="black", need="train"),),
    )  # fmt: skip


def stays(q: float, leaves: tuple[float, ...]) -> tuple[list[float], list[float]]:
    """Shares listed, and stays begun, month by month from an empty list on (D4).

    A subject off the list comes on it with chance ``q``, also in the month in which its stay has just ended.
    ``leaves`` are the chances that a stay ends after 1, 2, ... months, the last one of every later month.
    """
    held, on, begun = [0.0] * len(leaves), [], []
    for _ in range(BURN_IN + MONTHS):
        kept = [share * (1 - leave) for share, leave in zip(held, leaves, strict=True)]
        last = kept.pop()
        kept[-1] += last
        begin = (1 - sum(kept)) * q
        held = [begin, *kept]
        on.append(sum(held))
        begun.append(begin)
    return on[BURN_IN:], begun[BURN_IN:]


def laws_apart(seen: float = SEEN) -> dict[tuple[str, str], float]:
    """Renewal of stays (D4), thinning (D1) and Bayes (D8), by place."""
    found = {}
    for place in PLACES:
        for name, rule, key, a_year in (("theft", "stole", "black", rate(place)), ("noise", "loud", "open", 2.0)):
            true, false = a_year * seen / 12, FALSE / 12
            q = 1 - math.exp(-true - false)
            on, begun = stays(q, (*(0.0,) * (TERM - 1), 1.0) if key == "black" else (LEAVES, LEAVES))
            wrong = math.exp(-true) * (1 - math.exp(-false)) / q
            found |= {
                (f"list:{key}:now", place): on[-1],
                (f"list:{key}:time", place): sum(on) / MONTHS,
                (f"list:{key}:ever", place): 1 - (1 - on[0]) * (1 - q) ** (MONTHS - 1),
                (f"list:{key}:per_year", place): 12 * sum(begun) / MONTHS,
                (f"list:{key}:wrongful", place): wrong,
                (f"list:{key}:months_per_event", place): sum(on) / sum(begun),
                (f"channel:eye-{name}:ppv", place): true / (true + false),
                (f"channel:eye-{name}:fnr", place): 1 - seen,
                (f"channel:eye-{name}:fpr", place): 1 - math.exp(-false),
                (f"rule:{rule}:per_year", place): 12 * (true + false),
                (f"behaviour:{name}:per_year", place): a_year,
            }
            if key == "open":
                found["list:open:mean_length", place] = (1 - (1 - LEAVES) ** MONTHS) / LEAVES
            else:
                found["need:train:refused_per_year", place] = ASKED * sum(on) / MONTHS
        found["list:rare:ever", place] = 1 - math.exp(-RARE / 12 * MONTHS)
        found["rule:odd:per_year", place] = RARE
    return found


def appealed() -> Scheme:
    """Every record is false, told at once, appealed, and lifted with chance .1 a month (D17)."""
    court = Instance(
        id="court",
        p_files=quantity(1.0),
        wins=Wins(wrong=quantity(1.0), right=quantity(0.0)),
        decision=quantity(1 / DECIDED, "months"),
        decision_time="geometric",
    )
    way = Entry(id="loud", rule="loud", term=Term(kind="open"))
    return list_scheme(
        channels=watching("noise", seen=0.0, false=0.8),  # type: ignore[arg-type]
        rules=(Rule(id="loud", on="noise", trigger=True),),
        lists=(ListSpec(id="open", entries=(way,)),),
        redress=Redress(notice=Notice(p=quantity(1.0)), instances=(court,)),
    )


def laws_appealed() -> dict[tuple[str, str], float]:
    """Heard from the second month after the record on (D17)."""
    still = [1.0 if age < 2 else (1 - DECIDED) ** (age - 1) for age in range(24)]
    half = next(age for age, share in enumerate(still) if share <= 0.5)
    names = {"correction:median": float(half), "correction:mean24": sum(still), "correction:never24": still[-1]}
    return {(name, place): value for name, value in names.items() for place in PLACES}


def at_home() -> Scheme:
    """A camera sees half of the homes: whole households are listed, or none of their members."""
    eye = channel("noise", coverage=quantity(0.5), coverage_by="household")
    way = Entry(id="loud", rule="loud", term=fixed(2))
    return list_scheme(
        channels=(eye,),
        rules=(Rule(id="loud", on="noise", trigger=True, term=quantity(1, "months")),),
        lists=(ListSpec(id="open", entries=(way,)),),
    )


HOMES = Households(shares={"1": 0.1, "2": 0.2, "3": 0.3, "4": 0.4}, grade="assumption")


def laws_at_home() -> dict[tuple[str, str], float]:
    """Half of what a camera that sees everybody would find."""
    q = 1 - math.exp(-2.0 / 12)
    on, _ = stays(q, (0.0, 1.0))
    ever = 1 - (1 - on[0]) * (1 - q) ** (MONTHS - 1)
    names = {"list:open:now": on[-1] / 2, "list:open:time": sum(on) / MONTHS / 2, "list:open:ever": ever / 2,
             "rule:loud:per_year": 1.0}  # fmt: skip
    return {(name, place): value for name, value in names.items() for place in PLACES}


def played(
    scheme: Scheme, society: SocietyBundle, *, seed: int = 1, persons: int = PERSONS, months: int = MONTHS
) -> Ledger:
    """Counts of a run."""
    population = populate(society.society, seed=seed, persons=persons)
    made = plan(scheme, society, population, seed=seed, months=months, burn_in=BURN_IN)
    return run(made, keep="tallies", threads=2)


def statistics(sample: Sample, names: set[str]) -> Iterator[Statistic]:
    """Statistics of some ids, worked out as for a result."""
    from demerit.outcomes.lengths import lengths
    from demerit.outcomes.survival import correction

    yield from (estimate(sample, ratio=ratio) for ratio in ratios(sample) if ratio.id in names)
    if any(name.startswith("correction:") for name in names):
        yield from correction(sample)
    keys = [name.removesuffix(":mean_length") for name in sorted(names) if name.endswith(":mean_length")]
    yield from lengths(sample, keys=keys, words=["stays"] * len(keys))


@dataclass(frozen=True)
class Printed:
    """An indicator beside its law."""

    row: Indicator
    law: float


def printed(ledgers: Ledger | list[Ledger], laws: Law, /, *, pairs: bool = False) -> Iterator[Printed]:
    """Rows of places, or of pairs of places, as a result prints them, beside their law."""
    sample = sample_of(ledgers)
    for statistic in statistics(sample, {name for name, _ in laws}):
        if not pairs:
            for row in rows(statistic):
                key = row.id, row.group.removeprefix("place=")
                if key in laws:
                    yield Printed(row, laws[key])
            continue
        for row in pair_rows(statistic):
            one, _, two = row.group.removeprefix("place=").partition(":")
            first, second = laws[statistic.id, one], laws[statistic.id, two]
            yield Printed(row, first / second if row.unit == "ratio" else first - second)


def two_worlds(first: Ledger, second: Ledger, laws: Law, others: Law, /) -> Iterator[Printed]:
    """Differences and ratios of two worlds of one society with the same dice, beside their law."""
    names = {name for name, _ in laws}
    sides = (statistics(sample_of(ledger), names) for ledger in (first, second))
    for ours, theirs in zip(*sides, strict=True):
        for row in paired(ours, theirs):
            name, _, unit = row.id.rpartition(":")
            key = name, row.group.removeprefix("place=")
            if key in laws:
                one, two = laws[key], others[key]
                yield Printed(row, one / two if unit == "ratio" else one - two)


def fewer(laws: Law, /) -> Law:
    """Laws of one indicator of each kind, where pairs make many of them."""
    return {(name, place): value for (name, place), value in laws.items() if name in SOME}


SOME = {
    "list:black:now", "list:black:ever", "list:black:per_year", "list:open:time", "list:open:wrongful",
    "list:open:months_per_event", "list:rare:ever", "channel:eye-theft:ppv", "channel:eye-noise:fpr",
    "rule:odd:per_year", "list:open:mean_length",
}  # fmt: skip
