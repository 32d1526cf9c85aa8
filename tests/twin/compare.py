"""Comparison of the engine with its twin: ledgers row by row, counts one by one."""

from __future__ import annotations

from collections import Counter
from typing import Any

from demerit.engine.plan import plan
from demerit.engine.run import run
from demerit.ledger.model import BLOCKS, CAUSES, LOG_KINDS, Ledger
from demerit.scheme.model import Scheme
from demerit.society.load import SocietyBundle
from demerit.society.population import populate
from tests.twin.world import TwinResult, run_twin

WITH_POINTS = ("entry",)
WITH_CAUSE = ("entry", "record", "stopped")
WITH_ADDRESS = ("entry", "stopped", "expired", "reversed", "lifted", "notice", "filed", "won", "lost")
NOT_LOGGED = ("clamp",)


def engine_rows(ledger: Ledger, burn_in: int) -> Counter[tuple[Any, ...]]:
    """Rows of the engine's log as (uid, month, kind, item, points, cause, address)."""
    names = ledger.manifest["log_items"]
    rows: Counter[tuple[Any, ...]] = Counter()
    assert ledger.log is not None
    for row in ledger.log:
        kind = LOG_KINDS[row["kind"]]
        rows[
            int(row["uid"]),
            int(row["month"]) + burn_in,
            kind,
            names[row["item"]],
            int(row["points"]) if kind in WITH_POINTS else 0,
            CAUSES[row["cause"]] if kind in WITH_CAUSE else "",
            int(row["address"]) if kind in WITH_ADDRESS else 0,
        ] += 1
    return rows


def twin_rows(result: TwinResult) -> Counter[tuple[Any, ...]]:
    """Rows of the twin's log in the same form."""
    rows: Counter[tuple[Any, ...]] = Counter()
    for uid, month, kind, item, points, cause, address, *_ in result.log:
        if kind in NOT_LOGGED:
            continue
        rows[
            uid,
            month,
            kind,
            item,
            points if kind in WITH_POINTS else 0,
            cause if kind in WITH_CAUSE else "",
            address if kind in WITH_ADDRESS else 0,
        ] += 1
    return rows


def differences(
    scheme: Scheme,
    bundle: SocietyBundle,
    *,
    persons: int,
    months: int,
    seed: int = 1,
    burn_in: int = 0,
    threads: int = 1,
) -> list[str]:
    """What differs between the engine and the twin, in words; empty when nothing does."""
    population = populate(bundle.society, seed=seed, persons=persons)
    made = plan(scheme, bundle, population, seed=seed, months=months, burn_in=burn_in)
    ledger = run(made, keep="all", threads=threads)
    twin = run_twin(scheme, bundle, population, seed=seed, months=months, burn_in=burn_in)
    ours, theirs = engine_rows(ledger, burn_in), twin_rows(twin)
    told = [f"only in the engine: {row} x{n}" for row, n in (ours - theirs).items()]
    told += [f"only in the twin: {row} x{n}" for row, n in (theirs - ours).items()]
    told.sort(key=lambda line: eval_month(line))
    brief = run(made, keep="tallies", threads=threads)
    told += [f"other without a log: {name}" for name, n in ledger.tallies.items() if (brief.tallies[name] != n).any()]
    for name, counts in ledger.tallies.items():
        for g, group in enumerate(ledger.groups):
            mine, other = int(counts[g].sum()), twin.tallies.get((name, group), 0)
            if mine != other:
                told.append(f"tally {name} {group}: engine {mine}, twin {other}")
            blocks = [twin.world.blocks.get((name, group, block), 0) for block in range(BLOCKS)]
            if mine == other and counts[g].tolist() != blocks:
                told.append(f"blocks {name} {group}: engine {counts[g].tolist()}, twin {blocks}")
        by_month = [twin.world.series.get((name, month), 0) for month in range(burn_in, burn_in + months)]
        if ledger.series[name].tolist() != by_month:
            told.append(f"series {name}: engine {ledger.series[name].tolist()}, twin {by_month}")
    for (name, group), number in twin.tallies.items():
        if name not in ledger.tallies and group in ledger.groups:
            told.append(f"tally {name} {group}: not in the engine, twin {number}")
    return told


def eval_month(line: str) -> int:
    """Month of a row that differs, to show the first one first."""
    return int(line.split("(", 1)[1].split(",")[1])
