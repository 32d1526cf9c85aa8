"""D14, D15, D16, D17, D21: laws that every run keeps to: same dice, points that add up, errors that are corrected."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from demerit.ledger.model import LOG_KINDS, Ledger
from demerit.outcomes.decompose import gap, stage_ratios
from demerit.scheme.model import Channel, Entry, Exit, ListSpec, Recurring, Rule, Score, SpreadRule, Watch
from demerit.scheme.redress import Instance, Notice, Redress, Repair, Wins
from demerit.society.model import Attribute, Margin
from demerit.study.papers.engine import Z
from demerit.study.papers.laws_of_records import eye, loners, on_a_list, stay
from demerit.study.papers.laws_of_ties import friends
from demerit.study.papers.model import Figure, Reproduced, reproduced
from demerit.study.papers.stage import act, ladder, number, paper_scheme, play

__all__ = ["accounted", "corrected", "coupled", "funnel", "same_again", "unlike"]


def unlike(one: Ledger, other: Ledger, /) -> int:
    """Tallies of ``one`` that ``other`` has not, or has with another count, over all groups that ``one`` has."""
    rows = [other.groups.index(group) for group in one.groups]
    return sum(
        name not in other.tallies or not np.array_equal(counts, other.tallies[name][rows])
        for name, counts in one.tallies.items()
    )


def same_again() -> Reproduced:
    """D14: what should not matter does not."""
    persons, months = 70_000, 8  # two chunks, with ties across them
    spread = (SpreadRule(id="on", list="black", to="friend", p_carry=number(0.4, "probability"), hops=2),)
    rules = on_a_list(months=3, spread=spread)
    bundle = loners(act("offence", 0.004), ties=(friends(4.0, slots=20),))
    first = play(rules, bundle, persons=persons, months=months, threads=1)
    blind = Channel(id="blind", watches=(Watch(behaviour="offence"),), sensitivity=number(0.0, "probability"))
    society, conduct = bundle.society, bundle.conduct
    more = replace(conduct, behaviours=(*conduct.behaviours, act("jaywalking", 0.1, bank="other")))
    hair = Attribute(id="hair", values=("dark", "fair"), joint=False)
    shares = Margin(of=("hair",), shares={"dark": 0.7, "fair": 0.3}, unit="share", source=("paper",), grade="research")
    haired = replace(society, attributes=(*society.attributes, hair), margins=(*society.margins, shares))
    others = {
        "two threads": play(rules, bundle, persons=persons, months=months, threads=2),
        "a channel that sees nothing": play(
            replace(rules, channels=(*rules.channels, blind)), bundle, persons=persons, months=months
        ),
        "an act in a bank of its own": play(rules, replace(bundle, conduct=more), persons=persons, months=months),
        "an attribute that nothing reads": play(rules, replace(bundle, society=haired), persons=persons, months=months),
    }
    figures = [
        Figure(name=f"{name}: other counts", ours=unlike(first, other), published=0, tolerance=0, unit="tallies")
        for name, other in others.items()
    ]
    again = play(rules, bundle, persons=persons, months=months, seed=1)
    figures.append(
        Figure(name="other dice: other counts", ours=unlike(first, again), published=1, tolerance=None, unit="tallies")
    )
    return reproduced(
        "D14",
        figures=figures,
        how="All tallies of a run with ties across chunks, again with one thing added that should change nothing; and "
        "with other dice, which should.",
        source="design",
    )


def rows_of(ledger: Ledger, *kinds: str) -> Any:
    """Rows of the log of some kinds."""
    assert ledger.log is not None
    return ledger.log[np.isin(ledger.log["kind"], [LOG_KINDS.index(kind) for kind in kinds])]


def coupled() -> Reproduced:
    """D15: with the same dice more detection only adds records, and a longer term ends no entry sooner."""
    bundle, persons, months = loners(act("offence", 0.1)), 4000, 12

    def seen(p: float) -> set[tuple[int, int]]:
        rules = on_a_list(months=2, channel=eye("offence", sensitivity=p))
        rows = rows_of(play(rules, bundle, persons=persons, months=months, keep="all"), "entry")
        return {(int(row["uid"]), int(row["address"])) for row in rows}

    def ends(term: float) -> dict[tuple[int, int], int]:
        rule = Rule(id="offence", on="offence", points=number(-1, "points"), term=number(term, "months"))
        card = paper_scheme(
            "law",
            paper="closed form",
            channels=(eye("offence"),),
            rules=(rule,),
            score=Score(kind="sum", initial=number(0, "points")),
        )
        ledger = play(card, bundle, persons=persons, months=months, keep="all")
        made = {(int(row["uid"]), int(row["address"])): months for row in rows_of(ledger, "entry")}
        return made | {(int(row["uid"]), int(row["address"])): int(row["month"]) for row in rows_of(ledger, "expired")}

    few, many = seen(0.2), seen(0.6)
    short, long = ends(3.0), ends(5.0)
    figures = [
        Figure(
            name="records that more detection loses", ours=len(few - many), published=0, tolerance=0, unit="records"
        ),
        Figure(name="records that it adds", ours=len(many - few), published=1, tolerance=None, unit="records"),
        Figure(
            name="entries that a longer term loses",
            ours=len(short.keys() ^ long.keys()),
            published=0,
            tolerance=0,
            unit="entries",
        ),
        Figure(
            name="or ends sooner",
            ours=sum(long[key] < end for key, end in short.items()),
            published=0,
            tolerance=0,
            unit="entries",
        ),
        Figure(
            name="and later",
            ours=sum(long[key] > end for key, end in short.items()),
            published=1,
            tolerance=None,
            unit="entries",
        ),
    ]
    return reproduced(
        "D15",
        figures=figures,
        how="Two worlds with the same dice, record by record and entry by entry.",
        source="closed form",
    )


def accounted() -> Reproduced:
    """D16: for every subject and month the score is the start and the sum of the log, to the point."""
    rules = (
        Rule(id="offence", on="offence", points=number(-5, "points"), term=number(6, "months")),
        Rule(id="help", on="helping", points=number(10, "points"), term=number(4, "months")),
        Rule(
            id="bonus",
            recurring=Recurring(when="clean", months=4),
            points=number(5, "points"),
            term=number(3, "months"),
        ),
    )
    court = Instance(
        id="court",
        p_files=number(0.7, "probability"),
        decision=number(2, "months"),
        wins=Wins(wrong=number(0.9, "probability"), right=number(0.4, "probability")),
    )
    redress = Redress(
        notice=Notice(p=number(0.8, "probability")),
        instances=(court,),
        repair=Repair(p_per_month=number(0.1, "probability"), after=number(2, "months")),
    )
    low, high, rung = -200, 200, 5
    bands = tuple(
        replace(band, at_least=number(low + rung * k, "points")) if k else band
        for k, band in enumerate(ladder("b", (high - low) // rung))
    )
    card = paper_scheme(
        "law",
        paper="closed form",
        channels=(eye("offence", "helping", false=0.04),),
        rules=rules,
        redress=redress,
        score=Score(kind="sum", initial=number(0, "points")),
        bands=bands,
        spread=(
            SpreadRule(id="shade", rule="offence", to="friend", mode="mirror", p_carry=number(0.05, "probability")),
        ),
    )
    # all points are fives and every five has a band of its own, so the band tells the score
    bundle = loners(act("offence", 0.17), act("helping", 0.08, gravity=0), ties=(friends(4.0, slots=20),))
    persons = 600
    ledger = play(card, bundle, persons=persons, months=24, keep="all")
    names = ledger.manifest["log_items"]
    balance, shown = [0] * persons, [0] * persons
    entered: dict[tuple[int, int], int] = {}
    kinds: set[str] = set()
    wrong = checked = 0
    month_of = [0] * persons
    for row in rows_of(ledger, "entry", "expired", "reversed", "lifted", "band"):
        uid, month, kind = int(row["uid"]), int(row["month"]), LOG_KINDS[row["kind"]]
        if month > month_of[uid]:
            wrong, checked = wrong + (balance[uid] != shown[uid]), checked + 1
            month_of[uid] = month
        key = uid, int(row["address"])
        if kind == "entry":
            entered[key] = int(row["points"])
            balance[uid] += entered[key]
        elif kind == "band":
            shown[uid] = low + rung * int(names[row["item"]].removeprefix("band:b"))
        else:
            balance[uid] -= entered.pop(key)
        kinds.add(kind)
    wrong += sum(a != b for a, b in zip(balance, shown, strict=True))
    figures = [
        Figure(name="balances that are not the sum of the log", ours=wrong, published=0, tolerance=0, unit="balances"),
        Figure(name="balances compared", ours=checked, published=1, tolerance=None, unit="balances"),
        Figure(name="ways in which entries came and went", ours=len(kinds), published=5, tolerance=0, unit="ways"),
    ]
    return reproduced(
        "D16",
        figures=figures,
        how="Entries that expire, are reversed, lifted or mirrored, and bonuses; after every month the score told "
        "by the bands against the points of the log.",
        source="closed form",
    )


WRONG = {"share corrected": 0.714286, "months of wrong inflow": 7.142857, "backlog a month": 20.0}


def corrected(*, r: float = 0.10, m: float = 0.04, inflow: float = 120.0, capacity: float = 100.0) -> Reproduced:
    """D17: wrong listings are corrected at r and left at m a month; few cases can be heard."""
    figures = [
        Figure(name="r / (r + m)", ours=r / (r + m), published=WRONG["share corrected"], tolerance=5e-7),
        Figure(
            name="1 / (r + m)",
            ours=1 / (r + m),
            published=WRONG["months of wrong inflow"],
            tolerance=5e-7,
            unit="months",
        ),
        *(stock_and_share(r=r, m=m)),
        *(backlog(inflow=inflow, capacity=capacity)),
    ]
    return reproduced(
        "D17",
        figures=figures,
        how="False records only; a geometric court, and a hazard of leaving. In months the two cannot both happen: a "
        "case is heard two months after the listing, which can end from the first, so the law in the engine's months "
        "is (1 - m) r / (1 - (1 - r)(1 - m)). Then a court that hears fewer cases than come.",
        source="closed form",
    )


def court_of(**parts: Any) -> Redress:
    """Everybody is told, and files at once."""
    wins = Wins(wrong=number(parts.pop("wrong"), "probability"), right=number(0.0, "probability"))
    court = Instance(id="court", p_files=number(1, "probability"), wins=wins, **parts)
    return Redress(notice=Notice(p=number(1, "probability")), instances=(court,))


def stock_and_share(*, r: float, m: float, persons: int = 20_000, months: int = 84, last: int = 60) -> list[Figure]:
    """Share corrected, and mean length of a wrong stay, among stays that were followed for five years."""
    leave = Exit(id="leaves", on="hazard", rate=number(-12 * math.log1p(-m), "per_year"))
    way = Entry(id="way", rule="offence", term=stay())
    rules = on_a_list(
        channel=eye("offence", false=0.025),
        rules=(Rule(id="offence", on="offence", trigger=True),),
        lists=(ListSpec(id="black", entries=(way,), exits=(leave,)),),
        redress=court_of(wrong=1.0, decision=number(1 / r, "months"), decision_time="geometric"),
    )
    log = play(rules, loners(act("offence", 0.0)), persons=persons, months=months, keep="all")
    times: dict[str, dict[tuple[int, int], int]] = {"stay_begin": {}, "stay_end": {}, "reversed": {}}
    for row in rows_of(log, *times):
        times[LOG_KINDS[row["kind"]]][int(row["uid"]), int(row["address"])] = int(row["month"])
    ages = [
        (
            min(last, times["stay_end"].get(key, months) - month),
            key in times["stay_end"] and times["reversed"].get(key) == times["stay_end"][key],
        )
        for key, month in times["stay_begin"].items()
        if month + last < months
    ]
    n, stays = len(ages), (1 - r) * (1 - m)
    held = [1.0, 1.0] + [(1 - m) * stays**k for k in range(last)]
    lengths = [held[age] - held[age + 1] for age in range(1, last)] + [held[last]]
    mean = sum(age * p for age, p in enumerate(lengths, start=1))
    variance = sum(age * age * p for age, p in enumerate(lengths, start=1)) - mean**2
    share = (1 - m) * r / (1 - stays)
    return [
        Figure(
            name="share corrected, simulated",
            ours=sum(by_court for _, by_court in ages) / n,
            published=share,
            chance=True, tolerance=Z * math.sqrt(share * (1 - share) / n),
        ),
        Figure(
            name="mean wrong stay, simulated",
            ours=sum(age for age, _ in ages) / n,
            published=mean,
            chance=True, tolerance=Z * math.sqrt(variance / n),
            unit="months",
        ),
    ]


def backlog(*, inflow: float, capacity: float, persons: int = 100_000, months: int = 24) -> list[Figure]:
    """Cases that wait, where more come than can be heard."""
    rules = on_a_list(
        months=6,
        rules=(Rule(id="offence", on="offence", trigger=True),),
        redress=court_of(wrong=0.0, decision=number(1, "months"), capacity_per_month=number(capacity, "count")),
    )
    rate = inflow / persons
    ledger = play(rules, loners(act("offence", rate)), persons=persons, months=months)
    lost, filed = ledger.series["redress:lost:right"], ledger.series["redress:filed:right"]
    waiting = (filed - lost)[4:]
    full = int((lost[4:] != int(capacity)).sum())
    return [
        Figure(name="months not heard to the full", ours=full, published=0, tolerance=0, unit="months"),
        Figure(
            name="backlog a month",
            ours=float(waiting.mean()),
            published=WRONG["backlog a month"],
            chance=True, tolerance=Z * math.sqrt(inflow / len(waiting)),
            unit="cases",
        ),
        Figure(
            name="cases that are nowhere",
            unit="cases",
            published=0,
            tolerance=0,
            ours=int(filed.sum() - lost.sum()) - ledger.total("redress:pending:right"),
        ),
    ]


DUO = {"Dutch": (178_200, 25_280, 1_050), "non-European": (54_820, 15_400, 2_010)}
"""Students by origin: all, high or very high risk, selected for a visit. Statistics Netherlands 2024, rounded to 10."""
STAGES = {"called high risk": (1.98, 0.005), "selected among them": (3.14, 0.005), "over both": (6.22, 0.005)}


def funnel(counts: Mapping[str, tuple[int, ...]] = DUO, /) -> Reproduced:
    """D21: stage ratios multiply to the ratio over all; a gap is composition and rates, and nothing else."""
    ours, theirs = counts["non-European"], counts["Dutch"]
    ratios = stage_ratios(ours, theirs)
    whole = stage_ratios((ours[0], ours[-1]), (theirs[0], theirs[-1]))[0]
    figures = [
        Figure(name=name, ours=float(ratio), published=published, tolerance=tolerance, unit="ratio")
        for (name, (published, tolerance)), ratio in zip(STAGES.items(), (*ratios, whole), strict=True)
    ]
    figures.append(
        Figure(
            name="product less the whole", ours=float(math.prod(ratios) - whole), published=0, tolerance=0, unit="ratio"
        )
    )
    strata = {name: {"risky": (n[2], n[1]), "others": (0, n[0] - n[1])} for name, n in counts.items()}
    parts = gap(strata["non-European"], strata["Dutch"])
    direct = {
        name: sum(events for events, _ in side.values()) / sum(cases for _, cases in side.values())
        for name, side in strata.items()
    }
    figures.append(
        Figure(
            name="gap less its parts",
            ours=float(parts.composition + parts.rates) - (direct["non-European"] - direct["Dutch"]),
            published=0,
            tolerance=1e-12,
        )
    )
    return reproduced(
        "D21",
        figures=figures,
        how="Exact fractions on the counts of the Dutch student grant: ratios stage by stage, and the gap in shares "
        "selected split by composition and rates (Kitagawa).",
        source="Kitagawa 1955; Statistics Netherlands and Algorithm Audit 2024",
    )
