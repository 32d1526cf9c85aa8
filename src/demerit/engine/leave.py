"""What a run leaves behind: the tapes of its threads summed, what was expected added, the log in order."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from demerit.engine import layout as lay
from demerit.engine.part import firsts_of, is_joint
from demerit.engine.plan import Plan
from demerit.engine.totals import add_clean
from demerit.ledger.model import LOG_DTYPE, Ledger
from demerit.scheme.units import kind_of, measure_unit, unit_of_list, unit_of_rule

if TYPE_CHECKING:
    from demerit.engine.run import Engine
    from demerit.engine.state import Chunk, Tape

__all__ = ["Counts", "Keep", "Seen", "counts_of", "log_items", "log_of", "so_far", "so_far_of", "told"]

Seen = Callable[[int, int, Mapping[str, int]], None]
"""Called after each month with the months done, the months in all, and what ``so_far`` gives."""

Keep = Literal["tallies", "penalised", "all"]
SHOWN = re.compile(r"(?:list|band|measure):[^:]+:(?:now|(?:events|people)(?::wrongful)?)")
"""Tallies that are counted as things happen; others are complete only when all is over."""


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What the tapes of a run counted, before anything is derived from it.

    Attributes
    ----------
    tally : ndarray of int64, shape [tallies, groups, 64]
    series : ndarray of int64, shape [tallies, months]
    expected : ndarray of int64, shape [behaviours, groups, 64]
        Units of 1/65536; no rows where all conduct is drawn.
    other : Counts or None
        Of the kind that is not the main one.
    """

    tally: NDArray[np.int64]
    series: NDArray[np.int64]
    expected: NDArray[np.int64]
    other: Counts | None = None


def counts_of(engine: Engine, /) -> Counts:
    """Sum the tapes of a run."""
    other = summed(engine.others) if engine.others else None
    return replace(summed(engine.tapes), other=other)


def so_far_of(engine: Engine, /, *, months: int) -> dict[str, int]:
    """What a run has counted of every penalty when so many months are done, by name of the tally."""
    kinds = [tapes for tapes in (engine.tapes, engine.others) if tapes]
    both = [sum((tape.series for tape in tapes[1:]), start=tapes[0].series) for tapes in kinds]
    return so_far(engine.plan, both[0], *both[1:], months=months)


def so_far(
    plan: Plan, series: NDArray[np.int64], other: NDArray[np.int64] | None = None, /, *, months: int
) -> dict[str, int]:
    """What every list, band and measure has come to after so many months: on it now, events and people, and wrongful.

    Parameters
    ----------
    plan : Plan
    series, other : ndarray of int64, shape [tallies, months]
        Of the main kind and, where there is one, of the other.
    months : int
        Months that are done, those of the burn-in included.
    """
    counted = max(0, months - plan.burn_in)
    rows = [row for row, name in enumerate(plan.tallies) if SHOWN.fullmatch(name) and name not in plan.untold]
    totals = series[rows, :counted].sum(axis=1)
    if other is not None:
        own = own_parts(plan)
        mine = np.array([":".join(plan.tallies[row].split(":")[:2]) in own for row in rows], dtype=np.bool_)
        totals += np.where(mine, other[rows, :counted].sum(axis=1), 0)
    return {plan.tallies[row]: int(total) for row, total in zip(rows, totals, strict=True)}


def summed(tapes: Sequence[Tape]) -> Counts:
    """Sum of some tapes."""
    tally, series, expected = (
        sum((getattr(tape, name) for tape in tapes[1:]), start=getattr(tapes[0], name))
        for name in ("tally", "series", "expected")
    )
    return Counts(tally=tally, series=series, expected=expected)


def told(plan: Plan, counts: Counts, /, *, log: NDArray[np.void] | None) -> Ledger:
    """Derive the ledger of a run from what was counted, with its log."""
    tally, series = counts.tally.copy(), counts.series.copy()
    if counts.other is not None:
        add_other(plan, counts.other, tally, series)
    add_expected(plan, counts, tally)
    add_clean(plan, tally, series)
    for number, name in enumerate(plan.tallies):
        if name.endswith((":now", ":held_months")) and not (name.startswith("gate:") and name.endswith(":now")):
            series[number] = np.cumsum(series[number])
    return Ledger(
        manifest={"plan_hash": plan.hash, "log_items": log_items(plan)[0]},
        tallies={name: tally[i] for i, name in enumerate(plan.tallies) if name not in plan.untold},
        groups=plan.groups,
        series={name: series[i] for i, name in enumerate(plan.tallies) if name not in plan.untold},
        log=log,
    )


def add_other(plan: Plan, other: Counts, tally: NDArray[np.int64], series: NDArray[np.int64]) -> None:
    """Put the counts of the other kind in its group, and the series of what is its own in their places."""
    tally[:, -1] += other.tally[:, 0]
    own = own_parts(plan)
    for number, name in enumerate(plan.tallies):
        if ":".join(name.split(":")[:2]) in own:
            series[number] += other.series[number]


def own_parts(plan: Plan) -> set[str]:
    """Lists, rules, measures, conduct and obligations of the kind that is not the main one."""
    scheme, conduct = plan.scheme, plan.bundle.conduct
    unit_of = {f"list:{item.id}": unit_of_list(scheme, item.id) for item in scheme.lists}
    unit_of |= {f"rule:{rule.id}": unit_of_rule(scheme, rule.id) for rule in scheme.rules}
    unit_of |= {f"measure:{measure.id}": measure_unit(scheme, measure) for measure in scheme.measures}
    unit_of |= {f"behaviour:{act.id}": act.of for act in conduct.behaviours}
    unit_of |= {f"obligation:{act.opens}": act.of for act in reversed(conduct.behaviours) if act.opens}
    return {name for name, unit in unit_of.items() if kind_of(unit) != plan.main}


def add_expected(plan: Plan, counts: Counts, tally: NDArray[np.int64]) -> None:
    """Amounts of conduct that nobody can record, by group and block (units of 1/65536)."""
    amount = counts.expected.copy()
    if counts.other is not None:
        amount[:, -1] += counts.other.expected[:, 0]
    for behaviour in plan.expected:
        row = plan.items["behaviour"].index(behaviour)
        tally[plan.tallies.index(f"behaviour:{behaviour}:expected")] = amount[row] >> 16


def log_of(engine: Engine, /, *, keep: Keep) -> NDArray[np.void] | None:
    """The log of all chunks in the ledger's form, sorted by uid, month, order; of everyone, or of the penalised."""
    if keep == "tallies":
        return None
    parts, joint = [], is_joint(engine.plan.scheme)
    for chunk in engine.chunks:
        log = chunk.pools["log"][: int(chunk.top[lay.TOP_L])]
        place = (log["uid"] - chunk.base).astype(np.uint16)  # 16 bits are sorted in one pass over the rows
        if keep == "penalised":
            kept = penalised(chunk)[place]
            log, place = log[kept], place[kept]
        files = firsts_of(chunk)[place] - chunk.base if joint and chunk.row[lay.R_FIRST] >= 0 else place
        order = order_of(files.astype(np.uint16), log["month"])
        by_uid = np.argsort(place, kind="stable")
        parts.append((log.take(by_uid), order[by_uid]))
    out = np.empty(sum(len(log) for log, _ in parts), dtype=LOG_DTYPE)
    _, starts = log_items(engine.plan)
    shift = np.array([starts[sort] for sort in ITEM_OF_KIND], dtype=np.int64)
    first = 0
    for log, order in parts:
        rows = out[first : first + len(log)]
        for name in ("uid", "month", "kind", "points", "cause", "flags", "address", "other"):
            rows[name] = log[name]
        rows["order"] = order
        rows["item"] = log["item"] + shift[log["kind"]]
        first += len(log)
    return out


def order_of(file: NDArray[np.uint16], month: NDArray[np.int16]) -> NDArray[np.int32]:
    """Order of rows, which stand as they happened, within file and month."""
    by_file = np.argsort(file, kind="stable")
    file, month = file[by_file], month[by_file]
    begins = np.ones(len(by_file), dtype=np.bool_)
    begins[1:] = (file[1:] != file[:-1]) | (month[1:] != month[:-1])
    at = np.arange(len(by_file))
    order = np.empty(len(by_file), dtype=np.int32)
    order[by_file] = at - np.maximum.accumulate(np.where(begins, at, 0))
    return order


def penalised(chunk: Chunk) -> NDArray[np.bool_]:
    """Whether each place's file was ever penalised; that of a household stands at its first member."""
    marked: NDArray[np.bool_] = chunk.s32[chunk.row[lay.R_MARK]] >= 0
    if chunk.numbers[lay.G_UNIT] != 1:
        return marked
    whole: NDArray[np.bool_] = marked[firsts_of(chunk) - chunk.base]
    return whole


ITEM_OF_KIND = (
    "behaviour",
    "channel",
    *["rule"] * 5,
    "list",
    "list",
    "band",
    *["measure"] * 4,
    *["rule"] * 4,
    "obligation",
    "obligation",
    "gate",
    "gate",
)
"""What the item of each kind of row is a place of."""


def log_items(plan: Plan) -> tuple[list[str], dict[str, int]]:
    """Names of the items of the log, and where each sort of thing starts among them."""
    names: list[str] = []
    starts: dict[str, int] = {}
    for sort in ("behaviour", "channel", "rule", "list", "band", "measure", "obligation", "gate"):
        starts[sort] = len(names)
        names.extend(f"{sort}:{item}" for item in plan.items[sort])
    return names, starts
