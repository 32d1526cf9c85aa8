"""Faults in what needs no record: arithmetic on incomes, published shares, selection by rank."""

from __future__ import annotations

from tests.mutants.fault import Fault, part

INCOMES = "engine/kernels/incomes.py"
CARD = "engine/kernels/card.py"
RANK = "engine/kernels/rank.py"
RUN = "engine/queues.py"

UNRECORDED = (
    Fault(
        "average-over-periods-worked",
        INCOMES,
        "worked * earned // n)",
        "worked * earned // max(np.int64(1), worked))",
        part("averaging"),
        "the year's income is spread over all periods, not over those in which it was earned",
    ),
    Fault(
        "every-averaged-debt-is-true",
        INCOMES,
        "if true_debt > tolerance else",
        "if true_debt >= 0 else",
        part("averaging"),
        "a debt that nobody owes is asserted, and no unlawful act",
    ),
    Fault(
        "idle-periods-forgotten",
        INCOMES,
        " + (n - worked) * max(np.int64(0), idle - spread)",
        "",
        part("averaging"),
        "it is the periods without work in which the mean says that too much was paid",
    ),
    Fault(
        "published-score-never-anew",
        CARD,
        "if every <= 0 or month % every != 0:",
        "if every <= 0 or month % every != 0 or month > 5:",
        part("published-anew"),
        "a published score is drawn anew each so many months",
    ),
    Fault(
        "rank-from-the-other-end",
        RANK,
        "return p[row + LE_SIGN] * score_without",
        "return score_without",
        part("rank-by-score"),
        "a list says whether the lowest or the highest are taken",
    ),
    Fault(
        "bar-of-the-last-selected",
        RUN,
        "cut[:] = line[2, order[size]], line[3, order[size]], 1",
        "cut[:] = line[2, order[size - 1]], line[3, order[size - 1]], 1",
        part("rank-by-score"),
        "who is selected is compared with the first that was not, all others as they are",
    ),
)
