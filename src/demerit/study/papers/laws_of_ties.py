"""D9, D10, D12, D13: closed forms of what crosses ties, on the engine."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demerit.ledger.model import LOG_KINDS
from demerit.scheme.model import Rule, Scheme, Score, SpreadRule, TieTerm
from demerit.society.load import SocietyBundle
from demerit.society.model import Behaviour, Households, TieKind
from demerit.society.population import populate
from demerit.society.tables import BLOCK, tie_code
from demerit.society.ties import ties_of
from demerit.study.papers.engine import SEED, Z, chance_of_share
from demerit.study.papers.laws_of_records import eye, loners
from demerit.study.papers.model import Figure, Reproduced, reproduced
from demerit.study.papers.stage import act, dated, ladder, number, paper_scheme, play

__all__ = ["borel", "cascades", "friends", "giant", "household", "mixed", "one_hop", "progeny", "reed_frost"]

SLOTS = 100
"""Ties are made in so many rounds, so that numbers of ties are binomial: nearly the Poisson law of the forms."""
NEWMAN = "Newman 2002, arXiv:cond-mat/0205009"


def friends(degree: float, /, *, slots: int = SLOTS) -> TieKind:
    """Friends in blocks of 65,536."""
    return TieKind(id="friend", mean_degree=number(degree, "count"), within="65536", slots=slots)


def once(rate: float, /) -> Behaviour:
    """An act in the first month only, for a share of people ``rate``."""
    first = dated([-12 * math.log1p(-rate), 0.0], "per_year")
    return Behaviour(id="offence", gravity=1, rate=first)


def carried(p: float, *, hops: int, to: str = "friend") -> Scheme:
    """An entry of a point, which goes on along ties."""
    return paper_scheme(
        "law",
        paper="closed form",
        channels=(eye("offence"),),
        score=Score(kind="sum", initial=number(0, "points")),
        rules=(Rule(id="offence", on="offence", points=number(-1, "points")),),
        spread=(SpreadRule(id="on", rule="offence", to=to, p_carry=number(p, "probability"), hops=hops),),
    )


def entries_of(scheme: Scheme, bundle: SocietyBundle, *, persons: int, months: int) -> Any:
    """Entries in the log of a run: subject, month, and who acted."""
    log = play(scheme, bundle, persons=persons, months=months, keep="all").log
    assert log is not None
    return log[log["kind"] == LOG_KINDS.index("entry")]


def one_hop(
    *, degree: float = 6.0, tau: float = 0.04, p: float = 0.5, published: tuple[float, float] | None = None
) -> Reproduced:
    """D9: entries received by association, and people who receive any."""
    persons = 131_072
    entries = entries_of(carried(p, hops=1), loners(once(tau), ties=(friends(degree),)), persons=persons, months=2)
    own = entries["other"] == entries["uid"]
    first = entries[own]
    n = len(first)
    received, reached = int((~own).sum()), len(np.unique(entries["uid"][~own]))
    mean, some = published or (0.12, 0.113080)
    a_source = degree * p
    # from the entries that there were to those due; two entries of one source reach the same people
    clumped = -math.expm1(-n / persons * p)
    some_here = -math.expm1(math.log1p(-reached / persons) * tau * p / clumped)
    slots = 1 - (1 - degree * tau * p / SLOTS) ** SLOTS
    figures = [
        Figure(name="c tau p", ours=degree * tau * p, published=mean, tolerance=1e-12, unit="entries"),
        Figure(name="1 - exp(-c tau p)", ours=-math.expm1(-degree * tau * p), published=some, tolerance=5e-7),
        Figure(
            name="received a person",
            ours=received / n * tau,
            published=mean,
            chance=True, tolerance=Z * tau * math.sqrt(a_source * (1 - a_source / SLOTS) / n),
            unit="entries",
        ),
        Figure(
            name="people who received any",
            ours=some_here,
            published=some,
            chance=True, tolerance=chance_of_share(some, n=persons) + abs(slots + math.expm1(-degree * tau * p)),
        ),
    ]
    return reproduced(
        "D9",
        figures=figures,
        how="A share of people acts in one month; each of their ties carries the entry with a chance, once. Counted "
        "from the log, for each source.",
        source="closed form",
    )


def borel(ratio: float, size: int, /) -> float:
    """Chance that a cascade with ``ratio`` new members a member has ``size`` members."""
    return math.exp(-ratio * size) * (ratio * size) ** (size - 1) / math.factorial(size)


def giant(ratio: float, /) -> float:
    """Share S of all that a cascade above the threshold reaches: S = 1 - exp(-R S)."""
    share = 1.0
    for _ in range(10_000):
        share = -math.expm1(-ratio * share)
    return share


def giant_of_slots(ratio: float, /) -> float:
    """The same share where numbers of ties are binomial."""
    q, dies = ratio / SLOTS, 0.0
    for _ in range(10_000):
        dies = (1 - q + q * dies) ** (SLOTS - 1)
    return 1 - (1 - q + q * dies) ** SLOTS


def progeny(size: int, /, *, q: float) -> float:
    """Chance of the size of a cascade where a root has ``SLOTS`` slots, the others one less (Otter and Dwass)."""
    if size == 1:
        return (1 - q) ** SLOTS
    total = 0.0
    for first in range(1, size):
        chance = math.comb(SLOTS, first) * q**first * (1 - q) ** (SLOTS - first)
        left, trials = size - 1 - first, (SLOTS - 1) * (size - 1)
        total += chance * first / (size - 1) * math.comb(trials, left) * q**left * (1 - q) ** (trials - left)
    return total


SIZES = {1: 0.740818, 2: 0.164643, 3: 0.054887}


def cascades(
    *, ratio: float = 0.3, above: float = 1.5, sizes: Mapping[int, float] | None = None, share: float | None = None
) -> Reproduced:
    """D10: sizes of cascades below the threshold, and the share that they reach above it."""
    persons, degree = 131_072, 6.0
    sizes, share = sizes or SIZES, share or 0.582812
    entries = entries_of(
        carried(ratio / degree, hops=250), loners(once(0.015), ties=(friends(degree),)), persons=persons, months=24
    )
    own = entries["other"] == entries["uid"]
    roots, acts = np.unique(entries["uid"][own], return_counts=True)
    counts = dict(zip(*np.unique(entries["other"][~own], return_counts=True), strict=True))
    found = [1 + int(counts.get(root, 0)) for root, n in zip(roots, acts, strict=True) if n == 1]
    n, q = len(found), ratio / SLOTS
    figures = [
        Figure(name=f"P({size}), Borel", ours=borel(ratio, size), published=p, tolerance=5e-7)
        for size, p in sizes.items()
    ]
    figures.append(Figure(name="giant share", ours=giant(above), published=share, tolerance=5e-7))
    for size, published in sizes.items():
        law = progeny(size, q=q)
        figures.append(
            Figure(
                name=f"P({size})",
                ours=sum(each == size for each in found) / n,
                published=published,
                chance=True, tolerance=chance_of_share(law, n=n) + abs(law - borel(ratio, size)),
            )
        )
    variance = ratio / (1 - ratio) ** 3
    mean = 1 / (1 - ratio)
    figures.append(
        Figure(
            name="mean size",
            ours=sum(found) / n,
            published=mean,
            unit="people",
            chance=True, tolerance=Z * math.sqrt(variance / n) + abs(1 + ratio / (1 - ratio + q) - mean),
        )
    )
    figures.append(reach(above, share=share))
    return reproduced(
        "D10",
        figures=figures,
        how="Entries that go on along ties with friends until nobody is left to tell; the sizes of cascades from the "
        "log. Ties are made in 100 rounds, so numbers are binomial; how far that is from Poisson is allowed for.",
        source=NEWMAN,
    )


def reach(ratio: float, /, *, share: float, persons: int = 65_536) -> Figure:
    """Share of people that one large cascade reaches."""
    degree = 6.0
    entries = entries_of(
        carried(ratio / degree, hops=250),
        loners(once(12 / persons), ties=(friends(degree),)),
        persons=persons,
        months=100,
    )
    own = entries["other"] == entries["uid"]
    sizes = np.unique(entries["other"][~own], return_counts=True)[1]
    large = [size / persons for size in sizes if size > persons // 10]
    # the final size of an epidemic (von Bahr and Martin-Löf 1980, Adv. Appl. Prob. 12:319)
    deviation = math.sqrt(share * (1 - share) / persons) / (1 - ratio * (1 - share))
    return Figure(
        name="share that a large cascade reaches",
        ours=float(np.mean(large)) if large else float("nan"),
        published=share,
        chance=True, tolerance=Z * deviation + abs(giant_of_slots(ratio) - giant(ratio)),
    )


def reed_frost(p: float, /) -> tuple[float, float, float]:
    """Law of how many of a household of three are reached from one, with chance p along each tie."""
    q = 1 - p
    return q * q, 2 * p * q * q, p * p + 2 * p * q * p


REACHED = (0.490, 0.294, 0.216)


def household(*, p: float = 0.3, published: tuple[float, float, float] | None = None) -> Reproduced:
    """D12: guilt in a household of three."""
    published = published or REACHED
    persons, size = 163_840, 3
    homes = Households(shares={"1": 0.0, "2": 0.0, "3": 1.0}, grade="research", source=("paper",))
    entries = entries_of(
        carried(p, hops=2, to="household"), loners(once(0.05), households=homes), persons=persons, months=4
    )
    whole = entries[entries["uid"] % BLOCK < BLOCK - BLOCK % size]  # the last household of a block is cut
    home = whole["uid"] // BLOCK * BLOCK + whole["uid"] % BLOCK // size
    own = whole["other"] == whole["uid"]
    acts = np.bincount(home[own], minlength=persons)
    members = np.bincount(home, minlength=persons)[acts == 1]
    n = len(members)
    figures = [
        Figure(name=f"{k} reached", ours=ours, published=share, tolerance=5e-4)
        for k, (ours, share) in enumerate(zip(reed_frost(p), published, strict=True), start=1)
    ]
    figures += [
        Figure(
            name=f"{k} reached, simulated",
            ours=int((members == k).sum()) / n,
            published=share,
            chance=True, tolerance=chance_of_share(share, n=n),
        )
        for k, share in enumerate(published, start=1)
    ]
    return reproduced(
        "D12",
        figures=figures,
        how="An entry goes on to each other member of the household with a chance, and from there once more; the "
        "households in which one act was done, from the log.",
        source="Reed-Frost",
    )


FOUR: tuple[tuple[float, ...], ...] = (
    (0, 1 / 2, 1 / 2, 0),
    (1 / 3, 0, 1 / 3, 1 / 3),
    (1 / 2, 1 / 2, 0, 0),
    (0, 1, 0, 0),
)
OWN = (100.0, 40.0, 80.0, 0.0)
DRAWN_TO = (88.2895996935, 45.8149779736, 76.1156866501, 13.7444933921)


def settled(weights: NDArray[np.float64], own: NDArray[np.float64], share: float, /) -> NDArray[np.float64]:
    """Scores of which a share is the mean of the others': (1 - a) (I - a W)^-1 b."""
    return np.asarray(np.linalg.solve(np.eye(len(own)) - share * weights, (1 - share) * own))


def mixed(*, share: float = 0.3) -> Reproduced:
    """D13: scores averaged with those of friends."""
    ours = settled(np.array(FOUR), np.array(OWN), share)
    figures = [
        Figure(name=f"person {place}", ours=float(mine), published=theirs, tolerance=1e-9, unit="points")
        for place, (mine, theirs) in enumerate(zip(ours, DRAWN_TO, strict=True), start=1)
    ]
    persons, months, top = 500, 60, 100
    own = {"here": float(top), "there": 0.0}
    term = TieTerm(id="company", tie="friend", mix=number(share, "share"))
    scheme = paper_scheme(
        "law",
        paper="closed form",
        bands=ladder("b", top),
        score=Score(kind="sum", initial=number(0, "points", by={"place": own}), terms=(term,)),
    )
    bundle = loners(act("offence", 0.0), ties=(friends(6.0),))
    ledger = play(scheme, bundle, persons=persons, months=months)
    now = [int(ledger.series[f"band:b{score}:now"][-1]) for score in range(top + 1)]
    scores = np.floor(settled(*town(bundle, own, persons=persons), share) + 0.5)
    due = np.bincount(scores.astype(np.int64), minlength=top + 1)
    unlike = sum(abs(a - b) for a, b in zip(now, due.tolist(), strict=True)) // 2
    figures.append(
        Figure(name="engine: people whose score is another", ours=unlike, published=0, tolerance=0, unit="people")
    )
    return reproduced(
        "D13",
        figures=figures,
        how="The linear system on the published four; then scores of 500 people with friends, of which a share is the "
        "mean of their friends' a month before, after 60 months of the engine, in whole points.",
        source="Friedkin and Johnsen 1990",
    )


def town(
    bundle: SocietyBundle, own: Mapping[str, float], *, persons: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Who is tied to whom, as means; who has no friend keeps their own score. And everyone's own score."""
    population = populate(bundle.society, seed=SEED, persons=persons)
    places = population.cell_values("place")[population.cells(0, persons)]
    base = np.array([list(own.values())[place] for place in places])
    weights, ends = np.zeros((persons, persons)), np.zeros(persons, dtype=np.int64)
    for uid in range(persons):
        n = ties_of(population.tables, tie_code("friend"), uid, persons, ends)
        if n:
            weights[uid, ends[:n]] = 1 / n
        else:
            weights[uid, uid] = 1.0
    return weights, base
