"""The sweep that belongs to a run: its own world, small, with everything that is assumed in it varied at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from demerit.errors import RunError, UsageError
from demerit.ledger.folder import read_manifest
from demerit.study.job import Asked
from demerit.study.progress import Progress
from demerit.study.studyrun import StudyResult, job_of_study_folder, read_study_manifest, run_study
from demerit.study.sweep import make_sweep, sweep_document

__all__ = ["SWEEP", "sweep_of_run", "swept_before"]

SWEEP: Final = "sweep"
"""Folder of the sweep in the folder of its run."""

POINTS: Final = 16
"""Draws, each with two sets of people and dice: enough for the ends of a range, not for its shape."""


def sweep_of_run(folder: Path, /, *, threads: int | None = None, progress: Progress | None = None) -> bool:
    """Vary what is assumed in a run, and keep it with the run; False if nothing in it is assumed with a range.

    Parameters
    ----------
    folder : Path
        Of a finished run.
    threads : int, optional
    progress : callable, optional

    Raises
    ------
    UnfinishedError
        R206 if it stopped; the same call goes on.
    """
    manifest, inputs = read_manifest(folder), folder / "inputs"
    asked = Asked(
        scheme=str(inputs / "scheme.yaml"), society=str(inputs / "society.yaml"), months=manifest["months"],
        burn_in=manifest["options"]["burn_in"], seed=manifest["seed"], threads=threads,
    )  # fmt: skip
    try:
        job = make_sweep(asked, n=POINTS)
    except UsageError as fault:
        if fault.defect.code == "R397":
            return False
        raise
    run_study(job, out=folder / SWEEP, threads=threads, progress=progress)
    return True


def swept_before(folder: Path, /) -> dict[str, Any] | None:
    """Document of the sweep of a run, without words, if there is a finished one."""
    where = folder / SWEEP
    try:
        manifest = read_study_manifest(where)
    except RunError:
        return None
    if manifest.get("status") != "complete":
        return None
    job = job_of_study_folder(where)
    return sweep_document(StudyResult(job=job, folder=where, manifest=manifest, found=True))
