"""E7: averaging a year's income makes debts for people who owe nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from demerit.study.papers.engine import opened, played
from demerit.study.papers.model import Figure, Reproduced, reproduced

__all__ = ["averaging", "debt", "law", "paid", "simulated"]

SOURCE = "Prygodicz v Commonwealth (No 2) [2021] FCA 634; income test of Newstart Allowance, about 2016"
PERIODS = 26
MOST, FREE, TAPER = Fraction("536.40"), Fraction(129), Fraction("0.6")
"""Full benefit of a fortnight in dollars; free of the taper; dollars lost for a dollar earned (one line that is exact
above 254 dollars a fortnight, see au-robodebt-2016)."""

WORKED = (6, 13, 20, 25)
EARNED = (Fraction(600), Fraction(1340), Fraction(4000))
"""Fortnights of work in the year, and wages of each, in dollars: any will do."""

KINDS = {"none": 0, "season": 6, "half": 13, "all": 26}
PERSONS = 20_000


def averaging(
    *, most: float = float(MOST), free: float = float(FREE), taper: float = float(TAPER), periods: int = PERIODS
) -> Reproduced:
    """E7: what is asked back from people who reported all that they earned.

    Parameters
    ----------
    most, free : float
        Full benefit of a period, and income that leaves it whole, in dollars.
    taper : float
        Lost of the benefit for a dollar above that.
    periods : int
        In a year.
    """
    rules = Fraction(str(most)), Fraction(str(free)), Fraction(str(taper))
    figures = [*sums(rules, periods), *steady(rules, periods), *simulated(), *simulated(reads="periods")]
    return reproduced(
        "E7",
        figures=figures,
        how="The benefit of each fortnight reckoned from what was earned in it, then again from the year's mean, in "
        "exact fractions: for n fortnights without work the debt is n min(M, t (mean - free)), and nothing was owed. "
        "An income that stays the same owes nothing. Simulated: the same rule on synthetic recipients "
        "(catalog/papers/averaging.yaml): every debt is false, and none is made where each fortnight is read.",
        source=SOURCE,
    )


def paid(earned: Fraction, /, *, most: Fraction, free: Fraction, taper: Fraction) -> Fraction:
    """Benefit of a period in which so much is earned."""
    return max(Fraction(0), most - taper * max(Fraction(0), earned - free))


def debt(
    earned: Sequence[Fraction], /, *, most: Fraction, free: Fraction, taper: Fraction, reads: str = "year"
) -> Fraction:
    """What is asked back for a year, where all was reported and rightly paid period by period.

    ``reads``: ``year`` puts the mean in the place of each period in which there was a benefit; ``periods`` does not.
    """
    mean = sum(earned, Fraction(0)) / len(earned)
    total = Fraction(0)
    for income in earned:
        had = paid(income, most=most, free=free, taper=taper)
        due = paid(mean if reads == "year" else income, most=most, free=free, taper=taper)
        total += max(Fraction(0), had - due)
    return total


def law(idle: int, /, *, mean: Fraction, most: Fraction, free: Fraction, taper: Fraction) -> Fraction:
    """Debt by averaging for so many periods without work and with the full benefit, none being had in work."""
    return idle * min(most, taper * max(Fraction(0), mean - free))


def sums(rules: Iterable[Fraction], periods: int) -> Iterator[Figure]:
    """False debts of years of several shapes, period by period, beside the law; and what was owed: nothing."""
    most, free, taper = rules
    for worked in WORKED:
        for wage in EARNED:
            if paid(wage, most=most, free=free, taper=taper) > 0 or worked >= periods:
                continue
            year = [Fraction(0)] * (periods - worked) + [wage] * worked
            asked = debt(year, most=most, free=free, taper=taper)
            expected = law(periods - worked, mean=sum(year, Fraction(0)) / periods, most=most, free=free, taper=taper)
            owed = debt(year, most=most, free=free, taper=taper, reads="periods")
            name = f"{worked} of {periods} fortnights at {float(wage):,.0f}"
            for what, ours, theirs in (("asked", asked, expected), ("owed", owed, Fraction(0))):
                figure = f"{name}: {what}"
                yield Figure(name=figure, ours=float(ours), published=float(theirs), tolerance=0, unit="dollars")


def steady(rules: Iterable[Fraction], periods: int) -> Iterator[Figure]:
    """Nothing is asked of an income that stays the same, in the taper or above it."""
    most, free, taper = rules
    for wage in (Fraction(300), *EARNED):
        asked = debt([wage] * periods, most=most, free=free, taper=taper)
        yield Figure(
            name=f"all fortnights at {float(wage):,.0f}: asked", ours=float(asked), published=0, tolerance=0,
            unit="dollars",
        )  # fmt: skip


def simulated(
    *, reads: str = "year", amount: float = 2.5, free: float = 0.2405, taper: float = 0.6
) -> Iterator[Figure]:
    """Share of recipients asked for a debt, by how much of the year they work; and of debts that are not owed."""
    inputs = opened(
        "averaging",
        numbers={
            "conduct.incomes.0.amount": amount,
            "conduct.incomes.0.claims": 1.0,
            "scheme.arithmetic.0.free": free,
            "scheme.arithmetic.0.taper": taper,
        },
        words={"scheme.arithmetic.0.reads": reads},
    )
    ledger = played(inputs, persons=PERSONS, months=1, burn_in=12)
    rules = {"most": Fraction(1), "free": Fraction(str(free)), "taper": Fraction(str(taper))}
    for kind, worked in KINDS.items():
        year = [Fraction(0)] * (26 - worked) + [Fraction(str(amount))] * worked
        expected = float(debt(year, reads=reads, **rules) > 0)
        everyone = ledger.total("subjects", group=f"work={kind}")
        asked = ledger.total("list:debtors:people", group=f"work={kind}")
        yield Figure(
            name=f"simulated, {reads} read, {worked} of 26 in work: asked", ours=asked / everyone, published=expected,
            tolerance=0,
        )  # fmt: skip
    if reads == "year":
        made = ledger.total("rule:debt_raised:entries")
        false = ledger.total("rule:debt_raised:false_record")
        yield Figure(name="simulated: debts that are not owed", ours=false / max(1, made), published=1, tolerance=0)
