"""Forecasts that anybody could make without a model, from the fit rows of a series alone."""

from __future__ import annotations

from collections.abc import Sequence

from demerit.study.calibration_rows import PublishedRow

__all__ = ["NAIVE", "naive_forecasts"]

NAIVE = ("last_value", "line_of_two", "line_of_all")
"""The last row stays; a straight line through the last two rows; the straight line nearest to all (least squares)."""


def naive_forecasts(rows: Sequence[PublishedRow], /, *, at: float) -> dict[str, float]:
    """What a series would be at a date, by three naive forecasts.

    Parameters
    ----------
    rows : sequence of PublishedRow
        Fit rows of one series.
    at : float
        Date in months, later than every row.

    Returns
    -------
    dict
        By ``NAIVE``; a line needs two rows, and is left out where there are fewer. Empty without rows.

    Notes
    -----
    A series of 10, 20, 20 after 1, 2 and 3 months is at 4 months by its last value 20, by the line of the last two 20,
    by the line of all (5 a month, through 16.7 at 2 months) 26.7.
    """
    known = sorted((row.at, row.value) for row in rows)
    if not known:
        return {}
    found = {"last_value": known[-1][1]}
    if len(known) > 1:
        (before, then), (last, now) = known[-2:]
        found["line_of_two"] = now + (now - then) / (last - before) * (at - last)
        middle = sum(x for x, _ in known) / len(known)
        height = sum(y for _, y in known) / len(known)
        square = sum((x - middle) ** 2 for x, _ in known)
        slope = sum((x - middle) * (y - height) for x, y in known) / square
        found["line_of_all"] = height + slope * (at - middle)
    return found
