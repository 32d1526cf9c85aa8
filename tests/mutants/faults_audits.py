"""Faults in the audits and credit scores that are worked out again."""

from __future__ import annotations

from tests.mutants.fault import Fault

HERE = "tests/papers"

AUDITS = (
    Fault(
        "figure-passes-beyond-its-tolerance",
        "study/papers/model.py",
        "return abs(self.ours - self.published) <= self.tolerance",
        "return abs(self.ours - self.published) <= 2 * self.tolerance",
        (f"{HERE}/test_frame.py::test_a_figure_passes_within_its_tolerance[0.5-0.5101-0.01-False]",),
        "what is twice as far off as it may be would be met",
    ),
    Fault(
        "item-passes-with-a-figure-missed",
        "study/papers/model.py",
        "passed=bool(held) and not missed",
        "passed=bool(held) and len(missed) < len(held)",
        (f"{HERE}/test_frame.py::test_an_item_passes_if_all_its_figures_do_and_it_has_some",),
        "an item is met only if all its figures are",
    ),
    Fault(
        "lots-at-the-threshold-left-out",
        "study/papers/credit.py",
        "min(1.0, max(left, 0.0) / share) if share > 0",
        "float(share <= left) if share > 0",
        (f"{HERE}/test_loans.py::test_rules_are_the_best_of_their_kind[2.5]",),
        "without lots no two groups can be lent to alike",
    ),
    Fault(
        "credit-for-other-fortnights",
        "study/papers/averaging.py",
        "total += max(Fraction(0), had - due)",
        "total += had - due",
        (f"{HERE}/test_audits.py::test_a_fortnight_more_without_work_is_another_debt",),
        "what a fortnight's mean would have given more is not set against the debt",
    ),
    Fault(
        "rules-blind-to-the-group",
        "study/papers/grants.py",
        "parts = [(cell[group] / everyone[group], cell[reference] / everyone[reference])",
        "parts = [(cell[reference] / everyone[reference], cell[reference] / everyone[reference])",
        (f"{HERE}/test_groups.py::test_rules_without_origin_reach_from_less_to_more[0.1419]",),
        "what a rule without origin can do to a group hangs on where the group is",
    ),
)  # fmt: skip
