"""Faults in what a fit may read and move, and in how far it says that a model is off."""

from __future__ import annotations

from tests.mutants.fault import Fault

PARTS = "tests/unit/study/test_calibration.py"
WHOLE = "tests/unit/study/test_calibrate.py"

CALIBRATION = (
    Fault(
        "late-fit-rows-read",
        "study/calibration_rows.py",
        'if row.use == "fit" and row.at >= tested',
        'if row.use == "fit" and row.at > tested + 1e9',
        (f"{PARTS}::test_rows_are_parted_by_their_use_and_late_fit_rows_are_set_aside",),
        "totals of a year that reach into the months of the test would be fitted",
    ),
    Fault(
        "implausibility-without-root",
        "study/calibration_match.py",
        "/ np.sqrt(variance), np.float64)",
        "/ np.asarray(variance), np.float64)",
        (f"{PARTS}::test_standard_deviations_are_added_as_squares",),
        "a distance would be in variances, not in standard deviations",
    ),
    Fault(
        "rules-may-move",
        "study/calibration_worlds.py",
        'if one.side != "rules" and keys:',
        "if keys:",
        (f"{WHOLE}::test_only_assumptions_move_and_never_what_a_rule_or_list_says",),
        "a fit would change what a list says",
    ),
    Fault(
        "whole-month-for-a-part",
        "study/calibration_counts.py",
        "(row.part if row.total else 1.0) * counts[-1]",
        "counts[-1]",
        (f"{WHOLE}::test_totals_of_the_court_list_are_sums_of_the_months_of_a_run",),
        "a total of 14 February would hold all of February",
    ),
)
