"""The part of a plan for arithmetic on incomes: how years are made, and what is asked back."""

from __future__ import annotations

from demerit.engine.draft import Draft
from demerit.engine.plan_rating import shares_up_to
from demerit.engine.quantities import factor_of
from demerit.evidence.quantity import Factor

__all__ = ["add_arithmetic"]


def add_arithmetic(draft: Draft, /) -> None:
    """One row for each arithmetic, with the income it reads; the kinds of years of the incomes."""
    numbers, tables = draft.numbers, draft.tables
    tables["arithmetic"], tables["year"] = [], []
    incomes = {income.id: income for income in draft.bundle.conduct.incomes}

    def units(quantity: Factor | None, usual: float) -> int:
        """Quantity row in units of 1/65536."""
        if quantity is None:
            return numbers.add_whole([factor_of(usual)])
        return numbers.add(quantity, convert=factor_of)

    for each in draft.scheme.arithmetic:
        income, first = incomes[each.income], len(tables["year"])
        limits = shares_up_to(draft, [year.share for year in income.years])
        tables["year"].extend([year.worked, limit] for year, limit in zip(income.years, limits, strict=True))
        tables["arithmetic"].append(
            [
                draft.key(f"income:{income.id}"),
                income.periods,
                first,
                len(tables["year"]),
                units(income.amount, 0.0),
                numbers.add_probability(income.claims),
                numbers.add_whole([0]) if income.hidden is None else numbers.add_probability(income.hidden),
                units(income.left_out, 1.0),
                draft.key(f"arithmetic:{each.id}"),
                int(each.reads == "periods"),
                units(each.free, 0.0),
                units(each.taper, 0.0),
                units(each.tolerance, 0.0),
                numbers.add_probability(each.checked),
            ]
        )
