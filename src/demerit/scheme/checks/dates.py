"""Parts that begin or end on a date."""

from __future__ import annotations

from collections.abc import Iterator

from demerit.errors import Defect
from demerit.evidence.check_names import last_day
from demerit.evidence.quantity import Quantity
from demerit.evidence.yamltext import Path
from demerit.scheme.checks.case import Case
from demerit.scheme.dated import dated_parts

__all__ = ["check_clocks", "check_months"]


def check_months(case: Case) -> Iterator[Defect]:
    """A part with dates is on in some month, and in some month of the scheme's period."""
    period = case.scheme.period
    for here, part in dated_parts(case.scheme):
        since, until = part.since, part.until
        if since is not None and until is not None and until < since:
            told = f'"{part.id}" is on until {until}, before it begins ({since})'
            yield case.fault("S374", (*here, "until"), told, "Check the two months.")
        elif since is not None and period.end and last_day(period.end) < last_day(since, first=True):
            told = f'"{part.id}" begins in {since}, after the scheme has ended ({period.end})'
            yield case.fault("S375", (*here, "since"), told, "Check it against the period.")
        elif until is not None and period.start and last_day(until) < last_day(period.start, first=True):
            told = f'"{part.id}" is on until {until}, before the scheme begins ({period.start})'
            yield case.fault("S375", (*here, "until"), told, "Check it against the period.")


def check_clocks(case: Case) -> Iterator[Defect]:
    """No step on a date is in a rate from which a wait is drawn: it would not move those who wait already."""
    waits: list[tuple[Path, Quantity | None, str]] = []
    for i, gate in enumerate(case.scheme.gates):
        hint = "Write one number, and say the change in unknowns."
        waits += [(("gates", i, key), getattr(gate, key), hint) for key in ("apply", "granted", "lost")]
    for i, channel in enumerate(case.scheme.channels):
        if channel.false_records is not None:
            hint = "Write two channels: one until the month before, one since it."
            waits.append((("channels", i, "false_records", "rate"), channel.false_records.rate, hint))
    for path, quantity, hint in waits:
        if quantity is not None and quantity.steps:
            told = "a step on a date does nothing here: the wait for the next change is drawn when it begins"
            yield case.fault("S382", (*path, "steps"), told, hint)
