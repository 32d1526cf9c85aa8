"""A1: three rules for loans, and whom each of them harms (Liu and others 2018)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from demerit.study.papers.credit import (
    Lending,
    ScoreGroup,
    demographic_parity,
    equal_opportunity,
    max_utility,
    score_groups,
)
from demerit.study.papers.engine import Z, chance_of_share, opened, played
from demerit.study.papers.model import Figure, Reproduced, reproduced

__all__ = ["DOWN", "PUBLISHED", "RULES", "UP", "harm_begins", "lending", "loans", "simulated"]

SOURCE = "Liu, Dean, Rolf, Simchowitz and Hardt 2018, arXiv:1803.04383, with their code; TransRisk scores of 2003"

RULES = MappingProxyType({
    "max utility": max_utility,
    "demographic parity": demographic_parity,
    "equal opportunity": equal_opportunity,
})  # fmt: skip
UP, DOWN = 75.0, 150.0
"""Points for a loan repaid, and lost for one that is not (their figure 4)."""

PUBLISHED: Mapping[str, Mapping[str, tuple[float, float, float, float]]] = {
    "max utility": {"white": (0.6634, 0.8335, 38.67, 613.8), "black": (0.1677, 0.4496, 8.40, 645.0)},
    "demographic parity": {"white": (0.5774, 0.7367, 35.04, 649.2), "black": (0.5774, 0.9239, -17.14, 480.1)},
    "equal opportunity": {"white": (0.6249, 0.7913, 37.24, 631.0), "black": (0.3561, 0.7913, 6.01, 557.3)},
}
"""Share that gets a loan; of those who would repay; mean change of score, clipped; threshold. Loss 4, gain 1: by their
code and by a linear programme."""

WITHIN = (0.002, 0.002, 0.01, 0.06)
"""How near each of the four must come: ties at the threshold may move one score; two places, one place."""

PUBLISHED_HARM = 529.75
"""Score of Black borrowers below which lending to more of them lowers their mean, as their code draws it."""

MEASURES = ("gets a loan", "gets a loan of those who would repay", "mean change of score", "threshold")
UNITS = ("share", "share", "points", "score")
PERSONS = 80_000


def lending(groups: Sequence[ScoreGroup], /, *, loss: float, gain: float) -> dict[str, dict[str, Lending]]:
    """What each of the three rules does to each group: any groups, any loss and gain."""
    return {name: rule(groups, loss=loss, gain=gain) for name, rule in RULES.items()}


def loans(
    *,
    groups: tuple[str, ...] = ("white", "black"),
    loss: float = 4.0,
    gain: float = 1.0,
    up: float = UP,
    down: float = DOWN,
) -> Reproduced:
    """A1: the three rules on the published scores, exactly and with synthetic borrowers.

    Parameters
    ----------
    groups : tuple of str
        Any of ``white``, ``black``, ``hispanic``, ``asian``; the last is the one whose harm is looked at.
    loss, gain : float
        Of the bank, by a loan that is not repaid and by one that is.
    up, down : float
        Points of a borrower, won and lost by the same.
    """
    people = [score_groups()[name] for name in groups]
    found = lending(people, loss=loss, gain=gain)
    figures = [*exact(found, up=up, down=down), *claims(found, group=groups[-1], up=up, down=down)]
    harm = harm_begins(people[-1], up=up, down=down)
    published = PUBLISHED_HARM if groups[-1] == "black" else None
    name = f"{groups[-1]}: harm begins at"
    figures.append(Figure(name=name, ours=harm, published=published, tolerance=0.005, unit="score"))
    figures.extend(simulated(found, up=up, down=down))
    return reproduced(
        "A1",
        figures=figures,
        how="The best rule of each kind stands at a corner of a concave, piecewise linear utility, and is found "
        "exactly for any groups, loss and gain. Simulated: one score with bands, a threshold and lots for each group, "
        "one loan (catalog/papers/loans.yaml), on people drawn from the published shares.",
        source=SOURCE,
    )


def four(one: Lending, *, up: float, down: float) -> tuple[float, float, float, float]:
    """The four measures of a rule in a group."""
    return one.selected, one.tpr, one.score_change(up=up, down=down), one.threshold


def exact(found: Mapping[str, Mapping[str, Lending]], *, up: float, down: float) -> Iterator[Figure]:
    """The four measures of each rule and group beside the published ones."""
    for rule, by_group in found.items():
        for group, one in by_group.items():
            published = PUBLISHED[rule].get(group, (None,) * len(MEASURES))
            rows = zip(MEASURES, four(one, up=up, down=down), published, WITHIN, UNITS, strict=True)
            for measure, ours, theirs, within, unit in rows:
                name = f"{rule}, {group}: {measure}"
                yield Figure(name=name, ours=ours, published=theirs, tolerance=within, unit=unit)


def claims(found: Mapping[str, Mapping[str, Lending]], *, group: str, up: float, down: float) -> Iterator[Figure]:
    """What the paper claims: parity harms the group, equal opportunity does not, and a free bank does more for it."""
    change = {rule: by_group[group].score_change(up=up, down=down) for rule, by_group in found.items()}
    parity, equal = change["demographic parity"], change["equal opportunity"]
    gap = change["max utility"] - equal
    for name, ours, sign in (
        ("parity lowers the mean score", parity, -1.0),
        ("equal opportunity raises it", equal, 1.0),
        ("a free bank raises it more", gap, 1.0),
    ):
        published = sign if group == "black" else None
        yield Figure(name=f"{group}: {name}", ours=ours, published=published, tolerance=None, unit="points")


def harm_begins(group: ScoreGroup, /, *, up: float, down: float) -> float:
    """Score below which lending to more of a group lowers its mean score; the least score if it never does.

    Between two scores it is drawn as in the source: up from the lower by the share of it that could still be lent to.
    """
    total = 0.0
    everybody = Lending(group=group, lent=(1.0,) * len(group.scores))
    for n in reversed(range(len(group.scores))):
        here = everybody.change_at(n, up=up, down=down) * group.shares[n]
        if total + here < 0:
            step = group.scores[min(n + 1, len(group.scores) - 1)] - group.scores[n]
            return group.scores[n] + total / -here * step
        total += here
    return group.scores[0]


def simulated(
    found: Mapping[str, Mapping[str, Lending]], /, *, up: float, down: float, persons: int = PERSONS
) -> Iterator[Figure]:
    """Each rule on synthetic borrowers: who gets a loan, and the change of scores (not clipped), within chance."""
    for rule, by_group in found.items():
        firsts = {group: -float(one.first) for group, one in by_group.items()}
        lots = {group: one.lent[one.first] for group, one in by_group.items()}
        inputs = opened(
            "loans",
            numbers={
                "scheme.traits.1.points": {"group": firsts},
                "scheme.lists.0.entries.1.p": {"group": lots},
            },
        )
        ledger = played(inputs, persons=persons, months=1)
        for group, one in by_group.items():
            everyone = ledger.total("subjects", group=f"group={group}")
            repaid, owed = (
                ledger.total("list:loan:people", group=f"group={group}&repays={key}") for key in ("yes", "no")
            )
            yield Figure(
                name=f"{rule}, {group}, simulated: gets a loan", ours=(repaid + owed) / everyone,
                published=one.selected, chance=True, tolerance=chance_of_share(one.selected, n=everyone),
            )  # fmt: skip
            law, square = moments(one, up=up, down=down)
            yield Figure(
                name=f"{rule}, {group}, simulated: mean change, not clipped",
                ours=(up * repaid - down * owed) / everyone,
                published=law,
                chance=True, tolerance=Z * math.sqrt((square - law * law) / everyone),
                unit="points",
            )


def moments(one: Lending, *, up: float, down: float) -> tuple[float, float]:
    """Mean of the change of score of one person of the group, and of its square."""
    repay = one.group.repay
    return (
        one.total(lambda n: repay[n] * up - (1 - repay[n]) * down),
        one.total(lambda n: repay[n] * up * up + (1 - repay[n]) * down * down),
    )
