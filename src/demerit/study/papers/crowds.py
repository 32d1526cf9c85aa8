"""C1 and C3: thresholds. Who joins once enough others are seen to have joined (Granovetter 1978, Kuran 1991).

These are games of public conduct, not schemes: nobody is scored. A scheme here changes conduct through what people
perceive, smoothly (``docs/odd/month.md``, phase respond), so the mechanism stands here by itself, in whole numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

from demerit.study.papers.model import Figure, Reproduced, reproduced

__all__ = ["crowd", "joined", "joined_share", "tens", "uprising"]

GRANOVETTER = "Granovetter 1978, American Journal of Sociology 83(6):1420"
KURAN = "Kuran 1991, World Politics 44(1):7"


def tens(*others: int) -> tuple[int, ...]:
    """Thresholds of ten people in per cent: the first three as given, the rest 30, 40, ..., 80 and 100."""
    return (*others, *range(30, 90, 10), 100)


def joined(thresholds: Sequence[int], /) -> int:
    """How many have joined in the end, if each joins once as many as their threshold have; nobody leaves.

    In every round all look at once. The end is the same in any order: joining only brings more to join.

    Examples
    --------
    >>> joined([0, 1, 2, 3]), joined([0, 2, 2, 3])
    (4, 1)
    """
    count = 0
    while (now := sum(threshold <= count for threshold in thresholds)) != count:
        count = now
    return count


def joined_share(thresholds: Sequence[int], /) -> float:
    """Per cent that have joined in the end, if thresholds are in per cent of all.

    Examples
    --------
    >>> joined_share([0, 50, 50, 100])
    25.0
    """
    n = len(thresholds)
    return 100 * joined([-(-threshold * n // 100) for threshold in thresholds]) / n


def crowd(*, people: int = 100, changed: int = 1, made: int = 2) -> Reproduced:
    """C1: a hundred people with thresholds 0 to 99 all act; with one person's 1 made a 2 only one does."""
    thresholds = list(range(people))
    other = [made if threshold == changed else threshold for threshold in thresholds]
    figures = [
        Figure(name="thresholds 0 to 99", ours=joined(thresholds), published=100, tolerance=0, unit="people"),
        Figure(name="one 1 made a 2", ours=joined(other), published=1, tolerance=0, unit="people"),
    ]
    return reproduced(
        "C1",
        figures=figures,
        how="Rounds of looking and joining until nobody moves, in whole numbers. Not a scheme: nobody is scored.",
        source=GRANOVETTER,
    )


def uprising(*, second: int = 20, other: int = 10) -> Reproduced:
    """C3: one person's threshold among ten makes the difference between 10 and 90 per cent.

    The sequences are as retold (the paper was not read); the results follow from them.
    """
    sequences = {tens(0, second, 20): 10, tens(0, other, 20): 90}
    figures = [
        Figure(
            name=" ".join(map(str, sequence)),
            ours=joined_share(sequence),
            published=share,
            tolerance=0,
            unit="per cent",
        )
        for sequence, share in sequences.items()
    ]
    return reproduced(
        "C3",
        figures=figures,
        how="The same rounds with thresholds in per cent of all. The sequences are as retold, the paper was not read.",
        source=KURAN,
    )
