"""Everyone's life of a run, and the counts that their lines add up to."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any, TypeAlias

from demerit.ledger.folder import read_manifest
from demerit.ledger.model import CAUSES, FLAGS, Ledger
from demerit.ledger.rows import read_rows
from demerit.outcomes.life import Line, tell_life
from demerit.study.inputs import read_inputs
from demerit.study.job import Asked, make_job
from demerit.study.lives import setting_of
from demerit.study.single import simulate

__all__ = ["TOLD", "Lives", "counted", "everyone", "from_lines", "run"]

TOLD = re.compile(
    r"behaviour:[^:]+:acts|channel:[^:]+:(right|false|mistaken|misread)|obligation:[^:]+:(opened|performed)"
    rf"|rule:[^:]+:(entries|reversed|stopped|{'|'.join(CAUSES)})|(list|band|measure):[^:]+:events(:({'|'.join(FLAGS)}))?"
    r"|redress:(noticed|filed|won|lost):(wrong|right)"
)
"""Counts that the lines of everyone add up to."""

Lives: TypeAlias = list[list[Line]]


def run(
    folder: Path, scheme: str, keep: Any, *, persons: int = 5000, months: int = 30, burn_in: int = 4,
    replicates: int = 1,
) -> Path:  # fmt: skip
    asked = Asked(
        scheme=scheme, persons=persons, months=months, burn_in=burn_in, keep=keep,
        threads=1, replicates=replicates,
    )  # fmt: skip
    return simulate(replace(make_job(asked), vary=False), out=folder).folder


def everyone(folder: Path) -> Lives:
    """All lives of a run."""
    manifest = read_manifest(folder)
    setting = setting_of(manifest, read_inputs(folder), manifest["unit"])
    rows = read_rows(folder, manifest=manifest, uids=range(1 << 41))
    return [tell_life(own, setting=setting) for _, own in groupby(rows, key=lambda row: row.uid)]


def counted(ledger: Ledger, name: str) -> int:
    return ledger.total(name) + ledger.total(name, group="unit=firm")


def from_lines(lines: list[Line]) -> Counter[str]:
    """Tallies by name, counted again from lines."""
    found: Counter[str] = Counter()
    for line in lines:
        item, side = line.item, "wrong" if line.cause in CAUSES[2:5] else "right"
        match line.kind:
            case "act":
                found[f"{item}:acts"] += 1
            case "record":
                told = {"false_record": "false", "mistaken_identity": "mistaken", "misread": "misread"}
                found[f"{item}:{told.get(str(line.cause), 'right')}"] += 1
            case "entry":
                found.update([f"{item}:entries", f"{item}:{line.cause}"])
            case "reversed" | "stopped":
                found[f"{item}:{line.kind}"] += 1
            case "stay_begin" | "band" | "denied" | "burden" | "loss" | "grant":
                found.update([f"{item}:events", *(f"{item}:events:{flag}" for flag in line.flags)])
            case "notice" | "filed" | "won" | "lost" if line.cause != "tie":
                found[f"redress:{'noticed' if line.kind == 'notice' else line.kind}:{side}"] += 1
            case "opened" | "performed":
                found[f"{item}:{line.kind}"] += 1
    return found
