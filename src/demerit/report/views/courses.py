"""Figures over time: month by month, how long a stay lasts, how long a wrong entry stays on file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from demerit.outcomes.courses import Point
from demerit.report.blocks import Block, Column, Paragraph, Table
from demerit.report.figures import NONE, count, percent, percent_range
from demerit.report.reading import Reading
from demerit.report.result_page import FEW
from demerit.report.result_words import tell
from demerit.report.views.model import Figure, Legend
from demerit.report.words import COLUMNS
from demerit.study.backing import Backing

__all__ = ["by_year", "curve_rows", "curve_table", "month_rows", "over_time", "stays", "wrong_entries"]

YEAR = 12
SHOWN = (1, 2, 3, 6, 12, 18, 24, 36, 48, 60)
"""Ages in months at which a table gives a curve; the file of its figures has every month."""

WRONG_SHOWN = (1, 2, 3, 6, 12, 18, 24)


def over_time(reading: Reading, backing: Backing) -> Iterator[Figure]:
    """On it at the end of each month, and what begins in each."""
    key = reading.headline
    course = backing.courses.get(key) if key is not None else None
    if key is None or course is None or not reading.people(key):
        return
    evidence = backing.evidence([key])
    told = {
        "unit": reading.unit_of(key), "kind": reading.penalties[key], "label": reading.label(key),
        "event": reading.event(key), "n": count(reading.look(f"{key}:ever").n), "months": reading.run["months"],
        "start": reading.run["start"],
    }  # fmt: skip
    note = tell("time.note") if reading.run["replicates"] == 1 else tell(
        "time.pooled", replicates=count(reading.run["replicates"])
    )  # fmt: skip
    if course.now:
        lines, told_now = {"now": course.now}, tell("time.now", kind=told["kind"])
        yield Figure(
            id="time-now", chart="lines", title=tell("time.now.title", **told), axis=tell("time.now.axis", **told),
            form="count", rows=month_rows(lines), legend=(Legend(key="now", label=told_now, world="a"),),
            table=by_year({told_now: course.now}, start=str(told["start"])), note=note, evidence=evidence,
        )  # fmt: skip
    begun: dict[str, Sequence[int]] = {"begun": course.begun}
    legend = [Legend(key="begun", label=tell("time.begun"), world="a")]
    if reading.document.get("ends") and any(course.wrongful) and not reading.run["keys"][key].get("drawn"):
        begun["wrongful"] = course.wrongful
        legend.append(Legend(key="wrongful", label=tell("time.wrongful"), cause="false_record"))
    short = {"begun": tell("time.begun"), "wrongful": tell("time.wrongful.short")}
    names = {short[name]: values for name, values in begun.items()}
    yield Figure(
        id="time-begun", chart="lines", title=tell("time.begun.title", **told), axis=tell("time.begun.axis", **told),
        form="count", rows=month_rows(begun), legend=tuple(legend),
        table=by_year(names, start=str(told["start"])), note=note, evidence=evidence,
    )  # fmt: skip


def month_rows(lines: Mapping[str, Sequence[int]], /, *, world: str = "") -> tuple[Mapping[str, object], ...]:
    """Rows of lines: series, month (from 1) and value."""
    return tuple(
        {"series": name, "month": month, "value": value, **({"world": world} if world else {})}
        for name, values in lines.items()
        for month, value in enumerate(values, start=1)
    )


def by_year(lines: Mapping[str, Sequence[int]], /, *, start: str) -> Table:
    """Months side by side, a row for each year of each line."""
    columns = (Column(title="", right=False), *(Column(title=str(month)) for month in range(1, YEAR + 1)))
    rows = []
    for name, values in lines.items():
        for first in range(0, len(values), YEAR):
            part = values[first : first + YEAR]
            span = {"first": month_after(start, first), "last": month_after(start, first + len(part) - 1)}
            cells = [count(value) for value in part] + [""] * (YEAR - len(part))
            rows.append((tell("time.row", name=name, **span), *cells))
    return Table(columns=columns, rows=tuple(rows))


def month_after(start: str, months: int) -> str:
    """A month so many months after another.

    Examples
    --------
    >>> month_after("2019-11", 3)
    '2020-02'
    """
    year, month = (int(part) for part in start.split("-"))
    years, rest = divmod(month - 1 + months, YEAR)
    return f"{year + years}-{rest + 1:02}"


def stays(reading: Reading, backing: Backing) -> Iterator[Figure]:
    """How long a stay of the headline lasts."""
    key = reading.headline
    course = backing.courses.get(key) if key is not None else None
    if key is None or course is None or not course.staying or not course.ended:
        return
    unit, kind = reading.unit_of(key), reading.penalties[key]
    said = tell("stays.still", kind=kind)
    yield Figure(
        id="stays",
        chart="curve",
        title=tell("stays.title"),
        axis=tell("stays.axis", n=count(course.n), ended=count(course.ended), unit=unit),
        form="share",
        rows=curve_rows({"stays": course.staying}),
        legend=(Legend(key="stays", label=said, world="a"),),
        table=curve_table({said: course.staying}, months=SHOWN),
        evidence=backing.evidence([key]),
    )


def wrong_entries(reading: Reading, backing: Backing) -> Iterator[Block | Figure]:
    """How long a wrong entry stays on file, and how many are corrected."""
    wrong = backing.wrong
    if wrong is None:
        yield Paragraph(tell("wrong.nobody"), "quiet")
        return
    if wrong.n < FEW:
        yield Paragraph(tell("wrong.few", n=count(wrong.n)), "quiet")
        return
    names = {"on_file": tell("wrong.on_file"), "corrected": tell("wrong.corrected")}
    curves = {"on_file": wrong.staying, "corrected": wrong.corrected}
    yield Figure(
        id="wrong-entries",
        chart="curve",
        title=tell("wrong.title"),
        axis=tell("wrong.axis", n=count(wrong.n), corrected=count(wrong.corrected_n)),
        form="share",
        rows=curve_rows(curves),
        legend=(
            Legend(key="on_file", label=names["on_file"], cause="false_record"),
            Legend(key="corrected", label=names["corrected"], world="b"),
        ),
        table=curve_table({names[key]: points for key, points in curves.items()}, months=WRONG_SHOWN),
        evidence=backing.evidence(reading.penalties),
    )


def curve_rows(curves: Mapping[str, Sequence[Point]], /) -> tuple[Mapping[str, object], ...]:
    """Rows of curves with their bands."""
    return tuple(
        {"series": name, "month": at.month, "value": at.value, "low": at.low, "high": at.high}
        for name, points in curves.items()
        for at in points
    )


def curve_table(curves: Mapping[str, Sequence[Point]], /, *, months: Sequence[int]) -> Table:
    """Curves at some months, with their ranges."""
    columns = [Column(title=tell("curve.after"))]
    for name in curves:
        columns += [Column(title=name), Column(title=COLUMNS["range"], under=True)]
    known = [{at.month: at for at in points} for points in curves.values()]
    rows = []
    for month in months:
        if any(month in points for points in known):
            cells = [tell("curve.months", months=month)]
            for points in known:
                at = points.get(month)
                cells += [NONE, NONE] if at is None else [percent(at.value), percent_range(at.low, at.high)]
            rows.append(tuple(cells))
    return Table(columns=tuple(columns), rows=tuple(rows))
