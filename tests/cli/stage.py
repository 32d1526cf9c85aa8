"""What the tests of the terminal share: an engine of straw, which needs no compiler, and a way to call commands."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from demerit.cli.commands import app
from demerit.ledger.model import CAUSES, LOG_DTYPE, SPLIT_UNIT, Ledger
from demerit.study.headline import kind_of

__all__ = ["Answer", "demerit", "straw_run", "use_straw"]

SHARES = (5, 3, 2)
"""Of 10 penalties: by an unlawful act, by a false record, by a lawful act."""


@dataclass(frozen=True)
class Answer:
    """What a command left behind."""

    code: int
    out: str
    err: str


def demerit(*arguments: str, **environment: str) -> Answer:
    """Call a command in this process."""
    result = CliRunner().invoke(app, list(arguments), env={"COLUMNS": "80", **environment}, prog_name="demerit")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Answer(result.exit_code, result.stdout, result.stderr)


def whole(text: str, below: int) -> int:
    """A whole number that depends on a text alone."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=6).digest(), "big") % below


def straw_run(
    plan: Any, /, *, keep: str = "penalised", threads: int = 2, progress: Callable[[int, int], None] | None = None,
    seen: object = None,
) -> Ledger:
    """Ledger with numbers that depend on the plan alone and fit together, as a run would leave it."""
    from demerit.ledger.manifest import describe_names

    groups = plan.groups
    tallies = {name: np.zeros((len(groups), 64), np.int64) for name in plan.tallies}
    sizes = group_sizes(plan)
    tallies["subjects"][:] = sizes[:, None]
    keys = describe_names(plan.scheme, conduct=None, needs=None)["keys"]
    for key, about in keys.items():
        if kind_of(key, about) is not None:
            penalise(tallies, key, sizes=sizes, per_block=1 + whole(f"{plan.hash}{key}", 3))
    for name in tallies:
        if name.startswith("rule:") and name.endswith(":entries"):
            tallies[name][:] = 4
    for month in range(plan.months + plan.burn_in):
        if progress is not None:
            progress(month + 1, plan.months + plan.burn_in)
    log = None if keep == "tallies" else np.zeros(0, LOG_DTYPE)
    return Ledger(manifest={"plan": plan.hash}, groups=groups, tallies=tallies, log=log)


def group_sizes(plan: Any) -> np.ndarray[Any, Any]:
    """Subjects of each group in each block."""
    everyone = plan.population.n_persons // 64
    counts: dict[str, int] = {}
    for group in plan.groups:
        counts[group.partition("=")[0]] = counts.get(group.partition("=")[0], 0) + 1
    return np.array([everyone // (1 if g == "all" else counts[g.partition("=")[0]]) for g in plan.groups])


def penalise(tallies: dict[str, Any], key: str, *, sizes: Any, per_block: int) -> None:
    """Penalties of one key: ten a unit of ``per_block`` in each block, and fewer in smaller groups."""
    units = np.maximum(1, per_block * sizes * 1 // sizes[0])
    true, false, lawful = SHARES
    flags = {"wrongful": false, "for_lawful": lawful}
    for name, times in (("events", 10), ("people", 8), ("now", 4), ("months", 60)):
        if f"{key}:{name}" in tallies:
            tallies[f"{key}:{name}"][:] = (units * times)[:, None]
        for flag, of in flags.items():
            if f"{key}:{name}:{flag}" in tallies:
                tallies[f"{key}:{name}:{flag}"][:] = (units * times * of // 10)[:, None]
    for cause, of in zip((CAUSES[0], CAUSES[2], CAUSES[1]), (true, false, lawful), strict=True):
        tallies[f"{key}:split:{cause}"] = np.repeat((units * of * SPLIT_UNIT)[:, None], 64, axis=1)
    if "any:people" in tallies:
        tallies["any:people"][:] = np.maximum(tallies["any:people"], (units * 8)[:, None])


def use_straw(monkeypatch: pytest.MonkeyPatch, run: Callable[..., Ledger] = straw_run) -> None:
    """Put the engine of straw in the place of the engine."""
    monkeypatch.setattr("demerit.study.single.run", run)
    monkeypatch.setattr("demerit.study.smallruns.run", run)
    monkeypatch.setattr("demerit.study.warm.is_compiled", lambda: True)
