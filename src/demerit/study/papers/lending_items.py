"""B1: the law of scores in the long run if everyone gets a loan. B3: an equal-opportunity lender over time."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from demerit.study.papers.engine import chance_of_share
from demerit.study.papers.lending import (
    APPLIES,
    DAMOUR,
    PAPER,
    Law,
    Lender,
    Lending,
    Round,
    runs,
    scores_after,
    stationary,
    step,
)
from demerit.study.papers.model import Figure, Reproduced, reproduced

__all__ = [
    "SIGNS",
    "STATIONARY",
    "Course",
    "chain",
    "chain_of",
    "compared",
    "course",
    "over_time",
    "settled",
    "simulated",
]

STATIONARY = (0.514835, 0.064354, 0.023402, 0.026327, 0.045132, 0.097785, 0.228165)
"""Recomputed for the table of published results from the published repayment probabilities."""
REPAYMENT = 0.348182
SIGNS = {
    "loans, two": (3181 - 2604) / 100,
    "repayment, two": 0.341 - 0.4225,
    "credit gap": 0.0975 - 0.0385,
    "repayment, one, under max utility": 0.461 - 0.590,
    "repayment, two, under max utility": 0.4225 - 0.495,
}
"""Of the authors' code with seed 0; only their signs are claimed. Loans are a hundred applications'."""
MONTHS = 24
PERSONS = 3000


def lending_of(
    repays: Mapping[str, float], one: Mapping[str, float], two: Mapping[str, float], *, interest: float
) -> Lending:
    """A lending of two groups from tables by score."""
    starts = {name: tuple(start.values()) for name, start in (("one", one), ("two", two))}
    return Lending(repays=tuple(repays.values()), starts=starts, interest=interest)


def by_score(values: Sequence[float], /) -> dict[str, float]:
    """Numbers by score, as a table of settings."""
    return {str(score): value for score, value in enumerate(values)}


REPAYS = by_score(DAMOUR.repays)
ONE, TWO = (by_score(DAMOUR.starts[group]) for group in ("one", "two"))


def chain(
    *, repays: Mapping[str, float] = REPAYS, one: Mapping[str, float] = ONE, two: Mapping[str, float] = TWO
) -> Reproduced:
    """B1: repayment by score, and the share of two groups that starts at each."""
    return chain_of(lending_of(repays, one, two, interest=1.0))


def chain_of(lending: Lending, /, *, published: Sequence[float] = STATIONARY) -> Reproduced:
    """The same, of any number of scores and groups."""
    repayment = float(np.dot(published, lending.repays)) if published is not STATIONARY else REPAYMENT
    law = published if lending.repays == DAMOUR.repays else stationary(lending.repays)
    return reproduced(
        "B1",
        figures=[*settled(lending, published=published, repayment=repayment), *everyone(lending, law=law)],
        how="A birth-death chain on the scores. From either group's start it is brought to rest by its matrix. Then as "
        "a scheme whose bands are the scores, run by the engine: from the law in the long run, which must stay, and "
        "from the groups' starts, against the matrix after 24 months. The published law is recomputed from the "
        "published probabilities; the figure of the paper shows its bathtub.",
        source=f"{PAPER}, appendix A.1",
    )


def settled(lending: Lending, /, *, published: Sequence[float], repayment: float) -> Iterator[Figure]:
    """Law of the score after many rounds from each start, and mean repayment."""
    everyone = np.ones(len(lending.repays))
    far = np.linalg.matrix_power(step(lending.repays, everyone, applies=1.0), 1 << 14)
    for group, start in lending.starts.items():
        law = np.array(start) @ far
        for score, share in enumerate(law):
            yield Figure(name=f"{group}: score {score}", ours=float(share), published=published[score], tolerance=5e-7)
        yield Figure(
            name=f"{group}: mean repayment", ours=float(law @ np.array(lending.repays)), published=repayment,
            tolerance=5e-7,
        )  # fmt: skip


def everyone(lending: Lending, /, *, law: Sequence[float] | Law) -> Iterator[Figure]:
    """The scheme, started where it should stay."""
    rest = np.array(law) / math.fsum(law)
    resting = replace(lending, starts={"at rest": tuple(rest)})
    yield from simulated(resting, "everyone", law={"at rest": rest})
    yield from simulated(lending, "everyone")


def simulated(
    lending: Lending,
    lender: Lender,
    /,
    *,
    law: Mapping[str, Law] | None = None,
    months: int = MONTHS,
    persons: int = PERSONS,
) -> Iterator[Figure]:
    """Share of people at each score at the end of a run, against a law (the matrix, where none is given)."""
    rounds = list(runs(lending, lender, rounds=months))
    for group in lending.starts:
        due = rounds[-1].now[group] if law is None else law[group]
        found, n = scores_after(lending, [each.granted[group] for each in rounds[:-1]], group=group, persons=persons)
        for score, share in enumerate(found):
            p = float(due[score])
            yield Figure(
                name=f"{lender}, {group}, simulated: score {score}", ours=float(share), published=p,
                chance=True, tolerance=chance_of_share(p, n=n) if 0 < p < 1 else 0.0,
            )  # fmt: skip


class Course:
    """What a run of rounds comes to: loans a hundred applications, mean repayment, cumulative true positive rate."""

    def __init__(self, lending: Lending, rounds: Sequence[Round], /) -> None:
        p = np.array(lending.repays)
        played = rounds[:-1]
        self.loans, self.tpr, self.first, self.last = {}, {}, {}, {}
        for group in lending.starts:
            given = [float(each.now[group] @ each.granted[group]) for each in played]
            right = [float((each.now[group] * each.granted[group]) @ p) for each in played]
            able = [float(each.now[group] @ p) for each in played]
            self.loans[group] = 100.0 * math.fsum(given) / len(played)
            self.tpr[group] = math.fsum(right) / math.fsum(able)
            self.first[group] = float(rounds[0].now[group] @ p)
            self.last[group] = float(rounds[-1].now[group] @ p)

    def gap(self, of: Mapping[str, float], /) -> float:
        """The first group's less the second's."""
        one, two = of.values()
        return one - two


def course(lending: Lending, lender: Lender, /, *, applications: int = 100, applies: float = APPLIES) -> Course:
    """The course after so many applications a person, each of which may move a score."""
    return Course(lending, list(runs(lending, lender, rounds=round(applications / applies), applies=applies)))


def compared(lending: Lending = DAMOUR, /, *, signs: Mapping[str, float] = SIGNS) -> Iterator[Figure]:
    """An equal-opportunity lender less one who maximises utility, in expected values."""
    most, equal = course(lending, "max_utility"), course(lending, "equal_opportunity")
    one, two = lending.starts
    ours = {
        "loans, two": equal.loans[two] - most.loans[two],
        "repayment, two": equal.last[two] - most.last[two],
        "credit gap": equal.gap(equal.last) - most.gap(most.last),
        "repayment, one, under max utility": most.last[one] - most.first[one],
        "repayment, two, under max utility": most.last[two] - most.first[two],
    }
    still = Course(lending, [next(runs(lending, "equal_opportunity", rounds=0))] * 3)
    for name, value in ours.items():
        unit = "loans" if "loans" in name else "share"
        yield Figure(name=name, ours=value, published=signs[name], tolerance=None, unit=unit)
    still_gap, gap = still.gap(still.tpr), abs(equal.gap(equal.tpr))
    yield Figure(name="TPR gap over the run, if scores stood still", ours=still_gap, published=0, tolerance=1e-9)
    yield Figure(name="TPR gap over the run, size", ours=gap, published=1, tolerance=None)


def over_time(
    *,
    repays: Mapping[str, float] = REPAYS,
    one: Mapping[str, float] = ONE,
    two: Mapping[str, float] = TWO,
    interest: float = 1.0,
) -> Reproduced:
    """B3: repayment by score, starts of two groups, and what a repaid loan earns per unit lost by a default."""
    lending = lending_of(repays, one, two, interest=interest)
    return reproduced(
        "B3",
        figures=[
            *compared(lending),
            *simulated(lending, "max_utility", persons=2000),
            *simulated(lending, "equal_opportunity", persons=2000),
        ],
        how="Equal opportunity less max utility after 100 applications a person, as expected values: more loans, lower "
        "repayment, a wider gap for group two; both groups' means fall under max utility. Only signs are claimed; the "
        "published ones are of one run with 100 persons a group. Rates of true positives are equal at every step, yet "
        "not over the run; its size is small here (the paper shows it as a figure, 1 stands for it). Both lenders are "
        "then played by the engine for 24 months, against the expected values.",
        source=f"{PAPER}, figures 4 and 5",
    )
