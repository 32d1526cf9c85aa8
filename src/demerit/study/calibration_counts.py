"""What a run counts of the same thing as a published row: from the ledger's counts by month, or by group.

A run begins with the society, or earlier where a fit row counts from earlier. A row about everybody is read from the
months of one run that ends with the last row; a row about groups from the counts of a run of just its months.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from demerit.engine.plan import plan
from demerit.engine.run import run
from demerit.evidence.quantity import Quantity
from demerit.ledger.model import LOG_KINDS, Ledger
from demerit.scheme.counted import STATES, SUBJECTS, split_name
from demerit.scheme.dated import month_after
from demerit.society.population import populate
from demerit.study.calibration_rows import PublishedRow, month_number
from demerit.study.inputs import Inputs

__all__ = ["Setting", "begins", "countable", "figures", "gate_before"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Setting:
    """How large the runs are, and when they begin.

    Attributes
    ----------
    persons, seed, threads : int
    start : int
        First month, as a number (``month_number``).
    """

    persons: int
    seed: int
    threads: int
    start: int


def begins(inputs: Inputs, rows: Iterable[PublishedRow], /) -> int:
    """First month of the runs for some rows: that in which the society begins, or from which a row counts."""
    return min([month_number(inputs.bundle.society.start), *(row.first for row in rows if row.total)])


def countable(inputs: Inputs, row: PublishedRow, /, *, start: int) -> str:
    """Why a run cannot count a row; empty if it can."""
    names = [split_name(name) for name in (*row.counts, *row.over)]
    if row.first < start:
        return "before_the_run"
    if row.inside and (len(row.inside) > 2 or any(parts and parts[2] not in ("now", "events") for parts in names)):
        return "no_such_group"
    for parts in names:
        if parts is not None and parts[0] == "need" and served_by(inputs, parts[1]) is None:
            return "not_drawn"
    return ""


def figures(inputs: Inputs, /, *, rows: Sequence[PublishedRow], setting: Setting) -> dict[str, float]:
    """Play a world and read off what the rows are about, in the units in which they were published.

    Parameters
    ----------
    inputs : Inputs
    rows : sequence of PublishedRow
        That a run can count (``countable``).
    setting : Setting

    Returns
    -------
    {id: figure}
        In the order of the rows.
    """
    alone = [row for row in rows if not row.inside]
    found: dict[str, float] = {}
    if alone:
        months = max(row.last for row in alone) - setting.start + 1
        log = any(name.endswith(":performed") for row in alone for name in (*row.counts, *row.over))
        ledger = played(inputs, setting, months=months, log=log)
        found |= {row.id: figure(row, Months(inputs, ledger, setting.start)) for row in alone}
    for last in dict.fromkeys(row.last for row in rows if row.inside):
        here = [row for row in rows if row.inside and row.last == last]
        cross = tuple(dict.fromkeys(crossed(inputs, row) for row in here if len(row.inside) == 2))
        society = replace(inputs.bundle.society, cross=cross)
        moved = replace(inputs, bundle=replace(inputs.bundle, society=society))
        ledger = played(moved, setting, months=last - setting.start + 1, log=False)
        found |= {row.id: figure(row, Groups(inputs, ledger, row)) for row in here}
    scale = {row.id: 1.0 if row.among is None else row.among / setting.persons for row in rows}
    return {row.id: found[row.id] * scale[row.id] for row in rows}


def played(inputs: Inputs, setting: Setting, *, months: int, log: bool) -> Ledger:
    """A run that begins in the month of the setting."""
    society = replace(inputs.bundle.society, start=month_after("0000-01", setting.start))
    bundle = replace(inputs.bundle, society=society)
    people = populate(society, seed=setting.seed, persons=setting.persons)
    made = plan(inputs.scheme, bundle, people, seed=setting.seed, months=months, burn_in=0, truth=False)
    return run(made, keep="penalised" if log else "tallies", threads=setting.threads)


def figure(row: PublishedRow, counted: Months | Groups) -> float:
    """What a run has of a row, before it is scaled to the inhabitants."""
    above, below = (sum(counted.of(name, row) for name in names) for names in (row.counts, row.over))
    return float(above if not row.over else above / below if below else 0.0)


@dataclass(frozen=True)
class Months:
    """Counts by month of a run."""

    inputs: Inputs
    ledger: Ledger
    start: int

    def of(self, name: str, row: PublishedRow, /) -> float:
        """What a run counts by a name, in the months of a row."""
        if name == SUBJECTS:
            return float(self.ledger.total("subjects"))
        parts = split_name(name)
        assert parts is not None
        first, last = row.first - self.start, row.last - self.start
        if parts[2] in STATES:
            place = last if parts[2] == "now" else first - 1
            return float(self.state(parts)[place]) if place >= 0 else 0.0
        counts = self.monthly(parts)[first : last + 1]
        return float(counts[:-1].sum() + (row.part if row.total else 1.0) * counts[-1])

    def state(self, parts: tuple[str, str, str]) -> Floats:
        """Subjects in a list, a band or a gate at the end of each month."""
        figure = "held_months" if parts[0] == "gate" else "now"
        return self.series(f"{parts[0]}:{parts[1]}:{figure}")

    def monthly(self, parts: tuple[str, str, str]) -> Floats:
        """What happens in each month."""
        kind, ident, figure = parts
        if kind == "need":
            return self.served(ident, people=figure == "reached")
        if figure == "ended":
            return self.series(f"{kind}:{ident}:events") - np.diff(self.series(f"{kind}:{ident}:now"), prepend=0)
        return performed(self.ledger, ident) if figure == "performed" else self.series(f"{kind}:{ident}:{figure}")

    def series(self, name: str) -> Floats:
        """Counts by month; zeros if nothing is counted by this name."""
        months = next(len(counts) for counts in self.ledger.series.values())
        return np.asarray(self.ledger.series.get(name, np.zeros(months, np.int64)), np.float64)

    def served(self, need: str, *, people: bool) -> Floats:
        """Requests of those who hold the gate before a need, expected of a Poisson process; or people with any."""
        found = served_by(self.inputs, need)
        assert found is not None
        gate, rate = found
        held = self.series(f"gate:{gate}:held_months")
        months = (month_after("0000-01", self.start + n) for n in range(len(held)))
        monthly = np.array([value_in(rate, month) / 12.0 for month in months])
        return np.asarray(held * (-np.expm1(-monthly) if people else monthly), np.float64)


def value_in(quantity: Quantity, month: str) -> float:
    """Value of a number in a month."""
    return next((step.value for step in reversed(quantity.steps) if step.since <= month), quantity.value)


def served_by(inputs: Inputs, need: str) -> tuple[str, Quantity] | None:
    """Gate before a need and the rate of its requests, if one gate alone stands before it and all holders ask alike."""
    before = [measure for measure in inputs.scheme.measures if measure.need == need]
    asked = next((item for item in inputs.bundle.needs.needs if item.id == need), None)
    if asked is None or len(before) != 1 or before[0].gate is None or before[0].or_gates or before[0].enforcement:
        return None
    (gate,) = (item for item in inputs.scheme.gates if item.id == before[0].gate)
    rate, held = asked.rate, gate.held_at_start.times
    even = all(
        factor == 1 or (factor == 0 and held.get(name, {}).get(value) == 0)
        for name, table in rate.times.items()
        for value, factor in table.items()
    )
    plain = not (rate.by or rate.where or asked.months) and asked.per == "person"
    return (gate.id, rate) if even and plain else None


def gate_before(inputs: Inputs, need: str, /) -> str | None:
    """Gate that alone stands before a need; None if there is no such gate."""
    found = served_by(inputs, need)
    return None if found is None else found[0]


def performed(ledger: Ledger, name: str) -> Floats:
    """Obligations performed in each month by those who were on a list at its beginning."""
    log = ledger.log
    assert log is not None
    months = next(len(counts) for counts in ledger.series.values())
    begins, ends, pays = (LOG_KINDS.index(kind) for kind in ("stay_begin", "stay_end", "performed"))
    item = ledger.manifest["log_items"].index(f"list:{name}")
    moves = log[(log["item"] == item) & np.isin(log["kind"], (begins, ends))]
    stays: dict[int, list[list[int]]] = {}
    for uid, month, kind in zip(*(moves[field].tolist() for field in ("uid", "month", "kind")), strict=True):
        own = stays.setdefault(uid, [])
        if kind == begins:
            own.append([month, months])
        elif own:
            own[-1][1] = month
    found = np.zeros(months, np.float64)
    paid = log[log["kind"] == pays]
    for uid, month in zip(paid["uid"].tolist(), paid["month"].tolist(), strict=True):
        found[month] += any(begin < month <= end for begin, end in stays.get(uid, ()))
    return found


def crossed(inputs: Inputs, row: PublishedRow) -> tuple[str, ...]:
    """Attributes of a row, in the order of the society."""
    return tuple(item.id for item in inputs.bundle.society.attributes if item.id in row.inside)


@dataclass(frozen=True)
class Groups:
    """Counts by group of a run of the months of a row."""

    inputs: Inputs
    ledger: Ledger
    row: PublishedRow

    def of(self, name: str, row: PublishedRow, /) -> float:
        """What a run counts by a name in the groups of a row."""
        return float(sum(self.ledger.total(name, group=group) for group in self.names()))

    def names(self) -> Iterator[str]:
        """Names of the groups."""
        order = crossed(self.inputs, self.row)
        for values in product(*(self.row.inside[name] for name in order)):
            yield "&".join(f"{name}={value}" for name, value in zip(order, values, strict=True))

