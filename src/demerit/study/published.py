"""Published outcomes beside the indicators of a run, as information: nothing is fitted, nothing is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from demerit.evidence.check_names import last_day
from demerit.scheme.dated import month_after
from demerit.scheme.model import Published
from demerit.study.inputs import Inputs

__all__ = ["beside"]

Entry = Mapping[str, Any]

THOUSAND = 1000.0
TOTALS = ("count", "persons", "households", "firms")
"""Units of what is counted over all inhabitants, and so must be scaled."""

OF_A_THOUSAND = ("per_1000_year", "per_1000_now", "per_1000_time", "per_1000_ever")
BY_MONTHS = ("per_1000_year", "per_1000_time")
"""Scales of indicators whose denominator is months, not subjects."""

PLAIN = {
    ("share", "share"): "share", ("probability", "share"): "share", ("factor", "ratio"): "ratio",
    ("months", "months"): "months",
}  # fmt: skip
"""Units of a published number and of an indicator that are the same thing: set side by side as they are."""


@dataclass(frozen=True)
class Setting:
    """What a run is about: the months that count, and its people."""

    first: str
    last: str
    months: int
    persons: int


def beside(document: Entry, inputs: Inputs, /) -> dict[str, Any]:
    """Set the published outcomes of a scheme beside the indicators of its run.

    Parameters
    ----------
    document : mapping
        ``demerit.result/1``: manifest and indicators.
    inputs : Inputs
        Scheme and society of the run.

    Returns
    -------
    dict
        ``compared``: outcomes with an indicator of the same thing, on the scheme's own society, in the same months;
        ``apart``: the others, each with the ``reason``: ``other_society``, ``safeguards``, ``said`` (the file says
        ``why``), ``no_indicator``, ``no_base`` (a total of nobody knows how many), ``other_period``, ``not_in_run``,
        ``other_unit``. Empty lists where nothing is published.
    """
    setting = setting_of(document)
    table = {(entry["id"], entry["group"]): entry for entry in document["indicators"]}
    compared, apart = [], []
    for outcome in inputs.scheme.outcomes:
        groups = [outcome.group] if outcome.group else ["all", "unit=firm", "unit=person", "unit=household"]
        found = next((table[outcome.indicator, name] for name in groups if (outcome.indicator, name) in table), None)
        reason = reason_apart(outcome, inputs, setting, found)
        figures = None if reason or found is None else figures_of(outcome, found, setting)
        if figures is not None:
            compared.append({**about(outcome), **figures})
        else:
            apart.append({**about(outcome), "reason": reason or "other_unit", "why": outcome.apart or None})
    return {
        "first": setting.first, "last": setting.last, "persons": setting.persons, "compared": compared,
        "apart": apart,
    }  # fmt: skip


def setting_of(document: Entry) -> Setting:
    """What the run is about."""
    run = document["run"]
    return Setting(
        first=month_after(run["start"], 0),
        last=month_after(run["start"], run["months"] - 1),
        months=run["months"],
        persons=run["options"]["persons"] * run["replicates"],
    )


def about(outcome: Published) -> dict[str, Any]:
    """What was published."""
    quantity = outcome.quantity
    return {
        "id": outcome.id, "label": outcome.label, "when": outcome.when, "months": outcome.months, "use": outcome.use,
        "value": quantity.value, "unit": quantity.unit, "grade": quantity.grade.value,
        "steps": [{"since": step.since, "value": step.value} for step in quantity.steps],
        "among": None if outcome.among is None else outcome.among.value,
        "source": list(quantity.source), "indicator": outcome.indicator or None, "group": outcome.group or None,
    }  # fmt: skip


def reason_apart(outcome: Published, inputs: Inputs, setting: Setting, found: Entry | None) -> str:
    """Why an outcome is not set beside the run; empty if it is."""
    for reason, holds in reasons(outcome, inputs, setting, found):
        if holds:
            return reason
    return ""


def reasons(outcome: Published, inputs: Inputs, setting: Setting, found: Entry | None) -> Iterator[tuple[str, bool]]:
    """Every reason there may be, the widest first, with whether it holds."""
    yield "said", bool(outcome.apart)
    yield "no_indicator", not outcome.indicator
    yield "no_base", outcome.quantity.unit in TOTALS and outcome.among is None
    yield "other_society", not own_society(inputs)
    yield "safeguards", bool(inputs.safeguards)
    yield "other_period", not same_months(outcome, setting)
    yield "not_in_run", found is None or found["value"] is None


def own_society(inputs: Inputs) -> bool:
    """Whether the run is on the society that the scheme names."""
    named = inputs.scheme.society
    return inputs.bundle.society.id in (named, named.lower(), PurePath(named).stem)


def same_months(outcome: Published, setting: Setting) -> bool:
    """Whether what was published is of months that the run counts: half of them and more.

    Who is there *now* is of the run's last month; who was *ever* reached in so many months, of just these months.
    """
    if outcome.when is None:
        return False
    last = number_of(last_day(outcome.when)[:7])
    first = number_of(last_day(outcome.when, first=True)[:7]) if outcome.months is None else last - outcome.months + 1
    begin, end = number_of(setting.first), number_of(setting.last)
    if outcome.indicator.endswith(":now"):
        return first <= end <= last
    if outcome.indicator.endswith(":ever") and outcome.months is not None:
        return (first, last) == (begin, end)
    return 2 * (min(last, end) - max(first, begin) + 1) >= last - first + 1


def number_of(month: str) -> int:
    """A month as a number, one more each month."""
    return int(month[:4]) * 12 + int(month[5:]) - 1


def figures_of(outcome: Published, found: Entry, setting: Setting) -> dict[str, Any] | None:
    """Both numbers in the same unit, the model's with its interval; None where the units do not meet."""
    quantity = outcome.quantity
    scale = scale_of(outcome, found)
    if scale is None:
        return None
    published, times = quantity.value, 1.0
    if scale in OF_A_THOUSAND:
        assert outcome.among is not None
        published *= THOUSAND / outcome.among.value
        times = THOUSAND * found["n"] / setting.persons
    if scale in BY_MONTHS:
        times /= setting.months
    if scale == "per_1000_year":
        assert outcome.months is not None
        published *= 12 / outcome.months
    scaled = {name: None if found[name] is None else found[name] * times for name in ("value", "low", "high")}
    return {
        "scale": scale, "published": published, "model": scaled["value"], "low": scaled["low"],
        "high": scaled["high"], "n": found["n"], "events": found["events"],
    }  # fmt: skip


def scale_of(outcome: Published, found: Entry) -> str | None:
    """How the two are brought to one unit: one of ``OF_A_THOUSAND``, or as they are."""
    unit, end = outcome.quantity.unit, outcome.indicator.rpartition(":")[2]
    rate = str(found["unit"]).startswith("per ")
    if unit in TOTALS and rate:
        return None if outcome.months is None else "per_1000_year"
    if unit in TOTALS:
        return f"per_1000_{end}" if end in ("now", "time", "ever") else None
    if unit == "per_year" and rate:
        return "per_subject_year"
    return PLAIN.get((unit, str(found["unit"])))
