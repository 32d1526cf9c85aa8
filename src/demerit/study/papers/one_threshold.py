"""A4: what published scores are worth, and how little one threshold for all costs (Hardt and others 2016)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate

from demerit.study.papers.credit import GROUPS, Lending, ScoreGroup, max_utility, score_groups
from demerit.study.papers.model import Figure, Reproduced, reproduced

__all__ = ["ranking", "single_threshold", "threshold_for_all"]

SOURCE = "Hardt, Price and Srebro 2016, arXiv:1610.02413; TransRisk scores of 2003"
PUBLISHED: Mapping[str, tuple[float, float, float]] = {
    "white": (0.7587, 0.9249, 0.6452), "black": (0.3366, 0.8982, 0.2125), "hispanic": (0.5681, 0.8937, 0.4121),
    "asian": (0.8068, 0.8989, 0.6915),
}  # fmt: skip
"""Share that would repay; chance that one who would repay has the better score of two; share above one threshold."""

TARGET = 0.82
"""Share that must repay for a loan to pay."""

PERCENTILE, EFFICIENCY = 41.0, 0.9935
WITHIN = 0.001


def threshold_for_all(*, target: float = TARGET) -> Reproduced:
    """A4: base rates, ranking, and the best single threshold."""
    groups = [score_groups()[name] for name in GROUPS]
    place, efficiency, lent = single_threshold(groups, target=target)
    ours = {group.name: (group.repaying, ranking(group), lent[group.name].selected) for group in groups}
    names = ("would repay", "ranked rightly (AUC)", "above one threshold")
    figures = [
        Figure(name=f"{group}: {name}", ours=ours[group][n], published=PUBLISHED[group][n], tolerance=WITHIN)
        for n, name in enumerate(names)
        for group in GROUPS
    ]
    figures.append(
        Figure(name="best single threshold", ours=place / 2, published=PERCENTILE, tolerance=0, unit="percentile")
    )
    figures.append(
        Figure(name="its profit of the most there is", ours=efficiency, published=EFFICIENCY, tolerance=WITHIN)
    )
    return reproduced(
        "A4",
        figures=figures,
        how="Shares and ranks of the published scores; the profit of one threshold for all groups over that of the "
        f"best threshold for each, where a loan pays if {100 * target:g} % repay.",
        source=SOURCE,
    )


def ranking(group: ScoreGroup, /) -> float:
    """Chance that of one who would repay and one who would not, the first has the better score; ties count half."""
    bad = [share * (1 - repay) for share, repay in zip(group.shares, group.repay, strict=True)]
    below = [0.0, *accumulate(bad)]
    good = (share * repay for share, repay in zip(group.shares, group.repay, strict=True))
    right = sum(part * (below[n] + bad[n] / 2) for n, part in enumerate(good))
    return right / group.repaying / below[-1]


def single_threshold(groups: Sequence[ScoreGroup], /, *, target: float) -> tuple[int, float, dict[str, Lending]]:
    """Best threshold for all: its place among the scores, its profit over the most there is, what it lends."""
    loss, gain = target, 1 - target
    everyone = sum(group.people for group in groups)

    def profit(lending: Mapping[str, Lending]) -> float:
        return sum(lent.group.people / everyone * lent.utility(loss=loss, gain=gain) for lent in lending.values())

    def above(place: int) -> dict[str, Lending]:
        return {
            group.name: Lending(group=group, lent=tuple(float(n >= place) for n in range(len(group.scores))))
            for group in groups
        }

    best = max(range(len(groups[0].scores)), key=lambda place: profit(above(place)))
    return best, profit(above(best)) / profit(max_utility(groups, loss=loss, gain=gain)), above(best)
