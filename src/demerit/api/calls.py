"""Functions that do what the commands of the same names do, and give back objects instead of pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from os import PathLike
from pathlib import Path
from typing import Any, Literal

from demerit.api.results import Calibration, Pair, Run, Trial
from demerit.api.rows import Rows

__all__ = [
    "calibrate", "claims", "folder_of", "open_pair", "open_run", "pair", "ready", "run", "safeguards", "schemes",
    "text", "try_safeguards",
]  # fmt: skip

Progress = Callable[[str, float], None]
Scheme = str | PathLike[str]


def run(
    scheme: Scheme,
    /,
    *,
    society: Scheme | None = None,
    persons: int | None = None,
    months: int | None = None,
    burn_in: int | None = None,
    seed: int | None = None,
    replicates: int | None = None,
    safeguards: Sequence[str] = (),
    keep: Literal["tallies", "penalised", "all"] | None = None,
    threads: int | None = None,
    out: Scheme | None = None,
    progress: Progress | None = None,
) -> Run:
    """Put a scheme on synthetic people, as ``demerit run`` does.

    Parameters
    ----------
    scheme : str or path
        An id of the catalogue, or a file.
    society : str or path, optional
        Another society than the scheme's own.
    persons, months, burn_in, seed, replicates, threads : int, optional
        Left out: the society's number of persons, 60 months, no burn-in, seed 1, one replicate, all processors.
    safeguards : sequence of str
        Names of the catalogue (``safeguards()``), or files.
    keep : {"tallies", "penalised", "all"}, optional
        Files that are kept; left out: everyone's, up to 50 million lines. With ``tallies`` the guesses are not varied.
    out : str or path, optional
        Folder of the run; left out: ``runs/<scheme>-s<seed>-<inputs>``.
    progress : callable, optional
        Called with what is being done and the share of all work that is done.

    Returns
    -------
    Run
        The same numbers for the same inputs, always; a finished run is not computed again.

    Raises
    ------
    InputError
        With every fault of the files.
    UsageError, RunError, UnfinishedError
        As the command; an unfinished run goes on with the same call.
    """
    from demerit.study.job import Asked, make_job
    from demerit.study.single import simulate

    job = make_job(
        Asked(
            scheme=str(scheme), society=text(society), persons=persons, months=months, burn_in=burn_in, seed=seed,
            replicates=replicates, safeguards=tuple(safeguards), keep=keep, threads=threads,
        )
    )  # fmt: skip
    ready()
    result = simulate(job, out=folder_of(out), progress=progress)
    return Run(document=result.document, folder=result.folder, left_out=result.job.left_out)


def pair(
    a: Scheme,
    b: Scheme | None = None,
    /,
    *,
    society: Scheme | None = None,
    persons: int | None = None,
    months: int | None = None,
    burn_in: int | None = None,
    seed: int | None = None,
    replicates: int | None = None,
    safeguards: Sequence[str] = (),
    keep: Literal["penalised", "all"] | None = None,
    threads: int | None = None,
    out: Scheme | None = None,
    progress: Progress | None = None,
) -> Pair:
    """Run the same people with the same dice under two schemes, as ``demerit pair`` does.

    Parameters
    ----------
    a : str or path
        An id of the catalogue, or a file.
    b : str or path, optional
        The scheme that A is held against, or ``"none"``; left out: A without the safeguards.
    safeguards : sequence of str
        Hold A with these against A without.
    society, persons, months, burn_in, seed, replicates, keep, threads, out, progress
        As of ``run``.

    Raises
    ------
    InputError, UsageError, RunError, UnfinishedError
        As the command; an unfinished pair goes on with the same call.
    """
    from demerit.study.job import Asked
    from demerit.study.pair import make_pair, simulate_pair

    job = make_pair(
        Asked(
            scheme=str(a), society=text(society), persons=persons, months=months, burn_in=burn_in, seed=seed,
            replicates=replicates, safeguards=tuple(safeguards), keep=keep, threads=threads,
        ),
        other=text(b), vary=True,
    )  # fmt: skip
    ready()
    result = simulate_pair(job, out=folder_of(out), progress=progress)
    return Pair(document=result.document, folder=result.folder, left_out=job.a.left_out)


def try_safeguards(
    scheme: Scheme,
    /,
    *,
    safeguards: Sequence[str] | None = None,
    society: Scheme | None = None,
    persons: int | None = None,
    months: int | None = None,
    seed: int | None = None,
    threads: int | None = None,
    out: Scheme | None = None,
    progress: Progress | None = None,
) -> Trial:
    """Try safeguards on a scheme, as ``demerit safeguard try`` does.

    Parameters
    ----------
    safeguards : sequence of str, optional
        Left out: all of the catalogue.
    scheme, society, months, seed, threads, out, progress
        As of ``run``.
    persons : int, optional
        Left out: 20,000, or the society's number if it is less.

    Raises
    ------
    InputError, UsageError, RunError, UnfinishedError
        As the command; an unfinished trial goes on with the same call.
    """
    from demerit.scheme.safeguard import load_safeguard
    from demerit.study.job import Asked
    from demerit.study.trial import make_trial, simulate_trial

    asked = Asked(scheme=str(scheme), society=text(society), persons=persons, months=months, seed=seed, threads=threads)
    chosen = None if safeguards is None else [load_safeguard(name) for name in safeguards]
    trial = make_trial(asked, safeguards=chosen)
    ready()
    result = simulate_trial(trial, out=folder_of(out), progress=progress)
    return Trial(document=result.document, folder=result.folder)


def open_run(where: Scheme = "last", /) -> Run:
    """Open a finished run: a folder, a name under ``runs``, or ``"last"``.

    Raises
    ------
    RunError
        R202 if there is none; R204 if it is damaged.
    """
    from demerit.ledger.folder import find_run
    from demerit.study.single import read_result

    folder = find_run(str(where))
    return Run(document=read_result(folder), folder=folder)


def open_pair(folder: Scheme, /) -> Pair:
    """Open a finished pair.

    Raises
    ------
    RunError
        R202 if there is none; R204 if it is damaged.
    """
    from demerit.study.pair import read_pair

    return Pair(document=read_pair(Path(folder)), folder=Path(folder))


def calibrate(
    scheme: Scheme,
    /,
    *,
    persons: int | None = None,
    runs: int | None = None,
    seed: int | None = None,
    threads: int | None = None,
    out: Scheme | None = None,
    progress: Progress | None = None,
) -> Calibration:
    """Fit what is assumed of a scheme to published outcomes, as ``demerit study calibrate`` does.

    The one objective is the distance to what was published, and the fit reads only the outcomes that are marked for it.

    Parameters
    ----------
    scheme : str or path
        An id of the catalogue, or a file.
    persons, runs, seed, threads : int, optional
        Left out: 40,000 persons in each world (or the society's if it has fewer), 192 worlds all over the ranges, seed
        1, all processors.
    out : str or path, optional
        Folder; left out: ``runs/<scheme>-calibration-s<seed>-<inputs>``. The same call goes on where it stopped.
    progress : callable, optional
        Called with what is being done and the share of all work that is done.

    Raises
    ------
    InputError, UsageError, RunError
        As the command; R365 if nothing that a run counts is published for a fit, R366 if nothing may move.
    """
    from demerit.study.calibrate import calibrate as fit_and_forecast
    from demerit.study.calibrate import make_calibration
    from demerit.study.job import Asked

    made = make_calibration(Asked(scheme=str(scheme), persons=persons, seed=seed, threads=threads), runs=runs)
    ready()
    result = fit_and_forecast(made, out=folder_of(out), progress=progress)
    return Calibration(document=result.document, folder=result.folder)


def schemes(*, country: str = "", kind: str = "", status: str = "") -> Rows:
    """List schemes of the catalogue: of a country (code or name), a kind, a status; those left out choose nothing.

    Raises
    ------
    UsageError
        R323 for a word that is not known.
    """
    from demerit.report.index import chosen, read_index

    return Rows(chosen(read_index(), country=country, kind=kind, status=status)["schemes"])


def safeguards() -> Rows:
    """List the safeguards of the catalogue."""
    from demerit.report.index import read_index

    return Rows(read_index()["safeguards"])


def claims(search: str = "", /, *, verdict: str = "") -> Rows:
    """List claims about real systems that hold these words and have this verdict, with what the sources say of each."""
    from demerit.evidence.claims import all_claims
    from demerit.report.claims_page import claim_entries, claims_found

    return Rows(claims_found(claim_entries(all_claims()), search=search, verdict=verdict))


def ready() -> None:
    """Compile the engine, if it is not; once for every version."""
    from demerit.study.warm import compile_kernels, is_compiled

    if not is_compiled():
        compile_kernels()


def text(value: Any, /) -> str | None:
    """A name or a path as text."""
    return None if value is None else str(value)


def folder_of(out: Scheme | None, /) -> Path | None:
    """A folder to write."""
    return None if out is None else Path(out)
