"""What a run leaves behind: the tapes of its threads summed, what was expected added, the log in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from demerit.engine import layout as lay
from demerit.engine.plan import Plan
from demerit.engine.totals import add_clean
from demerit.ledger.model import LOG_DTYPE, Ledger
from demerit.scheme.units import kind_of, measure_unit, unit_of_list, unit_of_rule

if TYPE_CHECKING:
    from demerit.engine.run import Engine
    from demerit.engine.state import Chunk

__all__ = ["Keep", "ledger_of", "log_items"]

Keep = Literal["tallies", "penalised", "all"]


def ledger_of(engine: Engine, *, keep: Keep) -> Ledger:
    """Sum the tapes, add what was expected and not drawn, and gather the log."""
    plan = engine.plan
    tally = sum((t.tally for t in engine.tapes[1:]), start=engine.tapes[0].tally)
    series = sum((t.series for t in engine.tapes[1:]), start=engine.tapes[0].series)
    if engine.others:
        add_others(engine, tally, series)
    add_expected(engine, tally)
    add_clean(plan, tally, series)
    for number, name in enumerate(plan.tallies):
        if name.endswith((":now", ":held_months")) and not (name.startswith("gate:") and name.endswith(":now")):
            series[number] = np.cumsum(series[number])
    tallies = {name: tally[i] for i, name in enumerate(plan.tallies) if name not in plan.untold}
    rows = {name: series[i] for i, name in enumerate(plan.tallies) if name not in plan.untold}
    log = None
    if keep != "tallies":
        log = log_of(engine, keep=keep)
    return Ledger(
        manifest={"plan_hash": plan.hash, "log_items": log_items(plan)[0]},
        tallies=tallies,
        groups=plan.groups,
        series=rows,
        log=log,
    )


def add_others(engine: Engine, tally: NDArray[np.int64], series: NDArray[np.int64]) -> None:
    """Put the counts of the other kind in its group, and the series of what is its own in their places."""
    plan = engine.plan
    tally[:, -1] += sum((t.tally for t in engine.others[1:]), start=engine.others[0].tally)[:, 0]
    own = own_parts(plan)
    for number, name in enumerate(plan.tallies):
        if ":".join(name.split(":")[:2]) in own:
            series[number] += sum(t.series[number] for t in engine.others)


def own_parts(plan: Plan) -> set[str]:
    """Lists, rules, measures, conduct and obligations of the kind that is not the main one."""
    scheme, conduct = plan.scheme, plan.bundle.conduct
    unit_of = {f"list:{item.id}": unit_of_list(scheme, item.id) for item in scheme.lists}
    unit_of |= {f"rule:{rule.id}": unit_of_rule(scheme, rule.id) for rule in scheme.rules}
    unit_of |= {f"measure:{measure.id}": measure_unit(scheme, measure) for measure in scheme.measures}
    unit_of |= {f"behaviour:{act.id}": act.of for act in conduct.behaviours}
    unit_of |= {f"obligation:{act.opens}": act.of for act in reversed(conduct.behaviours) if act.opens}
    return {name for name, unit in unit_of.items() if kind_of(unit) != plan.main}


def add_expected(engine: Engine, tally: NDArray[np.int64]) -> None:
    """Amounts of conduct that nobody can record, by group and block (units of 1/65536)."""
    plan = engine.plan
    amount = sum((t.expected for t in engine.tapes[1:]), start=engine.tapes[0].expected)
    for tape in engine.others:
        amount[:, -1] += tape.expected[:, 0]
    for behaviour in plan.expected:
        row = plan.items["behaviour"].index(behaviour)
        tally[plan.tallies.index(f"behaviour:{behaviour}:expected")] = amount[row] >> 16


def log_of(engine: Engine, *, keep: Keep) -> NDArray[np.void]:
    """The log of all chunks in the ledger's form, sorted by uid, month, order; of everyone, or of the penalised."""
    parts = []
    for chunk in engine.chunks:
        log = chunk.pools["log"][: int(chunk.top[lay.TOP_L])]
        place = (log["uid"] - chunk.base).astype(np.uint16)  # 16 bits are sorted in one pass over the rows
        if keep == "penalised":
            kept = penalised(chunk)[place]
            log, place = log[kept], place[kept]
        parts.append(log.take(np.argsort(place, kind="stable")))
    out = np.empty(sum(map(len, parts)), dtype=LOG_DTYPE)
    _, starts = log_items(engine.plan)
    shift = np.array([starts[sort] for sort in ITEM_OF_KIND], dtype=np.int64)
    first = 0
    for log in parts:
        rows = out[first : first + len(log)]
        for name in ("uid", "month", "order", "kind", "points", "cause", "flags", "address", "other"):
            rows[name] = log[name]
        rows["item"] = log["item"] + shift[log["kind"]]
        first += len(log)
    return out


def penalised(chunk: Chunk) -> NDArray[np.bool_]:
    """Whether each place's file was ever penalised; that of a household stands at its first member."""
    marked: NDArray[np.bool_] = chunk.s32[chunk.row[lay.R_MARK]] >= 0
    if chunk.numbers[lay.G_UNIT] != 1:
        return marked
    first = chunk.s16[chunk.row[lay.R_FIRST]].astype(np.int64)
    whole: NDArray[np.bool_] = marked[(np.arange(chunk.n) & ~4095) + first]
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
