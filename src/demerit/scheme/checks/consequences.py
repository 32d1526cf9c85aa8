"""Measures, spread, redress and periods."""

from __future__ import annotations

from collections.abc import Iterator

from demerit.errors import Defect
from demerit.evidence.check_names import last_day
from demerit.evidence.yamltext import Path
from demerit.scheme.checks.case import Case
from demerit.scheme.checks.score import out_of_reach

__all__ = ["HOOKS", "LIMITS", "check_measures", "check_period", "check_redress", "check_spread"]

HOOKS = ("band", "list", "copy", "gate", "discretion", "rule")
MISTAKABLE = ("band", "list", "copy", "rule")
"""What somebody may be taken to have who has it not."""

LIMITS = {
    ("Measure", "severity"): (0, 4),
    ("SpreadRule", "hops"): (1, 100),
    ("Repeat", "max"): (1, 1000),
    ("Repeat", "within_months"): (1, 1200),
    ("Cap", "months"): (1, 1200),
    ("Schedule", "months"): (1, 1200),
    ("ScheduleStep", "per_point"): (1e-6, 1e9),
    ("ScheduleStep", "since"): (0, 1e9),
    ("Recurring", "months"): (1, 1200),
    ("Recurring", "after_months"): (0, 1200),
    ("PublishedRates", "every_months"): (1, 1200),
    ("Published", "months"): (1, 1200),
    ("Quota", "every_months"): (1, 1200),
    ("Inspection", "within_months"): (1, 1200),
    ("Instance", "within_months"): (1, 1200),
    ("Target", "window_months"): (1, 1200),
    ("Entry", "count"): (1, 1000),
    ("Entry", "within_months"): (1, 1200),
    ("Exit", "lock_months"): (0, 1200),
    ("Rerating", "months"): (1, 1200),
    ("Score", "every"): (1, 1200),
    ("Score", "ratings_window"): (1, 1_000_000),
    ("Score", "initial_counts"): (0, 1_000_000),
    ("RatingWeight", "counts"): (0, 100),
    ("TieTerm", "at_most"): (1, 1_000_000),
}
"""Intervals of plain numbers, by record and field."""


def check_measures(case: Case) -> Iterator[Defect]:
    """A measure hangs on one thing, and somebody can come to it."""
    scheme = case.scheme
    for i, measure in enumerate(scheme.measures):
        here: Path = ("measures", i)
        hooks = [name for name in HOOKS if getattr(measure, name)]
        if len(hooks) != 1:
            what = " and ".join(hooks) if hooks else "nothing"
            yield case.fault(
                "S308",
                here,
                f'measure "{measure.id}" must hang on exactly one thing, not on {what}',
                f"Give one of {', '.join(HOOKS)}.",
            )
            continue
        if measure.band and all(out_of_reach(scheme, name) for name in measure.band):
            yield case.fault(
                "S309",
                (*here, "band"),
                f'nobody can reach the band of measure "{measure.id}"',
                "Check the points and the thresholds.",
                key=True,
            )
        if measure.any_member and (measure.gate is None or measure.need is None or scheme.subjects.unit != "person"):
            yield case.fault(
                "S365",
                (*here, "any_member"),
                f'any_member of measure "{measure.id}" asks for a gate and a need, in a scheme on persons',
                "Remove it.",
                key=True,
            )
        if measure.or_gates and (measure.gate is None or measure.gate in measure.or_gates):
            yield case.fault(
                "S372",
                (*here, "or_gates"),
                f'or_gates of measure "{measure.id}" asks for another gate before it',
                "Name the first in gate, and the others here.",
                key=True,
            )
        if measure.mistaken is not None and (measure.need is None or hooks[0] not in MISTAKABLE):
            yield case.fault(
                "S371",
                (*here, "mistaken"),
                f'mistaken of measure "{measure.id}" asks for a need, and for one of {", ".join(MISTAKABLE)}',
                "Remove it.",
                key=True,
            )
        if measure.kind == "inspect" and measure.factor is None:
            yield case.fault(
                "S326",
                here,
                f'measure "{measure.id}" inspects but has no factor',
                "Add factor: how many times the sensitivity grows.",
            )


def check_spread(case: Case) -> Iterator[Defect]:
    """A spread rule carries one thing."""
    for i, spread in enumerate(case.scheme.spread):
        here: Path = ("spread", i)
        if (spread.rule is None) == (spread.list is None):
            yield case.fault("S321", here, f'spread "{spread.id}" must carry exactly one of rule and list', "Give one.")
        elif spread.list is not None and spread.share_points is not None:
            yield case.fault(
                "S321",
                (*here, "share_points"),
                f'spread "{spread.id}" carries a listing, which has no points',
                "Remove share_points.",
                key=True,
            )


def check_redress(case: Case) -> Iterator[Defect]:
    """Somebody decides."""
    for i, instance in enumerate(case.scheme.redress.instances):
        if instance.capacity_per_month is not None and instance.capacity_per_month.value < 1:
            yield case.fault(
                "S319",
                ("redress", "instances", i, "capacity_per_month"),
                f'instance "{instance.id}" decides less than one case a month',
                "Leave it out for no limit.",
            )


def check_period(case: Case) -> Iterator[Defect]:
    """A period ends after it starts."""
    period = case.scheme.period
    if period.start and period.end and last_day(period.end) < last_day(period.start, first=True):
        yield case.fault(
            "S302",
            ("period", "end"),
            f"the period ends ({period.end}) before it starts ({period.start})",
            "Check the two dates.",
        )
