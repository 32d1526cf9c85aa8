"""D1, D2, D4, D6, D8: closed forms of records, of points that expire and of stays, on the engine."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from demerit.scheme.model import Channel, Entry, FalseRecords, ListSpec, Rule, Scheme, Score, Term, Watch
from demerit.society.load import SocietyBundle
from demerit.society.model import Behaviour
from demerit.study.papers.engine import Z, chance_of_share
from demerit.study.papers.model import Figure, Reproduced, reproduced
from demerit.study.papers.stage import act, ladder, number, paper_scheme, people, play

__all__ = [
    "balances",
    "balances_of",
    "eye",
    "little",
    "loners",
    "on_a_list",
    "records_of",
    "right_records",
    "share_listed",
    "stay",
    "thinned",
    "tossed",
]

LAW = "closed form"


def loners(*behaviours: Behaviour, **more: object) -> SocietyBundle:
    """People without ties, in two places."""
    return people({"place": ("here", "there")}, {"here": 0.5, "there": 0.5}, *behaviours, **more)


def eye(*watches: str, sensitivity: float = 1.0, false: float = 0.0) -> Channel:
    """A channel, with false records a month for each person."""
    records = FalseRecords(rate=number(12 * false, "per_year")) if false else None
    return Channel(
        id="eye",
        watches=tuple(Watch(behaviour=name) for name in watches),
        false_records=records,
        sensitivity=number(sensitivity, "probability"),
    )


def stay(months: float | None = None, /) -> Term:
    """A fixed term in months, or an open one."""
    return Term(kind="open") if months is None else Term(kind="fixed", length=number(months, "months"))


def on_a_list(*, months: float | None = None, channel: Channel | None = None, **more: object) -> Scheme:
    """Each record brings a stay on the list ``black``; its entry is over after the month."""
    rule = Rule(id="offence", on="offence", trigger=True, term=number(1, "months"))
    parts: dict[str, object] = {
        "kind": "list",
        "channels": (channel or eye("offence"),),
        "rules": (rule,),
        "lists": (ListSpec(id="black", entries=(Entry(id="way", rule="offence", term=stay(months)),)),),
    }
    return paper_scheme("law", paper=LAW, **(parts | more))


def thinned(
    *, rate: float = 0.3, p: float = 0.12, false: float = 0.004, published: tuple[float, float] | None = None
) -> Reproduced:
    """D1: acts at a rate, seen with chance p, and false records beside them."""
    persons, months = 20_000, 24
    ledger = play(
        on_a_list(months=1, channel=eye("offence", sensitivity=p, false=false)),
        loners(act("offence", rate)),
        persons=persons,
        months=months,
    )
    right, wrong = ledger.total("channel:eye:right"), ledger.total("channel:eye:false")
    acts, caught = ledger.total("channel:eye:acts"), ledger.total("channel:eye:caught")
    n, (mean, share) = persons * months, published or (0.040, 0.100)
    due = mean * n
    figures = [
        Figure(
            name="recorded a month",
            ours=(right + wrong) / n,
            published=mean,
            chance=True, tolerance=Z * math.sqrt(mean / n),
            unit="records",
        ),
        Figure(
            name="share of records that is false",
            ours=wrong / (right + wrong),
            published=share,
            chance=True, tolerance=chance_of_share(share, n=due),
        ),
        Figure(
            name="missed a month",
            ours=(acts - caught) / n,
            published=rate * (1 - p),
            chance=True, tolerance=Z * math.sqrt(rate * (1 - p) / n),
            unit="acts",
        ),
    ]
    return reproduced(
        "D1",
        figures=figures,
        how="A channel that sees acts with a chance, and a Poisson process of false records beside it, never thinned.",
        source=LAW,
    )


def tossed(marks: Mapping[int, float], /, *, mean_number: float, top: int) -> NDArray[np.float64]:
    """Law of a Poisson number of marks added up, 0 ... top (Panjer's recursion)."""
    law = np.zeros(top + 1)
    law[0] = math.exp(-mean_number)
    for total in range(1, top + 1):
        law[total] = mean_number / total * sum(m * p * law[total - m] for m, p in marks.items() if m <= total)
    return law


MARKS = {"3": 0.7, "6": 0.2, "10": 0.1}
BALANCE = {"mean": 3.096, "variance": 16.920, "nothing": 0.486752, "12 or more": 0.055252}


def balances(
    *,
    rate: float = 0.02,
    window: int = 36,
    marks: Mapping[str, float] = MARKS,
    published: Mapping[str, float] | None = None,
) -> Reproduced:
    """D2: points that count for a window of months; ``marks`` has the share of acts with so many points."""
    return balances_of({int(m): p for m, p in marks.items()}, rate=rate, window=window, published=published or BALANCE)


def balances_of(
    marks: Mapping[int, float], /, *, rate: float, window: int, published: Mapping[str, float]
) -> Reproduced:
    """The same, with marks as numbers."""
    persons, top = 40_000, 60
    acts = [act(f"mark{m}", rate * p) for m, p in marks.items()]
    rules = tuple(
        Rule(id=f"r{m}", on=f"mark{m}", points=number(m, "points"), term=number(window, "months")) for m in marks
    )
    card = paper_scheme(
        "law",
        paper=LAW,
        channels=(eye(*(f"mark{m}" for m in marks)),),
        rules=rules,
        score=Score(kind="sum", initial=number(0, "points")),
        bands=ladder("b", top),
    )
    ledger = play(card, loners(*acts), persons=persons, months=1, burn_in=window + 4)
    found = np.array([ledger.total(f"band:b{k}:now") for k in range(top + 1)]) / persons
    law = tossed(marks, mean_number=rate * window, top=top)
    k = np.arange(top + 1)
    ours, due = described(found, k), described(law, k)
    fourth = rate * window * sum(p * m**4 for m, p in marks.items()) + 3 * published["variance"] ** 2
    spread = {
        "mean": math.sqrt(published["variance"] / persons),
        "variance": math.sqrt((fourth - published["variance"] ** 2) / persons),
        **{name: math.sqrt(published[name] * (1 - published[name]) / persons) for name in ("nothing", "12 or more")},
    }
    figures = [
        Figure(
            name=f"{name}, by Panjer",
            ours=due[name],
            published=value,
            tolerance=5e-4 if name in ("mean", "variance") else 5e-7,
        )
        for name, value in published.items()
    ]
    figures += [
        Figure(name=name, ours=ours[name], published=value, chance=True, tolerance=Z * spread[name])
        for name, value in published.items()
    ]
    return reproduced(
        "D2",
        figures=figures,
        how="Marks at random moments, each counting for its window; the score's law by the bands of a sum.",
        source=LAW,
    )


def described(law: NDArray[np.float64], k: NDArray[np.int64]) -> dict[str, float]:
    """Mean, variance and two chances of a law."""
    mean = float(k @ law)
    return {
        "mean": mean,
        "variance": float((k - mean) ** 2 @ law),
        "nothing": float(law[0]),
        "12 or more": float(law[12:].sum()),
    }


def share_listed(*, q: float = 0.01, months: int = 24, published: float | None = None) -> Reproduced:
    """D4: share on a list with a fixed term, where a fresh trigger lists again in the month of expiry."""
    persons, counted, burn_in = 60_000, 60, 140
    due = 0.195122 if published is None else published
    ledger = play(
        on_a_list(months=months),
        loners(act("offence", -math.log1p(-q))),
        persons=persons,
        months=counted,
        burn_in=burn_in,
    )
    share = float(ledger.series["list:black:now"].mean()) / persons
    figures = [
        Figure(name="D / (1/q + D - 1)", ours=months / (1 / q + months - 1), published=due, tolerance=5e-7),
        Figure(
            name="share listed",
            ours=share,
            published=due,
            chance=True, tolerance=Z * deviation(q, months, counted) / math.sqrt(persons),
        ),
    ]
    return reproduced(
        "D4",
        figures=figures,
        how="Records with chance q a month, stays of D months, by the convention that re-entry can be in the month of "
        "expiry. The error is that of a mean over 60 months of a two-state renewal chain, worked out exactly.",
        source=LAW,
    )


def deviation(q: float, months: int, counted: int, /) -> float:
    """Standard deviation of one person's share of ``counted`` months on the list, in the long run."""
    moves = np.zeros((months + 1, months + 1))
    for state in range(1, months):
        moves[state, state + 1] = 1.0
    moves[months, 0], moves[months, 1] = 1 - q, q
    moves[0, 0], moves[0, 1] = 1 - q, q
    on = np.arange(months + 1) > 0
    share = months / (1 / q + months - 1)
    rest = np.array([1 - share] + [share / months] * months)
    total, ahead = share * (1 - share) * counted, np.diag(rest)
    for lag in range(1, counted):
        ahead = ahead @ moves
        both = float(ahead[np.ix_(on, on)].sum())
        total += 2 * (counted - lag) * (both - share * share)
    return math.sqrt(total) / counted


def little() -> Reproduced:
    """D6: months of all stays inside the window are the sum of the stock over its months."""
    figures = []
    for months, rate in ((7, 0.075), (1, 0.3), (13, 0.02)):
        ledger = play(on_a_list(months=months), loners(act("offence", rate)), persons=5000, months=30, burn_in=9)
        figures.append(
            Figure(
                name=f"terms of {months} months",
                ours=ledger.total("list:black:months"),
                published=int(ledger.series["list:black:now"].sum()),
                tolerance=0,
                unit="person-months",
            )
        )
    return reproduced(
        "D6",
        figures=figures,
        how="Little's law as an identity of one run: person-months of stays against the stock.",
        source=LAW,
    )


BAYES = {(0.01, 0.90, 0.91): 0.091743, (0.001, 0.99, 0.99): 0.090164, (0.0001, 0.999, 0.999): 0.090835,
         (0.02, 0.8, 0.95): 0.246154}  # fmt: skip


def right_records(*, base: float = 0.01, sensitivity: float = 0.90, specificity: float = 0.91) -> Reproduced:
    """D8: share of right records at low base rates; the first of four may be set."""
    (_, share), *others = BAYES.items()
    asked = {(base, sensitivity, specificity): share} | dict(others)
    return records_of(asked)


def records_of(published: Mapping[tuple[float, float, float], float], /) -> Reproduced:
    """Share of right records, in events a month."""
    persons, months = 20_000, 40
    figures = []
    for (base, seen, spared), share in published.items():
        name = f"base rate {base:g}, sensitivity {seen:g}, specificity {spared:g}"
        law = base * seen / (base * seen + (1 - base) * (1 - spared))
        figures.append(Figure(name=name, ours=law, published=share, tolerance=5e-7))
        channel = eye("offence", sensitivity=seen, false=(1 - base) * (1 - spared))
        ledger = play(
            on_a_list(months=1, channel=channel), loners(act("offence", base)), persons=persons, months=months
        )
        right, wrong = ledger.total("channel:eye:right"), ledger.total("channel:eye:false")
        due = persons * months * (base * seen + (1 - base) * (1 - spared))
        figures.append(
            Figure(
                name=f"{name}, simulated",
                ours=right / (right + wrong),
                published=share,
                chance=True, tolerance=chance_of_share(share, n=due),
            )
        )
    return reproduced(
        "D8",
        figures=figures,
        how="Bayes, and a channel with these rates of right and false records a month.",
        source="Bayes",
    )
