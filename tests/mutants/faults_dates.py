"""Faults in parts that begin or end on a date."""

from __future__ import annotations

from tests.mutants.fault import Fault, part
from tests.mutants.faults_schemes import invalid

OBSERVE = "engine/kernels/observe.py"

DATES = (
    Fault(
        "until-excluded",
        "engine/draft.py",
        "{month_after(part.until)}",
        "{part.until}",
        part("dated-measures", "dated-entries"),
        "a part is on in the month of until, and in none after it",
    ),
    Fault(
        "rule-without-dates",
        OBSERVE,
        "        if is_off(p, field(p, O_RULE, rule, RU_COLS, RU_ON_Q), month):",
        "        if is_off(p, np.int64(-1), month):",
        part("dated-rules", "dated-rule-of-false-records"),
        "a rule meets no act of a month in which it is off",
    ),
    Fault(
        "rule-by-month-of-posting",
        OBSERVE,
        "RU_COLS, RU_ON_Q), month):",
        "RU_COLS, RU_ON_Q), min(when, month + 1)):",
        part("dated-rule-of-false-records"),
        "the month of the act says whether a rule is on, however late it is recorded",
    ),
    Fault(
        "recurring-without-dates",
        "engine/kernels/post.py",
        "    if is_off(p, field(p, O_RULE, rule, RU_COLS, RU_ON_Q), month):",
        "    if is_off(p, np.int64(-1), month):",
        part("dated-rules"),
        "what comes by itself does not come in a month in which its rule is off",
    ),
    Fault(
        "false-records-for-ever",
        OBSERVE,
        "    if is_off(p, field(p, O_CHAN, c, CH_COLS, CH_ON_Q), month):",
        "    if is_off(p, np.int64(-1), month):",
        part("dated-channels"),
        "a channel that is off makes nothing up",
    ),
    Fault(
        "blind-inspection",
        "engine/plan_scheme.py",
        "numbers.add_while_on(measure.factor, measure, convert=bits_of_float, off=1.0)",
        "numbers.add_while_on(measure.factor, measure, convert=bits_of_float)",
        part("dated-measures"),
        "while nobody inspects a channel sees what it sees anyway",
    ),
    Fault(
        "backwards-is-fine",
        "scheme/checks/dates.py",
        "and until < since:",
        "and since < until[:4]:",
        invalid("measure_on_backwards", "entry_on_backwards"),
        "a part that ends before it begins is never on",
    ),
)
