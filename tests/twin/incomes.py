"""Arithmetic on incomes, period by period (``docs/odd/month.md``)."""

from __future__ import annotations

from demerit.scheme.model import IncomeAveraging, Rule
from tests.twin.quantities import units
from tests.twin.state import File, World

ONE = 65536


def debt_cause(world: World, file: File, rule: Rule) -> str:
    """Cause of the entry that a rule on an arithmetic makes this month, or nothing."""
    assert rule.recurring is not None
    since = world.month - rule.recurring.after_months
    if since < 12 or since % 12:
        return ""
    spec = next(each for each in world.scheme.arithmetic if each.id == rule.recurring.arithmetic)
    year = since // 12 - 1
    if not claims(world, spec, file.uid, year) or not is_checked(world, spec, file.uid):
        return ""
    free, taper = amount(world, spec.free, file.uid, year), amount(world, spec.taper, file.uid, year)
    tolerance = amount(world, spec.tolerance, file.uid, year)

    def due(earned: int) -> int:
        return max(0, ONE - (taper * max(0, earned - free) >> 16))

    earned, reported = year_of(world, spec, file.uid, year)
    average = sum(earned) // len(earned)
    by_year = sum(max(0, due(told) - due(average)) for told in reported)
    by_period = sum(due(told) - due(truth) for truth, told in zip(earned, reported, strict=True))
    debt = by_year if spec.reads == "year" else by_period
    if debt <= tolerance:
        return ""
    return "true_unlawful" if by_period > tolerance else "false_record"


def amount(world: World, quantity: object, uid: int, year: int, default: float = 0.0) -> int:
    """A sum in units of 1/65536 of the full benefit of a period."""
    return units(world.read.value(quantity, uid, 12 * year, default))  # type: ignore[arg-type]


def claims(world: World, spec: IncomeAveraging, uid: int, year: int) -> bool:
    """Whether the person asked for the benefit that year."""
    p = world.read.chance(income_of(world, spec).claims, uid, 12 * year)
    return world.dice.lucky(p, f"income:{spec.income}", uid, year, 0)


def is_checked(world: World, spec: IncomeAveraging, uid: int) -> bool:
    """Whether the person's year is looked at."""
    return world.dice.lucky(
        world.read.chance(spec.checked, uid, world.month), f"arithmetic:{spec.id}", uid, world.month, 0
    )


def income_of(world: World, spec: IncomeAveraging):  # type: ignore[no-untyped-def]
    """The income that an arithmetic reads."""
    return next(each for each in world.conduct.incomes if each.id == spec.income)


def year_of(world: World, spec: IncomeAveraging, uid: int, year: int) -> tuple[list[int], list[int]]:
    """What was earned, and what was reported, in each period of a year."""
    income, total, worked = income_of(world, spec), 0.0, None
    stream = f"income:{spec.income}"
    for kind in income.years[:-1]:
        total += world.read.value(kind.share, uid, 12 * year)
        if worked is None and world.dice.lucky(min(1.0, total), stream, uid, year, 1):
            worked = kind.worked
    worked = income.years[-1].worked if worked is None else worked
    earned = told = amount(world, income.amount, uid, year)
    if world.dice.lucky(world.read.chance(income.hidden, uid, 12 * year, 0.0), stream, uid, year, 2):
        told = earned - (earned * amount(world, income.left_out, uid, year, 1.0) >> 16)
    idle = [0] * (income.periods - worked)
    return [earned] * worked + idle, [told] * worked + idle
