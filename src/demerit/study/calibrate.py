"""A calibration: fit what is assumed to published outcomes, then forecast those that were kept for the test.

The scheme's outcomes are parted before anything is played (``calibration_rows``); the fit is given the fit rows and
inputs that hold no outcome; the others are read when the fit is done. Beside each test row stand forecasts that need no
model.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

import demerit
from demerit.errors import UsageError
from demerit.ledger.folder import RUNS, write_whole
from demerit.ledger.manifest import digest
from demerit.outcomes.document import render_document
from demerit.scheme.dated import month_after
from demerit.society.population import populate
from demerit.study.calibration_counts import Setting, begins, countable
from demerit.study.calibration_fit import CHANCE, SAMPLE, Fitted, fit, worlds_needed
from demerit.study.calibration_match import CUT, DISCREPANCY, Floats, implausibility
from demerit.study.calibration_naive import NAIVE, naive_forecasts
from demerit.study.calibration_rows import Aside, FitRows, OtherRows, PublishedRow, divide, without_outcomes
from demerit.study.calibration_worlds import Worlds, movable
from demerit.study.inputs import Inputs
from demerit.study.job import Asked, Job, check_size, make_job
from demerit.study.progress import Progress
from demerit.study.unknowns import Unknown, name_of_number, numbers_of, unknowns, value_at

__all__ = [
    "NEARBY", "PERSONS", "RUNS_OF_DESIGN", "Calibration", "CalibrationJob", "calibrate", "make_calibration", "plainly",
    "told_unknown",
]  # fmt: skip

PERSONS = 40_000
RUNS_OF_DESIGN = 192
FEWEST_RUNS, MOST_RUNS = 16, 100_000
NEARBY = 24
"""Worlds that meet every fit row within reach, whose range stands beside each forecast."""

SCHEMA = "demerit.calibration/1"
DOCUMENT = "calibration.json"


@dataclass(frozen=True, kw_only=True)
class CalibrationJob:
    """What is to be fitted to what, fully said.

    Attributes
    ----------
    job : Job
    fit : FitRows
        Rows that the fit reads.
    other : OtherRows
        Rows that are read when the fit is done, and those that are not compared.
    setting : Setting
    runs : int
    """

    job: Job
    fit: FitRows
    other: OtherRows
    setting: Setting
    runs: int

    @property
    def bare(self) -> Inputs:
        """The inputs without outcomes."""
        return without_outcomes(self.job.inputs)

    @property
    def name(self) -> str:
        """Name of the folder: the scheme, the seed, and eight digits of all inputs."""
        inputs = self.job.inputs
        what = digest([inputs.scheme_hash, inputs.society_hash, self.setting.persons, self.runs])
        return f"{inputs.scheme.id}-calibration-s{self.setting.seed}-{what[:8]}"


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """A finished calibration: its document (``demerit.calibration/1``, also in ``calibration.json``) and folder."""

    document: dict[str, Any]
    folder: Path


def make_calibration(asked: Asked, /, *, runs: int | None = None) -> CalibrationJob:
    """Load a scheme and part what was published of it.

    Parameters
    ----------
    asked : Asked
        Scheme, persons (left out: 40,000, or the society's if it has fewer), seed and threads.
    runs : int, optional
        Worlds all over the ranges; 192 if left out.

    Raises
    ------
    InputError, UsageError, RunError
        As ``make_job``; R365 if nothing is published for a fit, R366 if nothing may move, R368 for runs out of range.
    """
    runs = RUNS_OF_DESIGN if runs is None else runs
    if not FEWEST_RUNS <= runs <= MOST_RUNS:
        raise UsageError("R368", f"--runs must be a whole number from {FEWEST_RUNS} to {MOST_RUNS:,}, got {runs:,}")
    job = make_job(asked)
    if asked.persons is None:
        job = replace(job, persons=min(PERSONS, job.persons))
    check_size(job.inputs.scheme, populate(job.inputs.bundle.society, seed=job.seed, persons=job.persons))
    rows, other = divide(job.inputs.scheme.outcomes)
    start = begins(job.inputs, rows.rows)
    setting = Setting(persons=job.persons, seed=job.seed, threads=job.threads, start=start)
    wrong = {row.id: countable(job.inputs, row, start=start) for row in (*rows.rows, *other.rows)}
    fitted = FitRows(tuple(row for row in rows.rows if not wrong[row.id]))
    compared = tuple(row for row in other.rows if not wrong[row.id])
    aside = (*other.aside, *(left_out(row, wrong[row.id]) for row in (*rows.rows, *other.rows) if wrong[row.id]))
    if not fitted.rows:
        hint = "Such outcomes have use: fit and say what a run counts of the same thing (docs/reference/format.md)."
        raise UsageError("R365", f'nothing that a run counts is published of "{job.inputs.scheme.id}" for a fit', hint)
    if not movable(without_outcomes(job.inputs), fitted.rows):
        raise UsageError("R366", "nothing that the published rows can tell of is an assumption with a range")
    return CalibrationJob(job=job, fit=fitted, other=OtherRows(compared, aside), setting=setting, runs=runs)


def left_out(row: PublishedRow, reason: str) -> Aside:
    """A row that no run can count."""
    return Aside(
        id=row.id, label=row.label, use=row.use, value=row.value, unit=row.unit, when=row.when, reason=reason
    )


def calibrate(
    calibration: CalibrationJob, /, *, out: Path | None = None, progress: Progress | None = None,
    began: Callable[[Path], None] | None = None,
) -> Calibration:  # fmt: skip
    """Fit, forecast, and write the document.

    Parameters
    ----------
    calibration : CalibrationJob
    out : path, optional
        Folder; ``runs/<scheme>-calibration-s<seed>-<8 digits of the inputs>`` if left out. It keeps every world that
        was played, so that the same call goes on where it stopped.
    progress : callable, optional
        Called with what is being done and the share of all work that is done.
    began : callable, optional
        Called with the folder as soon as there is something to go on with.
    """
    folder = out if out is not None else RUNS / calibration.name
    total = worlds_needed(calibration.runs)
    parts = total / (total + 2 * CHANCE + NEARBY)
    fitting = the_worlds(calibration, calibration.fit.rows, folder / "fit.json", step(progress, 0.0, parts), total)
    if began is not None:
        began(folder)
    fitted = fit(fitting, rows=calibration.fit, runs=calibration.runs, nearby=NEARBY)
    rows = (*calibration.fit.rows, *calibration.other.rows)
    told = the_worlds(calibration, rows, folder / "told.json", step(progress, parts, 1.0), 2 * CHANCE + NEARBY)
    document = as_document(calibration, fitted, told)
    write_whole(folder / DOCUMENT, render_document(document))
    return Calibration(document=document, folder=folder)


def the_worlds(
    calibration: CalibrationJob, rows: tuple[PublishedRow, ...], store: Path, progress: Progress | None, total: int
) -> Worlds:
    """Worlds in which some rows are read off; they know of no outcome."""
    over = movable(calibration.bare, calibration.fit.rows)
    return Worlds(
        inputs=calibration.bare, over=over, rows=rows, setting=calibration.setting, store=store, progress=progress,
        total=total,
    )  # fmt: skip


def step(progress: Progress | None, low: float, high: float) -> Progress | None:
    """Progress of a part of the work."""
    return None if progress is None else lambda what, share: progress(what, low + (high - low) * share)


def as_document(calibration: CalibrationJob, fitted: Fitted, worlds: Worlds) -> dict[str, Any]:
    """Everything that came out, as plain JSON values."""
    inputs, setting = calibration.job.inputs, calibration.setting
    scheme, society = inputs.scheme, inputs.bundle.society
    last = max(row.last for row in worlds.rows)
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "run": {
            "scheme": scheme.id, "title": scheme.title, "first_line": scheme.first_line, "society": society.id,
            "society_title": society.title, "persons": setting.persons, "seed": setting.seed,
            "runs": calibration.runs, "worlds": fitted.worlds + 2 * CHANCE + NEARBY, "chance": CHANCE,
            "first": month_after("0000-01", setting.start), "last": month_after("0000-01", last),
            "fitted_to": month_after("0000-01", max(row.last for row in calibration.fit.rows)),
            "cut": CUT, "discrepancy": DISCREPANCY,
        },
        "inputs": {
            "scheme_hash": calibration.bare.scheme_hash, "society_hash": inputs.society_hash,
            "fit_rows_hash": digest([row.__dict__ for row in calibration.fit.rows]), "version": demerit.__version__,
        },
        "matching": {
            "kept": round(fitted.kept, 6), "active": int(fitted.active.sum()), "nearby": len(fitted.nearby),
            "met": fitted.met, "places": 2**SAMPLE,
            "out_of_reach": [calibration.fit.rows[n].id for n in np.flatnonzero(fitted.reach > CUT)],
        },
        "numbers": counted(inputs, worlds.over),
        "unknowns": [told_unknown(one, fitted, place) for place, one in enumerate(worlds.over)],
        "rows": told_rows(calibration, fitted, worlds),
        "aside": [vars(one) for one in calibration.other.aside],
    }  # fmt: skip
    document["errors"] = errors(document["rows"])
    return document


def counted(inputs: Inputs, over: Sequence[Unknown]) -> dict[str, int]:
    """How many numbers there are, how many are assumed, and how many may move."""
    assumed = unknowns(inputs, apart=True)
    rules = sum(one.side == "rules" for one in assumed)
    moved = sum(len(one.numbers) for one in over)
    return {
        "all": sum(1 for _ in numbers_of(inputs)), "assumed": len(assumed), "rules": rules, "movable": moved,
        "unread": len(assumed) - rules - moved,
    }  # fmt: skip


def told_unknown(unknown: Unknown, fitted: Fitted, n: int, /) -> dict[str, Any]:
    """An unknown: where it stands in its range, what is ruled out, and of each number what is stated and fitted."""
    low, high, place = float(fitted.low[n]), float(fitted.high[n]), float(fitted.place[n])
    numbers = [
        {
            "id": name_of_number(row), "unit": row.unit, "low": row.low, "stated": row.value, "high": row.high,
            "fitted": plainly(value_at(row, place)),
            "kept_low": plainly(value_at(row, low)), "kept_high": plainly(value_at(row, high)),
        }
        for row in unknown.numbers
    ]  # fmt: skip
    return {
        "id": unknown.id, "kind": unknown.kind, "side": unknown.side, "active": bool(fitted.active[n]),
        "stated": unknown.stated, "fitted": place, "low": plainly(low), "high": plainly(high),
        "lowest_fifth": plainly(fitted.at_ends[n, 0]), "highest_fifth": plainly(fitted.at_ends[n, 1]),
        "numbers": numbers,
    }  # fmt: skip


def plainly(value: float, /) -> float:
    """A number with six digits, more than anything here can tell."""
    return float(f"{value:.6g}")


def told_rows(calibration: CalibrationJob, fitted: Fitted, worlds: Worlds) -> list[dict[str, Any]]:
    """Every row with ours, what chance and what is not ruled out do to it, and the naive forecasts."""
    seeds = [calibration.setting.seed + 1 + n for n in range(CHANCE)]
    ours, stated = (worlds.at(np.tile(place, (CHANCE, 1)), seeds=seeds) for place in (fitted.place, worlds.stated))
    nearby = worlds.at(fitted.nearby)
    reach = dict(zip((row.id for row in calibration.fit.rows), fitted.reach.tolist(), strict=True))
    means = dict(zip((row.id for row in worlds.rows), ours.mean(axis=0).tolist(), strict=True))
    return [
        {
            "id": row.id, "label": row.label, "use": row.use, "when": row.when, "at": plainly(row.at), "unit": row.unit,
            "grade": row.grade, "source": list(row.source), "series": series_name(row, worlds.rows),
            "published": row.value, "uncertainty": plainly(row.spread), **of_column(row, ours[:, n], nearby[:, n]),
            "stated": plainly(stated[:, n].mean()), "reach": plainly(reach[row.id]) if row.id in reach else None,
            **ahead(row, calibration.fit.rows, means),
        }
        for n, row in enumerate(worlds.rows)
    ]  # fmt: skip


def ahead(row: PublishedRow, fit: Sequence[PublishedRow], means: Mapping[str, float]) -> dict[str, Any]:
    """Forecasts that begin with the last fit row of a series: ours from there on, and the naive ones."""
    before = [one for one in fit if one.series == row.series]
    if row.use == "fit" or not before:
        return {"from_last": None, "naive": None}
    last = max(before, key=lambda one: one.at)
    moved = plainly(last.value + means[row.id] - means[last.id])
    naive = {name: plainly(value) for name, value in naive_forecasts(before, at=row.at).items()}
    return {"from_last": moved, "naive": naive}


def of_column(row: PublishedRow, ours: Floats, nearby: Floats) -> dict[str, Any]:
    """Ours for one row: mean and spread of worlds that differ by chance; the range of those that meet all fit rows."""
    mean, chance = float(ours.mean()), float(ours.std(ddof=1))
    variance = row.spread**2 + (DISCREPANCY * row.value) ** 2 + chance**2
    far = float(implausibility(mean, published=row.value, variance=variance)) if variance > 0 else 0.0
    return {
        "ours": plainly(mean), "chance": plainly(chance), "low": plainly(min(float(nearby.min()), mean)),
        "high": plainly(max(float(nearby.max()), mean)), "implausibility": plainly(far),
    }  # fmt: skip


def series_name(row: PublishedRow, rows: Sequence[PublishedRow]) -> str | None:
    """Name of the series that a row belongs to: that of its first row; none if it stands alone."""
    same = [one.id for one in rows if one.series == row.series]
    return same[0] if len(same) > 1 else None


def errors(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Mean absolute error of each series of the test, as a share of what was published: ours, and the naive ones."""
    found = []
    for series in dict.fromkeys(row["series"] for row in rows if row["use"] == "test" and row["naive"]):
        tested = [row for row in rows if row["series"] == series and row["use"] == "test"]
        true = [row["published"] for row in tested]
        columns = {name: [row[name] for row in tested] for name in ("ours", "from_last")}
        columns |= {name: [row["naive"].get(name) for row in tested] for name in NAIVE}
        about = {"series": series, "label": tested[0]["label"], "rows": len(tested)}
        found.append({**about, **{name: mean_error(values, true) for name, values in columns.items()}})
    return found


def mean_error(values: Sequence[float | None], published: Sequence[float]) -> float | None:
    """Mean of the absolute errors, each as a share of what was published."""
    shares = [abs(value - true) / true for value, true in zip(values, published, strict=True) if value is not None]
    return plainly(sum(shares) / len(shares)) if shares else None
